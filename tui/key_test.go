package tui

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	bubbles "charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/session/steps"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/text"
)

// scene is how somebody comes to a screen, from the home of a meeting.
type scene struct {
	name    string
	who     string
	meeting method.MeetingID // the stage's own where it is empty
	play    func(at *seat)
}

func presses(keys ...string) func(*seat) { return func(at *seat) { at.press(keys...) } }

func goes(to place.Place, keys ...string) func(*seat) {
	return func(at *seat) {
		at.goes(to)
		at.press(keys...)
	}
}

// readsReport presses keys on a report once it was shown.
func readsReport(keys ...string) func(*seat) {
	return func(at *seat) {
		goes(place.Export{}, "enter")(at)
		_ = at.screen()
		at.press(keys...)
	}
}

func adds(r *session.Register, from method.ContributionID, keys ...string) func(*seat) {
	return func(at *seat) {
		at.adds(r, from)
		at.press(keys...)
	}
}

// scenes are every screen, for those who may do most there and for those who may
// do least.
func scenes() []scene {
	all := []scene{
		{"home", "Budi", "", presses()},
		{"home", "Anan", "", presses()},
		{"home with what is on", "Mei", "next", presses()},
		{"an agenda item", "Anan", "", presses("down", "down", "m")},
		{"where to write beforehand", "Budi", "", presses("down")},
		{"where to write beforehand", "Anan", "", presses("down")},
		{"the timer", "Mei", "next", presses("t")},
		{"a new board", "Anan", "", presses("s")},
		{"the meeting's details", "Anan", "", presses("e")},
		{"the agenda", "Anan", "", presses("e", "tab", "tab", "tab", "tab", "tab", "tab", "tab", "tab")},
		{"a board while gathering", "Budi", "", goes(place.Board{ID: "gathering"})},
		{"a board while gathering", "Anan", "", goes(place.Board{ID: "gathering"})},
		{"an item being written", "Budi", "", goes(place.Board{ID: "gathering"}, "a", "x")},
		{"what others say", "Anan", "", goes(place.Board{ID: "gathering"}, "a", "x")},
		{"whose words they are", "Anan", "", goes(place.Board{ID: "gathering"}, "a", "ctrl+n")},
		{"a board while voting", "Budi", "", goes(place.Board{ID: "voting"})},
		{"a board while voting", "Anan", "", goes(place.Board{ID: "voting"})},
		{"a board of one's own", "Budi", "", goes(place.Board{ID: "own"}, "6")},
		{"a board of one's own", "Anan", "", goes(place.Board{ID: "own"}, "6")},
		{"where an item of it goes", "Anan", "", goes(place.Board{ID: "own"}, "6", "m")},
		{"a board that waits for its item", "Budi", "", goes(place.Board{ID: "late"})},
		{"a board that asks for consent", "Budi", "", goes(place.Board{ID: "asked"})},
		{"a board that asks for consent", "Anan", "", goes(place.Board{ID: "asked"})},
		{"what speaks against an item", "Budi", "", goes(place.Board{ID: "asked"}, "-")},
		{"raised hands", "Anan", "", goes(place.Board{ID: "asked"}, "c")},
		{"a board that is ranked", "Budi", "", goes(place.Board{ID: "ranked"}, "+")},
		{"how to vote", "Anan", "", goes(place.Board{ID: "my"}, "v")},
		{"a discussed board", "Budi", "", goes(place.Board{ID: "my"})},
		{"a discussed board", "Anan", "", goes(place.Board{ID: "my"})},
		{"a grouped item", "Anan", "", goes(place.Board{ID: "my"}, "g", "x", "enter")},
		{"under which heading", "Anan", "", goes(place.Board{ID: "my"}, "g")},
		{"where an item goes", "Anan", "", goes(place.Board{ID: "my"}, "m")},
		{"an item", "Budi", "", goes(place.Item{ID: "S1"})},
		{"an item", "Anan", "", goes(place.Item{ID: "S1"})},
		{"an item in another language", "Anan", "", goes(place.Item{ID: "S1"}, "i")},
		{"an item being changed", "Budi", "", goes(place.Item{ID: "S0"}, "e", "x")},
		{"a hidden item", "Anan", "", goes(place.Item{ID: "O0"})},
		{"a hidden item", "Budi", "", goes(place.Item{ID: "O0"})},
		{"why an item is hidden", "Anan", "", goes(place.Item{ID: "T0"}, "h")},
		{"where it goes", "Budi", "", goes(place.Item{ID: "S0"}, "m")},
		{"a register", "Budi", "", goes(place.Entries{Register: commitment.Register()})},
		{"the notes of an item", "Budi", "", goes(place.Entries{Register: takeaway.Register(), Agenda: "a1"})},
		{"groups that are not made yet", "Mei", "next", goes(place.Groups{Agenda: "sides"})},
		{"groups", "Budi", "", goes(place.Groups{Agenda: "groups"})},
		{"a group of one's own", "Budi", "", goes(place.Groups{Agenda: "groups"}, "down", "down", "down")},
		{"groups", "Mei", "", goes(place.Groups{Agenda: "groups"})},
		{"somebody in a group", "Mei", "", goes(place.Groups{Agenda: "groups"}, "down")},
		{"a group's name", "Mei", "", goes(place.Groups{Agenda: "groups"}, "e")},
		{"new groups", "Mei", "", goes(place.Groups{Agenda: "groups"}, "a")},
		{"everybody's groups", "Mei", "", goes(place.Groups{Agenda: "groups"}, "p")},
		{"a place in a group", "Mei", "", goes(place.Groups{Agenda: "groups"}, "down", "m")},
		{"what groups bring back", "Budi", "", goes(place.Brought{Agenda: "groups"})},
		{"nothing from groups", "Budi", "next", goes(place.Brought{Agenda: "sides"})},
		{"a group's notes", "Budi", "", goes(place.Groups{Agenda: "groups"}, "enter", "w")},
		{"a group's board", "Budi", "", goes(place.Groups{Agenda: "groups"}, "enter")},
		{"who speaks", "Budi", "", goes(place.Turns{Agenda: "a1"})},
		{"who speaks", "Mei", "", goes(place.Turns{Agenda: "a1"}, "down")},
		{"whoever speaks", "Dewi", "next", goes(place.Turns{Agenda: "p"})},
		{"the last who speaks", "Mei", "next", goes(place.Turns{Agenda: "p"})},
		{"a panel", "Dewi", "next", goes(place.Entries{Register: takeaway.Register(), Agenda: "p"})},
		{"a question", "Budi", "", goes(place.Board{ID: "panel"}, "home")},
		{"a question that one wants asked", "Budi", "", goes(place.Board{ID: "panel"}, "end")},
		{"a question", "Mei", "", goes(place.Board{ID: "panel"}, "home")},
		{"a question whole", "Mei", "", goes(place.Item{ID: "Who"})},
		{"a peer assist", "Mei", "next", goes(place.Entries{Register: takeaway.Register(), Agenda: "case"})},
		{"a peer assist", "Dewi", "next", goes(place.Entries{Register: takeaway.Register(), Agenda: "case"})},
		{"an evaluation", "Budi", "", goes(place.Evaluation{Agenda: "how"})},
		{"an evaluation", "Mei", "", goes(place.Evaluation{Agenda: "how"})},
		{"an evaluation that is counted", "Mei", "next", goes(place.Evaluation{Agenda: "how"})},
		{"an objective", "Mei", "", presses("end")},
		{"how far an objective was met", "Mei", "", presses("end", "enter")},
		{"whose meeting it was", "Mei", "", goes(place.Reflection{})},
		{"an empty register", "Budi", "next", goes(place.Entries{Register: commitment.Register()})},
		{"a form", "Budi", "", adds(commitment.Register(), "S1")},
		{"what others promise", "Anan", "", func(at *seat) {
			at.adds(commitment.Register(), "S1")
			at.form().Focus("attribution")
			at.press("left")
		}},
		{"an organisation in a form", "Budi", "", func(at *seat) {
			at.adds(commitment.Register(), "")
			at.form().Focus("lead")
		}},
		{"another organisation", "Budi", "", func(at *seat) {
			at.adds(commitment.Register(), "")
			at.form().Focus("lead")
			at.press("ctrl+o")
		}},
		{"a choice in a form", "Budi", "", adds(action.Register(), "T0", "tab")},
		{"a report", "Budi", "", goes(place.Entry{ID: "c1"}, "s")},
		{"a hand-over", "Budi", "", goes(place.Entry{ID: "c2"}, "h")},
		{"the registers", "Budi", "", goes(place.Registers{})},
		{"what comes of an item", "Budi", "", goes(place.Registers{From: "S1"})},
		{"between meetings", "Budi", "", goes(place.Between{})},
		{"a meeting that was removed", "Mei", "", goes(place.Between{}, "end")},
		{"a meeting that stays", "Mei", "", goes(place.Between{}, "end", "up")},
		{"countries", "Budi", "", goes(place.Countries{})},
		{"countries", "Anan", "", goes(place.Countries{}, "tab")},
		{"countries over each other", "Anan", "", goes(place.Countries{}, "tab", "o")},
		{"what is proposed", "Anan", "", goes(place.Matches{})},
		{"what is proposed", "Budi", "", goes(place.Matches{})},
		{"what is confirmed", "Anan", "", goes(place.Matches{}, "home")},
		{"what belongs with an item", "Anan", "", goes(place.Countries{}, "tab", "m")},
		{"offers and asks", "Budi", "", goes(place.Offers{}, "home", "down")},
		{"offers and asks", "Dewi", "next", goes(place.Offers{})},
		{"why, and so what", "Budi", "", goes(place.Chain{Of: "c1"})},
		{"what nothing answers", "Budi", "", goes(place.GapReport{})},
		{"what nothing answers", "Dewi", "next", goes(place.GapReport{})},
		{"the review", "Mei", "next", goes(place.Review{})},
		{"a decision", "Mei", "next", goes(place.Review{}, "d")},
		{"people", "Budi", "", goes(place.People{})},
		{"people", "Mei", "", goes(place.People{}, "up")},
		{"a count", "Mei", "", goes(place.People{}, "c")},
		{"a country", "Mei", "", goes(place.CountryCorrection{From: "MY"})},
		{"an organisation", "Mei", "", goes(place.People{}, "end", "enter")},
		{"a person", "Budi", "", goes(place.People{}, "enter")},
		{"a person", "Mei", "", goes(place.People{}, "enter")},
		{"who asks to speak", "Mei", "", func(at *seat) {
			at.goes(place.Person{ID: at.stage.all["Cita"]})
		}},
		{"who has not asked", "Dewi", "", func(at *seat) {
			at.goes(place.Person{ID: at.stage.all["Dewi"]})
		}},
		{"a name", "Mei", "", goes(place.People{}, "enter", "n")},
		{"a role", "Mei", "", goes(place.People{}, "enter", "g")},
		{"the same person", "Mei", "", goes(place.People{}, "enter", "m")},
		{"a person who came twice", "Mei", "", func(at *seat) {
			if second := at.stage.all["Cita"]; at.stage.shared().Members.Of(second).Same == "" {
				at.stage.merges("Budi", "Cita", false)
			}
			at.goes(place.Person{ID: at.stage.all["Budi"]})
		}},
		{"a handed code", "Mei", "", goes(place.People{}, "enter", "c", "c")},
		{"the profile, from the lobby", "Budi", "", presses("esc", "p")},
		{"the profile", "Budi", "", goes(place.People{}, "e")},
		{"a return code", "Budi", "", goes(place.People{}, "r", "r")},
		{"the first return code", "Budi", "", func(at *seat) { at.desk.ShowOnce(&desk.Keepsake{Code: "CODE"}) }},
		{"the invitations", "Mei", "", goes(place.Invite{})},
		{"a new invitation", "Mei", "", goes(place.Invite{}, "a")},
		{"a fresh code", "Mei", "", goes(place.Invite{}, "a", "ctrl+s")},
		{"the wall", "Anan", "", goes(place.Wall{})},
		{"the wall with what is on", "Mei", "next", goes(place.Wall{})},
		{"how long it is kept", "Mei", "", goes(place.Kept{})},
		{"how long it is kept", "Budi", "", goes(place.Kept{})},
		{"until when it is kept", "Mei", "", goes(place.Kept{}, "e")},
		{"what is held", "Mei", "", goes(place.Holdings{})},
		{"being erased", "Mei", "", goes(place.Holdings{}, "e")},
		{"erased", "Budi", "", func(at *seat) { at.erased("x", "x") }},
		{"the export", "Budi", "", goes(place.Export{})},
		{"who took what", "Budi", "", goes(place.Export{}, "l")},
		{"what was taken together", "Budi", "", func(at *seat) {
			at.stage.taken("Anan", method.Members, "")
			at.stage.taken("Anan", method.Members, "items")
			at.goes(place.Exports{})
			at.press("enter")
		}},
		{"asking authors", "Anan", "", goes(place.Asking{For: method.Public})},
		{"asking authors again", "Anan", "", func(at *seat) {
			at.stage.asksBudi(method.Public)
			at.goes(place.Asking{For: method.Public})
		}},
		{"the home of who is asked", "Budi", "", func(at *seat) { at.stage.asksBudi(method.Public) }},
		{"what is asked", "Budi", "", func(at *seat) {
			at.stage.asksBudi(method.Public)
			at.goes(place.Asked{})
		}},
		{"what the public reads", "Mei", "", func(at *seat) {
			at.goes(place.SeenBy{Audience: method.Public})
			_ = at.screen()
		}},
		{"the report", "Mei", "", readsReport()},
		{"its contents", "Mei", "", readsReport("c")},
		{"a search in it", "Mei", "", readsReport("/")},
		{"what was found in it", "Mei", "", readsReport("/", "a", "enter")},
		{"help", "Budi", "", presses("?")},
		{"the lobby", "Mei", "", presses("esc")},
		{"a new community", "Mei", "", presses("esc", "f")},
		{"another name of a community", "Mei", "", presses("esc", "down", "e")},
		{"a community that was removed", "Mei", "", presses("esc", "end")},
		{"an empty community", "Mei", "", presses("esc", "end", "up")},
		{"one more code", "Mei", "", presses("esc", "j")},
		{"the organisers", "Mei", "", presses("esc", "o")},
		{"an organiser's code", "Mei", "", presses("esc", "o", "a")},
		{"a new meeting", "Mei", "", presses("esc", "down", "n")},
		{"whether it is them", "Mei", "", func(at *seat) { at.run(at.desk.Only(place.Returning{})); at.stage.settle() }},
	}
	for _, r := range register.All() {
		all = append(all, scene{r.Name, "Budi", "", goes(place.Entry{ID: method.EntryID(r.Name)})},
			scene{r.Name, "Mei", "", goes(place.Entry{ID: method.EntryID(r.Name)})})
	}
	all = append(all, scene{"both versions", "Budi", "", func(at *seat) {
		at.goes(place.Entry{ID: "c2"})
		at.press("e")
		at.answer("title", "Mine")
		c := at.stage.shared().Entries["c2"]
		fields := *c.Fields.(*commitment.Fields)
		fields.Title += ", theirs"
		at.stage.do("Anan", &session.EditEntry{Register: c.Register, Entry: "c2", Revision: c.Revision, Fields: &fields})
		at.press("ctrl+s")
	}})
	for _, board := range []method.BoardID{"asked", "voting", "ranked", "gathering"} { // the last ones, on which the others are not
		all = append(all, scene{"a board that is on: " + string(board), "Anan", "", func(at *seat) {
			if m := at.stage.shared().Meetings[stageMeeting]; m.Current != method.AgendaID(board) {
				at.stage.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: method.AgendaID(board)})
			}
			at.goes(place.Board{ID: board})
		}})
	}
	return all
}

