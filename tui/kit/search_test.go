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
func (f fruit) Unknown() string              { return "choose one" }

// TestAProposalThatWasDeletedStaysAway, also where it is made again.
func TestAProposalThatWasDeletedStaysAway(t *testing.T) {
	q := SearchField("fruit", "Fruit", nil, 40, fruit{"fig", "plum"}, false)
	f := &Form{Fields: []*Field{q}}
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
