// Package pledge describes what a State or an organisation promises in a forum, such
// as a review of a global compact. Source: method.md, "Promises".
package pledge

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/promise"
)

//go:embed words.*.json
var words embed.FS

// Contribution is what the pledge brings.
type Contribution string

// The contributions.
const (
	Financial     Contribution = "financial"
	HumanResource Contribution = "human-resource"
	Process       Contribution = "process"
	Policy        Contribution = "policy"
	Technical     Contribution = "technical"
	Material      Contribution = "material"
)

// Fields are what people fill in.
type Fields struct {
	Title        string         `json:"title"`
	Description  string         `json:"description,omitempty"`
	State        method.Country `json:"state,omitempty"` // that pledges, or
	Lead         field.Support  `json:"lead,omitzero"`   // the organisation that does
	Forum        string         `json:"forum"`
	Level        method.Level   `json:"level,omitempty"`
	Contribution Contribution   `json:"contribution,omitempty"`
	Objective    string         `json:"objective,omitempty"` // of a framework, as GCM objective 13
	Start        method.Date    `json:"start,omitempty"`
	End          method.Date    `json:"end,omitempty"`
	Stage        promise.Stage  `json:"stage"`
	Reason       string         `json:"reason,omitempty"` // why it was withdrawn
	NextReview   method.Date    `json:"next_review,omitempty"`
	Supports     []field.Link   `json:"supports,omitempty"`
}

// rules refuse a pledge of nobody.
func rules(_ *session.Community, p *Fields) error {
	if p.State == "" && p.Lead.Organisation == "" {
		return refusal.New(refusal.Missing, "field", "state")
	}
	return nil
}

// Register describes pledges.
func Register() *session.Register {
	type f = Fields
	contributions := []Contribution{Financial, HumanResource, Process, Policy, Technical, Material}
	return session.RegisterOf("pledge", "L", words, rules,
		field.Line("title", method.MaxTitle, func(p *f) *string { return &p.Title }).Must(),
		field.Text("description", method.MaxText, func(p *f) *string { return &p.Description }).For(field.UseBody),
		field.Country("state", func(p *f) *method.Country { return &p.State }).For(field.UseWho),
		field.Lead("lead", func(p *f) *field.Support { return &p.Lead }),
		field.Line("forum", method.MaxTitle, func(p *f) *string { return &p.Forum }).Must().Besides(),
		field.Choice("level", field.Optional(method.Levels()), func(p *f) *method.Level { return &p.Level }),
		field.Choice("contribution", field.Optional(contributions), func(p *f) *Contribution { return &p.Contribution }).Ours(),
		field.Line("objective", method.MaxTitle, func(p *f) *string { return &p.Objective }),
		field.Day("start", func(p *f) *method.Date { return &p.Start }),
		field.After(func(p *f) *method.Date { return &p.Start },
			field.Day("end", func(p *f) *method.Date { return &p.End }).For(field.UseDue)),
		field.Stands(field.Choice("stage", promise.Stages(), func(p *f) *promise.Stage { return &p.Stage }).Once(),
			promise.Planning, promise.InProgress),
		field.If(func(p *f) bool { return p.Stage == promise.Withdrawn },
			field.Line("reason", method.MaxItem, func(p *f) *string { return &p.Reason }).Must().Once().For(field.UseReason)),
		field.Day("next_review", func(p *f) *method.Date { return &p.NextReview }).For(field.UseReview),
		field.From("supports", func(p *f) *[]field.Link { return &p.Supports }),
	)
}
