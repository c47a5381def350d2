package board

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
)

// stand is where a person is on a board: in which part, and on which item of it.
type stand struct {
	part layout.Part
	item string
}

func (b *board) stand() stand { return stand{b.part, b.list(b.part).Chosen} }

// points moves the pointer of a part, which is not the person's own doing.
func (b *board) points(p layout.Part, item method.ItemID) {
	stays := b.stand() == b.asked
	b.list(p).Chosen = string(item)
	if stays {
		b.asked = b.stand()
	}
}

// pointer keeps to the chosen item of a part, or to the one that has taken its
// place. It returns the items and which of them that is, -1 where there are none.
func (b *board) pointer(d *desk.Desk, p layout.Part) (items []*session.Item, chosen int) {
	items = b.items(d, p)
	chosen = b.list(p).Place(len(items), func(i int) string { return string(items[i].ID) })
	if chosen >= 0 {
		b.points(p, items[chosen].ID)
	}
	return items, chosen
}

// toTheFirst points to the first item of each part.
func (b *board) toTheFirst(d *desk.Desk) {
	for _, p := range b.of(d).Layout.Parts {
		if items := b.items(d, p); len(items) > 0 {
			b.points(p, items[0].ID)
		}
	}
}

// chosen is the item under the pointer, or nil.
func (b *board) chosen(d *desk.Desk) *session.Item {
	items, i := b.pointer(d, b.part)
	if i < 0 {
		return nil
	}
	return items[i]
}
