// Package export is how outcomes are taken away.
package export

import (
	"context"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/shell"
	"github.com/convene-ssh/convene/tui/text"
)

// export shows the commands that take the outcomes away, and the report itself.
type export struct {
	list     kit.List
	template report.Template
	chosen   method.Audience // to read the report; see [export.audience]
	asked    bool            // for the report, which is not there yet
}

// New opens the export, of what the person reads themselves.
func New(d *desk.Desk) desk.Screen {
	return &export{template: report.Minutes, chosen: d.Shared.AudienceOf(d.Member)}
}

func (e *export) Title(d *desk.Desk) string { return d.T("meeting.export") }

// previewed is the answer to somebody who wants to read the report.
type previewed struct {
	audience method.Audience
	document block.Document
	err      error
}

func (e *export) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	made, ok := msg.(previewed)
	if !ok || !d.StillOpen(e) {
		return nil
	}
	if e.asked = false; made.err != nil {
		d.Refuse(made.err)
		return nil
	}
	d.Show(&preview{audience: made.audience, document: made.document})
	return nil
}

// read asks for the report, once.
func (e *export) read(d *desk.Desk) tea.Cmd {
	if e.asked {
		d.Say("desk.waiting")
		return nil
	}
	cmd := d.Ask(reading{d.Host, d.Words, d.Community, d.Meeting, d.Member, e.template, e.audience(d)}.make)
	e.asked = cmd != nil
	return cmd
}

// reading is what the report on the screen is made of, away from it.
type reading struct {
	host      *host.Host
	words     *locale.Words
	community method.CommunityID
	meeting   method.MeetingID
	member    session.MemberID // who reads it
	template  report.Template
	audience  method.Audience
}

func (r reading) make(ctx context.Context) tea.Msg {
	shared, err := r.host.SharedFor(ctx, r.community, r.meeting, r.member, r.audience)
	if err != nil {
		return previewed{err: err}
	}
	made, err := report.Build(shared, r.meeting, r.words, time.Now())
	if err != nil {
		return previewed{err: err}
	}
	return previewed{audience: r.audience, document: made.Document(r.template)}
}

// line is what somebody types on their own machine to take something away.
type line struct{ what, typed string }

// lines are those for every format, for all of the files at once, and for a look at
// what there is. They copy what the server has as files: no shell changes a byte of that,
// as PowerShell does with what a command writes.
func (e *export) lines(d *desk.Desk) []line {
	from := d.Address
	if d.Key == "" {
		from = from.As(d.T("export.your_code"))
	}
	folder := "/" + folder(d) + "/" + string(e.audience(d))
	var all []line
	for _, f := range report.Formats() {
		choice := report.Choice{Template: e.template, Table: report.Table(d.Shared.Registers[0].Plural())}
		all = append(all, line{string(f), d.Shell.Copy(from, folder+"/"+f.File(choice), e.file(d, f, choice))})
	}
	return append(all, line{"folder", d.Shell.CopyFolder(from, folder)}, line{"browse", d.Shell.Browse(from)})
}

// folder is that of the meeting, by a name that leads nowhere else, whatever the meetings
// of their other communities are called.
func folder(d *desk.Desk) string {
	all, community := d.Host.CommunitiesOf(d.Person), method.CommunityID("")
	for _, l := range all {
		if len(all) > 1 && l.ID == d.Community {
			community = l.Short
		}
	}
	return report.Folder(community, d.Current().Short)
}

// file is what somebody has in the end, by a name that says what it is wherever it goes.
func (e *export) file(d *desk.Desk, f report.Format, c report.Choice) string {
	parts := []string{string(d.Current().Short)}
	if f.Document() && c.Template != report.Minutes {
		parts = append(parts, string(c.Template))
	}
	if f == report.FormatCSV {
		parts = append(parts, string(c.Table))
	}
	if e.audience(d) != d.Shared.AudienceOf(d.Member) {
		parts = append(parts, string(e.audience(d)))
	}
	return strings.Join(parts, "-") + f.Extension()
}

