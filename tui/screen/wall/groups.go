package wall

import (
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// What a group is given at least, so that its name, how many are in it and what they have
// written stand below each other and are read from afar.
const (
	leastColumn = 28
	leastRows   = 3
)

// sides are working groups side by side, in h rows.
func sides(d *desk.Desk, all []*session.Board, w, h int) []string {
	if h < 1 {
		return nil
	}
	across := max(1, min(len(all), w/leastColumn))
	shown, room := all[:min(len(all), across*max(1, h/leastRows))], h
	if len(shown) < len(all) {
		room--
	}
	rows := grid(shown, across, w, room, func(b *session.Board, w, h int) []string { return group(d, b, w, h) })
	if n := len(all) - len(shown); n > 0 {
		rows = append(rows, kit.Styled(d.AtMost(1, d.T("wall.more", "n", n), w), d.Theme.Muted)...)
	}
	return rows
}

// group is what one is called, how many are in it and how far they are. While they gather
// that is how much they have written; then what they bring back, or else all of it.
func group(d *desk.Desk, b *session.Board, w, h int) []string {
	says := d.T("groups.people", "n", len(groups.People(d.Shared.Community, b))) + d.Between() + d.T("phase."+string(b.Phase))
	rows := []string{d.Theme.Title.Render(d.Cut(" "+b.Subject, w))}
	rows = append(rows, kit.Styled(d.AtMost(1, says, w), d.Theme.Key)...)
	if b.Phase == layout.Gather {
		return append(rows, kit.Styled(d.AtMost(1, d.T("groups.written", "n", groups.Written(b)), w), d.Theme.Muted)...)
	}
	var each [][]string
	for _, it := range outcome(d, b) {
		each = append(each, item(d, b, it, w))
	}
	return append(rows, fitting(d, each, w, h-len(rows))...)
}

// outcome is what a group brings back to plenary; where that is nothing yet, what it has
// written.
func outcome(d *desk.Desk, b *session.Board) []*session.Item {
	if brought := groups.Brought(d.Shared.Community, b); len(brought) > 0 {
		return brought
	}
	var all []*session.Item
	for _, p := range b.Layout.Parts {
		all = slices.Concat(all, desk.GroupedItems(d, b, p).Items)
	}
	return all
}
