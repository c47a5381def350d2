package session_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/registertest"
)

// TestARegisterNeedsOnlyItsDescription goes through the life of one thing.
func TestARegisterNeedsOnlyItsDescription(t *testing.T) {
	h := newHall(t)
	m := h.FullThing()
	h.Must(h.Siti, m)
	h.SameAfterRereading()
	e, mine := h.Entry(m.Entry), field.Support{Organisation: h.Organisation(h.Siti), Confirmed: true}
	theirs := h.Organisation(h.Members[method.Scribe])
	got := *e.Fields.(*registertest.Thing)
	got.Parents = nil
	want := registertest.Thing{
		Name: "A jar", Story: "It was dug up.\nTwice.", Colour: registertest.Blue, State: registertest.Kept, Home: "MY", Places: []method.Country{"ID", "Sabah"},
		Keeper: mine, Helpers: []field.Support{{Organisation: theirs}}, Found: "2022-08-01", Due: "2022-12-01",
	}
	if !reflect.DeepEqual(got, want) || e.Code() != "Z2" || e.Title() != "A jar" || e.Lead() != mine || !e.Awaits(theirs) || len(e.Links()) != 2 {
		t.Errorf("%s is %+v, want %+v", e.Code(), got, want)
	}
	if f, _ := e.Register.Field("travelled"); f.Get(e.Fields)[0] != "true" {
		t.Error("what follows from two places does not")
	}
	if led := h.Shared().LedTo(e.Links()[1].To); !slices.Equal(led, []*session.Entry{e}) || h.Shared().EntryCoded("z2") != e {
		t.Errorf("the older jar led to %v", led)
	}

	late := h.Edit(m.Entry, 1, "Mine")
	h.Must(h.Members[method.Scribe], &session.ConfirmEntry{Register: e.Register, Entry: m.Entry, Organisation: theirs})
	var conflict *refusal.Conflict
	if err := h.Do(h.Siti, late); !errors.As(err, &conflict) || conflict.Revision != 2 || !conflict.Theirs.(*registertest.Thing).Helpers[0].Confirmed {
		t.Errorf("a late edit: %v", err)
	}
	h.Must(h.Siti, h.Fill(m.Entry, 2, "state", "broken"))
	if h.Refused(h.Do(h.Siti, h.Fill(m.Entry, 3, "colour", "red")), refusal.Invalid); !h.Entry(m.Entry).Open() {
		t.Error("what is broken is not open")
	}
	h.Refused(h.Do(h.Siti, h.Fill(m.Entry, 3, "state", "lost")), refusal.Missing)
	lostIt := h.Fill(m.Entry, 3, "state", "lost")
	lostIt.Fields = e.Register.Filled(lostIt.Fields, map[string][]string{"why": {"In the flood"}})
	h.Must(h.Siti, lostIt)
	if e := h.Entry(m.Entry); e.Open() || !e.Fields.(*registertest.Thing).Helpers[0].Confirmed {
		t.Errorf("lost: %+v", e.Fields)
	}
	h.SameAfterRereading()
}

// TestNobodyTakesBackWhatIsNotThere, nor an entry of one register by another.
func TestNobodyTakesBackWhatIsNotThere(t *testing.T) {
	h := newHall(t)
	thing := h.Make(h.Siti, registertest.Things(), "Theirs")
	for _, take := range []*session.TakeBackEntry{
		{Register: registertest.Things(), Entry: "none"},
		{Register: halltest.RegisterNamed("commitment"), Entry: thing},
	} {
		h.Refused(h.Do(h.Siti, take), refusal.NotFound)
	}
	if h.Entry(thing).TakenBack {
		t.Error("it was taken back")
	}
}

// TestEveryRefusalOfAFieldNamesIt, whatever its shape.
func TestEveryRefusalOfAFieldNamesIt(t *testing.T) {
	h := newHall(t)
	many := strings.Split(strings.Repeat("TH,", field.MaxSupports)+"Sabah", ",")
	for i := range many {
		many[i] = fmt.Sprint(many[i], " ", i)
	}
	hidden := h.Make(h.Siti, registertest.Things(), "Theirs")
	h.Must(h.Siti, &session.TakeBackEntry{Register: registertest.Things(), Entry: hidden})
	for _, test := range []struct {
		key  string
		said []string
		code refusal.Code
	}{
		{"name", nil, refusal.Missing},
		{"name", []string{" \x1b"}, refusal.Missing},
		{"name", []string{halltest.Long(40)}, refusal.TooLong},
		{"story", []string{halltest.Long(50)}, refusal.TooLong},
		{"colour", []string{"green"}, refusal.Invalid},
		{"state", []string{"green"}, refusal.Invalid},
		{"why", []string{halltest.Long(method.MaxItem)}, refusal.TooLong},
		{"home", []string{"ZZ"}, refusal.NoCountry},
		{"home", []string{halltest.Long(method.MaxLabel)}, refusal.TooLong},
		{"places", []string{"MY", "??"}, refusal.NoCountry},
		{"places", many, refusal.Full},
		{"keeper", []string{"nobody"}, refusal.Invalid},
		{"helpers", []string{"nobody"}, refusal.Invalid},
		{"helpers", []string{string(h.Organisation(h.Siti))}, refusal.Invalid}, // who keeps it already
		{"helpers", slices.Repeat([]string{string(h.Organisation(h.Facilitator()))}, field.MaxSupports), refusal.Full},
		{"found", []string{"soon"}, refusal.NoDay},
		{"due", []string{"2022-02-30"}, refusal.NoDay},
		{"due", []string{"2022-07-31"}, refusal.TooEarly},
		{"parents", []string{"none"}, refusal.Invalid},
		{"parents", many, refusal.Full},
	} {
		m := h.NewEntry(registertest.Things(), "A jar")
		halltest.Says(m, "keeper", string(h.Organisation(h.Siti)))
		halltest.Says(m, "found", "2022-08-01")
		halltest.Says(m, test.key, test.said...)
		var refused *refusal.Error
		if err := h.Do(h.Siti, m); !errors.As(err, &refused) || refused.Code != test.code || refused.Args["field"] != test.key {
			t.Errorf("%s %.40q: got %v, want %s", test.key, test.said, err, test.code)
		}
	}
	unsure := h.NewEntry(registertest.Things(), "A jar")
	halltest.Says(unsure, "state", "lost")
	h.Refused(h.Do(h.Siti, unsure), refusal.Missing)
	h.Must(h.Siti, h.FullThing())
}

