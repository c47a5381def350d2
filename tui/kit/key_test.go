package kit

import (
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// TestKeys: one table says what works, what is shown and what help explains.
func TestKeys(t *testing.T) {
	var did []string
	does := func(what string) func(string) tea.Cmd {
		return func(pressed string) tea.Cmd {
			did = append(did, what+" by "+pressed)
			return nil
		}
	}
	keys := Keys{On("Enter", "Open", func() tea.Cmd { return does("open")("enter") })}.
		If(false, Among("x", "Take back", does("take back"))).
		If(true, Among("< >", "Choose", does("choose"), "left", "right")).
		And(Among("Up Down", "Move", does("move"), "up", "down", "k", "j").Without("k", "j").Aside())
	for _, code := range []rune{tea.KeyEnter, tea.KeyRight, tea.KeyUp} {
		if _, found := keys.Press(tea.KeyPressMsg{Code: code}); !found {
			t.Errorf("%q does nothing", code)
		}
	}
	for _, letter := range "xj" {
		if _, found := keys.Press(tea.KeyPressMsg{Code: letter, Text: string(letter)}); found {
			t.Errorf("%q works, which means nothing now", letter)
		}
	}
	if want := []string{"open by enter", "choose by right", "move by up"}; !slices.Equal(did, want) {
		t.Errorf("the keys did %q, want %q", did, want)
	}
	if got, want := explained(keys.Hinted()), []string{"Enter Open", "< > Choose"}; !slices.Equal(got, want) {
		t.Errorf("the row of hints shows %q, want %q", got, want)
	}
	if got, want := explained(keys), []string{"Enter Open", "< > Choose", "Up Down Move"}; !slices.Equal(got, want) {
		t.Errorf("help explains %q, want %q", got, want)
	}
	if !keys.Whole() || keys.And(Shown("Ctrl+S", "Send")).Whole() {
		t.Error("a table is whole where each of its keys has a deed")
	}
}

func explained(all Keys) []string {
	var words []string
	for _, k := range all {
		words = append(words, k.Help().Key+" "+k.Help().Desc)
	}
	return words
}
