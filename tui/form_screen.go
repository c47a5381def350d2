package tui

import (
	"errors"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// formScreen is a screen that is one form. What was changed in it and not sent
// is its draft.
type formScreen struct {
	*form
	name    session.DraftName // of the draft; empty where none is kept
	heading string            // the key of its title
	send    func(*desk) tea.Cmd
	done    func(*desk) tea.Cmd // after the answers were accepted and the form is gone; may be nil
	moved   func()              // another question has the focus, or the form is to be sent; may be nil
	away    func(*desk)         // after the person went away; may be nil
	// theirs lays out the answers that a [session.Conflict] holds; nil for a form
	// of something new.
	theirs func(d *desk, saved any) []*field
	versions
}

// open remembers how the form was and brings its draft back.
func (s *formScreen) open(d *desk) *formScreen {
	s.opened = s.values()
	s.restore(s.fields, d.draft(s.name))
	return s
}

func (s *formScreen) title(d *desk) string { return d.t(s.heading) }

func (s *formScreen) writing() bool { return s.clash == nil && s.form.writing() }

func (s *formScreen) draft() (session.DraftName, []byte) { return s.name, s.versions.pack(s.fields) }

func (s *formScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(answer); ok {
		if a.err != nil {
			return s.refused(d, a.err)
		}
		d.dismiss(s)
		if s.done != nil {
			return s.done(d)
		}
		d.say("form.saved")
		return nil
	}
	if s.clash != nil {
		if s.choose(d, msg) {
			s.fields = s.resolve()
			return s.send(d)
		}
		return nil
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		return s.leave(d)
	}
	at := s.at
	send := s.form.update(d, msg)
	if s.moved != nil && (send || s.at != at) {
		s.moved()
	}
	if !send {
		return nil
	}
	return s.send(d)
}

// refused points to the answer that was wrong, or offers the version that somebody
// else has saved meanwhile.
func (s *formScreen) refused(d *desk, err error) tea.Cmd {
	var conflict *session.Conflict
	switch {
	case !errors.As(err, &conflict):
		s.point(err)
	case !s.offer(s.fields, s.theirs(d, conflict.Theirs), conflict.Revision) && d.top() == screen(s):
		d.notice = ""
		s.fields = s.resolve()
		return s.send(d)
	}
	return nil
}

func (s *formScreen) body(d *desk, w, h int) page {
	if s.clash != nil {
		return page{rows: s.clash.sheet.draw(d, s.clash.entries(d), w, h)}
	}
	return s.form.body(d, w, h)
}

// leave goes away from the form. Its draft is saved at once.
func (s *formScreen) leave(d *desk) tea.Cmd {
	name, kept := s.draft()
	d.dismiss(s)
	save := d.putAway(name, kept)
	if s.away != nil {
		s.away(d)
	}
	return save
}

func (s *formScreen) keys(d *desk) []hint {
	if s.clash != nil {
		return s.clash.keys(d)
	}
	keys := []hint{{"Ctrl+S", d.t("key.save")}, {"Tab", d.t("key.question")}}
	if !s.writing() {
		keys = append(keys, hint{"< >", d.t("key.choose")})
	}
	return append(keys, hint{"Esc", d.t("key.keep_draft")})
}
