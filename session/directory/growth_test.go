package directory_test

import (
	"fmt"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/ledger"
)

// TestWhoComesCopiesFewOfTheOthers: what is allocated for somebody with a key grows as the
// square root of how many people are known, and not as their number.
func TestWhoComesCopiesFewOfTheOthers(t *testing.T) {
	d := new(directory.Directory)
	known := 0
	meet := func(more int) (bytes uint64) {
		return halltest.Allocated(func() {
			for range more {
				known++
				next := d.Begin()
				person := &directory.MeetPerson{
					Person: directory.PersonID(fmt.Sprint("p", known)), Key: directory.Fingerprint(fmt.Sprint("SHA256:", known)), New: true,
				}
				person.Apply(next, session.Stamp{Seq: ledger.Seq(known)})
				next.Settle()
				d = next
			}
		})
	}
	meet(300)
	few := meet(200)
	meet(400*20 - 500)
	if many := meet(200); many > 10*few {
		t.Errorf("200 people allocate %d bytes where 400 are known, and %d where 8,000 are", few, many)
	}
}
