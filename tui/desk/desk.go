// Package desk is who sits at a terminal, what they see and how they act on it. It
// is what all screens of one terminal share.
package desk

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// Desk is what all screens of one terminal share: who sits there, what they
// see, and how they act on it. Only the program's own goroutine touches it.
type Desk struct {
	Options
	kit.Look
	Ctx   context.Context
	opens func(*Desk, Place) Screen // makes the screen that shows a place
	Dark  bool                      // the terminal's background, as far as it is known

	Person     directory.PersonID
	Profile    session.Profile // as it was given on the welcome screen, if it was
	ReturnCode string          // of somebody who was met just now, until they have seen it
	Community  method.CommunityID
	Member     session.MemberID
	Meeting    method.MeetingID
	Offered    method.Role // below their own: that of the code with which they came
	Visiting   bool        // in the role that was offered

	Shared *session.Shared
	Own    *session.Own
	Room   host.Room

	stack   []Screen
	Notice  string
	Failed  bool // the notice is about something that did not work
	Watcher *host.Watcher
	leave   func() // out of the meeting's room
	wrote   bool   // the room was told that the person is writing
	Opening bool   // a chair is being made ready
	Done    bool   // the person has said goodbye
	armed   string // the key that does something final when it is pressed again
	asked   string // what it would do, and to what as it was then
	sure    bool   // this key is that one

	left     map[Slot][]byte // words that the server may not keep yet, as they stand
	saved    map[Slot]string // drafts as this terminal has last saved them
	senders  map[Slot]Sender // that were opened, with what is on its way from them
	pending  []*Request      // what has no answer yet, in the order in which it was asked
	watching bool            // patience has begun with one of these
}

// New is the desk of a terminal, with no screen yet. Opens makes the screen that
// shows a place; ctx ends when the terminal is gone.
func New(ctx context.Context, o Options, opens func(*Desk, Place) Screen) *Desk {
	d := &Desk{
		Options: o, Look: kit.Look{Words: o.Languages.In(o.Language), Pool: o.Pictures},
		Ctx: ctx, opens: opens, Dark: true,
		left: map[Slot][]byte{}, saved: map[Slot]string{}, senders: map[Slot]Sender{},
	}
	d.Restyle()
	return d
}

// Restyle takes the styles and shapes that the terminal shows as far as it is known.
func (d *Desk) Restyle() { d.Theme = theme.New(d.Terminal, d.Dark) }

// Pressed notes a key: what was said before it is over, and a question that was
// asked is answered by it or no longer asked.
func (d *Desk) Pressed(key string) {
	d.sure = d.armed != "" && d.armed == key
	d.Notice, d.armed = "", ""
}

// Confirm asks for the same key once more before something that cannot be
// undone. It reports true the second time, unless what it is about has changed
// since: somebody else may have done it in between. What it is about are names
// and values, which the question may hold.
func (d *Desk) Confirm(key, question string, about ...any) bool {
	if d.Confirmed(question, about...) {
		return true
	}
	d.Question(key, question, about...)
	return false
}

// Confirmed reports whether this key answers that question, about the same.
func (d *Desk) Confirmed(question string, about ...any) bool {
	return d.sure && d.asked == fmt.Sprint(question, about)
}

// Question asks for a key once more.
func (d *Desk) Question(key, question string, about ...any) {
	d.Say(question, append([]any{"key", key}, about...)...)
	d.armed, d.asked = key, fmt.Sprint(question, about)
}

// Top is the screen that is shown.
func (d *Desk) Top() Screen { return d.stack[len(d.stack)-1] }

// Show puts a screen on top of the others.
func (d *Desk) Show(s Screen) { d.stack = append(d.stack, s) }

// Back returns to the screen below; the lowest one stays.
func (d *Desk) Back() {
	if len(d.stack) > 1 {
		d.stack = d.stack[:len(d.stack)-1]
	}
}

// closeGone leaves the screens of what is gone.
func (d *Desk) closeGone() {
	d.stack = slices.DeleteFunc(d.stack, func(s Screen) bool {
		p, passing := s.(Passing)
		gone := passing && p.Gone(d)
		if gone {
			d.Say("desk.gone")
		}
		return gone
	})
}

// Reset makes a screen the lowest one.
func (d *Desk) Reset(s Screen) { d.stack = []Screen{s} }

// Dismiss takes a screen off, also from under one that was put on it since.
func (d *Desk) Dismiss(s Screen) {
	d.stack = slices.DeleteFunc(d.stack, func(other Screen) bool { return other == s })
}

// Alone reports whether there is no screen to go back to.
func (d *Desk) Alone() bool { return len(d.stack) == 1 }

// Say shows a notice until the next key.
func (d *Desk) Say(key string, pairs ...any) { d.Notice, d.Failed = d.T(key, pairs...), false }

// Stray says which keys do something on this screen, after a letter that does not.
func (d *Desk) Stray(key string) {
	if r, n := utf8.DecodeRuneInString(key); n != len(key) || !unicode.IsGraphic(r) {
		return // not a letter
	}
	var all []string
	for _, k := range d.Top().Keys(d).And(kit.Shown("?", d.T("key.help"))) {
		all = append(all, d.KeyName(k.Help().Key)+" "+k.Help().Desc)
	}
	d.Say("desk.stray", "key", key, "keys", strings.Join(all, ", "))
}

// Refuse shows why something did not work, until the next key.
func (d *Desk) Refuse(err error) { d.Notice, d.Failed = d.Words.Error(err), true }

// Role is what the person does in the meeting they are in: what they are there,
// or what they chose to be for this visit, which is never more.
func (d *Desk) Role() method.Role {
	if d.Shared == nil {
		return ""
	}
	role := d.Shared.RoleIn(d.Meeting, d.Member)
	if d.Visiting && !d.Offered.Above(role) {
		return d.Offered
	}
	return role
}

