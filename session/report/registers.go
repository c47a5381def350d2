package report

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session"
)

// column is a column of a register: its name and what it says of a row.
type column[T any] struct {
	name string
	of   func(T) string
}

// table yields a register, row by row, with the names of its columns as the
// first. Every row begins with the community, the meeting and whether it is a
// sample, so that registers of several meetings can be put below each other.
func (r Report) table(register Register) iter.Seq[[]string] {
	switch register {
	case RegisterItems:
		return fill(r, itemColumns(), r.items())
	case RegisterCommitments:
		return fill(r, r.commitmentColumns(), slices.Values(r.Commitments))
	case RegisterActions:
		return fill(r, r.actionColumns(), slices.Values(r.Actions))
	case RegisterAttendance:
		return fill(r, attendanceColumns(), slices.Values(r.counted()))
	case RegisterAgenda:
		return fill(r, agendaColumns(), slices.Values(r.Meeting.Agenda))
	}
	return nil
}

func fill[T any](r Report, columns []column[T], all iter.Seq[T]) iter.Seq[[]string] {
	return func(yield func([]string) bool) {
		head := []string{"community", "meeting", "sample"}
		for _, c := range columns {
			head = append(head, c.name)
		}
		if !yield(head) {
			return
		}
		for v := range all {
			row := []string{string(r.Community.ID), string(r.Meeting.ID), strconv.FormatBool(r.Community.Sample)}
			for _, c := range columns {
				row = append(row, c.of(v))
			}
			if !yield(row) {
				return
			}
		}
	}
}

// placed is an item with where it stands.
type placed struct {
	Item
	board    Board
	quadrant session.Quadrant
}

func (r Report) items() iter.Seq[placed] {
	return func(yield func(placed) bool) {
		for _, b := range r.Boards {
			for _, q := range b.Quadrants {
				for _, it := range q.Items {
					if !yield(placed{it, b, q.Quadrant}) {
						return
					}
				}
			}
		}
	}
}

func itemColumns() []column[placed] {
	return []column[placed]{
		{"id", func(i placed) string { return string(i.ID) }},
		{"code", func(i placed) string { return i.Code }},
		{"subject", func(i placed) string { return i.board.Subject }},
		{"country", func(i placed) string { return string(i.board.Country) }},
		{"phase", func(i placed) string { return string(i.board.Phase) }},
		{"quadrant", func(i placed) string { return string(i.quadrant) }},
		{"text", func(i placed) string { return i.Text }},
		{"level", func(i placed) string { return string(i.Level) }},
		{"votes", func(i placed) string {
			if i.Votes == nil {
				return ""
			}
			return strconv.Itoa(*i.Votes)
		}},
		{"attribution", func(i placed) string { return string(i.By.Attribution) }},
		{"by", func(i placed) string { return i.By.shown() }},
		{"audience", func(i placed) string { return string(i.Audience) }},
		{"led_to", func(i placed) string { return codes(i.LedTo) }},
		{"taken_back", func(i placed) string { return strconv.FormatBool(i.TakenBack) }},
		{"edited", func(i placed) string { return strconv.FormatBool(i.Edited) }},
	}
}

func (r Report) commitmentColumns() []column[Commitment] {
	return []column[Commitment]{
		{"id", func(c Commitment) string { return string(c.ID) }},
		{"code", func(c Commitment) string { return c.Code }},
		{"title", func(c Commitment) string { return c.Title }},
		{"description", func(c Commitment) string { return c.Description }},
		{"kind", func(c Commitment) string { return string(c.Kind) }},
		{"mode", func(c Commitment) string { return string(c.Mode) }},
		{"lead_confirmed", func(c Commitment) string { return r.standing(true, c.Lead) }},
		{"lead_proposed", func(c Commitment) string { return r.standing(false, c.Lead) }},
		{"supporting_confirmed", func(c Commitment) string { return r.standing(true, c.Supporting...) }},
		{"supporting_proposed", func(c Commitment) string { return r.standing(false, c.Supporting...) }},
		{"country", func(c Commitment) string { return string(c.Country) }},
		{"level", func(c Commitment) string { return string(c.Level) }},
		{"start", func(c Commitment) string { return string(c.Start) }},
		{"end", func(c Commitment) string { return string(c.End) }},
		{"stage", func(c Commitment) string { return string(c.Stage) }},
		{"reason", func(c Commitment) string { return c.Reason }},
		{"next_review", func(c Commitment) string { return string(c.NextReview) }},
		{"from", func(c Commitment) string { return codes(c.From) }},
		{"led_to", func(c Commitment) string { return codes(c.LedTo) }},
		{"attribution", func(c Commitment) string { return string(c.By.Attribution) }},
		{"by", func(c Commitment) string { return c.By.shown() }},
		{"audience", func(c Commitment) string { return string(c.Audience) }},
		{"taken_back", func(c Commitment) string { return strconv.FormatBool(c.TakenBack) }},
		{"edited", func(c Commitment) string { return strconv.FormatBool(c.Edited) }},
	}
}

