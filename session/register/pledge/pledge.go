// Package pledge describes what a State or an organisation promises in a forum, such
// as a review of a global compact. Source: method.md, "Promises".
package pledge

import (
	"embed"

	"github.com/convene-ssh/convene/session"
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
	Title        string          `json:"title"`
	Description  string          `json:"description,omitempty"`
	State        method.Country  `json:"state,omitempty"` // that pledges, or
	Lead         session.Support `json:"lead,omitzero"`   // the organisation that does
	Forum        string          `json:"forum"`
	Level        method.Level    `json:"level,omitempty"`
	Contribution Contribution    `json:"contribution,omitempty"`
	Objective    string          `json:"objective,omitempty"` // of a framework, as GCM objective 13
	Start        method.Date     `json:"start,omitempty"`
	End          method.Date     `json:"end,omitempty"`
	Stage        promise.Stage   `json:"stage"`
	Reason       string          `json:"reason,omitempty"` // why it was withdrawn
	NextReview   method.Date     `json:"next_review,omitempty"`
	Supports     []session.Link  `json:"supports,omitempty"`
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
		session.Line("title", method.MaxTitle, func(p *f) *string { return &p.Title }).Must(),
		session.Text("description", method.MaxText, func(p *f) *string { return &p.Description }).For(session.UseBody),
		session.In("state", func(p *f) *method.Country { return &p.State }),
		session.LedBy("lead", func(p *f) *session.Support { return &p.Lead }),
		session.Line("forum", method.MaxTitle, func(p *f) *string { return &p.Forum }).Must().Besides(),
		session.Choice("level", session.Optional(method.Levels()), func(p *f) *method.Level { return &p.Level }),
		session.Choice("contribution", session.Optional(contributions), func(p *f) *Contribution { return &p.Contribution }).Ours(),
		session.Line("objective", method.MaxTitle, func(p *f) *string { return &p.Objective }),
		session.Day("start", func(p *f) *method.Date { return &p.Start }),
		session.After(func(p *f) *method.Date { return &p.Start },
			session.Day("end", func(p *f) *method.Date { return &p.End }).For(session.UseDue)),
		session.Stands(session.Choice("stage", promise.Stages(), func(p *f) *promise.Stage { return &p.Stage }).Once(),
			promise.Planning, promise.InProgress),
		session.If(func(p *f) bool { return p.Stage == promise.Withdrawn },
			session.Line("reason", method.MaxItem, func(p *f) *string { return &p.Reason }).Must().Once().For(session.UseReason)),
		session.Day("next_review", func(p *f) *method.Date { return &p.NextReview }).For(session.UseReview),
		session.From("supports", func(p *f) *[]session.Link { return &p.Supports }),
	)
}
