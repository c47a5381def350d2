package desk

import (
	"strings"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/method"
)

// Slug makes the name by which people type a community or a meeting from its title, with
// room for a number. It is empty where the title has no letters that everybody can type.
func Slug(title string) string {
	words := strings.FieldsFunc(clean.Plain(title), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	slug := strings.Join(words, "-")
	for len(slug) > method.MaxSlug-3 {
		words = words[:len(words)-1]
		slug = strings.Join(words, "-")
	}
	return slug
}
