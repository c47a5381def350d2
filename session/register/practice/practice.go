// Package practice describes what has worked somewhere and may work elsewhere: a
// promising practice, never a best one. Source: method.md, "Exchange".
package practice

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

//go:embed words.*.json
var words embed.FS

// Type is what kind of practice it is.
type Type string

// The types of practice.
const (
	Law             Type = "law"
	Policy          Type = "policy"
	Programme       Type = "programme"
	Pilot           Type = "pilot"
	Screening       Type = "screening" // and referral
	AlternativeCare Type = "alternative-care"
)

// Fields are what people fill in.
type Fields struct {
	Title        string          `json:"title"`
	Summary      string          `json:"summary,omitempty"`
	Type         Type            `json:"type,omitempty"`
	Country      method.Country  `json:"country,omitempty"`
	Implementing []field.Support `json:"implementing,omitempty"`
	Start        method.Date     `json:"start,omitempty"`
	End          method.Date     `json:"end,omitempty"`
	AsOf         method.Date     `json:"as_of,omitempty"` // when what is said here was so
	Context      string          `json:"context,omitempty"`
	Effect       string          `json:"effect,omitempty"` // and on what evidence
	Lessons      string          `json:"lessons,omitempty"`
	Tools        string          `json:"tools,omitempty"`
	InspiredBy   []field.Link    `json:"inspired_by,omitempty"`
}

// Register describes practices.
func Register() *session.Register {
	type f = Fields
	types := []Type{Law, Policy, Programme, Pilot, Screening, AlternativeCare}
	return session.RegisterOf[f]("practice", "P", words, nil,
		field.Line("title", method.MaxTitle, func(p *f) *string { return &p.Title }).Must(),
		field.Text("summary", method.MaxText, func(p *f) *string { return &p.Summary }).For(field.UseBody),
		field.Choice("type", field.Optional(types), func(p *f) *Type { return &p.Type }).Ours(),
		field.Country("country", func(p *f) *method.Country { return &p.Country }).Besides(),
		field.Supporters("implementing", func(p *f) *[]field.Support { return &p.Implementing }),
		field.Day("start", func(p *f) *method.Date { return &p.Start }),
		field.After(func(p *f) *method.Date { return &p.Start },
			field.Day("end", func(p *f) *method.Date { return &p.End })),
		field.Day("as_of", func(p *f) *method.Date { return &p.AsOf }),
		field.Text("context", method.MaxText, func(p *f) *string { return &p.Context }),
		field.Text("effect", method.MaxText, func(p *f) *string { return &p.Effect }),
		field.Text("lessons", method.MaxText, func(p *f) *string { return &p.Lessons }),
		field.Text("tools", method.MaxText, func(p *f) *string { return &p.Tools }),
		field.From("inspired_by", func(p *f) *[]field.Link { return &p.InspiredBy }),
	)
}
