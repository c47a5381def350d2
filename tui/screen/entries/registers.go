package entries

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// registers lets a person choose a register: one whose entries they read, or one to
// which they add what comes of an item or an entry.
type registers struct {
	of   place.Registers // from nothing where they read
	list kit.List
}

// NewRegisters opens the choice of a register, for what comes of something or to read.
func NewRegisters(of place.Registers) desk.Screen { return &registers{of: of} }

func (s *registers) Title(d *desk.Desk) string {
	if s.of.From != "" {
		return d.T("entries.comes_of")
	}
	return d.T("meeting.registers")
}

func (s *registers) entries(d *desk.Desk) kit.Few {
	var all []kit.Pair
	for _, r := range d.Shared.Registers {
		words, count := d.T(r.Name+".new"), ""
		if s.of.From == "" {
			words, count = d.T(r.Name+".many"), d.T("meeting.count", "n", d.Shared.EntriesKept(r, d.Meeting))
		}
		all = append(all, kit.Pair{Key: r.Name, Words: strings.ToLower(r.Letter) + "  " + words, Beside: count})
	}
	return d.Pairs(all)
}

func (s *registers) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (s *registers) open(d *desk.Desk, r *session.Register) tea.Cmd {
	at := place.Entries{Register: r}
	if s.of.From == "" {
		return d.Go(at)
	}
	d.Back()
	d.Show(newForm(d, at, s.of.From, s.of.With))
	return nil
}

func (s *registers) Body(d *desk.Desk, w, h int) kit.Page {
	return kit.Page{Rows: append([]string{""}, s.list.Show(d.Look, s.entries(d), w, max(1, h-1))...)}
}

func (s *registers) Keys(d *desk.Desk) kit.Keys {
	all := s.entries(d)
	keys := kit.Keys{kit.On("Enter", d.T("key.choose"), func() tea.Cmd { return s.open(d, d.Shared.RegisterNamed(s.list.Choice(all))) })}
	for _, r := range d.Shared.Registers {
		keys = keys.And(kit.On(strings.ToLower(r.Letter), d.T(r.Name+".many"), func() tea.Cmd { return s.open(d, r) }).Aside())
	}
	return keys.And(s.list.Moves(d.Look, all).Without("k", "j").Aside(), d.BackKey())
}
