package storetest

import (
	"context"
	"errors"
	"sync"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
)

func runFollow(t *testing.T, e Engine) {
	runParts(t, e, []part{
		{"sees all in order", testFollowAll},
		{"returns the error of found", testFollowError},
		{"hears every append", testFollowHears},
		{"ends when the store closes", testFollowClose},
	})
}

func testFollowAll(t *testing.T, s ledger.Store) {
	const before, during = 1200, 300
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, make([]string, before)...)))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var group sync.WaitGroup
	for _, after := range []ledger.Seq{0, 1, before, before + 7} {
		group.Go(func() {
			next := after + 1
			err := l.Follow(ctx, after, func(records []ledger.Record) error {
				for _, r := range records {
					if r.Seq != next {
						t.Errorf("after %d: sequence %d instead of %d", after, r.Seq, next)
					}
					next++
				}
				if next > before+during {
					return errSeenAll
				}
				return nil
			})
			if !errors.Is(err, errSeenAll) {
				t.Errorf("after %d: %v", after, err)
			}
		})
	}
	for at := ledger.Seq(before); at < before+during; at += 10 {
		must(t, l.Append(t.Context(), batch(at, make([]string, 10)...)))
	}
	group.Wait()
}

var errSeenAll = errors.New("seen all")

func testFollowError(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, "a")))
	if err := l.Follow(t.Context(), 0, func([]ledger.Record) error { return errSeenAll }); !errors.Is(err, errSeenAll) {
		t.Errorf("got %v", err)
	}
}

// testFollowHears appends only once the last append was seen, so that a
// follower who sleeps through one never ends.
func testFollowHears(t *testing.T, s ledger.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	l := openLog(t, s, "asia")
	seen := make(chan ledger.Seq)
	ended := make(chan error)
	go func() {
		ended <- l.Follow(ctx, 0, func(records []ledger.Record) error {
			for _, r := range records {
				seen <- r.Seq
			}
			return nil
		})
	}()
	for at := range ledger.Seq(20) {
		must(t, openLog(t, s, "europe").Append(t.Context(), batch(at, "elsewhere")))
		must(t, openLog(t, s, "asia").Append(t.Context(), batch(at, "here")))
		if got := <-seen; got != at+1 {
			t.Errorf("heard of %d instead of %d", got, at+1)
		}
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func testFollowClose(t *testing.T, s ledger.Store) {
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, "a")))
	seen := make(chan ledger.Seq)
	ended := make(chan error)
	go func() {
		ended <- l.Follow(t.Context(), 0, func(records []ledger.Record) error {
			seen <- records[0].Seq
			return nil
		})
	}()
	<-seen
	must(t, s.Close())
	if err := <-ended; err == nil || t.Context().Err() != nil {
		t.Errorf("ended with %v", err)
	}
}