// played is a stage on which there is something of everything.
func (s *stage) played() {
	s.t.Helper()
	board := s.filled()
	s.counted(board)
	s.do("Mei", &session.ConveneMeeting{Meeting: "mistake", Details: session.MeetingDetails{Title: "A mistake", First: "2024-01-01"}})
	s.do("Mei", &session.RemoveMeeting{Meeting: "mistake"})
	for _, id := range []method.CommunityID{"empty", "removed"} {
		s.must(s.host.Found(s.ctx, s.lead, id, "Founded by mistake", false))
	}
	s.must(s.host.RemoveCommunity(s.ctx, s.lead, "removed"))
	for _, id := range []method.BoardID{"gathering", "voting"} {
		s.do("Anan", swotOn(stageMeeting, id, "Board "+string(id), strings.ToUpper(string(id[:2])), ""))
		s.do("Budi", &session.AddItem{
			Board: id, Item: method.ItemID(id), Part: layout.Strengths, Text: "Words", Audience: method.Members, Attribution: method.Unattributed,
		})
	}
	s.beforehand("gathering", soon(3))
	s.own("late", ownParts[:1]...)
	s.beforehand("late", soon(-1))
	s.own("own", ownParts...)
	s.writes("own", "F", "Before the rains")
	s.phase("own", layout.Gather, layout.Revealed)
	s.phase("voting", layout.Gather, layout.Revealed)
	s.phase("voting", layout.Revealed, layout.Voting)
	s.opensVote("asked", layout.Consent)
	s.opensVote("ranked", layout.ByCountry)
	s.compared()
	s.do("Anan", &lens.Confirm{Meeting: stageMeeting, Items: [2]method.ItemID{"W0", "IDW0"}})
	s.others()
	for _, id := range []method.EntryID{"c2", "commitment", "action"} {
		r := commitment.Register()
		if id == "action" {
			r = action.Register()
		}
		given := map[string][]string{"title": {"Promise " + string(id)}, "lead": {string(s.shared().Members.Of(s.all["Budi"]).Organisation)}}
		s.do("Budi", &session.MakeEntry{
			Register: r, Entry: id, Meeting: stageMeeting, Audience: method.Members, Attribution: method.Named, Fields: r.Filled(r.Blank(), given),
		})
	}
	s.edited(board)
	s.do("Anan", &moderation.Hide{Item: "O0", Reason: "It names a family"})
	s.do("Mei", &session.ConveneMeeting{
		Meeting: "next", Details: session.MeetingDetails{Title: "The next one", First: "2023-02-01"},
		Agenda: []session.AgendaItem{
			{ID: "r", Kind: method.ReviewPromises, Title: "What was promised", Day: 1, Minutes: 60},
			{ID: "p", Kind: method.Panel, Title: "Practices", Day: 1, Minutes: 60},
			{ID: "sides", Kind: method.WorkingGroup, Title: "Side by side", Day: 1, Minutes: 60},
			{ID: "case", Kind: method.PeerAssist, Title: "A case", Day: 1, Minutes: 60},
		},
	})
	s.do("Mei", &agenda.Open{Meeting: "next", Item: "r"})
	s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: "a1"})
	for _, name := range []string{"Cita", "Dewi"} { // who only say of which organisation they are
		s.join(name, method.Participant, session.Profile{Organisation: "Pulau Learning", Country: "ID"})
		s.do("Mei", &session.GrantSpeaking{Member: s.all[name], Organisation: s.shared().OrganisationNamed("Pulau Learning").ID, Ends: true})
	}
	s.do("Cita", &session.AskToSpeak{Member: s.all["Cita"]})
	s.speakers()
	s.offered()
	s.panel()
	s.asks("Mei", "panel", "Who pays?")
	s.asks("Mei", "panel", "How long?")
	s.do("Budi", &questions.Want{Question: "Who"})
	s.asksHowItWas(stageMeeting, "Mei")
	s.asksHowItWas("next", "Mei")
	s.answers("next")
	s.do("Mei", &evaluation.Count{InItem: session.InItem{Meeting: "next", Item: "how"}})
	shelters := s.sides()[0].ID
	s.phase(shelters, layout.Gather, layout.Revealed)
	s.do("Budi", &groups.Bring{InItem: session.InItem{Meeting: stageMeeting, Item: "groups"}, Marked: "shelter"})
	assist := session.InItem{Meeting: "next", Item: "case"}
	first := steps.At{Round: 1, Step: 1}
	s.do("Mei", &steps.Take{InItem: assist, To: first})
	s.do("Mei", &steps.Take{InItem: assist, From: first, To: steps.At{Round: 1, Step: 2}})
	s.do("Mei", &agenda.Open{Meeting: "next", Item: "r"})
	last := session.InItem{Meeting: "next", Item: "p"}
	s.do("Mei", &turns.Name{InItem: last, Speakers: []turns.Speaker{{Called: "Ana"}}})
	s.do("Mei", &turns.Give{InItem: last, Speaker: turns.Speaker{Called: "Ana"}})
}

