package tui

import (
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

const hard = "ทำงานร่วมกับชุมชน 儿童保护 👨‍👩‍👧‍👦 น้ำ "

// promisedStage is a stage on which Siti has made a commitment that comes from an
// item, and has planned an action of three countries.
func promisedStage(t *testing.T, play func(t *testing.T, s *stage)) {
	t.Helper()
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Siti", method.Participant, session.Profile{Organisation: hard + "Trust", Country: "MY"})
		s.join("Budi", method.Facilitator, session.Profile{Organisation: "Yayasan", Country: "ID"})
		s.do("Siti", &session.AddItem{
			Board: "my", Item: "i", Part: layout.Strengths, Text: hard + "shelter",
			Audience: method.Members, Attribution: method.Unattributed,
		})
		s.do("Budi", &session.ChangePhase{Board: "my", From: layout.Gather, To: layout.Revealed})
		s.do("Siti", &session.MakeEntry{
			Register: commitment.Register(), Entry: "c", Meeting: stageMeeting, Audience: method.Members, Attribution: method.Unattributed,
			Fields: &commitment.Fields{
				Title: hard + "commitment", Description: strings.Repeat(hard, 20), Lead: s.support("Budi"),
				From: []field.Link{{To: "i"}}, Start: "2022-09-01", End: "2022-12-31",
			},
		})
		s.do("Siti", &session.MakeEntry{
			Register: action.Register(), Entry: "a", Meeting: stageMeeting, Audience: method.Members, Attribution: method.Unattributed,
			Fields: &action.Fields{
				Title: hard + "action", Countries: []method.Country{"ID", "MY", "TH"},
				From: []field.Link{{To: "c"}}, Contributors: []field.Support{s.support("Siti")},
			},
		})
		play(t, s)
	})
}

func (s *stage) support(name string) field.Support {
	return field.Support{Organisation: s.shared().Members.Of(s.all[name]).Organisation}
}

func (s *stage) shared() *session.Shared {
	s.t.Helper()
	shared, err := s.host.Shared(s.ctx, stageCommunity, method.Members)
	s.must(err)
	return shared
}

// promised is what Siti has promised.
func (s *stage) promised() *session.Entry { return s.shared().Entries["c"] }

func (s *stage) commitment() *commitment.Fields { return s.promised().Fields.(*commitment.Fields) }

// made is the second commitment of the meeting.
func (s *stage) made() *commitment.Fields {
	return s.shared().EntriesOf(commitment.Register(), stageMeeting)[1].Fields.(*commitment.Fields)
}

// edits changes a commitment behind the back of whoever is at a form.
func (s *stage) edits(name string, change func(*commitment.Fields)) {
	s.t.Helper()
	fields := *s.commitment()
	change(&fields)
	s.do(name, &session.EditEntry{Register: commitment.Register(), Entry: "c", Revision: s.promised().Revision, Fields: &fields})
}

func (at *seat) wants(parts ...string) {
	at.t.Helper()
	picture := at.screen()
	for _, part := range parts {
		if !strings.Contains(picture, part) {
			at.t.Errorf("no %q in\n%s", part, picture)
		}
	}
}

// answer types a text into a question of the form on top.
func (at *seat) answer(key, words string) {
	at.t.Helper()
	at.form().Focus(key)
	at.press("ctrl+u")
	at.send(tea.PasteMsg{Content: words})
}

func TestEntryScreensKeepTheirWidth(t *testing.T) {
	sizes := [][2]int{{80, 24}, {40, 20}, {120, 40}, {60, 24}, {20, 6}}
	promisedStage(t, func(t *testing.T, s *stage) {
		for _, size := range sizes {
			for i, profile := range []theme.Profile{{}, {Colors: theme.Colors256, Unicode: true}} {
				at := s.sit("Siti", profile, size[0], size[1])
				d := at.desk
				d.Words = d.Languages.In([]string{"en", "es"}[i])
				for _, show := range []func(){
					func() { at.goes(place.Entries{Register: commitment.Register()}) },
					func() { at.goes(place.Entries{Register: action.Register()}) },
					func() { at.goes(place.Entry{ID: "c"}) },
					func() { at.goes(place.Entry{ID: "a"}) },
					func() { at.adds(commitment.Register(), "i") },
					func() { at.goes(place.Entry{ID: "a"}); at.press("e") },
				} {
					show()
					for range 16 {
						at.screen()
						at.press("down")
					}
					d.Back()
				}
			}
		}
	})
}

