package session_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
)

// namesEverywhere has Siti and a board name a label wherever one can.
func (h *hall) namesEverywhere(label session.Country) (promised, planned session.EntryID, item session.ItemID) {
	h.Helper()
	h.must(h.siti, &session.ChangeProfile{Member: h.siti, Revision: 1, Profile: session.Profile{Name: "Siti", Organisation: "Org siti", Country: label}})
	h.must(h.facilitator(), swotOn(kl, "b", "Another", "B", label))
	it := newItem(h, "by country")
	m, promise := newCommitment(h, "title")
	k, plan := newAction(h, "title")
	it.Attribution, m.Attribution, k.Attribution = session.ByCountry, session.ByCountry, session.ByCountry
	promise.Country, plan.Countries = label, []session.Country{label, "ID", "TH"}
	for _, c := range []change{it, m, k} {
		h.must(h.siti, c)
	}
	return m.Entry, k.Entry, it.Item
}

func TestACountryIsCorrectedEverywhere(t *testing.T) {
	h := newHall(t)
	promised, planned, item := h.namesEverywhere("Indonesia")
	h.own(h.siti) // as it was
	h.must(h.members[session.Organiser], &session.CorrectCountry{From: "Indonesia", To: "id"})
	s, own := h.shared(), h.own(h.siti)
	if used := s.CountriesUsed(); used["Indonesia"] != (session.CountryUse{}) || used["ID"].Boards != 1 || used["ID"].Entries != 2 {
		t.Errorf("the community names %v", used)
	}
	if e := s.Entries[promised]; e.Fields.(*commitment.Fields).Country != "ID" || e.By.Country != "ID" || e.Revision != 2 {
		t.Errorf("the commitment is %+v", e)
	}
	if e := s.Entries[planned]; !slices.Equal(e.Fields.(*action.Fields).Countries, []session.Country{"ID", "TH"}) || e.By.Country != "ID" || e.Revision != 2 {
		t.Errorf("the action is %+v", e)
	}
	if own.Member.Country != "ID" || s.Members.Of(h.siti).Country != "ID" || own.Hidden[my][0].By.Country != "ID" {
		t.Errorf("Siti sees %+v and %+v", own.Member, own.Hidden[my][0].By)
	}
	h.sameAfterRereading()
	h.to(my, session.Revealed)
	if it := h.item(item); it.By.Country != "ID" {
		t.Errorf("the item is by %+v", it.By)
	}
}

// TestACorrectionIsTakenBackByItsOpposite where nothing has become one.
func TestACorrectionIsTakenBackByItsOpposite(t *testing.T) {
	h := newHall(t)
	h.namesEverywhere("Chiapas")
	before := h.shared().CountriesUsed()
	for _, k := range []session.CorrectCountry{{From: "Chiapas", To: "MX"}, {From: "MX", To: "Chiapas"}} {
		h.must(h.members[session.Organiser], &k)
	}
	if now := h.shared().CountriesUsed(); asJSON(t, now) != asJSON(t, before) {
		t.Errorf("became %v, was %v", now, before)
	}
}

func TestCorrectionsAreChecked(t *testing.T) {
	h := newHall(t)
	for k, code := range map[session.CorrectCountry]session.Code{
		{From: "MY", To: ""}: session.Missing, {From: "MY", To: "MY"}: session.Invalid, {From: "MY", To: "ZZ"}: session.NoCountry,
		{From: "Nowhere", To: "ID"}: session.NotFound, {From: "", To: "ID"}: session.NotFound,
	} {
		h.refused(h.do(h.members[session.Organiser], &k), code)
	}
}

// TestAnEditKnowsOfTheCorrection: the old label does not come back with what
// somebody was writing meanwhile, nor with what an author restores.
func TestAnEditKnowsOfTheCorrection(t *testing.T) {
	h := newHall(t)
	promised, _, _ := h.namesEverywhere("Indonesia")
	h.must(h.facilitator(), h.edit(promised, 1, "edited by the facilitator"))
	late := h.edit(promised, 2, "edited from before")
	h.must(h.members[session.Organiser], &session.CorrectCountry{From: "Indonesia", To: "ID"})
	var conflict *session.Conflict
	if err := h.do(h.siti, late); !errors.As(err, &conflict) {
		t.Errorf("an edit from before the correction: got %v", err)
	}
	h.must(h.siti, &session.AnswerEdit{Contribution: string(promised), Revision: 3, Restore: true})
	if e := h.entry(promised); e.Fields.(*commitment.Fields).Country != "ID" || e.By.Country != "ID" || e.Title() != "title" {
		t.Errorf("restored %+v", e)
	}
}
