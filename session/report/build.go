package report

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
)

// Build makes the report of a meeting for the audience of the view. It knows
// nothing but the view, so that nothing hidden can be in it. It refuses with
// [refusal.NotFound] where the view has no such meeting.
func Build(s *session.Shared, meeting method.MeetingID, w *locale.Words, now time.Time) (Report, error) {
	m := s.Meetings[meeting]
	if m == nil {
		return Report{}, refusal.New(refusal.NotFound)
	}
	b := &builder{Shared: s, words: w, items: itemLinks(s), named: map[method.OrganisationID]bool{}}
	r := Report{
		Format: Version, Made: now.UTC().Truncate(time.Second), Audience: s.Audience, words: w, view: s.Community,
		Community:  Community{s.ID, clean.Out(s.Name), s.Sample},
		Meeting:    buildMeeting(m),
		Attendance: attendance(s, m), Evaluations: evaluations(m), Boards: []Board{},
	}
	boards := s.BoardsOf(meeting)
	locale.Sort(w, boards, func(b *session.Board) string { return b.Subject })
	slices.SortStableFunc(boards, func(x, y *session.Board) int {
		return cmp.Or(place(m, x.Owner)-place(m, y.Owner), placeOfGroup(x)-placeOfGroup(y))
	})
	for _, board := range boards {
		r.Boards = append(r.Boards, b.board(board))
	}
	for _, of := range s.Registers {
		r.Registers = append(r.Registers, Register{of.Name, b.entries(s.EntriesOf(of, meeting)), of})
	}
	r.Review = b.entries(s.Reviewed(m))
	r.Matches, r.Gaps = b.matches(boards), b.gaps(meeting, boards)
	r.Organisations = b.organisations()
	return r, nil
}

// place is where an item stands in the agenda of its meeting, or behind all where it is gone.
func place(m *session.Meeting, id method.AgendaID) int {
	if i := slices.IndexFunc(m.Agenda, func(a session.AgendaItem) bool { return a.ID == id }); i >= 0 {
		return i
	}
	return len(m.Agenda)
}

// placeOfGroup is where a group stands among those of its item.
func placeOfGroup(b *session.Board) int {
	if b.Group == nil {
		return 0
	}
	return b.Group.Place
}

// said is somebody's text as it may leave the server.
func said[T ~string](s T) T { return T(clean.Out(string(s))) }

func saidAll[T ~string](all []T) []T {
	var out []T
	for _, s := range all {
		out = append(out, said(s))
	}
	return out
}

func buildMeeting(m *session.Meeting) Meeting {
	d := m.MeetingDetails
	d.Title, d.Place = said(d.Title), said(d.Place)
	d.Convenors, d.Objectives = saidAll(d.Convenors), saidAll(d.Objectives)
	items := []session.AgendaItem{}
	for _, t := range agenda.Times(m.Agenda) {
		t.Title, t.Start, t.Country, t.Parts = said(t.Title), said(t.Begins), said(t.Country), saidParts(t.Parts)
		items = append(items, t.AgendaItem)
	}
	return Meeting{
		ID: m.ID, Number: m.Number, MeetingDetails: d, Agenda: items, Closed: m.Closed,
		Scores: scores(m), Reflection: reflection(m), revision: m.Revision,
	}
}

func saidParts(all []layout.OwnPart) []layout.OwnPart {
	var out []layout.OwnPart
	for _, p := range all {
		out = append(out, layout.OwnPart{Title: said(p.Title), Question: said(p.Question)})
	}
	return out
}

// scores are by the words of the objectives that the meeting has, as those leave the
// server.
func scores(m *session.Meeting) map[string]closing.Scored {
	out := map[string]closing.Scored{}
	for _, o := range m.Objectives {
		if s, scored := closing.ScoreOf(m, o); scored {
			out[said(o)] = closing.Scored{Met: s.Met, Why: said(s.Why)}
		}
	}
	return out
}

func reflection(m *session.Meeting) map[string]string {
	out := map[string]string{}
	for question, words := range closing.Of(m).Reflection {
		out[question] = said(words)
	}
	return out
}

func attendance(s *session.Shared, m *session.Meeting) Attendance {
	h := s.Headcount(m.ID)
	return Attendance{h.People, m.Others.People, counts(h.ByCountry), counts(h.ByType), m.Lived}
}

func counts(all []tally.Count) []Count {
	out := []Count{}
	for _, c := range all {
		out = append(out, Count{said(c.Of), c.N})
	}
	return out
}

// builder turns the parts of a view into those of a report.
type builder struct {
	*session.Shared
	words *locale.Words
	items map[method.ContributionID]Link
	named map[method.OrganisationID]bool // by the parts built so far
}

func (b *builder) board(board *session.Board) Board {
	out := Board{
		ID: board.ID, AgendaItem: board.Owner, Layout: board.Layout.Name, Group: board.Group != nil, Subject: said(board.Subject),
		Prefix: board.Prefix, Country: said(board.Country), Phase: board.Phase, Way: unusual(board.Way), Budget: board.Budget, voted: board.Last().Way,
	}
	for _, r := range board.Rounds {
		out.Counted, out.Voters = true, r.Voters
		out.Rounds = append(out.Rounds, Round{r.Closed, unusual(r.Way), r.Budget, r.Voters})
	}
	var back *groups.Back
	if board.Group != nil {
		out.place, back = board.Group.Place, groups.BackFrom(b.Meetings[board.Meeting], board.Owner)
	}
	for _, p := range board.Layout.Parts {
		part := Part{Part: p, Waiting: board.Hidden[p], Items: []Item{}, title: said(b.words.Part(board.Layout, p))}
		if own, given := board.Layout.Own(p); given {
			part.Own = &saidParts([]layout.OwnPart{own})[0]
		}
		for _, it := range board.In(p) {
			item := b.item(board, it)
			item.Brought = back.Has(it.ID)
			part.Items = append(part.Items, item)
		}
		out.Parts = append(out.Parts, part)
	}
	return out
}

