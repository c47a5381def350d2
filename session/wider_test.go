package session_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/session/widening"
)

// official brings somebody of a government, who reads what governments may read.
func (h *hall) official(role method.Role) session.MemberID {
	h.Helper()
	return h.Join(kl, role, method.Governments, session.Profile{Name: "Official", Organisation: "Ministry", Type: method.Government})
}

// widens asks an author whether a wider circle may read their words as they are, and has
// them say yes.
func (h *hall) widens(to method.Audience, author session.MemberID, ids ...method.ContributionID) {
	h.Helper()
	h.Must(h.Facilitator(), &widening.Ask{Meeting: kl, Contributions: ids, To: to})
	for _, id := range ids {
		h.answersTo(author, id, consent.AsItIs)
	}
}

// answersTo answers what an author is asked about their words as they stand.
func (h *hall) answersTo(author session.MemberID, id method.ContributionID, a consent.Answer) {
	h.Helper()
	answer := &widening.Answer{Contribution: id, Answer: a}
	if _, it := h.Shared().Item(method.ItemID(id)); it != nil {
		answer.To, answer.Revision = it.Widening.Question(), it.Revision
	} else {
		e := h.Entry(method.EntryID(id))
		answer.To, answer.Revision = e.Widening.Question(), e.Revision
	}
	h.Must(author, answer)
}

// TestWhoReadsLessDropsNoOrganisation that they do not read of, also as the one that leads
// or as the author.
func TestWhoReadsLessDropsNoOrganisation(t *testing.T) {
	for name, edits := range map[string]func(h *hall) session.MemberID{
		"whoever steers": func(h *hall) session.MemberID { return h.official(method.Facilitator) },
		"the author": func(h *hall) session.MemberID {
			h.Must(h.Siti, &session.ChangeProfile{
				Member: h.Siti, Revision: h.Shared().Members.Of(h.Siti).Revision,
				Profile: session.Profile{Name: "Siti", Organisation: "Ministry", Type: method.Government},
			})
			return h.Siti
		},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			lead, supporting, other := h.Members[method.Participant], h.Members[method.Scribe], h.Facilitator()
			m, f := h.newCommitment("Promised")
			f.Lead.Organisation = h.Organisation(lead)
			halltest.Says(m, "supporting", string(h.Organisation(supporting)), string(h.Organisation(other)))
			h.Must(h.Siti, m)
			for _, who := range []session.MemberID{lead, supporting, other} {
				h.Must(who, &session.ConfirmEntry{Register: m.Register, Entry: m.Entry, Organisation: h.Organisation(who)})
			}
			h.widens(method.Governments, h.Siti, method.ContributionID(m.Entry))
			want := m.Register.Supports(h.Entry(m.Entry).Fields)
			by := edits(h)
			seen := h.SharedBy(method.Governments).Entries[m.Entry]
			edit := &session.EditEntry{
				Register: m.Register, Entry: m.Entry, Revision: seen.Revision - 1,
				Fields: m.Register.Filled(seen.Fields, map[string][]string{"end": {"2023-01-01"}}),
			}
			var clash *refusal.Conflict
			if !errors.As(h.Do(by, edit), &clash) || len(m.Register.Supports(clash.Theirs)) > 0 {
				t.Errorf("the conflict names %+v", clash)
			}
			edit.Revision++
			h.Must(by, edit)
			if got := m.Register.Supports(h.Entry(m.Entry).Fields); !slices.Equal(got, want) {
				t.Errorf("it names %v, want %v", got, want)
			}
			h.SameAfterRereading()
		})
	}
}

