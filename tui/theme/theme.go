// Package theme holds the colours and shapes of the screens.
//
// Nothing is told by colour alone: each quadrant has a letter and a shape too,
// and what is selected is reversed where there is no colour. The hues follow
// the palette of Okabe and Ito (https://jfly.uni-koeln.de/color/), which people
// with any kind of colour vision can tell apart, in the nearest of xterm's 256
// colours that are readable on the background.
package theme

import "github.com/charmbracelet/x/ansi"

// Style is how a piece of text looks. The zero value leaves it as it is.
type Style struct{ start string }

// Render returns s in this style. Styles do not nest: s must hold none.
func (s Style) Render(text string) string {
	if s.start == "" || text == "" {
		return text
	}
	return s.start + text + ansi.ResetStyle
}

// Quadrant is how a part of a SWOT analysis is marked. Letter and Glyph are one
// cell wide.
type Quadrant struct {
	Style  Style
	Letter string
	Glyph  string
}

// Theme holds the styles and shapes of one terminal. It is small, immutable and
// may be compared, so that it can be part of a key.
type Theme struct {
	Strengths, Weaknesses, Opportunities, Threats Quadrant

	Title    Style // headings
	Muted    Style // what matters less: hints, borders, times
	Selected Style // the line that keys act on
	Key      Style // a key in a hint
	Error    Style // a refusal
	Success  Style // what was accepted
	Badge    Style // a role, a phase, a count

	Border Border
	Focus  Border // of the box that keys act on
	Glyphs Glyphs
}

// New returns the theme for a terminal with a dark or a light background.
func New(p Profile, dark bool) Theme {
	t := mono()
	switch {
	case p.Color && dark:
		t = onDark()
	case p.Color:
		t = onLight()
	}
	t.Border, t.Focus, t.Glyphs = asciiBorder(), asciiFocusBorder(), asciiGlyphs()
	shapes := [...]string{"^", "v", "@", "!"}
	if p.Unicode {
		t.Border, t.Focus, t.Glyphs = roundedBorder(), focusBorder(), unicodeGlyphs()
		shapes = [...]string{"▲", "▼", "◆", "■"}
	}
	t.Strengths.Letter, t.Strengths.Glyph = "S", shapes[0]
	t.Weaknesses.Letter, t.Weaknesses.Glyph = "W", shapes[1]
	t.Opportunities.Letter, t.Opportunities.Glyph = "O", shapes[2]
	t.Threats.Letter, t.Threats.Glyph = "T", shapes[3]
	return t
}

func mono() Theme {
	bold, reverse := sgr("1"), sgr("7")
	return Theme{Title: bold, Key: bold, Error: bold, Badge: reverse, Selected: reverse}
}

func onDark() Theme {
	return Theme{
		Strengths:     Quadrant{Style: sgr("38;5;36")},  // bluish green
		Weaknesses:    Quadrant{Style: sgr("38;5;214")}, // orange
		Opportunities: Quadrant{Style: sgr("38;5;74")},  // sky blue
		Threats:       Quadrant{Style: sgr("38;5;175")}, // reddish purple
		Title:         sgr("1"),
		Muted:         sgr("38;5;245"),
		Selected:      sgr("1;38;5;231;48;5;24"),
		Key:           sgr("1;38;5;74"),
		Error:         sgr("1;38;5;202"), // vermilion
		Success:       sgr("38;5;36"),
		Badge:         sgr("38;5;231;48;5;238"),
	}
}

func onLight() Theme {
	return Theme{
		Strengths:     Quadrant{Style: sgr("38;5;23")},  // bluish green
		Weaknesses:    Quadrant{Style: sgr("38;5;130")}, // orange
		Opportunities: Quadrant{Style: sgr("38;5;25")},  // blue
		Threats:       Quadrant{Style: sgr("38;5;126")}, // reddish purple
		Title:         sgr("1"),
		Muted:         sgr("38;5;241"),
		Selected:      sgr("1;38;5;16;48;5;153"),
		Key:           sgr("1;38;5;25"),
		Error:         sgr("1;38;5;160"), // vermilion
		Success:       sgr("38;5;23"),
		Badge:         sgr("38;5;16;48;5;252"),
	}
}

// sgr makes the style of an SGR sequence from its parameters.
func sgr(parameters string) Style { return Style{"\x1b[" + parameters + "m"} }
