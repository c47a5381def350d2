package tui

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
)

// finder knows the answers that may be meant by what somebody types.
type finder interface {
	// named is the answer that is called so, or empty.
	named(typed string) string
	// offered are the answers that may be meant, the likeliest first.
	offered(typed string) []string
	// said is an answer in words, and line the same in a list for what was typed.
	said(answer string) string
	line(answer, typed string) string
	// unknown says what to do about words that are no answer.
	unknown() string
}

// search is how a question is answered with something that is found, or with
// several. A few letters are typed into its text, and a list below narrows to
// what may be meant.
type search struct {
	finder
	many     bool
	chosen   []string
	answered bool // by the person: no proposal stands any longer
	mark     int  // which line of the list Enter takes
	open     bool // it was to be sent while what was typed was not chosen
}

// mostFound is how many lines of the list are shown.
const mostFound = 5

// searchField asks for what a finder finds: for one, or for several.
func searchField(key, label string, values []string, limit int, find finder, many bool) *field {
	q := lineField(key, label, "", limit)
	q.search = &search{finder: find, many: many}
	q.set(values)
	return q
}

// unchosen reports whether something was typed that stands for nothing yet.
func (q *field) unchosen() bool {
	return q.search != nil && strings.TrimSpace(q.text.Value()) != "" && q.search.named(q.text.Value()) == ""
}

// take answers with what was found, in place of what was typed.
func (s *search) take(q *field, chosen string) {
	if !s.many {
		s.chosen = nil
	}
	if !slices.Contains(s.chosen, chosen) {
		s.chosen = append(s.chosen, chosen)
	}
	q.text.Clear()
	s.answers(q)
}

func (s *search) answers(q *field) { s.answered, s.mark, s.open, q.hint = true, 0, false, "" }

// values are the answers. What was typed and not chosen begins with a space,
// which no answer does, so that a draft brings it back as it was.
func (s *search) values(q *field) []string {
	all := slices.Clone(s.chosen)
	typed := strings.TrimSpace(q.text.Value())
	named := s.named(typed)
	switch {
	case typed == "":
	case named == "":
		all = append(all, " "+typed)
	case !slices.Contains(s.chosen, named):
		all = append(all, named)
	}
	if s.many {
		return all
	}
	if len(all) == 0 {
		return []string{""}
	}
	return all[len(all)-1:]
}

func (s *search) set(q *field, values []string) {
	s.chosen = nil
	q.text.Clear()
	for _, v := range values {
		if v == "" {
			continue
		}
		if typed, unchosen := strings.CutPrefix(v, " "); unchosen {
			q.text.SetValue(typed)
		} else {
			s.chosen = append(s.chosen, cmp.Or(s.named(v), v))
		}
		s.answers(q)
	}
}

// update takes a key. It reports whether nobody else has to see it.
func (s *search) update(q *field, key tea.KeyPressMsg) bool {
	typed := q.text.Value()
	offered := s.offered(typed)
	switch k := key.String(); {
	case typed == "" && (k == "backspace" || k == "delete" || k == "ctrl+u"):
		if k == "ctrl+u" {
			s.chosen = nil
		}
		s.chosen = s.chosen[:max(0, len(s.chosen)-1)]
		s.answers(q)
	case len(offered) > 0 && k == "up" && s.mark > 0:
		s.mark--
	case len(offered) > 0 && k == "down" && s.mark < len(offered)-1:
		s.mark++
	case k == "enter" && len(offered) > 0:
		s.take(q, offered[min(s.mark, len(offered)-1)])
		return s.many
	case k == "enter" && q.unchosen():
		s.open = true
	case k == "enter" || k == "up" || k == "down":
		return q.unchosen() // it is left by Tab only
	case !edit(&q.text, key):
		return false
	default:
		s.edited(q)
	}
	return true
}

// edited goes back to the first line of the list. A comma parts several.
func (s *search) edited(q *field) {
	s.mark, s.open = 0, false
	for s.many {
		first, rest, parted := strings.Cut(q.text.Value(), ",")
		named := s.named(first)
		if !parted || named == "" {
			return
		}
		s.take(q, named)
		q.text.SetValue(strings.TrimLeft(rest, " "))
	}
}

// draw shows what was chosen and, below what is being typed, what may be meant.
func (s *search) draw(d *desk, q *field, focus bool, w, h int) ([]string, frame.Cursor) {
	typed := q.text.Value()
	shown := s.chosen
	if !focus && typed != "" {
		shown = s.values(q)
	}
	var names []string
	for _, v := range shown {
		names = append(names, s.said(v))
	}
	var rows []string
	if len(names) > 0 && (s.many || typed == "" || !focus) {
		rows = text.Wrap(strings.Join(names, ", "), max(1, w-1))
	}
	switch {
	case !focus && len(rows) > 0:
		return rows, frame.Cursor{}
	case typed == "" && len(rows) > 0:
		return rows, frame.Cursor{X: text.Width(rows[len(rows)-1]), Y: len(rows) - 1, Visible: true}
	case typed == "":
		words := d.Theme.Glyphs.Empty
		if q.hint != "" {
			words = s.said(q.hint)
		}
		return []string{d.Theme.Muted.Render(d.cut(words, w))}, frame.Cursor{Visible: focus}
	}
	line, x, _ := q.text.View(max(1, w), 1)
	rows = append(rows, line...)
	cursor := frame.Cursor{X: x, Y: len(rows) - 1, Visible: true}
	return append(rows, s.list(d, typed, w, max(1, min(mostFound, h-4)))...), cursor
}

// list draws at most h lines around the marked one.
func (s *search) list(d *desk, typed string, w, h int) []string {
	offered := s.offered(typed)
	var rows []string
	for i, answer := range offered {
		rows = append(rows, d.line(s.line(answer, typed), i == min(s.mark, len(offered)-1), w))
	}
	top := max(0, min(s.mark-h/2, len(rows)-h))
	rows = rows[top:min(len(rows), top+h)]
	if s.open || len(offered) == 0 {
		rows = append(rows, d.wrapped(s.unknown(), w, d.Theme.Error)...)
	}
	return rows
}
