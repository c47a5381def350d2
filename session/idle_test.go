package session_test

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
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/store/storetest"
)

// idle lets the time pass, in a bubble, after which the host looks once for
// communities that nobody uses.
func (h *hall) idle() {
	synctest.Wait()
	time.Sleep(session.IdleFor)
	synctest.Wait()
}

// open counts the open communities, which opens none.
func (h *hall) open() int {
	h.Helper()
	s, err := h.host.Health(h.Context(), h.boss)
	h.ok(err)
	return s.Open
}

// close waits until every community is closed, which nobody uses: at the second
// look, or at the third where old drafts are swept during that.
func (h *hall) close() {
	h.Helper()
	for range 3 {
		h.idle()
	}
	if n := h.open(); n != 0 {
		h.Fatalf("%d communities are open that nobody uses", n)
	}
}

// everything is all that anybody sees.
func (h *hall) everything() string {
	h.Helper()
	return asJSON(h, h.readers(""))
}

// TestIdleCommunityIsClosed, leaves memory, and comes back with everything. That
// its goroutines have ended is seen by the bubble.
func TestIdleCommunityIsClosed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		item := othersItem(h)
		h.must(h.siti, &session.SaveDraft{Name: "item", Value: []byte("draft")})
		h.to(my, session.Voting)
		h.must(h.siti, &session.CastVote{Board: my, Item: item, Dots: 2})
		h.make(h.siti, commitment.Register(), "title")
		before, revision, seen := h.everything(), h.shared().Revision, weak.Make(h.shared())
		h.idle()
		if h.open() != 1 {
			t.Error("closed at the first look, though it was used a moment before")
		}
		h.close()
		runtime.GC()
		if seen.Value() != nil {
			t.Error("it is closed and still in memory")
		}
		if got := h.everything(); got != before {
			t.Errorf("came back as\n%s\nand was\n%s", got, before)
		}
		if h.shared().Revision == revision {
			t.Error("came back with a revision that it had before")
		}
		if h.open() != 1 {
			t.Error("it is not open again")
		}
		h.must(h.siti, &session.CastVote{Board: my, Item: item, Dots: 1})
		h.sameAfterRereading()
	})
}

// TestUsedCommunityStaysOpen until the last who uses it leaves, however often
// they say so.
func TestUsedCommunityStaysOpen(t *testing.T) {
	for name, use := range map[string]func(*hall) (leave func()){
		"watched": func(h *hall) func() { return h.watch(h.siti).Close },
		"sat in": func(h *hall) func() {
			leave, err := h.host.EnterRoom(h.Context(), cop, kl, h.siti)
			h.ok(err)
			return leave
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHall(t)
				leave, other := use(h), h.watch(h.facilitator())
				stays := func(step string) {
					for range 5 {
						h.idle()
					}
					if h.open() != 1 {
						t.Fatalf("%s: it was closed", step)
					}
				}
				stays("two use it")
				leave()
				leave()
				leave()
				stays("one uses it")
				h.must(h.siti, newItem(h, "text"))
				if !woken(other) {
					t.Error("whoever watches was not woken after a while")
				}
				other.Close()
				h.close()
			})
		})
	}
	t.Run("read now and then", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			h := newHall(t)
			for range 5 {
				h.idle()
				if h.open() != 1 {
					t.Fatal("it was closed")
				}
				h.shared()
			}
		})
	})
}

// TestRetryAfterReopening is the change that was made before.
func TestRetryAfterReopening(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		d := h.deed(h.siti, newItem(h, "text"))
		h.ok(h.host.Do(t.Context(), cop, d))
		n := len(h.records())
		h.close()
		h.ok(h.host.Do(t.Context(), cop, d))
		if got := len(h.records()); got != n || len(h.own(h.siti).Hidden[my]) != 1 {
			t.Errorf("the retry wrote %d records, and the author sees %v", got-n, h.own(h.siti).Hidden[my])
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
		d := h.deed(h.siti, newItem(h, "text"))
		ctx, giveUp := context.WithCancel(t.Context())
		made := make(chan error)
		go func() { made <- h.host.Do(ctx, cop, d) }()
		synctest.Wait()
		giveUp()
		if err := <-made; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		for range 5 {
			h.idle()
		}
		if h.open() != 1 {
			t.Error("closed while it writes")
		}
		close(release)
		synctest.Wait()
		if mine := h.own(h.siti).Hidden[my]; len(mine) != 1 {
			t.Errorf("the author sees %v", mine)
		}
		h.close()
		h.ok(h.host.Do(t.Context(), cop, d))
		if mine := h.own(h.siti).Hidden[my]; len(mine) != 1 {
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
		h.host.Close()
		h.host = openHost(t, slow, "again")
		defer h.host.Close()
		ctx, leave := context.WithCancel(t.Context())
		gone := make(chan error)
		go func() { _, err := h.host.Shared(ctx, cop, session.Members); gone <- err }()
		synctest.Wait()
		leave()
		if err := <-gone; !errors.Is(err, context.Canceled) {
			t.Errorf("got %v", err)
		}
		for range 5 {
			h.idle()
		}
		close(slow.gate)
		if h.shared().Name != "Asia Pacific" {
			t.Error("it is not what it was")
		}
		h.close()
	})
}

// TestNobodyLosesARaceWithTheClosing: at the moment at which the host checks, many
// make changes, each twice, and others begin to watch and enter.
func TestNobodyLosesARaceWithTheClosing(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const rounds, writers = 100, 8
		h := newHall(t)
		for round := range rounds {
			h.idle()
			if round%2 == 0 {
				h.close() // then they race to open it
			}
			var all sync.WaitGroup
			later := func(do func()) { // when the host checks
				all.Go(func() { time.Sleep(session.IdleFor); do() })
			}
			for w := range writers {
				d := h.deed(h.siti, newItem(h, fmt.Sprint("item ", round, " ", w)))
				for range 2 {
					later(func() {
						if err := h.host.Do(t.Context(), cop, d); err != nil {
							t.Error(err)
						}
						if _, _, err := h.host.See(t.Context(), cop, h.siti); err != nil {
							t.Error(err)
						}
					})
				}
			}
			var leave func()
			var watcher *session.Watcher
			later(func() {
				var err error
				if leave, err = h.host.EnterRoom(t.Context(), cop, kl, h.siti); err != nil {
					t.Error(err)
				}
			})
			later(func() {
				var err error
				if watcher, err = h.host.Watch(t.Context(), cop, h.siti); err != nil {
					t.Error(err)
				}
			})
			all.Wait()
			if t.Failed() {
				return
			}
			woken(watcher)
			h.must(h.siti, newItem(h, "one more"))
			synctest.Wait()
			if !woken(watcher) {
				t.Fatal("a watcher of what was closed is not woken")
			}
			if r := h.host.Room(t.Context(), cop, kl, ""); r.Count() != 1 {
				t.Fatalf("whoever came in is not here: %v", r)
			}
			leave()
			watcher.Close()
			if got, want := len(h.own(h.siti).Hidden[my]), (round+1)*(writers+1); got != want {
				t.Fatalf("round %d: %d items, want %d", round, got, want)
			}
		}
		h.sameAfterRereading()
	})
}
