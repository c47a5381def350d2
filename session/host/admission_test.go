package host_test

import (
	"context"
	"errors"
	"slices"
	"strings"
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
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/store/storetest"
)

func TestRenewingAndPreferring(t *testing.T) {
	h := newHall(t)
	_, err := h.Host.Renew(t.Context(), "nobody")
	h.Refused(err, refusal.NotFound)
	n := len(halltest.Records(t, h.Store, "_directory"))
	for range 3 {
		h.OK(h.Host.Prefer(t.Context(), h.Boss, "es"))
	}
	if got := len(halltest.Records(t, h.Store, "_directory")) - n; got != 1 {
		t.Errorf("the same language three times is %d records", got)
	}
}

func TestJoiningTwiceIsJoiningOnce(t *testing.T) {
	h := newHall(t)
	i, person := h.Shown(h.Invite(kl, method.Participant, method.Members, 2)), h.Meet("")
	first, err := h.Host.Join(t.Context(), person, i, session.Profile{Name: "Ani", Organisation: "Ani's", Country: "ID"})
	h.OK(err)
	n := len(h.Records())
	for range 3 {
		again, err := h.Host.Join(t.Context(), person, i, session.Profile{Name: "Somebody else"})
		if err != nil || again != first {
			t.Fatalf("got %s, %v, want %s", again, err, first)
		}
	}
	if len(h.Records()) != n || h.Shared().Members.Of(first).Name != "Ani" {
		t.Errorf("joining again changed %+v", h.Shared().Members.Of(first))
	}
	if used := h.used(i.ID); used != 1 {
		t.Errorf("one person used it %d times", used)
	}
	// Another code brings the same member into the other meeting.
	other, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(bangkok, method.Scribe, method.Members, 1)), session.Profile{Name: "Somebody else"})
	if err != nil || other != first || h.Shared().RoleIn(bangkok, first) != method.Scribe || h.Shared().RoleIn(kl, first) != method.Participant {
		t.Errorf("in the other meeting: %s, %v", other, err)
	}
	// An organiser who tries a code on stays what they are, once.
	i = h.Shown(h.Invite(kl, method.Participant, method.Members, 5))
	var sizes []int
	for range 3 {
		_, err := h.Host.Join(t.Context(), h.Boss, i, session.Profile{Name: "Boss"})
		h.OK(err)
		sizes = append(sizes, len(h.Records()))
	}
	if sizes[0] != sizes[2] || h.Shared().RoleIn(kl, h.Members[method.Organiser]) != method.Organiser {
		t.Errorf("an organiser who joins again: %v records", sizes)
	}
}

// TestCodesNeverNarrowWhatSomebodyReads: the widest that was given stays.
func TestCodesNeverNarrowWhatSomebodyReads(t *testing.T) {
	h := newHall(t)
	person := h.Meet("")
	for _, step := range []struct{ code, want method.Audience }{
		{method.Public, method.Public}, {method.Governments, method.Governments}, {method.Public, method.Governments},
		{method.Members, method.Members}, {method.Governments, method.Members},
	} {
		m, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, method.Observer, step.code, 1)), session.Profile{Name: "Ani"})
		h.OK(err)
		if got := h.Shared().AudienceOf(m); got != step.want {
			t.Errorf("with a code for %s: reads as %s, want %s", step.code, got, step.want)
		}
	}
	// Another role, and the audience of another code.
	m, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(bangkok, method.Scribe, method.Public, 1)), session.Profile{Name: "Ani"})
	h.OK(err)
	if got := h.Shared().AudienceOf(m); got != method.Members {
		t.Errorf("in the other meeting they read as %s", got)
	}
}

