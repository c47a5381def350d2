package report

import (
	"cmp"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
)

// column is a column of a table: its name, what it says of a row, and how that is read.
type column[T any] struct {
	name string
	of   func(T) string
	kind block.Kind
}

func words[T any](name string, of func(T) string) column[T] { return column[T]{name, of, block.Words} }

func code[T any](name string, of func(T) string) column[T] { return column[T]{name, of, block.Code} }

func day[T any](name string, of func(T) string) column[T] { return column[T]{name, of, block.Day} }

func count[T any](name string, of func(T) int) column[T] {
	return column[T]{name, func(v T) string { return strconv.Itoa(of(v)) }, block.Number}
}

func whether[T any](name string, of func(T) bool) column[T] {
	return words(name, func(v T) string { return strconv.FormatBool(of(v)) })
}

// sheet is a table; nil for one that the report has not. Every row begins with the
// community, the meeting and whether it is a sample, so that tables of several
// meetings can be put below each other.
func (r Report) sheet(t Table) *block.Sheet {
	switch t {
	case TableItems:
		return fill(r, t, itemColumns(), r.items())
	case TableReadings:
		return fill(r, t, readingColumns(), r.readings())
	case TableAttendance:
		return fill(r, t, attendanceColumns(), slices.Values(r.headcounts()))
	case TableAgenda:
		return fill(r, t, agendaColumns(), slices.Values(r.Meeting.Agenda))
	}
	for _, of := range r.Registers {
		if t == tableOf(of.of) {
			return fill(r, t, r.columns(of.of), slices.Values(of.Entries))
		}
	}
	return nil
}

// sheets are all tables.
func (r Report) sheets() []*block.Sheet {
	var all []*block.Sheet
	for _, t := range Tables(r.kept()) {
		all = append(all, r.sheet(t))
	}
	return all
}

// kept are the registers of the report.
func (r Report) kept() []*session.Register {
	var all []*session.Register
	for _, of := range r.Registers {
		all = append(all, of.of)
	}
	return all
}

func fill[T any](r Report, t Table, columns []column[T], all iter.Seq[T]) *block.Sheet {
	where := []string{string(r.Community.ID), string(r.Meeting.ID), strconv.FormatBool(r.Community.Sample)}
	s := &block.Sheet{Name: string(t), Columns: []block.Column{{Name: "community"}, {Name: "meeting"}, {Name: "sample"}}}
	for _, c := range columns {
		s.Columns = append(s.Columns, block.Column{Name: c.name, Kind: c.kind})
	}
	s.Rows = func(yield func([]string) bool) {
		for v := range all {
			row := slices.Clone(where)
			for _, c := range columns {
				row = append(row, c.of(v))
			}
			if !yield(row) {
				return
			}
		}
	}
	return s
}

// placed is an item with where it stands.
type placed struct {
	Item
	board Board
	part  Part
}

func (r Report) items() iter.Seq[placed] {
	return func(yield func(placed) bool) {
		for _, b := range r.Boards {
			for _, part := range b.Parts {
				for _, it := range part.Items {
					if !yield(placed{it, b, part}) {
						return
					}
				}
			}
		}
	}
}

// tally is the votes of an item; empty until they are.
func (i placed) tally() string {
	if i.Votes == nil {
		return ""
	}
	return strconv.Itoa(*i.Votes)
}

// doubts is a column of what people have against an item; empty where they have nothing.
func doubts(name string, of func(ballot.Doubts) int) column[placed] {
	return column[placed]{name, func(i placed) string {
		if i.Doubts == nil {
			return ""
		}
		return strconv.Itoa(of(*i.Doubts))
	}, block.Number}
}

// reasons are why people do not consent to an item.
func (i placed) reasons() string {
	if i.Doubts == nil {
		return ""
	}
	var all []string
	for _, r := range i.Doubts.Reasons {
		all = append(all, string(r.Answer)+": "+r.Words)
	}
	return join(all)
}

// byHand is how many of the votes were counted by hand; empty for none.
func (i placed) byHand() string {
	if i.ByHand == nil {
		return ""
	}
	return strconv.Itoa(i.ByHand.N)
}

func itemColumns() []column[placed] {
	return []column[placed]{
		words("id", func(i placed) string { return string(i.ID) }),
		code("code", func(i placed) string { return i.Code }),
		words("subject", func(i placed) string { return i.board.Subject }),
		words("country", func(i placed) string { return string(i.board.Country) }),
		words("phase", func(i placed) string { return string(i.board.Phase) }),
		words("quadrant", func(i placed) string { return string(i.part.Part) }), // the part, whatever the layout
		words("text", func(i placed) string { return i.Text }),
		words("level", func(i placed) string { return string(i.Level) }),
		{"votes", placed.tally, block.Number},
		words("attribution", func(i placed) string { return string(i.By.Attribution) }),
		words("by", func(i placed) string { return i.By.shown() }),
		words("audience", func(i placed) string { return string(i.Audience) }),
		words("led_to", func(i placed) string { return codes(i.LedTo) }),
		whether("taken_back", func(i placed) bool { return i.TakenBack }),
		whether("edited", func(i placed) bool { return i.Edited }),
		words("layout", func(i placed) string { return i.board.Layout }),
		words("moderated", func(i placed) string { return i.Moderated }),
		words("heading", func(i placed) string { return i.Heading }),
		words("part", func(i placed) string { return i.part.named() }),
		words("interpreted", placed.lines),
		words("way", func(i placed) string { return string(i.way) }),
		doubts("reservations", func(d ballot.Doubts) int { return d.Reservations }),
		doubts("objections", func(d ballot.Doubts) int { return d.Objections }),
		words("reasons", placed.reasons),
		{"by_hand", placed.byHand, block.Number},
	}
}

