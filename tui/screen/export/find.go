package export

import (
	"slices"
	"strings"
	"unicode"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/text"
)

// passage is one text of a sheet, as it was wrapped from a row on.
type passage struct {
	row  int
	rows []string
}

// search is what somebody looks for in a sheet.
type search struct {
	words string
	from  int   // the row that was read before
	rows  []int // in which the words begin
	at    int   // which of them was come to
}

// row is the one that was come to.
func (s search) row() (int, bool) {
	if len(s.rows) == 0 {
		return 0, false
	}
	return s.rows[s.at%len(s.rows)], true
}

// above is how many rows are shown above what was found.
const above = 3

// look goes to the first place where words stand, from where the person was reading.
func (p *preview) look(d *desk.Desk, words string) {
	s := search{words: words, from: p.sought.from, rows: p.sheet.find(words)}
	s.at = max(0, slices.IndexFunc(s.rows, func(row int) bool { return row >= s.from }))
	p.sought = s
	p.step(d, 0)
}

// step goes so many places on, and from the last one to the first, and says which it is.
func (p *preview) step(d *desk.Desk, by int) {
	n := len(p.sought.rows)
	switch {
	case p.sought.words == "":
		p.To(p.sought.from)
		return
	case n == 0:
		d.Say("export.not_found", "words", p.sought.words)
		return
	}
	p.sought.at = (p.sought.at + by + n) % n
	p.To(p.sought.rows[p.sought.at] - above)
	d.Say("export.found", "words", p.sought.words, "at", p.sought.at+1, "n", n)
}

// find looks for words, and returns the rows in which they begin. How they are written
// makes no difference, nor where a row ends.
func (s *sheet) find(words string) []int {
	wanted := bare(text.Display(words))
	if wanted == "" {
		return nil
	}
	var rows []int
	for _, p := range s.texts {
		all := bare(strings.Join(p.rows, ""))
		for at := 0; ; at += len(wanted) {
			next := strings.Index(all[at:], wanted)
			if next < 0 {
				break
			}
			at += next
			rows = append(rows, p.row+p.rowOf(at))
		}
	}
	slices.Sort(rows)
	return slices.Compact(rows)
}

// rowOf is the row in which the letter at a place of the bare text stands.
func (p passage) rowOf(at int) int {
	for i, row := range p.rows {
		if at -= len(bare(row)); at < 0 {
			return i
		}
	}
	return 0
}

// bare is what counts of a text for those who look for something: small letters without
// accents, and no spaces, of which a row has others than the text.
func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return unicode.ToLower(r)
	}, clean.Unaccented(text.Unstyled(s)))
}
