package desk

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
)

// Answer is what became of a change that a screen asked for.
type Answer struct {
	ID     session.ChangeID
	Change session.Change
	Err    error
}

// Outcome is what became of something that a screen asked for outside the community's
// log.
type Outcome struct{ Err error }

// Reply brings to a screen what it asked for, whatever is shown meanwhile.
type Reply struct {
	To  Screen
	ID  session.ChangeID // of what was asked
	Msg tea.Msg
}

// Request is something that was asked for and has no answer yet. It is asked for once
// and waited for as long as the terminal is there: asked for again, it might be done
// twice.
type Request struct {
	to   Screen
	from *host.Watcher // of the chair on which the person sat; nil for none
	// Slot is that of the draft from which it is made, or which it saves. Requests of one
	// slot are handed in one after the other, in the order in which they were asked for.
	// Those without a draft share a slot without a name. What is asked outside the
	// community's log has an empty one.
	Slot  Slot
	deed  host.Deed // without a change where it is none of a community
	Words string    // that it is made from, as they were typed
	// Rest is what is left of the draft besides what is handed in, asked for at
	// the last moment. It is nil where the draft is handed in whole.
	Rest   func() []byte
	queued *queued // nil where it depends on no change before it
	begun  bool
}

// queued is a change that begins from what the one before it has led to.
type queued struct {
	before, after any // what it begins from, and what it leads to
	take          func(before any) (change session.Change, after any)
}

// Do makes a change; its answer goes to the screen that is on top now. The draft of that
// name is forgotten in the same write. While an earlier change from the draft has no
// answer, Do sends nothing.
func (d *Desk) Do(change session.Change, draft session.DraftName) tea.Cmd {
	if d.sending(draft) != nil {
		d.Say("desk.waiting")
		return nil
	}
	r := d.Request(change, draft)
	if r == nil {
		return nil
	}
	return d.Hand(r)
}

// InTurn makes a change that begins from what the one before it under the same name has
// led to, and is handed in once that one has its answer. Now is what the first one begins
// from. Keys that arrive together are worth as much as those that do not, also where the
// person has gone somewhere else before all have their answers.
func InTurn[T any](d *Desk, name session.DraftName, now T, take func(before T) (session.Change, T)) tea.Cmd {
	r := d.Request(nil, "")
	if r == nil {
		return nil
	}
	r.Slot = d.slot(name)
	r.queued = &queued{before: now, take: func(before any) (session.Change, any) { return take(before.(T)) }}
	return d.Hand(r)
}

// passOn tells the next queued change where to begin: from what this one led to, or if it
// was refused, from where this one began.
func (d *Desk) passOn(r *Request, err error) {
	from := r.queued.after
	if err != nil {
		from = r.queued.before
	}
	at := slices.IndexFunc(d.pending, func(next *Request) bool { return next.Slot == r.Slot && next.queued != nil })
	if at >= 0 {
		d.pending[at].queued.before = from
	}
}

// Request is a change that is about to be handed in, or nil where the person has made
// too many lately.
func (d *Desk) Request(change session.Change, draft session.DraftName) *Request {
	if err := d.Rate(d.Person); err != nil {
		d.Refuse(err)
		return nil
	}
	r := &Request{to: d.Top(), from: d.Watcher, Slot: d.slot(draft)}
	r.deed = host.Deed{
		ID: d.Host.NewChange(), Member: d.Member, Change: change, Draft: draft,
	}
	return r
}

// Hand hands a request in, after those of the same slot that came before it.
func (d *Desk) Hand(r *Request) tea.Cmd {
	d.pending = append(d.pending, r)
	return tea.Batch(d.watch(), d.Begin(r.Slot))
}

// Begin hands in the first request about a draft, or about none, unless it was already.
func (d *Desk) Begin(s Slot) tea.Cmd {
	at := slices.IndexFunc(d.pending, func(r *Request) bool { return r.Slot == s })
	if at < 0 || d.pending[at].begun {
		return nil
	}
	r := d.pending[at]
	r.begin()
	host, ctx, community, deed := d.Host, d.Ctx, s.Community, r.deed
	return func() tea.Msg { return Answer{deed.ID, deed.Change, host.Do(ctx, community, deed)} }
}

