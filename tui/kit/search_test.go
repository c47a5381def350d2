package kit

import (
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

// fruit is a finder of a few words.
type fruit []string

func (f fruit) Named(typed string) string {
	if slices.Contains(f, typed) {
		return typed
	}
	return ""
}

func (f fruit) Offered(typed string) []string {
	return slices.DeleteFunc(slices.Clone(f), func(one string) bool { return typed == "" || !strings.HasPrefix(one, typed) })
}

func (f fruit) Said(answer string) string    { return strings.ToUpper(answer) }
func (f fruit) Line(answer, _ string) string { return answer }

// TestAProposalThatWasDeletedStaysAway, also where it is made again.
func TestAProposalThatWasDeletedStaysAway(t *testing.T) {
	q := SearchField("fruit", "Fruit", nil, 40, fruit{"fig", "plum"}, false)
	f := &Form{Fields: Questions{q}}
	for _, step := range []struct {
		do   func()
		want string
	}{
		{func() { q.Propose("fig") }, "fig"},
		{func() { q.Propose("plum") }, "plum"},
		{func() { f.Update(nil, tea.KeyPressMsg{Code: tea.KeyBackspace}) }, ""},
		{func() { q.Propose("fig") }, ""},
	} {
		step.do()
		if got := f.Get("fruit"); got != step.want {
			t.Errorf("the answer is %q, want %q", got, step.want)
		}
	}
}

// TestTheHiddenCursorStandsOnTheMarkedLine once Up or Down has gone there, and behind what
// is typed again with the next letter.
func TestTheHiddenCursorStandsOnTheMarkedLine(t *testing.T) {
	look := plainLook(t)
	f := &Form{Fields: Questions{SearchField("fruit", "Fruit", nil, 40, fruit{"pa", "pab", "pabc", "pabcd", "pabcde", "pabcdef", "pabcdefg"}, false)}}
	for _, step := range []struct {
		key   tea.KeyPressMsg
		under string
	}{
		{tea.KeyPressMsg{Code: 'p', Text: "p"}, ""},
		{tea.KeyPressMsg{Code: tea.KeyDown}, "> pab"}, {tea.KeyPressMsg{Code: tea.KeyDown}, "> pabc"},
		{tea.KeyPressMsg{Code: tea.KeyDown}, "> pabcd"}, {tea.KeyPressMsg{Code: tea.KeyDown}, "> pabcde"},
		{tea.KeyPressMsg{Code: tea.KeyUp}, "> pabcd"},
		{tea.KeyPressMsg{Code: 'a', Text: "a"}, ""}, {tea.KeyPressMsg{Code: tea.KeyDown}, "> pab"},
		{tea.KeyPressMsg{Code: tea.KeyUp}, "> pa"},
	} {
		f.Update(nil, step.key)
		p := f.Body(look, 80, 20)
		if got := strings.TrimSpace(under(t, p)); got != step.under || p.Cursor.Visible != (got == "") {
			t.Errorf("after %s the cursor is on %q, wanted %q", step.key, got, step.under)
		}
	}
}
