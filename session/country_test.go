package session_test

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/action"
)

// TestACountryIsACodeOrALabel, wherever one is named.
func TestACountryIsACodeOrALabel(t *testing.T) {
	h := newHall(t)
	named := func(c method.Country) []change {
		m, promised := h.newCommitment("title")
		k, planned := h.newAction("title")
		promised.Country, planned.Countries = c, []method.Country{c}
		return []change{
			m, k,
			&session.ChangeProfile{Member: h.Siti, Revision: h.Shared().Members.Of(h.Siti).Revision, Profile: session.Profile{Name: "Siti", Organisation: "Org siti", Country: c}},
			halltest.SwotOn(kl, "b", "Another", "B", c),
		}
	}
	makes := func(c change) session.MemberID {
		if _, ok := c.(*agenda.Add); ok {
			return h.Facilitator()
		}
		return h.Siti
	}
	for _, bad := range []method.Country{"ZZ", "xx", "AN", "1a", "12", "--", "?!"} {
		for _, c := range named(bad) {
			h.Refused(h.Do(makes(c), c), refusal.NoCountry)
		}
	}
	for _, c := range named("Chiapas") {
		h.Must(makes(c), c)
	}
	k, fields := h.newAction("one country")
	fields.Countries = []method.Country{"id", "IDN", "ID"}
	h.Must(h.Siti, k)
	a := h.Entry(k.Entry)
	crosses, _ := a.Register.Field("cross_country")
	if countries := a.Fields.(*action.Fields).Countries; crosses.Get(a.Fields)[0] != "false" || !slices.Equal(countries, []method.Country{"ID"}) {
		t.Errorf("the action is of %q", countries)
	}
}
