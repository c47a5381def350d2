package tui

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// own are the items of somebody that wait for the reveal, in their order, without
// those that stood before.
func (s *stage) ownItems(name string) []string {
	s.t.Helper()
	_, own, err := s.host.See(s.ctx, stageCommunity, s.all[name])
	s.must(err)
	var words []string
	for _, it := range own.Hidden["my"] {
		if !slices.Contains(stageItems[it.Part], it.Text) {
			words = append(words, it.Text)
		}
	}
	return words
}

// burst delivers keys that arrive together, before anything is answered.
func (at *seat) burst(keys ...string) {
	for _, name := range keys {
		if len(name) > 1 && strings.Contains(name, " ") {
			for _, r := range name {
				at.deliver(tea.KeyPressMsg{Code: r, Text: string(r)})
			}
			continue
		}
		at.deliver(key(name))
	}
}

// line is what stands in the composer of the board on top.
func (at *seat) line() string {
	at.t.Helper()
	d, ok := at.desk.Top().(desk.Drafter)
	if !ok || !at.writing() {
		at.t.Fatalf("nothing is written on %s", at.on())
	}
	_, kept := d.Draft()
	var line struct{ Text string }
	if err := json.Unmarshal(kept, &line); err != nil && len(kept) > 0 {
		at.t.Fatal(err)
	}
	return line.Text
}

// TestWhoTypesWithoutAPauseIsKeptToo, up to some seconds ago.
func TestWhoTypesWithoutAPauseIsKeptToo(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		for range 20 {
			at.write("x")
			s.pass(draftDelay * 8 / 10)
		}
		_, own, err := s.host.See(s.ctx, stageCommunity, s.all["Budi"])
		s.must(err)
		if len(own.Drafts) == 0 {
			t.Error("nothing of it is kept")
		}
	})
}

// TestADraftOutlivesTheLineItWasWrittenOn however long it was left, and wherever
// the person went.
func TestADraftOutlivesTheLineItWasWrittenOn(t *testing.T) {
	for name, leave := range map[string]func(s *stage, at *seat) *seat{
		"Esc": func(s *stage, at *seat) *seat {
			at.press("esc")
			s.rest()
			at.press("a")
			return at
		},
		"the home": func(s *stage, at *seat) *seat {
			at.press("esc", "esc")
			s.rest()
			at.press("1", "a")
			return at
		},
		"the lobby": func(s *stage, at *seat) *seat {
			at.press("esc", "esc", "esc")
			s.rest()
			at.sitsDown("Budi")
			at.goes(place.Board{ID: "my"})
			at.press("a")
			return at
		},
		"a lost line": func(s *stage, at *seat) *seat {
			at.press("esc")
			s.rest()
			at.Leave(s.ctx)
			return s.back()
		},
		"a lost line while writing": func(s *stage, at *seat) *seat {
			at.Leave(s.ctx)
			return s.back()
		},
		"a vote": func(s *stage, at *seat) *seat {
			s.phase("my", layout.Gather, layout.Revealed)
			s.phase("my", layout.Revealed, layout.Voting)
			s.settle()
			at.press("enter")
			at.wants("That is not possible while the board is at", "half a thought")
			at.press("esc", "esc", "1")
			at.wants("Your draft is kept.")
			s.rest()
			s.phase("my", layout.Voting, layout.Discuss)
			s.settle()
			at.press("a")
			return at
		},
		"a vote and a lost line": func(s *stage, at *seat) *seat {
			s.phase("my", layout.Gather, layout.Revealed)
			s.phase("my", layout.Revealed, layout.Voting)
			at.Leave(s.ctx)
			s.phase("my", layout.Voting, layout.Discuss)
			return s.back()
		},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.writer()
				at.write("half a thought")
				s.rest()
				at = leave(s, at)
				if got := at.line(); got != "half a thought" {
					t.Errorf("what came back is %q", got)
				}
			})
		})
	}
}

// back is Budi at the board again, at another terminal.
func (s *stage) back() *seat {
	s.t.Helper()
	at := s.sit("Budi", modern, 80, 24)
	at.goes(place.Board{ID: "my"})
	at.press("a")
	return at
}