// at plays a scene at a terminal of its own.
func (s *stage) at(c scene) *seat {
	s.t.Helper()
	at := s.arrive(Options{Terminal: plain}, 80, 24)
	meeting := c.meeting
	if meeting == "" {
		meeting = stageMeeting
	}
	at.sitsDownIn(meeting, c.who)
	c.play(at)
	return at
}

// left closes the terminals there are.
func (s *stage) left() {
	for _, at := range s.seats {
		at.desk.Stand()
	}
	s.seats = nil
}

// everyKey is what people may press.
func everyKey() []tea.KeyPressMsg {
	var all []tea.KeyPressMsg
	for r := '!'; r <= '~'; r++ {
		all = append(all, tea.KeyPressMsg{Code: r, Text: string(r)})
	}
	for _, code := range []rune{
		tea.KeyEnter, tea.KeyEscape, tea.KeyTab, tea.KeySpace, tea.KeyBackspace, tea.KeyDelete, tea.KeyUp, tea.KeyDown,
		tea.KeyLeft, tea.KeyRight, tea.KeyHome, tea.KeyEnd, tea.KeyPgUp, tea.KeyPgDown, tea.KeyF2,
	} {
		all = append(all, tea.KeyPressMsg{Code: code})
	}
	all = append(all, tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift},
		tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModAlt}, tea.KeyPressMsg{Code: tea.KeyEnter, Mod: tea.ModShift})
	for r := 'a'; r <= 'z'; r++ {
		all = append(all, tea.KeyPressMsg{Code: r, Mod: tea.ModCtrl})
	}
	return all
}

