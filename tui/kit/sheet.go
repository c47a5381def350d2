package kit

import tea "charm.land/bubbletea/v2"

// Sheet is a text to read, with things in it to choose: entries with a key are
// chosen, those without one are only read. Up and Down go to the next choice that is
// shown and, where there is none, through the text: nothing of it is skipped.
type Sheet struct {
	list   List
	top    int   // the first row that is shown
	height int   // how many were shown last
	places []int // the rows of the choices, as they were drawn last
	follow bool  // a choice was made since the text was moved: keep it in view
}

// Prose is an entry that is only read.
func Prose(rows func(w int) []string) Entry {
	return Entry{Rows: func(_ bool, w int) []string { return rows(w) }}
}

// Link is an entry of one row that opens something.
func Link(look Look, key, label string) Entry {
	return Entry{key, func(chosen bool, w int) []string { return []string{look.Line(label, chosen, w)} }}
}

// choices are the entries that can be chosen.
func (f Few) choices() Few {
	var some Few
	for _, e := range f {
		if e.Key != "" {
			some = append(some, e)
		}
	}
	return some
}

// Choice is the key of the chosen entry, or empty.
func (s *Sheet) Choice(all Few) string { return s.list.Choice(all.choices()) }

// Moves are the keys that move through the text and its choices.
func (s *Sheet) Moves(look Look, all Few) Key {
	return Among("Up Down", look.T("key.scroll"), func(pressed string) tea.Cmd {
		s.move(pressed, all.choices())
		return nil
	}, "up", "down", "k", "j", "pgup", "pgdown", "space", "home", "end")
}

// move takes one of those keys.
func (s *Sheet) move(pressed string, choices Few) {
	switch pressed {
	case "pgup":
		s.top, s.follow = s.top-s.height, false
		return
	case "pgdown", "space":
		s.top, s.follow = s.top+s.height, false
		return
	}
	by := map[string]int{"up": -1, "k": -1, "down": 1, "j": 1}[pressed]
	if by != 0 && !s.leads(choices, by) {
		s.top, s.follow = s.top+by, false
		return
	}
	before := s.list.Choice(choices)
	s.list.move(pressed, choices)
	if s.follow = s.list.Chosen != before; s.follow {
		return
	}
	switch pressed {
	case "home":
		s.top = 0
	case "end":
		s.top = 1 << 30 // Draw stops at the last row
	}
}

// leads reports whether the next choice, or the one before, is among the rows that are shown.
func (s *Sheet) leads(choices Few, by int) bool {
	next := s.list.Find(choices) + by
	return next >= 0 && next < len(choices) && next < len(s.places) &&
		s.places[next] >= s.top && s.places[next] < s.top+s.height
}

// Draw returns at most h rows, with marks that say how many there are above and
// below.
func (s *Sheet) Draw(look Look, all Few, w, h int) []string {
	s.list.Chosen, s.places = s.Choice(all), nil
	var rows []string
	from, to := 0, 0
	for _, e := range all {
		chosen := e.Key != "" && e.Key == s.list.Chosen
		if e.Key != "" {
			s.places = append(s.places, len(rows))
		}
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
