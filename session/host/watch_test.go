package host_test

import (
	"bytes"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/session/widening"
)

func (h *hall) watch(who session.MemberID) *host.Watcher {
	h.Helper()
	w, err := h.Host.Watch(h.Context(), cop, kl, who)
	h.OK(err)
	h.Cleanup(w.Close)
	look(w)
	return w
}

// look is what a terminal does when it begins, and whenever it is woken.
func look(w *host.Watcher) { _, _, _ = w.See() }

// settle lets every terminal be woken that is about to be. It is for a bubble of
// synctest.
func (h *hall) settle() {
	time.Sleep(time.Second)
	synctest.Wait()
}

// woken takes a wake-up, if there is one, and looks.
func woken(w *host.Watcher) bool {
	select {
	case _, open := <-w.C:
		look(w)
		return open
	default:
		return false
	}
}

// TestAnExportWakesNobody but who takes it: it is in nobody's view.
func TestAnExportWakesNobody(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		h.settle()
		taker, other := h.watch(h.Facilitator()), h.watch(h.Siti)
		h.Must(h.Facilitator(), &session.RecordExport{Export: session.Export{Meeting: kl, Audience: method.Members}})
		h.settle()
		if !woken(taker) || woken(other) {
			t.Error("an export has woken the others")
		}
	})
}

// TestWatchersAreNeverWaitedFor: nobody reads, a thousand changes are made, and
// there is one wake-up for all of them.
func TestWatchersAreNeverWaitedFor(t *testing.T) { synctest.Test(t, watchersAreNeverWaitedFor) }

func watchersAreNeverWaitedFor(t *testing.T) {
	h := newHall(t)
	h.settle()
	mine, other := h.watch(h.Siti), h.watch(h.Facilitator())
	if woken(mine) || woken(other) {
		t.Error("woken before anything happened")
	}
	for range 1000 {
		h.Must(h.Siti, h.NewItem("text"))
	}
	h.settle()
	for _, w := range []*host.Watcher{mine, other} {
		if !woken(w) || woken(w) {
			t.Error("not woken exactly once")
		}
	}
	if n := h.Shared().Boards[my].Hidden[layout.Strengths]; n != 1000 {
		t.Errorf("the newest view holds %d items", n)
	}
	mine.Close()
	h.Must(h.Siti, h.NewItem("text"))
	h.settle()
	if _, open := <-mine.C; open || !woken(other) {
		t.Error("a closed watcher was woken, or the other was not")
	}
	mine.Close()
	if _, open := <-mine.C; open {
		t.Error("whoever waits for a closed watcher is not told")
	}
}

// TestOthersAreToldOfWhatCanWait: of somebody who joins, later than of what is said.
func TestOthersAreToldOfWhatCanWait(t *testing.T) { synctest.Test(t, othersAreToldOfWhatCanWait) }

func othersAreToldOfWhatCanWait(t *testing.T) {
	h := newHall(t)
	h.settle()
	w := h.watch(h.Facilitator())
	_, err := h.Host.Join(t.Context(), h.Meet("somebody new"), h.Shown(h.Invite(kl, method.Observer, method.Members, 1)), session.Profile{Name: "Observer"})
	h.OK(err)
	synctest.Wait()
	if woken(w) {
		t.Error("everybody was woken at once")
	}
	h.settle()
	if !woken(w) {
		t.Error("nobody was told")
	}
}

// TestEachAudienceIsWokenForItsOwn: an official is not woken for what only members read,
// and after it still is for what they may read too.
func TestEachAudienceIsWokenForItsOwn(t *testing.T) {
	synctest.Test(t, eachAudienceIsWokenForItsOwn)
}

func eachAudienceIsWokenForItsOwn(t *testing.T) {
	h := newHall(t)
	h.To(my, layout.Revealed)
	official := h.Join(kl, method.Observer, method.Governments, session.Profile{Name: "Official", Organisation: "Ministry", Type: method.Government})
	h.settle()
	w := h.watch(official)
	say := func(reads method.Audience) {
		item := h.NewItem("text")
		item.Audience = reads
		h.Must(h.Siti, item)
		h.settle()
	}
	for range 3 {
		say(method.Members)
		if woken(w) {
			t.Error("the official was woken for what they may not read")
		}
	}
	say(method.Governments)
	if !woken(w) {
		t.Error("the official was not woken for what they may read")
	}
}

