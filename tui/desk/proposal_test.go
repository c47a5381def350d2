package desk

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

func TestProposeSlug(t *testing.T) {
	taken := map[method.MeetingID]*session.Meeting{"kuala-lumpur-2022": {}}
	for title, want := range map[string]method.MeetingID{
		"Kuala Lumpur, 2022!": "kuala-lumpur-2022-2", "Ciudad de México": "ciudad-de-mexico", "กรุงเทพฯ": "meeting", "AZ @[`{ 09 /:": "az-09",
		strings.Repeat("words ", 20): "words-words-words-words-words-words-words-words-words",
	} {
		if got := ProposeSlug(taken, title); got != want {
			t.Errorf("%q gets %q, want %q", title, got, want)
		}
	}
}
