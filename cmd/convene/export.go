package main

import (
	"cmp"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report"
)

// wanted is what an export is asked for, as it was typed.
type wanted struct {
	format, template, register, separator, audience, language string
}

// choice is what is chosen of the format, as far as it is there.
func (w wanted) choice() (f report.Format, c report.Choice, err error) {
	if f, err = report.ParseFormat(w.format); err != nil {
		return "", c, err
	}
	if c.Template, err = report.ParseTemplate(w.template); err != nil {
		return "", c, err
	}
	c.Separator, err = report.ParseSeparator(w.separator)
	c.Table = report.Table(w.register)
	return f, c, err
}

// audience is whom the report is for: what was typed, or what goes with the template.
func (p place) audience(w wanted, t report.Template) (method.Audience, error) {
	meant := cmp.Or(method.Audience(w.audience), t.For(p.Audience))
	switch {
	case !slices.Contains(t.Audiences(), meant):
		return "", refusal.NoneOf("audience", t.Audiences())
	case !p.role(p.meeting.ID).May(method.Export), !p.Audience.Reads(meant):
		return "", refusal.New(refusal.NotAllowed)
	}
	return meant, nil
}

func (d *door) exportCommand() *cobra.Command {
	var w wanted
	c := &cobra.Command{
		Use:  "export MEETING",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			if w.register != "" && !c.Flags().Changed("format") {
				w.format = string(report.FormatCSV) // the one that has a register of its own
			}
			return d.enter(c, func(a asker) error { return d.export(c, a, args[0], w) })
		},
	}
	c.Flags().StringVar(&w.format, "format", string(report.FormatMarkdown), "")
	c.Flags().StringVar(&w.template, "template", string(report.Minutes), "")
	c.Flags().StringVar(&w.separator, "separator", string(report.Comma), "")
	c.Flags().StringVar(&w.register, "register", "", "")
	c.Flags().StringVar(&w.audience, "audience", "", "")
	c.Flags().StringVar(&w.language, "language", "", "")
	return c
}

// misfit refuses an option that was typed and means nothing in the format.
func misfit(f report.Format, typed func(option string) bool) error {
	for _, o := range []struct {
		name string
		of   func(report.Format) bool
	}{
		{"template", report.Format.Document},
		{"register", func(f report.Format) bool { return f == report.FormatCSV }},
		{"separator", func(f report.Format) bool { return f == report.FormatCSV || f == report.FormatZip }},
	} {
		if typed(o.name) && !o.of(f) {
			all := slices.DeleteFunc(report.Formats(), func(f report.Format) bool { return !o.of(f) })
			return misused("export_option", facts{"name": o.name, "format": f, "formats": refusal.Listed(all)})
		}
	}
	return nil
}

// export writes a report that holds no more than the asker may read.
func (d *door) export(c *cobra.Command, a asker, meeting string, w wanted) error {
	format, choice, err := w.choice()
	if err == nil {
		err = misfit(format, c.Flags().Changed)
	}
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
	if r := p.register(w.register); r != nil {
		choice.Table = report.Table(r.Plural())
	}
	meant, err := p.audience(w, choice.Template)
	if err != nil {
		return err
	}
	shared, err := a.host.Shared(c.Context(), p.ID, meant)
	if err != nil {
		return err
	}
	words, err := d.wordsIn(w.language)
	if err != nil {
		return err
	}
	r, done, err := a.press.Take(shared, p.meeting.ID, words, time.Now())
	if err != nil {
		return err
	}
	defer done()
	taken := taking(p.meeting.ID, meant, format, choice)
	out := &recorded{c.OutOrStdout(), func() error { return d.record(c.Context(), c.ErrOrStderr(), a.host, p.ID, p.member, taken) }}
	return report.Write(out, format, r, choice)
}

// wordsIn are the words of a language that somebody has typed, or their own where that
// is empty.
func (d *door) wordsIn(language string) (*locale.Words, error) {
	switch {
	case language == "":
		return d.words, nil
	case !slices.Contains(locale.Languages(), language):
		return nil, refusal.NoneOf("language", locale.Languages())
	}
	return d.all.In(language), nil
}

// taking is the record of an export.
func taking(meeting method.MeetingID, a method.Audience, f report.Format, c report.Choice) session.Export {
	e := session.Export{Meeting: meeting, Audience: a, Format: string(f)}
	switch {
	case f == report.FormatCSV:
		e.Table = string(c.Table)
	case f.Document():
		e.Document = string(c.Template)
	}
	return e
}
