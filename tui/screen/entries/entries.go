// Package entries is where the entries of registers are read, written, followed
// between meetings and reviewed.
package entries

import (
	"slices"
	"strings"
	"unique"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/text"
)

// entries lists what the meeting has added to a register: all of it, or where an item
// of its agenda is for notes, those of the item.
type entries struct {
	place.Entries
	list kit.List
}

// New opens the list of a register.
func New(at place.Entries) desk.Screen { return &entries{Entries: at} }

// item is the one of the agenda in which people add; there may be none.
func (s *entries) item(d *desk.Desk) (session.AgendaItem, bool) {
	return d.Current().AgendaItem(s.Agenda)
}

// Gone reports whether the agenda no longer has the item, or the item the group.
func (s *entries) Gone(d *desk.Desk) bool {
	_, there := s.item(d)
	return s.Agenda != "" && !there || s.Group != "" && s.group(d) == nil
}

// group is the board of the working group in which people add; nil for none.
func (s *entries) group(d *desk.Desk) *session.Board {
	if b := d.Shared.Boards[s.Group]; b != nil && b.Group != nil {
		return b
	}
	return nil
}

// adds reports whether the person may add here.
func (s *entries) adds(d *desk.Desk) bool {
	if b := s.group(d); b != nil {
		return d.MayOn(b, method.Contribute)
	}
	return d.May(method.Contribute)
}

// hasDraft reports whether the person was writing a new entry here.
func (s *entries) hasDraft(d *desk.Desk) bool {
	return d.HasDrafts() && d.HasDraft(newName(d, s.Entries))
}

// noted is the item whose notes alone are listed: one that is not held for the whole
// register.
func (s *entries) noted(d *desk.Desk) (session.AgendaItem, bool) {
	a, ok := s.item(d)
	return a, ok && a.Kind.Makes() != s.Register.Name
}

func (s *entries) Title(d *desk.Desk) string {
	if b := s.group(d); b != nil {
		return b.Subject
	}
	if a, ok := s.noted(d); ok {
		return a.Title
	}
	return d.T(s.Register.Name + ".many")
}

func (s *entries) all(d *desk.Desk) []*session.Entry {
	if s.Group != "" {
		return desk.EntriesOfGroup(d, s.Register, s.group(d))
	}
	if a, ok := s.noted(d); ok {
		return d.Shared.EntriesIn(s.Register, d.Meeting, a.ID)
	}
	return d.Shared.EntriesOf(s.Register, d.Meeting)
}

func (s *entries) entries(d *desk.Desk) kit.Entries {
	return kit.Many[*session.Entry]{
		All: s.all(d), Keep: keyOf,
		Rows: func(e *session.Entry, chosen bool, w int) []string { return entryRows(d, e, chosen, w) },
	}
}

// chooses moves the pointer to an entry, if it is listed.
func (s *entries) chooses(d *desk.Desk, id method.EntryID) {
	if at := slices.IndexFunc(s.all(d), func(e *session.Entry) bool { return e.ID == id }); at >= 0 {
		s.list.Choose(string(id), at)
	}
}

// keyOf is the key of an entry in a list.
func keyOf(e *session.Entry) string { return string(e.ID) }

func (s *entries) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

// entriesView is what the picture of a list of entries depends on besides them:
// which list it is, where this person stands in it, whether they have a draft there,
// and what the members and their organisations are called.
type entriesView struct {
	register string
	agenda   method.AgendaID
	group    method.BoardID
	adds     bool
	draft    bool // of a new entry
	list     kit.List
	names    session.Version
}

func (s *entries) Share(d *desk.Desk) any {
	list := s.list.View(func() kit.Entries { return s.entries(d) })
	return unique.Make(entriesView{s.Register.Name, s.Agenda, s.Group, s.adds(d), s.hasDraft(d), list, d.Shared.Revision})
}

func (s *entries) Body(d *desk.Desk, w, h int) kit.Page {
	all, rows := s.entries(d), s.say(d, w)
	if all.Len() == 0 {
		say := s.Register.Name + ".none"
		if s.adds(d) {
			say = s.Register.Name + ".empty"
		}
		return kit.Page{Rows: append(append(rows, ""), kit.Indented(d.T(say), w, d.Theme.Muted)...)}
	}
	heading := ""
	if w >= kit.Narrow {
		heading = d.Theme.Muted.Render(d.Row(false, headings(d, s.Register).table(w)...))
	}
	rows = append(rows, heading)
	return kit.Page{Rows: append(rows, s.list.Show(d.Look, all, w, max(1, h-len(rows)))...)}
}

// say is what people do in the item of the agenda.
func (s *entries) say(d *desk.Desk, w int) []string {
	a, ok := s.item(d)
	if !ok {
		return nil
	}
	return append(kit.Styled(d.AtMost(4, desk.ItemSays(d, a), w), d.Theme.Muted), desk.QuestionRows(d, a, w)...)
}

// turnsTitle is who speaks, with how many wait for the word.
func (s *entries) turnsTitle(d *desk.Desk) string {
	if n := len(turns.Of(d.Current(), s.Agenda).Waiting()); n > 0 {
		return d.T("key.who_speaks", "n", n)
	}
	return d.T("turns.title")
}

