package host

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/session"
)

// How redacted and deleted bytes leave the store.
const (
	// forgetAfter is how long they wait for a pass over the store, so that many
	// cost one.
	forgetAfter = 5 * time.Second
	// forgetShare keeps the passes apart: a store that is large spends at most
	// this part of its time on them, because writes wait for a pass.
	forgetShare = 20
	// forgetAtLast is how far apart the attempts get that fail.
	forgetAtLast = 5 * time.Minute
	// draftsKept is how long a draft is kept after its last key, and sweepEvery
	// how often old ones are looked for.
	draftsKept = 7 * 24 * time.Hour
	sweepEvery = time.Hour
)

// forgetting makes the engine forget redacted bytes, and sweeps old drafts,
// until ctx ends. A pass that is cut short stays pending.
func (h *Host) forgetting(ctx context.Context) {
	var next, swept time.Time // when the next pass may begin, and the last sweep
	failed := forgetAfter
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(sweepEvery):
		case <-h.forgets:
			select {
			case <-ctx.Done():
				return
			case <-time.After(max(forgetAfter, time.Until(next))):
			}
		}
		began := time.Now()
		err := h.pass(ctx, &swept)
		ended := time.Now()
		switch {
		case ctx.Err() != nil:
			return
		case err == nil:
			next, failed = ended.Add(forgetShare*ended.Sub(began)), forgetAfter
		default:
			h.env.Failed("forget", err)
			next, failed = ended.Add(failed), min(2*failed, forgetAtLast)
			h.env.Forget()
		}
	}
}

// pass is one pass over the store, and over what is made of it.
func (h *Host) pass(ctx context.Context, swept *time.Time) error {
	if now := time.Now(); now.Sub(*swept) >= sweepEvery {
		if err := h.env.Store.Sweep(ctx, session.ShelfDraft, now.Add(-draftsKept)); err != nil {
			return err
		}
		*swept = now
		for _, l := range h.open() {
			l.Swept() // the old drafts leave memory too
		}
	}
	for _, l := range h.open() {
		l.views.renewAll()
	}
	if h.renewed != nil {
		h.renewed()
	}
	return h.env.Store.Forget(ctx)
}
