package text

import "strings"

// View draws the field in at most width by height cells and returns its rows, wrapped and
// not padded, and where the terminal's cursor belongs. They scroll up and down. One column
// stays free for the cursor where width is at least 2.
func (f *Field) View(width, height int) (shown []string, cx, cy int) {
	width, height = max(width, 1), max(height, 1)
	us := narrow(laid(f.text), width)
	rs := rows(us, width-1)
	cx, cy = f.place(us, rs)
	// The cursor stays in the middle, so that both sides of it can be read.
	top := min(max(0, cy-height/2), max(0, len(rs)-height))
	for _, r := range rs[top:min(len(rs), top+height)] {
		shown = append(shown, clip(us[r.from:r.to], width))
	}
	return shown, min(cx, width-1), cy - top
}

// leastMarked is how wide a line is at least that says where something is left out.
const leastMarked = 8

// Line draws a field of one line in at most width cells and returns the column where the
// terminal's cursor belongs. It scrolls sideways, and more, which must be one cell wide,
// stands on each side where something is left out. One column stays free for the cursor
// where width is at least 2.
func (f *Field) Line(width int, more string) (shown string, cx int) {
	width = max(width, 1)
	if width < leastMarked {
		more = ""
	}
	us := narrow(laid(f.text), width)
	cx, _ = f.place(us, []row{{0, len(us)}})
	skip := min(max(0, cx-width/2), max(0, cells(us)-(width-1)))
	if skip > 0 {
		gone, mark := 0, Width(more)
		for gone < skip+mark {
			gone += us[0].width
			us = us[1:]
		}
		shown = more + strings.Repeat(" ", gone-skip-mark)
	}
	room := width - Width(shown)
	if cells(us) <= room {
		return shown + join(us), cx - skip
	}
	return shown + clip(us, room-Width(more)) + more, cx - skip
}

// Up moves to the row above as View wraps it for width. It reports false if
// there is none, so that a form can go to the field above.
func (f *Field) Up(width int) bool { return f.move(width, -1) }

// Down moves to the row below, as [Field.Up] does.
func (f *Field) Down(width int) bool { return f.move(width, 1) }

func (f *Field) move(width, by int) bool {
	if !f.multiline {
		return false
	}
	us := narrow(laid(f.text), width)
	rs := rows(us, width-1)
	x, y := f.place(us, rs)
	if y+by < 0 || y+by >= len(rs) {
		return false
	}
	f.at = f.start(us, column(us, rs[y+by], x))
	return true
}

// place returns the column and the row of the cursor, without any scrolling.
func (f *Field) place(us []unit, rs []row) (x, y int) {
	under := 0 // the unit under the cursor
	for under < len(us) && us[under].start < f.at {
		under++
	}
	for y+1 < len(rs) && rs[y+1].from <= under {
		y++
	}
	return cells(us[rs[y].from:under]), y
}

// column returns the unit of a row at x cells, or the last place in it.
func column(us []unit, r row, x int) int {
	last := r.to
	if last > r.from && last < len(us) && us[last].shown != "\n" {
		last-- // the end of this row is the beginning of the next
	}
	for i := r.from; i < last; i++ {
		if x -= us[i].width; x < 0 {
			return i
		}
	}
	return last
}

// start returns where a unit begins in the text, the one after the last included.
func (f *Field) start(us []unit, i int) int {
	if i == len(us) {
		return len(f.text)
	}
	return us[i].start
}

// cells returns the width of some units together.
func cells(us []unit) int {
	width := 0
	for _, u := range us {
		width += u.width
	}
	return width
}

// clip draws as many units as fit.
func clip(us []unit, width int) string {
	end := 0
	for end < len(us) && us[end].width <= width {
		width -= us[end].width
		end++
	}
	return join(us[:end])
}
