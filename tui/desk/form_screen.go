package desk

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/kit"
)

// FormScreen is a screen that is one form. What was changed in it and not sent
// is its draft.
type FormScreen struct {
	*kit.Form
	// All are the questions where some do not matter at the moment, which Moved leaves
	// out; nil where all do.
	All     kit.Questions
	Name    session.DraftName // of the draft; empty where none is kept
	Heading string            // the key of its title
	ForAll  bool              // what is written is for everybody in the meeting
	About   string            // the words that it asks about, above it; empty for none
	Sends   string            // the key of what it does when it is sent; empty where it saves
	Send    func(*Desk) tea.Cmd
	Done    func(*Desk) tea.Cmd                // after the answers were accepted and the form is gone; may be nil
	Moved   func()                             // another question has the focus, a choice was made, or the form is to be sent; may be nil
	Away    func(*Desk)                        // after the person went away; may be nil
	Also    func(*Desk) kit.Keys               // its keys beside those of every form; may be nil
	Tells   func(d *Desk, was *session.Shared) // see [Teller]; may be nil
	// Theirs lays out the answers that a [refusal.Conflict] holds; nil for a form
	// of something new.
	Theirs func(d *Desk, saved any) kit.Questions
	kit.Versions
}

// Open remembers how the form was and brings its draft back.
func (s *FormScreen) Open(d *Desk) *FormScreen {
	s.Opened = s.all().Answers()
	if s.Name != "" {
		d.Restore(&s.Versions, s.all(), s.Name)
	}
	if s.All != nil {
		s.moved()
	}
	return s
}

// moved settles which questions matter. The focus stays on one of them.
func (s *FormScreen) moved() {
	s.Moved()
	s.At = min(s.At, len(s.Fields)-1)
}

func (s *FormScreen) all() kit.Questions {
	if s.All != nil {
		return s.All
	}
	return s.Fields
}

// take goes on with the answers that were chosen between two versions.
func (s *FormScreen) take(chosen kit.Questions) {
	s.Fields = chosen
	if s.All != nil {
		s.All = chosen
		s.moved()
	}
}

// Number reads an answer of at least so much, and points to one that is none.
func (s *FormScreen) Number(d *Desk, key string, least int) (int, bool) {
	n, err := strconv.Atoi(strings.TrimSpace(s.Get(key)))
	if err != nil || n < least {
		s.Refuse(d, NoNumber(s.Form, key, least))
		return 0, false
	}
	return n, true
}

// NoNumber refuses an answer that is no number of at least so much, by the words of its
// question.
func NoNumber(f *kit.Form, key string, least int) error {
	return refusal.New(refusal.NoNumber, "field", key, "label", f.Field(key).Label, "least", least)
}

func (s *FormScreen) Title(d *Desk) string { return d.T(s.Heading) }

func (s *FormScreen) Writing() bool { return s.Clash == nil && s.Form.Writing() }

func (s *FormScreen) Keeps() bool { return true }

func (s *FormScreen) Contributes(*Desk) bool { return s.ForAll }

func (s *FormScreen) Tell(d *Desk, was *session.Shared) {
	if s.Tells != nil {
		s.Tells(d, was)
	}
}

func (s *FormScreen) Draft() (session.DraftName, []byte) { return s.Name, s.Versions.Pack(s.all()) }

func (s *FormScreen) Update(d *Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case Answer:
		return s.answered(d, msg.Err)
	case Outcome:
		if msg.Err != nil {
			d.Refuse(msg.Err)
		}
		return s.answered(d, msg.Err)
	case Preferred: // the answers may be accepted by now, and the form gone
		if msg.Err != nil {
			d.Refuse(msg.Err)
		}
		return nil
	case CameIn:
		return msg.Arrive(d)
	}
	at := s.At
	send := s.Form.Update(d, msg)
	if s.Moved != nil && (send || s.At != at || !s.Form.Writing()) {
		s.moved()
	}
	if !send {
		return nil
	}
	return s.send(d)
}

// send sends the answers, unless they are on their way already.
func (s *FormScreen) send(d *Desk) tea.Cmd {
	if s.Name == "" && d.askedBy(s) {
		d.Say("desk.waiting")
		return nil
	}
	return s.Send(d)
}

// answered leaves the form once its answers were accepted.
func (s *FormScreen) answered(d *Desk, err error) tea.Cmd {
	if err != nil {
		return s.refused(d, err)
	}
	d.Dismiss(s)
	if s.Done != nil {
		return s.Done(d)
	}
	d.Say("form.saved")
	return nil
}

// refused points to the answer that was wrong, or offers the version that somebody
// else has saved meanwhile.
func (s *FormScreen) refused(d *Desk, err error) tea.Cmd {
	var conflict *refusal.Conflict
	if !errors.As(err, &conflict) {
		s.Point(err)
		return nil
	}
	if !d.StillOpen(s) {
		d.Say("draft.changed")
		return nil
	}
	if s.Offer(s.all(), s.Theirs(d, conflict.Theirs), conflict.Revision) {
		return nil
	}
	d.Notice = ""
	return s.resolve(d)
}

// resolve goes on with what was chosen between two versions. Where nothing of the person's
// own is left in that, there is nothing to send: words that stand are nobody else's.
func (s *FormScreen) resolve(d *Desk) tea.Cmd {
	s.take(s.Resolve())
	switch {
	case s.Versions.Pack(s.all()) == nil:
		save := s.leave(d)
		d.Say("form.theirs")
		return save
	case d.Top() != Screen(s):
		return nil // they send it again
	}
	return s.send(d)
}

func (s *FormScreen) Body(d *Desk, w, h int) kit.Page {
	if s.Clash != nil {
		return kit.Page{Rows: s.Clash.Sheet.Draw(d.Look, s.Clash.Entries(d.Look), w, h)}
	}
	rows := s.about(d, w, h)
	p := s.Form.Body(d.Look, w, max(1, h-len(rows)))
	p.Cursor.Y += len(rows)
	p.Rows = append(rows, p.Rows...)
	return p
}

// about are the words that the form asks about, in no more than a third of the room.
func (s *FormScreen) about(d *Desk, w, h int) []string {
	if s.About == "" {
		return nil
	}
	rows := kit.Indented(s.About, w, d.Theme.Muted)
	return append(rows[:min(len(rows), h/3)], "")
}

// leave goes away from the form. Its draft is saved at once, where it has one.
func (s *FormScreen) leave(d *Desk) (save tea.Cmd) {
	name, kept := s.Draft()
	d.Dismiss(s)
	if name != "" {
		save = d.PutAway(name, kept)
	}
	if s.Away != nil {
		s.Away(d)
	}
	return save
}

func (s *FormScreen) Keys(d *Desk) kit.Keys {
	if s.Clash != nil {
		return s.Versions.Keys(d.Look, func() tea.Cmd { return s.resolve(d) })
	}
	away := "key.keep_draft"
	if s.Name == "" {
		away = "key.cancel"
	}
	keys := s.Form.Keys(d.Look, d.T(cmp.Or(s.Sends, "key.save")))
	if s.Also != nil {
		keys = keys.And(s.Also(d)...)
	}
	return keys.And(kit.On("Esc", d.T(away), func() tea.Cmd { return s.leave(d) }))
}
