package text

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// The functions in this file move in a text as people wrote it. Places in it
// are bytes, always where a grapheme cluster begins or at the end of the text.

// Next returns where the cluster after i begins, or len(s).
func Next(s string, i int) int {
	for end := range ends(s) {
		if end > i {
			return end
		}
	}
	return len(s)
}

// Prev returns where the cluster before i begins, or 0.
func Prev(s string, i int) int {
	prev := 0
	for end := range ends(s) {
		if end >= i {
			break
		}
		prev = end
	}
	return prev
}

// ends yields where the clusters of s end.
func ends(s string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for end := 0; end < len(s); {
			end += len(cluster(s[end:]))
			if !yield(end) {
				return
			}
		}
	}
}

// Backspace deletes what is before i and returns the text and the new place.
// Where letters carry marks it takes back the last code point, as people typed
// it; of an emoji it takes the whole cluster.
func Backspace(s string, i int) (string, int) {
	start := Prev(s, i)
	if first, _ := utf8.DecodeRuneInString(s[start:i]); unicode.IsLetter(first) || unicode.IsMark(first) {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		start = i - size
	}
	return s[:start] + s[i:], start
}

// NextWord returns where the word after i begins, or len(s). A word is what
// [Wrap] would rather not break.
func NextWord(s string, i int) int {
	for _, u := range laid(s) {
		if u.start > i && u.before == good {
			return u.start
		}
	}
	return len(s)
}

// PrevWord returns where the word before i begins, or 0.
func PrevWord(s string, i int) int {
	prev := 0
	for _, u := range laid(s) {
		if u.start >= i {
			break
		}
		if u.before == good {
			prev = u.start
		}
	}
	return prev
}
