package tui

import (
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/registertest"
	"github.com/convene-ssh/convene/tui/place"
)

// TestAScreenNeedsOnlyTheDescription of a register: one that no screen has heard of is
// written, read, changed by two at once, confirmed and reported on, with a field of
// every shape.
func TestAScreenNeedsOnlyTheDescription(t *testing.T) {
	things := registertest.Things()
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Siti", method.Participant, session.Profile{Organisation: "Trust", Country: "MY"})
		s.join("Budi", method.Facilitator, session.Profile{Organisation: "Yayasan", Country: "ID"})
		s.do("Siti", &session.AddItem{
			Board: "my", Item: "i", Part: layout.Strengths, Text: "Clay", Audience: method.Members, Attribution: method.Unattributed,
		})
		s.do("Budi", &session.ChangePhase{Board: "my", From: layout.Gather, To: layout.Revealed})
		siti, budi := s.sit("Siti", plain, 80, 40), s.sit("Budi", plain, 80, 40)
		siti.goes(place.Entries{Register: things})
		siti.wants("No things yet. Press a to add one.")
		siti.press("esc")

		siti.writesAThing()
		made := s.shared().EntriesOf(things, stageMeeting)
		if len(made) != 1 {
			t.Fatalf("things were made: %d", len(made))
		}
		mine, theirs := s.support("Siti"), s.support("Budi")
		want := &registertest.Thing{
			Name: "A jar", Story: "It was dug up.", Colour: registertest.Blue, State: registertest.Kept, Home: "MY",
			Places: []method.Country{"ID", "Sabah"}, Keeper: mine, Helpers: []field.Support{theirs},
			Found: "2000-01-02", Due: "2000-06-01", Parents: []field.Link{{To: "i"}},
		}
		want.Keeper.Confirmed = false // she has not signed
		if got := made[0].Fields; !reflect.DeepEqual(got, want) {
			t.Errorf("made %+v, want %+v", got, want)
		}

		budi.press("r", "z")
		budi.wants("Code  Thing ", " Kept by ", " State", "> Z1    A jar ", " Trust (proposed) ", " [Kept]")
		budi.press("enter")
		budi.wants("A jar", "It was dug up.", "> MY-S1 Clay", "y Confirm")
		budi.reads("Colour", "Blue", "State", "[Kept]", "Home", "[Malaysia]", "Places", "[Indonesia] [Sabah] * travelled",
			"Kept by", "Trust (proposed)", "Helped by", "Yayasan (proposed)", "Found on", "2 January 2000", "To be returned by", "[1 June 2000]")
		if got := budi.screen(); strings.Contains(got, "How it was lost") {
			t.Errorf("it says how it was lost:\n%s", got)
		}
		s.changesAThing(siti, budi, made[0].ID)
	}, things)
}

// reads fails unless the sheet has rows of these labels, each with what is said behind it.
func (at *seat) reads(facts ...string) {
	at.t.Helper()
	screen := at.screen()
	for fact := range slices.Chunk(facts, 2) {
		row := regexp.MustCompile("(?m)^  " + regexp.QuoteMeta(fact[0]) + " +" + regexp.QuoteMeta(fact[1]) + "$")
		if !row.MatchString(screen) {
			at.t.Errorf("no %q in\n%s", fact, screen)
		}
	}
}

// writesAThing answers every question about one, from the first to the last.
func (at *seat) writesAThing() {
	at.t.Helper()
	at.adds(registertest.Things(), "i")
	at.wants("New thing", "Made from             MY-S1 Clay")
	asked := []string{}
	for _, answer := range []func(){
		func() { at.write("A jar") },
		func() { at.write("It was dug up.") },
		func() { at.press("right", "right") },
		func() { at.write("malay"); at.wants("> Malaysia  MY"); at.press("enter", "up") },
		func() { at.write("id, Sabah"); at.wants("Add “Sabah”"); at.press("enter") },
		func() { at.press("right"); at.wants("< Trust >") },
		func() { at.press("right", "right", "space"); at.wants("[ ] Trust  [ ] Harbour Trust  [x] Yayasan") },
		func() { at.write("2000-01-02") },
		func() { at.write("2000-06-01") },
		func() { at.wants("MY-S1 Clay") },
	} {
		asked = append(asked, at.form().Focused().Key)
		answer()
		at.press("tab")
	}
	if want := strings.Fields("name story colour home places keeper helpers found due parents"); !slices.Equal(asked, want) {
		at.t.Errorf("the questions are %q, want %q", asked, want)
	}
	at.press("ctrl+s")
	at.wants("Saved: A jar")
}

// changesAThing lets its author change it, while somebody else does so and confirms it.
func (s *stage) changesAThing(siti, budi *seat, id method.EntryID) {
	s.t.Helper()
	siti.goes(place.Entry{ID: id})
	siti.press("e")
	siti.wants("Change a thing", "State")
	if siti.form().Field("why") != nil {
		s.t.Error("it asks how a thing was lost that was not")
	}
	siti.form().Focus("state")
	siti.press("right")
	siti.answer("why", "In the flood")
	siti.answer("name", "My jar")
	budi.press("y")
	budi.wants("Confirmed for your organisation.")
	budi.press("e")
	budi.answer("name", "Their jar")
	budi.answer("places", "Thailand")
	budi.press("ctrl+s")
	siti.press("ctrl+s")
	siti.wants("Name", "(x) Your version", "My jar", "Their jar")
	siti.press("enter")
	siti.wants("Saved: My jar")
	siti.reads("State", "[Lost]", "How it was lost", "In the flood", "Places", "[Thailand]", "Helped by", "Yayasan",
		"To be returned by", "[1 June 2000]")
	if got := siti.screen(); strings.Contains(got, "travelled") {
		s.t.Errorf("it has travelled to one place:\n%s", got)
	}
	siti.press("s")
	siti.wants("State", "Lost")
	siti.form().Focus("state")
	siti.press("left")
	siti.answer("line", "It was found again")
	siti.press("ctrl+s")
	siti.wants("Reported: Kept; It was found again")
	siti.reads("State", "[Kept]")
	if thing := s.shared().Entries[id].Fields.(*registertest.Thing); thing.Name != "My jar" || thing.State != registertest.Kept {
		s.t.Errorf("it is %+v", thing)
	}
	for _, at := range []*seat{siti, budi} {
		at.language("es")
		at.goes(place.Entries{Register: registertest.Things()})
		at.wants("Cosas", "Estado", "My jar", "[Guardada]")
	}
}
