package session_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
)

func TestRenewingAndPreferring(t *testing.T) {
	h := newHall(t)
	_, err := h.host.Renew(t.Context(), "nobody")
	h.refused(err, session.NotFound)
	n := len(records(t, h.store, "_directory"))
	for range 3 {
		h.ok(h.host.Prefer(t.Context(), h.boss, "es"))
	}
	if got := len(records(t, h.store, "_directory")) - n; got != 1 {
		t.Errorf("the same language three times is %d records", got)
	}
}

func TestJoiningTwiceIsJoiningOnce(t *testing.T) {
	h := newHall(t)
	i, person := h.shown(h.invite(kl, session.Participant, session.Members, 2)), h.meet("")
	first, err := h.host.Join(t.Context(), person, i, session.Profile{Name: "Ani", Organisation: "Ani's", Country: "ID"})
	h.ok(err)
	n := len(h.records())
	for range 3 {
		again, err := h.host.Join(t.Context(), person, i, session.Profile{Name: "Somebody else"})
		if err != nil || again != first {
			t.Fatalf("got %s, %v, want %s", again, err, first)
		}
	}
	if len(h.records()) != n || h.shared().Members.Of(first).Name != "Ani" {
		t.Errorf("joining again changed %+v", h.shared().Members.Of(first))
	}
	if used := h.used(i.ID); used != 1 {
		t.Errorf("one person used it %d times", used)
	}
	// Another code brings the same member into the other meeting.
	other, err := h.host.Join(t.Context(), person, h.shown(h.invite(bangkok, session.Scribe, session.Members, 1)), session.Profile{Name: "Somebody else"})
	if err != nil || other != first || h.shared().RoleIn(bangkok, first) != session.Scribe || h.shared().RoleIn(kl, first) != session.Participant {
		t.Errorf("in the other meeting: %s, %v", other, err)
	}
	// An organiser who tries a code on stays what they are, once.
	i = h.shown(h.invite(kl, session.Participant, session.Members, 5))
	var sizes []int
	for range 3 {
		_, err := h.host.Join(t.Context(), h.boss, i, session.Profile{Name: "Boss"})
		h.ok(err)
		sizes = append(sizes, len(h.records()))
	}
	if sizes[0] != sizes[2] || h.shared().RoleIn(kl, h.members[session.Organiser]) != session.Organiser {
		t.Errorf("an organiser who joins again: %v records", sizes)
	}
}

// TestCodesNeverNarrowWhatSomebodyReads: the widest that was given stays.
func TestCodesNeverNarrowWhatSomebodyReads(t *testing.T) {
	h := newHall(t)
	person := h.meet("")
	for _, step := range []struct{ code, want session.Audience }{
		{session.Public, session.Public}, {session.Governments, session.Governments}, {session.Public, session.Governments},
		{session.Members, session.Members}, {session.Governments, session.Members},
	} {
		m, err := h.host.Join(t.Context(), person, h.shown(h.invite(kl, session.Observer, step.code, 1)), session.Profile{Name: "Ani"})
		h.ok(err)
		if got := h.shared().AudienceOf(m); got != step.want {
			t.Errorf("with a code for %s: reads as %s, want %s", step.code, got, step.want)
		}
	}
	// Another role, and the audience of another code.
	m, err := h.host.Join(t.Context(), person, h.shown(h.invite(bangkok, session.Scribe, session.Public, 1)), session.Profile{Name: "Ani"})
	h.ok(err)
	if got := h.shared().AudienceOf(m); got != session.Members {
		t.Errorf("in the other meeting they read as %s", got)
	}
}

// TestACodeNeverLowersARole, whichever is used after which: the one with more
// rights stays, and of two with the same rights the first.
func TestACodeNeverLowersARole(t *testing.T) {
	h := newHall(t)
	for _, first := range session.Roles() {
		for _, second := range session.Roles() {
			person, profile := h.meet(""), session.Profile{Name: "Ani"}
			member, err := h.host.Join(t.Context(), person, h.shown(h.invite(kl, first, session.Members, 1)), profile)
			h.ok(err)
			before := len(h.records())
			_, err = h.host.Join(t.Context(), person, h.shown(h.invite(kl, second, session.Governments, 1)), profile)
			h.ok(err)
			want, written := first, 0
			if second.Above(first) {
				want, written = second, 1
			}
			if got := h.shared().RoleIn(kl, member); got != want || len(h.records()) != before+written {
				t.Errorf("%s with a code for %s: %s, with %d records", first, second, got, len(h.records())-before)
			}
		}
	}
	h.sameAfterRereading()
}

