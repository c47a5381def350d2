package home

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// An agenda can begin as a template, or as that of the last meeting. Templates are in
// the catalogues, written as people write agendas: agenda.template.NAME is one, and
// agenda.template.say.NAME what it is for.

// templates are their names.
var templates = []string{"community", "exchange", "network", "swot"}

// noTemplate stands for an agenda that is written anew, lastTemplate for the one of the
// last meeting, and leftTemplate for one that is made of what that has left.
const (
	noTemplate   = "none"
	lastTemplate = "last"
	leftTemplate = "left"
)

// templateField asks as what an agenda begins.
func templateField(d *desk.Desk) *kit.Field {
	names := []string{noTemplate}
	if len(lastAgenda(d)) > 0 {
		names = append(names, lastTemplate)
	}
	if len(leftAgenda(d)) > 0 {
		names = append(names, leftTemplate)
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

// mostTopics is how many topics that people want most stand on an agenda.
const mostTopics = 3

// leftAgenda is made of what the community's meetings have left: promises that are open,
// what the last one has parked, and the topics that it wants most.
func leftAgenda(d *desk.Desk) []string {
	var items []session.AgendaItem
	if len(d.Shared.OpenEntries()) > 0 {
		items = append(items, session.AgendaItem{Kind: method.ReviewPromises, Title: d.T("agenda.left.review"), Minutes: 60})
	}
	if series := d.Shared.Series(); len(series) > 0 {
		for _, it := range leftItems(d, series[0].ID, layout.Parking, layout.Parked) {
			items = append(items, session.AgendaItem{Kind: method.Plenary, Title: it.Text, Minutes: 20})
		}
		wanted := leftItems(d, series[0].ID, layout.Topics, layout.ToLearn)
		for _, it := range wanted[:min(len(wanted), mostTopics)] {
			items = append(items, session.AgendaItem{Kind: method.Roundtable, Title: it.Text, Minutes: 45})
		}
	}
	for i := range items {
		items[i].Day = 1
		if clean.TooLong(items[i].Title, method.MaxTitle) {
			items[i].Title = clean.Text(items[i].Title, method.MaxTitle-1) + "…"
		}
	}
	if len(items) > 0 {
		items[0].Start = "09:00"
	}
	return writeAgenda(d.Words, items)
}

// leftItems are those in a part of a meeting's boards of a layout, with the most votes
// first. An agenda is for everybody to read, so only those are among them that are too.
func leftItems(d *desk.Desk, meeting method.MeetingID, of *layout.Layout, part layout.Part) []*session.Item {
	var all []*session.Item
	votes := map[*session.Item]int{}
	for _, b := range d.Shared.BoardsOf(meeting) {
		if b.Layout != of {
			continue
		}
		for _, it := range b.In(part) {
			if !it.TakenBack && it.Moderation == nil && it.Audience == method.Public {
				all = append(all, it)
				votes[it] = b.Votes(it)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *session.Item) int { return votes[b] - votes[a] })
	return all
}

// beginning is what an agenda was begun as: a template, and the lines of it.
type beginning struct{ template, lines string }

// follow writes the chosen template into the agenda, once it is chosen anew, in the place of
// the one before. What somebody has typed stays. Whoever comes to the lines goes on below
// them.
func (b *beginning) follow(d *desk.Desk, f *kit.Form) {
	chosen, agenda := f.Get("template"), f.Field("agenda")
	if b.lines != "" && f.Focused() == agenda && f.Get("agenda") == b.lines {
		agenda.Set([]string{b.lines + "\n"})
	}
	if chosen == b.template {
		return
	}
	b.template = chosen
	if typed := strings.TrimSpace(f.Get("agenda")); typed != "" && typed != strings.TrimSpace(b.lines) {
		d.Say("agenda.template.stays")
		return
	}
	b.lines = templateLines(d, chosen)
	agenda.Set([]string{b.lines})
	agenda.Text.Begin() // where people read first
}

// templateLines are what an agenda begins as.
func templateLines(d *desk.Desk, template string) string {
	switch template {
	case noTemplate:
		return ""
	case lastTemplate:
		return strings.Join(lastAgenda(d), "\n")
	case leftTemplate:
		return strings.Join(leftAgenda(d), "\n")
	}
	return d.T("agenda.template." + template)
}
