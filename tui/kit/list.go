package kit

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/tui/text"
)

// Entry is one thing in a list: its rows, and the key that it keeps whatever
// comes before or after it. Without rows it stands elsewhere on the screen, where
// it can be chosen too.
type Entry struct {
	Key  string
	Rows func(selected bool, w int) []string
}

// Entries are what a list holds. It asks for no more of them than it shows, however
// many there are.
type Entries interface {
	Len() int
	Key(i int) string
	Draw(i int, chosen bool, w int) []string
	// Elsewhere is how many of the first ones stand elsewhere on the screen.
	Elsewhere() int
}

// Few are entries that are made anew each time.
type Few []Entry

func (f Few) Len() int         { return len(f) }
func (f Few) Key(i int) string { return f[i].Key }

func (f Few) Draw(i int, chosen bool, w int) []string {
	if f[i].Rows == nil {
		return nil
	}
	return f[i].Rows(chosen, w)
}

func (f Few) Elsewhere() int {
	return max(0, slices.IndexFunc(f, func(e Entry) bool { return e.Rows != nil }))
}

// Many are entries of one kind, of which there may be thousands.
type Many[T any] struct {
	All  []T
	Keep func(T) string // the key of one
	Rows func(one T, chosen bool, w int) []string
}

func (m Many[T]) Len() int                                { return len(m.All) }
func (m Many[T]) Key(i int) string                        { return m.Keep(m.All[i]) }
func (m Many[T]) Draw(i int, chosen bool, w int) []string { return m.Rows(m.All[i], chosen, w) }
func (m Many[T]) Elsewhere() int                          { return 0 }

// List lets a person choose one of several entries. What others add or remove
// moves neither the choice nor where it stands on the screen.
type List struct {
	Chosen string // the key of the chosen entry
	index  int    // where it was last, for when it is gone
	At     int    // the row of the page where it begins; negative where that is above
	led    string // the key of the entry to which [List.Lead] led
	moved  bool   // the choice was moved since it was drawn
	was    int    // the place of the entry from which it was
}

// Choice is the key of the chosen entry among those there are, or empty.
func (l *List) Choice(all Entries) string {
	if i := l.Find(all); i >= 0 {
		return all.Key(i)
	}
	return ""
}

// Find is the place of the chosen entry; where it is gone, of the one that has
// taken its place.
func (l *List) Find(all Entries) int { return l.Place(all.Len(), all.Key) }

// Place is [List.Find] among n entries with these keys. It tries first where the
// choice was last.
func (l *List) Place(n int, key func(int) string) int {
	if l.index < n && key(max(0, l.index)) == l.Chosen {
		return max(0, l.index)
	}
	for i := 0; i < n && l.Chosen != ""; i++ {
		if key(i) == l.Chosen {
			l.index = i
			return i
		}
	}
	return min(l.index, n-1)
}

// Choose chooses the entry of that key, which has this place.
func (l *List) Choose(key string, at int) {
	if !l.moved {
		l.moved, l.was = true, l.index
	}
	l.Chosen, l.index = key, at
}

// Lead keeps the pointer on the first entry for as long as the person has not moved it.
func (l *List) Lead(all Entries) {
	if l.Chosen == l.led && all.Len() > 0 && all.Key(0) != l.led {
		l.At, l.led = 0, all.Key(0)
		l.Choose(l.led, 0)
	}
}

// View is what a picture depends on of the list. It settles first what is chosen, so that a
// picture that is shared shows what this list has chosen too.
func (l *List) View(all func() Entries) List {
	if l.Chosen == "" {
		l.Chosen = l.Choice(all())
	}
	seen := *l
	seen.led = ""
	return seen
}

// Moves are the keys that move the choice.
func (l *List) Moves(look Look, all Entries) Key {
	return Among("Up Down", look.T("key.move_pointer"), func(pressed string) tea.Cmd {
		l.move(pressed, all)
		return nil
	}, "up", "down", "k", "j", "pgup", "pgdown", "home", "end")
}

// move takes one of those keys.
func (l *List) move(pressed string, all Entries) {
	if all.Len() == 0 {
		return
	}
	i := l.Find(all)
	switch pressed {
	case "up", "k":
		i--
	case "down", "j":
		i++
	case "pgup":
		i -= 5
	case "pgdown":
		i += 5
	case "home":
		i = 0
	case "end":
		i = all.Len() - 1
	}
	i = max(0, min(i, all.Len()-1))
	l.Choose(all.Key(i), i)
}

// Show returns at most h rows with the chosen entry in view, with marks that say
// how many entries there are above and below.
func (l *List) Show(look Look, all Entries, w, h int) []string {
	rows, above, below := l.window(all, w, h)
	return look.more(rows, above, below, w)
}

