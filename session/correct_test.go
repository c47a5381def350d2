package session_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
)

// namesEverywhere has Siti and a board name a label wherever one can.
func (h *hall) namesEverywhere(label method.Country) (promised, planned method.EntryID, item method.ItemID) {
	h.Helper()
	h.Must(h.Siti, &session.ChangeProfile{Member: h.Siti, Revision: 1, Profile: session.Profile{Name: "Siti", Organisation: "Org siti", Country: label}})
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "b", "Another", "B", label))
	it := h.NewItem("by country")
	m, promise := h.newCommitment("title")
	k, plan := h.newAction("title")
	it.Attribution, m.Attribution, k.Attribution = method.ByCountry, method.ByCountry, method.ByCountry
	promise.Country, plan.Countries = label, []method.Country{label, "ID", "TH"}
	for _, c := range []change{it, m, k} {
		h.Must(h.Siti, c)
	}
	return m.Entry, k.Entry, it.Item
}

func TestACountryIsCorrectedEverywhere(t *testing.T) {
	h := newHall(t)
	promised, planned, item := h.namesEverywhere("Indonesia")
	h.Own(h.Siti) // as it was
	h.Must(h.Members[method.Organiser], &session.CorrectCountry{From: "Indonesia", To: "id"})
	s, own := h.Shared(), h.Own(h.Siti)
	if used := s.CountriesUsed(); used["Indonesia"] != (session.CountryUse{}) || used["ID"].Boards != 1 || used["ID"].Entries != 2 {
		t.Errorf("the community names %v", used)
	}
	if e := s.Entries[promised]; e.Fields.(*commitment.Fields).Country != "ID" || e.By.Country != "ID" || e.Revision != 2 {
		t.Errorf("the commitment is %+v", e)
	}
	if e := s.Entries[planned]; !slices.Equal(e.Fields.(*action.Fields).Countries, []method.Country{"ID", "TH"}) || e.By.Country != "ID" || e.Revision != 2 {
		t.Errorf("the action is %+v", e)
	}
	if own.Member.Country != "ID" || s.Members.Of(h.Siti).Country != "ID" || own.Hidden[my][0].By.Country != "ID" {
		t.Errorf("Siti sees %+v and %+v", own.Member, own.Hidden[my][0].By)
	}
	h.SameAfterRereading()
	h.To(my, method.Revealed)
	if it := h.Item(item); it.By.Country != "ID" {
		t.Errorf("the item is by %+v", it.By)
	}
}

// TestACorrectionIsTakenBackByItsOpposite where nothing has become one.
func TestACorrectionIsTakenBackByItsOpposite(t *testing.T) {
	h := newHall(t)
	h.namesEverywhere("Chiapas")
	before := h.Shared().CountriesUsed()
	for _, k := range []session.CorrectCountry{{From: "Chiapas", To: "MX"}, {From: "MX", To: "Chiapas"}} {
		h.Must(h.Members[method.Organiser], &k)
	}
	if now := h.Shared().CountriesUsed(); halltest.AsJSON(t, now) != halltest.AsJSON(t, before) {
		t.Errorf("became %v, was %v", now, before)
	}
}

func TestCorrectionsAreChecked(t *testing.T) {
	h := newHall(t)
	for k, code := range map[session.CorrectCountry]refusal.Code{
		{From: "MY", To: ""}: refusal.Missing, {From: "MY", To: "MY"}: refusal.Invalid, {From: "MY", To: "ZZ"}: refusal.NoCountry,
		{From: "Nowhere", To: "ID"}: refusal.NotFound, {From: "", To: "ID"}: refusal.NotFound,
	} {
		h.Refused(h.Do(h.Members[method.Organiser], &k), code)
	}
}

// TestAnEditKnowsOfTheCorrection: the old label does not come back with what
// somebody was writing meanwhile, nor with what an author restores.
func TestAnEditKnowsOfTheCorrection(t *testing.T) {
	h := newHall(t)
	promised, _, _ := h.namesEverywhere("Indonesia")
	h.Must(h.Facilitator(), h.Edit(promised, 1, "edited by the facilitator"))
	late := h.Edit(promised, 2, "edited from before")
	h.Must(h.Members[method.Organiser], &session.CorrectCountry{From: "Indonesia", To: "ID"})
	var conflict *refusal.Conflict
	if err := h.Do(h.Siti, late); !errors.As(err, &conflict) {
		t.Errorf("an edit from before the correction: got %v", err)
	}
	h.Must(h.Siti, &session.AnswerEdit{Contribution: string(promised), Revision: 3, Restore: true})
	if e := h.Entry(promised); e.Fields.(*commitment.Fields).Country != "ID" || e.By.Country != "ID" || e.Title() != "title" {
		t.Errorf("restored %+v", e)
	}
}

