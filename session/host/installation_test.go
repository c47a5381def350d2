package host_test

import (
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/store/storetest"
)

func TestClaimIsGoodOnce(t *testing.T) {
	h := emptyHall(t, newFrail())
	h.Host = halltest.OpenHost(t, h.Store, "claim")
	defer h.Host.Close()
	old, err := h.Host.OfferClaim(t.Context())
	h.OK(err)
	code, err := h.Host.OfferClaim(t.Context()) // after a restart
	h.OK(err)
	first, second := h.Meet(""), h.Meet("")
	for _, wrong := range []string{"", "nonsense", old} {
		h.Refused(h.Host.Claim(t.Context(), second, wrong), refusal.CodeWrong)
	}
	if e, err := h.Host.Present(code); err != nil || !e.Claim {
		t.Errorf("got %+v, %v", e, err)
	}
	h.OK(h.Host.Claim(t.Context(), first, code))
	h.Refused(h.Host.Claim(t.Context(), second, code), refusal.CodeWrong)
	if _, err := h.Host.Present(code); !halltest.IsRefusal(err, refusal.CodeWrong) {
		t.Errorf("shown again: %v", err)
	}
	for id, want := range map[directory.PersonID]bool{first: true, second: false} {
		if p, _ := h.Host.Person(id); p.Organiser != want {
			t.Errorf("organiser: %v, want %v", p.Organiser, want)
		}
	}
	if again, err := h.Host.OfferClaim(t.Context()); err != nil || again != "" {
		t.Errorf("offered again: %q, %v", again, err)
	}
	h.Refused(h.Host.Found(t.Context(), second, cop, "Asia Pacific", false), refusal.NotAllowed)
}

func TestOrganisersByKey(t *testing.T) {
	h := emptyHall(t, newFrail())
	h.Host = halltest.OpenHost(t, h.Store, "keys")
	defer h.Host.Close()
	early := h.Meet("SHA256:early")
	for range 2 { // at every start
		h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"SHA256:early", "SHA256:late"}))
	}
	late, other := h.Meet("SHA256:late"), h.Meet("SHA256:other")
	for id, want := range map[directory.PersonID]bool{early: true, late: true, other: false} {
		if p, _ := h.Host.Person(id); p.Organiser != want {
			t.Errorf("organiser: %v, want %v", p.Organiser, want)
		}
	}
	if code, err := h.Host.OfferClaim(t.Context()); err != nil || code != "" {
		t.Errorf("a claim is offered beside organisers: %q, %v", code, err)
	}
	h.OK(h.Host.Found(t.Context(), late, cop, "Asia Pacific", false))
	profile := session.Profile{Name: "Other"}
	if _, err := h.Host.EnterAsOrganiser(t.Context(), other, cop, profile); !halltest.IsRefusal(err, refusal.NotAllowed) {
		t.Errorf("got %v", err)
	}
	member, err := h.Host.EnterAsOrganiser(t.Context(), early, cop, profile)
	h.OK(err)
	if again, err := h.Host.EnterAsOrganiser(t.Context(), early, cop, profile); err != nil || again != member {
		t.Errorf("entering again: %s, %v", again, err)
	}
	if n := len(h.Records()); n != 2 {
		t.Errorf("entering twice left %d records beside the founding, want 1", n-1)
	}
}

// TestAKeyOfTheFileIsKnownFromItsFirstContact, and a person from then on.
func TestAKeyOfTheFileIsKnownFromItsFirstContact(t *testing.T) {
	h := newHall(t)
	h.OK(h.Host.OnlyOrganisers(t.Context(), []directory.Fingerprint{"SHA256:one"}))
	first, err := h.Host.Recognise(t.Context(), "SHA256:one", directory.Admission{}, nil)
	h.OK(err)
	if p, known := h.Host.Person(first.Person); !known || !p.Organiser {
		t.Fatalf("they are %+v", p)
	}
	_, err = h.Host.Health(t.Context(), first.Person)
	h.OK(err)
	again, err := h.Host.Recognise(t.Context(), "SHA256:one", directory.Admission{}, nil)
	h.OK(err)
	stranger, err := h.Host.Recognise(t.Context(), "SHA256:two", directory.Admission{}, nil)
	h.OK(err)
	if again != first || stranger != (directory.Admission{}) {
		t.Errorf("again they are %v; a stranger is %v", again, stranger)
	}
}

