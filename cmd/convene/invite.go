package main

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
)

func (d *door) inviteCommand() *cobra.Command {
	var role, audience string
	var uses int
	var good time.Duration
	c := &cobra.Command{
		Use:  "invite MEETING",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			if d.shell != nil {
				return &told{"command.invite_over_ssh", facts{"line": d.shell.lineOf(c, args)}, exitRefused}
			}
			return d.enter(c, func(a asker) error {
				p, err := a.findToAct(c.Context(), args[0])
				if err != nil {
					return err
				}
				if audience == "" {
					audience = string(p.Audience)
				}
				expires := time.Now().Add(good)
				code, err := a.host.Invite(c.Context(), p.ID, p.member, directory.Invitation{
					Meeting: p.meeting.ID, Role: method.Role(role), Audience: method.Audience(audience),
					Uses: uses, Expires: expires,
				})
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(c.OutOrStdout(), "%s\t%s\t%s\n", code, d.address.As(code).Connect(), expires.UTC().Format("2006-01-02 15:04 UTC"))
				return err
			})
		},
	}
	c.Flags().StringVar(&role, "role", string(method.Participant), "")
	c.Flags().StringVar(&audience, "audience", "", "")
	c.Flags().IntVar(&uses, "uses", host.InviteUses, "")
	c.Flags().DurationVar(&good, "for", host.InviteFor, "")
	return c
}
