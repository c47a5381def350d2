package kit

import (
	"encoding/json"
	"strings"
	"unicode/utf8"
)

// kept is a draft: the words of a line; or all answers to something new, and those that
// were changed in something known, with the revision that they began from.
type kept struct {
	Text     string              `json:"text,omitempty"`
	Revision int                 `json:"revision,omitempty"`
	Answers  map[string][]string `json:"answers,omitempty"`
	Longest  string              `json:"longest,omitempty"` // the key of the answer for which most was typed
}

func (k kept) pack() []byte {
	body, err := json.Marshal(k)
	if err != nil {
		return nil // strings and numbers always marshal
	}
	return body
}

// unpacked is a draft as it was kept; empty where there is none.
func unpacked(draft []byte) (k kept) {
	if json.Unmarshal(draft, &k) != nil {
		return kept{}
	}
	return k
}

// PackedLine is the draft of a line.
func PackedLine(words string) []byte { return kept{Text: words}.pack() }

// DraftedLine is the line that a draft holds; empty where it holds none.
func DraftedLine(draft []byte) string { return unpacked(draft).Text }

// Drafted are the answers that a draft holds; none where it holds none.
func Drafted(draft []byte) map[string][]string { return unpacked(draft).Answers }

// DraftWords are what somebody has typed in a draft, in one line for them to know it by:
// all of it, or the longest answer of a form. They are empty where they have only chosen.
func DraftWords(draft []byte) string {
	k := unpacked(draft)
	words := k.Text
	if answers := k.Answers[k.Longest]; len(answers) > 0 {
		words = answers[0]
	}
	return strings.Join(strings.Fields(words), " ")
}

// longest is the key of the question among some whose answer was typed, and is the longest;
// empty where nothing was typed.
func (all Questions) longest(among map[string][]string) (key string) {
	most := 0
	for _, q := range all {
		n := utf8.RuneCountInString(q.Text.Value())
		if _, changed := among[q.Key]; changed && q.Options == nil && q.search == nil && n > most {
			key, most = q.Key, n
		}
	}
	return key
}
