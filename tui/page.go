package tui

import "github.com/convene-ssh/convene/tui/frame"

// page is what a screen draws between the header and the band.
type page struct {
	rows   []string
	cursor frame.Cursor // relative to the page; the frame puts a zero one on the selected row
}

// above puts another page, where the cursor is, at the foot of one of h rows.
func (p page) above(below page, h int) page {
	if len(below.rows) == 0 {
		return p
	}
	for len(p.rows) < h-len(below.rows) {
		p.rows = append(p.rows, "")
	}
	p.cursor = below.cursor
	p.cursor.Y += len(p.rows)
	p.rows = append(p.rows, below.rows...)
	return p
}
