package session_test

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
)

const (
	cop     = halltest.CoP
	kl      = halltest.KL
	bangkok = halltest.Bangkok
	my      = halltest.Malaysia
)

// hall is a community in which to test.
type hall struct{ *halltest.Hall }

func newHall(t testing.TB) *hall { return &hall{halltest.New(t)} }

func newHallIn(t testing.TB, store ledger.Store) *hall { return &hall{halltest.NewIn(t, store)} }

// newCommitment is a form for a commitment, and what it holds.
func (h *hall) newCommitment(title string) (*session.MakeEntry, *commitment.Fields) {
	h.Helper()
	m := h.NewEntry(commitment.Register(), title)
	return m, m.Fields.(*commitment.Fields)
}

// newAction is a form for an action, and what it holds.
func (h *hall) newAction(title string) (*session.MakeEntry, *action.Fields) {
	h.Helper()
	m := h.NewEntry(action.Register(), title)
	return m, m.Fields.(*action.Fields)
}
