package tui

import (
	"fmt"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// The least window that the screens are drawn in. A smaller one says so.
const (
	leastWidth  = 24
	leastHeight = 10
)

// draw composes the picture: header, the heading of a sample, the screen's
// page, the band with what is new or who is here, and the keys.
func draw(d *desk, w, h int) frame.Frame {
	if w < leastWidth || h < leastHeight {
		rows := text.Wrap(d.t("draw.too_small"), w)
		return frame.Frame{Rows: rows[:min(len(rows), h)], Width: w, Height: h}
	}
	s := d.top()
	rows := []string{d.header(s.title(d), w)}
	if d.shared != nil && d.shared.Sample {
		rows = append(rows, d.theme.Error.Render(d.fit(" "+d.t("sample"), w)))
	}
	room := max(0, h-len(rows)-2)
	p := s.body(d, w, room)
	cursor := p.cursor
	cursor.Y += len(rows)
	for i := range room {
		row := ""
		if i < len(p.rows) {
			row = p.rows[i]
		}
		rows = append(rows, row)
	}
	rows = append(rows, d.band(w), d.hints(s.keys(d), w))
	f := frame.Frame{Rows: rows, Width: w, Height: h, Cursor: cursor}
	if d.Theme.Titles {
		f.Title = "Convene"
	}
	return f
}

// between joins two things on one line.
func (d *desk) between() string { return " " + d.theme.Glyphs.Between + " " }

// quadrant is how a quadrant is marked.
func (d *desk) quadrant(q session.Quadrant) theme.Quadrant {
	switch q {
	case session.Strengths:
		return d.theme.Strengths
	case session.Weaknesses:
		return d.theme.Weaknesses
	case session.Opportunities:
		return d.theme.Opportunities
	}
	return d.theme.Threats
}

// fit is [text.Fit] with this terminal's ellipsis.
func (d *desk) fit(s string, w int) string { return text.Fit(s, w, d.theme.Glyphs.Ellipsis) }

// cut is [text.Truncate] with this terminal's ellipsis.
func (d *desk) cut(s string, w int) string { return text.Truncate(s, w, d.theme.Glyphs.Ellipsis) }

// spread puts one text at the left edge and one at the right; where they do not
// both fit, the left one is cut.
func (d *desk) spread(left, right string, w int) string {
	right = d.cut(right, w)
	return d.fit(left, w-text.Width(right)) + right
}

func (d *desk) header(title string, w int) string {
	left, right := " Convene", ""
	if m := d.current(); m != nil {
		left = " " + m.Title
		if w < 60 {
			left = "" // a phone shows where one is, the meeting's own screen shows its name
		}
		right = d.clockAndRoom(m) + " "
	}
	if title != "" {
		left += d.between() + title
	}
	return d.theme.Title.Render(d.spread(strings.TrimPrefix(left, d.between()), right, w))
}

func (d *desk) clockAndRoom(m *session.Meeting) string {
	right := d.t("header.here", "n", len(d.room.Here))
	if timer := d.timer(m); timer != "" {
		right = timer + "  " + right
	}
	return right
}

// timer is what is left of the current item, in minutes until the last one.
func (d *desk) timer(m *session.Meeting) string {
	if m.Deadline.IsZero() {
		return ""
	}
	left := m.Deadline.Sub(d.Host.Now())
	switch {
	case left <= 0:
		return d.t("header.time_over")
	case left < time.Minute:
		return d.t("header.last_minute")
	}
	return d.t("header.minutes", "n", int((left+time.Minute-1)/time.Minute))
}

// band is the row of what is passing: a notice, or who is writing.
func (d *desk) band(w int) string {
	switch {
	case d.notice != "" && d.failed:
		return d.theme.Error.Render(d.fit(" ! "+d.notice, w))
	case d.notice != "":
		return d.theme.Success.Render(d.fit(" "+d.notice, w))
	case d.room.Writing > 0:
		return d.theme.Muted.Render(d.fit(" "+d.t("band.writing", "n", d.room.Writing), w))
	}
	return ""
}

// hints shows as many keys as fit, and always the last one, which leads out of
// here, and how to get help.
func (d *desk) hints(keys []hint, w int) string {
	help := hint{"?", d.t("key.help")}
	if wr, ok := d.top().(writer); ok && wr.writing() {
		help.key = "F1"
	}
	last := d.hint(help)
	if n := len(keys); n > 0 {
		last, keys = d.hint(keys[n-1])+last, keys[:n-1]
	}
	left := w - text.Width(last)
	var b strings.Builder
	for _, k := range keys {
		if left -= d.hintWidth(k); left < 0 {
			break
		}
		b.WriteString(d.hint(k))
	}
	if text.Width(last) > w {
		return d.hint(help)
	}
	return b.String() + last
}

func (d *desk) hint(k hint) string {
	return " " + d.theme.Key.Render(text.Display(k.key)) + " " + text.Display(k.does) + " "
}

func (d *desk) hintWidth(k hint) int { return text.Width(d.hint(k)) }

// wrapped is a text in rows of w cells, each in a style.
func (d *desk) wrapped(s string, w int, style theme.Style) []string {
	var rows []string
	for _, line := range text.Wrap(s, w) {
		rows = append(rows, style.Render(line))
	}
	return rows
}

// line is one entry of a list, with the pointer where it is chosen.
func (d *desk) line(words string, chosen bool, w int) string {
	if chosen {
		return d.theme.Selected.Render(d.fit(" "+d.theme.Glyphs.Pointer+" "+words, w))
	}
	return d.cut("   "+words, w)
}

// lineBeside is line with some words at the right edge.
func (d *desk) lineBeside(words, beside string, chosen bool, w int) string {
	if chosen {
		return d.theme.Selected.Render(d.spread(" "+d.theme.Glyphs.Pointer+" "+words, beside+" ", w))
	}
	return d.spread("   "+words, beside+" ", w)
}

// above puts another page, where the cursor is, at the foot of one of h rows.
func (p page) above(below page, h int) page {
	for len(p.rows) < h-len(below.rows) {
		p.rows = append(p.rows, "")
	}
	p.cursor = below.cursor
	p.cursor.Y += len(p.rows)
	p.rows = append(p.rows, below.rows...)
	return p
}

// connectLine is what people type to come here with a code.
func (d *desk) connectLine(code string) string { return fmt.Sprintf(d.Connect, code) }
