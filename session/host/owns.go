package host

import (
	"sync"

	"github.com/convene-ssh/convene/session"
)

// owns keeps what each member alone may see until it changes: by what they do
// themselves, or when a board is revealed, a vote or a meeting closed, answers are
// counted, or somebody edits another's words or changes what they are.
type owns struct {
	mu   sync.Mutex
	from *session.Community
	all  map[session.MemberID]*session.Own
}

// renew forgets what a new state may have changed. Without authors it came from
// elsewhere and may have changed anything.
func (o *owns) renew(c *session.Community, authors []session.MemberID) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.from == nil || authors == nil || !c.SameOwns(o.from) {
		o.all = map[session.MemberID]*session.Own{}
	}
	for _, a := range authors {
		delete(o.all, a)
	}
	o.from = c
}

// of is what a member sees of c. It is made while nobody waits for the lock: after a reveal
// everybody's is made anew, each from all that there is.
func (o *owns) of(c *session.Community, member session.MemberID) *session.Own {
	if own := o.kept(c, member); own != nil {
		return own
	}
	return o.keep(c, member, c.Own(member))
}

// kept is what is known of it already; nil where nothing is.
func (o *owns) kept(c *session.Community, member session.MemberID) *session.Own {
	o.mu.Lock()
	defer o.mu.Unlock()
	if own := o.all[member]; o.from == c && own != nil && own.Member == c.Members.Of(member) {
		return own
	}
	return nil
}

// keep keeps what was made of c, unless c is about to be shown, or was before.
func (o *owns) keep(c *session.Community, member session.MemberID, own *session.Own) *session.Own {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.from == c {
		o.all[member] = own
	}
	return own
}
