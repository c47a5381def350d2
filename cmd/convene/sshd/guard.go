package sshd

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/refusal"
)

// Each wrong code doubles the time that the next wrong answer on the same
// connection takes, and after the last of them it is closed. Good codes are
// answered at once, whoever guesses beside them: what keeps a code from being
// guessed is its length.
const (
	firstDelay = 100 * time.Millisecond
	mostDelay  = 5 * time.Second
	mostSlips  = 10
)

// codesPerSecond is how many codes the whole house looks up. A machine of two
// cores does not get to shake so many hands.
const codesPerSecond = 5000

// slips counts the wrong codes of a connection.
type slips struct {
	mu sync.Mutex
	n  int
}

// add counts one. It returns how long its answer takes, and whether it was the
// last.
func (s *slips) add() (delay time.Duration, last bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n > 0 {
		delay = min(firstDelay<<(s.n-1), mostDelay)
	}
	s.n++
	return delay, s.n >= mostSlips
}

// whose is the connection of whoever has shown a good code: that person's, or of a code
// that anybody may show, all theirs who have only shown that.
func whose(given directory.Admission) string {
	switch {
	case given.Person != "":
		return string(given.Person)
	case given.Invitation != nil:
		return string(given.Invitation.ID)
	}
	return "claim"
}

// present looks up a code that somebody shows. What cannot be a code is not looked
// up and not held against anybody.
func (s *Server) present(ctx context.Context, v *visit, code string) (directory.Admission, error) {
	if _, possible := directory.ParseCode(code); !possible {
		return directory.Admission{}, refusal.New(refusal.CodeWrong)
	}
	if err := s.lookUps.take(); err != nil {
		return directory.Admission{}, err
	}
	given, err := s.Host.Present(code)
	switch {
	case err == nil && !v.conn.beKnown(whose(given)):
		return directory.Admission{}, refusal.New(refusal.HouseFull)
	case err == nil:
		return given, nil
	case !errors.Is(err, refusal.New(refusal.CodeWrong)):
		return given, err
	}
	delay, last := v.slips.add()
	if delay > 0 {
		select {
		case <-time.After(delay):
		case <-ctx.Done():
			return directory.Admission{}, ctx.Err()
		}
	}
	if last {
		s.turnOut(v, err)
	}
	return directory.Admission{}, err
}