// TestACodeNeverLowersARole, whichever is used after which: the one with more
// rights stays, and of two with the same rights the first.
func TestACodeNeverLowersARole(t *testing.T) {
	h := newHall(t)
	for _, first := range method.Roles() {
		for _, second := range method.Roles() {
			person, profile := h.Meet(""), session.Profile{Name: "Ani"}
			member, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, first, method.Members, 1)), profile)
			h.OK(err)
			before := len(h.Records())
			_, err = h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, second, method.Governments, 1)), profile)
			h.OK(err)
			want, written := first, 0
			if second.Above(first) {
				want, written = second, 1
			}
			if got := h.Shared().RoleIn(kl, member); got != want || len(h.Records()) != before+written {
				t.Errorf("%s with a code for %s: %s, with %d records", first, second, got, len(h.Records())-before)
			}
		}
	}
	h.SameAfterRereading()
}

// TestACodeThatIsHeldGivesNothingBack that was taken from somebody since they came by it.
func TestACodeThatIsHeldGivesNothingBack(t *testing.T) {
	h := newHall(t)
	boss := h.Members[method.Organiser]
	comes := func(role method.Role, p session.Profile) (come func(), member session.MemberID) {
		person, shown := h.Meet(""), h.Shown(h.Invite(kl, role, method.Members, 1))
		come = func() {
			t.Helper()
			var err error
			member, err = h.Host.Join(t.Context(), person, shown, p)
			h.OK(err)
		}
		come()
		return come, member
	}
	again, steered := comes(method.Facilitator, session.Profile{Name: "Ani"})
	h.Must(boss, &standing.GiveRole{Meeting: kl, Member: steered, Role: method.Observer})
	again()
	if role := h.Shared().RoleIn(kl, steered); role != method.Observer {
		t.Errorf("who was made an observer is %s again", role)
	}
	again, organised := comes(method.Organiser, session.Profile{Name: "Ben"})
	h.Must(boss, &session.OrganiseCommunity{Member: organised, Ends: true})
	again()
	if h.Shared().Members.Of(organised).Organiser() {
		t.Error("who is no organiser any more is one again")
	}
	again, minister := comes(method.Participant, session.Profile{Name: "Cita", Organisation: "Ministry", Type: method.Government})
	h.Must(minister, &session.ChangeProfile{Member: minister, Revision: 1, Profile: session.Profile{Name: "Cita"}})
	again()
	if reads := h.Shared().AudienceOf(minister); reads != method.Governments {
		t.Errorf("who was of a government reads what %s read", reads)
	}
}

// TestAWiderCodeKeepsTheRole: what somebody reads and what they do are given each
// by itself.
func TestAWiderCodeKeepsTheRole(t *testing.T) {
	h := newHall(t)
	person := h.Meet("")
	for _, code := range []struct {
		role  method.Role
		reads method.Audience
	}{{method.Facilitator, method.Governments}, {method.Observer, method.Members}} {
		member, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, code.role, code.reads, 1)), session.Profile{Name: "Ani"})
		h.OK(err)
		if role, reads := h.Shared().RoleIn(kl, member), h.Shared().AudienceOf(member); role != method.Facilitator || reads != code.reads {
			t.Errorf("with a code for %s of %s: %s of %s", code.role, code.reads, role, reads)
		}
	}
}

// used counts the uses of an invitation.
func (h *hall) used(id directory.InvitationID) int {
	h.Helper()
	for _, m := range []method.MeetingID{kl, bangkok} {
		all, err := h.Host.Invitations(h.Context(), cop, h.Members[method.Organiser], m)
		h.OK(err)
		for _, i := range all {
			if i.ID == id {
				return i.Used
			}
		}
	}
	h.Fatal("no such invitation")
	return 0
}

// TestJoinGrantsWhatWasInvited, not what the caller makes of it.
func TestJoinGrantsWhatWasInvited(t *testing.T) {
	h := newHall(t)
	i := h.Shown(h.Invite(kl, method.Observer, method.Public, 1))
	i.Role, i.Audience, i.Meeting = method.Organiser, method.Members, bangkok
	member, err := h.Host.Join(t.Context(), h.Meet(""), i, session.Profile{Name: "Mallory"})
	h.OK(err)
	if m := h.Shared().Members.Of(member); m.Organiser() || m.Audience != method.Public ||
		h.Shared().RoleIn(kl, member) != method.Observer || h.Shared().RoleIn(bangkok, member) != "" {
		t.Errorf("joined as %+v", m)
	}
}