// bearing is what a person sees of where they are, but for a notice that a key does
// nothing.
type bearing struct {
	top                 desk.Screen
	typing, done        bool
	visiting            bool
	notice, page, words string
}

func (at *seat) bearing() bearing {
	d := at.desk
	p := d.Top().Body(d, 80, 24)
	b := bearing{top: d.Top(), typing: d.Typing(), done: d.Done, visiting: d.Visiting, notice: d.Notice}
	b.page = strings.Join(p.Rows, "\n") + string(rune('0'+p.Cursor.X)) + string(rune('0'+p.Cursor.Y))
	for _, k := range d.Keys() {
		b.words += k.Help().Key + " " + k.Help().Desc + "\n"
	}
	return b
}

// does reports whether a key does something. What it asks of the server is not done.
func (at *seat) does(pressed tea.KeyPressMsg) bool {
	before := at.bearing()
	_, cmd := at.Update(pressed)
	after := at.bearing()
	if strings.Contains(after.notice, " does nothing here.") {
		after.notice, before.notice = "", ""
	}
	if after.notice == "" && before.notice != "" {
		before.notice = "" // a key clears what was said
	}
	return cmd != nil || after != before
}

// TestEveryKeyOfEveryScreen: on every screen, no key has two meanings, what is
// shown does something, what does something is shown, and help explains each.
func TestEveryKeyOfEveryScreen(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.played()
		met := map[string]bool{}
		for _, c := range scenes() {
			at := s.at(c)
			met[screenType(at.desk.Top())] = true
			name := c.name + " for " + c.who
			table := at.desk.Keys()
			checkTable(t, name, at, table)
			if !at.desk.Typing() && table.Whole() {
				checkOthers(t, name, at, table)
			}
			s.left()
			for i, k := range table {
				if k.Help().Key != "Up Down" { // there may be no room to move
					s.checkDoes(t, name, c, i, k)
				}
			}
		}
		for _, screen := range screenTypes(t) {
			if !met[screen] {
				t.Errorf("no scene has the screen %s", screen)
			}
		}
	})
}

