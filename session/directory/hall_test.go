package directory_test

import (
	"testing"

	"github.com/convene-ssh/convene/session/internal/halltest"
)

const (
	cop = halltest.CoP
	kl  = halltest.KL
)

// hall is a community in which to test.
type hall struct{ *halltest.Hall }

func newHall(t testing.TB) *hall { return &hall{halltest.New(t)} }