// begin completes the deed. From then on it belongs to the Host.
func (r *Request) begin() {
	if r.Rest != nil && !r.begun {
		r.deed.Rest = r.Rest()
	}
	if q := r.queued; q != nil && !r.begun {
		r.deed.Change, q.after = q.take(q.before)
	}
	r.begun = true
}

// Saves reports whether it only saves a draft, for which nobody has asked.
func (r *Request) Saves() bool {
	_, saves := r.deed.Change.(*session.SaveDraft)
	return saves
}

// Recall takes back what was not begun of a draft that is handed in piece by
// piece.
func (d *Desk) Recall(s Slot) {
	d.pending = slices.DeleteFunc(d.pending, func(r *Request) bool { return r.Slot == s && !r.begun })
}

// Ask does something outside the community's log while the screen goes on. What it
// returns goes to the screen that is on top now.
func (d *Desk) Ask(do func(context.Context) tea.Msg) tea.Cmd {
	if err := d.Rate(d.Person); err != nil {
		d.Refuse(err)
		return nil
	}
	return d.LookUp(d.Top(), do)
}

// LookUp is [Desk.Ask] for what changes nothing, or was counted already. What it returns
// goes to the screen that is named.
func (d *Desk) LookUp(to Screen, do func(context.Context) tea.Msg) tea.Cmd {
	r, ctx := &Request{to: to, begun: true}, d.Ctx
	r.deed.ID = d.Host.NewChange()
	d.pending = append(d.pending, r)
	return tea.Batch(d.watch(), func() tea.Msg { return Reply{to, r.deed.ID, do(ctx)} })
}

// sending is the first change that was made from a draft and has no answer yet,
// or nil.
func (d *Desk) sending(draft session.DraftName) *Request {
	s := d.slot(draft)
	for _, r := range d.pending {
		if r.Slot == s && r.deed.Draft == draft && draft != "" {
			return r
		}
	}
	return nil
}

// askedBy reports whether a screen has asked for something that has no answer yet.
func (d *Desk) askedBy(s Screen) bool {
	return slices.ContainsFunc(d.pending, func(r *Request) bool { return r.to == s })
}

// Awaits reports whether a change that fits was asked for and has no answer yet.
func (d *Desk) Awaits(fits func(session.Change) bool) bool {
	return slices.ContainsFunc(d.pending, func(r *Request) bool { return fits(r.deed.Change) })
}

// patience is how long an answer may take before the person is told that it is
// still waited for.
const patience = 10 * time.Second

// Overdue says that patience is over for something, if it still has no answer.
type Overdue struct{ id session.ChangeID }

// watch starts the clock that tells the person when an answer takes long. There is one
// for all that they have asked for.
func (d *Desk) watch() tea.Cmd {
	at := slices.IndexFunc(d.pending, func(r *Request) bool { return !r.Saves() })
	if d.watching || at < 0 {
		return nil
	}
	d.watching = true
	return d.Later(patience, Overdue{d.pending[at].deed.ID})
}

// Overdue tells the person that something has no answer yet, and goes on waiting.
func (d *Desk) Overdue(o Overdue) tea.Cmd {
	d.watching = false
	if d.pendingAt(o.id) >= 0 {
		d.Say("desk.waiting")
	}
	return d.watch()
}

// pendingAt is the place of a request among those that have no answer yet, or -1.
func (d *Desk) pendingAt(id session.ChangeID) int {
	return slices.IndexFunc(d.pending, func(r *Request) bool { return r.deed.ID == id })
}

// Answered is the request that has an answer now, or nil.
func (d *Desk) Answered(id session.ChangeID) *Request {
	at := d.pendingAt(id)
	if at < 0 {
		return nil
	}
	r := d.pending[at]
	d.pending = slices.Delete(d.pending, at, at+1)
	if len(d.pending) == 0 && d.Notice == d.T("desk.waiting") {
		d.Notice = ""
	}
	return r
}
