package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
)

// inOrder fails unless the screen shows some words one after another.
func (at *seat) inOrder(words ...string) {
	at.t.Helper()
	screen, from := at.screen(), 0
	for _, w := range words {
		i := strings.Index(screen[from:], w)
		if i < 0 {
			at.t.Errorf("%q is not where it belongs among %q in\n%s", w, words, screen)
			return
		}
		from += i
	}
}

// TestNamesStandInTheOrderOfTheLanguage: of people, boards, organisations, and of
// countries with as many people.
func TestNamesStandInTheOrderOfTheLanguage(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		countries := map[string]method.Country{"Zoe": "AT", "ben": "ZA", "Álvaro": "ES", "Ñusta": "DE"}
		for name, c := range countries {
			s.join(name, method.Participant, session.Profile{Country: c, Organisation: name + " & friends"})
			for _, other := range "1234" { // as many as it takes for the country to be told
				s.join(name+string(other), method.Participant, session.Profile{Country: c})
			}
		}
		at := s.sit("Mei", modern, 80, 60)
		at.press("p")
		at.inOrder("Álvaro", "ben", "Ñusta", "Zoe", "By country", "Austria", "Germany", "South Africa", "Spain")
		at.language("es")
		at.inOrder("Por país", "Alemania", "Austria", "España", "Sudáfrica")
		at.language("en")
		at.adds(commitment.Register(), "")
		at.form().Focus("supporting")
		at.inOrder("[ ] Harbour Trust", "[ ] Álvaro & friends", "[ ] ben & friends", "[ ] Ñusta & friends", "[ ] Zoe & friends")
	})
}

// TestACountryIsCorrectedWhereItIsCounted, also one that nobody here is from; only
// organisers do.
func TestACountryIsCorrectedWhereItIsCounted(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Budi", method.Facilitator, session.Profile{Country: "Indonesien"})
		s.join("Ani", method.Participant, session.Profile{Country: "ID"})
		s.do("Budi", swotOn(stageMeeting, "b", "South", "SO", "Timor Lorosae"))
		correct := func(name, from string) *seat {
			at := s.sit(name, modern, 80, 40)
			at.goes(place.People{})
			at.choosesCountry(from)
			at.press("enter")
			return at
		}
		if at := correct("Budi", "Indonesien"); strings.Contains(at.screen(), "Correct a country") {
			t.Error("a facilitator may correct a country")
		}
		at := correct("Mei", "Indonesien")
		at.wants("Correct a country", "“Indonesien” is named here: people fewer than 5, boards")
		at.write("indonesia")
		at.press("ctrl+s")
		at.wants("“Indonesien” becomes “Indonesia” everywhere", "but where somebody named")
		at.press("ctrl+s")
		for _, name := range []string{"Budi", "Ani"} {
			if c := s.shared().Members.Of(s.all[name]).Country; c != "ID" {
				t.Errorf("%s is from %q", name, c)
			}
		}
		at = correct("Mei", "Timor Lorosae")
		at.write("East Timor")
		at.press("ctrl+s")
		at.wants("Correcting it the other way takes this back")
		at.press("ctrl+s")
		if b := s.shared().Boards["b"]; b.Country != "TL" {
			t.Errorf("the board is of %q", b.Country)
		}
		s.do("Budi", swotOn(stageMeeting, "c", "South again", "SA", "Osttimor"))
		at = correct("Mei", "Osttimor")
		at.write("East Timor")
		at.press("ctrl+s")
		at.wants("they become one, and", "nothing parts them again")
		if b := s.shared().Boards["c"]; b.Country != "Osttimor" {
			t.Error("it is corrected without a second key")
		}
		at.press("ctrl+s")
		if b := s.shared().Boards["c"]; b.Country != "TL" {
			t.Errorf("the board is of %q", b.Country)
		}
	})
}