// TestAKeyOfTheFileOrganisesForWhoeverTakesIt: whoever came by a code and says that the key is
// theirs organises the communities that are open, at once.
func TestAKeyOfTheFileOrganisesForWhoeverTakesIt(t *testing.T) {
	h := newHall(t)
	h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"SHA256:one"}))
	h.OK(h.Host.Know(t.Context(), h.PersonOf(h.Siti), "SHA256:one"))
	if role := h.Shared().RoleIn(kl, h.Siti); role != method.Organiser {
		t.Errorf("they are %s", role)
	}
	h.SameAfterRereading()
}

// organiserByFile is an organiser whom the file names, in the community that they
// organise. Only their key is named.
func (h *hall) organiserByFile() (directory.PersonID, session.MemberID) {
	h.Helper()
	h.OK(h.Host.OnlyOrganisers(h.Context(), []directory.Fingerprint{"SHA256:one"}))
	person := h.Meet("SHA256:one")
	member, err := h.Host.EnterAsOrganiser(h.Context(), person, cop, session.Profile{Name: "One"})
	h.OK(err)
	return person, member
}

// out takes the key out of the file: here, or on another machine while nobody
// has the community open.
var out = map[string]func(h *hall){
	"while the community is open": func(h *hall) { h.OK(h.Host.OnlyOrganisers(h.Context(), []directory.Fingerprint{"SHA256:two"})) },
	"while it is closed": func(h *hall) {
		h.Host.Close()
		beside := halltest.OpenHost(h, h.Store, "beside")
		h.OK(beside.OnlyOrganisers(h.Context(), []directory.Fingerprint{"SHA256:two"}))
		beside.Close()
		h.Host = halltest.OpenHost(h, h.Store, "again")
		h.Cleanup(h.Host.Close)
	},
}

// TestWhoIsNoLongerNamedLosesWhatCameWithIt: a key was taken out of the file.
func TestWhoIsNoLongerNamedLosesWhatCameWithIt(t *testing.T) {
	for name, takeOut := range out {
		t.Run(name, func(t *testing.T) {
			h := newHallIn(t, &storetest.Memory{})
			person, member := h.organiserByFile()
			takeOut(h)
			if p, _ := h.Host.Person(person); p.Organiser {
				t.Error("still an organiser of the installation")
			}
			shared := h.Shared()
			if shared.RoleIn(kl, member) != "" || shared.AudienceOf(member) != method.Public {
				t.Errorf("in the community they are %s and read as %s", shared.RoleIn(kl, member), shared.AudienceOf(member))
			}
			if again, ok := h.Host.MemberOf(t.Context(), person, cop); !ok || again != member {
				t.Errorf("the member is now %q", again)
			}
			_, err := h.Host.Health(t.Context(), person)
			h.Refused(err, refusal.NotAllowed)
			_, err = h.Host.EnterAsOrganiser(t.Context(), person, cop, session.Profile{})
			h.Refused(err, refusal.NotAllowed)
			h.Refused(h.Host.Found(t.Context(), person, "mexico", "Mexico", false), refusal.NotAllowed)
			h.Refused(h.Do(member, &session.ConveneMeeting{Meeting: "late", Details: halltest.Details}), refusal.NotAllowed)
			for _, other := range []directory.PersonID{h.Boss, h.Meet("SHA256:two")} {
				if p, _ := h.Host.Person(other); !p.Organiser {
					t.Error("others lost it too")
				}
			}
			h.SameAfterRereading()
			h.OK(h.Host.OnlyOrganisers(t.Context(), []directory.Fingerprint{"SHA256:one"}))
			if h.Shared().RoleIn(kl, member) != method.Organiser {
				t.Error("whose key is named again is no organiser")
			}
		})
	}
}

