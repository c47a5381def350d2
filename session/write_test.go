package session_test

import (
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/storetest"
)

var errDisk = errors.New("the disk is full")

// frail is a store in which a test decides what goes wrong.
type frail struct {
	*storetest.Memory
	before, after func(log string, b ledger.Batch) error
	keep          func([]ledger.ShelfWrite) error // before a write to the shelf only
}

func newFrail() *frail {
	f := &frail{Memory: &storetest.Memory{}}
	f.BeforeAppend = func(log string, b ledger.Batch) error { return call(f.before, log, b) }
	f.AfterAppend = func(log string, b ledger.Batch) error { return call(f.after, log, b) }
	return f
}

func call(hook func(string, ledger.Batch) error, log string, b ledger.Batch) error {
	if hook == nil {
		return nil
	}
	return hook(log, b)
}

func (f *frail) Keep(ctx context.Context, w ...ledger.ShelfWrite) error {
	if f.keep != nil {
		if err := f.keep(w); err != nil {
			return err
		}
	}
	return f.Memory.Keep(ctx, w...)
}

func always(err error) func(string, ledger.Batch) error {
	return func(string, ledger.Batch) error { return err }
}

// once fails the first write only.
func once(err error) func(string, ledger.Batch) error {
	failed := false
	return func(string, ledger.Batch) error {
		if failed {
			return nil
		}
		failed = true
		return err
	}
}

func TestRetryIsOneChange(t *testing.T) {
	h := newHall(t)
	d := h.deed(h.siti, newItem(h, "text"))
	for range 3 {
		h.ok(h.host.Do(t.Context(), cop, d))
	}
	if n := h.shared().Boards[my].Hidden[session.Strengths]; n != 1 {
		t.Errorf("a retry made %d items", n)
	}
	// Also after a restart, and where the change would now be refused.
	h.to(my, session.Voting)
	n := len(h.records())
	second := openHost(t, h.store, "second")
	defer second.Close()
	h.ok(second.Do(t.Context(), cop, d))
	if len(h.records()) != n {
		t.Error("a retry after a restart wrote again")
	}
	// A change that was refused was not made: its id is still good.
	edit := h.deed(h.siti, &session.EditItem{Item: d.Change.(*session.AddItem).Item, Revision: 1, Text: "better"})
	h.refused(h.host.Do(t.Context(), cop, edit), session.WrongPhase)
	h.to(my, session.Discuss)
	h.ok(h.host.Do(t.Context(), cop, edit))
}

func TestFailedWriteChangesNothing(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	item := othersItem(h)
	h.to(my, session.Voting)
	h.must(h.siti, &session.SaveDraft{Name: "profile", Value: []byte("draft")})
	before := h.state()
	store.before = always(errDisk)
	store.keep = func([]ledger.ShelfWrite) error { return errDisk }
	profile := h.deed(h.siti, &session.ChangeProfile{Member: h.siti, Revision: 1, Profile: session.Profile{Name: "New", Organisation: "Org siti"}})
	profile.Draft = "profile"
	h.refused(h.host.Do(t.Context(), cop, profile), session.NotSaved)
	vote := h.deed(h.siti, &session.CastVote{Board: my, Item: item, Dots: 1})
	h.refused(h.host.Do(t.Context(), cop, vote), session.NotSaved)
	if h.state() != before {
		t.Error("a change that was not saved is seen")
	}
	store.before, store.keep = nil, nil
	h.ok(h.host.Do(t.Context(), cop, profile))
	h.ok(h.host.Do(t.Context(), cop, vote))
	h.sameAfterRereading()
}

// TestWriteInDoubtIsAcceptedOnce: the store wrote and then said that it failed.
// Nothing of it may be missing in memory, what is on the shelf included.
func TestWriteInDoubtIsAcceptedOnce(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	h.must(h.siti, &session.SaveDraft{Name: "item", Value: []byte("draft")})
	n := len(h.records())
	store.after = once(errDisk)
	d := h.deed(h.siti, newItem(h, "text"))
	d.Draft = "item"
	h.ok(h.host.Do(t.Context(), cop, d))
	if got := len(h.records()) - n; got != 1 {
		t.Errorf("%d records, want 1", got)
	}
	own := h.own(h.siti)
	if len(own.Hidden[my]) != 1 {
		t.Error("the author no longer knows their item")
	}
	if len(own.Drafts) != 0 {
		t.Errorf("the draft is still there: %v", own.Drafts)
	}
	h.must(h.siti, &session.TakeBackItem{Item: d.Change.(*session.AddItem).Item})
	h.sameAfterRereading()
}

// TestVoteInDoubtIsSeenAsItIs on the shelf, whatever its answer was.
func TestVoteInDoubtIsSeenAsItIs(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	item := othersItem(h)
	h.to(my, session.Voting)
	store.keep = func(w []ledger.ShelfWrite) error {
		store.keep = nil
		h.ok(store.Memory.Keep(t.Context(), w...))
		return errDisk
	}
	h.refused(h.do(h.siti, &session.CastVote{Board: my, Item: item, Dots: 3}), session.NotSaved)
	h.sameAfterRereading()
}

