package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/storetest"
)

func TestARetryIsOneChange(t *testing.T) {
	d := newDesk(t, &storetest.Memory{})
	deed := d.deed(&note{Name: "a"})
	for range 3 {
		d.ok(d.Do(t.Context(), deed))
	}
	// Also after a restart, where the change itself would be refused.
	d.ok(newDesk(t, d.store).Do(t.Context(), deed))
	if n := len(d.records()); n != 1 {
		t.Errorf("%d records", n)
	}
	if err := d.do(&note{Name: "a"}); !errors.Is(err, errTaken) {
		t.Errorf("another deed: %v", err)
	}
}

func TestADeedNeedsAnID(t *testing.T) {
	d := newDesk(t, &storetest.Memory{})
	if err := d.Do(t.Context(), ledger.Deed[*notes]{Change: &note{}}); !errors.Is(err, ledger.ErrNoID) {
		t.Errorf("got %v", err)
	}
}

// TestGivingUpAndTryingAgain: whoever gave up while the store was slow hands in the
// very same deed once more.
func TestGivingUpAndTryingAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		d := newDesk(t, &storetest.Memory{BeforeAppend: func(string, ledger.Batch) error { <-release; return nil }})
		slow := make(chan error)
		go func() { slow <- d.do(&note{Name: "slow"}) }()
		synctest.Wait()
		deed := d.deed(&note{Name: "a", Text: " text "})
		ctx, cancel := context.WithCancel(t.Context())
		made := make(chan error)
		go func() { made <- d.Do(ctx, deed) }()
		synctest.Wait()
		cancel()
		if err := <-made; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		go func() { made <- d.Do(t.Context(), deed) }()
		close(release)
		d.ok(errors.Join(<-slow, <-made))
		if got := d.State().texts; len(got) != 2 || got["a"] != "text" {
			t.Errorf("there is %v", got)
		}
	})
}

// TestWhoGaveUpWhileWaitingIsLeftOut, and a write that has begun is not.
func TestWhoGaveUpWhileWaitingIsLeftOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		release := make(chan struct{})
		d := newDesk(t, &storetest.Memory{BeforeAppend: func(string, ledger.Batch) error { <-release; return nil }})
		ctx, giveUp := context.WithCancel(t.Context())
		made := make(chan error)
		for _, name := range []string{"begun", "waiting"} {
			go func() { made <- d.Do(ctx, d.deed(&note{Name: name})) }()
			synctest.Wait()
		}
		giveUp()
		for range 2 {
			if err := <-made; !errors.Is(err, context.Canceled) {
				t.Errorf("got %v", err)
			}
		}
		close(release)
		d.ok(d.do(&note{Name: "later"}))
		if got := slices.Sorted(maps.Keys(d.State().texts)); fmt.Sprint(got) != "[begun later]" {
			t.Errorf("there is %v", got)
		}
	})
}

// TestAnEndlessRaceIsGivenUp instead of keeping people waiting.
func TestAnEndlessRaceIsGivenUp(t *testing.T) {
	d := newDesk(t, &storetest.Memory{BeforeAppend: func(string, ledger.Batch) error { return ledger.ErrRaced }})
	if err := d.do(&note{Name: "a"}); !errors.Is(err, ledger.ErrNotSaved) {
		t.Errorf("got %v", err)
	}
}

func TestAClosedLedgerTakesNothing(t *testing.T) {
	d := newDesk(t, &storetest.Memory{})
	d.Close()
	if err := d.do(&note{Name: "a"}); !errors.Is(err, ledger.ErrClosed) {
		t.Errorf("got %v", err)
	}
}

// TestRetriesInOneWriteAreOneChange, and what was refused was not made.
func TestRetriesInOneWriteAreOneChange(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &storetest.Memory{}
		d := newDesk(t, store)
		good, taken := d.deed(&note{Name: "a"}), d.deed(&note{Name: "a"})
		for i, err := range d.deedsTogether(store, []ledger.Deed[*notes]{good, good, taken, taken}) {
			if refused := errors.Is(err, errTaken); refused != (i > 1) {
				t.Errorf("number %d: %v", i, err)
			}
		}
		if n := len(d.records()); n != 2 {
			t.Errorf("%d records", n)
		}
	})
}

