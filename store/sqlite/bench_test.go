package sqlite

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
)

// BenchmarkAppend measures durable appends beside what the disk can do: one
// small write and one sync. A batch of 100 is what a Host makes of 100 people
// who write at once.
func BenchmarkAppend(b *testing.B) {
	b.Run("alone", func(b *testing.B) { benchmarkAppend(b, 1) })
	b.Run("100 writers", func(b *testing.B) { benchmarkAppend(b, 100) })
	b.Run("raw sync", func(b *testing.B) {
		f, err := os.Create(filepath.Join(b.TempDir(), "raw"))
		must(b, err)
		defer func() { must(b, f.Close()) }()
		page := make([]byte, 4096)
		for b.Loop() {
			_, err := f.Write(page)
			must(b, err)
			must(b, f.Sync())
		}
		b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "syncs/s")
	})
}

func benchmarkAppend(b *testing.B, records int) {
	l := openLog(b, openTest(b, filepath.Join(b.TempDir(), "store.db")))
	var last ledger.Seq
	for b.Loop() {
		must(b, l.Append(b.Context(), batch(last, records)))
		last += ledger.Seq(records)
	}
	b.ReportMetric(float64(last)/b.Elapsed().Seconds(), "records/s")
}

// BenchmarkForget measures how long writes wait while a store of 10,000 and of
// 100,000 records forgets one of them.
func BenchmarkForget(b *testing.B) {
	for name, records := range map[string]int{"10k": 10_000, "100k": 100_000} {
		b.Run(name, func(b *testing.B) {
			path := filepath.Join(b.TempDir(), "store.db")
			s := openTest(b, path)
			must(b, openLog(b, s).Append(b.Context(), batch(0, records)))
			for b.Loop() {
				redact := ledger.Batch{After: ledger.Seq(records), Redact: map[ledger.Seq][]byte{1: nil}}
				must(b, openLog(b, s).Append(b.Context(), redact))
				must(b, s.Forget(b.Context()))
			}
			file, err := os.Stat(path)
			must(b, err)
			b.ReportMetric(float64(file.Size())/1e6, "MB")
		})
	}
}

// BenchmarkOpen measures how long a start takes that holds every record against the
// head beside the store.
func BenchmarkOpen(b *testing.B) {
	const records = 100_000
	path := filepath.Join(b.TempDir(), "store.db")
	s := openTest(b, path)
	must(b, openLog(b, s).Append(b.Context(), batch(0, records)))
	must(b, s.Close())
	for b.Loop() {
		s, err := Open(b.Context(), path)
		must(b, err)
		must(b, s.Close())
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e6/float64(b.N)/records, "µs/record")
}
