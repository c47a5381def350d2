package tui

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestOneFacilitatorDoesNotOverwriteAnother: two edit the meeting at once. What both
// have answered is chosen, and what only the other has answered stays.
func TestOneFacilitatorDoesNotOverwriteAnother(t *testing.T) {
	for keys, want := range map[string]string{"enter": "Kuala Lumpur 2022!", "space enter": "KL", "esc ctrl+s t enter": "KL"} {
		says, items := "Saved.", agenda.Following(stageAgenda())
		if want == "KL" {
			says, items = "Nothing of yours was to be saved", stageAgenda()
		}
		onStage(t, func(t *testing.T, s *stage) {
			at := s.sit("Mei", theme.Profile{}, 80, 24)
			at.press("e")
			details := stageDetails()
			details.Title, details.Place = "KL", "Putrajaya"
			s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: 1, Details: details, Agenda: stageAgenda()})
			at.send(tea.PasteMsg{Content: "!"})
			at.press("ctrl+s")
			at.wants("(x) Your version", "Kuala Lumpur 2022!", "( ) What it says now", "KL")
			at.press(strings.Fields(keys)...)
			at.wants(says)
			m := at.desk.Current()
			if m.Title != want || m.Place != "Putrajaya" || !reflect.DeepEqual(m.Agenda, items) {
				t.Errorf("after %s the meeting is %+v", keys, m)
			}
		})
	}
}

// TestWhoClosesIsToldWhatIsNotSaidYet: which objectives have no score, and which answers are
// not counted, before they say that they are sure.
func TestWhoClosesIsToldWhatIsNotSaidYet(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		details := stageDetails()
		details.Objectives = []string{"Learn how others do it"}
		s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: 1, Details: details, Agenda: stageAgenda()})
		s.do("Mei", &session.ChangePhase{Board: "my", From: layout.Gather, To: layout.Revealed})
		s.asksHowItWas(stageMeeting, "Mei")
		at := s.sit("Mei", theme.Profile{}, 80, 24)
		at.press("z")
		at.wants("1 objective has no score yet.", "“How it was” is not", "counted: answers of fewer than 5 people are deleted.")
	})
}

// TestADraftOfAMeetingRemembersWhatItBeganFrom.
func TestADraftOfAMeetingRemembersWhatItBeganFrom(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", theme.Profile{}, 80, 24)
		at.press("e")
		at.send(tea.PasteMsg{Content: "!"})
		at.press("esc")
		details := stageDetails()
		details.Title, details.Place = "KL", "Putrajaya"
		s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: 1, Details: details, Agenda: stageAgenda()})
		s.settle()
		at.press("e")
		at.wants("Kuala Lumpur 2022!", "Putrajaya")
		at.press("ctrl+s")
		at.wants("(x) Your version", "( ) What it says now", "KL")
		if title := at.desk.Current().Title; title != "KL" {
			t.Errorf("an old draft made the title %q unasked", title)
		}
	})
}

// TestTwoTerminalsOfOnePerson edit their profile at once.
func TestTwoTerminalsOfOnePerson(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		var seats []*seat
		for range 2 {
			at := s.sit("Mei", theme.Profile{}, 80, 24)
			at.press("p", "e")
			seats = append(seats, at)
		}
		for i, at := range seats {
			at.press("ctrl+u")
			at.send(tea.PasteMsg{Content: []string{"Mei Lin", "Mei Ling"}[i]})
			at.press("ctrl+s")
		}
		seats[1].wants("(x) Your version", "Mei Ling", "( ) What it says now", "Mei Lin")
		if name := s.shared().Members.Of(s.all["Mei"]).Name; name != "Mei Lin" {
			t.Errorf("the name is %q before anybody has chosen", name)
		}
		seats[1].press("enter")
		if name := s.shared().Members.Of(s.all["Mei"]).Name; name != "Mei Ling" {
			t.Errorf("the name is %q", name)
		}
	})
}

// TestAMeetingIsConvened: the form proposes the name, and leads to the new home.
func TestAMeetingIsConvened(t *testing.T) { onStage(t, aMeetingIsConvened) }

