package host

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
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

// readiness is who is ready with an item, and in which phase of its board.
type readiness struct {
	item  method.AgendaID
	phase layout.Phase
	who   map[session.MemberID]bool
}

// phaseOf is the phase of the board of the item that is on in a meeting; empty where it has
// none.
func phaseOf(c *session.Community, meeting method.MeetingID) layout.Phase {
	if m := c.Meetings[meeting]; m != nil {
		if a, on := m.AgendaItem(m.Current); on && c.Boards[a.Board] != nil {
			return c.Boards[a.Board].Phase
		}
	}
	return ""
}

// SayReady says that the member is ready with the item that is on, or not yet. It does
// nothing for somebody who is not asked, or where another item is on.
func (w *Watcher) SayReady(item method.AgendaID, now bool) {
	c := w.of.State()
	m := c.Meetings[w.meeting]
	if m == nil || item == "" || m.Current != item || !w.of.asks(w.meeting, w.member) {
		return
	}
	if w.of.rooms.sayReady(w.meeting, w.member, readiness{item: item, phase: phaseOf(c, w.meeting)}, now) {
		w.of.roomChanged()
	}
}

// asks reports whether a member is asked whether they are ready.
func (l *live) asks(meeting method.MeetingID, member session.MemberID) bool {
	role := l.State().RoleIn(meeting, member)
	return role.May(method.Contribute) && !role.May(method.Steer)
}

// sayReady notes that a member who is present is ready with something or not, and reports
// whether that changes the room.
func (r *rooms) sayReady(meeting method.MeetingID, member session.MemberID, with readiness, now bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.ready[meeting].item != with.item {
		with.who = map[session.MemberID]bool{}
		r.ready[meeting] = with
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

// forgetReady forgets who was ready where another item is on in a new state, or its board
// is in another phase.
func (r *rooms) forgetReady(c *session.Community) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for meeting, all := range r.ready {
		if m := c.Meetings[meeting]; m == nil || m.Current != all.item || phaseOf(c, meeting) != all.phase {
			delete(r.ready, meeting)
			delete(r.snapshot, meeting)
		}
	}
}
