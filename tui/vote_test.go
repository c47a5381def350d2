package tui

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// opensVote opens a vote in some way on a board of its own, which has two items.
func (s *stage) opensVote(board method.BoardID, w layout.Way) {
	s.t.Helper()
	s.do("Mei", swotOn(stageMeeting, board, "Proposals: "+string(board), strings.ToUpper(string(board[:2])), ""))
	for part, text := range map[layout.Part]string{layout.Strengths: "Meet every spring", layout.Threats: "Wait for the new law"} {
		s.do("Mei", &session.AddItem{
			Board: board, Item: method.ItemID(string(board) + string(part)), Part: part, Text: text, Audience: method.Members, Attribution: method.Unattributed,
		})
	}
	s.do("Mei", &session.ChangePhase{Board: board, From: layout.Gather, To: layout.Revealed})
	s.do("Mei", &session.ChangePhase{Board: board, From: layout.Revealed, To: layout.Voting, Way: w})
}

// votes opens a vote on the filled board, in some way.
func (s *stage) votes(w layout.Way) method.BoardID {
	s.t.Helper()
	board := s.filled()
	s.phase(board, layout.Gather, layout.Revealed)
	s.do("Anan", &session.ChangePhase{Board: board, From: layout.Revealed, To: layout.Voting, Way: w})
	return board
}

// TestWhoSteersChoosesTheWayOnTheBoard, with as many places as they like.
func TestWhoSteersChoosesTheWayOnTheBoard(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.opens("a2")
		s.phase(board, layout.Gather, layout.Revealed)
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("v")
		at.wants("How people vote", "Dots or places each")
		at.press("right", "tab")
		if got := at.screen(); strings.Contains(got, "places each") {
			t.Errorf("who is asked for consent has nothing to spend:\n%s", got)
		}
		at.press("right", "tab")
		at.write("2")
		at.press("ctrl+s")
		if b := s.shared().Boards[board]; b.Phase != layout.Voting || b.Way != layout.ByCountry || b.Budget != 2 {
			t.Errorf("it is %s, by %s with %d places", b.Phase, b.Way, b.Budget)
		}
		at.wants("each country counts once", "2 places left")
		if at.desk.Notice != "" {
			t.Errorf("whoever opened it is told %q", at.desk.Notice)
		}
	})
}

// TestAnOrderIsMadeWithTwoKeys: an item comes in at the end, and leaves there.
func TestAnOrderIsMadeWithTwoKeys(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.ByOrganisation)
		at := s.sit("Budi", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("+", "down", "+")
		at.wants("1. MY-S1", "2. MY-S2", "1 place left", "1 has voted")
		at.press("+")
		at.wants("2. MY-S1", "1. MY-S2")
		at.press("+") // it is the first already
		at.press("-", "-")
		at.wants("1. MY-S1", "2 places left")
		at.press("tab", "+", "tab", "+", "tab", "+")
		at.wants("Your order has no more than 3 places")
	})
}

// TestKeysOfAVoteThatComeTogether count one after the other, as they were pressed, also where
// the person is in the lobby or gone before the first has its answer.
func TestKeysOfAVoteThatComeTogether(t *testing.T) {
	for _, c := range []struct {
		way  layout.Way
		keys []string
		want string
	}{
		{layout.Dots, []string{"+", "+", "+"}, "3 -"},
		{layout.Dots, []string{"+", "+", "-"}, "1 -"},
		{layout.ByOrganisation, []string{"+", "down", "+", "+"}, "2 1"},
		{layout.ByOrganisation, []string{"+", "down", "+", "-"}, "1 -"},
		{layout.Consent, []string{"+", "+", "+"}, "consents -"},
	} {
		for _, leaves := range []string{"", "for the lobby", "for good", "both"} {
			onStage(t, func(t *testing.T, s *stage) {
				board := s.votes(c.way)
				at := s.sit("Budi", theme.Profile{}, 80, 24)
				at.goes(place.Board{ID: board})
				ctx, drop := context.WithCancel(s.ctx)
				defer drop()
				at.desk.Ctx = ctx
				at.burst(c.keys...)
				if leaves == "for the lobby" || leaves == "both" {
					at.burst("esc", "esc")
				}
				if leaves == "for good" || leaves == "both" {
					at.leaves(drop, func() {})
				}
				s.settle()
				shared, own, err := s.host.See(s.ctx, stageCommunity, s.all["Budi"])
				s.must(err)
				var got []string
				for _, code := range []string{"MY-S1", "MY-S2"} {
					i := slices.IndexFunc(shared.Boards[board].Items, func(it *session.Item) bool { return it.Code == code })
					mark := own.Ballots[board][shared.Boards[board].Items[i].ID]
					got = append(got, cmp.Or(string(mark.Answer), strings.Trim(strconv.Itoa(mark.N), "0"), "-"))
				}
				if say := strings.Join(got, " "); say != c.want {
					t.Errorf("%s, %v, leaves %s: they say %s, want %s", c.way, c.keys, leaves, say, c.want)
				}
			})
		}
	}
}

