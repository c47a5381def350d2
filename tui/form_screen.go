package tui

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// formScreen is a screen that is one form. What was changed in it and not sent
// is its draft; a question that was left as it was is not part of that, so that
// it follows what others do.
type formScreen struct {
	*form
	heading string // the key of its title
	send    func(*desk) tea.Cmd
	done    func(*desk) tea.Cmd // after the answers were accepted and the form is gone; may be nil
	moved   func()              // another question has the focus, or the form is to be sent; may be nil
	away    func(*desk)         // after the person went away; may be nil
	start   map[string][]string // the answers as they were at first
}

// open remembers how the form was and brings its draft back.
func (s *formScreen) open(d *desk) *formScreen {
	s.start = s.values()
	if kept := d.draft(s.name); kept != nil {
		s.unpack(kept)
	}
	return s
}

// changed is what the person has answered otherwise than it stood.
func (s *formScreen) changed() map[string][]string {
	changed := s.values()
	for key, was := range s.start {
		if slices.Equal(changed[key], was) {
			delete(changed, key)
		}
	}
	return changed
}

func (s *formScreen) title(d *desk) string { return d.t(s.heading) }

func (s *formScreen) draft() (string, []byte) {
	changed := s.changed()
	if len(changed) == 0 {
		return s.name, nil
	}
	return s.name, packed(changed)
}

func (s *formScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(answer); ok {
		s.sent = false
		if a.err != nil {
			s.point(a.err)
			return nil
		}
		s.drop(d)
		if s.done != nil {
			return s.done(d)
		}
		d.say("form.saved")
		return nil
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		return s.leave(d)
	}
	at := s.at
	send := s.form.update(msg)
	if s.moved != nil && (send || s.at != at) {
		s.moved()
	}
	if !send || s.sent {
		return nil
	}
	cmd := s.send(d)
	s.sent = cmd != nil
	return cmd
}

// leave goes away from the form. Its draft is saved at once.
func (s *formScreen) leave(d *desk) tea.Cmd {
	name, kept := s.draft()
	s.drop(d)
	save := d.putAway(name, kept)
	if s.away != nil {
		s.away(d)
	}
	return save
}

// drop takes the form off, also from under a screen that was put on it since.
func (s *formScreen) drop(d *desk) {
	d.stack = slices.DeleteFunc(d.stack, func(other screen) bool { return other == s })
}

func (s *formScreen) keys(d *desk) []hint {
	keys := []hint{{"Ctrl+S", d.t("key.save")}, {"Tab", d.t("key.question")}}
	if !s.writing() {
		keys = append(keys, hint{"< >", d.t("key.choose")})
	}
	return append(keys, hint{"Esc", d.t("key.keep_draft")})
}
