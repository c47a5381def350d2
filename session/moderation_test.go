package session_test

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
)

// TestHiddenWordsAreNotSent to anybody but their author and those who steer; that they
// are hidden, and why, is seen by all.
func TestHiddenWordsAreNotSent(t *testing.T) {
	h := newHall(t)
	participant, organiser := h.Members[method.Participant], h.Members[method.Organiser]
	id := h.Add(h.Siti, "the Rahimi family")
	h.To(my, layout.Revealed)
	h.Must(h.Facilitator(), &session.ModerateItem{Item: id, Reason: "it names a family"})
	m := h.Item(id).Moderation
	if m == nil || m.By != h.Facilitator() || m.Reason != "it names a family" || m.Appealed {
		t.Fatalf("all see %+v", m)
	}
	for who, reads := range map[session.MemberID]bool{
		participant: false, h.Members[method.Observer]: false, h.Siti: true, h.Facilitator(): true, organiser: true,
	} {
		own := h.Own(who)
		seen := halltest.AsJSON(t, own.Moderated) + halltest.AsJSON(t, halltest.Whole(h.Shared()))
		if strings.Contains(seen, "Rahimi") != reads || strings.Contains(own.Words(h.Shared().Boards[my], h.Item(id)), "Rahimi") != reads {
			t.Errorf("%s reads the words: %v", who, !reads)
		}
	}
	h.Refused(h.Do(h.Facilitator(), &session.EditItem{Item: id, Revision: 1, Text: "mine"}), refusal.Moderated)
	h.Refused(h.Do(h.Facilitator(), &session.ModerateItem{Item: id, Reason: "again"}), refusal.Moderated)
	h.Must(h.Siti, &session.EditItem{Item: id, Revision: 1, Text: "the R. family"})
	if got := h.Own(organiser).Words(h.Shared().Boards[my], h.Item(id)); got != "the R. family" {
		t.Errorf("after the author has changed them, an organiser reads %q", got)
	}
	h.To(my, layout.Voting)
	h.Refused(h.Do(participant, &voting.Cast{Board: my, Item: id, Dots: 1}), refusal.Moderated)
	h.Must(h.Siti, &session.AppealItem{Item: id})
	h.Refused(h.Do(h.Siti, &session.AppealItem{Item: id}), refusal.Appealed)
	h.Must(organiser, &session.RestoreItem{Item: id})
	if it := h.Item(id); it.Moderation != nil || it.Text != "the R. family" || len(h.Own(participant).Moderated) > 0 {
		t.Errorf("after it was restored: %+v", it)
	}
	h.SameAfterRereading()
}

// TestAReasonIsGiven for what is hidden, and what is taken back needs none any more.
func TestAReasonIsGiven(t *testing.T) {
	h := newHall(t)
	id := h.OthersItem()
	h.Refused(h.Do(h.Facilitator(), &session.ModerateItem{Item: id, Reason: " "}), refusal.Missing)
	h.Refused(h.Do(h.Facilitator(), &session.ModerateItem{Item: id, Reason: halltest.Long(method.MaxItem)}), refusal.TooLong)
	h.Refused(h.Do(h.Facilitator(), &session.RestoreItem{Item: id}), refusal.NotFound)
	h.Must(h.Facilitator(), &session.ModerateItem{Item: id, Reason: "it names a family"})
	h.Must(h.Siti, &session.TakeBackItem{Item: id})
	if it := h.Item(id); !it.TakenBack || it.Moderation != nil {
		t.Errorf("the tombstone is %+v", it)
	}
}
