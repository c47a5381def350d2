package storetest

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/internal/engine"
)

var errClosed = errors.New("storetest: the store is closed")

// Memory is a [ledger.Store] that keeps everything in memory, for tests of
// what stands above a store. Its zero value is an empty store. It makes no
// backups. The hooks are set before the store is used, may be called by several
// goroutines at once, and see each batch that passes the engine's checks.
type Memory struct {
	// BeforeAppend is called before a batch is written. Where it returns an
	// error nothing is written and Append returns the error: a failed write.
	BeforeAppend func(log string, b ledger.Batch) error
	// AfterAppend is called once a batch is written. Where it returns an error
	// Append returns it although the batch was written: a write in doubt.
	AfterAppend func(log string, b ledger.Batch) error

	mu      sync.Mutex // guards what follows
	closed  bool
	logs    map[string]*memoryLog
	shelf   map[ledger.ShelfKey]ledger.ShelfValue
	pending int
}

// Log opens the log of that name.
func (m *Memory) Log(_ context.Context, name string) (ledger.Log, error) {
	if name == "" {
		return nil, errors.New("storetest: a log needs a name")
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	l, found := m.logs[name]
	if !found {
		l = &memoryLog{store: m, name: name}
		if m.logs == nil {
			m.logs = map[string]*memoryLog{}
		}
		m.logs[name] = l
	}
	return l, nil
}

// Logs lists the names of the logs that hold a record, sorted.
func (m *Memory) Logs(ctx context.Context) (names []string, err error) {
	err = m.do(ctx, func() error {
		for name, l := range m.logs {
			if len(l.records) > 0 {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return nil
	})
	return names, err
}

// Shelf lists the values of a log, or of one member of it.
func (m *Memory) Shelf(ctx context.Context, log string, of ledger.MemberID) (values []ledger.ShelfValue, err error) {
	err = m.do(ctx, func() error {
		for key, v := range m.shelf {
			if key.Log == log && (of == "" || key.Of == of) {
				v.Value = slices.Clone(v.Value)
				values = append(values, v)
			}
		}
		slices.SortFunc(values, func(a, b ledger.ShelfValue) int {
			return cmp.Or(cmp.Compare(a.Of, b.Of), cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Name, b.Name))
		})
		return nil
	})
	return values, err
}

// Keep writes to shelves only.
func (m *Memory) Keep(ctx context.Context, writes ...ledger.ShelfWrite) error {
	if err := engine.CheckShelf(writes); err != nil {
		return err
	}
	return m.do(ctx, func() error {
		m.keep(writes)
		return nil
	})
}

// Sweep deletes the values of a kind that were last written before a time.
func (m *Memory) Sweep(ctx context.Context, kind string, before time.Time) error {
	before = toMillisecond(before)
	return m.do(ctx, func() error {
		m.drop(func(v ledger.ShelfValue) bool { return v.Kind == kind && v.At.Before(before) })
		return nil
	})
}

// Forget sets what is pending to nothing.
func (m *Memory) Forget(ctx context.Context) error {
	return m.do(ctx, func() error {
		m.pending = 0
		return nil
	})
}

// Pending counts the redactions and deletions since the last Forget.
func (m *Memory) Pending(ctx context.Context) (pending int, err error) {
	err = m.do(ctx, func() error {
		pending = m.pending
		return nil
	})
	return pending, err
}

// Backup returns [errors.ErrUnsupported]: there is no file to copy.
func (m *Memory) Backup(context.Context, string) error {
	return fmt.Errorf("storetest: backup: %w", errors.ErrUnsupported)
}

// Close ends the followers. Every later call fails.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	for _, l := range m.logs {
		l.bell.Ring()
	}
	return nil
}

// do runs one read or write that is not disturbed by another.
func (m *Memory) do(ctx context.Context, f func() error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return errClosed
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return f()
}

func (m *Memory) keep(writes []ledger.ShelfWrite) {
	for _, w := range writes {
		if w.Delete {
			m.drop(func(v ledger.ShelfValue) bool { return v.ShelfKey == w.ShelfKey })
			continue
		}
		if m.shelf == nil {
			m.shelf = map[ledger.ShelfKey]ledger.ShelfValue{}
		}
		v := w.ShelfValue
		v.Value = slices.Clone(v.Value)
		v.At = toMillisecond(v.At)
		m.shelf[w.ShelfKey] = v
	}
}

func (m *Memory) drop(gone func(ledger.ShelfValue) bool) {
	before := len(m.shelf)
	maps.DeleteFunc(m.shelf, func(_ ledger.ShelfKey, v ledger.ShelfValue) bool { return gone(v) })
	m.pending += before - len(m.shelf)
}

// toMillisecond keeps of a time what every engine keeps.
func toMillisecond(t time.Time) time.Time { return time.UnixMilli(t.UnixMilli()).UTC() }

// memoryLog is one [ledger.Log] of a Memory.
type memoryLog struct {
	store   *Memory
	name    string
	bell    engine.Bell
	records []ledger.Record // guarded by store.mu
}

// Append writes the batch.
func (l *memoryLog) Append(ctx context.Context, b ledger.Batch) error {
	if err := engine.CheckBatch(l.name, b); err != nil {
		return err
	}
	if err := call(l.store.BeforeAppend, l.name, b); err != nil {
		return err
	}
	if err := l.store.do(ctx, func() error { return l.append(b) }); err != nil {
		return err
	}
	l.bell.Ring()
	return call(l.store.AfterAppend, l.name, b)
}

func call(hook func(string, ledger.Batch) error, log string, b ledger.Batch) error {
	if hook == nil {
		return nil
	}
	return hook(log, b)
}

func (l *memoryLog) append(b ledger.Batch) error {
	if ledger.Seq(len(l.records)) != b.After {
		return ledger.ErrRaced
	}
	for seq, body := range b.Redact {
		l.records[seq-1].Body = slices.Clone(body)
	}
	for _, r := range b.Records {
		r.At = toMillisecond(r.At)
		l.records = append(l.records, cloned(r))
	}
	l.store.pending += len(b.Redact)
	l.store.keep(b.Shelf)
	return nil
}

func cloned(r ledger.Record) ledger.Record {
	r.Body = slices.Clone(r.Body)
	return r
}

// Read yields the records after a sequence.
func (l *memoryLog) Read(ctx context.Context, after ledger.Seq) iter.Seq2[ledger.Record, error] {
	return engine.Pager(l.page).Read(ctx, after)
}

// Follow calls found with the records after a sequence as they are written.
func (l *memoryLog) Follow(ctx context.Context, after ledger.Seq, found func([]ledger.Record) error) error {
	return engine.Pager(l.page).Follow(ctx, &l.bell, after, found)
}

// memoryPage is the most records that a page holds: few, so that what is read is
// mostly put together from several, also in tests of what stands above a store.
const memoryPage = 7

// page is an [engine.Pager].
func (l *memoryLog) page(ctx context.Context, after ledger.Seq) (page []ledger.Record, err error) {
	err = l.store.do(ctx, func() error {
		from := min(after, ledger.Seq(len(l.records)))
		to := min(from+memoryPage, ledger.Seq(len(l.records)))
		for _, r := range l.records[from:to] {
			page = append(page, cloned(r))
		}
		return nil
	})
	return page, err
}
