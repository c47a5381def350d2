package terminal

import (
	"context"
	"errors"
	"time"

	tea "charm.land/bubbletea/v2"
)

// program is the runtime of a model, as tea.Program is: one goroutine calls it,
// and each command runs on its own. tea.Program has a ticker that never stops
// and six more goroutines for each person, which cost a room of people more
// than all that they do.
type program struct {
	Config
	model    Model
	out      *output
	decoder  decoder
	silence  <-chan time.Time // what was typed waits for it
	messages chan tea.Msg     // from commands
	whole    bool             // the next picture is drawn whole
	end      context.CancelCauseFunc
}

// errQuit is the reason of a model that quit.
var errQuit = errors.New("terminal: quit")

// run serves the model until it quits, the person hangs up or ctx ends, and
// returns why.
func (p *program) run(ctx context.Context) error {
	reads := make(chan []byte)
	go read(ctx, p.In, reads)
	p.start(ctx, p.model.Init())
	p.resize(ctx, p.Size)
	for {
		p.out.show(picture{p.model.Frame(), p.whole})
		p.whole = false
		if err := p.next(ctx, reads); err != nil {
			return err
		}
	}
}

// next takes in what happens next.
func (p *program) next(ctx context.Context, reads <-chan []byte) error {
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case b, ok := <-reads:
		if !ok {
			p.press(ctx, p.decoder.expire())
			return ErrHungUp
		}
		p.press(ctx, p.decoder.feed(p.Clock.Now(), b))
	case <-p.silence:
		p.press(ctx, p.decoder.expire())
	case size, ok := <-p.Resizes:
		if !ok {
			return ErrHungUp
		}
		p.resize(ctx, newest(size, p.Resizes))
	case <-p.model.News():
		p.start(ctx, p.model.Look())
	case msg := <-p.messages:
		return p.answer(ctx, msg)
	case <-p.out.patience:
		return p.out.check()
	}
	return nil
}

// press hands over keys and pastes: all of one read before the next picture, so
// that a paste of 10,000 keys is not drawn 10,000 times.
func (p *program) press(ctx context.Context, keys keys) {
	for _, key := range keys {
		p.update(ctx, key)
	}
	p.silence = nil
	if wait := p.decoder.wait(); wait > 0 {
		p.silence = p.Clock.After(wait)
	}
}

// resize tells the model its size. All is drawn anew, because a change of the
// window's size may have spoilt what was there, even if it has its old size again.
func (p *program) resize(ctx context.Context, size Size) {
	p.whole = true
	size = size.clamp()
	p.update(ctx, tea.WindowSizeMsg{Width: size.Width, Height: size.Height})
}

// answer takes in what a command has brought.
func (p *program) answer(ctx context.Context, msg tea.Msg) error {
	switch msg := msg.(type) {
	case tea.QuitMsg:
		return errQuit
	case tea.BatchMsg:
		for _, cmd := range msg {
			p.start(ctx, cmd)
		}
	default:
		p.update(ctx, msg)
	}
	return nil
}

func (p *program) update(ctx context.Context, msg tea.Msg) {
	next, cmd := p.model.Update(msg)
	p.model = next.(Model)
	p.start(ctx, cmd)
}

// start runs a command. Its panic ends this terminal and nothing else.
func (p *program) start(ctx context.Context, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	go func() {
		var msg tea.Msg
		if err := caught(func() error { msg = cmd(); return nil }); err != nil {
			p.end(err)
		}
		if msg != nil {
			select {
			case p.messages <- msg:
			case <-ctx.Done():
			}
		}
	}()
}
