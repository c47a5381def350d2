package desk

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
)

// order names a list of a meeting, sorted as a language does. The list is made once for
// all who see the same, and nobody may change it.
type order struct {
	of, language string
	meeting      method.MeetingID
}

// Present are the members of the meeting by their names.
func Present(d *Desk) []*session.Member {
	return session.Derived(d.Shared, order{"members", d.Words.Language, d.Meeting}, func() []*session.Member {
		all := d.Shared.Present(d.Meeting)
		locale.Sort(d.Words, all, func(m *session.Member) string { return m.Name })
		return all
	})
}

// Boards are those of the meeting in the order of its agenda, and behind them those
// that have lost their item, by their subjects.
func Boards(d *Desk) []*session.Board {
	return session.Derived(d.Shared, order{"boards", d.Words.Language, d.Meeting}, func() []*session.Board {
		place := map[method.AgendaID]int{"": session.MaxAgenda}
		for i, a := range d.Current().Agenda {
			place[a.ID] = i
		}
		all := d.Shared.BoardsOf(d.Meeting)
		locale.Sort(d.Words, all, func(b *session.Board) string { return b.Subject })
		slices.SortStableFunc(all, func(a, b *session.Board) int { return place[a.Owner] - place[b.Owner] })
		return all
	})
}

// Reviewed are the entries that the meeting has before it.
func Reviewed(d *Desk) []*session.Entry {
	return session.Derived(d.Shared, order{"reviewed", "", d.Meeting}, func() []*session.Entry {
		return d.Shared.Reviewed(d.Current())
	})
}
