package ledger_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/store/storetest"
)

// TestTheLogSaysWhy the store fails, each reason once a minute however many people
// try, and they are told the reason and nothing else.
func TestTheLogSaysWhy(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var fails error
		d := newDesk(t, &storetest.Memory{BeforeAppend: func(string, ledger.Batch) error { return fails }})
		trouble := func(why ledger.Trouble) {
			fails = fmt.Errorf("write /srv/store: %w", why)
			for i := range 100 {
				err := d.do(&note{Name: fmt.Sprint(why, i)})
				if !errors.Is(err, ledger.ErrNotSaved) || !errors.Is(err, why) || strings.Contains(err.Error(), "/srv") {
					t.Fatalf("got %v", err)
				}
			}
		}
		logged := func(part string) int { return strings.Count(d.log.String(), part) }
		for minute := range 3 {
			trouble(ledger.ErrFull)
			trouble(ledger.ErrReadOnly)
			trouble(ledger.ErrFull)
			if full, readOnly := logged("the disk is full; make room"), logged("may not be written; let the server write"); full != minute+1 || readOnly != minute+1 {
				t.Errorf("in minute %d the log has said %d and %d times why:\n%s", minute, full, readOnly, d.log.String())
			}
			time.Sleep(time.Minute)
		}
		fails = errors.New("the cat sat on it")
		for range 2 {
			if err := d.do(&note{Name: "a"}); !errors.Is(err, ledger.ErrNotSaved) {
				t.Errorf("got %v", err)
			}
		}
		if n := logged("the cat sat on it"); n != 2 {
			t.Errorf("what has no name was logged %d times", n)
		}
		fails = nil
		d.ok(d.do(&note{Name: "a"}))
	})
}
