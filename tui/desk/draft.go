package desk

import (
	"bytes"
	"context"
	"errors"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/kit"
)

// Slot is where a draft is kept: in which community, for whom, and under which
// name.
type Slot struct {
	Community method.CommunityID
	member    session.MemberID
	name      session.DraftName
}

// slot is where this person keeps a draft here.
func (d *Desk) slot(name session.DraftName) Slot { return Slot{d.Community, d.Member, name} }

// Sender is a place to write words that are handed in piece by piece.
type Sender interface {
	// Answered notes what became of the first piece that has no answer yet.
	Answered(d *Desk, r *Request, err error)
	// Pack is the draft of all that is not handed in yet.
	Pack() []byte
}

// Draft is what the person was writing under a name: as they left it at this
// terminal, or else as the server keeps it.
func (d *Desk) Draft(name session.DraftName) []byte {
	if words, ok := d.unsaved[d.slot(name)]; ok {
		return words
	}
	return d.Own.Drafts[name]
}

// HasDraft reports whether the person was writing under a name.
func (d *Desk) HasDraft(name session.DraftName) bool { return len(d.Draft(name)) > 0 }

// HasDrafts reports whether there may be any draft of this person here. It is asked for each
// picture of a board.
func (d *Desk) HasDrafts() bool {
	return len(d.senders) > 0 || len(d.unsaved) > 0 || len(d.Own.Drafts) > 0
}

// Restore brings a draft back into the questions of a form, and says so.
func (d *Desk) Restore(v *kit.Versions, all kit.Questions, name session.DraftName) {
	v.Restore(all, d.Draft(name))
	if v.Pack(all) != nil {
		d.Say("draft.back")
	}
}

// note notes how words stand now. They are to be saved, unless the server keeps the
// same.
func (d *Desk) note(name session.DraftName, words []byte) {
	s := d.slot(name)
	if bytes.Equal(words, d.Own.Drafts[name]) && d.begun(s) == nil {
		delete(d.unsaved, s)
		return
	}
	d.unsaved[s] = words
}

// keep notes words, and reports whether there are any.
func (d *Desk) keep(name session.DraftName, words []byte) bool {
	if len(words) > 0 {
		d.note(name, words)
	}
	return len(words) > 0
}

// PutAway leaves words for later. It saves them at once, unless the person does
// so too often: then after a pause.
func (d *Desk) PutAway(name session.DraftName, words []byte) tea.Cmd {
	d.note(name, words)
	if _, left := d.unsaved[d.slot(name)]; !left || d.Rate(d.Person) != nil {
		return nil
	}
	return d.Save(d.slot(name))
}

// Unsaved reports whether there are words that the server does not keep yet.
func (d *Desk) Unsaved() bool { return len(d.unsaved) > 0 }

// SaveAll sends everything that was left to the server.
func (d *Desk) SaveAll() tea.Cmd {
	var all []tea.Cmd
	for s := range d.unsaved {
		all = append(all, d.Save(s))
	}
	return tea.Batch(all...)
}

// Sender is where words of a draft were written piece by piece last, or nil.
func (d *Desk) Sender(name session.DraftName) Sender { return d.senders[d.slot(name)] }

// WrittenAt says where words of a draft are written from now on.
func (d *Desk) WrittenAt(name session.DraftName, s Sender) { d.senders[d.slot(name)] = s }

// Save sends what was left under a name to the server. Words of which something
// is on its way are saved once that is answered.
func (d *Desk) Save(s Slot) tea.Cmd {
	words, left := d.unsaved[s]
	if !left || d.begun(s) != nil {
		return nil
	}
	return d.Hand(&Request{to: d.Top(), Slot: s, deed: d.saving(s, words)})
}

func (d *Desk) saving(s Slot, words []byte) host.Deed {
	return host.Deed{
		ID: d.Host.NewChange(), Member: s.member, Change: &session.SaveDraft{Name: s.name, Value: words},
	}
}

// begun is what was handed in of a draft and has no answer yet, or nil.
func (d *Desk) begun(s Slot) *Request {
	for _, r := range d.pending {
		if r.Slot == s && r.begun {
			return r
		}
	}
	return nil
}

