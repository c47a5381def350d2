package tui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/strategy"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// The terminals on which the screens are looked at.
var (
	modern = theme.Profile{Colors: theme.Colors256, Unicode: true, Titles: true}
	plain  = theme.Profile{}
)

// words of people, some of which are wider or narrower than they look.
var stageItems = map[layout.Part][]string{
	layout.Strengths:     {"Refugee-led groups teach and translate", "เครือข่ายล่ามอาสาทำงานได้ดีและมีน้ำใจ"},
	layout.Weaknesses:    {"We count differently in each country"},
	layout.Opportunities: {"Embassies want to be asked", "国家人权委员会愿意合作"},
	layout.Threats:       {"Raids send families into hiding 👩‍👩‍👧 ❤️ 👍🏽"},
}

// filled plays the stage to a board that is revealed, with a vote counted, a
// commitment and a cross-country action.
func (s *stage) filled() method.BoardID {
	s.t.Helper()
	s.join("Anan", method.Facilitator, session.Profile{Organisation: "Rivers Law Centre", Type: method.CSO, Country: "TH"})
	s.join("Budi", method.Participant, session.Profile{Organisation: "Pulau Learning", Type: method.RefugeeLed, Country: "ID"})
	board := method.BoardID("my")
	for _, q := range method.SWOT.Layout().Parts {
		for i, words := range stageItems[q] {
			s.do("Budi", &session.AddItem{
				Board: board, Item: method.ItemID(string(q) + string(rune('0'+i))), Part: q, Text: words,
				Audience: method.Members, Attribution: method.Unattributed,
			})
		}
	}
	return board
}

func (s *stage) phase(board method.BoardID, from, to layout.Phase) {
	s.t.Helper()
	s.do("Anan", &session.ChangePhase{Board: board, From: from, To: to})
}

func (s *stage) counted(board method.BoardID) {
	s.t.Helper()
	s.phase(board, layout.Gather, layout.Revealed)
	s.phase(board, layout.Revealed, layout.Voting)
	s.do("Budi", &voting.Cast{Board: board, Item: "S1", Dots: 2})
	s.do("Mei", &voting.Cast{Board: board, Item: "T0", Dots: 3})
	s.phase(board, layout.Voting, layout.Discuss)
	s.do("Budi", &session.MakeEntry{
		Register: commitment.Register(), Entry: "c1", Meeting: stageMeeting, Audience: method.Members, Attribution: method.Unattributed,
		Fields: &commitment.Fields{Title: "Train forty volunteer interpreters", From: []field.Link{{To: "S1"}}, End: "2023-06-30"},
	})
	s.do("Anan", &session.MakeEntry{
		Register: action.Register(), Entry: "a1", Meeting: stageMeeting, Audience: method.Members, Attribution: method.Named,
		Fields: &action.Fields{
			Title: "Joint statement on families in hiding", Kind: action.JointStatement,
			Countries: []method.Country{"ID", "MY", "TH"}, From: []field.Link{{To: "T0"}, {To: "c1"}},
		},
	})
}

// TestScreens compares every screen with the picture that was looked at, in every
// language, at the size of a laptop and of a phone.
func TestScreens(t *testing.T) {
	sizes := []struct {
		name          string
		width, height int
	}{{"80x24", 80, 24}, {"40x20", 40, 20}}
	for _, language := range locale.Languages() {
		for _, size := range sizes {
			t.Run(language+" "+size.name, func(t *testing.T) {
				onStage(t, func(t *testing.T, s *stage) {
					s.language = language
					look := func(name string, at *seat) { at.golden(name + "_" + language + "_" + size.name) }
					s.walk(look, modern, size.width, size.height)
				})
			})
		}
	}
}

// TestScreensKeepTheirWidth draws every screen where goldens would say little:
// in another size, in Spanish, without colour and Unicode.
func TestScreensKeepTheirWidth(t *testing.T) {
	for _, c := range []struct {
		name          string
		profile       theme.Profile
		width, height int
	}{
		{"wide", modern, 120, 40}, {"plain", plain, 80, 24}, {"narrow", plain, 40, 20},
		{"less than is drawn", modern, 10, 3}, {"least", modern, 24, 10}, {"a column", plain, 24, 40}, {"most", modern, 300, 120},
	} {
		t.Run(c.name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.walk(func(name string, at *seat) {
					screen := at.screen()
					at.desk.Words = at.desk.Languages.In("es")
					screen += at.screen()
					at.desk.Words = at.desk.Languages.In("en")
					if !c.profile.Unicode && strings.ContainsAny(screen, "╭│═●▲◆▼■›↑↓") {
						t.Errorf("%s shows shapes that the terminal does not have:\n%s", name, screen)
					}
				}, c.profile, c.width, c.height)
			})
		})
	}
}

