package report

import (
	"fmt"
	"io"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
)

// The records of the meeting that BenchmarkWrite writes: as many as its boards and two of
// its registers hold.
const (
	manyItems   = 40_000
	manyEntries = 5_000
)

// BenchmarkWrite writes a meeting of 50,000 records in each format: how long that takes,
// and how much memory it holds at most beside the report, which all formats and all
// readers share.
func BenchmarkWrite(b *testing.B) {
	w := newWorld(b, false)
	w.fillLarge()
	before := heap()
	r := w.report(method.Members, "en")
	b.Logf("the report itself holds %d MB", (heap()-before)>>20)
	for _, f := range Formats() {
		choice := Choice{Table: TableItems}
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				if err := Write(io.Discard, f, r, choice); err != nil {
					b.Fatal(err)
				}
			}
			m := &meter{before: heap()}
			if err := Write(m, f, r, choice); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(m.most)/(1<<20), "peak-MB")
			b.ReportMetric(float64(m.written)/(1<<20), "file-MB")
		})
	}
	runtime.KeepAlive(r)
}

// fillLarge adds the records, many at the same time.
func (w *world) fillLarge() {
	boards := make([]method.BoardID, 8)
	for i := range boards {
		boards[i] = method.BoardID(fmt.Sprint("b", i))
		w.board(boards[i], fmt.Sprint("Subject ", i), fmt.Sprint("X", i), "")
		w.phase(boards[i], layout.Gather, layout.Revealed)
	}
	parts := []layout.Part{layout.Strengths, layout.Weaknesses, layout.Opportunities, layout.Threats}
	words := strings.Repeat("what we know about the place where we live ", 4)
	w.together(manyItems, func(i int) session.Change {
		return &session.AddItem{
			Board: boards[i%len(boards)], Item: method.ItemID(fmt.Sprint("i", i)), Part: parts[i%4], Text: words,
			Audience: method.Members, Attribution: method.Unattributed,
		}
	})
	w.together(manyEntries, func(i int) session.Change {
		return &session.MakeEntry{
			Register: commitment.Register(), Entry: method.EntryID(fmt.Sprint("c", i)), Meeting: theMeeting,
			Audience: method.Members, Attribution: method.Unattributed,
			Fields: &commitment.Fields{Title: fmt.Sprint("Promise ", i), Description: words, Country: "MY", End: "2023-01-01"},
		}
	})
	w.together(manyEntries, func(i int) session.Change {
		return &session.MakeEntry{
			Register: action.Register(), Entry: method.EntryID(fmt.Sprint("a", i)), Meeting: theMeeting,
			Audience: method.Members, Attribution: method.Unattributed,
			Fields: &action.Fields{Title: fmt.Sprint("Action ", i), Description: words, Countries: []method.Country{"MY", "ID"}, End: "2023-01-01"},
		}
	})
}

// together has so many changes made by 64 hands.
func (w *world) together(n int, change func(int) session.Change) {
	var all sync.WaitGroup
	for hand := range 64 {
		all.Go(func() {
			for i := hand; i < n; i += 64 {
				if err := w.host.Do(w.Context(), theCommunity, host.Deed{ID: w.host.NewChange(), Member: w.organiser, Change: change(i)}); err != nil {
					w.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
}

// step is after how much that is written memory is read.
const step = 256 << 10

// meter reads again and again, while something is written, how much memory is held.
type meter struct{ before, most, written, measured int }

func (m *meter) Write(b []byte) (int, error) {
	m.written += len(b)
	if m.written > m.measured+step {
		m.measured = m.written
		m.most = max(m.most, heap()-m.before)
	}
	return len(b), nil
}

// heap is the bytes in use.
func heap() int {
	runtime.GC()
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return int(s.HeapAlloc)
}
