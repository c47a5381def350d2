package tui

import (
	"bytes"
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
)

// slot is where a draft is kept: in which community, for whom, and under which
// name.
type slot struct {
	community session.CommunityID
	member    session.MemberID
	name      session.DraftName
}

func (d *desk) slot(name session.DraftName) slot { return slot{d.community, d.member, name} }

// sender is where words are written that are handed in piece by piece.
type sender interface {
	// answered takes in what became of the first piece on its way.
	answered(d *desk, r *request, err error)
	// pack is the draft of all that is not handed in yet.
	pack() []byte
}

// draft is what the person was writing under a name: as they left it at this
// terminal, or else as the server keeps it.
func (d *desk) draft(name session.DraftName) []byte {
	if words, ok := d.left[d.slot(name)]; ok {
		return words
	}
	return d.own.Drafts[name]
}

// note notes how words stand now. They are left to be saved, unless the server
// keeps them as they are.
func (d *desk) note(name session.DraftName, words []byte) {
	s := d.slot(name)
	kept, known := d.saved[s]
	if !known {
		kept = string(d.own.Drafts[name])
	}
	if string(words) == kept && d.begun(s) == nil {
		delete(d.left, s)
		return
	}
	d.left[s] = words
}

// putAway leaves words for later. It saves them at once, unless the person does
// so too often: then after a pause.
func (d *desk) putAway(name session.DraftName, words []byte) tea.Cmd {
	d.note(name, words)
	if _, left := d.left[d.slot(name)]; !left || d.Rate(d.person) != nil {
		return nil
	}
	return d.save(d.slot(name))
}

// save sends what was left under a name to the server. Words of which something
// is on its way are saved once that is answered.
func (d *desk) save(s slot) tea.Cmd {
	words, left := d.left[s]
	if !left || d.begun(s) != nil {
		return nil
	}
	return d.hand(&request{to: d.top(), slot: s, deed: d.saving(s, words)})
}

func (d *desk) saving(s slot, words []byte) session.Deed {
	return session.Deed{
		ID: d.Host.NewChange(), Member: s.member, Change: &session.SaveDraft{Name: s.name, Value: words},
	}
}

// begun is what was handed in of a draft and has no answer yet, or nil.
func (d *desk) begun(s slot) *request {
	for _, r := range d.pending {
		if r.slot == s && r.begun {
			return r
		}
	}
	return nil
}

// settled notes what became of words: they are in the log or kept as a draft, or
// they are where they were written and still to be saved.
func (d *desk) settled(r *request, err error) {
	s := r.slot
	save, saves := r.deed.Change.(*session.SaveDraft)
	switch {
	case s.name == "":
	case saves && err == nil:
		d.keeps(s, save.Value)
	case saves && neverKept(err):
		delete(d.left, s)
	case saves:
	case r.rest != nil:
		c := d.senders[s]
		c.answered(d, r, err)
		d.left[s] = c.pack()
		if err == nil {
			d.keeps(s, r.deed.Rest)
		}
	case err == nil:
		delete(d.left, s)
		d.keeps(s, nil)
	}
}

// keeps notes that the server keeps words as they were at some time.
func (d *desk) keeps(s slot, words []byte) {
	d.saved[s] = string(words)
	if left, ok := d.left[s]; ok && bytes.Equal(left, words) {
		delete(d.left, s)
	}
}

// locked reports whether the screen holds words that were handed in whole: what
// would be typed into them now would be in none of both versions.
func (d *desk) locked() bool {
	s, ok := d.top().(drafter)
	if !ok {
		return false
	}
	name, words := s.draft()
	r := d.sending(name)
	return len(words) > 0 && r != nil && r.rest == nil
}

// holder is the screen that shows now what a request was made from: whoever left
// it and came back sits at another one than the one that asked.
func (d *desk) holder(r *request) screen {
	for _, on := range d.stack {
		if s, ok := on.(drafter); ok {
			if name, _ := s.draft(); name != "" && name == r.slot.name {
				return on
			}
		}
	}
	return r.to
}

// neverKept reports whether a draft was refused for a reason that stays.
func neverKept(err error) bool {
	var refused *session.Error
	return errors.As(err, &refused) && slices.Contains([]session.Code{
		session.MeetingClosed, session.NotFound, session.NotAllowed, session.Invalid,
	}, refused.Code)
}

// remember notes what the person has written on the screen on top, and tells them
// where it will not come back.
func (d *desk) remember(typed bool) {
	if s, ok := d.top().(drafter); ok && d.community != "" {
		if name, words := s.draft(); name != "" {
			d.note(name, words)
			d.tellKept(name, words)
		}
		return
	}
	if d.typing() && typed && d.notice == "" {
		d.say("draft.not_kept")
	}
}

// tellKept says why words are not kept, unless something else has to be said.
func (d *desk) tellKept(name session.DraftName, words []byte) {
	if d.notice != "" || len(words) == 0 {
		return
	}
	switch m := d.shared.Meetings[name.Meeting()]; {
	case m != nil && m.Closed:
		d.say("draft.closed")
		d.failed = true
	case len(words) > ledger.MaxShelfValue:
		d.refuse(session.Refuse(session.DraftsFull))
	}
}

// handIn hands in everything that was written at this terminal when nobody is
// left to tell what became of it. With the same id a change is made once, however
// far it has come.
func (d *desk) handIn(ctx context.Context) {
	for len(d.pending) > 0 {
		r := d.pending[0]
		d.pending = d.pending[1:]
		if r.slot.name == "" {
			continue
		}
		r.begin()
		d.settled(r, d.Host.Do(ctx, r.slot.community, r.deed))
	}
	for s, words := range d.left {
		_ = d.Host.Do(ctx, s.community, d.saving(s, words)) // nobody is left to tell
	}
}
