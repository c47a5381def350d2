package main

import (
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/method"
)

// inRegister makes a change to a register, and reports whether it is one.
func (p *screens) inRegister(v *visitor, change session.Change) bool {
	switch c := change.(type) {
	case *session.MakeEntry:
		p.writes(v, c)
	case *session.AddReading:
		if c.Reading.Kind == method.Decided {
			p.decides(v, c)
		} else {
			p.saysHowItStands(v, c)
		}
	default:
		return false
	}
	return true
}

// writes writes an entry: in the item of the agenda, or else in the list of its register.
func (p *screens) writes(v *visitor, c *session.MakeEntry) {
	title := c.Register.Title(c.Fields)
	p.said[method.ContributionID(c.Entry)] = title
	switch {
	case c.Agenda == "":
		p.presses(v, "r", p.word("meeting.registers"))
		p.types(v, strings.ToLower(c.Register.Letter))
	case c.Group != "":
		p.opensBoard(v, c.Group)
		p.types(v, "r")
	case groups.Given(p.item(c.Agenda).Kind):
		p.opens(v, c.Agenda)
		p.types(v, "n")
	default:
		p.opens(v, c.Agenda)
	}
	p.presses(v, "a", p.word(c.Register.Name+".new"))
	for _, f := range c.Register.Fields {
		if f.Set != nil && !f.Later && f.Matters(c.Fields) {
			p.answers(v, c.Register, f, c.Fields)
			p.types(v, tabKey)
		}
	}
	v.choosesInForm(p.word("attribution." + string(c.Attribution)))
	p.types(v, tabKey)
	v.choosesInForm(p.word("audience." + string(c.Audience)))
	p.presses(v, sendKey, begins(p.word("entry.saved", "title", title)))
}

// answers answers one question of a form.
func (p *screens) answers(v *visitor, r *session.Register, f field.Field, fields any) {
	p.t.Helper()
	words, held := p.Languages.In(p.Language), f.Get(fields)
	only := strings.Join(held, "")
	switch f.Shape {
	case field.ShapeChoice:
		v.choosesInForm(words.Choice(r, f, only))
	case field.ShapeCountry, field.ShapeCountries:
		var names []string
		for _, c := range f.Countries(fields) {
			names = append(names, words.Country(c))
		}
		p.types(v, strings.Join(names, ", "))
	case field.ShapeLead:
		name := p.word("organisation.none")
		if only != "" {
			name = p.named(only)
		}
		v.choosesInForm(name)
	case field.ShapeSupport:
		for _, id := range held {
			p.marks(v, p.named(id))
		}
	case field.ShapeLinks:
		var codes []string
		for _, id := range held {
			codes = append(codes, p.code(method.ContributionID(id)))
		}
		p.types(v, strings.Join(codes, ", "))
	default:
		p.types(v, only)
	}
}

// named is what an organisation is called.
func (p *screens) named(id string) string {
	return p.shared().Organisations[method.OrganisationID(id)].Name
}

// marks goes through the boxes that begin with the same letter, until the right one is
// marked.
func (p *screens) marks(v *visitor, name string) {
	p.t.Helper()
	letter := strings.ToLower(string([]rune(name)[0]))
	for range 10 {
		if p.types(v, letter+" "); strings.Contains(v.Screen(), "[x] "+name) {
			return
		}
		p.types(v, " ")
	}
	p.t.Fatalf("%s finds no box for %q on\n%s", v.name, name, v.Screen())
}

// decides says in the review what becomes of a promise.
func (p *screens) decides(v *visitor, c *session.AddReading) {
	id, outcome := method.ContributionID(c.Entry), c.Reading.Outcome
	p.types(v, "w")
	p.turns(v, "n", begins(p.said[id]))
	key := map[method.Outcome]string{method.Done: "d", method.Continue: "c", method.Rescope: "r", method.DropEntry: "x"}[outcome]
	p.presses(v, key, p.word("field.line"))
	p.presses(v, c.Reading.Line+sendKey, p.word("review.decided", "code", p.code(id), "outcome", p.word("outcome."+string(outcome))))
}

// saysHowItStands reports how a promise stands, or what others see of it.
func (p *screens) saysHowItStands(v *visitor, c *session.AddReading) {
	r := c.Reading
	p.types(v, "b")
	p.pointsAtRow(v, p.said[method.ContributionID(c.Entry)])
	p.types(v, enterKey)
	p.presses(v, "s", p.word("field.completion"))
	if r.Kind == method.Reported {
		stage, _ := c.Register.With(field.UseStage)
		v.choosesInForm(p.Languages.In(p.Language).Choice(c.Register, stage, r.Stage))
		p.types(v, tabKey)
	}
	v.choosesInForm(p.word("completion." + string(r.Completion)))
	p.types(v, tabKey+r.Line+tabKey+r.Evidence+tabKey)
	v.choosesInForm(p.word("attribution." + string(c.Attribution)))
	p.presses(v, sendKey, p.word("form.saved"))
}
