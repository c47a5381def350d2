package kit

import (
	"cmp"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
)

// Finder knows the answers that may be meant by what somebody types.
type Finder interface {
	// Named is the answer that is called so, or empty.
	Named(typed string) string
	// Offered are the answers that may be meant, the likeliest first.
	Offered(typed string) []string
	// Said is an answer in words, and Line the same in a list of what is offered.
	Said(answer string) string
	Line(answer, typed string) string
}

// search is what a question knows whose answers are found: the person types a few
// letters, and chooses from a list of what they may mean.
type search struct {
	Finder
	many     bool
	chosen   []string
	answered bool // by the person, who wants no more proposals
	mark     int  // which line of the list Enter takes
	inList   bool // the person has moved to that line, and typed nothing since
	refused  bool // the form was not sent because of what is typed here
}

// mostFound is how many lines of the list are shown.
const mostFound = 5

// SearchField asks for what a finder finds: for one, or for several.
func SearchField(key, label string, values []string, limit int, find Finder, many bool) *Field {
	q := LineField(key, label, "", limit)
	q.search = &search{Finder: find, many: many}
	q.Set(values)
	return q
}

// unchosen reports whether something was typed that stands for nothing yet.
func (q *Field) unchosen() bool {
	return q.search != nil && strings.TrimSpace(q.Text.Value()) != "" && q.search.Named(q.Text.Value()) == ""
}

// take answers with what was found, in place of what was typed.
func (s *search) take(q *Field, chosen string) {
	if !s.many {
		s.chosen = nil
	}
	if !slices.Contains(s.chosen, chosen) {
		s.chosen = append(s.chosen, chosen)
	}
	q.Text.Clear()
	s.answers(q)
}

// answers notes that the person has answered.
func (s *search) answers(q *Field) {
	s.top()
	s.answered, q.Hint = true, ""
}

// top goes back to the first line of the list.
func (s *search) top() { s.mark, s.inList, s.refused = 0, false, false }

// values are the answers. What was typed and not chosen begins with a space,
// which no answer does, so that a draft brings it back as it was.
func (s *search) values(q *Field) []string {
	all := slices.Clone(s.chosen)
	typed := strings.TrimSpace(q.Text.Value())
	named := s.Named(typed)
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

func (s *search) set(q *Field, values []string) {
	s.chosen = nil
	q.Text.Clear()
	for _, v := range values {
		if v == "" {
			continue
		}
		if typed, unchosen := strings.CutPrefix(v, " "); unchosen {
			q.Text.SetValue(typed)
		} else {
			s.chosen = append(s.chosen, cmp.Or(s.Named(v), v))
		}
		s.answers(q)
	}
}

// update takes a key, and reports whether that was all that it is for.
func (s *search) update(q *Field, key tea.KeyPressMsg) bool {
	typed := q.Text.Value()
	offered := s.Offered(typed)
	switch k := key.String(); {
	case typed == "" && (k == "backspace" || k == "delete" || k == "ctrl+u"):
		if k == "ctrl+u" {
			s.chosen = nil
		}
		s.chosen = s.chosen[:max(0, len(s.chosen)-1)]
		s.answers(q)
	case len(offered) > 0 && k == "up" && s.mark > 0:
		s.mark, s.inList = s.mark-1, true
	case len(offered) > 0 && k == "down" && s.mark < len(offered)-1:
		s.mark, s.inList = s.mark+1, true
	case k == "enter" && len(offered) > 0:
		s.take(q, offered[min(s.mark, len(offered)-1)])
		return s.many
	case k == "enter" || k == "up" || k == "down":
		return q.unchosen() // words that are no answer are left by Tab only
	case !Edit(&q.Text, key):
		return false
	default:
		s.edited(q)
	}
	return true
}

// edited goes back to the first line of the list. A comma parts several.
func (s *search) edited(q *Field) {
	s.top()
	for s.many {
		first, rest, parted := strings.Cut(q.Text.Value(), ",")
		named := s.Named(first)
		if !parted || named == "" {
			return
		}
		s.take(q, named)
		q.Text.SetValue(strings.TrimLeft(rest, " "))
	}
}

// draw shows what was chosen and, below what is being typed, what may be meant.
func (s *search) draw(look Look, q *Field, focus bool, w, h int) ([]string, frame.Cursor) {
	typed := q.Text.Value()
	shown := s.chosen
	if !focus && typed != "" {
		shown = s.values(q)
	}
	var names []string
	for _, v := range shown {
		names = append(names, s.Said(v))
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
		words := look.Theme.Glyphs.Empty
		if q.Hint != "" {
			words = s.Said(q.Hint)
		}
		return []string{look.Theme.Muted.Render(look.Cut(words, w))}, frame.Cursor{Visible: focus}
	}
	line, x := q.Text.Line(w, look.Theme.Glyphs.Ellipsis)
	rows = append(rows, line)
	cursor := frame.Cursor{X: x, Y: len(rows) - 1, Visible: true}
	list, marked := s.list(look, typed, w, max(1, min(mostFound, h-4)))
	if s.inList {
		cursor = frame.Cursor{Y: len(rows) + marked}
	}
	return append(rows, list...), cursor
}

// list draws at most h lines around the marked one, and says which of them that is.
func (s *search) list(look Look, typed string, w, h int) (rows []string, marked int) {
	offered := s.Offered(typed)
	mark := max(0, min(s.mark, len(offered)-1))
	for i, answer := range offered {
		rows = append(rows, look.Line(s.Line(answer, typed), i == mark, w))
	}
	top := max(0, min(mark-h/2, len(rows)-h))
	rows = rows[top:min(len(rows), top+h)]
	switch {
	case len(offered) == 0:
		rows = append(rows, look.Wrapped(look.T("search.none", "typed", strings.TrimSpace(typed)), w, look.Theme.Error)...)
	case s.refused:
		rows = append(rows, look.Wrapped(look.T("search.unchosen"), w, look.Theme.Error)...)
	}
	return rows, mark - top
}
