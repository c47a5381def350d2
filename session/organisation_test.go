package session_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// silences ends that a member speaks for their organisation, if they do.
func (h *hall) silences(who session.MemberID) {
	h.Helper()
	if m := h.Shared().Members.Of(who); m != nil && m.Speaks {
		h.Must(h.Members[method.Organiser], &session.GrantSpeaking{Member: who, Organisation: m.Organisation, Ends: true})
	}
}

// comesFrom brings somebody who says that they are of an organisation.
func (h *hall) comesFrom(name, organisation string) session.MemberID {
	h.Helper()
	who := h.Join(kl, method.Participant, method.Members, session.Profile{Name: name, Organisation: organisation, Type: method.CSO})
	h.silences(who)
	return who
}

// TestAnOrganisationThatIsOnlySaidConfirmsNothing: neither by a key press, nor by
// what somebody writes, nor as the one that leads.
func TestAnOrganisationThatIsOnlySaidConfirmsNothing(t *testing.T) {
	h := newHall(t)
	ani := h.comesFrom("Ani", "Org siti")
	org := h.Organisation(h.Siti)
	if h.Organisation(ani) != org {
		t.Fatal("they are not of the same organisation")
	}
	m, fields := h.newCommitment("Train judges")
	fields.Lead, m.Attribution = field.Support{Organisation: org}, method.Named
	h.Must(ani, m)
	lead := func() field.Support { return h.Entry(m.Entry).Lead() }
	if lead().Confirmed {
		t.Error("what she wrote has confirmed")
	}
	confirm := &session.ConfirmEntry{Register: m.Register, Entry: m.Entry, Organisation: org}
	h.Refused(h.Do(ani, confirm), refusal.NotYourOrg)
	theirs := h.Make(h.Facilitator(), m.Register, "Train guards")
	h.Must(h.Facilitator(), h.Fill(theirs, 1, "lead", string(org)))
	h.Refused(h.Do(ani, h.Edit(theirs, 2, "Train nobody")), refusal.NotAllowed)
	h.Refused(h.Do(ani, h.Reading(theirs, method.Reported)), refusal.NotAllowed)

	h.Refused(h.Do(h.Siti, &session.AskToSpeak{Member: ani}), refusal.NotAllowed)
	h.Must(ani, &session.AskToSpeak{Member: ani})
	h.Refused(h.Do(ani, &session.AskToSpeak{Member: ani}), refusal.NotFound)
	h.Refused(h.Do(ani, &session.GrantSpeaking{Member: ani, Organisation: org}), refusal.NotYourOrg)
	h.Must(h.Siti, &session.GrantSpeaking{Member: ani, Organisation: org})
	if got := h.lastTrace(ani); got.What != "speaks" || got.By != h.Siti || got.Of != org {
		t.Errorf("got %+v", got)
	}
	h.Must(ani, confirm)
	if !lead().Confirmed {
		t.Error("who speaks for it has not confirmed")
	}
	h.Must(ani, h.Edit(theirs, 2, "Train all guards"))
	nobody := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Noor"})
	for _, who := range []session.MemberID{ani, nobody} {
		h.Refused(h.Do(who, &session.AskToSpeak{Member: who}), refusal.NotFound) // she speaks already; who is of none
	}
	h.SameAfterRereading()
}

// TestAnOrganisationThatIsOnlySaidSignsNothing: what is signed with it says that it
// is only said.
func TestAnOrganisationThatIsOnlySaidSignsNothing(t *testing.T) {
	h := newHall(t)
	ani := h.comesFrom("Ani", "Org siti")
	signed := func(who session.MemberID) session.Attribution {
		a := h.NewItem("words")
		a.Attribution = method.ByOrganisation
		h.Must(who, a)
		h.To(my, layout.Revealed)
		return h.Item(a.Item).By
	}
	org := h.Organisation(ani)
	if got := signed(ani); got != (session.Attribution{Organisation: org, Claimed: true}) || got.Ladder() != method.ByOrganisation {
		t.Errorf("got %+v", got)
	}
	if got := signed(h.Siti); got != (session.Attribution{Organisation: org}) {
		t.Errorf("got %+v", got)
	}
	if s := h.Shared(); !s.Identifies(kl, ani, method.ByOrganisation) || !s.Identifies(kl, h.Siti, method.ByOrganisation) {
		t.Error("they are not told that each of them is the only one")
	}
}

// TestWhoChangesOrganisationLosesWhatCameWithIt: the right to speak, and nothing that
// a government did not read is theirs to read.
func TestWhoChangesOrganisationLosesWhatCameWithIt(t *testing.T) {
	h := newHall(t)
	minister := h.Join(kl, method.Participant, method.Members, session.Profile{
		Name: "Minister", Organisation: "Ministry", Type: method.Government,
	})
	change := func(who session.MemberID, organisation string) *session.Member {
		h.Must(who, &session.ChangeProfile{Member: who, Revision: h.Shared().Members.Of(who).Revision, Profile: session.Profile{
			Name: "New", Organisation: organisation, Type: method.CSO,
		}})
		return h.Shared().Members.Of(who)
	}
	if m := change(h.Siti, "org siti"); !m.Speaks {
		t.Error("who stays has lost the right")
	}
	if m := change(h.Siti, "Org scribe"); m.Speaks || m.Organisation != h.Organisation(h.Members[method.Scribe]) {
		t.Errorf("became %+v", m)
	}
	for _, to := range []string{"A small charity", "", "Ministry"} {
		if m := change(minister, to); m.Speaks || h.Shared().AudienceOf(minister) != method.Governments {
			t.Errorf("of %q they are %+v, and read as %s", to, m, h.Shared().AudienceOf(minister))
		}
	}
	boss := h.Members[method.Organiser]
	if m := change(boss, "Org scribe"); m.Speaks {
		t.Error("an organiser has kept the right")
	}
	h.Must(boss, &session.GrantSpeaking{Member: boss, Organisation: h.Organisation(boss)})
	if got := h.lastTrace(boss); got.What != "speaks" || got.By != boss {
		t.Errorf("got %+v", got)
	}
	h.SameAfterRereading()
}