// walk shows every screen in turn.
func (s *stage) walk(looks func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	look := func(name string, at *seat) {
		s.pass(200 * time.Millisecond) // the room is told of less than ten times a second
		looks(name, at)
	}
	look("welcome", s.arrive(Options{Terminal: profile, Refused: refusal.New(refusal.CodeRevoked)}, width, height))
	board := s.filled()
	budi, anan := s.sit("Budi", profile, width, height), s.sit("Anan", profile, width, height)
	look("meeting", budi)
	look("meeting_facilitator", anan)
	budi.goes(place.Board{ID: board})
	anan.goes(place.Board{ID: board})
	look("board_gather_own", budi)
	look("board_gather_others", anan)
	budi.press("a")
	budi.write("มีน้ำใจ and patience")
	look("board_writing", budi)
	budi.press("esc")
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
	s.phase(board, layout.Gather, layout.Revealed)
	s.phase(board, layout.Revealed, layout.Voting)
	s.do("Budi", &voting.Cast{Board: board, Item: "S1", Dots: 2})
	s.settle()
	look("board_vote", budi)
	s.phase(board, layout.Voting, layout.Revealed)
	s.phase(board, layout.Revealed, layout.Gather)
	s.counted(board)
	s.settle()
	look("board_discuss", anan)
	s.do("Anan", &session.GroupItem{Item: "S0", Heading: "People who know the way"})
	s.do("Anan", &session.GroupItem{Item: "S1", Heading: "People who know the way"})
	s.settle()
	look("board_grouped", anan)
	anan.press("g")
	look("grouping", anan)
	anan.press("esc")
	s.do("Anan", &session.GroupItem{Item: "S0"})
	s.do("Anan", &session.GroupItem{Item: "S1"})
	s.settle()
	anan.goes(place.Item{ID: "T0"})
	look("item", anan)
	for name, to := range map[string]place.Place{
		"commitments": place.Entries{Register: commitment.Register()},
		"commitment":  place.Entry{ID: "c1"},
		"actions":     place.Entries{Register: action.Register()},
		"action":      place.Entry{ID: "a1"},
		"people":      place.People{},
		"invite":      place.Invite{},
		"export":      place.Export{},
		"help":        place.Help{},
	} {
		anan.desk.Show(opened(anan.desk, to)) // without what a screen looks up once it is shown
		look(name, anan)
		anan.press("esc")
	}
	anan.adds(commitment.Register(), "S1")
	look("commitment_form", anan)
	anan.press("esc")
	anan.adds(action.Register(), "T0")
	look("action_form", anan)
	anan.press("esc")
	anan.adds(action.Register(), "")
	anan.answer("countries", "Fiji, guin")
	look("countries", anan)
	anan.press("esc")
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
	s.edited(board)
	look("board_edited", budi)
	budi.goes(place.Item{ID: "S1"})
	look("item_edited", budi)
	budi.goes(place.Entry{ID: "c1"})
	look("commitment_edited", budi)
	mei := s.sit("Mei", profile, width, height)
	mei.press("p")
	look("people_organiser", mei)
	mei.press("end", "enter")
	look("organisation_correction", mei)
	mei.press("esc")
	mei.press("esc", "i", "p", "p", "down")
	look("invite_codes", mei)
	lobby := s.arrive(Options{Terminal: profile, Given: directory.Admission{Person: s.lead}}, width, height)
	lobby.press("enter")
	look("lobby", lobby)
	lobby.press("o")
	look("organisers", lobby)
	lobby.press("a")
	look("organiser_code", lobby)
	s.walkRegisters(look, profile, width, height)
	s.walkLens(look, profile, width, height)
	s.walkRound(look, profile, width, height)
	s.walkHidden(look, profile, width, height)
	s.walkPeople(look, profile, width, height)
	s.walkExports(look, profile, width, height)
	s.walkHoldings(look, profile, width, height)
	s.walkKept(look, profile, width, height)
	s.walkAssist(look, profile, width, height)
	s.walkEvaluation(look, profile, width, height)
	s.walkCountries(look, profile, width, height)
	s.walkGroups(look, profile, width, height)
	s.walkWidening(look, profile, width, height)
	s.walkSaid(look, profile, width, height)
	s.walkPanel(look, profile, width, height)
	s.walkInterpreted(look, profile, width, height)
	s.walkVotes(look, profile, width, height)
}

