package kit

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Scroll is how far somebody has read in rows that have no entries to choose.
type Scroll struct {
	top    int
	height int // rows that were shown last
}

// Moves are the keys that scroll.
func (s *Scroll) Moves(look Look) Key {
	return Among("Up Down", look.T("key.scroll"), s.Move, "up", "down", "k", "j", "pgup", "pgdown", "space", "home", "end")
}

// Move takes one of those keys.
func (s *Scroll) Move(pressed string) tea.Cmd {
	switch pressed {
	case "down", "j":
		s.top++
	case "up", "k":
		s.top--
	case "pgdown", "space":
		s.top += max(1, s.height-1)
	case "pgup":
		s.top -= max(1, s.height-1)
	case "home":
		s.top = 0
	case "end":
		s.top = 1 << 30 // View stops at the last row
	}
	return nil
}

// Top is the row that is shown first, and To shows another one first, as far as there
// are rows below it.
func (s *Scroll) Top() int   { return s.top }
func (s *Scroll) To(row int) { s.top = row }

// View is the part of the rows that is in h of them, with marks that say how
// many rows there are above and below.
func (s *Scroll) View(look Look, rows []string, w, h int) []string {
	s.height = h
	s.top = max(0, min(s.top, len(rows)-h))
	bottom := min(len(rows), s.top+h)
	return look.more(slices.Clone(rows[s.top:bottom]), s.top, len(rows)-bottom, w)
}
