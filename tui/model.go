// Package tui is what a person sees and types: the Bubble Tea program of one
// terminal. It says which screen shows a place; the screens are in packages of their
// own, which share a [desk.Desk] and are made of package kit. It draws pictures
// ([frame.Frame]) and knows nothing of SSH; every change is checked by host.Host.
package tui

import (
	"context"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/screen/help"
	"github.com/convene-ssh/convene/tui/screen/welcome"
)

// Options are what the front door knows of whoever sits at the terminal.
type Options = desk.Options

// NotUTF8 tells the model that its terminal does not read UTF-8. Borders and marks
// are ASCII then; people's own text is sent as it is.
type NotUTF8 struct{}

// Model is the program of one terminal. It routes; the screens do the work.
type Model struct {
	desk          *desk.Desk
	start         tea.Cmd
	width, height int
	acted         bool      // a key was pressed on this screen since the last picture
	ahead         []tea.Msg // what was typed while a chair was made ready
	due           time.Time // for which a command waits, when the picture changes by itself
	keys          int       // how many were typed
	pausing       bool      // a command waits for a pause in the typing
}

// New makes the program. ctx ends when the terminal is gone.
func New(ctx context.Context, o Options) *Model {
	d := desk.New(ctx, o, opened)
	return &Model{desk: d, start: enter(d), width: 80, height: 24}
}

// enter shows the first screen of a terminal.
func enter(d *desk.Desk) tea.Cmd {
	if d.Wall {
		return d.Only(place.Wall{})
	}
	return welcome.Enter(d)
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
	if m.desk.Watcher == nil {
		return nil
	}
	return m.desk.Watcher.C
}

// Refresh takes the newest view after News, and reports whether there is anything new
// in it. There is not where the answer to the person's own change came first.
func (m *Model) Refresh() (bool, tea.Cmd) {
	news, next := m.desk.Refresh()
	m.desk.ShowUnread()
	m.desk.TellWriting() // what they write cannot be sent any more, or again
	return news, tea.Batch(next, m.tick(), m.desk.AskAgain())
}

// Update routes a message to the screen that it is for.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	d := m.desk
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
		return m, nil
	case tea.BackgroundColorMsg:
		d.Dark = msg.IsDark()
		d.Restyle()
	case NotUTF8:
		d.Terminal.Unicode = false
		d.Restyle()
	case passed:
		return m, m.passes(msg)
	case desk.Overdue:
		return m, d.Overdue(msg)
	case pause:
		return m, m.saveDrafts(msg)
	}
	cmd := m.acts(msg)
	d.ShowUnread()
	d.TellWriting()
	return m, tea.Batch(cmd, m.tick())
}

// acts routes keys, and answers to what the person has asked for.
func (m *Model) acts(msg tea.Msg) tea.Cmd {
	d := m.desk
	switch msg := msg.(type) {
	case desk.Answer:
		return m.answered(msg)
	case desk.Reply:
		d.Answered(msg.ID)
		cmd := msg.To.Update(d, msg.Msg)
		_, code := d.Top().(*desk.Keepsake)
		if in, came := msg.Msg.(desk.CameIn); came && (in.Err != nil || in.Again || code) {
			m.ahead = nil // it was meant for where they did not get to
		}
		return tea.Batch(cmd, m.catchUp())
	case tea.KeyPressMsg, tea.PasteMsg:
		return m.typed(msg)
	}
	return nil // what terminals report besides is nothing to a screen
}

// passed says that it is a time for which a command has waited.
type passed struct{ due time.Time }

// tick waits until the picture changes although nobody does anything.
func (m *Model) tick() tea.Cmd {
	due := m.desk.Due()
	if due.IsZero() || !m.due.IsZero() && !due.Before(m.due) {
		return nil
	}
	m.due = due
	return m.desk.Later(time.Until(due), passed{due})
}

// passes does what is due then, and waits for the next time unless another command does so
// already.
func (m *Model) passes(p passed) tea.Cmd {
	if p.due == m.due {
		m.due = time.Time{}
	}
	return tea.Batch(m.desk.Came(p.due), m.tick())
}

