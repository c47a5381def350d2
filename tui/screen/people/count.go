package people

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// headcount counts who was at the meeting, once for all who see the same.
func headcount(d *desk.Desk) tally.Headcount {
	return session.Derived(d.Shared, inMeeting{of: "headcount", meeting: d.Meeting}, func() tally.Headcount {
		return d.Shared.Headcount(d.Meeting)
	})
}

// others is the line about people who have no terminal, where somebody counted them.
func others(d *desk.Desk) kit.Few {
	mt := d.Current()
	if mt.Others.People == 0 {
		return nil
	}
	return d.Pairs([]kit.Pair{{
		Key: "others", Words: d.T("report.people.count", "n", mt.Others.People),
		Beside: d.T("people.counted_by", "name", desk.SteererName(d, mt.OthersBy)),
	}})
}

// countKey says that somebody was there, or was not.
func countKey(d *desk.Desk, m *session.Member) kit.Key {
	there, words := !d.Current().Counts(m.ID), "key.was_not_there"
	if there {
		words = "key.was_there"
	}
	return kit.On("t", d.T(words), func() tea.Cmd {
		return d.Do(&standing.CountMember{Meeting: d.Meeting, Member: m.ID, There: there}, "")
	})
}

// maxCounts is the most letters of a question for counts.
const maxCounts = 20 * method.MaxLabel

// newCount counts the people who have no terminal. What there may be stands in the
// questions already, so that only numbers are to be typed.
func newCount(d *desk.Desk) desk.Screen {
	ask := func(d *desk.Desk, h tally.Headcount) kit.Questions {
		people := kit.LineField("people", d.T("field.people"), strconv.Itoa(h.People), 6)
		people.Note = d.T("count.people_note")
		countries := kit.LinesField("by_country", d.T("people.by_country"), writeCounts(h.ByCountry, countriesHere(d), country(d)), maxCounts)
		countries.Note = d.T("count.country_note")
		types := kit.LinesField("by_type", d.T("people.by_type"), writeCounts(h.ByType, allTypes(), typeOf(d)), maxCounts)
		types.Note = d.T("count.type_note")
		return kit.Questions{people, countries, types}
	}
	mt := d.Current()
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: ask(d, mt.Others)}, Heading: "count.title",
		Name: session.NameDraft("count", "", string(d.Meeting)), // also once the meeting is closed
	}
	s.Revision = mt.OthersRevision
	s.Theirs = func(d *desk.Desk, saved any) kit.Questions {
		theirs, _ := saved.(tally.Headcount)
		return ask(d, theirs)
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		people, ok := s.Number(d, "people", 0)
		if !ok {
			return nil
		}
		h, wrong := readHeadcount(d, s.Form)
		h.People = people
		if wrong != "" {
			s.Refuse(d, refusal.New(refusal.Invalid, "field", wrong))
			return nil
		}
		return d.Do(&standing.CountOthers{Meeting: d.Meeting, Revision: s.Revision, Headcount: h}, s.Name)
	}
	return s.Open(d)
}

// readHeadcount reads how many there are of each, and says which question has an answer that
// is none.
func readHeadcount(d *desk.Desk, f *kit.Form) (h tally.Headcount, wrong string) {
	var ok bool
	if h.ByCountry, ok = readCounts(f.Fields.Lines("by_country"), func(typed string) string { return desk.CountryCalled(d, typed) }); !ok {
		return h, "by_country"
	}
	if h.ByType, ok = readCounts(f.Fields.Lines("by_type"), func(typed string) string { return typeCalled(d, typed) }); !ok {
		return h, "by_type"
	}
	return h, ""
}

// country says what a country is called, and typeOf a type of organisation.
func country(d *desk.Desk) func(string) string {
	return func(of string) string { return d.Words.Country(method.Country(of)) }
}

func typeOf(d *desk.Desk) func(string) string {
	return func(of string) string { return d.T("organisation." + of) }
}

// countriesHere are those that people in the meeting say they are from.
func countriesHere(d *desk.Desk) []string {
	var all []string
	for _, c := range headcount(d).ByCountry {
		if c.Of != "" && c.Of != tally.Together {
			all = append(all, c.Of)
		}
	}
	return all
}

func allTypes() []string {
	var all []string
	for _, t := range method.OrganisationTypes() {
		all = append(all, string(t))
	}
	return all
}

// typeCalled is the type of organisation that is called so, or empty.
func typeCalled(d *desk.Desk, typed string) string {
	for _, t := range allTypes() {
		if clean.Same(d.T("organisation."+t), typed) {
			return t
		}
	}
	return ""
}

// writeCounts writes one line for each count, and for each of what there may be
// besides.
func writeCounts(counts []tally.Count, maybe []string, called func(string) string) []string {
	var lines []string
	for _, of := range maybe {
		if !slices.ContainsFunc(counts, func(c tally.Count) bool { return c.Of == of }) {
			counts = append(slices.Clip(counts), tally.Count{Of: of})
		}
	}
	for _, c := range counts {
		lines = append(lines, called(c.Of)+" "+strconv.Itoa(c.N))
	}
	return lines
}

// readCounts reads the lines of writeCounts, those of nobody left out.
func readCounts(lines []string, named func(string) string) (all []tally.Count, ok bool) {
	for _, line := range lines {
		words, number := line[:max(0, strings.LastIndex(line, " "))], line[strings.LastIndex(line, " ")+1:]
		n, err := strconv.Atoi(number)
		of := named(strings.TrimSpace(words))
		if err != nil || of == "" {
			return nil, false
		}
		if n != 0 {
			all = append(all, tally.Count{Of: of, N: n})
		}
	}
	return all, true
}
