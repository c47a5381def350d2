package theme

// Border holds the pieces of boxes and tables, each one cell wide.
type Border struct {
	Horizontal, Vertical     string
	TopLeft, TopRight        string
	BottomLeft, BottomRight  string
	TeeLeft, TeeRight        string // where a row meets the left, the right side
	TeeTop, TeeBottom, Cross string
}

// Glyphs are the small signs of the screens, each one cell wide.
type Glyphs struct {
	Bullet   string // before an entry of a list
	Pointer  string // before the selected entry
	Check    string // done
	Ellipsis string // text was cut here
	Dot      string // a vote given
	NoDot    string // a vote left
	Bar      string // progress made
	NoBar    string // progress to make
	Between  string // between two things on one line
	Empty    string // where nothing was said
	Across   string // several countries act together
	Above    string // there is more above
	Below    string // there is more below
}

func roundedBorder() Border {
	return Border{
		Horizontal: "─", Vertical: "│",
		TopLeft: "╭", TopRight: "╮", BottomLeft: "╰", BottomRight: "╯",
		TeeLeft: "├", TeeRight: "┤", TeeTop: "┬", TeeBottom: "┴", Cross: "┼",
	}
}

// focusBorder is around the box that keys act on.
func focusBorder() Border {
	return Border{
		Horizontal: "═", Vertical: "║",
		TopLeft: "╔", TopRight: "╗", BottomLeft: "╚", BottomRight: "╝",
		TeeLeft: "╠", TeeRight: "╣", TeeTop: "╦", TeeBottom: "╩", Cross: "╬",
	}
}

func asciiFocusBorder() Border {
	return Border{
		Horizontal: "=", Vertical: "#",
		TopLeft: "#", TopRight: "#", BottomLeft: "#", BottomRight: "#",
		TeeLeft: "#", TeeRight: "#", TeeTop: "#", TeeBottom: "#", Cross: "#",
	}
}

func asciiBorder() Border {
	return Border{
		Horizontal: "-", Vertical: "|",
		TopLeft: "+", TopRight: "+", BottomLeft: "+", BottomRight: "+",
		TeeLeft: "+", TeeRight: "+", TeeTop: "+", TeeBottom: "+", Cross: "+",
	}
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Bullet: "•", Pointer: "›", Check: "✓", Ellipsis: "…",
		Dot: "●", NoDot: "○", Bar: "█", NoBar: "░", Between: "·", Empty: "—", Across: "◆",
		Above: "↑", Below: "↓",
	}
}

func asciiGlyphs() Glyphs {
	return Glyphs{
		Bullet: "o", Pointer: ">", Check: "x", Ellipsis: "~",
		Dot: "*", NoDot: ".", Bar: "#", NoBar: ".", Between: "-", Empty: "-", Across: "*",
		Above: "^", Below: "v",
	}
}
