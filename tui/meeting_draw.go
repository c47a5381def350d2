package tui

import (
	"strconv"
	"strings"
	"time"
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
)

// meetingView is what the picture of a meeting's home depends on besides the
// meeting: where this person stands in it, and in which other role they could visit
// it.
type meetingView struct {
	list    list
	visitAs session.Role
}

// share is nil while minutes are typed. Whoever has chosen nothing points at the
// first entry, for which the others need not be made.
func (s *meeting) share(d *desk) any {
	if s.timer != nil {
		return nil
	}
	return unique.Make(meetingView{s.list.view(func() []entry { return wayEntries(d) }), visitAs(d)})
}

func (s *meeting) body(d *desk, w, h int) page {
	m := d.current()
	entries := s.entries(d)
	p := page{rows: s.head(d, m, s.list.choice(entries) == keyNow, w)}
	var below page
	if s.timer != nil {
		below = s.timer.draw(d, w)
	}
	p.rows = append(p.rows, s.list.show(d, entries, w, max(1, h-len(p.rows)-len(below.rows)))...)
	return p.above(below, h)
}

// head says what meeting this is and what is on, with the pointer on it or not;
// it stays while the list scrolls.
func (s *meeting) head(d *desk, m *session.Meeting, pointed bool, w int) []string {
	rows := []string{""}
	if !headerShows(m.Title, w) {
		rows = styled(d.atMost(2, m.Title, w), d.Theme.Title)
	}
	facts := []string{d.Words.Days(m.First, m.Last)}
	if m.Place != "" {
		facts = append(facts, m.Place)
	}
	facts = append(facts, d.t("mode."+string(m.Mode)))
	if len(m.Convenors) > 0 {
		facts = append(facts, d.t("meeting.convened_by", "names", strings.Join(m.Convenors, ", ")))
	}
	rows = append(rows, styled(d.atMost(2, strings.Join(facts, d.between()), w), d.Theme.Muted)...)
	return append(rows, s.nowRows(d, m, pointed, w)...)
}

// headerShows reports whether the header has room for the whole title.
func headerShows(title string, w int) bool {
	return w >= narrow && text.Width(text.Display(title)) <= w-40
}

// nowRows say what is on, and where the pointer is on it, that Enter goes there.
func (s *meeting) nowRows(d *desk, m *session.Meeting, pointed bool, w int) []string {
	a, open := m.AgendaItem(m.Current)
	switch {
	case m.Closed:
		return styled(d.atMost(2, d.t("meeting.closed"), w), d.Theme.Key)
	case !open && d.may(session.Steer):
		return styled(d.atMost(2, d.t("meeting.nothing_open_steer"), w), d.Theme.Muted)
	case !open:
		return styled(d.atMost(2, d.t("meeting.nothing_open"), w), d.Theme.Muted)
	}
	key := "meeting.now"
	leads := pointed && target(a) != ""
	switch {
	case w < narrow && leads:
		key = "meeting.now_enter_short"
	case leads:
		key = "meeting.now_enter"
	}
	words := d.t(key, "item", itemWords(d, a))
	if pointed {
		return []string{d.line(words, true, w)}
	}
	return []string{d.Theme.Now.Render(d.fit(" "+d.Theme.Glyphs.Dot+" "+words, w))}
}

// itemWords is what an agenda item is: its kind, and its title where that says
// more.
func itemWords(d *desk, a session.AgendaItem) string {
	kind := d.t("agenda." + string(a.Kind))
	if strings.Contains(strings.ToLower(a.Title), strings.ToLower(kind)) {
		return a.Title
	}
	return kind + d.between() + a.Title
}

func (s *meeting) entries(d *desk) []entry {
	m := d.current()
	all := append(wayEntries(d), agendaEntries(d, m)...)
	return append(all, d.headed(d.t("meeting.objectives"), objectiveEntries(d, m))...)
}

// wayEntries are what is on now and the ways to elsewhere.
func wayEntries(d *desk) []entry {
	m := d.current()
	var now []entry
	var all []pair
	if _, open := m.AgendaItem(m.Current); open {
		// It stands in the head, where it cannot scroll away.
		now = []entry{{key: keyNow}}
	}
	for _, w := range ways(d) {
		letter := w.letter
		if letter == "" {
			letter = " "
		}
		all = append(all, pair{w.key, letter + "  " + w.words, w.badge, w.beside})
	}
	return append(now, d.headed(d.t("meeting.ways"), d.pairs(all))...)
}

// agendaEntries are the items of the agenda under a heading for each day.
func agendaEntries(d *desk, m *session.Meeting) []entry {
	var all, day []entry
	for i, a := range m.Agenda {
		day = append(day, entry{keyAgenda + string(a.ID), func(chosen bool, w int) []string {
			return []string{agendaRow(d, m, a, chosen, w)}
		}})
		if i == len(m.Agenda)-1 || m.Agenda[i+1].Day != a.Day {
			all, day = append(all, d.headed(dayHeading(d, m, a.Day), day)...), nil
		}
	}
	return all
}

func dayHeading(d *desk, m *session.Meeting, day int) string {
	heading := d.t("meeting.agenda_day", "day", day)
	if first, err := time.Parse(time.DateOnly, string(m.First)); err == nil {
		heading += d.between() + d.Words.Day(session.Date(first.AddDate(0, 0, day-1).Format(time.DateOnly)))
	}
	return heading
}

// agendaRow is one item of the agenda. The current one has a mark, is reversed
// and says that it is on now.
func agendaRow(d *desk, m *session.Meeting, a session.AgendaItem, chosen bool, w int) string {
	start := d.fit(a.Start, 5) + " "
	minutes := ""
	if a.Minutes > 0 && w >= narrow {
		minutes = d.between()[1:] + d.t("header.minutes", "n", a.Minutes)
	}
	if a.ID != m.Current {
		return d.lineBeside(start+itemWords(d, a), minutes, chosen, w)
	}
	now := d.t("meeting.now_mark")
	if left := d.timer(m, w); left != "" && w >= narrow {
		now += d.between() + left
	}
	if chosen {
		return d.lineBeside(start+now+" "+itemWords(d, a), minutes, true, w)
	}
	left := d.cut(" "+d.Theme.Glyphs.Dot+" "+start, w)
	badge := d.cut(" "+now+" ", w-text.Width(left))
	rest := w - text.Width(left) - text.Width(badge)
	words := d.cut(" "+itemWords(d, a), rest-1-text.Width(minutes))
	return left + d.Theme.Now.Render(badge) + words + " " + d.Theme.Muted.Render(d.cut(minutes, rest-1))
}

func objectiveEntries(d *desk, m *session.Meeting) []entry {
	var all []entry
	for i, o := range m.Objectives {
		all = append(all, entry{"objective/" + strconv.Itoa(i), func(chosen bool, w int) []string {
			var rows []string
			for n, row := range d.wrap(o, max(1, w-5)) {
				mark := "  "
				if n == 0 {
					mark = d.Theme.Glyphs.Bullet + " "
				}
				rows = append(rows, d.line(mark+row, chosen && n == 0, w))
			}
			return rows
		}})
	}
	return all
}
