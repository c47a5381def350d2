package report

import (
	"context"
	"math/rand/v2"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/register/strategy"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/store/storetest"
)

const (
	theCommunity = method.CommunityID("asia-pacific-cop")
	theMeeting   = method.MeetingID("kuala-lumpur-2022")
)

// made is when the reports of these tests are made.
var made = time.Date(2022, time.August, 10, 9, 30, 0, 0, time.UTC)

// world is a meeting with an organiser and whoever joined, run by a real Host
// with a known chance, so that its reports are the same every time.
type world struct {
	testing.TB
	host      *host.Host
	organiser session.MemberID
}

func newWorld(t testing.TB, sample bool) *world {
	t.Helper()
	store := &storetest.Memory{}
	host, err := host.Open(t.Context(), store, host.Options{
		Random: rand.NewChaCha8([32]byte{1}), Pepper: []byte("pepper"), Logf: t.Logf, Registers: register.All(),
	})
	w := &world{TB: t, host: host}
	w.must(err)
	t.Cleanup(host.Close)
	person := w.meet()
	code, err := host.OfferClaim(t.Context())
	w.must(err)
	w.must(host.Claim(t.Context(), person, code))
	w.must(host.Found(t.Context(), person, theCommunity, "Asia Pacific CoP", sample))
	w.organiser, err = host.EnterAsOrganiser(t.Context(), person, theCommunity, session.Profile{Name: "Olga Organiser"})
	w.must(err)
	w.do(w.organiser, &session.ConveneMeeting{
		Meeting: theMeeting,
		Details: session.MeetingDetails{
			Title: "Kuala Lumpur meeting", Place: "Kuala Lumpur", First: "2022-08-09", Last: "2022-08-10",
			Convenors:  []string{"A convenor", "Another *convenor*"},
			Objectives: []string{"Learn from each other", "Plan what to do across countries"},
		},
		Agenda: []session.AgendaItem{
			{ID: "a1", Kind: method.Plenary, Title: "Welcome | introductions", Day: 1, Start: "09:00", Minutes: 30},
			{ID: "a3", Kind: method.ActionPlanning, Title: "Cross-country actions", Day: 2, Minutes: 60},
		},
	})
	return w
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) meet() directory.PersonID {
	w.Helper()
	person, _, err := w.host.Meet(w.Context(), "", "")
	w.must(err)
	return person
}

// join lets somebody new into the meeting.
func (w *world) join(a method.Audience, p session.Profile) session.MemberID {
	w.Helper()
	code, err := w.host.Invite(w.Context(), theCommunity, w.organiser, directory.Invitation{
		Meeting: theMeeting, Role: method.Participant, Audience: a, Uses: 1, Expires: made.Add(time.Hour),
	})
	w.must(err)
	entry, err := w.host.Present(code)
	w.must(err)
	member, err := w.host.Join(w.Context(), w.meet(), *entry.Invitation, p)
	w.must(err)
	if m := w.see(method.Members).Members.Of(member); m.Organisation != "" {
		w.must(w.host.Do(w.Context(), theCommunity, host.Deed{ // under an id that is no chance
			ID: session.ChangeID("speaks-" + member), Member: w.organiser,
			Change: &session.GrantSpeaking{Member: member, Organisation: m.Organisation},
		}))
	}
	return member
}

func (w *world) do(who session.MemberID, change session.Change) {
	w.Helper()
	w.must(w.host.Do(context.Background(), theCommunity, host.Deed{
		ID: w.host.NewChange(), Member: who, Change: change,
	}))
}

// phase moves a board on, or back.
func (w *world) phase(board method.BoardID, from, to layout.Phase) {
	w.Helper()
	w.do(w.organiser, &session.ChangePhase{Board: board, From: from, To: to})
}

func (w *world) see(a method.Audience) *session.Shared {
	w.Helper()
	s, err := w.host.Shared(w.Context(), theCommunity, a)
	w.must(err)
	return s
}

func (w *world) report(a method.Audience, language string) Report {
	w.Helper()
	return build(w.TB, w.see(a), language)
}

func build(t testing.TB, s *session.Shared, language string) Report {
	t.Helper()
	return buildOf(t, s, theMeeting, language)
}

