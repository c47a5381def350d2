package host_test

import (
	"errors"
	"maps"
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/voting"
)

// twice is somebody who came in, lost their code, and came in again as somebody new.
type twice struct {
	*hall
	first, second session.MemberID
	key, code     directory.PersonID // whoever has the key of the first, and the code of the second
	returns       string
	item          method.ItemID // unattributed, by the second, which waits for the reveal
	entry         method.EntryID
}

func newTwice(t *testing.T) *twice {
	t.Helper()
	h := &twice{hall: newHall(t), entry: "promise"}
	comes := func(person directory.PersonID, m method.MeetingID, name string) session.MemberID {
		member, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(m, method.Participant, method.Members, 1)), session.Profile{Name: name})
		h.OK(err)
		return member
	}
	h.key = h.Meet("SHA256:ani")
	h.first = comes(h.key, kl, "Ani")
	var err error
	h.code, h.returns, err = h.Host.Meet(t.Context(), "", "")
	h.OK(err)
	h.second = comes(h.code, kl, "Ani again")
	comes(h.code, bangkok, "")
	h.item = h.Add(h.second, "said twice")
	m := h.NewEntry(commitment.Register(), "promised twice")
	m.Entry, m.Attribution = h.entry, method.Named
	h.Must(h.second, m)
	return h
}

func (h *twice) merge(by session.MemberID, parts bool) error {
	return h.Host.MergeMembers(h.Context(), h.PersonOf(by), cop, &session.MergeMembers{Meeting: kl, First: h.first, Second: h.second, Parts: parts})
}

// comesAs is the member as whom a person comes in.
func (h *twice) comesAs(person directory.PersonID) session.MemberID {
	member, _ := h.Host.MemberOf(h.Context(), person, cop)
	return member
}

// TestTwoMembersBecomeOne: all that the second wrote is the first's, signed or not, and
// every key and code leads to the first; and all of it back.
func TestTwoMembersBecomeOne(t *testing.T) {
	h := newTwice(t)
	h.Must(h.Facilitator(), &standing.GiveRole{Member: h.second, Meeting: kl, Role: method.Facilitator})
	h.Must(h.second, &session.RecordExport{Export: session.Export{Meeting: kl, Audience: method.Members, Format: "md"}})
	before, people := h.State(), h.Shared().Headcount(kl).People
	seat := h.watch(h.second)
	h.OK(h.merge(h.Facilitator(), false))
	if first, second := h.comesAs(h.key), h.comesAs(h.code); first != h.first || second != h.first {
		t.Errorf("they come as %s and %s", first, second)
	}
	if in, err := h.Host.Present(h.returns); err != nil || h.comesAs(in.Person) != h.first {
		t.Errorf("the return code leads to %s, %v", h.comesAs(in.Person), err)
	}
	_, _, err := seat.See()
	h.Refused(err, refusal.SamePerson)
	h.Refused(h.Do(h.second, h.NewItem("as before")), refusal.NotAllowed)
	own := h.Own(h.first)
	if mine := own.Hidden[my]; len(mine) != 1 || !own.Wrote(string(h.item), session.Attribution{}) || !own.Wrote(string(h.entry), h.Entry(h.entry).By) {
		t.Errorf("of their own they have %+v", own)
	}
	s := h.Shared()
	if m := s.Signatory(h.Entry(h.entry).By.Member); m.ID != h.first {
		t.Errorf("the promise is signed by %s", m.Name)
	}
	if x := h.Exports(h.Siti)[0]; x.Name != "Ani" {
		t.Errorf("the export is signed by %s", x.Name)
	}
	here := slices.ContainsFunc(s.Present(kl), func(m *session.Member) bool { return m.ID == h.second })
	if s.Headcount(kl).People != people-1 || here || s.RoleIn(bangkok, h.first) != method.Participant || s.RoleIn(bangkok, h.second) != "" {
		t.Error("the second is there still")
	}
	trace := s.Members.Of(h.first).Traces[0]
	if trace.What != "merged" || trace.By != h.Facilitator() || trace.Person != h.second {
		t.Errorf("got %+v", trace)
	}
	h.SameAfterRereading()

	h.OK(h.merge(h.Facilitator(), true))
	if first, second := h.comesAs(h.key), h.comesAs(h.code); first != h.first || second != h.second {
		t.Errorf("parted, they come as %s and %s", first, second)
	}
	s = h.Shared()
	if own := h.Own(h.second); !own.Wrote(string(h.item), session.Attribution{}) || h.Own(h.first).Wrote(string(h.item), session.Attribution{}) {
		t.Errorf("parted, the second has %+v", own)
	}
	if s.Headcount(kl).People != people || s.RoleIn(bangkok, h.first) != "" || s.RoleIn(bangkok, h.second) != method.Participant {
		t.Error("parted, they are not where they were")
	}
	if h.State() == before {
		t.Error("nothing tells that they were merged")
	}
	h.SameAfterRereading()
}

