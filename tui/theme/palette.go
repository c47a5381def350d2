package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// hue is a colour for one background: the true one, of which the nearest is
// taken where there are 256, and one of the 16, whose shades each terminal
// chooses itself. Empty is the terminal's own.
type hue struct{ full, basic string }

// Black and white are the same on every background: a camera tells them apart.
func black() hue { return hue{"#000000", "0"} }
func white() hue { return hue{"#FFFFFF", "15"} }

// palette holds the hues for one background. The first five follow Okabe and Ito,
// lighter or darker so that they can be read on it.
type palette struct {
	green, orange, blue, purple, vermilion hue

	grey           hue // words that matter less
	bar            hue // the ground of the title bar
	ground         hue // of a badge
	chosen, choice hue // the selected row: its ground and its words
	lit, light     hue // what is going on now: its ground and its words
}

func onDark() palette {
	return palette{
		green:     hue{"#3DBF94", "10"},
		orange:    hue{"#E8AE3C", "11"},
		blue:      hue{"#6CBCEB", "14"},
		purple:    hue{"#D990B8", "13"},
		vermilion: hue{"#FF8A65", "9"},
		grey:      hue{"#A3A3A3", "7"},
		bar:       hue{"#262626", ""},
		ground:    hue{"#303030", ""},
		chosen:    hue{"#005F87", "4"}, choice: hue{"#FFFFFF", "15"},
		lit: hue{"#6CBCEB", "14"}, light: hue{"#000000", "0"},
	}
}

func onLight() palette {
	return palette{
		green:     hue{"#00664B", "2"},
		orange:    hue{"#8A5A00", "1"},
		blue:      hue{"#005A8C", "4"},
		purple:    hue{"#8A2F66", "5"},
		vermilion: hue{"#AF1E00", "1"},
		grey:      hue{"#5A5A5A", "0"},
		bar:       hue{"#E4E4E4", ""},
		ground:    hue{"#EEEEEE", ""},
		chosen:    hue{"#AFD7FF", "4"}, choice: hue{"#000000", "15"},
		lit: hue{"#005A8C", "6"}, light: hue{"#FFFFFF", "15"},
	}
}

// inks makes styles out of the hues, in as many colours as a terminal has.
type inks struct {
	palette
	profile colorprofile.Profile
}

// in is the style of words in a hue.
func (i inks) in(fore hue) lipgloss.Style {
	return lipgloss.NewStyle().Foreground(i.color(fore))
}

// on is the style of words in one hue on the ground of another.
func (i inks) on(fore, ground hue) lipgloss.Style { return i.in(fore).Background(i.color(ground)) }

func (i inks) color(h hue) color.Color {
	if h == (hue{}) {
		return lipgloss.NoColor{}
	}
	full := lipgloss.Color(h.full)
	return lipgloss.Complete(i.profile)(lipgloss.Color(h.basic), colorprofile.ANSI256.Convert(full), full)
}
