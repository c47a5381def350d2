package tui

import (
	"reflect"
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/frame"
)

// picture names a picture of a meeting by all that its words and its keys depend on:
// people for whom these are equal are shown the same one.
type picture struct {
	contents      session.Version // of one audience of one community
	meeting       method.MeetingID
	role          method.Role
	own           method.Role // that they have where they visit in another: some keys are by it
	here          int         // people
	ready         host.Ready
	language      string
	shades        desk.Shades
	width, height int
	band          band
	left          desk.Left
	of            reflect.Type // the screen's
	screen        any
}

// Frame is the picture now. It is drawn once for all who are shown the same. Only after
// a key on the same screen it is drawn for the person who pressed it, because drawing
// also decides how far lists scroll.
func (m *Model) Frame() *frame.Frame {
	d := m.desk
	if s, ok := d.Top().(desk.Sharer); ok && d.Shared != nil && !m.acted {
		if screen := s.Share(d); screen != nil {
			return d.Pool.Frame(unique.Make(pictureOf(d, screen, m.width, m.height)), func() frame.Frame {
				return draw(d, m.width, m.height)
			})
		}
	}
	m.acted = false
	f := draw(d, m.width, m.height)
	return &f
}

// pictureOf names the picture of a screen, which has said what else it depends on.
func pictureOf(d *desk.Desk, screen any, width, height int) picture {
	p := picture{
		contents: d.Shared.Contents, meeting: d.Meeting, role: d.Role(), here: d.Room.Count(), ready: d.Room.Ready,
		language: d.Words.Language, shades: d.Shades(), width: width, height: height,
		own: d.Shared.RoleIn(d.Meeting, d.Member), band: bandOf(d), of: reflect.TypeOf(d.Top()), screen: screen,
	}
	if m := d.Current(); m != nil {
		p.left = d.Left(m)
	}
	return p
}
