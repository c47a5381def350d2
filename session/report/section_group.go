package report

import (
	"iter"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/report/block"
)

// groups is what working groups brought back to all, item by item of the agenda.
func (p *page) groups() iter.Seq[block.Block] {
	return p.titled("report.groups", func(yield func(block.Block) bool) {
		for _, a := range p.Meeting.Agenda {
			for b := range headed(block.Heading{Level: 3, Text: a.Title}, p.broughtIn(a)) {
				if !yield(b) {
					return
				}
			}
		}
	})
}

// broughtIn is what the groups of an item brought back, group by group.
func (p *page) broughtIn(a session.AgendaItem) iter.Seq[block.Block] {
	boards := slices.DeleteFunc(slices.Clone(p.Boards), func(b Board) bool { return !b.Group || b.AgendaItem != a.ID })
	slices.SortFunc(boards, func(x, y Board) int { return x.place - y.place })
	return func(yield func(block.Block) bool) {
		for _, b := range boards {
			items := b.brought()
			if len(items) == 0 {
				continue
			}
			if !yield(block.Paragraph{Text: block.Strongly(b.Subject)}) || !yield(block.List{Items: p.listed(items)}) {
				return
			}
		}
	}
}

// brought are the items that the group brought back, those that got more votes first.
func (b Board) brought() []*Item {
	var all []*Item
	for i := range b.Parts {
		all = append(all, slices.DeleteFunc(b.Parts[i].ranked(), func(it *Item) bool { return !it.Brought })...)
	}
	slices.SortStableFunc(all, func(x, y *Item) int { return y.votes() - x.votes() })
	return all
}
