package host

import (
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// Room is who is present in a meeting at the moment. It is kept in memory only.
// Nobody's absence from it is ever shown as a fault.
type Room struct {
	Writing int       // how many are writing; who they are would tell who wrote what
	Stopped time.Time // when somebody stopped writing last
	Called  Call      // the last
	Ready   Ready

	voted map[method.BoardID]int // where people vote; the same map for all readers

	here []session.MemberID // sorted; the same list for all readers
	also session.MemberID   // the reader, where they are present and not in the list yet
}

// Call is that whoever steers calls everybody to what is on.
type Call struct {
	N  int                   // how many there were before, and this one
	To method.ContributionID // what they talk about there; empty for the whole of it
	By session.MemberID
}

// Here lists who is present, sorted. Nobody may change the list.
func (r Room) Here() []session.MemberID {
	if r.also == "" {
		return r.here
	}
	at, _ := slices.BinarySearch(r.here, r.also)
	return slices.Insert(slices.Clip(r.here), at, r.also)
}

// Voted is how many have voted on a board, while people do.
func (r Room) Voted(board method.BoardID) int { return r.voted[board] }

// Count is how many are present.
func (r Room) Count() int {
	if r.also == "" {
		return len(r.here)
	}
	return len(r.here) + 1
}

// Same reports whether two rooms hold the same.
func (r Room) Same(o Room) bool {
	same := slices.Equal(r.here, o.here)
	if r.also != o.also {
		same = slices.Equal(r.Here(), o.Here())
	}
	return same && r.Writing == o.Writing && r.Called == o.Called && r.Ready == o.Ready && maps.Equal(r.voted, o.voted)
}

// rooms keeps the rooms of a community.
type rooms struct {
	mu       sync.Mutex
	present  map[method.MeetingID]map[session.MemberID]int // how many terminals
	writing  map[method.MeetingID]map[session.MemberID]*writer
	called   map[method.MeetingID]Call
	stopped  map[method.MeetingID]time.Time
	ready    map[method.MeetingID]readiness
	of       community
	snapshot map[method.MeetingID]*snapshot // what terminals are shown
}

// snapshot is a room as it was at one moment. Terminals are shown a snapshot until
// they are woken for the rooms again. So people who enter and leave one by one are
// not a new picture each.
type snapshot struct {
	Room
	writing map[session.MemberID]bool
}

// writer is somebody who is writing, or was until a moment ago.
type writer struct {
	stopped bool // a moment ago
	stops   int  // how often, so that only the last one counts
}

// community is what rooms know of the community that they are of.
type community interface {
	asks(method.MeetingID, session.MemberID) bool // whether they are ready
	voters(method.MeetingID) map[method.BoardID]int
}

func newRooms(of community) *rooms {
	return &rooms{
		of: of, ready: map[method.MeetingID]readiness{},
		present: map[method.MeetingID]map[session.MemberID]int{}, writing: map[method.MeetingID]map[session.MemberID]*writer{},
		called: map[method.MeetingID]Call{}, stopped: map[method.MeetingID]time.Time{}, snapshot: map[method.MeetingID]*snapshot{},
	}
}

// enter counts a terminal in, and reports whether it is the member's first.
func (r *rooms) enter(meeting method.MeetingID, member session.MemberID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.present[meeting] == nil {
		r.present[meeting], r.writing[meeting] = map[session.MemberID]int{}, map[session.MemberID]*writer{}
	}
	r.present[meeting][member]++
	return r.present[meeting][member] == 1
}

// leave counts a terminal out, and reports whether it was the member's last.
func (r *rooms) leave(meeting method.MeetingID, member session.MemberID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.present[meeting][member]--; r.present[meeting][member] > 0 {
		return false
	}
	delete(r.present[meeting], member)
	r.stops(meeting, member)
	delete(r.ready[meeting].who, member)
	return true
}

// startWriting notes that a member who is present writes, and reports whether that
// changes the room.
func (r *rooms) startWriting(meeting method.MeetingID, member session.MemberID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if w := r.writing[meeting][member]; w != nil {
		w.stopped = false
		return false
	}
	if r.present[meeting][member] == 0 {
		return false
	}
	r.writing[meeting][member] = &writer{}
	return true
}

// stopWriting notes that a member has stopped writing, and returns which stop it
// was, for [rooms.endWriting]; 0 where they did not write. Until that is called
// they still count as writing: people write in bursts, and a line that appears and
// disappears with each would be a new picture for everybody.
func (r *rooms) stopWriting(meeting method.MeetingID, member session.MemberID) int {
	r.mu.Lock()
	defer r.mu.Unlock()
	w := r.writing[meeting][member]
	if w == nil {
		return 0
	}
	w.stopped = true
	w.stops++
	return w.stops
}

// endWriting removes a member from those who write, unless they have written again
// since that stop. It reports whether that changes the room.
func (r *rooms) endWriting(meeting method.MeetingID, member session.MemberID, stop int) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if w := r.writing[meeting][member]; w == nil || !w.stopped || w.stops != stop {
		return false
	}
	r.stops(meeting, member)
	return true
}

// stops removes somebody from those who write, where they do.
func (r *rooms) stops(meeting method.MeetingID, member session.MemberID) {
	if r.writing[meeting][member] != nil {
		delete(r.writing[meeting], member)
		r.stopped[meeting] = time.Now()
	}
}

// call notes that somebody calls everybody to what is on.
func (r *rooms) call(meeting method.MeetingID, by session.MemberID, to method.ContributionID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.called[meeting] = Call{r.called[meeting].N + 1, to, by}
}

// now is a room at this moment, as a member sees it.
func (r *rooms) now(meeting method.MeetingID, member session.MemberID) Room {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seenBy(member, meeting, r.take(meeting))
}

// shown is a room as terminals were last woken for it, as a member sees it.
func (r *rooms) shown(meeting method.MeetingID, member session.MemberID) Room {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.snapshot[meeting] == nil {
		r.snapshot[meeting] = r.take(meeting)
	}
	return r.seenBy(member, meeting, r.snapshot[meeting])
}

// refresh drops the snapshots: whoever reads next gets the rooms as they are.
func (r *rooms) refresh() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.snapshot)
}

// take takes a snapshot.
func (r *rooms) take(meeting method.MeetingID) *snapshot {
	s := &snapshot{
		Room{
			here: slices.Sorted(maps.Keys(r.present[meeting])), Writing: len(r.writing[meeting]), Called: r.called[meeting],
			Ready: r.takeReady(meeting), Stopped: r.stopped[meeting], voted: r.of.voters(meeting),
		}, map[session.MemberID]bool{},
	}
	for id := range r.writing[meeting] {
		s.writing[id] = true
	}
	return s
}

// seenBy is what a member sees of a snapshot. They see themselves present as soon
// as they have entered, and ready as soon as they have said so, and are not counted among
// those who write.
func (r *rooms) seenBy(member session.MemberID, meeting method.MeetingID, s *snapshot) Room {
	room := s.Room
	if s.writing[member] {
		room.Writing--
	}
	room.Ready.Mine = r.ready[meeting].who[member]
	if _, listed := slices.BinarySearch(room.here, member); !listed && r.present[meeting][member] > 0 {
		room.also = member
	}
	return room
}

// here counts who is present in any of the rooms.
func (r *rooms) here() (n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, present := range r.present {
		n += len(present)
	}
	return n
}
