// Package home is the home of a meeting, with its agenda and its forms.
package home

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// meeting is the home of a meeting: what is on now, the ways to everything else,
// the agenda and the objectives, in one list.
type meeting struct{ list kit.List }

// New opens the home of the meeting that the person sits in.
func New() desk.Screen { return &meeting{} }

func (s *meeting) Title(d *desk.Desk) string { return d.T("meeting.home") }

// The keys of entries of the list: what is on now, and an agenda item, before
// its id.
const (
	keyNow    = "now"
	keyAgenda = "agenda/"
)

// visitAs is the role to which [desk.VisitKey] changes; empty where none is offered.
func visitAs(d *desk.Desk) method.Role {
	if d.Visiting {
		return d.Shared.RoleIn(d.Meeting, d.Member)
	}
	return d.Offered
}

func (s *meeting) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok && a.Err == nil {
		sayChanged(d, a.Change)
	}
	return nil
}

// enterKeys are Enter where it does something with the chosen entry.
func (s *meeting) enterKeys(d *desk.Desk, all kit.Few, ways []way) kit.Keys {
	leads := func(to place.Place) kit.Keys { return kit.Keys{kit.On("Enter", d.T("key.go"), d.To(to))} }
	if a, ok := s.chosenItem(d, all); ok {
		return leads(desk.Activity(d, a))
	}
	chosen := s.list.Choice(all)
	if id := boardOf(chosen); id != "" {
		return leads(place.Board{ID: id})
	}
	for _, w := range ways {
		switch {
		case w.key != chosen:
		case w.changes != nil:
			return kit.Keys{kit.On("Enter", d.T("key.on_off"), w.deed(d))}
		default:
			return leads(w.to)
		}
	}
	return nil
}

// chosenItem is the agenda item under the pointer: one of the agenda, the one that is on
// now, or one on whose board people write beforehand.
func (s *meeting) chosenItem(d *desk.Desk, all kit.Few) (session.AgendaItem, bool) {
	m, chosen := d.Current(), s.list.Choice(all)
	if chosen == keyNow {
		return m.AgendaItem(m.Current)
	}
	if b := d.Shared.Boards[boardOf(chosen)]; b != nil {
		return m.AgendaItem(b.Owner)
	}
	id, ok := strings.CutPrefix(chosen, keyAgenda)
	if !ok {
		return session.AgendaItem{}, false
	}
	return m.AgendaItem(method.AgendaID(id))
}

// openKey opens the chosen item of the agenda, unless it is on.
func (s *meeting) openKey(d *desk.Desk, all kit.Few) kit.Keys {
	a, ok := s.chosenItem(d, all)
	return kit.Keys{}.If(!ok || a.ID != d.Current().Current, kit.On("o", d.T("key.open_item"), func() tea.Cmd {
		if !ok {
			d.Say("meeting.choose_item")
			return nil
		}
		if open := votes(d); len(open) > 0 && !d.Confirm("o", "meeting.sure.leave_vote", "boards", strings.Join(open, ", "), "item", a.ID) {
			return nil
		}
		return d.Do(&agenda.Open{Meeting: d.Meeting, Item: a.ID}, "")
	}))
}

// votes are what the boards are called on which people vote in the item that is on, its own
// or those of its groups.
func votes(d *desk.Desk) (open []string) {
	for _, b := range desk.Boards(d) {
		if b.Owner != "" && b.Owner == d.Current().Current && b.Phase == layout.Voting {
			open = append(open, b.Subject)
		}
	}
	return open
}

// steerKeys are the others of whoever steers the meeting.
func (s *meeting) steerKeys(d *desk.Desk, all kit.Few) kit.Keys {
	keys := s.itemKeys(d, all)
	if o, ok := s.objective(d, all); ok {
		keys = keys.And(kit.On("Enter", d.T("key.score"), d.Shows(func() desk.Screen { return newScore(d, o) })))
	}
	return keys.And(
		kit.On("s", d.T("key.new_item"), d.Shows(func() desk.Screen {
			a, _ := s.chosenItem(d, all)
			return newItem(d, &s.list, a.ID)
		})),
		kit.On("e", d.T("key.edit_meeting"), d.Shows(func() desk.Screen { return newMeetingForm(d) })),
		kit.Among("z", d.T("key.close_meeting"), func(pressed string) tea.Cmd { return closeMeeting(d, pressed) }),
	)
}

