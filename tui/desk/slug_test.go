package desk

import (
	"strings"
	"testing"
)

func TestSlug(t *testing.T) {
	for title, want := range map[string]string{
		"Kuala Lumpur, 2022!": "kuala-lumpur-2022", "Ciudad de México": "ciudad-de-mexico", "กรุงเทพฯ": "", "AZ @[`{ 09 /:": "az-09",
		strings.Repeat("words ", 20): "words-words-words-words-words-words-words-words-words",
	} {
		if got := Slug(title); got != want {
			t.Errorf("%q gets %q, want %q", title, got, want)
		}
	}
}
