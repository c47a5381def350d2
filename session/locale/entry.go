package locale

import (
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// Label is what a field of a register is called: on forms, sheets and lists, in
// documents and in refusals. A register may call a field in its own way.
func (w *Words) Label(r *session.Register, f field.Field) string { return w.label(r.Name, f.Key) }

func (w *Words) label(register, key string) string {
	own := register + "." + key
	if s := w.T(own); s != own {
		return s
	}
	return w.T("field." + key)
}

// Answer says in words what the fields of an entry hold in one of them; empty where
// nobody has answered, or where it does not matter beside the others.
func (w *Words) Answer(c *session.Community, r *session.Register, f field.Field, fields any) string {
	if !f.Matters(fields) {
		return ""
	}
	switch f.Shape {
	case field.ShapeLead, field.ShapeSupport:
		return w.Supports(c, f.Supports(fields)...)
	case field.ShapeLinks:
		var all []string
		for _, l := range f.Links(fields) {
			all = append(all, w.Linked(c, l.To))
		}
		return Joined("; ", all...)
	case field.ShapePairs:
		return w.Pairs(c.Pairs(r.Links(fields)))
	}
	var all []string
	for _, a := range f.Get(fields) {
		all = append(all, w.Value(r, f, a))
	}
	return Joined(", ", all...)
}

// Part is what a part of a board is called, in the words of whoever gave it or in those of
// the catalogues.
func (w *Words) Part(l *layout.Layout, p layout.Part) string {
	if own, given := l.Own(p); given {
		return own.Title
	}
	return w.T("part." + l.Name + "." + string(p))
}

// PartAsks is the question that a part of a board asks; empty where nobody gave one.
func (w *Words) PartAsks(l *layout.Layout, p layout.Part) string {
	if own, given := l.Own(p); given {
		return own.Question
	}
	return w.T("part.ask." + l.Name + "." + string(p))
}

// Pairs say what kind of strategy pairs of parts make.
func (w *Words) Pairs(all []layout.Part) string {
	var kinds []string
	for _, p := range all {
		kinds = append(kinds, w.Part(layout.Strategies, p)+" ("+string(p)+")")
	}
	return Joined(", ", kinds...)
}

// Value says one answer to a field in words.
func (w *Words) Value(r *session.Register, f field.Field, answer string) string {
	switch {
	case f.Shape == field.ShapeFollows && answer == "true":
		return w.T("follows." + f.Key)
	case answer == "", f.Shape == field.ShapeFollows:
		return ""
	case f.Shape == field.ShapeDay:
		return w.Day(method.Date(answer))
	case f.Shape == field.ShapeCountry, f.Shape == field.ShapeCountries:
		return w.Country(method.Country(answer))
	case f.Shape == field.ShapeChoice:
		return w.Choice(r, f, answer)
	}
	return answer
}

// Choice is what one of the values of a field is called, the empty one included.
func (w *Words) Choice(r *session.Register, f field.Field, value string) string {
	key := f.Key + "." + value
	if f.Own {
		key = r.Name + "." + key
	}
	return w.T(key)
}

// Supports names organisations, and says of those that have not confirmed that they
// are proposed.
func (w *Words) Supports(c *session.Community, all ...field.Support) string {
	var names []string
	for _, s := range all {
		o := c.Organisations[s.Organisation]
		if o == nil {
			continue
		}
		name := o.Name
		if !s.Confirmed {
			name = w.T("support.proposed", "name", name)
		}
		names = append(names, name)
	}
	return strings.Join(names, ", ")
}

// Linked names an item or an entry by its code and its words; empty for what is not
// there, or not for the reader.
func (w *Words) Linked(c *session.Community, to method.ContributionID) string {
	if e := c.Entries[method.EntryID(to)]; e != nil {
		return w.LinkedEntry(e)
	}
	if _, it := c.Item(method.ItemID(to)); it != nil {
		return w.LinkedItem(it)
	}
	return ""
}

// LinkedEntry names an entry by its code and its title.
func (w *Words) LinkedEntry(e *session.Entry) string { return e.Code() + " " + w.Titled(e) }

// LinkedItem names an item by its code and its words.
func (w *Words) LinkedItem(it *session.Item) string {
	switch {
	case it.TakenBack:
		return it.Code + " " + w.T("taken_back")
	case it.Moderation != nil:
		return it.Code + " " + w.T("moderated")
	}
	return it.Code + " " + w.Marked(it.Authored, it.Text)
}

// Titled is the title of an entry, or what became of it.
func (w *Words) Titled(e *session.Entry) string {
	if e.TakenBack {
		return w.T("taken_back")
	}
	return w.Marked(e.Authored, e.Title())
}

// From says that somebody is from a country: they do not speak for it. Empty for none.
func (w *Words) From(c method.Country) string {
	if c == "" {
		return ""
	}
	return w.T("attribution.from", "country", w.Country(c))
}

// SaidBy says whose words they are that the scribe has written down: those of somebody who
// is called so, such as an organisation, or nobody's in particular. They are only claimed where
// nobody who speaks for it has said so.
func (w *Words) SaidBy(name string, claimed bool) string {
	switch {
	case name == "":
		return w.T("attribution.said_by_nobody")
	case claimed:
		return w.T("attribution.said_by_claimed", "name", name)
	}
	return w.T("attribution.said_by", "name", name)
}

// Marked puts a mark before words that are somebody else's than the author's.
func (w *Words) Marked(a session.Authored, words string) string {
	if a.Edited {
		return w.T("edited.mark") + " " + words
	}
	return words
}

// ItemText is what an item says, and that it says something else than what was voted on.
func (w *Words) ItemText(it *session.Item) string {
	words := w.Marked(it.Authored, it.Text)
	if it.Reworded() {
		words += " " + w.T("vote.reworded_mark")
	}
	return words
}

// Joined leaves out what is empty.
func Joined(by string, parts ...string) string {
	var kept []string
	for _, s := range parts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, by)
}

// Reading says in words what somebody said of how an entry stands, without who said
// it and when.
func (w *Words) Reading(r *session.Register, said session.Reading) string {
	stage := ""
	if f, ok := r.With(field.UseStage); ok && said.Stage != "" {
		stage = w.Choice(r, f, said.Stage)
	}
	parts := []string{stage, w.Chosen("completion.", string(said.Completion)), w.Chosen("outcome.", string(said.Outcome)), said.Line}
	line := w.T("reading."+string(said.Kind), "said", Joined("; ", parts...))
	if said.Evidence != "" {
		line += " " + w.T("reading.evidence", "evidence", said.Evidence)
	}
	return line
}

// Chosen is the word for a value, or nothing where none was chosen.
func (w *Words) Chosen(prefix, value string) string {
	if value == "" {
		return ""
	}
	return w.T(prefix + value)
}