// TestTheLastKeyThatIsShownLeadsOut of every screen: it has a place in the narrowest row.
func TestTheLastKeyThatIsShownLeadsOut(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.played()
		for _, c := range scenes() {
			at := s.at(c)
			shown := at.desk.Keys().Hinted()
			if last := shown[len(shown)-1].Help(); !slices.Contains([]string{"Esc", "Ctrl+C", "Enter"}, last.Key) {
				t.Errorf("%s: the last key is %s %s", c.name, last.Key, last.Desc)
			}
			s.left()
		}
	})
}

// TestNothingIsOfferedThatTheCloseRefuses, neither by a key nor by the form that it opens.
// What people add says so itself.
func TestNothingIsOfferedThatTheCloseRefuses(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.counted(s.filled())
		s.speakers()
		s.sides()
		s.asksHowItWas(stageMeeting, "Anan")
		s.do("Anan", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: "case", Kind: method.PeerAssist, Title: "A case"}})
		for _, b := range s.shared().BoardsOf(stageMeeting) {
			if b.Phase == layout.Gather {
				s.phase(b.ID, layout.Gather, layout.Revealed)
			}
		}
		s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
		places := []place.Place{
			place.Home{}, place.Board{ID: "my"}, place.Item{ID: "S0"}, place.Entry{ID: "c1"}, place.Entries{Register: commitment.Register()},
			place.Entries{Register: takeaway.Register(), Agenda: "case"}, place.Registers{}, place.Between{}, place.GapReport{}, place.Countries{},
			place.Groups{Agenda: "groups"}, place.Brought{Agenda: "groups"}, place.Turns{Agenda: "a1"}, place.Evaluation{Agenda: "how"},
			place.People{}, place.Invite{}, place.Kept{}, place.Wall{},
		}
		for _, who := range []string{"Mei", "Anan", "Budi"} {
			for _, to := range places {
				sits := func() *seat { return s.at(scene{who: who, play: goes(to)}) }
				for _, k := range sits().desk.Keys() {
					if _, board := to.(place.Board); board && k.Help().Key == "a" {
						continue
					}
					for _, pressed := range k.Binding.Keys() {
						at := sits()
						for _, then := range []string{pressed, "ctrl+s"} {
							at.send(pressOf(then))
							if at.desk.Notice == at.desk.T("error.meeting_closed") {
								t.Errorf("%T: %s is offered %q by %q", to, who, k.Help().Desc, pressed)
							}
						}
						s.left()
					}
				}
			}
		}
	})
}