func (b *builder) item(board *session.Board, it *session.Item) Item {
	out := Item{
		ID: it.ID, Code: it.Code, Former: it.Former, Text: said(it.Text), Level: it.Level,
		Heading: said(it.Heading), By: b.by(it.By), Audience: it.Audience, Edited: it.Edited, TakenBack: it.TakenBack,
		LedTo: b.ledTo(method.ContributionID(it.ID)), Wanted: it.Wanted,
	}
	if it.Moderation != nil {
		out.Moderated = cmp.Or(said(it.Moderation.Reason), b.words.T("moderated"))
	}
	for _, line := range it.Interpreted {
		out.Interpreted = append(out.Interpreted, Interpretation{line.Language, said(line.Text), line.Earlier})
	}
	if len(board.Rounds) > 0 && !it.TakenBack {
		b.counted(&out, board, it)
	}
	return out
}

// counted adds what the votes of its board have added up to for an item.
func (b *builder) counted(out *Item, board *session.Board, it *session.Item) {
	n := board.Count(it)
	out.Votes, out.way, out.count, out.Reworded = new(n.N), board.Last().Way, n, n.Reworded
	out.Doubts, out.ByHand = doubtsOf(n), b.byHand(n.Hands)
	for round := range board.Rounds {
		out.Rounds = append(out.Rounds, it.CountIn(round).N)
	}
	for round, n := range board.Earlier(it) {
		out.Earlier = append(out.Earlier, Earlier{
			Round: round + 1, Votes: n.N, Doubts: doubtsOf(n), ByHand: b.byHand(n.Hands), way: board.Rounds[round].Way, count: n,
		})
	}
}

// doubtsOf are what people have against an item; nil where they have nothing.
func doubtsOf(n ballot.Count) *ballot.Doubts {
	if !n.Doubted() {
		return nil
	}
	out := &ballot.Doubts{Reservations: n.Reservations, Objections: n.Objections}
	for _, r := range n.Reasons {
		out.Reasons = append(out.Reasons, ballot.Reason{Answer: r.Answer, Words: said(r.Words)})
	}
	return out
}

// byHand is what somebody has counted of raised hands; nil where nobody has.
func (b *builder) byHand(h ballot.Hands) *ByHand {
	if h.By == "" {
		return nil
	}
	out := &ByHand{N: h.N, Reservations: h.Reservations, Objections: h.Objections}
	if m := b.Signatory(h.By); m != nil && b.ListsMembers() {
		out.CountedBy = said(m.Name)
	}
	return out
}

// unusual is a way to vote where it is not the usual one.
func unusual(w layout.Way) layout.Way {
	if w == layout.Dots {
		return ""
	}
	return w
}

func (b *builder) matches(boards []*session.Board) []Match {
	var all []Match
	for _, m := range lens.Through(b.Shared, boards).Confirmed {
		out := Match{Kind: m.Kind}
		for i, id := range m.Items() {
			out.Items[i] = b.items[method.ContributionID(id)]
		}
		all = append(all, out)
	}
	return all
}

func (b *builder) gaps(meeting method.MeetingID, boards []*session.Board) Gaps {
	found := lens.GapsOf(b.Shared, meeting, boards)
	g := Gaps{Strategies: entryLinks(found.Strategies), Promised: entryLinks(found.Promised), Asks: entryLinks(found.Asks)}
	for _, u := range found.Unanswered {
		for _, it := range u.Items {
			g.Unanswered = append(g.Unanswered, b.items[method.ContributionID(it.ID)])
		}
	}
	return g
}

// by shows of an author what the contribution itself shows.
func (b *builder) by(a session.Attribution) By {
	by := By{
		Attribution: a.Ladder(), Member: a.Member, Organisation: a.Organisation, Country: said(a.Country),
	}
	if m := b.Signatory(a.Member); m != nil {
		by.Member, by.Name = m.ID, said(m.Name)
	}
	if o := b.Organisations[a.Organisation]; o != nil {
		b.named[o.ID] = true
		by.Name = said(o.Name)
	}
	switch {
	case a.Said:
		by.Said, by.Name = true, b.words.SaidBy(cmp.Or(by.Name, b.words.From(by.Country)), a.Claimed)
	case a.Claimed && by.Name != "":
		by.Name = b.words.T("organisation.signs", "name", by.Name)
	}
	return by
}

// organisations lists what the report names, in the order of their names.
func (b *builder) organisations() []session.Organisation {
	out := []session.Organisation{}
	for _, id := range slices.Sorted(maps.Keys(b.named)) {
		o := *b.Organisations[id]
		o.Name = said(o.Name)
		out = append(out, o)
	}
	locale.Sort(b.words, out, func(o session.Organisation) string { return o.Name })
	return out
}
