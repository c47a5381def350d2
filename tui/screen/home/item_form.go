package home

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// itemForm asks what an agenda item is, and what is said of its board where its kind
// has one.
type itemForm struct {
	*desk.FormScreen
	without string // the subject of an item that stands without a country; empty for any other
}

// matters reports whether a question matters to items whose boards have a layout, which is
// nil where they have none.
func matters(question string, l *layout.Layout) bool {
	switch question {
	case "country", "prefix":
		return l != nil && !l.Asks()
	case "way", "budget":
		return l != nil && l.Voted()
	case "parts":
		return l == layout.Own
	case "before":
		return l != nil && l.Gathers()
	}
	return true
}

// beforeTimes is how many of the questions come before those about times.
const beforeTimes = 3

// itemFields are the questions, answered as an item stands.
func itemFields(d *desk.Desk, a session.AgendaItem) kit.Questions {
	subject := kit.LineField("subject", d.T("board.form.subject"), a.Title, method.MaxTitle)
	kind := kit.OneField("kind", d.T("board.form.kind"), string(a.Kind), kit.EnumOptions(d.Look, "agenda.", method.AgendaKinds()))
	prefix := kit.LineField("prefix", d.T("board.form.prefix"), a.Prefix, session.MaxPrefix)
	prefix.Note = d.T("board.form.prefix_note")
	way, budget := layout.Dots, session.DefaultBudget
	if b := d.Shared.Boards[a.Board]; b != nil && b.Layout.Voted() {
		way, budget = b.Way, b.Budget
	}
	country := desk.CountryField(d, "country", d.T("welcome.country"), a.Country)
	before := desk.DateField(d, "before", d.T("agenda.form.before"), a.Before, d.T("agenda.form.before_note"))
	return slices.Concat(kit.Questions{subject, kind, partsField(d, a.Parts), country, prefix}, desk.VoteFields(d, way, budget), kit.Questions{before})
}

// mostParts is how many letters the parts of a board are written with at most.
const mostParts = layout.MostOwn * (method.MaxName + method.MaxTitle + 3)

// partsField asks for the parts of a board of one's own. Where there are none yet, it
// proposes some.
func partsField(d *desk.Desk, parts []layout.OwnPart) *kit.Field {
	var lines []string
	for _, p := range parts {
		lines = append(lines, p.Line())
	}
	f := kit.LinesField("parts", d.T("agenda.form.parts"), lines, mostParts)
	f.Note = d.T("agenda.form.parts_note", "max", layout.MostOwn)
	if len(parts) == 0 {
		f.Propose(d.T("agenda.form.parts_example"))
	}
	return f
}

// readParts reads the answer.
func readParts(answer string) (parts []layout.OwnPart) {
	for line := range strings.SplitSeq(answer, "\n") {
		parts = append(parts, layout.ReadOwnPart(line))
	}
	return parts
}

// newItemForm is the form of some questions, with the draft of that name.
func newItemForm(d *desk.Desk, name session.DraftName, heading string, all kit.Questions) *itemForm {
	s := &itemForm{FormScreen: &desk.FormScreen{Form: &kit.Form{Fields: all}, All: all, Name: name, Heading: heading}}
	s.Moved = func() { s.settle(d) }
	return s
}

// settle leaves out what does not matter to the kind, and proposes what follows from
// the subject.
func (s *itemForm) settle(d *desk.Desk) {
	l := method.AgendaKind(s.Get("kind")).Layout()
	s.Fields = slices.DeleteFunc(slices.Clone(s.All), func(q *kit.Field) bool { return !matters(q.Key, l) })
	s.Fields = desk.WithoutBudget(s.Fields)
	if l == nil {
		return
	}
	subject, country := s.Get("subject"), method.Country("")
	if s.without == "" || subject != s.without {
		country = d.Words.CountryNamed(subject)
	}
	s.All.Find("country").Propose(string(country))
	s.All.Find("prefix").Propose(d.Shared.ProposePrefix(l, subject, method.Country(s.Get("country"))))
}

// stands notes the item that is changed: a country that was left out of it is not proposed.
func (s *itemForm) stands(a session.AgendaItem) {
	s.without = ""
	if a.Country == "" && matters("country", a.Kind.Layout()) {
		s.without = a.Title
	}
}

// budget reads how many dots each person has; 0 where the kind has no vote. It reports
// false where that is no number, and points to it.
func (s *itemForm) budget(d *desk.Desk) (int, bool) {
	if s.Field("budget") == nil {
		return 0, true
	}
	return s.Number(d, "budget", 1)
}

// way is how people vote; empty where the kind has no vote.
func (s *itemForm) way() layout.Way {
	if s.Field("way") == nil {
		return ""
	}
	return layout.Way(s.Get("way"))
}