// inTurn reports whether people speak in turn in the item of the agenda.
func (s *entries) inTurn(d *desk.Desk) bool {
	a, _ := s.item(d)
	return turns.Given(a.Kind)
}

func (s *entries) Keys(d *desk.Desk) kit.Keys {
	all := s.entries(d)
	a, _ := s.item(d)
	return kit.Keys{}.
		If(all.Len() > 0, kit.On("Enter", d.T("key.open"), func() tea.Cmd {
			return desk.OpenContribution(d, method.ContributionID(s.list.Choice(all)))
		})).
		If(s.adds(d), kit.On("a", d.OrDraft("key.add", s.hasDraft(d)), kit.Now(func() { d.Show(newForm(d, s.Entries)) }))).
		And(s.stepKeys(d)...).
		If(s.inTurn(d), kit.On("w", s.turnsTitle(d), d.To(place.Turns{Agenda: s.Agenda}))).
		And(desk.QuestionKeys(d, a)...).
		If(a.Kind.Pairs() || s.Register.Name == lens.Offered, kit.On("o", d.T("key.offers", "n", len(desk.Offers(d).Unanswered)), d.To(place.Offers{}))).
		If(all.Len() > 0, s.list.Moves(d.Look, all).Aside()).
		And(d.BackKey())
}

// The widths of the columns that do not grow.
const (
	codeColumn  = 5
	stageColumn = 16
)

// cells are what a list says of an entry.
type cells struct {
	code, title string
	badge       kit.Badge // beside the title,
	beside      string    // and words there
	stage       kit.Badge
	staged      bool // entries of the list go through stages
}

// headings name the columns.
func headings(d *desk.Desk, r *session.Register) cells {
	c := cells{code: d.T("entries.code"), title: d.T(r.Name + ".one")}
	if f, ok := besideField(r); ok {
		c.beside = d.Words.Label(r, f)
	}
	if f, ok := r.With(field.UseStage); ok {
		c.stage.Words, c.staged = " "+d.Words.Label(r, f), true // as a badge has its words
	}
	return c
}

// cellsOf says of an entry what the list of its register shows.
func cellsOf(d *desk.Desk, e *session.Entry) cells {
	c := cells{code: e.Code(), title: d.Words.Titled(e)}
	_, c.staged = e.Register.With(field.UseStage)
	if e.TakenBack {
		return c
	}
	c.stage = stageBadge(d, e)
	switch f, ok := besideField(e.Register); {
	case !ok:
	case f.Shape == field.ShapePairs:
		c.badge = pairsBadge(d, e)
	case f.HoldsCountries():
		c.badge, c.beside = countriesBadge(d, e, f), followsWords(d, e)
	default:
		c.beside = d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields)
	}
	if lens.Unmet(d.Shared, e) {
		c.beside += d.Between() + d.T("offers.no_answer")
	}
	return c
}

// besideField is the field that a list shows beside the title.
func besideField(r *session.Register) (field.Field, bool) {
	for _, f := range r.Fields {
		if f.Beside {
			return f, true
		}
	}
	return field.Field{}, false
}

// words are what stands beside the title, or behind the badge there. Without one they
// begin where the words of a badge do.
func (c cells) words() string {
	if c.badge.Words == "" && c.beside != "" {
		return " " + c.beside
	}
	return c.beside
}

// table is a row of a table, exactly w cells with its pointer. The title has the room of
// stages where there are none.
func (c cells) table(w int) []kit.Cell {
	side := (w - 3) / 3
	row := []kit.Cell{
		{Width: codeColumn, Words: c.code}, {Width: w - 3 - codeColumn - side - 2, Words: c.title},
		{Width: side, Badge: c.badge, Words: c.words()},
	}
	if c.staged {
		row[1].Width -= stageColumn + 1
		row = append(row, kit.Cell{Width: stageColumn, Badge: c.stage})
	}
	return row
}

// below is the row below the code and the title on a phone. What stands behind a badge,
// such as that many countries act together, matters more than the stage.
func (c cells) below(d *desk.Desk, w int) string {
	beside := d.Cut(c.words(), w)
	if c.badge.Words == "" {
		return d.Badged(beside, w, c.stage)
	}
	badge := d.Badged("", w-text.Width(beside), c.badge)
	return strings.TrimRight(badge+beside+" "+d.Badged("", w-text.Width(badge+beside)-1, c.stage), " ")
}

// rows are an entry in a list: a row of the table, or two rows on a phone.
func (c cells) rows(d *desk.Desk, chosen bool, w int) []string {
	if w >= kit.Narrow {
		return []string{d.Row(chosen, c.table(w)...)}
	}
	return []string{d.Line(c.code+" "+c.title, chosen, w), "    " + c.below(d, w-4)}
}

// entryRows is an entry in the list of its register.
func entryRows(d *desk.Desk, e *session.Entry, chosen bool, w int) []string {
	return cellsOf(d, e).rows(d, chosen, w)
}
