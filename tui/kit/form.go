package kit

import (
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Form is several questions, one of which has the focus. Up, Down and Tab move between
// them, Enter goes on and sends the form at the last one, Ctrl+S sends it anywhere.
// It keeps nothing: its screen says what becomes of answers that are not sent.
type Form struct {
	Fields Questions
	At     int
}

// Voice tells the person what became of a key.
type Voice interface {
	// Stray says which keys do something, after a letter that does not.
	Stray(key string)
	// Refuse says why something did not work.
	Refuse(err error)
}

// Get is the answer to a question; see [Questions.Get].
func (f *Form) Get(key string) string { return f.Fields.Get(key) }

// Field is the question of a key, or nil.
func (f *Form) Field(key string) *Field { return f.Fields.Find(key) }

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
func (f *Form) Refuse(to Voice, err error) {
	to.Refuse(err)
	f.Point(err)
}

// Update takes a key. It reports true when the form is to be sent: not before the
// person has been asked about dates that are far off.
func (f *Form) Update(to Voice, msg tea.Msg) (send bool) { return f.press(to, msg) && !f.askDoubts() }

func (f *Form) press(to Voice, msg tea.Msg) (send bool) {
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
	case q.parts():
		q.Text.Insert("\n")
	case f.At == len(f.Fields)-1:
		return f.ready()
	default:
		f.At++
	}
	return false
}

// parts reports whether Enter begins a new line of the answer. Where nothing is typed, it
// goes on: what is proposed stays.
func (q *Field) parts() bool { return q.lines && q.Text.Value() != "" }

// ready reports whether everything that was typed can be sent. It moves to what
// cannot.
func (f *Form) ready() bool {
	at := slices.IndexFunc(f.Fields, (*Field).unchosen)
	if at >= 0 {
		f.At, f.Fields[at].search.refused = at, true
	}
	return at < 0
}

// Keys are those of a form. It takes them itself, as it does what is typed.
func (f *Form) Keys(look Look, send string) Keys {
	q, enter := f.Focused(), "key.next"
	if q.parts() {
		enter = "key.new_line"
	}
	return Keys{Shown("Ctrl+S", send)}.
		If(q.Many, Shown("< >", look.T("key.look"), "left", "right", "<", ">"), Shown("Space", look.T("key.mark"))).
		If(!q.Many && q.Options != nil, Shown("< >", look.T("key.choose"), "left", "right", "<", ">")).
		If(len(f.Fields) > 1, Shown("Tab", look.T("key.question"), "tab", "shift+tab", "up", "down")).
		And(Shown("Enter", look.T(enter)).Aside()).
		If(q.Text.Multiline() && !q.lines, LineKey(look))
}

// Writing reports whether letters are text at the moment.
func (f *Form) Writing() bool { return f.Focused().Options == nil }
