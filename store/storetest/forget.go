package storetest

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
)

func runForget(t *testing.T, e Engine) {
	runParts(t, e, []part{{"counts what is pending", testPending}})
	t.Run("stays pending over a restart", func(t *testing.T) { testPendingReopened(t, e) })
	if e.Bytes != nil {
		t.Run("leaves no byte", func(t *testing.T) { testForgottenBytes(t, e) })
	}
}

func testPending(t *testing.T, s ledger.Store) {
	wantPending(t, s, 0)
	must(t, s.Forget(t.Context()))
	l := openLog(t, s, "asia")
	must(t, l.Append(t.Context(), batch(0, "one", "two")))
	must(t, s.Keep(t.Context(), value("asia", "siti", "ballot", "1", "x"), value("asia", "siti", "ballot", "2", "x")))
	must(t, s.Keep(t.Context(), value("asia", "siti", "ballot", "1", "y")))
	wantPending(t, s, 0)
	b := batch(2, "redacts both")
	b.Redact = map[ledger.Seq][]byte{1: nil, 2: nil}
	must(t, l.Append(t.Context(), b))
	wantPending(t, s, 2)
	must(t, s.Keep(t.Context(), deletion("asia", "siti", "ballot", "1"), deletion("asia", "siti", "ballot", "2")))
	wantPending(t, s, 4)
	must(t, s.Keep(t.Context(), deletion("asia", "siti", "ballot", "1")))
	wantPending(t, s, 4)
	must(t, s.Forget(t.Context()))
	wantPending(t, s, 0)
	must(t, l.Append(t.Context(), ledger.Batch{After: 3, Redact: map[ledger.Seq][]byte{3: nil}}))
	wantPending(t, s, 1)
}

func testPendingReopened(t *testing.T, e Engine) {
	folder := t.TempDir()
	s := e.Open(t, folder)
	must(t, s.Keep(t.Context(), value("asia", "siti", "draft", "1", "x")))
	must(t, s.Keep(t.Context(), deletion("asia", "siti", "draft", "1")))
	must(t, s.Close())
	s = e.Open(t, folder)
	wantPending(t, s, 1)
	must(t, s.Forget(t.Context()))
	must(t, s.Close())
	s = e.Open(t, folder)
	wantPending(t, s, 0)
	must(t, s.Close())
}

// testForgottenBytes writes, overwrites, redacts and deletes so much that an
// engine has to move what it keeps, and then looks for what had to go.
func testForgottenBytes(t *testing.T, e Engine) {
	folder := t.TempDir()
	s := e.Open(t, folder)
	words := &churn{s: s, chance: rand.New(rand.NewPCG(2022, 8)), last: map[string]ledger.Seq{}}
	for range 120 {
		words.round(t)
	}
	words.redactRest(t)
	must(t, openLog(t, s, "log-0").Append(t.Context(), batch(words.last["log-0"], "STAYS in the log")))
	must(t, s.Forget(t.Context()))
	wantPending(t, s, 0)
	for _, state := range []string{"open", "closed"} {
		held := e.Bytes(t, folder)
		if n := bytes.Count(held, []byte("SECRET")); n > 0 {
			t.Errorf("%s: %d words are still there", state, n)
		}
		if !bytes.Contains(held, []byte("STAYS in the log")) || !bytes.Contains(held, []byte("STAYS on the shelf")) {
			t.Errorf("%s: what has to stay is not there", state)
		}
		must(t, s.Close())
	}
}

// churn writes secrets into several logs and shelves, and takes them back.
type churn struct {
	s      ledger.Store
	chance *rand.Rand
	last   map[string]ledger.Seq
	live   []secret
}

type secret struct {
	log string
	seq ledger.Seq
}

func (c *churn) text() string {
	words := 1 + c.chance.IntN(30)
	if c.chance.IntN(20) == 0 {
		words = 500
	}
	return strings.Repeat(fmt.Sprintf("SECRET%06d ", c.chance.IntN(1e6)), words)
}

// round appends to one log, redacts some of it, and rewrites some shelf values.
func (c *churn) round(t testing.TB) {
	log := fmt.Sprintf("log-%d", c.chance.IntN(8))
	after := c.last[log]
	b := batch(after, c.text(), c.text(), c.text(), c.text(), c.text())
	b.Redact = map[ledger.Seq][]byte{}
	for i := 0; i < len(c.live); i++ {
		if x := c.live[i]; x.log == log && c.chance.IntN(3) == 0 {
			b.Redact[x.seq] = []byte("{}")
			c.live[i] = c.live[len(c.live)-1]
			c.live = c.live[:len(c.live)-1]
		}
	}
	for range 20 {
		of, name := ledger.MemberID(fmt.Sprint(c.chance.IntN(100))), fmt.Sprint(c.chance.IntN(9))
		draft := value(log, of, "draft", name, c.text())
		draft.Delete = c.chance.IntN(3) == 0
		b.Shelf = append(b.Shelf, draft, value(log, of, "link", name, "STAYS on the shelf"))
	}
	must(t, openLog(t, c.s, log).Append(t.Context(), b))
	for _, r := range b.Records {
		c.live = append(c.live, secret{log, r.Seq})
		c.last[log] = r.Seq
	}
}

func (c *churn) redactRest(t testing.TB) {
	for log, after := range c.last {
		b := ledger.Batch{After: after, Redact: map[ledger.Seq][]byte{}}
		for _, x := range c.live {
			if x.log == log {
				b.Redact[x.seq] = []byte("{}")
			}
		}
		must(t, openLog(t, c.s, log).Append(t.Context(), b))
	}
	must(t, c.s.Sweep(t.Context(), "draft", epoch.AddDate(1, 0, 0)))
}
