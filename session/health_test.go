package session_test

import (
	"testing"

	"github.com/convene-ssh/convene/session"
)

func TestHealthIsForOrganisers(t *testing.T) {
	h := newHall(t)
	leave, err := h.host.ComeIn(t.Context(), cop, kl, h.siti)
	h.ok(err)
	defer leave()
	before, err := h.host.Health(t.Context(), h.boss)
	h.ok(err)
	if before.Communities != 1 || before.Here != 1 || before.People < 7 {
		t.Errorf("%+v", before)
	}
	h.add(h.siti, "one more")
	_ = h.do(h.members[session.Observer], newItem(h, "refused, and so not counted"))
	after, err := h.host.Health(t.Context(), h.boss)
	h.ok(err)
	if after.Accepted != before.Accepted+1 || after.PerSecond <= 0 {
		t.Errorf("after one change: %+v", after)
	}
	stranger := h.meet("")
	if _, err := h.host.Health(t.Context(), stranger); !isRefusal(err, session.NotAllowed) {
		t.Errorf("a stranger was told: %v", err)
	}
}
