package halltest

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/registertest"
)

// EveryAnswer answers every question about a thing.
func (h *Hall) EveryAnswer() map[string][]string {
	return map[string][]string{
		"name": {"A jar"}, "story": {"It was dug up.\nTwice."}, "colour": {"blue"}, "home": {"my"}, "places": {"id", "Sabah", "ID"},
		"keeper": {string(h.Organisation(h.Siti))}, "helpers": {string(h.Organisation(h.Members[method.Scribe]))},
		"found": {"2022-08-01"}, "due": {"2022-12-01"}, "parents": {string(h.OthersItem()), string(h.Make(h.Siti, registertest.Things(), "An older jar"))},
	}
}

// FullThing is a form in which everything is answered, signed by Siti.
func (h *Hall) FullThing() *session.MakeEntry {
	m := h.NewEntry(registertest.Things(), "")
	m.Attribution = method.Named
	for key, said := range h.EveryAnswer() {
		Says(m, key, said...)
	}
	return m
}
