package frame

import (
	"sync"
	"sync/atomic"
)

// Pool holds what people who see the same have in common: pictures, parts of
// pictures, and the bytes that turn one picture into the next. What nobody has
// asked for lately is forgotten. All methods may be called at the same time.
type Pool struct {
	frames generations[any, once[Frame]]
	rows   generations[any, once[[]string]]
	diffs  generations[transition, once[[]byte]]

	brushes sync.Pool
}

// NewPool returns an empty pool.
func NewPool() *Pool {
	return &Pool{
		frames: generations[any, once[Frame]]{most: pictures},
		rows:   generations[any, once[[]string]]{most: parts},
		diffs:  generations[transition, once[[]byte]]{most: pictures},
	}
}

// Forget empties the pool: what is in it may hold words that are gone, for as long as
// nobody asks for anything. What people look at is drawn once more.
func (p *Pool) Forget() {
	p.frames.forget()
	p.rows.forget()
	p.diffs.forget()
}

// once makes a value for the first who asks, while others who ask wait.
type once[V any] struct {
	mu    sync.Mutex
	value atomic.Pointer[V]
}

// get returns the value. Where the first who makes it panics, the next one who
// asks makes it.
func (o *once[V]) get(fresh func() *V) *V {
	if v := o.value.Load(); v != nil {
		return v
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	if v := o.value.Load(); v != nil {
		return v
	}
	v := fresh()
	o.value.Store(v)
	return v
}

// transition is from one shared picture to another, by identity.
type transition struct{ prev, next *Frame }

// Frame returns the picture of a key. The key must hold everything that the
// picture depends on; draw makes it for the first who asks, while others who
// ask wait.
func (p *Pool) Frame(key any, draw func() Frame) *Frame {
	return p.frames.get(key).get(func() *Frame {
		f := draw()
		f.shared = true
		return &f
	})
}

// Rows returns the part of a picture of a key; see Frame. Nobody may change it.
func (p *Pool) Rows(key any, draw func() []string) []string {
	return *p.rows.get(key).get(func() *[]string {
		rows := draw()
		return &rows
	})
}

// Diff returns the bytes that turn prev, as a terminal shows it, into next. They
// are found once for all who go from one shared picture to the same other.
// Nobody may change them.
func (p *Pool) Diff(prev, next *Frame) []byte {
	find := func() *[]byte {
		b, _ := p.brushes.Get().(*brush)
		if b == nil {
			b = &brush{}
		}
		defer p.brushes.Put(b)
		diff := b.diff(*prev, *next)
		return &diff
	}
	if !prev.shared || !next.shared {
		return *find()
	}
	return *p.diffs.get(transition{prev, next}).get(find)
}

// How many values a generation takes before the one before it is forgotten:
// enough for what people of many sizes of window, languages and colours look at,
// and no more, because it holds their words.
const (
	pictures = 64
	parts    = 1024
)

// generations is a map that forgets what was not asked for while two
// generations were filled.
type generations[K comparable, V any] struct {
	most     int
	mu       sync.Mutex
	now, was map[K]*V
}

func (g *generations[K, V]) forget() {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.now, g.was = nil, nil
}

func (g *generations[K, V]) get(k K) *V {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v, ok := g.now[k]; ok {
		return v
	}
	v, ok := g.was[k]
	if !ok {
		v = new(V)
	}
	if g.now == nil || len(g.now) >= g.most {
		g.now, g.was = map[K]*V{}, g.now
	}
	g.now[k] = v
	return v
}
