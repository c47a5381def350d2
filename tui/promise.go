package tui

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// change is one thing that a person does to the community they are in.
type change = session.Change

// promise is what commitments and actions have in common.
type promise struct {
	id          string
	meeting     session.MeetingID
	code, title string
	description string
	lead        session.Support
	others      []session.Support
	from        []session.Origin
	session.Authored
	revision  int
	fields    any
	audience  session.Audience
	takenBack bool
	beside    string // what a list shows beside the title,
	mark      string // and behind it, never cut
	standing  string // its stage or status, in words
}

// heading is the title, or what became of it.
func (p *promise) heading(d *desk) string {
	if p.takenBack {
		return d.t("taken_back")
	}
	return markEdited(d, p.Authored, p.title)
}

// contributing reports whether the person may change things where it was made.
func (p *promise) contributing(d *desk) bool {
	return !p.takenBack && p.meeting == d.meeting && d.may(session.Contribute)
}

// mayEdit reports whether editing is worth offering; see session.EditCommitment.
func (p *promise) mayEdit(d *desk) bool {
	leads := p.lead.Organisation != "" && p.lead.Organisation == d.own.Member.Organisation
	return p.contributing(d) && (leads || d.own.Wrote(p.id, p.By) || d.may(session.Steer))
}

// mayAnswer reports whether the person is the author and somebody else has edited it.
func (p *promise) mayAnswer(d *desk) bool { return p.contributing(d) && d.edited(p.id) }

// mayConfirm reports whether the person's own organisation is only proposed.
func (p *promise) mayConfirm(d *desk) bool {
	own := d.own.Member.Organisation
	proposed := slices.Contains(append(p.others[:len(p.others):len(p.others)], p.lead), session.Support{Organisation: own})
	return own != "" && proposed && p.contributing(d)
}

// word is what a value is called, nothing where it was not chosen.
func word[T ~string](d *desk, prefix string, value T) string {
	if value == "" {
		return ""
	}
	return d.t(prefix + string(value))
}

// originWords are the id and the words of what something came from, empty where
// the person does not see it.
func originWords(d *desk, o session.Origin) (id, label string) {
	if _, it := d.shared.Item(o.Item); it != nil {
		return string(it.ID), itemLabel(d, it)
	}
	if c := d.shared.Commitments[o.Commitment]; c != nil {
		p := commitmentPromise(d, c)
		return p.id, p.code + " " + p.heading(d)
	}
	return "", ""
}

// originEntries lists what something came from: the links walked upwards.
func originEntries(d *desk, from []session.Origin) []entry {
	var all []entry
	for _, o := range from {
		if id, label := originWords(d, o); id != "" {
			all = append(all, link(d, id, label))
		}
	}
	return all
}

// openLink shows the item, the commitment or the action of that id.
func openLink(d *desk, id string) {
	if _, it := d.shared.Item(session.ItemID(id)); it != nil {
		d.show(newItem(d, it.ID))
		return
	}
	openAnswer(d, id)
}

// supports names organisations, and says of those that have not confirmed that
// they are proposed.
func supports(d *desk, named ...session.Support) string {
	var all []string
	for _, s := range named {
		if s.Organisation == "" {
			continue
		}
		name := organisationName(d, s.Organisation)
		if !s.Confirmed {
			name = d.t("promise.proposed", "name", name)
		}
		all = append(all, name)
	}
	return strings.Join(all, ", ")
}

// indented is a text in rows of at most w cells, away from the edges.
func indented(s string, w int, style theme.Style) []string {
	var rows []string
	for _, row := range text.Wrap(s, max(1, w-4)) {
		rows = append(rows, "  "+style.Render(row))
	}
	return rows
}
