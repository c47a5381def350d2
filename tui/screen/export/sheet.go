package export

import (
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// sheet is a document in rows of a width.
type sheet struct {
	kit.Look
	width int
	rows  []string
	parts []int // the rows at which parts begin
	texts []passage
}

// within is the level of the headings within a part.
const within = 3

// set sets a document.
func set(look kit.Look, d block.Document, w int) sheet {
	s := sheet{Look: look, width: w}
	for b := range d.Blocks {
		s.block(b)
		s.rows = append(s.rows, "")
	}
	return s
}

func (s *sheet) block(b block.Block) {
	switch b := b.(type) {
	case block.Heading:
		s.heading(b.Level, b.Text)
	case block.Paragraph:
		for line := range strings.SplitSeq(b.Text.String(), "\n") {
			s.wrap("", line, theme.Style{})
		}
	case block.Note:
		s.wrap("", b.Text.String(), s.Theme.Error)
	case block.Facts:
		for _, f := range b {
			s.fact(f.Label, f.Value)
		}
	case block.List:
		s.list(b, "")
	case block.Table:
		s.title(b.Title)
		s.table(b)
	case block.Bars:
		s.title(b.Title)
		s.bars(b)
	case block.Quadrants:
		for _, q := range b {
			s.heading(within, q.Title)
			s.list(block.List{Items: q.Items}, "")
		}
	}
}

// add adds the rows of one text.
func (s *sheet) add(rows ...string) {
	s.texts = append(s.texts, passage{len(s.rows), rows})
	s.rows = append(s.rows, rows...)
}

func (s *sheet) fact(label, value string) {
	s.add(s.Facts([]kit.Fact{{Label: label, Value: value}}, s.width)...)
}

// heading begins a part; those within one are not among its parts.
func (s *sheet) heading(level int, words string) {
	if level < within {
		s.parts = append(s.parts, len(s.rows))
	}
	if level == 2 {
		s.add(s.Heading(words, s.width)...)
		return
	}
	s.title(words)
}

func (s *sheet) title(words string) {
	if words != "" {
		s.wrap("", words, s.Theme.Title)
	}
}

// wrap adds words behind a mark, under which their further rows begin.
func (s *sheet) wrap(mark, words string, style theme.Style) {
	in := text.Width(mark)
	var rows []string
	for i, row := range text.Wrap(words, max(1, s.width-1-in)) {
		if i > 0 {
			mark = strings.Repeat(" ", in)
		}
		rows = append(rows, " "+mark+style.Render(row))
	}
	s.add(rows...)
}

// list sets a list behind an indent, which is that of what it belongs to.
func (s *sheet) list(l block.List, indent string) {
	n := 0
	for it := range l.Items {
		n++
		mark := "- "
		if l.Ordered {
			mark = strconv.Itoa(n) + ". "
		}
		s.wrap(indent+mark, it.Text.String(), theme.Style{})
		below := indent + strings.Repeat(" ", len(mark))
		for _, under := range it.Under {
			s.wrap(below, under.String(), s.Theme.Muted)
		}
		if it.Items != nil {
			s.list(block.List{Items: it.Items}, below)
		}
	}
}

// barWidth is how wide the longest bar is at most.
const barWidth = 24

func (s *sheet) bars(b block.Bars) {
	label := 0
	for _, bar := range b.Bars {
		label = max(label, text.Width(bar.Label))
	}
	label = min(label, s.width/2)
	long := max(1, min(barWidth, s.width-label-8))
	for _, bar := range b.Bars {
		drawn := s.Theme.Votes.Render(kit.Bar(s.Theme, bar.N, b.Most(), long))
		row := " " + s.Fit(bar.Label, label) + " " + drawn + " "
		s.add(row + s.Cut(bar.Number(), s.width-text.Width(row)))
	}
}