// TestAWiderCodeKeepsTheRole: what somebody reads and what they do are given each
// by itself.
func TestAWiderCodeKeepsTheRole(t *testing.T) {
	h := newHall(t)
	person := h.meet("")
	for _, code := range []struct {
		role  session.Role
		reads session.Audience
	}{{session.Facilitator, session.Governments}, {session.Observer, session.Members}} {
		member, err := h.host.Join(t.Context(), person, h.shown(h.invite(kl, code.role, code.reads, 1)), session.Profile{Name: "Ani"})
		h.ok(err)
		if role, reads := h.shared().RoleIn(kl, member), h.shared().AudienceOf(member); role != session.Facilitator || reads != code.reads {
			t.Errorf("with a code for %s of %s: %s of %s", code.role, code.reads, role, reads)
		}
	}
}

// used counts the uses of an invitation.
func (h *hall) used(id session.InvitationID) int {
	h.Helper()
	for _, m := range []session.MeetingID{kl, bangkok} {
		all, err := h.host.Invitations(h.Context(), cop, h.members[session.Organiser], m)
		h.ok(err)
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
	i := h.shown(h.invite(kl, session.Observer, session.Public, 1))
	i.Role, i.Audience, i.Meeting = session.Organiser, session.Members, bangkok
	member, err := h.host.Join(t.Context(), h.meet(""), i, session.Profile{Name: "Mallory"})
	h.ok(err)
	if m := h.shared().Members.Of(member); m.Organiser() || m.Audience != session.Public ||
		h.shared().RoleIn(kl, member) != session.Observer || h.shared().RoleIn(bangkok, member) != "" {
		t.Errorf("joined as %+v", m)
	}
}

// TestJoinThatWasCutIsFinished: the line dropped when the directory had let the
// person in and the community did not know them yet.
func TestJoinThatWasCutIsFinished(t *testing.T) {
	for name, finish := range map[string]func(h *hall, person session.PersonID, shown session.Invitation) session.Invitation{
		"by the same code": func(_ *hall, _ session.PersonID, shown session.Invitation) session.Invitation { return shown },
		"by what was granted": func(h *hall, person session.PersonID, _ session.Invitation) session.Invitation {
			all := h.host.Grants(person, cop)
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
				i, person := h.shown(h.invite(kl, session.Participant, session.Members, 1)), h.meet("")
				if len(h.host.Grants(person, cop)) > 0 {
					t.Error("granted before anything was shown")
				}
				store.before = func(log string, _ ledger.Batch) error {
					if log == string(cop) {
						return errDisk
					}
					return nil
				}
				_, err := h.host.Join(t.Context(), person, i, session.Profile{Name: "Ani"})
				h.refused(err, session.NotSaved)
				if _, ok := h.host.MemberOf(t.Context(), person, cop); ok {
					t.Error("a member whom the community does not know")
				}
				if all := h.host.CommunitiesOf(person); len(all) != 1 || all[0].ID != cop {
					t.Errorf("the person can enter %v", all)
				}
				store.before = nil
				time.Sleep(2 * session.InviteFor) // they come back when the code is long expired
				member, err := h.host.Join(t.Context(), person, finish(h, person, i), session.Profile{Name: "Ani"})
				h.ok(err)
				if got, ok := h.host.MemberOf(t.Context(), person, cop); !ok || got != member || h.used(i.ID) != 1 {
					t.Errorf("the member is %s, %v", got, ok)
				}
			})
		})
	}
}

