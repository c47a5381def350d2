package moderation_test

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
)

// TestHiddenWordsAreNotSent to anybody but their author and those who steer; that they
// are hidden, and why, is seen by all members.
func TestHiddenWordsAreNotSent(t *testing.T) {
	h := halltest.New(t)
	participant, organiser := h.Members[method.Participant], h.Members[method.Organiser]
	id := h.Add(h.Siti, "the Rahimi family")
	h.To(halltest.Malaysia, layout.Revealed)
	h.Must(h.Facilitator(), &moderation.Hide{Item: id, Reason: "it names a family"})
	m := h.Item(id).Moderation
	if m == nil || m.By != h.Facilitator() || m.Reason != "it names a family" || m.Appealed {
		t.Fatalf("all see %+v", m)
	}
	for who, reads := range map[session.MemberID]bool{
		participant: false, h.Members[method.Observer]: false, h.Siti: true, h.Facilitator(): true, organiser: true,
	} {
		own := h.Own(who)
		seen := halltest.AsJSON(t, own.Moderated) + halltest.AsJSON(t, halltest.Whole(h.Shared()))
		if strings.Contains(seen, "Rahimi") != reads || strings.Contains(own.Words(h.Shared().Boards[halltest.Malaysia], h.Item(id)), "Rahimi") != reads {
			t.Errorf("%s reads the words: %v", who, !reads)
		}
	}
	h.Refused(h.Do(h.Facilitator(), &session.EditItem{Item: id, Revision: 1, Text: "mine"}), refusal.Moderated)
	h.Refused(h.Do(h.Facilitator(), &moderation.Hide{Item: id, Reason: "again"}), refusal.Moderated)
	h.Must(h.Siti, &session.EditItem{Item: id, Revision: 1, Text: "the R. family"})
	if got := h.Own(organiser).Words(h.Shared().Boards[halltest.Malaysia], h.Item(id)); got != "the R. family" {
		t.Errorf("after the author has changed them, an organiser reads %q", got)
	}
	h.To(halltest.Malaysia, layout.Voting)
	h.Refused(h.Do(participant, &voting.Cast{Board: halltest.Malaysia, Item: id, Dots: 1}), refusal.Moderated)
	h.Must(h.Siti, &moderation.Appeal{Item: id})
	h.Refused(h.Do(h.Siti, &moderation.Appeal{Item: id}), refusal.Appealed)
	h.Must(organiser, &moderation.Restore{Item: id})
	if it := h.Item(id); it.Moderation != nil || it.Text != "the R. family" || len(h.Own(participant).Moderated) > 0 {
		t.Errorf("after it was restored: %+v", it)
	}
	h.SameAfterRereading()
}

// TestWhyWordsAreHiddenIsForMembers, because it may say what they said; their author reads
// it whoever else they are.
func TestWhyWordsAreHiddenIsForMembers(t *testing.T) {
	h := halltest.New(t)
	minister := h.Join(halltest.KL, method.Participant, method.Governments, session.Profile{Name: "Greta"})
	add := h.NewItem("words")
	add.Audience = method.Public
	h.Must(minister, add)
	h.To(halltest.Malaysia, layout.Revealed)
	h.Must(h.Facilitator(), &moderation.Hide{Item: add.Item, Reason: "it accuses Mr R."})
	for _, a := range method.Audiences() {
		s := h.SharedBy(a)
		_, it := s.Item(add.Item)
		if reads := strings.Contains(halltest.AsJSON(t, halltest.Whole(s)), "Mr R."); it.Moderation == nil || reads != (a == method.Members) {
			t.Errorf("%s read why it is hidden: %v", a, reads)
		}
	}
	s := h.SharedBy(method.Governments)
	_, it := s.Item(add.Item)
	if why := h.Own(minister).WhyHidden(s.Boards[halltest.Malaysia], it); why != "it accuses Mr R." {
		t.Errorf("its author reads %q", why)
	}
}

// TestAReasonIsGiven for what is hidden, and what is taken back needs none any more.
func TestAReasonIsGiven(t *testing.T) {
	h := halltest.New(t)
	id := h.OthersItem()
	h.Refused(h.Do(h.Facilitator(), &moderation.Hide{Item: id, Reason: " "}), refusal.Missing)
	h.Refused(h.Do(h.Facilitator(), &moderation.Hide{Item: id, Reason: halltest.Long(method.MaxItem)}), refusal.TooLong)
	h.Refused(h.Do(h.Facilitator(), &moderation.Restore{Item: id}), refusal.NotFound)
	h.Must(h.Facilitator(), &moderation.Hide{Item: id, Reason: "it names a family"})
	h.Must(h.Siti, &session.TakeBackItem{Item: id})
	if it := h.Item(id); !it.TakenBack || it.Moderation != nil {
		t.Errorf("the tombstone is %+v", it)
	}
}

