// Package action describes what members plan to do together, in one country or
// across several. Source: method.md, "Action".
package action

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

//go:embed words.*.json
var words embed.FS

// Kind is what is done together.
type Kind string

// The kinds of action.
const (
	JointStatement    Kind = "joint-statement"
	Campaign          Kind = "campaign"
	RegionalMechanism Kind = "regional-mechanism"
	BilateralExchange Kind = "bilateral-exchange"
	CapacityBuilding  Kind = "capacity-building"
	MonitoringVisit   Kind = "monitoring-visit"
	Research          Kind = "research"
	Other             Kind = "other"
)

func kinds() []Kind {
	return []Kind{JointStatement, Campaign, RegionalMechanism, BilateralExchange, CapacityBuilding, MonitoringVisit, Research, Other}
}

// Scope is how far an action reaches.
type Scope string

// The scopes, from near to far.
const (
	SubNational   Scope = "sub-national"
	National      Scope = "national"
	MultiNational Scope = "multi-national"
	Regional      Scope = "regional"
	Global        Scope = "global"
)

func scopes() []Scope { return []Scope{SubNational, National, MultiNational, Regional, Global} }

// Status is where an action stands.
type Status string

// The statuses.
const (
	Pipeline       Status = "pipeline"
	Implementation Status = "implementation"
	Finalisation   Status = "finalisation"
	Closed         Status = "closed"
	Suspended      Status = "suspended"
	Cancelled      Status = "cancelled"
)

func statuses() []Status {
	return []Status{Pipeline, Implementation, Finalisation, Closed, Suspended, Cancelled}
}

// Fields are what people fill in.
type Fields struct {
	Title        string           `json:"title"`
	Description  string           `json:"description,omitempty"`
	Kind         Kind             `json:"kind"`
	Lead         field.Support    `json:"lead,omitzero"`
	Contributors []field.Support  `json:"contributors,omitempty"`
	Countries    []method.Country `json:"countries,omitempty"`
	Scope        Scope            `json:"scope,omitempty"`
	Mechanism    string           `json:"mechanism,omitempty"` // that it works with
	Window       string           `json:"window,omitempty"`    // or deadline, of the mechanism
	Start        method.Date      `json:"start,omitempty"`     // planned
	End          method.Date      `json:"end,omitempty"`       // planned
	Status       Status           `json:"status"`
	NextReview   method.Date      `json:"next_review,omitempty"`
	From         []field.Link     `json:"from,omitempty"`
}

// crossCountry reports whether two or more countries act together.
func (f *Fields) crossCountry() bool { return len(f.Countries) >= 2 }

// Register describes actions.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("action", "A", words, nil,
		field.Line("title", method.MaxTitle, func(a *f) *string { return &a.Title }).Must(),
		field.Text("description", method.MaxText, func(a *f) *string { return &a.Description }).For(field.UseBody),
		field.Choice("kind", kinds(), func(a *f) *Kind { return &a.Kind }).Ours().Else(string(Other)),
		field.Lead("lead", func(a *f) *field.Support { return &a.Lead }),
		field.Supporters("contributors", func(a *f) *[]field.Support { return &a.Contributors }),
		field.Countries("countries", func(a *f) *[]method.Country { return &a.Countries }).Besides(),
		field.Follows("cross_country", (*f).crossCountry),
		field.Choice("scope", field.Optional(scopes()), func(a *f) *Scope { return &a.Scope }).Ours(),
		field.Line("mechanism", method.MaxTitle, func(a *f) *string { return &a.Mechanism }),
		field.Line("window", method.MaxTitle, func(a *f) *string { return &a.Window }),
		field.Day("start", func(a *f) *method.Date { return &a.Start }),
		field.After(func(a *f) *method.Date { return &a.Start },
			field.Day("end", func(a *f) *method.Date { return &a.End }).For(field.UseDue)),
		field.Stands(field.Choice("status", statuses(), func(a *f) *Status { return &a.Status }).Once().Ours(),
			Pipeline, Implementation, Finalisation, Suspended),
		field.Day("next_review", func(a *f) *method.Date { return &a.NextReview }).For(field.UseReview),
		field.From("from", func(a *f) *[]field.Link { return &a.From }),
	)
}