// TestWhatIsSaidOfAVoteIsWithdrawnWithIt: that hands can be corrected until it is closed.
func TestWhatIsSaidOfAVoteIsWithdrawnWithIt(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.Dots)
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("c")
		at.write("7")
		at.press("ctrl+s")
		at.wants("Until the vote is closed you can correct it.")
		s.join("Olu", method.Observer, session.Profile{})
		s.settle()
		at.wants("Until the vote is closed you can correct it.")
		s.phase(board, layout.Voting, layout.Discuss)
		s.settle()
		if at.desk.Notice != "" {
			t.Errorf("after the vote it says %q", at.desk.Notice)
		}
	})
}

// TestACountOfOtherWordsSaysSo, in the row of the item, on its sheet and on the wall.
func TestACountOfOtherWordsSaysSo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.Consent)
		s.do("Budi", &voting.Answer{Board: board, Item: "T0", Answer: ballot.Consents})
		s.phase(board, layout.Voting, layout.Discuss)
		s.opens("a2")
		at, sheet, wall := s.sit("Budi", theme.Profile{}, 80, 24), s.sit("Budi", theme.Profile{}, 80, 24), s.sit("Mei", theme.Profile{}, 120, 40)
		at.goes(place.Board{ID: board})
		sheet.goes(place.Item{ID: "T0"})
		wall.goes(place.Wall{})
		s.do("Anan", &session.EditItem{Item: "T0", Revision: 1, Text: "Raids are over"})
		s.pass(time.Second)
		at.wants("(reworded since the vote)")
		sheet.wants("1 person consents - for other words than it has now")
		wall.wants("Raids are over (reworded since the vote)")
	})
}

// TestWhoHasVotedHearsThatAVoteIsBrokenOff, wherever they are. Of one that is counted nothing
// is said: the board shows what it counted.
func TestWhoHasVotedHearsThatAVoteIsBrokenOff(t *testing.T) {
	const broken = "was broken off"
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.Dots)
		sit := func(name string) *seat { return s.sit(name, theme.Profile{}, 80, 24) }
		voter, home, other := sit("Budi"), sit("Budi"), sit("Mei")
		voter.goes(place.Board{ID: board})
		other.goes(place.Board{ID: board})
		s.do("Budi", &voting.Cast{Board: board, Item: "T0", Dots: 1})
		s.settle()
		s.phase(board, layout.Voting, layout.Revealed)
		s.settle()
		for _, at := range []*seat{voter, home} {
			at.wants(broken)
		}
		if got := other.screen(); strings.Contains(got, broken) {
			t.Errorf("who has not voted has lost nothing:\n%s", got)
		}
		s.phase(board, layout.Revealed, layout.Voting)
		s.do("Budi", &voting.Cast{Board: board, Item: "T0", Dots: 1})
		voter.press("down")
		s.phase(board, layout.Voting, layout.Discuss)
		s.settle()
		voter.wants("The counts are in")
		if got := voter.screen(); strings.Contains(got, broken) {
			t.Errorf("the vote was counted:\n%s", got)
		}
	})
}

