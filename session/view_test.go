package session_test

import (
	"fmt"
	"testing"
	"testing/synctest"

	"github.com/convene-ssh/convene/session"
)

// TestVersionsNameOneView: whatever is kept by a version, such as a picture, is
// never taken for that of another audience, community or opening, although all
// of them have seen as many changes.
func TestVersionsNameOneView(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		const other session.CommunityID = "europe"
		h.ok(h.host.Found(t.Context(), h.boss, other, "Europe", false))
		seen := map[session.Version]string{}
		note := func(v session.Version, of string) {
			if was, taken := seen[v]; taken && was != of {
				t.Errorf("%s has the version of %s", of, was)
			}
			seen[v] = of
		}
		for opening := range 3 {
			h.close()
			for _, community := range []session.CommunityID{cop, other} {
				for _, a := range session.Audiences() {
					s, err := h.host.Shared(t.Context(), community, a)
					h.ok(err)
					of := fmt.Sprintf("%s for %s at opening %d", community, a, opening)
					note(s.Revision, of)
					note(s.Contents, of)
				}
			}
		}
	})
}
