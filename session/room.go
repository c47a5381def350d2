package session

import (
	"maps"
	"slices"
	"sync"
)

// Room is who is in a meeting at the moment. It is in memory only, and being
// out of it is never shown as a fault.
type Room struct {
	Writing int // how many are writing; who they are would tell who wrote what

	here []MemberID // sorted; the same for all who look
	came MemberID   // whoever looks, where they are here and not among those yet
}

// Here lists who is in the room, sorted. Nobody may change the list.
func (r Room) Here() []MemberID {
	if r.came == "" {
		return r.here
	}
	at, _ := slices.BinarySearch(r.here, r.came)
	return slices.Insert(slices.Clip(r.here), at, r.came)
}

// Count is how many are in the room.
func (r Room) Count() int {
	if r.came == "" {
		return len(r.here)
	}
	return len(r.here) + 1
}

// Same reports whether two rooms look the same.
func (r Room) Same(o Room) bool {
	same := slices.Equal(r.here, o.here)
	if r.came != o.came {
		same = slices.Equal(r.Here(), o.Here())
	}
	return same && r.Writing == o.Writing
}

// rooms keeps the rooms of a community.
type rooms struct {
	mu      sync.Mutex
	present map[MeetingID]map[MemberID]int // how many terminals
	writing map[MeetingID]map[MemberID]*pen
	shown   map[MeetingID]*glimpse // as they were when all were let look last
}

// glimpse is a room as all see it until it is time for another look, so that
// people who come and go one by one are not told of one by one.
type glimpse struct {
	Room
	writing map[MemberID]bool
}

func newRooms() *rooms {
	return &rooms{
		present: map[MeetingID]map[MemberID]int{}, writing: map[MeetingID]map[MemberID]*pen{},
		shown: map[MeetingID]*glimpse{},
	}
}

// come counts a terminal in, and reports whether its member was not there yet.
func (r *rooms) come(meeting MeetingID, member MemberID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.present[meeting] == nil {
		r.present[meeting], r.writing[meeting] = map[MemberID]int{}, map[MemberID]*pen{}
	}
	r.present[meeting][member]++
	return r.present[meeting][member] == 1
}

// leave counts a terminal out, and reports whether it was the member's last.
func (r *rooms) leave(meeting MeetingID, member MemberID) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.present[meeting][member]--; r.present[meeting][member] > 0 {
		return false
	}
	delete(r.present[meeting], member)
	delete(r.writing[meeting], member)
	return true
}

// pen is somebody's, who is writing, or was until a moment ago.
type pen struct {
	down  bool // put down a moment ago
	times int  // how often, so that only the last time counts
}

// write notes that a member writes, or puts the pen down, and reports whether
// that is news. A pen that is put down counts until it is dropped: people write
// in bursts, and a line that comes and goes with each would be told to everybody.
func (r *rooms) write(meeting MeetingID, member MemberID, now bool) (news bool, down *pen) {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.writing[meeting][member]
	switch {
	case r.present[meeting][member] == 0 || p == nil && !now:
		return false, nil
	case p == nil:
		r.writing[meeting][member] = &pen{}
		return true, nil
	case now:
		p.down = false
		return false, nil
	}
	p.down = true
	p.times++
	return false, &pen{true, p.times}
}

// drop forgets a pen that was put down and not taken up since. It reports
// whether that is news.
func (r *rooms) drop(meeting MeetingID, member MemberID, down pen) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if p := r.writing[meeting][member]; p == nil || *p != down {
		return false
	}
	delete(r.writing[meeting], member)
	return true
}

// room is a room as it is now, as a member sees it.
func (r *rooms) room(meeting MeetingID, member MemberID) Room {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.seenBy(member, meeting, r.glance(meeting))
}

// shownTo is a room as it was when everybody was let look last.
func (r *rooms) shownTo(member MemberID, meeting MeetingID) Room {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.shown[meeting] == nil {
		r.shown[meeting] = r.glance(meeting)
	}
	return r.seenBy(member, meeting, r.shown[meeting])
}

// look lets everybody see the rooms as they are now.
func (r *rooms) look() {
	r.mu.Lock()
	defer r.mu.Unlock()
	clear(r.shown)
}

func (r *rooms) glance(meeting MeetingID) *glimpse {
	g := &glimpse{
		Room{here: slices.Sorted(maps.Keys(r.present[meeting])), Writing: len(r.writing[meeting])}, map[MemberID]bool{},
	}
	for id := range r.writing[meeting] {
		g.writing[id] = true
	}
	return g
}

// seenBy is what a member sees of a room, who is in it as soon as they have come
// and does not count among those they are told are writing.
func (r *rooms) seenBy(member MemberID, meeting MeetingID, g *glimpse) Room {
	room := g.Room
	if g.writing[member] {
		room.Writing--
	}
	if _, there := slices.BinarySearch(room.here, member); !there && r.present[meeting][member] > 0 {
		room.came = member
	}
	return room
}

// all is every room that anybody has been in.
func (r *rooms) all() map[MeetingID]Room {
	r.mu.Lock()
	ids := slices.Collect(maps.Keys(r.present))
	r.mu.Unlock()
	all := map[MeetingID]Room{}
	for _, id := range ids {
		all[id] = r.room(id, "")
	}
	return all
}
