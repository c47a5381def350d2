package ledger_test

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/storetest"
)

// notes is a small state: a text for each name, and what each member keeps for
// themselves.
type notes struct {
	texts map[string]string
	own   map[ledger.MemberID]string
	tx    ledger.Tx
}

func (n *notes) Begin() *notes {
	next := *n
	next.tx = ledger.Tx{}
	return &next
}

func (n *notes) Settle()     { n.tx = nil }
func (n *notes) ClearShelf() { n.own = nil }
func (n *notes) Keep(w ledger.ShelfWrite) {
	ledger.PutOrDelete(n.tx, &n.own, w.Of, string(w.Value), w.Delete)
}

var errTaken = errors.New("the name is taken")

// note writes a text under a name that is free.
type note struct {
	ledger.Base[*notes]
	Name, Text string
}

func (n *note) Tidy() { n.Text = strings.TrimSpace(n.Text) }

func (n *note) Check(s *notes, _ ledger.Who) error {
	if _, taken := s.texts[n.Name]; taken {
		return errTaken
	}
	return nil
}

func (n *note) Apply(s *notes, _ ledger.Stamp) { ledger.Put(s.tx, &s.texts, n.Name, n.Text) }

// bomb panics in one of the steps of a change, Apply after half of its work.
type bomb struct {
	ledger.Base[*notes]
	in string
}

const words = "somebody's words"

func (b *bomb) fall(step string) {
	if b.in == step {
		panic(words)
	}
}

func (b *bomb) Tidy()                                         { b.fall("tidy") }
func (b *bomb) Check(*notes, ledger.Who) error                { b.fall("check"); return nil }
func (b *bomb) Decide(*notes, ledger.Decision)                { b.fall("decide") }
func (b *bomb) Quiet(*notes, ledger.Who) bool                 { b.fall("quiet"); return true }
func (b *bomb) Redact(*notes) map[ledger.Seq][]byte           { b.fall("redact"); return nil }
func (b *bomb) Shelve(*notes, ledger.Who) []ledger.ShelfWrite { b.fall("shelve"); return nil }

func (b *bomb) Apply(s *notes, _ ledger.Stamp) {
	ledger.Put(s.tx, &s.texts, "half", "done")
	b.fall("apply")
}

func vocabulary() ledger.Vocabulary[*notes] {
	return ledger.VocabularyOf(map[string]ledger.Change[*notes]{"note.written/1": &note{}})
}

// desk is a ledger of notes that a test writes to.
type desk struct {
	testing.TB
	*ledger.Ledger[*notes]
	store ledger.Store

	mu    sync.Mutex
	log   strings.Builder // what was logged
	wakes []bool          // whether each was urgent
	ids   int
}

const logName = "notes"

func newDesk(t testing.TB, store ledger.Store) *desk { return openDesk(t, store, vocabulary()) }

func openDesk(t testing.TB, store ledger.Store, words ledger.Vocabulary[*notes]) *desk {
	t.Helper()
	d := &desk{TB: t, store: store}
	env := ledger.Env{
		Store: store, Random: rand.Reader, Logf: d.logf, Meter: &ledger.Meter{}, Troubles: &ledger.Troubles{}, Forget: func() {},
	}
	var err error
	d.Ledger, err = ledger.Open(t.Context(), env, logName, &notes{}, words, d)
	d.ok(err)
	t.Cleanup(d.Close)
	return d
}

// Show and Wake make it the observer of its ledger.
func (d *desk) Show(*notes, []ledger.MemberID, bool) {}

func (d *desk) Wake(_ []ledger.MemberID, urgent bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.wakes = append(d.wakes, urgent)
}

func (d *desk) logf(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	fmt.Fprintf(&d.log, format+"\n", args...)
}

func (d *desk) ok(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

// deed is a change with an id of its own.
func (d *desk) deed(c ledger.Change[*notes]) ledger.Deed[*notes] {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ids++
	return ledger.Deed[*notes]{ID: ledger.ChangeID(fmt.Sprint("id", d.ids)), Who: ledger.Who{Member: "siti"}, Change: c}
}

func (d *desk) do(c ledger.Change[*notes]) error { return d.Do(d.Context(), d.deed(c)) }

func (d *desk) records() []ledger.Record {
	d.Helper()
	log, err := d.store.Log(d.Context(), logName)
	d.ok(err)
	var all []ledger.Record
	for r, err := range log.Read(d.Context(), 0) {
		d.ok(err)
		all = append(all, r)
	}
	return all
}

// sameAfterRereading opens the log a second time: it must add up to the same.
func (d *desk) sameAfterRereading() {
	d.Helper()
	second := newDesk(d.TB, d.store)
	if got, want := fmt.Sprint(second.State().texts), fmt.Sprint(d.State().texts); got != want {
		d.Errorf("%s after rereading, and before %s", got, want)
	}
}

// together makes changes wait behind a slow write, in their order, so that they
// share the next one, and returns their errors. It must be called in a bubble of
// synctest.
func (d *desk) together(store *storetest.Memory, changes ...ledger.Change[*notes]) []error {
	d.Helper()
	var deeds []ledger.Deed[*notes]
	for _, c := range changes {
		deeds = append(deeds, d.deed(c))
	}
	return d.deedsTogether(store, deeds)
}

func (d *desk) deedsTogether(store *storetest.Memory, deeds []ledger.Deed[*notes]) []error {
	d.Helper()
	release, refuse := make(chan struct{}), store.BeforeAppend
	store.BeforeAppend = func(string, ledger.Batch) error { <-release; return nil }
	var all sync.WaitGroup
	all.Go(func() { d.ok(d.do(&note{Name: fmt.Sprint("slow", len(d.State().texts))})) })
	synctest.Wait()
	errs := make([]error, len(deeds))
	for i := range deeds {
		all.Go(func() { errs[i] = d.Do(context.Background(), deeds[i]) })
		synctest.Wait()
	}
	store.BeforeAppend = refuse
	close(release)
	all.Wait()
	return errs
}
