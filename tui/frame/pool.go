package frame

import "sync"

// Pool holds what people who see the same have in common: pictures, parts of
// pictures, and the bytes that turn one picture into the next. What nobody has
// asked for lately is forgotten. All methods may be called at the same time.
type Pool struct {
	parts generations[any, *part]
	diffs generations[transition, *bytesOnce]
}

// NewPool returns an empty pool.
func NewPool() *Pool { return &Pool{} }

// part is a picture, or rows of one, that is made once.
type part struct {
	once  sync.Once
	made  bool // it is not where the first who drew it panicked
	frame *Frame
	rows  []string
}

// transition is from one shared picture to another, by identity.
type transition struct{ prev, next *Frame }

type bytesOnce struct {
	once  sync.Once
	made  bool
	bytes []byte
}

// Frame returns the picture of a key. The key must hold everything that the
// picture depends on; draw makes it for the first who asks, while others who
// ask wait.
func (p *Pool) Frame(key any, draw func() Frame) *Frame {
	shared := p.parts.get(key, func() *part { return new(part) })
	shared.once.Do(func() {
		f := draw()
		f.shared = true
		shared.frame, shared.made = &f, true
	})
	if !shared.made { // it panicked for whoever was first
		f := draw()
		return &f
	}
	return shared.frame
}

// Rows returns the part of a picture of a key; see Frame. Nobody may change it.
func (p *Pool) Rows(key any, draw func() []string) []string {
	shared := p.parts.get(key, func() *part { return new(part) })
	shared.once.Do(func() { shared.rows, shared.made = draw(), true })
	if !shared.made {
		return draw()
	}
	return shared.rows
}

// AppendDiff is the function of that name, which works once for all who go from
// one shared picture to the same other.
func (p *Pool) AppendDiff(dst []byte, prev, next *Frame) []byte {
	if !prev.shared || !next.shared {
		return AppendDiff(dst, *prev, *next)
	}
	diff := p.diffs.get(transition{prev, next}, func() *bytesOnce { return new(bytesOnce) })
	diff.once.Do(func() { diff.bytes, diff.made = AppendDiff(nil, *prev, *next), true })
	if !diff.made {
		return AppendDiff(dst, *prev, *next)
	}
	return append(dst, diff.bytes...)
}

// generationSize is how many values a generation takes before the one before it
// is forgotten: enough for what people of many sizes of window, languages and
// colours look at, and no more, because it holds their words.
const generationSize = 256

// generations is a map that forgets what was not asked for while two
// generations were filled.
type generations[K comparable, V any] struct {
	mu       sync.Mutex
	now, was map[K]V
}

func (g *generations[K, V]) get(k K, fresh func() V) V {
	g.mu.Lock()
	defer g.mu.Unlock()
	if v, ok := g.now[k]; ok {
		return v
	}
	v, ok := g.was[k]
	if !ok {
		v = fresh()
	}
	if g.now == nil || len(g.now) >= generationSize {
		g.now, g.was = map[K]V{}, g.now
	}
	g.now[k] = v
	return v
}