// TestJoinThatWasCutIsFinished: the line dropped when the directory had let the
// person in and the community did not know them yet.
func TestJoinThatWasCutIsFinished(t *testing.T) {
	for name, finish := range map[string]func(h *hall, person directory.PersonID, shown directory.Invitation) directory.Invitation{
		"by the same code": func(_ *hall, _ directory.PersonID, shown directory.Invitation) directory.Invitation { return shown },
		"by what was granted": func(h *hall, person directory.PersonID, _ directory.Invitation) directory.Invitation {
			all := h.Host.Grants(person, cop)
			if len(all) != 1 {
				t.Fatalf("%d grants, wanted one", len(all))
			}
			return all[0]
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := newFrail()
				h := newHallIn(t, store)
				i, person := h.Shown(h.Invite(kl, method.Participant, method.Members, 1)), h.Meet("")
				if len(h.Host.Grants(person, cop)) > 0 {
					t.Error("granted before anything was shown")
				}
				store.before = func(log string, _ ledger.Batch) error {
					if log == string(cop) {
						return errDisk
					}
					return nil
				}
				_, err := h.Host.Join(t.Context(), person, i, session.Profile{Name: "Ani"})
				h.Refused(err, refusal.NotSaved)
				if _, ok := h.Host.MemberOf(t.Context(), person, cop); ok {
					t.Error("a member whom the community does not know")
				}
				if all := h.Host.CommunitiesOf(person); len(all) != 1 || all[0].ID != cop {
					t.Errorf("the person can enter %v", all)
				}
				store.before = nil
				time.Sleep(2 * host.InviteFor) // they come back when the code is long expired
				member, err := h.Host.Join(t.Context(), person, finish(h, person, i), session.Profile{Name: "Ani"})
				h.OK(err)
				if got, ok := h.Host.MemberOf(t.Context(), person, cop); !ok || got != member || h.used(i.ID) != 1 {
					t.Errorf("the member is %s, %v", got, ok)
				}
			})
		})
	}
}

// TestASecondCodeThatWasCutIsFinished: somebody who takes part already is what another code
// makes of them once the store takes it, and the code is used once.
func TestASecondCodeThatWasCutIsFinished(t *testing.T) {
	for _, cut := range []string{string(cop), "_directory"} {
		store := newFrail()
		h := newHallIn(t, store)
		person, profile := h.Meet(""), session.Profile{Name: "Wira"}
		_, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, method.Participant, method.Members, 1)), profile)
		h.OK(err)
		second := h.Shown(h.Invite(kl, method.Facilitator, method.Members, 1))
		store.before = func(log string, _ ledger.Batch) error {
			if log == cut {
				return errDisk
			}
			return nil
		}
		_, err = h.Host.Join(t.Context(), person, second, profile)
		h.Refused(err, refusal.NotSaved)
		store.before = nil
		member, err := h.Host.Join(t.Context(), person, second, profile)
		h.OK(err)
		if role := h.Shared().RoleIn(kl, member); role != method.Facilitator || h.used(second.ID) != 1 {
			t.Errorf("%s was cut: they are %s, and the code is used %d times", cut, role, h.used(second.ID))
		}
		if _, err := h.Host.Join(t.Context(), h.PersonOf(h.Siti), second, profile); !halltest.IsRefusal(err, refusal.CodeUsedUp) {
			t.Errorf("somebody else who takes part comes by it: %v", err)
		}
		if role := h.Shared().RoleIn(kl, h.Siti); role != method.Participant {
			t.Errorf("a code that is used up has made them %s", role)
		}
	}
}

