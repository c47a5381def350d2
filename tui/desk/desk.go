// Package desk is who sits at a terminal, what they see and how they act on it. It
// is what all screens of one terminal share.
package desk

import (
	"context"
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
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/shell"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// Options are what the front door knows of whoever sits at the terminal.
type Options struct {
	Host      *host.Host
	Languages *locale.Catalogues
	Terminal  theme.Profile
	Key       directory.Fingerprint // that signed; empty for somebody without a key
	Given     directory.Admission   // what the code in the user name, or the key, gave
	Refused   error                 // why that code lets nobody in; nil where it does
	Language  string                // as the terminal asks for it; may be empty
	Code      string                // the user name as it was typed: a code, or anything else
	Wall      bool                  // the terminal is a wall of the meeting that the code is for
	Client    string                // what the program calls itself by which they came
	// Address is where people reach this server.
	Address shell.Address
	// Present shows a code at the door, as fast as the door lets it.
	Present func(ctx context.Context, code string) (directory.Admission, error)
	// Rate counts a change against what a person may do, or where that is nobody
	// yet, this connection.
	Rate func(directory.PersonID) error
	// Pictures holds what this terminal's pictures have in common with others'.
	Pictures *frame.Pool
}

// Desk is what all screens of one terminal share: who sits there, what they
// see, and how they act on it. Only the program's own goroutine touches it.
type Desk struct {
	Options
	kit.Look
	Ctx   context.Context
	opens func(*Desk, place.Place) Screen // makes the screen that shows a place
	Dark  bool                            // the terminal's background, as far as it is known
	Shell shell.Shell                     // into which they type on their own machine

	Person     directory.PersonID
	Profile    session.Profile // as it was given on the welcome screen, if it was
	ReturnCode string          // of somebody who was met just now, until they have seen it
	Community  method.CommunityID
	Member     session.MemberID
	Meeting    method.MeetingID
	WallCode   string      // that the wall has shown which was opened here last
	Offered    method.Role // below their own: that of the code with which they came
	Visiting   bool        // in the role that was offered

	Shared *session.Shared
	Own    *session.Own
	Room   host.Room

	stack     []level
	unread    []Screen // those that are shown only once and were not left yet
	Notice    string
	Failed    bool // the notice is about something that did not work
	whileTrue whileTrue
	Watcher   *host.Watcher
	leave     func()        // out of the meeting's room
	wrote     bool          // the room was told that the person is writing
	Opening   bool          // a chair is being made ready
	onWall    bool          // nobody sits here; see [Chair]
	mine      *locale.Words // the person's own, while they show a wall; nil otherwise
	Done      bool          // the person has said goodbye

	armed    string // the key that does something final when it is pressed again
	asked    string // what it would do, and to what as it was then
	question string // in words
	sure     bool   // this key is that one

	// SaidBy is whose words the person has written down last; nil for their own. The next
	// ones may be of the same.
	SaidBy *session.SaidBy
	// Interpreting is the language into which they have interpreted last; empty for none.
	Interpreting method.Language

	Stays     bool            // where they are when the facilitator opens something; see [Desk.Missed]
	Bell      bool            // they are rung for when an item is opened, or its time is up
	missed    method.AgendaID // that was opened while they stayed
	told      told            // last, while they perhaps typed
	gathering gathering

	// Did is the last change of the person that was accepted, or nil.
	Did session.Change

	unsaved  map[Slot][]byte // words that the server may not keep yet, as they stand
	senders  map[Slot]Sender // that were opened, with what is on its way from them
	pending  []*Request      // what has no answer yet, in the order in which it was asked
	watching bool            // patience has begun with one of these
}

// New is the desk of a terminal, with no screen yet. Opens makes the screen that
// shows a place; ctx ends when the terminal is gone.
func New(ctx context.Context, o Options, opens func(*Desk, place.Place) Screen) *Desk {
	d := &Desk{
		Options: o, Look: kit.Look{Words: o.Languages.In(o.Language), Pool: o.Pictures},
		Ctx: ctx, opens: opens, Dark: true, Shell: shell.Of(o.Client),
		unsaved: map[Slot][]byte{}, senders: map[Slot]Sender{},
	}
	d.Restyle()
	return d
}

// Restyle takes the styles and shapes that the terminal shows as far as it is known.
func (d *Desk) Restyle() { d.Theme = theme.New(d.Terminal, d.Dark) }

// Say shows a notice until the next key.
func (d *Desk) Say(key string, pairs ...any) { d.Notice, d.Failed = d.T(key, pairs...), false }

// whileTrue is a notice that is true for a while only.
type whileTrue struct {
	words string
	holds func() bool // nil for none
}

// SayWhile is Say for what is true only as long as something holds. It is withdrawn then.
func (d *Desk) SayWhile(holds func() bool, key string, pairs ...any) {
	d.Say(key, pairs...)
	d.whileTrue = whileTrue{d.Notice, holds}
}

// withdraw takes a notice back that is no longer true.
func (d *Desk) withdraw() {
	if d.whileTrue.holds == nil || d.whileTrue.holds() {
		return
	}
	if d.Notice == d.whileTrue.words {
		d.Notice = ""
	}
	d.whileTrue = whileTrue{}
}

// How many rows a notice about a stray key takes at most on a phone, of how many cells.
const strayRows, strayCells = 3, 39

// Stray says which keys do something on this screen, after a letter that does not: the most
// useful ones, as many as a phone has room for, and that help shows all.
func (d *Desk) Stray(key string) {
	if r, n := utf8.DecodeRuneInString(key); n != len(key) || !unicode.IsGraphic(r) {
		return // not a letter
	}
	var some []string
	for _, k := range d.Keys().Hinted() {
		some = append(some, d.KeyName(k.Help().Key)+" "+k.Help().Desc)
	}
	for n := len(some); n > 0; n-- {
		d.Say("desk.stray", "key", key, "keys", strings.Join(some[:n], ", "))
		if len(text.Wrap(d.Notice, strayCells)) <= strayRows {
			return
		}
	}
}

// Refuse shows why something did not work, until the next key.
func (d *Desk) Refuse(err error) { d.Notice, d.Failed = d.Words.Error(err), true }

// Role is [Desk.RoleIn] for the meeting that the person is in.
func (d *Desk) Role() method.Role {
	if d.Shared == nil {
		return ""
	}
	return d.RoleIn(d.Meeting)
}

// RoleIn is what the person does in a meeting: what they are there, or what they chose to
// be for this visit, which is never more.
func (d *Desk) RoleIn(meeting method.MeetingID) method.Role {
	role := d.Shared.RoleIn(meeting, d.Member)
	if d.Visiting && !d.Offered.Above(role) {
		return d.Offered
	}
	return role
}

// May reports whether a key is worth offering. The server checks again.
func (d *Desk) May(right method.Right) bool { return may(d.Current(), d.Role(), right) }

// MayOn is [Desk.May] on a board, which may be of another meeting.
func (d *Desk) MayOn(b *session.Board, right method.Right) bool {
	return may(d.Shared.Meetings[b.Meeting], d.RoleOn(b), right)
}

// RoleOn is what the person is on a board; see [session.Community.RoleOn].
func (d *Desk) RoleOn(b *session.Board) method.Role {
	return d.Shared.RoleOn(b, d.Member, d.RoleIn(b.Meeting))
}

// may reports whether somebody with a role in a meeting may do something there now.
func may(m *session.Meeting, role method.Role, right method.Right) bool {
	return role.May(right) && m != nil && (!m.Closed || right == method.Read || right == method.Export)
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

// Typing reports whether letters are text on this screen at the moment.
func (d *Desk) Typing() bool {
	w, ok := d.Top().(Writer)
	return ok && w.Writing()
}

// contributing reports whether the screen holds unsent words for the meeting.
func (d *Desk) contributing() bool {
	s, drafts := d.Top().(Drafter)
	c, contributes := d.Top().(Contributor)
	if !drafts || !contributes {
		return false
	}
	_, words := s.Draft()
	return len(words) > 0 && c.Contributes(d)
}

// TellWriting tells the room, where the person is in one, whether they write for the meeting.
func (d *Desk) TellWriting() {
	if d.leave != nil {
		d.tellWriting(d.contributing())
	}
}

func (d *Desk) tellWriting(now bool) {
	if now != d.wrote {
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
