package kit

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
)

// TestAQuestionWithoutOptionsSaysSo, whether one or several could be chosen.
func TestAQuestionWithoutOptionsSaysSo(t *testing.T) {
	look := plainLook(t)
	for _, q := range []*Field{OneField("lead", "Led by", "", []Option{}), ManyField("supporting", "Supported by", nil, []Option{})} {
		for _, focus := range []bool{false, true} {
			rows, _ := q.answer(look, focus, 40, 10)
			if got := ansi.Strip(strings.Join(rows, "\n")); got != look.T("form.none") {
				t.Errorf("%s is answered with %q", q.Label, got)
			}
		}
	}
}

// TestEnterLeavesWhatIsProposedLineByLine, and says what it does once lines are typed.
func TestEnterLeavesWhatIsProposedLineByLine(t *testing.T) {
	look := plainLook(t)
	parts := LinesField("parts", "Parts", nil, 100)
	parts.Propose("Keep\nChange")
	f := &Form{Fields: Questions{parts, LineField("title", "Title", "", 10)}}
	press := func(key tea.KeyPressMsg) { f.Update(nil, key) }
	enter := tea.KeyPressMsg{Code: tea.KeyEnter}
	does := func(words string) {
		t.Helper()
		if all := explained(f.Keys(look, "Save")); !slices.Contains(all, "Enter "+words) {
			t.Errorf("the keys are %q", all)
		}
	}
	does("Next")
	if press(enter); f.At != 1 || f.Get("parts") != "Keep\nChange" {
		t.Errorf("the question %d has the focus, and the answer is %q", f.At, f.Get("parts"))
	}
	f.At = 0
	press(tea.KeyPressMsg{Code: 'x', Text: "x"})
	does("New line")
	press(enter)
	press(tea.KeyPressMsg{Code: 'y', Text: "y"})
	if f.At != 0 || f.Get("parts") != "x\ny" {
		t.Errorf("the question %d has the focus, and the answer is %q", f.At, f.Get("parts"))
	}
}

// TestALongAnswerIsShownFromItsBeginning until it has the focus, with marks that say how many
// rows there are above and below.
func TestALongAnswerIsShownFromItsBeginning(t *testing.T) {
	look := plainLook(t)
	q := LinesField("letters", "Letters", strings.Fields("a b c d e f g h i"), 100)
	for _, shown := range []struct {
		focus       bool
		first, last string
		cursor      int
	}{{false, "a", "f v3", 8}, {true, "d ^3", "i", 5}} {
		rows, cursor := q.answer(look, shown.focus, 40, 20)
		first, last := strings.Fields(ansi.Strip(rows[0])), strings.Fields(ansi.Strip(rows[len(rows)-1]))
		if len(rows) != mostTall || strings.Join(first, " ") != shown.first || strings.Join(last, " ") != shown.last || cursor.Y != shown.cursor {
			t.Errorf("with the focus: %v, it is %q, with the cursor in row %d", shown.focus, rows, cursor.Y)
		}
	}
}

// under is what stands under the cursor of a page, up to the end of the row.
func under(t *testing.T, p Page) string {
	t.Helper()
	return ansi.Cut(ansi.Strip(p.Rows[p.Cursor.Y]), p.Cursor.X, 100)
}

// TestTheHiddenCursorStandsOnTheBox that Space marks, where screen readers look for it.
func TestTheHiddenCursorStandsOnTheBox(t *testing.T) {
	look := plainLook(t)
	var options []Option
	for _, one := range strings.Fields("Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi") {
		options = append(options, Option{one, one})
	}
	f := &Form{Fields: Questions{LineField("title", "Title", "", 10), ManyField("letters", "Letters", nil, options)}, At: 1}
	for _, size := range [][2]int{{80, 20}, {40, 6}, {24, 5}} {
		for _, o := range options {
			p := f.Body(look, size[0], size[1])
			if got := under(t, p); p.Cursor.Visible || !strings.HasPrefix(got, "[ ] "+o.Label) {
				t.Errorf("at %v the cursor is on %q, wanted %s", size, got, o.Label)
			}
			f.Update(nil, tea.KeyPressMsg{Code: tea.KeyRight})
		}
	}
}

// TestALabelThatIsLongTakesTwoRows on a phone, above its answer.
func TestALabelThatIsLongTakesTwoRows(t *testing.T) {
	look := plainLook(t)
	q := LineField("where", "Where and under what name the next meeting is", "", 10)
	rows, cursor := q.draw(look, true, 40, 20)
	if shown := ansi.Strip(strings.Join(rows, "\n")); !strings.HasPrefix(shown, look.Theme.Glyphs.Pointer+" Where and under what name the next\n  meeting is\n") || cursor.Y != 2 {
		t.Errorf("with the cursor in row %d it is\n%s", cursor.Y, shown)
	}
}

// TestALongAnswerOfOneLineSaysWhereItGoesOn on either side of the cursor, in signs that the
// terminal has.
func TestALongAnswerOfOneLineSaysWhereItGoesOn(t *testing.T) {
	look := plainLook(t)
	f := &Form{Fields: Questions{LineField("title", "Title", strings.Repeat("0123456789", 10), 200)}}
	for _, step := range []struct {
		key                tea.KeyPressMsg
		times              int
		first, last, under string
	}{
		{tea.KeyPressMsg{Code: tea.KeyEnd}, 1, "~", "9", ""},
		{tea.KeyPressMsg{Code: tea.KeyLeft}, 50, "~", "~", "0"},
		{tea.KeyPressMsg{Code: tea.KeyHome}, 1, "0", "~", "0"},
	} {
		for range step.times {
			f.Update(nil, step.key)
		}
		p := f.Body(look, 40, 10)
		row := strings.TrimSpace(p.Rows[1])
		if !strings.HasPrefix(row, step.first) || !strings.HasSuffix(row, step.last) || !strings.HasPrefix(under(t, p), step.under) {
			t.Errorf("after %s it is %q, with the cursor on %q", step.key, row, under(t, p))
		}
	}
}

// TestADraftIsKnownByItsWords: a line, or what most was said in of a form.
func TestADraftIsKnownByItsWords(t *testing.T) {
	shows := OneField("attribution", "", "", []Option{{Value: "", Label: "-"}, {Value: "unattributed", Label: "-"}})
	form := Questions{shows, LineField("title", "", "", 40), LineField("country", "", "", 10)}
	v := Versions{Opened: form.Answers()}
	form.Answer(map[string][]string{"attribution": {"unattributed"}})
	chosen := v.Pack(form)
	form.Answer(map[string][]string{"country": {"MY"}, "title": {"See camp"}})
	for want, draft := range map[string][]byte{"half a thought": PackedLine("half\na\tthought"), "See camp": v.Pack(form), "": chosen} {
		if got := DraftWords(draft); got != want {
			t.Errorf("%s is known by %q", draft, got)
		}
	}
}