// TestWhatTheSecondWroteIsTheFirstsToTakeBack, and they vote once.
func TestWhatTheSecondWroteIsTheFirstsToTakeBack(t *testing.T) {
	h := newTwice(t)
	h.To(my, layout.Revealed)
	other := h.Add(h.Siti, "another")
	h.To(my, layout.Voting)
	h.Must(h.second, &voting.Cast{Board: my, Item: other, Dots: 2})
	h.OK(h.merge(h.Facilitator(), false))
	if got := h.Own(h.first).Ballots[my]; got[other].N != 2 {
		t.Errorf("the first has the ballot %v", got)
	}
	h.To(my, layout.Discuss)
	if got := h.Votes(other); got != 2 {
		t.Errorf("%d dots were counted", got)
	}
	h.Must(h.first, &session.TakeBackItem{Item: h.item})
	h.Must(h.first, &session.TakeBackEntry{Register: commitment.Register(), Entry: h.entry})
	if _, it := h.Shared().Item(h.item); !it.TakenBack {
		t.Error("the item is there")
	}
	h.SameAfterRereading()
}

// TestDraftsFollowThePerson: what the second has begun is the first's to go on with,
// under a name for which they have none themselves; nothing is lost, and what nobody
// touched is the second's again when they are parted.
func TestDraftsFollowThePerson(t *testing.T) {
	h := newTwice(t)
	saves := func(who session.MemberID, name session.DraftName, words string) {
		h.Must(who, &session.SaveDraft{Name: name, Value: []byte(words)})
	}
	saves(h.first, "both", "of the first")
	for _, name := range []session.DraftName{"both", "taken", "gone", "left"} {
		saves(h.second, name, "of the second")
	}
	want := func(who session.MemberID, want map[session.DraftName]string) {
		t.Helper()
		got := map[session.DraftName]string{}
		for name, words := range h.Own(who).Drafts {
			got[name] = string(words)
		}
		held, err := h.Host.Holdings(t.Context(), h.PersonOf(who))
		h.OK(err)
		if !maps.Equal(got, want) || len(held.Communities[0].Drafts) != len(want) {
			t.Errorf("%s has %v and is told of %v, want %v", who, got, held.Communities[0].Drafts, want)
		}
	}
	h.OK(h.merge(h.Facilitator(), false))
	want(h.first, map[session.DraftName]string{"both": "of the first", "taken": "of the second", "gone": "of the second", "left": "of the second"})
	saves(h.first, "taken", "gone on with")
	saves(h.first, "gone", "")
	saves(h.first, "both", "")
	want(h.first, map[session.DraftName]string{"both": "of the second", "taken": "gone on with", "left": "of the second"})
	h.SameAfterRereading()
	h.OK(h.merge(h.Facilitator(), true))
	want(h.first, map[session.DraftName]string{"taken": "gone on with"})
	want(h.second, map[session.DraftName]string{"both": "of the second", "left": "of the second"})
}

// TestLivedExperienceFollowsThePerson, and is taken back as both.
func TestLivedExperienceFollowsThePerson(t *testing.T) {
	h := newTwice(t)
	says := func(who session.MemberID, lived bool) {
		m := h.Shared().Members.Of(who)
		h.Must(who, &session.ChangeProfile{Member: who, Revision: m.Revision, Profile: h.Shared().ProfileOf(m), Lived: lived})
	}
	says(h.second, true)
	h.OK(h.merge(h.Facilitator(), false))
	if !h.Own(h.first).Lived {
		t.Error("it is not theirs")
	}
	says(h.first, false)
	if left := h.OnShelf("lived"); len(left) != 0 || h.Own(h.first).Lived {
		t.Errorf("on the shelf is %v", left)
	}
}

