package lens

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/text"
)

// countries lays the analyses of the meeting's countries side by side, part by part, or
// over each other. On a narrow screen one country stands there at a time.
type countries struct {
	part  layout.Part
	board method.BoardID // of the country that is looked at
	over  bool
	lists map[method.BoardID]*kit.List
	all   kit.List // over each other
}

// NewCountries opens the country lens.
func NewCountries() desk.Screen {
	return &countries{part: layout.Strengths, lists: map[method.BoardID]*kit.List{}}
}

func (s *countries) Title(d *desk.Desk) string { return d.T("lens.title") }

// Gone reports whether there are no countries to compare any more.
func (s *countries) Gone(d *desk.Desk) bool { return len(desk.Lens(d).Boards) == 0 }

// place is that of the country that is looked at.
func (s *countries) place(boards []*session.Board) int {
	return max(0, slices.IndexFunc(boards, func(b *session.Board) bool { return b.ID == s.board }))
}

// list is where the person stands in what a country says.
func (s *countries) list(b *session.Board) *kit.List {
	if s.lists[b.ID] == nil {
		s.lists[b.ID] = &kit.List{}
	}
	return s.lists[b.ID]
}

// items are what a country says in the part. The pointer shows where the person moves.
func (s *countries) items(d *desk.Desk, b *session.Board, pointed bool) kit.Entries {
	var all []lens.Side
	for _, it := range b.In(s.part) {
		if !it.TakenBack {
			all = append(all, lens.Side{Board: b, Item: it})
		}
	}
	return sides(d, all, pointed)
}

// sides are items in a list, with what each is confirmed to belong with.
func sides(d *desk.Desk, all []lens.Side, pointed bool) kit.Entries {
	return kit.Many[lens.Side]{
		All: all, Keep: func(x lens.Side) string { return string(x.Item.ID) },
		Rows: func(x lens.Side, chosen bool, w int) []string { return d.Whole(sideWords(d, x), chosen && pointed, w) },
	}
}

// sideWords are an item's code and words, and the codes of those with which it belongs.
func sideWords(d *desk.Desk, x lens.Side) string {
	words := d.Words.LinkedItem(x.Item)
	for _, m := range desk.Lens(d).Confirmed {
		for i, side := range m.Sides {
			if side.Item.ID == x.Item.ID {
				words += " " + d.Theme.Glyphs.Across + " " + m.Sides[1-i].Item.Code
			}
		}
	}
	return words
}

// entries are those in which the person moves now.
func (s *countries) entries(d *desk.Desk) (*kit.List, kit.Entries) {
	l := desk.Lens(d)
	if !s.over {
		b := l.Boards[s.place(l.Boards)]
		return s.list(b), s.items(d, b, true)
	}
	var parts []kit.Part
	for _, g := range l.Overlay(s.part) {
		heading := ""
		if len(g) > 1 {
			heading = groupName(d, g)
		}
		parts = append(parts, kit.Part{Heading: heading, Entries: sides(d, g, true)})
	}
	return &s.all, d.Parts(parts...)
}