// TestADraftIsThereAlthoughTheServerHasLostIt: what is on the screen is kept again when it is
// left, whoever has taken away what was kept before.
func TestADraftIsThereAlthoughTheServerHasLostIt(t *testing.T) {
	for name, lose := range map[string]func(s *stage){
		"at another terminal": func(s *stage) {
			s.back().press("ctrl+u", "esc")
		},
		"by a close that was a mistake": func(s *stage) {
			s.phase("my", layout.Gather, layout.Revealed)
			s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
			s.settle()
			s.do("Mei", &session.ReopenMeeting{Meeting: stageMeeting})
		},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.writer()
				at.write("half a thought")
				s.rest()
				lose(s)
				s.rest()
				if kept := at.desk.Own.Drafts; len(kept) > 0 {
					t.Fatalf("the server keeps %s", kept)
				}
				at.press("esc")
				s.rest()
				at.press("a")
				if got := at.line(); got != "half a thought" {
					t.Errorf("what came back is %q", got)
				}
			})
		})
	}
}

// TestACloseTellsWhoIsWriting that nothing can be sent any more.
func TestACloseTellsWhoIsWriting(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		at.write("half a thought")
		s.phase("my", layout.Gather, layout.Revealed)
		s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
		s.settle()
		at.wants("what you write here can no longer be sent", "half a thought")
	})
}

// TestWhatAClosedMeetingTakesIsKept: a draft of what can still be sent, begun before the
// close or after it.
func TestWhatAClosedMeetingTakesIsKept(t *testing.T) {
	for name, c := range map[string]struct {
		open  func(at *seat)
		field string
	}{
		"a report": {goes(place.Entry{ID: "c"}, "s"), "line"},
		"a count":  {goes(place.People{}, "c"), "people"},
	} {
		for _, begun := range []string{"before", "after"} {
			t.Run(name+" begun "+begun, func(t *testing.T) {
				promisedStage(t, func(t *testing.T, s *stage) {
					at := s.sit("Budi", modern, 80, 40)
					closes := func() {
						s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
						s.rest()
					}
					if begun == "after" {
						closes()
					}
					c.open(at)
					at.answer(c.field, "7")
					if begun == "before" {
						s.rest()
						closes()
					}
					if screen := at.screen(); strings.Contains(screen, "can no longer be sent") {
						t.Errorf("it says that it cannot be sent:\n%s", screen)
					}
					at.press("esc")
					s.rest()
					again := s.sit("Budi", modern, 80, 40)
					c.open(again)
					if got := again.form().Get(c.field); got != "7" {
						t.Errorf("what came back is %q", got)
					}
				})
			})
		}
	}
}

// TestWordsOutliveTheirBoard: what somebody is writing when it is taken off the agenda stands
// with what the server holds about them.
func TestWordsOutliveTheirBoard(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.own("o1", layout.OwnPart{Title: "Next"})
		person := s.join("Budi", method.Participant, session.Profile{})
		at := s.sit("Budi", modern, 80, 24)
		at.desk.Person = person
		at.goes(place.Board{ID: "o1"})
		at.press("a")
		at.write("half a thought")
		s.do("Anan", &agenda.Remove{Meeting: stageMeeting, Item: "o1"})
		s.settle()
		at.wants("no longer there. What you were writing is kept")
		at.press("f", "enter") // they have not looked up yet
		at.wants("no longer there. What you were writing is kept")
		if at.desk.Stays || at.on() != "home.meeting" {
			t.Errorf("what they typed on did something, on %s", at.on())
		}
		s.rest()
		at.press("?", "h")
		at.wants("A draft · half a thought")
	})
}

// TestARefusalSaysThatWordsAreKept where they can be sent later: what is new, and an edit.
func TestARefusalSaysThatWordsAreKept(t *testing.T) {
	for name, writes := range map[string][]string{"what is new": {"a"}, "an edit": {"enter", "e"}} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at, board := s.atBoard(80, 24)
				s.phase(board, layout.Gather, layout.Revealed)
				at.press(writes...)
				at.write("half a thought")
				s.phase(board, layout.Revealed, layout.Voting)
				s.settle()
				at.press("enter")
				at.wants("while the board is at", "Your words are kept as a", "half a thought")
				at.press("esc", "esc")
				if name == "an edit" {
					at.press("enter")
				} else {
					at.press("1")
				}
				at.wants("Your draft is kept. It waits here")
			})
		})
	}
}

