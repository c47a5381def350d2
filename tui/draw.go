package tui

import (
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/screen/help"
	"github.com/convene-ssh/convene/tui/text"
)

// The least window that the screens are drawn in. A smaller one says so.
const (
	leastWidth  = 24
	leastHeight = 10
)

// How many rows the parts of a picture take.
const (
	leastPage = 8 // is left for the page by the keys

	// In a wide window, and in a narrow one, where the same words take more.
	mostHints, mostHintsNarrow   = 2, 3
	mostNotice, mostNoticeNarrow = 5, 9

	leastForStepper = 16 // a lower window shows only the current step
)

// most is how many rows something takes at most in a window so wide.
func most(wide, narrow, w int) int {
	if w < kit.Narrow {
		return narrow
	}
	return wide
}

// draw composes the picture: the head, the screen's page, the band with a notice or
// with who is writing, and the keys.
func draw(d *desk.Desk, w, h int) frame.Frame {
	if w < leastWidth || h < leastHeight {
		rows := text.Wrap(d.T("draw.too_small"), w)
		return frame.Frame{Rows: rows[:min(len(rows), h)], Width: w, Height: h}
	}
	s := d.Top()
	rows := append(make([]string, 0, h), head(d, s, w, h)...)
	hints := d.Hints(d.Keys(), helpKey(d), w, max(1, min(most(mostHints, mostHintsNarrow, w), h-len(rows)-1-leastPage)))
	band := bandOf(d).rows(d, w, min(most(mostNotice, mostNoticeNarrow, w), h-len(rows)-len(hints)-1))
	room := max(0, h-len(rows)-len(band)-len(hints))
	p := s.Body(d, w, room)
	cursor := cursor(d, p, room)
	cursor.Y += len(rows)
	for i := range room {
		row := ""
		if i < len(p.Rows) {
			row = p.Rows[i]
		}
		rows = append(rows, row)
	}
	rows = append(append(rows, band...), hints...)
	f := frame.Frame{Rows: rows, Width: w, Height: h, Cursor: cursor}
	if d.Terminal.Titles {
		f.Title = "Convene"
	}
	return f
}

// helpKey is what opens help; empty in help itself.
func helpKey(d *desk.Desk) string {
	switch _, helps := d.Top().(*help.Help); {
	case helps:
		return ""
	case d.Typing():
		return "F1"
	}
	return "?"
}

// head says where one is, whether it is a sample, and which step a board has reached.
func head(d *desk.Desk, s desk.Screen, w, h int) []string {
	bar := titleBar(d, s.Title(d), w)
	stepper := ""
	if st, ok := s.(desk.Stepped); ok {
		steps, current := st.Steps(d)
		if len(steps) > 0 && w >= kit.Narrow && h >= leastForStepper {
			stepper = " " + kit.Stepper(d.Theme, steps, current, w-1)
		} else {
			bar.Steps, bar.Current = steps, current
		}
	}
	rows := []string{bar.Row(d.Theme, w)}
	if d.Shared != nil && d.Shared.Sample {
		rows = append(rows, sample(d, w))
	}
	if stepper != "" {
		rows = append(rows, stepper)
	}
	return rows
}

// cursor is where the person types on a page, or else what they have chosen.
func cursor(d *desk.Desk, p kit.Page, h int) frame.Cursor {
	if p.Cursor != (frame.Cursor{}) {
		return p.Cursor
	}
	for y, row := range p.Rows[:min(h, len(p.Rows))] {
		if at := d.Theme.Selected.Index(row); at >= 0 {
			return frame.Cursor{X: text.Width(row[:at]), Y: y}
		}
	}
	return p.Cursor
}

// sample is the heading of everything in a community that is made up.
func sample(d *desk.Desk, w int) string {
	words := " " + d.T("sample")
	if text.Width(words) > w {
		words = " " + d.T("sample.short")
	}
	return d.Theme.Error.Render(d.Fit(words, w))
}

// titleBar says where one is. On a phone it leaves out the name of the meeting, which
// the meeting's own screen shows.
func titleBar(d *desk.Desk, title string, w int) kit.TitleBar {
	m := d.Current()
	bar := kit.TitleBar{Where: []string{"Convene"}}
	if m != nil {
		bar.Where = []string{m.Title}
		if timer := d.TimerBar(m, w); timer != "" {
			bar.Facts = []string{timer}
		}
		bar.Facts = append(bar.Facts, hereWords(d))
	}
	switch {
	case title != "" && m != nil && w < kit.Narrow:
		bar.Where = []string{title}
	case title != "":
		bar.Where = append(bar.Where, title)
	}
	return bar
}

// hereWords say how many are here, or how many of those who are asked are ready.
func hereWords(d *desk.Desk) string {
	if r := d.Ready(); r.N > 0 {
		return d.T("header.ready", "n", r.N, "of", r.Of)
	}
	return d.T("header.here", "n", d.Room.Count())
}

// band is what the row above the keys may say, without its words: a notice, or where the
// others are, or how the item goes, or how many people are writing.
type band struct {
	notice  string
	failed  bool
	missed  method.AgendaID
	pace    desk.Pace
	writing int
}

func bandOf(d *desk.Desk) band {
	return band{d.Notice, d.Failed, d.Missed(), d.Pace(), d.Room.Writing}
}

// rows are as much of it as there is room for.
func (b band) rows(d *desk.Desk, w, room int) []string {
	words, style := "", d.Theme.Muted
	switch {
	case b.notice != "" && b.failed:
		words, style = "! "+b.notice, d.Theme.Error
	case b.notice != "":
		words, style = b.notice, d.Theme.Success
	case b.missed != "":
		words, style = d.MissedWords(), d.Theme.Key
	case b.pace != desk.Pace{}:
		words = b.pace.Words(d)
	case b.writing > 0:
		words = d.T("band.writing", "n", b.writing)
	}
	return kit.Styled(d.AtMost(room, words, w), style)
}
