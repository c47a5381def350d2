package files

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/convene-ssh/convene/session/refusal"
)

// The most bytes of files that are kept for whoever comes next, and of all together
// with those that somebody reads.
const (
	mostKept = 32 << 20
	mostHeld = 256 << 20
)

// Press makes files once for everybody who wants the same, and keeps those that were
// wanted last. Keys must be comparable and hold all that a file depends on. The zero
// value is ready.
type Press struct {
	making    sync.Mutex   // one file is made at a time: until it is made, nothing bounds it
	forgotten atomic.Int64 // how often

	mu   sync.Mutex // guards what follows
	made map[any]*Made
	size int
	used []any // the keys, what was wanted last at the end
}

// Made is a file that was made.
type Made struct {
	Bytes []byte // nobody changes them
	At    time.Time

	press   *Press
	readers int
	stale   bool // dropped as soon as nobody reads it
}

// Take shares the file of a key, or makes it. Whoever takes it releases it when they
// have read it. It refuses with [refusal.Busy] where others hold too much.
func (p *Press) Take(key any, now time.Time, write func() ([]byte, error)) (*Made, error) {
	if m := p.take(key); m != nil {
		return m, nil
	}
	p.making.Lock()
	defer p.making.Unlock()
	if m := p.take(key); m != nil { // others have made it meanwhile
		return m, nil
	}
	forgotten := p.forgotten.Load()
	b, err := write()
	if err != nil {
		return nil, err
	}
	m := &Made{Bytes: b, At: now, press: p}
	if !p.keep(key, m, forgotten) {
		return nil, refusal.New(refusal.Busy)
	}
	return m, nil
}

// take is the file of a key for one more reader, or nil where none is made that holds only
// words that are still there.
func (p *Press) take(key any) *Made {
	p.mu.Lock()
	defer p.mu.Unlock()
	m := p.made[key]
	if m == nil || m.stale {
		return nil
	}
	p.read(key, m)
	return m
}

// read counts one more reader of a file, which is the one that was wanted last.
func (p *Press) read(key any, m *Made) {
	m.readers++
	p.used = append(slices.DeleteFunc(p.used, func(k any) bool { return k == key }), key)
	p.drop()
}

// keep adds a file with whoever has made it as its reader, unless others hold too much.
// It is stale where files were forgotten since it was begun.
func (p *Press) keep(key any, m *Made, forgotten int64) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.held()+len(m.Bytes) > mostHeld {
		return false
	}
	if p.made == nil {
		p.made = map[any]*Made{}
	}
	if old := p.made[key]; old != nil { // stale, and somebody reads it still
		p.size -= len(old.Bytes)
	}
	m.stale = p.forgotten.Load() != forgotten
	p.made[key] = m
	p.size += len(m.Bytes)
	p.read(key, m)
	return true
}

// held are the bytes of files that somebody reads.
func (p *Press) held() (n int) {
	for _, m := range p.made {
		if m.readers > 0 {
			n += len(m.Bytes)
		}
	}
	return n
}

// Forget drops every file, those that somebody reads as soon as they have: they may hold
// words that are gone.
func (p *Press) Forget() {
	p.forgotten.Add(1) // also what is being made
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, m := range p.made {
		m.stale = true
	}
	p.drop()
}

// drop forgets what nobody reads and is stale, or was not wanted for the longest time,
// until what is kept is little enough.
func (p *Press) drop() {
	p.used = slices.DeleteFunc(p.used, func(k any) bool {
		m := p.made[k]
		if p.size <= mostKept && !m.stale || m.readers > 0 {
			return false
		}
		delete(p.made, k)
		p.size -= len(m.Bytes)
		return true
	})
}

// Release gives it back.
func (m *Made) Release() {
	m.press.mu.Lock()
	defer m.press.mu.Unlock()
	m.readers--
	m.press.drop()
}
