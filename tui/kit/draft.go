package kit

import (
	"encoding/json"
	"maps"
	"slices"
	"unicode/utf8"
)

// kept is a draft: the words of a line; or all answers to something new, and those that
// were changed in something known, with the revision that they began from.
type kept struct {
	Text     string              `json:",omitempty"`
	Revision int                 `json:"revision,omitempty"`
	Answers  map[string][]string `json:"answers,omitempty"`
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

// DraftWords are what somebody has typed in a draft, for them to know it by: a line, or
// the longest answer of a form.
func DraftWords(draft []byte) string {
	k := unpacked(draft)
	longest := k.Text
	for _, key := range slices.Sorted(maps.Keys(k.Answers)) {
		for _, answer := range k.Answers[key] {
			if utf8.RuneCountInString(answer) > utf8.RuneCountInString(longest) {
				longest = answer
			}
		}
	}
	return longest
}
