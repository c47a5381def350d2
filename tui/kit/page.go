package kit

import "github.com/convene-ssh/convene/tui/frame"

// Page is what a screen draws between the header and the band.
type Page struct {
	Rows   []string
	Cursor frame.Cursor // relative to the page; the frame puts a zero one on the selected row
}

// Above puts another page, where the cursor is, at the foot of one of h rows. Where there
// is little room, it is left for that one.
func (p Page) Above(below Page, h int) Page {
	if len(below.Rows) == 0 {
		return p
	}
	p.Rows = p.Rows[:min(len(p.Rows), max(0, h-len(below.Rows)))]
	for len(p.Rows) < h-len(below.Rows) {
		p.Rows = append(p.Rows, "")
	}
	p.Cursor = below.Cursor
	p.Cursor.Y += len(p.Rows)
	p.Rows = append(p.Rows, below.Rows...)
	return p
}
