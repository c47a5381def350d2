package frame

import (
	"slices"
	"strings"

	"github.com/charmbracelet/x/ansi"
)

// cell is one column of a row: a cluster in its style, or the second half of a
// wide one, which has no content.
type cell struct{ style, content string }

// blankCell is what an erased column shows.
var blankCell = cell{content: " "}

// cells spreads a row over its columns, in place of what was in all.
func cells(all []cell, row string) []cell {
	all = slices.Grow(all[:0], len(row))
	style, state := "", byte(0)
	for len(row) > 0 {
		seq, width, n, next := ansi.DecodeSequence(row, state, nil)
		switch {
		case width > 0:
			all = append(all, cell{style, seq})
			for range width - 1 {
				all = append(all, cell{style, ""})
			}
		case seq == ansi.ResetStyle:
			style = ""
		case strings.HasPrefix(seq, "\x1b["):
			style += seq
		case len(all) > 0: // without a width of its own it belongs to what it follows
			all[lastContent(all)].content += seq
		}
		row, state = row[n:], next
	}
	return all
}

func lastContent(all []cell) int {
	i := len(all) - 1
	for i > 0 && all[i].content == "" {
		i--
	}
	return i
}

// at is the column x of a row, blank beyond its end.
func at(row []cell, x int) cell {
	if x < len(row) {
		return row[x]
	}
	return blankCell
}

// gap is how many unchanged columns are cheaper to write again than to jump
// over.
const gap = 5

// appendChange turns one row into another by writing the columns that differ. A
// difference always begins where a cluster does, in both rows: halves of wide
// clusters differ only where their first halves do. The scratch is for both
// rows and may be used again.
func appendChange(dst []byte, y, width int, before, after string, scratch *[2][]cell) []byte {
	old, new := cells(scratch[0], before), cells(scratch[1], after)
	scratch[0], scratch[1] = old, new
	old, new = old[:min(width, len(old))], new[:min(width, len(new))] // a column beyond is the last one to a terminal
	end := max(len(old), len(new))
	tail := len(new) // from here on the new row is blank
	for tail > 0 && new[tail-1] == blankCell {
		tail--
	}
	for x := 0; x < end; {
		if at(old, x) == at(new, x) {
			x++
			continue
		}
		dst = appendMove(dst, x, y)
		if x >= tail {
			return append(dst, ansi.EraseLineRight...)
		}
		to := spanEnd(old, new, x, tail)
		dst = appendSpan(dst, new[x:to])
		x = to
	}
	return dst
}

// spanEnd is where a run of changed columns ends, short runs of unchanged ones
// included.
func spanEnd(old, new []cell, from, end int) int {
	to, same := from, 0
	for x := from; x < end && same <= gap; x++ {
		if at(old, x) == at(new, x) && at(new, x).content != "" {
			same++
			continue
		}
		to, same = x+1, 0
	}
	for to < end && at(new, to).content == "" {
		to++
	}
	return to
}

// appendSpan writes columns in their styles and leaves the style reset.
func appendSpan(dst []byte, span []cell) []byte {
	style := ""
	for _, c := range span {
		if c.style != style {
			if style != "" {
				dst = append(dst, ansi.ResetStyle...)
			}
			dst = append(dst, c.style...)
			style = c.style
		}
		dst = append(dst, c.content...)
	}
	if style != "" {
		dst = append(dst, ansi.ResetStyle...)
	}
	return dst
}
