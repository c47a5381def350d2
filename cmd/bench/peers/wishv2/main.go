// Command wishv2 is the board as a plain Wish v2 and Bubble Tea v2 application,
// written as the multichat example of Wish is.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"slices"
	"sync"

	"charm.land/bubbles/v2/textinput"
	tea "charm.land/bubbletea/v2"
	"charm.land/ssh"
	"charm.land/wish/v2"
	"charm.land/wish/v2/activeterm"
	"charm.land/wish/v2/bubbletea"
	"charm.land/wish/v2/logging"

	"github.com/convene-ssh/convene/cmd/bench/peers/board"
	"github.com/convene-ssh/convene/cmd/bench/peers/draw"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	a := &app{board: board.New()}
	server, err := wish.NewServer(
		wish.WithHostKeyPath("id_ed25519"),
		wish.WithPublicKeyAuth(func(ssh.Context, ssh.PublicKey) bool { return true }),
		wish.WithMiddleware(
			bubbletea.MiddlewareWithProgramHandler(a.program),
			activeterm.Middleware(),
			logging.Middleware(),
		),
	)
	if err != nil {
		return err
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "listening on", l.Addr())
	stopped := make(chan error, 1)
	go func() { stopped <- server.Serve(l) }()
	select {
	case err := <-stopped:
		return err
	case <-ctx.Done():
		return nil
	}
}

// app is the programs that run and the board that they show.
type app struct {
	board *board.Board

	mu       sync.Mutex
	programs []*tea.Program
}

func (a *app) program(s ssh.Session) *tea.Program {
	p := tea.NewProgram(newModel(a), bubbletea.MakeOptions(s)...)
	a.mu.Lock()
	defer a.mu.Unlock()
	a.programs = append(a.programs, p)
	context.AfterFunc(s.Context(), func() { a.forget(p) })
	return p
}

func (a *app) forget(p *tea.Program) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.programs = slices.DeleteFunc(a.programs, func(q *tea.Program) bool { return p == q })
}

// add adds an item and tells everybody.
func (a *app) add(part int, words string) {
	a.board.Add(part, words)
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, p := range a.programs {
		go p.Send(changed{})
	}
}

// changed says that the board has changed.
type changed struct{}

type model struct {
	app       *app
	quadrants [board.Parts]board.Quadrant
	part      int
	input     textinput.Model
}

func newModel(a *app) model {
	input := textinput.New()
	input.Prompt = board.Prompt
	input.SetWidth(100)
	styles := input.Styles()
	styles.Cursor.Blink = false // it would draw every screen twice a second
	input.SetStyles(styles)
	input.Focus()
	return model{app: a, quadrants: a.board.Quadrants(), input: input}
}

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case changed:
		m.quadrants = m.app.board.Quadrants()
		return m, nil
	case tea.KeyPressMsg:
		switch msg.String() {
		case "ctrl+c":
			return m, tea.Quit
		case "tab":
			m.part = (m.part + 1) % board.Parts
			return m, nil
		case "enter":
			m.app.add(m.part, m.input.Value())
			m.input.Reset()
			return m, nil
		}
	}
	var cmd tea.Cmd
	m.input, cmd = m.input.Update(msg)
	return m, cmd
}

func (m model) View() tea.View {
	v := tea.NewView(draw.Board(m.quadrants, m.part, m.input.View()))
	v.AltScreen = true
	return v
}