func (e *export) entries(d *desk.Desk) kit.Many[line] {
	return kit.Many[line]{
		All: e.lines(d), Keep: func(l line) string { return l.what },
		Rows: func(l line, chosen bool, w int) []string {
			rows := []string{d.Line(d.T("export.format."+l.what), chosen, w)}
			if !chosen {
				return rows
			}
			for _, row := range text.Wrap(d.T("export.for."+l.what), max(1, w-6)) {
				rows = append(rows, d.Theme.Muted.Render("     "+row))
			}
			return append(rows, d.Shell.Rows(l.typed, w)...)
		},
	}
}

func (e *export) Body(d *desk.Desk, w, h int) kit.Page {
	say := "export.say"
	switch {
	case !d.May(method.Export):
		say = "export.who"
	case d.Key == "":
		say = "export.say_code"
	}
	rows := append(d.AtMost(6, d.T(say), w), "")
	if !d.May(method.Export) {
		return kit.Page{Rows: rows}
	}
	for _, choice := range []string{
		d.T("export.template") + " < " + d.T("report.template."+string(e.template)) + " >",
		d.T("export.audience") + " < " + d.T("audience."+string(e.audience(d))) + " >",
		d.T("export.shell") + " < " + d.T("shell."+string(d.Shell)) + " >",
	} {
		rows = append(rows, d.Theme.Key.Render(d.Cut(" "+choice, w)))
	}
	rows = append(rows, "")
	return kit.Page{Rows: append(rows, e.list.Show(d.Look, e.entries(d), w, max(1, h-len(rows)))...)}
}

func (e *export) Keys(d *desk.Desk) kit.Keys {
	log := kit.On("l", d.T("key.exports"), d.To(place.Exports{}))
	read := kit.On("Enter", d.T("key.read_report"), func() tea.Cmd { return e.read(d) })
	if !d.May(method.Export) {
		return kit.Keys{read, log, d.BackKey()}
	}
	audiences, entries := e.audiences(d), e.entries(d)
	return kit.Keys{
		read,
		kit.On("t", d.T("key.template"), kit.Now(func() {
			e.template = desk.After(templates(d), e.template)
			e.chosen = e.template.For(d.Shared.AudienceOf(d.Member))
		})),
		kit.On("s", d.T("key.shell"), kit.Now(func() { d.Shell = desk.After(shell.All(), d.Shell) })),
	}.
		And(d.CopyKey(entries.All[e.list.Find(entries)].typed)...).
		If(len(audiences) > 1, kit.On("Tab", d.T("key.readers"), kit.Now(func() { e.chosen = desk.After(audiences, e.audience(d)) }), "tab", "right")).
		If(d.Steers(), kit.On("w", d.T("key.ask_authors"), d.To(place.Asking{For: e.audience(d)}))).
		And(log, e.list.Moves(d.Look, entries), d.BackKey())
}

// templates are those that have an audience to which the person belongs.
func templates(d *desk.Desk) []report.Template {
	return slices.DeleteFunc(report.Templates(), func(t report.Template) bool { return len(meant(d, t)) == 0 })
}

func (e *export) audiences(d *desk.Desk) []method.Audience { return meant(d, e.template) }

// audience is the one that was chosen, as long as the person reads what it does.
func (e *export) audience(d *desk.Desk) method.Audience {
	if reads := d.Shared.AudienceOf(d.Member); !reads.Reads(e.chosen) {
		return e.template.For(reads)
	}
	return e.chosen
}

// meant are the audiences of a template whose documents the person may read.
func meant(d *desk.Desk, t report.Template) []method.Audience {
	readable := desk.Readable(d)
	return slices.DeleteFunc(t.Audiences(), func(a method.Audience) bool { return !slices.Contains(readable, a) })
}