// TestADraftIsSentByNobody who only wants to read: the line is opened on purpose, also by
// those whom the facilitator leads to the board.
func TestADraftIsSentByNobody(t *testing.T) {
	for name, comes := range map[string]func(s *stage, at *seat){
		"by themselves": func(_ *stage, at *seat) { at.press("1") },
		"led there": func(s *stage, at *seat) {
			s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: at.desk.Shared.Boards["my"].Owner})
			s.settle()
		},
		"from the lobby": func(_ *stage, at *seat) { at.press("esc"); at.sitsDown("Budi"); at.press("1") },
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.writer()
				at.write("half a thought")
				at.press("esc", "esc")
				s.rest()
				before := len(s.ownItems("Budi"))
				comes(s, at)
				at.wants("a Your draft")
				at.press("enter", "enter")
				s.rest()
				if got := s.ownItems("Budi"); len(got) != before {
					t.Errorf("on the board are %q", got)
				}
			})
		})
	}
}

// TestWordsAfterEnterStay, and a second Enter, before the first is answered:
// whether the words arrive, are refused, or the line drops.
func TestWordsAfterEnterStay(t *testing.T) {
	for name, c := range map[string]struct {
		outcome error
		drops   bool
		items   []string
		line    string
	}{
		"accepted":             {nil, false, []string{"first words", "second words"}, "third words"},
		"refused":              {errDisk, false, nil, "first words\nsecond words\nthird words"},
		"accepted and dropped": {nil, true, []string{"first words", "second words"}, "third words"},
		"refused and dropped":  {errDisk, true, nil, "first words\nsecond words\nthird words"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.writer()
				ctx, drop := context.WithCancel(s.ctx)
				at.desk.Ctx = ctx
				release := s.hold()
				at.burst("first words", "enter", "second words", "enter", "third words")
				s.settle()
				if c.drops {
					at.leaves(drop, func() { release(c.outcome) })
					at = s.back()
				} else {
					release(c.outcome)
					s.settle()
				}
				if got := s.ownItems("Budi"); !slices.Equal(got, c.items) {
					t.Errorf("on the board are %q", got)
				}
				if got := at.line(); got != c.line {
					t.Errorf("in the line is %q, wanted %q", got, c.line)
				}
				drop()
			})
		})
	}
}

// TestWordsOnTheirWayAreInTheDraft until they are accepted, and never after: also
// where the person has left the line, and the server stops at any time.
func TestWordsOnTheirWayAreInTheDraft(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		at.write("first words")
		s.rest()
		release := s.hold()
		at.burst("enter", "second words", "esc")
		s.rest()
		if drafts, _ := s.kept("Budi", ""); !strings.Contains(string(drafts["item/kuala-lumpur-2022/my/S"]), "first words") {
			t.Errorf("while the words are on their way, the drafts are %s", drafts)
		}
		release(nil)
		s.settle()
		drafts, items := s.kept("Budi", "first words")
		if got := string(drafts["item/kuala-lumpur-2022/my/S"]); items != 1 || got != `{"text":"second words"}` {
			t.Errorf("%d items, and the draft is %s", items, got)
		}
		at.press("a")
		if got := at.line(); got != "second words" {
			t.Errorf("in the line is %q", got)
		}
	})
}

// TestHelpSaysHowASecondLineBegins, wherever Enter does something else than that.
func TestHelpSaysHowASecondLineBegins(t *testing.T) {
	for name, open := range map[string]func(at *seat){
		"a new item":  goes(place.Board{ID: "my"}, "a"),
		"a long text": adds(commitment.Register(), ""),
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.counted(s.filled())
				at := s.sit("Budi", modern, 80, 60)
				open(at)
				if name == "a long text" {
					at.form().Focus("description")
				}
				at.write("one")
				at.send(pressOf("alt+enter"))
				at.write("two")
				_, words := at.desk.Top().(desk.Drafter).Draft()
				if !strings.Contains(string(words), `one\ntwo`) {
					t.Errorf("written is %s", words)
				}
				at.press("f1")
				at.wants("Alt+Enter", "New line")
			})
		})
	}
}

// TestCtrlUTakesNoOtherLine, of an item that is being written.
func TestCtrlUTakesNoOtherLine(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		at.send(tea.PasteMsg{Content: "one\ntwo\nthree"})
		at.press("esc", "a", "ctrl+u")
		if got := at.line(); got != "one\ntwo\n" {
			t.Errorf("in the line is %q", got)
		}
	})
}

