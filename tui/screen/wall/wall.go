// Package wall is what everybody in the room looks at, on a projector or a large screen:
// what is on, how much time is left, and how to come in.
package wall

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// wall follows whoever steers the meeting. Nobody writes on it, and it shows only what
// everybody may read who attends.
type wall struct {
	ready   bool
	code    string // by which participants come in; empty where there is none to show
	joining bool   // how they come in is shown, whatever is on
	why     error  // there is nothing to show
}

// New opens the wall of the meeting that the person sits in, or that the code of the
// terminal is for.
func New() desk.Screen { return &wall{} }

// codeFor is how long the code is good that is made for a wall: for a long day.
const codeFor = 24 * time.Hour

// opening is what a wall is opened with, away from the screen.
type opening struct {
	host  *host.Host
	chair desk.Chair
	code  string // that participants are shown, or were on the wall before; may be empty
}

// opened is the answer to a wall that was to be opened.
type opened struct {
	chair *desk.Chair
	code  string
	err   error
}

// Start makes the wall ready. Until then it shows nothing: what the person sees is not
// for everybody.
func (s *wall) Start(d *desk.Desk) tea.Cmd {
	if d.Wall {
		return d.LookUp(s, byCode(d).open)
	}
	o := opening{d.Host, desk.Chair{Community: d.Community, Member: d.Member, Meeting: d.Meeting, Wall: true}, d.WallCode}
	cmd := d.Ask(o.withCode)
	d.Opening = cmd != nil // what is typed before it is ready is for the wall
	return cmd
}

// byCode opens the wall that the code of the terminal is for. A code that gives more than
// a participant has is shown to nobody.
func byCode(d *desk.Desk) opening {
	i := d.Given.Invitation
	o := opening{d.Host, desk.Chair{Community: i.Community, Meeting: i.Meeting, Wall: true, Code: i, By: d.Given.Person}, ""}
	if code, ok := directory.ParseCode(d.Code); ok && i.Role == method.Participant {
		o.code = directory.ShowCode(code)
	}
	return o
}

func (o opening) open(ctx context.Context) tea.Msg {
	c, err := desk.MakeReady(ctx, o.host, o.chair)
	return opened{c, o.code, err}
}

// withCode opens the wall of a member, with the code that it has shown before where that is
// good still: whoever is typing it comes in. Otherwise it makes one, which lets people in to
// read what the wall shows.
func (o opening) withCode(ctx context.Context) tea.Msg {
	c, err := desk.MakeReady(ctx, o.host, o.chair)
	if err != nil {
		return opened{err: err}
	}
	if !o.stillGood(c) {
		o.code, err = o.host.Invite(ctx, c.Community, c.Member, directory.Invitation{
			Meeting: c.Meeting, Role: method.Participant, Audience: c.Reads(), Uses: host.InviteUses, Expires: time.Now().Add(codeFor),
		})
	}
	return opened{c, o.code, err}
}

// stillGood reports whether the code lets people in to read what a wall shows.
func (o opening) stillGood(c *desk.Chair) bool {
	in, err := o.host.Present(o.code)
	i := in.Invitation
	return err == nil && i != nil && i.Community == c.Community && i.Meeting == c.Meeting && i.Audience == c.Reads()
}

func (s *wall) Title(*desk.Desk) string { return "" }

func (s *wall) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case opened:
		s.code, s.why, d.Opening = msg.code, msg.err, false
		switch {
		case msg.chair == nil:
			return nil
		case !d.StillOpen(s): // they were led out
			msg.chair.GiveUp()
			return nil
		}
		d.Sit(msg.chair)
		s.ready, d.WallCode = true, msg.code
		if msg.err != nil {
			d.Refuse(msg.err) // there is no code to show
		}
	case desk.CameIn:
		return msg.Arrive(d)
	}
	return nil
}

// Keys are for whoever stands at the wall's own keyboard.
func (s *wall) Keys(d *desk.Desk) kit.Keys {
	keys := kit.Keys{}.
		If(s.ready && s.chooses(d), kit.On("j", d.T("wall.join"), kit.Now(func() { s.joining = !s.joining }))).
		If(s.ready || d.Wall, kit.On("l", d.T("welcome.language"), kit.Now(func() { d.Words = d.Languages.In(desk.After(locale.Languages(), d.Words.Language)) })))
	if d.Wall {
		return keys.And(d.QuitKey())
	}
	return keys.And(kit.On("Esc", d.T("key.back"), func() tea.Cmd {
		return desk.ComeIn(d, s, desk.Chair{Community: d.Community, Member: d.Member, Meeting: d.Meeting})
	}))
}

// chooses reports whether there is something else to show than how to come in.
func (s *wall) chooses(d *desk.Desk) bool {
	_, on := current(d.Current())
	return on && s.shows(d)
}
