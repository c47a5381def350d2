package host_test

import (
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/standing"
)

// TestVersionsNameOneView: whatever is kept by a version, such as a picture, is
// never taken for that of another audience, community or opening, although all
// of them have seen as many changes.
func TestVersionsNameOneView(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		const other method.CommunityID = "europe"
		h.OK(h.Host.Found(t.Context(), h.Boss, other, "Europe", false))
		seen := map[session.Version]string{}
		note := func(v session.Version, of string) {
			if was, taken := seen[v]; taken && was != of {
				t.Errorf("%s has the version of %s", of, was)
			}
			seen[v] = of
		}
		for opening := range 3 {
			h.Close()
			for _, community := range []method.CommunityID{cop, other} {
				for _, a := range method.Audiences() {
					s, err := h.Host.Shared(t.Context(), community, a)
					h.OK(err)
					of := fmt.Sprintf("%s for %s at opening %d", community, a, opening)
					note(s.Revision, of)
					note(s.Contents, of)
				}
			}
		}
	})
}

// TestAMemberIsShownNoViewOfACloserCircle, nor any once they were sent out.
func TestAMemberIsShownNoViewOfACloserCircle(t *testing.T) {
	h := newHall(t)
	minister := h.Join(kl, method.Participant, method.Governments, session.Profile{Name: "Minister", Organisation: "Ministry", Type: method.Government})
	sees := func(who session.MemberID, a method.Audience) error {
		_, err := h.Host.SharedFor(t.Context(), cop, kl, who, a)
		return err
	}
	h.OK(sees(h.Siti, method.Members))
	h.OK(sees(minister, method.Governments))
	h.OK(sees(minister, method.Public))
	h.Refused(sees(minister, method.Members), refusal.NotAllowed)
	h.Refused(sees(h.Siti, "everybody"), refusal.NotAllowed)
	h.Must(h.Facilitator(), &standing.SendOut{Meeting: kl, Member: h.Siti})
	h.Refused(sees(h.Siti, method.Public), refusal.SentOut)
}

// TestOwnIsKeptUntilItChanges: what somebody else writes wakes nobody for their own, which
// is another once a meeting is closed.
func TestOwnIsKeptUntilItChanges(t *testing.T) {
	h := newHall(t)
	before := h.Own(h.Siti)
	h.Must(h.Facilitator(), h.NewItem("Somebody else's"))
	if h.Own(h.Siti) != before {
		t.Error("it is another after somebody else has written")
	}
	h.To(halltest.Malaysia, layout.Discuss)
	before = h.Own(h.Siti)
	h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
	if h.Own(h.Siti) == before {
		t.Error("it is the same after the meeting was closed")
	}
}

// TestDerivedIsMadeOnce for each view, and anew where something in it has changed: what
// is made of the contents, where more has changed than who is there.
func TestDerivedIsMadeOnce(t *testing.T) {
	h := newHall(t)
	h.To(halltest.Malaysia, layout.Revealed)
	made, madeOfContents := 0, 0
	times := func() int {
		return session.Derived(h.Shared(), "times", func() int { made++; return made })
	}
	timesOfContents := func() int {
		return session.OfContents(h.Shared(), "times", func() int { madeOfContents++; return madeOfContents })
	}
	h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: []byte("nobody else's")})
	for range 2 {
		if n := times(); n != 1 {
			t.Errorf("it was made %d times of one view", n)
		}
	}
	h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: []byte("of theirs")})
	if times() != 1 {
		t.Error("it was made anew although the view is the same")
	}
	h.Must(h.Siti, h.NewItem("Something new"))
	if times() != 2 {
		t.Error("it was not made anew of another view")
	}
	before := timesOfContents()
	h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Somebody else", Type: method.CSO, Attribution: method.Unattributed})
	if times() != 3 || timesOfContents() != before {
		t.Error("somebody came, and of the contents it was made anew, or of all it was not")
	}
	h.Must(h.Siti, h.NewItem("Something newer"))
	if timesOfContents() == before {
		t.Error("it was not made anew of other contents")
	}
	before = timesOfContents()
	h.open("plenary")
	if timesOfContents() == before {
		t.Error("it was not made anew of a meeting in which another item is on")
	}
}
