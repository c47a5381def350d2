package session

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// AgendaItem is one timed part of a meeting. One whose kind has a layout owns a board
// about what its title says; see [Board].
type AgendaItem struct {
	ID      method.AgendaID   `json:"id"`
	Kind    method.AgendaKind `json:"kind"`
	Title   string            `json:"title"`
	Day     int               `json:"day"`             // 1 for the first
	Start   string            `json:"start,omitempty"` // 09:30, local to the place; see [Times]
	Minutes int               `json:"minutes"`
	Board   method.BoardID    `json:"board,omitempty"`
	Prefix  string            `json:"prefix,omitempty"`  // of the board's codes
	Country method.Country    `json:"country,omitempty"` // that the board is about
}

// MaxAgenda is how many items an agenda may have.
const MaxAgenda = 100

// StartForm is how a start is written.
const StartForm = "15:04"

// tidyAgenda makes a copy: the form may hold the agenda of a view.
func tidyAgenda(agenda []AgendaItem) []AgendaItem {
	tidy := slices.Clone(agenda)
	for i := range tidy {
		tidy[i].Tidy()
	}
	return tidy
}

// Tidy makes its words safe.
func (a *AgendaItem) Tidy() {
	a.Title, a.Start = field.TidyLine(a.Title), field.TidyLine(a.Start)
	a.Prefix, a.Country = strings.ToUpper(field.TidyLine(a.Prefix)), method.TidyCountry(a.Country)
	if at, err := time.Parse(StartForm, a.Start); err == nil {
		a.Start = at.Format(StartForm)
	}
}

// Ordered is an agenda in the order of days and starts. An item without a start
// stays behind the one that it followed on its day.
func Ordered(agenda []AgendaItem) []AgendaItem {
	byDay := slices.SortedStableFunc(slices.Values(agenda), func(a, b AgendaItem) int { return cmp.Compare(a.Day, b.Day) })
	type placed struct {
		AgendaItem
		from string // the start that it has or follows
	}
	var all []placed
	for i, a := range byDay {
		from := a.Start
		if from == "" && i > 0 && byDay[i-1].Day == a.Day {
			from = all[i-1].from
		}
		all = append(all, placed{a, from})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.from, b.from))
	})
	for i, a := range all {
		byDay[i] = a.AgendaItem
	}
	return byDay
}

func checkItems(agenda []AgendaItem, d MeetingDetails) error {
	if len(agenda) > MaxAgenda {
		return refusal.New(refusal.Full, "field", "agenda", "max", MaxAgenda)
	}
	seen := map[method.AgendaID]bool{}
	for _, a := range agenda {
		if seen[a.ID] {
			return refusal.New(refusal.Invalid, "field", "agenda")
		}
		if err := a.Check(d); err != nil {
			return err
		}
		seen[a.ID] = true
	}
	return nil
}

// Check refuses an item that a meeting cannot have.
func (a AgendaItem) Check(d MeetingDetails) error {
	if err := field.CheckID(a.ID); err != nil {
		return err
	}
	if a.Kind == "" || !field.OneOf(a.Kind, method.AgendaKinds()) || a.Day < 1 || a.Day > 31 || a.Minutes < 0 || a.Minutes > 24*60 {
		return refusal.New(refusal.Invalid, "field", "agenda")
	}
	if a.Day > d.Days() {
		return refusal.New(refusal.DayBeyond, "field", "agenda", "item", a.Title, "day", a.Day, "n", d.Days())
	}
	if _, err := time.Parse(StartForm, a.Start); a.Start != "" && err != nil {
		return refusal.New(refusal.Invalid, "field", "agenda")
	}
	return field.CheckText("subject", a.Title, method.MaxTitle, true)
}

// AgendaItem finds an item of the agenda.
func (m *Meeting) AgendaItem(id method.AgendaID) (AgendaItem, bool) {
	for _, a := range m.Agenda {
		if a.ID == id && id != "" {
			return a, true
		}
	}
	return AgendaItem{}, false
}

// SetAgenda gives a meeting another agenda, and the items of that their boards.
func (c *Community) SetAgenda(meeting method.MeetingID, agenda []AgendaItem) *Meeting {
	m := ledger.Edit(c.tx, &c.Meetings, meeting)
	m.Agenda = Ordered(agenda)
	m.Revision++
	c.applyBoards(m)
	return m
}
