package locale

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session/method"
)

func TestLanguageNamed(t *testing.T) {
	c := load(t)
	for _, tc := range []struct {
		language, typed string
		want            method.Language
		called          string
	}{
		{"en", " thai ", "th", "Thai"}, {"es", "thai", "th", "tailandés"}, {"en", "Tailandes", "th", "Thai"}, {"en", "ไทย", "th", "Thai"},
		{"en", "TH", "th", "Thai"}, {"en", "rohingya", "rhg", "Rohingya"}, {"es", "nahuatl", "nah", "náhuatl"}, {"en", "rhg", "rhg", "Rohingya"},
		{"en", "Español", "es", "Spanish"}, {"en", "bahasa", "", ""}, {"en", "", "", ""}, {"en", "spa", "", ""},
	} {
		got := c.In(tc.language).LanguageNamed(tc.typed)
		if got != tc.want || got != "" && c.In(tc.language).SpokenLanguage(got) != tc.called {
			t.Errorf("%s: %q is %q, called %q", tc.language, tc.typed, got, c.In(tc.language).SpokenLanguage(got))
		}
	}
}

// TestFindLanguages: the likeliest first.
func TestFindLanguages(t *testing.T) {
	w := load(t).In("en")
	for typed, want := range map[string]method.Language{"indo": "id", "burm": "my", "maya": "yua", "th": "th", "tsel": "tzh", "km": "km"} {
		if all := w.FindLanguages(typed); len(all) == 0 || all[0] != want && !slices.Contains(all[:min(3, len(all))], want) {
			t.Errorf("%q finds %v, want %s", typed, all, want)
		}
	}
	if all := w.FindLanguages(" "); all != nil {
		t.Errorf("nothing finds %v", all)
	}
}
