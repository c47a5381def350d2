package session_test

import (
	"math/rand/v2"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
)

var numbered = regexp.MustCompile(`^(.*?)([0-9]+)$`)

// TestNoGapInCodesTells how much there is that somebody may not read: whatever is
// written, moved, taken back and revealed, each reader finds every number up to the last.
func TestNoGapInCodesTells(t *testing.T) {
	for seed := range uint64(5) {
		h := newHall(t)
		chance := rand.New(rand.NewPCG(seed, 13))
		var items []method.ItemID
		write := func() {
			for range 12 {
				a := h.NewItem("words")
				a.Audience, a.Part = pick(chance, method.Audiences()), pick(chance, halltest.SWOT.Parts)
				h.Must(h.Siti, a)
				items = append(items, a.Item)
				m := h.NewEntry(commitment.Register(), "title")
				m.Audience = a.Audience
				h.Must(h.Siti, m)
			}
			for range 4 { // some are refused
				_ = h.Do(h.Siti, &session.TakeBackItem{Item: pick(chance, items)})
				_ = h.Do(h.Siti, &session.MoveItem{Item: pick(chance, items), To: pick(chance, halltest.SWOT.Parts)})
			}
		}
		write()
		h.To(my, layout.Revealed)
		write()
		h.To(my, layout.Gather)
		write()
		h.To(my, layout.Revealed)
		for _, a := range method.Audiences() {
			wantNoGaps(t, a, codesOf(h.SharedBy(a)))
		}
		h.SameAfterRereading()
	}
}

// codesOf are all codes in a view, those among them that items had before.
func codesOf(s *session.Shared) (all []string) {
	for _, b := range s.Boards {
		for _, it := range b.Items {
			all = append(append(all, it.Code), it.Former...)
		}
	}
	for _, e := range s.Entries {
		all = append(all, e.Code())
	}
	return all
}

func wantNoGaps(t *testing.T, a method.Audience, codes []string) {
	t.Helper()
	found, most := map[string]bool{}, map[string]int{}
	for _, code := range codes {
		parts := numbered.FindStringSubmatch(code)
		n, _ := strconv.Atoi(parts[2])
		if found[code] {
			t.Errorf("%s read %s twice", a, code)
		}
		found[code], most[parts[1]] = true, max(n, most[parts[1]])
	}
	if len(most) < 3 {
		t.Errorf("%s read %v only", a, codes)
	}
	for series, n := range most {
		for i := range n {
			if code := series + strconv.Itoa(i+1); !found[code] {
				t.Errorf("%s do not find %s in %s", a, code, strings.Join(codes, " "))
			}
		}
	}
}

// TestARecordWithoutAnAuthorTellsNoTime finer than the day: who was there at that
// moment could be found out. A record with one does.
func TestARecordWithoutAnAuthorTellsNoTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		time.Sleep(90 * time.Minute)
		own := h.Add(h.Siti, "unattributed")
		h.Must(h.Siti, &session.EditItem{Item: own, Revision: 1, Text: "edited"})
		signed := h.NewItem("signed")
		signed.Attribution = method.Named
		h.Must(h.Siti, signed)
		unnamed, named := 0, 0
		for _, r := range h.Records() {
			switch at := r.At.Sub(r.At.Truncate(24 * time.Hour)); {
			case !strings.HasPrefix(r.Kind, "item."):
			case r.Author != "" && at >= 90*time.Minute:
				named++
			case r.Author == "" && at == 0:
				unnamed++
			default:
				t.Errorf("a %s by %q is of %s", r.Kind, r.Author, r.At)
			}
		}
		if unnamed != 2 || named != 1 {
			t.Errorf("%d records name nobody, %d somebody", unnamed, named)
		}
	})
}
