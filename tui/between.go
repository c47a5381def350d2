package tui

import (
	"cmp"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// between is the community's room between meetings: what is still to be done, what
// waits for the person's organisation, and the meetings that there were.
type between struct{ list list }

// newBetween looks at the community that the person sits in.
func newBetween() screen { return &between{} }

func (s *between) title(d *desk) string { return d.t("between.title") }

// meetingKey is the key of a meeting in the list, before its id.
const meetingKey = "meeting/"

func (s *between) entries(d *desk) []entry {
	var all []entry
	for _, section := range openSections(d) {
		var rows []entry
		for _, e := range section.entries {
			rows = append(rows, entry{string(e.ID), func(chosen bool, w int) []string { return openRows(d, e, chosen, w) }})
		}
		all = append(all, d.headed(d.t(section.heading), rows)...)
	}
	return append(all, d.headed(d.t("between.meetings"), meetingEntries(d))...)
}

// openSection is a part of what is open, under a heading.
type openSection struct {
	heading string
	entries []*session.Entry
}

// openSections divides what is open: each entry stands in the first part that it
// belongs to, by when it is due.
func openSections(d *desk) []openSection {
	own := d.own.Member
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
func onlyOrganises(d *desk, e *session.Entry) bool {
	own := d.own.Member
	return !d.own.Wrote(string(e.ID), e.By) && (own.Organisation == "" || e.Lead().Organisation != own.Organisation)
}

// byDue lists what is open, what is due first before the others. It is made once for
// all who see the same.
func byDue(d *desk) []*session.Entry {
	return session.Derived(d.shared, "open by due", func() []*session.Entry {
		all := slices.Clone(d.shared.OpenEntries())
		slices.SortStableFunc(all, func(a, b *session.Entry) int { return cmp.Compare(dueDay(a), dueDay(b)) })
		return all
	})
}

// dueDay is when an entry is due, or else looked at again; the last day there is for
// one that says neither.
func dueDay(e *session.Entry) string {
	return cmp.Or(e.Register.Answer(session.UseDue, e.Fields), e.Register.Answer(session.UseReview, e.Fields), "9999")
}

// openRows is an entry that is open: its code and title, when it is due, its stage.
func openRows(d *desk, e *session.Entry, chosen bool, w int) []string {
	c := cellsOf(d, e)
	c.beside, c.mark = dueWords(d, e), ""
	if w >= tableFrom {
		return []string{d.line(columns(d, w-3, c), chosen, w)}
	}
	return []string{
		d.line(c.code+" "+c.title, chosen, w),
		d.Theme.Muted.Render(d.cut("     "+strings.Join(filled([]string{c.beside, c.stage}), d.between()), w)),
	}
}

// dueWords say when an entry is due or looked at again, and whether that is over.
func dueWords(d *desk, e *session.Entry) string {
	today := time.Now().UTC().Format(time.DateOnly)
	due := e.Register.Answer(session.UseDue, e.Fields)
	switch review := e.Register.Answer(session.UseReview, e.Fields); {
	case due != "" && due < today:
		return d.t("between.overdue", "day", d.Words.Day(session.Date(due)))
	case due != "":
		return d.t("between.due", "day", d.Words.Day(session.Date(due)))
	case review != "":
		return d.t("between.review", "day", d.Words.Day(session.Date(review)))
	}
	return ""
}

func meetingEntries(d *desk) []entry {
	var all []pair
	for _, m := range d.shared.Series() {
		beside := d.Words.Days(m.First, m.Last)
		if m.Closed {
			beside += d.between() + d.t("between.closed")
		}
		all = append(all, pair{key: meetingKey + string(m.ID), words: m.Title, beside: beside})
	}
	return d.pairs(all)
}

func (s *between) update(d *desk, msg tea.Msg) tea.Cmd {
	if in, ok := msg.(cameIn); ok {
		return in.arrive(d)
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	all := s.entries(d)
	switch {
	case s.list.update(msg, all):
	case key.String() == "esc" && !d.alone():
		d.back()
	case key.String() == "esc":
		d.stand()
		return d.only(placeLobby{})
	case key.String() == "enter":
		return s.open(d, s.list.choice(all))
	default:
		d.stray(key.String())
	}
	return nil
}

// open shows an entry, or goes to a meeting: with a seat in its room for whoever
// attends it, and for others to read.
func (s *between) open(d *desk, chosen string) tea.Cmd {
	meeting, ok := strings.CutPrefix(chosen, meetingKey)
	if !ok {
		return openContribution(d, session.ContributionID(chosen))
	}
	return comeIn(d, chair{community: d.community, member: d.member, meeting: session.MeetingID(meeting)})
}

func (s *between) body(d *desk, w, h int) page {
	all := s.entries(d)
	rows := styled(d.atMost(2, d.t("between.say"), w), d.Theme.Muted)
	return page{rows: append(rows, s.list.show(d, all, w, max(1, h-len(rows)))...)}
}

func (s *between) keys(d *desk) []hint {
	return []hint{{"Enter", d.t("key.open")}, {"Up Down", d.t("key.move_pointer")}, {"Esc", d.t("key.back")}}
}