func aMeetingIsConvened(t *testing.T, s *stage) {
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	at.press("esc", "n")
	at.send(tea.PasteMsg{Content: "Bangkok 2023"})
	at.press("enter", "enter", "enter", "enter")
	at.send(tea.PasteMsg{Content: "2001-05-01"})
	at.press("tab", "tab", "tab", "tab", "tab", "tab")
	at.send(tea.PasteMsg{Content: "1 9:00 30 plenary Opening\n1 nonsense"})
	at.press("tab", "ctrl+s")
	if got := at.screen(); !strings.Contains(got, "Line 2 of the agenda") || at.desk.Meeting != "" {
		t.Fatalf("an agenda that cannot be read is answered with\n%s", got)
	}
	at.press("ctrl+u") // the line that is wrong
	at.press("ctrl+s")
	m := at.desk.Current()
	if m == nil || m.ID != "bangkok-2023" || m.Title != "Bangkok 2023" || len(m.Agenda) != 1 || m.Offers != method.Named {
		t.Fatalf("the new meeting is %+v\n%s", m, at.screen())
	}
	if at.on() != "home.meeting" || !at.desk.Alone() {
		t.Errorf("it leads to %T", at.desk.Top())
	}
}

// TestWhoeverReadsHelpMeanwhileComesInToo to the meeting that they convene.
func TestWhoeverReadsHelpMeanwhileComesInToo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.press("esc", "n")
		at.answer("title", "Bangkok 2023")
		at.answer("first", "2001-05-01")
		at.burst("ctrl+s", "f1")
		s.settle()
		at.isAt("home.meeting", "Bangkok 2023")
		at.press("?")
		at.isAt("help.Help")
	})
}

// TestAFormLeftIsADraft: going away keeps what was changed and nothing else.
func TestAFormLeftIsADraft(t *testing.T) { onStage(t, aFormLeftIsADraft) }

func aFormLeftIsADraft(t *testing.T, s *stage) {
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	at.press("s", "esc")
	if len(at.desk.Own.Drafts) != 0 {
		t.Errorf("an untouched form left the drafts %v", at.desk.Own.Drafts)
	}
	at.press("s")
	at.send(tea.PasteMsg{Content: "Thailand"})
	at.press("esc", "s", "ctrl+s")
	boards := desk.Boards(at.desk)
	if len(boards) != 2 || boards[0].Subject != "Thailand" || boards[0].Prefix != "TH" || boards[0].Country != "TH" {
		t.Fatalf("the boards are %+v", boards)
	}
	if len(at.desk.Own.Drafts) != 0 {
		t.Errorf("what was sent is still a draft: %v", at.desk.Own.Drafts)
	}
}

func TestClosingTakesThreePresses(t *testing.T) { onStage(t, closingTakesThreePresses) }

func closingTakesThreePresses(t *testing.T, s *stage) {
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	at.press("z", "z", "down", "z", "z")
	if at.desk.Current().Closed {
		t.Fatal("closed although the person looked away in between")
	}
	at.press("z")
	if !at.desk.Current().Closed {
		t.Error("not closed after three presses")
	}
	at.press("o", "t", "s", "e")
	if !at.desk.Alone() {
		t.Error("a closed meeting still offers to change it")
	}
}

// TestEverybodyIsToldOfTheClose, and of a meeting that is opened again.
func TestEverybodyIsToldOfTheClose(t *testing.T) { onStage(t, everybodyIsToldOfTheClose) }

func everybodyIsToldOfTheClose(t *testing.T, s *stage) {
	s.join("Anan", method.Facilitator, session.Profile{})
	mei, anan := s.sit("Mei", plain, 80, 24), s.sit("Anan", plain, 80, 24)
	mei.press("z", "z", "z")
	anan.wants("This meeting has been closed.")
	if anan.press("z", "z"); !anan.desk.Current().Closed {
		t.Error("a facilitator has opened it again")
	}
	anan.press("i")
	anan.wants("New code") // for those who come to read
	lobby := s.arrive(Options{Terminal: plain, Given: directory.Admission{Person: s.lead}}, 80, 24)
	lobby.press("enter")
	lobby.wants("closed")
	if mei.press("z"); !mei.desk.Current().Closed {
		t.Error("opened again without a question")
	}
	mei.press("z")
	anan.wants("This meeting is open again.")
}

