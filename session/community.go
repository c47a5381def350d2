package session

import (
	"maps"
	"time"
)

// Community is everything that a log adds up to. A published community is
// never changed: a change works on a copy that shares what it does not touch.
// It never leaves the Host whole; people read a view of it, which has the same
// type with what they may not see left out.
type Community struct {
	ID            CommunityID
	Name          string
	Sample        bool // its contributions are invented, and every screen and report says so
	Founded       time.Time
	Members       map[MemberID]*Member
	Organisations map[OrganisationID]*Organisation
	Meetings      map[MeetingID]*Meeting
	Boards        map[BoardID]*Board
	Commitments   map[CommitmentID]*Commitment
	Actions       map[ActionID]*Action
	// numbers holds the last number given per series: "MY-S", "C", "A".
	numbers map[string]int
	private private
}

func newCommunity() *Community { return &Community{} }

func (c *Community) begin() *Community {
	draft := *c
	return &draft
}

// put sets one entry in a copy of a map that others may be reading.
func put[K comparable, V any](m *map[K]V, k K, v V) {
	next := make(map[K]V, len(*m)+1)
	maps.Copy(next, *m)
	next[k] = v
	*m = next
}

// edit copies one value of a shared map, so that it may be changed, and puts
// the copy in its place.
func edit[K comparable, V any](m *map[K]*V, k K) *V {
	v := *(*m)[k]
	put(m, k, &v)
	return &v
}

// take gives the next number of a series.
func (c *Community) take(series string) int {
	n := c.numbers[series] + 1
	put(&c.numbers, series, n)
	return n
}

// FoundCommunity is the first change of a community's log.
type FoundCommunity struct {
	Community CommunityID `json:"community"`
	Name      string      `json:"name"`
	Sample    bool        `json:"sample,omitempty"`
}

func (f *FoundCommunity) tidy() { f.Name = line(f.Name) }

// Check refuses a second founding.
func (f *FoundCommunity) Check(c *Community, who Who) error {
	switch {
	case !who.joining:
		return Refuse(NotAllowed)
	case c.ID != "":
		return Refuse(Exists, "name", string(c.ID))
	case !validSlug(string(f.Community)):
		return Refuse(Invalid, "field", "community")
	}
	return checkText("name", f.Name, MaxTitle, true)
}

// Apply founds it.
func (f *FoundCommunity) Apply(c *Community, s Stamp) {
	c.ID, c.Name, c.Sample, c.Founded = f.Community, f.Name, f.Sample, s.At
}
