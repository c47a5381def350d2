package session

import (
	"cmp"
	"reflect"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Export is that somebody took words of the community away with them: the report of a
// meeting, or a backup of everything. To read on a screen is none.
type Export struct {
	// Outsider is who took them, where that is no member.
	Outsider Outsider         `json:"outsider,omitempty"`
	At       time.Time        `json:"at,omitzero"`       // where that was before it was recorded
	Seq      ledger.Seq       `json:"seq,omitempty"`     // the last record before that, where that was known
	Meeting  method.MeetingID `json:"meeting,omitempty"` // empty for a backup, as the next four
	Audience method.Audience  `json:"audience,omitempty"`
	Format   string           `json:"format,omitempty"`
	Document string           `json:"document,omitempty"` // which kind, where there are several
	Table    string           `json:"table,omitempty"`    // where it was only one
	// Withheld are the kinds of things that were not in it: decided. How many they
	// were is never said.
	Withheld []string `json:"withheld,omitempty"`
	// Waiting are the boards whose items waited for their reveal: decided.
	Waiting []method.BoardID `json:"waiting,omitempty"`
}

// Outsider is somebody who is no member and takes words away.
type Outsider string

// Who they may be: an organiser of the installation who has not entered the community,
// and whoever has the machine.
const (
	ByInstallation Outsider = "installation"
	AtShell        Outsider = "shell"
)

// The kinds of things that are withheld from an export, beside the names of registers.
const (
	kindItem    = "item"
	kindWaiting = "waiting" // items that wait for their reveal
)

// The tables of an export whose rows have authors, beside those of the registers; see
// [Register.Plural].
const (
	TableItems    = "items"
	TableReadings = "readings"
)

// RecordExport records an export for all members to see.
type RecordExport struct {
	ledger.Base[*Community]
	Export
}

// Check lets members take away what their role in the meeting and their audience
// allow. What outsiders take only the Host says, and what was taken before.
func (r *RecordExport) Check(c *Community, who Who) error {
	outside := r.Outsider == ByInstallation || r.Outsider == AtShell
	switch {
	case outside && !who.Host, !outside && (r.Outsider != "" || who.Member == ""):
		return refusal.New(refusal.NotAllowed)
	case r.Meeting == "" && r.Outsider != AtShell, r.Meeting != "" && c.Meetings[r.Meeting] == nil:
		return refusal.New(refusal.NotFound)
	case r.Meeting != "" && !r.Audience.Valid():
		return refusal.New(refusal.Invalid, "field", "audience")
	case max(len(r.Format), len(r.Document), len(r.Table)) > method.MaxName:
		return refusal.New(refusal.Invalid, "field", "format")
	case who.Host:
		return nil
	case !c.AudienceOf(who.Member).Reads(r.Audience):
		return refusal.New(refusal.NotAllowed)
	}
	return c.Require(method.Export, r.Meeting, who)
}

// Decide says what is withheld, where that was not decided before.
func (r *RecordExport) Decide(c *Community, d Decision) {
	if d.Who.Host && r.Seq > 0 {
		return
	}
	r.Withheld, r.Waiting, r.Seq = nil, nil, 0
	if r.Meeting == "" {
		r.Withheld = []string{shelfLink, shelfBallot, shelfAnswer, ShelfDraft, shelfLived}
		return
	}
	if r.has(TableItems) {
		r.withholdItems(c)
	}
	for _, of := range c.Registers {
		withheld := func(e *Entry) bool {
			return e.Register.Name == of.Name && !e.TakenBack && !r.Audience.Reads(e.Audience) && c.inReport(e, r.Meeting)
		}
		if r.has(of.Plural()) && slices.ContainsFunc(c.entries(), withheld) {
			r.Withheld = append(r.Withheld, of.Name)
		}
	}
}

// has reports whether an export has a table, where its readers may read what is in it.
func (x *Export) has(table string) bool { return x.Table == "" || x.Table == table }

// withholdItems says which items are withheld: those meant for others, and those that
// wait.
func (r *RecordExport) withholdItems(c *Community) {
	forOthers := false
	for _, b := range c.BoardsOf(r.Meeting) {
		if b.hidden() > 0 {
			r.Waiting = append(r.Waiting, b.ID)
		}
		forOthers = forOthers || slices.ContainsFunc(b.Items, func(it *Item) bool {
			return !it.TakenBack && !it.Waits() && !r.Audience.Reads(it.Audience)
		})
	}
	if forOthers {
		r.Withheld = append(r.Withheld, kindItem)
	}
	if len(r.Waiting) > 0 {
		r.Withheld = append(r.Withheld, kindWaiting)
	}
}

// inReport reports whether an entry is in the report of a meeting: made there, or
// reviewed.
func (c *Community) inReport(e *Entry, meeting method.MeetingID) bool {
	m := c.Meetings[meeting]
	return m != nil && (e.Meeting == meeting ||
		e.Register.Promises() && c.Meetings[e.Meeting].Number < m.Number && c.cameTo(e, m))
}

// Exported is an export as members see it. Equal ones that one person made are one.
type Exported struct {
	Export
	By          MemberID // empty for outsiders, and for who was erased since
	Name        string   // of that member, as it is now
	First, Last time.Time
	Times       int
	Yours       []string // what it holds that its reader wrote: codes, or words before the reveal

	last ledger.Seq
}

// mostExported is how many exports are listed, the latest ones. The log keeps all.
const mostExported = 1000

// Apply lists it. Whoever took it may have been erased before it was recorded.
func (r *RecordExport) Apply(c *Community, s Stamp) {
	now := &Exported{Export: r.Export, First: s.At, Last: s.At, Times: 1, last: s.Seq}
	if c.Members.Of(s.Author) != nil {
		now.By = s.Author
	}
	if !r.At.IsZero() {
		now.First, now.Last = r.At, r.At
	}
	if r.Seq > 0 {
		now.last = min(r.Seq, s.Seq)
	}
	now.At, now.Seq = time.Time{}, 0
	all := slices.Clone(c.exports)
	same := func(x *Exported) bool { return now.equals(x) && min(x.last, now.last) > c.narrowed }
	if i := slices.IndexFunc(all, same); i >= 0 {
		now.joins(all[i])
		all = slices.Delete(all, i, i+1)
	}
	all = append(all, now)
	c.exports = all[max(0, len(all)-mostExported):]
}

// joins makes one of an export and an equal one that was recorded before.
func (x *Exported) joins(before *Exported) {
	x.Times += before.Times
	if before.First.Before(x.First) {
		x.First = before.First
	}
	if before.Last.After(x.Last) {
		x.Last = before.Last
	}
	x.last = max(x.last, before.last)
}

func (x *Exported) equals(o *Exported) bool {
	return x.By == o.By && reflect.DeepEqual(x.Export, o.Export)
}

// untaken are exports that no longer say that a member made them.
func untaken(all []*Exported, by MemberID) []*Exported {
	all = slices.Clone(all)
	for i, x := range all {
		if x.By == by {
			bare := *x
			bare.By = ""
			all[i] = &bare
		}
	}
	return all
}

// Exports lists the exports, the latest first, as a member sees them.
func (c *Community) Exports(member MemberID) []Exported {
	yours := map[*Exported][]string{}
	for _, h := range c.Holdings(member).Contributions {
		for _, x := range h.taken {
			if called := cmp.Or(h.Code, h.Words); !slices.Contains(yours[x], called) {
				yours[x] = append(yours[x], called)
			}
		}
	}
	var all []Exported
	for _, x := range latestFirst(c.exports) {
		seen := c.signedBy(x)
		seen.Yours = slices.Sorted(slices.Values(yours[x]))
		all = append(all, seen)
	}
	return all
}

// signedBy is an export with the name of whoever took it.
func (c *Community) signedBy(x *Exported) Exported {
	seen := *x
	seen.Name = c.memberName(x.By)
	return seen
}

// latestFirst are exports in the order in which they were taken, which may be recorded
// later.
func latestFirst(all []*Exported) []*Exported {
	all = slices.Clone(all)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b *Exported) int { return b.Last.Compare(a.Last) })
	return all
}

// exportsOf lists the exports that hold a contribution, the latest first.
func (c *Community) exportsOf(h *Held) []*Exported {
	var all []*Exported
	for _, x := range c.exports {
		if c.holds(x, h) {
			all = append(all, x)
		}
	}
	return latestFirst(all)
}

// holds reports whether an export holds a contribution.
func (c *Community) holds(x *Exported, h *Held) bool {
	switch {
	case h.first > x.last: // it was made later
		return false
	case x.Meeting == "":
		return true
	case h.shown == 0 || h.shown > x.last: // it waited for its reveal
		return false
	case !x.Audience.Reads(c.readBy(h, x.last)) || !x.has(h.table):
		return false
	case h.entry != nil:
		return c.inReport(h.entry, x.Meeting)
	}
	return h.Meeting == x.Meeting
}