// TestTheLettersOfRegistersMeanNothingElse on the home of a meeting that has an item of every
// kind, for whoever may do most there and for whoever may do least.
func TestTheLettersOfRegistersMeanNothingElse(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.played()
		for _, kind := range method.AgendaKinds() {
			s.do("Mei", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{
				ID: method.AgendaID("a-" + kind), Kind: kind, Title: "A " + string(kind), Board: method.BoardID("b-" + kind), Parts: ownParts[:1],
			}})
		}
		for _, name := range []string{"Mei", "Anan", "Budi"} {
			at := s.sit(name, plain, 80, 24)
			checkTable(t, name, at, at.desk.Keys())
			meant := map[string]string{}
			for _, k := range at.desk.Keys() {
				if strings.Contains("acg", k.Help().Key) {
					meant[k.Help().Key] = k.Help().Desc
				}
			}
			if want := map[string]string{"a": "Actions", "c": "Commitments"}; !maps.Equal(meant, want) {
				t.Errorf("to %s, they mean %v", name, meant)
			}
		}
	})
}

// checkTable finds keys with two meanings and without words, and what help does not
// explain.
func checkTable(t *testing.T, name string, at *seat, table kit.Keys) {
	t.Helper()
	meant := map[string]string{}
	d := at.desk
	of := d.Top()
	d.Top().Body(d, 80, 24)
	if screenType(of) != "help.Help" {
		at.deliver(tea.KeyPressMsg{Code: tea.KeyF1})
	}
	explained := text.Display(strings.Join(d.Top().Body(d, 100, 1000).Rows, "\n"))
	if d.Top() != of {
		d.Back()
	}
	for _, k := range table {
		says := k.Help()
		if says.Key == "" || says.Desc == "" {
			t.Errorf("%s: %q says %q", name, says.Key, says.Desc)
		}
		if row := d.KeyName(says.Key); screenType(of) != "help.Help" && !(strings.Contains(explained, row) && strings.Contains(explained, text.Display(says.Desc))) {
			t.Errorf("%s: help does not explain %q, %q", name, says.Key, says.Desc)
		}
		for _, one := range k.Binding.Keys() {
			if before, twice := meant[one]; twice {
				t.Errorf("%s: %q means %q and %q", name, one, before, says.Desc)
			}
			meant[one] = says.Desc
			if d.Typing() && letter(pressOf(one)) {
				t.Errorf("%s: %q is a letter where somebody writes, and means %q", name, one, says.Desc)
			}
		}
	}
}