func TestEnterGoesWhereThePeopleAre(t *testing.T) { onStage(t, enterGoesWhereThePeopleAre) }

func enterGoesWhereThePeopleAre(t *testing.T, s *stage) {
	s.do("Mei", swotOn(stageMeeting, "th", "Thailand", "TH", "TH"))
	s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: "a2"})
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	if !strings.Contains(at.screen(), "press Enter to go there") {
		t.Errorf("nothing says where the others are:\n%s", at.screen())
	}
	at.press("enter")
	if at.on() != "board.board" || !strings.Contains(at.screen(), "Malaysia") {
		t.Errorf("Enter leads to %T", at.desk.Top())
	}
}

// TestTheKeyToWhatIsOnIsNeverCut, however long its name is.
func TestTheKeyToWhatIsOnIsNeverCut(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.do("Mei", swotOn(stageMeeting, "long", strings.Repeat("Where people are held ", 5), "LO", ""))
		s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: "long"})
		for _, width := range []int{40, 80} {
			s.sit("Mei", plain, width, 24).wants("Now (press Enter)", "Where")
		}
	})
}

// TestAnItemIsOpened by whoever steers, and only one that the pointer is on.
func TestAnItemIsOpened(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.points("Between meetings")
		at.press("o")
		at.wants("Go to an item of the agenda first")
		at.press("home")
		at.points("09:30")
		at.press("o")
		at.wants("Opened for all: SWOT - Malaysia")
		if m := at.desk.Current(); m.Current != "a2" {
			t.Errorf("%q is open", m.Current)
		}
	})
}

// TestEveryKindOfItemLeadsSomewhere: to its board, to the review, or to what people add
// to in it, with an instruction; titles lead nowhere else.
func TestEveryKindOfItemLeadsSomewhere(t *testing.T) {
	for _, k := range method.AgendaKinds() {
		onStage(t, func(t *testing.T, s *stage) {
			item := session.AgendaItem{ID: "new", Kind: k, Title: "On Malaysia's board", Parts: ownParts[:1]}
			s.do("Mei", &agenda.Add{Meeting: stageMeeting, Item: item})
			s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: "new"})
			for _, width := range []int{80, 40} {
				at := s.sit("Mei", plain, width, 20)
				at.wants("ress Enter")
				at.press("enter")
				s.checkActivity(at, k)
			}
		})
	}
}

// checkActivity checks where the item "new" of a kind has led.
func (s *stage) checkActivity(at *seat, k method.AgendaKind) {
	s.t.Helper()
	switch {
	case k.Layout() != nil && !k.Asks():
		at.press("a")
		if name, _ := at.desk.Top().(desk.Drafter).Draft(); !strings.Contains(string(name), string(s.boardOf("new"))) {
			s.t.Errorf("%s leads to %T, where %q is written", k, at.desk.Top(), name)
		}
	case k.Reviews():
		if at.on() != "entries.review" {
			s.t.Errorf("%s leads to %T", k, at.desk.Top())
		}
	case k == method.Evaluation:
		at.wants(at.desk.T("agenda.say.evaluation")[:20])
		at.press("a", "right", "ctrl+s")
		if own, _ := evaluation.Own(at.desk.Own, session.InItem{Meeting: stageMeeting, Item: "new"}); own.Scales["purpose"] == 0 {
			s.t.Errorf("answered is %+v", own)
		}
	case groups.Given(k):
		name := fmt.Sprint("Group ", len(groups.Of(s.shared().Community, session.InItem{Meeting: stageMeeting, Item: "new"})))
		at.wants(at.desk.T("agenda.say." + string(k))[:20])
		at.press("a")
		at.write(name)
		at.press("ctrl+s")
		at.wants(name)
	default:
		at.wants(at.desk.T("agenda.say." + string(k))[:20])
		at.press("a")
		at.answer("title", "Kept")
		at.press("ctrl+s")
		r := s.shared().RegisterNamed(k.Register())
		if in := s.shared().EntriesIn(r, stageMeeting, "new"); len(in) == 0 || in[0].Title() != "Kept" {
			s.t.Errorf("%s: in the item are %v\n%s", k, in, at.screen())
		}
		at.wants("Kept")
	}
}

