// Package block is what a document is made of, whatever kind of file it becomes.
// There are few kinds of block, so that each format can write all of them. Texts
// in blocks are plain: a format writes them so that they are nothing but text.
package block

import (
	"iter"
	"slices"
	"strconv"
	"strings"
)

// Document is a title and blocks. They are made while they are written, because
// many people may take large documents away at the same time.
type Document struct {
	Title    string
	Language string // of the document's own words, as a BCP 47 tag
	Blocks   iter.Seq[Block]
}

// Block is one of the kinds below.
type Block interface{ block() }

// Heading begins a part of the document. The first level is its title.
type Heading struct {
	Level int // from 1 to 3
	Text  string
}

// Paragraph is a text that keeps its lines.
type Paragraph struct{ Text Text }

// Note is a line that must not be overlooked.
type Note struct{ Text Text }

// Facts are labelled values, such as a date and a place.
type Facts []Fact

// Fact is one of them.
type Fact struct{ Label, Value string }

// List is a list, of steps or of things in no order.
type List struct {
	Ordered bool
	Items   iter.Seq[Item]
}

// Item is one thing of a list, with lines below it and things that belong to it.
type Item struct {
	Text  Text
	Under []Text
	Items iter.Seq[Item] // to which nothing belongs; nil for none
}

// Table is a table whose first row names its columns.
type Table struct {
	Title string // may be empty
	Head  []string
	Rows  iter.Seq[[]string]
}

// Bars is a chart of numbers. Where a format cannot draw, it is their table.
type Bars struct {
	Title string
	Head  [2]string // of the table: what is counted, and its number
	Bars  []Bar
}

// Bar is one of its numbers. Shown is how the number is written, where that is not
// itself.
type Bar struct {
	Label string
	N     int
	Shown string
}

// Quadrants are the parts of a board; four stand two by two where there is room.
type Quadrants []Quadrant

// Quadrant is a part of a board.
type Quadrant struct {
	Title string
	Items iter.Seq[Item]
}

func (Heading) block()   {}
func (Paragraph) block() {}
func (Note) block()      {}
func (Facts) block()     {}
func (List) block()      {}
func (Table) block()     {}
func (Bars) block()      {}
func (Quadrants) block() {}

// Text is what stands on one line, or on several in a paragraph.
type Text []Run

// Run is a piece of a text.
type Run struct {
	Words string
	Style Style
	// Language is that of the words, as a BCP 47 tag, where it is known to be another than
	// the document's.
	Language string
}

// Style is how a run looks.
type Style int

// The styles.
const (
	Plain  Style = iota
	Strong       // what the eye should find
	Soft         // what is said beside the text, not in it
)

// Say is a text without any style.
func Say(words string) Text { return Text{{Words: words}} }

// SayIn is Say in another language than the document's.
func SayIn(language, words string) Text { return Text{{Words: words, Language: language}} }

// Strongly is a text that stands out.
func Strongly(words string) Text { return Text{{Words: words, Style: Strong}} }

// Softly is a text that stands back.
func Softly(words string) Text { return Text{{Words: words, Style: Soft}} }

// And is the text with another behind it.
func (t Text) And(more Text) Text { return slices.Concat(t, more) }

// String is the text without its styles.
func (t Text) String() string {
	var all strings.Builder
	for _, r := range t {
		all.WriteString(r.Words)
	}
	return all.String()
}

// Table is the table behind the chart.
func (b Bars) Table() Table {
	return Table{Title: b.Title, Head: b.Head[:], Rows: func(yield func([]string) bool) {
		for _, bar := range b.Bars {
			if !yield([]string{bar.Label, bar.Number()}) {
				return
			}
		}
	}}
}

// Number is how the number of a bar is written.
func (b Bar) Number() string {
	if b.Shown != "" {
		return b.Shown
	}
	return strconv.Itoa(b.N)
}

// Most is the greatest of the numbers.
func (b Bars) Most() int {
	most := 0
	for _, bar := range b.Bars {
		most = max(most, bar.N)
	}
	return most
}
