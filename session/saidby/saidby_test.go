package saidby_test

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/saidby"
	"github.com/convene-ssh/convene/session/widening"
)

// saysSo has the scribe write down, on a board that is revealed, what Siti's organisation says.
func saysSo(h *halltest.Hall) (method.OrganisationID, *session.AddItem) {
	h.Helper()
	org, item := h.Organisation(h.Siti), h.NewItem("Families wait")
	item.SaidBy = &session.SaidBy{Organisation: org}
	h.Must(h.Members[method.Scribe], item)
	h.To(halltest.Malaysia, layout.Revealed)
	return org, item
}

// TestAnOrganisationAnswersForItsWords: it has said them, or its name comes off.
func TestAnOrganisationAnswersForItsWords(t *testing.T) {
	for _, not := range []bool{false, true} {
		h := halltest.New(t)
		scribe, org := h.Members[method.Scribe], h.Organisation(h.Siti)
		item, entry := h.NewItem("Families wait"), h.NewEntry(commitment.Register(), "Train judges")
		item.SaidBy, entry.SaidBy = &session.SaidBy{Organisation: org}, &session.SaidBy{Organisation: org}
		h.Must(scribe, item)
		h.Must(scribe, entry)
		answer := func(id string) *saidby.Answer {
			return &saidby.Answer{Contribution: method.ContributionID(id), Organisation: org, Not: not}
		}
		h.Refused(h.Do(h.Siti, answer(string(item.Item))), refusal.NotFound) // it waits for the reveal
		h.To(halltest.Malaysia, layout.Revealed)
		want := session.Attribution{Organisation: org, Said: true}
		if not {
			want = session.Attribution{Said: true}
		}
		for id, by := range map[string]func() session.Attribution{
			string(item.Item):   func() session.Attribution { return h.Item(item.Item).By },
			string(entry.Entry): func() session.Attribution { return h.Entry(entry.Entry).By },
		} {
			if got := by(); !got.Claimed {
				t.Errorf("before its answer it is signed %+v", got)
			}
			h.Refused(h.Do(scribe, answer(id)), refusal.NotYourOrg)
			other := answer(id)
			other.Organisation = h.Organisation(scribe)
			h.Refused(h.Do(scribe, other), refusal.NotFound)
			h.Must(h.Siti, answer(id))
			if got := by(); got != want {
				t.Errorf("after its answer it is signed %+v, want %+v", got, want)
			}
			h.Refused(h.Do(h.Siti, answer(id)), refusal.NotFound)
		}
		own := h.NewItem("Signed by the organisation")
		own.Attribution = method.ByOrganisation
		h.Must(h.Siti, own)
		h.Refused(h.Do(h.Siti, answer(string(own.Item))), refusal.NotFound)
		h.SameAfterRereading()
	}
}

// TestTheAnswerOutlivesAnEdit: what the organisation has said to the words stands again
// once they are its own again.
func TestTheAnswerOutlivesAnEdit(t *testing.T) {
	h := halltest.New(t)
	org, item := saysSo(h)
	id := method.ContributionID(item.Item)
	h.Must(h.Facilitator(), &session.EditItem{Item: item.Item, Revision: 1, Text: "Families hope"})
	h.Refused(h.Do(h.Siti, &saidby.Answer{Contribution: id, Organisation: org}), refusal.NotFound)
	h.Must(h.Facilitator(), &session.UndoItem{Item: item.Item, Revision: 2})
	h.Must(h.Siti, &saidby.Answer{Contribution: id, Organisation: org})
	h.Must(h.Facilitator(), &session.EditItem{Item: item.Item, Revision: 3, Text: "Families hope"})
	h.Must(h.Facilitator(), &session.UndoItem{Item: item.Item, Revision: 4})
	if got := h.Item(item.Item).By; got != (session.Attribution{Organisation: org, Said: true}) {
		t.Errorf("it is signed %+v", got)
	}
	h.SameAfterRereading()
}

// TestOtherWordsAreForTheOrganisationToSayAgain: what it has said is not what the scribe
// writes in its place, alone or by agreeing to what somebody else wrote. An undo brings no
// name back that it has taken off.
func TestOtherWordsAreForTheOrganisationToSayAgain(t *testing.T) {
	for _, edit := range []func(h *halltest.Hall, item method.ItemID){
		func(h *halltest.Hall, item method.ItemID) {
			h.Must(h.Members[method.Scribe], &session.EditItem{Item: item, Revision: 1, Text: "Families never wait"})
		},
		func(h *halltest.Hall, item method.ItemID) {
			h.Must(h.Facilitator(), &session.EditItem{Item: item, Revision: 1, Text: "Families never wait"})
			h.Must(h.Members[method.Scribe], &session.AnswerEdit{Contribution: string(item), Revision: 2})
		},
	} {
		h := halltest.New(t)
		org, item := saysSo(h)
		h.Must(h.Siti, &saidby.Answer{Contribution: method.ContributionID(item.Item), Organisation: org})
		edit(h, item.Item)
		if by := h.Item(item.Item).By; by != (session.Attribution{Organisation: org, Said: true, Claimed: true}) {
			t.Errorf("other words are signed %+v", by)
		}
		h.Must(h.Facilitator(), &session.MoveItem{Item: item.Item, To: layout.Threats})
		moved := h.Item(item.Item).Revision
		h.Must(h.Siti, &saidby.Answer{Contribution: method.ContributionID(item.Item), Organisation: org, Not: true})
		h.Refused(h.Do(h.Facilitator(), &session.UndoItem{Item: item.Item, Revision: moved}), refusal.UndoNothing)
		if by := h.Item(item.Item).By; by != (session.Attribution{Said: true}) {
			t.Errorf("after its name came off they are signed %+v", by)
		}
		h.SameAfterRereading()
	}
}

// TestTheScribeNamesNoOrganisationToOthers: to answer for a wider circle is for each itself.
func TestTheScribeNamesNoOrganisationToOthers(t *testing.T) {
	h := halltest.New(t)
	org, item := saysSo(h)
	id := method.ContributionID(item.Item)
	h.Must(h.Facilitator(), &widening.Ask{Meeting: halltest.KL, Contributions: []method.ContributionID{id}, To: method.Governments})
	h.Must(h.Members[method.Scribe], &widening.Answer{Contribution: id, Revision: 1, To: method.Governments, Answer: consent.AsItIs})
	_, seen := h.SharedBy(method.Governments).Item(item.Item)
	if seen == nil || seen.Text != "Families wait" || seen.By != (session.Attribution{Said: true}) {
		t.Errorf("governments read %+v", seen)
	}
	if by := h.Item(item.Item).By; by.Organisation != org {
		t.Errorf("members read %+v", by)
	}
}
