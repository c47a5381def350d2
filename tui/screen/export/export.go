// Package export is how outcomes are taken away.
package export

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// export shows the commands that take the outcomes away, and the report itself.
type export struct {
	list     kit.List
	audience method.Audience
}

// New opens the export, of what the person reads themselves.
func New(d *desk.Desk) desk.Screen { return &export{audience: d.Shared.AudienceOf(d.Member)} }

func (e *export) Title(d *desk.Desk) string { return d.T("meeting.export") }

// previewed is the answer to somebody who wants to read the report.
type previewed struct {
	markdown string
	err      error
}

func (e *export) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if made, ok := msg.(previewed); ok {
		if made.err != nil {
			d.Refuse(made.err)
			return nil
		}
		d.Show(&preview{lines: strings.Split(strings.TrimRight(made.markdown, "\n"), "\n")})
		return nil
	}
	return nil
}

// reading is what the report on the screen is made of, away from it.
type reading struct {
	host      *host.Host
	words     *locale.Words
	community method.CommunityID
	meeting   method.MeetingID
	audience  method.Audience
}

func (r reading) make(ctx context.Context) tea.Msg {
	shared, err := r.host.Shared(ctx, r.community, r.audience)
	if err != nil {
		return previewed{err: err}
	}
	made, err := report.Build(shared, r.meeting, r.words, time.Now())
	if err != nil {
		return previewed{err: err}
	}
	var b strings.Builder
	err = report.Markdown(&b, made)
	return previewed{b.String(), err}
}

// command is what somebody types on their own machine to get a format.
func (e *export) command(d *desk.Desk, f report.Format) string {
	reach := strings.Replace(d.Connect, "%s@", "", 1)
	if d.Key == "" {
		reach = d.ConnectLine(d.T("export.your_code"))
	}
	file := string(d.Current().Short)
	options := []string{"--format", string(f)}
	if f == report.FormatCSV {
		table := d.Shared.Registers[0].Plural()
		options = append(options, "--register", table)
		file += "-" + table
	}
	if e.audience != d.Shared.AudienceOf(d.Member) {
		options = append(options, "--audience", string(e.audience))
		file += "-" + string(e.audience)
	}
	return fmt.Sprintf("%s export %s %s > %s%s", reach, d.Current().Short, strings.Join(options, " "), file, f.Extension())
}

func (e *export) entries(d *desk.Desk) kit.Few {
	var all kit.Few
	for _, f := range report.Formats() {
		all = append(all, kit.Entry{Key: string(f), Rows: func(chosen bool, w int) []string {
			rows := []string{d.Line(d.T("export.format."+string(f)), chosen, w)}
			for _, row := range text.Wrap(d.T("export.for."+string(f)), max(1, w-6)) {
				rows = append(rows, d.Theme.Muted.Render("     "+row))
			}
			for _, row := range desk.CommandRows(e.command(d, f), w) {
				rows = append(rows, d.Cut(row, w))
			}
			return append(rows, "")
		}})
	}
	return all
}

func (e *export) Body(d *desk.Desk, w, h int) kit.Page {
	say := "export.say"
	if !d.May(method.Export) {
		say = "export.who"
	}
	rows := []string{""}
	for _, row := range text.Wrap(d.T(say), max(1, w-2)) {
		rows = append(rows, " "+row)
	}
	rows = append(rows, "")
	if !d.May(method.Export) {
		return kit.Page{Rows: rows}
	}
	choice := d.Cut(" "+d.T("export.audience")+" < "+d.T("audience."+string(e.audience))+" >", w)
	rows = append(rows, d.Theme.Key.Render(choice), "")
	return kit.Page{Rows: append(rows, e.list.Show(d.Look, e.entries(d), w, max(1, h-len(rows)))...)}
}

func (e *export) Keys(d *desk.Desk) kit.Keys {
	if !d.May(method.Export) {
		return kit.Keys{d.BackKey()}
	}
	readable := desk.Readable(d)
	return kit.Keys{kit.On("Enter", d.T("key.read_report"), func() tea.Cmd {
		return d.Ask(reading{d.Host, d.Words, d.Community, d.Meeting, e.audience}.make)
	})}.
		If(len(readable) > 1, kit.On("Tab", d.T("key.audience"), kit.Now(func() { e.audience = desk.After(readable, e.audience) }), "tab", "right")).
		And(e.list.Moves(d.Look, e.entries(d)), d.BackKey())
}

// preview is a report to read on the screen.
type preview struct {
	kit.Scroll
	lines []string
	rows  []string // the lines wrapped for width
	width int
}

func (p *preview) Title(d *desk.Desk) string { return d.T("export.preview") }

func (p *preview) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (p *preview) Body(d *desk.Desk, w, h int) kit.Page {
	if p.width != w {
		p.rows, p.width = nil, w
		for _, line := range p.lines {
			var style theme.Style
			if strings.HasPrefix(line, "#") {
				style = d.Theme.Title
			}
			p.rows = append(p.rows, d.Wrapped(line, w, style)...)
		}
	}
	return kit.Page{Rows: p.View(d.Look, p.rows, w, h)}
}

func (p *preview) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{
		p.Moves(d.Look).Without("space", "pgdown"), kit.Among("Space", d.T("key.page"), p.Page, "space", "pgdown"),
		kit.On("Esc", d.T("key.back"), kit.Now(d.Back), "esc", "enter", "q"),
	}
}