// TestAVoteThatWasLeftOutIsNoStepThatWasTaken.
func TestAVoteThatWasLeftOutIsNoStepThatWasTaken(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.wants("> Vote")
		s.phase(board, layout.Revealed, layout.Discuss)
		s.settle()
		at.wants("Reveal > [Discuss]")
	})
}

// TestAHeadingIsNotEmpty where an item stands under none.
func TestAHeadingIsNotEmpty(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("g", "enter")
		at.wants("Please fill in: ")
	})
}

// TestASecondVoteSaysWhichKindItIs, before and after people vote, and what stands in brackets
// only where something does.
func TestASecondVoteSaysWhichKindItIs(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.counted(board)
		s.opens("a2")
		wall, at, phone := s.wallBy(participants(), Options{Terminal: plain}, 120, 40), s.sit("Budi", plain, 80, 24), s.sit("Budi", plain, 40, 20)
		at.goes(place.Board{ID: board})
		phone.goes(place.Board{ID: board})
		for _, c := range []struct {
			way  layout.Way
			asks string
		}{
			{layout.Dots, "Spend your dots."}, {layout.Consent, "Can you live with each item?"},
			{layout.ByCountry, "each country counts once"}, {layout.ByOrganisation, "each organisation counts once"},
		} {
			s.do("Anan", &session.ChangePhase{Board: board, From: layout.Discuss, To: layout.Voting, Way: c.way})
			s.settle()
			for range 2 {
				wall.wants(c.asks)
				if strings.Contains(wall.screen(), "brackets") {
					t.Errorf("the wall speaks of brackets:\n%s", wall.screen())
				}
				at.wants("(3)")
				for _, reads := range []*seat{at, phone} {
					words := strings.Join(strings.Fields(reads.screen()), " ")
					if !strings.Contains(words, c.asks) || !strings.Contains(words, "In brackets: the last vote.") {
						t.Errorf("it says\n%s", reads.screen())
					}
				}
				at.press("+")
				s.rooms()
			}
			s.phase(board, layout.Voting, layout.Revealed)
			s.phase(board, layout.Revealed, layout.Discuss)
		}
	})
}

// TestWhoGroupsAnItemSeesWhich, and that dots are counted together only where there are some.
func TestWhoGroupsAnItemSeesWhich(t *testing.T) {
	const dots = "Their dots are counted together too."
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("g")
		speaks := func() bool { return strings.Contains(strings.Join(strings.Fields(at.screen()), " "), dots) }
		if at.wants("MY-S1  Refugee-led groups"); !speaks() {
			t.Errorf("before a vote with dots it says\n%s", at.screen())
		}
		at.press("esc")
		s.do("Anan", &session.ChangePhase{Board: board, From: layout.Revealed, To: layout.Voting, Way: layout.Consent})
		s.phase(board, layout.Voting, layout.Discuss)
		s.settle()
		at.press("g")
		if at.wants("Items of this part"); speaks() {
			t.Errorf("after a vote by consent it speaks of dots:\n%s", at.screen())
		}
	})
}

// TestTheWayOfANewVoteIsChosenWithAKeyThatIsShown, as the question before it says.
func TestTheWayOfANewVoteIsChosenWithAKeyThatIsShown(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.counted(board)
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("b")
		at.wants("v is another way", "v How to vote")
	})
}

// TestHowMuchWaitsStandsWhereANameIsCut, on a board of three parts.
func TestHowMuchWaitsStandsWhereANameIsCut(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.own("own", layout.OwnPart{Title: "People who decide about the detention"}, layout.OwnPart{Title: "Try"}, layout.OwnPart{Title: "Stop"})
		s.writes("own", s.shared().Boards["own"].Layout.Parts[0], "The minister")
		at := s.sit("Mei", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: "own"})
		at.wants("~ " + at.desk.T("board.waiting", "n", 1))
	})
}

// TestWhoLooksOnIsNotToldToVote, nor to ask a panel.
func TestWhoLooksOnIsNotToldToVote(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Olu", method.Observer, session.Profile{})
		board := s.votes(layout.Dots)
		s.panel()
		at := s.sit("Olu", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.wants("The others vote")
		at.goes(place.Board{ID: "panel"})
		at.wants("The others ask without their names")
		for _, told := range []string{"Spend", "Ask without", "me too"} {
			if got := at.screen(); strings.Contains(got, told) {
				t.Errorf("somebody who looks on is told %q:\n%s", told, got)
			}
		}
	})
}