// TestWhoMayMerge: whoever steers, two others, neither of whom is above them, nor more
// than a member of this community.
func TestWhoMayMerge(t *testing.T) {
	for _, c := range []struct {
		name string
		by   func(*twice) session.MemberID
		make func(*twice)
		want refusal.Code
	}{
		{"a scribe", func(h *twice) session.MemberID { return h.Members[method.Scribe] }, nil, refusal.NotAllowed},
		{"themselves", func(h *twice) session.MemberID { return h.first }, func(h *twice) {
			h.Must(h.Facilitator(), &standing.GiveRole{Member: h.first, Meeting: kl, Role: method.Facilitator})
		}, refusal.NotAllowed},
		{"one with themselves", func(h *twice) session.MemberID { return h.Facilitator() }, func(h *twice) { h.second = h.first }, refusal.NotFound},
		{"an organiser", func(h *twice) session.MemberID { return h.Facilitator() }, func(h *twice) {
			h.Must(h.Members[method.Organiser], &session.OrganiseCommunity{Member: h.first})
		}, refusal.MergesOrganiser},
		{"who steers another meeting", func(h *twice) session.MemberID { return h.Facilitator() }, func(h *twice) {
			h.Must(h.Members[method.Organiser], &standing.GiveRole{Member: h.second, Meeting: bangkok, Role: method.Facilitator})
		}, refusal.NotAllowed},
		{"nobody", func(h *twice) session.MemberID { return h.Facilitator() }, func(h *twice) { h.second = "nobody" }, refusal.NotFound},
		{"somebody who was sent out", func(h *twice) session.MemberID { return h.Facilitator() }, func(h *twice) {
			h.Must(h.Facilitator(), &standing.SendOut{Member: h.second, Meeting: kl})
		}, refusal.MergesSentOut},
		{"somebody from elsewhere", func(h *twice) session.MemberID { return h.Facilitator() }, func(h *twice) { h.comesInElsewhere(h.key) }, refusal.ElsewhereToo},
		{"those who are one already", func(h *twice) session.MemberID { return h.Facilitator() }, func(h *twice) { h.OK(h.merge(h.Facilitator(), false)) }, refusal.NotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := newTwice(t)
			if c.make != nil {
				c.make(h)
			}
			before := h.State()
			h.Refused(h.merge(c.by(h), false), c.want)
			if h.State() != before {
				t.Error("a refusal has changed something")
			}
		})
	}
	h := newTwice(t)
	h.comesInElsewhere(h.key)
	h.OK(h.merge(h.Members[method.Organiser], false))
}

// TestAnErasedPersonIsErasedAsBoth: by whichever key they ask.
func TestAnErasedPersonIsErasedAsBoth(t *testing.T) {
	for _, by := range []func(*twice) directory.PersonID{
		func(h *twice) directory.PersonID { return h.key }, func(h *twice) directory.PersonID { return h.code },
	} {
		h := newTwice(t)
		h.OK(h.merge(h.Facilitator(), false))
		h.OK(h.Host.Erase(t.Context(), by(h), false))
		for _, person := range []directory.PersonID{h.key, h.code} {
			if _, known := h.Host.Person(person); known {
				t.Errorf("%s is known still", person)
			}
		}
		for _, member := range []session.MemberID{h.first, h.second} {
			if h.Shared().Members.Of(member) != nil {
				t.Errorf("%s is there still", member)
			}
		}
		h.SameAfterRereading()
	}
}

// TestWhoOrganisesAsOneOfTheTwo organises by either key, and is not erased by either.
func TestWhoOrganisesAsOneOfTheTwo(t *testing.T) {
	h := newTwice(t)
	h.OK(h.merge(h.Facilitator(), false))
	for range 20 {
		h.OK(h.Host.NameOrganisers(t.Context(), []directory.Fingerprint{"SHA256:ani"}))
		if !h.Shared().Members.Of(h.first).ByInstallation {
			t.Fatal("they do not organise the community")
		}
	}
	before := h.State()
	for _, person := range []directory.PersonID{h.key, h.code} {
		h.Refused(h.Host.Erase(t.Context(), person, true), refusal.StillOrganises)
	}
	if h.State() != before {
		t.Error("a refusal has changed something")
	}
}

// TestWhoSentSomebodyOutIsCalledAsTheyAre: by the name of the first, as under all else
// that the second signed.
func TestWhoSentSomebodyOutIsCalledAsTheyAre(t *testing.T) {
	h := newTwice(t)
	h.Must(h.Facilitator(), &standing.GiveRole{Member: h.second, Meeting: kl, Role: method.Facilitator})
	h.Must(h.second, &standing.SendOut{Member: h.Siti, Meeting: kl})
	h.OK(h.merge(h.Facilitator(), false))
	var refused *refusal.Error
	if err := h.Shared().MayEnter(h.Siti, kl); !errors.As(err, &refused) || refused.Args["by"] != "Ani" {
		t.Errorf("Siti is told %v", err)
	}
}
