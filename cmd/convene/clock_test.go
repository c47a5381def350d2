package main

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// moment is the longest that passes by itself on a testClock: what a terminal
// waits for after a key, and a room of some people between two looks at it.
const moment = 150 * time.Millisecond

// testClock stands still until the test moves it on. Only a moment passes by
// itself.
type testClock struct {
	mu    sync.Mutex
	now   time.Time
	waits []wait
	news  chan struct{} // closed and replaced when somebody begins to wait
}

// wait is somebody who waits for a time.
type wait struct {
	long time.Duration
	at   time.Time
	do   func(now time.Time)
}

func newTestClock() *testClock {
	return &testClock{now: time.Date(2022, 8, 9, 1, 0, 0, 0, time.UTC), news: make(chan struct{})}
}

func (c *testClock) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.now
}

func (c *testClock) After(d time.Duration) <-chan time.Time {
	if d <= moment {
		return time.After(d)
	}
	passed := make(chan time.Time, 1)
	c.wait(d, func(now time.Time) { passed <- now })
	return passed
}

func (c *testClock) AfterFunc(d time.Duration, f func()) func() bool {
	var stopped atomic.Bool
	c.wait(d, func(time.Time) {
		if !stopped.Swap(true) {
			go f()
		}
	})
	return func() bool { return !stopped.Swap(true) }
}

func (c *testClock) wait(d time.Duration, do func(time.Time)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.waits = append(c.waits, wait{d, c.now.Add(d), do})
	close(c.news)
	c.news = make(chan struct{})
}

// advance moves the clock on.
func (c *testClock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(d)
	c.waits = slices.DeleteFunc(c.waits, func(w wait) bool {
		if w.at.After(c.now) {
			return false
		}
		w.do(c.now)
		return true
	})
}

// waiting counts who waits, or has waited and gone on for another reason, for
// so long.
func (c *testClock) waiting(d time.Duration) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.count(d)
}

func (c *testClock) count(d time.Duration) int {
	n := 0
	for _, w := range c.waits {
		if w.long == d {
			n++
		}
	}
	return n
}

// until waits until n are waiting for so long.
func (c *testClock) until(ctx context.Context, n int, d time.Duration) error {
	for {
		c.mu.Lock()
		found, news := c.count(d), c.news
		c.mu.Unlock()
		if found >= n {
			return nil
		}
		select {
		case <-news:
		case <-ctx.Done():
			return fmt.Errorf("%d of %d wait for %v: %w", found, n, d, ctx.Err())
		}
	}
}
