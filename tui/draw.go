package tui

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unique"

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

// narrow is the width below which a screen is laid out for a phone.
const narrow = 60

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
	hints := d.hints(s.keys(d), w, max(1, min(mostHints, h-len(rows)-1-leastPage)))
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
	if d.Theme.Titles {
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
			stepper = " " + kit.Stepper(d.theme, steps, current, w-1)
		} else {
			bar.Steps, bar.Current = steps, current
		}
	}
	rows := []string{bar.Row(d.theme, w)}
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
		if at := d.theme.Selected.Index(row); at >= 0 {
			return frame.Cursor{X: text.Width(row[:at]), Y: y}
		}
	}
	return p.cursor
}

// between joins two things on one line.
func (d *desk) between() string { return " " + d.theme.Glyphs.Between + " " }

// mark is how a part of a board is marked: by its place among the others.
func (d *desk) mark(l *session.Layout, p session.Part) theme.Mark {
	return d.theme.Marks[slices.Index(l.Parts, p)]
}

// part is what a part of a board is called.
func (d *desk) part(l *session.Layout, p session.Part) string {
	return d.t("part." + l.Name + "." + string(p))
}

// fit is [text.Fit] with this terminal's ellipsis.
func (d *desk) fit(s string, w int) string { return text.Fit(s, w, d.theme.Glyphs.Ellipsis) }

// cut is [text.Truncate] with this terminal's ellipsis.
func (d *desk) cut(s string, w int) string { return text.Truncate(s, w, d.theme.Glyphs.Ellipsis) }

// sample is the heading of everything in a community that is made up.
func (d *desk) sample(w int) string {
	words := " " + d.t("sample")
	if text.Width(words) > w {
		words = " " + d.t("sample.short")
	}
	return d.theme.Error.Render(d.fit(words, w))
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
	words, style := "", d.theme.Success
	switch {
	case d.notice != "" && d.failed:
		words, style = "! "+d.notice, d.theme.Error
	case d.notice != "":
		words = d.notice
	case d.room.Writing > 0:
		words, style = d.t("band.writing", "n", d.room.Writing), d.theme.Muted
	}
	return styled(d.atMost(mostNotice, words, w), style)
}

// styled gives each row a style.
func styled(rows []string, style theme.Style) []string {
	for i := range rows {
		rows[i] = style.Render(rows[i])
	}
	return rows
}

// warning is what somebody should know before they go on.
func (d *desk) warning(words string, w int) []string {
	return styled(d.atMost(2, words, w), d.theme.Error)
}

// hints shows keys, the first ones rather than the others, in as few rows as
// they need and at most so many. The last key, which leads out of here, and how
// to get help are always there.
func (d *desk) hints(keys []hint, w, most int) []string {
	help := hint{"?", d.t("key.help")}
	if wr, ok := d.top().(writer); ok && wr.writing() {
		help.key = "F1"
	}
	end := d.hint(help)
	if n := len(keys); n > 0 {
		if out := d.hint(keys[n-1]) + " " + end; text.Width(out) <= w {
			keys, end = keys[:n-1], out
		}
	}
	rows, all := d.fill(keys, end, w, 1)
	if !all && most > 1 {
		rows, _ = d.fill(keys, end, w, most)
	}
	return rows
}

// fill puts keys into n rows, with some words at the end of the last one. It
// reports whether all of them fitted.
func (d *desk) fill(keys []hint, end string, w, n int) (rows []string, all bool) {
	rows, all = make([]string, n), true
	room := slices.Repeat([]int{w + 1}, n) // each hint takes a space before it, but the first
	room[n-1] -= 1 + text.Width(end)
	for _, k := range keys {
		words := d.hint(k)
		takes := 1 + text.Width(words)
		at := slices.IndexFunc(room, func(left int) bool { return takes <= left })
		if at < 0 {
			all = false
			continue
		}
		room[at] -= takes
		rows[at] = beside(rows[at], words)
	}
	rows[n-1] = beside(rows[n-1], end)
	return rows, all
}

// beside puts a hint behind others.
func beside(row, words string) string {
	if row == "" {
		return words
	}
	return row + " " + words
}

func (d *desk) hint(k hint) string {
	return " " + d.theme.Key.Render(text.Display(d.keyName(k.key))) + " " + text.Display(k.does)
}

// keyName is what stands on a key in the person's language.
func (d *desk) keyName(key string) string {
	if slices.Contains([]string{"Enter", "Esc", "Space", "Tab", "Up Down"}, key) {
		return d.t("key.name." + strings.ToLower(strings.ReplaceAll(key, " ", "_")))
	}
	return key
}

// wrapping is what the rows of a text depend on.
type wrapping struct {
	words string
	width int
}

// wrap is [text.Wrap] for words that stay on the screen while much else changes:
// they are wrapped once. Nobody may change the rows.
func (d *desk) wrap(words string, w int) []string {
	return d.Pool.Rows(unique.Make(wrapping{words, w}), func() []string { return text.Wrap(words, w) })
}

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

// lineBeside is line with what is said of it right behind, which is not cut.
func (d *desk) lineBeside(words, beside string, chosen bool, w int) string {
	if beside == "" {
		return d.line(words, chosen, w)
	}
	words = d.cut(words, max(0, w-4-text.Width(beside)))
	if chosen {
		return d.line(words+" "+beside, true, w)
	}
	return d.line(words, false, w) + " " + d.theme.Muted.Render(d.cut(beside, w-4))
}

// above puts another page, where the cursor is, at the foot of one of h rows.
func (p page) above(below page, h int) page {
	if len(below.rows) == 0 {
		return p
	}
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

// connectRows say how to come here with a code, never cut: the line for a
// terminal, and what programs such as PuTTY ask for one by one.
func (d *desk) connectRows(code string, w int) []string {
	line := d.connectLine(code)
	var rows []string
	for _, row := range commandRows(line, w) {
		rows = append(rows, d.wrapped(row, w, d.theme.Key)...)
	}
	host, port := "", "22"
	words := strings.Fields(line)
	for i, word := range words {
		if _, after, ok := strings.Cut(word, "@"); ok {
			host = after
		} else if word == "-p" && i+1 < len(words) {
			port = words[i+1]
		}
	}
	rows = append(append(rows, ""), d.wrapped(d.t("connect.form"), w, d.theme.Muted)...)
	for _, row := range []string{d.t("connect.host", "host", host), d.t("connect.port", "port", port), d.t("connect.user", "user", code)} {
		rows = append(rows, d.wrapped(row, w, theme.Style{})...)
	}
	return rows
}
