package host

import (
	"sync"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// views are what each audience sees of the newest state. A new state is shown at once to the
// audiences in which somebody waits for news. The view of any other audience is made when
// somebody looks.
type views struct {
	opening session.Opening

	mu     sync.Mutex
	newest *session.Community
	rights uint64 // how often it has changed who may see what, up to the newest state
	all    map[method.Audience]*shown
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
// in it. An audience that is owed a change is woken with the next urgent one, and then
// sees both.
func (vs *views) show(c *session.Community, urgent bool) (news bool) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	for a, s := range vs.all {
		if s.owed && urgent {
			vs.renew(a, s)
			s.awaits = true
		}
	}
	if vs.newest == nil || !c.SameRights(vs.newest) {
		vs.rights++
	}
	vs.newest = c
	for a, s := range vs.all {
		if s.awaits && vs.renew(a, s) {
			s.awaits, s.owed, news = false, !urgent, true
		}
	}
	return news
}

// reader is the audience of somebody who looks, found in the newest state and by how often
// it has changed by then who may see what, or why they may not look.
type reader func(newest *session.Community, rights uint64) (method.Audience, error)

// lookAs is what somebody sees, and the state of which that is. Nothing becomes newer
// between the two: nobody is shown a state in which they may not see so much.
func (vs *views) lookAs(reads reader) (*session.Shared, *session.Community, error) {
	vs.mu.Lock()
	defer vs.mu.Unlock()
	a, err := reads(vs.newest, vs.rights)
	if err != nil {
		return nil, nil, err
	}
	s := vs.all[a]
	if s == nil {
		s = &shown{}
		vs.all[a] = s
	}
	if s.of != vs.newest {
		vs.renew(a, s)
	}
	s.awaits, s.owed = true, false
	return s.view, s.of, nil
}

// look is what an audience sees.
func (vs *views) look(a method.Audience) *session.Shared {
	shared, _, _ := vs.lookAs(func(*session.Community, uint64) (method.Audience, error) { return a, nil })
	return shared
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