// TestAJoinThatIsRefusedUsesUpNoCode, whatever the community has against it.
func TestAJoinThatIsRefusedUsesUpNoCode(t *testing.T) {
	h := newHall(t)
	organiser, person := h.Members[method.Organiser], h.Meet("")
	i := h.Shown(h.Invite(bangkok, method.Participant, method.Members, 1))
	_, err := h.Host.Join(t.Context(), person, i, session.Profile{Country: "ID"})
	h.Refused(err, refusal.Missing)
	h.Must(organiser, &session.RemoveMeeting{Meeting: bangkok})
	_, err = h.Host.Join(t.Context(), person, i, session.Profile{Name: "Ani"})
	h.Refused(err, refusal.MeetingRemoved)
	h.Must(organiser, &session.RestoreMeeting{Meeting: bangkok})
	if n := h.used(i.ID); n != 0 {
		t.Errorf("it is used %d times, and let nobody in", n)
	}
	if _, err := h.Host.Join(t.Context(), h.Meet(""), i, session.Profile{Name: "Budi"}); err != nil {
		t.Errorf("it lets in nobody: %v", err)
	}
}

// TestADroppedLineDoesNotCutAJoin between the two logs.
func TestADroppedLineDoesNotCutAJoin(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	i, person := h.Shown(h.Invite(kl, method.Participant, method.Members, 1)), h.Meet("")
	line, drop := context.WithCancel(t.Context())
	store.after = func(log string, _ ledger.Batch) error {
		if log == "_directory" {
			drop()
		}
		return nil
	}
	_, err := h.Host.Join(line, person, i, session.Profile{Name: "Ani"})
	h.OK(err)
	if _, ok := h.Host.MemberOf(t.Context(), person, cop); !ok {
		t.Error("let in, and not known in the community")
	}
	if _, err := h.Host.Join(line, h.Meet(""), i, session.Profile{Name: "Budi"}); !errors.Is(err, context.Canceled) {
		t.Errorf("who had gone before: %v", err)
	}
}

func TestFoundingThatWasCutIsRepeated(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	cut := func(log string, _ ledger.Batch) error {
		if log == "latin-america" {
			return errDisk
		}
		return nil
	}
	store.before = cut
	found := func() error { return h.Host.Found(t.Context(), h.Boss, "latin-america", "Latin America", false) }
	h.Refused(found(), refusal.NotSaved)
	store.before = nil
	h.Refused(h.Host.Found(t.Context(), h.Meet(""), "latin-america", "Mine", false), refusal.NotAllowed)
	h.OK(found())
	s, err := h.Host.Shared(t.Context(), "latin-america", method.Public)
	if err != nil || s.Name != "Latin America" {
		t.Errorf("founded %+v, %v", s, err)
	}
	h.Refused(found(), refusal.Exists)
	h.Refused(h.Host.Found(t.Context(), h.Boss, "_directory", "Trick", false), refusal.Invalid)
	h.Refused(h.Host.Found(t.Context(), h.Boss, "europe", "", false), refusal.Missing)
}

// TestInviteGivesNoMoreThanOneHas: rights, and what may be read.
func TestInviteGivesNoMoreThanOneHas(t *testing.T) {
	h := newHall(t)
	minister := h.Join(kl, method.Facilitator, method.Governments, session.Profile{Name: "Minister", Organisation: "Ministry", Type: method.Government})
	by := map[string]session.MemberID{halltest.Elsewhere: h.Named(halltest.Elsewhere), halltest.Stranger: h.Named(halltest.Stranger), halltest.Nobody: "", "minister": minister}
	for r, m := range h.Members {
		by[string(r)] = m
	}
	may := func(name string, r method.Role, a method.Audience) bool {
		switch name {
		case "organiser":
			return true
		case "facilitator":
			return r != method.Organiser
		case "minister":
			return r != method.Organiser && a != method.Members
		}
		return false
	}
	for name, m := range by {
		for _, r := range method.Roles() {
			for _, a := range method.Audiences() {
				_, err := h.Host.Invite(t.Context(), cop, m, directory.Invitation{
					Meeting: kl, Role: r, Audience: a, Uses: 1, Expires: time.Now().Add(time.Hour),
				})
				if want := may(name, r, a); want != (err == nil) || !want && !halltest.IsRefusal(err, refusal.NotAllowed) {
					t.Errorf("%s invites %s of %s: got %v", name, r, a, err)
				}
			}
		}
		_, err := h.Host.Invitations(t.Context(), cop, m, kl)
		if steers := name == "organiser" || name == "facilitator" || name == "minister"; steers != (err == nil) {
			t.Errorf("%s lists invitations: %v", name, err)
		}
	}
}

