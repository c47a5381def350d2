package engine

import (
	"context"
	"iter"
	"sync"

	"github.com/convene-ssh/convene/session/ledger"
)

// Pager returns the first records after a sequence: as many as its engine likes, and
// none only where the log ends. It holds nothing open once it has returned.
type Pager func(ctx context.Context, after ledger.Seq) ([]ledger.Record, error)

// Read yields the records after a sequence. Between two pages nothing is held
// open, however slow the consumer is: an open reader would keep the engine from
// forgetting.
func (page Pager) Read(ctx context.Context, after ledger.Seq) iter.Seq2[ledger.Record, error] {
	return func(yield func(ledger.Record, error) bool) {
		for {
			records, err := page(ctx, after)
			if err != nil {
				yield(ledger.Record{}, err)
				return
			}
			if len(records) == 0 {
				return
			}
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
				after = r.Seq
			}
		}
	}
}

// Follow is [ledger.Log.Follow] for an engine that rings the bell after each write. A
// server on one machine needs nothing of it; a standby and further machines will.
func (page Pager) Follow(ctx context.Context, bell *Bell, after ledger.Seq, found func([]ledger.Record) error) error {
	for {
		rung := bell.Rung() // before the page is read, so that no write goes unheard
		records, err := page(ctx, after)
		if err != nil {
			return err
		}
		if len(records) > 0 {
			if err := found(records); err != nil {
				return err
			}
			after = records[len(records)-1].Seq
			continue
		}
		select {
		case <-rung:
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// Bell wakes everybody who waits for it. Its zero value is ready to use.
// Ringing never blocks, and nothing queues up behind somebody slow.
type Bell struct {
	mu   sync.Mutex
	rung chan struct{}
}

// Rung returns a channel that the next Ring closes.
func (b *Bell) Rung() <-chan struct{} {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.rung == nil {
		b.rung = make(chan struct{})
	}
	return b.rung
}

// Ring wakes everybody who waits now.
func (b *Bell) Ring() {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.rung != nil {
		close(b.rung)
		b.rung = nil
	}
}
