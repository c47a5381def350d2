package session_test

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/convene-ssh/convene/session"
)

// thing is what an entry holds of a register that only these tests have. It has a
// field of every shape.
type thing struct {
	Name    string            `json:"name"`
	Story   string            `json:"story,omitempty"`
	Colour  colour            `json:"colour,omitempty"`
	State   state             `json:"state"`
	Why     string            `json:"why,omitempty"` // it was lost
	Home    session.Country   `json:"home,omitempty"`
	Places  []session.Country `json:"places,omitempty"`
	Keeper  session.Support   `json:"keeper,omitzero"`
	Helpers []session.Support `json:"helpers,omitempty"`
	Found   session.Date      `json:"found,omitempty"`
	Due     session.Date      `json:"due,omitempty"`
	Parents []session.Link    `json:"parents,omitempty"`
}

type (
	colour string
	state  string
)

const (
	red  colour = "red"
	blue colour = "blue"

	kept   state = "kept"
	lost   state = "lost"
	broken state = "broken"
)

// things are a register with the letter Z.
func things() *session.Register {
	type f = thing
	return session.RegisterOf[f]("thing", "Z", fstest.MapFS{}, fragile,
		session.Line("name", 40, func(t *f) *string { return &t.Name }).Must(),
		session.Text("story", 50, func(t *f) *string { return &t.Story }).For(session.UseBody),
		session.Choice("colour", session.Optional([]colour{red, blue}), func(t *f) *colour { return &t.Colour }).Ours(),
		session.Stands(session.Choice("state", []state{broken, kept, lost}, func(t *f) *state { return &t.State }).Once().Ours().Else(string(kept)),
			kept, broken),
		session.If(func(t *f) bool { return t.State == lost },
			session.Line("why", session.MaxItem, func(t *f) *string { return &t.Why }).Must().Once().For(session.UseReason)),
		session.In("home", func(t *f) *session.Country { return &t.Home }),
		session.Across("places", func(t *f) *[]session.Country { return &t.Places }),
		session.Follows("travelled", func(t *f) bool { return len(t.Places) > 1 }),
		session.LedBy("keeper", func(t *f) *session.Support { return &t.Keeper }).Besides(),
		session.SupportedBy("helpers", func(t *f) *[]session.Support { return &t.Helpers }),
		session.Day("found", func(t *f) *session.Date { return &t.Found }),
		session.After(func(t *f) *session.Date { return &t.Found },
			session.Day("due", func(t *f) *session.Date { return &t.Due }).For(session.UseDue)),
		session.From("parents", func(t *f) *[]session.Link { return &t.Parents }),
	)
}

// fragile is a rule that no field can see alone.
func fragile(_ *session.Community, t *thing) error {
	if t.Colour == red && t.State == broken {
		return session.Refuse(session.Invalid, "field", "colour")
	}
	return nil
}

// everything answers every question about a thing.
func everything(h *hall) map[string][]string {
	return map[string][]string{
		"name": {"A jar"}, "story": {"It was dug up.\nTwice."}, "colour": {"blue"}, "home": {"my"}, "places": {"id", "Sabah", "ID"},
		"keeper": {string(h.organisation(h.siti))}, "helpers": {string(h.organisation(h.members[session.Scribe]))},
		"found": {"2022-08-01"}, "due": {"2022-12-01"}, "parents": {string(othersItem(h)), string(h.make(h.siti, things(), "An older jar"))},
	}
}

// fullThing is a form in which everything is answered, signed by Siti.
func fullThing(h *hall) *session.MakeEntry {
	m := newEntry(h, things(), "")
	m.Attribution = session.Named
	for key, said := range everything(h) {
		says(m, key, said...)
	}
	return m
}