// TestSeveralLinesAreOneItemOrSeveral: the person says which.
func TestSeveralLinesAreOneItemOrSeveral(t *testing.T) {
	const three = "one\n two \n\nthree\n"
	long := strings.Repeat("x", method.MaxItem+12)
	for name, c := range map[string]struct {
		paste string
		keys  string
		says  string
		items []string
		line  string
	}{
		"separate":      {three, "enter", "", []string{"one", "two", "three"}, ""},
		"join":          {three, "tab enter", "", []string{"one  two  three"}, ""},
		"neither":       {three, "esc", "", nil, three},
		"later":         {three, "esc enter enter", "", []string{"one", "two", "three"}, ""},
		"going on":      {three, "s o enter", "Press Enter for 4 items, Tab to", nil, three + "so"},
		"another word":  {three, "j", "Enter Send", nil, three + "j"},
		"for later":     {three, "esc esc a", "Your draft is back", nil, three},
		"one line":      {"one\n", "enter", "", []string{"one"}, ""},
		"one too long":  {"one\n" + long + "\nthree", "", "line 2 is 12 letters too long", nil, "one\n" + long + "\nthree"},
		"one refused":   {"one\n" + long + "\nthree", "enter", "This is too long", []string{"one"}, long + "\nthree"},
		"with what was": {" and one\ntwo", "enter", "", []string{"zero and one", "two"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.writer()
				if name == "with what was" {
					at.write("zero")
				}
				at.send(tea.PasteMsg{Content: c.paste})
				if strings.Count(c.paste, "\n") > 1 {
					at.wants("lines", "One item")
				}
				at.press(strings.Fields(c.keys)...)
				at.wants(c.says)
				var want []string
				for _, it := range c.items {
					want = append(want, strings.Join(strings.Fields(it), " "))
				}
				if got := s.ownItems("Budi"); !slices.Equal(got, want) {
					t.Errorf("on the board are %q", got)
				}
				if got := at.line(); got != c.line {
					t.Errorf("in the line is %q, wanted %q", got, c.line)
				}
			})
		})
	}
}

// TestAFormOnItsWayTakesNoKeys and says so: they would be in no version of it.
func TestAFormOnItsWayTakesNoKeys(t *testing.T) {
	for name, open := range map[string]func(at *seat){
		"a form":      func(at *seat) { at.press("s") },
		"a promise":   func(at *seat) { at.adds(commitment.Register(), "") },
		"the profile": func(at *seat) { at.press("p", "e") },
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.sit("Mei", theme.Profile{}, 80, 24)
				open(at)
				at.write("Thailand")
				release := s.hold()
				at.burst("ctrl+s", "x")
				at.wants("This is on its way to the server.")
				release(errDisk)
				s.settle()
				at.wants("Thailand", "Your words are still here")
				at.press("!")
				at.wants("Thailand!")
			})
		})
	}
}

// TestLeavingAFormOnItsWay and coming back to it finds it gone once it has
// arrived, and there if it has not.
func TestLeavingAFormOnItsWay(t *testing.T) {
	for _, outcome := range []error{nil, errDisk} {
		onStage(t, func(t *testing.T, s *stage) {
			at := s.sit("Mei", theme.Profile{}, 80, 24)
			at.press("s")
			at.write("Thailand")
			release := s.hold()
			at.burst("ctrl+s", "esc", "s")
			release(outcome)
			s.settle()
			shown := at.on() == "desk.FormScreen"
			if arrived := outcome == nil; shown == arrived || len(at.desk.Shared.BoardsOf(stageMeeting)) > 1 != arrived {
				t.Errorf("after %v the screen is %T with the boards %v", outcome, at.desk.Top(), at.desk.Shared.BoardsOf(stageMeeting))
			}
			s.rest()
			if drafts := at.desk.Own.Drafts; len(drafts) > 0 != (outcome != nil) {
				t.Errorf("after %v the drafts are %s", outcome, drafts)
			}
		})
	}
}

