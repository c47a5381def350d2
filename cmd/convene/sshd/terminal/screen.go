package terminal

import (
	"runtime/debug"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/frame"
)

// picture is a frame on its way to the terminal.
type picture struct {
	frame *frame.Frame
	// whole: draw everything, because a change of the window's size may have
	// spoilt what was there, even if it has its old size again.
	whole bool
}

// screen is the tea.Model between Bubble Tea and the model: it hands over every
// newest frame and catches panics while their value and stack are known.
type screen struct {
	model    Model
	size     Size
	whole    bool
	pictures chan picture // one slot, the newest
	end      func(error)
}

// keys are the messages of one read. They are one message to Bubble Tea, so
// that a paste of 10,000 keys is not drawn 10,000 times.
type keys []tea.Msg

// Init tells the model its size before anything can overtake it.
func (s *screen) Init() tea.Cmd {
	defer s.guard()
	cmd := s.guarded(s.model.Init())
	return tea.Batch(cmd, s.resize(s.size))
}

func (s *screen) Update(msg tea.Msg) (self tea.Model, cmd tea.Cmd) {
	defer s.guard()
	self = s // also after a panic
	switch msg := msg.(type) {
	case Size:
		cmd = s.resize(msg)
	case keys:
		cmds := make([]tea.Cmd, len(msg))
		for i, key := range msg {
			cmds[i] = s.update(key)
		}
		cmd = tea.Batch(cmds...)
	default:
		cmd = s.update(msg)
	}
	return self, cmd
}

// View is called by Bubble Tea whenever something may look different.
func (s *screen) View() (view tea.View) {
	defer s.guard()
	s.show(picture{s.model.Frame(), s.whole})
	s.whole = false
	return view
}

// show puts a picture into the slot in place of the one that waits there. It
// never blocks: nobody else puts anything in.
func (s *screen) show(p picture) {
	select {
	case missed := <-s.pictures:
		p.whole = p.whole || missed.whole
	default:
	}
	s.pictures <- p
}

func (s *screen) resize(size Size) tea.Cmd {
	s.whole = true
	return s.update(tea.WindowSizeMsg{Width: size.Width, Height: size.Height})
}

func (s *screen) update(msg tea.Msg) tea.Cmd {
	next, cmd := s.model.Update(msg)
	s.model = next.(Model)
	return s.guarded(cmd)
}

// guarded catches the panics of a command. Those inside of a tea.Sequence are
// left to Bubble Tea, which keeps neither value nor stack.
func (s *screen) guarded(cmd tea.Cmd) tea.Cmd {
	if cmd == nil {
		return nil
	}
	return func() tea.Msg {
		defer s.guard()
		msg := cmd()
		if batch, ok := msg.(tea.BatchMsg); ok {
			all := make(tea.BatchMsg, len(batch))
			for i, one := range batch {
				all[i] = s.guarded(one)
			}
			return all
		}
		return msg
	}
}

// guard ends this terminal, and nothing else, if what defers it panics.
func (s *screen) guard() {
	if value := recover(); value != nil {
		s.end(&PanicError{Value: value, Stack: debug.Stack()})
	}
}
