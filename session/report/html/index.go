package html

import (
	"bufio"
	"io"
)

// Link is a way to a file that lies beside a page. What it leads to is ours; what it is
// called may be anybody's text.
type Link struct{ To, Words string }

// Part is a part of an index: what people find in it, and a line about it.
type Part struct {
	Title, About string
	Links        []Link
}

// Index writes a page that leads to files beside it, with the same looks and the same
// policy as a document.
func Index(w io.Writer, title, language string, parts []Part) error {
	p := &page{text: bufio.NewWriter(w)}
	p.begin(title, language)
	p.raw("<h1>", words(title), "</h1>\n")
	for _, part := range parts {
		p.raw("<h2>", words(part.Title), "</h2>\n<p>", words(part.About), "</p>\n<ul>\n")
		for _, l := range part.Links {
			p.raw("<li><a href=\"", safe(l.To), "\">", words(l.Words), "</a></li>\n")
		}
		p.raw("</ul>\n")
	}
	p.end()
	return p.text.Flush()
}
