package main

import (
	"cmp"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report"
)

// wanted is what an export is asked for, as it was typed.
type wanted struct{ format, register, audience, language string }

func (d *door) exportCommand() *cobra.Command {
	var w wanted
	c := &cobra.Command{
		Use:  "export MEETING",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			return d.enter(c.Context(), func(a asker) error { return d.export(c, a, args[0], w) })
		},
	}
	c.Flags().StringVar(&w.format, "format", string(report.FormatMarkdown), "")
	c.Flags().StringVar(&w.register, "register", "", "")
	c.Flags().StringVar(&w.audience, "audience", "", "")
	c.Flags().StringVar(&w.language, "language", "", "")
	return c
}

// export writes a report that holds no more than the asker may read.
func (d *door) export(c *cobra.Command, a asker, meeting string, w wanted) error {
	format, err := report.ParseFormat(w.format)
	if err != nil {
		return err
	}
	if format.Binary() && d.terminal {
		return &told{"command.export_binary", facts{"format": w.format}, exitRefused}
	}
	p, err := a.find(c.Context(), meeting)
	if err != nil {
		return err
	}
	meant := cmp.Or(method.Audience(w.audience), p.Audience)
	switch {
	case !meant.Valid():
		return refusal.NoneOf("audience", method.Audiences())
	case !p.role(p.meeting.ID).May(method.Export), !p.Audience.Reads(meant):
		return refusal.New(refusal.NotAllowed)
	}
	shared, err := a.host.Shared(c.Context(), p.ID, meant)
	if err != nil {
		return err
	}
	words := d.words
	if w.language != "" {
		if !slices.Contains(locale.Languages(), w.language) {
			return refusal.NoneOf("language", locale.Languages())
		}
		words = d.all.In(w.language)
	}
	r, done, err := a.press.Take(shared, p.meeting.ID, words, time.Now())
	if err != nil {
		return err
	}
	defer done()
	return report.Write(c.OutOrStdout(), format, r, report.Table(w.register))
}
