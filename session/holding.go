package session

import (
	"cmp"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/trace"
)

// Holdings is what a community holds about one of its members.
type Holdings struct {
	Member        *Member
	Profile       Profile
	Reads         method.Audience
	Meetings      map[method.MeetingID]*Meeting // of the community
	Attends       []*Meeting                    // the newest first
	Contributions []Held
	Drafts        map[DraftName][]byte
	Ballots       int  // open votes in which they have voted
	Wanted        int  // questions that they want asked, of which nobody else knows
	Lived         bool // they say that they have lived experience
	Answers       int  // to what is not counted yet
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
	Exports []Exported    // that hold it, the latest first
	// TakeBack is the change by which its author withdraws it.
	TakeBack func() Change

	// What decides in which exports it is.
	table    string     // of an export that has it
	first    ledger.Seq // record of it
	shown    ledger.Seq // record by which others came to read it; zero while it waits for its reveal
	audience method.Audience
	entry    *Entry      // of an entry or a reading
	taken    []*Exported // that hold it
}

// Holdings are what the community holds about a member; it is for them alone.
func (c *Community) Holdings(member MemberID) Holdings {
	m := c.Members.Of(member)
	if m == nil {
		return Holdings{}
	}
	h := Holdings{Member: m, Profile: c.ProfileOf(m), Reads: c.AudienceOf(member), Meetings: c.Meetings, Drafts: c.drafts(member)}
	h.Lived = c.lives(m)
	for _, given := range c.private.answers {
		if given[member] != nil {
			h.Answers++
		}
	}
	for _, mt := range c.Series() {
		if mt.Attendance.Of(member) != "" {
			h.Attends = append(h.Attends, mt)
		}
		for _, b := range c.BoardsOf(mt.ID) {
			h.Contributions = append(h.Contributions, c.heldItems(b, member)...)
			switch ballot := c.private.ballots[b.ID][member]; {
			case b.Layout.Asks():
				h.Wanted += len(ballot)
			case ballot != nil:
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
		all = append(all, c.held(string(it.ID), it.By, Held{
			Code: it.Code, Words: it.Text, Meeting: b.Meeting, TakeBack: takeBack,
			table: TableItems, first: it.texts[0].seq, shown: it.shown, audience: it.Audience,
		}))
	}
	return all
}

// heldOf is an entry, where a member made it, and what they have said of it.
func (c *Community) heldOf(e *Entry, member MemberID) []Held {
	var all []Held
	if !e.TakenBack && c.wroteEntry(e, Who{Member: member}) {
		takeBack := func() Change { return &TakeBackEntry{Register: e.Register, Entry: e.ID} }
		all = append(all, c.held(string(e.ID), e.By, Held{
			Code: e.Code(), Words: e.Title(), Meeting: e.Meeting, TakeBack: takeBack,
			table: e.Register.Plural(), first: e.texts[0].seq, shown: e.texts[0].seq, audience: e.Audience, entry: e,
		}))
	}
	for _, r := range e.Readings {
		if r.TakenBack || !c.wrote(member, string(r.ID), r.By) {
			continue
		}
		takeBack := func() Change { return &TakeBackReading{Register: e.Register, Entry: e.ID, Reading: r.ID} }
		all = append(all, c.held(string(r.ID), r.By, Held{
			Code: e.Code(), Words: r.Line, Meeting: r.Meeting, TakeBack: takeBack,
			table: TableReadings, first: r.seq, shown: r.seq, audience: cmp.Or(e.Widening.Meant, e.Audience), entry: e,
		}))
	}
	return all
}

// held adds how a contribution is traced to its author, and who has taken it away.
func (c *Community) held(id string, shown Attribution, h Held) Held {
	by := c.signed(id, shown)
	h.ID, h.Shows, h.Linked = id, by.Ladder(), by.Member == ""
	h.taken = c.exportsOf(&h)
	for _, x := range h.taken {
		h.Exports = append(h.Exports, c.signedBy(x))
	}
	return h
}

// profileRecord is a record that holds what a member has said about themselves.
type profileRecord struct {
	seq          ledger.Seq
	organisation method.OrganisationID   // that it names; empty for none
	kind         method.OrganisationType // of which it is by the record
	with         func(*Profile) any      // its body, with another profile and without a contact
	uncontacted  any                     // its body without the contact that it holds; nil where it holds none
}

// Tells remembers that a record holds what the member has said about themselves.
func (m *Member) Tells(seq ledger.Seq, p *Profile, with func(*Profile) any) {
	m.said = append(slices.Clip(m.said), profileRecord{seq: seq, organisation: p.OrganisationID, kind: p.Type, with: with})
}

// EraseMember makes a member unknown: their name and what they have said about
// themselves leave the log, and what is signed by them is signed by nobody. An
// organisation that nobody else was ever of goes with them, and so does a label that nobody
// else has named, where it was corrected since. What they wrote stays, unless it was taken
// back before. Of the member, the log keeps a random word that no longer stands for anybody.
type EraseMember struct {
	ledger.Base[*Community]
	Member        MemberID                `json:"member"`
	Organisations []method.OrganisationID `json:"organisations,omitempty"` // decided: those that go too
}

// Check lets only the Host erase somebody, because the directory has to forget them
// too.
func (e *EraseMember) Check(c *Community, who Who) error {
	switch {
	case !who.Host || who.Member != e.Member:
		return refusal.New(refusal.NotAllowed)
	case c.Members.Of(e.Member) == nil:
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Decide says which organisations are only theirs.
func (e *EraseMember) Decide(c *Community, _ Decision) {
	e.Organisations = nil
	for _, r := range c.Members.Of(e.Member).said {
		for o := r.organisation; o != ""; o = c.became(o) {
			if !c.othersOf(o, e.Member) {
				e.take(c.family(o))
			}
		}
	}
}

// take takes organisations along.
func (e *EraseMember) take(all []method.OrganisationID) {
	for _, o := range all {
		if !e.takes(o) {
			e.Organisations = append(e.Organisations, o)
		}
	}
}

// othersOf reports whether another member is of an organisation, or was, or of one that
// has become one with it; or somebody has named it who is not.
func (c *Community) othersOf(org method.OrganisationID, member MemberID) bool {
	if o := c.Organisation(org); o != nil && o.named {
		return true
	}
	return c.anybodyOf(c.family(org), member)
}

// anybodyOf reports whether somebody but a member is of one of these organisations, or
// was.
func (c *Community) anybodyOf(all []method.OrganisationID, but MemberID) bool {
	for id, m := range c.Members.All() {
		if id != but && slices.ContainsFunc(m.said, func(r profileRecord) bool { return slices.Contains(all, r.organisation) }) {
			return true
		}
	}
	return false
}

// Shelve deletes everything that they have on the shelf.
func (e *EraseMember) Shelve(c *Community, _ Who) []ledger.ShelfWrite {
	var forget []ledger.ShelfWrite
	for id, author := range c.private.links.All() {
		if author == e.Member {
			forget = append(forget, forgetLink(id, author))
		}
	}
	for board, cast := range c.private.ballots {
		if cast[e.Member] != nil {
			forget = append(forget, forgetBallot(board, e.Member))
		}
	}
	for name, given := range c.private.answers {
		if given[e.Member] != nil {
			forget = append(forget, answerWrite(name, e.Member, nil))
		}
	}
	for name := range c.private.drafts.Of(e.Member) {
		forget = append(forget, draftWrite(e.Member, name, nil))
	}
	if c.private.lived[e.Member] {
		forget = append(forget, livedWrite(e.Member, false))
	}
	return forget
}

// erased stands for a member whom nobody knows any more, where it matters that there
// was somebody.
const erased MemberID = "erased"

// Redact rewrites every record that holds what they have said about themselves. Of
// an organisation that others are of, the name stays, and the type that it had then: it
// decides what those read who have left it.
func (e *EraseMember) Redact(c *Community) map[ledger.Seq][]byte {
	var bare []textRecord
	for _, r := range c.Members.Of(e.Member).said {
		says := &Profile{}
		if o := c.Organisation(r.organisation); o != nil && !e.takes(o.ID) {
			says = &Profile{Organisation: o.Name, Type: r.kind, OrganisationID: o.ID}
		}
		bare = append(bare, textRecord{r.seq, r.with(says)})
	}
	for _, id := range e.Organisations {
		bare = append(bare, c.Organisation(id).left...)
	}
	for _, k := range c.corrected {
		if e.onlyNamed(k) {
			bare = append(bare, textRecord{k.seq, &CorrectCountry{}})
		}
	}
	return bareBodies(bare)
}

// onlyNamed reports whether nobody is left but the member who had named what was corrected.
func (e *EraseMember) onlyNamed(k corrected) bool {
	return slices.Equal(k.people, []MemberID{e.Member})
}

// uncorrected are the corrections without the member.
func (c *Community) uncorrected(e *EraseMember) (left []corrected) {
	for _, k := range c.corrected {
		if !e.onlyNamed(k) {
			others := slices.DeleteFunc(slices.Clone(k.people), func(id MemberID) bool { return id == e.Member })
			left = append(left, corrected{k.seq, others})
		}
	}
	return left
}

// forget makes an organisation unknown, and all that have become one with it.
func (c *Community) forget(org method.OrganisationID) {
	for _, id := range c.family(org) {
		if g := c.merged[id]; g != nil {
			c.leaves(g)
		}
		ledger.Delete(c.tx, &c.Organisations, id)
	}
}

// untraced is what was done about what the community calls things, without the member,
// and without what was done about an organisation that is unknown now, or about a country
// that only they had named.
func (c *Community) untraced(e *EraseMember) (left []trace.Trace) {
	unknown := func(id method.OrganisationID) bool { return id != "" && c.Organisation(id) == nil }
	unnamed := func(seq ledger.Seq) bool {
		return slices.ContainsFunc(c.corrected, func(k corrected) bool { return k.seq == seq && e.onlyNamed(k) })
	}
	for _, t := range c.Traces {
		if t.By == e.Member {
			t.By = erased
		}
		if !unknown(t.Of) && !unknown(t.With) && !unnamed(t.Seq) {
			left = append(left, t)
		}
	}
	return left
}

// takes reports whether an organisation goes with the member.
func (e *EraseMember) takes(id method.OrganisationID) bool {
	return id != "" && slices.Contains(e.Organisations, id)
}

// Apply makes them unknown.
func (e *EraseMember) Apply(c *Community, _ Stamp) {
	for _, r := range c.Members.Of(e.Member).said {
		if e.takes(r.organisation) {
			continue
		}
		if o := c.editOrganisation(r.organisation); o != nil {
			o.left = append(slices.Clip(o.left), textRecord{r.seq, r.with(&Profile{})})
		}
	}
	if same := c.Members.Of(e.Member).Same; same != "" {
		m := ledger.EditRoll(c.tx, &c.Members, same)
		m.Also = slices.DeleteFunc(slices.Clone(m.Also), func(id MemberID) bool { return id == e.Member })
	}
	ledger.DeleteRoll(c.tx, &c.Members, e.Member)
	for id, m := range c.Members.All() {
		if slices.ContainsFunc(m.Traces, func(t trace.Trace) bool { return t.By == e.Member || e.takes(t.Of) }) {
			ledger.EditRoll(c.tx, &c.Members, id).Traces = e.unsigned(m.Traces)
		}
	}
	for id, mt := range c.Meetings {
		e.leaves(c, mt, func() *Meeting { return ledger.Edit(c.tx, &c.Meetings, id) })
	}
	for _, id := range e.Organisations {
		c.forget(id)
	}
	c.exports = untaken(c.exports, e.Member)
	c.Traces, c.corrected = c.untraced(e), c.uncorrected(e)
	c.rewrite(rewriting{
		by:     func(_ string, a Attribution) Attribution { return e.by(a) },
		fields: func(_ version, r *Register, fields any) any { return r.naming(fields, e.of) },
	})
	for id := range c.Boards {
		ledger.Edit(c.tx, &c.Boards, id).uncounter(e.Member)
	}
	for id, entry := range c.Entries {
		if e.takes(entry.HandedTo) {
			ledger.Edit(c.tx, &c.Entries, id).HandedTo = ""
		}
	}
}

// leaves takes the member out of a meeting, and what they did about it out of their
// name.
func (e *EraseMember) leaves(c *Community, mt *Meeting, edit func() *Meeting) {
	if mt.Attendance.Of(e.Member) != "" {
		mt = edit()
		ledger.DeleteRoll(c.tx, &mt.Attendance, e.Member)
		ledger.Delete(c.tx, &mt.Out, e.Member)
	}
	for out, by := range mt.Out {
		if by == e.Member {
			ledger.Put(c.tx, &edit().Out, out, erased)
		}
	}
	if _, said := mt.ByHand[e.Member]; said {
		ledger.Delete(c.tx, &edit().ByHand, e.Member)
	}
	if mt.OthersBy == e.Member {
		edit().OthersBy = erased
	}
	if mt.Removed == e.Member {
		edit().Removed = erased
	}
	if mt.Kept.By == e.Member {
		edit().Kept.By = ""
	}
}

// uncounter takes a member's name off the hands that they have counted, on a board that is
// itself a copy. What they have counted stays.
func (b *Board) uncounter(member MemberID) {
	b.Hands, b.Items = maps.Clone(b.Hands), slices.Clone(b.Items)
	for item, hands := range b.Hands {
		if hands.By == member {
			hands.By = erased
			b.Hands[item] = hands
		}
	}
	for i, it := range b.Items {
		if !slices.ContainsFunc(it.Counts, func(n ballot.Count) bool { return n.Hands.By == member }) {
			continue
		}
		nobodys := *it
		nobodys.Counts = slices.Clone(it.Counts)
		for round := range nobodys.Counts {
			if hands := &nobodys.Counts[round].Hands; hands.By == member {
				hands.By = erased
			}
		}
		b.Items[i] = &nobodys
	}
}

// unsigned are traces that no longer say that the member left them, without those of
// organisations that go with the member.
func (e *EraseMember) unsigned(all []trace.Trace) []trace.Trace {
	all = slices.DeleteFunc(slices.Clone(all), func(t trace.Trace) bool { return e.takes(t.Of) })
	for i, t := range all {
		if t.By == e.Member {
			all[i].By = ""
		}
	}
	return all
}

// of is an organisation, or none where it goes with the member.
func (e *EraseMember) of(o method.OrganisationID) method.OrganisationID {
	if e.takes(o) {
		return ""
	}
	return o
}

// by takes off the signature of the member, and of an organisation that is only
// theirs.
func (e *EraseMember) by(a Attribution) Attribution {
	if a.Member == e.Member || e.takes(a.Organisation) {
		return Attribution{Said: a.Said}
	}
	return a
}
