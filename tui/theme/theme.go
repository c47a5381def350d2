// Package theme holds the colours and shapes of the screens.
//
// Nothing is told by colour alone: each part of a board has a letter and a shape too, a
// badge says its fact in words, and what is selected is reversed where there is
// no colour. The hues follow the palette of Okabe and Ito
// (https://jfly.uni-koeln.de/color/), which people with any kind of colour vision
// can tell apart, and are readable on the backgrounds that terminals commonly
// have.
//
// Palette, styles and borders are values of Lip Gloss, and colorprofile finds the
// nearest of the colours that a terminal has. Each style is rendered once, when
// the first terminal asks for its theme, into what goes before and after a text.
// A row then takes 50 to 180 ns to put together. Where a picture is drawn again
// for every change and every size of window, other parts of the libraries cost
// too much (measured on a machine with 2 cores, each beside the same by hand):
//
//	lipgloss Style.Render of a row       2.8 to 11.8 µs, 5 to 10 allocations, beside 50 to 180 ns
//	lipgloss borders of a 2x2 board      274 µs beside 26 µs
//	lipgloss/table, bubbles/table        468 µs, 885 µs beside 11 µs
//	bubbles/help                         19 to 72 µs beside 0.2 to 6 µs
//	bubbles/textarea, bubbles/textinput  267 KB, 8.8 KB for each person
//
// Their types also cannot be compared, so that a picture cannot be looked up by
// what it shows; a width of 10 cells holds 11 in a terminal that counts Thai
// letters one by one; and the text inputs read the clipboard of the server. The
// borders of Lip Gloss are plain values, and are used as they are.
package theme

import (
	"sync"

	"charm.land/lipgloss/v2"
)

// Mark is how a part of a board is marked beside its letter: with a colour and a
// shape, one cell wide.
type Mark struct {
	Style Style
	Glyph string
}

// MostMarks is how many parts a board may have, each with a mark of its own.
const MostMarks = 6

// Steps are how the phases of a board stand behind each other.
type Steps struct {
	Done    Style
	Current Badge
	ToCome  Style
}

// Badges are how facts stand beside an entry.
type Badges struct {
	Phase, Stage, Country, Due, Overdue Badge
}

// Theme holds the styles and shapes of one kind of terminal.
type Theme struct {
	Marks [MostMarks]Mark // of the parts of a board, by their places

	Title    Style // headings
	TitleBar Style // the row that says where one is
	Muted    Style // what matters less: hints, borders, times
	Selected Style // the line that keys act on, and nothing else
	Now      Style // the line of what is going on now
	Key      Style // a key in a hint
	Error    Style // a refusal
	Success  Style // what was accepted
	Votes    Style // the bar beside a count of votes

	Paper Style // black on white, where there are colours
	Ink   Style // white on black, the same

	Steps  Steps
	Badges Badges

	Border lipgloss.Border
	Focus  lipgloss.Border // of the box that keys act on
	Glyphs Glyphs
	Halves bool // a cell can be drawn in two halves
}

// New returns the theme for a terminal with a dark or a light background. All
// terminals of one kind have the same one, and nobody may change it: it may be
// part of a key.
func New(p Profile, dark bool) *Theme { return all()[kind{p.Colors, p.Unicode, dark}] }

// kind is what a theme depends on.
type kind struct {
	colors  Colors
	unicode bool
	dark    bool
}

// all makes the themes of every kind of terminal.
var all = sync.OnceValue(func() map[kind]*Theme {
	themes := map[kind]*Theme{}
	for colors := NoColors; colors <= TrueColors; colors++ {
		for _, dark := range []bool{true, false} {
			for _, unicode := range []bool{true, false} {
				t := paint(colors, dark)
				t.shape(unicode)
				themes[kind{colors, unicode, dark}] = t
			}
		}
	}
	return themes
})

// paint makes a theme without its shapes.
func paint(colors Colors, dark bool) *Theme {
	i := inks{onLight(), colors.profile()}
	if dark {
		i.palette = onDark()
	}
	bold := lipgloss.NewStyle().Bold(true)
	selected, now := i.on(i.choice, i.chosen).Bold(true), i.on(i.light, i.lit).Bold(true)
	if colors == NoColors {
		selected, now = lipgloss.NewStyle().Reverse(true), bold.Reverse(true)
	}
	t := &Theme{
		Title:    styled(bold),
		TitleBar: styled(bold.Background(i.color(i.bar))),
		Muted:    styled(i.in(i.grey)),
		Selected: styled(selected),
		Now:      styled(now),
		Key:      styled(i.in(i.blue).Bold(true)),
		Error:    styled(i.in(i.vermilion).Bold(true)),
		Success:  styled(i.in(i.green)),
		Votes:    styled(i.in(i.blue)),
		Paper:    styled(i.on(black(), white())),
		Ink:      styled(i.on(white(), black())),
	}
	for place, c := range [MostMarks]hue{i.green, i.orange, i.blue, i.purple, i.vermilion, i.grey} {
		t.Marks[place].Style = styled(i.in(c))
	}
	badge := func(s lipgloss.Style) Badge {
		if colors < Colors256 {
			return Badge{styled(s), "[", "]"}
		}
		return Badge{styled(s), " ", " "}
	}
	t.Steps = Steps{Done: t.Success, Current: badge(now), ToCome: t.Muted}
	t.Badges = Badges{
		Phase:   badge(i.on(i.blue, i.ground).Bold(true)),
		Stage:   badge(i.on(i.green, i.ground)),
		Country: badge(i.on(i.blue, i.ground)),
		Due:     badge(i.on(i.orange, i.ground)),
		Overdue: badge(i.on(i.vermilion, i.ground).Bold(true)),
	}
	return t
}

// shape gives a theme the shapes that a terminal has.
func (t *Theme) shape(unicode bool) {
	t.Border, t.Focus, t.Glyphs, t.Halves = lipgloss.ASCIIBorder(), asciiFocusBorder(), asciiGlyphs(), unicode
	shapes := [MostMarks]string{"^", "v", "@", "!", "+", "="}
	if unicode {
		t.Border, t.Focus, t.Glyphs = lipgloss.RoundedBorder(), lipgloss.DoubleBorder(), unicodeGlyphs()
		shapes = [MostMarks]string{"▲", "▼", "◆", "■", "★", "◇"}
	}
	for place, shape := range shapes {
		t.Marks[place].Glyph = shape
	}
}