func TestCrossCountryIsSeenAtAGlance(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		for _, width := range []int{40, 80, 120} {
			at := s.sit("Siti", theme.Profile{Unicode: true}, width, 24)
			at.goes(place.Entries{Register: action.Register()})
			at.wants("A1", "[ID·MY·TH]◆ cross-country")
		}
		at := s.sit("Siti", theme.Profile{}, 80, 24)
		at.goes(place.Entries{Register: action.Register()})
		at.wants("[ID-MY-TH]* cross-country")
	})
}

func TestLinksAreWalkedBothWays(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", theme.Profile{}, 80, 60)
		at.goes(place.Entries{Register: commitment.Register()})
		at.press("enter")
		at.wants("C1", "> MY-S1", "A1", "Yayasan (proposed)", "1 September 2022")
		at.press("enter")
		if got := at.screen(); at.on() != "board.item" || !strings.Contains(got, "MY-S1") {
			t.Fatalf("upwards is\n%s", got)
		}
		at.press("esc", "down", "enter")
		at.wants("cross-country", "> C1")
		at.press("enter")
		at.wants("Yayasan (proposed)")
	})
}

func TestAnOrganisationConfirmsForItself(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", theme.Profile{}, 80, 60)
		at.goes(place.Entry{ID: "c"})
		at.press("y")
		if s.commitment().Lead.Confirmed {
			t.Error("confirmed by somebody else")
		}
		at = s.sit("Budi", theme.Profile{}, 80, 60)
		at.goes(place.Entry{ID: "c"})
		at.wants("Yayasan (proposed)")
		at.press("y")
		at.wants("Confirmed for your organisation.")
		if !s.commitment().Lead.Confirmed || strings.Contains(at.screen(), "proposed") {
			t.Error("still proposed")
		}
	})
}

func TestTakingBackAsksTwice(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", theme.Profile{}, 80, 60)
		at.goes(place.Entry{ID: "c"})
		at.press("x")
		if s.promised().TakenBack {
			t.Fatal("taken back by one key")
		}
		at.press("x")
		at.wants("Taken back by its author")
		at.press("esc")
		at.goes(place.Entries{Register: commitment.Register()})
		at.wants("C1", "Taken back by its author")
	})
}

// TestReadingALongEntry goes through a text that is longer than the screen,
// to the links below it and back.
func TestReadingALongEntry(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", theme.Profile{}, 40, 12)
		at.goes(place.Entry{ID: "c"})
		top := at.screen()
		for range 60 {
			at.press("down")
		}
		at.wants("> A1")
		for range 60 {
			at.press("up")
		}
		if got := at.screen(); got != top {
			t.Errorf("the top is\n%s\nand was\n%s", got, top)
		}
	})
}

// TestWhatIsOverdueSaysSo in the room between meetings and on its sheet, while it is
// open.
func TestWhatIsOverdueSaysSo(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		today := method.Date(time.Now().UTC().Format(time.DateOnly))
		s.edits("Siti", func(f *commitment.Fields) { f.Title, f.Start, f.End = "Open a shelter", "", today })
		at := s.sit("Siti", plain, 80, 24)
		shows := func(between, sheet string) {
			t.Helper()
			at.goes(place.Between{})
			at.wants(between)
			at.goes(place.Entry{ID: "c"})
			at.reads("Ends", sheet)
			at.press("esc", "esc")
		}
		shows("[due 1 Jan 2000]", "[1 January 2000]")
		s.pass(24 * time.Hour)
		shows("[was due 1 Jan 2000]", "[1 January 2000] [overdue]")
		s.edits("Siti", func(f *commitment.Fields) { f.Stage = promise.Fulfilled })
		s.settle()
		at.goes(place.Entry{ID: "c"})
		at.reads("Ends", "[1 January 2000]", "Stage", "[Fulfilled]")
	})
}

