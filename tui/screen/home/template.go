package home

import (
	"strings"

	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// An agenda can begin as a template, or as that of the last meeting. Templates are in
// the catalogues, written as people write agendas: agenda.template.NAME is one, and
// agenda.template.say.NAME what it is for.

// templates are their names.
var templates = []string{"community", "exchange", "network", "swot"}

// noTemplate stands for an agenda that is written anew, and lastTemplate for the one of
// the last meeting.
const (
	noTemplate   = "none"
	lastTemplate = "last"
)

// templateField asks as what an agenda begins.
func templateField(d *desk.Desk) *kit.Field {
	names := []string{noTemplate}
	if len(lastAgenda(d)) > 0 {
		names = append(names, lastTemplate)
	}
	var options []kit.Option
	for _, name := range append(names, templates...) {
		options = append(options, kit.Option{Value: name, Label: d.T("agenda.template.say." + name)})
	}
	f := kit.OneField("template", d.T("agenda.template.begin"), noTemplate, options)
	f.Note = d.T("agenda.template.note")
	return f
}

// lastAgenda is the agenda of the community's newest meeting that has one, in lines.
func lastAgenda(d *desk.Desk) []string {
	for _, m := range d.Shared.Series() {
		if len(m.Agenda) > 0 {
			return writeAgenda(d.Words, m.Agenda)
		}
	}
	return nil
}

// fill writes the chosen template into the agenda, once it is chosen anew. What was
// typed there stays where none is chosen.
func fill(d *desk.Desk, f *kit.Form, filled *string) {
	chosen := f.Get("template")
	if chosen == *filled {
		return
	}
	*filled = chosen
	agenda := f.Field("agenda")
	switch chosen {
	case noTemplate:
	case lastTemplate:
		agenda.Set([]string{strings.Join(lastAgenda(d), "\n")})
	default:
		agenda.Set([]string{d.T("agenda.template." + chosen)})
	}
}
