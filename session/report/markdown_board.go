package report

import (
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/method"
)

func (p *page) board(b Board) {
	p.heading(2, p.w.T("report.board."+b.Layout, "subject", b.Subject))
	p.fact("country", p.country(b.Country))
	p.fact("phase", p.w.T("phase."+string(b.Phase)))
	for _, note := range p.notes(b) {
		p.gap()
		p.line(note)
	}
	for _, part := range b.Parts {
		letter := string(part.Part)
		p.heading(3, p.w.T("part."+b.Layout+"."+letter)+" ("+letter+")")
		if len(part.Items)+part.Waiting == 0 {
			p.line(p.w.T("report.nothing"))
		}
		for _, it := range part.Items {
			p.item(it)
		}
		if part.Waiting > 0 {
			p.line("- *", p.w.T("report.waiting", "n", part.Waiting), "*")
		}
	}
}

// notes says how far the vote of a board is.
func (p *page) notes(b Board) []string {
	var notes []string
	switch {
	case b.Phase == method.Voting && b.Counted:
		notes = append(notes, p.w.T("report.voting_again"))
	case b.Phase == method.Voting:
		notes = append(notes, p.w.T("report.voting"))
	}
	if b.Counted {
		notes = append(notes, p.w.T("report.voters", "n", b.Voters))
	}
	if n := len(b.Rounds); n > 1 {
		notes = append(notes, p.w.T("report.rounds", "n", n-1))
	}
	return notes
}

func (p *page) item(it Item) {
	switch {
	case it.TakenBack:
		p.line("- **", inline(it.Code), "** *", p.w.T("taken_back"), "*")
	case it.Moderated != "":
		p.line("- **", inline(it.Code), "** *", p.w.T("moderated"), ": ", inline(it.Moderated), "*")
	default:
		p.line("- **", inline(it.Code), "** ", inline(it.Text))
	}
	if about := p.aboutItem(it); about != "" {
		p.line("  - ", inline(about))
	}
	if len(it.LedTo) > 0 {
		p.line("  - ", p.w.T("field.led_to"), ": ", inline(p.linked(it.LedTo)))
	}
}

// aboutItem is what stands below an item: its votes, level and author, its
// audience where that is wider than the report's, and the codes that it had.
func (p *page) aboutItem(it Item) string {
	if it.TakenBack {
		return ""
	}
	var parts []string
	if it.Votes != nil {
		parts = append(parts, p.w.T("report.votes", "n", *it.Votes))
	}
	if before := it.before(); before != "" {
		parts = append(parts, p.w.T("item.votes_before", "votes", before))
	}
	parts = append(parts, p.word("level.", string(it.Level)), p.written(it.By, it.Edited), p.wider(it.Audience))
	if len(it.Former) > 0 { // people cite it by those
		parts = append(parts, p.w.T("report.former", "codes", strings.Join(it.Former, ", ")))
	}
	return joined(" · ", parts...)
}

// before are the item's votes in the rounds before the last.
func (it Item) before() string {
	var votes []string
	for _, n := range it.Rounds[:max(0, len(it.Rounds)-1)] {
		votes = append(votes, strconv.Itoa(n))
	}
	return strings.Join(votes, ", ")
}

// linked names what links lead to: codes with words, tombstones as such.
func (p *page) linked(links []Link) string {
	var parts []string
	for _, l := range links {
		words := l.Words
		switch {
		case l.Moderated:
			words = p.w.T("moderated")
		case words == "":
			words = p.w.T("taken_back")
		}
		parts = append(parts, l.Code+" "+words)
	}
	return strings.Join(parts, "; ")
}

// by is the name or label that an author chose to show.
func (p *page) by(b By) string {
	if b.Name != "" {
		return b.Name
	}
	return p.country(b.Country)
}

// written is that, or that somebody else's words stand without it.
func (p *page) written(b By, edited bool) string {
	if edited {
		return p.w.T("edited")
	}
	return p.by(b)
}

// wider names the audience of a contribution that may be passed on further than
// the report may.
func (p *page) wider(a method.Audience) string {
	if a == p.Audience {
		return ""
	}
	return p.w.T("audience." + string(a))
}

// joined leaves out what is empty.
func joined(by string, parts ...string) string {
	var kept []string
	for _, s := range parts {
		if s != "" {
			kept = append(kept, s)
		}
	}
	return strings.Join(kept, by)
}

func (p *page) country(c method.Country) string { return p.w.Country(c) }

// word is the word for a value, or nothing where there is no value.
func (p *page) word(prefix, value string) string {
	if value == "" {
		return ""
	}
	return p.w.T(prefix + value)
}
