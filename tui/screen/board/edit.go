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
		if b, _ := find(d, it.ID); b != nil {
			tellPhase(d, was.Boards[b.ID], b)
		}
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.EditItem{Item: it.ID, Revision: s.Versions.Revision, Text: s.Get("text")}, s.Name)
	}
	return s.Open(d)
}
