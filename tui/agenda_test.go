package tui

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
)

func inLanguage(t *testing.T, tag string) *locale.Words {
	t.Helper()
	all, err := locale.Load()
	if err != nil {
		t.Fatal(err)
	}
	return all.In(tag)
}

func TestAgendaComesBackAsItWasWritten(t *testing.T) {
	agenda := []session.AgendaItem{{ID: "open", Kind: session.Plenary, Title: "Any  time - 5 ทำ", Day: 1}}
	for i, k := range session.AgendaKinds() {
		agenda = append(agenda, session.AgendaItem{
			ID: session.AgendaID(fmt.Sprint("a", i)), Kind: k, Title: fmt.Sprint("Part ", i), Day: 1 + i/9, Start: fmt.Sprintf("%02d:05", i), Minutes: i,
		})
	}
	for _, language := range locale.Languages() {
		w := inLanguage(t, language)
		typed := strings.Join(writeAgenda(w, agenda), "\n")
		got, err := readAgenda(w, typed, agenda, rand.NewChaCha8([32]byte{}))
		if err != nil || !slices.Equal(got, agenda) {
			t.Errorf("%s: %s\nis read as %+v, %v", language, typed, got, err)
		}
	}
}

func TestAgendaKeepsWhatItRecognises(t *testing.T) {
	before := []session.AgendaItem{
		{ID: "open", Kind: session.Plenary, Title: "Opening", Day: 1, Start: "09:00", Minutes: 30},
		{ID: "swot", Kind: session.SWOT, Title: "Where we stand", Day: 1, Start: "09:30", Minutes: 90},
	}
	typed := "2 9:00 60 ACTIONS Together\n\n  1 10:00 45 swot Where we stand\n1 09:00 20 plenary Welcome"
	got, err := readAgenda(inLanguage(t, "en"), typed, before, rand.NewChaCha8([32]byte{}))
	if err != nil || len(got) != 3 {
		t.Fatalf("read as %+v, %v", got, err)
	}
	if got[0].ID != "swot" || got[1].ID != "open" || got[1].Title != "Welcome" {
		t.Errorf("an item that moved or changed its title lost its id: %+v", got)
	}
	if last := got[2]; last.ID == "" || last.Day != 2 || last.Start != "09:00" || last.Kind != session.ActionPlanning {
		t.Errorf("the second day is %+v", last)
	}
}

func TestAgendaNamesTheLineItCannotRead(t *testing.T) {
	w := inLanguage(t, "en")
	for _, line := range []string{
		"tomorrow 09:00 30 plenary Opening", "0 09:00 30 plenary Opening", "1 25:00 30 plenary Opening",
		"1 09:00 long plenary Opening", "1 09:00 -1 plenary Opening", "1 09:00 30 party Opening",
		"1 09:00 30 plenary", "1 09:00", "Opening",
	} {
		_, err := readAgenda(w, "1 08:00 30 plenary Coffee\n\n"+line, nil, rand.NewChaCha8([32]byte{}))
		if err == nil || !strings.Contains(w.Error(err), "Line 3") {
			t.Errorf("%q is answered with %v", line, err)
		}
	}
}

// TestAgendaIsReadWithAndWithoutAccents, as keyboards have them.
func TestAgendaIsReadWithAndWithoutAccents(t *testing.T) {
	for _, kind := range []string{"evaluación", "evaluacion", "EVALUACIÓN", "evaluation"} {
		got, err := readAgenda(inLanguage(t, "es"), "1 09:00 30 "+kind+" Cierre", nil, rand.NewChaCha8([32]byte{}))
		if err != nil || got[0].Kind != session.Evaluation {
			t.Errorf("%s is read as %+v, %v", kind, got, err)
		}
	}
}
