package wall

import (
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/shell"
)

// What has to be left beside a QR code: for words that say how to come in, and for what
// is on.
const (
	leastWords = 28
	leastShown = 60
)

// belowCode is how high a page is at least that has the code in words below the QR code.
const belowCode = 4

// qr is the QR code of the line to type, with as much light around it as there is room
// for.
func (s *wall) qr(d *desk.Desk, w, h int) []string {
	for _, quiet := range []int{quietZone, leastQuiet} {
		q, ok := newQR(s.line(d), quiet)
		if ok && q.width(d.Theme) <= w && q.height(d.Theme) <= h {
			return q.rows(d.Theme, d.Dark)
		}
	}
	return nil
}

// comeIn is the page that says how to come in: in words, and as a QR code where there is
// room for both.
func (s *wall) comeIn(d *desk.Desk, w, h int) []string {
	code := s.qr(d, w-leastWords-gap, h)
	left, say := w, "wall.type"
	if len(code) > 0 {
		left, say = w-cells(code)-gap, "wall.scan"
	}
	rows := banner(d, d.T("wall.come_in"), left, h)
	rows = append(rows, "")
	for _, row := range d.ConnectRows(s.code, left-2) {
		rows = append(rows, " "+row)
	}
	rows = append(append(rows, ""), kit.Styled(d.AtMost(3, d.T(say), left), d.Theme.Muted)...)
	for len(rows) < len(code) {
		rows = append(rows, "")
	}
	return columns(left+gap, rows, code)
}

// beside is the QR code with the line below it, where that leaves enough for what is on.
func (s *wall) beside(d *desk.Desk, w, h int) []string {
	if !s.shows(d) {
		return nil
	}
	code := s.qr(d, w-leastShown-gap, h-belowCode)
	if len(code) == 0 {
		return nil
	}
	return append(append(code, ""), kit.Styled(shell.POSIX.Rows(s.line(d), cells(code)), d.Theme.Key)...)
}
