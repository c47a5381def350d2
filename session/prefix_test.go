package session_test

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

func TestProposePrefix(t *testing.T) {
	swot, round := method.SWOT.Layout(), method.Round.Layout()
	c := session.Community{Boards: map[method.BoardID]*session.Board{
		"1": {Layout: swot, Subject: "Malaysia", Prefix: "MY"}, "2": {Layout: swot, Subject: "Chile", Prefix: "CHI"},
		"3": {Layout: round, Subject: "Welcome", Prefix: "R"},
	}}
	for _, tc := range []struct {
		of      *layout.Layout
		subject string
		country method.Country
		want    string
	}{
		{swot, "Thailand", "TH", "TH"}, {swot, "Thailand", "th", "TH"}, {swot, "malaysia", "", "MY"},
		{swot, "Sabah", "MY", "MY2"}, {swot, "Chiapas", "", "CHI2"}, {swot, "México", "México", "MEX"},
		{swot, "Child rights network", "", "CRN"}, {swot, "one two three four five", "", "OTTF"}, {swot, "เด็ก", "", "B"}, {swot, " ", "", ""},
		{round, "welcome ", "", "R"}, {round, "Malaysia", "MY", "R2"}, {swot, "Welcome", "", "WEL"},
	} {
		if got := c.ProposePrefix(tc.of, tc.subject, tc.country); got != tc.want {
			t.Errorf("%q in %q gets %q on a %s, want %q", tc.subject, tc.country, got, tc.of.Name, tc.want)
		}
	}
}