// TestOthersAreNotWokenForWhatIsOnesOwn: a draft, and the change of an item that
// nobody else sees yet, wake their author's terminals only.
func TestOthersAreNotWokenForWhatIsOnesOwn(t *testing.T) {
	synctest.Test(t, othersAreNotWokenForWhatIsOnesOwn)
}

func othersAreNotWokenForWhatIsOnesOwn(t *testing.T) {
	h := newHall(t)
	item := h.Add(h.Siti, "hidden")
	for name, change := range map[string]session.Change{
		"a draft": &session.SaveDraft{Name: session.NameDraft("item", kl, "my", "S"), Value: []byte("half")},
		"an edit": &session.EditItem{Item: item, Revision: 1, Text: "hidden still"},
	} {
		h.settle()
		mine, other := h.watch(h.Siti), h.watch(h.Facilitator())
		h.Must(h.Siti, change)
		h.settle()
		if !woken(mine) || woken(other) {
			t.Errorf("%s: the author was not woken, or somebody else was", name)
		}
	}
}

// TestAuthorsLearnThatTheyAreAsked who look on while somebody asks whether others may read
// their words, or more than those.
func TestAuthorsLearnThatTheyAreAsked(t *testing.T) {
	h := newHall(t)
	id := method.ContributionID(h.Add(h.Siti, "my words"))
	h.To(my, layout.Revealed)
	w := h.watch(h.Siti)
	for _, to := range []method.Audience{method.Governments, method.Public} {
		h.Must(h.Facilitator(), &widening.Ask{Meeting: kl, Contributions: []method.ContributionID{id}, To: to})
		_, own, err := w.See()
		h.OK(err)
		if asked := own.Widenings[id].Question(); asked != to {
			t.Errorf("they learn that they are asked about %q, not %q", asked, to)
		}
	}
}

// TestARefusalWakesNobody: nothing has changed, and whoever presses a key that is
// refused again and again must not have everybody's screen drawn again.
func TestARefusalWakesNobody(t *testing.T) { synctest.Test(t, aRefusalWakesNobody) }

func aRefusalWakesNobody(t *testing.T) {
	h := newHall(t)
	h.settle()
	w := h.watch(h.Facilitator())
	h.Refused(h.Do(h.Siti, &voting.Cast{Board: my, Item: "nothing", Dots: 1}), refusal.WrongPhase)
	h.settle()
	if woken(w) {
		t.Error("somebody was woken by what was refused")
	}
}

// TestWatchersSeeWhatTheyAreWokenFor: the view is there before the wake-up.
func TestWatchersSeeWhatTheyAreWokenFor(t *testing.T) {
	synctest.Test(t, watchersSeeWhatTheyAreWokenFor)
}

func watchersSeeWhatTheyAreWokenFor(t *testing.T) {
	h := newHall(t)
	h.settle()
	w := h.watch(h.Facilitator())
	seen, done := make(chan int), make(chan struct{})
	go func() {
		defer close(done)
		last, n := session.Version{}, 0
		for n < 200 {
			<-w.C
			s, err := h.Host.Shared(t.Context(), cop, method.Members)
			if err != nil || s.Revision.Before(last) {
				t.Errorf("revision %v after %v: %v", s.Revision, last, err)
				return
			}
			last, n = s.Revision, s.Boards[my].Hidden[layout.Strengths]
			select {
			case seen <- n:
			default:
			}
		}
	}()
	for range 200 {
		h.Must(h.Siti, h.NewItem("text"))
		h.settle()
	}
	<-done
}

// TestRoomCountsTerminals: who watches is woken, less than ten times a second.
func TestRoomCountsTerminals(t *testing.T) { synctest.Test(t, roomCountsTerminals) }

