package report

import (
	"bufio"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
)

// Markdown writes the report for people to read, in the language that it was
// built for. What people wrote is text in it and nothing else: no heading, link,
// image, HTML or table.
func Markdown(w io.Writer, r Report) error {
	p := &page{Report: r, w: r.words, text: bufio.NewWriter(w)}
	p.head()
	p.objectives()
	p.agenda()
	p.attendance()
	for _, b := range r.Boards {
		p.board(b)
	}
	for _, of := range r.Registers {
		p.register(of)
	}
	p.review()
	p.breaks = min(p.breaks, 1)
	p.write("")
	return p.text.Flush()
}

// page is a report on its way to Markdown. Its methods take plain text and
// escape it.
type page struct {
	Report
	w      *locale.Words
	text   *bufio.Writer // an error is kept until it is flushed
	breaks int           // line breaks that stand between what is written and what follows
	begun  bool
}

// write writes a text behind the line breaks that are due.
func (p *page) write(s string) {
	for ; p.breaks > 0; p.breaks-- {
		_ = p.text.WriteByte('\n')
	}
	_, _ = p.text.WriteString(s)
	p.begun = p.begun || s != ""
}

func (p *page) line(parts ...string) {
	for _, s := range parts {
		if s != "" {
			p.write(s)
		}
	}
	p.breaks++
}

// gap parts what follows by one empty line.
func (p *page) gap() {
	if p.begun {
		p.breaks = max(p.breaks, 2)
	}
}

func (p *page) heading(level int, s string) {
	p.gap()
	p.line(strings.Repeat("#", level), " ", inline(s))
	p.line()
}

// fact is a labelled value of a list, or nothing where there is no value.
func (p *page) fact(label, value string) { p.labelled(p.w.T("report.label."+label), value) }

func (p *page) labelled(label, value string) {
	if value != "" {
		p.line("- **", inline(label), ":** ", inline(value))
	}
}

func (p *page) table(head []string, rows [][]string) {
	p.row(head)
	p.line(strings.Repeat("| --- ", len(head)), "|")
	for _, r := range rows {
		p.row(r)
	}
}

func (p *page) row(cells []string) {
	for _, c := range cells {
		p.write("| " + inline(c) + " ")
	}
	p.line("|")
}

// labels are the words of several labels, as the head of a table.
func (p *page) labels(keys ...string) []string {
	for i, k := range keys {
		keys[i] = p.w.T("report.label." + k)
	}
	return keys
}

func (p *page) head() {
	m := p.Meeting
	p.heading(1, m.Title)
	if p.Community.Sample {
		p.line("> **", inline(p.w.T("sample")), "**")
		p.line()
	}
	p.line(inline(p.w.T("report.meeting", "number", m.Number, "community", p.Community.Name)))
	p.line()
	p.fact("date", p.w.Days(m.First, m.Last))
	p.fact("place", m.Place)
	p.fact("mode", p.word("mode.", string(m.Mode)))
	p.fact("convenors", strings.Join(m.Convenors, ", "))
	p.line()
	p.line(inline(p.w.T("report.made", "audience", p.w.T("audience."+string(p.Audience)),
		"day", p.w.Day(method.Date(p.Made.Format("2006-01-02"))), "time", p.Made.Format("15:04 UTC"))))
}

func (p *page) objectives() {
	if len(p.Meeting.Objectives) == 0 {
		return
	}
	p.heading(2, p.w.T("report.objectives"))
	for i, o := range p.Meeting.Objectives {
		p.line(strconv.Itoa(i+1), ". ", inline(o))
	}
}

func (p *page) agenda() {
	if len(p.Meeting.Agenda) == 0 {
		return
	}
	p.heading(2, p.w.T("report.agenda"))
	var rows [][]string
	for _, a := range p.Meeting.Agenda {
		rows = append(rows, []string{
			strconv.Itoa(a.Day), a.Start, strconv.Itoa(a.Minutes), p.w.T("agenda." + string(a.Kind)), a.Title,
		})
	}
	p.table(p.labels("day", "start", "minutes", "kind", "title"), rows)
}

func (p *page) attendance() {
	p.heading(2, p.w.T("report.attendance"))
	p.line(p.w.T("report.people.count", "n", p.Attendance.People))
	if p.Attendance.People == 0 {
		return
	}
	p.heading(3, p.w.T("report.attendance.country"))
	p.table(p.labels("country", "people"), p.counts(p.Attendance.ByCountry, "country.none",
		func(of string) string { return p.country(method.Country(of)) }))
	p.heading(3, p.w.T("report.attendance.type"))
	p.table(p.labels("type", "people"), p.counts(p.Attendance.ByType, "organisation.none",
		func(of string) string { return p.w.T("organisation." + of) }))
}

// counts are the rows of a table, the most first and equals by their names.
func (p *page) counts(all []Count, none string, called func(string) string) [][]string {
	name := func(c Count) string {
		if c.Of == "" {
			return p.w.T(none)
		}
		return called(c.Of)
	}
	all = slices.Clone(all)
	locale.Sort(p.w, all, name)
	slices.SortStableFunc(all, func(a, b Count) int { return b.N - a.N })
	var rows [][]string
	for _, c := range all {
		rows = append(rows, []string{name(c), strconv.Itoa(c.N)})
	}
	return rows
}
