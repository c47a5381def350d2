package board

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// editDraft names the draft of what somebody changes in an item.
func editDraft(b *session.Board, id method.ItemID) session.DraftName {
	return session.NameDraft("edit", b.Meeting, string(id))
}

// newEditing changes the words of an item, or goes on with that.
func newEditing(d *desk.Desk, b *session.Board, it *session.Item) desk.Screen {
	asks := func(words string) kit.Questions {
		return kit.Questions{kit.WrappedField("text", d.T("field.text"), words, method.MaxItem)}
	}
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: asks(d.Own.Words(b, it))}, Heading: "item.change", About: strings.TrimSpace(it.Code + "  " + located(d, b, it)),
		Name: editDraft(b, it.ID), ForAll: true,
	}
	s.Versions.Revision = it.Revision
	s.Theirs = func(_ *desk.Desk, saved any) kit.Questions {
		words, _ := saved.(string)
		return asks(words)
	}
	s.Tells = func(d *desk.Desk, was *session.Shared) {
		_, before := was.Item(it.ID)
		b, now := find(d, it.ID)
		switch {
		case now == nil:
		case before != nil && now.TakenBack && !before.TakenBack:
			d.SayToTyping("item.gone_meanwhile")
		case before != nil && now.Text != before.Text && !d.Own.Wrote(string(it.ID), now.By): // an author is told anyway
			d.SayToTyping("item.changed_meanwhile")
		case was.Boards[b.ID] != nil:
			tellPhase(d, was.Boards[b.ID], b)
		}
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.EditItem{Item: it.ID, Revision: s.Versions.Revision, Text: s.Get("text")}, s.Name)
	}
	return s.Open(d)
}
