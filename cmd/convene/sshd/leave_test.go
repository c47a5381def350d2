package sshd

import (
	"bytes"
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"charm.land/log/v2"
)

// TestLastWordsAreHandedIn, also where the store takes longer than a terminal waits, and the
// line is gone; the server waits for them when it ends.
func TestLastWordsAreHandedIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s, began := &Server{}, time.Now()
		ctx, drop := context.WithCancel(t.Context())
		drop()
		var handed atomic.Bool
		s.leave(ctx, func(ctx context.Context) {
			select {
			case <-time.After(10 * leaveWithin):
				handed.Store(true)
			case <-ctx.Done():
			}
		})
		if took := time.Since(began); took != leaveWithin || handed.Load() {
			t.Errorf("the terminal waits for %s", took)
		}
		if s.sessions.Wait(); !handed.Load() {
			t.Error("they are lost")
		}
	})
}

// TestAPanicWhileSomebodyLeaves ends nothing else.
func TestAPanicWhileSomebodyLeaves(t *testing.T) {
	var logged bytes.Buffer
	s := &Server{Options: Options{Log: log.New(&logged)}}
	s.leave(t.Context(), func(context.Context) { panic("somebody's words") })
	if got := logged.String(); !strings.Contains(got, "panicked") || strings.Contains(got, "somebody's words") {
		t.Errorf("the log says %q", got)
	}
}
