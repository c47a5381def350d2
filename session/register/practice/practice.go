// Package practice describes what has worked somewhere and may work elsewhere: a
// promising practice, never a best one. Source: method.md, "Exchange".
package practice

import (
	"embed"

	"github.com/convene-ssh/convene/session"
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
	Title        string            `json:"title"`
	Summary      string            `json:"summary,omitempty"`
	Type         Type              `json:"type,omitempty"`
	Country      method.Country    `json:"country,omitempty"`
	Implementing []session.Support `json:"implementing,omitempty"`
	Start        method.Date       `json:"start,omitempty"`
	End          method.Date       `json:"end,omitempty"`
	AsOf         method.Date       `json:"as_of,omitempty"` // when what is said here was so
	Context      string            `json:"context,omitempty"`
	Effect       string            `json:"effect,omitempty"` // and on what evidence
	Lessons      string            `json:"lessons,omitempty"`
	Tools        string            `json:"tools,omitempty"`
	InspiredBy   []session.Link    `json:"inspired_by,omitempty"`
}

// Register describes practices.
func Register() *session.Register {
	type f = Fields
	types := []Type{Law, Policy, Programme, Pilot, Screening, AlternativeCare}
	return session.RegisterOf[f]("practice", "P", words, nil,
		session.Line("title", method.MaxTitle, func(p *f) *string { return &p.Title }).Must(),
		session.Text("summary", method.MaxText, func(p *f) *string { return &p.Summary }).For(session.UseBody),
		session.Choice("type", session.Optional(types), func(p *f) *Type { return &p.Type }).Ours(),
		session.In("country", func(p *f) *method.Country { return &p.Country }).Besides(),
		session.SupportedBy("implementing", func(p *f) *[]session.Support { return &p.Implementing }),
		session.Day("start", func(p *f) *method.Date { return &p.Start }),
		session.After(func(p *f) *method.Date { return &p.Start },
			session.Day("end", func(p *f) *method.Date { return &p.End })),
		session.Day("as_of", func(p *f) *method.Date { return &p.AsOf }),
		session.Text("context", method.MaxText, func(p *f) *string { return &p.Context }),
		session.Text("effect", method.MaxText, func(p *f) *string { return &p.Effect }),
		session.Text("lessons", method.MaxText, func(p *f) *string { return &p.Lessons }),
		session.Text("tools", method.MaxText, func(p *f) *string { return &p.Tools }),
		session.From("inspired_by", func(p *f) *[]session.Link { return &p.InspiredBy }),
	)
}
