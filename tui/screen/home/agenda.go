package home

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
)

// An agenda is written as a text of one item a line: day, start, minutes, kind
// and title, as "1 09:30 45 swot What we are good at". An item without a start
// has "-". The kind is a word of the writer's language or the value that
// package session lists.
//
// Where the kind has a board, that is about what the title says. Behind the title may
// stand in brackets what its codes begin with, and its country where the title does
// not name it: "1 11:00 60 swot Malaysia [MY]", "1 13:00 60 swot Shelters [SH, Malaysia]".
// What is left out is proposed.
//
// Below an item that has a board of one's own stand its parts, one a line: "- Keep: what
// went well?". The day until which people write beforehand is not written; an item that
// was there before keeps it.

// noStart stands for a start that is open, and noCountry for no country where the
// title names one.
const (
	noStart   = "-"
	noCountry = "-"
)

// partMark stands before a part of a board of one's own.
const partMark = "-"

// lineError refuses a line that is no agenda item, for the sake of one word of it; of a
// title, which is all the rest, there is none.
type lineError struct {
	line       int // from 1; 0 until that is known
	part, word string
}

// The words of a line, before its title.
const (
	dayPart     = "day"
	startPart   = "start"
	minutesPart = "minutes"
	kindPart    = "kind"
	titlePart   = "title"
)

func (e *lineError) Error() string {
	return fmt.Sprintf("refused: agenda: line %d: %s: %q", e.line, e.part, e.word)
}

// Message is the key of the sentence that a person reads.
func (e *lineError) Message() (string, map[string]any) {
	return "agenda.unreadable." + e.part, map[string]any{"line": e.line, "word": e.word}
}

// Field is the question whose answer it refuses.
func (e *lineError) Field() string { return "agenda" }

// kindWord is how a kind is written in an agenda.
func kindWord(w *locale.Words, k method.AgendaKind) string { return w.T("agenda.word." + string(k)) }

func kindWords(w *locale.Words, kinds []method.AgendaKind) string {
	var all []string
	for _, k := range kinds {
		all = append(all, kindWord(w, k))
	}
	return strings.Join(all, ", ")
}

// writeAgenda is the agenda in lines.
func writeAgenda(w *locale.Words, items []session.AgendaItem) []string {
	var lines []string
	for _, a := range agenda.Times(items) {
		start := a.Begins
		if start == "" {
			start = noStart
		}
		lines = append(lines, fmt.Sprintf("%d %s %d %s %s", a.Day, start, a.Minutes, kindWord(w, a.Kind), a.Title)+boardWords(w, a.AgendaItem))
		for _, p := range a.Parts {
			lines = append(lines, partMark+" "+p.Line())
		}
	}
	return lines
}

// boardWords is what stands behind the title of an item that has a board.
func boardWords(w *locale.Words, a session.AgendaItem) string {
	switch {
	case a.Prefix == "" || a.Kind.Asks():
		return ""
	case a.Country == w.CountryNamed(a.Title):
		return fmt.Sprintf(" [%s]", a.Prefix)
	case a.Country == "":
		return fmt.Sprintf(" [%s, %s]", a.Prefix, noCountry)
	}
	return fmt.Sprintf(" [%s, %s]", a.Prefix, w.Country(a.Country))
}

// bracketed is a title with what stands in brackets behind it.
var bracketed = regexp.MustCompile(`^(.*\S) *\[([^\[\],]*)(?:,([^\[\]]*))?\]$`)

// readBoard takes what is said of the board out of the title.
func readBoard(w *locale.Words, a *session.AgendaItem) {
	said := ""
	if parts := bracketed.FindStringSubmatch(a.Title); parts != nil {
		a.Title, a.Prefix, said = parts[1], strings.TrimSpace(parts[2]), strings.TrimSpace(parts[3])
	}
	switch {
	case said == "":
		a.Country = w.CountryNamed(a.Title)
	case said != noCountry:
		a.Country = cmp.Or(w.CountryNamed(said), method.Country(said))
	}
}

// readAgenda reads what somebody wrote. An item that was there before keeps its
// id; see recognise. One that begins where the one before it ends follows it.
func readAgenda(w *locale.Words, typed string, before []session.AgendaItem, random io.Reader) ([]session.AgendaItem, error) {
	var items []session.AgendaItem
	number := 0
	for line := range strings.SplitSeq(typed, "\n") {
		number++
		if strings.TrimSpace(line) == "" || readPart(line, items) {
			continue
		}
		item, unread := readAgendaItem(w, line)
		if unread != nil {
			unread.line = number
			return nil, unread
		}
		items = append(items, item)
	}
	recognise(items, begun(before))
	for i := range items {
		if items[i].ID == "" {
			items[i].ID = method.NewID[method.AgendaID](random)
		}
	}
	return agenda.Following(items), nil
}

// begun is an agenda with the starts of all its items, as it is written.
func begun(items []session.AgendaItem) []session.AgendaItem {
	var all []session.AgendaItem
	for _, t := range agenda.Times(items) {
		t.Start = t.Begins
		all = append(all, t.AgendaItem)
	}
	return all
}