// TestAPanicIsOneDeedsOnly, and of what it did nothing is left.
func TestAPanicIsOneDeedsOnly(t *testing.T) {
	for _, step := range []string{"tidy", "check", "decide", "quiet", "shelve", "redact", "apply"} {
		t.Run(step, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				store := &storetest.Memory{}
				d := newDesk(t, store)
				for i, err := range d.together(store, &note{Name: "a"}, &bomb{in: step}, &note{Name: "b"}, &bomb{in: step}, &note{Name: "c"}) {
					if panicked := errors.Is(err, ledger.ErrPanicked); panicked != (i%2 == 1) {
						t.Errorf("number %d: %v", i, err)
					}
				}
				if got := slices.Sorted(maps.Keys(d.State().texts)); fmt.Sprint(got) != "[a b c slow0]" {
					t.Errorf("there is %v", got)
				}
				if log := d.log.String(); strings.Contains(log, words) || strings.Count(log, "bomb panicked with a string") != 2 {
					t.Errorf("logged %s", log)
				}
				d.sameAfterRereading()
			})
		})
	}
}

// TestWhatTheStoreRefusesFailsNoOther that shared the write.
func TestWhatTheStoreRefusesFailsNoOther(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &storetest.Memory{BeforeAppend: func(_ string, b ledger.Batch) error {
			for _, r := range b.Records {
				if strings.Contains(string(r.Body), "bad") {
					return errors.New("the disk does not like it")
				}
			}
			return nil
		}}
		d := newDesk(t, store)
		for i, err := range d.together(store, &note{Name: "a"}, &note{Name: "bad"}, &note{Name: "c"}) {
			if failed := errors.Is(err, ledger.ErrNotSaved); failed != (i == 1) {
				t.Errorf("number %d: %v", i, err)
			}
		}
		d.sameAfterRereading()
	})
}

// TestShelfOfADeed is kept with its change, or not at all where it is too large.
func TestShelfOfADeed(t *testing.T) {
	d := newDesk(t, &storetest.Memory{})
	keep := func(name string, bytes int) error {
		deed := d.deed(&note{Name: name})
		key := ledger.ShelfKey{Of: "siti", Kind: "draft", Name: "rest"}
		deed.Shelf = []ledger.ShelfWrite{{ShelfValue: ledger.ShelfValue{ShelfKey: key, Value: make([]byte, bytes)}}}
		return d.Do(t.Context(), deed)
	}
	d.ok(keep("most", ledger.MaxShelfValue))
	if err := keep("more", ledger.MaxShelfValue+1); !errors.Is(err, ledger.ErrShelfTooLarge) {
		t.Errorf("got %v", err)
	}
	if s := d.State(); len(s.own["siti"]) != ledger.MaxShelfValue || len(s.texts) != 1 {
		t.Errorf("%d bytes and %d notes", len(s.own["siti"]), len(s.texts))
	}
}

// tear throws away what somebody keeps for themselves, of which no log keeps anything.
type tear struct{ ledger.Base[*notes] }

var errNothing = errors.New("there is nothing to throw away")

func (*tear) Check(s *notes, who ledger.Who) error {
	if s.own[who.Member] == "" {
		return errNothing
	}
	return nil
}

func (*tear) Shelve(_ *notes, who ledger.Who) []ledger.ShelfWrite {
	return []ledger.ShelfWrite{{ShelfValue: ledger.ShelfValue{ShelfKey: ledger.ShelfKey{Of: who.Member, Kind: "draft", Name: "rest"}}, Delete: true}}
}

func (*tear) Apply(*notes, ledger.Stamp) {}

