// Package markdown writes documents as Markdown, with the tables of GitHub's. What
// people wrote is text in it and nothing else: no heading, link, image, HTML or table.
package markdown

import (
	"bufio"
	"io"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/report/block"
)

// Write writes a document.
func Write(w io.Writer, d block.Document) error {
	p := page{text: bufio.NewWriter(w)}
	for b := range d.Blocks {
		p.block(b)
	}
	return p.text.Flush()
}

// page is a document on its way to Markdown. What its methods are given they escape.
// An error of the writer is kept until the text is flushed.
type page struct {
	text  *bufio.Writer
	begun bool
}

func (p *page) put(parts ...string) {
	for _, s := range parts {
		_, _ = p.text.WriteString(s)
	}
}

// gap parts a block from the one before it.
func (p *page) gap() {
	if p.begun {
		p.put("\n")
	}
	p.begun = true
}

func (p *page) block(b block.Block) {
	p.gap()
	switch b := b.(type) {
	case block.Heading:
		p.put(strings.Repeat("#", b.Level), " ", inline(b.Text), "\n")
	case block.Paragraph:
		p.put(text(b.Text, lines), "\n")
	case block.Note:
		p.put("> ", text(b.Text, inline), "\n")
	case block.Facts:
		for _, f := range b {
			p.put("- **", inline(f.Label), ":** ", inline(f.Value), "\n")
		}
	case block.List:
		p.list(b, "")
	case block.Table:
		p.table(b)
	case block.Bars:
		p.table(b.Table())
	case block.Quadrants:
		p.quadrants(b)
	}
}

// list writes a list behind an indent, which is that of what it belongs to.
func (p *page) list(l block.List, indent string) {
	n := 0
	for it := range l.Items {
		n++
		mark := "- "
		if l.Ordered {
			mark = strconv.Itoa(n) + ". "
		}
		p.put(indent, mark, text(it.Text, inline), "\n")
		below := indent + strings.Repeat(" ", len(mark))
		for _, under := range it.Under {
			p.put(below, "- ", text(under, inline), "\n")
		}
		if it.Items != nil {
			p.list(block.List{Items: it.Items}, below)
		}
	}
}

func (p *page) table(t block.Table) {
	if t.Title != "" {
		p.put("**", inline(t.Title), "**\n\n")
	}
	p.row(t.Head)
	p.put(strings.Repeat("| --- ", len(t.Head)), "|\n")
	for r := range t.Rows {
		p.row(r)
	}
}

func (p *page) row(cells []string) {
	for _, c := range cells {
		p.put("| ", inline(c), " ")
	}
	p.put("|\n")
}

func (p *page) quadrants(all block.Quadrants) {
	for i, q := range all {
		if i > 0 {
			p.gap()
		}
		p.put("### ", inline(q.Title), "\n\n")
		p.list(block.List{Items: q.Items}, "")
	}
}

// text is a text in its styles, each run made safe.
func text(t block.Text, safe func(string) string) string {
	var all strings.Builder
	for _, r := range t {
		words := safe(r.Words)
		mark := map[block.Style]string{block.Strong: "**", block.Soft: "*"}[r.Style]
		if words == "" {
			mark = ""
		}
		// A mark of Markdown's stands next to a letter, and spaces outside of it.
		before, after := edges(r.Words)
		all.WriteString(before + mark + words + mark + after)
	}
	return strings.TrimSpace(all.String())
}

// edges are the spaces around words, which escaping takes away.
func edges(words string) (before, after string) {
	if strings.HasPrefix(words, " ") {
		before = " "
	}
	if strings.HasSuffix(words, " ") && strings.TrimSpace(words) != "" {
		after = " "
	}
	return before, after
}