// TestTheRightToSpeakIsDeclinedAndGivenBack by those whom it concerns.
func TestTheRightToSpeakIsDeclinedAndGivenBack(t *testing.T) {
	h := newHall(t)
	ani := h.comesFrom("Ani", "Org siti")
	org, member := h.Organisation(ani), func() *session.Member { return h.Shared().Members.Of(ani) }
	h.Must(ani, &session.AskToSpeak{Member: ani})
	h.Must(h.Siti, &session.GrantSpeaking{Member: ani, Organisation: org, Ends: true})
	if m := member(); m.Asks || m.Speaks {
		t.Errorf("became %+v", m)
	}
	h.Must(h.Siti, &session.GrantSpeaking{Member: ani, Organisation: org})
	h.Refused(h.Do(h.Siti, &session.GrantSpeaking{Member: ani, Organisation: org, Ends: true}), refusal.NotAllowed)
	h.Must(ani, &session.GrantSpeaking{Member: ani, Organisation: org, Ends: true})
	if m := member(); m.Speaks {
		t.Errorf("became %+v", m)
	}
	elsewhere := h.Organisation(h.Members[method.Scribe])
	h.Refused(h.Do(h.Members[method.Organiser], &session.GrantSpeaking{Member: ani, Organisation: elsewhere}), refusal.NotFound)
}

// TestAnOrganisationThatNobodyIsOfStaysProposed.
func TestAnOrganisationThatNobodyIsOfStaysProposed(t *testing.T) {
	h := newHall(t)
	add := &session.AddOrganisation{Organisation: "embassy", Name: "An embassy", Type: method.Government}
	h.Must(h.Siti, add)
	again := *add
	again.Organisation, again.Name = "other", "AN EMBASSY"
	h.Refused(h.Do(h.Siti, &again), refusal.Exists)
	m, fields := h.newCommitment("Train judges")
	fields.Supporting, m.Attribution = []field.Support{{Organisation: "embassy", Confirmed: true}}, method.Named
	h.Must(h.Siti, m)
	if got := m.Register.Supports(h.Entry(m.Entry).Fields); !slices.Contains(got, field.Support{Organisation: "embassy"}) {
		t.Errorf("got %v", got)
	}
	type a = session.AddOrganisation
	refuse(t, h, h.Siti, func() (change, *a) {
		c := &a{Organisation: "fine", Name: "Fine", Type: method.UNAgency}
		return c, c
	}, []bad[a]{
		{"no name", func(f *a) { f.Name = " " }, refusal.Missing},
		{"a long name", func(f *a) { f.Name = halltest.Long(method.MaxTitle) }, refusal.TooLong},
		{"no type", func(f *a) { f.Type = "" }, refusal.Invalid},
		{"another type", func(f *a) { f.Type = "club" }, refusal.Invalid},
		{"no id", func(f *a) { f.Organisation = "" }, refusal.Invalid},
	})
	h.SameAfterRereading()
}

// TestTheLogOpensWithoutAnOrganisationThatIsErased: somebody spoke for it while theirs was
// one with it by mistake, and nothing tells of it any more.
func TestTheLogOpensWithoutAnOrganisationThatIsErased(t *testing.T) {
	h := newHall(t)
	organiser := h.Members[method.Organiser]
	wira := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Wira", Organisation: halltest.Secret, Type: method.CSO})
	gone, sitis := h.Organisation(wira), h.Organisation(h.Siti)
	own := h.Shared().Organisation(sitis).Name
	h.Must(organiser, &session.CorrectOrganisation{Organisation: sitis, Name: halltest.Secret, Type: method.CSO})
	h.Must(organiser, &session.GrantSpeaking{Member: h.Siti, Organisation: gone, Ends: true})
	h.Must(organiser, &session.CorrectOrganisation{Organisation: sitis, Name: own, Type: method.CSO})
	h.OK(h.Host.Erase(t.Context(), h.PersonOf(wira), false))
	if seen := halltest.AsJSON(t, halltest.Whole(h.Shared())); strings.Contains(seen, halltest.Secret) {
		t.Errorf("it is named still: %s", seen)
	}
	h.SameAfterRereading()
}

// TestNobodyErasedIsNamedBesideOthers, with whom they were one person by mistake.
func TestNobodyErasedIsNamedBesideOthers(t *testing.T) {
	h := newHall(t)
	wira := h.Join(kl, method.Participant, method.Members, session.Profile{Name: halltest.Secret})
	person, boss := h.PersonOf(wira), h.PersonOf(h.Members[method.Organiser])
	for _, parts := range []bool{false, true} {
		h.OK(h.Host.MergeMembers(h.Context(), boss, cop, &session.MergeMembers{Meeting: kl, First: h.Siti, Second: wira, Parts: parts}))
	}
	h.OK(h.Host.Erase(t.Context(), person, false))
	if seen := halltest.AsJSON(t, halltest.Whole(h.Shared())); strings.Contains(seen, halltest.Secret) {
		t.Errorf("they are named still: %s", seen)
	}
	h.SameAfterRereading()
}