// TestWhatAFieldHoldsIsKept, in the script that takes the most bytes; and what it
// does not hold, is said.
func TestWhatAFieldHoldsIsKept(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		words := strings.Repeat("𑄇", method.MaxItem+19_000)
		at.send(tea.PasteMsg{Content: words})
		at.wants("19000 letters too many: shorten")
		at.Leave(s.ctx)
		at = s.back()
		if at.line() != words {
			t.Errorf("%d bytes of %d came back", len(at.line()), len(words))
		}
		at.send(tea.PasteMsg{Content: words})
		at.wants("nothing more fits in here")
	})
}

// TestWhatIsNotKeptIsSaid while it is typed.
func TestWhatIsNotKeptIsSaid(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		s.do("Mei", &session.ChangePhase{Board: "my", From: layout.Gather, To: layout.Revealed})
		s.do("Mei", &session.CloseMeeting{Meeting: stageMeeting})
		at.write("late")
		at.wants("can no longer be sent")
	})
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", theme.Profile{}, 80, 24)
		at.press("e")
		for range len(at.desk.Top().(*desk.FormScreen).Fields) {
			at.send(tea.PasteMsg{Content: strings.Repeat("𑄇", 20_000)})
			at.press("tab")
		}
		at.wants("There is no room here for so many unsent words")
	})
	onStage(t, func(t *testing.T, s *stage) {
		at := s.arrive(Options{}, 80, 24)
		at.write("x")
		at.wants("Kept once you send it, not before.")
	})
}

// TestADraftThatCannotBeSavedIsTriedAgain with the next key, and said.
func TestADraftThatCannotBeSavedIsTriedAgain(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		for i := range session.MaxDrafts {
			s.do("Budi", &session.SaveDraft{Name: session.DraftName(rune('a' + i)), Value: []byte("old")})
		}
		at.write("patience")
		s.rest()
		at.wants("There is no room here for so many unsent words")
		s.do("Budi", &session.SaveDraft{Name: "a"})
		at.write("!")
		s.rest()
		if drafts, _ := s.kept("Budi", ""); drafts["item/kuala-lumpur-2022/my/S"] == nil {
			t.Error("it is not kept")
		}
	})
}

// TestWhereAnItemGoesIsAsked: Esc moves it nowhere, and another key says what can
// be pressed.
func TestWhereAnItemGoesIsAsked(t *testing.T) {
	for name, open := range map[string]func(*seat){
		"board": func(*seat) {},
		"item":  func(at *seat) { at.press("enter") },
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at, _ := s.atBoard(80, 24)
				open(at)
				for _, k := range []string{"x", "down", "enter"} {
					at.press("m", k)
					at.wants("Where to? Press one of: W, O, T.")
					at.press("esc")
				}
				if at.desk.Failed && at.desk.Notice != "" {
					t.Errorf("Esc says %q", at.desk.Notice)
				}
				at.press("m", "t")
				if at.on() == "board.item" {
					at.press("esc")
				}
				moved := slices.ContainsFunc(at.desk.Own.Hidden["my"], func(it *session.Item) bool {
					return it.ID == "S0" && it.Part == layout.Threats
				})
				if !moved {
					t.Error("it stays where it was")
				}
			})
		})
	}
}

// TestADraftIsSavedOnce: as it stands where somebody opens it again, it is kept already.
func TestADraftIsSavedOnce(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		at.write("half a word")
		at.press("esc")
		s.rest()
		again := s.sit("Budi", modern, 80, 24)
		again.goes(place.Board{ID: "my"})
		again.press("a", "left")
		again.wants("half a word")
		if again.desk.Unsaved() {
			t.Error("what is kept is to be saved")
		}
		again.press("x")
		if !again.desk.Unsaved() {
			t.Error("what is new is not to be saved")
		}
	})
}

