package locale

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
)

func TestCountry(t *testing.T) {
	c := load(t)
	for _, tc := range []struct {
		language string
		label    method.Country
		want     string
	}{
		{"en", "MY", "Malaysia"}, {"es", "TH", "Tailandia"}, {"es", "Chiapas", "Chiapas"}, {"en", "", ""}, {"en", "ZZ", "ZZ"},
		{"en", "SZ", "Eswatini"}, {"en", "MYS", "Malaysia"}, {"en", "AN", "AN"},
	} {
		if got := c.In(tc.language).Country(tc.label); got != tc.want {
			t.Errorf("%s: %q is called %q, want %q", tc.language, tc.label, got, tc.want)
		}
	}
}

func TestCountryNamed(t *testing.T) {
	c := load(t)
	for _, tc := range []struct {
		language, typed string
		want            method.Country
	}{
		{"en", " malaysia ", "MY"}, {"en", "my", "MY"}, {"en", "MYS", "MY"}, {"es", "Tailandia", "TH"},
		{"en", "Tailandia", "TH"}, {"es", "thailand", "TH"}, {"en", "mexico", "MX"}, {"en", "México", "MX"},
		{"en", "Burma", "MM"}, {"en", "Birmania", "MM"}, {"en", "Swaziland", "SZ"}, {"en", "UK", "GB"},
		{"en", "cote d'ivoire", "CI"}, {"en", "Viet Nam", "VN"}, {"en", "Myanmar", "MM"}, {"en", "Congo", "CG"},
		{"en", "Indo", ""}, {"en", "Malaysia 2", ""}, {"en", "Chiapas", ""}, {"en", "", ""}, {"en", "zz", ""}, {"en", "mal", ""},
	} {
		if got := c.In(tc.language).CountryNamed(tc.typed); got != tc.want {
			t.Errorf("%s: %q is %q, want %q", tc.language, tc.typed, got, tc.want)
		}
	}
}

// TestNoNameIsOfTwoCountries: what somebody types in whole leaves no doubt.
func TestNoNameIsOfTwoCountries(t *testing.T) {
	home := map[string]method.Country{}
	for _, n := range load(t).In("en").countries().list {
		if n.Name == "" {
			t.Errorf("%s has no name", n.Code)
		}
		for _, name := range n.all {
			if other := home[name]; other != "" && other != n.Code {
				t.Errorf("%q is %s and %s", name, other, n.Code)
			}
			home[name] = n.Code
		}
	}
	for area, languages := range catalogues(t) {
		for key := range languages[Fallback] {
			if code, ok := strings.CutPrefix(strings.TrimPrefix(key, "country.name."), "country.also."); area == "country" && ok && method.Country(code).ISO() != method.Country(code) {
				t.Errorf("%s names no country", key)
			}
		}
	}
}

func TestFindCountries(t *testing.T) {
	c := load(t)
	for _, tc := range []struct {
		language, typed string
		want            []method.Country // first of all
	}{
		{"en", "indo", []method.Country{"ID"}},
		{"en", "in", []method.Country{"IN", "ID"}},
		{"en", "my", []method.Country{"MY", "MM"}},
		{"en", "guinea", []method.Country{"GN", "GW", "GQ", "PG"}},
		{"en", "korea", []method.Country{"KR", "KP"}},
		{"es", "corea", []method.Country{"KR", "KP"}},
		{"en", "tail", []method.Country{"TH"}},
		{"es", "estados un", []method.Country{"US"}},
		{"en", "usa", []method.Country{"US"}},
		{"en", "qqq", nil}, {"en", "", nil}, {"en", " ", nil},
	} {
		var got []method.Country
		for _, n := range c.In(tc.language).FindCountries(tc.typed) {
			got = append(got, n.Code)
		}
		if len(got) < len(tc.want) || !slices.Equal(got[:len(tc.want)], tc.want) || tc.want == nil && got != nil {
			t.Errorf("%s: %q finds %q, want %q first", tc.language, tc.typed, got, tc.want)
		}
	}
}

func TestSort(t *testing.T) {
	c := load(t)
	for language, want := range map[string][]string{
		"en": {"Álvaro", "Ana", "ben", "Bén", "Natal", "Ñusta", "Oman", "Zoe", "กร", "ไข่"},
		"es": {"Álvaro", "Ana", "ben", "Bén", "Natal", "Nzo", "Ñusta", "Oman", "Zoe"},
	} {
		got := slices.Clone(want)
		slices.Reverse(got)
		Sort(c.In(language), got, func(s string) string { return s })
		if !slices.Equal(got, want) {
			t.Errorf("%s sorts %q, want %q", language, got, want)
		}
	}
	same := []int{3, 1, 2}
	if Sort(c.In("en"), same, func(int) string { return "same" }); !slices.Equal(same, []int{3, 1, 2}) {
		t.Errorf("those with the same name became %v", same)
	}
}

// BenchmarkSort is the people of a large meeting.
func BenchmarkSort(b *testing.B) {
	c, err := Load(register.All())
	if err != nil {
		b.Fatal(err)
	}
	names := make([]string, 1000)
	for i := range names {
		names[i] = []string{"Álvaro", "Mei Tan", "Somchai ใจดี", "Nur Aisyah"}[i%4] + string(rune('a'+i*7%26)) + string(rune('a'+i*11%26))
	}
	for b.Loop() {
		Sort(c.In("en"), slices.Clone(names), func(s string) string { return s })
	}
}