// TestWhatIsCarriedOverAgainAndAgainSaysSo above what was decided about it.
func TestWhatIsCarriedOverAgainAndAgainSaysSo(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", plain, 80, 60)
		at.goes(place.Entry{ID: "c"})
		for n := range session.CarriedOften {
			id := method.MeetingID(fmt.Sprint("review-", n))
			s.do("Mei", &session.ConveneMeeting{
				Meeting: id, Details: session.MeetingDetails{Title: "A review", First: method.Date(fmt.Sprint(2023+n, "-01-01"))},
				Agenda: []session.AgendaItem{{ID: "r", Kind: method.ReviewPromises, Title: "What was promised", Day: 1, Minutes: 60}},
			})
			s.do("Mei", &session.AddReading{Register: commitment.Register(), Entry: "c", Attribution: method.Unattributed, Reading: session.Reading{
				ID: method.ReadingID(id), Kind: method.Decided, Meeting: id, Outcome: method.Continue,
			}})
			s.settle()
			at.wants("How it stands, by whose account")
			says := strings.Contains(at.screen(), at.desk.T("entry.carried", "n", n+1))
			if want := n+1 == session.CarriedOften; says != want {
				t.Errorf("after %d meetings it says so: %v", n+1, says)
			}
		}
	})
}

// convenesReview convenes the next meeting, which reviews what was promised.
func (s *stage) convenesReview() {
	s.t.Helper()
	s.do("Mei", &session.ConveneMeeting{
		Meeting: nextMeeting, Details: session.MeetingDetails{Title: "The next one", First: "2023-02-01"},
		Agenda: []session.AgendaItem{{ID: "r", Kind: method.ReviewPromises, Title: "What was promised", Day: 1, Minutes: 60}},
	})
}

// TestTheReviewGoesOnWhereNothingIsDecided, for whoever comes back to it, and asks why by
// the name of what is decided about.
func TestTheReviewGoesOnWhereNothingIsDecided(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.convenesReview()
		at := s.sitIn(nextMeeting, "Mei", plain, 80, 24)
		at.goes(place.Review{})
		at.wants("1 of 2, 2 to decide")
		at.press("d")
		at.wants(" C1 ", "Why?")
		at.press("enter", "esc")
		at.goes(place.Review{})
		at.wants("2 of 2, 1 to decide")
	})
}

// TestAWallShowsWhatAReviewHasDecided, behind what it has still to decide about.
func TestAWallShowsWhatAReviewHasDecided(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.convenesReview()
		s.do("Mei", &agenda.Open{Meeting: nextMeeting, Item: "r"})
		wall := s.sitIn(nextMeeting, "Mei", plain, 80, 24)
		wall.goes(place.Wall{})
		wall.inOrder("C1 ", "A1 ")
		s.do("Mei", &session.AddReading{Register: commitment.Register(), Entry: "c", Attribution: method.Unattributed, Reading: session.Reading{
			ID: "decides", Kind: method.Decided, Meeting: nextMeeting, Outcome: method.Done,
		}})
		s.pass(time.Second)
		wall.inOrder("A1 ", "C1 ", "Done")
	})
}

