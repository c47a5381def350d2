package html

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	nethtml "golang.org/x/net/html"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/session/report/block/blocktest"
)

// written is a document of every kind of block, in all of which the same words stand.
func written(t *testing.T, words string) string {
	t.Helper()
	var b strings.Builder
	if err := Write(&b, blocktest.Everywhere(words)); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// tag is an element as it begins, with the names of its attributes and what of their
// values is not somebody's words.
type tag struct{ name, attributes string }

// tags are the elements of a page but for those that a text may have: marks of its
// script and the ends of its lines.
func tags(t *testing.T, page string) (all []tag, text string) {
	t.Helper()
	in := xml.NewDecoder(strings.NewReader(page))
	in.Strict = true
	var words strings.Builder
	for {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return all, words.String()
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, page)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if slices.Contains([]string{"span", "bdi", "br"}, token.Name.Local) {
				continue
			}
			var attributes strings.Builder
			for _, a := range token.Attr {
				attributes.WriteString(a.Name.Local + "=")
				if a.Name.Local != "aria-label" {
					attributes.WriteString(a.Value)
				}
			}
			all = append(all, tag{token.Name.Local, attributes.String()})
		case xml.CharData:
			words.Write(token)
		}
	}
}

// FuzzWrite: whatever somebody wrote, it adds nothing to the page but text.
func FuzzWrite(f *testing.F) {
	for _, s := range blocktest.Hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if words = clean.Out(words); words == "" {
			return // nothing is written of it, not even a caption
		}
		page := written(t, words)
		got, text := tags(t, page)
		want, _ := tags(t, written(t, "words"))
		if !slices.Equal(got, want) {
			t.Errorf("%q makes the elements %v, want %v", words, got, want)
		}
		for line := range strings.Lines(strings.TrimSpace(words)) {
			if line = strings.TrimSpace(line); !strings.Contains(text, line) {
				t.Errorf("%q is not in the page", line)
			}
		}
	})
}

// TestBrowsersReadTheSameElements, in the same order and depth, that we have written: none
// is put somewhere else, closed early or added.
func TestBrowsersReadTheSameElements(t *testing.T) {
	page := written(t, "words")
	tree, err := nethtml.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	var read func(n *nethtml.Node, depth int)
	read = func(n *nethtml.Node, depth int) {
		if n.Type == nethtml.ElementNode {
			got = append(got, fmt.Sprint(depth, " ", n.Data))
			depth++
		}
		for in := range n.ChildNodes() {
			read(in, depth)
		}
	}
	read(tree, 0)
	var want []string
	depth := 0
	for in := xml.NewDecoder(strings.NewReader(page)); ; {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			want = append(want, fmt.Sprint(depth, " ", token.Name.Local))
			depth++
		case xml.EndElement:
			depth--
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("a browser reads %v, we have written %v", got, want)
	}
}

func TestScriptsHaveTheirLanguage(t *testing.T) {
	page := written(t, "MY-T1 กฎหมาย, می\u200cخواهم")
	for _, want := range []string{`<html lang="en">`, `MY-T1 <span lang="th">กฎหมาย</span>, <bdi lang="fa" dir="rtl">می` + "\u200c" + `خواهم</bdi>`} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in\n%s", want, page)
		}
	}
}

// TestNothingFromElsewhere: no script, no address that a browser would ask for, and a
// policy that would stop it.
func TestNothingFromElsewhere(t *testing.T) {
	page := written(t, "words")
	for _, never := range []string{"<script", "src=", "href=", "url(", "@import", "style=", " on"} {
		if strings.Contains(page, never) {
			t.Errorf("the page holds %q", never)
		}
	}
	if !strings.Contains(page, `content="default-src &#39;none&#39;; style-src &#39;sha256-`) {
		t.Errorf("the page has no policy:\n%s", page)
	}
}

// TestChart: it has a name, a role, and its numbers in a table behind it.
func TestChart(t *testing.T) {
	var b strings.Builder
	err := Write(&b, block.Document{Language: "en", Blocks: slices.Values([]block.Block{block.Bars{
		Title: "Votes", Head: [2]string{"Part", "Votes"},
		Bars: []block.Bar{{Label: "Strengths", N: 200}, {Label: "Threats", N: 1}, {Label: "Few", N: 3, Shown: "fewer than 5"}, {Label: "None"}},
	}})})
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{
		`<svg role="img" viewBox="0 0 400 160"><title>Votes</title>`, `width="400"`, `width="2"`, `width="0"`,
		"<td>Strengths</td><td>200</td>", "<td>Few</td><td>fewer than 5</td>", "Few · fewer than 5",
	} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("%q is not in\n%s", want, b.String())
		}
	}
}