// checkOthers presses what the table does not have.
func checkOthers(t *testing.T, name string, at *seat, table kit.Keys) {
	t.Helper()
	for _, pressed := range everyKey() {
		command := kit.Command(pressed)
		shown := slices.ContainsFunc(table, func(k kit.Key) bool { return bubbles.Matches(command, k.Binding) })
		if shown || slices.Contains([]string{"?", "f1", "ctrl+c"}, command.String()) {
			continue
		}
		if at.does(pressed) {
			t.Errorf("%s: %q does something that is not shown, and leads to %T", name, pressed, at.desk.Top())
			return
		}
	}
}

// checkDoes presses one key of a table, each of those that it is at a fresh terminal,
// until one does something.
func (s *stage) checkDoes(t *testing.T, name string, c scene, i int, k kit.Key) {
	t.Helper()
	for _, pressed := range k.Binding.Keys() {
		at := s.at(c)
		does := at.does(pressOf(pressed))
		s.left()
		s.rooms() // whoever comes next is not called by it
		if does {
			return
		}
	}
	t.Errorf("%s: %q is shown as %q and does nothing", name, k.Help().Key, k.Help().Desc)
}

// pressOf is the press of a key by the name that Bubble Tea has for it.
func pressOf(name string) tea.KeyPressMsg {
	for _, k := range everyKey() {
		if k.String() == name {
			return k
		}
	}
	return key(name)
}

