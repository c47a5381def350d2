package board

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// interpretKey lets an interpreter say what an item says in another language. Whoever
// steers seldom does, and has other keys to see.
func interpretKey(d *desk.Desk, b *session.Board, it *session.Item) kit.Keys {
	may := it != nil && it.Code != "" && !it.TakenBack && it.Moderation == nil && d.Interprets(b)
	key := kit.On("i", d.T("key.interpret"), d.Shows(func() desk.Screen { return newInterpreting(d, b, it) }))
	if d.MayOn(b, method.Steer) {
		key = key.Aside()
	}
	return kit.Keys{}.If(may, key)
}

// interpreting is a line in another language, while somebody writes it.
type interpreting struct {
	form *desk.FormScreen
	item *session.Item // with the words that they have read, with which the line goes
	into method.Language
	line session.Interpretation // that stands in that language
}

// newInterpreting asks for a line in the language of the person's draft, or else the one into
// which they have interpreted last, or their own, and shows what is said in the one that they
// choose.
func newInterpreting(d *desk.Desk, b *session.Board, it *session.Item) desk.Screen {
	name := session.NameDraft("interpret", b.Meeting, string(it.ID))
	i := &interpreting{item: it, into: cmp.Or(begunInto(d, name), d.Interpreting, method.Language(d.Words.Language))}
	i.line = it.In(i.into)
	i.form = &desk.FormScreen{
		Form: &kit.Form{Fields: i.asks(d, i.line.Text)}, Heading: "interpreted.write", Name: name, ForAll: true,
		Moved: i.moved, Theirs: i.theirs, Send: i.send,
	}
	i.form.Field("language").Note = d.T("interpreted.language_note")
	i.sayWhatOf(d)
	if d.Interpreting != "" {
		i.form.At = 1
	}
	i.form.Versions.Of, i.form.Versions.Revision = "language", i.line.Revision
	return i.form.Open(d)
}

// asks are the questions, with the language into which they interpret and a line in it.
func (i *interpreting) asks(d *desk.Desk, line string) kit.Questions {
	return kit.Questions{
		kit.SearchField("language", d.T("field.language"), []string{string(i.into)}, method.MaxLabel, languages{d}, false),
		kit.WrappedField("text", d.T("field.interpreted"), line, method.MaxItem),
	}
}

// sayWhatOf shows the words of which the line says the same.
func (i *interpreting) sayWhatOf(d *desk.Desk) {
	i.form.Field("text").Note = d.T("interpreted.of", "words", i.item.Text)
}

// moved shows what is said in the language that was chosen. What they have typed stays, and
// replaces no line that they have not seen.
func (i *interpreting) moved() {
	chosen := method.Language(i.form.Get("language"))
	switch {
	case chosen == i.into || !chosen.Valid():
		return
	case i.form.Get("text") == i.line.Text:
		i.line = i.item.In(chosen)
		i.form.Field("text").Set([]string{i.line.Text})
		i.form.Opened["text"], i.form.Versions.Revision = []string{i.line.Text}, i.line.Revision
	default:
		i.form.Versions.Revision = 0
	}
	i.into = chosen
}

func (i *interpreting) theirs(d *desk.Desk, saved any) kit.Questions {
	i.into = method.Language(i.form.Get("language"))
	said, _ := saved.(string)
	return i.asks(d, said)
}

// send sends the line, unless its words were changed since they were read.
func (i *interpreting) send(d *desk.Desk) tea.Cmd {
	_, now := d.Shared.Item(i.item.ID)
	switch {
	case now == nil:
		d.Refuse(refusal.New(refusal.NotFound))
		return nil
	case now.Text != i.item.Text:
		i.item = now
		i.sayWhatOf(d)
		d.Say("interpreted.changed")
		return nil
	}
	w := &interpret.Write{
		Item: i.item.ID, Revision: now.Revision, Language: method.Language(i.form.Get("language")),
		Line: i.form.Versions.Revision, Text: i.form.Get("text"),
	}
	d.Interpreting = w.Language
	return d.Do(w, i.form.Name)
}

// begunInto is the language of a draft, or empty.
func begunInto(d *desk.Desk, name session.DraftName) method.Language {
	for _, answer := range kit.Drafted(d.Draft(name))["language"] {
		if l := method.Language(answer); l.Valid() {
			return l
		}
	}
	return ""
}

// languages finds a language by its name.
type languages struct{ d *desk.Desk }

func (f languages) Named(typed string) string { return string(f.d.Words.LanguageNamed(typed)) }

func (f languages) Offered(typed string) []string {
	var all []string
	for _, l := range f.d.Words.FindLanguages(typed) {
		all = append(all, string(l))
	}
	return all
}

func (f languages) Said(answer string) string {
	if l := method.Language(answer); l.Valid() {
		return f.d.Words.SpokenLanguage(l)
	}
	return strings.TrimSpace(answer)
}

func (f languages) Line(answer, _ string) string { return f.Said(answer) + "  " + answer }
