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

// newInterpreting asks for a line in the language of the person's draft, or else the one into
// which they have interpreted last, or their own, and shows what is said in the one that they
// choose. It goes with the words that they have read.
func newInterpreting(d *desk.Desk, b *session.Board, it *session.Item) desk.Screen {
	name := session.NameDraft("interpret", b.Meeting, string(it.ID))
	into := cmp.Or(begunInto(d, name), d.Interpreting, method.Language(d.Words.Language))
	line := it.In(into)
	language := kit.SearchField("language", d.T("field.language"), []string{string(into)}, method.MaxLabel, languages{d}, false)
	language.Note = d.T("interpreted.language_note")
	text := kit.LineField("text", d.T("field.interpreted"), line.Text, method.MaxItem)
	text.Note = d.T("interpreted.of", "words", it.Text)
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{language, text}}, Heading: "interpreted.write", Name: name, ForAll: true,
	}
	if d.Interpreting != "" {
		s.At = 1
	}
	s.Versions.Of, s.Versions.Revision = "language", line.Revision
	s.Moved = func() {
		chosen := method.Language(s.Get("language"))
		switch {
		case chosen == into || !chosen.Valid():
			return
		case s.Get("text") == line.Text:
			line = it.In(chosen)
			s.Field("text").Set([]string{line.Text})
			s.Opened["text"], s.Versions.Revision = []string{line.Text}, line.Revision
		default: // what they have typed stays, and replaces no line that they have not seen
			s.Versions.Revision = 0
		}
		into = chosen
	}
	s.Theirs = func(d *desk.Desk, saved any) kit.Questions {
		into = method.Language(s.Get("language"))
		said, _ := saved.(string)
		return kit.Questions{
			kit.SearchField("language", language.Label, []string{string(into)}, method.MaxLabel, languages{d}, false),
			kit.LineField("text", text.Label, said, method.MaxItem),
		}
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		_, now := d.Shared.Item(it.ID)
		switch {
		case now == nil:
			d.Refuse(refusal.New(refusal.NotFound))
			return nil
		case now.Text != it.Text:
			it = now
			s.Field("text").Note = d.T("interpreted.of", "words", it.Text)
			d.Say("interpreted.changed")
			return nil
		}
		k := &interpret.Write{
			Item: it.ID, Revision: now.Revision, Language: method.Language(s.Get("language")),
			Line: s.Versions.Revision, Text: s.Get("text"),
		}
		d.Interpreting = k.Language
		return d.Do(k, s.Name)
	}
	return s.Open(d)
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