func TestInvitationsThatLetNobodyInAreRefused(t *testing.T) {
	h := newHall(t)
	for name, change := range map[string]func(*directory.Invitation){
		"no uses":        func(i *directory.Invitation) { i.Uses = 0 },
		"too many uses":  func(i *directory.Invitation) { i.Uses = session.MaxMembers + 1 },
		"no role":        func(i *directory.Invitation) { i.Role = "" },
		"unknown role":   func(i *directory.Invitation) { i.Role = "king" },
		"never expires":  func(i *directory.Invitation) { i.Expires = time.Time{} },
		"no audience":    func(i *directory.Invitation) { i.Audience = "" },
		"no meeting":     func(i *directory.Invitation) { i.Meeting = "" },
		"not this place": func(i *directory.Invitation) { i.Meeting = "nowhere" },
	} {
		i := directory.Invitation{Meeting: kl, Role: method.Participant, Audience: method.Members, Uses: 1, Expires: time.Now().Add(time.Hour)}
		change(&i)
		if code, err := h.Host.Invite(t.Context(), cop, h.Members[method.Organiser], i); err == nil {
			t.Errorf("%s: made %s", name, code)
		}
	}
}

func TestRevokingIsForWhoSteers(t *testing.T) {
	h := newHall(t)
	i := h.Shown(h.Invite(kl, method.Participant, method.Members, 2))
	member, err := h.Host.Join(t.Context(), h.Meet(""), i, session.Profile{Name: "Ani"})
	h.OK(err)
	for _, who := range []session.MemberID{h.Siti, h.Named(halltest.Elsewhere), h.Named(halltest.Stranger), ""} {
		h.Refused(h.Host.Revoke(t.Context(), cop, who, i.ID), refusal.NotAllowed)
	}
	h.Refused(h.Host.Revoke(t.Context(), cop, h.Facilitator(), "none"), refusal.NotFound)
	h.OK(h.Host.Revoke(t.Context(), cop, h.Facilitator(), i.ID))
	h.Must(member, h.NewItem("still here"))
}

// TestACommunityIsRenamed by those who organise it: in the directory, in its own log,
// also where the server stopped between the two, and what it was called leads on.
func TestACommunityIsRenamed(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	rename := func(by directory.PersonID, name string, short method.CommunityID) error {
		return h.Host.RenameCommunity(t.Context(), by, cop, name, short)
	}
	called := func(name string, short method.CommunityID, also ...string) {
		t.Helper()
		l := h.Host.Communities()[0]
		if s := h.Shared(); s.Name != name || l.Name != name || l.Short != short {
			t.Errorf("it is called %q, and listed as %+v", s.Name, l)
		}
		for _, typed := range also {
			if !l.Leads(typed) {
				t.Errorf("%s leads nowhere", typed)
			}
		}
	}
	h.OK(rename(h.Boss, "Asia and the Pacific", "asia"))
	called("Asia and the Pacific", "asia", string(cop), "ASIA")
	h.Refused(rename(h.Meet(""), "Mine", ""), refusal.NotAllowed)
	h.Refused(rename(h.Boss, "", ""), refusal.Missing)
	h.Refused(rename(h.Boss, "Asia", "no short name"), refusal.Invalid)
	h.OK(h.Host.Found(t.Context(), h.Boss, "mexico", "Mexico", false))
	h.Refused(rename(h.Boss, "Asia", "mexico"), refusal.Exists)
	for _, taken := range []method.CommunityID{"asia", cop} {
		h.Refused(h.Host.Found(t.Context(), h.Boss, taken, "Another", false), refusal.Exists)
	}
	store.before = func(log string, _ ledger.Batch) error {
		if log == string(cop) {
			return errDisk
		}
		return nil
	}
	h.Refused(rename(h.Boss, "Asia Pacific", ""), refusal.NotSaved)
	store.before = nil
	h.OK(rename(h.Boss, "Asia Pacific", ""))
	called("Asia Pacific", "asia")
}

