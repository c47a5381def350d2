package session

import (
	"maps"
	"reflect"
	"slices"
	"sync"

	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// Shared is what everybody of one audience sees of a community: immutable, and
// the same value for all of them. What is hidden is not in it: boards that
// gather hold counts only. What an open vote adds up to is in no state at all:
// its ballots are on the shelf.
type Shared struct {
	*Community
	Audience method.Audience
	// Revision moves when, and only when, something in the view has changed, and
	// Contents when that is more than who the members are and what they attend.
	Revision, Contents Version

	source     *Community // that the view was made from
	index      func() *entryIndex
	derived    *sync.Map // see Derived
	ofContents *sync.Map // see OfContents
}

// Version names what a view holds, and no other view: what two audiences, two
// communities or two openings of one community see is never equal, although the
// same number of changes may have led to it.
type Version struct {
	opening  Opening
	audience method.Audience
	changes  uint64
}

// Before reports whether a version is older than another of the same view.
func (v Version) Before(o Version) bool {
	return v.opening == o.opening && v.audience == o.audience && v.changes < o.changes
}

// Opening is one time that one community is open: a Host counts those of all its
// communities together, so that none of them share a number.
type Opening uint64

// View makes what an audience sees of c while it is open. It takes from the view
// before what has not changed, and keeps its revision where nothing has.
func (c *Community) View(o Opening, a method.Audience, before *Shared) *Shared {
	seen := &Community{
		ID: c.ID, Name: c.Name, Sample: c.Sample, Founded: c.Founded, Registers: c.Registers,
		Members: c.Members, Organisations: c.Organisations,
		Traces: c.Traces, merged: c.merged,
	}
	was, wasFrom := &Community{}, &Community{}
	first := Version{opening: o, audience: a}
	v := &Shared{Community: seen, Audience: a, Revision: first, Contents: first, source: c, derived: &sync.Map{}, ofContents: &sync.Map{}}
	if before != nil {
		was, wasFrom = before.Community, before.source
		v.Revision, v.Contents = before.Revision, before.Contents
	}
	seen.Meetings = project(c.Meetings, wasFrom.Meetings, was.Meetings, func(m, _ *Meeting) *Meeting { return m.SeenBy(a) }, never)
	seen.Boards = project(c.Boards, c.countedAlike(wasFrom), was.Boards, func(b, was *Board) *Board { return c.boardSeenBy(b, a, was) }, (*Board).looksLike)
	seen.Entries = project(c.Entries, wasFrom.Entries, was.Entries, func(e, _ *Entry) *Entry { return e.seenBy(a) }, equal)
	seen.Matches = project(c.Matches, wasFrom.Matches, was.Matches, func(m, _ *Match) *Match { return m.seenBy(c, a) }, equal)
	v.index = newEntryIndex(seen)
	if before != nil && ledger.SameMap(seen.Entries, was.Entries) {
		v.index = before.index
	}
	contents := before == nil || !seen.sameContents(was)
	if contents {
		v.Contents.changes++
	} else {
		v.ofContents = before.ofContents
	}
	if contents || !seen.sameMembers(was) {
		v.Revision.changes++
	} else {
		v.derived = before.derived
	}
	return v
}

// ListsMembers reports whether the audience sees who the members of a meeting are, and
// not only how many.
func (s *Shared) ListsMembers() bool { return s.Audience == method.Members }

// Derived keeps under a key what is made of a view, such as an order, for as long
// as nothing in the view changes, once for everybody who sees it.
func Derived[T any](s *Shared, key any, make func() T) T { return keptIn(s.derived, key, make) }

// OfContents is [Derived] for what is made of the contents alone, and not of who the
// members are or what they attend: it is kept while people come and go.
func OfContents[T any](s *Shared, key any, make func() T) T { return keptIn(s.ofContents, key, make) }

func keptIn[T any](those *sync.Map, key any, make func() T) T {
	if made, ok := those.Load(key); ok {
		return made.(T)
	}
	made := make()
	those.Store(key, made)
	return made
}

// sameContents compares views by the identity of their parts: project keeps it
// where nothing has changed.
func (c *Community) sameContents(o *Community) bool {
	return c.Name == o.Name && sameBut(c.Meetings, o.Meetings, (*Meeting).unattended) && ledger.SameMap(c.Boards, o.Boards) &&
		ledger.SameMap(c.Entries, o.Entries) && ledger.SameMap(c.Matches, o.Matches)
}

func (c *Community) sameMembers(o *Community) bool {
	return c.Members.Same(o.Members) && ledger.SameMap(c.Organisations, o.Organisations) && ledger.SameMap(c.Meetings, o.Meetings) && slices.Equal(c.Traces, o.Traces)
}

// unattended is the meeting without who attends it.
func (m *Meeting) unattended() *Meeting {
	bare := *m
	bare.Attendance, bare.ByHand = ledger.Roll[MemberID, method.Role]{}, nil
	return &bare
}

// sameBut reports whether two maps hold the same but for what without takes away.
func sameBut[K comparable, V any](a, b map[K]*V, without func(*V) *V) bool {
	return ledger.SameMap(a, b) || maps.EqualFunc(a, b, func(x, y *V) bool { return x == y || equal(without(x), without(y)) })
}

func equal[V any](x, y *V) bool { return reflect.DeepEqual(x, y) }

// never is for what is seen anew whenever its source has changed.
func never[V any](_, _ *V) bool { return false }

// project shows each value of a map, or leaves it out where show returns nil;
// show is given what it returned before, or nil. A value whose source is the
// same, or which looks the same, keeps its identity; where all do, so does the
// map.
func project[K comparable, V any](now, wasFrom, was map[K]*V,
	show func(now, was *V) *V, alike func(x, y *V) bool) map[K]*V {
	if ledger.SameMap(now, wasFrom) {
		return was
	}
	seen, changed := make(map[K]*V, len(now)), false
	for k, v := range now {
		s, old := was[k], was[k]
		if v != wasFrom[k] {
			if s = show(v, old); s != nil && old != nil && alike(s, old) {
				s = old
			}
		}
		if s != nil {
			seen[k] = s
		}
		changed = changed || s != old
	}
	switch {
	case !changed && len(seen) == len(was):
		return was
	case len(seen) == 0:
		return nil
	}
	return seen
}

// countedAlike are the boards of another state of the community without those on which
// more or fewer people want something asked than now.
func (c *Community) countedAlike(o *Community) map[method.BoardID]*Board {
	if ledger.SameMap(c.private.ballots, o.private.ballots) {
		return o.Boards
	}
	alike, tx := o.Boards, ledger.Tx{}
	for id, b := range o.Boards {
		if b.Layout.Asks() && !ledger.SameMap(c.private.ballots[id], o.private.ballots[id]) {
			ledger.Delete(tx, &alike, id)
		}
	}
	return alike
}

// boardSeenBy is a board without what an audience may not see, or may not see yet. It
// takes from what they saw before, or nil, what has not changed.
func (c *Community) boardSeenBy(b *Board, a method.Audience, was *Board) *Board {
	seen, wanted := *b, c.wanted(b)
	seen.Items, seen.Hidden, seen.parts = nil, map[layout.Part]int{}, map[layout.Part][]*Item{}
	seen.Hands, seen.reasoned = nil, nil
	if was == nil {
		was = &Board{}
	}
	next := 0 // of what was seen: what stays, stays in its order
	for _, it := range b.Items {
		switch {
		case !a.Reads(it.Audience):
			continue
		case it.Waits():
			seen.Hidden[it.Part]++
			continue
		}
		var shown *Item
		if i := slices.Index(was.sources[next:], it); i >= 0 {
			shown = was.Items[next+i]
			next += i + 1
		}
		if n := it.Wanted + wanted[it.ID]; shown == nil || shown.Wanted != n {
			shown = it.shownTo(a)
			shown.Wanted = n
		}
		seen.Items, seen.sources = append(seen.Items, shown), append(seen.sources, it)
		seen.parts[it.Part] = append(seen.parts[it.Part], shown)
	}
	for p, items := range seen.parts {
		if slices.Equal(items, was.parts[p]) {
			seen.parts[p] = was.parts[p]
		}
	}
	return &seen
}

// looksLike reports whether two views of a board show the same.
func (b *Board) looksLike(o *Board) bool {
	x, y := *b, *o
	x.sources, y.sources = nil, nil
	return reflect.DeepEqual(x, y)
}

// shownTo is the item without what only the Host needs, and without words that are
// hidden: why they are is for members, because it may say what they said. Whoever reads it
// only since its author agreed learns nothing of what others have made of it where it was
// written: not its codes there, nor a heading, nor what it says in other languages.
func (it *Item) shownTo(a method.Audience) *Item {
	s := *it
	s.last, s.texts, s.of, s.voted, s.Authored = nil, nil, nil, nil, it.Authored.shownTo(a)
	if it.Widening.Beyond(a) {
		s.Former, s.Heading, s.Interpreted = nil, "", nil
	}
	if s.Moderation != nil {
		s.Text, s.Interpreted, s.Moderation = "", nil, it.Moderation.shownTo(a)
	}
	if it.Widening.Beyond(a) || s.Moderation != nil {
		s.Counts = unreasoned(s.Counts)
	}
	return &s
}

// shownTo is what an audience learns of why words are hidden.
func (m *Moderation) shownTo(a method.Audience) *Moderation {
	if a == method.Members {
		return m
	}
	s := *m
	s.Reason = ""
	return &s
}

// unreasoned are counts without the reasons. Those who gave them have not agreed that
// more people read them, and what hides an item hides what was said of it.
func unreasoned(counts []ballot.Count) []ballot.Count {
	counts = slices.Clone(counts)
	for i, n := range counts {
		counts[i].Doubts = n.Unreasoned()
	}
	return counts
}

// seenBy is the entry without what only the Host needs, or nil for an audience that
// may not read it.
func (e *Entry) seenBy(a method.Audience) *Entry {
	if !a.Reads(e.Audience) {
		return nil
	}
	s := *e
	s.texts, s.Authored = nil, e.Authored.shownTo(a)
	if e.Widening.Beyond(a) {
		s.Fields, s.Readings = e.Register.namingOnly(e.Fields, e.Widening.Speaks), readingsFor(a, e.Readings)
		s.HandedTo, s.numbers = "", nil
	}
	return &s
}

// fieldsFor are the fields of an entry as the person sees them: all of them, where they
// wrote it and no longer read it.
func (c *Community) fieldsFor(e *Entry, who Who) any {
	if seen := e.seenBy(c.AudienceOf(who.Member)); seen != nil {
		return seen.Fields
	}
	return e.Fields
}

// shownTo is what an audience learns of an author, and of what that was asked.
func (a Authored) shownTo(reader method.Audience) Authored {
	if !a.Widening.Beyond(reader) {
		a.Widening = a.Widening.Seen()
		return a
	}
	switch {
	case a.Widening.Unnamed:
		a.By = Attribution{}
	case a.By.Said && a.By.Organisation != a.Widening.Speaks: // whoever wrote it down has agreed, and not who said it
		a.By = Attribution{Country: a.By.Country, Said: true}
	}
	a.Widening = consent.Widening{}
	return a
}

// namingOnly are fields that name no other organisation than one. The others have not
// agreed to be named to more people than they were.
func (r *Register) namingOnly(fields any, org method.OrganisationID) any {
	fields = r.clone(fields)
	for _, f := range r.Fields {
		if f.HoldsOrganisations() {
			f.SetSupports(fields, slices.DeleteFunc(slices.Clone(f.Supports(fields)), func(s field.Support) bool {
				return s.Organisation != org
			}))
		}
	}
	return fields
}

// keepUnnamed keeps in fields the organisations that [Register.namingOnly] leaves out, for
// an edit by somebody who does not read of them. Whoever names one that leads means it in
// the place of the one before.
func (r *Register) keepUnnamed(fields, before any, org method.OrganisationID) {
	named := r.Supports(fields)
	for _, f := range r.Fields {
		if !f.HoldsOrganisations() {
			continue
		}
		all := slices.Clone(f.Supports(fields))
		for _, s := range f.Supports(before) {
			again := slices.ContainsFunc(named, func(n field.Support) bool { return n.Organisation == s.Organisation })
			if s.Organisation != org && !again && (f.Shape != field.ShapeLead || len(all) == 0) {
				all = append(all, s)
			}
		}
		f.SetSupports(fields, all)
	}
}

// readingsFor are those that an audience reads of an entry that was written for fewer: what
// was said by those who read as it does, and what meetings have decided, without the words
// of anybody.
func readingsFor(a method.Audience, all []Reading) []Reading {
	var read []Reading
	for _, r := range all {
		switch {
		case r.Audience != "" && a.Reads(r.Audience):
			read = append(read, r)
		case r.Kind == method.Decided && !r.TakenBack:
			read = append(read, Reading{ID: r.ID, Kind: r.Kind, Meeting: r.Meeting, Outcome: r.Outcome, At: r.At})
		}
	}
	return read
}

// Own is what one member alone may see.
type Own struct {
	Member  *Member
	Hidden  map[method.BoardID][]*Item       // their items that wait for the reveal
	Ballots map[method.BoardID]ballot.Ballot // in open votes
	// Hands are what they have counted in open votes.
	Hands  map[method.BoardID]map[method.ItemID]ballot.Hands
	Drafts map[DraftName][]byte
	Lived  bool // they say that they have lived experience
	// Originals are their versions of what somebody else has edited, by the id of
	// the contribution.
	Originals map[string]Original
	// Moderated are words that others may not read: their own, and those in meetings
	// that they steer.
	Moderated map[method.BoardID]map[method.ItemID]Moderated
	// Widenings are what they are asked, and have answered, about who reads what they
	// have written.
	Widenings map[method.ContributionID]consent.Widening
	links     map[string]MemberID
	answers   map[string][]byte // that are not counted yet
}

// Answer is what the member has answered in an item of the agenda; nil where that is
// nothing, or is counted.
func (o *Own) Answer(in InItem) []byte { return o.answers[answersOf(in)] }

// Wrote reports whether a contribution is the member's own, named or not.
func (o *Own) Wrote(contribution string, by Attribution) bool {
	return slices.Contains(o.Member.IDs(), o.Signed(contribution, by).Member) || o.links[contribution] != ""
}

// Signed is what the member let a contribution of theirs show, whoever has edited
// it since.
func (o *Own) Signed(contribution string, shown Attribution) Attribution {
	if original, edited := o.Originals[contribution]; edited {
		return original.By
	}
	return shown
}

// SameOwns reports whether what each member alone may see is what it was before, but
// for what they did themselves: no board is in another phase, no hands were counted, no
// meeting was closed, nothing was hidden, nobody was asked whether others may read them,
// no answers were counted or forgotten, no organisation is of another type, and nobody has
// edited another's words.
func (c *Community) SameOwns(before *Community) bool {
	same := func(_, _ map[MemberID][]byte) bool { return true } // but for what somebody answered themselves
	return c.asks == before.asks && c.samePhases(before) && ledger.SameMap(c.originals, before.originals) &&
		maps.EqualFunc(c.private.answers, before.private.answers, same) && c.sameTypes(before)
}

// sameTypes reports whether every organisation is of the type that it was.
func (c *Community) sameTypes(before *Community) bool {
	if ledger.SameMap(c.Organisations, before.Organisations) {
		return true
	}
	for id, was := range before.Organisations {
		if c.organisationType(id) != was.Type {
			return false
		}
	}
	return true
}

func (c *Community) samePhases(before *Community) bool {
	for id, b := range c.Boards {
		if was := before.Boards[id]; was == nil || was.Phase != b.Phase || was.moderated != b.moderated || !ledger.SameMap(was.Hands, b.Hands) {
			return false
		}
	}
	for id, m := range c.Meetings {
		if was := before.Meetings[id]; was == nil || was.Closed != m.Closed {
			return false
		}
	}
	return true
}

// Own is what a member alone may see. It is whole only in the community itself: no
// view holds it.
func (c *Community) Own(member MemberID) *Own {
	o := &Own{
		Member: c.Members.Of(member), Hidden: map[method.BoardID][]*Item{}, Ballots: map[method.BoardID]ballot.Ballot{},
		Drafts: c.drafts(member), Originals: map[string]Original{}, links: map[string]MemberID{},
		Hands:     map[method.BoardID]map[method.ItemID]ballot.Hands{},
		Moderated: map[method.BoardID]map[method.ItemID]Moderated{}, answers: map[string][]byte{},
		Widenings: c.widenings(member),
	}
	for name, given := range c.private.answers {
		if given[member] != nil {
			o.answers[name] = given[member]
		}
	}
	o.Lived = c.lives(o.Member)
	for id, original := range c.originals {
		if c.wrote(member, id, original.By) {
			o.Originals[id] = original
		}
	}
	for id, author := range c.private.links.All() {
		if slices.Contains(o.Member.IDs(), author) {
			o.links[id] = member
		}
	}
	for _, b := range c.Boards {
		for _, it := range b.Items {
			switch {
			case it.Waits() && c.wrote(member, string(it.ID), it.By):
				o.Hidden[b.ID] = append(o.Hidden[b.ID], it.shownTo(it.Audience))
			case it.Moderation != nil && c.readsModerated(b, it, member):
				o.reads(b.ID, it)
			}
		}
		if cast := c.private.ballots[b.ID][member]; cast != nil {
			o.Ballots[b.ID] = cast
		}
		for item, hands := range b.Hands {
			if c.isOf(member, hands.By) {
				o.counted(b.ID, item, hands)
			}
		}
	}
	return o
}

// readsModerated reports whether somebody reads the words of an item that are hidden.
func (c *Community) readsModerated(b *Board, it *Item, member MemberID) bool {
	return c.wrote(member, string(it.ID), it.By) ||
		c.RoleIn(b.Meeting, member).May(method.Steer) && c.AudienceOf(member).Reads(it.Audience)
}

func (o *Own) counted(board method.BoardID, item method.ItemID, hands ballot.Hands) {
	if o.Hands[board] == nil {
		o.Hands[board] = map[method.ItemID]ballot.Hands{}
	}
	o.Hands[board][item] = hands
}

func (o *Own) reads(board method.BoardID, it *Item) {
	if o.Moderated[board] == nil {
		o.Moderated[board] = map[method.ItemID]Moderated{}
	}
	o.Moderated[board][it.ID] = Moderated{it.Text, it.Moderation.Reason}
}

// Words are those of an item, as far as the member may read them.
func (o *Own) Words(b *Board, it *Item) string {
	if m, hidden := o.Moderated[b.ID][it.ID]; hidden {
		return m.Text
	}
	return it.Text
}

// WhyHidden is why the words of an item are hidden, as far as the member may read that.
func (o *Own) WhyHidden(b *Board, it *Item) string {
	if m, hidden := o.Moderated[b.ID][it.ID]; hidden {
		return m.Reason
	}
	return it.Moderation.Reason
}
