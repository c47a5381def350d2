package report

import (
	"iter"
	"slices"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report/block"
)

// Template is a kind of document that people make of a meeting.
type Template string

// The templates.
const (
	Minutes Template = "minutes" // all of it, for those who were there or could have been
	Brief   Template = "brief"   // what a government should know and do
	Summary Template = "summary" // what the public may read
	Annex   Template = "annex"   // what a donor asks for
)

// section makes a part of a document; nothing where there is nothing to say.
type section func(*page) iter.Seq[block.Block]

// outline is what a document of a template holds.
type outline struct {
	audience method.Audience // the closest circle that it is for
	full     bool            // it holds every item, and every field of every entry
	sections []section
}

// outlines holds that of each template. Whatever the method adds becomes a section
// here, and stands in every format.
var outlines = map[Template]outline{
	Minutes: {method.Members, true, []section{
		(*page).head, (*page).summary, (*page).due, (*page).objectives, (*page).review, (*page).groups, (*page).boards, (*page).lens, (*page).matches,
		(*page).gaps, (*page).registers, (*page).promises, (*page).leads, (*page).next, (*page).agenda, (*page).attendance, (*page).evaluation, (*page).reflection, (*page).about,
	}},
	Brief: {method.Governments, false, []section{
		(*page).head, (*page).summary, (*page).due, (*page).review, (*page).groups, (*page).boards, (*page).lens, (*page).matches, (*page).gaps, (*page).registers,
		(*page).leads, (*page).next, (*page).about,
	}},
	Summary: {method.Public, false, []section{
		(*page).head, (*page).summary, (*page).objectives, (*page).groups, (*page).boards, (*page).registers, (*page).next, (*page).about,
	}},
	Annex: {method.Public, true, []section{
		(*page).head, (*page).summary, (*page).objectives, (*page).agenda, (*page).attendance, (*page).due, (*page).review,
		(*page).promises, (*page).registers, (*page).leads, (*page).evaluation, (*page).next, (*page).about,
	}},
}

// Templates lists the templates, the one that holds everything first.
func Templates() []Template { return []Template{Minutes, Brief, Summary, Annex} }

// ParseTemplate refuses with [refusal.OneOf] what is no template.
func ParseTemplate(s string) (Template, error) {
	if t := Template(s); slices.Contains(Templates(), t) {
		return t, nil
	}
	return "", refusal.NoneOf("template", Templates())
}

// Audiences are those that documents of the template may be for, the closest first.
func (t Template) Audiences() []method.Audience {
	return slices.DeleteFunc(method.Audiences(), func(a method.Audience) bool { return a.Closer(outlines[t].audience) })
}

// For is the audience of a document that nobody has chosen one for: the reader's own,
// or the closest that the template has.
func (t Template) For(reader method.Audience) method.Audience {
	if all := t.Audiences(); !slices.Contains(all, reader) {
		return all[0]
	}
	return reader
}

// Document is the report as one that people read.
func (r Report) Document(t Template) block.Document {
	p := r.page(t)
	return block.Document{
		Title: r.Meeting.Title, Language: r.words.Language,
		Blocks: func(yield func(block.Block) bool) {
			for _, s := range outlines[t].sections {
				for b := range s(p) {
					if !yield(b) {
						return
					}
				}
			}
		},
	}
}
