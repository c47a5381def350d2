package directory

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
)

// apply makes changes of the Host in a new directory, one after the other.
func apply(all ...interface {
	Apply(*Directory, session.Stamp)
}) *Directory {
	d := new(Directory)
	for i, change := range all {
		next := d.Begin()
		change.Apply(next, session.Stamp{Seq: ledger.Seq(1 + i)})
		next.Settle()
		d = next
	}
	return d
}

// TestWhoIsErasedLeavesNoReturnCode, also none that another has replaced.
func TestWhoIsErasedLeavesNoReturnCode(t *testing.T) {
	d := apply(
		&MeetPerson{Person: "siti", Return: "first", New: true}, &MeetPerson{Person: "siti", Return: "second"},
		&MeetPerson{Person: "budi", Return: "his", New: true}, &ErasePerson{Person: "siti"},
	)
	if d.byReturn.Of("first") != "" || d.byReturn.Of("second") != "" || d.byReturn.Of("his") != "budi" {
		t.Errorf("codes lead to %v", d.byReturn)
	}
}

// TestARecordWhoseKeyIsForgottenNamesNone when it is read again.
func TestARecordWhoseKeyIsForgottenNamesNone(t *testing.T) {
	if d := apply(&NameOrganiser{}, &UnnameOrganiser{}); d.named.Len() > 0 {
		t.Errorf("records name %v", d.named)
	}
}
