package host_test

import (
	"path/filepath"
	"runtime"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/store/sqlite"
)

func TestHealthIsForOrganisers(t *testing.T) {
	h := newHall(t)
	leave, err := h.Host.EnterRoom(t.Context(), cop, kl, h.Siti)
	h.OK(err)
	defer leave()
	before, err := h.Host.Health(t.Context(), h.Boss)
	h.OK(err)
	if before.Communities != 1 || before.Here != 1 || before.People < 7 {
		t.Errorf("%+v", before)
	}
	h.Add(h.Siti, "one more")
	_ = h.Do(h.Members[method.Observer], h.NewItem("refused, and so not counted"))
	after, err := h.Host.Health(t.Context(), h.Boss)
	h.OK(err)
	if after.Accepted != before.Accepted+1 || after.PerSecond <= 0 {
		t.Errorf("after one change: %+v", after)
	}
	stranger := h.Meet("")
	if _, err := h.Host.Health(t.Context(), stranger); !halltest.IsRefusal(err, refusal.NotAllowed) {
		t.Errorf("a stranger was told: %v", err)
	}
}

func (h *hall) health() host.Health {
	h.Helper()
	s, err := h.Host.HealthForOwner(h.Context())
	h.OK(err)
	return s
}

// TestHealthCountsWhatIsOpen, and is itself no use of it: only an organiser of a
// community opens that.
func TestHealthCountsWhatIsOpen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		h.OK(h.Host.Found(t.Context(), h.Boss, "mexico", "Mexico", false))
		one := h.health()
		if one.Communities != 2 || one.Open != 2 || one.Largest >= one.Memory || one.Largest < one.Memory/2 {
			t.Errorf("%+v", one)
		}
		const text = "We know each other well"
		h.Add(h.Siti, text)
		two := h.health()
		if more := two.Largest - one.Largest; more < len(text) || two.Memory-one.Memory != more {
			t.Errorf("an item of %d bytes takes %d, and all together %d", len(text), more, two.Memory-one.Memory)
		}
		h.Close()
		if s := h.health(); s.Communities != 2 || s.Memory != 0 || s.Largest != 0 {
			t.Errorf("closed: %+v", s)
		}
		h.Shared()
		if s := h.health(); s.Open != 1 || s.Memory != two.Largest {
			t.Errorf("open again: %+v, where %d were held before", s, two.Largest)
		}
	})
}

// TestHealthIsForOrganisersOfACommunityToo, who need not organise the
// installation.
func TestHealthIsForOrganisersOfACommunityToo(t *testing.T) {
	h := newHall(t)
	person := h.Meet("")
	_, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, method.Organiser, method.Members, 1)), session.Profile{Name: "Ani"})
	h.OK(err)
	if _, err := h.Host.Health(t.Context(), person); err != nil {
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
		h.OK(h.Another("item.added/1", h.NewItem("theirs")))
		if s := h.health(); s.Lag != n+1 {
			t.Errorf("%d records behind after %d of another machine", s.Lag, n+1)
		}
	}
	h.Add(h.Siti, "mine")
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
		h.Host.Close()
		h.Host = halltest.OpenHost(b, store, "again")
		before := heap()
		h.Shared()
		grown += heap() - before
		estimated += h.health().Memory
	}
	h.Host.Close()
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
