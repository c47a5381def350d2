// Package commitment describes what members promise in a meeting, for themselves
// or their organisations. Source: method.md, "Promises".
package commitment

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/promise"
)

//go:embed words.*.json
var words embed.FS

// Kind says who promised it, and where.
type Kind string

// The kinds of commitment.
const (
	Committed   Kind = "commitment"  // made here by a member for an organisation
	Pledge      Kind = "pledge"      // made by a State or an organisation in a forum
	Undertaking Kind = "undertaking" // made by somebody who is not in the room
)

// Mode says with whom.
type Mode string

// The modes of a commitment.
const (
	Individual    Mode = "individual"
	Common        Mode = "common"
	InPartnership Mode = "partnership"
	Matching      Mode = "matching"
)

// Fields are what people fill in.
type Fields struct {
	Title       string          `json:"title"`
	Description string          `json:"description,omitempty"`
	Kind        Kind            `json:"kind"`
	Mode        Mode            `json:"mode"`
	Lead        field.Support   `json:"lead,omitzero"`
	Supporting  []field.Support `json:"supporting,omitempty"`
	Country     method.Country  `json:"country,omitempty"`
	Level       method.Level    `json:"level,omitempty"`
	Start       method.Date     `json:"start,omitempty"`
	End         method.Date     `json:"end,omitempty"`
	Stage       promise.Stage   `json:"stage"`
	Reason      string          `json:"reason,omitempty"` // why it was withdrawn
	NextReview  method.Date     `json:"next_review,omitempty"`
	From        []field.Link    `json:"from,omitempty"`
}

// Register describes commitments.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("commitment", "C", words, nil,
		field.Line("title", method.MaxTitle, func(c *f) *string { return &c.Title }).Must(),
		field.Text("description", method.MaxText, func(c *f) *string { return &c.Description }).For(field.UseBody),
		field.Choice("kind", []Kind{Committed, Pledge, Undertaking}, func(c *f) *Kind { return &c.Kind }).Ours(),
		field.Choice("mode", []Mode{Individual, Common, InPartnership, Matching}, func(c *f) *Mode { return &c.Mode }).Ours(),
		field.Lead("lead", func(c *f) *field.Support { return &c.Lead }).Besides(),
		field.Supporters("supporting", func(c *f) *[]field.Support { return &c.Supporting }),
		field.Country("country", func(c *f) *method.Country { return &c.Country }),
		field.Choice("level", field.Optional(method.Levels()), func(c *f) *method.Level { return &c.Level }),
		field.Day("start", func(c *f) *method.Date { return &c.Start }),
		field.After(func(c *f) *method.Date { return &c.Start },
			field.Day("end", func(c *f) *method.Date { return &c.End }).For(field.UseDue)),
		field.Stands(field.Choice("stage", promise.Stages(), func(c *f) *promise.Stage { return &c.Stage }).Once(),
			promise.Planning, promise.InProgress),
		field.If(func(c *f) bool { return c.Stage == promise.Withdrawn },
			field.Line("reason", method.MaxItem, func(c *f) *string { return &c.Reason }).Must().Once().For(field.UseReason)),
		field.Day("next_review", func(c *f) *method.Date { return &c.NextReview }).For(field.UseReview),
		field.From("from", func(c *f) *[]field.Link { return &c.From }),
	)
}
