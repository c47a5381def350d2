package home

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// newBoardForm asks for a board that is wanted in the middle of the meeting, and adds
// its item to the agenda. The pointer of the meeting's home goes to it.
func newBoardForm(d *desk.Desk, home *kit.List) desk.Screen {
	subject := kit.LineField("subject", d.T("board.form.subject"), "", method.MaxTitle)
	subject.Note = d.T("board.form.subject_note")
	kind := kit.OneField("kind", d.T("board.form.kind"), string(method.SWOT), kit.EnumOptions(d.Look, "agenda.", method.BoardKinds()))
	country := desk.CountryField(d, "country", d.T("welcome.country"), "")
	prefix := kit.LineField("prefix", d.T("board.form.prefix"), "", desk.MaxPrefix)
	prefix.Note = d.T("board.form.prefix_note")
	dots := kit.LineField("budget", d.T("board.form.dots"), "", 2)
	dots.Propose(strconv.Itoa(session.DefaultBudget))
	dots.Note = d.T("board.form.dots_note", "max", session.MaxBudget)

	all := []*kit.Field{subject, kind, country, prefix, dots}
	f := &kit.Form{Fields: all}
	item := session.AgendaItem{
		ID: method.NewID[method.AgendaID](d.Host.Random()), Board: method.NewID[method.BoardID](d.Host.Random()),
	}
	s := &desk.FormScreen{Form: f, Name: session.NameDraft("board", d.Meeting), Heading: "board.form.new"}
	s.Moved = func() {
		layout := method.AgendaKind(f.Get("kind")).Layout()
		f.Fields = all
		if !layout.Voted() {
			f.Fields = all[:len(all)-1] // nobody has dots
		}
		country.Propose(string(d.Words.CountryNamed(f.Get("subject"))))
		prefix.Propose(d.Shared.ProposePrefix(layout, f.Get("subject"), method.Country(f.Get("country"))))
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		budget, err := strconv.Atoi(f.Get("budget"))
		if f.Field("budget") != nil && (err != nil || budget < 1) {
			f.Refuse(d, refusal.New(refusal.Invalid, "field", "budget"))
			return nil
		}
		item.Kind, item.Title = method.AgendaKind(f.Get("kind")), f.Get("subject")
		item.Prefix, item.Country = f.Get("prefix"), method.Country(f.Get("country"))
		return d.Do(&session.AddAgendaItem{Meeting: d.Meeting, Item: item, Budget: budget}, s.Name)
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		home.Chosen = boardKey(item.Board)
		d.Say("board.form.opened")
		return nil
	}
	return s.Open(d)
}
