package kit_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

var (
	plain  = theme.New(theme.Profile{}, true)
	modern = theme.New(theme.Profile{Colors: theme.Colors256, Unicode: true}, true)
	phases = []string{"Gather", "Reveal", "Vote", "Discuss"}
)

func TestStepper(t *testing.T) {
	tests := []struct {
		theme   *theme.Theme
		current int
		w       int
		want    string
	}{
		{plain, 0, 80, "[Gather] > Reveal > Vote > Discuss"},
		{plain, 2, 80, "x Gather > x Reveal > [Vote] > Discuss"},
		{modern, 1, 80, "✓ Gather ›  Reveal  › Vote › Discuss"},
		{plain, 3, 40, "x Gather > x Reveal > x Vote > [Discuss]"},
		{plain, 3, 39, "[4/4 Discuss]"},
		{plain, 3, 12, "[Discuss]"},
		{plain, 3, 7, "[Disc~]"},
	}
	for _, test := range tests {
		if got := ansi.Strip(kit.Stepper(test.theme, phases, test.current, test.w)); got != test.want {
			t.Errorf("step %d in %d cells: %q, want %q", test.current, test.w, got, test.want)
		}
	}
}

// TestTheTitleBarKeepsWhatMatters: the phase, the time and who is here, however
// long the names of where one is are.
func TestTheTitleBarKeepsWhatMatters(t *testing.T) {
	meeting, board := "Asia Pacific regional meeting, Kuala Lumpur", "Three-state exchange in Mexico"
	facts := []string{"12 min", "214 here"}
	tests := []struct {
		bar  kit.TitleBar
		w    int
		want string
	}{
		{kit.TitleBar{Where: []string{"Convene", "Lobby"}}, 20, " Convene - Lobby    "},
		{kit.TitleBar{Where: []string{meeting, "Malaysia"}, Facts: facts}, 80,
			" Asia Pacific regional meeting, Kuala Lumpur - Malaysia        12 min  214 here "},
		{kit.TitleBar{Where: []string{meeting, board}, Facts: facts}, 80,
			" Asia Pacific regional meeti~ - Three-state exchange in Mexico 12 min  214 here "},
		{kit.TitleBar{Where: []string{meeting, board}, Facts: facts}, 60,
			" Asia Pa~ - Three-state exchange in Mexico 12 min  214 here "},
		{kit.TitleBar{Where: []string{"Malaysia"}, Steps: phases, Current: 1, Facts: facts}, 60,
			" Malaysia [2/4 Reveal]                     12 min  214 here "},
		{kit.TitleBar{Where: []string{"Malaysia"}, Steps: phases, Current: 1, Facts: facts}, 40,
			" Malaysia [2/4 Reveal] 12 min  214 here "},
		{kit.TitleBar{Where: []string{board}, Steps: phases, Current: 1, Facts: facts}, 40,
			" Three-state~ [Reveal] 12 min  214 here "},
		{kit.TitleBar{Where: []string{meeting, board}, Facts: facts}, 40, " Three-state exchange~ 12 min  214 here "},
		{kit.TitleBar{Where: []string{"สำนักงาน"}, Steps: phases, Current: 1, Facts: facts}, 40,
			" สํานักงาน [2/4 Reveal]  12 min  214 here "},
	}
	for _, test := range tests {
		got := ansi.Strip(test.bar.Row(plain, test.w))
		if got = strings.ReplaceAll(got, text.Separator, ""); got != test.want {
			t.Errorf("in %d cells:\n got %q\nwant %q", test.w, got, test.want)
		}
	}
}

func TestBar(t *testing.T) {
	for _, test := range []struct {
		n, most, w int
		want       string
	}{
		{0, 0, 4, "...."}, {0, 3, 4, "...."}, {3, 3, 4, "####"}, {1, 40, 4, "#..."},
		{39, 40, 4, "###."}, {1, 2, 4, "##.."}, {2, 3, 4, "###."}, {1, 1, 1, "#"},
	} {
		if got := kit.Bar(plain, test.n, test.most, test.w); got != test.want {
			t.Errorf("%d of %d: %q, want %q", test.n, test.most, got, test.want)
		}
	}
}

func TestBadged(t *testing.T) {
	all := []kit.Badge{{plain.Badges.Country, "MY"}, {plain.Badges.Stage, ""}, {plain.Badges.Due, "30 June"}}
	for _, test := range []struct {
		w    int
		want string
	}{
		{40, "Joint statement [MY] [30 June]"}, {24, "Joint st~ [MY] [30 June]"}, {12, "Joint state~"},
	} {
		for _, selected := range []bool{true, false} {
			got := kit.Badged(plain, "Joint statement", selected, test.w, all...)
			if ansi.Strip(got) != test.want {
				t.Errorf("in %d cells: %q, want %q", test.w, got, test.want)
			}
			if selected && got != ansi.Strip(got) {
				t.Errorf("a selected row has a second style: %q", got)
			}
		}
	}
	if got, want := kit.Badges(all...), "[MY] [30 June]"; ansi.Strip(got) != want {
		t.Errorf("badges: %q, want %q", got, want)
	}
}

// TestPartsKeepTheirWidth in any room, for words of any script.
func TestPartsKeepTheirWidth(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	words := func() string {
		parts := []string{"Malaysia", "สำนักงาน", "国家人权委员会", "é", "👩‍👩‍👧", "a long name with many words"}
		return parts[random.IntN(len(parts))]
	}
	for range 2000 {
		th, w := []*theme.Theme{plain, modern}[random.IntN(2)], 5+random.IntN(100)
		steps := []string{words(), words(), words()}[:1+random.IntN(3)]
		bar := kit.TitleBar{Where: []string{words(), words()}[:1+random.IntN(2)], Facts: []string{words(), words()}[:random.IntN(3)]}
		parts := map[string]string{
			"stepper": kit.Stepper(th, steps, len(steps)-1, w),
			"bar":     kit.Bar(th, random.IntN(9), random.IntN(9), w),
			"badged":  kit.Badged(th, words(), random.IntN(2) == 0, w, kit.Badge{Of: th.Badges.Stage, Words: words()}),
			"title":   bar.Row(th, w),
		}
		if bar.Steps = steps; w >= 12 {
			parts["title with a step"] = bar.Row(th, w)
		}
		for name, got := range parts {
			if wide := max(ansi.StringWidth(got), ansi.StringWidthWc(got)); wide > w || strings.HasPrefix(name, "title") && wide < w {
				t.Errorf("the %s in %d cells has %d: %q", name, w, wide, got)
			}
		}
	}
}