// TestWhoLooksAtSomebodyErasedGoesBack to the people who are left.
func TestWhoLooksAtSomebodyErasedGoesBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Wira", method.Participant, session.Profile{})
		at := s.sit("Mei", plain, 80, 24)
		at.goes(place.People{})
		at.goes(place.Person{ID: s.all["Wira"]})
		at.press("n")
		s.must(s.host.Erase(s.ctx, person, false))
		s.settle()
		at.press("esc")
		if at.on() != "people.people" {
			t.Errorf("they are on the screen %s:\n%s", at.on(), at.screen())
		}
	})
}

// TestAGovernmentFindsItself in the list of people, which shows it nobody else: what there is
// to do about oneself is there.
func TestAGovernmentFindsItself(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.joinAs("Minister", directory.Invitation{Role: method.Participant, Audience: method.Governments}, session.Profile{})
		at := s.sit("Minister", plain, 80, 24)
		at.goes(place.People{})
		at.wants("Minister")
		if screen := at.screen(); strings.Contains(screen, "Budi") {
			t.Errorf("it sees others:\n%s", screen)
		}
		at.press("enter")
		at.isAt("people.person")
	})
}

// choosesCountry goes down the people to a country that may be corrected, as far as
// there are any.
func (at *seat) choosesCountry(called string) {
	at.t.Helper()
	for range 30 {
		got := at.screen()
		_, chosen, _ := strings.Cut(got, "\n "+at.desk.Theme.Glyphs.Pointer+" ")
		if strings.Contains(got, at.desk.T("key.correct_country")) && strings.HasPrefix(chosen, called) {
			return
		}
		at.press("down")
	}
}

// TestWhatIsAskedIsCounted against what a person may do.
func TestWhatIsAskedIsCounted(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.desk.Rate = func(directory.PersonID) error { return refusal.New(refusal.TooFast) }
		at.goes(place.People{})
		at.press("r", "r")
		at.wants(at.desk.Words.Error(refusal.New(refusal.TooFast)))
	})
}

// TestTheScribeSaysWhoWasThere, and takes it back with the same key; nobody else has it.
func TestTheScribeSaysWhoWasThere(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Ani", method.Scribe, session.Profile{Country: "MY"})
		s.join("Budi", method.Participant, session.Profile{Country: "ID"})
		ani, budi := s.sit("Ani", modern, 80, 40), s.sit("Budi", modern, 80, 40)
		ani.goes(place.People{})
		budi.goes(place.People{})
		budi.press("t", "c")
		ani.press("down", "t")
		for _, at := range []*seat{ani, budi} {
			at.inOrder("1 person counted", "Budi", "not counted", "By country")
		}
		ani.press("c", "backspace", "x", "ctrl+s")
		ani.inOrder("People without a terminal", "Please write a number, 0 or more: People.")
		ani.press("backspace", "2", "tab", "ctrl+u")
		ani.write("Atlantis 2")
		ani.press("ctrl+s")
		ani.inOrder("Please check: By country.")
		ani.press("ctrl+u")
		ani.write("malaysia 2")
		ani.press("ctrl+s")
		budi.inOrder("3 people counted", "Without a terminal", "2 people", "counted by Ani", "groups of fewer than 5  3 people")
		ani.press("t")
		budi.inOrder("4 people counted")
		ani.press("c", "backspace")
		ani.write("11")
		ani.press("tab", "ctrl+u")
		ani.write("malaysia 5")
		ani.press("ctrl+s")
		budi.inOrder("13 people counted", "Malaysia                6 people", "groups of fewer than 5  7 people")
		if strings.Contains(budi.screen(), "not counted") {
			t.Errorf("who was there again is not counted:\n%s", budi.screen())
		}
	})
}

// TestWhatCannotBeChosenIsNotOffered: whoever reads only what is public exports for the
// public.
func TestWhatCannotBeChosenIsNotOffered(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for audience, want := range map[method.Audience]bool{method.Public: false, method.Members: true} {
			name := "reads " + string(audience)
			s.joinAs(name, directory.Invitation{Role: method.Facilitator, Audience: audience}, session.Profile{})
			at := s.sit(name, plain, 120, 40)
			at.goes(place.Export{})
			if got := strings.Contains(at.screen(), "Tab "+at.desk.T("key.readers")); got != want {
				t.Errorf("who %s may choose for whom: %v\n%s", name, got, at.screen())
			}
			at.press("t")
			at.wants("t " + at.desk.T("key.template"))
		}
	})
}

