package tui

import (
	"cmp"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"unicode"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/text"
)

// form is several questions, one of which has the focus. Up, Down and Tab move
// between them, Enter goes on and sends from the last, Ctrl+S sends from
// anywhere. What is unsent is a draft, and Esc only goes away from it.
type form struct {
	fields []*field
	at     int
	sent   bool // waiting for the answer to what has no draft
}

// teller tells the person what became of a key.
type teller interface {
	// stray says which keys do something, after a letter that does not.
	stray(key string, others ...hint)
	// refuse says why something did not work.
	refuse(err error)
}

// option is one answer to choose.
type option struct{ value, label string }

// field is one question: a text to type, one option of several, or any of them.
type field struct {
	key     string
	label   string
	note    string // shown while the question has the focus
	hint    string // the answer where nothing is typed, shown in its place
	text    text.Field
	tall    bool // several lines
	lines   bool // one thing a line: Enter begins the next one, Tab goes on
	options []option
	many    bool    // any number of options
	search  *search // it is answered by what is found, or nil
	chosen  map[string]bool
	on      int  // the option under the cursor
	width   int  // in which the text was drawn last
	day     *day // where the answer is a date
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
	if q := f.field(key); q != nil && q.hint != "" && q.text.Value() == "" {
		return q.hint
	}
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

// propose fills in a question for the person, until they answer it themselves.
func (q *field) propose(value string) {
	if q.search == nil || !q.search.answered {
		q.hint = value
	}
}

// values are the answers to a question, and set gives them.
func (q *field) values() []string {
	if q.search != nil {
		return q.search.values(q)
	}
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
		if q.search != nil {
			values[i] = q.search.said(v)
		}
		for _, o := range q.options {
			if o.value == v {
				values[i] = o.label
			}
		}
	}
	return cmp.Or(strings.Join(values, ", "), d.Theme.Glyphs.Empty)
}

func (q *field) set(values []string) {
	switch {
	case q.search != nil:
		q.search.set(q, values)
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

// point moves to the question that a refusal is about, where it names one.
func (f *form) point(err error) {
	var about interface{ Field() string }
	if errors.As(err, &about) {
		f.focus(about.Field())
	}
}

func (f *form) focus(key string) {
	if at := slices.IndexFunc(f.fields, func(q *field) bool { return q.key == key }); at >= 0 {
		f.at = at
	}
}

// refuse says what is wrong with an answer and moves to it.
func (f *form) refuse(to teller, err error) {
	to.refuse(err)
	f.point(err)
}

// update takes a key. It reports true when the form is to be sent: not before the
// person has been asked about dates that are far off.
func (f *form) update(to teller, msg tea.Msg) (send bool) { return f.press(to, msg) && !f.askDoubts() }

func (f *form) press(to teller, msg tea.Msg) (send bool) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		f.fields[f.at].paste(paste.Content)
		return false
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	q := f.fields[f.at]
	if q.convert(key) || q.search != nil && q.search.update(q, key) {
		return false
	}
	switch key.String() {
	case "ctrl+s":
		return f.ready()
	case "enter":
		switch {
		case q.lines:
			q.text.Insert("\n")
		case f.at == len(f.fields)-1:
			return f.ready()
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
		if !q.update(key) {
			to.stray(key.String())
		}
	}
	return false
}

// ready reports whether everything that was typed can be sent. It moves to what
// cannot.
func (f *form) ready() bool {
	at := slices.IndexFunc(f.fields, (*field).unchosen)
	if at >= 0 {
		f.at, f.fields[at].search.open = at, true
	}
	return at < 0
}

func (q *field) up() bool   { return q.options == nil && q.text.Up(q.width) }
func (q *field) down() bool { return q.options == nil && q.text.Down(q.width) }

func (q *field) paste(s string) {
	if q.options == nil {
		q.text.Insert(s)
	}
	if q.search != nil {
		q.search.edited(q)
	}
}

// update takes a key, and reports whether it means something here. A letter with
// which an option begins goes before the key that it stands on.
func (q *field) update(key tea.KeyPressMsg) bool {
	if q.options == nil {
		return edit(&q.text, key)
	}
	if len(q.options) == 0 || key.ShiftedCode > unicode.MaxASCII && q.jump(string(key.ShiftedCode)) {
		return true
	}
	switch key.String() {
	case "left":
		q.on = (q.on + len(q.options) - 1) % len(q.options)
	case "right":
		q.on = (q.on + 1) % len(q.options)
	case "space":
		if q.many {
			v := q.options[q.on].value
			q.chosen[v] = !q.chosen[v]
			return true
		}
		q.on = (q.on + 1) % len(q.options)
	default:
		return q.jump(key.Text)
	}
	return true
}

// jump goes to the next option that begins with a letter, and reports whether there
// is one.
func (q *field) jump(letter string) bool {
	for i := range q.options {
		n := (q.on + 1 + i) % len(q.options)
		if letter != "" && strings.HasPrefix(strings.ToLower(q.options[n].label), strings.ToLower(letter)) {
			q.on = n
			return true
		}
	}
	return false
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

// packed is what a draft keeps: strings and numbers.
func packed(words any) []byte {
	body, err := json.Marshal(words)
	if err != nil {
		return nil // these always marshal
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
