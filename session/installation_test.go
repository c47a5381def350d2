package session_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/store/storetest"
)

func TestClaimIsGoodOnce(t *testing.T) {
	h := &hall{TB: t, store: newFrail()}
	h.host = openHost(t, h.store, "claim")
	defer h.host.Close()
	old, err := h.host.OfferClaim(t.Context())
	h.ok(err)
	code, err := h.host.OfferClaim(t.Context()) // after a restart
	h.ok(err)
	first, second := h.meet(""), h.meet("")
	for _, wrong := range []string{"", "nonsense", old} {
		h.refused(h.host.Claim(t.Context(), second, wrong), session.CodeWrong)
	}
	if e, err := h.host.Present(code); err != nil || !e.Claim {
		t.Errorf("got %+v, %v", e, err)
	}
	h.ok(h.host.Claim(t.Context(), first, code))
	h.refused(h.host.Claim(t.Context(), second, code), session.CodeWrong)
	if _, err := h.host.Present(code); !isRefusal(err, session.CodeWrong) {
		t.Errorf("shown again: %v", err)
	}
	for id, want := range map[session.PersonID]bool{first: true, second: false} {
		if p, _ := h.host.Person(id); p.Organiser != want {
			t.Errorf("organiser: %v, want %v", p.Organiser, want)
		}
	}
	if again, err := h.host.OfferClaim(t.Context()); err != nil || again != "" {
		t.Errorf("offered again: %q, %v", again, err)
	}
	h.refused(h.host.Found(t.Context(), second, cop, "Asia Pacific", false), session.NotAllowed)
}

func TestOrganisersByKey(t *testing.T) {
	h := &hall{TB: t, store: newFrail()}
	h.host = openHost(t, h.store, "keys")
	defer h.host.Close()
	early := h.meet("SHA256:early")
	for range 2 { // at every start
		h.ok(h.host.NameOrganisers(t.Context(), []session.Fingerprint{"SHA256:early", "SHA256:late"}))
	}
	late, other := h.meet("SHA256:late"), h.meet("SHA256:other")
	for id, want := range map[session.PersonID]bool{early: true, late: true, other: false} {
		if p, _ := h.host.Person(id); p.Organiser != want {
			t.Errorf("organiser: %v, want %v", p.Organiser, want)
		}
	}
	if code, err := h.host.OfferClaim(t.Context()); err != nil || code != "" {
		t.Errorf("a claim is offered beside organisers: %q, %v", code, err)
	}
	h.ok(h.host.Found(t.Context(), late, cop, "Asia Pacific", false))
	profile := session.Profile{Name: "Other"}
	if _, err := h.host.EnterAsOrganiser(t.Context(), other, cop, profile); !isRefusal(err, session.NotAllowed) {
		t.Errorf("got %v", err)
	}
	member, err := h.host.EnterAsOrganiser(t.Context(), early, cop, profile)
	h.ok(err)
	if again, err := h.host.EnterAsOrganiser(t.Context(), early, cop, profile); err != nil || again != member {
		t.Errorf("entering again: %s, %v", again, err)
	}
	if n := len(h.records()); n != 2 {
		t.Errorf("entering twice left %d records beside the founding, want 1", n-1)
	}
}

// TestAKeyOfTheFileIsKnownFromItsFirstContact, and a person from then on.
func TestAKeyOfTheFileIsKnownFromItsFirstContact(t *testing.T) {
	h := newHall(t)
	h.ok(h.host.OnlyOrganisers(t.Context(), []session.Fingerprint{"SHA256:one"}))
	first, err := h.host.Recognise(t.Context(), "SHA256:one", session.Admission{}, nil)
	h.ok(err)
	if p, known := h.host.Person(first.Person); !known || !p.Organiser {
		t.Fatalf("they are %+v", p)
	}
	_, err = h.host.Health(t.Context(), first.Person)
	h.ok(err)
	again, err := h.host.Recognise(t.Context(), "SHA256:one", session.Admission{}, nil)
	h.ok(err)
	stranger, err := h.host.Recognise(t.Context(), "SHA256:two", session.Admission{}, nil)
	h.ok(err)
	if again != first || stranger != (session.Admission{}) {
		t.Errorf("again they are %v; a stranger is %v", again, stranger)
	}
}

// organiserByFile is an organiser whom the file names, in the community that they
// organise. Only their key is named.
func (h *hall) organiserByFile() (session.PersonID, session.MemberID) {
	h.Helper()
	h.ok(h.host.OnlyOrganisers(h.Context(), []session.Fingerprint{"SHA256:one"}))
	person := h.meet("SHA256:one")
	member, err := h.host.EnterAsOrganiser(h.Context(), person, cop, session.Profile{Name: "One"})
	h.ok(err)
	return person, member
}

