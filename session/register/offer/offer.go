// Package offer describes what members offer each other and what they ask for: both pair
// people for a peer assist, a visit or a call. Source: method.md, "Exchange".
package offer

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

//go:embed words.*.json
var words embed.FS

// Kind is which of the two it is.
type Kind string

// The kinds.
const (
	Offer Kind = "offer"
	Ask   Kind = "ask"
)

// Format is how people would like to do it.
type Format string

// The formats.
const (
	PeerAssist Format = "peer-assist"
	Visit      Format = "visit"
	Call       Format = "call"
	Training   Format = "training"
	Document   Format = "document"
)

// Status is where it stands.
type Status string

// The statuses.
const (
	Open      Status = "open"
	Agreed    Status = "agreed" // when and how
	Done      Status = "done"
	Withdrawn Status = "withdrawn"
)

// Fields are what people fill in.
type Fields struct {
	Title       string         `json:"title"`
	Kind        Kind           `json:"kind"`
	Description string         `json:"description,omitempty"`
	Topic       string         `json:"topic,omitempty"`
	Format      Format         `json:"format,omitempty"`
	Lead        field.Support  `json:"lead,omitzero"`
	Country     method.Country `json:"country,omitempty"`
	Until       method.Date    `json:"until,omitempty"`
	Status      Status         `json:"status"`
	Answers     []field.Link   `json:"answers,omitempty"` // the other side, or what it comes from
}

// Register describes offers and asks. Which of them belong together, session/lens finds.
func Register() *session.Register {
	type f = Fields
	formats := []Format{PeerAssist, Visit, Call, Training, Document}
	return session.RegisterOf[f]("offer", "O", words, nil,
		field.Line("title", method.MaxTitle, func(o *f) *string { return &o.Title }).Must(),
		field.Choice("kind", []Kind{Offer, Ask}, func(o *f) *Kind { return &o.Kind }).Ours().Besides(),
		field.Text("description", method.MaxText, func(o *f) *string { return &o.Description }).For(field.UseBody),
		field.Line("topic", method.MaxTitle, func(o *f) *string { return &o.Topic }),
		field.Choice("format", field.Optional(formats), func(o *f) *Format { return &o.Format }).Ours(),
		field.Lead("lead", func(o *f) *field.Support { return &o.Lead }),
		field.Country("country", func(o *f) *method.Country { return &o.Country }),
		field.Day("until", func(o *f) *method.Date { return &o.Until }),
		field.Stands(field.Choice("status", []Status{Open, Agreed, Done, Withdrawn},
			func(o *f) *Status { return &o.Status }).Once().Ours(), Open, Agreed),
		field.From("answers", func(o *f) *[]field.Link { return &o.Answers }),
	)
}