// TestWhoReadsLessEditsAllTheSame: what they do not see counts where a rule or a bound asks
// for it, and stays, whether they hand it in or not.
func TestWhoReadsLessEditsAllTheSame(t *testing.T) {
	h := newHall(t)
	official, strategy := h.official(method.Facilitator), halltest.RegisterNamed("strategy")
	item := func(p layout.Part, a method.Audience) string {
		it := h.NewItem("words")
		it.Part, it.Audience = p, a
		h.Must(h.Siti, it)
		return string(it.Item)
	}
	inside, outside, hidden := item("W", method.Members), item("O", method.Governments), item("T", method.Members)
	var more []string
	for range field.MaxSupports {
		more = append(more, item("T", method.Governments))
	}
	h.To(my, layout.Revealed)
	m := h.NewEntry(strategy, "tittle")
	m.Audience = method.Governments
	halltest.Says(m, "from", inside, outside)
	h.Must(h.Siti, m)
	answers := func(revision int, answers map[string][]string) *session.EditEntry {
		fields := strategy.Filled(h.SharedBy(method.Governments).Entries[m.Entry].Fields, answers)
		return &session.EditEntry{Register: strategy, Entry: m.Entry, Revision: revision, Fields: fields}
	}
	h.Must(official, answers(1, map[string][]string{"title": {"title"}, "from": {outside}})) // as a form does
	h.Must(official, answers(2, map[string][]string{"title": {"a title"}}))                  // as a table does
	from, _ := strategy.Field("from")
	if got := from.Get(h.Entry(m.Entry).Fields); !slices.Equal(got, []string{outside, inside}) {
		t.Errorf("it comes from %v", got)
	}
	h.Refused(h.Do(official, answers(3, map[string][]string{"from": {outside, hidden}})), refusal.Invalid)
	h.Refused(h.Do(official, answers(3, map[string][]string{"from": more})), refusal.Full)
	h.Must(official, answers(3, map[string][]string{"from": more[1:]}))
	h.Must(h.Siti, h.Edit(m.Entry, 4, "whoever sees all edits it too"))
	h.SameAfterRereading()
}

// TestWhoReadsOfNoLeadEditsAllTheSame, where a rule asks who leads.
func TestWhoReadsOfNoLeadEditsAllTheSame(t *testing.T) {
	h := newHall(t)
	m := h.NewEntry(halltest.RegisterNamed("pledge"), "Pledged")
	halltest.Says(m, "state", "")
	halltest.Says(m, "lead", string(h.Organisation(h.Facilitator())))
	h.Must(h.Siti, m)
	h.widens(method.Governments, h.Siti, method.ContributionID(m.Entry))
	seen := h.SharedBy(method.Governments).Entries[m.Entry]
	fields := m.Register.Filled(seen.Fields, map[string][]string{"title": {"Pledged again"}})
	h.Must(h.official(method.Facilitator), &session.EditEntry{Register: m.Register, Entry: m.Entry, Revision: seen.Revision, Fields: fields})
	if got := h.Entry(m.Entry).Lead().Organisation; got != h.Organisation(h.Facilitator()) {
		t.Errorf("%q leads", got)
	}
}

// TestNoConflictHoldsWhatIsForMembers, and who does not read the answers gives none.
func TestNoConflictHoldsWhatIsForMembers(t *testing.T) {
	h := newHall(t)
	official := h.official(method.Facilitator)
	h.Must(h.Facilitator(), &closing.Reflect{Meeting: kl, Answers: map[string]string{closing.Questions()[0]: halltest.Secret}})
	for _, revision := range []int{0, 1} {
		h.Refused(h.Do(official, &closing.Reflect{Meeting: kl, Revision: revision}), refusal.NotAllowed)
	}
	var clash *refusal.Conflict
	if !errors.As(h.Do(official, &session.ChangeMeeting{Meeting: kl, Revision: 99, Details: halltest.Details}), &clash) {
		t.Fatal("it is no conflict")
	}
	theirs := clash.Theirs.(session.Meeting)
	if said := closing.Of(&theirs).Reflection; len(said) > 0 {
		t.Errorf("the conflict holds %v", said)
	}
}