// TestAHostThatReadsRepairsNothing: what the directory says and the community does not yet
// is left to the Host that serves the store.
func TestAHostThatReadsRepairsNothing(t *testing.T) {
	h := newHallIn(t, &storetest.Memory{})
	_, member := h.organiserByFile()
	h.Host.Close()
	beside := halltest.OpenHost(t, h.Store, "beside")
	h.OK(beside.OnlyOrganisers(t.Context(), nil)) // while the community is closed
	beside.Close()
	records := len(h.Records())
	reads, err := host.Open(t.Context(), h.Store, host.Options{Logf: t.Logf, Registers: halltest.Registers(), ReadOnly: true})
	h.OK(err)
	defer reads.Close()
	shared, err := reads.Shared(t.Context(), cop, method.Members)
	h.OK(err)
	if !shared.Members.Of(member).Organiser() || len(h.Records()) != records {
		t.Error("it has written what the directory says")
	}
}

// TestWhatIsInOwnRightStays: by a code, and because another organiser made them
// one.
func TestWhatIsInOwnRightStays(t *testing.T) {
	for name, give := range map[string]func(h *hall, person directory.PersonID, member session.MemberID){
		"by a code": func(h *hall, person directory.PersonID, _ session.MemberID) {
			_, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, method.Organiser, method.Members, 1)), session.Profile{})
			h.OK(err)
		},
		"by another organiser": func(h *hall, _ directory.PersonID, member session.MemberID) {
			h.Must(h.Members[method.Organiser], &session.OrganiseCommunity{Member: member})
		},
	} {
		for when, takeOut := range out {
			t.Run(name+" "+when, func(t *testing.T) {
				h := newHallIn(t, &storetest.Memory{})
				person, member := h.organiserByFile()
				give(h, person, member)
				takeOut(h)
				if h.Shared().RoleIn(kl, member) != method.Organiser {
					t.Fatal("they are no organiser any more")
				}
				h.Must(h.Members[method.Organiser], &session.OrganiseCommunity{Member: member, Ends: true})
				if got := h.Shared().RoleIn(kl, member); got.Above(method.Participant) {
					t.Errorf("whose own right was ended too is %s", got)
				}
				h.Refused(h.Do(member, &session.ConveneMeeting{Meeting: "late", Details: halltest.Details}), refusal.NotAllowed)
				h.SameAfterRereading()
			})
		}
	}
}

// TestWhoOrganisesTheInstallationOrganisesItsCommunities, also where they came as
// something else, before or after.
func TestWhoOrganisesTheInstallationOrganisesItsCommunities(t *testing.T) {
	h := newHall(t)
	person := h.Meet("SHA256:one")
	join := func(m method.MeetingID) session.MemberID {
		member, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(m, method.Participant, method.Public, 1)), session.Profile{Name: "Ani"})
		h.OK(err)
		return member
	}
	member := join(kl)
	h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"SHA256:one"}))
	if join(bangkok); h.Shared().RoleIn(kl, member) != method.Organiser || h.Shared().RoleIn(bangkok, member) != method.Organiser {
		t.Errorf("they are %s and %s", h.Shared().RoleIn(kl, member), h.Shared().RoleIn(bangkok, member))
	}
	h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"SHA256:two"}))
	newcomer, err := h.Host.Join(t.Context(), h.Meet("SHA256:two"), h.Shown(h.Invite(kl, method.Participant, method.Members, 1)), session.Profile{Name: "Budi"})
	if h.OK(err); h.Shared().RoleIn(kl, newcomer) != method.Organiser {
		t.Errorf("an organiser who came by a code is %s", h.Shared().RoleIn(kl, newcomer))
	}
	h.OK(h.Host.OnlyOrganisers(t.Context(), nil))
	if h.Shared().RoleIn(kl, member) != method.Participant || h.Shared().RoleIn(bangkok, member) != method.Participant ||
		h.Shared().AudienceOf(member) != method.Public {
		t.Error("their codes gave them something else")
	}
}

