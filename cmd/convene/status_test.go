package main

import (
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/ledger"
)

// TestStatusIsAFigureALine, by names and in an order that scripts rely on.
func TestStatusIsAFigureALine(t *testing.T) {
	var out strings.Builder
	err := writeHealth(&out, host.Health{
		Communities: 12, Open: 3, People: 400, Here: 35, Memory: 5 << 20, Largest: 3 << 20, Lag: 2, Pending: 1,
		Troubles: []ledger.Trouble{ledger.ErrFull, ledger.ErrNoFiles},
		Pace:     ledger.Pace{Accepted: 9000, PerSecond: 1.5, P50: 1200 * time.Microsecond, P99: 34 * time.Millisecond},
	})
	if err != nil {
		t.Fatal(err)
	}
	const want = `communities	12
communities_open	3
people	400
here	35
changes_accepted	9000
changes_per_second	1.50
durable_p50_ms	1.2
durable_p99_ms	34.0
memory_bytes	5242880
memory_bytes_largest	3145728
log_lag	2
redactions_pending	1
troubles	disk_full,no_files
`
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", &out, want)
	}
}
