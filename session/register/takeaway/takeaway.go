// Package takeaway describes what people take away from a meeting: what they have
// learnt, and what it has led to. Source: method.md, "A meeting".
package takeaway

import (
	"embed"

	"github.com/convene-ssh/convene/session"
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
	From        []session.Link `json:"from,omitempty"`
}

// Register describes takeaways.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("takeaway", "K", words, nil,
		session.Line("title", method.MaxTitle, func(t *f) *string { return &t.Title }).Must(),
		session.Text("description", method.MaxText, func(t *f) *string { return &t.Description }).For(session.UseBody),
		session.Choice("kind", []Kind{Learning, Result}, func(t *f) *Kind { return &t.Kind }).Ours().Besides(),
		session.In("country", func(t *f) *method.Country { return &t.Country }),
		session.From("from", func(t *f) *[]session.Link { return &t.From }),
	)
}
