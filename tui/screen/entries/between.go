package entries

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// between is the community's room between meetings: what is still to be done, what
// waits for the person's organisation, and the meetings that there were.
type between struct {
	list kit.List
	rows kit.Entries
	of   desk.Seen // what the rows were made of
}

// NewBetween looks at the community that the person sits in.
func NewBetween() desk.Screen { return &between{} }

func (s *between) Title(d *desk.Desk) string { return d.T("between.title") }

// meetingKey is the key of a meeting in the list, before its id.
const meetingKey = "meeting/"

// entries are made anew when there is something new to see.
func (s *between) entries(d *desk.Desk) kit.Entries {
	if now := d.Seen(); s.of != now {
		s.of, s.rows = now, d.Parts(append(openParts(d), kit.Part{Heading: d.T("between.meetings"), Entries: meetingEntries(d)})...)
	}
	return s.rows
}

// openParts divides what is open: each entry stands in the first part that it belongs
// to, by when it is due.
func openParts(d *desk.Desk) []kit.Part {
	sections := []struct {
		heading string
		takes   func(*session.Entry) bool
		all     []*session.Entry
	}{
		{heading: "between.waiting", takes: func(e *session.Entry) bool { return e.Awaits(d.Own.Member.Speaking()) }},
		{heading: "between.carried", takes: func(e *session.Entry) bool { return e.Carried() >= session.CarriedOften }},
		{heading: "offers.unanswered", takes: func(e *session.Entry) bool { return lens.Unmet(d.Shared, e) }},
		{heading: "between.mine", takes: func(e *session.Entry) bool { return promised(d, e) }},
		{heading: "between.others", takes: func(*session.Entry) bool { return true }},
	}
	for _, e := range byDue(d) {
		at := 0
		for !sections[at].takes(e) {
			at++
		}
		sections[at].all = append(sections[at].all, e)
	}
	var parts []kit.Part
	for _, section := range sections {
		parts = append(parts, kit.Part{Heading: d.T(section.heading), Entries: kit.Many[*session.Entry]{
			All: section.all, Keep: keyOf,
			Rows: func(e *session.Entry, chosen bool, w int) []string { return entryBetween(d, e, chosen, w) },
		}})
	}
	return parts
}

// byDue lists what is open, what is due first before the others. It is made once for
// all who see the same.
func byDue(d *desk.Desk) []*session.Entry {
	return session.Derived(d.Shared, "open by due", func() []*session.Entry {
		all := slices.Clone(d.Shared.OpenEntries())
		slices.SortStableFunc(all, func(a, b *session.Entry) int { return cmp.Compare(dueDay(a), dueDay(b)) })
		return all
	})
}

// dueDay is when an entry is due, or else looked at again; the last day there is for
// one that says neither.
func dueDay(e *session.Entry) string {
	return cmp.Or(e.Register.Answer(field.UseDue, e.Fields), e.Register.Answer(field.UseReview, e.Fields), "9999")
}

// entryBetween is an entry that is open: its code and title, when it is due or else
// looked at again, its stage.
func entryBetween(d *desk.Desk, e *session.Entry, chosen bool, w int) []string {
	c := cells{code: e.Code(), title: d.Words.Titled(e), badge: dueBadge(d, e), stage: stageBadge(d, e), staged: true}
	if review := e.Register.Answer(field.UseReview, e.Fields); c.badge.Words == "" && review != "" {
		c.beside = d.T("between.review", "day", d.Words.ShortDay(method.Date(review)))
	}
	return c.rows(d, chosen, w)
}

func meetingEntries(d *desk.Desk) kit.Few {
	var all []kit.Pair
	for _, m := range d.Shared.Series() {
		beside := d.Words.Days(m.First, m.Last)
		if m.Closed {
			beside += d.Between() + d.T("between.closed")
		}
		if d.Shared.RoleIn(m.ID, d.Member).May(method.Contribute) && len(d.Shared.Beforehand(m.ID)) > 0 {
			beside = d.T("before.title") + d.Between() + beside
		}
		all = append(all, kit.Pair{Key: meetingKey + string(m.ID), Words: m.Title, Beside: beside})
	}
	if d.Own.Member.Organiser() {
		for _, m := range d.Shared.RemovedMeetings() {
			by := d.T("between.removed", "by", desk.SteererName(d, m.Removed))
			all = append(all, kit.Pair{Key: meetingKey + string(m.ID), Words: m.Title, Beside: by})
		}
	}
	return d.Pairs(all)
}

func (s *between) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case desk.CameIn:
		return msg.Arrive(d)
	case desk.Answer:
		if msg.Err == nil {
			d.Say("form.saved")
		}
	}
	return nil
}

// open shows an entry, or goes to a meeting: with a seat in its room for whoever
// attends it, and for others to read.
func (s *between) open(d *desk.Desk, chosen string) tea.Cmd {
	meeting, ok := strings.CutPrefix(chosen, meetingKey)
	if !ok {
		return desk.OpenContribution(d, method.ContributionID(chosen))
	}
	return desk.ComeIn(d, s, desk.Chair{Community: d.Community, Member: d.Member, Meeting: method.MeetingID(meeting)})
}

func (s *between) Body(d *desk.Desk, w, h int) kit.Page {
	all := s.entries(d)
	rows := d.Intro(3, d.T("between.say"), w, h)
	return kit.Page{Rows: append(rows, s.list.Show(d.Look, all, w, max(1, h-len(rows)))...)}
}

func (s *between) Keys(d *desk.Desk) kit.Keys {
	all := s.entries(d)
	back := d.BackKey()
	if d.Alone() {
		back = kit.On("Esc", d.T("key.back"), d.ToLobby)
	}
	return kit.Keys{kit.On("Enter", d.T("key.open"), func() tea.Cmd { return s.open(d, s.list.Choice(all)) })}.
		And(meetingKeys(d, s.list.Choice(all))...).
		And(s.list.Moves(d.Look, all), back)
}

// meetingKeys remove the meeting that is chosen, or bring it back, for organisers.
func meetingKeys(d *desk.Desk, chosen string) kit.Keys {
	id, _ := strings.CutPrefix(chosen, meetingKey)
	m := d.Shared.Meetings[method.MeetingID(id)]
	if m == nil || !d.Own.Member.Organiser() {
		return nil
	}
	if m.Removed != "" {
		return kit.Keys{kit.On("u", d.T("key.put_back"), func() tea.Cmd { return d.Do(&session.RestoreMeeting{Meeting: m.ID}, "") })}
	}
	remove := &session.RemoveMeeting{Meeting: m.ID}
	if err := remove.Check(d.Shared.Community, session.Who{Member: d.Member}); err != nil {
		return kit.Keys{kit.On("x", d.T("key.remove"), kit.Now(func() { d.Refuse(err) }))}
	}
	return kit.Keys{d.SureKey("x", d.T("key.remove"), func() tea.Cmd { return d.Do(remove, "") },
		"between.sure.remove", "meeting", m.Title)}
}
