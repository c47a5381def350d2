package tui

import (
	"cmp"
	"strings"

	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
)

// formColumn is how wide labels are where they stand beside the answers.
const formColumn = 24

// body draws the questions, scrolled so that the one with the focus is seen.
func (f *form) body(d *desk, w, h int) page {
	var p page
	focus, end := 0, 0
	for i, q := range f.fields {
		if i == f.at {
			focus = len(p.rows)
		}
		rows, cursor := q.draw(d, i == f.at, w, h)
		if i == f.at {
			p.cursor = cursor
			p.cursor.Y += focus
			end = focus + len(rows)
		}
		p.rows = append(p.rows, rows...)
	}
	top := max(0, min(max(0, end-h), focus))
	p.rows = p.rows[top:min(len(p.rows), top+h)]
	p.cursor.Y -= top
	p.cursor.Visible = p.cursor.Visible && p.cursor.Y < h
	return p
}

// draw is one question: its label beside the answer, or above it on a phone.
func (q *field) draw(d *desk, focus bool, w, h int) ([]string, frame.Cursor) {
	mark, style := "  ", d.Theme.Muted
	if focus {
		mark, style = d.Theme.Glyphs.Pointer+" ", d.Theme.Key
	}
	left := min(formColumn, w)
	if w < narrow {
		left = 2
	}
	q.width = max(1, w-left-1)
	answer, cursor := q.answer(d, focus, q.width, h)
	cursor.X += left
	var rows []string
	if left == 2 {
		rows = append(rows, style.Render(d.cut(mark+q.label, w)))
		cursor.Y++
	}
	for i, row := range answer {
		label := strings.Repeat(" ", left)
		if i == 0 && left > 2 {
			label = style.Render(d.fit(mark+q.label, left-1)) + " "
		}
		rows = append(rows, label+row)
	}
	if over := d.over(&q.text); over != "" {
		rows = append(rows, strings.Repeat(" ", left)+d.Theme.Error.Render(d.cut(over, w-left)))
	}
	if q.doubt() {
		for _, row := range d.wrapped(q.sayDoubt(d), w-left, d.Theme.Key) {
			rows = append(rows, strings.Repeat(" ", left)+row)
		}
	}
	if focus && q.note != "" {
		for _, row := range d.wrapped(q.note, w-left, d.Theme.Muted) {
			rows = append(rows, strings.Repeat(" ", left)+row)
		}
	}
	return rows, cursor
}

// over says by how much a text is too long, and where nothing more goes into it;
// empty for one that fits.
func (d *desk) over(t *text.Field) string {
	switch {
	case t.Full():
		return d.t("form.full", "n", t.Over())
	case t.Over() > 0:
		return d.t("form.over", "n", t.Over())
	}
	return ""
}

func (q *field) answer(d *desk, focus bool, w, h int) ([]string, frame.Cursor) {
	switch {
	case q.search != nil:
		return q.search.draw(d, q, focus, w, h)
	case q.options == nil && q.tall:
		rows, x, y := q.text.View(max(1, w), max(1, min(6, h-2)))
		return rows, frame.Cursor{X: x, Y: y, Visible: focus}
	case q.options == nil && q.text.Value() == "" && (q.hint != "" || !focus):
		words := cmp.Or(q.hint, d.Theme.Glyphs.Empty)
		return []string{d.Theme.Muted.Render(d.cut(words, w))}, frame.Cursor{Visible: focus}
	case q.options == nil && !focus:
		return []string{d.cut(q.text.Value(), w)}, frame.Cursor{} // from its beginning
	case q.options == nil:
		rows, x, y := q.text.View(max(1, w), 1)
		return rows, frame.Cursor{X: x, Y: y, Visible: true}
	case len(q.options) == 0:
		return []string{d.Theme.Muted.Render(d.cut(d.t("form.none"), w))}, frame.Cursor{}
	case q.many:
		return q.boxes(d, focus, w, max(1, min(8, h-4))), frame.Cursor{}
	}
	label := d.cut(q.options[q.on].label, max(1, w-4))
	if focus {
		label = d.Theme.Selected.Render("< " + label + " >")
	}
	return []string{label}, frame.Cursor{}
}

// boxes draws any-of options, as many in a row as fit: all of them in at most h
// rows around the cursor, or only what is chosen while the focus is elsewhere.
func (q *field) boxes(d *desk, focus bool, w, h int) []string {
	var rows []string
	used, at := 0, 0
	for i, o := range q.options {
		box := "[ ] "
		if q.chosen[o.value] {
			box = "[x] "
		} else if !focus {
			continue
		}
		box = d.cut(box+o.label, w)
		cells := text.Width(box)
		on := focus && i == q.on
		if on {
			box = d.Theme.Selected.Render(box)
		}
		if len(rows) == 0 || used+2+cells > w {
			rows, used = append(rows, box), cells
		} else {
			rows[len(rows)-1] += "  " + box
			used += 2 + cells
		}
		if on {
			at = len(rows) - 1
		}
	}
	if len(rows) == 0 {
		return []string{d.Theme.Muted.Render(d.cut(d.Theme.Glyphs.Empty, w))}
	}
	top := max(0, min(at-h/2, len(rows)-h))
	return rows[top:min(len(rows), top+h)]
}