// TestAnEmptyCommunityIsRemoved by organisers of the installation, and comes back.
func TestAnEmptyCommunityIsRemoved(t *testing.T) {
	h := newHall(t)
	remove := func(by directory.PersonID, c method.CommunityID) error {
		return h.Host.RemoveCommunity(t.Context(), by, c)
	}
	h.OK(h.Host.Found(t.Context(), h.Boss, "mistake", "A mistake", false))
	lists := func(want bool) {
		t.Helper()
		is := func(l directory.Listing) bool { return l.ID == "mistake" }
		if slices.ContainsFunc(h.Host.CommunitiesOf(h.Boss), is) != want || slices.ContainsFunc(h.Host.RemovedCommunities(h.Boss), is) == want {
			t.Errorf("listed: %v, want %v", !want, want)
		}
	}
	nobody := h.Meet("")
	h.Refused(remove(nobody, "mistake"), refusal.NotAllowed)
	h.Refused(remove(h.Boss, cop), refusal.CommunityUsed)
	h.Refused(remove(h.Boss, "nowhere"), refusal.NotFound)
	h.OK(remove(h.Boss, "mistake"))
	lists(false)
	h.Refused(remove(h.Boss, "mistake"), refusal.NotFound)
	_, err := h.Host.EnterAsOrganiser(t.Context(), h.Boss, "mistake", session.Profile{Name: "Boss"})
	h.Refused(err, refusal.NotAllowed)
	h.Refused(h.Host.Found(t.Context(), h.Boss, "mistake", "Another", false), refusal.Exists)
	if all := h.Host.RemovedCommunities(nobody); all != nil {
		t.Errorf("anybody sees %v", all)
	}
	h.Refused(h.Host.RestoreCommunity(t.Context(), nobody, "mistake"), refusal.NotAllowed)
	h.OK(h.Host.RestoreCommunity(t.Context(), h.Boss, "mistake"))
	lists(true)
	h.Refused(h.Host.RestoreCommunity(t.Context(), h.Boss, "mistake"), refusal.NotFound)
}

// TestACommunityIsNotRemovedUnderAMeeting that somebody convenes at the same moment:
// whichever comes first, the other is refused.
func TestACommunityIsNotRemovedUnderAMeeting(t *testing.T) {
	const removed, convened = "community.removed/1", "meeting.convened/1"
	for first, want := range map[string]struct{ remove, convene refusal.Code }{
		convened: {remove: refusal.CommunityUsed},
		removed:  {convene: refusal.NotFound},
	} {
		store := &storetest.Memory{}
		h := newHallIn(t, store)
		const mistake = "mistake"
		h.OK(h.Host.Found(t.Context(), h.Boss, mistake, "A mistake", false))
		boss, err := h.Host.EnterAsOrganiser(t.Context(), h.Boss, mistake, session.Profile{Name: "Boss"})
		h.OK(err)
		act := map[string]func() error{
			removed: func() error { return h.Host.RemoveCommunity(t.Context(), h.Boss, mistake) },
			convened: func() error {
				return h.Host.Do(t.Context(), mistake, host.Deed{ID: h.Host.NewChange(), Member: boss, Change: &session.ConveneMeeting{
					Meeting: "talk", Details: session.MeetingDetails{Title: "Talk", First: "2030-01-02"},
				}})
			},
		}
		last := map[string]string{removed: convened, convened: removed}[first]
		errs := map[string]error{}
		store.BeforeAppend = func(_ string, b ledger.Batch) error {
			if b.Records[0].Kind == last {
				store.BeforeAppend = nil
				errs[first] = act[first]()
			}
			return nil
		}
		errs[last] = act[last]()
		for kind, code := range map[string]refusal.Code{removed: want.remove, convened: want.convene} {
			if err := errs[kind]; code == "" && err != nil || code != "" && !halltest.IsRefusal(err, code) {
				t.Errorf("%s first: %s was answered with %v", first, kind, err)
			}
		}
		if n := len(h.Host.RemovedCommunities(h.Boss)); n > 0 != (first == removed) {
			t.Errorf("%s first: %d communities are removed", first, n)
		}
	}
}

