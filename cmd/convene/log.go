package main

import (
	"cmp"
	"context"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/refusal"
)

func (d *door) logCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "log",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return d.enter(c, func(a asker) error {
				if !a.owner && a.person == "" {
					return refusal.New(refusal.NeedsCode)
				}
				return a.writeLog(c.Context(), c.OutOrStdout())
			})
		},
	}
}

// writeLog writes a line for each export of the communities that the asker may enter,
// the latest of each first.
func (a asker) writeLog(ctx context.Context, w io.Writer) error {
	var b strings.Builder
	communities, failed := a.reach(ctx, every)
	if err := a.goOn(len(communities) > 0, failed); err != nil {
		return err
	}
	for _, of := range communities {
		all, err := a.host.Exports(ctx, of.ID, of.member)
		if err != nil {
			return err
		}
		for _, x := range all {
			b.WriteString(clean.Out(strings.Join(of.columns(of.listing, x), "\t")) + "\n")
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// columns are when something was taken last, where, by whom, for which readers, in
// which format, what was withheld, how often, and how much of it the asker wrote.
func (s sight) columns(of directory.Listing, x session.Exported) []string {
	place, format := string(of.Short), "backup"
	if m := s.Meetings[x.Meeting]; m != nil {
		place, format = place+"/"+string(m.Short), strings.TrimSuffix(x.Format+":"+x.Document+x.Table, ":")
	}
	return []string{
		x.Last.Format(time.RFC3339), place, cmp.Or(x.Name, string(x.Outsider)), string(x.Audience), format, strings.Join(x.Withheld, ","),
		strconv.Itoa(x.Times), strings.Join(x.Yours, ","),
	}
}
