package session

import (
	"maps"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// What a wider circle reads than the one for which it was written, it reads because the
// author has said so; the changes by which that is asked and answered are in
// session/widening. Then the contribution has the code of that circle, and gets back its
// own code where the author takes their word back. What others have added to it stays
// where they said it: readings, and the names of organisations other than the one for
// which the author speaks.

// circle is who read a contribution until a record.
type circle struct {
	until ledger.Seq
	reads method.Audience
}

// written is what matters of an item or an entry for who reads it.
type written struct {
	Authored
	reads    method.Audience
	revision int
	refuses  error // why nobody asks for more readers; nil where they may
}

// written finds an item that was revealed, or an entry; ok is false where there is none.
func (c *Community) written(id method.ContributionID) (x written, ok bool) {
	if e := c.Entries[method.EntryID(id)]; e != nil {
		return written{e.Authored, e.Audience, e.Revision, refusesWords(e.TakenBack, nil)}, true
	}
	_, it := c.Item(method.ItemID(id))
	if it == nil || it.Waits() {
		return written{}, false
	}
	return written{it.Authored, it.Audience, it.Revision, refusesWords(it.TakenBack, it.Moderation)}, true
}

func refusesWords(takenBack bool, m *Moderation) error {
	switch {
	case takenBack:
		return refusal.New(refusal.TakenBack)
	case m != nil:
		return refusal.New(refusal.Moderated)
	}
	return nil
}

// reportedIn reports whether a contribution is in the report of a meeting.
func (c *Community) reportedIn(id method.ContributionID, meeting method.MeetingID) bool {
	if e := c.Entries[method.EntryID(id)]; e != nil {
		return c.inReport(e, meeting)
	}
	b, _ := c.Item(method.ItemID(id))
	return b != nil && b.Meeting == meeting
}

// CheckAsking refuses whoever may not ask the author of something in the report of a
// meeting whether a wider circle may read it. Without a circle it ends the question.
func (c *Community) CheckAsking(id method.ContributionID, meeting method.MeetingID, to method.Audience, who Who) error {
	x, ok := c.written(id)
	switch {
	case !ok || !c.reportedIn(id, meeting) || !c.AudienceOf(who.Member).Reads(x.reads):
		return refusal.New(refusal.NotFound)
	case x.refuses != nil:
		return x.refuses
	case to == "" && !x.Widening.Pending():
		return refusal.New(refusal.NotFound)
	case to != "" && (!to.Valid() || to.Reads(x.reads)):
		return refusal.New(refusal.Invalid, "field", "audience")
	}
	return nil
}

// CheckConsenting refuses whoever has not written something, and an answer to another
// question, or to other words, than those that there are.
func (c *Community) CheckConsenting(id method.ContributionID, revision int, to method.Audience, who Who) error {
	x, ok := c.written(id)
	mine := c.wrote(who.Member, string(id), x.By)
	switch {
	case !ok || !mine && !c.AudienceOf(who.Member).Reads(x.reads):
		return refusal.New(refusal.NotFound)
	case !mine:
		return refusal.New(refusal.NotAllowed)
	case x.Widening.Question() == "":
		return refusal.New(refusal.NotFound)
	case revision != x.revision:
		return refusal.New(refusal.EditedAgain)
	case to != x.Widening.Question():
		return refusal.New(refusal.Changed)
	}
	return nil
}

// QuietAbout reports whether somebody is the author of a contribution and not named by it:
// what they say about it is in the log without them.
func (c *Community) QuietAbout(id method.ContributionID, who Who) bool {
	x, _ := c.written(id)
	return c.quiet(string(id), x.By, who)
}

// SpeaksIn is the organisation for which somebody speaks openly who does something to a
// contribution, its author as far as it shows them; empty for none.
func (c *Community) SpeaksIn(id method.ContributionID, who Who) method.OrganisationID {
	x, _ := c.written(id)
	if !c.wrote(who.Member, string(id), x.By) {
		return c.Members.Of(who.Member).Speaking()
	}
	return c.speaksOpenly(who, c.signed(string(id), x.By))
}

// Widen changes who reads a contribution besides those for whom it was written.
func (c *Community) Widen(id method.ContributionID, s Stamp, change func(consent.Widening, method.Audience) consent.Widening) {
	changed := func(w consent.Widening, reads method.Audience) consent.Widening {
		now := change(w, reads)
		if now.Question() != w.Question() || now.Answer == "" {
			c.asks++
		}
		return now
	}
	if c.Entries[method.EntryID(id)] != nil {
		e := ledger.Edit(c.tx, &c.Entries, method.EntryID(id))
		e.Widening = changed(e.Widening, e.Audience)
		c.settleEntry(e, s)
		return
	}
	if found, _ := c.Item(method.ItemID(id)); found != nil {
		b := ledger.Edit(c.tx, &c.Boards, found.ID)
		it := b.editItem(method.ItemID(id))
		it.Widening = changed(it.Widening, it.Audience)
		c.settleItem(b, it, s)
	}
}

// settleItem gives an item to those who read it by its author's word, under the code that
// it had among them, or the next.
func (c *Community) settleItem(b *Board, it *Item, s Stamp) {
	to := it.Widening.Reads(it.Audience)
	if to == it.Audience || it.TakenBack {
		return
	}
	c.remembers(method.ContributionID(it.ID), it.Audience, to, s)
	for id, m := range c.Matches {
		if slices.Contains(m.Items[:], it.ID) {
			ledger.Edit(c.tx, &c.Matches, id) // others may read both of its items now: views are made by what has changed
		}
	}
	series := b.series(it.Part, to)
	former := append(slices.Clone(it.Former), it.Code)
	it.Audience = to
	if i := slices.IndexFunc(former, func(code string) bool { return isOf(code, series) }); i >= 0 {
		it.Code = former[i]
		it.Former = slices.Delete(former, i, i+1)
		return
	}
	it.Former = former
	c.code(b, it, c.numbers[series]+1)
}

// isOf reports whether a code is one of a series.
func isOf(code, series string) bool {
	number, ok := strings.CutPrefix(code, series)
	return ok && number != "" && strings.Trim(number, "0123456789") == ""
}

// settleEntry is [Community.settleItem] for an entry.
func (c *Community) settleEntry(e *Entry, s Stamp) {
	to := e.Widening.Reads(e.Audience)
	if to == e.Audience || e.TakenBack {
		return
	}
	c.remembers(method.ContributionID(e.ID), e.Audience, to, s)
	numbers := maps.Clone(e.numbers)
	if numbers == nil {
		numbers = map[method.Audience]int{}
	}
	numbers[e.Audience] = e.Number
	number, had := numbers[to]
	if !had {
		number = c.take(e.Register.Letter + to.Mark())
	}
	delete(numbers, to)
	e.Audience, e.Number, e.numbers = to, number, numbers
}

// remembers keeps who has read a contribution until now.
func (c *Community) remembers(id method.ContributionID, was, to method.Audience, s Stamp) {
	ledger.Put(c.tx, &c.circles, id, append(slices.Clone(c.circles[id]), circle{s.Seq, was}))
	if !was.Reads(to) {
		c.narrowed = s.Seq
	}
}

// unsaid is a widening whose author is asked again, because other words stand there now
// or another signature.
func (c *Community) unsaid(w consent.Widening) consent.Widening {
	if w.Answer != "" || w.Agreed != "" {
		c.asks++
	}
	return w.Unsaid()
}

// readBy is who read what somebody has written, when a record was made.
func (c *Community) readBy(h *Held, at ledger.Seq) method.Audience {
	for _, x := range c.circles[method.ContributionID(h.ID)] {
		if at < x.until {
			return x.reads
		}
	}
	return h.audience
}

// widenings are what a member is asked, and has answered, about what they have written.
func (c *Community) widenings(member MemberID) map[method.ContributionID]consent.Widening {
	mine := map[method.ContributionID]consent.Widening{}
	of := func(id string, a Authored) {
		if a.Widening.Question() != "" && c.wrote(member, id, a.By) {
			mine[method.ContributionID(id)] = a.Widening
		}
	}
	for _, b := range c.Boards {
		for _, it := range b.Items {
			of(string(it.ID), it.Authored)
		}
	}
	for id, e := range c.Entries {
		of(string(id), e.Authored)
	}
	return mine
}
