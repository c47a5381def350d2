package tui

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
)

// form is several questions, one of which has the focus. Up, Down and Tab move
// between them, Enter goes on and sends from the last, Ctrl+S sends from
// anywhere. What is unsent is a draft, and Esc only goes away from it.
type form struct {
	name   string // of the draft; empty where none is kept
	fields []*field
	at     int
	sent   bool // waiting for the answer
}

// option is one answer to choose.
type option struct{ value, label string }

// field is one question: a text to type, one option of several, or any of them.
type field struct {
	key     string
	label   string
	note    string // shown while the question has the focus
	text    text.Field
	tall    bool // several lines
	lines   bool // one thing a line: Enter begins the next one, Tab goes on
	options []option
	many    bool // any number of options
	chosen  map[string]bool
	on      int // the option under the cursor
	width   int // in which the text was drawn last
}

func lineField(key, label, value string, limit int) *field {
	f := &field{key: key, label: label, text: text.NewField(limit, false)}
	f.text.SetValue(value)
	return f
}

func tallField(key, label, value string, limit int) *field {
	f := &field{key: key, label: label, text: text.NewField(limit, true), tall: true}
	f.text.SetValue(value)
	return f
}

// linesField asks for several things, one a line.
func linesField(key, label string, values []string, limit int) *field {
	f := tallField(key, label, strings.Join(values, "\n"), limit)
	f.lines = true
	return f
}

// oneField asks for one of the options.
func oneField(key, label, value string, options []option) *field {
	f := &field{key: key, label: label, options: options}
	f.on = max(0, slices.IndexFunc(options, func(o option) bool { return o.value == value }))
	return f
}

// manyField asks for any of the options.
func manyField(key, label string, values []string, options []option) *field {
	f := &field{key: key, label: label, options: options, many: true, chosen: map[string]bool{}}
	for _, v := range values {
		f.chosen[v] = true
	}
	return f
}

// get is the answer to a question; getAll the answers to one with many.
func (f *form) get(key string) string {
	if all := f.getAll(key); len(all) > 0 {
		return all[0]
	}
	return ""
}

func (f *form) getAll(key string) []string {
	if q := f.field(key); q != nil {
		return q.values()
	}
	return nil
}

// values are the answers to a question, and set gives them.
func (q *field) values() []string {
	var all []string
	for i, o := range q.options {
		if q.many && q.chosen[o.value] || !q.many && i == q.on {
			all = append(all, o.value)
		}
	}
	if q.options == nil && !q.many {
		all = []string{q.text.Value()}
	}
	return all
}

// said is the answer in words.
func (q *field) said(d *desk) string {
	values := q.values()
	for i, v := range values {
		for _, o := range q.options {
			if o.value == v {
				values[i] = o.label
			}
		}
	}
	return cmp.Or(strings.Join(values, ", "), d.theme.Glyphs.Empty)
}

func (q *field) set(values []string) {
	switch {
	case q.many:
		q.chosen = map[string]bool{}
		for _, v := range values {
			q.chosen[v] = true
		}
	case len(values) == 1 && q.options == nil:
		q.text.SetValue(values[0])
	case len(values) == 1:
		q.on = max(0, slices.IndexFunc(q.options, func(o option) bool { return o.value == values[0] }))
	}
}

func (f *form) field(key string) *field {
	for _, q := range f.fields {
		if q.key == key {
			return q
		}
	}
	return nil
}

// update takes a key. It reports true when the form is to be sent.
func (f *form) update(msg tea.Msg) (send bool) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		f.fields[f.at].paste(paste.Content)
		return false
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	q := f.fields[f.at]
	switch key.String() {
	case "ctrl+s":
		return true
	case "enter":
		switch {
		case q.lines:
			q.text.Insert("\n")
		case f.at == len(f.fields)-1:
			return true
		default:
			f.at++
		}
	case "tab":
		f.at = (f.at + 1) % len(f.fields)
	case "shift+tab":
		f.at = (f.at + len(f.fields) - 1) % len(f.fields)
	case "up":
		if !q.up() {
			f.at = max(0, f.at-1)
		}
	case "down":
		if !q.down() {
			f.at = min(len(f.fields)-1, f.at+1)
		}
	default:
		q.update(key)
	}
	return false
}

// formColumn is how wide labels are where they stand beside the answers.
const formColumn = 20

func (q *field) up() bool   { return q.options == nil && q.text.Up(q.width) }
func (q *field) down() bool { return q.options == nil && q.text.Down(q.width) }

func (q *field) paste(s string) {
	if q.options == nil {
		q.text.Insert(s)
	}
}

