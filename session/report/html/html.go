// Package html writes documents as a page of one file: no script, nothing from
// elsewhere, and a policy that says so to the browser. What people wrote is text in it
// and nothing else.
package html

import (
	"bufio"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html"
	"io"
	"iter"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/report/block"
)

//go:embed page.css
var style string

// policy forbids everything but the style of the page.
var policy = func() string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'; base-uri 'none'; form-action 'none'"
}()

// Write writes a document. It is well-formed as XML too, so that whoever wants to can
// read it back with the plainest of tools.
func Write(w io.Writer, d block.Document) error {
	p := &page{text: bufio.NewWriter(w), label: d.Title}
	p.begin(d.Title, d.Language)
	for b := range d.Blocks {
		p.block(b)
	}
	p.end()
	return p.text.Flush()
}

// begin writes what stands before the first words of a page.
func (p *page) begin(title, language string) {
	p.raw("<!DOCTYPE html>\n<html lang=\"", safe(language), "\">\n<head>\n<meta charset=\"utf-8\"/>\n",
		"<meta http-equiv=\"Content-Security-Policy\" content=\"", safe(policy), "\"/>\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n",
		"<meta name=\"referrer\" content=\"no-referrer\"/>\n",
		"<title>", safe(title), "</title>\n<style>", style, "</style>\n</head>\n<body>\n<main>\n")
}

func (p *page) end() { p.raw("</main>\n</body>\n</html>\n") }

// page is a document on its way to HTML. An error of the writer is kept until the text
// is flushed.
type page struct {
	text  *bufio.Writer
	label string // of what has no title of its own: the heading above it
}

// raw writes markup, and what was made safe.
func (p *page) raw(parts ...string) {
	for _, s := range parts {
		_, _ = p.text.WriteString(s)
	}
}

// safe makes a text one in HTML, in attributes too.
func safe(s string) string { return html.EscapeString(s) }

// words makes a text one in HTML, in which each script has its language.
func words(s string) string { return spans(block.Spans(s)) }

func spans(parts []block.Span) string {
	var all strings.Builder
	for _, span := range parts {
		switch {
		case span.Language == "":
			all.WriteString(safe(span.Words))
		case span.RightToLeft:
			all.WriteString(`<bdi lang="` + span.Language + `" dir="rtl">` + safe(span.Words) + "</bdi>")
		default:
			all.WriteString(`<span lang="` + span.Language + `">` + safe(span.Words) + "</span>")
		}
	}
	return all.String()
}

// styled is a text in its styles.
func styled(t block.Text) string {
	var all strings.Builder
	for _, r := range t {
		switch {
		case r.Words == "":
		case r.Style == block.Strong:
			all.WriteString("<strong>" + spans(r.Spans()) + "</strong>")
		case r.Style == block.Soft:
			all.WriteString(`<span class="soft">` + spans(r.Spans()) + "</span>")
		default:
			all.WriteString(spans(r.Spans()))
		}
	}
	return all.String()
}

// lined is a text with its lines.
func lined(t block.Text) string {
	return strings.ReplaceAll(strings.TrimSpace(styled(t)), "\n", "<br/>\n")
}

func (p *page) block(b block.Block) {
	switch b := b.(type) {
	case block.Heading:
		p.label = b.Text
		level := strconv.Itoa(b.Level)
		p.raw("<h", level, ">", words(b.Text), "</h", level, ">\n")
	case block.Paragraph:
		p.raw("<p>", lined(b.Text), "</p>\n")
	case block.Note:
		p.raw("<p class=\"note\">", styled(b.Text), "</p>\n")
	case block.Facts:
		p.facts(b)
	case block.List:
		p.list(b)
	case block.Table:
		p.table(b)
	case block.Bars:
		p.bars(b)
	case block.Quadrants:
		p.quadrants(b)
	}
}

func (p *page) facts(all block.Facts) {
	p.raw("<dl>\n")
	for _, f := range all {
		p.raw("<div><dt>", words(f.Label), "</dt><dd>", words(f.Value), "</dd></div>\n")
	}
	p.raw("</dl>\n")
}

func (p *page) list(l block.List) {
	tag := "ul"
	if l.Ordered {
		tag = "ol"
	}
	p.raw("<", tag, ">\n")
	p.items(l.Items)
	p.raw("</", tag, ">\n")
}

func (p *page) items(all iter.Seq[block.Item]) {
	for it := range all {
		p.raw("<li>", styled(it.Text))
		for _, under := range it.Under {
			p.raw("<div class=\"under\">", styled(under), "</div>")
		}
		if it.Items != nil {
			p.raw("\n")
			p.list(block.List{Items: it.Items})
		}
		p.raw("</li>\n")
	}
}

// table writes a table that scrolls by itself where the page is narrow.
func (p *page) table(t block.Table) {
	label := t.Title
	if label == "" {
		label = p.label
	}
	p.raw("<div class=\"wide\" role=\"group\" tabindex=\"0\" aria-label=\"", safe(label), "\">\n<table>\n")
	if t.Title != "" {
		p.raw("<caption>", words(t.Title), "</caption>\n")
	}
	p.raw("<thead><tr>")
	for _, c := range t.Head {
		p.raw("<th scope=\"col\">", words(c), "</th>")
	}
	p.raw("</tr></thead>\n<tbody>\n")
	for r := range t.Rows {
		p.raw("<tr>")
		for _, c := range r {
			p.raw("<td>", words(c), "</td>")
		}
		p.raw("</tr>\n")
	}
	p.raw("</tbody>\n</table>\n</div>\n")
}

func (p *page) quadrants(all block.Quadrants) {
	p.raw("<div class=\"quadrants of", strconv.Itoa(len(all)), "\">\n")
	for _, q := range all {
		p.raw("<div>\n<h3>", words(q.Title), "</h3>\n")
		p.list(block.List{Items: q.Items})
		p.raw("</div>\n")
	}
	p.raw("</div>\n")
}