// TestAProfileIsChangedFromTheLobbyAndFromHome, the language too, which stays.
func TestAProfileIsChangedFromTheLobbyAndFromHome(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Budi", method.Participant, session.Profile{Country: "ID", Organisation: "SUAKA"})
		at := s.sit("Budi", modern, 80, 40)
		at.desk.Person = person
		at.press("y")
		at.write(" Santoso")
		at.press("ctrl+s")
		at.inOrder("Home", "My profile")
		at.press("esc", "p")
		at.inOrder("What you say about yourself", "Budi Santoso")
		at.press("esc")
		if at.on() != "lobby.lobby" || at.desk.Shared != nil {
			t.Fatalf("whoever goes away is on %s", at.on())
		}
		at.press("p")
		at.form().Focus("language")
		release := s.holdLog(directoryLog)
		at.press("right", "ctrl+s")
		if at.on() != "lobby.lobby" || at.desk.Shared != nil {
			t.Fatalf("after it was saved, they are on %s", at.on())
		}
		release(nil)
		s.settle()
		at.inOrder("Guardado")
		if p, _ := s.host.Person(person); p.Language != "es" {
			t.Errorf("the server remembers %q", p.Language)
		}
	})
}

// TestAProfileIsChangedAtTwoTerminals, also where only one of them asks how the organisation
// is reached for which the person speaks.
func TestAProfileIsChangedAtTwoTerminals(t *testing.T) {
	for name, speaks := range map[string]bool{"they spoke for it": true, "they speak for it since": false} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.join("Budi", method.Participant, session.Profile{Organisation: "SUAKA", Type: method.CSO})
				budi := s.shared().Members.Of(s.all["Budi"])
				grant := session.GrantSpeaking{Member: budi.ID, Organisation: budi.Organisation}
				now := session.Profile{Name: "Budi", Organisation: "SUAKA Aceh", Type: method.CSO} // for which they do not speak
				change := &session.ChangeProfile{Member: budi.ID, Revision: budi.Revision}
				if !speaks {
					ends := grant
					ends.Ends = true
					s.do("Mei", &ends)
					now.Organisation, change.Contact = "SUAKA", session.Contact{Words: "by mail", For: method.Members}
				}
				at := s.sit("Budi", modern, 80, 40)
				at.press("y")
				at.write(" Santoso")
				if !speaks {
					s.do("Mei", &grant)
				}
				change.Profile = now
				s.do("Budi", change)
				at.press("ctrl+s")
				m := s.shared().Members.Of(budi.ID)
				got := s.shared().ProfileOf(m)
				if got.Name != "Budi Santoso" || got.Organisation != now.Organisation || m.Speaks && m.Contact.Words != "by mail" {
					t.Errorf("they are told %q, and it is %+v, to be reached %+v", at.desk.Notice, got, m.Contact)
				}
			})
		})
	}
}

// TestOnlyANewOrganisationIsAskedForItsType: the others have one, which a profile does not
// change.
func TestOnlyANewOrganisationIsAskedForItsType(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Siti", method.Participant, session.Profile{Organisation: "SUAKA", Type: method.CSO})
		person := s.join("Budi", method.Participant, session.Profile{Organisation: "suaka"})
		at := s.sit("Budi", modern, 80, 40)
		at.desk.Person = person
		at.press("y")
		asked := func(want bool) {
			t.Helper()
			if got := at.screen(); strings.Contains(got, "Type") != want {
				t.Errorf("the form is\n%s", got)
			}
		}
		asked(false)
		at.form().Focus("organisation")
		at.write(" Aceh")
		at.press("enter")
		asked(true)
		at.press("right", "ctrl+s")
		if o := s.shared().OrganisationNamed("suaka Aceh"); o == nil || o.Type != method.OrganisationTypes()[1] {
			t.Errorf("the new organisation is %+v", o)
		}
	})
}