// window is at most h rows with the chosen entry in view, and how many entries
// they leave out. Only those near it are drawn: a list may be long.
func (l *List) window(all Entries, w, h int) (shown []string, above, below int) {
	chosen := l.Find(all)
	if chosen < 0 {
		return nil, 0, 0
	}
	l.Chosen = all.Key(chosen)
	l.settle(all, chosen, w, h)
	own := all.Draw(chosen, true, w)
	var before, after [][]string
	first, from := chosen, 0 // which entry is drawn first, and after how many rows the chosen one begins
	for ; first > 0 && from < h; first-- {
		part := all.Draw(first-1, false, w)
		before, from = append(before, part), from+len(part)
	}
	slices.Reverse(before)
	end := chosen + 1 // behind the last one that is drawn
	for rows := 0; end < all.Len() && rows < h; end++ {
		part := all.Draw(end, false, w)
		after, rows = append(after, part), rows+len(part)
	}
	parts := slices.Concat(before, [][]string{own}, after)
	rows := slices.Concat(parts...)
	if l.At = max(0, min(l.At, h-len(own))); len(own) > h {
		l.At = -beforePointer(own, all.Draw(chosen, false, w), h)
	}
	top := max(0, min(from-l.At, len(rows)-h))
	l.At = from - top
	bottom := min(len(rows), top+h)
	above, below = max(0, first-all.Elsewhere()), all.Len()-end
	behind := 0
	for _, part := range parts {
		behind += len(part)
		switch {
		case len(part) == 0:
		case behind <= top:
			above++
		case behind > bottom:
			below++
		}
	}
	return rows[top:bottom], above, below
}

// beforePointer is how many rows of an entry are left out that has more than h, so that the
// pointer is seen, such as below a heading. It is on the first row that is drawn otherwise
// where the entry is not chosen.
func beforePointer(chosen, plain []string, h int) int {
	at := 0
	for at < len(plain) && at < len(chosen)-1 && chosen[at] == plain[at] {
		at++
	}
	if at < h {
		return 0
	}
	return min(at, len(chosen)-h)
}

// settle finds where a choice stands that was moved, so that the rows stay where they are.
func (l *List) settle(all Entries, chosen, w, h int) {
	if !l.moved {
		return
	}
	between := 0
	for i := min(l.was, chosen); i < max(l.was, chosen) && i < all.Len() && between < h; i++ {
		between += len(all.Draw(i, false, w))
	}
	if chosen < l.was {
		between = -between
	}
	l.At, l.moved, l.was = l.At+between, false, 0
}

// more marks in the first row and in the last how much there is above and below.
func (l Look) more(rows []string, above, below, w int) []string {
	mark := func(at int, glyph string, n int) {
		if n > 0 && len(rows) > 0 {
			words := fmt.Sprintf(" %s%d", glyph, n)
			room, tail := max(0, w-text.Width(words)), ""
			if text.Width(strings.TrimRight(text.Unstyled(rows[at]), " ")) > room {
				tail = l.Theme.Glyphs.Ellipsis
			}
			row := ansi.Truncate(rows[at], room, tail)
			rows[at] = row + strings.Repeat(" ", max(0, room-text.Width(row))) + l.Theme.Key.Render(words)
		}
	}
	mark(0, l.Theme.Glyphs.Above, above)
	mark(len(rows)-1, l.Theme.Glyphs.Below, below)
	return rows
}

// Headed puts a heading above the first of some entries.
func (l Look) Headed(heading string, entries Few) Few {
	return l.HeadedBy(func() string { return heading }, entries)
}

// HeadedBy is [Look.Headed] with a heading that is made when it is drawn.
func (l Look) HeadedBy(heading func() string, entries Few) Few {
	if len(entries) > 0 {
		first := entries[0].Rows
		entries[0].Rows = func(chosen bool, w int) []string { return append(l.Heading(heading(), w), first(chosen, w)...) }
	}
	return entries
}

// Heading stands above a part of a list.
func (l Look) Heading(words string, w int) []string {
	return []string{"", l.Theme.Title.Render(l.Cut(" "+words+" ", w))}
}

// Pair is an entry of two parts: words, and what is said of them.
type Pair struct{ Key, Words, Beside string }

// mostWords is how wide the first parts of pairs are at most: the second ones
// stand near them, however wide the window is.
const mostWords = 48

// Pairs are entries whose second parts stand in one column, or each below the
// first where a window is too narrow.
func (l Look) Pairs(all []Pair) Few {
	column := sync.OnceValue(func() int { return ColumnOf(all, func(p Pair) string { return p.Words }) })
	entries := make(Few, len(all))
	for i, p := range all {
		entries[i] = Entry{p.Key, func(chosen bool, w int) []string { return p.Rows(l, column(), chosen, w) }}
	}
	return entries
}

// ColumnOf is how many cells the first parts of pairs take, for a second column that
// stands near them all.
func ColumnOf[T any](all []T, words func(T) string) (column int) {
	for _, one := range all {
		column = max(column, min(mostWords, text.Width(text.Display(words(one)))))
	}
	return column
}

// Rows draws a pair whose second part stands behind a column of first ones. The chosen one is
// read to its end.
func (p Pair) Rows(look Look, column int, chosen bool, w int) []string {
	words, beside := text.Display(p.Words), text.Display(p.Beside)
	wide := text.Width(words)
	column = max(column, wide)
	rows := []string{look.Line(words, chosen, w)}
	if chosen {
		rows = look.Whole(words, true, w)
	}
	switch {
	case beside == "":
		return rows
	case 3+column+2+text.Width(beside)+1 > w:
		for _, row := range look.Wrap(beside, max(1, w-5)) {
			rows = append(rows, "     "+look.Theme.Muted.Render(row))
		}
		return rows
	}
	words += strings.Repeat(" ", 2+column-wide)
	if chosen {
		return []string{look.Line(words+beside, true, w)}
	}
	return []string{"   " + words + look.Theme.Muted.Render(beside)}
}
