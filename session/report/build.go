package report

import (
	"cmp"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/locale"
)

// Build makes the report of a meeting for the audience of the view. It knows
// nothing but the view, so that nothing hidden can be in it. It refuses with
// [session.NotFound] where the view has no such meeting.
func Build(s *session.Shared, meeting session.MeetingID, w *locale.Words, now time.Time) (Report, error) {
	m := s.Meetings[meeting]
	if m == nil {
		return Report{}, session.Refuse(session.NotFound)
	}
	b := &builder{Shared: s, words: w, links: linksOf(s.Community), named: map[session.OrganisationID]bool{}}
	r := Report{
		Format: Version, Made: now.UTC().Truncate(time.Second), Audience: s.Audience, words: w,
		Community: Community{s.ID, clean.Out(s.Name), s.Sample},
		Meeting:   buildMeeting(m),
		Attendance: Attendance{
			People:    len(s.Present(meeting)),
			ByCountry: counts(s.AttendanceByCountry(meeting)),
			ByType:    counts(s.AttendanceByType(meeting)),
		},
		Boards: []Board{}, Commitments: []Commitment{}, Actions: []Action{},
	}
	boards := s.BoardsOf(meeting)
	locale.Sort(w, boards, func(b *session.Board) string { return b.Subject })
	for _, board := range boards {
		r.Boards = append(r.Boards, b.board(board))
	}
	for _, c := range s.CommitmentsOf(meeting) {
		r.Commitments = append(r.Commitments, b.commitment(c))
	}
	for _, a := range s.ActionsOf(meeting) {
		r.Actions = append(r.Actions, b.action(a))
	}
	r.Organisations = b.organisations()
	return r, nil
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
	agenda := append([]session.AgendaItem{}, m.Agenda...)
	for i := range agenda {
		agenda[i].Title, agenda[i].Start = said(agenda[i].Title), said(agenda[i].Start)
	}
	return Meeting{ID: m.ID, Number: m.Number, MeetingDetails: d, Agenda: agenda, Closed: m.Closed}
}

func counts(all []session.Count) []Count {
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
	links links
	named map[session.OrganisationID]bool // by the parts built so far
}

func (b *builder) board(board *session.Board) Board {
	out := Board{
		ID: board.ID, Subject: said(board.Subject), Prefix: board.Prefix, Country: said(board.Country),
		Phase: board.Phase, Budget: board.Budget,
	}
	for _, r := range board.Rounds {
		out.Counted, out.Voters = true, r.Voters
		out.Rounds = append(out.Rounds, Round{r.Closed, r.Budget, r.Voters})
	}
	for _, q := range session.Quadrants() {
		part := Quadrant{Quadrant: q, Waiting: board.Hidden[q], Items: []Item{}}
		for _, it := range board.In(q) {
			part.Items = append(part.Items, b.item(board, it))
		}
		out.Quadrants = append(out.Quadrants, part)
	}
	return out
}

func (b *builder) item(board *session.Board, it *session.Item) Item {
	out := Item{
		ID: it.ID, Code: it.Code, Former: it.Former, Text: said(it.Text), Level: it.Level,
		By: b.by(it.By), Audience: it.Audience, Edited: it.Edited, TakenBack: it.TakenBack,
		LedTo: b.links.down[session.Origin{Item: it.ID}],
	}
	if len(board.Rounds) > 0 && !it.TakenBack {
		out.Votes = new(board.Votes(it))
		for round := range board.Rounds {
			out.Rounds = append(out.Rounds, it.VotesIn(round))
		}
	}
	return out
}

func (b *builder) commitment(c *session.Commitment) Commitment {
	f := c.CommitmentFields
	f.Title, f.Description, f.Reason, f.Country = said(f.Title), said(f.Description), said(f.Reason), said(f.Country)
	b.name(f.Lead, f.Supporting)
	return Commitment{
		ID: c.ID, Code: c.Code(), CommitmentFields: f, By: b.by(c.By), Audience: c.Audience,
		From: b.links.up(f.From), LedTo: b.links.down[session.Origin{Commitment: c.ID}], Edited: c.Edited, TakenBack: c.TakenBack,
	}
}

func (b *builder) action(a *session.Action) Action {
	f := a.ActionFields
	f.Title, f.Description, f.Mechanism, f.Window = said(f.Title), said(f.Description), said(f.Mechanism), said(f.Window)
	f.Countries = saidAll(f.Countries)
	b.name(f.Lead, f.Contributors)
	return Action{
		ID: a.ID, Code: a.Code(), ActionFields: f, CrossCountry: f.CrossCountry(), By: b.by(a.By),
		Audience: a.Audience, From: b.links.up(f.From), Edited: a.Edited, TakenBack: a.TakenBack,
	}
}

// by shows of an author what the contribution itself shows.
func (b *builder) by(a session.Attribution) By {
	by := By{
		Attribution: a.Ladder(), Member: a.Member, Organisation: a.Organisation, Country: said(a.Country),
	}
	if m := b.Members.Of(a.Member); m != nil {
		by.Name = said(m.Name)
	}
	if o := b.Organisations[a.Organisation]; o != nil {
		b.named[o.ID] = true
		by.Name = said(o.Name)
	}
	return by
}

// name remembers the organisations that stand behind something.
func (b *builder) name(lead session.Support, others []session.Support) {
	for _, s := range append([]session.Support{lead}, others...) {
		if b.Organisations[s.Organisation] != nil {
			b.named[s.Organisation] = true
		}
	}
}

// organisations lists what the report names, in the order of their names.
func (b *builder) organisations() []session.Organisation {
	out := []session.Organisation{}
	for id := range b.named {
		o := *b.Organisations[id]
		o.Name = said(o.Name)
		out = append(out, o)
	}
	slices.SortFunc(out, func(x, y session.Organisation) int { return cmp.Compare(x.ID, y.ID) })
	locale.Sort(b.words, out, func(o session.Organisation) string { return o.Name })
	return out
}
