package entries

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/steps"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// stepKeys take everybody a step on or back, where the item of the agenda is done step by
// step.
func (s *entries) stepKeys(d *desk.Desk) kit.Keys {
	a, _ := s.item(d)
	at, way := steps.Now(d.Current(), a.ID), steps.Of(a.Kind)
	if !d.May(method.Steer) || len(way) == 0 {
		return nil
	}
	key := func(letter, words string, to steps.At) kit.Key {
		return kit.On(letter, d.T(words, "step", d.T("step."+way[to.Step-1].Name)), func() tea.Cmd {
			return d.Do(&steps.Take{InItem: session.InItem{Meeting: d.Meeting, Item: a.ID}, From: at, To: to}, "")
		})
	}
	keys := kit.Keys{key("n", "key.step_next", at.Next(len(way)))}
	if back := at.Back(len(way)); back != at {
		keys = append(keys, key("b", "key.step_back", back))
	}
	return keys
}