// itemKeys move the chosen agenda item, give it more minutes or fewer, change it and
// take it off, or put a board back that was set aside.
func (s *meeting) itemKeys(d *desk.Desk, all kit.Few) kit.Keys {
	a, chosen := s.chosenItem(d, all)
	b := d.Shared.Boards[boardOf(s.list.Choice(all))]
	return kit.Keys{}.
		If(chosen, kit.On("m", d.T("key.change_item"), d.Shows(func() desk.Screen { return newItemChange(d, a) })),
			kit.Among("< >", d.T("key.move_item"), func(pressed string) tea.Cmd {
				return d.Do(&agenda.Move{Meeting: d.Meeting, Item: a.ID, Earlier: pressed == "<"}, "")
			}, "<", ">"),
			kit.Among("+ -", d.T("key.extend_item"), func(pressed string) tea.Cmd {
				by := fewMinutes
				if pressed == "-" {
					by = -min(fewMinutes, a.Minutes)
				}
				return d.Do(&agenda.Extend{Meeting: d.Meeting, Item: a.ID, Minutes: by}, "")
			}, "+", "=", "-"),
			d.SureForAllKey("Del", d.T("key.remove_item"), func() tea.Cmd {
				return d.Do(&agenda.Remove{Meeting: d.Meeting, Item: a.ID}, "")
			}, "meeting.sure.remove", "item", a.Title).By("delete", "backspace")).
		If(b != nil && b.Owner == "" && method.AgendaKind(b.Layout.Name).Layout() != nil, kit.On("m", d.T("key.put_back"), func() tea.Cmd { return putBack(d, b) }))
}

// fewMinutes are those that one key gives an item.
const fewMinutes = 5

// putBack puts a board on the agenda again.
func putBack(d *desk.Desk, b *session.Board) tea.Cmd {
	return d.Do(&agenda.Add{Meeting: d.Meeting, Item: session.AgendaItem{
		ID: method.NewID[method.AgendaID](d.Host.Random()), Kind: method.AgendaKind(b.Layout.Name),
		Title: b.Subject, Prefix: b.Prefix, Country: b.Country, Board: b.ID, Parts: b.Layout.OwnParts(),
	}}, "")
}

// closeMeeting asks twice, since nothing brings back what it forgets. It names the boards
// that keep it open, before it asks.
func closeMeeting(d *desk.Desk, key string) tea.Cmd {
	open := openBoards(d)
	switch {
	case len(open) > 0:
		d.Say("meeting.still_open", "boards", strings.Join(open, ", "))
		d.Failed = true
	case d.Confirmed("meeting.sure.forget", "meeting", d.Current().Short):
		return d.Do(&session.CloseMeeting{Meeting: d.Meeting}, "")
	case d.Confirmed("meeting.sure.close", "meeting", d.Current().Short):
		d.Question(key, "meeting.sure.forget", "meeting", d.Current().Short)
		d.AddWriters()
	default:
		d.Question(key, "meeting.sure.close", "meeting", d.Current().Short)
		d.AddWriters()
		if n := unscored(d.Current()); n > 0 {
			d.Notice += " " + d.T("meeting.unscored", "n", n)
		}
		for _, a := range uncounted(d.Current()) {
			d.Notice += " " + d.T("meeting.uncounted", "item", a.Title, "least", tally.Least)
		}
	}
	return nil
}

// visitKeys change the role in which the person visits, where another is offered.
func visitKeys(d *desk.Desk) kit.Keys {
	role := visitAs(d)
	if role == "" {
		return nil
	}
	words := d.T("key.visit_as", "role", d.T("role."+string(role)))
	return kit.Keys{kit.On(desk.VisitKey, words, kit.Now(func() { d.Visiting = !d.Visiting }))}
}

func (s *meeting) Keys(d *desk.Desk) kit.Keys {
	ways := ways(d)
	all := s.entries(d, ways)
	keys := make(kit.Keys, 0, mostKeys+len(digits(d))+len(ways)).And(s.enterKeys(d, all, ways)...).And(visitKeys(d)...)
	if d.May(method.Steer) {
		keys = keys.And(s.openKey(d, all)...).And(d.ItemKeys()...).And(s.steerKeys(d, all)...)
	} else {
		keys = keys.And(d.ItemKeys()...)
	}
	keys = keys.If(d.Current().Reopens() && d.Role().May(method.Organise), d.SureKey("z", d.T("key.reopen_meeting"), func() tea.Cmd {
		return d.Do(&session.ReopenMeeting{Meeting: d.Meeting}, "")
	}, "meeting.sure.reopen", "meeting", d.Current().Short))
	return withWays(keys, d, ways).And(s.list.Moves(d.Look, all), kit.On("Esc", d.T("key.lobby"), d.ToLobby))
}
