package method_test

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session/method"
)

func TestISO(t *testing.T) {
	if all := method.ISOCountries(); len(all) != 250 || !slices.IsSorted(all) {
		t.Errorf("there are %d countries, want the 249 of ISO 3166 and Kosovo", len(all))
	}
	for label, want := range map[method.Country]method.Country{
		"MY": "MY", "my": "MY", "MYS": "MY", "UK": "GB", "BU": "MM", "XK": "XK", "TL": "TL", "TP": "TL",
		"": "", "ZZ": "", "AN": "", "EU": "", "UN": "", "EZ": "", "AC": "", "CS": "", "mys": "", "Can": "", "Malaysia": "", "Chiapas": "", "1a": "", "é": "",
	} {
		if got := label.ISO(); got != want {
			t.Errorf("%q stands for %q, want %q", label, got, want)
		}
	}
}