func (q *field) update(key tea.KeyPressMsg) {
	if q.options == nil {
		edit(&q.text, key)
		return
	}
	if len(q.options) == 0 {
		return
	}
	switch key.String() {
	case "left", "h":
		q.on = (q.on + len(q.options) - 1) % len(q.options)
	case "right", "l":
		q.on = (q.on + 1) % len(q.options)
	case "space":
		if q.many {
			v := q.options[q.on].value
			q.chosen[v] = !q.chosen[v]
			return
		}
		q.on = (q.on + 1) % len(q.options)
	default:
		q.jump(key.Text)
	}
}

// jump goes to the next option that begins with a letter.
func (q *field) jump(letter string) {
	for i := range q.options {
		n := (q.on + 1 + i) % len(q.options)
		if letter != "" && strings.HasPrefix(strings.ToLower(q.options[n].label), strings.ToLower(letter)) {
			q.on = n
			return
		}
	}
}

// edit takes a key into a text. It reports whether it was one for a text.
func edit(t *text.Field, key tea.KeyPressMsg) bool {
	switch key.String() {
	case "left":
		t.Left()
	case "right":
		t.Right()
	case "ctrl+left", "alt+left", "alt+b":
		t.WordLeft()
	case "ctrl+right", "alt+right", "alt+f":
		t.WordRight()
	case "home", "ctrl+a":
		t.Home()
	case "end", "ctrl+e":
		t.End()
	case "backspace", "ctrl+h":
		t.Backspace()
	case "delete", "ctrl+d":
		t.Delete()
	case "ctrl+w", "alt+backspace":
		t.DeleteWord()
	case "ctrl+u":
		t.Clear()
	case "ctrl+j":
		t.Insert("\n")
	default:
		if key.Text == "" {
			return false
		}
		t.Insert(key.Text)
	}
	return true
}

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
	mark, style := "  ", d.theme.Muted
	if focus {
		mark, style = d.theme.Glyphs.Pointer+" ", d.theme.Key
	}
	left := min(formColumn, w)
	if w < 60 {
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
	if over := q.text.Over(); over > 0 {
		rows = append(rows, strings.Repeat(" ", left)+d.theme.Error.Render(d.cut(d.t("form.over", "n", over), w-left)))
	}
	if focus && q.note != "" {
		for _, row := range d.wrapped(q.note, w-left, d.theme.Muted) {
			rows = append(rows, strings.Repeat(" ", left)+row)
		}
	}
	return rows, cursor
}

func (q *field) answer(d *desk, focus bool, w, h int) ([]string, frame.Cursor) {
	switch {
	case q.options == nil && q.tall:
		rows, x, y := q.text.View(max(1, w), max(1, min(6, h-2)))
		return rows, frame.Cursor{X: x, Y: y, Visible: focus}
	case q.options == nil:
		rows, x, y := q.text.View(max(1, w), 1)
		if !focus && q.text.Value() == "" {
			rows = []string{d.theme.Muted.Render(d.cut(d.theme.Glyphs.Empty, w))}
		}
		return rows, frame.Cursor{X: x, Y: y, Visible: focus}
	case len(q.options) == 0:
		return []string{d.theme.Muted.Render(d.cut(d.t("form.none"), w))}, frame.Cursor{}
	case q.many:
		return q.boxes(d, focus, w, max(1, min(8, h-4))), frame.Cursor{}
	}
	label := d.cut(q.options[q.on].label, max(1, w-4))
	if focus {
		label = d.theme.Selected.Render("< " + label + " >")
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
			box = d.theme.Selected.Render(box)
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
		return []string{d.theme.Muted.Render(d.cut(d.theme.Glyphs.Empty, w))}
	}
	top := max(0, min(at-h/2, len(rows)-h))
	return rows[top:min(len(rows), top+h)]
}

// writing reports whether letters are text at the moment.
func (f *form) writing() bool { return f.fields[f.at].options == nil }

// pack is the form as a draft, and unpack brings one back.
func (f *form) pack() []byte { return packed(f.values()) }

// values are the answers by their questions.
func (f *form) values() map[string][]string {
	kept := map[string][]string{}
	for _, q := range f.fields {
		kept[q.key] = q.values()
	}
	return kept
}

func packed(values map[string][]string) []byte {
	body, err := json.Marshal(values)
	if err != nil {
		return nil // strings always marshal
	}
	return body
}

func (f *form) unpack(body []byte) {
	var kept map[string][]string
	if json.Unmarshal(body, &kept) != nil {
		return // a draft of an older form: its answers have other names
	}
	for _, q := range f.fields {
		if values, ok := kept[q.key]; ok {
			q.set(values)
		}
	}
}

// enumOptions offers the values of a type with their words.
func enumOptions[T ~string](d *desk, prefix string, values []T) []option {
	var all []option
	for _, v := range values {
		all = append(all, option{string(v), d.t(prefix + string(v))})
	}
	return all
}
