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

func (e Entry) draw(selected bool, w int) []string {
	if e.Rows == nil {
		return nil
	}
	return e.Rows(selected, w)
}

// List lets a person choose one of several entries. What others add or remove
// moves neither the choice nor where it stands on the screen.
type List struct {
	Chosen string // the key of the chosen entry
	index  int    // where it was last, for when it is gone
	At     int    // the row of the page where it begins
}

// Choice is the key of the chosen entry among those there are, or empty.
func (l *List) Choice(entries []Entry) string {
	if i := l.find(entries); i >= 0 {
		return entries[i].Key
	}
	return ""
}

// find is the place of the chosen entry; where it is gone, of the one that has
// taken its place.
func (l *List) find(entries []Entry) int {
	return l.Place(len(entries), func(i int) string { return entries[i].Key })
}

// Place is find among n entries with these keys.
func (l *List) Place(n int, key func(int) string) int {
	for i := range n {
		if key(i) == l.Chosen {
			l.index = i
			return i
		}
	}
	return min(l.index, n-1)
}

// View is the list as a picture depends on it. Whoever is shown a picture that
// another's terminal drew has chosen too, so that their choice stays as well.
func (l *List) View(entries func() []Entry) List {
	if l.Chosen == "" {
		l.Chosen = l.Choice(entries())
	}
	return *l
}

// Update moves the choice. It reports whether the key was one of its own.
func (l *List) Update(msg tea.Msg, entries []Entry) bool {
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || len(entries) == 0 {
		return false
	}
	i := l.find(entries)
	switch key.String() {
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
		i = len(entries) - 1
	default:
		return false
	}
	i = max(0, min(i, len(entries)-1))
	l.At += 2 * (i - l.find(entries)) // towards where it goes; draw brings it into view
	l.Chosen, l.index = entries[i].Key, i
	return true
}

// Show returns at most h rows with the chosen entry in view, with marks that say
// how many entries there are above and below.
func (l *List) Show(look Look, entries []Entry, w, h int) []string {
	rows, above, below := l.window(entries, w, h)
	return look.more(rows, above, below, w)
}

// window is at most h rows with the chosen entry in view, and how many entries
// they leave out. Only those near it are drawn: a list may be long.
func (l *List) window(entries []Entry, w, h int) (shown []string, above, below int) {
	chosen := l.find(entries)
	if chosen < 0 {
		return nil, 0, 0
	}
	l.Chosen = entries[chosen].Key
	own := entries[chosen].draw(true, w)
	var before, after [][]string
	first, from := chosen, 0 // which entry is drawn first, and after how many rows the chosen one begins
	for ; first > 0 && from < h; first-- {
		part := entries[first-1].draw(false, w)
		before, from = append(before, part), from+len(part)
	}
	slices.Reverse(before)
	end := chosen + 1 // behind the last one that is drawn
	for rows := 0; end < len(entries) && rows < h; end++ {
		part := entries[end].draw(false, w)
		after, rows = append(after, part), rows+len(part)
	}
	parts := slices.Concat(before, [][]string{own}, after)
	rows := slices.Concat(parts...)
	l.At = max(0, min(l.At, h-len(own)))
	top := max(0, min(from-l.At, len(rows)-h))
	l.At = from - top
	bottom := min(len(rows), top+h)
	above, below = inList(entries[:first]), inList(entries[end:])
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

// inList counts the entries that have rows in their list.
func inList(entries []Entry) (n int) {
	for _, e := range entries {
		if e.Rows != nil {
			n++
		}
	}
	return n
}

// more marks in the first row and in the last how much there is above and below.
func (l Look) more(rows []string, above, below, w int) []string {
	mark := func(at int, glyph string, n int) {
		if n > 0 && len(rows) > 0 {
			words := fmt.Sprintf(" %s%d", glyph, n)
			room, tail := max(0, w-text.Width(words)), ""
			if text.Width(strings.TrimRight(ansi.Strip(rows[at]), " ")) > room {
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
func (l Look) Headed(heading string, entries []Entry) []Entry {
	if len(entries) > 0 {
		first := entries[0].Rows
		entries[0].Rows = func(chosen bool, w int) []string {
			return append([]string{"", l.Theme.Title.Render(l.Cut(" "+heading+" ", w))}, first(chosen, w)...)
		}
	}
	return entries
}

// Pair is an entry of two parts: words, and what is said of them, such as a badge.
type Pair struct {
	Key, Words string
	Badge      Badge
	Beside     string
}

// mostWords is how wide the first parts of pairs are at most: the second ones
// stand near them, however wide the window is.
const mostWords = 48

// Pairs are entries whose second parts stand in one column, or each below the
// first where a window is too narrow.
func (l Look) Pairs(all []Pair) []Entry {
	column := sync.OnceValue(func() (column int) {
		for _, p := range all {
			column = max(column, min(mostWords, text.Width(text.Display(p.Words))))
		}
		return column
	})
	entries := make([]Entry, len(all))
	for i, p := range all {
		entries[i] = Entry{p.Key, func(chosen bool, w int) []string { return p.rows(l, column(), chosen, w) }}
	}
	return entries
}

func (p Pair) rows(look Look, column int, chosen bool, w int) []string {
	words, beside, badge := text.Display(p.Words), text.Display(p.Beside), ""
	if p.Badge.Words != "" {
		badge = " " + p.Badge.Of.Words(text.Display(p.Badge.Words))
	}
	wide := text.Width(words)
	column = max(column, wide)
	switch {
	case badge+beside == "":
		return []string{look.Line(words, chosen, w)}
	case 3+column+1+text.Width(badge)+1+text.Width(beside)+1 > w:
		return []string{look.Line(words, chosen, w), "    " + p.behind(look, w-4)}
	}
	words += strings.Repeat(" ", 1+column-wide)
	if chosen {
		return []string{look.Line(words+badge+" "+beside, true, w)}
	}
	return []string{"   " + words + p.behind(look, w)}
}

// behind is the second part, in at most w cells with a space before it.
func (p Pair) behind(look Look, w int) string {
	badge := ""
	if p.Badge.Words != "" {
		badge = " " + p.Badge.Of.Render(look.Cut(p.Badge.Words, w-3))
	}
	return badge + " " + look.Theme.Muted.Render(look.Cut(p.Beside, w-1-text.Width(badge)))
}
