package wall

import (
	"strings"

	"github.com/boombuler/barcode"
	"github.com/boombuler/barcode/qr"

	"github.com/convene-ssh/convene/tui/theme"
)

// The light that a QR code needs around it to be found, in modules: what the standard
// asks for, and what cameras make do with.
const (
	quietZone  = 4
	leastQuiet = 2
)

// qrCode is a QR code and the light around it.
type qrCode struct {
	modules barcode.Barcode
	quiet   int
}

// newQR is the QR code of a line, as small as it gets: it is read from a screen, where
// nothing is torn off.
func newQR(line string, quiet int) (qrCode, bool) {
	modules, err := qr.Encode(line, qr.L, qr.Auto)
	return qrCode{modules, quiet}, err == nil // a line that is longer than any code has none
}

// size is how many modules it has each way, the light included.
func (q qrCode) size() int { return q.modules.Bounds().Dx() + 2*q.quiet }

// dark reports whether a module is dark. What lies around the code is light.
func (q qrCode) dark(x, y int) bool {
	x, y, n := x-q.quiet, y-q.quiet, q.modules.Bounds().Dx()
	if x < 0 || y < 0 || x >= n || y >= n {
		return false
	}
	r, _, _, _ := q.modules.At(x, y).RGBA()
	return r == 0
}

// width and height are the cells that it takes.
func (q qrCode) width(t *theme.Theme) int {
	if t.Halves {
		return q.size()
	}
	return 2 * q.size()
}

func (q qrCode) height(t *theme.Theme) int {
	if t.Halves {
		return (q.size() + 1) / 2
	}
	return q.size()
}

// rows draw it: dark on light, whatever the background of the terminal is.
func (q qrCode) rows(t *theme.Theme, darkGround bool) []string {
	// Without colours, what is drawn is light on a dark ground.
	inverted := t.Paper == theme.Style{} && darkGround
	if t.Halves {
		return q.halves(t, inverted)
	}
	return q.pairs(t, inverted)
}

// halves draw two modules in a cell, one above the other.
func (q qrCode) halves(t *theme.Theme, inverted bool) []string {
	shapes := map[[2]bool]string{{true, true}: "█", {true, false}: "▀", {false, true}: "▄", {}: " "}
	var rows []string
	for y := 0; y < q.size(); y += 2 {
		var row strings.Builder
		for x := range q.size() {
			row.WriteString(shapes[[2]bool{q.dark(x, y) != inverted, q.dark(x, y+1) != inverted}])
		}
		rows = append(rows, t.Paper.Render(row.String()))
	}
	return rows
}

// pairs draw a module in two cells beside each other: as two marks, or in colours as
// their ground.
func (q qrCode) pairs(t *theme.Theme, inverted bool) []string {
	mark := "  "
	if t.Ink == (theme.Style{}) {
		mark = "##"
	}
	var rows []string
	for y := range q.size() {
		var row strings.Builder
		for x := range q.size() {
			if q.dark(x, y) != inverted {
				row.WriteString(t.Ink.Render(mark))
			} else {
				row.WriteString(t.Paper.Render("  "))
			}
		}
		rows = append(rows, row.String())
	}
	return rows
}
