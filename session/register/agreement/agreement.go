// Package agreement describes what parties have signed, such as a memorandum of
// understanding. Each duty in it is a commitment that comes from it. Source:
// method.md, "Agreement".
package agreement

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

//go:embed words.*.json
var words embed.FS

// Stage is where an agreement stands.
type Stage string

// The stages.
const (
	Drafting Stage = "drafting"
	InForce  Stage = "in-force"
	Expired  Stage = "expired"
	Ended    Stage = "ended"
)

// Fields are what people fill in.
type Fields struct {
	Title   string          `json:"title"`
	Summary string          `json:"summary,omitempty"`
	Parties []field.Support `json:"parties,omitempty"`
	Others  string          `json:"others,omitempty"` // parties that nobody here speaks for
	Signed  method.Date     `json:"signed,omitempty"`
	Parent  string          `json:"parent,omitempty"` // instrument
	Renewal method.Date     `json:"renewal,omitempty"`
	Stage   Stage           `json:"stage"`
	From    []field.Link    `json:"from,omitempty"`
}

// rules refuse an agreement of nobody.
func rules(_ *session.Community, a *Fields) error {
	if len(a.Parties) == 0 && a.Others == "" {
		return refusal.New(refusal.Missing, "field", "parties")
	}
	return nil
}

// Register describes agreements.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf("agreement", "G", words, rules,
		field.Line("title", method.MaxTitle, func(a *f) *string { return &a.Title }).Must(),
		field.Text("summary", method.MaxText, func(a *f) *string { return &a.Summary }).For(field.UseBody),
		field.Supporters("parties", func(a *f) *[]field.Support { return &a.Parties }).Besides(),
		field.Line("others", method.MaxItem, func(a *f) *string { return &a.Others }),
		field.Day("signed", func(a *f) *method.Date { return &a.Signed }),
		field.Line("parent", method.MaxTitle, func(a *f) *string { return &a.Parent }),
		field.After(func(a *f) *method.Date { return &a.Signed },
			field.Day("renewal", func(a *f) *method.Date { return &a.Renewal }).For(field.UseReview)),
		field.Stands(field.Choice("stage", []Stage{Drafting, InForce, Expired, Ended},
			func(a *f) *Stage { return &a.Stage }).Ours(), Drafting, InForce),
		field.From("from", func(a *f) *[]field.Link { return &a.From }),
	)
}
