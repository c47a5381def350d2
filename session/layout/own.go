package layout

import "strings"

// OwnPart is a part of a board of one's own: what it is called, and the question that
// it asks, which may be empty. Its letter follows from its place.
type OwnPart struct {
	Title    string `json:"title"`
	Question string `json:"question,omitempty"`
}

// MostOwn is how many parts a board of one's own may have.
const MostOwn = 6

// ownLetters are those of its parts.
var ownLetters = [MostOwn]Part{"A", "B", "C", "D", "E", "F"}

// asks stands between the title of a part and its question, where both are one line.
const asks = ": "

// ReadOwnPart reads a part that somebody wrote in one line, "Title: question".
func ReadOwnPart(line string) OwnPart {
	title, question, _ := strings.Cut(line, asks)
	return OwnPart{strings.TrimSpace(title), strings.TrimSpace(question)}
}

// Line writes it in one line, which [ReadOwnPart] reads.
func (p OwnPart) Line() string {
	if p.Question == "" {
		return p.Title
	}
	return p.Title + asks + p.Question
}

// Of is a layout of one's own with these parts, of which at most [MostOwn] count.
func (l *Layout) Of(own []OwnPart) *Layout {
	of := *l
	of.own = own[:min(len(own), MostOwn)]
	of.Parts = ownLetters[:len(of.own)]
	return &of
}

// Is reports whether it is the same layout as another, whatever parts people gave. It is
// not the same as none.
func (l *Layout) Is(o *Layout) bool { return o != nil && l.Name == o.Name }

// OwnParts are the parts in the words of whoever gave them; none where the catalogues
// have them. Nobody may change them.
func (l *Layout) OwnParts() []OwnPart { return l.own }

// Own is a part in the words of whoever gave it; false where the catalogues have them.
func (l *Layout) Own(p Part) (OwnPart, bool) {
	for i, own := range l.own {
		if l.Parts[i] == p {
			return own, true
		}
	}
	return OwnPart{}, false
}
