// Package strategy describes how members mean to answer what an analysis found: with
// what they have themselves, what is around them. Source: method.md, "Strategy".
package strategy

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

//go:embed words.*.json
var words embed.FS

// Fields are what people fill in.
type Fields struct {
	Title       string           `json:"title"`
	Description string           `json:"description,omitempty"`
	Countries   []method.Country `json:"countries,omitempty"`
	From        []field.Link     `json:"from"` // what it builds on and what it answers
}

// Register describes strategies.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("strategy", "S", words, paired,
		field.Line("title", method.MaxTitle, func(s *f) *string { return &s.Title }).Must(),
		field.From("from", func(s *f) *[]field.Link { return &s.From }),
		field.Pairs("pairs").Besides(),
		field.Text("description", method.MaxText, func(s *f) *string { return &s.Description }).For(field.UseBody),
		field.Countries("countries", func(s *f) *[]method.Country { return &s.Countries }),
	)
}

// paired refuses a strategy that cites nothing of its own or nothing around it: the
// pair of both is what makes it one.
func paired(c *session.Community, f *Fields) error {
	missing := ""
	switch inside, outside := c.Cited(f.From); {
	case len(inside) == 0 && len(outside) == 0:
		missing = "both"
	case len(inside) == 0:
		missing = "inside"
	case len(outside) == 0:
		missing = "outside"
	default:
		return nil
	}
	return refusal.New(refusal.Unpaired, "field", "from", "missing", missing)
}