// TestWhoDoesNotConsentSaysWhy, and the reasons are under the item once the vote is closed;
// those who have no terminal raise a hand.
func TestWhoDoesNotConsentSaysWhy(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.Consent)
		at, anan := s.sit("Budi", theme.Profile{}, 80, 24), s.sit("Anan", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: board})
		at.wants("6 items left", "+ Consent  - But")
		at.press("+", "+", "+", "down", "-")
		at.wants("MY-S2  ")
		at.write("Too early for us")
		at.press("tab", "right", "ctrl+s")
		at.wants("+ MY-S1", "- MY-S2", "4 items left")
		anan.goes(place.Board{ID: board})
		anan.wants("1 has voted")
		if got := anan.screen(); strings.Contains(got, "Too early") || strings.Contains(got, "+ MY-S1") {
			t.Errorf("the facilitator sees the vote:\n%s", got)
		}
		anan.press("c")
		anan.wants("MY-S1  Refugee-led groups")
		anan.write("7")
		anan.press("tab", "tab")
		anan.write("one")
		anan.press("ctrl+s")
		anan.wants("Please write a number, 0 or more: Who object.")
		anan.press("ctrl+u")
		anan.write("1")
		anan.press("ctrl+s")
		anan.wants("[7 0 1] MY-S1")
		if got := at.screen(); strings.Contains(got, "[7") {
			t.Errorf("others see the hands:\n%s", got)
		}
		anan.press("n", "n")
		anan.wants("8+ 1- MY-S1", "0+ 1- MY-S2", "~ with reservations")
		at.press("down", "enter")
		at.wants("Objection: Too early for us", "1 person objects")
		at.goes(place.Item{ID: method.ItemID(s.coded("MY-S1"))})
		at.wants("8 consent", "by hand: 7 consent, 1", "by Anan")
	})
}

// TestTheFirstCountThatIsNoNumberIsNamed, however often the counts are sent.
func TestTheFirstCountThatIsNoNumberIsNamed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.Consent)
		anan := s.sit("Anan", plain, 80, 24)
		anan.goes(place.Board{ID: board})
		anan.press("c")
		anan.answer("hands", "one")
		anan.answer("reservations", "two")
		anan.answer("objections", "three")
		for range 20 {
			anan.press("ctrl+s")
			if on := anan.form().Focused().Key; on != "hands" {
				t.Fatalf("they are led to %q", on)
			}
		}
	})
}

// TestAnItemKeepsWhatEarlierVotesSaidOfIt: each with its way, its count and its reasons, also
// where the votes after it were in another way or had nothing against it.
func TestAnItemKeepsWhatEarlierVotesSaidOfIt(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.Dots)
		item := s.coded("MY-S1")
		s.do("Anan", &voting.CountHands{Board: board, Item: item, Hands: 4})
		s.phase(board, layout.Voting, layout.Discuss)
		for _, answer := range []voting.Answer{{Answer: ballot.Reserved, Reason: "Costs too much"}, {Answer: ballot.Consents}} {
			s.do("Anan", &session.ChangePhase{Board: board, From: layout.Discuss, To: layout.Voting, Way: layout.Consent})
			answer.Board, answer.Item = board, item
			s.do("Budi", &answer)
			s.phase(board, layout.Voting, layout.Discuss)
		}
		at := s.sit("Budi", theme.Profile{}, 80, 24)
		at.goes(place.Item{ID: item})
		at.wants("1 person consents", "Vote 2. Consent, with reasons: 0 consent - 1 with reservations",
			"With reservations: Costs too much", "Vote 1. Dots: 4 dots - by hand - counted by Anan")
	})
}

// TestWhatStandsFirstIsSeenOnceItIsCounted, wherever somebody pointed while they voted.
func TestWhatStandsFirstIsSeenOnceItIsCounted(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.Dots)
		at := s.sit("Anan", modern, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("end")
		s.do("Anan", &voting.CountHands{Board: board, Item: s.coded("MY-S1"), Hands: 4})
		s.phase(board, layout.Voting, layout.Discuss)
		s.settle()
		at.press("enter")
		at.wants("MY-S1", "4 dots")
	})
}

