package theme

import "strings"

// Profile is what a terminal can show beside plain text.
type Profile struct {
	// Color: the 256 colours of xterm.
	Color bool
	// Unicode: box drawing and shapes beyond ASCII. People's own text is sent
	// as UTF-8 in any case.
	Unicode bool
	// Titles: the sequence that sets the window's title; others print it.
	Titles bool
}

// Detect derives the profile from the value of TERM and the environment that the
// client sent, as "NAME=value". A terminal nobody knows gets neither colours nor
// shapes. NO_COLOR with any value, even none, means no colour
// (https://no-color.org asks for a value; people who set it empty mean it too).
func Detect(term string, environ []string) Profile {
	p := known(term)
	for _, variable := range environ {
		if name, _, _ := strings.Cut(variable, "="); name == "NO_COLOR" {
			p.Color = false
		}
	}
	return p
}

// known returns the profile of a family of terminals: what stands before the
// first "-" or "." as in xterm-256color and screen.xterm.
func known(term string) Profile {
	family := term
	if i := strings.IndexAny(term, "-."); i >= 0 {
		family = term[:i]
	}
	switch family {
	case "xterm", "screen", "tmux", "rxvt", "putty", "alacritty", "foot", "kitty",
		"wezterm", "ghostty", "konsole", "gnome", "vte", "st", "mintty", "contour":
		return Profile{Color: true, Unicode: true, Titles: true}
	case "linux":
		// The fonts of the console lack rounded corners, and it has no window.
		return Profile{Color: true}
	}
	return Profile{}
}
