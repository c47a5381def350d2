package home

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
)

func inLanguage(t *testing.T, tag string) *locale.Words {
	t.Helper()
	all, err := locale.Load(register.All())
	if err != nil {
		t.Fatal(err)
	}
	return all.In(tag)
}

func TestAgendaComesBackAsItWasWritten(t *testing.T) {
	agenda := []session.AgendaItem{{ID: "open", Kind: method.Plenary, Title: "Any  time - 5 ทำ", Day: 1}}
	for i, k := range method.AgendaKinds() {
		agenda = append(agenda, session.AgendaItem{
			ID: method.AgendaID(fmt.Sprint("a", i)), Kind: k, Title: fmt.Sprint("Part ", i), Day: 1 + i/9, Start: fmt.Sprintf("%02d:05", i), Minutes: i,
		})
		if k == method.OwnBoard {
			agenda[len(agenda)-1].Parts = []layout.OwnPart{{Title: "- Keep", Question: "What works: and why?"}, {Title: "ทำ"}, {Title: "1 09:00 30 swot"}}
			agenda[len(agenda)-1].Before = "2022-08-01" // which is not written, and kept
		}
	}
	for i, said := range []session.AgendaItem{
		{Title: "Malaysia", Prefix: "MY", Country: "MY"}, {Title: "Malasia", Prefix: "M2"}, {Title: "Shelters [new]", Prefix: "SH", Country: "TH"},
		{Title: "Three states", Prefix: "TS", Country: "Chiapas, north"}, {Title: "In turn, all", Prefix: "R"},
	} {
		said.ID, said.Kind, said.Day = method.AgendaID(fmt.Sprint("b", i)), method.BoardKinds()[i%2], 3
		agenda = append(agenda, said)
	}
	for _, language := range locale.Languages() {
		w := inLanguage(t, language)
		typed := strings.Join(writeAgenda(w, agenda), "\n")
		got, err := readAgenda(w, typed, agenda, rand.NewChaCha8([32]byte{}))
		if err != nil || !reflect.DeepEqual(got, agenda) {
			t.Errorf("%s: %s\nis read as %+v, %v", language, typed, got, err)
		}
	}
}