func roomCountsTerminals(t *testing.T) {
	h := newHall(t)
	h.settle()
	w := h.watch(h.Facilitator())
	come := func(who session.MemberID) func() {
		leave, err := h.Host.EnterRoom(t.Context(), cop, kl, who)
		h.OK(err)
		return leave
	}
	var before struct {
		here    []session.MemberID
		writing int
	}
	here := func(step string, writing int, want ...session.MemberID) {
		t.Helper()
		slices.Sort(want)
		if r := h.Host.Room(t.Context(), cop, kl, ""); !slices.Equal(r.Here(), want) || r.Writing != writing {
			t.Errorf("%s: %+v, want %v and %d writing", step, r, want, writing)
		}
		h.settle()
		news := len(want) != len(before.here) || writing != before.writing
		if woken(w) != news {
			t.Errorf("%s: somebody was woken: %v, wanted %v", step, !news, news)
		}
		before.here, before.writing = want, writing
	}
	scribe := h.Members[method.Scribe]
	revision := h.Shared().Revision
	laptop := come(h.Siti)
	here("one", 0, h.Siti)
	phone := come(h.Siti)
	here("the same on two terminals", 0, h.Siti)
	bye := come(scribe)
	here("two", 0, h.Siti, scribe)
	h.Host.Writing(t.Context(), cop, kl, h.Siti, true)
	here("writing", 1, h.Siti, scribe)
	h.Host.Writing(t.Context(), cop, kl, h.Siti, true)
	h.settle()
	if woken(w) {
		t.Error("every key wakes everybody")
	}
	if r := h.Host.Room(t.Context(), cop, kl, h.Siti); r.Writing != 0 {
		t.Error("people are told of themselves")
	}
	h.Host.Writing(t.Context(), cop, kl, h.Siti, false)
	here("stopped a moment ago", 1, h.Siti, scribe)
	h.Host.Writing(t.Context(), cop, kl, h.Siti, true)
	synctest.Wait()
	time.Sleep(5 * time.Second)
	synctest.Wait()
	here("went on", 1, h.Siti, scribe)
	h.Host.Writing(t.Context(), cop, kl, h.Siti, false)
	synctest.Wait()
	time.Sleep(5 * time.Second)
	synctest.Wait()
	here("stopped", 0, h.Siti, scribe)
	h.Host.Writing(t.Context(), cop, kl, h.Siti, true)
	here("writing again", 1, h.Siti, scribe)
	laptop()
	here("one terminal left", 1, h.Siti, scribe)
	laptop() // a line can drop only once
	phone()
	here("left while writing", 0, scribe)
	h.Host.Writing(t.Context(), cop, kl, h.Siti, true)
	if r := h.Host.Room(t.Context(), cop, kl, ""); r.Writing != 0 {
		t.Error("somebody who is not here is writing")
	}
	bye()
	here("empty", 0)
	if h.Shared().Revision != revision {
		t.Error("presence moved the revision of the view")
	}
	if r := h.Host.Room(t.Context(), cop, bangkok, ""); r.Count() != 0 {
		t.Errorf("in the other meeting are %v", r.Here())
	}
}

// TestWhoComesIsInTheRoomAtOnce, and others see them when they are woken for it:
// a picture that shows one more for each of a thousand would be drawn a thousand
// times.
func TestWhoComesIsInTheRoomAtOnce(t *testing.T) { synctest.Test(t, whoComesIsInTheRoomAtOnce) }

func whoComesIsInTheRoomAtOnce(t *testing.T) {
	h := newHall(t)
	h.settle()
	mine, other := h.watch(h.Siti), h.watch(h.Facilitator())
	_, err := h.Host.EnterRoom(t.Context(), cop, kl, h.Facilitator())
	h.OK(err)
	before := other.Room(kl).Here()
	_, err = h.Host.EnterRoom(t.Context(), cop, kl, h.Siti)
	h.OK(err)
	if here := mine.Room(kl).Here(); len(here) != 2 {
		t.Errorf("whoever came sees %v", here)
	}
	if here := other.Room(kl).Here(); !slices.Equal(here, before) || len(here) != 1 {
		t.Errorf("the other sees %v, and before %v", here, before)
	}
	h.settle()
	if here := other.Room(kl).Here(); !woken(other) || len(here) != 2 {
		t.Errorf("later the other sees %v", here)
	}
}