// groupName names the countries that share something.
func groupName(d *desk.Desk, g lens.Group) string {
	var names []string
	for _, side := range g {
		if name := d.Words.Country(side.Board.Country); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return d.T("lens.share", "countries", strings.Join(names, ", "))
}

func (s *countries) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (s *countries) Body(d *desk.Desk, w, h int) kit.Page {
	rows := []string{s.tabs(d, w)}
	h = max(1, h-len(rows))
	l := desk.Lens(d)
	switch list, all := s.entries(d); {
	case s.over && all.Len() == 0:
		rows = append(rows, nothing(d, w)...)
	case s.over:
		rows = append(rows, list.Show(d.Look, all, w, h)...)
	case w < kit.Narrow:
		rows = append(append(rows, s.countryTabs(d, l.Boards, w)), s.column(d, l.Boards[s.place(l.Boards)], true, w, h-1)...)
	default:
		rows = append(rows, s.columns(d, l.Boards, w, h)...)
	}
	return kit.Page{Rows: rows}
}

func nothing(d *desk.Desk, w int) []string {
	return kit.Indented(d.T("lens.nothing"), w, d.Theme.Muted)
}

// tabs are the parts, the current one with its name in brackets: without their shapes where
// there is little room, and then without the name.
func (s *countries) tabs(d *desk.Desk, w int) string {
	key := d.Theme.Key.Render(d.KeyName("Tab")) + " "
	tabs := key + s.parts(d, true, true)
	for _, named := range []bool{true, false} {
		if text.Width(tabs) > w {
			tabs = key + s.parts(d, false, named)
		}
	}
	return tabs
}

func (s *countries) parts(d *desk.Desk, shapes, named bool) string {
	var tabs strings.Builder
	for i, p := range method.SWOT.Layout().Parts {
		tab, mark := string(p), d.Theme.Marks[i]
		if p == s.part && named {
			tab = fmt.Sprintf("%s (%s)", d.Words.Part(layout.SWOT, p), p)
		}
		if shapes {
			tab = mark.Glyph + " " + tab
		}
		if p == s.part {
			tabs.WriteString(d.Theme.Title.Render("[" + tab + "]"))
		} else {
			tabs.WriteString(mark.Style.Render(" " + tab + " "))
		}
	}
	return tabs.String()
}

// countryTabs are the countries by their codes, the current one in brackets.
func (s *countries) countryTabs(d *desk.Desk, boards []*session.Board, w int) string {
	var tabs []string
	for i, b := range boards {
		if i == s.place(boards) {
			tabs = append(tabs, "["+d.Words.Country(b.Country)+"]")
		} else {
			tabs = append(tabs, b.Prefix)
		}
	}
	return d.Theme.Title.Render(d.Cut(strings.Join(tabs, " "), w))
}

// leastColumn is how wide a column is at least.
const leastColumn = 24

// columns are as many countries as there is room for, the one that is looked at among
// them.
func (s *countries) columns(d *desk.Desk, boards []*session.Board, w, h int) []string {
	n := min(len(boards), max(1, w/leastColumn))
	at := s.place(boards)
	first := max(0, min(at-n/2, len(boards)-n))
	rows := make([]string, h)
	for i, b := range boards[first : first+n] {
		left, right := w*i/n, w*(i+1)/n
		width := right - left - 1
		column := append([]string{s.heading(d, b, first+i == at, width)}, s.column(d, b, first+i == at, width, h-1)...)
		for y := range rows {
			cell := ""
			if y < len(column) {
				cell = column[y]
			}
			rows[y] += cell + strings.Repeat(" ", max(0, right-left-text.Width(cell)))
		}
	}
	return rows
}

// heading names a country above its column.
func (s *countries) heading(d *desk.Desk, b *session.Board, at bool, w int) string {
	name := d.Words.Country(b.Country)
	if at {
		return d.Theme.Title.Render(d.Cut("["+name+"]", w))
	}
	return d.Theme.Muted.Render(d.Cut(" "+name+" ", w))
}

// column is what one country says in the part.
func (s *countries) column(d *desk.Desk, b *session.Board, pointed bool, w, h int) []string {
	all := s.items(d, b, pointed)
	if all.Len() == 0 {
		return nothing(d, w)
	}
	return s.list(b).Show(d.Look, all, w, h)
}

func (s *countries) Keys(d *desk.Desk) kit.Keys {
	if s.Gone(d) {
		return kit.Keys{d.BackKey()}
	}
	l := desk.Lens(d)
	list, all := s.entries(d)
	chosen, over := list.Choice(all), "key.over"
	if s.over {
		over = "key.side_by_side"
	}
	return kit.Keys{}.
		If(chosen != "", kit.On("Enter", d.T("key.open"), d.To(place.Item{ID: method.ItemID(chosen)}))).
		And(kit.Among("Tab", d.T("key.part"), s.nextPart, "tab", "shift+tab")).
		If(!s.over && len(l.Boards) > 1, kit.Among("Left Right", d.T("key.country"), s.next(l.Boards), "left", "right")).
		And(kit.On("o", d.T(over), kit.Now(func() { s.over = !s.over })),
			kit.On("s", d.T("key.matches"), d.To(place.Matches{}))).
		If(chosen != "" && d.May(method.Steer), kit.On("m", d.T("key.match"), d.Shows(func() desk.Screen {
			return newMatching(d, method.ItemID(chosen))
		}))).
		And(kit.On("d", d.T("key.gaps"), d.To(place.GapReport{}))).
		If(chosen != "", kit.On("w", d.T("key.chain"), d.To(place.Chain{Of: method.ContributionID(chosen)})).Aside(),
			list.Moves(d.Look, all).Aside()).
		And(d.BackKey())
}

// nextPart goes to the next part, or the one before.
func (s *countries) nextPart(pressed string) tea.Cmd {
	by, all := 1, method.SWOT.Layout().Parts
	if pressed == "shift+tab" {
		by = len(all) - 1
	}
	s.part = all[(slices.Index(all, s.part)+by)%len(all)]
	return nil
}

// next goes to the next country, or the one before.
func (s *countries) next(boards []*session.Board) func(pressed string) tea.Cmd {
	return func(pressed string) tea.Cmd {
		by := 1
		if pressed == "left" {
			by = len(boards) - 1
		}
		s.board = boards[(s.place(boards)+by)%len(boards)].ID
		return nil
	}
}
