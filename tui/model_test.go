package tui

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/screen/help"
	"github.com/convene-ssh/convene/tui/theme"
)

var errDisk = errors.New("the disk is gone")

// hold keeps everything that is written to the community waiting until the
// returned function is called with what becomes of it.
func (s *stage) hold() (release func(error)) { return s.holdLog(string(stageCommunity)) }

// holdLog is hold for any log.
func (s *stage) holdLog(held string) (release func(error)) {
	gate, outcome := make(chan struct{}), error(nil)
	synctest.Wait() // nobody reads the hook now
	s.store.BeforeAppend = func(log string, _ ledger.Batch) error {
		if log != held {
			return nil
		}
		<-gate
		return outcome
	}
	return func(err error) {
		outcome = err
		close(gate)
	}
}

// writer is Budi at an empty line of the board.
func (s *stage) writer() *seat {
	s.t.Helper()
	board := s.filled()
	at := s.sit("Budi", modern, 80, 24)
	at.goes(place.Board{ID: board})
	at.press("a")
	return at
}

// kept are the drafts of somebody, and how often an item with those words is on
// the board.
func (s *stage) kept(name, words string) (drafts map[session.DraftName][]byte, items int) {
	s.t.Helper()
	_, own, err := s.host.See(s.ctx, stageCommunity, s.all[name])
	s.must(err)
	for _, it := range own.Hidden["my"] {
		if it.Text == words {
			items++
		}
	}
	return own.Drafts, items
}

// rest is long enough for a draft to be saved.
func (s *stage) rest() {
	for range 3 {
		s.pass(time.Second)
	}
}

// leaves drops the line and waits until the terminal is gone.
func (at *seat) leaves(drop context.CancelFunc, release func()) {
	drop()
	gone := make(chan struct{})
	go func() {
		defer close(gone)
		at.Leave(at.stage.ctx)
	}()
	synctest.Wait()
	release()
	<-gone
}

// TestALineThatDropsAfterEnter: the words were sent and nobody has answered.
func TestALineThatDropsAfterEnter(t *testing.T) {
	for name, c := range map[string]struct {
		outcome       error
		drafts, items int
	}{
		"they arrive":      {nil, 0, 1},
		"they do not":      {errDisk, 1, 0},
		"after an old Esc": {nil, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.writer()
				ctx, drop := context.WithCancel(s.ctx)
				at.desk.Ctx = ctx
				at.write("patience")
				release := s.hold()
				at.press("enter")
				if strings.HasPrefix(name, "after") {
					at.press("esc")
				}
				at.leaves(drop, func() { release(c.outcome) })
				if drafts, items := s.kept("Budi", "patience"); len(drafts) != c.drafts || items != c.items {
					t.Errorf("%d drafts and %d items, wanted %d and %d", len(drafts), items, c.drafts, c.items)
				}
			})
		})
	}
}

// TestEscWhileWordsAreOnTheirWay: they are a draft only if they do not arrive.
func TestEscWhileWordsAreOnTheirWay(t *testing.T) {
	for outcome, want := range map[error]int{nil: 0, errDisk: 1} {
		t.Run(fmt.Sprint(outcome), func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.writer()
				at.write("patience")
				release := s.hold()
				at.press("enter", "esc")
				release(outcome)
				s.settle()
				if drafts, _ := s.kept("Budi", "patience"); len(drafts) != want {
					t.Errorf("%d drafts, wanted %d", len(drafts), want)
				}
			})
		})
	}
}

// TestALateAnswerIsWaitedFor: whoever sent words is told that they wait, does not
// find them to be sent again, and need not.
func TestALateAnswerIsWaitedFor(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		at.write("patience")
		s.rest() // a draft of them is saved
		release := s.hold()
		at.press("enter")
		const waiting = "has not answered yet"
		for range 4 {
			s.pass(11 * time.Second)
			if got := at.screen(); !strings.Contains(got, waiting) || strings.Contains(got, " ! ") {
				t.Errorf("the person is told\n%s", got)
			}
		}
		at.press("esc", "esc")
		at.goes(place.Board{ID: "my"}) // the words are no draft to be sent again
		at.press("a", "enter", "esc")
		release(nil)
		s.settle()
		if drafts, items := s.kept("Budi", "patience"); len(drafts) != 0 || items != 1 {
			t.Errorf("%d drafts and %d items", len(drafts), items)
		}
		if strings.Contains(at.screen(), waiting) {
			t.Error("still waiting")
		}
	})
}

// TestADraftThatWasNotSavedIsSavedOnLeaving also where help covers it.
func TestADraftThatWasNotSavedIsSavedOnLeaving(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.writer()
		for i := range session.MaxDrafts {
			s.do("Budi", &session.SaveDraft{Name: session.DraftName(fmt.Sprint(i)), Value: []byte("old")})
		}
		at.write("patience")
		s.rest() // refused: there are too many
		s.do("Budi", &session.SaveDraft{Name: "0"})
		at.Update(key("f1"))
		at.Leave(s.ctx)
		if drafts, _ := s.kept("Budi", ""); len(drafts) != session.MaxDrafts {
			t.Errorf("%d drafts are kept, wanted %d", len(drafts), session.MaxDrafts)
		}
	})
}

