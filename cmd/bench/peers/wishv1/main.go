// Command wishv1 is the board as a plain Wish v1 and Bubble Tea v1 application,
// written as the multichat example of Wish is.
package main

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"

	"github.com/charmbracelet/bubbles/cursor"
	"github.com/charmbracelet/bubbles/textinput"
	tea "github.com/charmbracelet/bubbletea"
	"github.com/charmbracelet/lipgloss"
	"github.com/charmbracelet/ssh"
	"github.com/charmbracelet/wish"
	"github.com/charmbracelet/wish/activeterm"
	"github.com/charmbracelet/wish/bubbletea"
	"github.com/charmbracelet/wish/logging"
	"github.com/muesli/termenv"

	"github.com/convene-ssh/convene/cmd/bench/peers/board"
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
			bubbletea.MiddlewareWithProgramHandler(a.program, termenv.ANSI256),
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
	p := tea.NewProgram(newModel(a, bubbletea.MakeRenderer(s)), append(bubbletea.MakeOptions(s), tea.WithAltScreen())...)
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
	styles    *lipgloss.Renderer // for the colours of one terminal
	quadrants [board.Parts]board.Quadrant
	part      int
	input     textinput.Model
}

func newModel(a *app, r *lipgloss.Renderer) model {
	input := textinput.New()
	input.Prompt = board.Prompt
	input.Width = 100
	input.Cursor.SetMode(cursor.CursorStatic) // blinking would draw every screen twice a second
	input.Focus()
	return model{app: a, styles: r, quadrants: a.board.Quadrants(), input: input}
}

func (m model) Init() tea.Cmd { return nil }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case changed:
		m.quadrants = m.app.board.Quadrants()
		return m, nil
	case tea.KeyMsg:
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

func (m model) View() string {
	boxes := make([]string, len(m.quadrants))
	for i, q := range m.quadrants {
		boxes[i] = m.box(q, i == m.part)
	}
	return lipgloss.JoinVertical(lipgloss.Left,
		m.styles.NewStyle().Bold(true).Render(board.Title),
		m.styles.NewStyle().Bold(true).Foreground(lipgloss.Color("202")).Render(board.Sample),
		m.styles.NewStyle().Foreground(lipgloss.Color("245")).Render(board.Phase),
		lipgloss.JoinHorizontal(lipgloss.Top, boxes[0], boxes[1]),
		lipgloss.JoinHorizontal(lipgloss.Top, boxes[2], boxes[3]),
		m.input.View(),
		m.styles.NewStyle().Foreground(lipgloss.Color("245")).Render(board.Help),
	)
}

func (m model) box(q board.Quadrant, selected bool) string {
	border := lipgloss.RoundedBorder()
	if selected {
		border = lipgloss.DoubleBorder()
	}
	colour := lipgloss.Color(q.Colour)
	title := m.styles.NewStyle().Bold(true).Foreground(colour).Render(q.Title)
	return m.styles.NewStyle().
		Border(border).BorderForeground(colour).
		Width(board.Columns).Height(board.Rows).MaxHeight(board.Rows + 2).
		Render(title + "\n" + strings.Join(q.Items, "\n"))
}
