package host

import (
	"sync"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// views are what each audience sees of the newest state. With each state, the view is
// made of an audience that waits for news. The others are woken already, or nobody is
// there: theirs is made when somebody looks.
type views struct {
	opening session.Opening

	mu        sync.Mutex
	newest    *session.Community
	standings uint64 // how often it has changed who may see what, up to the newest state
	all       map[method.Audience]*shown
}

// shown is a view with the state that it shows.
type shown struct {
	view *session.Shared
	of   *session.Community
	// awaits: somebody has looked since it last changed, and is to be woken when it does.
	awaits bool
	// owed: something has changed since that can wait, and nobody is woken for it yet.
	owed bool
}

func newViews(o session.Opening) *views {
	return &views{opening: o, all: map[method.Audience]*shown{}}
}

// show takes a new state, and reports whether an audience that waits sees something else
// in it. One that is owed something waits for what is urgent, beside all that it is owed.
func (vs *views) show(c *session.Community, urgent bool) (news bool) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	for a, s := range vs.all {
		if s.owed && urgent {
			vs.renew(a, s)
			s.awaits = true
		}
	}
	if vs.newest == nil || !c.SameStandings(vs.newest) {
		vs.standings++
	}
	vs.newest = c
	for a, s := range vs.all {
		if s.awaits && vs.renew(a, s) {
			s.awaits, s.owed, news = false, !urgent, true
		}
	}
	return news
}

// standing is the newest state, and how often it has changed by then who may see what.
func (vs *views) standing() (*session.Community, uint64) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	return vs.newest, vs.standings
}

// look is what an audience sees, and the state of which that is.
func (vs *views) look(a method.Audience) (*session.Shared, *session.Community) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	s := vs.all[a]
	if s == nil {
		s = &shown{}
		vs.all[a] = s
	}
	if s.of != vs.newest {
		vs.renew(a, s)
	}
	s.awaits, s.owed = true, false
	return s.view, s.of
}

// renewAll makes every view of the newest state, so that none holds words that are gone
// because nobody looks at it.
func (vs *views) renewAll() {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	for a, s := range vs.all {
		if s.of != vs.newest {
			vs.renew(a, s)
		}
	}
}

// renew makes a view of the newest state, and reports whether it is another one.
func (vs *views) renew(a method.Audience, s *shown) bool {
	was := s.view
	s.view, s.of = vs.newest.View(vs.opening, a, was), vs.newest
	return was == nil || was.Revision != s.view.Revision
}