// readPart takes a line that is a part of the last item's board, and reports whether it
// is one.
func readPart(line string, items []session.AgendaItem) bool {
	part, is := strings.CutPrefix(strings.TrimSpace(line), partMark)
	if !is || len(items) == 0 || items[len(items)-1].Kind != method.OwnBoard {
		return false
	}
	last := &items[len(items)-1]
	last.Parts = append(last.Parts, layout.ReadOwnPart(part))
	return true
}

// readAgendaItem reads a line, and says which word of it cannot be read.
func readAgendaItem(w *locale.Words, line string) (a session.AgendaItem, unread *lineError) {
	var words [4]string
	rest := line
	for i := range words {
		words[i], rest, _ = strings.Cut(strings.TrimLeft(rest, " "), " ")
	}
	var err error
	if a.Day, err = strconv.Atoi(words[0]); err != nil || a.Day < 1 {
		return a, &lineError{part: dayPart, word: words[0]}
	}
	if words[1] != noStart {
		start, err := time.Parse("15:04", words[1])
		if err != nil {
			return a, &lineError{part: startPart, word: words[1]}
		}
		a.Start = start.Format("15:04")
	}
	if a.Minutes, err = strconv.Atoi(words[2]); err != nil || a.Minutes < 0 {
		return a, &lineError{part: minutesPart, word: words[2]}
	}
	if a.Kind = readKind(w, words[3]); a.Kind == "" {
		return a, &lineError{part: kindPart, word: words[3]}
	}
	if a.Title = strings.TrimSpace(rest); a.Title == "" {
		return a, &lineError{part: titlePart}
	}
	if a.Kind.Layout() != nil && !a.Kind.Asks() {
		readBoard(w, &a)
	}
	return a, nil
}

// readKind is the kind that a word stands for, or empty.
func readKind(w *locale.Words, word string) method.AgendaKind {
	word = clean.Unaccented(word)
	for _, k := range method.AgendaKinds() {
		if strings.EqualFold(word, clean.Unaccented(kindWord(w, k))) || word == string(k) {
			return k
		}
	}
	return ""
}

// recognise gives each item the id that it had before, and what an agenda in lines does not
// say of it, so that the item that is on stays on with its timer. First those are found that
// say the same or begin at the same time, then those that stand where others stood, between
// two that were found. An item about something else, by its title and by what its codes
// begin with, is new: what is on a board stays what it is about.
func recognise(agenda, before []session.AgendaItem) {
	m := matching{now: agenda, before: before, was: make([]int, len(agenda)), taken: make([]bool, len(before))}
	for i := range m.was {
		m.was[i] = -1
	}
	sameKind := func(a, b session.AgendaItem) bool { return a.Kind == b.Kind }
	about := func(a, b session.AgendaItem) bool {
		return !sameKind(a, b) || a.Kind.Layout() == nil || a.Prefix == b.Prefix || a.Title == b.Title
	}
	sameStart := func(a, b session.AgendaItem) bool { return a.Day == b.Day && a.Start == b.Start && a.Start != "" }
	sameWords := func(a, b session.AgendaItem) bool { return sameKind(a, b) && a.Title == b.Title }
	m.anywhere(func(a, b session.AgendaItem) bool {
		return sameWords(a, b) && a.Day == b.Day && a.Start == b.Start && a.Minutes == b.Minutes
	})
	m.anywhere(sameWords)
	m.anywhere(func(a, b session.AgendaItem) bool { return sameKind(a, b) && sameStart(a, b) && about(a, b) })
	m.inPlace(func(a, b session.AgendaItem) bool { return sameKind(a, b) && about(a, b) })
	m.anywhere(func(a, b session.AgendaItem) bool { return sameStart(a, b) && about(a, b) })
	m.inPlace(about)
}

// matching finds out which item of an agenda was which one before.
type matching struct {
	now, before []session.AgendaItem
	was         []int  // which of before each of now was, or less than 0
	taken       []bool // which of before were found
}

func (m *matching) take(now, before int) {
	m.now[now].ID, m.now[now].Before = m.before[before].ID, m.before[before].Before
	m.was[now], m.taken[before] = before, true
}

// anywhere finds items that are the same, wherever they stood.
func (m *matching) anywhere(same func(a, b session.AgendaItem) bool) {
	for i := range m.now {
		for j := range m.before {
			if m.was[i] < 0 && !m.taken[j] && same(m.now[i], m.before[j]) {
				m.take(i, j)
			}
		}
	}
}

// inPlace finds the items between two that were found, one for one, where there
// were as many before and each is the same as the one in its place.
func (m *matching) inPlace(same func(a, b session.AgendaItem) bool) {
	for i := 0; i < len(m.now); i++ {
		if m.was[i] >= 0 {
			continue
		}
		end := i
		for end < len(m.now) && m.was[end] < 0 {
			end++
		}
		gap := m.gap(i, end)
		fits := len(gap) == end-i
		for n, j := range gap {
			fits = fits && same(m.now[i+n], m.before[j])
		}
		for n, j := range gap {
			if fits {
				m.take(i+n, j)
			}
		}
		i = end
	}
}

// gap lists those before that were not found, between those that stand around
// the items from first to end.
func (m *matching) gap(first, end int) []int {
	from, to := 0, len(m.before)
	if first > 0 {
		from = m.was[first-1] + 1
	}
	if end < len(m.now) {
		to = m.was[end]
	}
	var gap []int
	for j := from; j < to; j++ {
		if !m.taken[j] {
			gap = append(gap, j)
		}
	}
	return gap
}
