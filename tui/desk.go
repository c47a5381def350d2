package tui

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/theme"
)

// desk is what all screens of one terminal share: who sits there, what they
// see, and how they act on it. Only the program's own goroutine touches it.
type desk struct {
	Options
	ctx   context.Context
	words *locale.Words
	theme theme.Theme

	person    session.PersonID
	profile   session.Profile // as it was given on the welcome screen, if it was
	community session.CommunityID
	member    session.MemberID
	meeting   session.MeetingID

	shared *session.Shared
	own    *session.Own
	room   session.Room

	stack   []screen
	notice  string
	failed  bool // the notice is about something that did not work
	watcher *session.Watcher
	leave   func() // out of the meeting's room
	done    bool   // the person has said goodbye
	armed   string // the key that does something final when it is pressed again
	sure    bool   // this key is that one
}

// confirm asks for the same key once more before something that cannot be
// undone. It reports true the second time.
func (d *desk) confirm(key, question string) bool {
	if d.sure {
		return true
	}
	d.say(question, "key", key)
	d.armed = key
	return false
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

// only makes a screen the lowest one.
func (d *desk) only(s screen) { d.stack = []screen{s} }

// t is the sentence of a key; see [locale.Words.T].
func (d *desk) t(key string, pairs ...any) string { return d.words.T(key, pairs...) }

// say shows a notice until the next key.
func (d *desk) say(key string, pairs ...any) { d.notice, d.failed = d.t(key, pairs...), false }

// refuse shows why something did not work, until the next key.
func (d *desk) refuse(err error) { d.notice, d.failed = d.words.Error(err), true }

// role is what the person does in the meeting they are in.
func (d *desk) role() session.Role {
	if d.shared == nil {
		return ""
	}
	return d.shared.RoleIn(d.meeting, d.member)
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

// answer is what became of a change that a screen asked for.
type answer struct {
	to     screen
	change session.Change[*session.Community]
	draft  string // that the change was made from
	err    error
}

// patience is how long a change may take before its screen says that it was not
// saved, and attempts how often it is tried. Every attempt has the same id, so
// that the server knows it again.
const (
	patience = 10 * time.Second
	attempts = 3
)

// do makes a change; its answer goes to the screen that is on top now. The
// draft of that name is forgotten in the same write.
func (d *desk) do(change session.Change[*session.Community], draft string) tea.Cmd {
	if err := d.Rate(); err != nil {
		d.refuse(err)
		return nil
	}
	to, host, ctx, community := d.top(), d.Host, d.ctx, d.community
	deed := session.Deed[*session.Community]{
		ID: host.NewChange(), Who: session.Who{Member: d.member}, Change: change, Draft: draft,
	}
	return func() tea.Msg {
		var err error
		for range attempts {
			try, cancel := context.WithTimeout(ctx, patience)
			err = host.Do(try, community, deed)
			cancel()
			if !errors.Is(err, context.DeadlineExceeded) {
				break
			}
		}
		if errors.Is(err, context.DeadlineExceeded) {
			err = session.Refuse(session.NotSaved)
		}
		return answer{to, change, draft, err}
	}
}

// woken says that the community or its room has changed.
type woken struct{ of *session.Watcher }

// enter sits down at a community as a member, and in a meeting if one is named.
// Where that does not work it says why and returns nil.
func (d *desk) enter(community session.CommunityID, member session.MemberID, meeting session.MeetingID) tea.Cmd {
	watcher, err := d.Host.Watch(d.ctx, community, member)
	if err != nil {
		d.refuse(err)
		return nil
	}
	shared, own, err := d.Host.See(d.ctx, community, member)
	if err != nil {
		watcher.Close()
		d.refuse(err)
		return nil
	}
	d.stand()
	d.community, d.member, d.meeting = community, member, meeting
	d.watcher, d.shared, d.own = watcher, shared, own
	if meeting != "" {
		if d.leave, err = d.Host.ComeIn(d.ctx, community, meeting, member); err != nil {
			d.refuse(err)
		}
	}
	d.room = d.Host.Room(d.ctx, community, meeting)
	return d.wait()
}

// stand leaves the community and the room.
func (d *desk) stand() {
	if d.leave != nil {
		d.leave()
	}
	if d.watcher != nil {
		d.watcher.Close()
	}
	d.leave, d.watcher, d.shared, d.own = nil, nil, nil, nil
	d.community, d.member, d.meeting = "", "", ""
}

// look takes the newest view.
func (d *desk) look() {
	shared, own, err := d.Host.See(d.ctx, d.community, d.member)
	if err != nil {
		d.refuse(err)
		return
	}
	d.shared, d.own = shared, own
	d.room = d.Host.Room(d.ctx, d.community, d.meeting)
}

// wait sleeps until there is something new to see.
func (d *desk) wait() tea.Cmd {
	w, ctx := d.watcher, d.ctx
	return func() tea.Msg {
		select {
		case <-w.C:
			return woken{w}
		case <-ctx.Done():
			return nil
		}
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
