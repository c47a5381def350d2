package tui

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// The least window that the screens are drawn in. A smaller one says so.
const (
	leastWidth  = 24
	leastHeight = 10
)

// How many rows the screen's page, the keys and a notice may take.
const (
	leastPage  = 8 // the keys leave it that much
	mostHints  = 2
	mostNotice = 3

	leastForStepper = 16 // a lower window shows only the current step
)

// draw composes the picture: header, the heading of a sample, the screen's
// page, the band with what is new or who is here, and the keys.
func draw(d *desk, w, h int) frame.Frame {
	if w < leastWidth || h < leastHeight {
		rows := text.Wrap(d.t("draw.too_small"), w)
		return frame.Frame{Rows: rows[:min(len(rows), h)], Width: w, Height: h}
	}
	s := d.top()
	rows := append(make([]string, 0, h), d.head(s, w, h)...)
	help := "?"
	if d.typing() {
		help = "F1"
	}
	hints := d.hints(s.keys(d), help, w, max(1, min(mostHints, h-len(rows)-1-leastPage)))
	band := d.band(w)
	room := max(0, h-len(rows)-len(band)-len(hints))
	p := s.body(d, w, room)
	cursor := d.cursor(p, room)
	cursor.Y += len(rows)
	for i := range room {
		row := ""
		if i < len(p.rows) {
			row = p.rows[i]
		}
		rows = append(rows, row)
	}
	rows = append(append(rows, band...), hints...)
	f := frame.Frame{Rows: rows, Width: w, Height: h, Cursor: cursor}
	if d.Terminal.Titles {
		f.Title = "Convene"
	}
	return f
}

// head says where one is, that it is a sample, and how far things have come.
func (d *desk) head(s screen, w, h int) []string {
	bar := d.titleBar(s.title(d), w)
	stepper := ""
	if st, ok := s.(stepped); ok {
		steps, current := st.steps(d)
		if w >= narrow && h >= leastForStepper {
			stepper = " " + kit.Stepper(d.Theme, steps, current, w-1)
		} else {
			bar.Steps, bar.Current = steps, current
		}
	}
	rows := []string{bar.Row(d.Theme, w)}
	if d.shared != nil && d.shared.Sample {
		rows = append(rows, d.sample(w))
	}
	if stepper != "" {
		rows = append(rows, stepper)
	}
	return rows
}

// cursor is where the person types on a page, or else what they have chosen.
func (d *desk) cursor(p page, h int) frame.Cursor {
	if p.cursor != (frame.Cursor{}) {
		return p.cursor
	}
	for y, row := range p.rows[:min(h, len(p.rows))] {
		if at := d.Theme.Selected.Index(row); at >= 0 {
			return frame.Cursor{X: text.Width(row[:at]), Y: y}
		}
	}
	return p.cursor
}

// mark is how a part of a board is marked: by its place among the others.
func (d *desk) mark(l *session.Layout, p session.Part) theme.Mark {
	return d.Theme.Marks[slices.Index(l.Parts, p)]
}

// part is what a part of a board is called.
func (d *desk) part(l *session.Layout, p session.Part) string {
	return d.t("part." + l.Name + "." + string(p))
}

// sample is the heading of everything in a community that is made up.
func (d *desk) sample(w int) string {
	words := " " + d.t("sample")
	if text.Width(words) > w {
		words = " " + d.t("sample.short")
	}
	return d.Theme.Error.Render(d.fit(words, w))
}

// titleBar says where one is; on a phone the meeting's own screen shows its name.
func (d *desk) titleBar(title string, w int) kit.TitleBar {
	m := d.current()
	bar := kit.TitleBar{Where: []string{"Convene"}}
	if m != nil {
		bar.Where = []string{m.Title}
		if timer := d.timer(m, w); timer != "" {
			bar.Facts = []string{timer}
		}
		bar.Facts = append(bar.Facts, d.t("header.here", "n", d.room.Count()))
	}
	switch {
	case title != "" && m != nil && w < narrow:
		bar.Where = []string{title}
	case title != "":
		bar.Where = append(bar.Where, title)
	}
	return bar
}

// timer is what is left of the current item, in minutes until the last one.
func (d *desk) timer(m *session.Meeting, w int) string {
	if m.Deadline.IsZero() {
		return ""
	}
	left := time.Until(m.Deadline)
	switch {
	case left <= 0:
		return d.t("header.time_over")
	case left < time.Minute:
		return d.t("header.last_minute")
	}
	minutes := int((left + time.Minute - 1) / time.Minute)
	if w < narrow {
		return d.t("header.minutes_short", "n", minutes)
	}
	return d.t("header.minutes", "n", minutes)
}

// band is what is passing: a notice, whole where that is possible, or who is
// writing.
func (d *desk) band(w int) []string {
	words, style := "", d.Theme.Success
	switch {
	case d.notice != "" && d.failed:
		words, style = "! "+d.notice, d.Theme.Error
	case d.notice != "":
		words = d.notice
	case d.room.Writing > 0:
		words, style = d.t("band.writing", "n", d.room.Writing), d.Theme.Muted
	}
	return styled(d.atMost(mostNotice, words, w), style)
}