// TestNobodyVotesOnWhatTheyNoLongerRead: what they said of it is not counted, and what they
// gave it is theirs again.
func TestNobodyVotesOnWhatTheyNoLongerRead(t *testing.T) {
	h := newHall(t)
	official := h.official(method.Participant)
	narrowed, open := h.Add(h.Siti, "one"), h.NewItem("open")
	open.Audience = method.Governments
	h.Must(h.Siti, open)
	h.To(my, layout.Revealed)
	h.widens(method.Governments, h.Siti, method.ContributionID(narrowed))
	h.To(my, layout.Voting)
	h.Must(official, &voting.Cast{Board: my, Item: narrowed, Dots: 3})
	h.answersTo(h.Siti, method.ContributionID(narrowed), consent.No)
	h.Must(official, &voting.Cast{Board: my, Item: open.Item, Dots: 2})
	seen := h.SharedBy(method.Governments).Boards[my]
	if left := seen.StillOn(h.Own(official).Ballots[my]); left.Spent() != 2 {
		t.Errorf("they see that they have given %+v", left)
	}
	h.To(my, layout.Discuss)
	if lost, got := h.Votes(narrowed), h.Votes(open.Item); lost != 0 || got != 2 {
		t.Errorf("counted %d and %d", lost, got)
	}
	h.SameAfterRereading()
}

// TestAMatchIsReadByWhoReadsItsItems, from when they do until they do no more.
func TestAMatchIsReadByWhoReadsItsItems(t *testing.T) {
	h := newHall(t)
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "board-th", "Thailand", "TH", "TH"))
	one, other := h.Add(h.Siti, "one"), h.NewItem("other")
	other.Board = "board-th"
	h.Must(h.Siti, other)
	h.To(my, layout.Revealed)
	h.To("board-th", layout.Revealed)
	h.Must(h.Facilitator(), &lens.Confirm{Meeting: kl, Items: [2]method.ItemID{one, other.Item}})
	reads := func(n int) {
		t.Helper()
		if got := len(h.SharedBy(method.Public).Matches); got != n {
			t.Errorf("the public reads %d matches, want %d", got, n)
		}
	}
	reads(0)
	h.widens(method.Public, h.Siti, method.ContributionID(one), method.ContributionID(other.Item))
	reads(1)
	h.answersTo(h.Siti, method.ContributionID(one), consent.No)
	reads(0)
	h.SameAfterRereading()
}

// TestWhatAWiderCircleSaysOfAnEntryItReads, and a wider one still does not.
func TestWhatAWiderCircleSaysOfAnEntryItReads(t *testing.T) {
	h := newHall(t)
	official := h.official(method.Participant)
	m, _ := h.newCommitment("Promised")
	h.Must(h.Siti, m)
	h.widens(method.Governments, h.Siti, method.ContributionID(m.Entry))
	seen := h.Reading(m.Entry, method.Observed)
	seen.Line = "the shelter is open"
	h.Must(official, seen)
	others := h.Reading(m.Entry, method.Observed)
	others.Line = halltest.Secret
	h.Must(h.Members[method.Participant], others)
	h.widens(method.Public, h.Siti, method.ContributionID(m.Entry))
	for to, want := range map[method.Audience]int{method.Members: 2, method.Governments: 1, method.Public: 0} {
		if got := h.SharedBy(to).Entries[m.Entry].Readings; len(got) != want {
			t.Errorf("%s read %+v", to, got)
		}
	}
	h.SameAfterRereading()
}

// TestTheOrganisationThatAgreedStaysNamed when it turns out to be one with another, and when
// they are two after all.
func TestTheOrganisationThatAgreedStaysNamed(t *testing.T) {
	h := newHall(t)
	boss, org := h.Members[method.Organiser], h.Organisation(h.Siti)
	m, f := h.newCommitment("Promised")
	m.Attribution, f.Lead.Organisation = method.Named, org
	h.Must(h.Siti, m)
	h.widens(method.Public, h.Siti, method.ContributionID(m.Entry))
	other := h.comesFrom("Wira", "Quagga House")
	was := *h.Shared().Organisation(org)
	for _, step := range []struct {
		name string
		want method.OrganisationID
	}{{"Quagga House", h.Organisation(other)}, {was.Name, org}} {
		h.Must(boss, &session.CorrectOrganisation{Organisation: org, Name: step.name, Type: was.Type})
		if got := h.SharedBy(method.Public).Entries[m.Entry].Lead().Organisation; got != step.want {
			t.Errorf("called %s, the public reads that %q leads, want %q", step.name, got, step.want)
		}
		h.SameAfterRereading()
	}
}