// TestAgendaKeepsWhatItRecognises: the one that is on stays on, with its timer,
// whatever is edited around it.
func TestAgendaKeepsWhatItRecognises(t *testing.T) {
	const before = "1 09:00 30 plenary Opening\n1 09:30 90 swot Where we stand\n1 11:00 60 plenary Close"
	w, chance := inLanguage(t, "en"), rand.NewChaCha8([32]byte{})
	for _, test := range []struct{ name, typed, want string }{
		{"nothing", before, "0 1 2"},
		{"a title", "1 09:00 30 plenary Welcome\n1 09:30 90 swot Where we stand\n1 11:00 60 plenary Close", "0 1 2"},
		{"a start", "1 09:15 30 plenary Opening\n1 09:30 90 swot Where we stand\n1 11:00 60 plenary Close", "0 1 2"},
		{"title, start and minutes", "1 09:00 30 plenary Opening\n2 10:00 45 swot Strengths\n1 11:00 60 plenary Close", "0 1 2"},
		{"all of them", "1 10:00 20 plenary Welcome\n1 10:30 60 swot Strengths\n1 12:00 30 plenary Goodbye", "0 1 2"},
		{"all, each to the start of the next", "1 09:30 20 plenary Welcome\n1 11:00 60 swot Strengths\n1 12:00 30 plenary Goodbye", "0 1 2"},
		{"the kind too", "1 09:00 30 plenary Opening\n1 10:00 90 panel Strengths\n1 11:00 60 plenary Close", "0 1 2"},
		{"one before it", "1 08:00 30 plenary Coffee\n" + before, "- 0 1 2"},
		{"one after it", "1 09:00 30 plenary Opening\n1 09:30 90 swot Where we stand\n1 10:45 15 plenary Tea\n1 11:00 60 plenary Close", "0 1 - 2"},
		{"one gone", "1 09:00 30 plenary Opening\n1 11:00 60 plenary Close", "0 2"},
		{"one gone and another changed", "1 09:00 30 plenary Opening\n1 11:00 30 plenary Goodbye", "0 2"},
		{"another order", "1 11:00 60 plenary Close\n1 09:30 90 swot Where we stand\n1 09:00 30 plenary Opening", "2 1 0"},
		{"two titles changed places", "1 09:00 30 plenary Close\n1 09:30 90 swot Where we stand\n1 11:00 60 plenary Opening", "2 1 0"},
		{"moved and another changed", "2 9:00 60 ACTIONS Together\n\n  1 10:00 45 swot Where we stand\n1 09:00 20 plenary Welcome", "- 1 0"},
		{"one gone, one changed, one new", "1 09:30 90 swot Where we stand\n1 11:00 60 plenary Goodbye\n1 12:00 60 plenary Lunch", "1 2 -"},
		{"something else", "1 14:00 60 actions Together", "-"},
		{"nothing left", "", ""},
	} {
		was, err := readAgenda(w, before, nil, chance)
		if err != nil {
			t.Fatal(err)
		}
		got, err := readAgenda(w, test.typed, was, chance)
		if err != nil {
			t.Fatalf("%s: %v", test.name, err)
		}
		var ids []string
		seen := map[method.AgendaID]bool{}
		for _, a := range got {
			id := "-"
			if i := slices.IndexFunc(was, func(b session.AgendaItem) bool { return a.ID == b.ID }); i >= 0 {
				id = fmt.Sprint(i)
			}
			if seen[a.ID] || a.ID == "" {
				t.Errorf("%s: the id %q twice", test.name, a.ID)
			}
			seen[a.ID] = true
			ids = append(ids, id)
		}
		if strings.Join(ids, " ") != test.want {
			t.Errorf("%s: the items are those that were %v, want %s", test.name, ids, test.want)
		}
	}
}

// TestAnItemAboutSomethingElseIsNew: the board of the one that stood there stays what
// it is about. Whoever leaves what its codes begin with changes its title only.
func TestAnItemAboutSomethingElseIsNew(t *testing.T) {
	was := []session.AgendaItem{
		{ID: "s", Kind: method.SWOT, Title: "Malaysia", Day: 1, Start: "09:00", Prefix: "MY", Country: "MY"},
		{ID: "p", Kind: method.Plenary, Title: "Close", Day: 1, Start: "11:00"},
	}
	for typed, known := range map[string]bool{
		"1 09:00 0 swot Malaysia [MY]": true, "1 09:00 0 swot Malaysia": true, "1 10:00 0 swot Malaysia [MAL]": true,
		"1 10:00 0 swot The three states [MY]": true, "1 09:00 0 swot Vietnam": false, "1 09:00 0 swot Vietnam [VN]": false,
		"1 09:00 0 round Vietnam": true, "1 09:00 0 plenary Welcome": true,
	} {
		got, err := readAgenda(inLanguage(t, "en"), typed+"\n1 11:00 0 plenary Close", was, rand.NewChaCha8([32]byte{}))
		if err != nil || (got[0].ID == "s") != known || got[1].ID != "p" {
			t.Errorf("%q is read as %+v, %v", typed, got, err)
		}
	}
}

func TestAgendaNamesTheWordItCannotRead(t *testing.T) {
	w := inLanguage(t, "en")
	for line, want := range map[string]string{
		"tomorrow 09:00 30 plenary Opening": "“tomorrow”, which is no day", "0 09:00 30 plenary Opening": "“0”, which is no day",
		"Opening": "“Opening”, which is no day", "- Keep: what works?": "“-”, which is no day",
		"1 25:00 30 plenary Opening":   "“25:00” is no time of day",
		"1 09:00 long plenary Opening": "“long” is no number of minutes", "1 09:00 -1 plenary Opening": "“-1” is no number of minutes",
		"1 09:00":                  "“” is no number of minutes",
		"1 09:00 30 party Opening": "no kind “party”",
		"1 09:00 30 plenary":       "has no title",
	} {
		_, err := readAgenda(w, "1 08:00 30 plenary Coffee\n\n"+line, nil, rand.NewChaCha8([32]byte{}))
		if err == nil || !strings.Contains(w.Error(err), "Line 3") || !strings.Contains(w.Error(err), want) {
			t.Errorf("%q is answered with %s", line, w.Error(err))
		}
	}
}

