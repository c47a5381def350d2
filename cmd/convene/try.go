package main

import (
	"context"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui"
	"github.com/convene-ssh/convene/tui/shell"
	"github.com/convene-ssh/convene/tui/theme"
)

func (d *door) tryCommand() *cobra.Command {
	var role string
	c := &cobra.Command{
		Use:  "try",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			at := slices.Index(triedAs(), method.Role(role))
			if at < 0 {
				return refusal.NoneOf("role", triedAs())
			}
			if term := os.Getenv("TERM"); !d.terminal || term == "" || term == "dumb" {
				return d.noScreen()
			}
			return d.try(c.Context(), at)
		},
	}
	c.Flags().StringVar(&role, "role", string(method.Facilitator), "")
	return c
}

// triedAs are the roles of the first of the sample's people, in their order.
func triedAs() []method.Role { return []method.Role{method.Facilitator, method.Participant} }

// try shows the sample to one of its people, counted from 0, from a folder that is gone afterwards.
func (d *door) try(ctx context.Context, at int) (err error) {
	folder, err := os.MkdirTemp("", "convene-try-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	m := &Main{Config: Config{Data: folder}, Languages: d.all, Random: rand.Reader, Stderr: io.Discard}
	defer func() { err = errors.Join(err, m.Close()) }()
	if err := m.open(ctx); err != nil {
		return err
	}
	played := sample.KualaLumpur()
	cast, err := played.Raise(ctx, m.host)
	if err != nil {
		return err
	}
	screens := tui.New(ctx, tui.Options{
		Host: m.host, Languages: d.all, Pictures: m.pictures, Terminal: theme.Detect(os.Getenv("TERM"), os.Environ()),
		Given: cast.Admitted[played.People[at].Name], Language: d.words.Language,
		Address: shell.Address{Host: "HOST", Port: "22"}, // nobody can come here
		Present: func(_ context.Context, code string) (directory.Admission, error) { return m.host.Present(code) },
		Rate:    func(directory.PersonID) error { return nil },
	})
	defer screens.Leave(context.WithoutCancel(ctx))
	return tui.Run(ctx, screens)
}
