package board

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// appealKey lets the author ask for hidden words back.
func (i *item) appealKey(d *desk.Desk, it *session.Item) kit.Keys {
	asks := it.Moderation != nil && !it.Moderation.Appealed && it.Moderation.Upheld == "" && d.Own.Wrote(string(i.id), it.By)
	return kit.Keys{}.If(asks, kit.On("p", d.T("key.appeal"), func() tea.Cmd { return d.Do(&moderation.Appeal{Item: i.id}, "") }))
}

// moderationKeys hide the words of an item with a reason, and show them again.
func (i *item) moderationKeys(d *desk.Desk, b *session.Board, it *session.Item) kit.Keys {
	m := it.Moderation
	return kit.Keys{}.
		If(m != nil && judge(d, b, it).Restores(d.Shared.Community, m), kit.On("h", d.T("key.show_again"), func() tea.Cmd { return d.Do(&moderation.Restore{Item: i.id}, "") })).
		If(m != nil && judge(d, b, it).Upholds(d.Shared.Community, m), kit.On("k", d.T("key.keep_hidden"), func() tea.Cmd { return d.Do(&moderation.Uphold{Item: i.id}, "") })).
		If(steers(d, b) && m == nil && it.Code != "" && !it.TakenBack,
			kit.On("h", d.T("key.hide"), d.Shows(func() desk.Screen { return newHiding(d, i.id) })))
}

// newHiding asks why the words of an item should be hidden.
func newHiding(d *desk.Desk, id method.ItemID) desk.Screen {
	reason := kit.LineField("reason", d.T("field.reason"), "", method.MaxItem)
	reason.Note = d.T("item.hide_note")
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{reason}}, Heading: "item.hide",
		Name: session.NameDraft("hide", "", string(id)), // also once the meeting is closed
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&moderation.Hide{Item: id, Reason: s.Get("reason")}, s.Name)
	}
	return s.Open(d)
}

// steers reports whether the person steers the meeting of a board, also once it is closed.
func steers(d *desk.Desk, b *session.Board) bool { return d.RoleIn(b.Meeting).May(method.Steer) }

// judge is the person, before the hidden words of an item.
func judge(d *desk.Desk, b *session.Board, it *session.Item) moderation.Judge {
	return moderation.Judge{Member: d.Member, Role: d.RoleIn(b.Meeting), Wrote: d.Own.Wrote(string(it.ID), it.By)}
}

// moderationRows say that words are hidden, by whom and why where the person learns that,
// and who answers their author.
func moderationRows(d *desk.Desk, b *session.Board, it *session.Item, w int) []string {
	m, hidden := it.Moderation, d.T("moderated")
	if why := d.Own.WhyHidden(b, it); why != "" {
		hidden = d.T("item.hidden", "by", desk.SteererName(d, m.By), "reason", why)
	}
	rows := kit.Indented(hidden, w, d.Theme.Key)
	say := func(words string) { rows = append(rows, kit.Indented(words, w, d.Theme.Key)...) }
	switch {
	case m.Appealed && steers(d, b) && d.Own.Wrote(string(it.ID), it.By):
		say(d.T("item.appeal_waits") + " " + d.T("item.judged_own"))
	case m.Appealed && steers(d, b) && !judge(d, b, it).Upholds(d.Shared.Community, m):
		say(d.T("item.appeal_waits") + " " + d.T("item.judged_by_others"))
	case m.Appealed:
		say(d.T("item.appeal_waits"))
	case m.Upheld != "":
		say(d.T("item.upheld", "by", desk.SteererName(d, m.Upheld)))
	}
	return append(rows, "")
}
