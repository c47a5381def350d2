package tui

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
)

// An agenda is written as a text of one item a line: day, start, minutes, kind
// and title, as "1 09:30 45 swot What we are good at". An item without a start
// has "-". The kind is a word of the writer's language or the value that
// package session lists.

// noStart stands for a start that is open.
const noStart = "-"

// lineError refuses a line that is no agenda item.
type lineError struct{ line int }

func (e *lineError) Error() string { return fmt.Sprintf("refused: agenda: line %d", e.line) }

// Message is the key of the sentence that a person reads.
func (e *lineError) Message() (string, map[string]any) {
	return "agenda.unreadable", map[string]any{"line": e.line}
}

// kindWord is how a kind is written in an agenda.
func kindWord(w *locale.Words, k session.AgendaKind) string { return w.T("agenda.word." + string(k)) }

func kindWords(w *locale.Words) []string {
	var all []string
	for _, k := range session.AgendaKinds() {
		all = append(all, kindWord(w, k))
	}
	return all
}

// writeAgenda is the agenda in lines.
func writeAgenda(w *locale.Words, agenda []session.AgendaItem) []string {
	var lines []string
	for _, a := range agenda {
		start := a.Start
		if start == "" {
			start = noStart
		}
		lines = append(lines, fmt.Sprintf("%d %s %d %s %s", a.Day, start, a.Minutes, kindWord(w, a.Kind), a.Title))
	}
	return lines
}

// readAgenda reads what somebody wrote, in the order of the days. An item that
// was there before keeps its id, so that the current one stays the current one.
func readAgenda(w *locale.Words, typed string, before []session.AgendaItem, random io.Reader) ([]session.AgendaItem, error) {
	var agenda []session.AgendaItem
	number := 0
	for line := range strings.SplitSeq(typed, "\n") {
		number++
		if strings.TrimSpace(line) == "" {
			continue
		}
		item, ok := readAgendaItem(w, line)
		if !ok {
			return nil, &lineError{number}
		}
		agenda = append(agenda, item)
	}
	slices.SortStableFunc(agenda, byDay)
	recognise(agenda, before)
	for i := range agenda {
		if agenda[i].ID == "" {
			agenda[i].ID = session.NewID[session.AgendaID](random)
		}
	}
	return agenda, nil
}

func byDay(a, b session.AgendaItem) int { return cmp.Compare(a.Day, b.Day) }

func readAgendaItem(w *locale.Words, line string) (session.AgendaItem, bool) {
	var words [4]string
	rest := line
	for i := range words {
		words[i], rest, _ = strings.Cut(strings.TrimLeft(rest, " "), " ")
	}
	a := session.AgendaItem{Title: strings.TrimSpace(rest)}
	var dayErr, minutesErr error
	a.Day, dayErr = strconv.Atoi(words[0])
	a.Minutes, minutesErr = strconv.Atoi(words[2])
	if words[1] != noStart {
		start, err := time.Parse("15:04", words[1])
		if err != nil {
			return a, false
		}
		a.Start = start.Format("15:04")
	}
	kind := plainLetters(words[3])
	for _, k := range session.AgendaKinds() {
		if strings.EqualFold(kind, plainLetters(kindWord(w, k))) || kind == string(k) {
			a.Kind = k
			break
		}
	}
	return a, dayErr == nil && minutesErr == nil && a.Day > 0 && a.Minutes >= 0 && a.Kind != "" && a.Title != ""
}

// recognise gives the items the ids that they had: first those that say the
// same, then those that stand at the same time.
func recognise(agenda, before []session.AgendaItem) {
	left := slices.Clone(before)
	for _, same := range []func(a, b session.AgendaItem) bool{
		func(a, b session.AgendaItem) bool { return a.Kind == b.Kind && a.Title == b.Title },
		func(a, b session.AgendaItem) bool { return a.Day == b.Day && a.Start == b.Start && a.Start != "" },
	} {
		for i := range agenda {
			at := slices.IndexFunc(left, func(b session.AgendaItem) bool { return same(agenda[i], b) })
			if agenda[i].ID == "" && at >= 0 {
				agenda[i].ID = left[at].ID
				left = slices.Delete(left, at, at+1)
			}
		}
	}
}
