// Package registertest describes a register that only tests have. It has a field of
// every shape, so that they can show that a register needs only its description.
package registertest

import (
	"embed"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

//go:embed words.*.json
var words embed.FS

// Thing is what an entry of that register holds.
type Thing struct {
	Name    string           `json:"name"`
	Story   string           `json:"story,omitempty"`
	Colour  Colour           `json:"colour,omitempty"`
	State   State            `json:"state"`
	Why     string           `json:"why,omitempty"` // it was lost
	Home    method.Country   `json:"home,omitempty"`
	Places  []method.Country `json:"places,omitempty"`
	Keeper  field.Support    `json:"keeper,omitzero"`
	Helpers []field.Support  `json:"helpers,omitempty"`
	Found   method.Date      `json:"found,omitempty"`
	Due     method.Date      `json:"due,omitempty"`
	Parents []field.Link     `json:"parents,omitempty"`
}

// Colour and State are the choices of a thing.
type (
	Colour string
	State  string
)

// The colours and the states.
const (
	Red  Colour = "red"
	Blue Colour = "blue"

	Kept   State = "kept"
	Lost   State = "lost"
	Broken State = "broken"
)

// Things are a register with the letter Z.
func Things() *session.Register {
	type f = Thing
	return session.RegisterOf[f]("thing", "Z", words, fragile,
		field.Line("name", 40, func(t *f) *string { return &t.Name }).Must(),
		field.Text("story", 50, func(t *f) *string { return &t.Story }).For(field.UseBody),
		field.Choice("colour", field.Optional([]Colour{Red, Blue}), func(t *f) *Colour { return &t.Colour }).Ours(),
		field.Stands(field.Choice("state", []State{Broken, Kept, Lost}, func(t *f) *State { return &t.State }).Once().Ours().Else(string(Kept)),
			Kept, Broken),
		field.If(func(t *f) bool { return t.State == Lost },
			field.Line("why", method.MaxItem, func(t *f) *string { return &t.Why }).Must().Once().For(field.UseReason)),
		field.Country("home", func(t *f) *method.Country { return &t.Home }),
		field.Countries("places", func(t *f) *[]method.Country { return &t.Places }),
		field.Follows("travelled", func(t *f) bool { return len(t.Places) > 1 }),
		field.Lead("keeper", func(t *f) *field.Support { return &t.Keeper }).Besides(),
		field.Supporters("helpers", func(t *f) *[]field.Support { return &t.Helpers }),
		field.Day("found", func(t *f) *method.Date { return &t.Found }),
		field.After(func(t *f) *method.Date { return &t.Found },
			field.Day("due", func(t *f) *method.Date { return &t.Due }).For(field.UseDue)),
		field.From("parents", func(t *f) *[]field.Link { return &t.Parents }),
		field.Pairs("pairs"),
	)
}

// fragile is a rule that no field can see alone.
func fragile(_ *session.Community, t *Thing) error {
	if t.Colour == Red && t.State == Broken {
		return refusal.New(refusal.Invalid, "field", "colour")
	}
	return nil
}