// another appends what somebody did through another host.
func (h *hall) another(kind string, c change) error {
	log, err := h.store.Log(h.Context(), string(cop))
	if err != nil {
		return err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return err
	}
	last := ledger.Seq(len(h.records()))
	return log.Append(h.Context(), ledger.Batch{After: last, Records: []ledger.Record{{
		Seq: last + 1, ID: h.host.NewChange(), At: time.Now(), Author: h.facilitator(), Kind: kind, Body: body,
	}}})
}

// TestLostRaceIsCheckedAgain against what the other writer wrote.
func TestLostRaceIsCheckedAgain(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	item := othersItem(h)
	meanwhile := func(kind string, c change) {
		store.before = func(string, ledger.Batch) error {
			store.before = nil
			return h.another(kind, c)
		}
	}
	voting := &session.ChangePhase{Board: my, From: session.Revealed, To: session.Voting}
	meanwhile("board.phase/1", voting)
	h.refused(h.do(h.siti, newItem(h, "late")), session.WrongPhase)
	if got := h.shared().Boards[my].Phase; got != session.Voting {
		t.Errorf("the board is seen in %s", got)
	}
	h.to(my, session.Discuss)

	meanwhile("item.edited/1", &session.EditItem{Item: item, Revision: 1, Text: "theirs"})
	var conflict *session.Conflict
	err := h.do(h.siti, &session.EditItem{Item: item, Revision: 1, Text: "mine"})
	if !errors.As(err, &conflict) || conflict.Theirs != "theirs" {
		t.Errorf("got %v", err)
	}

	// What is still allowed comes after it, with the next number.
	late, theirs := newItem(h, "mine"), newItem(h, "theirs")
	theirs.Number = 2
	meanwhile("item.added/1", theirs)
	h.must(h.siti, late)
	if got := h.item(late.Item).Code; got != "MY-S3" {
		t.Errorf("the item got the code %s", got)
	}
	h.sameAfterRereading()
}

func TestNewerRecordsAreNotGuessedAt(t *testing.T) {
	for name, r := range map[string]ledger.Record{
		"a new kind":    {Kind: "item.sung/1", Body: []byte("{}")},
		"a new version": {Kind: "item.edited/2", Body: []byte("{}")},
	} {
		store := newFrail()
		h := newHallIn(t, store)
		log, err := store.Log(t.Context(), string(cop))
		h.ok(err)
		r.Seq, r.ID = ledger.Seq(len(h.records())+1), "new"
		h.ok(log.Append(t.Context(), ledger.Batch{After: r.Seq - 1, Records: []ledger.Record{r}}))
		// The host that runs cannot go on, and says so.
		h.refused(h.do(h.siti, newItem(h, "text")), session.NotSaved)
		second := openHost(t, store, "second")
		if _, err := second.Shared(t.Context(), cop, session.Members); !errors.Is(err, ledger.ErrTooNew) || !strings.Contains(err.Error(), r.Kind) {
			t.Errorf("%s: got %v", name, err)
		}
		second.Close()
	}
	store := &storetest.Memory{}
	log, err := store.Log(t.Context(), "_directory")
	if err != nil {
		t.Fatal(err)
	}
	newer := ledger.Record{Seq: 1, ID: "new", Kind: "person.sung/1", Body: []byte("{}")}
	if err := log.Append(t.Context(), ledger.Batch{Records: []ledger.Record{newer}}); err != nil {
		t.Fatal(err)
	}
	if _, err := session.Open(t.Context(), store, session.Options{Random: newChance("")}); !errors.Is(err, ledger.ErrTooNew) {
		t.Errorf("a newer directory: got %v", err)
	}
}

func TestClosedHostRefuses(t *testing.T) {
	h := newHall(t)
	h.ok(h.do(h.siti, newItem(h, "text")))
	h.host.Close()
	h.refused(h.do(h.siti, newItem(h, "text")), session.ShuttingDown)
	if _, _, err := h.host.Meet(t.Context(), "", ""); !isRefusal(err, session.ShuttingDown) {
		t.Errorf("got %v", err)
	}
}

// TestEverybodySeesTheirOwnAfterALostRace: what another writer did to a shelf is
// news for somebody else than whoever lost.
func TestEverybodySeesTheirOwnAfterALostRace(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	h.must(h.siti, &session.SaveDraft{Name: "form", Value: []byte("draft")})
	if len(h.own(h.siti).Drafts) != 1 {
		t.Fatal("the draft is not seen")
	}
	store.before = func(string, ledger.Batch) error {
		store.before = nil
		key := ledger.ShelfKey{Log: string(cop), Of: h.siti, Kind: "draft", Name: "form"}
		h.ok(store.Memory.Keep(t.Context(), ledger.ShelfWrite{ShelfValue: ledger.ShelfValue{ShelfKey: key}, Delete: true}))
		return h.another("item.added/1", newItem(h, "theirs"))
	}
	h.must(h.members[session.Scribe], newItem(h, "mine"))
	if left := h.own(h.siti).Drafts; len(left) != 0 {
		t.Errorf("a draft that is gone is still seen: %q", left)
	}
}

// TestADeedNeedsAnID, and says so as other refusals do.
func TestADeedNeedsAnID(t *testing.T) {
	h := newHall(t)
	for range 2 {
		d := h.deed(h.siti, newItem(h, "text"))
		d.ID = ""
		h.refused(h.host.Do(t.Context(), cop, d), session.Invalid)
	}
}
