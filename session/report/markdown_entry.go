package report

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
)

// register writes what the meeting added to a register, if anything.
func (p *page) register(of Register) {
	if len(of.Entries) == 0 {
		return
	}
	p.heading(2, p.w.T(of.Name+".many"))
	for _, e := range of.Entries {
		p.entry(e)
	}
}

// review writes what has become of what earlier meetings promised.
func (p *page) review() {
	if len(p.Review) == 0 {
		return
	}
	p.heading(2, p.w.T("report.review"))
	for _, e := range p.Review {
		p.entry(e)
	}
}

func (p *page) entry(e Entry) {
	title := p.w.T("taken_back")
	if !e.TakenBack {
		title = e.of.Title(e.Fields)
	}
	p.heading(3, e.Code+" · "+title)
	if e.TakenBack {
		return
	}
	for i, f := range e.of.Fields[1:] { // the first is the title
		p.field(e, f, e.of.Fields[i+2:])
	}
	p.labelled(p.w.T("field.handed_to"), p.organisation(e.HandedTo))
	p.labelled(p.w.T("field.led_to"), p.linked(e.LedTo))
	p.labelled(p.w.T("field.by"), p.written(e.By, e.Edited))
	p.labelled(p.w.T("field.audience"), p.wider(e.Audience))
	p.timeline(e)
}

// field writes what an entry holds in one field, and in brackets what follows from
// it: that stands first among the fields behind it.
func (p *page) field(e Entry, f field.Field, behind []field.Field) {
	label, follows := p.w.Label(e.of, f), ""
	if len(behind) > 0 && behind[0].Shape == field.ShapeFollows {
		if word := p.w.Answer(p.view, e.of, behind[0], e.Fields); word != "" {
			follows = " (" + word + ")"
		}
	}
	switch {
	case f.Shape == field.ShapeFollows:
	case f.Use == field.UseBody:
		if body := f.Get(e.Fields)[0]; body != "" {
			p.line(quote(body))
			p.gap()
		}
	case f.Shape == field.ShapeLinks:
		p.labelled(label, p.linked(e.Links[f.Key]))
	default:
		p.labelled(label, said(p.w.Answer(p.view, e.of, f, e.Fields))+follows)
	}
}

// timeline writes what was said of an entry, and how often it was carried over.
func (p *page) timeline(e Entry) {
	if e.Carried >= session.CarriedOften {
		p.gap()
		p.line("**", inline(p.w.T("entry.carried", "n", e.Carried)), "**")
	}
	if len(e.Readings) > 0 {
		p.gap()
	}
	for _, r := range e.Readings {
		line := p.w.Reading(e.of, r.Reading)
		if r.TakenBack {
			line = p.w.T("taken_back")
		}
		p.line("- ", inline(joined(" · ", p.w.Day(r.Day), line, p.by(r.By))))
	}
}
