package report

import (
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

// column is a column of a table: its name and what it says of a row.
type column[T any] struct {
	name string
	of   func(T) string
}

// table yields a table, row by row, with the names of its columns as the first; nil
// for one that the report has not. Every row begins with the community, the meeting
// and whether it is a sample, so that tables of several meetings can be put below
// each other.
func (r Report) table(t Table) iter.Seq[[]string] {
	switch t {
	case TableItems:
		return fill(r, itemColumns(), r.items())
	case TableReadings:
		return fill(r, readingColumns(), r.readings())
	case TableAttendance:
		return fill(r, attendanceColumns(), slices.Values(r.counted()))
	case TableAgenda:
		return fill(r, agendaColumns(), slices.Values(r.Meeting.Agenda))
	}
	for _, of := range r.Registers {
		if t == tableOf(of.of) {
			return fill(r, r.columns(of.of), slices.Values(of.Entries))
		}
	}
	return nil
}

// kept are the registers of the report.
func (r Report) kept() []*session.Register {
	var all []*session.Register
	for _, of := range r.Registers {
		all = append(all, of.of)
	}
	return all
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
	board Board
	part  method.Part
}

func (r Report) items() iter.Seq[placed] {
	return func(yield func(placed) bool) {
		for _, b := range r.Boards {
			for _, part := range b.Parts {
				for _, it := range part.Items {
					if !yield(placed{it, b, part.Part}) {
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
		{"quadrant", func(i placed) string { return string(i.part) }}, // the part, whatever the layout
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
		{"layout", func(i placed) string { return i.board.Layout }},
		{"moderated", func(i placed) string { return i.Moderated }},
	}
}

// columns are those of a register: one for each field, and two for organisations,
// of which some are only proposed.
func (r Report) columns(of *session.Register) []column[Entry] {
	all := []column[Entry]{
		{"id", func(e Entry) string { return string(e.ID) }},
		{"code", func(e Entry) string { return e.Code }},
	}
	for _, f := range of.Fields {
		all = append(all, r.fieldColumns(f)...)
	}
	return append(all,
		column[Entry]{"led_to", func(e Entry) string { return codes(e.LedTo) }},
		column[Entry]{"attribution", func(e Entry) string { return string(e.By.Attribution) }},
		column[Entry]{"by", func(e Entry) string { return e.By.shown() }},
		column[Entry]{"audience", func(e Entry) string { return string(e.Audience) }},
		column[Entry]{"taken_back", func(e Entry) string { return strconv.FormatBool(e.TakenBack) }},
		column[Entry]{"edited", func(e Entry) string { return strconv.FormatBool(e.Edited) }},
		column[Entry]{"handed_to", func(e Entry) string { return r.organisation(e.HandedTo) }},
	)
}

func (r Report) fieldColumns(f field.Field) []column[Entry] {
	switch f.Shape {
	case field.ShapeLead, field.ShapeSupport:
		return []column[Entry]{
			{f.Key + "_confirmed", func(e Entry) string { return r.standing(true, f.Supports(e.Fields)) }},
			{f.Key + "_proposed", func(e Entry) string { return r.standing(false, f.Supports(e.Fields)) }},
		}
	case field.ShapeLinks:
		return []column[Entry]{{f.Key, func(e Entry) string { return codes(e.Links[f.Key]) }}}
	}
	return []column[Entry]{{f.Key, func(e Entry) string { return join(f.Get(e.Fields)) }}}
}

// read is a reading with the entry that it is of.
type read struct {
	Reading
	entry Entry
}

func (r Report) readings() iter.Seq[read] {
	return func(yield func(read) bool) {
		for e := range r.everyEntry() {
			for _, one := range e.Readings {
				if !yield(read{one, e}) {
					return
				}
			}
		}
	}
}

// everyEntry yields what was reviewed and then what was added.
func (r Report) everyEntry() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, e := range r.Review {
			if !yield(e) {
				return
			}
		}
		for _, of := range r.Registers {
			for _, e := range of.Entries {
				if !yield(e) {
					return
				}
			}
		}
	}
}

func readingColumns() []column[read] {
	return []column[read]{
		{"id", func(o read) string { return string(o.ID) }},
		{"entry", func(o read) string { return o.entry.Code }},
		{"kind", func(o read) string { return string(o.Kind) }},
		{"day", func(o read) string { return string(o.Day) }},
		{"in_meeting", func(o read) string { return string(o.Reading.Meeting) }},
		{"stage", func(o read) string { return o.Stage }},
		{"completion", func(o read) string { return string(o.Completion) }},
		{"outcome", func(o read) string { return string(o.Outcome) }},
		{"line", func(o read) string { return o.Line }},
		{"evidence", func(o read) string { return o.Evidence }},
		{"by", func(o read) string { return o.By.shown() }},
		{"taken_back", func(o read) string { return strconv.FormatBool(o.TakenBack) }},
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
func (r Report) standing(confirmed bool, all []field.Support) string {
	var names []string
	for _, s := range all {
		if s.Organisation != "" && s.Confirmed == confirmed {
			names = append(names, r.organisation(s.Organisation))
		}
	}
	return join(names)
}

// organisation is the name of one that the report lists.
func (r Report) organisation(id method.OrganisationID) string {
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
