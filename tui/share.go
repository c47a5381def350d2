package tui

import (
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/theme"
)

// sharer is a screen that looks the same to many: its picture is drawn once for
// all of them. A screen that is no sharer is drawn for each person.
type sharer interface {
	// share returns a comparable value of everything that the picture depends on
	// besides what every screen does (see [view]), or nil while it shows what
	// is this person's alone. Who the members are is not in the view: whoever
	// shows that needs the revision. A [unique.Handle] of it keeps a thousand
	// people from making a thousand of the same.
	share(d *desk) any
}

// view is what every picture of a meeting depends on. Who has an equal one sees
// the same.
type view struct {
	contents      session.Version // of one audience of one community
	meeting       session.MeetingID
	role          session.Role
	room          roomView
	language      string
	look          look
	width, height int
	notice        string
	failed        bool
	timer         string
	screen        any
}

// look is what the theme depends on.
type look struct {
	profile theme.Profile
	dark    bool
}

type roomView struct{ here, writing int }

// Frame is the picture now: shared where it can be. After a key on the same
// screen it is drawn for the person who pressed it, since drawing also decides
// how far lists scroll.
func (m *Model) Frame() *frame.Frame {
	d := m.desk
	if s, ok := d.top().(sharer); ok && d.shared != nil && !m.acted {
		if screen := s.share(d); screen != nil {
			return d.Pool.Frame(unique.Make(d.view(screen, m.width, m.height)), func() frame.Frame {
				return draw(d, m.width, m.height)
			})
		}
	}
	m.acted = false
	f := draw(d, m.width, m.height)
	return &f
}

func (d *desk) view(screen any, width, height int) view {
	v := view{
		contents: d.shared.Contents, meeting: d.meeting, role: d.role(), room: roomView{d.room.Count(), d.room.Writing},
		language: d.Words.Language, look: look{d.Terminal, d.dark}, width: width, height: height,
		notice: d.notice, failed: d.failed, screen: screen,
	}
	if m := d.current(); m != nil {
		v.timer = d.timer(m, width)
	}
	return v
}
