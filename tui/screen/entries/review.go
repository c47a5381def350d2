package entries

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// review goes through what earlier meetings have promised, one entry after another.
// Whoever steers says for each what the meeting decides.
type review struct {
	list  kit.List // which of the entries is looked at
	sheet kit.Sheet
	waits method.EntryID   // the one looked at, while the meeting has decided nothing about it
	last  method.ReadingID // the last decision that the person has seen
	apart bool             // they have gone to another entry than the others
}

// NewReview opens the review.
func NewReview() desk.Screen { return &review{} }

func (s *review) Title(d *desk.Desk) string { return d.T("agenda.review") }

// place is where the review is in what there is; negative for nothing.
func (s *review) place(all []*session.Entry) int {
	return s.list.Place(len(all), func(i int) string { return keyOf(all[i]) })
}

func (s *review) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

// Start looks at the first entry about which the meeting has decided nothing yet.
func (s *review) Start(d *desk.Desk) tea.Cmd {
	if all := desk.Reviewed(d); len(all) > 0 {
		s.goTo(d, all, slices.IndexFunc(all, func(e *session.Entry) bool { return desk.Decision(d, e) == "" }))
	}
	s.last = decidedLast(d).reading
	return nil
}

// Follow goes on with the meeting, once it has decided about an entry. Whoever has gone to
// another is left there, until the meeting has decided about that.
func (s *review) Follow(d *desk.Desk) {
	last := decidedLast(d)
	if last.reading == s.last {
		return
	}
	s.last = last.reading
	if last.entry != nil && (!s.apart || last.entry.ID == s.waits) {
		s.goOn(d, last.entry, desk.Decision(d, last.entry))
	}
}

// decided is a decision of the meeting.
type decided struct {
	entry   *session.Entry
	reading method.ReadingID
}

// decidedLast is the last one; zero for none. It is found once for all who see the same.
func decidedLast(d *desk.Desk) decided {
	return session.Derived(d.Shared, lastIn{d.Meeting}, func() (last decided) {
		var at time.Time
		for _, e := range desk.Reviewed(d) {
			for _, r := range e.Readings {
				if r.Kind == method.Decided && r.Meeting == d.Meeting && !r.At.Before(at) {
					last, at = decided{e, r.ID}, r.At
				}
			}
		}
		return last
	})
}

// lastIn names it.
type lastIn struct{ meeting method.MeetingID }

// goOn says what the meeting has decided about an entry, and goes to the next about which
// it has not decided.
func (s *review) goOn(d *desk.Desk, e *session.Entry, o method.Outcome) {
	d.Say("review.decided", "code", e.Code(), "outcome", d.T("outcome."+string(o)))
	all := desk.Reviewed(d)
	s.apart = false
	at := slices.IndexFunc(all, func(other *session.Entry) bool { return other.ID == e.ID })
	for i := range all {
		if next := (at + 1 + i) % len(all); desk.Decision(d, all[next]) == "" {
			at = next
			break
		}
	}
	s.goTo(d, all, at)
}

// goTo looks at another entry, from its beginning.
func (s *review) goTo(d *desk.Desk, all []*session.Entry, to int) {
	to = max(0, min(to, len(all)-1))
	e := all[to]
	s.list.Choose(keyOf(e), to)
	if s.sheet, s.waits = (kit.Sheet{}), ""; desk.Decision(d, e) == "" {
		s.waits = e.ID
	}
}

// turn goes to another entry than the others look at.
func (s *review) turn(d *desk.Desk, all []*session.Entry, to int) func() tea.Cmd {
	return kit.Now(func() {
		s.apart = true
		s.goTo(d, all, to)
	})
}

// PointsTo is the entry that is looked at.
func (s *review) PointsTo(d *desk.Desk) method.ContributionID {
	if all := desk.Reviewed(d); s.place(all) >= 0 {
		return method.ContributionID(all[s.place(all)].ID)
	}
	return ""
}

