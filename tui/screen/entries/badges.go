package entries

import (
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// stageBadge says how far an entry is. Where its register has no stages there is none.
func stageBadge(d *desk.Desk, e *session.Entry) kit.Badge {
	b := kit.Badge{Of: d.Theme.Badges.Stage}
	if f, ok := e.Register.With(field.UseStage); ok {
		b.Words = d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields)
	}
	return b
}

// countriesBadge says which countries a field holds: several by their codes, ID·MY·TH.
func countriesBadge(d *desk.Desk, e *session.Entry, f field.Field) kit.Badge {
	b := kit.Badge{Of: d.Theme.Badges.Country}
	if f.Shape == field.ShapeCountries {
		b.Words = strings.Join(f.Get(e.Fields), d.Theme.Glyphs.Between)
	} else {
		b.Words = d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields)
	}
	return b
}

// pairsBadge says which kinds of strategy an entry is, by their letters.
func pairsBadge(d *desk.Desk, e *session.Entry) kit.Badge {
	var all []string
	for _, p := range d.Shared.Pairs(e.Links()) {
		all = append(all, string(p))
	}
	return kit.Badge{Of: d.Theme.Badges.Phase, Words: strings.Join(all, d.Theme.Glyphs.Between)}
}

// followsWords are marks for what follows from the fields of an entry.
func followsWords(d *desk.Desk, e *session.Entry) string {
	var all []string
	for _, f := range e.Register.Fields {
		if f.Shape == field.ShapeFollows {
			if word := d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields); word != "" {
				all = append(all, d.Theme.Glyphs.Across+" "+word)
			}
		}
	}
	return strings.Join(all, " ")
}

// overdue reports whether an entry that is open should have been done by now.
func overdue(e *session.Entry) bool {
	return method.Date(e.Register.Answer(field.UseDue, e.Fields)).Over(time.Now()) && e.Open()
}

// dueBadge says when an entry is due, and whether that is over.
func dueBadge(d *desk.Desk, e *session.Entry) kit.Badge {
	due := e.Register.Answer(field.UseDue, e.Fields)
	day := d.Words.ShortDay(method.Date(due))
	switch {
	case due == "":
		return kit.Badge{}
	case overdue(e):
		return kit.Badge{Of: d.Theme.Badges.Overdue, Words: d.T("between.overdue", "day", day)}
	}
	return kit.Badge{Of: d.Theme.Badges.Due, Words: d.T("between.due", "day", day)}
}