// TestWhoJoinsIsToldWithTheRoom: not at once, as what somebody says is, and not
// only when somebody says something.
func TestWhoJoinsIsToldWithTheRoom(t *testing.T) { synctest.Test(t, whoJoinsIsToldWithTheRoom) }

func whoJoinsIsToldWithTheRoom(t *testing.T) {
	h := newHall(t)
	h.settle()
	w, before := h.watch(h.Facilitator()), h.Shared()
	ana := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Ana"})
	synctest.Wait()
	time.Sleep(50 * time.Millisecond)
	synctest.Wait()
	if woken(w) {
		t.Error("everybody is woken for everybody who joins")
	}
	h.settle()
	shared, _, err := w.See()
	if err != nil || !woken(w) || shared.Members.Of(ana) == nil || shared.Revision == before.Revision {
		t.Errorf("nobody was told who joined: %v", err)
	}
	if shared.Contents != before.Contents {
		t.Error("what the members have is told anew for whoever joins")
	}
	h.Must(h.Siti, h.NewItem("text"))
	synctest.Wait()
	if !woken(w) || h.Shared().Contents == before.Contents {
		t.Error("nobody is told at once what somebody says")
	}
}

// TestWhatIsUrgentWaitsForNothing: it is told at once after what can wait, and what nobody
// else sees brings that no nearer.
func TestWhatIsUrgentWaitsForNothing(t *testing.T) { synctest.Test(t, whatIsUrgentWaitsForNothing) }

func whatIsUrgentWaitsForNothing(t *testing.T) {
	h := newHall(t)
	i := h.Shown(h.Invite(kl, method.Participant, method.Members, 2))
	h.settle()
	w := h.watch(h.Facilitator())
	comes := func(name string) {
		_, err := h.Host.Join(t.Context(), h.Meet(""), i, session.Profile{Name: name}) // and nobody looks
		h.OK(err)
		h.Must(h.Siti, &session.SaveDraft{Name: session.NameDraft("item", kl, "my", "S"), Value: []byte(name)})
		synctest.Wait()
		if woken(w) {
			t.Errorf("everybody is woken at once for %s, or for a draft", name)
		}
	}
	comes("Ana")
	comes("Budi")
	h.Must(h.Siti, h.NewItem("text"))
	synctest.Wait()
	if !woken(w) {
		t.Error("what somebody says waits because somebody came")
	}
}

// TestARoomHoldsUpNothing: what somebody says just after the room was told of is
// told at once, and what they say before tells of the room as well.
func TestARoomHoldsUpNothing(t *testing.T) { synctest.Test(t, aRoomHoldsUpNothing) }

func aRoomHoldsUpNothing(t *testing.T) {
	h := newHall(t)
	h.settle()
	w := h.watch(h.Facilitator())
	leave, err := h.Host.EnterRoom(t.Context(), cop, kl, h.Siti)
	h.OK(err)
	synctest.Wait()
	time.Sleep(150 * time.Millisecond)
	synctest.Wait()
	if !woken(w) {
		t.Fatal("nobody was told who came")
	}
	h.Must(h.Siti, h.NewItem("text"))
	synctest.Wait()
	if !woken(w) {
		t.Error("what somebody said waits because somebody came")
	}
	h.settle()
	leave()
	h.Must(h.Siti, h.NewItem("text"))
	synctest.Wait()
	if room := w.Room(kl); !woken(w) || room.Count() != 0 {
		t.Errorf("not woken, or somebody is still here: %v", room)
	}
	h.settle()
	if woken(w) {
		t.Error("the room is told of twice")
	}
}

// TestAVisitOfAMomentIsToldToItsEnd: whoever looked in between does not go on
// seeing somebody who has left.
func TestAVisitOfAMomentIsToldToItsEnd(t *testing.T) { synctest.Test(t, aVisitOfAMomentIsToldToItsEnd) }