// out takes the key out of the file: here, or on another machine while nobody
// has the community open.
var out = map[string]func(h *hall){
	"while the community is open": func(h *hall) { h.ok(h.host.OnlyOrganisers(h.Context(), []session.Fingerprint{"SHA256:two"})) },
	"while it is closed": func(h *hall) {
		h.host.Close()
		beside := openHost(h, h.store, "beside")
		h.ok(beside.OnlyOrganisers(h.Context(), []session.Fingerprint{"SHA256:two"}))
		beside.Close()
		h.host = openHost(h, h.store, "again")
		h.Cleanup(h.host.Close)
	},
}

// TestWhoIsNoLongerNamedLosesWhatCameWithIt: a key was taken out of the file.
func TestWhoIsNoLongerNamedLosesWhatCameWithIt(t *testing.T) {
	for name, takeOut := range out {
		t.Run(name, func(t *testing.T) {
			h := newHallIn(t, &storetest.Memory{})
			person, member := h.organiserByFile()
			takeOut(h)
			if p, _ := h.host.Person(person); p.Organiser {
				t.Error("still an organiser of the installation")
			}
			shared := h.shared()
			if shared.RoleIn(kl, member) != "" || shared.AudienceOf(member) != session.Public {
				t.Errorf("in the community they are %s and read as %s", shared.RoleIn(kl, member), shared.AudienceOf(member))
			}
			if again, ok := h.host.MemberOf(t.Context(), person, cop); !ok || again != member {
				t.Errorf("the member is now %q", again)
			}
			_, err := h.host.Health(t.Context(), person)
			h.refused(err, session.NotAllowed)
			_, err = h.host.EnterAsOrganiser(t.Context(), person, cop, session.Profile{})
			h.refused(err, session.NotAllowed)
			h.refused(h.host.Found(t.Context(), person, "mexico", "Mexico", false), session.NotAllowed)
			h.refused(h.do(member, &session.ConveneMeeting{Meeting: "late", Details: details}), session.NotAllowed)
			for _, other := range []session.PersonID{h.boss, h.meet("SHA256:two")} {
				if p, _ := h.host.Person(other); !p.Organiser {
					t.Error("others lost it too")
				}
			}
			h.sameAfterRereading()
			h.ok(h.host.OnlyOrganisers(t.Context(), []session.Fingerprint{"SHA256:one"}))
			if h.shared().RoleIn(kl, member) != session.Organiser {
				t.Error("whose key is named again is no organiser")
			}
		})
	}
}

// TestWhatIsInOwnRightStays: by a code, and because another organiser made them
// one.
func TestWhatIsInOwnRightStays(t *testing.T) {
	for name, give := range map[string]func(h *hall, person session.PersonID, member session.MemberID){
		"by a code": func(h *hall, person session.PersonID, _ session.MemberID) {
			_, err := h.host.Join(t.Context(), person, h.shown(h.invite(kl, session.Organiser, session.Members, 1)), session.Profile{})
			h.ok(err)
		},
		"by another organiser": func(h *hall, _ session.PersonID, member session.MemberID) {
			h.must(h.members[session.Organiser], &session.OrganiseCommunity{Member: member})
		},
	} {
		for when, takeOut := range out {
			t.Run(name+" "+when, func(t *testing.T) {
				h := newHallIn(t, &storetest.Memory{})
				person, member := h.organiserByFile()
				give(h, person, member)
				takeOut(h)
				if h.shared().RoleIn(kl, member) != session.Organiser {
					t.Fatal("they are no organiser any more")
				}
				h.must(h.members[session.Organiser], &session.OrganiseCommunity{Member: member, Ends: true})
				if got := h.shared().RoleIn(kl, member); got.Above(session.Participant) {
					t.Errorf("whose own right was ended too is %s", got)
				}
				h.refused(h.do(member, &session.ConveneMeeting{Meeting: "late", Details: details}), session.NotAllowed)
				h.sameAfterRereading()
			})
		}
	}
}

// TestWhoOrganisesTheInstallationOrganisesItsCommunities, also where they came as
// something else, before or after.
func TestWhoOrganisesTheInstallationOrganisesItsCommunities(t *testing.T) {
	h := newHall(t)
	person := h.meet("SHA256:one")
	join := func(m session.MeetingID) session.MemberID {
		member, err := h.host.Join(t.Context(), person, h.shown(h.invite(m, session.Participant, session.Public, 1)), session.Profile{Name: "Ani"})
		h.ok(err)
		return member
	}
	member := join(kl)
	h.ok(h.host.NameOrganisers(t.Context(), []session.Fingerprint{"SHA256:one"}))
	if join(bangkok); h.shared().RoleIn(kl, member) != session.Organiser || h.shared().RoleIn(bangkok, member) != session.Organiser {
		t.Errorf("they are %s and %s", h.shared().RoleIn(kl, member), h.shared().RoleIn(bangkok, member))
	}
	h.ok(h.host.NameOrganisers(t.Context(), []session.Fingerprint{"SHA256:two"}))
	newcomer, err := h.host.Join(t.Context(), h.meet("SHA256:two"), h.shown(h.invite(kl, session.Participant, session.Members, 1)), session.Profile{Name: "Budi"})
	if h.ok(err); h.shared().RoleIn(kl, newcomer) != session.Organiser {
		t.Errorf("an organiser who came by a code is %s", h.shared().RoleIn(kl, newcomer))
	}
	h.ok(h.host.OnlyOrganisers(t.Context(), nil))
	if h.shared().RoleIn(kl, member) != session.Participant || h.shared().RoleIn(bangkok, member) != session.Participant ||
		h.shared().AudienceOf(member) != session.Public {
		t.Error("their codes gave them something else")
	}
}

