package kit

import (
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Scroll is how far somebody has read in rows that have no entries to choose.
type Scroll struct {
	top  int
	page int // rows that were shown last
}

// Update takes a key. It reports whether it was one for scrolling.
func (s *Scroll) Update(key tea.KeyPressMsg) bool {
	switch key.String() {
	case "down", "j":
		s.top++
	case "up", "k":
		s.top--
	case "pgdown", "space":
		s.top += max(1, s.page-1)
	case "pgup":
		s.top -= max(1, s.page-1)
	case "home":
		s.top = 0
	case "end":
		s.top = 1 << 30 // view stops at the last row
	default:
		return false
	}
	return true
}

// View is the part of the rows that is in h of them, with marks that say how
// many rows there are above and below.
func (s *Scroll) View(look Look, rows []string, w, h int) []string {
	s.page = h
	s.top = max(0, min(s.top, len(rows)-h))
	bottom := min(len(rows), s.top+h)
	return look.more(slices.Clone(rows[s.top:bottom]), s.top, len(rows)-bottom, w)
}