// TestTheLastOrganiserOfACommunityStays until there is another.
func TestTheLastOrganiserOfACommunityStays(t *testing.T) {
	h := newHall(t)
	mine := h.Members[method.Organiser] // who organises the installation as well
	h.Must(mine, &session.OrganiseCommunity{Member: mine})
	h.Must(mine, &session.OrganiseCommunity{Member: mine, Ends: true})
	h.Must(mine, &session.OrganiseCommunity{Member: h.Siti})
	person := h.Boss
	successor := h.Meet("SHA256:one")
	code, err := h.Host.HandOver(t.Context(), person)
	h.OK(err)
	h.OK(h.Host.Claim(t.Context(), successor, code))
	h.OK(h.Host.EndClaim(t.Context(), successor, person)) // who was the only other one here
	end := &session.OrganiseCommunity{Member: h.Siti, Ends: true}
	h.Refused(h.Do(h.Siti, end), refusal.LastOrganiser)
	h.Must(h.Siti, &session.OrganiseCommunity{Member: h.Facilitator()})
	h.Must(h.Siti, end)
	if got := h.Shared().RoleIn(kl, h.Siti); got != method.Participant {
		t.Errorf("they are %s", got)
	}
	h.Refused(h.Do(h.Facilitator(), end), refusal.NotFound)
}

// TestTheInstallationIsHandedOver by a code, and whoever had it leaves.
func TestTheInstallationIsHandedOver(t *testing.T) {
	h := newHall(t)
	second, third := h.Meet("SHA256:two"), h.Meet("SHA256:three")
	_, err := h.Host.HandOver(t.Context(), second)
	h.Refused(err, refusal.NotAllowed)
	_, err = h.Host.Organisers(second)
	h.Refused(err, refusal.NotAllowed)
	h.Refused(h.Host.EndClaim(t.Context(), h.Boss, h.Boss), refusal.LastOrganiser)

	void, err := h.Host.HandOver(t.Context(), h.Boss)
	h.OK(err)
	code, err := h.Host.HandOver(t.Context(), h.Boss)
	h.OK(err)
	h.Refused(h.Host.Claim(t.Context(), second, void), refusal.CodeWrong)
	if e, err := h.Host.Present(code); err != nil || !e.Claim {
		t.Errorf("the code gives %+v, %v", e, err)
	}
	h.OK(h.Host.Claim(t.Context(), second, code))
	h.Refused(h.Host.Claim(t.Context(), third, code), refusal.CodeWrong)
	if all, err := h.Host.Organisers(second); err != nil || len(all) != 2 {
		t.Errorf("organisers are %v, %v", all, err)
	}
	h.Refused(h.Host.EndClaim(t.Context(), third, h.Boss), refusal.NotAllowed)
	h.Refused(h.Host.EndClaim(t.Context(), second, third), refusal.NotFound)
	h.OK(h.Host.EndClaim(t.Context(), second, h.Boss))
	if h.Shared().RoleIn(kl, h.Members[method.Organiser]) != "" {
		t.Error("who was removed organises a community")
	}
	h.Refused(h.Host.EndClaim(t.Context(), second, second), refusal.LastOrganiser)
	h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"sample"})) // with which nobody can come
	h.Refused(h.Host.EndClaim(t.Context(), second, second), refusal.LastOrganiser)
	h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"SHA256:four"}))
	h.OK(h.Host.EndClaim(t.Context(), second, second))
	second2 := halltest.OpenHost(h, h.Store, "second")
	defer second2.Close()
	if p, _ := second2.Person(second); p.Organiser {
		t.Error("an organiser again after a restart")
	}
}

