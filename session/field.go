package session

import (
	"cmp"
	"slices"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Field is one thing that people fill in. Its key is its name everywhere: in
// records, JSON, columns, forms, refusals and catalogues.
//
// What a field holds is its shape. Each shape is a file here (field_SHAPE.go), which
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
	// is nil for what follows from other fields.
	Get func(fields any) []string
	Set func(fields any, answers []string)

	open     []string                     // of what stands: the answers of what is still to be done
	or       string                       // the answer where there is none
	since    func(fields any) method.Date // the day that this one may not be before
	refuse   func(c *Community, f Field, fields any, who Who) error
	clean    func(f Field, fields any)
	supports func(fields any) []Support
	support  func(fields any, all []Support)
	links    func(fields any) *[]Link
	places   bool // its answers are countries
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
)

// Use is what the rest of Convene needs a field for, whatever it is called.
type Use string

// The uses. A register has one field for each at most.
const (
	UseBody   Use = "body"   // the text that says what it is about
	UseStage  Use = "stage"  // the stage that people report
	UseReason Use = "reason" // what must be said with some stages
	UseDue    Use = "due"    // the day on which it should be done
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
	if f.places {
		for _, k := range f.Get(fields) {
			all = append(all, method.Country(k))
		}
	}
	return all
}

func (f Field) tidy(fields any) {
	if f.clean != nil {
		f.clean(f, fields)
	}
}

func (f Field) check(c *Community, fields any, who Who) error {
	return f.refuse(c, f, fields, who)
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

// Line is a field that holds one line of text, of so many code points at most.
func Line[F any](key string, most int, at func(*F) *string) Field {
	f := textField(key, most, at, line)
	f.Shape = ShapeLine
	return f
}

// Text is a field that holds several lines of text.
func Text[F any](key string, most int, at func(*F) *string) Field {
	f := textField(key, most, at, text)
	f.Shape = ShapeText
	return f
}

func textField[F any](key string, most int, at func(*F) *string, safe func(string) string) Field {
	f := Field{Key: key, Most: most}
	f.Get, f.Set = held(at)
	f.clean = func(_ Field, fields any) {
		words := at(fields.(*F))
		*words = safe(*words)
	}
	f.refuse = func(_ *Community, f Field, fields any, _ Who) error {
		return checkText(f.Key, one(f.Get(fields)), f.Most, f.Required && f.Matters(fields))
	}
	return f
}

// Choice is a field that holds one of some values. The first of them is the answer
// where none is given; it may be the empty one.
func Choice[F any, T ~string](key string, all []T, at func(*F) *T) Field {
	f := Field{Key: key, Shape: ShapeChoice}
	for _, v := range all {
		f.Values = append(f.Values, string(v))
	}
	f.Get, f.Set = held(at)
	f.or = f.Values[0]
	f.clean = func(f Field, fields any) {
		v := at(fields.(*F))
		*v = cmp.Or(*v, T(f.or))
	}
	f.refuse = func(_ *Community, f Field, fields any, _ Who) error {
		if !slices.Contains(f.Values, one(f.Get(fields))) {
			return refusal.New(refusal.Invalid, "field", f.Key)
		}
		return nil
	}
	return f
}

// Optional are values of which none need be chosen.
func Optional[T ~string](all []T) []T { return append([]T{""}, all...) }

// Stands is a choice as the stage that people report, with the values of what is
// still to be done.
func Stands[T ~string](f Field, open ...T) Field {
	f.Use = UseStage
	for _, v := range open {
		f.open = append(f.open, string(v))
	}
	return f
}

// Follows is a field that is true or false by what the others hold.
func Follows[F any](key string, when func(*F) bool) Field {
	return Field{
		Key: key, Shape: ShapeFollows,
		Get: func(fields any) []string {
			if when(fields.(*F)) {
				return []string{"true"}
			}
			return []string{"false"}
		},
		refuse: func(*Community, Field, any, Who) error { return nil },
	}
}

// Day is a field that holds a date, or nothing.
func Day[F any](key string, at func(*F) *method.Date) Field {
	f := Field{Key: key, Shape: ShapeDay}
	f.Get, f.Set = held(at)
	f.clean = func(_ Field, fields any) {
		day := at(fields.(*F))
		*day = method.Date(line(string(*day)))
	}
	f.refuse = func(c *Community, f Field, fields any, _ Who) error {
		day := method.Date(one(f.Get(fields)))
		if day == "" && f.Required && f.Matters(fields) {
			return refusal.New(refusal.Missing, "field", f.Key)
		}
		return checkDay(f.Key, day, f.earliest(fields))
	}
	return f
}

// After is a day that may not be before another one.
func After[F any](first func(*F) *method.Date, f Field) Field {
	f.since = func(fields any) method.Date { return *first(fields.(*F)) }
	return f
}

func (f Field) earliest(fields any) method.Date {
	if f.since == nil {
		return ""
	}
	return f.since(fields)
}

// In is a field that holds one country, or a label of the community's own.
func In[F any](key string, at func(*F) *method.Country) Field {
	f := Field{Key: key, Shape: ShapeCountry, places: true}
	f.Get, f.Set = held(at)
	f.clean = func(_ Field, fields any) {
		k := at(fields.(*F))
		*k = method.TidyCountry(*k)
	}
	f.refuse = func(_ *Community, f Field, fields any, _ Who) error {
		k := method.Country(one(f.Get(fields)))
		if k == "" && f.Required && f.Matters(fields) {
			return refusal.New(refusal.Missing, "field", f.Key)
		}
		return k.CheckAs(f.Key)
	}
	return f
}

// Across is a field that holds several countries.
func Across[F any](key string, at func(*F) *[]method.Country) Field {
	f := Field{Key: key, Shape: ShapeCountries, places: true, Most: MaxSupports}
	f.Get = func(fields any) []string { return answersOf(*at(fields.(*F))) }
	f.Set = func(fields any, answers []string) {
		var all []method.Country
		for _, a := range answers {
			all = append(all, method.Country(a))
		}
		*at(fields.(*F)) = all
	}
	f.clean = func(_ Field, fields any) {
		all := at(fields.(*F))
		*all = method.TidyCountries(*all)
	}
	f.refuse = func(_ *Community, f Field, fields any, _ Who) error {
		all := f.Countries(fields)
		if len(all) > f.Most {
			return refusal.New(refusal.Full, "field", f.Key, "max", f.Most)
		}
		for _, k := range all {
			if err := k.CheckAs(f.Key); err != nil {
				return err
			}
		}
		return nil
	}
	return f
}

func answersOf[T ~string](all []T) []string {
	var out []string
	for _, v := range all {
		out = append(out, string(v))
	}
	return out
}