// TestWhoeverIsOnABoardHearsThatItLeavesTheAgenda, and that what they write still goes on it.
func TestWhoeverIsOnABoardHearsThatItLeavesTheAgenda(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		at := s.sit("Budi", modern, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("a")
		at.write("half")
		s.do("Anan", &agenda.Remove{Meeting: stageMeeting, Item: "a2"})
		s.settle()
		at.wants("“Malaysia” was taken off the agenda")
	})
}

// TestAVoteIsNotLeftOpenByMistake: whoever opens the next item of the agenda is asked first.
func TestAVoteIsNotLeftOpenByMistake(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opensVote("asked", layout.Consent)
		s.opens("asked")
		at := s.sit("Anan", theme.Profile{}, 80, 24)
		at.press("down", "down", "o")
		at.wants("The vote on Proposals: asked is open", "Press o again")
		if on := s.shared().Meetings[stageMeeting].Current; on != "asked" {
			t.Errorf("%s is on", on)
		}
		at.press("o")
		if on := s.shared().Meetings[stageMeeting].Current; on == "asked" {
			t.Error("the next item was not opened")
		}
	})
}

// TestWhoWritesAReservationHearsThatTheVoteIsClosed, at once and beside what they write.
func TestWhoWritesAReservationHearsThatTheVoteIsClosed(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.opensVote("asked", layout.Consent)
		at := s.sit("Budi", theme.Profile{}, 80, 24)
		at.goes(place.Board{ID: "asked"})
		at.press("-")
		at.write("In spring")
		s.phase("asked", layout.Voting, layout.Discuss)
		s.settle()
		at.wants("The vote is closed", "In spring")
		at.press("!")
		at.wants("The vote is closed", "In spring!")
	})
}

// coded is the item with a code.
func (s *stage) coded(code string) method.ItemID {
	s.t.Helper()
	_, it := s.shared().ItemCoded(code)
	return it.ID
}

// TestPlacesOfARanking: items with as many points have the same place.
func TestPlacesOfARanking(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.ByCountry)
		s.do("Budi", &voting.Rank{Board: board, Order: []method.ItemID{"S0", "W0"}})
		s.do("Anan", &voting.Rank{Board: board, Order: []method.ItemID{"W0", "S0"}})
		s.do("Mei", &voting.Rank{Board: board, Order: []method.ItemID{"T0"}})
		s.phase(board, layout.Voting, layout.Discuss)
		at := s.sit("Budi", theme.Profile{}, 80, 24)
		at.goes(place.Item{ID: "T0"})
		at.wants("place 3 - 30 points")
		at.goes(place.Item{ID: "W0"})
		at.wants("place 1 - 50 points")
	})
}

// TestAPlaceGoesUpWithWhatWasTakenBack, also where the rest of its part stays the same.
func TestAPlaceGoesUpWithWhatWasTakenBack(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.votes(layout.ByCountry)
		s.do("Budi", &voting.Rank{Board: board, Order: []method.ItemID{"S0", "S1", "W0"}})
		s.phase(board, layout.Voting, layout.Discuss)
		at := s.sit("Anan", plain, 120, 40)
		at.goes(place.Board{ID: board})
		at.wants("1. MY-S", "2. MY-S", "3. MY-W")
		s.do("Budi", &session.TakeBackItem{Item: "S1"})
		s.settle()
		at.wants("1. MY-S", "2. MY-W")
	})
}