// TestAnOrganisationDeclinesToLead: it is asked on the sheet, until it has answered.
func TestAnOrganisationDeclinesToLead(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.join("Rana", method.Participant, session.Profile{Organisation: "Third House"})
		s.edits("Siti", func(f *commitment.Fields) { f.Description = "" })
		s.do("Siti", &session.HandOver{Register: commitment.Register(), Entry: "c", To: s.support("Rana").Organisation})
		siti, rana := s.sit("Siti", plain, 80, 40), s.sit("Rana", plain, 80, 40)
		for _, at := range []*seat{siti, rana} {
			at.goes(place.Entry{ID: "c"})
			at.reads("Asked to lead", "Third House")
		}
		rana.wants("n Decline")
		if got := siti.screen(); strings.Contains(got, "Decline") {
			t.Errorf("who has asked may decline:\n%s", got)
		}
		rana.press("n")
		rana.wants("Declined for your organisation.")
		for _, at := range []*seat{siti, rana} {
			if got := at.screen(); strings.Contains(got, "Asked to lead") {
				t.Errorf("it is still asked:\n%s", got)
			}
		}
	})
}

// TestAPhoneSaysThatADayIsOver, beside the day.
func TestAPhoneSaysThatADayIsOver(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", plain, 40, 60)
		at.language("es")
		s.edits("Siti", func(f *commitment.Fields) {
			f.Title, f.Description, f.Start, f.End = "Open a shelter", "", "", "1999-10-31"
		})
		s.settle()
		at.goes(place.Entry{ID: "c"})
		at.wants("[31 de octubre de 1999]", "["+at.desk.T("entry.overdue")+"]")
	})
}

// TestADraftOfAReportSaysOnlyWhatWasTyped: what somebody else has reported meanwhile stays.
func TestADraftOfAReportSaysOnlyWhatWasTyped(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", plain, 80, 60)
		at.goes(place.Entry{ID: "c"})
		at.press("s")
		at.answer("line", "Ten are trained")
		at.press("esc")
		s.do("Budi", &session.AddReading{Register: commitment.Register(), Entry: "c", Attribution: method.Named, Reading: session.Reading{
			ID: "r", Kind: method.Reported, Stage: string(promise.Fulfilled), Line: "All are trained",
		}})
		s.settle()
		at.press("s")
		if got := at.form().Get("line"); got != "Ten are trained" {
			t.Fatalf("what was typed is %q", got)
		}
		at.press("ctrl+s")
		if got := s.promised(); len(got.Readings) != 2 || s.commitment().Stage != promise.Fulfilled {
			t.Errorf("after %d reports it is %s", len(got.Readings), s.commitment().Stage)
		}
	})
}

// TestAReportProposesNoMoreOfItsAuthor than the entry shows, where only who wrote it and
// organisers may report, and says what a higher rung would tell.
func TestAReportProposesNoMoreOfItsAuthor(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		siti := s.shared().Members.Of(s.all["Siti"])
		p := s.shared().ProfileOf(siti)
		p.Attribution = method.Named
		s.do("Siti", &session.ChangeProfile{Member: siti.ID, Revision: siti.Revision, Profile: p})
		s.join("Wati", method.Participant, session.Profile{Organisation: "Yayasan", Country: "MY"})
		s.do("Siti", &session.MakeEntry{
			Register: commitment.Register(), Entry: "alone", Meeting: stageMeeting, Audience: method.Members,
			Attribution: method.Named, Fields: &commitment.Fields{Title: "Signed"},
		})
		for id, proposed := range map[method.EntryID]method.Ladder{"c": method.Unattributed, "alone": method.Named} {
			at := s.sit("Siti", plain, 80, 60)
			at.goes(place.Entry{ID: id})
			at.press("s")
			if got := at.form().Get("attribution"); got != string(proposed) {
				t.Errorf("a report on %s proposes %q, want %q", id, got, proposed)
			}
			for _, rung := range []method.Ladder{method.Unattributed, method.ByCountry, method.Named} {
				at.form().Field("attribution").Set([]string{string(rung)})
				at.press("tab")
				want := ""
				if rung.Above(proposed) {
					want = at.desk.T("reading.tells_author")
				}
				if got := at.form().Field("attribution").Note; got != want {
					t.Errorf("a report on %s signed as %s says %q", id, rung, got)
				}
			}
		}
	})
}