// TestTheWordsOfAThingAreErased from every field of every record.
func TestTheWordsOfAThingAreErased(t *testing.T) {
	h := newHall(t)
	m := h.NewEntry(registertest.Things(), halltest.Secret)
	for _, key := range []string{"story", "home", "places"} {
		halltest.Says(m, key, halltest.Secret)
	}
	halltest.Says(m, "state", "lost")
	halltest.Says(m, "why", halltest.Secret)
	h.Must(h.Siti, m)
	h.Must(h.Facilitator(), h.Edit(m.Entry, 1, halltest.Secret+" again"))
	h.Must(h.Siti, &session.AnswerEdit{Contribution: string(m.Entry), Revision: 2, Restore: true})
	if n := strings.Count(h.LogText(), halltest.Secret); n != 10 {
		t.Errorf("the words are in the log %d times", n)
	}
	h.Must(h.Siti, &session.TakeBackEntry{Register: m.Register, Entry: m.Entry})
	if strings.Contains(h.LogText(), halltest.Secret) || strings.Contains(h.State(), halltest.Secret) {
		t.Error("the words are still there")
	}
	h.SameAfterRereading()
}

// TestACountryIsCorrectedInEveryShape, in the author's version and in readings.
func TestACountryIsCorrectedInEveryShape(t *testing.T) {
	h := newHall(t)
	m := h.NewEntry(registertest.Things(), "A jar")
	halltest.Says(m, "home", "Indonesia")
	halltest.Says(m, "places", "MY", "Indonesia", "ID")
	h.Must(h.Siti, m)
	scribe := h.Members[method.Scribe]
	h.Must(scribe, &session.ChangeProfile{Member: scribe, Revision: 1, Profile: session.Profile{Name: "Scribe", Organisation: "Org scribe", Country: "Indonesia"}})
	said := h.Reading(m.Entry, method.Observed)
	said.Attribution = method.ByCountry
	h.Must(scribe, said)
	h.Must(h.Facilitator(), h.Edit(m.Entry, 2, "A vase"))
	h.Must(h.Members[method.Organiser], &session.CorrectCountry{From: "Indonesia", To: "ID"})
	e := h.Entry(m.Entry)
	for _, fields := range []any{e.Fields, h.Own(h.Siti).Originals[string(m.Entry)].Words} {
		if got := fields.(*registertest.Thing); got.Home != "ID" || !slices.Equal(got.Places, []method.Country{"MY", "ID"}) {
			t.Errorf("%s is of %s and %v", got.Name, got.Home, got.Places)
		}
	}
	if by := e.Readings[0].By; by.Country != "ID" {
		t.Errorf("it was observed by %+v", by)
	}
	if used := h.Shared().CountriesUsed(); used["Indonesia"] != (session.CountryUse{}) {
		t.Errorf("it is still named: %+v", used)
	}
	h.SameAfterRereading()
}

// TestWhatMembersSayStaysWithThem: neither an entry for members nor what was said of
// it is in what others see.
func TestWhatMembersSayStaysWithThem(t *testing.T) {
	h := newHall(t)
	m := h.NewEntry(registertest.Things(), halltest.Secret)
	h.Must(h.Siti, m)
	said := h.Reading(m.Entry, method.Observed)
	said.Line, said.Evidence = halltest.Secret, halltest.Secret
	h.Must(h.Members[method.Scribe], said)
	for _, a := range method.Audiences() {
		s := h.SharedBy(a)
		sees := strings.Contains(halltest.AsJSON(t, halltest.Whole(s)), halltest.Secret)
		found := s.Entries[m.Entry] != nil || s.EntryCoded("Z1") != nil || len(s.OpenEntries()) > 0 || len(s.EntriesOf(m.Register, kl)) > 0
		if want := a == method.Members; sees != want || found != want {
			t.Errorf("%s see it: %v, find it: %v", a, sees, found)
		}
	}
}