func aVisitOfAMomentIsToldToItsEnd(t *testing.T) {
	h := newHall(t)
	_, err := h.Host.EnterRoom(t.Context(), cop, kl, h.Facilitator())
	h.OK(err)
	h.settle()
	w := h.watch(h.Facilitator())
	leave, err := h.Host.EnterRoom(t.Context(), cop, kl, h.Siti)
	h.OK(err)
	h.Must(h.Siti, h.NewItem("text"))
	synctest.Wait()
	if room := w.Room(kl); !woken(w) || room.Count() != 2 {
		t.Fatalf("not woken, or they are not both here: %v", room)
	}
	leave()
	h.settle()
	if room := w.Room(kl); !woken(w) || room.Count() != 1 {
		t.Errorf("not woken, or somebody is still here: %v", room)
	}
}

func TestDraftsAreKeptUntilAccepted(t *testing.T) {
	h := newHall(t)
	draft := []byte("half a thou")
	h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: draft})
	h.Must(h.Siti, &session.SaveDraft{Name: "title", Value: []byte("other")})
	second := halltest.OpenHost(t, h.Store, "second")
	_, own, err := second.See(t.Context(), cop, h.Siti)
	second.Close()
	if err != nil || !bytes.Equal(own.Drafts["item"], draft) {
		t.Errorf("after a restart: %v, %v", own.Drafts, err)
	}
	if others := h.Own(h.Facilitator()).Drafts; len(others) != 0 {
		t.Errorf("somebody else has %v", others)
	}
	send := func(c change) error {
		d := h.Deed(h.Siti, c)
		d.Draft = "item"
		return h.Host.Do(t.Context(), cop, d)
	}
	bad := h.NewItem("")
	h.Refused(send(bad), refusal.Missing)
	if got := h.Own(h.Siti).Drafts["item"]; !bytes.Equal(got, draft) {
		t.Errorf("a refused change left the draft %q", got)
	}
	h.OK(send(h.NewItem("half a thought")))
	if got := h.Own(h.Siti).Drafts; len(got) != 1 || got["title"] == nil {
		t.Errorf("accepted: the drafts are %v", got)
	}
	h.Must(h.Siti, &session.SaveDraft{Name: "title"})
	if left := h.OnShelf("draft"); len(left) > 0 {
		t.Errorf("on the shelf: %v", left)
	}
}

func TestDraftsHaveBounds(t *testing.T) {
	h := newHall(t)
	large := bytes.Repeat([]byte("x"), ledger.MaxShelfValue)
	save := func(name session.DraftName, value []byte) error {
		return h.Do(h.Siti, &session.SaveDraft{Name: name, Value: value})
	}
	h.OK(save("large", large))
	h.Refused(save("large", append(large, 'x')), refusal.DraftsFull)
	h.Refused(save("", []byte("x")), refusal.Invalid)
	h.Refused(save(session.DraftName(halltest.Long(200)), []byte("x")), refusal.Invalid)
	h.Refused(save(session.NameDraft("item", "nowhere"), []byte("x")), refusal.NotFound)
	h.OK(save("as large", large))
	h.Refused(save("all are full", []byte("x")), refusal.DraftsFull)
	h.OK(save("large", large[1:]))
	h.OK(save("all are full", []byte("x")))
	h.OK(save("as large", nil))
	for i := range session.MaxDrafts - 2 {
		h.OK(save(session.DraftName(rune('a'+i)), []byte("x")))
	}
	h.Refused(save("one more", []byte("x")), refusal.DraftsFull)
	h.OK(save("large", []byte("y")))
}

// TestTheRestOfADraftStays in the write that accepts the first part of it, and
// that a power cut after it finds.
func TestTheRestOfADraftStays(t *testing.T) {
	h := newHall(t)
	h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: []byte("first second")})
	d := h.Deed(h.Siti, h.NewItem("first"))
	d.Draft, d.Rest = "item", []byte("second")
	h.OK(h.Host.Do(t.Context(), cop, d))
	h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: []byte("second third")})
	h.OK(h.Host.Do(t.Context(), cop, d)) // tried again: it must not come back
	if got := h.Own(h.Siti).Drafts["item"]; string(got) != "second third" {
		t.Errorf("the draft is %q", got)
	}
	second := halltest.OpenHost(t, h.Store, "second")
	defer second.Close()
	if _, own, err := second.See(t.Context(), cop, h.Siti); err != nil || string(own.Drafts["item"]) != "second third" {
		t.Errorf("after a restart: %q, %v", own.Drafts, err)
	}
	d = h.Deed(h.Siti, h.NewItem("third"))
	d.Draft, d.Rest = "item", make([]byte, ledger.MaxShelfValue+1)
	h.Refused(h.Host.Do(t.Context(), cop, d), refusal.DraftsFull)
}