// TestARegisterNeedsOnlyItsDescription goes through the life of one thing.
func TestARegisterNeedsOnlyItsDescription(t *testing.T) {
	h := newHall(t)
	m := fullThing(h)
	h.must(h.siti, m)
	h.sameAfterRereading()
	e, mine := h.entry(m.Entry), session.Support{Organisation: h.organisation(h.siti), Confirmed: true}
	theirs := h.organisation(h.members[session.Scribe])
	got := *e.Fields.(*thing)
	got.Parents = nil
	want := thing{
		Name: "A jar", Story: "It was dug up.\nTwice.", Colour: blue, State: kept, Home: "MY", Places: []session.Country{"ID", "Sabah"},
		Keeper: mine, Helpers: []session.Support{{Organisation: theirs}}, Found: "2022-08-01", Due: "2022-12-01",
	}
	if !reflect.DeepEqual(got, want) || e.Code() != "Z2" || e.Title() != "A jar" || e.Lead() != mine || !e.Awaits(theirs) || len(e.Links()) != 2 {
		t.Errorf("%s is %+v, want %+v", e.Code(), got, want)
	}
	if f, _ := e.Register.Field("travelled"); f.Get(e.Fields)[0] != "true" {
		t.Error("what follows from two places does not")
	}
	if led := h.shared().LedTo(e.Links()[1].To); !slices.Equal(led, []*session.Entry{e}) || h.shared().EntryCoded("z2") != e {
		t.Errorf("the older jar led to %v", led)
	}

	late := h.edit(m.Entry, 1, "Mine")
	h.must(h.members[session.Scribe], &session.ConfirmEntry{Register: e.Register, Entry: m.Entry, Organisation: theirs})
	var conflict *session.Conflict
	if err := h.do(h.siti, late); !errors.As(err, &conflict) || conflict.Revision != 2 || !conflict.Theirs.(*thing).Helpers[0].Confirmed {
		t.Errorf("a late edit: %v", err)
	}
	h.must(h.siti, h.fill(m.Entry, 2, "state", "broken"))
	if h.refused(h.do(h.siti, h.fill(m.Entry, 3, "colour", "red")), session.Invalid); !h.entry(m.Entry).Open() {
		t.Error("what is broken is not open")
	}
	h.refused(h.do(h.siti, h.fill(m.Entry, 3, "state", "lost")), session.Missing)
	lostIt := h.fill(m.Entry, 3, "state", "lost")
	lostIt.Fields = e.Register.Filled(lostIt.Fields, map[string][]string{"why": {"In the flood"}})
	h.must(h.siti, lostIt)
	if e := h.entry(m.Entry); e.Open() || !e.Fields.(*thing).Helpers[0].Confirmed {
		t.Errorf("lost: %+v", e.Fields)
	}
	h.sameAfterRereading()
}

// TestEveryRefusalOfAFieldNamesIt, whatever its shape.
func TestEveryRefusalOfAFieldNamesIt(t *testing.T) {
	h := newHall(t)
	many := strings.Split(strings.Repeat("TH,", session.MaxSupports)+"Sabah", ",")
	for i := range many {
		many[i] = fmt.Sprint(many[i], " ", i)
	}
	hidden := h.make(h.siti, things(), "Theirs")
	h.must(h.siti, &session.TakeBackEntry{Register: things(), Entry: hidden})
	for _, test := range []struct {
		key  string
		said []string
		code session.Code
	}{
		{"name", nil, session.Missing},
		{"name", []string{" \x1b"}, session.Missing},
		{"name", []string{long(40)}, session.TooLong},
		{"story", []string{long(50)}, session.TooLong},
		{"colour", []string{"green"}, session.Invalid},
		{"state", []string{"green"}, session.Invalid},
		{"why", []string{long(session.MaxItem)}, session.TooLong},
		{"home", []string{"ZZ"}, session.NoCountry},
		{"home", []string{long(session.MaxLabel)}, session.TooLong},
		{"places", []string{"MY", "??"}, session.NoCountry},
		{"places", many, session.Full},
		{"keeper", []string{"nobody"}, session.Invalid},
		{"helpers", []string{"nobody"}, session.Invalid},
		{"helpers", []string{string(h.organisation(h.siti))}, session.Invalid}, // who keeps it already
		{"helpers", slices.Repeat([]string{string(h.organisation(h.facilitator()))}, session.MaxSupports), session.Full},
		{"found", []string{"soon"}, session.NoDay},
		{"due", []string{"2022-02-30"}, session.NoDay},
		{"due", []string{"2022-07-31"}, session.TooEarly},
		{"parents", []string{"none"}, session.Invalid},
		{"parents", many, session.Full},
	} {
		m := newEntry(h, things(), "A jar")
		says(m, "keeper", string(h.organisation(h.siti)))
		says(m, "found", "2022-08-01")
		says(m, test.key, test.said...)
		var refused *session.Error
		if err := h.do(h.siti, m); !errors.As(err, &refused) || refused.Code != test.code || refused.Args["field"] != test.key {
			t.Errorf("%s %.40q: got %v, want %s", test.key, test.said, err, test.code)
		}
	}
	unsure := newEntry(h, things(), "A jar")
	says(unsure, "state", "lost")
	h.refused(h.do(h.siti, unsure), session.Missing)
	h.must(h.siti, fullThing(h))
}

