// Package tui is what a person sees and types: the Bubble Tea program of one
// terminal, with a file for each screen. It draws pictures ([frame.Frame]) and
// knows nothing of SSH; every change it makes is checked by session.Host.
package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/theme"
)

// Options are what the front door knows of whoever sits at the terminal.
type Options struct {
	Host     *session.Host
	Words    *locale.Catalogues
	Theme    theme.Profile
	Key      session.Fingerprint // that signed; empty for somebody without a key
	Entry    session.Entry       // what the code in the user name, or the key, gave
	Refused  error               // why that code lets nobody in; nil where it does
	Language string              // as the terminal sent it (LANG); may be empty
	Code     string              // the code in the user name, if any
	// Connect is the line that reaches this server, with %s for the code.
	Connect string
	// Present shows a code at the door, as fast as the door lets it.
	Present func(ctx context.Context, code string) (session.Entry, error)
	// Rate counts a change against what this connection may do.
	Rate func() error
	// Pool holds what this terminal's pictures have in common with others'.
	Pool *frame.Pool
}

// Model is the program of one terminal. It routes; the screens do the work.
type Model struct {
	desk          *desk
	start         tea.Cmd
	width, height int
	acted         bool              // the person pressed a key since the last picture
	ticking       bool              // a minute is under way
	saves         int               // counts keys, so that only the last one saves a draft
	saved         map[string]string // the drafts as they were last sent
}

// New makes the program. ctx ends when the terminal is gone.
func New(ctx context.Context, o Options) *Model {
	d := &desk{Options: o, ctx: ctx, words: o.Words.In(o.Language), theme: theme.New(o.Theme, true)}
	first, start := newWelcome(d)
	d.only(first)
	return &Model{desk: d, start: start, width: 80, height: 24, saved: map[string]string{}}
}

// Init takes somebody who is known straight on.
func (m *Model) Init() tea.Cmd { return m.start }

// View is empty: the runner of the terminal takes the picture from Frame.
func (m *Model) View() tea.View { return tea.View{} }

// draftDelay is how long somebody stops typing before their draft is saved.
const draftDelay = time.Second

// pause says that nobody has typed for draftDelay.
type pause struct{ after int }

// Update routes a message to the screen that it is for.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	d := m.desk
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return m, nil
	case woken:
		if msg.of != d.watcher {
			return m, nil
		}
		d.look()
		return m, tea.Batch(d.wait(), m.tick())
	case minute:
		m.ticking = false
		return m, m.tick()
	case answer:
		return m, m.answered(msg)
	case reply:
		return m, msg.to.update(d, msg.msg)
	case pause:
		return m, m.saveDraft(msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		return m, m.typed(msg)
	}
	return m, d.top().update(d, msg)
}

// minute says that the timer shows another number.
type minute struct{}

// tick waits until the timer of the current item shows another number.
func (m *Model) tick() tea.Cmd {
	mt := m.desk.current()
	if m.ticking || mt == nil || mt.Deadline.IsZero() {
		return nil
	}
	left := mt.Deadline.Sub(m.desk.Host.Now())
	if left <= 0 {
		return nil
	}
	m.ticking = true
	return m.desk.later(left%time.Minute+time.Millisecond, minute{})
}

// typed takes a key: those that mean the same everywhere here, others on the
// screen.
func (m *Model) typed(msg tea.Msg) tea.Cmd {
	d := m.desk
	m.acted = true
	armed := d.armed
	d.notice, d.armed = "", ""
	key, _ := msg.(tea.KeyPressMsg)
	writing := false
	if w, ok := d.top().(writer); ok {
		writing = w.writing()
	}
	switch key.String() {
	case "ctrl+c":
		d.done = true
		return tea.Quit
	case "?", "f1":
		if !writing || key.String() == "f1" {
			d.show(&help{of: d.top()})
			return nil
		}
	}
	d.sure = armed != "" && armed == key.String()
	return tea.Batch(d.top().update(d, msg), m.typedDraft())
}

// answered tells the person and the screen what became of a change.
func (m *Model) answered(a answer) tea.Cmd {
	d := m.desk
	switch {
	case a.err != nil:
		d.refuse(a.err)
	case d.community != "":
		delete(m.saved, a.draft)
		d.look()
	}
	return a.to.update(d, a)
}

// typedDraft notes that something was typed, and looks a little later whether
// more came.
func (m *Model) typedDraft() tea.Cmd {
	s, ok := m.desk.top().(drafter)
	if !ok || m.desk.community == "" {
		return nil
	}
	name, value := s.draft()
	m.tellWriting(len(value) > 0)
	if name == "" || m.saved[name] == string(value) {
		return nil
	}
	m.saves++
	after := m.saves
	return m.desk.later(draftDelay, pause{after})
}

func (m *Model) tellWriting(now bool) {
	d := m.desk
	d.Host.Writing(d.ctx, d.community, d.meeting, d.member, now)
}

// saveDraft sends the draft if the pause is the latest.
func (m *Model) saveDraft(p pause) tea.Cmd {
	if p.after != m.saves {
		return nil
	}
	save := m.unsaved()
	if save == nil {
		return nil
	}
	d := m.desk
	ctx, host, community, who := d.ctx, d.Host, d.community, session.Who{Member: d.member}
	return func() tea.Msg {
		// A draft that cannot be saved is still on the screen.
		_ = host.Do(ctx, community, session.Deed[*session.Community]{ID: host.NewChange(), Who: who, Change: save})
		return nil
	}
}

// unsaved is the draft on the screen, if it is not saved as it stands.
func (m *Model) unsaved() *session.SaveDraft {
	s, ok := m.desk.top().(drafter)
	if !ok || m.desk.community == "" {
		return nil
	}
	name, value := s.draft()
	if name == "" || m.saved[name] == string(value) || len(value) > session.MaxShelfValue {
		return nil
	}
	m.saved[name] = string(value)
	return &session.SaveDraft{Name: name, Value: value}
}

// Leave saves what is unsaved and leaves the room. It is called once the
// program has ended.
func (m *Model) Leave(ctx context.Context) {
	d := m.desk
	if save := m.unsaved(); save != nil {
		// Nobody is left to tell if this fails.
		_ = d.Host.Do(ctx, d.community, session.Deed[*session.Community]{
			ID: d.Host.NewChange(), Who: session.Who{Member: d.member}, Change: save,
		})
	}
	d.stand()
}

// Farewell is the line that stays on the terminal afterwards.
func (m *Model) Farewell() string {
	if m.desk.done {
		return m.desk.t("farewell")
	}
	return ""
}
