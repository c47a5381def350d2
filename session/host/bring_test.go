package host_test

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
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
	log, err := h.Store.Log(t.Context(), string(cop))
	h.OK(err)
	records := log.Read(t.Context(), 0)
	there := &storetest.Memory{}
	other := halltest.OpenHost(t, there, "other")
	defer other.Close()
	was := directory.Listing{ID: cop, Name: h.Shared().Name}
	was.Short, was.Former = "the-cop", []method.CommunityID{cop, "apcop"}
	h.OK(other.Bring(t.Context(), was, records))
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
	if len(listed) != 1 || listed[0].ID != cop || listed[0].Name != "Asia Pacific" || listed[0].Erases != "2099-01-01" ||
		listed[0].Short != was.Short || !slices.Equal(listed[0].Former, was.Former) {
		t.Errorf("it is listed as %+v", listed)
	}
	h.Refused(other.Bring(t.Context(), directory.Listing{ID: cop, Name: "Again"}, records), refusal.Exists)
	h.Refused(other.Bring(t.Context(), directory.Listing{ID: "another", Name: "Another"}, records), refusal.Invalid)
	none := func(func(ledger.Record, error) bool) {}
	h.Refused(other.Bring(t.Context(), directory.Listing{ID: "empty", Name: "Empty"}, none), refusal.Invalid)
}
