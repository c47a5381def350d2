package host_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/store/sqlite"
)

// BenchmarkOpening opens a community of 40,000 records and reads its board,
// beside the time to read the file.
func BenchmarkOpening(b *testing.B) {
	path := filepath.Join(b.TempDir(), "convene.db")
	store, err := sqlite.Open(b.Context(), path)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = store.Close() })
	h := newHallIn(b, store)
	fill(h, 40_000)
	h.Host.Close()
	h.OK(store.Backup(b.Context(), path+"-copy"))
	var opening, reading time.Duration
	for b.Loop() {
		began := time.Now()
		host := halltest.OpenHost(b, store, "again")
		shared, err := host.Shared(b.Context(), cop, method.Members)
		if err != nil || len(shared.Boards) == 0 {
			b.Fatal(err)
		}
		opening += time.Since(began)
		host.Close()
		began = time.Now()
		f, err := os.Open(path + "-copy")
		if err != nil {
			b.Fatal(err)
		}
		if _, err := io.Copy(io.Discard, f); err != nil {
			b.Fatal(err)
		}
		_ = f.Close()
		reading += time.Since(began)
	}
	b.ReportMetric(float64(opening.Milliseconds())/float64(b.N), "ms/open")
	b.ReportMetric(float64(reading.Microseconds())/1000/float64(b.N), "ms/read")
}

// fill writes so many records: half of them items on eight boards, the others
// their edits.
func fill(h *hall, records int) {
	boards := make([]method.BoardID, 8)
	for i := range boards {
		boards[i] = method.BoardID(fmt.Sprint("board", i))
		h.Must(h.Facilitator(), halltest.SwotOn(kl, boards[i], fmt.Sprint("Subject ", i), fmt.Sprint("X", i), ""))
		h.To(boards[i], layout.Revealed)
	}
	var all sync.WaitGroup
	for writer := range 64 {
		all.Go(func() {
			for i := writer; i < records/2; i += 64 {
				item := method.ItemID(fmt.Sprint("item", i))
				h.Must(h.Siti, &session.AddItem{
					Board: boards[i%len(boards)], Item: item, Part: halltest.SWOT.Parts[i%4], Text: "We know each other well",
					Attribution: method.Unattributed, Audience: method.Members,
				})
				h.Must(h.Siti, &session.EditItem{Item: item, Revision: 1, Text: "We know each other very well"})
			}
		})
	}
	all.Wait()
}