// TestAnUnsentEntryStaysWhereItWasBegun: in another item of the agenda, or another group, a
// new one begins.
func TestAnUnsentEntryStaysWhereItWasBegun(t *testing.T) {
	notes := takeaway.Register()
	for name, lists := range map[string]func(s *stage) [2]place.Entries{
		"two items": func(s *stage) [2]place.Entries {
			s.do("Mei", &agenda.Add{Meeting: stageMeeting, Item: session.AgendaItem{ID: "second", Kind: method.Plenary, Title: "Second"}})
			return [2]place.Entries{{Register: notes, Agenda: "a1"}, {Register: notes, Agenda: "second"}}
		},
		"two groups": func(s *stage) [2]place.Entries {
			g := s.sides()
			return [2]place.Entries{{Register: notes, Agenda: "groups", Group: g[0].ID}, {Register: notes, Agenda: "groups", Group: g[1].ID}}
		},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.filled()
				in := lists(s)
				at := s.sit("Anan", theme.Profile{}, 80, 40)
				at.goes(in[0])
				at.press("a")
				at.answer("title", "From the first")
				at.goes(in[1]) // also while the form is open
				at.press("a")
				if words := at.form().Get("title"); words != "" {
					t.Fatalf("the form of the second begins with %q", words)
				}
				at.answer("title", "From the second")
				at.press("ctrl+s")
				at.wants("Saved: From the second")
				at.press("esc", "esc", "a")
				at.wants("Your draft is back", "From the first")
				at.press("ctrl+s")
				made := map[string]place.Entries{}
				for _, e := range s.shared().EntriesOf(notes, stageMeeting) {
					made[e.Title()] = place.Entries{Register: notes, Agenda: e.Agenda, Group: e.Group}
				}
				if want := map[string]place.Entries{"From the first": in[0], "From the second": in[1]}; !maps.Equal(made, want) {
					t.Errorf("they were made in %v, want %v", made, want)
				}
			})
		})
	}
}

// TestAFormThatIsOpenIsNotOpenedTwice: what was typed on the second would be lost, or what
// stood on the first be sent once more.
func TestAFormThatIsOpenIsNotOpenedTwice(t *testing.T) {
	for key, left := range map[string]string{"esc": "Begun and gone on with", "ctrl+s": ""} {
		onStage(t, func(t *testing.T, s *stage) {
			s.filled()
			at := s.sit("Budi", plain, 80, 40)
			list := place.Entries{Register: takeaway.Register(), Agenda: "a1"}
			at.goes(list)
			at.press("a")
			at.answer("title", "Begun")
			at.goes(list)
			at.press("a")
			at.write(" and gone on with")
			at.press(key, "esc")
			if at.on() != "entries.entries" {
				t.Fatalf("below it is %s:\n%s", at.on(), at.screen())
			}
			at.press("a")
			if words := at.form().Get("title"); words != left {
				t.Errorf("after %s, %q is left", key, words)
			}
		})
	}
}

// TestADraftOfAScoreStaysWithItsObjective when another one is put before that.
func TestADraftOfAScoreStaysWithItsObjective(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", plain, 80, 24)
		all := stageDetails().Objectives
		opens := func(objective, words string) {
			at.points(objective)
			at.press("enter")
			if why := at.form().Get("why"); why != words {
				t.Errorf("why %q was met begins with %q, want %q", objective, why, words)
			}
		}
		opens(all[0], "")
		at.answer("why", "We learnt a lot")
		at.press("esc")
		m := s.shared().Meetings[stageMeeting]
		details := stageDetails()
		details.Objectives = append([]string{"Meet"}, all...)
		s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: m.Revision, Details: details, Agenda: m.Agenda})
		s.settle()
		opens("Meet", "")
		at.press("esc")
		opens(all[0], "We learnt a lot")
	})
}

// TestThatADraftIsKeptIsSaidWhileItIsTrue: that a key brings it back, or that it waits.
func TestThatADraftIsKeptIsSaidWhileItIsTrue(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.phase("my", layout.Gather, layout.Revealed)
		adds, edits := s.sit("Budi", modern, 80, 24), s.sit("Budi", modern, 80, 24)
		begins := func() {
			adds.goes(place.Board{ID: "my"})
			edits.goes(place.Item{ID: "S0"})
		}
		told := func(want string) {
			t.Helper()
			for _, at := range []*seat{adds, edits} {
				if says := at.desk.Notice; !strings.Contains(says, want) || want == "" && says != "" {
					t.Errorf("it says %q, wanted %q", says, want)
				}
			}
		}
		begins()
		adds.press("a", "x", "esc", "esc")
		edits.press("e", "x", "esc", "esc")
		begins()
		told("brings it back")
		s.phase("my", layout.Revealed, layout.Voting)
		s.settle()
		told("")
		begins()
		told("It waits here")
		s.phase("my", layout.Voting, layout.Revealed)
		s.settle()
		told("")
	})
}