func (r Report) actionColumns() []column[Action] {
	return []column[Action]{
		{"id", func(a Action) string { return string(a.ID) }},
		{"code", func(a Action) string { return a.Code }},
		{"title", func(a Action) string { return a.Title }},
		{"description", func(a Action) string { return a.Description }},
		{"kind", func(a Action) string { return string(a.Kind) }},
		{"lead_confirmed", func(a Action) string { return r.standing(true, a.Lead) }},
		{"lead_proposed", func(a Action) string { return r.standing(false, a.Lead) }},
		{"contributors_confirmed", func(a Action) string { return r.standing(true, a.Contributors...) }},
		{"contributors_proposed", func(a Action) string { return r.standing(false, a.Contributors...) }},
		{"countries", func(a Action) string { return join(a.Countries) }},
		{"cross_country", func(a Action) string { return strconv.FormatBool(a.CrossCountry) }},
		{"scope", func(a Action) string { return string(a.Scope) }},
		{"mechanism", func(a Action) string { return a.Mechanism }},
		{"window", func(a Action) string { return a.Window }},
		{"start", func(a Action) string { return string(a.Start) }},
		{"end", func(a Action) string { return string(a.End) }},
		{"status", func(a Action) string { return string(a.Status) }},
		{"next_review", func(a Action) string { return string(a.NextReview) }},
		{"from", func(a Action) string { return codes(a.From) }},
		{"attribution", func(a Action) string { return string(a.By.Attribution) }},
		{"by", func(a Action) string { return a.By.shown() }},
		{"audience", func(a Action) string { return string(a.Audience) }},
		{"taken_back", func(a Action) string { return strconv.FormatBool(a.TakenBack) }},
		{"edited", func(a Action) string { return strconv.FormatBool(a.Edited) }},
	}
}

// counted is a count with what it is by.
type counted struct {
	Count
	by string
}

func (r Report) counted() []counted {
	var all []counted
	for _, c := range r.Attendance.ByCountry {
		all = append(all, counted{c, "country"})
	}
	for _, c := range r.Attendance.ByType {
		all = append(all, counted{c, "organisation_type"})
	}
	return all
}

func attendanceColumns() []column[counted] {
	return []column[counted]{
		{"counted_by", func(c counted) string { return c.by }},
		{"of", func(c counted) string { return c.Of }},
		{"people", func(c counted) string { return strconv.Itoa(c.N) }},
	}
}

func agendaColumns() []column[session.AgendaItem] {
	return []column[session.AgendaItem]{
		{"id", func(a session.AgendaItem) string { return string(a.ID) }},
		{"day", func(a session.AgendaItem) string { return strconv.Itoa(a.Day) }},
		{"start", func(a session.AgendaItem) string { return a.Start }},
		{"minutes", func(a session.AgendaItem) string { return strconv.Itoa(a.Minutes) }},
		{"kind", func(a session.AgendaItem) string { return string(a.Kind) }},
		{"title", func(a session.AgendaItem) string { return a.Title }},
	}
}

// shown is the name or label that an attribution shows, if any.
func (b By) shown() string {
	if b.Name != "" {
		return b.Name
	}
	return string(b.Country)
}

// standing names the organisations that have confirmed, or those that have not.
func (r Report) standing(confirmed bool, all ...session.Support) string {
	var names []string
	for _, s := range all {
		if s.Organisation != "" && s.Confirmed == confirmed {
			names = append(names, r.organisation(s.Organisation))
		}
	}
	return join(names)
}

// organisation is the name of one that the report lists.
func (r Report) organisation(id session.OrganisationID) string {
	for _, o := range r.Organisations {
		if o.ID == id {
			return o.Name
		}
	}
	return string(id)
}

func codes(links []Link) string {
	var all []string
	for _, l := range links {
		all = append(all, l.Code)
	}
	return join(all)
}

// join puts several values into one cell.
func join[T ~string](all []T) string {
	var parts []string
	for _, s := range all {
		parts = append(parts, string(s))
	}
	return strings.Join(parts, "; ")
}
