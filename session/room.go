package session

import (
	"maps"
	"slices"
	"sync"
)

// Room is who is in a meeting at the moment. It is in memory only, and being
// out of it is never shown as a fault.
type Room struct {
	Here    []MemberID // sorted
	Writing int        // how many are writing; who they are would tell who wrote what
}

// rooms keeps the rooms of a community.
type rooms struct {
	mu      sync.Mutex
	present map[MeetingID]map[MemberID]int // how many terminals
	writing map[MeetingID]map[MemberID]bool
	shown   map[MeetingID]Room // as it was last asked for, until it changes
}

func newRooms() *rooms {
	return &rooms{
		present: map[MeetingID]map[MemberID]int{}, writing: map[MeetingID]map[MemberID]bool{},
		shown: map[MeetingID]Room{},
	}
}

func (r *rooms) come(meeting MeetingID, member MemberID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.present[meeting] == nil {
		r.present[meeting], r.writing[meeting] = map[MemberID]int{}, map[MemberID]bool{}
	}
	r.present[meeting][member]++
	delete(r.shown, meeting)
}

func (r *rooms) leave(meeting MeetingID, member MemberID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.shown, meeting)
	if r.present[meeting][member]--; r.present[meeting][member] <= 0 {
		delete(r.present[meeting], member)
		delete(r.writing[meeting], member)
	}
}

// write notes whether a member is writing, and reports whether that is news.
func (r *rooms) write(meeting MeetingID, member MemberID, now bool) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.present[meeting][member] == 0 || r.writing[meeting][member] == now {
		return false
	}
	delete(r.shown, meeting)
	if now {
		r.writing[meeting][member] = true
	} else {
		delete(r.writing[meeting], member)
	}
	return true
}

func (r *rooms) room(meeting MeetingID) Room {
	r.mu.Lock()
	defer r.mu.Unlock()
	room, ok := r.shown[meeting]
	if !ok {
		room = Room{Here: slices.Sorted(maps.Keys(r.present[meeting])), Writing: len(r.writing[meeting])}
		r.shown[meeting] = room
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
		all[id] = r.room(id)
	}
	return all
}

// same reports whether two rooms look the same.
func (r Room) same(o Room) bool { return r.Writing == o.Writing && slices.Equal(r.Here, o.Here) }