// Settled notes what became of the words of a request: they are in the log, or kept as a
// draft, or still to be saved.
func (d *Desk) Settled(r *Request, err error) {
	s := r.Slot
	if err == nil && !r.Saves() {
		d.Did = r.deed.Change
	}
	save, saves := r.deed.Change.(*session.SaveDraft)
	switch {
	case s.name == "":
	case r.queued != nil:
		d.passOn(r, err)
	case saves && err == nil:
		d.noteSaved(s, save.Value)
	case saves && neverKept(err):
		delete(d.unsaved, s)
	case saves:
	case r.Rest != nil:
		c := d.senders[s]
		c.Answered(d, r, err)
		d.unsaved[s] = c.Pack()
		if err == nil {
			d.noteSaved(s, r.deed.Rest)
		}
	case err == nil:
		delete(d.unsaved, s)
	}
}

// noteSaved notes which words the server keeps.
func (d *Desk) noteSaved(s Slot, words []byte) {
	if left, ok := d.unsaved[s]; ok && bytes.Equal(left, words) {
		delete(d.unsaved, s)
	}
}

// Locked reports whether the screen holds words that were handed in whole. What is
// typed into them before there is an answer would be lost.
func (d *Desk) Locked() bool {
	s, ok := d.Top().(Drafter)
	if !ok {
		return false
	}
	name, words := s.Draft()
	r := d.sending(name)
	return len(words) > 0 && r != nil && r.Rest == nil
}

// Holder is the screen that takes the answer to a request. That is the screen that shows
// its draft now: somebody who left the screen that asked, and came back, is at another one.
// Without one it is the screen that asked, or nil where the person sits somewhere else now.
func (d *Desk) Holder(r *Request) Screen {
	for _, on := range d.stack {
		if name := drafts(on.Screen); name != "" && name == r.Slot.name {
			return on.Screen
		}
	}
	if r.from != d.Watcher {
		return nil
	}
	return r.to
}

// RefuseSent shows why something that was handed in did not work.
func (d *Desk) RefuseSent(r *Request, err error) {
	if r.deed.Draft == "" {
		d.Refuse(err)
		return
	}
	d.RefuseWords(err)
}

// RefuseWords shows why the words of a draft cannot be sent, and that they are kept where
// the reason passes.
func (d *Desk) RefuseWords(err error) {
	d.Refuse(err)
	if refusedFor(err, refusal.WrongPhase, refusal.BeforeOver, refusal.NotInGroup) {
		d.Notice += " " + d.T("draft.waits")
	}
}

// neverKept reports whether a draft was refused for a reason that stays.
func neverKept(err error) bool {
	return refusedFor(err, refusal.MeetingClosed, refusal.NotFound, refusal.NotAllowed, refusal.Invalid)
}

// refusedFor reports whether something was refused for one of some reasons.
func refusedFor(err error, reasons ...refusal.Code) bool {
	var refused *refusal.Error
	return errors.As(err, &refused) && slices.Contains(reasons, refused.Code)
}

// Remember notes what the person has written on the screen on top, and tells them
// where it will not come back.
func (d *Desk) Remember(typed bool) {
	if s, ok := d.Top().(Drafter); ok && d.Community != "" {
		if name, words := s.Draft(); name != "" {
			d.note(name, words)
			d.tellKept(name, words)
			return
		}
	}
	if d.Typing() && typed && d.Notice == "" {
		d.Say("draft.not_kept")
	}
}

// losesWords reports whether the person is writing what goes with the close of the meeting
// that they are in.
func (d *Desk) losesWords() bool {
	s, ok := d.Top().(Drafter)
	if !ok {
		return false
	}
	name, words := s.Draft()
	return len(words) > 0 && name.Meeting() == d.Meeting
}

// tellKept says why words are not kept, unless something else has to be said.
func (d *Desk) tellKept(name session.DraftName, words []byte) {
	if d.Notice != "" || len(words) == 0 {
		return
	}
	switch m := d.Shared.Meetings[name.Meeting()]; {
	case m != nil && m.Closed:
		d.Say("draft.closed")
		d.Failed = true
	case len(words) > ledger.MaxShelfValue:
		d.Refuse(refusal.New(refusal.DraftsFull))
	}
}

// HandIn hands in everything that was done and written at this terminal, once nobody is
// there any more. A change that was handed in before has the same id and is made once.
func (d *Desk) HandIn(ctx context.Context) {
	for len(d.pending) > 0 {
		r := d.pending[0]
		d.pending = d.pending[1:]
		if r.Slot == (Slot{}) {
			continue
		}
		r.begin()
		d.Settled(r, d.Host.Do(ctx, r.Slot.Community, r.deed))
	}
	for s, words := range d.unsaved {
		_ = d.Host.Do(ctx, s.Community, d.saving(s, words)) // nobody is left to tell
	}
}
