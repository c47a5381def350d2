package terminal

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"time"

	tea "charm.land/bubbletea/v2"
)

// program is the runtime of a model, as tea.Program is: one goroutine calls it,
// and each command runs on its own. tea.Program has six more goroutines for each
// person.
type program struct {
	Config
	model   Model
	out     *output
	decoder decoder
	silence <-chan time.Time // what was typed waits for it
	inbox   chan tea.Msg     // what was read, and what commands have brought
	whole   bool             // the next picture is drawn whole
	begun   bool             // a command was begun since the last picture
	end     context.CancelCauseFunc
}

// errQuit is the reason of a model that quit.
var errQuit = errors.New("terminal: quit")

// bell makes a terminal ring.
const bell = "\a"

// run serves the model until it quits, the person hangs up or ctx ends, and
// returns why.
func (p *program) run(ctx context.Context) error {
	go read(ctx, p.In, p.inbox)
	p.start(ctx, p.model.Init())
	p.resize(ctx, p.Size)
	for changed := true; ; {
		if changed {
			whole := p.whole
			p.whole = false
			if err := p.out.show(p.model.Frame(), whole); err != nil {
				return cmp.Or(context.Cause(ctx), err)
			}
		}
		var err error
		if changed, err = p.next(ctx); err != nil {
			return err
		}
	}
}

// most bounds what is taken in between two pictures.
const most = 32

// next takes in what happens next and whatever else waits to be taken in, so
// that of pictures that follow each other only the last is drawn. It reports
// whether the picture may have changed.
func (p *program) next(ctx context.Context) (changed bool, err error) {
	changed, err = p.wait(ctx)
	for range most {
		if err != nil {
			break
		}
		select {
		case msg := <-p.inbox:
			changed, err = true, p.take(ctx, msg)
		case <-p.model.News():
			changed = p.refresh(ctx) || changed
		default:
			if !p.begun {
				return changed, nil
			}
			// Commands go first: others may have to answer them, and what they
			// bring at once belongs into the next picture.
			p.begun = false
			runtime.Gosched()
		}
	}
	return changed, err
}

// wait takes in what happens next, and reports whether it may have changed the
// picture. Each channel that it waits for costs every person something for every
// wake-up, so there are few.
func (p *program) wait(ctx context.Context) (changed bool, err error) {
	select {
	case msg := <-p.inbox:
		return true, p.take(ctx, msg)
	case <-p.silence:
		select {
		case msg := <-p.inbox: // it came before, while something was drawn
			p.silence = time.After(p.decoder.wait())
			return true, p.take(ctx, msg)
		default:
			p.press(ctx, p.decoder.expire())
		}
	case size, ok := <-p.Resizes:
		if !ok {
			return false, ErrHungUp
		}
		p.resize(ctx, newest(size, p.Resizes))
	case <-p.model.News():
		return p.refresh(ctx), nil
	}
	return true, nil
}

// press hands over keys and pastes: all of one read before the next picture, so
// that a paste of 10,000 keys is not drawn 10,000 times.
func (p *program) press(ctx context.Context, keys keys) {
	for _, key := range keys {
		if at, ok := key.(tea.CursorPositionMsg); ok {
			p.measured(ctx, at)
			continue
		}
		p.update(ctx, key)
	}
	p.silence = nil
	if wait := p.decoder.wait(); wait > 0 {
		p.silence = time.After(wait)
	}
}

// measured takes the answer to askUTF8. What was drawn for a terminal that reads
// something else is spoilt.
func (p *program) measured(ctx context.Context, at tea.CursorPositionMsg) {
	msg := p.NotUTF8
	p.NotUTF8 = nil // it was asked once
	if msg != nil && at != (tea.CursorPositionMsg{X: 1, Y: 1}) {
		p.whole = true
		p.update(ctx, msg)
	}
}

// resize tells the model its size. All is drawn anew, because a change of the
// window's size may have spoilt what was there, even if it has its old size again.
func (p *program) resize(ctx context.Context, size Size) {
	p.whole = true
	size = size.clamp()
	p.update(ctx, tea.WindowSizeMsg{Width: size.Width, Height: size.Height})
}

// take takes in what was read or what a command has brought.
func (p *program) take(ctx context.Context, msg tea.Msg) error {
	switch msg := msg.(type) {
	case typed:
		p.press(ctx, p.decoder.feed(msg.at, msg.bytes))
	case hungUp:
		p.press(ctx, p.decoder.expire())
		return ErrHungUp
	case ended:
		return context.Cause(ctx)
	case tea.QuitMsg:
		return errQuit
	case tea.RawMsg:
		if msg.Msg == bell { // nothing else goes past the picture
			return p.out.write([]byte(bell))
		}
	default:
		if words, ok := copied(msg); ok {
			return p.out.copy(words)
		}
		p.update(ctx, msg)
	}
	return nil
}

// refresh takes in what is new, and reports whether that changes the picture.
func (p *program) refresh(ctx context.Context) bool {
	changed, cmd := p.model.Refresh()
	p.start(ctx, cmd)
	return changed
}

func (p *program) update(ctx context.Context, msg tea.Msg) {
	next, cmd := p.model.Update(msg)
	p.model = next.(Model)
	p.start(ctx, cmd)
}

// start runs a command. Its panic ends this terminal and nothing else.
func (p *program) start(ctx context.Context, cmd tea.Cmd) {
	if cmd != nil {
		p.begun = true
		go p.command(ctx, cmd)
	}
}

// command runs a command, and those of a batch beside each other. They do not
// wait for what is being drawn.
func (p *program) command(ctx context.Context, cmd tea.Cmd) {
	var msg tea.Msg
	if err := caught(func() error { msg = cmd(); return nil }); err != nil {
		p.end(err)
	}
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, cmd := range batch { // none is nil: tea.Batch leaves those out
			go p.command(ctx, cmd)
		}
		return
	}
	if msg != nil {
		select {
		case p.inbox <- msg:
		case <-ctx.Done():
		}
	}
}