// walkInterpreted shows how an interpreter says what items say in another language, and
// what others see of it.
func (s *stage) walkInterpreted(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.join("Tala", method.Interpreter, session.Profile{})
	tala, budi := s.sit("Tala", profile, width, height), s.sit("Budi", profile, width, height)
	tala.goes(place.Board{ID: "my"})
	tala.press("down", "i")
	tala.answer("language", "indone")
	tala.press("enter")
	tala.write("Sukarelawan menerjemahkan dengan sepenuh hati")
	look("interpret", tala)
	tala.press("enter")
	look("interpreted_board", tala)
	read := tala.desk.Shared.Boards["my"].In(layout.Strengths)[1]
	s.do("Tala", &interpret.Write{Item: read.ID, Revision: read.Revision, Language: "es", Text: "Personas refugiadas enseñan"})
	s.do("Mei", &session.EditItem{Item: read.ID, Revision: read.Revision, Text: "Refugee-led groups teach"})
	s.settle()
	budi.goes(place.Item{ID: read.ID})
	look("interpreted_item", budi)
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
}

// walkSaid shows how a scribe writes down what others say.
func (s *stage) walkSaid(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.join("Rani", method.Scribe, session.Profile{})
	rani := s.sit("Rani", profile, width, height)
	rani.goes(place.Board{ID: "my"})
	rani.press("a", "ctrl+n")
	rani.write("thai")
	look("said_whose", rani)
	rani.press("enter")
	rani.write("Families wait at home")
	look("said_writing", rani)
	rani.press("enter", "esc")
	for _, it := range s.shared().Boards["my"].In(layout.Strengths) {
		if it.By.Said {
			rani.goes(place.Item{ID: it.ID})
		}
	}
	look("said_item", rani)
	rani.press("esc")
	rani.adds(commitment.Register(), "")
	rani.form().Focus("said_by")
	look("said_form", rani)
	rani.press("esc")
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
}

// walkLens shows what nothing answers, and how a strategy answers it.
func (s *stage) walkLens(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	anan := s.sit("Anan", profile, width, height)
	anan.goes(place.GapReport{})
	look("gaps", anan)
	anan.press("c", "s")
	anan.write("Agree on one way of counting")
	anan.press("ctrl+s")
	look("strategy_form", anan)
	anan.press("esc", "esc")
	anan.goes(place.Chain{Of: "c1"})
	look("chain", anan)
	anan.goes(place.Chain{Of: "T0"})
	look("chain_item", anan)
	anan.goes(place.Entries{Register: strategy.Register()})
	look("strategy_list", anan)
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
}

// compared adds analyses of two more countries to the one that there is, all revealed.
func (s *stage) compared() {
	s.t.Helper()
	for _, of := range []struct {
		board   method.BoardID
		subject string
		prefix  string
		items   map[layout.Part][]string
	}{
		{"id", "Indonesia", "ID", map[layout.Part][]string{
			layout.Strengths: {"Schools let volunteers teach after hours"}, layout.Weaknesses: {"Each island counts differently, and no country figure fits", "Nobody can teach or translate at night"},
		}},
		{"la", "Laos", "LA", map[layout.Part][]string{
			layout.Strengths: {"ทีมดูแลรายกรณีทำงานกับครอบครัวอย่างต่อเนื่อง"}, layout.Threats: {"Bail is more than a family can pay"},
		}},
	} {
		s.do("Anan", swotOn(stageMeeting, of.board, of.subject, of.prefix, method.Country(of.prefix)))
		for _, p := range method.SWOT.Layout().Parts {
			for i, words := range of.items[p] {
				s.do("Budi", &session.AddItem{
					Board: of.board, Item: method.ItemID(of.prefix + string(p) + string(rune('0'+i))), Part: p, Text: words,
					Audience: method.Members, Attribution: method.Unattributed,
				})
			}
		}
		s.phase(of.board, layout.Gather, layout.Revealed)
	}
}

