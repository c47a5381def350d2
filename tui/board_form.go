package tui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// newBoardForm asks for a board that is wanted in the middle of the meeting, and adds
// its item to the agenda. The pointer of the meeting's home goes to it.
func newBoardForm(d *desk, home *list) screen {
	subject := lineField("subject", d.t("board.form.subject"), "", session.MaxTitle)
	subject.note = d.t("board.form.subject_note")
	kind := oneField("kind", d.t("board.form.kind"), string(session.SWOT), enumOptions(d, "agenda.", boardKinds()))
	country := countryField(d, "country", d.t("welcome.country"), "")
	prefix := lineField("prefix", d.t("board.form.prefix"), "", maxPrefix)
	prefix.note = d.t("board.form.prefix_note")
	dots := lineField("budget", d.t("board.form.dots"), "", 2)
	dots.propose(strconv.Itoa(session.DefaultBudget))
	dots.note = d.t("board.form.dots_note", "max", session.MaxBudget)

	f := &form{fields: []*field{subject, kind, country, prefix, dots}}
	item := session.AgendaItem{
		ID: session.NewID[session.AgendaID](d.Host.Random()), Board: session.NewID[session.BoardID](d.Host.Random()),
	}
	s := &formScreen{form: f, name: session.NameDraft("board", d.meeting), heading: "board.form.new"}
	s.moved = func() {
		layout := session.AgendaKind(f.get("kind")).Layout()
		country.propose(string(d.Words.CountryNamed(f.get("subject"))))
		prefix.propose(d.shared.ProposePrefix(layout, f.get("subject"), session.Country(f.get("country"))))
	}
	s.send = func(d *desk) tea.Cmd {
		budget, err := strconv.Atoi(f.get("budget"))
		if err != nil || budget < 1 {
			f.refuse(d, session.Refuse(session.Invalid, "field", "budget"))
			return nil
		}
		item.Kind, item.Title = session.AgendaKind(f.get("kind")), f.get("subject")
		item.Prefix, item.Country = f.get("prefix"), session.Country(f.get("country"))
		return d.do(&session.AddAgendaItem{Meeting: d.meeting, Item: item, Budget: budget}, s.name)
	}
	s.done = func(d *desk) tea.Cmd {
		home.chosen = boardKey(item.Board)
		d.say("board.form.opened")
		return nil
	}
	return s.open(d)
}

// boardKinds are the kinds of agenda item that have boards.
func boardKinds() []session.AgendaKind {
	var all []session.AgendaKind
	for _, l := range session.Layouts() {
		all = append(all, session.AgendaKind(l.Name))
	}
	return all
}