// TestATraceIsToldWhole beside the name of somebody, in a row below where it is long.
func TestATraceIsToldWhole(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Budi", method.Participant, session.Profile{})
		s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: 1, Details: session.MeetingDetails{
			Title: "Second regional meeting of those who work on alternatives to detention", First: "2022-08-09",
		}})
		s.do("Mei", &standing.SendOut{Member: s.all["Budi"], Meeting: stageMeeting})
		s.do("Mei", &standing.LetIn{Member: s.all["Budi"], Meeting: stageMeeting})
		at := s.sit("Mei", modern, 80, 24)
		at.goes(place.People{})
		at.inOrder("Mei let them into", "alternatives to detention”", "again")
	})
}

// TestAReturnCodeIsHandedOver once, after a question, to whoever steers.
func TestAReturnCodeIsHandedOver(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Budi", method.Participant, session.Profile{})
		at := s.sit("Mei", modern, 80, 40)
		at.goes(place.Person{ID: s.all["Budi"]})
		at.press("c")
		at.inOrder("Press c again", "whoever has the code comes in as Budi")
		at.press("c")
		at.inOrder("A return code for Budi")
		if in, err := s.host.Present(at.code()); err != nil || in.Person != person {
			t.Errorf("the code gives %+v, %v", in, err)
		}
		at.press("esc")
		at.inOrder("What others did here", "Mei handed them a new return code")
	})
}

// TestTwoWhoAreOnePersonAreMerged, for all to see, and parted again. Whoever sits there
// as the second is led out and comes in as the first.
func TestTwoWhoAreOnePersonAreMerged(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Ani", method.Participant, session.Profile{Country: "ID"})
		person := s.join("Ani again", method.Participant, session.Profile{Country: "ID"})
		s.do("Ani again", &session.MakeEntry{
			Register: commitment.Register(), Entry: "c", Meeting: stageMeeting, Audience: method.Members, Attribution: method.Named,
			Fields: &commitment.Fields{Title: "Train forty interpreters"},
		})
		second := s.sit("Ani again", modern, 80, 40)
		second.desk.Person = person
		at := s.sit("Mei", modern, 80, 40)
		at.goes(place.People{})
		at.goes(place.Person{ID: s.all["Ani again"]})
		at.press("m")
		at.inOrder("The same person", "Is the same as", "< Nobody chosen yet >")
		at.press("ctrl+s")
		at.wants("Please fill in: Is the same as")
		at.press("right")
		at.inOrder("< Ani · No organisation · Participant >")
		at.press("enter") // the last question sends as well
		at.inOrder("Press Ctrl+S to confirm: Ani again and Ani are then one person")
		at.press("ctrl+s")
		at.inOrder("1 person counted", "Ani", "Mei said that they and “Ani again” are one person", "Saved.")
		if second.on() != "lobby.lobby" {
			t.Errorf("the second sits at %s", second.on())
		}
		second.inOrder("you are Ani")
		second.press("r", "enter", "p")
		second.inOrder("Ani (you)")
		at.goes(place.Entry{ID: "c"})
		at.inOrder("Train forty interpreters", "Ani")
		if strings.Contains(at.screen(), "Ani again") {
			t.Errorf("the promise is signed by the second:\n%s", at.screen())
		}
		at.press("esc")
		at.goes(place.Person{ID: s.all["Ani"]})
		at.inOrder("Also came as", "Ani again")
		at.press("m", "m")
		at.inOrder("Mei said that they and “Ani again” are two people after all")
	})
}

// TestACountryIsToldOfNobodyWhoMayBeMerged, whoever they are called like.
func TestACountryIsToldOfNobodyWhoMayBeMerged(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Ani", method.Participant, session.Profile{Country: "ID"})
		s.join("Ani again", method.Observer, session.Profile{Country: "TH"})
		at := s.sit("Mei", plain, 80, 40)
		at.goes(place.Person{ID: s.all["Ani"]})
		at.press("m", "right")
		at.wants("< Ani again - No organisation - Observer >")
		if got := at.screen(); strings.Contains(got, "Thailand") {
			t.Errorf("their country is told:\n%s", got)
		}
	})
}

