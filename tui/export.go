package tui

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// export shows the commands that take the outcomes away, and the report itself.
type export struct {
	list     list
	audience session.Audience
}

func newExport(d *desk) screen { return &export{audience: d.shared.AudienceOf(d.member)} }

func (e *export) title(d *desk) string { return d.t("meeting.export") }

// previewed is the answer to somebody who wants to read the report.
type previewed struct {
	markdown string
	err      error
}

func (e *export) update(d *desk, msg tea.Msg) tea.Cmd {
	if made, ok := msg.(previewed); ok {
		if made.err != nil {
			d.refuse(made.err)
			return nil
		}
		d.show(&preview{lines: strings.Split(strings.TrimRight(made.markdown, "\n"), "\n")})
		return nil
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	if key.String() == "esc" {
		d.back()
		return nil
	}
	may := d.may(session.Export)
	if may && e.list.update(msg, e.entries(d)) {
		return nil
	}
	switch pressed := key.String(); {
	case may && (pressed == "tab" || pressed == "right"):
		e.audience = after(readable(d), e.audience)
	case may && pressed == "enter":
		return d.ask(reading{d.Host, d.Words, d.community, d.meeting, e.audience}.make)
	default:
		d.stray(key.String())
	}
	return nil
}

// reading is what the report on the screen is made of, away from it.
type reading struct {
	host      *session.Host
	words     *locale.Words
	community session.CommunityID
	meeting   session.MeetingID
	audience  session.Audience
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
func (e *export) command(d *desk, f report.Format) string {
	reach := strings.Replace(d.Connect, "%s@", "", 1)
	if d.Key == "" {
		reach = d.connectLine(d.t("export.your_code"))
	}
	file := string(d.meeting)
	options := []string{"--format", string(f)}
	if f == report.FormatCSV {
		table := d.shared.Registers[0].Plural()
		options = append(options, "--register", table)
		file += "-" + table
	}
	if e.audience != d.shared.AudienceOf(d.member) {
		options = append(options, "--audience", string(e.audience))
		file += "-" + string(e.audience)
	}
	return fmt.Sprintf("%s export %s %s > %s%s", reach, d.meeting, strings.Join(options, " "), file, f.Extension())
}

func (e *export) entries(d *desk) []entry {
	var all []entry
	for _, f := range report.Formats() {
		all = append(all, entry{string(f), func(chosen bool, w int) []string {
			rows := []string{d.line(d.t("export.format."+string(f)), chosen, w)}
			for _, row := range text.Wrap(d.t("export.for."+string(f)), max(1, w-6)) {
				rows = append(rows, d.Theme.Muted.Render("     "+row))
			}
			for _, row := range commandRows(e.command(d, f), w) {
				rows = append(rows, d.cut(row, w))
			}
			return append(rows, "")
		}})
	}
	return all
}

func (e *export) body(d *desk, w, h int) page {
	say := "export.say"
	if !d.may(session.Export) {
		say = "export.who"
	}
	rows := []string{""}
	for _, row := range text.Wrap(d.t(say), max(1, w-2)) {
		rows = append(rows, " "+row)
	}
	rows = append(rows, "")
	if !d.may(session.Export) {
		return page{rows: rows}
	}
	choice := d.cut(" "+d.t("export.audience")+" < "+d.t("audience."+string(e.audience))+" >", w)
	rows = append(rows, d.Theme.Key.Render(choice), "")
	return page{rows: append(rows, e.list.show(d, e.entries(d), w, max(1, h-len(rows)))...)}
}

func (e *export) keys(d *desk) []hint {
	if !d.may(session.Export) {
		return []hint{{"Esc", d.t("key.back")}}
	}
	keys := []hint{{"Enter", d.t("key.read_report")}}
	if len(readable(d)) > 1 {
		keys = append(keys, hint{"Tab", d.t("key.audience")})
	}
	return append(keys, hint{"Up Down", d.t("key.move_pointer")}, hint{"Esc", d.t("key.back")})
}

// preview is a report to read on the screen.
type preview struct {
	scroll
	lines []string
	rows  []string // the lines wrapped for width
	width int
}

func (p *preview) title(d *desk) string { return d.t("export.preview") }

func (p *preview) update(d *desk, msg tea.Msg) tea.Cmd {
	key, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok || p.scroll.update(key):
	case slices.Contains([]string{"esc", "enter", "q"}, key.String()):
		d.back()
	default:
		d.stray(key.String())
	}
	return nil
}

func (p *preview) body(d *desk, w, h int) page {
	if p.width != w {
		p.rows, p.width = nil, w
		for _, line := range p.lines {
			var style theme.Style
			if strings.HasPrefix(line, "#") {
				style = d.Theme.Title
			}
			p.rows = append(p.rows, d.wrapped(line, w, style)...)
		}
	}
	return page{rows: p.view(d, p.rows, w, h)}
}

func (p *preview) keys(d *desk) []hint {
	return []hint{{"Up Down", d.t("key.scroll")}, {"Space", d.t("key.page")}, {"Esc", d.t("key.back")}}
}
