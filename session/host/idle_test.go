package host_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"testing/synctest"
	"time"
	"weak"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/store/storetest"
)

// everything is all that anybody sees.
func (h *hall) everything() string {
	h.Helper()
	return halltest.AsJSON(h, h.Readers(""))
}

// TestIdleCommunityIsClosed, leaves memory, and comes back with everything. That
// its goroutines have ended is seen by the bubble.
func TestIdleCommunityIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		item := h.OthersItem()
		h.Must(h.Siti, &session.SaveDraft{Name: "item", Value: []byte("draft")})
		h.To(my, layout.Voting)
		h.Must(h.Siti, &voting.Cast{Board: my, Item: item, Dots: 2})
		h.Make(h.Siti, commitment.Register(), "title")
		before, revision, seen := h.everything(), h.Shared().Revision, weak.Make(h.Shared())
		h.Idle()
		if h.Open() != 1 {
			t.Error("closed at the first look, though it was used a moment before")
		}
		h.Close()
		runtime.GC()
		if seen.Value() != nil {
			t.Error("it is closed and still in memory")
		}
		if got := h.everything(); got != before {
			t.Errorf("came back as\n%s\nand was\n%s", got, before)
		}
		if h.Shared().Revision == revision {
			t.Error("came back with a revision that it had before")
		}
		if h.Open() != 1 {
			t.Error("it is not open again")
		}
		h.Must(h.Siti, &voting.Cast{Board: my, Item: item, Dots: 1})
		h.SameAfterRereading()
	})
}

// TestUsedCommunityStaysOpen until the last who uses it leaves, however often
// they say so.
func TestUsedCommunityStaysOpen(t *testing.T) {
	for name, use := range map[string]func(*hall) (leave func()){
		"watched": func(h *hall) func() { return h.watch(h.Siti).Close },
		"sat in": func(h *hall) func() {
			leave, err := h.Host.EnterRoom(h.Context(), cop, kl, h.Siti)
			h.OK(err)
			return leave
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHall(t)
				leave, other := use(h), h.watch(h.Facilitator())
				stays := func(step string) {
					for range 5 {
						h.Idle()
					}
					if h.Open() != 1 {
						t.Fatalf("%s: it was closed", step)
					}
				}
				stays("two use it")
				leave()
				leave()
				leave()
				stays("one uses it")
				h.Must(h.Siti, h.NewItem("text"))
				if !woken(other) {
					t.Error("whoever watches was not woken after a while")
				}
				other.Close()
				h.Close()
			})
		})
	}
	t.Run("read now and then", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			h := newHall(t)
			for range 5 {
				h.Idle()
				if h.Open() != 1 {
					t.Fatal("it was closed")
				}
				h.Shared()
			}
		})
	})
}

// TestRetryAfterReopening is the change that was made before.
func TestRetryAfterReopening(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		d := h.Deed(h.Siti, h.NewItem("text"))
		h.OK(h.Host.Do(t.Context(), cop, d))
		n := len(h.Records())
		h.Close()
		h.OK(h.Host.Do(t.Context(), cop, d))
		if got := len(h.Records()); got != n || len(h.Own(h.Siti).Hidden[my]) != 1 {
			t.Errorf("the retry wrote %d records, and the author sees %v", got-n, h.Own(h.Siti).Hidden[my])
		}
	})
}

// TestWriteUnderWayIsNotCutOff, also where its maker gave up and left.
func TestWriteUnderWayIsNotCutOff(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := newFrail()
		h := newHallIn(t, store)
		release := make(chan struct{})
		store.before = func(string, ledger.Batch) error { <-release; return nil }
		d := h.Deed(h.Siti, h.NewItem("text"))
		ctx, giveUp := context.WithCancel(t.Context())
		made := make(chan error)
		go func() { made <- h.Host.Do(ctx, cop, d) }()
		synctest.Wait()
		giveUp()
		if err := <-made; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		for range 5 {
			h.Idle()
		}
		if h.Open() != 1 {
			t.Error("closed while it writes")
		}
		close(release)
		synctest.Wait()
		if mine := h.Own(h.Siti).Hidden[my]; len(mine) != 1 {
			t.Errorf("the author sees %v", mine)
		}
		h.Close()
		h.OK(h.Host.Do(t.Context(), cop, d))
		if mine := h.Own(h.Siti).Hidden[my]; len(mine) != 1 {
			t.Errorf("after trying again the author sees %v", mine)
		}
	})
}

// TestSlowOpeningIsNotClosed, though whoever asked has left.
func TestSlowOpeningIsNotClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &storetest.Memory{}
		h := newHallIn(t, store)
		slow := &gated{store, string(cop), make(chan struct{})}
		h.Host.Close()
		h.Host = halltest.OpenHost(t, slow, "again")
		defer h.Host.Close()
		ctx, leave := context.WithCancel(t.Context())
		gone := make(chan error)
		go func() { _, err := h.Host.Shared(ctx, cop, method.Members); gone <- err }()
		synctest.Wait()
		leave()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		for range 5 {
			h.Idle()
		}
		close(slow.gate)
		if h.Shared().Name != "Asia Pacific" {
			t.Error("it is not what it was")
		}
		h.Close()
	})
}

// TestNobodyLosesARaceWithTheClosing: at the moment at which the host checks, many
// make changes, each twice, and others begin to watch and enter.
func TestNobodyLosesARaceWithTheClosing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rounds, writers = 100, 8
		h := newHall(t)
		for round := range rounds {
			h.Idle()
			if round%2 == 0 {
				h.Close() // then they race to open it
			}
			var all sync.WaitGroup
			later := func(do func()) { // when the host checks
				all.Go(func() { time.Sleep(host.IdleFor); do() })
			}
			for w := range writers {
				d := h.Deed(h.Siti, h.NewItem(fmt.Sprint("item ", round, " ", w)))
				for range 2 {
					later(func() {
						if err := h.Host.Do(t.Context(), cop, d); err != nil {
							t.Error(err)
						}
						if _, _, err := h.Host.See(t.Context(), cop, h.Siti); err != nil {
							t.Error(err)
						}
					})
				}
			}
			var leave func()
			var watcher *host.Watcher
			later(func() {
				var err error
				if leave, err = h.Host.EnterRoom(t.Context(), cop, kl, h.Siti); err != nil {
					t.Error(err)
				}
			})
			later(func() {
				var err error
				if watcher, err = h.Host.Watch(t.Context(), cop, "", h.Siti); err != nil {
					t.Error(err)
				}
			})
			all.Wait()
			if t.Failed() {
				return
			}
			woken(watcher)
			h.Must(h.Siti, h.NewItem("one more"))
			synctest.Wait()
			if !woken(watcher) {
				t.Fatal("a watcher of what was closed is not woken")
			}
			if r := h.Host.Room(t.Context(), cop, kl, ""); r.Count() != 1 {
				t.Fatalf("whoever came in is not here: %v", r)
			}
			leave()
			watcher.Close()
			if got, want := len(h.Own(h.Siti).Hidden[my]), (round+1)*(writers+1); got != want {
				t.Fatalf("round %d: %d items, want %d", round, got, want)
			}
		}
		h.SameAfterRereading()
	})
}
