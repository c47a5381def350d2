package desk

import (
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/method"
)

// ProposeSlug makes the name by which people type a meeting from its title, one
// that is free.
func ProposeSlug(meetings map[method.MeetingID]*session.Meeting, title string) method.MeetingID {
	words := strings.FieldsFunc(clean.Plain(title), func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9')
	})
	slug := strings.Join(words, "-")
	for len(slug) > method.MaxSlug-3 { // room for a number
		words = words[:len(words)-1]
		slug = strings.Join(words, "-")
	}
	if slug == "" {
		slug = "meeting"
	}
	free := slug
	for n := 2; meetings[method.MeetingID(free)] != nil; n++ {
		free = slug + "-" + strconv.Itoa(n)
	}
	return method.MeetingID(free)
}