// walkCountries compares three countries, part by part, side by side and over each other,
// and shows what is proposed of that and what is confirmed.
func (s *stage) walkCountries(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.compared()
	anan := s.sit("Anan", profile, width, height)
	anan.goes(place.Countries{})
	look("countries_compared", anan)
	anan.press("tab", "right", "s")
	look("matches", anan)
	anan.press("y")
	look("matches_confirmed", anan)
	anan.press("esc", "o")
	look("countries_over", anan)
	anan.press("m")
	anan.write("my")
	look("matching", anan)
	anan.press("esc")
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
}

// walkPeople shows a person about whom others did something, and who asks to speak
// for their organisation.
func (s *stage) walkPeople(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	mei := s.sit("Mei", profile, width, height)
	mei.goes(place.People{})
	mei.press("down")
	budi := s.all["Budi"]
	s.do("Anan", &standing.Rename{Member: budi, Meeting: stageMeeting, Revision: 1, Name: "Budi Santoso"})
	s.do("Anan", &standing.GiveRole{Member: budi, Meeting: stageMeeting, Role: method.Scribe})
	s.settle()
	look("people_traced", mei)
	mei.press("enter")
	look("person", mei)
	mei.press("g")
	look("person_role", mei)
	mei.press("esc", "c")
	look("person_code_asked", mei)
	mei.press("m")
	look("person_merge", mei)
	mei.press("esc")
	s.do("Mei", &session.GrantSpeaking{Member: budi, Organisation: s.shared().Members.Of(budi).Organisation, Ends: true})
	s.do("Budi", &session.AskToSpeak{Member: budi})
	s.settle()
	look("person_asks", mei)
	mei.press("esc")
	look("people_asks", mei)
	mei.press("esc")
	mei.goes(place.Home{})
	mei.points(mei.desk.T("meeting.people"))
	look("meeting_asks", mei)
	mei.press("p", "end", "up", "up", "up", "up")
	s.do("Mei", &standing.CountMember{Meeting: stageMeeting, Member: budi})
	mei.press("c", "backspace", "4", "tab")
	mei.write("Thailand 3")
	look("people_counting", mei)
	mei.press("ctrl+s")
	look("people_counted", mei)
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
}

// walkRound shows a round that is added in the middle of the meeting, what leads to it,
// and the forms with which it could have been planned.
func (s *stage) walkRound(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{
		ID: "round", Kind: method.Round, Title: "What each of us brings", Board: "round",
	}})
	for part, words := range map[layout.Part]string{
		layout.Achievements: "Twelve children sleep at home", layout.Challenges: "ล่ามยังมีไม่พอ", layout.Lessons: "Ask before you help",
	} {
		s.do("Budi", &session.AddItem{
			Board: "round", Item: method.ItemID(part), Part: part, Text: words, Audience: method.Members, Attribution: method.Unattributed,
		})
	}
	budi, anan := s.sit("Budi", profile, width, height), s.sit("Anan", profile, width, height)
	budi.goes(place.Board{ID: "round"})
	look("round_gather", budi)
	s.phase("round", layout.Gather, layout.Revealed)
	s.phase("round", layout.Revealed, layout.Discuss)
	mei := s.sit("Mei", profile, width, height)
	mei.goes(place.Board{ID: "my"})
	mei.press("a")
	mei.write("Judges listen")
	budi.goes(place.Home{})
	s.do("Anan", &agenda.Open{Meeting: stageMeeting, Item: "round"})
	s.settle()
	look("round_led", budi)
	look("board_writing_on", mei)
	mei.press("ctrl+u", "esc", "esc")
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
	budi.press("l")
	look("round_ready", budi)
	anan.press("down")
	look("round_facilitator", anan)
	budi.press("l")
	anan.press("esc")
	look("meeting_round", anan)
	anan.press("enter")
	look("round_discuss", anan)
	s.do("Budi", &session.MakeEntry{
		Register: takeaway.Register(), Entry: "note", Meeting: stageMeeting, Agenda: "a1", Audience: method.Members,
		Attribution: method.Unattributed, Fields: &takeaway.Fields{Title: "Thirteen people from three countries have come"},
	})
	s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{
		ID: "strategies", Kind: method.Strategies, Title: "What we can do in the region", Board: "strategies",
	}})
	s.settle()
	budi.goes(place.Entries{Register: takeaway.Register(), Agenda: "a1"})
	look("plenary", budi)
	budi.press("w")
	look("turns_none", budi)
	s.speakers()
	look("turns", budi)
	anan.goes(place.Turns{Agenda: "a1"})
	anan.press("down")
	look("turns_facilitator", anan)
	anan.press("a")
	anan.write("Li Wei\nMei")
	look("turns_names", anan)
	anan.press("esc", "esc")
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
	budi.goes(place.Board{ID: "strategies"})
	look("strategies", budi)
	anan.press("esc", "s")
	anan.write("Malaysia and Thailand")
	anan.press("down", "left", "left", "down")
	look("board_form", anan)
	anan.press("esc", "e", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab")
	look("meeting_form_agenda", anan)
}

