package tui

import tea "charm.land/bubbletea/v2"

// Alone is the model as an ordinary program, for [tea.NewProgram]: a command
// waits for its News. The runtime for many does that itself.
func Alone(m *Model) tea.Model { return &alone{Model: m} }

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
	case n.from == a.News(): // of where the person still sits
		a.waiting = nil
		_, cmd = a.Look()
	}
	return a, tea.Batch(cmd, a.wait())
}

// wait waits for News, if nothing does yet. That ends with the chair or with the
// terminal.
func (a *alone) wait() tea.Cmd {
	from, gone := a.News(), a.desk.ctx.Done()
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
