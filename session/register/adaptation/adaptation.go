// Package adaptation describes practices that somebody takes home: what must change
// there, and when the community looks at it again. Source: method.md, "Exchange".
package adaptation

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

//go:embed words.*.json
var words embed.FS

// Stage is how far it has come at home.
type Stage string

// The stages.
const (
	Considering Stage = "considering"
	Trying      Stage = "trying"
	Adopted     Stage = "adopted"
	SetAside    Stage = "set-aside"
)

// Fields are what people fill in.
type Fields struct {
	Title     string         `json:"title"`
	Changes   string         `json:"changes"` // what must be otherwise at home
	Country   method.Country `json:"country,omitempty"`
	Lead      field.Support  `json:"lead,omitzero"`
	Stage     Stage          `json:"stage"`
	CheckBack method.Date    `json:"check_back,omitempty"`
	Adapts    []field.Link   `json:"adapts,omitempty"` // the practices that it is made of
}

// Register describes adaptations. The lineage of one is what it adapts, and what
// others have made of it.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("adaptation", "D", words, nil,
		field.Line("title", method.MaxTitle, func(a *f) *string { return &a.Title }).Must(),
		field.Text("changes", method.MaxText, func(a *f) *string { return &a.Changes }).Must().For(field.UseBody),
		field.Country("country", func(a *f) *method.Country { return &a.Country }).Besides(),
		field.Lead("lead", func(a *f) *field.Support { return &a.Lead }),
		field.Stands(field.Choice("stage", []Stage{Considering, Trying, Adopted, SetAside},
			func(a *f) *Stage { return &a.Stage }).Ours(), Considering, Trying),
		field.Day("check_back", func(a *f) *method.Date { return &a.CheckBack }).For(field.UseReview),
		field.From("adapts", func(a *f) *[]field.Link { return &a.Adapts }),
	)
}
