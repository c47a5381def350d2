// Package session is the domain of Convene: communities, their meetings, and
// the changes that people make to them. It knows no screen, no SSH and no SQL.
//
// A [Change] is one thing a person does. The Host in session/host checks it against
// the [Community] as it stands, writes it to the [ledger.Log] and only then shows
// it. What people read is never the community itself but a view of it: [Shared], the
// same for everybody of one audience, and [Own], what one person alone may see. What
// is refused is refused with one of the codes in session/refusal.
package session

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/trace"
)

// maxInAMeeting bounds how many contributions of one kind a meeting takes, and
// MaxMembers how many people a community has.
const (
	maxInAMeeting = 5000
	MaxMembers    = 20000
)

// Community is everything that a log adds up to. A published community is
// never changed: a change works on a copy that shares what it does not touch.
// It never leaves the Host whole; people read a view of it, which has the same
// type with what they may not see left out.
type Community struct {
	ID            method.CommunityID
	Name          string
	Sample        bool // its contributions are invented, and every screen and report says so
	Founded       time.Time
	Members       ledger.Roll[MemberID, *Member]
	Organisations map[method.OrganisationID]*Organisation
	Meetings      map[method.MeetingID]*Meeting
	Boards        map[method.BoardID]*Board
	Registers     []*Register `json:"-"` // the kinds of entries that it keeps
	Entries       map[method.EntryID]*Entry
	Traces        []trace.Trace     // what was done about what it calls things, the latest last
	Matches       map[string]*Match // by their names
	// numbers holds the last number given per series: "MY-S", "C", "A".
	numbers map[string]int
	made    map[inMeeting]int // how many entries
	said    map[method.ReadingID]method.EntryID
	// originals are the authors' versions of what others have edited, by the id of
	// the contribution.
	originals map[string]Original
	exports   []*Exported // the latest last
	corrected []corrected
	merged    map[method.OrganisationID]*merged
	circles   map[method.ContributionID][]circle
	narrowed  ledger.Seq // the last record with which something was read by fewer people
	asks      uint64     // how often authors were asked whether others may read them
	private   private
	tx        ledger.Tx
}

// Match is two items of different countries of which people have confirmed that they
// belong together; see session/lens.
type Match struct {
	Meeting method.MeetingID
	Items   [2]method.ItemID // sorted
}

// Name names a match by its items.
func (m *Match) Name() string { return string(m.Items[0] + "+" + m.Items[1]) }

// seenBy is the match, or nil for an audience that may not read one of its items.
func (m *Match) seenBy(c *Community, a method.Audience) *Match {
	for _, id := range m.Items {
		if _, it := c.Item(id); it == nil || !a.Reads(it.Audience) {
			return nil
		}
	}
	return m
}

// inMeeting is a register in a meeting.
type inMeeting struct {
	register string
	meeting  method.MeetingID
}

// New is a community before the first change of its log, with the registers that it
// keeps.
func New(registers []*Register) *Community { return &Community{Registers: registers} }

// Begin makes a working copy; see [ledger.State].
func (c *Community) Begin() *Community {
	draft := *c
	draft.tx = ledger.Tx{}
	return &draft
}

// Tx is of a working copy: what a change has copied already. Only Apply asks for it.
func (c *Community) Tx() ledger.Tx { return c.tx }

// Settle ends its changes.
func (c *Community) Settle() { c.tx = nil }

// take gives the next number of a series.
func (c *Community) take(series string) int {
	n := c.numbers[series] + 1
	ledger.Put(c.tx, &c.numbers, series, n)
	return n
}

// FoundCommunity is the first change of a community's log.
type FoundCommunity struct {
	ledger.Base[*Community]
	Community method.CommunityID `json:"community"`
	Name      string             `json:"name"`
	Sample    bool               `json:"sample,omitempty"`
}

// Tidy makes its words safe.
func (f *FoundCommunity) Tidy() { f.Name = field.TidyLine(f.Name) }

// Check refuses a second founding.
func (f *FoundCommunity) Check(c *Community, who Who) error {
	switch {
	case !who.Host:
		return refusal.New(refusal.NotAllowed)
	case c.ID != "":
		return refusal.New(refusal.Exists, "name", string(c.ID))
	case !f.Community.Valid():
		return refusal.New(refusal.Invalid, "field", "community")
	}
	return field.CheckTitle("name", f.Name)
}

// Apply founds it.
func (f *FoundCommunity) Apply(c *Community, s Stamp) {
	c.ID, c.Name, c.Sample, c.Founded = f.Community, f.Name, f.Sample, s.At
}

// Used reports whether it has a meeting. In those that were removed nothing was said.
func (c *Community) Used() bool { return len(c.Series()) > 0 }

// RenameCommunity calls it what the directory calls it.
type RenameCommunity struct {
	ledger.Base[*Community]
	Name string `json:"name"`
}

// Check leaves it to the Host.
func (r *RenameCommunity) Check(c *Community, who Who) error {
	if !who.Host {
		return refusal.New(refusal.NotAllowed)
	}
	return field.CheckTitle("name", r.Name)
}

// Apply renames it.
func (r *RenameCommunity) Apply(c *Community, s Stamp) {
	c.traced(s, trace.Trace{What: trace.Community, Was: c.Name, Now: r.Name})
	c.Name = r.Name
}

// Traced adds what was done about a member who is a copy already.
func (m *Member) Traced(s Stamp, t trace.Trace) {
	t.By, t.At = s.Author, s.At
	m.Traces = trace.Add(m.Traces, t)
}

// traced adds what was done about what the community calls things.
func (c *Community) traced(s Stamp, t trace.Trace) {
	t.By, t.At, t.Seq = s.Author, s.At, s.Seq
	c.Traces = append(slices.Clone(c.Traces), t)
}