func buildOf(t testing.TB, s *session.Shared, m method.MeetingID, language string) Report {
	t.Helper()
	words, err := locale.Load(register.All())
	if err != nil {
		t.Fatal(err)
	}
	r, err := Build(s, m, words.In(language), made)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// kualaLumpur plays a small meeting: Siti, Budi and Chai write on three boards,
// of which Malaysia's is discussed, Indonesia's voted on and Thailand's still
// gathers; they commit and plan.
func kualaLumpur(t *testing.T) *world {
	w := newWorld(t, true)
	siti := w.join(method.Members, session.Profile{Name: "Siti_Aminah", Organisation: "Harbour House", Type: method.CSO, Country: "MY"})
	budi := w.join(method.Members, session.Profile{Name: "Budi", Organisation: "Pelangi | Network", Type: method.RefugeeLed, Country: "ID"})
	chai := w.join(method.Members, session.Profile{Name: "ชัย", Country: "TH"})
	w.join(method.Governments, session.Profile{Name: "Greta", Organisation: "Ministry of Examples", Type: method.Government, Country: "MY"})

	w.board("b-my", "Malaysia", "MY", "MY")
	w.add(siti, "b-my", "i-s1", layout.Strengths, "Local partners trust each other", method.Named, method.Public)
	w.add(budi, "b-my", "i-w1", layout.Weaknesses, "Few interpreters <script>alert(1)</script>", method.ByCountry, method.Members)
	w.add(chai, "b-my", "i-t1", layout.Threats, "กฎหมายใหม่อาจทำให้การคุ้มครองอ่อนแอลง", method.Unattributed, method.Members)
	w.add(siti, "b-my", "i-t2", layout.Threats, "Taken back later", method.Named, method.Members)
	w.phase("b-my", layout.Gather, layout.Revealed)
	w.phase("b-my", layout.Revealed, layout.Voting)
	w.do(siti, &voting.Cast{Board: "b-my", Item: "i-s1", Dots: 1})
	w.do(budi, &voting.Cast{Board: "b-my", Item: "i-s1", Dots: 2})
	w.phase("b-my", layout.Voting, layout.Discuss)
	w.do(siti, &session.TakeBackItem{Item: "i-t2"})
	w.add(budi, "b-my", "i-t3", layout.Threats, "A family is named", method.Unattributed, method.Members)
	w.do(w.organiser, &moderation.Hide{Item: "i-t3", Reason: "It names a family"})

	w.board("b-id", "Indonesia", "ID", "ID")
	w.add(budi, "b-id", "i-o1", layout.Opportunities, "A regional mechanism listens", method.ByOrganisation, method.Governments)
	w.phase("b-id", layout.Gather, layout.Revealed)
	w.phase("b-id", layout.Revealed, layout.Voting)
	w.do(budi, &voting.Cast{Board: "b-id", Item: "i-o1", Dots: 3})

	w.board("b-th", "Thailand", "TH", "TH")
	w.add(chai, "b-th", "i-hidden", layout.Strengths, "A hidden strength", method.Named, method.Public)
	w.add(chai, "b-th", "i-hidden2", layout.Weaknesses, "A hidden weakness", method.Unattributed, method.Members)

	w.do(w.organiser, &agenda.Add{Meeting: theMeeting, Item: session.AgendaItem{
		ID: "round", Kind: method.Round, Title: "What each of us brings", Board: "b-round",
	}})
	w.add(siti, "b-round", "i-a1", layout.Achievements, "Twelve children sleep at home", method.ByCountry, method.Public)
	w.add(chai, "b-round", "i-l1", layout.Lessons, "Ask before you help", method.Unattributed, method.Members)
	w.phase("b-round", layout.Gather, layout.Revealed)
	w.phase("b-round", layout.Revealed, layout.Discuss)

	w.promises(siti, budi)
	w.add(budi, "b-my", "i-o2", layout.Opportunities, "The mechanism may listen to us too", method.Unattributed, method.Governments)
	w.do(w.organiser, &lens.Confirm{Meeting: theMeeting, Items: [2]method.ItemID{"i-o2", "i-o1"}})
	w.do(budi, &session.MakeEntry{
		Register: strategy.Register(), Entry: "s-1", Meeting: theMeeting, Audience: method.Members, Attribution: method.Unattributed,
		Fields: &strategy.Fields{
			Title: "Partners keep watch over the new law", Countries: []method.Country{"MY"},
			From: []field.Link{{To: "i-s1"}, {To: "i-t1"}, {To: "i-w1"}},
		},
	})
	w.add(chai, "b-my", "i-t4", layout.Threats, "Desk officers change every year", method.Unattributed, method.Governments)
	members := w.see(method.Members)
	w.do(siti, &session.ChangeProfile{
		Member: siti, Revision: members.Members.Of(siti).Revision, Profile: members.ProfileOf(members.Members.Of(siti)),
		Contact: session.Contact{Words: "Office | office@harbour.example", For: method.Governments},
	})
	return w
}

func (w *world) board(id method.BoardID, subject, prefix string, c method.Country) {
	w.Helper()
	w.do(w.organiser, &agenda.Add{Meeting: theMeeting, Item: session.AgendaItem{
		ID: method.AgendaID(id), Kind: method.SWOT, Title: subject, Board: id, Prefix: prefix, Country: c,
	}})
}

// own adds a board of one's own.
func (w *world) own(id method.BoardID, parts ...layout.OwnPart) {
	w.Helper()
	w.do(w.organiser, &agenda.Add{Meeting: theMeeting, Item: session.AgendaItem{
		ID: method.AgendaID(id), Kind: method.OwnBoard, Title: "What next", Board: id, Parts: parts,
	}})
}

func (w *world) add(who session.MemberID, b method.BoardID, id method.ItemID, q layout.Part, text string, by method.Ladder, a method.Audience) {
	w.Helper()
	w.do(who, &session.AddItem{
		Board: b, Item: id, Part: q, Text: text, Level: method.National, Audience: a, Attribution: by,
	})
}

func (w *world) promises(siti, budi session.MemberID) {
	w.Helper()
	c := w.see(method.Members)
	harbour, pelangi := c.OrganisationNamed("Harbour House").ID, c.OrganisationNamed("Pelangi | Network").ID
	w.do(siti, &session.MakeEntry{
		Register: commitment.Register(), Entry: "c-1", Meeting: theMeeting, Audience: method.Governments, Attribution: method.ByOrganisation,
		Fields: &commitment.Fields{
			Title: "Train ten interpreters", Description: "In two rounds:\n- one in August\n- one in December\n\n# Not a heading",
			Kind: commitment.Committed, Mode: commitment.InPartnership,
			Lead: field.Support{Organisation: harbour}, Supporting: []field.Support{{Organisation: pelangi}},
			Country: "MY", Level: method.National, Start: "2022-08-15", End: "2022-12-01", NextReview: "2023-02-01",
			From: []field.Link{{To: "i-w1"}, {To: "i-s1"}},
		},
	})
	w.do(siti, &session.MakeEntry{
		Register: commitment.Register(), Entry: "c-2", Meeting: theMeeting, Audience: method.Members, Attribution: method.Unattributed,
		Fields: &commitment.Fields{
			Title: "A promise for members", Kind: commitment.Undertaking, From: []field.Link{{To: "i-t1"}},
			Stage: promise.Withdrawn, Reason: "No funds",
		},
	})
	w.do(budi, &session.MakeEntry{
		Register: commitment.Register(), Entry: "c-3", Meeting: theMeeting, Audience: method.Members, Attribution: method.Named,
		Fields: &commitment.Fields{Title: "Regretted", From: []field.Link{{To: "i-s1"}}},
	})
	w.do(budi, &session.TakeBackEntry{Register: commitment.Register(), Entry: "c-3"})
	w.do(budi, &session.MakeEntry{
		Register: action.Register(), Entry: "a-1", Meeting: theMeeting, Audience: method.Governments, Attribution: method.Named,
		Fields: &action.Fields{
			Title: "Shadow report", Description: "One chapter per country.", Kind: action.RegionalMechanism,
			Lead: field.Support{Organisation: pelangi}, Contributors: []field.Support{{Organisation: harbour}},
			Countries: []method.Country{"ID", "MY", "TH"}, Scope: action.Regional,
			Mechanism: "CEDAW", Window: "October session", Start: "2022-09-01",
			From: []field.Link{{To: "c-1"}, {To: "c-2"}, {To: "i-o1"}},
		},
	})
	w.do(siti, &session.MakeEntry{
		Register: action.Register(), Entry: "a-2", Meeting: theMeeting, Audience: method.Members, Attribution: method.Unattributed,
		Fields: &action.Fields{Title: "Visit", Kind: action.MonitoringVisit, Countries: []method.Country{"Sabah"}},
	})
}

// whenMade runs a test in a bubble of synctest at the time at which its reports
// are made.
func whenMade(t *testing.T, test func(*testing.T)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		time.Sleep(time.Until(made))
		test(t)
	})
}