// TestAnOrganiserIsNotMerged, nor whoever was sent out; whoever steers is told why.
func TestAnOrganiserIsNotMerged(t *testing.T) {
	for _, c := range []struct {
		was func(session.MemberID) session.Change
		why string
	}{
		{func(ani session.MemberID) session.Change { return &session.OrganiseCommunity{Member: ani} }, "An organiser is not made one with somebody"},
		{func(ani session.MemberID) session.Change {
			return &standing.SendOut{Member: ani, Meeting: stageMeeting}
		}, "Let them in again"},
	} {
		onStage(t, func(t *testing.T, s *stage) {
			s.join("Ani", method.Participant, session.Profile{})
			s.join("Ani again", method.Participant, session.Profile{})
			s.do("Mei", c.was(s.all["Ani"]))
			at := s.sit("Mei", modern, 80, 40)
			at.goes(place.Person{ID: s.all["Ani"]})
			at.press("m")
			at.press("right")
			at.inOrder("The same person", "Is the same as", "< Ani again")
			at.press("ctrl+s", "ctrl+s")
			at.wants(c.why)
		})
	}
}

// TestLivedExperienceIsSaidInTheProfile, and shown nowhere else but to whoever said so.
func TestLivedExperienceIsSaidInTheProfile(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Ani", method.Participant, session.Profile{Organisation: "Harbour House"})
		at, mei := s.sit("Ani", modern, 80, 40), s.sit("Mei", modern, 80, 40)
		at.desk.Person = person
		fills := func(key, shows string) {
			at.goes(place.Profile{})
			at.form().Focus("lived")
			at.wants("Lived experience", "Of detention, or of being a migrant", "5 do not.")
			at.press(key, "ctrl+s")
			at.goes(place.Profile{})
			at.form().Focus("lived")
			at.wants(shows)
			at.press("esc")
		}
		fills("right", "< Yes >")
		at.goes(place.Holdings{})
		at.wants("Lived experience", "yes; shown to nobody else, only counted")
		at.press("esc")
		mei.goes(place.People{})
		mei.goes(place.Person{ID: s.all["Ani"]})
		if got := mei.screen(); !strings.Contains(got, "Harbour House") || strings.Contains(strings.ToLower(got), "lived") {
			t.Errorf("others see\n%s", got)
		}
		fills("left", "< I do not say >")
	})
}

// TestOrganisationsArePartedWhereTheyAreListed, by organisers; members read who made one
// of two and two of one, governments do not.
func TestOrganisationsArePartedWhereTheyAreListed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Ani", method.Participant, session.Profile{Organisation: "Pelangi", Type: method.CSO})
		s.join("Budi", method.Facilitator, session.Profile{Organisation: "Pelangi House", Type: method.RefugeeLed})
		s.join("Minister", method.Participant, session.Profile{Organisation: "Ministry", Type: method.Government})
		at := s.sit("Mei", modern, 120, 50)
		at.goes(place.People{})
		at.choosesRow("Pelangi  ")
		at.press("enter", "ctrl+u")
		at.write("Pelangi House")
		at.press("ctrl+s")
		at.wants("“Pelangi” becomes “Pelangi House” everywhere", "that they are two after all")
		at.press("ctrl+s")
		one, two := "Mei said that “Pelangi” and “Pelangi House” are one organisation", "“Pelangi House” are two organisations after all"
		at.wants("What was corrected here", one)
		at.choosesRow("Pelangi House  ")
		at.press("u")
		at.wants("Press u again: “Pelangi” and “Pelangi House” are then two organisations again", "What came since stays")
		at.press("u")
		at.inOrder("What was corrected here", two, one)
		if m := s.shared().Members.Of(s.all["Ani"]); s.shared().Organisations[m.Organisation].Name != "Pelangi" {
			t.Errorf("Ani is of %s", m.Organisation)
		}
		at.press("u")
		at.wants(two)
		if got := at.screen(); strings.Contains(got, "u Two organisations") {
			t.Errorf("what is two may still be parted:\n%s", got)
		}
		for name, reads := range map[string]bool{"Ani": true, "Minister": false} {
			at := s.sit(name, modern, 120, 50)
			at.goes(place.People{})
			if got := at.screen(); strings.Contains(got, "What was corrected here") != reads || strings.Contains(got, "are one organisation") != reads {
				t.Errorf("%s reads\n%s", name, got)
			}
		}
	})
}

