// Package topic describes what members want to learn about next, by country.
// Source: method.md, "Exchange".
package topic

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

//go:embed words.*.json
var words embed.FS

// Fields are what people fill in.
type Fields struct {
	Title     string           `json:"title"`
	Question  string           `json:"question,omitempty"` // that people want answered
	Countries []method.Country `json:"countries,omitempty"`
	From      []field.Link     `json:"from,omitempty"`
}

// Register describes topics of interest.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("topic", "T", words, nil,
		field.Line("title", method.MaxTitle, func(t *f) *string { return &t.Title }).Must(),
		field.Text("question", method.MaxText, func(t *f) *string { return &t.Question }).For(field.UseBody),
		field.Countries("countries", func(t *f) *[]method.Country { return &t.Countries }).Besides(),
		field.From("from", func(t *f) *[]field.Link { return &t.From }),
	)
}