// walkVotes shows a vote by consent and a ranking, open and closed.
func (s *stage) walkVotes(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.opensVote("asked", layout.Consent)
	budi, anan := s.sit("Budi", profile, width, height), s.sit("Anan", profile, width, height)
	budi.goes(place.Board{ID: "asked"})
	budi.press("+")
	look("board_consent", budi)
	budi.press("-")
	budi.write("In spring we look after the harvest")
	look("doubts_form", budi)
	budi.press("ctrl+s")
	anan.goes(place.Board{ID: "asked"})
	anan.press("c")
	anan.write("7")
	look("hands_form", anan)
	anan.press("tab", "tab")
	anan.write("1")
	anan.press("ctrl+s")
	look("board_hands", anan)
	anan.press("n", "n")
	look("board_consented", anan)
	budi.press("enter")
	look("item_consented", budi)
	s.opensVote("ranked", layout.ByCountry)
	s.settle()
	anan.goes(place.Board{ID: "ranked"})
	anan.press("b", "b", "v")
	look("vote_form", anan)
	anan.press("ctrl+s")
	budi.goes(place.Board{ID: "ranked"})
	budi.press("+", "end", "tab", "tab", "tab", "+", "+")
	look("board_ranking", budi)
	anan.press("n", "n")
	look("board_ranked", budi)
	budi.press("enter")
	look("item_ranked", budi)
}

// TestWhoWritesHearsWhatBecomesOfTheirWords when the board goes on: that all would read them
// at once, or that they wait. Keys that come at the same moment do not cover it.
func TestWhoWritesHearsWhatBecomesOfTheirWords(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.do("Mei", &session.AddItem{
			Board: board, Item: "mine", Part: layout.Strengths, Text: "Mine", Audience: method.Members, Attribution: method.Unattributed,
		})
		s.opens("a2")
		adds, edits, stays, reads := s.sit("Budi", plain, 80, 24), s.sit("Mei", plain, 80, 24), s.sit("Budi", plain, 40, 20), s.sit("Budi", plain, 80, 24)
		for _, at := range []*seat{adds, stays, reads} {
			at.goes(place.Board{ID: board})
		}
		edits.goes(place.Item{ID: "mine"})
		edits.press("e")
		stays.desk.Stays = true
		for _, at := range []*seat{adds, edits, stays} {
			if at != edits {
				at.press("a")
			}
			at.write("Half a")
		}
		for _, step := range []struct {
			from, to layout.Phase
			says     string
		}{
			{layout.Gather, layout.Revealed, "what you send is read by all at once"},
			{layout.Revealed, layout.Voting, "can be sent after it"},
			{layout.Voting, layout.Discuss, "what you send is read by all at once"},
			{layout.Discuss, layout.Revealed, ""},
			{layout.Revealed, layout.Gather, "what you send waits for the next reveal"},
		} {
			s.pass(5 * time.Second) // what they were told before is over
			for _, at := range []*seat{adds, edits, stays} {
				at.press("end")
			}
			if step.from == layout.Discuss {
				s.do("Anan", &session.ChangePhase{Board: board, From: step.from, To: layout.Voting})
				s.do("Anan", &session.ChangePhase{Board: board, From: layout.Voting, To: step.to})
			} else {
				s.phase(board, step.from, step.to)
			}
			s.settle()
			for _, at := range []*seat{adds, edits, stays} {
				for range 2 {
					says := strings.Join(strings.Fields(at.screen()), " ")
					if step.says != "" && !strings.Contains(says, step.says) || step.says == "" && at.desk.Notice != "" {
						t.Errorf("from %s to %s whoever writes reads\n%s", step.from, step.to, at.screen())
					}
					at.write("x")
				}
			}
			if got := reads.screen(); strings.Contains(got, "what you send") {
				t.Errorf("who does not write is told\n%s", got)
			}
		}
	})
}

// TestWhoTurnsABoardHearsThatSomebodyWrites: the question covers the line that says so, as
// does that before an item of the agenda is taken off.
func TestWhoTurnsABoardHearsThatSomebodyWrites(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.join("Budi", method.Participant, session.Profile{})
		lead, writes := s.sit("Mei", modern, 80, 24), s.sit("Budi", modern, 80, 24)
		lead.goes(place.Board{ID: board})
		writes.goes(place.Board{ID: board})
		writes.types("a")
		writes.write("Half a sentence")
		s.settle()
		lead.types("n")
		lead.wants("again to show every item", "1 person is writing")
		lead.types("n")
		lead.wants("Reveal")
		lead.types("esc", "down")
		lead.types("delete")
		lead.wants("again to take", "1 person is writing")
	})
}