// TestNotesOfOneItem are not those of another, and not in the way on the home.
func TestNotesOfOneItem(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		r := s.shared().RegisterNamed(method.Plenary.Register())
		at.goes(place.Entries{Register: r, Agenda: "a1"})
		at.wants("Opening", "Everybody together")
		at.press("a")
		at.answer("title", "Said at the opening")
		at.press("ctrl+s")
		at.wants("Said at the opening")
		at.press("esc")
		if strings.Contains(at.screen(), at.desk.T(r.Name+".many")) {
			t.Errorf("the home leads to notes beside the item:\n%s", at.screen())
		}
		at.goes(place.Entries{Register: r, Agenda: "a3"})
		if strings.Contains(at.screen(), "Said at the opening") {
			t.Errorf("another item has it:\n%s", at.screen())
		}
		at.press("esc")
		at.goes(place.Entries{Register: r, Agenda: "a1"})
		s.do("Mei", &agenda.Remove{Meeting: stageMeeting, Item: "a1"})
		s.settle()
		at.wants("What was shown here is no longer there.", "Agenda, day 1")
	})
}

// TestAnAgendaIsMadeInTheList: items are added behind the pointer, moved and extended
// there, and the times of the others follow.
func TestAnAgendaIsMadeInTheList(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.press("s")
		at.send(tea.PasteMsg{Content: "Who we are"})
		at.press("down", "right", "right", "down")
		at.send(tea.PasteMsg{Content: "20"})
		at.press("ctrl+s")
		at.wants("09:00 Plenary - Opening", ">   09:30 Practice exchange - Who we are - 20 min - 20 min too long", "1 09:30 SWOT")
		at.press("<")
		at.wants(">   09:00 Practice exchange", "09:20 Plenary - Opening - 30 min - 20 min too long")
		at.wants("“Who we are” is item 1 of day 1 now.")
		at.press("-", "-", "-", "-", "+")
		at.wants("09:00 Practice exchange - Who we are - 5 min", "09:05 Plenary - Opening - 30 min - 5 min too long")
		at.wants("“Who we are” takes 5 minutes now.")
		at.press("<")
		at.wants("the agenda ends there")
		at.press("delete", "delete")
		at.wants("Taken off the agenda.")
	})
}

// TestTheItemThatIsOnKeepsItsName on the home, whatever there is to say of it, and fits.
func TestTheItemThatIsOnKeepsItsName(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		m := s.shared().Meetings[stageMeeting]
		long := m.Agenda[0]
		long.Minutes = 600
		s.do("Mei", &agenda.Change{Meeting: stageMeeting, Revision: m.Revision, Item: long})
		s.opens("a1")
		for _, language := range []string{"en", "es"} {
			at := s.sit("Budi", modern, 40, 30)
			at.language(language)
			now := at.desk.T("meeting.now_mark")
			for row := range strings.Lines(at.screen()) {
				if strings.Contains(row, " "+now+" ") && !strings.Contains(row, "Plen") {
					t.Errorf("what is on is %q", row)
				}
			}
		}
	})
}

// TestAnAgendaBeginsAsATemplate, and as that of the last meeting. What somebody has
// changed in it since is not written over.
func TestAnAgendaBeginsAsATemplate(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.press("esc", "n")
		begins := func(template string) string {
			at.form().Focus("template")
			at.form().Field("template").Set([]string{template})
			at.press("tab")
			return at.form().Get("agenda")
		}
		for template, want := range map[string]string{"last": "1 09:30 90 swot Malaysia [MY]", "swot": "1 09:10 45 swot Where we stand"} {
			if got := begins(template); !strings.Contains(got, want) {
				t.Errorf("as %s it is\n%s", template, got)
			}
		}
		if got := begins("none"); got != "" {
			t.Errorf("written anew it is\n%s", got)
		}
		begins("community")
		at.wants("1 09:00 30 plenary")
		begins("swot")
		at.send(tea.PasteMsg{Content: "!"})
		at.press("esc", "n")
		at.form().Focus("template")
		at.press("tab")
		if got := at.form().Field("agenda").Values()[0]; !strings.Contains(got, "!") {
			t.Errorf("what was changed is gone:\n%s", got)
		}
		if got := begins("last"); !strings.Contains(got, "!") {
			t.Errorf("what was changed is written over:\n%s", got)
		}
		at.wants("What you have typed stays")
	})
}

