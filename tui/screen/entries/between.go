package entries

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// between is the community's room between meetings: what is still to be done, what
// waits for the person's organisation, and the meetings that there were.
type between struct {
	list kit.List
	rows openRows
	of   seen // what the rows were made of
}

// seen is what somebody saw.
type seen struct {
	shared *session.Shared
	own    *session.Own
	words  *locale.Words
}

// NewBetween looks at the community that the person sits in.
func NewBetween() desk.Screen { return &between{} }

func (s *between) Title(d *desk.Desk) string { return d.T("between.title") }

// meetingKey is the key of a meeting in the list, before its id.
const meetingKey = "meeting/"

// openRow is a row of the list: an entry that is open, or a meeting.
type openRow struct {
	heading string // above it; may be empty
	entry   *session.Entry
	meeting kit.Entry
}

type openRows = kit.Many[openRow]

// entries are made anew when there is something new to see.
func (s *between) entries(d *desk.Desk) kit.Entries {
	if now := (seen{d.Shared, d.Own, d.Words}); s.of != now {
		s.of, s.rows = now, rowsBetween(d)
	}
	return s.rows
}

func rowsBetween(d *desk.Desk) openRows {
	rows := openRows{
		Keep: func(r openRow) string {
			if r.entry == nil {
				return r.meeting.Key
			}
			return keyOf(r.entry)
		},
		Rows: func(r openRow, chosen bool, w int) []string { return r.draw(d, chosen, w) },
	}
	for _, section := range openSections(d) {
		for i, e := range section.entries {
			row := openRow{entry: e}
			if i == 0 {
				row.heading = d.T(section.heading)
			}
			rows.All = append(rows.All, row)
		}
	}
	for _, m := range d.Headed(d.T("between.meetings"), meetingEntries(d)) {
		rows.All = append(rows.All, openRow{meeting: m})
	}
	return rows
}

func (r openRow) draw(d *desk.Desk, chosen bool, w int) []string {
	if r.entry == nil {
		return r.meeting.Rows(chosen, w)
	}
	rows := entryBetween(d, r.entry, chosen, w)
	if r.heading != "" {
		rows = append(d.Heading(r.heading, w), rows...)
	}
	return rows
}

// openSection is a part of what is open, under a heading.
type openSection struct {
	heading string
	entries []*session.Entry
}

// openSections divides what is open: each entry stands in the first part that it
// belongs to, by when it is due.
func openSections(d *desk.Desk) []openSection {
	own := d.Own.Member
	parts := []struct {
		heading string
		takes   func(*session.Entry) bool
	}{
		{"between.waiting", func(e *session.Entry) bool { return e.Awaits(own.Organisation) }},
		{"between.carried", func(e *session.Entry) bool { return e.Carried() >= session.CarriedOften }},
		{"between.mine", func(e *session.Entry) bool { return mayWith(d, e).reports && !onlyOrganises(d, e) }},
		{"between.others", func(*session.Entry) bool { return true }},
	}
	sections := make([]openSection, len(parts))
	for i, p := range parts {
		sections[i].heading = p.heading
	}
	for _, e := range byDue(d) {
		i := slices.IndexFunc(parts, func(p struct {
			heading string
			takes   func(*session.Entry) bool
		}) bool {
			return p.takes(e)
		})
		sections[i].entries = append(sections[i].entries, e)
	}
	return sections
}

// onlyOrganises reports whether the person reports on an entry only because they
// organise the community: it is not theirs.
func onlyOrganises(d *desk.Desk, e *session.Entry) bool {
	own := d.Own.Member
	return !d.Own.Wrote(string(e.ID), e.By) && (own.Organisation == "" || e.Lead().Organisation != own.Organisation)
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

// entryBetween is an entry that is open: its code and title, when it is due, its stage.
func entryBetween(d *desk.Desk, e *session.Entry, chosen bool, w int) []string {
	c := cellsOf(d, e)
	c.beside, c.mark = dueWords(d, e), ""
	if w >= tableFrom {
		return []string{d.Line(columns(d, w-3, c), chosen, w)}
	}
	return []string{
		d.Line(c.code+" "+c.title, chosen, w),
		d.Theme.Muted.Render(d.Cut("     "+strings.Join(filled([]string{c.beside, c.stage}), d.Between()), w)),
	}
}

// dueWords say when an entry is due or looked at again, and whether that is over.
func dueWords(d *desk.Desk, e *session.Entry) string {
	today := time.Now().UTC().Format(time.DateOnly)
	due := e.Register.Answer(field.UseDue, e.Fields)
	switch review := e.Register.Answer(field.UseReview, e.Fields); {
	case due != "" && due < today:
		return d.T("between.overdue", "day", d.Words.Day(method.Date(due)))
	case due != "":
		return d.T("between.due", "day", d.Words.Day(method.Date(due)))
	case review != "":
		return d.T("between.review", "day", d.Words.Day(method.Date(review)))
	}
	return ""
}

func meetingEntries(d *desk.Desk) kit.Few {
	var all []kit.Pair
	for _, m := range d.Shared.Series() {
		beside := d.Words.Days(m.First, m.Last)
		if m.Closed {
			beside += d.Between() + d.T("between.closed")
		}
		all = append(all, kit.Pair{Key: meetingKey + string(m.ID), Words: m.Title, Beside: beside})
	}
	return d.Pairs(all)
}

func (s *between) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if in, ok := msg.(desk.CameIn); ok {
		return in.Arrive(d)
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
	return desk.ComeIn(d, desk.Chair{Community: d.Community, Member: d.Member, Meeting: method.MeetingID(meeting)})
}

func (s *between) Body(d *desk.Desk, w, h int) kit.Page {
	all := s.entries(d)
	rows := kit.Styled(d.AtMost(2, d.T("between.say"), w), d.Theme.Muted)
	return kit.Page{Rows: append(rows, s.list.Show(d.Look, all, w, max(1, h-len(rows)))...)}
}

func (s *between) Keys(d *desk.Desk) kit.Keys {
	all := s.entries(d)
	back := d.BackKey()
	if d.Alone() {
		back = kit.On("Esc", d.T("key.back"), func() tea.Cmd {
			d.Stand()
			return d.Only(desk.Lobby{})
		})
	}
	return kit.Keys{
		kit.On("Enter", d.T("key.open"), func() tea.Cmd { return s.open(d, s.list.Choice(all)) }),
		s.list.Moves(d.Look, all), back,
	}
}