// TestAFormSaysWhoReadsWhatIsSaidOfAPromise: those who read the promise.
func TestAFormSaysWhoReadsWhatIsSaidOfAPromise(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", plain, 80, 60)
		at.goes(place.Entry{ID: "c"})
		at.press("s")
		at.answer("line", "Ten are trained")
		at.wants("Read by: " + at.desk.T("audience."+string(s.promised().Audience)))
	})
}

// TestWhoOnlySaysWhereTheyAreFromObserves: they are offered what the server lets them do.
func TestWhoOnlySaysWhereTheyAreFromObserves(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.join("Dewi", method.Participant, session.Profile{Organisation: "Yayasan"})
		s.do("Mei", &session.GrantSpeaking{Member: s.all["Dewi"], Organisation: s.support("Budi").Organisation, Ends: true})
		at := s.sit("Dewi", plain, 120, 60)
		at.goes(place.Entry{ID: "c"})
		at.wants("s " + at.desk.T("key.observe"))
		for _, key := range []string{"key.edit", "key.hand_over", "key.report"} {
			if screen := at.screen(); strings.Contains(screen, at.desk.T(key)) {
				t.Errorf("they are offered %q:\n%s", at.desk.T(key), screen)
			}
		}
	})
}

// TestAReportIsTakenBack by its author, and the entry on which it was made stays.
func TestAReportIsTakenBack(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.do("Siti", &session.AddReading{Register: commitment.Register(), Entry: "c", Attribution: method.Named, Reading: session.Reading{
			ID: "r", Kind: method.Reported, Stage: string(promise.InProgress), Line: "The first ten are trained",
		}})
		at := s.sit("Siti", plain, 80, 60)
		at.goes(place.Entry{ID: "c"})
		at.press("end")
		at.wants("> 1 January 2000 - Reported: In progress; The first ten are trained", "     Siti\n", "x Take back what you said")
		at.press("x")
		at.wants("The first ten are trained", "take back what you said on 1 January 2000")
		at.press("x")
		at.wants("> 1 January 2000 - "+at.desk.T("taken_back"), at.desk.T("entry.taken_back"), "x Take back C1")
		at.press("x")
		at.wants("again to take back C1")
		if got := at.screen(); strings.Contains(got, "The first ten") || strings.Contains(got, "     Siti") || s.promised().TakenBack {
			t.Errorf("what was taken back is\n%s", got)
		}
	})
}

// TestAPromiseForgetsItsAuthor, and says so.
func TestAPromiseForgetsItsAuthor(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", plain, 80, 60)
		at.goes(place.Entry{ID: "c"})
		at.press("f")
		if !at.desk.Own.Wrote("c", s.promised().By) {
			t.Error("forgotten by one key")
		}
		at.press("f")
		at.wants(at.desk.T("item.forgotten"))
		if got := at.screen(); at.desk.Own.Wrote("c", s.promised().By) || strings.Contains(got, "Forget me") {
			t.Errorf("it remembers\n%s", got)
		}
	})
}

// TestWhatAContributionShowsOfItsAuthor is what they have chosen.
func TestWhatAContributionShowsOfItsAuthor(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", plain, 80, 24)
		for rung, want := range map[method.Ladder]string{
			method.Named: "Budi", method.ByOrganisation: "Yayasan", method.ByCountry: "somebody from Indonesia", method.Unattributed: "Unattributed",
		} {
			s.do("Budi", &session.MakeEntry{
				Register: commitment.Register(), Entry: method.EntryID("by-" + rung), Meeting: stageMeeting, Audience: method.Members, Attribution: rung,
				Fields: &commitment.Fields{Title: "A promise"},
			})
			s.settle()
			at.goes(place.Entry{ID: method.EntryID("by-" + rung)})
			at.wants("A promise\n  " + want + " - Members only")
		}
	})
}

