package tui

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
)

// desk is what all screens of one terminal share: who sits there, what they
// see, and how they act on it. Only the program's own goroutine touches it.
type desk struct {
	Options
	Look
	ctx   context.Context
	opens func(*desk, place) screen // makes the screen that shows a place
	dark  bool                      // the terminal's background, as far as it is known

	person     session.PersonID
	profile    session.Profile // as it was given on the welcome screen, if it was
	returnCode string          // of somebody who was met just now, until they have seen it
	community  session.CommunityID
	member     session.MemberID
	meeting    session.MeetingID
	offered    session.Role // below their own: that of the code with which they came
	visiting   bool         // in the role that was offered

	shared *session.Shared
	own    *session.Own
	room   session.Room

	stack   []screen
	notice  string
	failed  bool // the notice is about something that did not work
	watcher *session.Watcher
	leave   func() // out of the meeting's room
	wrote   bool   // the room was told that the person is writing
	opening bool   // a chair is being made ready
	done    bool   // the person has said goodbye
	armed   string // the key that does something final when it is pressed again
	asked   string // what it would do, and to what as it was then
	sure    bool   // this key is that one

	left     map[slot][]byte // words that the server may not keep yet, as they stand
	saved    map[slot]string // drafts as this terminal has last saved them
	senders  map[slot]sender // that were opened, with what is on its way from them
	pending  []*request      // what has no answer yet, in the order in which it was asked
	watching bool            // patience has begun with one of these
}

// confirm asks for the same key once more before something that cannot be
// undone. It reports true the second time, unless what it is about has changed
// since: somebody else may have done it in between. What it is about are names
// and values, which the question may hold.
func (d *desk) confirm(key, question string, about ...any) bool {
	if d.confirmed(question, about...) {
		return true
	}
	d.question(key, question, about...)
	return false
}

// confirmed reports whether this key answers that question, about the same.
func (d *desk) confirmed(question string, about ...any) bool {
	return d.sure && d.asked == fmt.Sprint(question, about)
}

// question asks for a key once more.
func (d *desk) question(key, question string, about ...any) {
	d.say(question, append([]any{"key", key}, about...)...)
	d.armed, d.asked = key, fmt.Sprint(question, about)
}

// top is the screen that is shown.
func (d *desk) top() screen { return d.stack[len(d.stack)-1] }

// show puts a screen on top of the others.
func (d *desk) show(s screen) { d.stack = append(d.stack, s) }

// back returns to the screen below; the lowest one stays.
func (d *desk) back() {
	if len(d.stack) > 1 {
		d.stack = d.stack[:len(d.stack)-1]
	}
}

// closeGone leaves the screens of what is gone.
func (d *desk) closeGone() {
	d.stack = slices.DeleteFunc(d.stack, func(s screen) bool {
		p, passing := s.(passing)
		gone := passing && p.gone(d)
		if gone {
			d.say("board.gone")
		}
		return gone
	})
}

// reset makes a screen the lowest one.
func (d *desk) reset(s screen) { d.stack = []screen{s} }

// dismiss takes a screen off, also from under one that was put on it since.
func (d *desk) dismiss(s screen) {
	d.stack = slices.DeleteFunc(d.stack, func(other screen) bool { return other == s })
}

// alone reports whether there is no screen to go back to.
func (d *desk) alone() bool { return len(d.stack) == 1 }

// say shows a notice until the next key.
func (d *desk) say(key string, pairs ...any) { d.notice, d.failed = d.t(key, pairs...), false }

// stray says which keys do something on this screen, besides others that are given,
// after a letter that does not.
func (d *desk) stray(key string, others ...hint) {
	if r, n := utf8.DecodeRuneInString(key); n != len(key) || !unicode.IsGraphic(r) {
		return // not a letter
	}
	var all []string
	for _, k := range slices.Concat(d.top().keys(d), others, []hint{{"?", d.t("key.help")}}) {
		all = append(all, d.keyName(k.key)+" "+k.does)
	}
	d.say("desk.stray", "key", key, "keys", strings.Join(all, ", "))
}

// refuse shows why something did not work, until the next key.
func (d *desk) refuse(err error) { d.notice, d.failed = d.Words.Error(err), true }

// role is what the person does in the meeting they are in: what they are there,
// or what they chose to be for this visit, which is never more.
func (d *desk) role() session.Role {
	if d.shared == nil {
		return ""
	}
	role := d.shared.RoleIn(d.meeting, d.member)
	if d.visiting && !d.offered.Above(role) {
		return d.offered
	}
	return role
}

// may reports whether a key is worth offering. The server checks again.
func (d *desk) may(right session.Right) bool {
	m := d.current()
	return d.role().May(right) && m != nil && (!m.Closed || right == session.Read || right == session.Export)
}

// current is the meeting that the person is in, or nil.
func (d *desk) current() *session.Meeting {
	if d.shared == nil {
		return nil
	}
	return d.shared.Meetings[d.meeting]
}

// sit takes a chair, and leaves the one before.
func (d *desk) sit(c *chair) {
	d.stand()
	c.kept()
	d.community, d.member, d.meeting = c.community, c.member, c.meeting
	d.watcher, d.shared, d.own, d.leave = c.watcher, c.shared, c.own, c.leave
	d.room = c.watcher.Room(c.meeting)
}

// stand leaves the community and the room.
func (d *desk) stand() {
	if d.leave != nil {
		d.tellWriting(false)
		d.leave()
	}
	if d.watcher != nil {
		d.watcher.Close()
	}
	d.leave, d.watcher, d.shared, d.own = nil, nil, nil, nil
	d.community, d.member, d.meeting = "", "", ""
	d.offered, d.visiting = "", false
}

// look takes the newest view, and reports whether there is anything new in it.
func (d *desk) look() bool {
	shared, own, err := d.watcher.See()
	if err != nil {
		d.refuse(err)
		return true
	}
	room := d.watcher.Room(d.meeting)
	was := d.role()
	news := shared.Revision != d.shared.Revision || own != d.own || !room.Same(d.room)
	d.shared, d.own, d.room = shared, own, room
	d.closeGone()
	if now := d.role(); now != was {
		d.tellRole(now)
	}
	return news
}

// tellRole tells somebody that they are something else now, by what somebody else
// did or they themselves at another terminal.
func (d *desk) tellRole(now session.Role) {
	if now == "" {
		d.say("desk.no_role")
		return
	}
	d.say("desk.role", "role", d.t("role."+string(now)))
}

// typing reports whether letters are text on this screen at the moment.
func (d *desk) typing() bool {
	w, ok := d.top().(writer)
	return ok && w.writing()
}

// drafting reports whether the screen holds unsent words.
func (d *desk) drafting() bool {
	s, ok := d.top().(drafter)
	if !ok {
		return false
	}
	_, value := s.draft()
	return len(value) > 0
}

// tellWriting tells the room whether the person is writing.
func (d *desk) tellWriting(now bool) {
	if d.leave != nil && now != d.wrote {
		d.wrote = now
		d.Host.Writing(d.ctx, d.community, d.meeting, d.member, now)
	}
}

// later delivers a message after some time, unless the terminal is gone by then.
func (d *desk) later(after time.Duration, msg tea.Msg) tea.Cmd {
	ctx := d.ctx
	return func() tea.Msg {
		select {
		case <-time.After(after):
			return msg
		case <-ctx.Done():
			return nil
		}
	}
}
