package tui

import (
	tea "charm.land/bubbletea/v2"
)

// sheet is a text to read, with things in it to choose: entries with a key are
// chosen, those without one are only read. Up and Down go from choice to choice
// and, where there is no further one, through the text.
type sheet struct {
	list   list
	top    int  // the first row that is shown
	height int  // how many were shown last
	follow bool // a choice was made since the text was moved: keep it in view
}

// prose is an entry that is only read.
func prose(rows func(w int) []string) entry {
	return entry{rows: func(_ bool, w int) []string { return rows(w) }}
}

// link is an entry of one row that opens something.
func link(d *desk, key, label string) entry {
	return entry{key, func(chosen bool, w int) []string { return []string{d.line(label, chosen, w)} }}
}

func choices(all []entry) []entry {
	var some []entry
	for _, e := range all {
		if e.key != "" {
			some = append(some, e)
		}
	}
	return some
}

// choice is the key of the chosen entry, or empty.
func (s *sheet) choice(all []entry) string { return s.list.choice(choices(all)) }

// update moves. It reports whether the key was one of its own.
func (s *sheet) update(msg tea.Msg, all []entry) bool {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return false
	}
	by := 0
	switch key.String() {
	case "pgup":
		by = -s.height
	case "pgdown", "space":
		by = s.height
	default:
		some := choices(all)
		before := s.list.choice(some)
		ours := s.list.update(msg, some)
		if ours && s.list.chosen != before {
			s.follow = true
			return true
		}
		switch key.String() {
		case "up", "k":
			by = -1
		case "down", "j":
			by = 1
		default:
			return ours
		}
	}
	s.top, s.follow = s.top+by, false
	return true
}

// draw returns at most h rows, with marks that say how many there are above and
// below.
func (s *sheet) draw(d *desk, all []entry, w, h int) []string {
	s.list.chosen = s.choice(all)
	var rows []string
	from, to := 0, 0
	for _, e := range all {
		chosen := e.key != "" && e.key == s.list.chosen
		if chosen {
			from = len(rows)
		}
		rows = append(rows, e.rows(chosen, w)...)
		if chosen {
			to = len(rows)
		}
	}
	if s.follow {
		s.top = min(max(s.top, to-h), from)
	}
	s.top, s.height = max(0, min(s.top, len(rows)-h)), h
	bottom := min(len(rows), s.top+h)
	return d.more(rows[s.top:bottom], s.top, len(rows)-bottom, w)
}