// TestWhoHidWordsIsNotTheirJudge: once their author has appealed, somebody else or an
// organiser leaves them hidden, also where whoever hid them turns out to be somebody who is
// known already. To show them again is for them too.
func TestWhoHidWordsIsNotTheirJudge(t *testing.T) {
	h := halltest.New(t)
	facilitator, boss := h.Facilitator(), h.Members[method.Organiser]
	second := h.Join(halltest.KL, method.Facilitator, method.Members, session.Profile{Name: "Anan again"})
	other := h.Join(halltest.KL, method.Facilitator, method.Members, session.Profile{Name: "Lin"})
	id := h.OthersItem()
	h.Must(second, &moderation.Hide{Item: id, Reason: "it names a family"})
	h.OK(h.Host.MergeMembers(h.Context(), h.PersonOf(boss), halltest.CoP,
		&session.MergeMembers{Meeting: halltest.KL, First: facilitator, Second: second}))
	judges := func(member session.MemberID) bool {
		c := h.Shared()
		m, judge := h.Item(id).Moderation, moderation.Judge{Member: member, Role: c.RoleIn(halltest.KL, member)}
		if m.Appealed {
			return judge.Upholds(c.Community, m)
		}
		return judge.Restores(c.Community, m)
	}
	if !judges(facilitator) || judges(h.Members[method.Participant]) {
		t.Error("before an appeal, it is not for those who steer")
	}
	h.Must(h.Siti, &moderation.Appeal{Item: id})
	if judges(facilitator) || !judges(other) || !judges(boss) {
		t.Error("after it, it is not for the others")
	}
	h.Refused(h.Do(facilitator, &moderation.Uphold{Item: id}), refusal.NotAllowed)
	h.Must(facilitator, &moderation.Restore{Item: id})
	h.SameAfterRereading()
}

// TestNobodyJudgesTheirOwnWords: neither before nor after their appeal, nor once it was
// answered, and also where they are not named. What they hid themselves they may show again.
func TestNobodyJudgesTheirOwnWords(t *testing.T) {
	h := halltest.New(t)
	for _, author := range []session.MemberID{h.Facilitator(), h.Members[method.Organiser]} {
		id := h.Add(author, "mine, and unattributed")
		h.To(halltest.Malaysia, layout.Revealed)
		h.Must(author, &moderation.Hide{Item: id, Reason: "a second thought"})
		h.Must(author, &moderation.Restore{Item: id})
		other := h.Join(halltest.KL, method.Facilitator, method.Members, session.Profile{Name: "Lin"})
		h.Must(other, &moderation.Hide{Item: id, Reason: "it names a family"})
		h.Refused(h.Do(author, &moderation.Restore{Item: id}), refusal.NotAllowed)
		h.Must(author, &moderation.Appeal{Item: id})
		h.Refused(h.Do(author, &moderation.Restore{Item: id}), refusal.NotAllowed)
		h.Refused(h.Do(author, &moderation.Uphold{Item: id}), refusal.NotAllowed)
		third := h.Join(halltest.KL, method.Facilitator, method.Members, session.Profile{Name: "Anan"})
		h.Must(third, &moderation.Uphold{Item: id})
		h.Refused(h.Do(author, &moderation.Restore{Item: id}), refusal.NotAllowed)
		h.To(halltest.Malaysia, layout.Gather)
	}
}

// TestNobodyHidesWhatWaitsForTheReveal: that they see it would say that they wrote it.
func TestNobodyHidesWhatWaitsForTheReveal(t *testing.T) {
	h := halltest.New(t)
	id := h.Add(h.Facilitator(), "mine, and unattributed")
	h.Refused(h.Do(h.Facilitator(), &moderation.Hide{Item: id, Reason: "a second thought"}), refusal.NotFound)
}

// TestAnAppealIsAnswered: the words come back, or stay hidden by somebody else's word, and
// then their author asks no more.
func TestAnAppealIsAnswered(t *testing.T) {
	h := halltest.New(t)
	boss, id := h.Members[method.Organiser], h.OthersItem()
	h.Must(h.Facilitator(), &moderation.Hide{Item: id, Reason: "it names a family"})
	h.Must(h.Siti, &moderation.Appeal{Item: id})
	h.Must(boss, &moderation.Uphold{Item: id})
	if m := h.Item(id).Moderation; m == nil || m.Appealed || m.Upheld != boss || m.Reason != "it names a family" {
		t.Errorf("it is hidden by %+v", m)
	}
	h.Refused(h.Do(h.Siti, &moderation.Appeal{Item: id}), refusal.Appealed)
	h.SameAfterRereading()
	h.Must(h.Facilitator(), &moderation.Restore{Item: id})
}