// TestTheReviewGoesOnForAll who look at the promise that was decided about; whoever stays
// where they are, or has gone back to another, is left there.
func TestTheReviewGoesOnForAll(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.convenesReview()
		seats := map[string]*seat{}
		for _, name := range []string{"follows", "has gone on", "stays", "decides"} {
			at := s.sitIn(nextMeeting, "Mei", plain, 80, 24)
			at.press("w")
			seats[name] = at
		}
		seats["has gone on"].press("n")
		seats["stays"].desk.Stays = true
		seats["decides"].press("d", "enter")
		s.settle()
		for name, want := range map[string]string{"follows": "2 of ", "has gone on": "2 of ", "stays": "1 of ", "decides": "2 of "} {
			if got := seats[name].screen(); !strings.Contains(got, want) {
				t.Errorf("who %s is not at %q:\n%s", name, want, got)
			}
		}
	})
}

// TestNothingIsOpenedUnseen: Enter brings a link into view that is below the window, and then
// opens it.
func TestNothingIsOpenedUnseen(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Siti", modern, 40, 20)
		at.goes(place.Entry{ID: "c"})
		if got := at.screen(); strings.Contains(got, "› MY-S1") {
			t.Fatalf("the link is seen at once:\n%s", got)
		}
		at.press("enter")
		at.wants("› MY-S1")
		at.press("enter")
		if at.on() != "board.item" {
			t.Errorf("Enter leads to\n%s", at.screen())
		}
	})
}

// TestADecisionLeadsToWhereTheMeetingIs, also where another entry was looked at than the one
// that was decided about; not whoever went to another themselves.
func TestADecisionLeadsToWhereTheMeetingIs(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.convenesReview()
		decides, follows, apart := s.sitIn(nextMeeting, "Mei", plain, 80, 24), s.sitIn(nextMeeting, "Mei", plain, 80, 24), s.sitIn(nextMeeting, "Mei", plain, 80, 24)
		for _, at := range []*seat{decides, follows, apart} {
			at.press("w")
		}
		apart.press("n", "b")
		decides.press("n", "d", "enter")
		s.settle()
		decides.wants("1 of 2, 1 to decide", "A1: Done")
		follows.wants("1 of 2, 1 to decide", "A1: Done")
		apart.wants("1 of 2, 1 to decide")
		if got := apart.screen(); strings.Contains(got, "A1: Done") {
			t.Errorf("who went to another is led on:\n%s", got)
		}
		decides.press("c", "enter")
		s.settle()
		apart.wants("0 to decide", "C1: Continue")
	})
}

// TestAllAreCalledToTheEntryOfWhichTheRoomTalks, from wherever they are, and whoever has
// called goes on from it at once. On a wall it comes first.
func TestAllAreCalledToTheEntryOfWhichTheRoomTalks(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		s.convenesReview()
		s.do("Mei", &agenda.Open{Meeting: nextMeeting, Item: "r"})
		s.joinAs("Rana", directory.Invitation{Meeting: nextMeeting, Role: method.Participant, Audience: method.Members}, session.Profile{})
		sit := func(name string) *seat { return s.sitIn(nextMeeting, name, plain, 80, 24) }
		mei, there, elsewhere := sit("Mei"), sit("Rana"), sit("Rana")
		wall := s.wallBy(directory.Invitation{Meeting: nextMeeting, Role: method.Participant, Audience: method.Members}, Options{Terminal: plain}, 80, 24)
		first := func() string {
			screen := wall.screen()
			return screen[min(strings.Index(screen, "\n C1 "), strings.Index(screen, "\n A1 ")):][2:4]
		}
		if on := first(); on != "C1" {
			t.Errorf("%s comes first", on)
		}
		there.press("w")
		elsewhere.press("p")
		mei.press("w", "n", "h", "b")
		s.rooms()
		mei.wants("1 of 2")
		for _, at := range []*seat{there, elsewhere} {
			at.wants("2 of 2", "Everybody is called here: A1 ")
		}
		if on := first(); on != "A1" {
			t.Errorf("%s comes first after the call", on)
		}
	})
}
