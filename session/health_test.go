package session_test

import (
	"path/filepath"
	"runtime"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/store/sqlite"
)

func TestHealthIsForOrganisers(t *testing.T) {
	h := newHall(t)
	leave, err := h.host.EnterRoom(t.Context(), cop, kl, h.siti)
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

func (h *hall) health() session.Health {
	h.Helper()
	s, err := h.host.HealthForOwner(h.Context())
	h.ok(err)
	return s
}

// TestHealthCountsWhatIsOpen, and is itself no use of it: only an organiser of a
// community opens that.
func TestHealthCountsWhatIsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		h.ok(h.host.Found(t.Context(), h.boss, "mexico", "Mexico", false))
		one := h.health()
		if one.Communities != 2 || one.Open != 2 || one.Largest >= one.Memory || one.Largest < one.Memory/2 {
			t.Errorf("%+v", one)
		}
		const text = "We know each other well"
		h.add(h.siti, text)
		two := h.health()
		if more := two.Largest - one.Largest; more < len(text) || two.Memory-one.Memory != more {
			t.Errorf("an item of %d bytes takes %d, and all together %d", len(text), more, two.Memory-one.Memory)
		}
		h.close()
		if s := h.health(); s.Communities != 2 || s.Memory != 0 || s.Largest != 0 {
			t.Errorf("closed: %+v", s)
		}
		h.shared()
		if s := h.health(); s.Open != 1 || s.Memory != two.Largest {
			t.Errorf("open again: %+v, where %d were held before", s, two.Largest)
		}
	})
}

// TestHealthIsForOrganisersOfACommunityToo, who need not organise the
// installation.
func TestHealthIsForOrganisersOfACommunityToo(t *testing.T) {
	h := newHall(t)
	person := h.meet("")
	_, err := h.host.Join(t.Context(), person, h.shown(h.invite(kl, session.Organiser, session.Members, 1)), session.Profile{Name: "Ani"})
	h.ok(err)
	if _, err := h.host.Health(t.Context(), person); err != nil {
		t.Error(err)
	}
}

// TestLagIsWhatNobodySeesYet: another machine wrote, until this one reads it.
func TestLagIsWhatNobodySeesYet(t *testing.T) {
	h := newHall(t)
	if s := h.health(); s.Lag != 0 {
		t.Errorf("alone: %d records behind", s.Lag)
	}
	for n := range 3 {
		h.ok(h.another("item.added/1", newItem(h, "theirs")))
		if s := h.health(); s.Lag != n+1 {
			t.Errorf("%d records behind after %d of another machine", s.Lag, n+1)
		}
	}
	h.add(h.siti, "mine")
	if s := h.health(); s.Lag != 0 {
		t.Errorf("after reading on: %d records behind", s.Lag)
	}
}

// BenchmarkMemory compares what a community of 40,000 records is estimated to
// hold with what the heap has grown by.
func BenchmarkMemory(b *testing.B) {
	store, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "convene.db"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	h := newHallIn(b, store)
	fill(h, 40_000)
	var grown, estimated int
	for b.Loop() {
		h.host.Close()
		h.host = openHost(b, store, "again")
		before := heap()
		h.shared()
		grown += heap() - before
		estimated += h.health().Memory
	}
	h.host.Close()
	b.ReportMetric(float64(grown)/float64(b.N), "heap-B/community")
	b.ReportMetric(float64(estimated)/float64(b.N), "estimated-B/community")
}

// heap is the bytes in use.
func heap() int {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int(m.HeapAlloc)
}
