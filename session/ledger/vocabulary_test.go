package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/storetest"
)

// entry is a change whose name depends on a value in it, which its body leaves out.
type entry struct {
	note
	register string
}

func (e *entry) Apply(s *notes, _ ledger.Stamp) {
	ledger.Put(s.tx, &s.texts, e.register+" "+e.Name, e.Text)
}

// TestANameMayDependOnAValue: one type is recorded under several names.
func TestANameMayDependOnAValue(t *testing.T) {
	registers := ledger.Vocabulary[*notes]{
		Name: func(c ledger.Change[*notes]) string { return c.(*entry).register + ".made/1" },
		New: func(name string) ledger.Change[*notes] {
			register, _ := strings.CutSuffix(name, ".made/1")
			return &entry{register: register}
		},
	}
	store := &storetest.Memory{}
	d := openDesk(t, store, registers)
	d.ok(d.do(&entry{note{Name: "1"}, "practice"}))
	d.ok(d.do(&entry{note{Name: "1"}, "pledge"}))
	kinds := ""
	for _, r := range d.records() {
		kinds += r.Kind + " "
		if strings.Contains(string(r.Body), "register") {
			t.Errorf("the body of %s is %s", r.Kind, r.Body)
		}
	}
	if kinds != "practice.made/1 pledge.made/1 " {
		t.Errorf("recorded as %s", kinds)
	}
	second := openDesk(t, store, registers)
	if got, want := fmt.Sprint(second.State().texts), fmt.Sprint(d.State().texts); got != want || len(d.State().texts) != 2 {
		t.Errorf("%s after rereading, and before %s", got, want)
	}
}

func TestWhatNoLogKeepsIsInNoRecord(t *testing.T) {
	d := newDesk(t, &storetest.Memory{})
	d.ok(d.do(&bomb{in: "never"})) // is not in the vocabulary
	if n := len(d.records()); n != 0 {
		t.Errorf("%d records", n)
	}
}

func TestANewerRecordIsNotGuessedAt(t *testing.T) {
	for _, kind := range []string{"note.sung/1", "note.written/2"} {
		store := &storetest.Memory{}
		log, err := store.Log(t.Context(), logName)
		if err != nil {
			t.Fatal(err)
		}
		newer := ledger.Batch{Records: []ledger.Record{{Seq: 1, ID: "new", Kind: kind, Body: []byte("{}")}}}
		if err := log.Append(t.Context(), newer); err != nil {
			t.Fatal(err)
		}
		env := ledger.Env{Store: store, Logf: t.Logf}
		_, err = ledger.Open(t.Context(), env, logName, &notes{}, vocabulary(), &desk{})
		if !errors.Is(err, ledger.ErrTooNew) || !strings.Contains(err.Error(), kind) {
			t.Errorf("%s: got %v", kind, err)
		}
	}
}
