package theme

import (
	"slices"
	"strings"

	"github.com/charmbracelet/colorprofile"
)

// Profile is what a terminal can show beside plain text.
type Profile struct {
	Colors Colors
	// Unicode: box drawing and shapes beyond ASCII. People's own text is sent
	// as UTF-8 in any case.
	Unicode bool
	// Titles: the sequences that set the window's title and the clipboard; others print
	// them.
	Titles bool
}

// Colors is how many colours a terminal shows: a profile of colorprofile, counted
// so that the zero value has none.
type Colors byte

// With no colours, text is bold or reversed at most.
const (
	NoColors Colors = iota
	Colors16
	Colors256
	TrueColors
)

func (c Colors) profile() colorprofile.Profile { return colorprofile.ASCII + colorprofile.Profile(c) }

// Detect derives the profile from the value of TERM and the environment that the
// client sent, as "NAME=value". A terminal nobody knows gets neither colours nor
// shapes. NO_COLOR with any value, even none, means no colour
// (https://no-color.org asks for a value; people who set it empty mean it too).
func Detect(term string, environ []string) Profile {
	family := term
	if i := strings.IndexAny(term, "-."); i >= 0 { // xterm-256color, screen.xterm
		family = term[:i]
	}
	p := known(family)
	if slices.ContainsFunc(environ, refusesColors) {
		p.Colors = NoColors
	}
	if p.Colors == NoColors {
		return p
	}
	says := colorprofile.Env(append(slices.Clip(environ), "TERM="+term))
	if least := p.Colors; family != term || says > least.profile() {
		p.Colors = Colors(says - colorprofile.ASCII)
	}
	return p
}

func refusesColors(variable string) bool {
	name, _, _ := strings.Cut(variable, "=")
	return name == "NO_COLOR"
}

// known returns the profile of a family of terminals, with the colours that it
// has if it names no more than its family: PuTTY and most others say "xterm",
// and have 256.
func known(family string) Profile {
	switch family {
	case "xterm", "screen", "tmux", "rxvt", "putty", "alacritty", "foot", "kitty",
		"wezterm", "ghostty", "konsole", "gnome", "vte", "st", "mintty", "contour":
		return Profile{Colors: Colors256, Unicode: true, Titles: true}
	case "linux":
		// The fonts of the console lack rounded corners, and it has no window.
		return Profile{Colors: Colors16}
	}
	return Profile{}
}
