// Package commitment describes what members promise in a meeting, for themselves
// or their organisations. Source: method.md, "Promises".
package commitment

import (
	"embed"

	"github.com/convene-ssh/convene/session"
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
	Title       string            `json:"title"`
	Description string            `json:"description,omitempty"`
	Kind        Kind              `json:"kind"`
	Mode        Mode              `json:"mode"`
	Lead        session.Support   `json:"lead,omitzero"`
	Supporting  []session.Support `json:"supporting,omitempty"`
	Country     method.Country    `json:"country,omitempty"`
	Level       method.Level      `json:"level,omitempty"`
	Start       method.Date       `json:"start,omitempty"`
	End         method.Date       `json:"end,omitempty"`
	Stage       promise.Stage     `json:"stage"`
	Reason      string            `json:"reason,omitempty"` // why it was withdrawn
	NextReview  method.Date       `json:"next_review,omitempty"`
	From        []session.Link    `json:"from,omitempty"`
}

// Register describes commitments.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("commitment", "C", words, nil,
		session.Line("title", method.MaxTitle, func(c *f) *string { return &c.Title }).Must(),
		session.Text("description", method.MaxText, func(c *f) *string { return &c.Description }).For(session.UseBody),
		session.Choice("kind", []Kind{Committed, Pledge, Undertaking}, func(c *f) *Kind { return &c.Kind }).Ours(),
		session.Choice("mode", []Mode{Individual, Common, InPartnership, Matching}, func(c *f) *Mode { return &c.Mode }).Ours(),
		session.LedBy("lead", func(c *f) *session.Support { return &c.Lead }).Besides(),
		session.SupportedBy("supporting", func(c *f) *[]session.Support { return &c.Supporting }),
		session.In("country", func(c *f) *method.Country { return &c.Country }),
		session.Choice("level", session.Optional(method.Levels()), func(c *f) *method.Level { return &c.Level }),
		session.Day("start", func(c *f) *method.Date { return &c.Start }),
		session.After(func(c *f) *method.Date { return &c.Start },
			session.Day("end", func(c *f) *method.Date { return &c.End }).For(session.UseDue)),
		session.Stands(session.Choice("stage", promise.Stages(), func(c *f) *promise.Stage { return &c.Stage }).Once(),
			promise.Planning, promise.InProgress),
		session.If(func(c *f) bool { return c.Stage == promise.Withdrawn },
			session.Line("reason", method.MaxItem, func(c *f) *string { return &c.Reason }).Must().Once().For(session.UseReason)),
		session.Day("next_review", func(c *f) *method.Date { return &c.NextReview }).For(session.UseReview),
		session.From("from", func(c *f) *[]session.Link { return &c.From }),
	)
}
