package host

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/store/storetest"
)

// TestNoViewHoldsOnToWhatIsGone: where nobody looks any more, a pass over the store makes
// the view anew.
func TestNoViewHoldsOnToWhatIsGone(t *testing.T) {
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	ctx := t.Context()
	h, err := Open(ctx, &storetest.Memory{}, Options{Random: rand.Reader, Pepper: []byte("pepper"), Logf: t.Logf})
	must(err)
	defer h.Close()
	code, err := h.OfferClaim(ctx)
	must(err)
	person, _, err := h.Meet(ctx, "SHA256:lead", "")
	must(err)
	must(h.Claim(ctx, person, code))
	must(h.Found(ctx, person, "cop", "With their words", false))
	l, err := h.community(ctx, "cop")
	must(err)
	defer l.release()
	l.views.look(method.Public)
	for _, name := range []string{"Which somebody has to look at", "Without"} {
		must(h.RenameCommunity(ctx, person, "cop", name, ""))
	}
	if l.views.all[method.Public].of == l.State() {
		t.Fatal("the view is of the newest state although nobody looked")
	}
	must(h.pass(ctx, &time.Time{}))
	if s := l.views.all[method.Public]; s.of != l.State() || s.view.Name != "Without" {
		t.Errorf("it still holds %q", s.view.Name)
	}
}
