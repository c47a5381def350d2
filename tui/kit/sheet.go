package kit

import (
	"cmp"

	tea "charm.land/bubbletea/v2"
)

// Sheet is a text to read, with things in it to choose: entries with a key are
// chosen, those without one are only read. Up and Down go to the next choice that is
// shown and, where there is none, through the text: nothing of it is skipped. Where that
// leaves the chosen entry behind, the pointer goes to one that is shown.
type Sheet struct {
	list   List
	top    int    // the first row that is shown
	height int    // how many were shown last
	length int    // how many there were in all
	places []span // the rows of the choices, as they were drawn last
	follow bool   // a choice was made since the text was moved: keep it in view
}

// span is the rows from one up to another.
type span struct{ from, to int }

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

// About are keys that do something with the chosen entry. While that is out of sight, they
// bring it into view and do no more.
func (s *Sheet) About(all Few, keys ...Key) Keys {
	for i, k := range keys {
		keys[i].deed, keys[i].among = nil, func(pressed string) tea.Cmd {
			switch {
			case !s.follow && !s.sees(s.list.Find(all.choices())):
				s.follow = true
				return nil
			case k.deed != nil:
				return k.deed()
			}
			return k.among(pressed)
		}
	}
	return keys
}

// move takes one of those keys.
func (s *Sheet) move(pressed string, choices Few) {
	by, page := map[string]int{"up": -1, "k": -1, "down": 1, "j": 1}[pressed], max(1, s.height)
	switch {
	case pressed == "pgup":
		s.scroll(-page, choices)
		return
	case pressed == "pgdown", pressed == "space":
		s.scroll(page, choices)
		return
	case by != 0 && !s.leads(choices, by):
		s.scroll(by, choices)
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

// scroll moves the text by so many rows. Where the chosen entry goes out of sight, one that
// is seen takes its place.
func (s *Sheet) scroll(by int, choices Few) {
	s.top, s.follow = max(0, min(s.top+by, s.length-s.height)), false
	at := s.list.Find(choices)
	for next := at; next >= 0 && next < len(choices); next += cmp.Compare(by, 0) {
		if s.sees(next) {
			s.list.Choose(choices.Key(next), next)
			return
		}
	}
}

// sees reports whether a choice is in view: all of it, or its beginning where it has more
// rows than the window.
func (s *Sheet) sees(i int) bool {
	if i < 0 || i >= len(s.places) {
		return false
	}
	at := s.places[i]
	return at.from >= s.top && min(at.to, at.from+s.height) <= s.top+s.height
}

// leads reports whether the next choice, or the one before, is among the rows that are shown.
func (s *Sheet) leads(choices Few, by int) bool {
	next := s.list.Find(choices) + by
	return next >= 0 && next < len(choices) && next < len(s.places) &&
		s.places[next].from >= s.top && s.places[next].from < s.top+s.height
}

// Draw returns at most h rows, with marks that say how many there are above and
// below.
func (s *Sheet) Draw(look Look, all Few, w, h int) []string {
	s.list.Chosen, s.places = s.Choice(all), nil
	var rows []string
	var own span // the rows of the chosen entry
	for _, e := range all {
		at := span{from: len(rows)}
		chosen := e.Key != "" && e.Key == s.list.Chosen
		rows = append(rows, e.Rows(chosen, w)...)
		at.to = len(rows)
		if e.Key != "" {
			s.places = append(s.places, at)
		}
		if chosen {
			own = at
		}
	}
	if s.follow {
		s.top = min(max(s.top, own.to-h), own.from)
	}
	s.length, s.height = len(rows), h
	s.top = max(0, min(s.top, len(rows)-h))
	bottom := min(len(rows), s.top+h)
	return look.more(rows[s.top:bottom], s.top, len(rows)-bottom, w)
}
