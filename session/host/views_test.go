package host

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// TestNoViewHoldsOnToWhatIsGone: of an audience nobody looks as any more, the view is made
// anew when words leave the store.
func TestNoViewHoldsOnToWhatIsGone(t *testing.T) {
	vs := newViews(1)
	state := func(text string) *session.Community {
		c := session.New(nil).Begin()
		c.Name = text
		c.Settle()
		return c
	}
	vs.show(state("with their words"))
	vs.look(method.Public)
	vs.show(state("which somebody has to look at"))
	last := state("without")
	vs.show(last)
	vs.renewAll()
	if s := vs.all[method.Public]; s.of != last || s.view.Name != "without" {
		t.Errorf("it still holds %q", s.view.Name)
	}
}