// TestAnOrganisationIsCorrected for all who are of it, and back.
func TestAnOrganisationIsCorrected(t *testing.T) {
	h := newHall(t)
	org := h.Organisation(h.Siti)
	correct := func(name string, kind method.OrganisationType) error {
		return h.Do(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: org, Name: name, Type: kind})
	}
	was := *h.Shared().Organisations[org]
	h.OK(correct("  Pelangi\tHouse ", method.Academia))
	if o := h.Shared().Organisations[org]; o.Name != "Pelangi House" || o.Type != method.Academia || h.Organisation(h.Siti) != org {
		t.Errorf("the organisation is %+v", o)
	}
	h.Refused(correct("", method.CSO), refusal.Missing)
	h.Refused(correct("Pelangi", "club"), refusal.Invalid)
	h.Refused(correct("Pelangi", ""), refusal.Invalid)
	h.OK(correct(was.Name, was.Type))
	if o := h.Shared().Organisations[org]; o.Name != was.Name || o.Type != was.Type {
		t.Errorf("the organisation is %+v", o)
	}
}

// TestOrganisationsBecomeOne under the name of the other: who is of them, who signs for
// them, and what names them.
func TestOrganisationsBecomeOne(t *testing.T) {
	h := newHall(t)
	scribe, organiser := h.Members[method.Scribe], h.Members[method.Organiser]
	twice, once := h.Organisation(h.Siti), h.Organisation(scribe)
	m, promise := h.newCommitment("both")
	promise.Lead.Organisation, promise.Supporting = once, []field.Support{{Organisation: twice}}
	it := h.NewItem("signed")
	it.Attribution = method.ByOrganisation
	asked, plan := h.newCommitment("handed over")
	plan.Lead.Organisation = h.Organisation(h.Members[method.Observer])
	for _, c := range []change{m, it, asked} {
		h.Must(h.Siti, c)
	}
	h.Must(h.Siti, &session.ConfirmEntry{Register: m.Register, Entry: m.Entry, Organisation: twice})
	h.Must(organiser, &session.HandOver{Register: asked.Register, Entry: asked.Entry, To: twice})
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: method.Gather, To: method.Revealed})

	h.Must(organiser, &session.CorrectOrganisation{Organisation: twice, Name: h.SpeaksFor(scribe), Type: method.CSO})
	s := h.Shared()
	if s.Organisations[twice] != nil || h.Organisation(h.Siti) != once || h.Item(it.Item).By.Organisation != once || h.Entry(asked.Entry).HandedTo != once {
		t.Errorf("Siti is of %s; the item is by %+v; the promise is handed to %s", h.Organisation(h.Siti), h.Item(it.Item).By, h.Entry(asked.Entry).HandedTo)
	}
	if f := h.Entry(m.Entry).Fields.(*commitment.Fields); f.Lead != (field.Support{Organisation: once, Confirmed: true}) || len(f.Supporting) != 0 {
		t.Errorf("it is led by %+v and supported by %+v", f.Lead, f.Supporting)
	}
	if !s.Members.Of(h.Siti).Speaks {
		t.Error("Siti no longer speaks for it")
	}
	h.SameAfterRereading()
}

// TestNobodyReadsMoreByACorrection: who was of a government still reads as one.
func TestNobodyReadsMoreByACorrection(t *testing.T) {
	h := newHall(t)
	minister := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Minister", Organisation: "Ministry", Type: method.Government})
	if a := h.Shared().AudienceOf(minister); a != method.Governments {
		t.Fatalf("a minister reads what is for %s", a)
	}
	h.Must(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: h.Organisation(minister), Name: h.SpeaksFor(h.Siti), Type: method.CSO})
	if a := h.Shared().AudienceOf(minister); a != method.Governments {
		t.Errorf("they read what is for %s now", a)
	}
}
