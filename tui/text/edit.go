package text

import (
	"iter"
	"unicode"
	"unicode/utf8"
)

// The functions in this file move in a text as people wrote it. Places in it
// are bytes, always where a grapheme cluster begins or at the end of the text.

// nextCluster returns where the cluster after i begins, or len(s).
func nextCluster(s string, i int) int {
	for end := range ends(s) {
		if end > i {
			return end
		}
	}
	return len(s)
}

// prevCluster returns where the cluster before i begins, or 0.
func prevCluster(s string, i int) int {
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

// backspaced returns where that begins which [Field.Backspace] takes back before i.
func backspaced(s string, i int) int {
	start := prevCluster(s, i)
	if first, _ := utf8.DecodeRuneInString(s[start:i]); unicode.IsLetter(first) || unicode.IsMark(first) {
		_, size := utf8.DecodeLastRuneInString(s[:i])
		start = i - size
	}
	return start
}

// nextWord returns where the word after i begins, or len(s). A word is what
// [Wrap] would rather not break.
func nextWord(s string, i int) int {
	for _, u := range laid(s) {
		if u.start > i && u.before == good {
			return u.start
		}
	}
	return len(s)
}

// prevWord returns where the word before i begins, or 0.
func prevWord(s string, i int) int {
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
