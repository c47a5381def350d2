package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// newBoardForm asks what a new SWOT analysis is about. The pointer of the
// meeting's home goes to it.
func newBoardForm(d *desk, home *list) screen {
	subject := lineField("subject", d.t("swot.subject"), "", session.MaxLabel)
	subject.note = d.t("swot.subject_note")
	country := countryField(d, "country", d.t("welcome.country"), "")
	prefix := lineField("prefix", d.t("swot.prefix"), "", maxPrefix)
	prefix.note = d.t("swot.prefix_note")
	dots := lineField("budget", d.t("swot.dots"), "", 2)
	dots.propose(strconv.Itoa(session.DefaultBudget))
	dots.note = d.t("swot.dots_note", "max", session.MaxBudget)

	f := &form{name: session.NameDraft("swot", d.meeting), fields: []*field{subject, country, prefix, dots}}
	id := session.NewID[session.BoardID](d.Host.Random())
	s := &formScreen{form: f, heading: "swot.new"}
	s.moved = func() {
		country.propose(string(d.words.CountryNamed(f.get("subject"))))
		prefix.propose(proposePrefix(d.shared.Boards, f.get("subject"), session.Country(f.get("country"))))
	}
	s.send = func(d *desk) tea.Cmd {
		budget, err := strconv.Atoi(f.get("budget"))
		if err != nil || budget < 1 {
			f.refuse(d, session.Refuse(session.Invalid, "field", "budget"))
			return nil
		}
		return d.do(&session.OpenBoard{
			Board: id, Meeting: d.meeting, Subject: f.get("subject"), Prefix: f.get("prefix"),
			Country: session.Country(f.get("country")), Budget: budget,
		}, f.name)
	}
	s.done = func(d *desk) tea.Cmd {
		home.chosen = boardKey(id)
		d.say("swot.opened")
		return nil
	}
	return s.open(d)
}