// TestWhatIsAddedToATemplateIsALineOfItsOwn, below those of the template.
func TestWhatIsAddedToATemplateIsALineOfItsOwn(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.press("esc", "n")
		at.form().Focus("template")
		at.press("right", "tab")
		at.send(tea.PasteMsg{Content: "2 16:00 30 plenary Farewell"})
		if got := at.form().Get("agenda"); !strings.HasSuffix(got, "What we do together\n2 16:00 30 plenary Farewell") {
			t.Errorf("the agenda is\n%s", got)
		}
	})
}

// TestWhatIsLeftBecomesAnAgenda that everybody may read, cut where a title ends.
func TestWhatIsLeftBecomesAnAgenda(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		long := strings.Repeat("ที่ทํางาน ", 14) // more letters than a title has, in fewer cells
		s.do("Mei", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: "left", Kind: "parking", Title: "Later", Board: "left"}})
		for id, words := range map[method.ItemID]string{"members": "Where the families are", "public": "Who pays for interpreters", "long": long} {
			add := &session.AddItem{Board: "left", Item: id, Part: "O", Text: words, Audience: method.Public, Attribution: method.Unattributed}
			if id == "members" {
				add.Audience = method.Members
			}
			s.do("Mei", add)
		}
		s.settle()
		at := s.sit("Mei", plain, 80, 24)
		at.press("esc", "n")
		at.form().Focus("template")
		at.form().Field("template").Set([]string{"left"})
		at.press("tab")
		got := at.form().Field("agenda").Values()[0]
		if !strings.Contains(got, "Who pays for interpreters") || strings.Contains(got, "families") {
			t.Errorf("it is\n%s", got)
		}
		for line := range strings.Lines(got) {
			if n := len([]rune(line)); n > method.MaxTitle+len("1 09:00 20 plenary \n")+2 {
				t.Errorf("%d letters stand in %q", n, line)
			}
		}
	})
}

// TestThePointerIsWhereTheOthersAre, until the person moves it: also when something is
// opened while they look at the home, and on a phone.
func TestThePointerIsWhereTheOthersAre(t *testing.T) {
	for _, moved := range []bool{false, true} {
		onStage(t, func(t *testing.T, s *stage) {
			s.join("Budi", method.Participant, session.Profile{})
			at := s.sit("Budi", plain, 40, 20)
			at.wants("Nothing is open now")
			at.press("f") // to stay on the home
			if moved {
				at.press("down", "down")
			}
			for _, item := range []method.AgendaID{"a1", "a2"} {
				s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: item})
				s.settle()
				if says := strings.Contains(at.screen(), "press Enter"); says == moved {
					t.Errorf("with %s on, the pointer is there: %v, on\n%s", item, says, at.screen())
				}
			}
			at.press("enter")
			if on := at.on() == "board.board"; on == moved {
				t.Errorf("Enter leads to %T", at.desk.Top())
			}
		})
	}
}

// TestAReturnCodeIsRenewed for the person at the terminal, who is named, also while the
// pointer is on somebody else.
func TestAReturnCodeIsRenewed(t *testing.T) { onStage(t, aReturnCodeIsRenewed) }

func aReturnCodeIsRenewed(t *testing.T, s *stage) {
	s.join("Budi", method.Participant, session.Profile{})
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	at.press("p")
	at.wants("> Budi", "r New return code for me")
	at.press("r")
	at.wants("a new return code for yourself, Mei;")
	if at.on() != "people.people" {
		t.Fatal("a code is renewed without asking")
	}
	at.press("r")
	at.wants("A return code for Mei (you)", "This code is yours alone")
	if entry, err := s.host.Present(at.code()); err != nil || entry.Person != s.lead {
		t.Errorf("the new code gives %+v, %v", entry, err)
	}
}

func TestAnInvitationIsMadeAndRevoked(t *testing.T) { onStage(t, anInvitationIsMadeAndRevoked) }

