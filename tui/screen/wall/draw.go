package wall

import (
	"strings"
	"unique"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// The least page on which things are drawn to be read from afar.
const (
	grandWidth  = 100
	grandHeight = 30
)

func grand(w, h int) bool { return w >= grandWidth && h >= grandHeight }

// wallView is what the picture of a wall depends on besides the meeting.
type wallView struct {
	code    string
	joining bool
	wall    bool
	members session.Version // where it names who speaks
	talked  method.ContributionID
}

// Share is nil while there is nothing to show.
func (s *wall) Share(d *desk.Desk) any {
	if !s.ready {
		return nil
	}
	v := wallView{code: s.code, joining: s.joining, wall: d.Wall, talked: d.Room.Called.To}
	if a, on := current(d.Current()); on && len(turns.Of(d.Current(), a.ID).Turns) > 0 {
		v.members = d.Shared.Revision
	}
	return unique.Make(v)
}

func (s *wall) Body(d *desk.Desk, w, h int) kit.Page {
	if s.why != nil && !s.ready {
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.Words.Error(s.why), w, d.Theme.Error)...)}
	}
	if !s.ready {
		return kit.Page{}
	}
	a, on := current(d.Current())
	if s.shows(d) && (s.joining || !on) {
		return kit.Page{Rows: s.comeIn(d, w, h)}
	}
	beside := s.beside(d, w, h)
	left := w
	if len(beside) > 0 {
		left = w - cells(beside) - gap
	}
	foot := s.foot(d, left, len(beside) > 0)
	rows := head(d, a, on, left, h)
	if on {
		rows = append(rows, done(d, a, left, max(0, h-len(rows)-len(foot)))...)
	}
	rows = rows[:min(len(rows), max(0, h-len(foot)))]
	for len(rows) < h-len(foot) {
		rows = append(rows, "")
	}
	return kit.Page{Rows: columns(left+gap, append(rows, foot...), beside)}
}

// current is what is on; nothing once the meeting is closed.
func current(m *session.Meeting) (session.AgendaItem, bool) {
	if m.Closed {
		return session.AgendaItem{}, false
	}
	return m.AgendaItem(m.Current)
}

// gap is how many cells lie between two columns.
const gap = 2

// columns put rows of at most w cells before others.
func columns(w int, left, right []string) []string {
	for i := range min(len(left), len(right)) {
		left[i] += strings.Repeat(" ", max(0, w-text.Width(left[i]))) + right[i]
	}
	return left
}

// head says what is on and how much time is left.
func head(d *desk.Desk, a session.AgendaItem, on bool, w, h int) []string {
	m := d.Current()
	if !on {
		words := d.T("meeting.nothing_open")
		if m.Closed {
			words = d.T("meeting.closed")
		}
		return append(banner(d, words, w, h), objectives(d, m, w)...)
	}
	rows := banner(d, a.Title, w, h)
	about := d.T("agenda." + string(a.Kind))
	if b := d.Shared.Boards[a.Board]; b != nil && !b.Layout.Asks() {
		about += d.Between() + d.T("phase."+string(b.Phase))
	}
	rows = append(rows, kit.Styled(d.AtMost(1, about, w), d.Theme.Key)...)
	return append(append(rows, timeLeft(d, m, w, h)...), speaking(d, a, w)...)
}

// objectives are what the meeting is for, where nothing else is on.
func objectives(d *desk.Desk, m *session.Meeting, w int) []string {
	var rows []string
	for _, o := range m.Objectives {
		rows = append(append(rows, ""), kit.Indented(o, w, theme.Style{})...)
	}
	return rows
}

// banner is the largest heading for which there is room.
func banner(d *desk.Desk, words string, w, h int) []string {
	if !grand(w, h) {
		return fill(d, d.AtMost(2, words, w), w)
	}
	return fill(d, append(append([]string{""}, d.AtMost(2, " "+words, w)...), ""), w)
}

// fill gives rows the ground of what is on, from edge to edge.
func fill(d *desk.Desk, rows []string, w int) []string {
	filled := make([]string, len(rows))
	for i, row := range rows {
		filled[i] = d.Theme.Now.Render(d.Fit(row, w))
	}
	return filled
}

// timeLeft is the timer as a bar, with large digits where there is room.
func timeLeft(d *desk.Desk, m *session.Meeting, w, h int) []string {
	words := d.Timer(m, w)
	if words == "" {
		return nil
	}
	style := d.Theme.Title
	left := d.Left(m)
	if left.N == 0 {
		return append([]string{""}, kit.Styled(d.AtMost(1, words, w), d.Theme.Error)...)
	}
	bar := d.BarLeft(m, max(0, w-text.Width(words)-3))
	if bar != "" {
		words += " " + bar
	}
	rows := []string{style.Render(" " + words)}
	if grand(w, h) {
		big := digits(d.Theme, left.N)
		for i, row := range big {
			big[i] = " " + style.Render(row)
		}
		rows = append(append([]string{""}, big...), append([]string{""}, rows...)...)
	}
	return append(rows, "")
}

// shows reports whether there is a code to show.
func (s *wall) shows(d *desk.Desk) bool { return s.code != "" && !d.Current().Closed }

// line is what participants type.
func (s *wall) line(d *desk.Desk) string { return d.Address.As(s.code).Connect() }

// foot says how to come in, unless that stands elsewhere, and who may read what is shown.
func (s *wall) foot(d *desk.Desk, w int, elsewhere bool) []string {
	var rows []string
	if s.shows(d) && !elsewhere && w >= kit.Narrow {
		rows = append(rows, " "+d.Theme.Key.Render(s.line(d)))
	}
	return append(rows, kit.Styled(d.AtMost(1, d.T("wall.shows."+string(d.Shared.Audience)), w), d.Theme.Muted)...)
}

// cells is how wide the first of some rows is.
func cells(rows []string) int { return text.Width(rows[0]) }
