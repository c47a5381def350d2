package theme

import (
	"testing"

	"charm.land/lipgloss/v2"
)

// TestStyledIsWhatLipGlossRenders, for words with spaces, in every kind of style
// that a theme has.
func TestStyledIsWhatLipGlossRenders(t *testing.T) {
	red, white := lipgloss.Color("#AF1E00"), lipgloss.Color("15")
	for name, s := range map[string]lipgloss.Style{
		"plain":    lipgloss.NewStyle(),
		"bold":     lipgloss.NewStyle().Bold(true),
		"reversed": lipgloss.NewStyle().Reverse(true),
		"a hue":    lipgloss.NewStyle().Foreground(red),
		"a ground": lipgloss.NewStyle().Foreground(white).Background(red).Bold(true),
	} {
		const words = "two words"
		if got, want := styled(s).Render(words), s.Render(words); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
}

func BenchmarkRender(b *testing.B) {
	selected := New(Profile{Colors: Colors256, Unicode: true}, true).Selected
	b.ReportAllocs()
	for b.Loop() {
		_ = selected.Render("C1 Publish a joint shadow report before the next session")
	}
}