// TestAgendaIsReadWithAndWithoutAccents, as keyboards have them.
func TestAgendaIsReadWithAndWithoutAccents(t *testing.T) {
	for _, kind := range []string{"evaluación", "evaluacion", "EVALUACIÓN", "evaluation"} {
		got, err := readAgenda(inLanguage(t, "es"), "1 09:00 30 "+kind+" Cierre", nil, rand.NewChaCha8([32]byte{}))
		if err != nil || got[0].Kind != method.Evaluation {
			t.Errorf("%s is read as %+v, %v", kind, got, err)
		}
	}
}

// TestAnAgendaSaysWhatBoardsAreAbout: the title, what codes begin with, and a country
// where the title does not name it.
func TestAnAgendaSaysWhatBoardsAreAbout(t *testing.T) {
	for line, want := range map[string]session.AgendaItem{
		"swot Malaysia":                 {Title: "Malaysia", Country: "MY"},
		"swot Malasia [MAL]":            {Title: "Malasia", Prefix: "MAL", Country: "MY"},
		"swot Malaysia[ MY ]":           {Title: "Malaysia", Prefix: "MY", Country: "MY"},
		"swot Malaysia [MY, -]":         {Title: "Malaysia", Prefix: "MY"},
		"swot Shelters [SH, Tailandia]": {Title: "Shelters", Prefix: "SH", Country: "TH"},
		"swot Shelters [SH, Chiapas]":   {Title: "Shelters", Prefix: "SH", Country: "Chiapas"},
		"swot Shelters [, TH]":          {Title: "Shelters", Country: "TH"},
		"swot [MY]":                     {Title: "[MY]"},
		"round Everybody in turn":       {Title: "Everybody in turn"},
		"plenary Opening [short]":       {Title: "Opening [short]"},
	} {
		kind, _, _ := strings.Cut(line, " ")
		want.ID, want.Kind, want.Day = "known", method.AgendaKind(kind), 1
		got, err := readAgenda(inLanguage(t, "en"), "1 - 0 "+line, []session.AgendaItem{want}, rand.NewChaCha8([32]byte{}))
		if err != nil || !reflect.DeepEqual(got, []session.AgendaItem{want}) {
			t.Errorf("%q is read as %+v, %v", line, got, err)
		}
	}
}

// TestTemplatesAreAgendas in every language: they can be read, say the same kinds for as
// long, fit without one item running into a break, and come back as they were written.
func TestTemplatesAreAgendas(t *testing.T) {
	for _, name := range templates {
		var first []session.AgendaItem
		for _, language := range locale.Languages() {
			w := inLanguage(t, language)
			written := w.T("agenda.template." + name)
			items, err := readAgenda(w, written, nil, rand.NewChaCha8([32]byte{}))
			if err != nil {
				t.Fatalf("%s in %s: %s", name, language, w.Error(err))
			}
			if first == nil {
				first = items
			}
			if got := strings.Join(writeAgenda(w, items), "\n"); got != written || len(items) != len(first) {
				t.Errorf("%s in %s comes back as\n%s", name, language, got)
			}
			for i, a := range agenda.Times(items) {
				if a.Over > 0 || a.Kind != first[i].Kind || a.Minutes != first[i].Minutes || a.Title == "" {
					t.Errorf("%s in %s: %+v", name, language, a)
				}
				if opens := i == 0 || first[i-1].Day != a.Day; (a.Start != "") != (opens || a.Kind.HoldsStart()) {
					t.Errorf("%s in %s: %s has the start %q", name, language, a.Title, a.Start)
				}
			}
		}
	}
}