// read takes the answers into an item. It reports false where one is no number.
func (s *itemForm) read(d *desk.Desk, a *session.AgendaItem) bool {
	minutes, ok := s.Number(d, "minutes", 0)
	a.Kind, a.Title = method.AgendaKind(s.Get("kind")), s.Get("subject")
	a.Prefix, a.Country = s.Get("prefix"), method.Country(s.Get("country"))
	a.Parts, a.Before = readParts(s.Get("parts")), desk.DateOf(s.Form, "before")
	a.Start, a.Minutes = strings.TrimSpace(s.Get("start")), minutes
	return ok
}

// sayChanged says what became of the agenda by a key of the home.
func sayChanged(d *desk.Desk, change session.Change) {
	switch c := change.(type) {
	case *agenda.Add:
		d.Say("agenda.form.added")
	case *agenda.Move:
		if a, n := placed(d.Current(), c.Item); n > 0 {
			d.Say("agenda.moved", "item", a.Title, "n", n, "day", a.Day)
		}
	case *agenda.Extend:
		if a, there := d.Current().AgendaItem(c.Item); there {
			d.Say("agenda.extended", "item", a.Title, "n", a.Minutes)
		}
	case *agenda.Remove:
		d.Say("agenda.removed")
	}
}

// placed is an item of the agenda, and which one of its day it is; 0 where it is gone.
func placed(m *session.Meeting, id method.AgendaID) (session.AgendaItem, int) {
	n, day := 0, 0
	for _, a := range m.Agenda {
		if a.Day != day {
			n, day = 0, a.Day
		}
		if n++; a.ID == id {
			return a, n
		}
	}
	return session.AgendaItem{}, 0
}

// newMinutes is how long a new item takes unless somebody says otherwise.
const newMinutes = 30

// newItem asks for a new item and puts it behind another one. The pointer of the
// meeting's home goes to it.
func newItem(d *desk.Desk, home *kit.List, after method.AgendaID) desk.Screen {
	item := session.AgendaItem{
		ID: method.NewID[method.AgendaID](d.Host.Random()), Board: method.NewID[method.BoardID](d.Host.Random()), Kind: method.SWOT,
		Minutes: newMinutes,
	}
	all := slices.Insert(itemFields(d, item), beforeTimes, timeFields(d, item)...)
	s := newItemForm(d, session.NameDraft("board", d.Meeting), "agenda.form.new", all)
	s.Send = func(d *desk.Desk) tea.Cmd {
		budget, ok := s.budget(d)
		if !ok || !s.read(d, &item) {
			return nil
		}
		return d.Do(&agenda.Add{Meeting: d.Meeting, Item: item, After: after, Way: s.way(), Budget: budget}, s.Name)
	}
	s.Done = func(d *desk.Desk) tea.Cmd {
		home.Chosen = keyAgenda + string(item.ID)
		d.Say("agenda.form.added")
		return nil
	}
	return s.Open(d)
}

// newItemChange changes one item of the agenda, with its board.
func newItemChange(d *desk.Desk, a session.AgendaItem) desk.Screen {
	s := newItemForm(d, session.NameDraft("agenda-item", d.Meeting, string(a.ID)), "agenda.form.change", changeFields(d, a))
	s.stands(a)
	s.Revision = d.Current().Revision
	s.Theirs = func(d *desk.Desk, saved any) kit.Questions {
		m, _ := saved.(session.Meeting)
		now, _ := m.AgendaItem(a.ID)
		s.stands(now)
		return changeFields(d, now)
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		budget, ok := s.budget(d)
		day, dayOK := s.Number(d, "day", 1)
		item := a
		if !ok || !dayOK || !s.read(d, &item) {
			return nil
		}
		item.Day = day
		return d.Do(&agenda.Change{Meeting: d.Meeting, Revision: s.Revision, Item: item, Way: s.way(), Budget: budget}, s.Name)
	}
	return s.Open(d)
}

// changeFields are the questions about an item that stands.
func changeFields(d *desk.Desk, a session.AgendaItem) kit.Questions {
	day := kit.LineField("day", d.T("agenda.form.day"), strconv.Itoa(a.Day), 2)
	all := slices.Insert(itemFields(d, a), beforeTimes, day)
	return slices.Insert(all, beforeTimes+1, timeFields(d, a)...)
}

// timeFields ask how long an item takes, and when it begins where that holds.
func timeFields(d *desk.Desk, a session.AgendaItem) kit.Questions {
	start := kit.LineField("start", d.T("agenda.form.start"), a.Start, 5)
	start.Note = d.T("agenda.form.start_note")
	minutes := kit.LineField("minutes", d.T("agenda.form.minutes"), "", 4)
	minutes.Propose(strconv.Itoa(a.Minutes))
	return kit.Questions{minutes, start}
}