func anInvitationIsMadeAndRevoked(t *testing.T, s *stage) {
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	at.press("i", "a", "ctrl+s")
	made := at.code()
	if !strings.Contains(at.screen(), "ssh -p 2222 "+made+"@convene.example") {
		t.Errorf("the line to type is missing:\n%s", at.screen())
	}
	entry, err := s.host.Present(made)
	if err != nil || entry.Invitation.Role != method.Participant || entry.Invitation.Uses != host.InviteUses {
		t.Errorf("the code gives %+v, %v", entry.Invitation, err)
	}
	at.press("esc", "x", "x")
	if _, err := s.host.Present(made); err == nil {
		t.Error("a revoked code still lets people in")
	}
	if !strings.Contains(at.screen(), "revoked") {
		t.Errorf("the list does not say that it is revoked:\n%s", at.screen())
	}
}

// TestHomeKeepsItsWidth draws the screens with text in many scripts; stage
// checks each row.
func TestHomeKeepsItsWidth(t *testing.T) { onStage(t, homeKeepsItsWidth) }

func homeKeepsItsWidth(t *testing.T, s *stage) {
	const mixed = "ทำความเข้าใจ 儿童保护 👩‍👩‍👧 ❤️ ñandú"
	details := stageDetails()
	details.Title, details.Place = strings.Repeat(mixed+" ", 3), mixed
	details.Convenors, details.Objectives = []string{mixed, mixed, mixed}, []string{strings.Repeat(mixed+" ", 8), mixed}
	items := append(stageAgenda(), session.AgendaItem{ID: "a4", Kind: method.SWOT, Title: strings.Repeat(mixed+" ", 3), Day: 2, Start: "11:00", Minutes: 1440})
	s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: 1, Details: details, Agenda: items})
	s.do("Mei", swotOn(stageMeeting, "b", mixed, "B", ""))
	s.do("Mei", &session.AddItem{Board: "b", Item: "i", Part: layout.Threats, Text: mixed, Attribution: method.Named, Audience: method.Members})
	s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: "a4"})
	s.do("Mei", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 600})
	s.join("สมชาย 👨‍👩‍👦 真由美 ทำ", method.Observer, session.Profile{Organisation: strings.Repeat(mixed+" ", 3), Country: "ทำ"})
	for _, size := range [][2]int{{80, 24}, {40, 20}, {120, 40}, {10, 5}} {
		for _, profile := range []theme.Profile{{}, {Colors: theme.Colors256, Unicode: true}} {
			at := s.sit("Mei", profile, size[0], size[1])
			walk(at, 20)
			for _, way := range []string{"p", "i", "x", "t", "s", "e"} {
				at.goes(place.Home{})
				at.press(way)
				walk(at, 12)
			}
			at.goes(place.People{})
			at.press("e")
			walk(at, 5)
			at.goes(place.Export{})
			at.press("enter")
			walk(at, 20)
			at.goes(place.Home{})
			at.press("i", "a")
			walk(at, 4)
			at.press("ctrl+s")
			walk(at, 1)
		}
	}
}

// walk goes down a screen and looks at each picture of it.
func walk(at *seat, steps int) {
	at.t.Helper()
	at.screen()
	for range steps {
		at.press("down")
		at.screen()
	}
}

// TestClosingNamesTheBoardsThatAreOpen before it asks anything.
func TestClosingNamesTheBoardsThatAreOpen(t *testing.T) { onStage(t, closingNamesTheBoardsThatAreOpen) }

func closingNamesTheBoardsThatAreOpen(t *testing.T, s *stage) {
	s.filled()
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	at.press("z")
	at.wants("Malaysia (Gather)")
	at.press("z", "z")
	if at.desk.Current().Closed {
		t.Error("closed with items that wait for the reveal")
	}
}

// TestARefusalMovesToItsQuestion and says how a date is written.
func TestARefusalMovesToItsQuestion(t *testing.T) { onStage(t, aRefusalMovesToItsQuestion) }

func aRefusalMovesToItsQuestion(t *testing.T, s *stage) {
	at := s.sit("Mei", theme.Profile{}, 80, 24)
	at.press("e", "tab", "tab", "tab", "tab", "ctrl+u")
	at.send(tea.PasteMsg{Content: "August 9th, 2022"})
	at.press("tab", "tab", "ctrl+s")
	if key := at.form().Focused().Key; key != "first" {
		t.Fatalf("the focus is on %s\n%s", key, at.screen())
	}
	got := at.screen()
	if !strings.Contains(got, "year-month-day") || strings.Contains(got, "too many") {
		t.Errorf("the refusal says\n%s", got)
	}
}

