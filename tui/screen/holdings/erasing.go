package holdings

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// erasing asks what is to become of what the person wrote, and then makes them
// unknown.
type erasing struct{ list kit.List }

// The ways to be erased.
const (
	wordsStay = "stay"
	wordsGo   = "go"
)

// erased is the answer to somebody who wants to be unknown.
type erased struct{ err error }

func (e *erasing) Title(d *desk.Desk) string { return d.T("erase.title") }

func (e *erasing) Keeps() bool { return true }

func (e *erasing) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	done, ok := msg.(erased)
	switch {
	case !ok:
		return nil
	case done.err != nil:
		d.Refuse(done.err)
		return nil
	}
	d.Stand()
	return d.Only(place.Erased{})
}

func (e *erasing) entries(d *desk.Desk) kit.Few {
	return kit.Few{kit.Link(d.Look, wordsStay, d.T("erase.stay")), kit.Link(d.Look, wordsGo, d.T("erase.go"))}
}

// Body leaves out the beginning of what is said, rather than a choice, where there is not
// room for both: that nothing leads back, and what is asked, are its end.
func (e *erasing) Body(d *desk.Desk, w, h int) kit.Page {
	choices := e.list.Show(d.Look, e.entries(d), w, h)
	room := h - len(choices) - 2 // between blank rows
	say := d.Wrapped(d.T("erase.say"), w, d.Theme.Muted)
	if room < 1 {
		return kit.Page{Rows: choices}
	}
	say = say[max(0, len(say)-room):]
	return kit.Page{Rows: slices.Concat([]string{""}, say, []string{""}, choices)}
}

func (e *erasing) Keys(d *desk.Desk) kit.Keys {
	chosen, host, person := e.list.Choice(e.entries(d)), d.Host, d.Person
	return kit.Keys{
		d.SureKey("x", d.T("key.erase"), func() tea.Cmd {
			return d.Ask(func(ctx context.Context) tea.Msg { return erased{host.Erase(ctx, person, chosen == wordsGo)} })
		}, "erase.sure."+chosen),
		e.list.Moves(d.Look, e.entries(d)),
		d.BackKey(),
	}
}

// NewErased says goodbye to whoever was erased.
func NewErased() desk.Screen { return &unknown{} }

// unknown says goodbye to whoever was erased, and whether the engine still holds
// bytes of them.
type unknown struct {
	pending int
	known   bool // how many are pending
}

// pending is the answer to a question for what is still pending.
type pending struct {
	n   int
	err error
}

// lookAgain is how long to wait before asking again.
const lookAgain = time.Second

// Start asks at once. Whoever sits here is nobody any more.
func (u *unknown) Start(d *desk.Desk) tea.Cmd {
	d.Person = ""
	return u.wait(d, 0)
}

// wait asks after some time.
func (u *unknown) wait(d *desk.Desk, after time.Duration) tea.Cmd {
	host := d.Host
	return d.LookUp(u, func(ctx context.Context) tea.Msg {
		select {
		case <-ctx.Done():
			return nil
		case <-time.After(after):
			return ask(ctx, host)
		}
	})
}

func ask(ctx context.Context, host *host.Host) tea.Msg {
	n, err := host.Pending(ctx)
	return pending{n, err}
}

func (u *unknown) Title(d *desk.Desk) string { return d.T("erase.title") }

func (u *unknown) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	p, ok := msg.(pending)
	switch {
	case !ok:
		return nil
	case p.err != nil:
		d.Refuse(p.err)
		return nil
	}
	u.pending, u.known = p.n, true
	if p.n == 0 {
		return nil
	}
	return u.wait(d, lookAgain)
}

func (u *unknown) Body(d *desk.Desk, w, _ int) kit.Page {
	rows := append([]string{""}, d.Wrapped(d.T("erase.done"), w, d.Theme.Title)...)
	say := d.T("erase.pending", "n", u.pending)
	if u.known && u.pending == 0 {
		say = d.T("erase.forgotten")
	}
	return kit.Page{Rows: append(append(rows, ""), d.Wrapped(say, w, d.Theme.Muted)...)}
}

func (u *unknown) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{kit.On("Enter", d.T("key.quit"), d.Quit)}
}