// TestADroppedLineDoesNotCutAJoin between the two logs.
func TestADroppedLineDoesNotCutAJoin(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	i, person := h.shown(h.invite(kl, session.Participant, session.Members, 1)), h.meet("")
	line, drop := context.WithCancel(t.Context())
	store.after = func(log string, _ ledger.Batch) error {
		if log == "_directory" {
			drop()
		}
		return nil
	}
	_, err := h.host.Join(line, person, i, session.Profile{Name: "Ani"})
	h.ok(err)
	if _, ok := h.host.MemberOf(t.Context(), person, cop); !ok {
		t.Error("let in, and not known in the community")
	}
	if _, err := h.host.Join(line, h.meet(""), i, session.Profile{Name: "Budi"}); !errors.Is(err, context.Canceled) {
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
	found := func() error { return h.host.Found(t.Context(), h.boss, "latin-america", "Latin America", false) }
	h.refused(found(), session.NotSaved)
	store.before = nil
	h.refused(h.host.Found(t.Context(), h.meet(""), "latin-america", "Mine", false), session.NotAllowed)
	h.ok(found())
	s, err := h.host.Shared(t.Context(), "latin-america", session.Public)
	if err != nil || s.Name != "Latin America" {
		t.Errorf("founded %+v, %v", s, err)
	}
	h.refused(found(), session.Exists)
	h.refused(h.host.Found(t.Context(), h.boss, "_directory", "Trick", false), session.Invalid)
	h.refused(h.host.Found(t.Context(), h.boss, "europe", "", false), session.Missing)
}

// TestInviteGivesNoMoreThanOneHas: rights, and what may be read.
func TestInviteGivesNoMoreThanOneHas(t *testing.T) {
	h := newHall(t)
	minister := h.join(kl, session.Facilitator, session.Governments, session.Profile{Name: "Minister", Organisation: "Ministry", Type: session.Government})
	by := map[string]session.MemberID{elsewhere: h.named(elsewhere), stranger: h.named(stranger), nobody: "", "minister": minister}
	for r, m := range h.members {
		by[string(r)] = m
	}
	may := func(name string, r session.Role, a session.Audience) bool {
		switch name {
		case "organiser":
			return true
		case "facilitator":
			return r != session.Organiser
		case "minister":
			return r != session.Organiser && a != session.Members
		}
		return false
	}
	for name, m := range by {
		for _, r := range session.Roles() {
			for _, a := range session.Audiences() {
				_, err := h.host.Invite(t.Context(), cop, m, session.Invitation{
					Meeting: kl, Role: r, Audience: a, Uses: 1, Expires: time.Now().Add(time.Hour),
				})
				if want := may(name, r, a); want != (err == nil) || !want && !isRefusal(err, session.NotAllowed) {
					t.Errorf("%s invites %s of %s: got %v", name, r, a, err)
				}
			}
		}
		_, err := h.host.Invitations(t.Context(), cop, m, kl)
		if steers := name == "organiser" || name == "facilitator" || name == "minister"; steers != (err == nil) {
			t.Errorf("%s lists invitations: %v", name, err)
		}
	}
}

func TestInvitationsThatLetNobodyInAreRefused(t *testing.T) {
	h := newHall(t)
	for name, change := range map[string]func(*session.Invitation){
		"no uses":        func(i *session.Invitation) { i.Uses = 0 },
		"too many uses":  func(i *session.Invitation) { i.Uses = session.MaxMembers + 1 },
		"no role":        func(i *session.Invitation) { i.Role = "" },
		"unknown role":   func(i *session.Invitation) { i.Role = "king" },
		"never expires":  func(i *session.Invitation) { i.Expires = time.Time{} },
		"no audience":    func(i *session.Invitation) { i.Audience = "" },
		"no meeting":     func(i *session.Invitation) { i.Meeting = "" },
		"not this place": func(i *session.Invitation) { i.Meeting = "nowhere" },
	} {
		i := session.Invitation{Meeting: kl, Role: session.Participant, Audience: session.Members, Uses: 1, Expires: time.Now().Add(time.Hour)}
		change(&i)
		if code, err := h.host.Invite(t.Context(), cop, h.members[session.Organiser], i); err == nil {
			t.Errorf("%s: made %s", name, code)
		}
	}
}

func TestRevokingIsForWhoSteers(t *testing.T) {
	h := newHall(t)
	i := h.shown(h.invite(kl, session.Participant, session.Members, 2))
	member, err := h.host.Join(t.Context(), h.meet(""), i, session.Profile{Name: "Ani"})
	h.ok(err)
	for _, who := range []session.MemberID{h.siti, h.named(elsewhere), h.named(stranger), ""} {
		h.refused(h.host.Revoke(t.Context(), cop, who, i.ID), session.NotAllowed)
	}
	h.refused(h.host.Revoke(t.Context(), cop, h.facilitator(), "none"), session.NotFound)
	h.ok(h.host.Revoke(t.Context(), cop, h.facilitator(), i.ID))
	h.must(member, newItem(h, "still here"))
}
