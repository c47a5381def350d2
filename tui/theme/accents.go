package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

// Accents are the colours of what stands out and of what matters less, for what is
// drawn elsewhere. It is told how to choose between a light and a dark background.
func Accents(on lipgloss.LightDarkFunc) (key, muted color.Color) {
	light, dark := onLight(), onDark()
	pick := func(light, dark hue) color.Color { return on(lipgloss.Color(light.full), lipgloss.Color(dark.full)) }
	return pick(light.blue, dark.blue), pick(light.grey, dark.grey)
}