// TestTheLastOrganiserOfACommunityStays until there is another.
func TestTheLastOrganiserOfACommunityStays(t *testing.T) {
	h := newHall(t)
	mine := h.members[session.Organiser] // who organises the installation as well
	h.must(mine, &session.OrganiseCommunity{Member: mine})
	h.must(mine, &session.OrganiseCommunity{Member: mine, Ends: true})
	h.must(mine, &session.OrganiseCommunity{Member: h.siti})
	person := h.boss
	successor := h.meet("SHA256:one")
	code, err := h.host.HandOver(t.Context(), person)
	h.ok(err)
	h.ok(h.host.Claim(t.Context(), successor, code))
	h.ok(h.host.EndClaim(t.Context(), successor, person)) // who was the only other one here
	end := &session.OrganiseCommunity{Member: h.siti, Ends: true}
	h.refused(h.do(h.siti, end), session.LastOrganiser)
	h.must(h.siti, &session.OrganiseCommunity{Member: h.facilitator()})
	h.must(h.siti, end)
	if got := h.shared().RoleIn(kl, h.siti); got != session.Participant {
		t.Errorf("they are %s", got)
	}
	h.refused(h.do(h.facilitator(), end), session.NotFound)
}

// TestTheInstallationIsHandedOver by a code, and whoever had it leaves.
func TestTheInstallationIsHandedOver(t *testing.T) {
	h := newHall(t)
	second, third := h.meet("SHA256:two"), h.meet("SHA256:three")
	_, err := h.host.HandOver(t.Context(), second)
	h.refused(err, session.NotAllowed)
	_, err = h.host.Standings(second)
	h.refused(err, session.NotAllowed)
	h.refused(h.host.EndClaim(t.Context(), h.boss, h.boss), session.LastOrganiser)

	void, err := h.host.HandOver(t.Context(), h.boss)
	h.ok(err)
	code, err := h.host.HandOver(t.Context(), h.boss)
	h.ok(err)
	h.refused(h.host.Claim(t.Context(), second, void), session.CodeWrong)
	if e, err := h.host.Present(code); err != nil || !e.Claim {
		t.Errorf("the code gives %+v, %v", e, err)
	}
	h.ok(h.host.Claim(t.Context(), second, code))
	h.refused(h.host.Claim(t.Context(), third, code), session.CodeWrong)
	if all, err := h.host.Standings(second); err != nil || len(all) != 2 {
		t.Errorf("organisers are %v, %v", all, err)
	}
	h.refused(h.host.EndClaim(t.Context(), third, h.boss), session.NotAllowed)
	h.refused(h.host.EndClaim(t.Context(), second, third), session.NotFound)
	h.ok(h.host.EndClaim(t.Context(), second, h.boss))
	if h.shared().RoleIn(kl, h.members[session.Organiser]) != "" {
		t.Error("who was removed organises a community")
	}
	h.refused(h.host.EndClaim(t.Context(), second, second), session.LastOrganiser)
	h.ok(h.host.NameOrganisers(t.Context(), []session.Fingerprint{"sample"})) // with which nobody can come
	h.refused(h.host.EndClaim(t.Context(), second, second), session.LastOrganiser)
	h.ok(h.host.NameOrganisers(t.Context(), []session.Fingerprint{"SHA256:four"}))
	h.ok(h.host.EndClaim(t.Context(), second, second))
	second2 := openHost(h, h.store, "second")
	defer second2.Close()
	if p, _ := second2.Person(second); p.Organiser {
		t.Error("an organiser again after a restart")
	}
}

// TestACodeForAnOrganiserIsGoodForADay; the first one waits as long as it takes.
func TestACodeForAnOrganiserIsGoodForADay(t *testing.T) {
	synctest.Test(t, aCodeForAnOrganiserIsGoodForADay)
}

func aCodeForAnOrganiserIsGoodForADay(t *testing.T) {
	h := &hall{TB: t, store: newFrail()}
	h.host = openHost(t, h.store, "claim")
	defer h.host.Close()
	code, err := h.host.OfferClaim(t.Context())
	h.ok(err)
	time.Sleep(1000 * time.Hour)
	first, late := h.meet(""), h.meet("")
	h.ok(h.host.Claim(t.Context(), first, code))
	code, err = h.host.HandOver(t.Context(), first)
	h.ok(err)
	time.Sleep(session.HandOverFor - time.Second)
	if _, err := h.host.Present(code); err != nil {
		t.Error(err)
	}
	time.Sleep(time.Second)
	_, err = h.host.Present(code)
	h.refused(err, session.CodeExpired)
	h.refused(h.host.Claim(t.Context(), late, code), session.CodeExpired)
}