// PointTo looks at the entry of which everybody talks.
func (s *review) PointTo(d *desk.Desk, to method.ContributionID) {
	all := desk.Reviewed(d)
	if at := slices.IndexFunc(all, func(e *session.Entry) bool { return method.ContributionID(e.ID) == to }); at >= 0 {
		s.apart = false
		s.goTo(d, all, at)
	}
}

// newDecision asks why the meeting decides so, and then goes on to the next entry
// about which it has not decided.
func (s *review) newDecision(d *desk.Desk, e *session.Entry, o method.Outcome) desk.Screen {
	line := kit.LineField("line", d.T("field.line"), "", method.MaxItem)
	line.Note = d.T("review.why_may")
	if o == method.Rescope || o == method.DropEntry {
		line.Note = d.T("review.why_must")
	}
	f := &kit.Form{Fields: kit.Questions{line}}
	id := method.NewID[method.ReadingID](d.Host.Random())
	name := session.NameDraft("decide", d.Meeting, string(e.ID), string(o))
	form := &desk.FormScreen{Form: f, Name: name, Heading: "outcome." + string(o), About: d.Words.LinkedEntry(e)}
	form.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&session.AddReading{
			Register: e.Register, Entry: e.ID, Attribution: method.Unattributed, Reading: session.Reading{
				ID: id, Kind: method.Decided, Meeting: d.Meeting, Outcome: o, Line: f.Get("line"),
			},
		}, name)
	}
	form.Done = func(d *desk.Desk) tea.Cmd {
		s.goOn(d, e, o)
		return nil
	}
	return form.Open(d)
}

func (s *review) entries(d *desk.Desk, e *session.Entry) kit.Few {
	return append(kit.Few{kit.Prose(func(w int) []string { return aboutEntry(d, e, w) })}, timeline(d, e)...)
}

// undecided counts the entries about which this meeting has decided nothing yet. It
// is counted once for all who see the same.
func undecided(d *desk.Desk) int {
	return session.Derived(d.Shared, undecidedIn{d.Meeting}, func() (n int) {
		for _, e := range desk.Reviewed(d) {
			if desk.Decision(d, e) == "" {
				n++
			}
		}
		return n
	})
}

type undecidedIn struct{ meeting method.MeetingID }

func (s *review) Body(d *desk.Desk, w, h int) kit.Page {
	all := desk.Reviewed(d)
	at := s.place(all)
	if at < 0 {
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.T("review.nothing"), w, d.Theme.Muted)...)}
	}
	e := all[at]
	where := d.T("review.at", "at", at+1, "of", len(all), "n", undecided(d))
	if o := desk.Decision(d, e); o != "" {
		where += d.Between() + d.T("reading.decided", "said", d.T("outcome."+string(o)))
	}
	head := kit.Styled(d.AtMost(2, e.Code()+d.Between()+where, w), d.Theme.Key)
	return kit.Page{Rows: append(head, s.sheet.Draw(d.Look, s.entries(d, e), w, max(1, h-len(head)))...)}
}

func (s *review) Keys(d *desk.Desk) kit.Keys {
	all := desk.Reviewed(d)
	at := s.place(all)
	if at < 0 {
		return kit.Keys{d.BackKey()}
	}
	e := all[at]
	decide := func(key string, o method.Outcome) kit.Key {
		return kit.On(key, d.T("outcome."+string(o)), d.Shows(func() desk.Screen { return s.newDecision(d, e, o) }))
	}
	return kit.Keys{}.
		If(d.May(method.Steer), decide("d", method.Done), decide("c", method.Continue), decide("r", method.Rescope), decide("x", method.DropEntry)).
		If(at < len(all)-1, kit.On("n", d.T("key.next_entry"), s.turn(d, all, at+1), "n", "right")).
		If(at > 0, kit.On("b", d.T("key.entry_before"), s.turn(d, all, at-1), "b", "left")).
		And(kit.On("Enter", d.T("key.open"), func() tea.Cmd { return desk.OpenContribution(d, method.ContributionID(e.ID)) })).
		And(s.sheet.Moves(d.Look, s.entries(d, e)).Aside(), d.BackKey())
}
