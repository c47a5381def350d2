package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// answer is what became of a change that a screen asked for.
type answer struct {
	to     screen
	id     session.ChangeID
	change session.Change[*session.Community]
	draft  string // that the change was made from
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
	community session.CommunityID
	deed      session.Deed[*session.Community] // where it is a change of a community
	// kept is the draft that was to be saved while its words were on their way.
	kept *session.SaveDraft
}

// do makes a change; its answer goes to the screen that is on top now. The
// draft of that name is forgotten in the same write. While that draft's words
// are on their way, they are neither sent again nor saved.
func (d *desk) do(change session.Change[*session.Community], draft string) tea.Cmd {
	if save, ok := change.(*session.SaveDraft); ok {
		if a := d.sending(save.Name); a != nil {
			a.kept = save
			return nil
		}
	}
	if draft != "" && d.sending(draft) != nil {
		d.say("desk.waiting")
		return nil
	}
	if err := d.Rate(d.person); err != nil {
		d.refuse(err)
		return nil
	}
	to, host, ctx := d.top(), d.Host, d.ctx
	a := &request{community: d.community, deed: session.Deed[*session.Community]{
		ID: host.NewChange(), Who: session.Who{Member: d.member}, Change: change, Draft: draft,
	}}
	return tea.Batch(d.await(a.deed.ID, a), func() tea.Msg {
		return answer{to, a.deed.ID, change, draft, host.Do(ctx, a.community, a.deed)}
	})
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
	id, ctx := d.Host.NewChange(), d.ctx
	return tea.Batch(d.await(id, &request{}), func() tea.Msg { return reply{to, id, do(ctx)} })
}

// sending is the change that was made from a draft and has no answer yet, or
// nil.
func (d *desk) sending(draft string) *request {
	for _, a := range d.open {
		if a.community == d.community && a.deed.Draft == draft && draft != "" {
			return a
		}
	}
	return nil
}

// patience is how long an answer may take before the person is told that it is
// still waited for.
const patience = 10 * time.Second

// overdue says that patience is over for something, if it is still open.
type overdue struct{ id session.ChangeID }

// await notes that an answer is waited for.
func (d *desk) await(id session.ChangeID, a *request) tea.Cmd {
	d.open[id] = a
	return d.watch(id)
}

// watch has patience with what is open, by one clock for all of it.
func (d *desk) watch(id session.ChangeID) tea.Cmd {
	if d.watching {
		return nil
	}
	d.watching = true
	return d.later(patience, overdue{id})
}

// overdue tells the person what has no answer yet, and goes on waiting.
func (d *desk) overdue(o overdue) tea.Cmd {
	d.watching = false
	if d.open[o.id] != nil {
		d.say("desk.waiting")
	}
	for id := range d.open {
		return d.watch(id)
	}
	return nil
}

// answered is what was asked for under an id. It is open no longer.
func (d *desk) answered(id session.ChangeID) *request {
	a := d.open[id]
	delete(d.open, id)
	if len(d.open) == 0 && d.notice == d.t("desk.waiting") {
		d.notice = ""
	}
	return a
}
