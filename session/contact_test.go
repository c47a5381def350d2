package session_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// says changes how to reach the organisation of a member.
func (h *hall) says(who session.MemberID, k session.Contact) error {
	m := h.Shared().Members.Of(who)
	return h.Do(who, &session.ChangeProfile{Member: who, Revision: m.Revision, Profile: h.Shared().ProfileOf(m), Contact: k})
}

// TestWhoSpeaksIsReached by those for whom they say how, until they take it back or no
// longer speak. Nothing of it stays in the log.
func TestWhoSpeaksIsReached(t *testing.T) {
	h := newHall(t)
	org, contact := h.Organisation(h.Siti), session.Contact{Words: " office@pelangi.example\n", For: method.Governments}
	reached := func(want ...string) {
		t.Helper()
		for i, a := range method.Audiences() {
			expected := want
			if i == 2 {
				expected = nil
			}
			if got := h.SharedBy(a).ContactsOf(org, a); !slices.Equal(got, expected) {
				t.Errorf("%s reach %q, not %q", a, got, expected)
			}
		}
	}
	h.Must(h.Siti, &session.GrantSpeaking{Member: h.Siti, Organisation: org, Ends: true})
	h.Refused(h.says(h.Siti, contact), refusal.NotYourOrg)
	h.Must(h.Members[method.Organiser], &session.GrantSpeaking{Member: h.Siti, Organisation: org})
	h.Refused(h.says(h.Siti, session.Contact{Words: "x"}), refusal.Invalid)
	reached()
	h.OK(h.says(h.Siti, contact))
	reached("office@pelangi.example")
	h.SameAfterRereading()

	h.Must(h.Members[method.Organiser], &session.GrantSpeaking{Member: h.Siti, Organisation: org, Ends: true})
	reached()
	h.Must(h.Members[method.Organiser], &session.GrantSpeaking{Member: h.Siti, Organisation: org})
	reached("office@pelangi.example")

	for _, next := range []session.Contact{{Words: "+60 3 555", For: method.Governments}, {}} {
		before := h.Shared().Members.Of(h.Siti).Contact.Words
		h.OK(h.says(h.Siti, next))
		if strings.Contains(h.LogText(), before) {
			t.Errorf("%q is still in the log", before)
		}
		h.SameAfterRereading()
	}
	reached()
}

// TestEveryWayToAnOrganisationIsToldOnce, whoever of its people has said so.
func TestEveryWayToAnOrganisationIsToldOnce(t *testing.T) {
	h := newHall(t)
	org := h.Organisation(h.Siti)
	for i, words := range strings.Fields("d b c b a d c") {
		who := h.Siti
		if i > 0 {
			who = h.Join(kl, method.Participant, method.Members, session.Profile{Name: words, Organisation: h.SpeaksFor(h.Siti)})
		}
		h.OK(h.says(who, session.Contact{Words: words, For: method.Members}))
	}
	if got, want := h.Shared().ContactsOf(org, method.Members), strings.Fields("a b c d"); !slices.Equal(got, want) {
		t.Errorf("it is reached by %q, not %q", got, want)
	}
}
