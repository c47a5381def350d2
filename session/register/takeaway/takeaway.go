// Package takeaway describes what people take away from a meeting: what they have
// learnt, and what it has led to. Source: method.md, "A meeting".
package takeaway

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

//go:embed words.*.json
var words embed.FS

// Kind is what is taken away.
type Kind string

// The kinds of takeaway.
const (
	Learning Kind = "learning"
	Result   Kind = "result"
)

// Fields are what people fill in.
type Fields struct {
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	Kind        Kind           `json:"kind"`
	Country     method.Country `json:"country,omitempty"`
	From        []field.Link   `json:"from,omitempty"`
}

// Register describes takeaways.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("takeaway", "K", words, nil,
		field.Line("title", method.MaxTitle, func(t *f) *string { return &t.Title }).Must(),
		field.Text("description", method.MaxText, func(t *f) *string { return &t.Description }).For(field.UseBody),
		field.Choice("kind", []Kind{Learning, Result}, func(t *f) *Kind { return &t.Kind }).Ours().Besides(),
		field.Country("country", func(t *f) *method.Country { return &t.Country }),
		field.From("from", func(t *f) *[]field.Link { return &t.From }),
	)
}