// screenType is the type of a screen, as "home.Meeting".
func screenType(s desk.Screen) string { return strings.TrimPrefix(fmt.Sprintf("%T", s), "*") }

// screenTypes are the types in this folder that have a table of keys.
func screenTypes(t *testing.T) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(".", func(path string, _ fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.Name == "Keys" && takesDesk(f.Type) {
				all = append(all, file.Name.Name+"."+f.Recv.List[0].Type.(*ast.StarExpr).X.(*ast.Ident).Name)
			}
		}
		return nil
	})
	if err != nil || len(all) == 0 {
		t.Fatal(err, all)
	}
	return all
}

// takesDesk reports whether a function has a desk as its only parameter.
func takesDesk(f *ast.FuncType) bool {
	if len(f.Params.List) != 1 {
		return false
	}
	p, ok := f.Params.List[0].Type.(*ast.StarExpr)
	if !ok {
		return false
	}
	switch of := p.X.(type) {
	case *ast.Ident:
		return of.Name == "Desk"
	case *ast.SelectorExpr:
		return of.Sel.Name == "Desk"
	}
	return false
}

// TestNoTwoKeysOfAScreenSayTheSame, where one moves the pointer and another what is chosen.
func TestNoTwoKeysOfAScreenSayTheSame(t *testing.T) {
	for _, where := range []place.Place{place.Board{ID: "my"}, place.Item{ID: "S0"}, place.Turns{Agenda: "a1"}} {
		onStage(t, func(t *testing.T, s *stage) {
			s.phase(s.filled(), layout.Gather, layout.Revealed)
			s.do("Anan", &turns.Name{InItem: session.InItem{Meeting: stageMeeting, Item: "a1"}, Speakers: []turns.Speaker{{Member: s.all["Budi"]}, {Member: s.all["Mei"]}}})
			at := s.sit("Anan", modern, 80, 24)
			at.goes(where)
			says := map[string]string{}
			for _, k := range at.desk.Keys() {
				if other := says[k.Help().Desc]; other != "" {
					t.Errorf("on %s, %s and %s are both %q", at.on(), other, k.Help().Key, k.Help().Desc)
				}
				says[k.Help().Desc] = k.Help().Key
			}
		})
	}
}

// TestEscTakesAQuestionBack and does nothing else: not on the home, in a list, in a form,
// nor where a code stands that is shown once.
func TestEscTakesAQuestionBack(t *testing.T) {
	for name, c := range map[string]struct {
		asks func(s *stage, at *seat)
		says string
	}{
		"home": {func(_ *stage, at *seat) { at.press("z") }, "Press z again"},
		"list": {func(_ *stage, at *seat) { at.press("p", "r") }, "Press r again"},
		"form": {func(s *stage, at *seat) {
			at.goes(place.Person{ID: s.all["Ani"]})
			at.press("m", "right", "ctrl+s")
		}, "Press Ctrl+S to confirm"},
		"code": {func(_ *stage, at *seat) { at.press("p", "r", "r", "enter") }, "Press Enter again"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.join("Ani", method.Participant, session.Profile{})
				s.join("Budi", method.Participant, session.Profile{})
				at := s.sit("Mei", modern, 80, 40)
				c.asks(s, at)
				asked := at.desk.Top()
				at.wants(c.says)
				if strings.Contains(at.screen(), "Esc Back") {
					t.Errorf("Esc is said to lead back on\n%s", at.screen())
				}
				at.press("esc")
				if got := at.screen(); at.desk.Top() != asked || strings.Contains(got, c.says) {
					t.Errorf("Esc leads to\n%s", got)
				}
				at.press("esc")
				if at.desk.Top() == asked {
					t.Errorf("Esc no longer leaves\n%s", at.screen())
				}
			})
		})
	}
}
