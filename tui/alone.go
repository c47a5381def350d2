package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"
)

// Run shows the model in one's own terminal, as an ordinary Bubble Tea program,
// until the person leaves or ctx ends. The runtime for many is another one; see
// [Model.Frame].
func Run(ctx context.Context, m *Model, options ...tea.ProgramOption) error {
	p := tea.NewProgram(&alone{Model: m}, append([]tea.ProgramOption{tea.WithoutSignalHandler()}, options...)...)
	// A program that is given the context is killed when that ends: its terminal is closed
	// while it is still read.
	stop := context.AfterFunc(ctx, p.Quit)
	defer stop()
	_, err := p.Run()
	return err
}

// alone is the model of an ordinary program: a command waits for its News.
type alone struct {
	*Model
	waiting <-chan struct{} // the News that a command waits for
}

// news says that there is something new to see.
type news struct{ from <-chan struct{} }

func (a *alone) Init() tea.Cmd {
	return tea.Batch(tea.RequestBackgroundColor, a.Model.Init(), a.wait())
}

func (a *alone) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	var cmd tea.Cmd
	n, ok := msg.(news)
	switch {
	case !ok:
		_, cmd = a.Model.Update(msg)
	case n.from == a.News(): // the person is still where they were
		a.waiting = nil
		_, cmd = a.Refresh()
	}
	return a, tea.Batch(cmd, a.wait())
}

// wait waits for News, unless a command does so already. It ends when the person goes
// somewhere else or the terminal is gone.
func (a *alone) wait() tea.Cmd {
	from, gone := a.News(), a.desk.Ctx.Done()
	if from == nil || from == a.waiting {
		return nil
	}
	a.waiting = from
	return func() tea.Msg {
		select {
		case _, open := <-from:
			if open {
				return news{from}
			}
		case <-gone:
		}
		return nil
	}
}