// typed takes a key or a paste. Those keys that mean the same everywhere are taken
// here, all others by the screen.
func (m *Model) typed(msg tea.Msg) tea.Cmd {
	d := m.desk
	if d.Opening && !quits(msg) {
		if len(m.ahead) < maxAhead {
			m.ahead = append(m.ahead, msg)
		}
		return nil
	}
	before := d.Top()
	defer func() { m.acted = d.Top() == before }()
	m.keys++
	writing := d.Typing()
	key, pressed := msg.(tea.KeyPressMsg)
	if pressed && !writing {
		key = kit.Command(key)
		msg = key
		if d.WasForWords(key) {
			return nil
		}
	}
	declines := d.Pressed(key.String())
	switch {
	case !pressed && !writing:
		d.Say("desk.pasted_nowhere")
		return nil
	case quits(msg):
		return d.Quit()
	case declines:
		return nil
	case key.String() == "?", key.String() == "f1":
		if _, shown := d.Top().(*help.Help); !shown && (!writing || key.String() == "f1") {
			return d.Go(place.Help{})
		}
	}
	if key.String() != "esc" && d.Locked() {
		d.Say("draft.on_its_way")
		return nil
	}
	cmd := press(d, msg)
	_, pasted := msg.(tea.PasteMsg)
	d.Remember(pasted || key.Text != "")
	d.Remind()
	return tea.Batch(cmd, m.saveLater())
}

// press does what a key is for on this screen. A key that is not in its table is text,
// or means nothing. While somebody writes, letters are in none: the table is not made
// for each of them.
func press(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && !(d.Typing() && letter(key)) {
		keys := d.Keys()
		if cmd, found := keys.Press(key); found {
			return cmd
		}
		if keys.Whole() && !d.Typing() {
			d.Stray(key.String())
			return nil
		}
	}
	return d.Top().Update(d, msg)
}

// letter reports whether a key is one, and no command.
func letter(key tea.KeyPressMsg) bool {
	r, _ := utf8.DecodeRuneInString(key.Text)
	return unicode.IsLetter(r)
}

// maxAhead is how many keys and pastes are kept while a chair is made ready.
const maxAhead = 1000

// catchUp takes what was typed ahead, up to a key that opens something again.
func (m *Model) catchUp() tea.Cmd {
	var cmds []tea.Cmd
	for len(m.ahead) > 0 && !m.desk.Opening {
		next := m.ahead[0]
		m.ahead = m.ahead[1:]
		cmds = append(cmds, m.typed(next))
	}
	if len(m.ahead) == 0 {
		m.ahead = nil // its array would keep what was typed
	}
	return tea.Batch(cmds...)
}

func quits(msg tea.Msg) bool {
	key, ok := msg.(tea.KeyPressMsg)
	return ok && key.String() == "ctrl+c"
}

// answered tells the person and the screen what became of a change, and hands in the
// changes that waited for it.
func (m *Model) answered(a desk.Answer) tea.Cmd {
	d := m.desk
	r := d.Answered(a.ID)
	if r == nil {
		return nil
	}
	d.Settled(r, a.Err)
	here := r.Slot.Community == d.Community // otherwise the person sits somewhere else now
	var led tea.Cmd
	if here && a.Err == nil {
		_, led = d.Refresh()
	}
	next := tea.Batch(led, d.Begin(r.Slot))
	switch {
	case !r.Saves():
		next = tea.Batch(next, d.Save(r.Slot)) // what came back to a draft, or was typed meanwhile
	case a.Err == nil:
		next = tea.Batch(next, m.saveLater())
	}
	if here && a.Err != nil {
		d.RefuseSent(r, a.Err)
	}
	if r.Slot.Community != d.Community || r.Saves() { // they may have been led out
		return next
	}
	if s := d.Holder(r); s != nil {
		next = tea.Batch(next, s.Update(d, a))
	}
	return next
}

// Leave hands in what was not handed in yet, saves what is unsaved and leaves the room.
// It is called once the program has ended.
func (m *Model) Leave(ctx context.Context) {
	m.desk.HandIn(ctx)
	m.desk.Stand()
}

// Words is the language in which the person reads. It may be asked for once the
// program has ended.
func (m *Model) Words() *locale.Words { return m.desk.Words }

// Farewell is the line that stays on the terminal afterwards.
func (m *Model) Farewell() string {
	switch {
	case !m.desk.Done:
		return ""
	case m.desk.Person == "": // nobody yet, or no longer
		return m.desk.T("farewell.unknown")
	}
	return m.desk.T("farewell")
}
