package entries

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestManyCountriesDoNotHideThatTheyAreMany, nor does a long stage.
func TestManyCountriesDoNotHideThatTheyAreMany(t *testing.T) {
	plain := theme.New(theme.Profile{}, true)
	d := &desk.Desk{Look: kit.Look{Theme: plain}}
	c := cells{
		code: "A1", title: "Campaign", badge: kit.Badge{Of: plain.Badges.Country, Words: "ID-MY-TH-PH-VN-KH-LA-MM-TL-PG"}, beside: "* cross-country",
		stage: kit.Badge{Of: plain.Badges.Stage, Words: "Implementation"}, staged: true,
	}
	for _, w := range []int{24, 40, 60, 80} {
		if got := ansi.Strip(strings.Join(c.rows(d, true, w), "\n")); !strings.Contains(got, "* cross-country") {
			t.Errorf("in %d cells it is\n%s", w, got)
		}
	}
}

// TestEveryStageFitsItsColumn, in every language.
func TestEveryStageFitsItsColumn(t *testing.T) {
	all, err := locale.Load(register.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range register.All() {
		f, _ := r.With(field.UseStage)
		for _, value := range f.Values {
			for _, language := range locale.Languages() {
				if said := all.In(language).Choice(r, f, value); text.Width(said) > stageColumn-2 { // a badge has a space on each side
					t.Errorf("%s, %s: %q is too long", r.Name, language, said)
				}
			}
		}
	}
}

// TestATitleHasTheRoomOfStages where entries go through none.
func TestATitleHasTheRoomOfStages(t *testing.T) {
	d := &desk.Desk{Look: kit.Look{Theme: theme.New(theme.Profile{}, true)}}
	c := cells{code: "T1", title: "Nobody should be held to be sent back", beside: "What we learnt"}
	if got := ansi.Strip(strings.Join(c.rows(d, true, 80), "\n")); !strings.Contains(got, c.title) || !strings.Contains(got, c.beside) {
		t.Errorf("in 80 cells it is\n%s", got)
	}
}