// TestARemovedCommunityTakesNothing more, also from whoever sits there. What it holds of
// people is theirs to see and to erase, and goes in time.
func TestARemovedCommunityTakesNothing(t *testing.T) { synctest.Test(t, aRemovedCommunityTakesNothing) }

func aRemovedCommunityTakesNothing(t *testing.T) {
	h := newHall(t)
	const mistake = "mistake"
	h.OK(h.Host.Found(t.Context(), h.Boss, mistake, "A mistake", false))
	boss, err := h.Host.EnterAsOrganiser(t.Context(), h.Boss, mistake, session.Profile{Name: "Boss"})
	h.OK(err)
	does := func(c session.Change) error {
		return h.Host.Do(t.Context(), mistake, host.Deed{ID: h.Host.NewChange(), Member: boss, Change: c})
	}
	convene := func(id method.MeetingID) error {
		return does(&session.ConveneMeeting{Meeting: id, Details: session.MeetingDetails{Title: "Talk", First: "2000-01-02"}})
	}
	h.OK(convene("talk"))
	h.OK(does(&session.KeepUntil{Meeting: "talk", Until: "2000-01-20"}))
	invitation := directory.Invitation{Meeting: "talk", Role: method.Participant, Audience: method.Members, Uses: 1, Expires: time.Now().Add(host.InviteFor)}
	code, err := h.Host.Invite(t.Context(), mistake, boss, invitation)
	h.OK(err)
	ani, i := h.Meet("SHA256:ani"), h.Shown(code)
	_, err = h.Host.Join(t.Context(), ani, i, session.Profile{Name: "Ani"})
	h.OK(err)
	h.OK(does(&session.RemoveMeeting{Meeting: "talk"}))
	h.OK(h.Host.RemoveCommunity(t.Context(), h.Boss, mistake))

	h.Refused(convene("more"), refusal.NotFound)
	_, err = h.Host.Invite(t.Context(), mistake, boss, invitation)
	h.Refused(err, refusal.NotFound)
	_, err = h.Host.Join(t.Context(), h.Meet(""), i, session.Profile{Name: "Budi"})
	h.Refused(err, refusal.NotFound)

	held, err := h.Host.Holdings(t.Context(), ani)
	if err != nil || len(held.Communities) != 1 || held.Communities[0].Member.Name != "Ani" {
		t.Errorf("it holds %+v, %v", held.Communities, err)
	}
	h.OK(h.Host.Erase(t.Context(), ani, true))
	until(time.Date(2000, 1, 21, 1, 0, 0, 0, time.UTC))
	var kinds []string
	for _, r := range halltest.Records(t, h.Store, mistake) {
		if kinds = append(kinds, r.Kind); strings.Contains(string(r.Body), "Ani") {
			t.Errorf("whoever was erased is in %s", r.Body)
		}
	}
	if !slices.Contains(kinds, "meeting.erased/1") {
		t.Errorf("nothing is erased of %v", kinds)
	}
}
