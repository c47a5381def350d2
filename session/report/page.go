package report

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
)

// page is a report on its way to a document: the words that its sections share.
type page struct {
	Report
	w        *locale.Words
	template Template
	full     bool // see outline
}

func (r Report) page(t Template) *page {
	return &page{Report: r, w: r.words, template: t, full: outlines[t].full}
}

// blocks are those that are there.
func blocks(all ...block.Block) iter.Seq[block.Block] {
	return slices.Values(slices.DeleteFunc(all, func(b block.Block) bool { return b == nil }))
}

// slice is the key of the sentence for readers who see only part of what was counted.
func (p *page) slice(key string) string {
	if p.Audience == method.Members {
		return key
	}
	return key + ".slice"
}

// titled puts a heading before blocks, where there are any.
func (p *page) titled(key string, body iter.Seq[block.Block]) iter.Seq[block.Block] {
	return headed(block.Heading{Level: 2, Text: p.w.T(key)}, body)
}

func headed(h block.Heading, body iter.Seq[block.Block]) iter.Seq[block.Block] {
	return func(yield func(block.Block) bool) {
		begun := false
		for b := range body {
			if !begun && !yield(h) || !yield(b) {
				return
			}
			begun = true
		}
	}
}

// facts are those that have a value, or nothing where none has.
func facts(all ...block.Fact) block.Block {
	kept := block.Facts(slices.DeleteFunc(all, func(f block.Fact) bool { return f.Value == "" }))
	if len(kept) == 0 {
		return nil
	}
	return kept
}

// fact is a value with the label that reports have for it.
func (p *page) fact(label, value string) block.Fact {
	return block.Fact{Label: p.w.T("report.label." + label), Value: value}
}

// labels are the words of several labels, as the head of a table.
func (p *page) labels(keys ...string) []string {
	for i, k := range keys {
		keys[i] = p.w.T("report.label." + k)
	}
	return keys
}

// paragraph is one, or nothing where there are no words.
func paragraph(t block.Text) block.Block {
	if t.String() == "" {
		return nil
	}
	return block.Paragraph{Text: t}
}

// list is a list of texts, or nothing where there are none.
func list(all []block.Text) block.Block {
	if len(all) == 0 {
		return nil
	}
	return block.List{Items: func(yield func(block.Item) bool) {
		for _, t := range all {
			if !yield(block.Item{Text: t}) {
				return
			}
		}
	}}
}

// coded is a code and what stands under it.
func coded(code, words string) block.Text { return block.Strongly(code).And(block.Say(" " + words)) }

// by is the name or label that an author chose to show.
func (p *page) by(b By) string {
	if b.Name != "" {
		return b.Name
	}
	return p.w.From(b.Country)
}

// written is that, or that somebody else's words stand without it.
func (p *page) written(b By, edited bool) string {
	if edited {
		return p.w.T("edited")
	}
	return p.by(b)
}

// wider names the audience of a contribution that may be passed on further than
// the report may.
func (p *page) wider(a method.Audience) string {
	if a == p.Audience {
		return ""
	}
	return p.w.T("audience." + string(a))
}

// linked names what links lead to: codes with words, tombstones as such.
func (p *page) linked(links []Link) string {
	var parts []string
	for _, l := range links {
		words := l.Words
		switch {
		case l.Moderated:
			words = p.w.T("moderated")
		case words == "":
			words = p.w.T("taken_back")
		}
		parts = append(parts, l.Code+" "+words)
	}
	return strings.Join(parts, "; ")
}

// number is a number, or nothing for none.
func number(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}
