// Package field describes what people fill in: what an answer may be, how it is made
// safe, and what refuses it. A register is a list of fields; see session.Register.
package field

import (
	"slices"

	"github.com/convene-ssh/convene/session/method"
)

// Field is one thing that people fill in. Its key is its name everywhere: in
// records, JSON, columns, forms, refusals and catalogues.
//
// What a field holds is its shape. Each shape is in a file here, which
// says what answers it takes, and one in each of the two places where people meet
// it: the form's question, and the words of an answer.
type Field struct {
	Key   string
	Shape Shape
	// Most is how many code points a text, or how many answers a list may have.
	Most int
	// Values are the answers to choose from; the empty one where none need be chosen.
	Values []string
	// Own says that the values mean something in this register only: their words
	// begin with the name of the register.
	Own      bool
	Required bool
	Later    bool // asked only once the entry stands
	Use      Use
	Beside   bool // a list shows it beside the title
	// When says whether the field matters beside the others; nil where it always does.
	When func(fields any) bool
	// Get are its answers, as a draft or a cell holds them, and Set gives them. Set
	// is nil for what follows from other fields, which nobody is asked.
	Get func(fields any) []string
	Set func(fields any, answers []string)

	open     []string                     // of what stands: the answers of what is still to be done
	or       string                       // the answer where there is none
	since    func(fields any) method.Date // the day that this one may not be before
	refuse   func(g Ground, f Field, fields any) error
	clean    func(f Field, fields any)
	supports func(fields any) []Support
	support  func(fields any, all []Support)
	links    func(fields any) *[]Link
}

// Shape is what a field can hold.
type Shape string

// The shapes.
const (
	ShapeLine      Shape = "line"      // one line of text
	ShapeText      Shape = "text"      // a text of several lines
	ShapeChoice    Shape = "choice"    // one of some values
	ShapeDay       Shape = "day"       // a date
	ShapeCountry   Shape = "country"   // one country or label
	ShapeCountries Shape = "countries" // several of them
	ShapeLead      Shape = "lead"      // one organisation
	ShapeSupport   Shape = "support"   // several of them
	ShapeLinks     Shape = "links"     // items and entries that it came from
	ShapeFollows   Shape = "follows"   // true or false, which follows from other fields
	ShapePairs     Shape = "pairs"     // which pairs the items make that it came from
)

// Use is what the rest of Convene needs a field for, whatever it is called.
type Use string

// The uses. A register has one field for each at most.
const (
	UseBody   Use = "body"   // the text that says what it is about
	UseStage  Use = "stage"  // the stage that people report
	UseReason Use = "reason" // what must be said with some stages
	UseDue    Use = "due"    // the day on which it should be done
	UseWho    Use = "who"    // whoever promised it, where that need not be who leads it
	UseReview Use = "review" // the day on which the community looks at it again
)

// Must is the field as one that has to be answered.
func (f Field) Must() Field { f.Required = true; return f }

// Once is the field as one that is asked once the entry stands.
func (f Field) Once() Field { f.Later = true; return f }

// For is the field with what it is used for.
func (f Field) For(u Use) Field { f.Use = u; return f }

// Besides is the field as one that a list shows beside the title.
func (f Field) Besides() Field { f.Beside = true; return f }

// Else is the field with another answer where there is none.
func (f Field) Else(answer string) Field { f.or = answer; return f }

// Ours is the field as one whose values have words of their own in its register.
func (f Field) Ours() Field { f.Own = true; return f }

// If is a field that matters, and has to be answered where it is one that must,
// only where the others say so.
func If[F any](when func(*F) bool, f Field) Field {
	f.When = func(fields any) bool { return when(fields.(*F)) }
	return f
}

// Matters reports whether the field means something beside the others.
func (f Field) Matters(fields any) bool { return f.When == nil || f.When(fields) }

// Links are the links that the field holds, if it holds links.
func (f Field) Links(fields any) []Link {
	if f.links == nil {
		return nil
	}
	return *f.links(fields)
}

// Supports are the organisations that the field names, if it names any.
func (f Field) Supports(fields any) []Support {
	if f.supports == nil {
		return nil
	}
	return f.supports(fields)
}

// Countries are the countries that the field names, if it names any.
func (f Field) Countries(fields any) []method.Country {
	var all []method.Country
	if f.HoldsCountries() {
		for _, k := range f.Get(fields) {
			all = append(all, method.Country(k))
		}
	}
	return all
}

// Tidy makes what somebody wrote safe to keep.
func (f Field) Tidy(fields any) {
	if f.clean != nil {
		f.clean(f, fields)
	}
}

// Check refuses what the field cannot hold on that ground.
func (f Field) Check(g Ground, fields any) error { return f.refuse(g, f, fields) }

// Ground is the community in which somebody fills in an entry, as far as its fields
// ask for it.
type Ground interface {
	// HasOrganisation reports whether the community knows an organisation.
	HasOrganisation(id method.OrganisationID) bool
	// MayLink reports whether what a link leads to is there for the person, or linked already.
	MayLink(l Link) bool
}

// Stays reports whether what holds that stage is still to be done.
func (f Field) Stays(stage string) bool { return slices.Contains(f.open, stage) }

// HoldsOrganisations reports whether the field names organisations.
func (f Field) HoldsOrganisations() bool { return f.Shape == ShapeLead || f.Shape == ShapeSupport }

// HoldsCountries reports whether the field names countries.
func (f Field) HoldsCountries() bool { return f.Shape == ShapeCountry || f.Shape == ShapeCountries }

// SetSupports names organisations in a field that does.
func (f Field) SetSupports(fields any, all []Support) { f.support(fields, all) }

// AddLinks adds to what a field of links holds.
func (f Field) AddLinks(fields any, more []Link) {
	all := f.links(fields)
	*all = append(slices.Clone(*all), more...)
}

// one is the answer of a field that has one at most.
func one(answers []string) string {
	for _, a := range answers {
		return a
	}
	return ""
}

// held makes the two ways to a value of which there is one.
func held[F any, T ~string](at func(*F) *T) (get func(any) []string, set func(any, []string)) {
	get = func(fields any) []string { return []string{string(*at(fields.(*F)))} }
	set = func(fields any, answers []string) { *at(fields.(*F)) = T(one(answers)) }
	return get, set
}
