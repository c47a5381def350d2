package method_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// TestLayouts asserts what everything that reads a layout relies on.
func TestLayouts(t *testing.T) {
	names := map[string]bool{}
	for _, l := range layout.Layouts() {
		kind := method.AgendaKind(l.Name)
		usual := append(kind.GroupLayouts(), kind.Layout())[0]
		if names[l.Name] || usual != l {
			t.Errorf("%s is the name of two layouts, or of no kind of agenda item that has it", l.Name)
		}
		names[l.Name] = true
		letters := map[layout.Part]bool{}
		for _, p := range l.Parts {
			if letters[p] || len(p) < 1 || len(p) > 2 || strings.ToUpper(string(p)) != string(p) || !l.Has(p) {
				t.Errorf("%s: the letter %q", l.Name, p)
			}
			letters[p] = true
		}
		if !slices.IsSortedFunc(l.Phases, func(a, b layout.Phase) int {
			return slices.Index(layout.Phases(), a) - slices.Index(layout.Phases(), b)
		}) {
			t.Errorf("%s: the phases are %v", l.Name, l.Phases)
		}
	}
	if l := method.Plenary.Layout(); l != nil {
		t.Errorf("a plenary has the layout %s", l.Name)
	}
}