func TestATicketSaysWhomItLetsIn(t *testing.T) { onStage(t, aTicketSaysWhomItLetsIn) }

func aTicketSaysWhomItLetsIn(t *testing.T, s *stage) {
	for _, size := range [][2]int{{80, 24}, {40, 20}} {
		at := s.sit("Mei", theme.Profile{}, size[0], size[1])
		at.press("i", "a", "ctrl+s")
		at.wants("Participant, reads: Members only", "only now", "Host name: convene.example", "Port: 2222",
			"User name: "+at.code())
	}
}

// boardOf is the board of an agenda item.
func (s *stage) boardOf(owner method.AgendaID) method.BoardID {
	s.t.Helper()
	for id, b := range s.shared().Boards {
		if b.Owner == owner {
			return id
		}
	}
	s.t.Fatalf("%s has no board", owner)
	return ""
}

// TestNobodySignsWithMoreThanTheMeetingOffers, whatever they use elsewhere.
func TestNobodySignsWithMoreThanTheMeetingOffers(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Siti", method.Participant, session.Profile{Country: "MY", Attribution: method.Named})
		at := s.sit("Siti", plain, 80, 24)
		at.press("1", "a")
		at.wants("Signed as: " + at.desk.T("attribution."+string(method.Named)))
		at.press("esc", "esc")
		details := stageDetails()
		details.Offers = method.ByCountry
		s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: 1, Details: details, Agenda: stageAgenda()})
		s.settle()
		at.adds(commitment.Register(), "")
		at.form().Focus("attribution")
		at.wants("< " + at.desk.T("attribution."+string(method.ByCountry)) + " >")
		at.press("right")
		at.wants("< " + at.desk.T("attribution."+string(method.Unattributed)) + " >")
	})
}

// TestASignatureIsOfferedToWhoHasIt, on a board as in a form, and nobody shows more than they
// wanted for want of it.
func TestASignatureIsOfferedToWhoHasIt(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Siti", method.Participant, session.Profile{Country: "MY", Attribution: method.ByOrganisation})
		at := s.sit("Siti", plain, 80, 24)
		at.press("1", "a")
		for _, rung := range []method.Ladder{method.ByCountry, method.Named, method.Unattributed} {
			at.wants("Signed as: " + at.desk.T("attribution."+string(rung)))
			at.press("ctrl+o")
		}
		at.press("esc", "esc")
		at.adds(commitment.Register(), "")
		var offered []string
		for _, o := range at.form().Field("attribution").Options {
			offered = append(offered, o.Value)
		}
		if want := "unattributed country named"; strings.Join(offered, " ") != want || at.form().Get("attribution") != "country" {
			t.Errorf("a form offers %q and proposes %q", offered, at.form().Get("attribution"))
		}
	})
}

// TestTheReviewSaysWhatWasDecided, and that there is nothing to decide about.
func TestTheReviewSaysWhatWasDecided(t *testing.T) {
	promisedStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.goes(place.Review{})
		at.wants(at.desk.T("review.nothing"))
		if keys := at.desk.Top().Keys(at.desk); len(keys) != 1 {
			t.Errorf("there is nothing, and the keys are %+v", keys)
		}
		s.do("Mei", &session.ConveneMeeting{
			Meeting: "next", Details: session.MeetingDetails{Title: "Next", First: "2023-01-01"},
			Agenda: []session.AgendaItem{{ID: "r", Kind: method.ReviewPromises, Title: "What was promised", Day: 1, Minutes: 60}},
		})
		at = s.sitIn("next", "Mei", plain, 80, 24)
		at.goes(place.Review{})
		at.wants("1 of 2, 2 to decide\n")
		at.press("c")
		at.write("They need a month more")
		at.press("ctrl+s")
		at.wants("2 of 2, 1 to decide\n")
		at.press("b")
		at.wants("1 of 2, 1 to decide - Decided: Continue\n")
		at.press("n")
		at.wants("2 of 2, 1 to decide\n")
	})
}