// TestARetryOfWhatNoLogKeeps is one change as well, also where the store has written it
// with others and said that it failed.
func TestARetryOfWhatNoLogKeeps(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &storetest.Memory{}
		d := newDesk(t, store)
		for i, fails := range []int{0, 1} {
			kept := d.deed(&note{Name: fmt.Sprint("kept ", i)})
			key := ledger.ShelfKey{Of: "siti", Kind: "draft", Name: "rest"}
			kept.Shelf = []ledger.ShelfWrite{{ShelfValue: ledger.ShelfValue{ShelfKey: key, Value: []byte("rest")}}}
			d.ok(d.Do(t.Context(), kept))
			store.AfterAppend = func(_ string, b ledger.Batch) error {
				if len(b.Shelf) > 0 && fails > 0 {
					fails--
					return errors.New("in doubt")
				}
				return nil
			}
			torn := d.deed(&tear{})
			for _, err := range d.deedsTogether(store, []ledger.Deed[*notes]{d.deed(&note{Name: fmt.Sprint("beside ", i)}), torn}) {
				d.ok(err)
			}
			d.ok(d.Do(t.Context(), torn))
			if err := d.do(&tear{}); !errors.Is(err, errNothing) {
				t.Errorf("another one: %v", err)
			}
		}
	})
}

// calm is a note that others need not see at once.
type calm struct{ note }

func (*calm) Urgent() bool { return false }

// TestOneUrgentChangeMakesTheWriteUrgent, wherever it stands in it.
func TestOneUrgentChangeMakesTheWriteUrgent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &storetest.Memory{}
		d := newDesk(t, store)
		for i, writes := range [][]ledger.Change[*notes]{
			{&calm{note{Name: "a"}}, &calm{note{Name: "b"}}},
			{&calm{note{Name: "c"}}, &note{Name: "d"}},
			{&note{Name: "e"}, &calm{note{Name: "f"}}},
		} {
			d.ok(errors.Join(d.together(store, writes...)...))
			synctest.Wait() // they are woken after the answer
			if urgent := d.wakes[len(d.wakes)-1]; urgent != (i > 0) {
				t.Errorf("write %d: urgent is %v", i, urgent)
			}
		}
	})
}

// TestManyDeedsKeepTheirOrder, and share writes.
func TestManyDeedsKeepTheirOrder(t *testing.T) {
	writes := 0
	d := newDesk(t, &storetest.Memory{BeforeAppend: func(string, ledger.Batch) error { writes++; return nil }})
	var deeds []ledger.Deed[*notes]
	for i := range 1000 {
		deeds = append(deeds, d.deed(&note{Name: fmt.Sprint(i)}))
	}
	deeds[500].Change = &note{Name: "499"}
	errs := d.DoAll(t.Context(), deeds)
	for i, err := range errs {
		if (i == 500) != errors.Is(err, errTaken) {
			t.Errorf("deed %d: %v", i, err)
		}
	}
	all := d.records()
	if len(all) != 999 || all[998].ID != deeds[999].ID || writes > 500 {
		t.Errorf("%d records in %d writes", len(all), writes)
	}
}

// TestWhatWouldBe is what would be answered, one deed after the other; nothing is made.
func TestWhatWouldBe(t *testing.T) {
	d := newDesk(t, &storetest.Memory{})
	d.ok(d.do(&note{Name: "there"}))
	errs := d.Would([]ledger.Deed[*notes]{
		d.deed(&note{Name: "a"}), d.deed(&note{Name: "a"}), d.deed(&note{Name: "there"}),
		d.deed(&bomb{in: "apply"}), d.deed(&note{Name: "b"}),
	})
	for i, want := range []error{nil, errTaken, errTaken, ledger.ErrPanicked, ledger.ErrPanicked} {
		if !errors.Is(errs[i], want) {
			t.Errorf("deed %d: %v, want %v", i, errs[i], want)
		}
	}
	if len(d.records()) != 1 || len(d.State().texts) != 1 {
		t.Errorf("there is %v", d.State().texts)
	}
}
