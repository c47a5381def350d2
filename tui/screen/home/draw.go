package home

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"time"
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
)

// meetingView is what the picture of a meeting's home depends on besides the
// meeting: where this person stands in it, and in which other role they could visit
// it, whether they follow, whether a bell rings for them, and what they are asked.
type meetingView struct {
	list    kit.List
	visitAs method.Role
	stays   bool
	bell    bool
	notices [2]string // which change with the day
	asked   int       // about how much of their own they are asked
	waiting int       // how much of that waits for their word
	before  int       // on how many boards they are asked to write, which changes with the day
	speak   int       // how many ask them to let them speak for an organisation
}

func (s *meeting) Share(d *desk.Desk) any {
	first := firstEntry(d)
	s.list.Lead(first)
	m := d.Current()
	notices := [2]string{desk.Renamed(d, d.Shared.Community, m.ID), desk.KeptNotice(d, m)}
	asked, waiting := d.Asked()
	return unique.Make(meetingView{s.list.View(func() kit.Entries { return first }), visitAs(d), d.Stays, d.Bell, notices, len(asked), waiting, len(beforehand(d)), askingThem(d)})
}

func (s *meeting) Body(d *desk.Desk, w, h int) kit.Page {
	m := d.Current()
	entries := s.entries(d, ways(d))
	rows := s.head(d, m, s.list.Choice(entries) == keyNow, w)
	return kit.Page{Rows: append(rows, s.list.Show(d.Look, entries, w, max(1, h-len(rows)))...)}
}

// head says what meeting this is and what is on, with the pointer on it or not;
// it stays while the list scrolls.
func (s *meeting) head(d *desk.Desk, m *session.Meeting, pointed bool, w int) []string {
	rows := []string{""}
	if !headerShows(m.Title, w) {
		rows = kit.Styled(d.AtMost(2, m.Title, w), d.Theme.Title)
	}
	facts := []string{d.Words.Days(m.First, m.Last)}
	if m.Place != "" {
		facts = append(facts, m.Place)
	}
	facts = append(facts, d.T("mode."+string(m.Mode)))
	if len(m.Convenors) > 0 {
		facts = append(facts, d.T("meeting.convened_by", "names", strings.Join(m.Convenors, ", ")))
	}
	rows = append(rows, kit.Styled(d.AtMost(2, strings.Join(facts, d.Between()), w), d.Theme.Muted)...)
	if say := desk.Renamed(d, d.Shared.Community, m.ID); say != "" {
		rows = append(rows, kit.Styled(d.AtMost(1, say, w), d.Theme.Muted)...)
	}
	rows = append(rows, keptRows(d, m, w)...)
	rows = append(rows, askedRows(d, w)...)
	return append(rows, s.nowRows(d, m, pointed, w)...)
}

// headerShows reports whether the header has room for the whole title.
func headerShows(title string, w int) bool {
	return w >= kit.Narrow && text.Width(text.Display(title)) <= w-40
}

// nowRows say what is on, and where the pointer is on it, that Enter goes there.
func (s *meeting) nowRows(d *desk.Desk, m *session.Meeting, pointed bool, w int) []string {
	a, open := m.AgendaItem(m.Current)
	switch {
	case !m.Kept.Erased.IsZero():
		return nil // which says enough
	case m.Closed:
		return kit.Styled(d.AtMost(2, d.T("meeting.closed"), w), d.Theme.Key)
	case !open && d.May(method.Steer):
		return kit.Styled(d.AtMost(2, d.T("meeting.nothing_open_steer"), w), d.Theme.Muted)
	case !open:
		return kit.Styled(d.AtMost(2, d.T("meeting.nothing_open"), w), d.Theme.Muted)
	}
	item := desk.ItemWords(d, a)
	if !pointed {
		return []string{d.Theme.Now.Render(d.Fit(" "+d.Theme.Glyphs.Dot+" "+d.T("meeting.now", "item", item), w))}
	}
	words := d.T("meeting.now_enter", "item", item)
	if w < kit.Narrow || 3+text.Width(text.Display(words)) > w { // the key stands first where the end is cut
		words = d.T("meeting.now_enter_short", "item", item)
	}
	return []string{d.Line(words, true, w)}
}

func (s *meeting) entries(d *desk.Desk, ways []way) kit.Few {
	m := d.Current()
	all := slices.Concat(nowEntry(m), beforehandEntries(d), agendaEntries(d, m), wayEntries(d, ways), asideEntries(d),
		d.Headed(d.T("meeting.objectives"), objectiveEntries(d, m)))
	s.list.Lead(all)
	return all
}

// firstEntry is the first entry of the home alone, for which the others need not be
// made.
func firstEntry(d *desk.Desk) kit.Few {
	m := d.Current()
	switch first := append(nowEntry(m), beforehandEntries(d)...); {
	case first != nil:
		return first[:1]
	case len(m.Agenda) > 0:
		return kit.Few{{Key: keyAgenda + string(m.Agenda[0].ID)}}
	}
	return wayEntries(d, ways(d))
}

// nowEntry is what is on now. It stands in the head, where it cannot scroll away.
func nowEntry(m *session.Meeting) kit.Few {
	if _, open := m.AgendaItem(m.Current); !open {
		return nil
	}
	return kit.Few{{Key: keyNow}}
}

