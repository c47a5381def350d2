package host

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// TestADayIsNotedHoweverItWasForgotten: the community was looked at while the day was being
// set, or the server stopped between the two logs.
func TestADayIsNotedHoweverItWasForgotten(t *testing.T) {
	h := newFounded(t)
	member, err := h.EnterAsOrganiser(t.Context(), h.lead, "cop", session.Profile{Name: "Lead"})
	h.ok(err)
	does := func(c session.Change) {
		t.Helper()
		h.ok(h.Do(t.Context(), "cop", Deed{ID: h.NewChange(), Member: member, Change: c}))
	}
	forget := func() {
		of, _ := h.directory.State().Listing("cop")
		h.ok(h.inDirectory(t.Context(), &directory.ExpectErasure{Community: "cop", Seen: of.Erases}))
	}
	today := time.Now()
	day := method.Date(today.AddDate(1, 0, 0).Format(time.DateOnly))
	does(&session.ConveneMeeting{Meeting: "talk", Details: session.MeetingDetails{Title: "Talk", First: method.Date(today.Format(time.DateOnly))}})
	h.store.BeforeAppend = func(log string, _ ledger.Batch) error {
		if log == "cop" {
			forget()
		}
		return nil
	}
	does(&session.KeepUntil{Meeting: "talk", Until: day})
	h.store.BeforeAppend = nil
	if of, _ := h.directory.State().Listing("cop"); of.Erases != day {
		t.Errorf("noted is %q, want %q", of.Erases, day)
	}
	forget()
	again, err := Open(t.Context(), h.store, Options{Random: rand.Reader, Pepper: []byte("pepper"), Logf: t.Logf})
	h.ok(err)
	defer again.Close()
	if _, err := again.Shared(t.Context(), "cop", method.Public); err != nil {
		t.Fatal(err)
	}
	if of, _ := again.directory.State().Listing("cop"); of.Erases != day {
		t.Errorf("noted after it was opened is %q, want %q", of.Erases, day)
	}
}
