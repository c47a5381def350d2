package export

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// contents lists the parts of a report.
type contents struct {
	of    *preview
	parts []string
	list  kit.List
}

// newContents opens it at the part that is read.
func newContents(of *preview) *contents {
	c := &contents{of: of}
	for b := range of.document.Blocks {
		if h, ok := b.(block.Heading); ok && h.Level < within {
			c.parts = append(c.parts, h.Text)
		}
	}
	at := max(0, of.part())
	c.list.Choose(strconv.Itoa(at), at)
	return c
}

func (c *contents) Title(d *desk.Desk) string { return d.T("export.contents") }

// Gone reports whether the report is.
func (c *contents) Gone(d *desk.Desk) bool { return c.of.Gone(d) }

func (c *contents) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (c *contents) entries(d *desk.Desk) kit.Few {
	var all kit.Few
	for i, words := range c.parts {
		all = append(all, kit.Link(d.Look, strconv.Itoa(i), words))
	}
	return all
}

func (c *contents) Body(d *desk.Desk, w, h int) kit.Page {
	return kit.Page{Rows: append([]string{""}, c.list.Show(d.Look, c.entries(d), w, h-1)...)}
}

func (c *contents) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{
		kit.On("Enter", d.T("key.go"), kit.Now(func() {
			c.of.toPart(c.list.Find(c.entries(d)))
			d.Back()
		})),
		c.list.Moves(d.Look, c.entries(d)), d.BackKey(),
	}
}
