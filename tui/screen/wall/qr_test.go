package wall

import (
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/tui/theme"
)

const line = "ssh -p 2222 HC9T-7615-VSM8@convene.example"

// TestTheQRCodeIsDrawnWhole reads back what is drawn, on every kind of terminal: the
// modules of the code, and light around it. Without colours the terminal's own decide
// what is light.
func TestTheQRCodeIsDrawnWhole(t *testing.T) {
	want, err := qr.Encode(line, qr.L, qr.Auto)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []theme.Profile{{Unicode: true}, {}, {Colors: theme.Colors256, Unicode: true}, {Colors: theme.Colors16}} {
		for _, dark := range []bool{true, false} {
			look := theme.New(p, dark)
			for _, quiet := range []int{quietZone, leastQuiet} {
				q, _ := newQR(line, quiet)
				rows := q.rows(look, dark)
				if len(rows) != q.height(look) || ansi.StringWidth(rows[0]) != q.width(look) {
					t.Fatalf("%d rows of %d cells, not %d of %d", len(rows), ansi.StringWidth(rows[0]), q.height(look), q.width(look))
				}
				marked := read(look, rows)
				inverted := p.Colors == theme.NoColors && dark
				n := want.Bounds().Dx()
				for y := range q.size() {
					for x := range q.size() {
						inside := x >= quiet && y >= quiet && x < quiet+n && y < quiet+n
						black := false
						if inside {
							r, _, _, _ := want.At(x-quiet, y-quiet).RGBA()
							black = r == 0
						}
						if marked[y][x] != (black != inverted) {
							t.Fatalf("%+v, dark ground %v, quiet %d: the module at %d, %d is wrong", p, dark, quiet, x, y)
						}
					}
				}
			}
		}
	}
}

// read is which modules of some rows have a mark.
func read(look *theme.Theme, rows []string) [][]bool {
	var all [][]bool
	for _, row := range rows {
		var upper, lower []bool
		if look.Ink != (theme.Style{}) {
			row = strings.ReplaceAll(row, look.Ink.Render("  "), "##")
		}
		for i, r := range []rune(ansi.Strip(row)) {
			if !look.Halves && i%2 == 1 {
				continue
			}
			upper, lower = append(upper, strings.ContainsRune("█▀#", r)), append(lower, strings.ContainsRune("█▄#", r))
		}
		all = append(all, upper)
		if look.Halves {
			all = append(all, lower)
		}
	}
	return all
}

// TestWhatIsTooLongHasNoQRCode.
func TestWhatIsTooLongHasNoQRCode(t *testing.T) {
	if _, ok := newQR(strings.Repeat("a", 5000), quietZone); ok {
		t.Error("there is a code of 5000 letters")
	}
}

// TestDigits are told apart, and as wide as each other.
func TestDigits(t *testing.T) {
	look, seen := theme.New(theme.Profile{}, true), map[string]int{}
	for n := range 10 {
		shape := digits(look, n)
		if other, twice := seen[strings.Join(shape, "")]; twice {
			t.Errorf("%d looks like %d", n, other)
		}
		seen[strings.Join(shape, "")] = n
		for _, row := range shape {
			if len(row) != 8 {
				t.Errorf("a row of %d is %q", n, row)
			}
		}
	}
	if got := digits(look, 10)[0]; got != "  ##    ######  " {
		t.Errorf("10 begins with %q", got)
	}
}
