// Package undertaking describes what somebody has promised who is not in the room,
// such as members of a congress: who witnessed it, and the window in which it is to
// be considered. Source: method.md, "Promises".
package undertaking

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/promise"
)

//go:embed words.*.json
var words embed.FS

// Fields are what people fill in.
type Fields struct {
	Title       string         `json:"title"`
	Description string         `json:"description,omitempty"`
	By          string         `json:"promised_by"` // who is not here
	Witness     string         `json:"witness,omitempty"`
	Country     method.Country `json:"country,omitempty"`
	Window      string         `json:"window"` // as "next legislative session"
	Opens       method.Date    `json:"opens,omitempty"`
	Closes      method.Date    `json:"closes,omitempty"`
	Follows     field.Support  `json:"follows,omitzero"` // the organisation that follows it up
	Stage       promise.Stage  `json:"stage"`
	Reason      string         `json:"reason,omitempty"` // why it was withdrawn
	NextReview  method.Date    `json:"next_review,omitempty"`
	From        []field.Link   `json:"from,omitempty"`
}

// Register describes undertakings.
func Register() *session.Register {
	type f = Fields
	return session.RegisterOf[f]("undertaking", "U", words, nil,
		field.Line("title", method.MaxTitle, func(u *f) *string { return &u.Title }).Must(),
		field.Text("description", method.MaxText, func(u *f) *string { return &u.Description }).For(field.UseBody),
		field.Line("promised_by", method.MaxTitle, func(u *f) *string { return &u.By }).Must().Besides().For(field.UseWho),
		field.Line("witness", method.MaxTitle, func(u *f) *string { return &u.Witness }),
		field.Country("country", func(u *f) *method.Country { return &u.Country }),
		field.Line("window", method.MaxTitle, func(u *f) *string { return &u.Window }).Must(),
		field.Day("opens", func(u *f) *method.Date { return &u.Opens }),
		field.After(func(u *f) *method.Date { return &u.Opens },
			field.Day("closes", func(u *f) *method.Date { return &u.Closes }).For(field.UseDue)),
		field.Lead("follows", func(u *f) *field.Support { return &u.Follows }),
		field.Stands(field.Choice("stage", promise.Stages(), func(u *f) *promise.Stage { return &u.Stage }).Once(),
			promise.Planning, promise.InProgress),
		field.If(func(u *f) bool { return u.Stage == promise.Withdrawn },
			field.Line("reason", method.MaxItem, func(u *f) *string { return &u.Reason }).Must().Once().For(field.UseReason)),
		field.Day("next_review", func(u *f) *method.Date { return &u.NextReview }).For(field.UseReview),
		field.From("from", func(u *f) *[]field.Link { return &u.From }),
	)
}
