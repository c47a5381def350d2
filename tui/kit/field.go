package kit

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/text"
)

// Option is one answer to choose.
type Option struct{ Value, Label string }

// Field is one question: a text to type, one option of several, or any of them.
type Field struct {
	Key     string
	Label   string
	Note    string // shown while the question has the focus
	Hint    string // the answer where nothing is typed, shown in its place
	Text    text.Field
	tall    bool // several lines
	lines   bool // one thing a line: behind one, Enter begins the next; Tab goes on
	Options []Option
	Many    bool    // any number of options
	search  *search // it is answered by what is found, or nil
	Chosen  map[string]bool
	on      int  // the option under the cursor
	width   int  // in which the text was drawn last
	day     *day // where the answer is a date
}

// LineField asks for a text of one line.
func LineField(key, label, value string, limit int) *Field {
	f := &Field{Key: key, Label: label, Text: text.NewField(limit, false)}
	f.Text.SetValue(value)
	return f
}

// TallField asks for a text of several lines.
func TallField(key, label, value string, limit int) *Field {
	f := &Field{Key: key, Label: label, Text: text.NewField(limit, true), tall: true}
	f.Text.SetValue(value)
	return f
}

// WrappedField is [LineField] for a line that may be long: it is shown in several rows.
func WrappedField(key, label, value string, limit int) *Field {
	f := LineField(key, label, value, limit)
	f.tall = true
	return f
}

// LinesField asks for several things, one a line.
func LinesField(key, label string, values []string, limit int) *Field {
	f := TallField(key, label, strings.Join(values, "\n"), limit)
	f.lines = true
	return f
}

// OneField asks for one of the options.
func OneField(key, label, value string, options []Option) *Field {
	f := &Field{Key: key, Label: label, Options: options}
	f.on = max(0, slices.IndexFunc(options, func(o Option) bool { return o.Value == value }))
	return f
}

// ManyField asks for any of the options.
func ManyField(key, label string, values []string, options []Option) *Field {
	f := &Field{Key: key, Label: label, Options: options, Many: true, Chosen: map[string]bool{}}
	for _, v := range values {
		f.Chosen[v] = true
	}
	return f
}

// Propose fills in a question for the person, until they answer it themselves.
func (q *Field) Propose(value string) {
	if q.search == nil || !q.search.answered {
		q.Hint = value
	}
}

// Values are the answers to a question; Set gives them.
func (q *Field) Values() []string {
	if q.search != nil {
		return q.search.values(q)
	}
	var all []string
	for i, o := range q.Options {
		if q.Many && q.Chosen[o.Value] || !q.Many && i == q.on {
			all = append(all, o.Value)
		}
	}
	if q.Options == nil && !q.Many {
		all = []string{q.Text.Value()}
	}
	return all
}

// Said is the answer in words.
func (q *Field) Said(look Look) string {
	values := q.Values()
	for i, v := range values {
		if q.search != nil {
			values[i] = q.search.Said(v)
		}
		for _, o := range q.Options {
			if o.Value == v {
				values[i] = o.Label
			}
		}
	}
	return cmp.Or(strings.Join(values, ", "), look.Theme.Glyphs.Empty)
}

// Set gives the answers to a question.
func (q *Field) Set(values []string) {
	switch {
	case q.search != nil:
		q.search.set(q, values)
	case q.Many:
		q.Chosen = map[string]bool{}
		for _, v := range values {
			q.Chosen[v] = true
		}
	case len(values) == 1 && q.Options == nil:
		q.Text.SetValue(values[0])
	case len(values) == 1:
		q.on = max(0, slices.IndexFunc(q.Options, func(o Option) bool { return o.Value == values[0] }))
	}
}

func (q *Field) up() bool   { return q.Options == nil && q.Text.Up(q.width) }
func (q *Field) down() bool { return q.Options == nil && q.Text.Down(q.width) }

func (q *Field) paste(s string) {
	if q.Options == nil {
		q.Text.Insert(s)
	}
	if q.search != nil {
		q.search.edited(q)
	}
}

// Update takes a key, and reports whether it means something here. What was typed on a
// keyboard of another script is first the letter with which an option begins, and then
// the key that it stands on.
func (q *Field) Update(key tea.KeyPressMsg) bool {
	if q.Options == nil {
		return Edit(&q.Text, key)
	}
	if len(q.Options) == 0 || key.ShiftedCode > unicode.MaxASCII && q.jump(string(key.ShiftedCode)) {
		return true
	}
	switch key.String() {
	case "left", "<":
		q.on = (q.on + len(q.Options) - 1) % len(q.Options)
	case "right", ">":
		q.on = (q.on + 1) % len(q.Options)
	case "space":
		if q.Many {
			v := q.Options[q.on].Value
			q.Chosen[v] = !q.Chosen[v]
			return true
		}
		q.on = (q.on + 1) % len(q.Options)
	default:
		return q.jump(key.Text)
	}
	return true
}

// jump goes to the next option that begins with a letter, and reports whether there
// is one.
func (q *Field) jump(letter string) bool {
	for i := range q.Options {
		n := (q.on + 1 + i) % len(q.Options)
		if letter != "" && strings.HasPrefix(strings.ToLower(q.Options[n].Label), strings.ToLower(letter)) {
			q.on = n
			return true
		}
	}
	return false
}

// Edit lets a key change a text, and reports whether it is one that does.
func Edit(t *text.Field, key tea.KeyPressMsg) bool {
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
		t.DeleteBack()
	case "alt+enter", "shift+enter":
		t.Insert("\n")
	default:
		if key.Text == "" {
			return false
		}
		t.Insert(key.Text)
	}
	return true
}

// LineKey begins a line in a text where Enter does something else. The text takes it itself.
func LineKey(look Look) Key {
	return Shown("Alt+Enter", look.T("key.new_line"), "alt+enter", "shift+enter").Aside()
}

// EnumOptions offers the values of a type with their words.
func EnumOptions[T ~string](look Look, prefix string, values []T) []Option {
	var all []Option
	for _, v := range values {
		all = append(all, Option{string(v), look.T(prefix + string(v))})
	}
	return all
}