// TestAttendanceIsCountedOneWayAtATime: crossed, the cells would be people.
func TestAttendanceIsCountedOneWayAtATime(t *testing.T) {
	h := newHall(t)
	h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Ani"})
	h.Join(bangkok, method.Participant, method.Members, session.Profile{Name: "Elsewhere", Country: "VN", Organisation: "UN", Type: method.UNAgency})
	for _, name := range []string{"Budi", "Citra", "Dewi"} {
		h.Join(kl, method.Participant, method.Members, session.Profile{Name: name, Country: "TH"})
	}
	byCountry := []tally.Count{{Of: "ID", N: 5}, {Of: tally.Together, N: 5}}
	if got := h.Shared().Headcount(kl).ByCountry; !slices.Equal(got, byCountry) {
		t.Errorf("by country: %v, want %v", got, byCountry)
	}
	byType := []tally.Count{{Of: tally.Together, N: 10}} // 6 of CSOs would tell of the 4 that are not
	if got := h.Shared().Headcount(kl).ByType; !slices.Equal(got, byType) {
		t.Errorf("by type: %v, want %v", got, byType)
	}
	if got := h.Shared().Headcount("nowhere"); got.People != 0 {
		t.Errorf("nowhere attend %v", got)
	}
}

// TestAWallEndsWithItsCode: once that is renewed, revoked or over, whoever has it sees
// nothing more. That it lets in nobody new ends no wall, but opens none either.
func TestAWallEndsWithItsCode(t *testing.T) {
	for name, end := range map[string]struct {
		does    func(*hall, directory.Invitation)
		refused refusal.Code
		goesOn  bool
	}{
		"renewed": {func(h *hall, i directory.Invitation) {
			_, _, err := h.Host.RenewInvitation(h.Context(), cop, h.Facilitator(), i.ID)
			h.OK(err)
		}, refusal.CodeRevoked, false},
		"revoked": {func(h *hall, i directory.Invitation) {
			h.OK(h.Host.Revoke(h.Context(), cop, h.Facilitator(), i.ID))
		}, refusal.CodeRevoked, false},
		"over": {func(*hall, directory.Invitation) { time.Sleep(host.InviteFor) }, refusal.CodeExpired, false},
		"paused": {func(h *hall, i directory.Invitation) {
			h.OK(h.Host.Pause(h.Context(), cop, h.Facilitator(), i.ID, false))
		}, refusal.CodePaused, true},
		"used up": {func(h *hall, i directory.Invitation) {
			_, err := h.Host.Join(h.Context(), h.Meet(""), i, session.Profile{Name: "Ani"})
			h.OK(err)
		}, refusal.CodeUsedUp, true},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHall(t)
				code := h.Invite(kl, method.Participant, method.Members, 1)
				shown := h.Shown(code)
				w, err := h.Host.WatchWall(t.Context(), shown, "")
				h.OK(err)
				defer w.Close()
				_, _, err = w.See()
				h.OK(err)
				end.does(h, shown)
				if _, _, err = w.See(); end.goesOn && err != nil || !end.goesOn && !halltest.IsRefusal(err, end.refused) {
					t.Errorf("the open wall: %v", err)
				}
				given, _ := h.Host.Present(code)
				_, err = h.Host.WatchWall(t.Context(), *given.Invitation, "")
				h.Refused(err, end.refused)
			})
		})
	}
}

// TestAWallShowsWhatItsCodeReads, whatever the caller made of the invitation.
func TestAWallShowsWhatItsCodeReads(t *testing.T) {
	h := newHall(t)
	altered := h.Shown(h.Invite(kl, method.Observer, method.Public, 1))
	altered.Audience = method.Members
	w, err := h.Host.WatchWall(t.Context(), altered, "")
	h.OK(err)
	defer w.Close()
	shared, _, err := w.See()
	h.OK(err)
	if shared.Audience != method.Public {
		t.Errorf("the wall shows what %s read", shared.Audience)
	}
}