// wayEntries are the ways to elsewhere.
func wayEntries(d *desk.Desk, ways []way) kit.Few {
	drawn := sync.OnceValue(func() kit.Few { return d.Pairs(wayPairs(d, ways)) })
	all := make(kit.Few, len(ways))
	for i, one := range ways {
		all[i] = kit.Entry{Key: one.key, Rows: func(chosen bool, w int) []string { return drawn()[i].Rows(chosen, w) }}
	}
	return d.Headed(d.T("meeting.ways"), all)
}

// wayPairs are the ways with what is said beside them.
func wayPairs(d *desk.Desk, ways []way) []kit.Pair {
	all := make([]kit.Pair, len(ways))
	for i, w := range ways {
		letter, beside := cmp.Or(w.letter, " "), ""
		if w.beside != nil {
			beside = w.beside(d)
		}
		all[i] = kit.Pair{Key: w.key, Words: letter + "  " + w.words, Beside: beside}
	}
	return all
}

// agendaEntries are the items of the agenda under a heading for each day.
func agendaEntries(d *desk.Desk, m *session.Meeting) kit.Few {
	all := make(kit.Few, len(m.Agenda))
	for i := range m.Agenda {
		all[i] = kit.Entry{Key: keyAgenda + string(m.Agenda[i].ID), Rows: func(chosen bool, w int) []string {
			return []string{agendaRow(d, m, times(d, m)[i], chosen, w)}
		}}
		if day := m.Agenda[i].Day; i == 0 || m.Agenda[i-1].Day != day {
			d.HeadedBy(func() string { return dayHeading(d, m, day) }, all[i:i+1])
		}
	}
	return all
}

// times are when the items of the agenda are, reckoned once for all who see the same.
func times(d *desk.Desk, m *session.Meeting) []agenda.Timed {
	type timesOf struct{ meeting method.MeetingID }
	return session.OfContents(d.Shared, timesOf{m.ID}, func() []agenda.Timed { return agenda.Times(m.Agenda) })
}

func dayHeading(d *desk.Desk, m *session.Meeting, day int) string {
	heading := d.T("meeting.agenda_day", "day", day)
	if first, err := time.Parse(time.DateOnly, string(m.First)); err == nil {
		heading += d.Between() + d.Words.Day(method.Date(first.AddDate(0, 0, day-1).Format(time.DateOnly)))
	}
	return heading
}

// agendaRow is one item of the agenda, with the digit of its board and how far that
// has come. The current one has a mark, is reversed and says that it is on now.
func agendaRow(d *desk.Desk, m *session.Meeting, t agenda.Timed, chosen bool, w int) string {
	a := t.AgendaItem
	start := d.Fit(digitOf(d, a.Board), 1) + " " + d.Fit(t.Begins, 5) + " "
	said, phase, now := besideItem(d, t, w), phaseBadge(d, a, w), ""
	if a.ID == m.Current {
		now = d.T("meeting.now_mark")
		if left := d.Timer(m, w); left != "" && w >= kit.Narrow {
			now += d.Between() + left
		}
	}
	left, badge, words := "   "+start, "", desk.ItemWords(d, a)
	if now != "" {
		left, badge, words = d.Cut(" "+d.Theme.Glyphs.Dot+" "+start, w), " "+now+" ", " "+words
	}
	badge = d.Cut(badge, w-text.Width(left))
	rest := w - text.Width(left) - text.Width(badge)
	// What is said beside it leaves two fifths of the rest to the name, where that needs as much.
	beside := d.Badged(said, max(0, rest-1-min(text.Width(words), rest*2/5)), phase)
	if beside != "" {
		beside = " " + beside
	}
	if words = d.Cut(words, rest-text.Width(beside)); !chosen {
		return left + d.Theme.Now.Render(badge) + words + beside
	}
	mark := " " + d.Theme.Glyphs.Pointer + " "
	return d.Theme.Selected.Render(d.Fit(mark+start+badge+words+text.Unstyled(beside), w))
}

// phaseBadge is the phase of an item's board.
func phaseBadge(d *desk.Desk, a session.AgendaItem, w int) kit.Badge {
	b := d.Shared.Boards[a.Board]
	if b == nil || b.Layout.Asks() || w < kit.Narrow {
		return kit.Badge{}
	}
	return kit.Badge{Of: d.Theme.Badges.Phase, Words: d.T("phase." + string(b.Phase))}
}

// besideItem is what is said of an item behind its title: how long it is, that it
// runs into one whose start holds, and what is on its board.
func besideItem(d *desk.Desk, a agenda.Timed, w int) string {
	var said []string
	if a.Minutes > 0 && w >= kit.Narrow {
		said = append(said, d.T("header.minutes_short", "n", a.Minutes))
	}
	if a.Over > 0 {
		said = append(said, d.T("agenda.over", "n", a.Over))
	}
	if b := d.Shared.Boards[a.Board]; b != nil {
		said = append(said, boardState(d, b, w)...)
	}
	if len(said) == 0 {
		return ""
	}
	return d.Between()[1:] + strings.Join(said, d.Between())
}