// TestAnAgendaThatCannotBeReadIsPointedTo, by whoever changes a meeting and convenes one.
func TestAnAgendaThatCannotBeReadIsPointedTo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for _, way := range [][]string{{"e"}, {"esc", "n"}} {
			at := s.sit("Mei", plain, 80, 24)
			at.press(way...)
			at.answer("agenda", "soon")
			at.form().Focus("title")
			at.press("ctrl+s")
			if got := at.form().Focused().Key; got != "agenda" || !at.desk.Failed {
				t.Errorf("after %s the focus is on %s, and they are told %q", way, got, at.desk.Notice)
			}
		}
	})
}

// TestAnAgendaItemIsRefusedWhereItIsWrong.
func TestAnAgendaItemIsRefusedWhereItIsWrong(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		at.points("Opening")
		at.press("m")
		for _, step := range []struct{ key, words string }{{"minutes", "x"}, {"minutes", "-1"}, {"day", "0"}, {"day", "first"}} {
			before := at.form().Get(step.key)
			at.answer(step.key, step.words)
			at.form().Focus("subject")
			at.press("ctrl+s")
			if got := at.form().Focused().Key; got != step.key || !at.desk.Failed {
				t.Errorf("%s as the %s leads to %s, and they are told %q", step.words, step.key, got, at.desk.Notice)
			}
			at.answer(step.key, before)
		}
		at.answer("minutes", "0")
		at.press("ctrl+s")
		if a, _ := s.shared().Meetings[stageMeeting].AgendaItem("a1"); a.Minutes != 0 {
			t.Errorf("it is %+v", a)
		}
	})
}

// TestACountryThatWasLeftOutStaysOut while the subject stays the same, also where somebody
// else has changed the item meanwhile.
func TestACountryThatWasLeftOutStaysOut(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		item := func() session.AgendaItem {
			a, _ := s.shared().Meetings[stageMeeting].AgendaItem("a2")
			return a
		}
		at := s.sit("Mei", plain, 80, 24)
		changes := func(key, words string) {
			at.points("Malaysia")
			at.press("m")
			at.answer(key, words)
		}
		changes("minutes", "50")
		without := item()
		without.Country = ""
		s.do("Mei", &agenda.Change{Meeting: stageMeeting, Revision: at.desk.Current().Revision, Item: without})
		s.settle()
		at.press("ctrl+s")
		if a := item(); a.Country != "" || a.Minutes != 50 {
			t.Errorf("after both have changed it, it is %+v", a)
		}
		changes("minutes", "60")
		at.press("ctrl+s")
		if a := item(); a.Country != "" || a.Minutes != 60 {
			t.Errorf("after another change it is %+v", a)
		}
		changes("subject", "Indonesia")
		at.press("ctrl+s")
		if a := item(); a.Country != "ID" {
			t.Errorf("of another subject it is %+v", a)
		}
	})
}

// TestWhatWasTakenBackIsNotCounted on the home, in the list of registers, on a phone's board
// and on a wall.
func TestWhatWasTakenBackIsNotCounted(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.counted(s.filled())
		s.do("Anan", &session.TakeBackEntry{Register: action.Register(), Entry: "a1"})
		s.do("Budi", &session.TakeBackItem{Item: "T0"})
		at := s.sit("Mei", plain, 80, 40)
		at.wants("5 items", "Actions                 0 so far", "All registers           1 so far")
		at.press("r")
		at.wants("0 so far", "1 so far")
		phone := s.sit("Mei", plain, 40, 20)
		phone.goes(place.Board{ID: "my"})
		phone.wants("T 0")
		s.opens("a2")
		phone.goes(place.Wall{})
		phone.wants("Threats (T)\n")
	})
}

// TestTheFormsOfAMeetingAskInOneOrder, when it is new and when it is changed.
func TestTheFormsOfAMeetingAskInOneOrder(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		for _, keys := range [][]string{{"e"}, {"esc", "n"}} {
			at := s.sit("Mei", plain, 80, 40)
			at.press(keys...)
			at.inOrder("Title", "Short name", "Place", "Agenda")
		}
	})
}
