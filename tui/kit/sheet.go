package kit

import (
	tea "charm.land/bubbletea/v2"
)

// Sheet is a text to read, with things in it to choose: entries with a key are
// chosen, those without one are only read. Up and Down go from choice to choice
// and, where there is no further one, through the text.
type Sheet struct {
	list   List
	top    int  // the first row that is shown
	height int  // how many were shown last
	follow bool // a choice was made since the text was moved: keep it in view
}

// Prose is an entry that is only read.
func Prose(rows func(w int) []string) Entry {
	return Entry{Rows: func(_ bool, w int) []string { return rows(w) }}
}

// Link is an entry of one row that opens something.
func Link(look Look, key, label string) Entry {
	return Entry{key, func(chosen bool, w int) []string { return []string{look.Line(label, chosen, w)} }}
}

func choices(all []Entry) []Entry {
	var some []Entry
	for _, e := range all {
		if e.Key != "" {
			some = append(some, e)
		}
	}
	return some
}

// Choice is the key of the chosen entry, or empty.
func (s *Sheet) Choice(all []Entry) string { return s.list.Choice(choices(all)) }

// Update moves. It reports whether the key was one of its own.
func (s *Sheet) Update(msg tea.Msg, all []Entry) bool {
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
		before := s.list.Choice(some)
		ours := s.list.Update(msg, some)
		if ours && s.list.Chosen != before {
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

// Draw returns at most h rows, with marks that say how many there are above and
// below.
func (s *Sheet) Draw(look Look, all []Entry, w, h int) []string {
	s.list.Chosen = s.Choice(all)
	var rows []string
	from, to := 0, 0
	for _, e := range all {
		chosen := e.Key != "" && e.Key == s.list.Chosen
		if chosen {
			from = len(rows)
		}
		rows = append(rows, e.Rows(chosen, w)...)
		if chosen {
			to = len(rows)
		}
	}
	if s.follow {
		s.top = min(max(s.top, to-h), from)
	}
	s.top, s.height = max(0, min(s.top, len(rows)-h)), h
	bottom := min(len(rows), s.top+h)
	return look.more(rows[s.top:bottom], s.top, len(rows)-bottom, w)
}
