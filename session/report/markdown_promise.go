package report

import (
	"strings"

	"github.com/convene-ssh/convene/session"
)

func (p *page) commitments() {
	p.heading(2, p.w.T("report.commitments"))
	if len(p.Commitments) == 0 {
		p.line(p.w.T("report.nothing"))
	}
	for _, c := range p.Commitments {
		p.promise(c.Code, c.Title, c.Description, c.TakenBack)
		if c.TakenBack {
			continue
		}
		p.fact("kind", joined(" · ", p.word("commitment.kind.", string(c.Kind)), p.word("commitment.mode.", string(c.Mode))))
		p.fact("lead", p.supports(c.Lead))
		p.fact("supporting", p.supports(c.Supporting...))
		p.fact("country", p.country(c.Country))
		p.fact("level", p.word("level.", string(c.Level)))
		p.fact("period", p.w.Days(c.Start, c.End))
		p.fact("stage", p.word("stage.", string(c.Stage)))
		p.fact("reason", c.Reason)
		p.fact("next_review", p.w.Day(c.NextReview))
		p.fact("from", p.linked(c.From))
		p.fact("led_to", p.linked(c.LedTo))
		p.fact("by", p.written(c.By, c.Edited))
		p.fact("audience", p.wider(c.Audience))
	}
}

func (p *page) actions() {
	p.heading(2, p.w.T("report.actions"))
	if len(p.Actions) == 0 {
		p.line(p.w.T("report.nothing"))
	}
	for _, a := range p.Actions {
		p.promise(a.Code, a.Title, a.Description, a.TakenBack)
		if a.TakenBack {
			continue
		}
		p.fact("kind", p.word("action.kind.", string(a.Kind)))
		p.fact("countries", p.countries(a))
		p.fact("scope", p.word("scope.", string(a.Scope)))
		p.fact("lead", p.supports(a.Lead))
		p.fact("contributors", p.supports(a.Contributors...))
		p.fact("mechanism", a.Mechanism)
		p.fact("window", a.Window)
		p.fact("period", p.w.Days(a.Start, a.End))
		p.fact("status", p.word("status.", string(a.Status)))
		p.fact("next_review", p.w.Day(a.NextReview))
		p.fact("from", p.linked(a.From))
		p.fact("by", p.written(a.By, a.Edited))
		p.fact("audience", p.wider(a.Audience))
	}
}

// promise heads a commitment or an action, or stands for one taken back.
func (p *page) promise(code, title, description string, takenBack bool) {
	if takenBack {
		title = p.w.T("taken_back")
	}
	p.heading(3, code+" · "+title)
	if description != "" {
		p.line(quote(description))
		p.gap()
	}
}

// supports names organisations and says which of them did not confirm.
func (p *page) supports(all ...session.Support) string {
	var parts []string
	for _, s := range all {
		if s.Organisation == "" {
			continue
		}
		name := p.organisation(s.Organisation)
		if !s.Confirmed {
			name += " (" + p.w.T("support.proposed") + ")"
		}
		parts = append(parts, name)
	}
	return strings.Join(parts, ", ")
}

// countries names an action's countries and marks two or more.
func (p *page) countries(a Action) string {
	var names []string
	for _, c := range a.Countries {
		names = append(names, p.country(c))
	}
	s := strings.Join(names, ", ")
	if a.CrossCountry {
		s += " (" + p.w.T("cross_country") + ")"
	}
	return s
}

func (p *page) country(c session.Country) string { return p.w.Country(c) }

// word is the word for a value, or nothing where there is no value.
func (p *page) word(prefix, value string) string {
	if value == "" {
		return ""
	}
	return p.w.T(prefix + value)
}
