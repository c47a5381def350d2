package session_test

import (
	"testing"

	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/ledger"
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
