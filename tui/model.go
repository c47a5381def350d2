// Package tui is what a person sees and types: the Bubble Tea program of one
// terminal, with a file for each screen. It draws pictures ([frame.Frame]) and
// knows nothing of SSH; every change it makes is checked by session.Host.
package tui

import (
	"context"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/theme"
)

// Options are what the front door knows of whoever sits at the terminal.
type Options struct {
	Host      *session.Host
	Languages *locale.Catalogues
	Terminal  theme.Profile
	Key       session.Fingerprint // that signed; empty for somebody without a key
	Entry     session.Admission   // what the code in the user name, or the key, gave
	Refused   error               // why that code lets nobody in; nil where it does
	Language  string              // as the terminal asks for it; may be empty
	Code      string              // the user name as it was typed: a code, or anything else
	// Connect is the line that reaches this server, with %s for the code.
	Connect string
	// Present shows a code at the door, as fast as the door lets it.
	Present func(ctx context.Context, code string) (session.Admission, error)
	// Rate counts a change against what a person may do, or where that is nobody
	// yet, this connection.
	Rate func(session.PersonID) error
	// Pictures holds what this terminal's pictures have in common with others'.
	Pictures *frame.Pool
}

// NotUTF8 tells the model that its terminal does not read UTF-8. Borders and marks
// are ASCII then; people's own text is sent as it is.
type NotUTF8 struct{}

// Model is the program of one terminal. It routes; the screens do the work.
type Model struct {
	desk          *desk
	start         tea.Cmd
	width, height int
	acted         bool      // the person pressed a key on this screen since the last picture
	ahead         []tea.Msg // what was typed while a chair is made ready
	ticking       bool      // a minute is under way
	keys          int       // that were typed
	pausing       bool      // waiting for a pause between them
}

// New makes the program. ctx ends when the terminal is gone.
func New(ctx context.Context, o Options) *Model {
	d := &desk{
		Options: o, Look: Look{Words: o.Languages.In(o.Language), Theme: theme.New(o.Terminal, true), Pool: o.Pictures},
		ctx: ctx, opens: opened, dark: true,
		left: map[slot][]byte{}, saved: map[slot]string{}, senders: map[slot]sender{},
	}
	return &Model{desk: d, start: enter(d), width: 80, height: 24}
}

// Init takes somebody who is known straight on.
func (m *Model) Init() tea.Cmd { return m.start }

// View is the picture for [tea.NewProgram]; see [Run]. The runtime for many takes
// it from Frame, and never calls this.
func (m *Model) View() tea.View {
	f := m.Frame()
	v := tea.NewView(strings.Join(f.Rows, "\n"))
	v.AltScreen, v.WindowTitle = true, f.Title
	if f.Cursor.Visible {
		v.Cursor = tea.NewCursor(f.Cursor.X, f.Cursor.Y)
	}
	return v
}

// News wakes the terminal when the community or the room has changed.
func (m *Model) News() <-chan struct{} {
	if m.desk.watcher == nil {
		return nil
	}
	return m.desk.watcher.C
}

// Look takes the newest view after News, and reports whether it has changed:
// whoever was answered has seen what they are woken for.
func (m *Model) Look() (bool, tea.Cmd) {
	news, cmd := m.desk.look(), m.tick()
	for _, s := range m.desk.stack {
		if l, ok := s.(looker); ok {
			cmd = tea.Batch(cmd, l.look(m.desk))
		}
	}
	return news, cmd
}

// Update routes a message to the screen that it is for.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	d := m.desk
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return m, nil
	case tea.BackgroundColorMsg:
		d.dark = msg.IsDark()
		d.Theme = theme.New(d.Terminal, d.dark)
	case NotUTF8:
		d.Terminal.Unicode = false
		d.Theme = theme.New(d.Terminal, d.dark)
	case minute:
		m.ticking = false
		return m, m.tick()
	case overdue:
		return m, d.overdue(msg)
	case pause:
		return m, m.saveDrafts(msg)
	}
	cmd := m.acts(msg)
	d.tellWriting(d.drafting())
	return m, cmd
}