// walkAssist shows a peer assist at its second step.
func (s *stage) walkAssist(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: "assist", Kind: method.PeerAssist, Title: "A family in hiding"}})
	anan := s.sit("Anan", profile, width, height)
	anan.goes(place.Entries{Register: takeaway.Register(), Agenda: "assist"})
	anan.press("n")
	look("peer_assist_begins", anan)
	anan.press("n")
	look("peer_assist", anan)
}

// walkEvaluation shows how people say what the meeting was like, and what all have said.
func (s *stage) walkEvaluation(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.asksHowItWas(stageMeeting, "Anan")
	budi := s.sit("Budi", profile, width, height)
	budi.goes(place.Evaluation{Agenda: "how"})
	look("evaluation", budi)
	budi.press("a", "right", "right")
	look("evaluation_form", budi)
	budi.press("ctrl+s")
	look("evaluation_given", budi)
	s.answers(stageMeeting)
	s.do("Anan", &evaluation.Count{InItem: session.InItem{Meeting: stageMeeting, Item: "how"}})
	s.settle()
	look("evaluation_counted", budi)
	anan := s.sit("Anan", profile, width, height)
	anan.goes(place.Home{})
	anan.press("end", "enter")
	look("objective_form", anan)
	anan.press("right", "down")
	look("objective_why", anan)
	anan.write("Two countries were not there")
	anan.press("ctrl+s")
	look("objective_scored", anan)
	anan.goes(place.Reflection{})
	look("reflection", anan)
}

// TestWhoCountsAnswersKnowsHowManyThereAre before nobody can answer any more, and is not asked
// while there are too few.
func TestWhoCountsAnswersKnowsHowManyThereAre(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.asksHowItWas(stageMeeting, "Anan")
		anan, budi := s.sit("Anan", plain, 80, 24), s.sit("Budi", plain, 80, 24)
		anan.goes(place.Evaluation{Agenda: "how"})
		budi.goes(place.Evaluation{Agenda: "how"})
		budi.press("a", "right", "ctrl+s")
		anan.press("c")
		anan.wants(refusedWith(anan, refusal.New(refusal.TooFew, "n", 1, "least", tally.Least)))
		s.answers(stageMeeting)
		anan.press("c")
		anan.wants("Press c again to count", "people have answered so far.")
	})
}

// refusedWith is the beginning of what somebody is told of a refusal.
func refusedWith(at *seat, err error) string { return at.desk.Words.Error(err)[:20] }

// asksHowItWas adds an evaluation to the agenda of a meeting.
func (s *stage) asksHowItWas(meeting method.MeetingID, who string) {
	s.t.Helper()
	s.do(who, &agenda.Add{Meeting: meeting, Item: session.AgendaItem{ID: "how", Kind: method.Evaluation, Title: "How it was"}})
}

