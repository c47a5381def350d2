package kit

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

// Form is several questions, one of which has the focus. Up, Down and Tab move between
// them, Enter goes on and sends the form at the last one, Ctrl+S sends it anywhere.
// What is not sent is a draft; Esc leaves it for later.
type Form struct {
	Fields []*Field
	At     int
	Sent   bool // it has no draft, was sent and waits for an answer
}

// Teller tells the person what became of a key.
type Teller interface {
	// Stray says which keys do something, after a letter that does not.
	Stray(key string)
	// Refuse says why something did not work.
	Refuse(err error)
}

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
	lines   bool // one thing a line: Enter begins the next one, Tab goes on
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

// Get is the answer to a question, the first where there are several.
func (f *Form) Get(key string) string {
	q := f.Field(key)
	if q == nil {
		return ""
	}
	if q.Hint != "" && q.Text.Value() == "" {
		return q.Hint
	}
	if all := q.Values(); len(all) > 0 {
		return all[0]
	}
	return ""
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

// Field is the question of a key, or nil.
func (f *Form) Field(key string) *Field {
	for _, q := range f.Fields {
		if q.Key == key {
			return q
		}
	}
	return nil
}

// Point moves to the question that a refusal is about, where it names one.
func (f *Form) Point(err error) {
	var about interface{ Field() string }
	if errors.As(err, &about) {
		f.Focus(about.Field())
	}
}

// Focused is the question that has the focus.
func (f *Form) Focused() *Field { return f.Fields[f.At] }

// Focus moves to the question of a key, where there is one.
func (f *Form) Focus(key string) {
	if at := slices.IndexFunc(f.Fields, func(q *Field) bool { return q.Key == key }); at >= 0 {
		f.At = at
	}
}

// Refuse says what is wrong with an answer and moves to it.
func (f *Form) Refuse(to Teller, err error) {
	to.Refuse(err)
	f.Point(err)
}

// Update takes a key. It reports true when the form is to be sent: not before the
// person has been asked about dates that are far off.
func (f *Form) Update(to Teller, msg tea.Msg) (send bool) { return f.press(to, msg) && !f.askDoubts() }

func (f *Form) press(to Teller, msg tea.Msg) (send bool) {
	if paste, ok := msg.(tea.PasteMsg); ok {
		f.Focused().paste(paste.Content)
		return false
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	q := f.Focused()
	if q.convert(key) || q.search != nil && q.search.update(q, key) {
		return false
	}
	switch key.String() {
	case "ctrl+s":
		return f.ready()
	case "enter":
		return f.enter(q)
	case "tab":
		f.At = (f.At + 1) % len(f.Fields)
	case "shift+tab":
		f.At = (f.At + len(f.Fields) - 1) % len(f.Fields)
	case "up":
		if !q.up() {
			f.At = max(0, f.At-1)
		}
	case "down":
		if !q.down() {
			f.At = min(len(f.Fields)-1, f.At+1)
		}
	default:
		if !q.Update(key) {
			to.Stray(key.String())
		}
	}
	return false
}

// enter begins a new line, goes on to the next question, or is the end of the last one.
func (f *Form) enter(q *Field) (send bool) {
	switch {
	case q.lines:
		q.Text.Insert("\n")
	case f.At == len(f.Fields)-1:
		return f.ready()
	default:
		f.At++
	}
	return false
}

// ready reports whether everything that was typed can be sent. It moves to what
// cannot.
func (f *Form) ready() bool {
	at := slices.IndexFunc(f.Fields, (*Field).unchosen)
	if at >= 0 {
		f.At, f.Fields[at].search.refused = at, true
	}
	return at < 0
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
	case "left":
		q.on = (q.on + len(q.Options) - 1) % len(q.Options)
	case "right":
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

// Keys are those of a form. It takes them itself, as it does what is typed.
func (f *Form) Keys(look Look, send string) Keys {
	q := f.Focused()
	return Keys{Shown("Ctrl+S", send)}.
		If(q.Many, Shown("< >", look.T("key.look"), "left", "right"), Shown("Space", look.T("key.mark"))).
		If(!q.Many && q.Options != nil, Shown("< >", look.T("key.choose"), "left", "right")).
		If(len(f.Fields) > 1, Shown("Tab", look.T("key.question"), "tab", "shift+tab", "up", "down")).
		And(Shown("Enter", look.T("key.next")).Aside())
}

// Writing reports whether letters are text at the moment.
func (f *Form) Writing() bool { return f.Focused().Options == nil }

// Pack is the form as a draft; Unpack brings one back.
func (f *Form) Pack() []byte { return Packed(f.Values()) }

// Values are the answers by their questions.
func (f *Form) Values() map[string][]string {
	kept := map[string][]string{}
	for _, q := range f.Fields {
		kept[q.Key] = q.Values()
	}
	return kept
}

// Packed are words, which are strings and numbers, as a draft keeps them.
func Packed(words any) []byte {
	body, err := json.Marshal(words)
	if err != nil {
		return nil // these always marshal
	}
	return body
}

// Unpack brings a draft back.
func (f *Form) Unpack(body []byte) {
	var kept map[string][]string
	if json.Unmarshal(body, &kept) != nil {
		return // a draft of an older form: its answers have other names
	}
	for _, q := range f.Fields {
		if values, ok := kept[q.Key]; ok {
			q.Set(values)
		}
	}
}

// EnumOptions offers the values of a type with their words.
func EnumOptions[T ~string](look Look, prefix string, values []T) []Option {
	var all []Option
	for _, v := range values {
		all = append(all, Option{string(v), look.T(prefix + string(v))})
	}
	return all
}