// acts routes what may change what the person is doing.
func (m *Model) acts(msg tea.Msg) tea.Cmd {
	d := m.desk
	switch msg := msg.(type) {
	case answer:
		return m.answered(msg)
	case reply:
		d.answered(msg.id)
		return tea.Batch(msg.to.update(d, msg.msg), m.catchUp())
	case tea.KeyPressMsg, tea.PasteMsg:
		return m.typed(msg)
	}
	return nil // what terminals report besides is nothing to a screen
}

// minute says that the timer shows another number.
type minute struct{}

// tick waits until the timer of the current item shows another number.
func (m *Model) tick() tea.Cmd {
	mt := m.desk.current()
	if m.ticking || mt == nil || mt.Deadline.IsZero() {
		return nil
	}
	left := time.Until(mt.Deadline)
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
	if d.opening && len(m.ahead) < maxAhead && !quits(msg) {
		m.ahead = append(m.ahead, msg)
		return nil
	}
	before := d.top()
	defer func() { m.acted = d.top() == before }()
	m.keys++
	armed := d.armed
	d.notice, d.armed = "", ""
	writing := d.typing()
	key, pressed := msg.(tea.KeyPressMsg)
	if pressed && !writing {
		key = command(key)
		msg = key
	}
	switch {
	case !pressed && !writing:
		d.say("desk.pasted_nowhere")
		return nil
	case quits(msg):
		d.done = true
		return tea.Quit
	case key.String() == "?", key.String() == "f1":
		if _, shown := d.top().(*help); !shown && (!writing || key.String() == "f1") {
			return d.toPlace(placeHelp{})
		}
	}
	if key.String() != "esc" && d.locked() {
		d.say("draft.on_its_way")
		return nil
	}
	d.sure = armed != "" && armed == key.String()
	cmd := d.top().update(d, msg)
	_, pasted := msg.(tea.PasteMsg)
	d.remember(pasted || key.Text != "")
	return tea.Batch(cmd, m.saveLater())
}

// maxAhead is how many keys and pastes are kept while a chair is made ready.
const maxAhead = 1000

// catchUp takes what was typed ahead, up to a key that opens something again.
func (m *Model) catchUp() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.ahead) > 0 && !m.desk.opening {
		next := m.ahead[0]
		m.ahead = m.ahead[1:]
		cmds = append(cmds, m.typed(next))
	}
	return tea.Batch(cmds...)
}

func quits(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	return ok && key.String() == "ctrl+c"
}

// answered tells the person and the screen what became of a change, and goes on
// with what waited for that.
func (m *Model) answered(a answer) tea.Cmd {
	d := m.desk
	r := d.answered(a.id)
	if r == nil {
		return nil
	}
	d.settled(r, a.err)
	next := d.begin(r.slot)
	switch {
	case !r.saves():
		next = tea.Batch(next, d.save(r.slot)) // what came back to a draft, or was typed meanwhile
	case a.err == nil:
		next = tea.Batch(next, m.saveLater())
	}
	if r.slot.community != d.community {
		return next // the person sits somewhere else now
	}
	if a.err != nil {
		d.refuse(a.err)
	} else {
		d.look()
	}
	if r.saves() {
		return next
	}
	return tea.Batch(next, d.holder(r).update(d, a))
}

// Leave sees to it that words on their way arrive or stay drafts, saves what is
// unsaved and leaves the room. It is called once the program has ended.
func (m *Model) Leave(ctx context.Context) {
	m.desk.handIn(ctx)
	m.desk.stand()
}

// Words is the language in which the person reads. It may be asked for once the
// program has ended.
func (m *Model) Words() *locale.Words { return m.desk.Words }

// Farewell is the line that stays on the terminal afterwards.
func (m *Model) Farewell() string {
	if m.desk.done {
		return m.desk.t("farewell")
	}
	return ""
}
