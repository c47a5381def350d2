package session

import (
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session/method"
)

// Holdings is what a community holds about one of its members.
type Holdings struct {
	Member        *Member
	Profile       Profile
	Reads         method.Audience
	Meetings      map[method.MeetingID]*Meeting // of the community
	Attends       []*Meeting                    // the newest first
	Contributions []Held
	Drafts        []DraftName
	Ballots       int // open votes in which they have spent dots
}

// Held is a contribution that can be traced to its author. What nothing traces any
// more nobody can list, nor count.
type Held struct {
	ID      string
	Code    string // empty until the reveal
	Words   string // what it says, or is called
	Meeting method.MeetingID
	Shows   method.Ladder // how it is signed
	Linked  bool          // only the link on the shelf tells whose it is
	// TakeBack is the change by which its author withdraws it.
	TakeBack func() Change
}

// Holdings are what the community holds about a member; it is for them alone.
func (c *Community) Holdings(member MemberID) Holdings {
	m := c.Members.Of(member)
	if m == nil {
		return Holdings{}
	}
	h := Holdings{Member: m, Profile: c.ProfileOf(m), Reads: c.AudienceOf(member), Meetings: c.Meetings, Drafts: slices.Sorted(maps.Keys(c.private.drafts[member]))}
	for _, mt := range c.Series() {
		if mt.Attendance.Of(member) != "" {
			h.Attends = append(h.Attends, mt)
		}
		for _, b := range c.BoardsOf(mt.ID) {
			h.Contributions = append(h.Contributions, c.heldItems(b, member)...)
			if c.private.ballots[b.ID][member] != nil {
				h.Ballots++
			}
		}
	}
	for _, e := range c.entries() {
		h.Contributions = append(h.Contributions, c.heldOf(e, member)...)
	}
	return h
}

// heldItems are a member's items on a board.
func (c *Community) heldItems(b *Board, member MemberID) []Held {
	var all []Held
	for _, it := range b.Items {
		if it.TakenBack || !c.wrote(member, string(it.ID), it.By) {
			continue
		}
		takeBack := func() Change { return &TakeBackItem{Item: it.ID} }
		all = append(all, c.held(string(it.ID), it.By, Held{Code: it.Code, Words: it.Text, Meeting: b.Meeting, TakeBack: takeBack}))
	}
	return all
}

// heldOf is an entry, where a member made it, and what they have said of it.
func (c *Community) heldOf(e *Entry, member MemberID) []Held {
	var all []Held
	if !e.TakenBack && c.wroteEntry(e, Who{Member: member}) {
		takeBack := func() Change { return &TakeBackEntry{Register: e.Register, Entry: e.ID} }
		all = append(all, c.held(string(e.ID), e.By, Held{Code: e.Code(), Words: e.Title(), Meeting: e.Meeting, TakeBack: takeBack}))
	}
	for _, r := range e.Readings {
		if r.TakenBack || !c.wrote(member, string(r.ID), r.By) {
			continue
		}
		takeBack := func() Change { return &TakeBackReading{Register: e.Register, Entry: e.ID, Reading: r.ID} }
		all = append(all, c.held(string(r.ID), r.By, Held{Code: e.Code(), Words: r.Line, Meeting: r.Meeting, TakeBack: takeBack}))
	}
	return all
}

// held adds how a contribution is traced to its author.
func (c *Community) held(id string, shown Attribution, h Held) Held {
	by := c.signed(id, shown)
	h.ID, h.Shows, h.Linked = id, by.Ladder(), by.Member == ""
	return h
}
