package host_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/voting"
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
	d := h.Deed(h.Siti, h.NewItem("text"))
	for range 3 {
		h.OK(h.Host.Do(t.Context(), cop, d))
	}
	if n := h.Shared().Boards[my].Hidden[layout.Strengths]; n != 1 {
		t.Errorf("a retry made %d items", n)
	}
	// Also after a restart, and where the change would now be refused.
	h.To(my, layout.Voting)
	n := len(h.Records())
	second := halltest.OpenHost(t, h.Store, "second")
	defer second.Close()
	h.OK(second.Do(t.Context(), cop, d))
	if len(h.Records()) != n {
		t.Error("a retry after a restart wrote again")
	}
	// A change that was refused was not made: its id is still good.
	edit := h.Deed(h.Siti, &session.EditItem{Item: d.Change.(*session.AddItem).Item, Revision: 1, Text: "better"})
	h.Refused(h.Host.Do(t.Context(), cop, edit), refusal.WrongPhase)
	h.To(my, layout.Discuss)
	h.OK(h.Host.Do(t.Context(), cop, edit))
}

func TestFailedWriteChangesNothing(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	item := h.OthersItem()
	h.To(my, layout.Voting)
	h.Must(h.Siti, &session.SaveDraft{Name: "profile", Value: []byte("draft")})
	before := h.State()
	store.before = always(errDisk)
	store.keep = func([]ledger.ShelfWrite) error { return errDisk }
	profile := h.Deed(h.Siti, &session.ChangeProfile{Member: h.Siti, Revision: 1, Profile: session.Profile{Name: "New", Organisation: "Org siti"}})
	profile.Draft = "profile"
	h.Refused(h.Host.Do(t.Context(), cop, profile), refusal.NotSaved)
	vote := h.Deed(h.Siti, &voting.Cast{Board: my, Item: item, Dots: 1})
	h.Refused(h.Host.Do(t.Context(), cop, vote), refusal.NotSaved)
	if h.State() != before {
		t.Error("a change that was not saved is seen")
	}
	store.before, store.keep = nil, nil
	h.OK(h.Host.Do(t.Context(), cop, profile))
	h.OK(h.Host.Do(t.Context(), cop, vote))
	h.SameAfterRereading()
}

// TestWriteInDoubtIsAcceptedOnce: the store wrote and then said that it failed.
// Nothing of it may be missing in memory, what is on the shelf included.
func TestWriteInDoubtIsAcceptedOnce(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: []byte("draft")})
	n := len(h.Records())
	store.after = once(errDisk)
	d := h.Deed(h.Siti, h.NewItem("text"))
	d.Draft = "item"
	h.OK(h.Host.Do(t.Context(), cop, d))
	if got := len(h.Records()) - n; got != 1 {
		t.Errorf("%d records, want 1", got)
	}
	own := h.Own(h.Siti)
	if len(own.Hidden[my]) != 1 {
		t.Error("the author no longer knows their item")
	}
	if len(own.Drafts) != 0 {
		t.Errorf("the draft is still there: %v", own.Drafts)
	}
	h.Must(h.Siti, &session.TakeBackItem{Item: d.Change.(*session.AddItem).Item})
	h.SameAfterRereading()
}

// TestVoteInDoubtIsSeenAsItIs on the shelf, whatever its answer was.
func TestVoteInDoubtIsSeenAsItIs(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	item := h.OthersItem()
	h.To(my, layout.Voting)
	store.keep = func(w []ledger.ShelfWrite) error {
		store.keep = nil
		h.OK(store.Memory.Keep(t.Context(), w...))
		return errDisk
	}
	h.Refused(h.Do(h.Siti, &voting.Cast{Board: my, Item: item, Dots: 3}), refusal.NotSaved)
	h.SameAfterRereading()
}

// TestLostRaceIsCheckedAgain against what the other writer wrote.
func TestLostRaceIsCheckedAgain(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	item := h.OthersItem()
	meanwhile := func(kind string, c change) {
		store.before = func(string, ledger.Batch) error {
			store.before = nil
			return h.Another(kind, c)
		}
	}
	voting := &session.ChangePhase{Board: my, From: layout.Revealed, To: layout.Voting}
	meanwhile("board.phase/1", voting)
	h.Refused(h.Do(h.Siti, h.NewItem("late")), refusal.WrongPhase)
	if got := h.Shared().Boards[my].Phase; got != layout.Voting {
		t.Errorf("the board is seen in %s", got)
	}
	h.To(my, layout.Discuss)

	meanwhile("item.edited/1", &session.EditItem{Item: item, Revision: 1, Text: "theirs"})
	var conflict *refusal.Conflict
	err := h.Do(h.Siti, &session.EditItem{Item: item, Revision: 1, Text: "mine"})
	if !errors.As(err, &conflict) || conflict.Theirs != "theirs" {
		t.Errorf("got %v", err)
	}

	// What is still allowed comes after it, with the next number.
	late, theirs := h.NewItem("mine"), h.NewItem("theirs")
	theirs.Number = 2
	meanwhile("item.added/1", theirs)
	h.Must(h.Siti, late)
	if got := h.Item(late.Item).Code; got != "MY-S3" {
		t.Errorf("the item got the code %s", got)
	}
	h.SameAfterRereading()
}

