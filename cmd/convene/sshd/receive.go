package sshd

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/ssh"
	"charm.land/wish/v2/scp"
	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd/terminal"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui"
	"github.com/convene-ssh/convene/tui/theme"
)

// The exit codes that scripts may rely on; 0 is for success.
const (
	ExitRefused = 1 // a refusal, or bad input
	ExitUsage   = 2 // a command that was not understood
)

// reads is the one command that reads what its client sends.
const reads = "import"

// leaveWithin is how long somebody who leaves waits for their last words to be saved.
const leaveWithin = 2 * time.Second

// contain ends a session that panics, and only that one. What is logged is the
// kind of the panic: its value could hold somebody's text.
func (s *Server) contain(next ssh.Handler) ssh.Handler {
	return func(sess ssh.Session) {
		defer func() {
			if value := recover(); value != nil {
				s.logPanic(value, debug.Stack())
				_ = sess.Exit(ExitRefused)
			}
		}()
		next(sess)
	}
}

func (s *Server) logPanic(value any, stack []byte) {
	s.Log.Error("a session panicked", "kind", fmt.Sprintf("%T", value), "stack", string(stack))
}

// receive gives whoever comes what they came for: a command's output or a
// screen.
func (s *Server) receive(next ssh.Handler) ssh.Handler {
	return func(sess ssh.Session) {
		if !s.begin() {
			_ = sess.Exit(s.refuse(sess, refusal.New(refusal.ShuttingDown)))
			return
		}
		defer s.sessions.Done()
		ctx, end := context.WithCancelCause(sess.Context())
		defer end(nil)
		defer context.AfterFunc(s.running, func() { end(context.Cause(s.running)) })()
		stays := visitOf(sess.Context()).stays
		defer context.AfterFunc(stays, func() { end(context.Cause(stays)) })()

		pty, _, hasPty := sess.Pty()
		switch who := s.meet(ctx, sess); {
		case errors.Is(who.refused, refusal.New(refusal.HouseFull)):
			_ = sess.Exit(s.refuse(sess, who.refused))
		case (sess.RawCommand() != "" || sess.Subsystem() != "") && !(hasPty && asksForWall(sess)):
			_ = sess.Exit(s.command(ctx, sess, who))
		case !hasPty || pty.Term == "" || pty.Term == "dumb":
			say(sess.Stderr(), s.Languages.In(wanted(sess)).T("command.no_screen", "commands", s.Commands))
			_ = sess.Exit(ExitRefused)
		case asksForWall(sess):
			_ = sess.Exit(s.wall(ctx, sess, who, pty))
		default:
			_ = sess.Exit(s.screen(ctx, sess, who, pty, false))
		}
		next(sess)
	}
}

// asksForWall reports whether somebody sent the command that makes their terminal a
// wall. It is the only one that draws.
func asksForWall(sess ssh.Session) bool { return strings.TrimSpace(sess.RawCommand()) == "wall" }

// wall shows the meeting that the code in the user name is for. A code that no longer lets
// anybody in opens no wall, not even for those it let in before.
func (s *Server) wall(ctx context.Context, sess ssh.Session, who visitor, pty ssh.Pty) int {
	switch code := s.presentName(ctx, visitOf(sess.Context()), sess.User()); {
	case cmp.Or(who.refused, code.refused) != nil:
		return s.refuse(sess, cmp.Or(who.refused, code.refused))
	case who.given.Invitation == nil:
		say(sess.Stderr(), s.Languages.In(wanted(sess)).T("command.wall_code"))
		return ExitRefused
	}
	return s.screen(ctx, sess, who, pty, true)
}

// refuse says why there is nothing to be had, and returns the exit code that says so.
func (s *Server) refuse(sess ssh.Session, err error) int {
	say(sess.Stderr(), s.Languages.In(wanted(sess)).Error(err))
	return ExitRefused
}

// say writes one line to somebody who may be gone already.
func say(w io.Writer, line string) { _, _ = fmt.Fprintln(w, clean.Out(line)) }

