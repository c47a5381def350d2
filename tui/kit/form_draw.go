package kit

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
)

// Body draws the questions, scrolled so that the one with the focus is seen, with marks
// that say how many rows there are above and below.
func (f *Form) Body(look Look, w, h int) Page { return f.Below(nil, look, w, h) }

// Below is [Form.Body] with some rows above the questions, which scroll with them.
func (f *Form) Below(above []string, look Look, w, h int) Page {
	p := Page{Rows: slices.Clone(above)} // others may read them
	focus, end := 0, 0
	for i, q := range f.Fields {
		if i == f.At {
			focus = len(p.Rows)
		}
		rows, cursor := q.draw(look, i == f.At, w, h)
		if i == f.At {
			p.Cursor = cursor
			p.Cursor.Y += focus
			end = focus + len(rows)
		}
		p.Rows = append(p.Rows, rows...)
	}
	top := max(0, min(max(0, end-h), focus))
	bottom := min(len(p.Rows), top+h)
	p.Rows = look.more(p.Rows[top:bottom], top, len(p.Rows)-bottom, w)
	p.Cursor.Y -= top
	p.Cursor.Visible = p.Cursor.Visible && p.Cursor.Y < h
	return p
}

// draw is one question: its label beside the answer, or above it on a phone.
func (q *Field) draw(look Look, focus bool, w, h int) ([]string, frame.Cursor) {
	mark, style := "  ", look.Theme.Muted
	if focus {
		mark, style = look.Theme.Glyphs.Pointer+" ", look.Theme.Key
	}
	left := min(labelColumn, w)
	if w < Narrow {
		left = 2
	}
	q.width = max(1, w-left-1)
	answer, cursor := q.answer(look, focus, q.width, h)
	cursor.X += left
	var rows []string
	label := q.labelled(mark, left, w)
	if left == 2 {
		rows, label = Styled(label, style), nil
		cursor.Y += len(rows)
	}
	for i := range max(len(label), len(answer)) {
		beside, row := strings.Repeat(" ", left), ""
		if i < len(label) {
			beside = style.Render(look.Fit(label[i], left-1)) + " "
		}
		if i < len(answer) {
			row = answer[i]
		}
		rows = append(rows, beside+row)
	}
	if over := look.Over(&q.Text); over != "" {
		rows = append(rows, strings.Repeat(" ", left)+look.Theme.Error.Render(look.Cut(over, w-left)))
	}
	if q.doubt() {
		for _, row := range look.Wrapped(q.sayDoubt(look), w-left, look.Theme.Key) {
			rows = append(rows, strings.Repeat(" ", left)+row)
		}
	}
	if focus && q.Note != "" {
		for _, row := range look.Wrapped(q.Note, w-left, look.Theme.Muted) {
			rows = append(rows, strings.Repeat(" ", left)+row)
		}
	}
	return rows, cursor
}

// labelled is the label in rows behind a mark: above the answer, or in the column beside it.
func (q *Field) labelled(mark string, left, w int) []string {
	room := w - text.Width(mark)
	if left > 2 {
		room = left - 1 - text.Width(mark)
	}
	rows := text.Wrap(q.Label, max(1, room))
	for i := range rows {
		if i > 0 {
			mark = "  "
		}
		rows[i] = mark + rows[i]
	}
	return rows
}

// Over says by how much a text is too long, and where nothing more goes into it;
// empty for one that fits.
func (l Look) Over(t *text.Field) string {
	switch {
	case t.Full():
		return l.T("form.full", "n", t.Over())
	case t.Over() > 0:
		return l.T("form.over", "n", t.Over())
	}
	return ""
}

// mostTall is how many rows of an answer of several lines are shown.
const mostTall = 6

func (q *Field) answer(look Look, focus bool, w, h int) ([]string, frame.Cursor) {
	switch {
	case q.search != nil:
		return q.search.draw(look, q, focus, w, h)
	case q.tall && q.Text.Value() == "" && q.Hint != "":
		return q.hintRows(look, w, h), frame.Cursor{Visible: focus}
	case q.Options == nil && q.tall:
		return q.tallRows(look, focus, w, max(1, min(mostTall, h-2)))
	case q.Options == nil && q.Text.Value() == "" && (q.Hint != "" || !focus):
		words := cmp.Or(q.Hint, look.Theme.Glyphs.Empty)
		return []string{look.Theme.Muted.Render(look.Cut(words, w))}, frame.Cursor{Visible: focus}
	case q.Options == nil && !focus:
		return []string{look.Cut(q.Text.Value(), w)}, frame.Cursor{} // from its beginning
	case q.Options == nil:
		line, x := q.Text.Line(w, look.Theme.Glyphs.Ellipsis)
		return []string{line}, frame.Cursor{X: x, Visible: true}
	case len(q.Options) == 0:
		return []string{look.Theme.Muted.Render(look.Cut(look.T("form.none"), w))}, frame.Cursor{}
	case q.Many:
		return q.boxes(look, focus, w, max(1, min(8, h-4)))
	}
	label := look.Cut(q.Options[q.on].Label, max(1, w-4))
	if focus {
		label = look.Theme.Selected.Render("< " + label + " >")
	}
	return []string{label}, frame.Cursor{}
}

// tallRows are at most h rows of an answer of several lines: those around the cursor, or the
// first ones while the focus is elsewhere. Marks say how many there are above and below.
func (q *Field) tallRows(look Look, focus bool, w, h int) ([]string, frame.Cursor) {
	rows, x, y := q.Text.View(max(1, w), math.MaxInt)
	top := 0
	if focus {
		top = max(0, min(y-h/2, len(rows)-h))
	}
	bottom := min(len(rows), top+h)
	return look.more(rows[top:bottom], top, len(rows)-bottom, w), frame.Cursor{X: x, Y: y - top, Visible: focus}
}

// hintRows are the lines of an answer where nothing is typed.
func (q *Field) hintRows(look Look, w, h int) (rows []string) {
	for line := range strings.SplitSeq(q.Hint, "\n") {
		rows = append(rows, look.Theme.Muted.Render(look.Cut(line, w)))
	}
	return rows[:max(1, min(len(rows), mostTall, h-2))]
}

// boxes draws any-of options, as many in a row as fit: all of them in at most h
// rows around the cursor, or only what is chosen while the focus is elsewhere.
func (q *Field) boxes(look Look, focus bool, w, h int) (rows []string, at frame.Cursor) {
	used := 0
	for i, o := range q.Options {
		box := "[ ] "
		if q.Chosen[o.Value] {
			box = "[x] "
		} else if !focus {
			continue
		}
		box = look.Cut(box+o.Label, w)
		cells := text.Width(box)
		on := focus && i == q.on
		if on {
			box = look.Theme.Selected.Render(box)
		}
		if len(rows) == 0 || used+2+cells > w {
			rows, used = append(rows, box), cells
		} else {
			rows[len(rows)-1] += "  " + box
			used += 2 + cells
		}
		if on {
			at.X, at.Y = used-cells, len(rows)-1
		}
	}
	if len(rows) == 0 {
		return []string{look.Theme.Muted.Render(look.Cut(look.Theme.Glyphs.Empty, w))}, at
	}
	top := max(0, min(at.Y-h/2, len(rows)-h))
	at.Y -= top
	return rows[top:min(len(rows), top+h)], at
}
