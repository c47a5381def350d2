package tui

import (
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/frame"
)

// view is what every picture of a meeting depends on. Who has an equal one sees
// the same.
type view struct {
	contents      session.Version // of one audience of one community
	meeting       method.MeetingID
	role          method.Role
	room          roomView
	language      string
	shades        desk.Shades
	width, height int
	notice        string
	failed        bool
	timer         string
	screen        any
}

type roomView struct{ here, writing int }

// Frame is the picture now: shared where it can be. After a key on the same
// screen it is drawn for the person who pressed it, since drawing also decides
// how far lists scroll.
func (m *Model) Frame() *frame.Frame {
	d := m.desk
	if s, ok := d.Top().(desk.Sharer); ok && d.Shared != nil && !m.acted {
		if screen := s.Share(d); screen != nil {
			return d.Pool.Frame(unique.Make(viewOf(d, screen, m.width, m.height)), func() frame.Frame {
				return draw(d, m.width, m.height)
			})
		}
	}
	m.acted = false
	f := draw(d, m.width, m.height)
	return &f
}

func viewOf(d *desk.Desk, screen any, width, height int) view {
	v := view{
		contents: d.Shared.Contents, meeting: d.Meeting, role: d.Role(), room: roomView{d.Room.Count(), d.Room.Writing},
		language: d.Words.Language, shades: d.Shades(), width: width, height: height,
		notice: d.Notice, failed: d.Failed, screen: screen,
	}
	if m := d.Current(); m != nil {
		v.timer = d.Timer(m, width)
	}
	return v
}
