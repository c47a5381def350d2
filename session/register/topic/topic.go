// Package topic describes what members want to learn about next, by country.
// Source: method.md, "Exchange".
package topic

import (
	"embed"

	"github.com/convene-ssh/convene/session"
)

//go:embed words.*.json
var words embed.FS

// Fields are what people fill in.
type Fields struct {
	Title     string            `json:"title"`
	Question  string            `json:"question,omitempty"` // that people want answered
	Countries []session.Country `json:"countries,omitempty"`
	From      []session.Link    `json:"from,omitempty"`
}

// Register describes topics of interest.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("topic", "T", words, nil,
		session.Line("title", session.MaxTitle, func(t *f) *string { return &t.Title }).Must(),
		session.Text("question", session.MaxText, func(t *f) *string { return &t.Question }).For(session.UseBody),
		session.Across("countries", func(t *f) *[]session.Country { return &t.Countries }).Besides(),
		session.From("from", func(t *f) *[]session.Link { return &t.From }),
	)
}
