package tui

import (
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

func plainEntries(keys ...string) []entry {
	var all []entry
	for _, k := range keys {
		all = append(all, entry{k, func(chosen bool, _ int) []string {
			if chosen {
				return []string{">" + k}
			}
			return []string{k}
		}})
	}
	return all
}

// TestOthersDoNotMoveTheChoice: what appears or goes above and below the chosen
// entry moves neither the choice nor the row where it stands.
func TestOthersDoNotMoveTheChoice(t *testing.T) {
	var keys []string
	for i := range 30 {
		keys = append(keys, fmt.Sprint("entry ", i))
	}
	l := &list{}
	row := func(keys []string) int {
		rows, _, _ := l.window(plainEntries(keys...), 20, 8)
		return slices.Index(rows, ">entry 12")
	}
	for range 12 {
		l.update(tea.KeyPressMsg{Code: tea.KeyDown}, plainEntries(keys...))
		l.window(plainEntries(keys...), 20, 8)
	}
	before := row(keys)
	if before < 0 {
		t.Fatal("entry 12 is not chosen")
	}
	for name, others := range map[string][]string{
		"three above": append([]string{"new 1", "new 2", "new 3"}, keys...),
		"two gone":    keys[2:],
		"one below":   append(slices.Clone(keys), "new"),
		"many gone":   keys[4:16],
	} {
		if after := row(others); after != before {
			t.Errorf("%s: the choice moved from row %d to %d", name, before, after)
		}
		row(keys)
	}
	if rows, _, _ := l.window(plainEntries(slices.Concat(keys[:12], keys[13:])...), 20, 8); !slices.Contains(rows, ">entry 13") {
		t.Errorf("once it is gone, what has taken its place is not chosen: %q", rows)
	}
}

// TestOthersDoNotMoveTheInput: what others do while somebody writes moves neither
// their words nor their cursor.
func TestOthersDoNotMoveTheInput(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		id := s.filled()
		s.phase(id, session.Gather, session.Revealed)
		at := s.sit("Budi", modern, 80, 24)
		at.open(newBoard(at.desk, id))
		at.press("a")
		at.write("half a word")
		at.press("left", "left")
		words, cursor := at.desk.top().(*board).compose.text.Value(), at.Frame().Cursor
		s.do("Anan", &session.AddItem{
			Board: id, Item: "new", Quadrant: session.Strengths, Text: "something else",
			Attribution: session.Named, Audience: session.Members,
		})
		s.pass(0)
		if now := at.desk.top().(*board).compose.text.Value(); now != words || at.Frame().Cursor != cursor {
			t.Errorf("%q at %v became %q at %v", words, cursor, now, at.Frame().Cursor)
		}
	})
}