// answers lets enough people say what a meeting was like.
func (s *stage) answers(meeting method.MeetingID) {
	s.t.Helper()
	for i := range tally.Least {
		name := fmt.Sprint("Participant ", i)
		s.joinAs(name, directory.Invitation{Meeting: meeting, Role: method.Participant, Audience: method.Members}, session.Profile{Country: "ID"})
		s.do(name, &evaluation.Answer{InItem: session.InItem{Meeting: meeting, Item: "how"}, Answers: evaluation.Answers{
			Scales: map[string]int{"heard": 3 + i%3, "useful": 1 + i}, Words: map[string]string{"helped": "To hear how others do it"},
		}})
	}
}

// sides makes two groups. Mei has placed Budi in the first, which Anan facilitates.
func (s *stage) sides() []*session.Board {
	s.t.Helper()
	in := session.InItem{Meeting: stageMeeting, Item: "groups"}
	s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: in.Item, Kind: method.WorkingGroup, Title: "Side by side"}})
	s.do("Anan", &groups.Make{InItem: in, Layout: "swot", Groups: []groups.Named{{Name: "Shelters"}, {Name: "Interpreters ล่าม"}}})
	boards := groups.Of(s.shared().Community, in)
	s.do("Mei", &groups.Place{InItem: in, Member: s.all["Budi"], Group: boards[0].ID, Role: method.Facilitator})
	s.do("Anan", &groups.Choose{InItem: in, Group: boards[1].ID})
	s.join("Noor", method.Participant, session.Profile{})
	s.do("Budi", &session.AddItem{
		Board: boards[0].ID, Item: "shelter", Part: layout.Strengths, Text: "Neighbours host families", Audience: method.Members,
		Attribution: method.Unattributed,
	})
	s.settle()
	return boards
}

// walkGroups shows groups before there are any, while they work and to whoever steers.
func (s *stage) walkGroups(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
	s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: "none", Kind: method.WorkingGroup, Title: "Later"}})
	budi, anan := s.sit("Budi", profile, width, height), s.sit("Anan", profile, width, height)
	anan.goes(place.Groups{Agenda: "none"})
	look("groups_none", anan)
	boards := s.sides()
	budi.goes(place.Groups{Agenda: "groups"})
	look("groups", budi)
	budi.press("enter")
	look("group_board", budi)
	s.phase(boards[0].ID, layout.Gather, layout.Revealed)
	s.settle()
	anan.goes(place.Brought{Agenda: "groups"})
	look("groups_nothing_brought", anan)
	anan.press("esc")
	budi.press("p")
	look("group_board_brings", budi)
	budi.goes(place.Brought{Agenda: "groups"})
	look("groups_brought", budi)
	budi.press("esc", "w")
	look("group_notes", budi)
	budi.goes(place.Board{ID: boards[1].ID})
	look("group_board_elsewhere", budi)
	anan.press("esc")
	anan.goes(place.Groups{Agenda: "groups"})
	anan.press("end")
	look("groups_facilitator", anan)
	anan.press("m")
	look("group_place", anan)
	anan.press("esc", "p")
	look("groups_spread", anan)
	anan.press("esc", "a")
	anan.write("Courts")
	look("groups_make", anan)
	anan.press("esc", "home", "e")
	look("groups_rename", anan)
	anan.press("esc")
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
}

// speakers lets somebody speak at the opening, and others wait.
func (s *stage) speakers() {
	s.t.Helper()
	in := session.InItem{Meeting: stageMeeting, Item: "a1"}
	s.do("Anan", &turns.Name{InItem: in, Speakers: []turns.Speaker{{Member: s.all["Mei"]}, {Called: "Dra. Rosa Ek"}, {Called: "สมชาย"}}})
	s.do("Anan", &turns.Give{InItem: in, Speaker: turns.Speaker{Member: s.all["Mei"]}})
	s.do("Anan", &turns.Give{InItem: in, Speaker: turns.Speaker{Called: "Dra. Rosa Ek"}})
	s.do("Budi", &turns.Ask{InItem: in})
	s.settle()
}

