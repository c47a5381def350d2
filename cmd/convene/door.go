package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/tui/shell"
)

// door is who asks, and through which door: a person over SSH, or whoever owns
// the machine at its shell.
type door struct {
	words *locale.Words
	all   *locale.Catalogues
	// terminal: standard output is one, and not a file or another program.
	terminal bool

	// Over SSH.
	host    *host.Host
	person  directory.PersonID // empty for somebody unknown
	address shell.Address      // where people reach the server
	press   *report.Press      // that everybody's reports come from
	notes   notes
	width   int       // in columns, of the terminal that help is for; 0 where there is none
	sends   io.Reader // what the client sends to a command that reads it

	// At the shell; nil over SSH.
	shell  *Config
	screen term.File // standard output, where it is a terminal
}

// root is the tree of commands, the same at both doors.
func (d *door) root() *cobra.Command {
	root := &cobra.Command{
		Use:  "convene",
		Args: cobra.ArbitraryArgs,
		RunE: func(c *cobra.Command, args []string) error {
			if len(args) > 0 {
				return d.unknown(args[0])
			}
			return d.help(c)
		},
		SilenceErrors: true, SilenceUsage: true,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true},
	}
	root.SetFlagErrorFunc(flagError)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { _ = d.help(c) })
	help := d.helpCommand()
	root.SetHelpCommand(help)
	root.AddCommand(d.meetingsCommand(), d.inviteCommand(), d.exportCommand(), d.importCommand(), d.logCommand(), d.statusCommand(), d.versionCommand())
	if d.shell == nil {
		root.AddCommand(d.holdingsCommand(), d.wallCommand())
	} else {
		root.AddCommand(d.serveCommand(), d.tryCommand(), d.publishCommand(), d.backupCommand(), d.restoreCommand())
		root.PersistentFlags().StringVar(&d.shell.Data, "data", d.shell.Data, "")
		root.PersistentFlags().StringVar(&d.shell.Store, "store", d.shell.Store, "")
	}
	tables := refusal.Listed(report.Tables(register.All()))
	for _, c := range append(root.Commands(), help) {
		c.Short, c.Long = d.words.T("command."+c.Name()+".short"), d.words.T("command."+c.Name()+".long", "tables", tables)
	}
	root.Long = d.about()
	return root
}

// enter calls use with what the door reaches: the running server, or at the
// shell the store, which is only read beside a server that runs.
func (d *door) enter(c *cobra.Command, use func(asker) error) (err error) {
	if d.shell == nil {
		return use(d.asker(c.ErrOrStderr()))
	}
	s, err := d.shell.openToRead(c.Context())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	host, err := host.Open(c.Context(), s, host.Options{
		Logf: func(string, ...any) {}, Registers: register.All(), ReadOnly: true,
	})
	if err != nil {
		return err
	}
	defer host.Close()
	return use(asker{host: host, press: &report.Press{}, owner: true, warn: d.warn(c.ErrOrStderr())})
}

// asker is somebody who asks for what a community holds.
type asker struct {
	host   *host.Host
	press  *report.Press
	person directory.PersonID
	owner  bool             // of the machine, who can read the store anyway
	warn   func(unreadable) // tells them what they do not get
}

// asker is whoever came through the door to the running server.
func (d *door) asker(errs io.Writer) asker {
	return asker{host: d.host, press: d.press, person: d.person, warn: d.warn(errs)}
}

// unreadable is a community that cannot be read, and why.
type unreadable struct {
	directory.Listing
	err error
}

// warn names a community that cannot be read to whoever is given the others, once.
func (d *door) warn(errs io.Writer) func(unreadable) {
	var warned sync.Map
	return func(u unreadable) {
		if _, before := warned.LoadOrStore(u.ID, true); before {
			return
		}
		said := d.words.T("command.community_unread", "community", u.Short, "reason", d.explain(u.err))
		_, _ = fmt.Fprintln(errs, clean.Out(said)) // they may be gone
	}
}

// sight is what an asker sees of a community.
type sight struct {
	*session.Shared
	member session.MemberID // empty for the owner, and for an organiser of the installation who has not entered it
	all    bool             // they may take away whatever is there
}

// see is what the asker sees of a community. Organisers of the installation
// see every community, also those that they have not entered yet.
func (a asker) see(ctx context.Context, community method.CommunityID) (sight, error) {
	member, err := a.host.Membership(ctx, a.person, community)
	if err != nil {
		return sight{}, err
	}
	if member != "" {
		shared, _, err := a.host.See(ctx, community, member)
		return sight{shared, member, false}, err
	}
	if p, _ := a.host.Person(a.person); a.owner || p.Organiser {
		shared, err := a.host.Shared(ctx, community, method.Members)
		return sight{shared, "", true}, err
	}
	return sight{}, refusal.New(refusal.NeedsCode)
}

// role is what the asker is in a meeting, empty where they may not enter.
func (s sight) role(meeting method.MeetingID) method.Role {
	if s.all {
		return method.Organiser
	}
	return s.RoleIn(meeting, s.member)
}

// communities are those that the asker may enter.
func (a asker) communities() []directory.Listing {
	if a.owner {
		return a.host.Communities()
	}
	return a.host.CommunitiesOf(a.person)
}