// command answers a command and returns its exit code.
func (s *Server) command(ctx context.Context, sess ssh.Session, who visitor) int {
	c, err := s.caller(who, wanted(sess))
	if err == nil {
		err = s.rates.take(c.Person, visitOf(sess.Context()).changes)
	}
	if err != nil {
		say(sess.Stderr(), c.Words.Error(err))
		return ExitRefused
	}
	pty, _, isTerminal := sess.Pty()
	c.Terminal, c.Width = isTerminal, pty.Window.Width
	args := sess.Command()
	if name := sess.Subsystem(); name != "" {
		args = []string{name} // none is a command: whoever runs commands says what to use
	}
	if len(args) == 0 || len(sess.RawCommand()) > maxCommand || len(sess.Subsystem()) > maxCommand {
		say(sess.Stderr(), c.Words.T("command.unreadable"))
		return ExitUsage
	}
	switch copies := scp.GetInfo(args); {
	case (copies.Ok || sess.Subsystem() == "sftp") && c.Person == "":
		say(sess.Stderr(), c.Words.Error(refusal.New(refusal.NeedsCode)))
		return ExitRefused
	case sess.Subsystem() == "sftp":
		return s.sftp(ctx, sess, c)
	case copies.Ok:
		return s.scp(ctx, sess, c, copies)
	}
	if c.Sends = sess; args[0] == reads {
		defer context.AfterFunc(ctx, func() { _ = sess.Close() })()
	} else {
		go drain(sess)
	}
	return s.Run(ctx, c, args, s.line(sess), sess.Stderr())
}

// line is what a command writes to. Who reads nothing of it is let go.
func (s *Server) line(sess ssh.Session) io.Writer {
	return terminal.NewLine(sess, func() {
		s.Log.Info("somebody who read nothing of a command's output was let go")
		hangUp(sess.Context())
	})
}

// screen runs the screens of one person, or a wall, until they leave or are let go, and
// returns their exit code.
func (s *Server) screen(ctx context.Context, sess ssh.Session, who visitor, pty ssh.Pty, wall bool) int {
	v, language, window := visitOf(sess.Context()), wanted(sess), sess.(windowed)
	profile := theme.Detect(pty.Term, sess.Environ())
	m := tui.New(ctx, tui.Options{
		Host: s.Host, Languages: s.Languages, Terminal: profile,
		Key: who.key, Given: who.given, Refused: who.refused, Language: language, Code: sess.User(), Wall: wall,
		Client: sess.Context().ClientVersion(), Address: s.Address,
		Present: func(ctx context.Context, code string) (directory.Admission, error) {
			return s.present(ctx, v, code)
		},
		Rate: func(p directory.PersonID) error { return s.rate(v, p) }, Pictures: s.Pictures,
	})
	var notUTF8 tea.Msg
	if profile.Unicode {
		notUTF8 = tui.NotUTF8{}
	}
	reason := terminal.Run(ctx, terminal.Config{
		In: sess, Out: window.screen, Pool: s.Pictures,
		NotUTF8: notUTF8, Background: profile.Colors != theme.NoColors && profile.Titles, // who has titles understands the question
		Size: terminal.Size{Width: pty.Window.Width, Height: pty.Window.Height}, Resizes: window.sizes,
		Close: func() { hangUp(sess.Context()) },
		Farewell: func(reason error) string {
			switch {
			case reason == nil:
				return m.Farewell()
			case errors.Is(reason, terminal.ErrHungUp):
				return ""
			}
			return m.Words().Error(reason)
		},
	}, m)
	if p := (*terminal.PanicError)(nil); errors.As(reason, &p) {
		s.logPanic(p.Value, p.Stack)
	}
	s.leave(ctx, m.Leave)
	if reason != nil {
		return ExitRefused
	}
	return 0
}

// rate counts a change against what a person may do, or where that is nobody yet, this
// visit. From their first change on, the visit is theirs.
func (s *Server) rate(v *visit, person directory.PersonID) error {
	if person != "" && !v.conn.beKnown(string(person)) {
		return refusal.New(refusal.HouseFull)
	}
	return s.rates.take(person, v.changes)
}

// leave hands in somebody's last words, however long the store takes, and counts as a
// session until then. Their terminal waits only a moment.
func (s *Server) leave(ctx context.Context, handIn func(context.Context)) {
	left := make(chan struct{})
	s.sessions.Go(func() {
		defer close(left)
		defer func() {
			if value := recover(); value != nil {
				s.logPanic(value, debug.Stack())
			}
		}()
		handIn(context.WithoutCancel(ctx))
	})
	select {
	case <-left:
	case <-time.After(leaveWithin):
	}
}

// hangUp ends a connection, and with it whatever is stuck in a write.
func hangUp(ctx ssh.Context) {
	if conn, ok := ctx.Value(ssh.ContextKeyConn).(*gossh.ServerConn); ok {
		_ = conn.Close()
	}
}