// named is what people called a part; empty where its layout says that.
func (p Part) named() string {
	if p.Own == nil {
		return ""
	}
	return p.Own.Title
}

// lines are what an item says in other languages, each behind its language.
func (i placed) lines() string {
	var all []string
	for _, line := range i.Interpreted {
		all = append(all, string(line.Language)+": "+line.Text)
	}
	return strings.Join(all, "; ")
}

// columns are those of a register: one for each field, and two for organisations,
// of which some are only proposed.
func (r Report) columns(of *session.Register) []column[Entry] {
	all := []column[Entry]{
		words("id", func(e Entry) string { return string(e.ID) }),
		code("code", func(e Entry) string { return e.Code }),
	}
	for _, f := range of.Fields {
		all = append(all, r.fieldColumns(f)...)
	}
	return append(all,
		words("led_to", func(e Entry) string { return codes(e.LedTo) }),
		words("attribution", func(e Entry) string { return string(e.By.Attribution) }),
		words("by", func(e Entry) string { return e.By.shown() }),
		words("audience", func(e Entry) string { return string(e.Audience) }),
		whether("taken_back", func(e Entry) bool { return e.TakenBack }),
		whether("edited", func(e Entry) bool { return e.Edited }),
		words("handed_to", func(e Entry) string { return r.organisation(e.HandedTo) }),
		count("revision", func(e Entry) int { return e.revision }),
	)
}

// Cells are what the table of a register holds of each of its entries, by the names of
// the columns.
func (r Report) Cells(of *session.Register) map[method.EntryID]map[string]string {
	columns, all := r.columns(of), map[method.EntryID]map[string]string{}
	for _, register := range r.Registers {
		if register.Name != of.Name {
			continue
		}
		for _, e := range register.Entries {
			cells := make(map[string]string, len(columns))
			for _, c := range columns {
				cells[c.name] = c.of(e)
			}
			all[e.ID] = cells
		}
	}
	return all
}

func (r Report) fieldColumns(f field.Field) []column[Entry] {
	switch f.Shape {
	case field.ShapeLead, field.ShapeSupport:
		return []column[Entry]{
			words(f.Key+"_confirmed", func(e Entry) string { return r.supporters(true, f.Supports(e.Fields)) }),
			words(f.Key+"_proposed", func(e Entry) string { return r.supporters(false, f.Supports(e.Fields)) }),
		}
	case field.ShapePairs:
		return []column[Entry]{words(f.Key, func(e Entry) string { return join(e.Pairs) })}
	case field.ShapeLinks:
		return []column[Entry]{words(f.Key, func(e Entry) string { return codes(e.Links[f.Key]) })}
	case field.ShapeDay:
		return []column[Entry]{day(f.Key, func(e Entry) string { return f.Get(e.Fields)[0] })}
	}
	return []column[Entry]{words(f.Key, func(e Entry) string { return join(f.Get(e.Fields)) })}
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
		words("id", func(o read) string { return string(o.ID) }),
		words("entry", func(o read) string { return o.entry.Code }),
		words("kind", func(o read) string { return string(o.Kind) }),
		day("day", func(o read) string { return string(o.Day) }),
		words("in_meeting", func(o read) string { return string(o.Reading.Meeting) }),
		words("stage", func(o read) string { return o.Stage }),
		words("completion", func(o read) string { return string(o.Completion) }),
		words("outcome", func(o read) string { return string(o.Outcome) }),
		words("line", func(o read) string { return o.Line }),
		words("evidence", func(o read) string { return o.Evidence }),
		words("by", func(o read) string { return o.By.shown() }),
		whether("taken_back", func(o read) bool { return o.TakenBack }),
	}
}

// headcount is a count of people with what it is by.
type headcount struct {
	Count
	by string
}

func (r Report) headcounts() []headcount {
	var all []headcount
	for _, c := range r.Attendance.ByCountry {
		all = append(all, headcount{c, "country"})
	}
	for _, c := range r.Attendance.ByType {
		all = append(all, headcount{c, "organisation_type"})
	}
	return all
}

// notGiven is what a table counts people under who have not said what they are of.
const notGiven = "not-given"

func attendanceColumns() []column[headcount] {
	return []column[headcount]{
		words("counted_by", func(c headcount) string { return c.by }),
		words("of", func(c headcount) string { return cmp.Or(c.Of, notGiven) }),
		count("people", func(c headcount) int { return c.N }),
	}
}

func agendaColumns() []column[session.AgendaItem] {
	return []column[session.AgendaItem]{
		words("id", func(a session.AgendaItem) string { return string(a.ID) }),
		count("day", func(a session.AgendaItem) int { return a.Day }),
		words("start", func(a session.AgendaItem) string { return a.Start }),
		count("minutes", func(a session.AgendaItem) int { return a.Minutes }),
		words("kind", func(a session.AgendaItem) string { return string(a.Kind) }),
		words("title", func(a session.AgendaItem) string { return a.Title }),
	}
}

// shown is the name or label that an attribution shows, if any.
func (b By) shown() string {
	if b.Name != "" {
		return b.Name
	}
	return string(b.Country)
}

// supporters names the organisations that have confirmed, or those that have not.
func (r Report) supporters(confirmed bool, all []field.Support) string {
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
