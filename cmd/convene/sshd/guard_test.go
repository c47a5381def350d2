package sshd

import (
	"context"
	"errors"
	"net"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
)

// oneCode knows a single good code.
type oneCode string

func (c oneCode) Present(code string) (session.Entry, error) {
	if code != string(c) {
		return session.Entry{}, session.Refuse(session.CodeWrong)
	}
	return session.Entry{Claim: true}, nil
}

var (
	venue = netip.MustParsePrefix("192.0.2.1/32")
	other = netip.MustParsePrefix("192.0.2.2/32")
)

// took is how long the guard takes to answer, by the bubble's clock.
func took(t *testing.T, g *guard, from origin, code string) time.Duration {
	t.Helper()
	began := time.Now()
	entry, err := g.present(t.Context(), from, code)
	if good := code == "good"; good != (err == nil) || good != entry.Claim {
		t.Fatalf("present(%q) = %v, %v", code, entry, err)
	}
	return time.Since(began)
}

func TestGuessingIsSlowedAndNeverLockedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGuard(oneCode("good"), session.SystemClock{})
		for _, want := range []time.Duration{0, 100, 200, 400, 800, 1600, 3200, 5000, 5000} {
			if got := took(t, g, venue, "bad"); got != want*time.Millisecond {
				t.Fatalf("a wrong code took %v, want %v", got, want*time.Millisecond)
			}
		}
		if got := took(t, g, venue, "good"); got != mostDelay {
			t.Errorf("the right code took %v, want %v: never a lockout, never a hint", got, mostDelay)
		}
		if got := took(t, g, other, "good"); got != 0 {
			t.Errorf("another address waited %v", got)
		}
		<-time.After(forgetSlip)
		if got := took(t, g, venue, "good"); got != 0 {
			t.Errorf("a minute later the code took %v", got)
		}
		if len(g.slips) != 0 {
			t.Errorf("the guard still remembers %v", g.slips)
		}
	})
}

func TestAVenueJoinsWhileOneGuesses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGuard(oneCode("good"), session.SystemClock{})
		for range 10 {
			took(t, g, venue, "bad")
		}
		began, joined := time.Now(), make(chan struct{})
		for range 13 {
			go func() {
				took(t, g, venue, "good")
				joined <- struct{}{}
			}()
		}
		for range 13 {
			<-joined
		}
		if d := time.Since(began); d > mostDelay {
			t.Errorf("thirteen people took %v to join, want at most %v", d, mostDelay)
		}
	})
}

// TestManyConnectionsGuessNoFaster than their number: what is shown at once
// counts at once, whether its answer is waited for or not.
func TestManyConnectionsGuessNoFaster(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGuard(oneCode("good"), session.SystemClock{})
		began := time.Now()
		var quick, refused atomic.Int32
		var all sync.WaitGroup
		for range 1000 {
			gone, leave := context.WithTimeout(t.Context(), time.Second)
			all.Go(func() {
				defer leave()
				_, err := g.present(gone, venue, "bad")
				switch {
				case errors.Is(err, session.Refuse(session.TooFast)):
					refused.Add(1)
				case errors.Is(err, session.Refuse(session.CodeWrong)) && time.Since(began) < time.Second:
					quick.Add(1)
				}
			})
		}
		all.Wait()
		if n := quick.Load(); n > 5 { // after 0, 100, 200, 400 and 800 ms
			t.Errorf("%d of 1000 guesses were answered within a second", n)
		}
		if n := refused.Load(); n != 1000-1-mostWaiting {
			t.Errorf("%d guesses were not looked up, want all but %d", n, 1+mostWaiting)
		}
		if got := took(t, g, venue, "good"); got != mostDelay {
			t.Errorf("the right code took %v", got)
		}
	})
}

func TestAnswerIsNotAwaitedByTheGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := newGuard(oneCode("good"), session.SystemClock{})
		took(t, g, venue, "bad")
		gone, leave := context.WithCancel(t.Context())
		leave()
		if _, err := g.present(gone, venue, "good"); !errors.Is(err, context.Canceled) {
			t.Errorf("present for somebody gone: %v", err)
		}
	})
}

func TestOriginIsOneAddressOrOneNetworkOfIPv6(t *testing.T) {
	for addr, want := range map[string]string{
		"192.0.2.7:4000":           "192.0.2.7/32",
		"[::ffff:192.0.2.7]:4000":  "192.0.2.7/32",
		"[2001:db8:1:2:3::4]:4000": "2001:db8:1::/48",
	} {
		tcp, err := net.ResolveTCPAddr("tcp", addr)
		if err != nil {
			t.Fatal(err)
		}
		if got := originOf(tcp); got.String() != want {
			t.Errorf("originOf(%s) = %s, want %s", addr, got, want)
		}
	}
}