// choosesRow goes down until the row with the pointer begins with some words.
func (at *seat) choosesRow(words string) {
	at.t.Helper()
	for range 60 {
		if _, chosen, _ := strings.Cut(at.screen(), "\n "+at.desk.Theme.Glyphs.Pointer+" "); strings.HasPrefix(chosen, words) {
			return
		}
		at.press("down")
	}
	at.t.Fatalf("the pointer finds no %q in\n%s", words, at.screen())
}

// TestCorrectionsAreReadWhereTheyAreMissed: what a meeting and the community were called
// stands beside them for a while, and for good among what was corrected.
func TestCorrectionsAreReadWhereTheyAreMissed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		m := s.shared().Meetings[stageMeeting]
		changed := &session.ChangeMeeting{Meeting: stageMeeting, Revision: m.Revision, Details: m.MeetingDetails, Agenda: m.Agenda, Short: "kl"}
		changed.Details.Title = "Kuala Lumpur, again"
		s.do("Mei", changed)
		s.must(s.host.RenameCommunity(s.ctx, s.lead, stageCommunity, "Asia and the Pacific", ""))
		s.do("Mei", swotOn(stageMeeting, "b", "Borneo", "BO", "Borneo"))
		s.do("Mei", &session.CorrectCountry{From: "Borneo", To: "ID"})
		s.do("Mei", &session.CorrectOrganisation{Organisation: s.shared().Members.Of(s.all["Mei"]).Organisation, Name: "Harbour Trust", Type: method.Academia})
		at := s.sit("Mei", modern, 120, 60)
		at.goes(place.Home{})
		at.wants("Called “Kuala Lumpur 2022” until")
		at.goes(place.People{})
		at.inOrder("What was corrected here", "Mei corrected the type of “Harbour Trust” from", "to Academia", "Mei corrected “Borneo” wherever it was named: “Indonesia”",
			"Mei renamed the community, which was", "the short name kl", "Mei renamed the meeting “Kuala Lumpur 2022”: “Kuala Lumpur, again”")
		lobby := s.inLobby()
		lobby.wants("Called “Kuala Lumpur 2022” until", "Asia and the Pacific", "Called “")
		s.pass(31 * 24 * time.Hour)
		if got := s.inLobby().screen(); strings.Contains(got, "Called “") {
			t.Errorf("a month later, the lobby still says\n%s", got)
		}
	})
}

// TestOrganisationsAreSortedOnce for all who see the same, by their names as a language
// sorts them.
func TestOrganisationsAreSortedOnce(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		mei, siti := s.sit("Mei", plain, 80, 24), s.sit("Siti", plain, 80, 24)
		want := []string{"Ágora", "alianza", "Zomi House"}
		for i, id := range []method.OrganisationID{"third", "first", "second"} {
			s.do("Siti", &session.AddOrganisation{Organisation: id, Name: want[i], Type: method.CSO})
		}
		s.settle()
		all, again := desk.Organisations(mei.desk), desk.Organisations(siti.desk)
		if &all[0] != &again[0] {
			t.Error("they are sorted for each who asks")
		}
		var names []string
		for _, o := range all {
			if slices.Contains(want, o.Name) {
				names = append(names, o.Name)
			}
		}
		if !slices.Equal(names, want) {
			t.Errorf("they are sorted as %q, want %q", names, want)
		}
	})
}

// TestWhoCountedNobodyIsNotNamed.
func TestWhoCountedNobodyIsNotNamed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 40)
		at.goes(place.People{})
		at.press("c", "ctrl+s")
		at.wants("Saved.")
		if got := at.screen(); strings.Contains(got, "counted by") {
			t.Errorf("of nobody it is said\n%s", got)
		}
	})
}
