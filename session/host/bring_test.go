package host_test

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/store/storetest"
)

// TestACommunityIsBroughtElsewhere as it is, record for record; what is kept until a day is
// erased there too.
func TestACommunityIsBroughtElsewhere(t *testing.T) {
	h := newHall(t)
	h.Must(h.Members[method.Organiser], &session.KeepUntil{Meeting: kl, Until: "2099-01-01"})
	for range 300 { // more than are written together
		h.Add(h.Siti, "item")
	}
	records, err := h.Host.Records(t.Context(), cop)
	h.OK(err)
	there := &storetest.Memory{}
	other := halltest.OpenHost(t, there, "other")
	defer other.Close()
	h.OK(other.Bring(t.Context(), cop, h.Shared().Name, records))
	got, want := halltest.Records(h, there, string(cop)), h.Records()
	if len(got) != len(want) {
		t.Errorf("of %d records came %d", len(want), len(got))
	}
	for i, r := range want {
		if !slices.Equal(got[i].Body, r.Body) || got[i].ID != r.ID || !got[i].At.Equal(r.At) || got[i].Author != r.Author || got[i].Kind != r.Kind {
			t.Fatalf("record %d is %v, want %v", i, got[i], r)
		}
	}
	listed := other.Communities()
	if len(listed) != 1 || listed[0].ID != cop || listed[0].Name != "Asia Pacific" || listed[0].Erases != "2099-01-01" {
		t.Errorf("it is listed as %+v", listed)
	}
	again, err := h.Host.Records(t.Context(), cop)
	h.OK(err)
	h.Refused(other.Bring(t.Context(), cop, "Again", again), refusal.Exists)
	h.Refused(other.Bring(t.Context(), "another", "Another", again), refusal.Invalid)
	none := func(func(ledger.Record, error) bool) {}
	h.Refused(other.Bring(t.Context(), "empty", "Empty", none), refusal.Invalid)
}
