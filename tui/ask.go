package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// answer is what became of a change that a screen asked for.
type answer struct {
	to     screen
	id     session.ChangeID
	change session.Change
	err    error
}

// reply brings to a screen what it asked for, whatever is shown meanwhile.
type reply struct {
	to  screen
	id  session.ChangeID // of what was asked
	msg tea.Msg
}

// request is something that has no answer yet. It is made once and waited for
// as long as the terminal is there: whoever made it again might have it twice.
type request struct {
	to    screen
	slot  slot         // of the draft that it brings or saves; without a name for what has none
	deed  session.Deed // its change is nil for what is no change of a community
	words string       // that it brings, as they were typed
	// rest is what is left of the draft besides what is handed in, asked for at
	// the last moment. It is nil where the draft is handed in whole.
	rest  func() []byte
	begun bool
}

// do makes a change; its answer goes to the screen that is on top now. The
// draft of that name is forgotten in the same write. It is not sent again while
// it is on its way.
func (d *desk) do(change session.Change, draft session.DraftName) tea.Cmd {
	if d.sending(draft) != nil {
		d.say("desk.waiting")
		return nil
	}
	r := d.request(change, draft)
	if r == nil {
		return nil
	}
	return d.hand(r)
}

// request is a change that is about to be handed in, or nil where the person has
// to wait before they make more of them.
func (d *desk) request(change session.Change, draft session.DraftName) *request {
	if err := d.Rate(d.person); err != nil {
		d.refuse(err)
		return nil
	}
	r := &request{to: d.top(), slot: d.slot(draft)}
	r.deed = session.Deed{
		ID: d.Host.NewChange(), Member: d.member, Change: change, Draft: draft,
	}
	return r
}

// hand hands a request in, after those about the same draft that came before it.
func (d *desk) hand(r *request) tea.Cmd {
	d.pending = append(d.pending, r)
	return tea.Batch(d.watch(), d.begin(r.slot))
}

// begin hands in the first request about a draft, unless it was already. One
// about no draft waits for no other.
func (d *desk) begin(s slot) tea.Cmd {
	at := slices.IndexFunc(d.pending, func(r *request) bool { return r.slot == s && (s.name != "" || !r.begun) })
	if at < 0 || d.pending[at].begun {
		return nil
	}
	r := d.pending[at]
	r.begin()
	host, ctx := d.Host, d.ctx
	to, community, deed := r.to, s.community, r.deed
	return func() tea.Msg { return answer{to, deed.ID, deed.Change, host.Do(ctx, community, deed)} }
}

// begin settles what is handed in. From then on the deed belongs to the Host.
func (r *request) begin() {
	if r.rest != nil && !r.begun {
		r.deed.Rest = r.rest()
	}
	r.begun = true
}

// saves reports whether it only saves a draft: nobody asked for that.
func (r *request) saves() bool {
	_, saves := r.deed.Change.(*session.SaveDraft)
	return saves
}

// recall takes back what was not begun of a draft that is handed in piece by
// piece.
func (d *desk) recall(s slot) {
	d.pending = slices.DeleteFunc(d.pending, func(r *request) bool { return r.slot == s && !r.begun })
}

// ask does something outside the community's log, away from the screen. What it
// returns goes to the screen that is on top now.
func (d *desk) ask(do func(context.Context) tea.Msg) tea.Cmd {
	if err := d.Rate(d.person); err != nil {
		d.refuse(err)
		return nil
	}
	return d.lookUp(d.top(), do)
}

// lookUp is ask for what changes nothing, or was counted already. What it
// returns goes to the screen that is named.
func (d *desk) lookUp(to screen, do func(context.Context) tea.Msg) tea.Cmd {
	r, ctx := &request{begun: true}, d.ctx
	r.deed.ID = d.Host.NewChange()
	d.pending = append(d.pending, r)
	return tea.Batch(d.watch(), func() tea.Msg { return reply{to, r.deed.ID, do(ctx)} })
}

// sending is the first change that was made from a draft and has no answer yet,
// or nil.
func (d *desk) sending(draft session.DraftName) *request {
	s := d.slot(draft)
	for _, r := range d.pending {
		if r.slot == s && r.deed.Draft == draft && draft != "" {
			return r
		}
	}
	return nil
}

// patience is how long an answer may take before the person is told that it is
// still waited for.
const patience = 10 * time.Second

// overdue says that patience is over for something, if it is still open.
type overdue struct{ id session.ChangeID }

// watch has patience with what the person has asked for and is open, by one clock
// for all of it.
func (d *desk) watch() tea.Cmd {
	at := slices.IndexFunc(d.pending, func(r *request) bool { return !r.saves() })
	if d.watching || at < 0 {
		return nil
	}
	d.watching = true
	return d.later(patience, overdue{d.pending[at].deed.ID})
}

// overdue tells the person what has no answer yet, and goes on waiting.
func (d *desk) overdue(o overdue) tea.Cmd {
	d.watching = false
	if d.waitsFor(o.id) >= 0 {
		d.say("desk.waiting")
	}
	return d.watch()
}

func (d *desk) waitsFor(id session.ChangeID) int {
	return slices.IndexFunc(d.pending, func(r *request) bool { return r.deed.ID == id })
}

// answered is what was asked for under an id. It is open no longer.
func (d *desk) answered(id session.ChangeID) *request {
	at := d.waitsFor(id)
	if at < 0 {
		return nil
	}
	r := d.pending[at]
	d.pending = slices.Delete(d.pending, at, at+1)
	if len(d.pending) == 0 && d.notice == d.t("desk.waiting") {
		d.notice = ""
	}
	return r
}
