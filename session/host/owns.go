package host

import (
	"sync"

	"github.com/convene-ssh/convene/session"
)

// owns keeps what each member alone may see until it changes: by what they do
// themselves, or when a board is revealed, a vote or a meeting closed, or somebody
// edits another's words or changes what they are.
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

// of is what a member sees of c.
func (o *owns) of(c *session.Community, member session.MemberID) *session.Own {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.from != c {
		return c.Own(member) // c is about to be shown, or was before
	}
	own := o.all[member]
	if own == nil || own.Member != c.Members.Of(member) {
		own = c.Own(member)
		o.all[member] = own
	}
	return own
}
