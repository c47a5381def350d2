package tui

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
)

// order names a list of a meeting that stands in the order of a language. It is
// made once for all who see the same, and nobody may change it.
type order struct {
	of, language string
	meeting      session.MeetingID
}

// present are the members of the meeting by their names.
func present(d *desk) []*session.Member {
	return session.Derived(d.shared, order{"members", d.Words.Language, d.meeting}, func() []*session.Member {
		all := d.shared.Present(d.meeting)
		locale.Sort(d.Words, all, func(m *session.Member) string { return m.Name })
		return all
	})
}

// boards are those of the meeting in the order of its agenda, and behind them those
// that have lost their item, by their subjects.
func boards(d *desk) []*session.Board {
	return session.Derived(d.shared, order{"boards", d.Words.Language, d.meeting}, func() []*session.Board {
		place := map[session.AgendaID]int{"": session.MaxAgenda}
		for i, a := range d.current().Agenda {
			place[a.ID] = i
		}
		all := d.shared.BoardsOf(d.meeting)
		locale.Sort(d.Words, all, func(b *session.Board) string { return b.Subject })
		slices.SortStableFunc(all, func(a, b *session.Board) int { return place[a.Owner] - place[b.Owner] })
		return all
	})
}

// reviewed are the entries that the meeting has before it.
func reviewed(d *desk) []*session.Entry {
	return session.Derived(d.shared, order{"reviewed", "", d.meeting}, func() []*session.Entry {
		return d.shared.Reviewed(d.current())
	})
}
