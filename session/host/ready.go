package host

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// Ready is how many of those who are asked say that they are ready with an item of the
// agenda: of the people in the room who contribute and do not steer. It is empty while
// nobody says so. Who they are is told to nobody.
type Ready struct {
	Item method.AgendaID
	N    int
	Of   int
	Mine bool // whoever reads it has said so
}

// All reports whether everybody is ready who is asked.
func (r Ready) All() bool { return r.N > 0 && r.N == r.Of }

// readiness is who is ready with an item.
type readiness struct {
	item method.AgendaID
	who  map[session.MemberID]bool
}

// SayReady says that the member is ready with the item that is on, or not yet. It does
// nothing for somebody who is not asked, or where another item is on.
func (w *Watcher) SayReady(item method.AgendaID, now bool) {
	m := w.of.State().Meetings[w.meeting]
	if m == nil || item == "" || m.Current != item || !w.of.asks(w.meeting, w.member) {
		return
	}
	if w.of.rooms.sayReady(w.meeting, w.member, item, now) {
		w.of.roomChanged()
	}
}

// asks reports whether a member is asked whether they are ready.
func (l *live) asks(meeting method.MeetingID, member session.MemberID) bool {
	role := l.State().RoleIn(meeting, member)
	return role.May(method.Contribute) && !role.May(method.Steer)
}

// sayReady notes that a member who is present is ready or not, and reports whether that
// changes the room.
func (r *rooms) sayReady(meeting method.MeetingID, member session.MemberID, item method.AgendaID, now bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ready[meeting].item != item {
		r.ready[meeting] = readiness{item, map[session.MemberID]bool{}}
	}
	who := r.ready[meeting].who
	if who[member] == now || r.present[meeting][member] == 0 {
		return false
	}
	who[member] = now
	return true
}

// takeReady counts who is ready.
func (r *rooms) takeReady(meeting method.MeetingID) Ready {
	all := r.ready[meeting]
	now := Ready{Item: all.item}
	for member := range all.who {
		if all.who[member] && r.of.asks(meeting, member) {
			now.N++
		}
	}
	if now.N == 0 {
		return Ready{}
	}
	for member := range r.present[meeting] {
		if r.of.asks(meeting, member) {
			now.Of++
		}
	}
	return now
}

// opened forgets who was ready where another item is on in a new state.
func (r *rooms) opened(c *session.Community) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for meeting, all := range r.ready {
		if m := c.Meetings[meeting]; m == nil || m.Current != all.item {
			delete(r.ready, meeting)
			delete(r.snapshot, meeting)
		}
	}
}