// TestWhoWasRemovedOrganisesNothing: where one community cannot be written, the others
// follow at once, and it follows with the next attempt, which finds nothing else to do.
func TestWhoWasRemovedOrganisesNothing(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	boss, all := h.Boss, []method.CommunityID{"first", "second", "third"}
	var organises []func() bool
	for _, id := range all {
		h.OK(h.Host.Found(t.Context(), boss, id, "Another", false))
		member, err := h.Host.EnterAsOrganiser(t.Context(), boss, id, session.Profile{Name: "Boss"})
		h.OK(err)
		organises = append(organises, func() bool {
			shared, err := h.Host.Shared(t.Context(), id, method.Public)
			return err == nil && shared.Members.Of(member).Organiser()
		})
	}
	second := h.Meet("SHA256:two")
	code, err := h.Host.HandOver(t.Context(), boss)
	h.OK(err)
	h.OK(h.Host.Claim(t.Context(), second, code))
	for _, broken := range all {
		store.before = func(log string, _ ledger.Batch) error {
			if log == string(broken) {
				return errDisk
			}
			return nil
		}
		h.Refused(h.Host.EndClaim(t.Context(), boss, boss), refusal.NotSaved)
		for i, organises := range organises {
			if want := broken == all[i]; organises() != want {
				t.Errorf("%s is broken, and they organise community %d: %t", broken, i, !want)
			}
		}
		store.before = nil
		h.Refused(h.Host.EndClaim(t.Context(), boss, boss), refusal.NotAllowed)
		for i, organises := range organises {
			if organises() {
				t.Errorf("after another attempt they organise community %d", i)
			}
		}
		code, err := h.Host.HandOver(t.Context(), second)
		h.OK(err)
		h.OK(h.Host.Claim(t.Context(), boss, code))
	}
}

// TestACodeForAnOrganiserIsGoodForADay; the first one waits as long as it takes.
func TestACodeForAnOrganiserIsGoodForADay(t *testing.T) {
	synctest.Test(t, aCodeForAnOrganiserIsGoodForADay)
}

func aCodeForAnOrganiserIsGoodForADay(t *testing.T) {
	h := emptyHall(t, newFrail())
	h.Host = halltest.OpenHost(t, h.Store, "claim")
	defer h.Host.Close()
	code, err := h.Host.OfferClaim(t.Context())
	h.OK(err)
	time.Sleep(1000 * time.Hour)
	first, late := h.Meet(""), h.Meet("")
	h.OK(h.Host.Claim(t.Context(), first, code))
	code, err = h.Host.HandOver(t.Context(), first)
	h.OK(err)
	time.Sleep(host.HandOverFor - time.Second)
	if _, err := h.Host.Present(code); err != nil {
		t.Error(err)
	}
	time.Sleep(time.Second)
	_, err = h.Host.Present(code)
	h.Refused(err, refusal.CodeExpired)
	h.Refused(h.Host.Claim(t.Context(), late, code), refusal.CodeExpired)
}

// TestAClaimCodeEndsWithItsReason: the first, once a file names an organiser, and one that
// was handed over, once whoever made it is no organiser any more.
func TestAClaimCodeEndsWithItsReason(t *testing.T) {
	h := emptyHall(t, newFrail())
	h.Host = halltest.OpenHost(t, h.Store, "claim")
	t.Cleanup(func() { h.Host.Close() })
	code, err := h.Host.OfferClaim(t.Context())
	h.OK(err)
	h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"SHA256:boss"}))
	_, err = h.Host.Present(code)
	h.Refused(err, refusal.CodeWrong)
	h.Refused(h.Host.Claim(t.Context(), h.Meet(""), code), refusal.CodeWrong)

	boss, second := h.Meet("SHA256:boss"), h.Meet("")
	code, err = h.Host.HandOver(t.Context(), boss)
	h.OK(err)
	h.OK(h.Host.Claim(t.Context(), second, code))
	code, err = h.Host.HandOver(t.Context(), second)
	h.OK(err)
	h.OK(h.Host.EndClaim(t.Context(), boss, second))
	h.Refused(h.Host.Claim(t.Context(), second, code), refusal.CodeWrong)
}