// TestWhoIsWriting is told to the others, while it is so.
func TestWhoIsWriting(t *testing.T) {
	for name, ends := range map[string][]string{
		"accepted": {"enter"}, "a draft": {"esc"}, "help": {"f1"}, "rubbed out": {"ctrl+u"}, "goodbye": {"esc", "esc", "esc"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at := s.writer()
				other := s.sit("Anan", modern, 80, 24)
				sees := func(at *seat) bool {
					s.pass(5 * time.Second) // who has stopped counts for a moment
					return strings.Contains(at.screen(), "person is writing")
				}
				at.write("patience")
				if !sees(other) || sees(at) {
					t.Errorf("the other sees\n%s\nthe writer\n%s", other.screen(), at.screen())
				}
				for _, k := range ends {
					at.send(key(k))
				}
				if sees(other) || sees(at) {
					t.Errorf("still writing:\n%s", other.screen())
				}
			})
		})
	}
}

// TestWhoWritesForTheMeetingIsCounted, and nobody who steers it or says who people are.
func TestWhoWritesForTheMeetingIsCounted(t *testing.T) {
	forAll := []string{
		"board.board", "board.newEditing", "board.newInterpreting", "board.newDoubts", "entries.newForm", "entries.newEdit",
		"entries.newReading", "evaluation.newAnswers",
	}
	for _, p := range append(places(), spot{"home.NewTimer", goes(place.Timer{}, "ctrl+u")}) {
		t.Run(p.made, func(t *testing.T) {
			promisedStage(t, func(t *testing.T, s *stage) {
				newWriting(s, 1)
				s.opens("a1")
				at, other := s.sit("Mei", plain, 80, 24), s.sit("Siti", plain, 80, 24)
				for p.open(at); !at.writing(); {
					at.press("tab")
				}
				at.write("7")
				s.rooms()
				if counts := other.desk.Room.Writing > 0; counts != slices.Contains(forAll, p.made) {
					t.Errorf("they are counted: %v, on\n%s", counts, at.screen())
				}
			})
		})
	}
}

// TestWhoCannotSendIsNotCounted among those who write, while a vote is open where they do.
func TestWhoCannotSendIsNotCounted(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, other := s.writer(), s.sit("Anan", plain, 80, 24)
		at.write("half a sentence")
		s.phase("my", layout.Gather, layout.Revealed)
		for _, step := range []struct {
			to   layout.Phase
			want int
		}{{layout.Voting, 0}, {layout.Revealed, 1}} {
			s.phase("my", s.shared().Boards["my"].Phase, step.to)
			s.settle()
			s.pass(5 * time.Second) // who has stopped counts for a moment
			if n := other.desk.Room.Writing; n != step.want {
				t.Errorf("in %s %d are counted, wanted %d", step.to, n, step.want)
			}
		}
	})
}

// broken is a screen that panics when it is asked for its draft.
type broken struct{ help.Help }

func (*broken) Draft() (session.DraftName, []byte) { panic("broken") }

// TestABrokenScreenLeavesTheRoom: it is not asked again on leaving.
func TestABrokenScreenLeavesTheRoom(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		at.desk.Reset(&broken{})
		at.Leave(s.ctx)
		if here := s.host.Room(s.ctx, stageCommunity, stageMeeting, "").Here(); len(here) != 0 {
			t.Errorf("%v are still there", here)
		}
	})
}

func TestHelpHasNoHelp(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", modern, 80, 24)
		for _, k := range []string{"?", "f1"} {
			at.send(key("f1"))
			at.send(key(k))
			if !at.desk.Alone() {
				t.Errorf("%s on the help leads to %T", k, at.desk.Top())
			}
		}
	})
}

// TestADraftIsThereAtOnce: whoever leaves a line and comes back to it finds the
// words, also before the server has them, or where it takes none.
func TestADraftIsThereAtOnce(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		at := s.sit("Budi", modern, 80, 24)
		at.goes(place.Board{ID: board})
		at.press("a")
		at.write("half a thought")
		at.desk.Rate = func(directory.PersonID) error { return refusal.New(refusal.TooFast) }
		at.press("esc", "a")
		if !strings.Contains(at.screen(), "half a thought") {
			t.Errorf("the words are gone:\n%s", at.screen())
		}
		at.desk.Rate = func(directory.PersonID) error { return nil }
		at.Leave(s.ctx)
		again := s.sit("Budi", modern, 80, 24)
		again.goes(place.Board{ID: board})
		again.press("a")
		if !strings.Contains(again.screen(), "half a thought") {
			t.Errorf("the words were not kept:\n%s", again.screen())
		}
	})
}

// TestWhoLeavesBeforeTheAnswer is not led back by it, nor put where they do not sit, and
// sees a code that is shown but once wherever they are.
func TestWhoLeavesBeforeTheAnswer(t *testing.T) {
	for name, c := range map[string]struct {
		at    func(s *stage) place.Place
		press []string
		shows string
	}{
		"a code for somebody": {func(s *stage) place.Place { return place.Person{ID: s.all["Ani"]} }, []string{"c", "c"}, "code for Ani"},
		"their own":           {func(*stage) place.Place { return place.People{} }, []string{"r", "r"}, "A return code for Mei (you)"},
		"an invitation":       {func(*stage) place.Place { return place.Invite{} }, []string{"a", "ctrl+s"}, "New code"},
		"a report":            {func(*stage) place.Place { return place.Export{} }, []string{"enter"}, "Convene - Lobby"},
		"the wall":            {func(*stage) place.Place { return place.Home{} }, []string{"q"}, "Convene - Lobby"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.join("Ani", method.Participant, session.Profile{})
				at := s.sit("Mei", theme.Profile{}, 80, 24)
				if to := c.at(s); to != (place.Home{}) {
					at.goes(to)
				}
				at.burst(append(c.press, "esc", "esc", "esc", "esc")...)
				s.settle()
				at.wants(c.shows)
				if at.desk.Shared != nil || at.desk.Member != "" {
					t.Errorf("they sit as %q in %q", at.desk.Member, at.desk.Community)
				}
			})
		})
	}
}