// walkHidden shows an item whose words are hidden: to those who steer and to its
// author, who asks for them back.
func (s *stage) walkHidden(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	budi, anan, mei := s.sit("Budi", profile, width, height), s.sit("Anan", profile, width, height), s.sit("Mei", profile, width, height)
	anan.goes(place.Item{ID: "O0"})
	anan.press("h")
	anan.write("It names an embassy")
	look("hiding", anan)
	anan.press("ctrl+s")
	budi.goes(place.Item{ID: "O0"})
	look("item_hidden", budi)
	budi.press("p")
	mei.goes(place.Board{ID: "my"})
	look("board_hidden", mei)
	mei.press("esc")
	look("meeting_appealed", mei)
	mei.points("Malaysia")
	mei.press("m")
	look("agenda_item_form", mei)
	mei.press("esc", "delete", "delete")
	look("meeting_set_aside", mei)
}

// walkRegisters shows an entry of every other register, what is open between
// meetings, and its review in the next one.
func (s *stage) walkRegisters(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.others()
	budi := s.sit("Budi", profile, width, height)
	for _, r := range otherRegisters() {
		budi.goes(place.Entry{ID: method.EntryID(r.Name)})
		look(r.Name, budi)
		budi.press("esc")
	}
	budi.goes(place.Registers{})
	look("registers", budi)
	budi.press("esc", "b")
	look("between", budi)
	s.do("Mei", &session.ConveneMeeting{
		Meeting: "bangkok-2023", Details: session.MeetingDetails{Title: "Bangkok 2023", First: "2023-02-01"},
		Agenda: []session.AgendaItem{{ID: "r", Kind: method.ReviewPromises, Title: "What was promised", Day: 1, Minutes: 60}},
	})
	budi.goes(place.Entry{ID: "c1"})
	budi.press("s")
	look("reading_form", budi)
	budi.answer("line", "Ten have begun")
	budi.press("ctrl+s")
	look("commitment_reported", budi)
	mei := s.sitIn("bangkok-2023", "Mei", profile, width, height)
	mei.press("w", "n")
	look("review", mei)
	mei.press("c")
	look("review_why", mei)
	mei.write("The law is being drafted")
	mei.press("enter")
	look("review_next", mei)
}

// otherRegisters are all but those of commitments and actions.
func otherRegisters() []*session.Register {
	return slices.DeleteFunc(register.All(), func(r *session.Register) bool { return r.Name == "commitment" || r.Name == "action" })
}

// others makes an entry of each of them.
func (s *stage) others() {
	s.t.Helper()
	answers := map[string][]string{
		"title": {"Host families for the first months"}, "summary": {"Families who came earlier take others in."},
		"type": {"alternative-care"}, "country": {"TH"}, "state": {"TH"}, "countries": {"TH", "MY"}, "as_of": {"2022-08-01"},
		"lessons": {"Hosts need a day off."}, "changes": {"Teachers visit, not case workers."}, "check_back": {"2023-02-01"},
		"forum": {"a regional forum"}, "level": {"national"}, "contribution": {"process"}, "objective": {"GCM objective 13"},
		"promised_by": {"two members of a committee"}, "witness": {"our delegation"}, "window": {"the next session"},
		"closes": {"2023-02-28"}, "others": {"an embassy"}, "signed": {"2022-08-10"}, "renewal": {"2024-08-10"},
		"parent": {"terms of reference"}, "question": {"Who has done this safely?"}, "next_review": {"2023-02-01"},
		"supports": {"c1"}, "adapts": {"practice"}, "inspired_by": {"T0"},
	}
	for _, r := range otherRegisters() {
		if answers["from"] = []string{"T0"}; r.Name == "strategy" {
			answers["from"] = []string{"T0", "S0"}
		}
		s.do("Budi", &session.MakeEntry{
			Register: r, Entry: method.EntryID(r.Name), Meeting: stageMeeting, Audience: method.Members,
			Attribution: method.Named, Fields: r.Filled(r.Blank(), answers),
		})
	}
}

// edited has a facilitator edit what Budi wrote.
func (s *stage) edited(board method.BoardID) {
	s.t.Helper()
	it, c := s.shared().Boards[board].Item("S1"), s.shared().Entries["c1"]
	s.do("Anan", &session.EditItem{Item: "S1", Revision: it.Revision, Text: "Volunteers interpret well and with heart"})
	fields := *c.Fields.(*commitment.Fields)
	fields.Title, fields.Country = "Train sixty volunteer interpreters", "TH"
	s.do("Anan", &session.EditEntry{Register: commitment.Register(), Entry: "c1", Revision: c.Revision, Fields: &fields})
	s.settle()
}