// TestTheWordsOfAThingAreErased from every field of every record.
func TestTheWordsOfAThingAreErased(t *testing.T) {
	h := newHall(t)
	m := newEntry(h, things(), secret)
	for _, key := range []string{"story", "home", "places"} {
		says(m, key, secret)
	}
	says(m, "state", "lost")
	says(m, "why", secret)
	h.must(h.siti, m)
	h.must(h.facilitator(), h.edit(m.Entry, 1, secret+" again"))
	h.must(h.siti, &session.AnswerEdit{Contribution: string(m.Entry), Revision: 2, Restore: true})
	if n := strings.Count(h.logText(), secret); n != 10 {
		t.Errorf("the words are in the log %d times", n)
	}
	h.must(h.siti, &session.TakeBackEntry{Register: m.Register, Entry: m.Entry})
	if strings.Contains(h.logText(), secret) || strings.Contains(h.state(), secret) {
		t.Error("the words are still there")
	}
	h.sameAfterRereading()
}

// TestACountryIsCorrectedInEveryShape, in the author's version and in readings.
func TestACountryIsCorrectedInEveryShape(t *testing.T) {
	h := newHall(t)
	m := newEntry(h, things(), "A jar")
	says(m, "home", "Indonesia")
	says(m, "places", "MY", "Indonesia", "ID")
	h.must(h.siti, m)
	scribe := h.members[session.Scribe]
	h.must(scribe, &session.ChangeProfile{Member: scribe, Revision: 1, Profile: session.Profile{Name: "Scribe", Organisation: "Org scribe", Country: "Indonesia"}})
	said := reading(h, m.Entry, session.Observed)
	said.Attribution = session.ByCountry
	h.must(scribe, said)
	h.must(h.facilitator(), h.edit(m.Entry, 2, "A vase"))
	h.must(h.members[session.Organiser], &session.CorrectCountry{From: "Indonesia", To: "ID"})
	e := h.entry(m.Entry)
	for _, fields := range []any{e.Fields, h.own(h.siti).Originals[string(m.Entry)].Words} {
		if got := fields.(*thing); got.Home != "ID" || !slices.Equal(got.Places, []session.Country{"MY", "ID"}) {
			t.Errorf("%s is of %s and %v", got.Name, got.Home, got.Places)
		}
	}
	if by := e.Readings[0].By; by.Country != "ID" {
		t.Errorf("it was observed by %+v", by)
	}
	if used := h.shared().CountriesUsed(); used["Indonesia"] != (session.CountryUse{}) {
		t.Errorf("it is still named: %+v", used)
	}
	h.sameAfterRereading()
}

// TestWhatMembersSayStaysWithThem: neither an entry for members nor what was said of
// it is in what others see.
func TestWhatMembersSayStaysWithThem(t *testing.T) {
	h := newHall(t)
	m := newEntry(h, things(), secret)
	h.must(h.siti, m)
	said := reading(h, m.Entry, session.Observed)
	said.Line, said.Evidence = secret, secret
	h.must(h.members[session.Scribe], said)
	for _, a := range session.Audiences() {
		s := h.sharedBy(a)
		sees := strings.Contains(asJSON(t, whole(s)), secret)
		found := s.Entries[m.Entry] != nil || s.EntryCoded("Z1") != nil || len(s.OpenEntries()) > 0 || len(s.EntriesOf(m.Register, kl)) > 0
		if want := a == session.Members; sees != want || found != want {
			t.Errorf("%s see it: %v, find it: %v", a, sees, found)
		}
	}
}
