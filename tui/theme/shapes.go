package theme

import "charm.land/lipgloss/v2"

// Glyphs are the small signs of the screens, each one cell wide.
type Glyphs struct {
	Bullet   string // before an entry of a list
	Pointer  string // before the selected entry
	Check    string // done
	Ellipsis string // text was cut here
	Dot      string // a vote given
	Bar      string // progress made, votes counted
	NoBar    string // progress to make
	Then     string // between one step and the next
	Between  string // between two things on one line
	Empty    string // where nothing was said
	Across   string // several countries act together
	Above    string // there is more above
	Below    string // there is more below
}

// asciiFocusBorder stands for the double one of terminals that have shapes.
func asciiFocusBorder() lipgloss.Border {
	return lipgloss.Border{
		Top: "=", Bottom: "=", Left: "#", Right: "#",
		TopLeft: "#", TopRight: "#", BottomLeft: "#", BottomRight: "#",
		MiddleLeft: "#", MiddleRight: "#", MiddleTop: "#", MiddleBottom: "#", Middle: "#",
	}
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Bullet: "•", Pointer: "›", Check: "✓", Ellipsis: "…",
		Dot: "●", Bar: "█", NoBar: "░", Then: "›", Between: "·", Empty: "—", Across: "◆",
		Above: "↑", Below: "↓",
	}
}

func asciiGlyphs() Glyphs {
	return Glyphs{
		Bullet: "o", Pointer: ">", Check: "x", Ellipsis: "~",
		Dot: "*", Bar: "#", NoBar: ".", Then: ">", Between: "-", Empty: "-", Across: "*",
		Above: "^", Below: "v",
	}
}