// May reports whether a key is worth offering. The server checks again.
func (d *Desk) May(right method.Right) bool {
	m := d.Current()
	return d.Role().May(right) && m != nil && (!m.Closed || right == method.Read || right == method.Export)
}

// Steers reports whether the person steers the meeting, also once it is closed.
func (d *Desk) Steers() bool { return d.Role().May(method.Steer) }

// Current is the meeting that the person is in, or nil.
func (d *Desk) Current() *session.Meeting {
	if d.Shared == nil {
		return nil
	}
	return d.Shared.Meetings[d.Meeting]
}

// Sit takes a chair, and leaves the one before.
func (d *Desk) Sit(c *Chair) {
	d.Stand()
	c.kept()
	d.Community, d.Member, d.Meeting = c.Community, c.Member, c.Meeting
	d.Watcher, d.Shared, d.Own, d.leave = c.watcher, c.shared, c.own, c.leave
	d.Room = c.watcher.Room(c.Meeting)
}

// Stand leaves the community and the room.
func (d *Desk) Stand() {
	if d.leave != nil {
		d.TellWriting(false)
		d.leave()
	}
	if d.Watcher != nil {
		d.Watcher.Close()
	}
	d.leave, d.Watcher, d.Shared, d.Own, d.Room = nil, nil, nil, nil, host.Room{}
	d.Community, d.Member, d.Meeting = "", "", ""
	d.Offered, d.Visiting = "", false
}

// Refresh takes the newest view, and reports whether there is anything new in it.
// Whoever may no longer be where they sit is led out.
func (d *Desk) Refresh() (news bool, out tea.Cmd) {
	shared, own, err := d.Watcher.See()
	if err != nil {
		return true, d.ledOut(err)
	}
	room := d.Watcher.Room(d.Meeting)
	was, closed, kept, traced := d.Role(), d.closed(), d.kept(), LastTrace(d.Own.Member)
	news = shared.Revision != d.Shared.Revision || own != d.Own || !room.Same(d.Room)
	d.Shared, d.Own, d.Room = shared, own, room
	d.closeGone()
	if now := d.Role(); now != was {
		d.tellRole(now)
	}
	if now := d.closed(); now != closed {
		d.tellClosed(now)
	}
	if d.kept() != kept {
		d.tellRetention()
	}
	if t := LastTrace(d.Own.Member); !t.At.Equal(traced.At) && t.By != d.Member {
		d.Say("trace.about_you", "trace", TraceLine(d, t))
	}
	return news, nil
}

// ledOut leads somebody to the lobby, and says why.
func (d *Desk) ledOut(why error) tea.Cmd {
	_, member := d.Host.MemberOf(d.Ctx, d.Person, d.Community)
	d.Stand()
	if d.Person != "" && !member { // they erased themselves at another terminal
		return d.Only(Erased{})
	}
	next := d.Only(Lobby{})
	d.Refuse(why)
	return next
}

// AskAgain lets each screen ask again for what it shows and is in no view.
func (d *Desk) AskAgain() tea.Cmd {
	var all []tea.Cmd
	for _, s := range d.stack {
		if a, ok := s.(Asker); ok {
			all = append(all, a.AskAgain(d))
		}
	}
	return tea.Batch(all...)
}

// tellRole tells somebody that they are something else now, by what somebody else
// did or they themselves at another terminal.
func (d *Desk) tellRole(now method.Role) {
	if now == "" {
		d.Say("desk.no_role")
		return
	}
	d.Say("desk.role", "role", d.T("role."+string(now)))
}

// closed reports whether the meeting that the person is in is closed.
func (d *Desk) closed() bool { m := d.Current(); return m != nil && m.Closed }

// tellClosed tells everybody that the meeting was closed, or opened again.
func (d *Desk) tellClosed(now bool) {
	if now {
		d.Say("desk.closed")
		return
	}
	d.Say("desk.reopened")
}

// Typing reports whether letters are text on this screen at the moment.
func (d *Desk) Typing() bool {
	w, ok := d.Top().(Writer)
	return ok && w.Writing()
}

// Drafting reports whether the screen holds unsent words.
func (d *Desk) Drafting() bool {
	s, ok := d.Top().(Drafter)
	if !ok {
		return false
	}
	_, value := s.Draft()
	return len(value) > 0
}

// TellWriting tells the room whether the person is writing.
func (d *Desk) TellWriting(now bool) {
	if d.leave != nil && now != d.wrote {
		d.wrote = now
		d.Host.Writing(d.Ctx, d.Community, d.Meeting, d.Member, now)
	}
}

// Later delivers a message after some time, unless the terminal is gone by then.
func (d *Desk) Later(after time.Duration, msg tea.Msg) tea.Cmd {
	ctx := d.Ctx
	return func() tea.Msg {
		select {
		case <-time.After(after):
			return msg
		case <-ctx.Done():
			return nil
		}
	}
}

// Seen is what a screen is made of, for one that keeps what it has made until there is
// something new to see. Who is in the room is not in it.
type Seen struct {
	shared *session.Shared
	own    *session.Own
	role   method.Role
	words  *locale.Words
	theme  *theme.Theme
}

// Seen is what there is to see now.
func (d *Desk) Seen() Seen { return Seen{d.Shared, d.Own, d.Role(), d.Words, d.Theme} }

// Shades say in which colours and shapes a terminal shows things.
type Shades struct {
	profile theme.Profile
	dark    bool
}

// Shades are those of this terminal.
func (d *Desk) Shades() Shades { return Shades{d.Terminal, d.Dark} }