func TestNewerRecordsAreNotGuessedAt(t *testing.T) {
	for name, r := range map[string]ledger.Record{
		"a new kind":    {Kind: "item.sung/1", Body: []byte("{}")},
		"a new version": {Kind: "item.edited/2", Body: []byte("{}")},
	} {
		store := newFrail()
		h := newHallIn(t, store)
		log, err := store.Log(t.Context(), string(cop))
		h.OK(err)
		r.Seq, r.ID = ledger.Seq(len(h.Records())+1), "new"
		h.OK(log.Append(t.Context(), ledger.Batch{After: r.Seq - 1, Records: []ledger.Record{r}}))
		// The host that runs cannot go on, and says so.
		h.Refused(h.Do(h.Siti, h.NewItem("text")), refusal.NotSaved)
		second := halltest.OpenHost(t, store, "second")
		if _, err := second.Shared(t.Context(), cop, method.Members); !errors.Is(err, ledger.ErrTooNew) || !strings.Contains(err.Error(), r.Kind) {
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
	if _, err := host.Open(t.Context(), store, host.Options{Random: halltest.NewChance("")}); !errors.Is(err, ledger.ErrTooNew) {
		t.Errorf("a newer directory: got %v", err)
	}
}

func TestClosedHostRefuses(t *testing.T) {
	h := newHall(t)
	h.OK(h.Do(h.Siti, h.NewItem("text")))
	h.Host.Close()
	h.Refused(h.Do(h.Siti, h.NewItem("text")), refusal.ShuttingDown)
	if _, _, err := h.Host.Meet(t.Context(), "", ""); !halltest.IsRefusal(err, refusal.ShuttingDown) {
		t.Errorf("got %v", err)
	}
}

// TestEverybodySeesTheirOwnAfterALostRace: what another writer did to a shelf is
// news for somebody else than whoever lost.
func TestEverybodySeesTheirOwnAfterALostRace(t *testing.T) {
	store := newFrail()
	h := newHallIn(t, store)
	h.Must(h.Siti, &session.SaveDraft{Name: "form", Value: []byte("draft")})
	if len(h.Own(h.Siti).Drafts) != 1 {
		t.Fatal("the draft is not seen")
	}
	store.before = func(string, ledger.Batch) error {
		store.before = nil
		key := ledger.ShelfKey{Log: string(cop), Of: h.Siti, Kind: "draft", Name: "form"}
		h.OK(store.Memory.Keep(t.Context(), ledger.ShelfWrite{ShelfValue: ledger.ShelfValue{ShelfKey: key}, Delete: true}))
		return h.Another("item.added/1", h.NewItem("theirs"))
	}
	h.Must(h.Members[method.Scribe], h.NewItem("mine"))
	if left := h.Own(h.Siti).Drafts; len(left) != 0 {
		t.Errorf("a draft that is gone is still seen: %q", left)
	}
}

// TestADeedNeedsAnID, and says so as other refusals do.
func TestADeedNeedsAnID(t *testing.T) {
	h := newHall(t)
	for range 2 {
		d := h.Deed(h.Siti, h.NewItem("text"))
		d.ID = ""
		h.Refused(h.Host.Do(t.Context(), cop, d), refusal.Invalid)
	}
}

// TestPeopleAreToldWhatItMeans that the store fails, and whoever asks for the health
// of the installation why, for a minute.
func TestPeopleAreToldWhatItMeans(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		var want []ledger.Trouble
		for trouble, code := range map[ledger.Trouble]refusal.Code{
			ledger.ErrFull: refusal.DiskFull, ledger.ErrReadOnly: refusal.DiskFails, ledger.ErrDisk: refusal.DiskFails,
			ledger.ErrNoFiles: refusal.Overloaded, ledger.ErrNoMemory: refusal.Overloaded,
			ledger.ErrReplaced: refusal.StoreGone, ledger.ErrDamaged: refusal.StoreGone, ledger.ErrLost: refusal.StoreGone,
		} {
			store.before = always(fmt.Errorf("write: %w", trouble))
			err := h.Do(h.Siti, h.NewItem("text"))
			if h.Refused(err, code); !errors.Is(err, trouble) {
				t.Errorf("%v does not tell of %q", err, trouble)
			}
			want = append(want, trouble)
		}
		slices.Sort(want)
		if got := h.health().Troubles; !slices.Equal(got, want) {
			t.Errorf("the troubles are %v, want %v", got, want)
		}
		store.before = nil
		h.OK(h.Do(h.Siti, h.NewItem("text")))
		time.Sleep(time.Minute)
		if got := h.health().Troubles; len(got) > 0 {
			t.Errorf("after a minute the troubles are %v", got)
		}
	})
}
