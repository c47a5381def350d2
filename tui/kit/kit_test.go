package kit_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/frame"
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

// TestNoSpaceComesIntoAWord where the last of a few rows goes on with what more rows
// would say.
func TestNoSpaceComesIntoAWord(t *testing.T) {
	look := kit.Look{Theme: plain, Pool: frame.NewPool()}
	for words, want := range map[string][]string{
		"one twos cross-country":    {" one twos", " cross-coun~"},
		"one twos ปลอดภัยเครือข่าย": {" one twos", " ปลอดภัยเครือ~"},
		"one two": {" one two"},
	} {
		if got := look.AtMost(2, words, 12); !slices.Equal(got, want) {
			t.Errorf("%q is %q, want %q", words, got, want)
		}
	}
}

func TestBadged(t *testing.T) {
	look := kit.Look{Theme: plain}
	all := []kit.Badge{{Of: plain.Badges.Country, Words: "MY"}, {Of: plain.Badges.Stage}, {Of: plain.Badges.Due, Words: "30 June"}}
	for w, want := range map[int]string{
		40: "Joint statement [MY] [30 June]", 24: "Joint st~ [MY] [30 June]", 15: "[MY] [30 June]", 12: "[MY] [30 J~]", 6: "[MY]", 3: "[~]", 2: "J~",
	} {
		if got := ansi.Strip(look.Badged("Joint statement", w, all...)); got != want {
			t.Errorf("in %d cells: %q, want %q", w, got, want)
		}
	}
}

// TestARowHasColumns, each as wide whatever is in it.
func TestARowHasColumns(t *testing.T) {
	look := kit.Look{Theme: plain}
	country, stage := kit.Badge{Of: plain.Badges.Country, Words: "ID-MY-TH-PH"}, kit.Badge{Of: plain.Badges.Stage, Words: "Planning"}
	cells := []kit.Cell{{Width: 6, Words: "Long title"}, {Width: 14, Badge: country, Words: "* many"}, {Width: 12, Badge: stage}}
	for chosen, pointer := range map[bool]string{false: "   ", true: " > "} {
		got := look.Row(chosen, cells...)
		if want := pointer + "Long ~ [ID-MY~]* many [Planning]  "; ansi.Strip(got) != want {
			t.Errorf("chosen %v: %q, want %q", chosen, ansi.Strip(got), want)
		}
		if chosen && strings.Count(got, "\x1b[") != 2 {
			t.Errorf("the chosen row has a second style: %q", got)
		}
	}
}

// TestFactsStandInColumns of a width that does not depend on what they say: the words of
// badges stand below other words, and what is too long goes on below.
func TestFactsStandInColumns(t *testing.T) {
	words, err := locale.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	look := kit.Look{Theme: plain, Words: words.In("en")}
	badge := func(words string) kit.Badge { return kit.Badge{Of: plain.Badges.Country, Words: words} }
	facts := []kit.Fact{
		{Label: "Ends", Value: "30 June 2023"},
		{Label: "Where and under what conditions", Value: "At home"},
		{Label: "Countries", Badges: []kit.Badge{badge("Indonesia"), badge("Malaysia"), badge("Papua New Guinea"), badge("Thailand")}, Value: "* and three more"},
		{Label: "Lessons", Value: "Hosts need a day off every week of the year."},
	}
	for w, want := range map[int]string{
		64: "  Ends                  30 June 2023\n" +
			"  Where and under what  At home\n" +
			"  conditions\n" +
			"  Countries            [Indonesia] [Malaysia]\n" +
			"                       [Papua New Guinea] [Thailand]\n" +
			"                        * and three more\n" +
			"  Lessons               Hosts need a day off every week of the\n" +
			"                        year.",
		40: "  Ends          30 June 2023\n" +
			"  Where and     At home\n" +
			"  under what\n" +
			"  conditions\n" +
			"  Countries    [Indonesia] [Malaysia]\n" +
			"               [Papua New Guinea]\n" +
			"               [Thailand]\n" +
			"                * and three more\n" +
			"  Lessons       Hosts need a day off\n" +
			"                every week of the year.",
		20: "  Ends    30 June\n" +
			"          2023\n",
	} {
		got := ansi.Strip(strings.Join(look.Facts(facts, w), "\n"))
		if short := w < 40; short && !strings.HasPrefix(got, want) || !short && got != want {
			t.Errorf("in %d cells:\n%s\nwant\n%s", w, got, want)
		}
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
			"badged":  kit.Look{Theme: th}.Badged(words(), w, kit.Badge{Of: th.Badges.Stage, Words: words()}),
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

// TestAnEntryHasAllItsWords, with the pointer on the first row, and no row is too wide.
func TestAnEntryHasAllItsWords(t *testing.T) {
	look := kit.Look{Theme: plain, Pool: frame.NewPool()}
	for w := 3; w <= 30; w++ {
		rows := look.Whole("one two three four", true, w)
		for i, row := range rows {
			if ansi.StringWidth(row) > w || strings.Contains(row, ">") != (i == 0) {
				t.Errorf("row %d of %d cells is %q", i, w, row)
			}
		}
	}
	want := []string{"   one two", "     three", "     four"}
	if rows := look.Whole("one two three four", false, 12); !slices.Equal(rows, want) {
		t.Errorf("the rows are %q", rows)
	}
}
