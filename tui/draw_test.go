package tui

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"github.com/convene-ssh/convene/session/method"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// language switches a seat to another language.
func (at *seat) language(tag string) { at.desk.Words = at.desk.Languages.In(tag) }

// foot is the last rows of the screen, where the keys are.
func (at *seat) foot(rows int) string {
	at.t.Helper()
	all := strings.Split(strings.TrimSuffix(at.screen(), "\n"), "\n")
	return strings.Join(all[len(all)-rows:], "\n")
}

// TestTheKeysThatDecideAreShown on a phone, in the language of the person.
func TestTheKeysThatDecideAreShown(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		at := s.sit("Budi", theme.Profile{}, 40, 20)
		at.goes(place.Board{ID: board})
		at.press("a")
		for tag, want := range map[string][]string{
			"en": {"Enter Send", "Esc Leave for later", "F1 Help"},
			"es": {"Intro Enviar", "Esc Dejar para después", "F1 Ayuda"},
		} {
			at.language(tag)
			for _, key := range want {
				if got := at.foot(3); !strings.Contains(got, key) {
					t.Errorf("%q is missing in\n%s", key, got)
				}
			}
		}
		at.language("en")
		at.press("esc")
		if got := at.screen(); !strings.Contains(got, "\nTab [") {
			t.Errorf("a phone does not say how to reach the other quadrants:\n%s", got)
		}
		s.phase(board, layout.Gather, layout.Revealed)
		at.press("enter")
		for _, key := range []string{"c What comes of it", "x Take back", "f Forget me", "Esc Back"} {
			if got := at.foot(3); !strings.Contains(got, key) {
				t.Errorf("%q is missing in\n%s", key, got)
			}
		}
	})
}

// TestWhatMattersStaysInView however long the names are: the phase, how much time
// is left and who is here.
func TestWhatMattersStaysInView(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		details := stageDetails()
		details.Title = strings.Repeat("A long name ", 9)
		s.do("Mei", &session.ChangeMeeting{Meeting: stageMeeting, Revision: 1, Details: details, Agenda: stageAgenda()})
		s.do("Anan", swotOn(stageMeeting, "long", strings.Repeat("Three states ", 3), "TS", ""))
		s.do("Anan", &agenda.Open{Meeting: stageMeeting, Item: "a2"})
		s.do("Anan", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 90})
		for _, size := range [][2]int{{40, 20}, {60, 14}, {60, 24}, {120, 40}} {
			at := s.sit("Anan", plain, size[0], size[1])
			at.goes(place.Board{ID: "long"})
			for tag, want := range map[string][]string{"en": {"Gather]", "90 min", "1 here"}, "es": {"Aportar]", "90 min", "1 aquí"}} {
				at.language(tag)
				head := strings.Join(strings.Split(at.screen(), "\n")[:2], "\n")
				for _, words := range want {
					if !strings.Contains(head, words) {
						t.Errorf("%q is missing at %v:\n%s", words, size, head)
					}
				}
			}
		}
	})
}

// TestHintsLeaveNothingOutThatFits: one key that is too long is no reason to
// leave out the next one.
func TestHintsLeaveNothingOutThatFits(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		d := s.sit("Mei", theme.Profile{}, 80, 24).desk
		keys := kit.Keys{kit.Shown("a", strings.Repeat("long", 7)), kit.Shown("b", "Short"), kit.Shown("Esc", "Back")}
		for _, tc := range []struct {
			w, most int
			want    string
		}{
			{30, 1, " b Short  Esc Back  ? Help"},
			{38, 2, " a longlonglonglonglonglonglong\n b Short  Esc Back  ? Help"},
			{61, 2, " a longlonglonglonglonglonglong  b Short  Esc Back  ? Help"},
			{12, 2, " b Short\n ? Help"},
		} {
			d.Theme = &theme.Theme{}
			if got := strings.Join(d.Hints(keys, "?", tc.w, tc.most), "\n"); got != tc.want {
				t.Errorf("in %d rows of %d cells:\n%q\nwanted\n%q", tc.most, tc.w, got, tc.want)
			}
		}
	})
}

// TestANoticeIsWhole on a phone, and takes its rows from the page.
func TestANoticeIsWhole(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at := s.sit("Mei", theme.Profile{}, 40, 20)
		at.press("z")
		whole := at.desk.T("meeting.sure.close", "key", "z")
		if got := strings.Join(strings.Fields(at.screen()), " "); !strings.Contains(got, whole) {
			t.Errorf("%q is cut:\n%s", whole, at.screen())
		}
	})
}

// TestTwoFacilitatorsDoNotSkipAPhase: both are asked, one answers twice.
func TestTwoFacilitatorsDoNotSkipAPhase(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		var seats []*seat
		for _, name := range []string{"Anan", "Mei"} {
			at := s.sit(name, theme.Profile{}, 80, 24)
			at.goes(place.Board{ID: board})
			at.press("n")
			seats = append(seats, at)
		}
		seats[0].press("n")
		seats[1].press("n")
		if got := seats[1].desk.Shared.Boards[board].Phase; got != layout.Revealed {
			t.Errorf("the board is at %s", got)
		}
		if !strings.Contains(seats[1].screen(), "open the vote") {
			t.Errorf("the second one is not asked anew:\n%s", seats[1].screen())
		}
		seats[1].press("n")
		if got := seats[1].desk.Shared.Boards[board].Phase; got != layout.Voting {
			t.Errorf("the board is at %s after they answered", got)
		}
	})
}

func TestConnectRowsAreNeverCut(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		d := s.sit("Mei", theme.Profile{}, 80, 24).desk
		for _, w := range []int{leastWidth, 40, 80} {
			all := strings.Join(d.ConnectRows("K7QM-2PXD-9WA5", w), "\n")
			for _, part := range []string{"K7QM-2PXD-9WA5", "2222", "convene.example"} {
				if !strings.Contains(strings.ReplaceAll(all, "\\\n", ""), part) {
					t.Errorf("%s is missing in %d cells:\n%s", part, w, all)
				}
			}
		}
		d.Address.Port = "22"
		if got := strings.Join(d.ConnectRows("K7QM-2PXD-9WA5", 80), "\n"); !strings.Contains(got, "Port: 22\n") {
			t.Errorf("the port is missing:\n%s", got)
		}
	})
}

// TestListsSayThatThereIsMore above and below.
func TestListsSayThatThereIsMore(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		d := s.sit("Mei", theme.Profile{}, 80, 24).desk
		var all []kit.Pair
		for i := range 9 {
			all = append(all, kit.Pair{Key: fmt.Sprint(i), Words: fmt.Sprint("Entry ", i), Beside: "beside it"})
		}
		l, entries := &kit.List{}, d.Pairs(all)
		for _, tc := range []struct {
			chosen     string
			first, end string
		}{{"0", "", "v6"}, {"4", "^2", "v4"}, {"8", "^6", ""}} {
			l.Chosen = tc.chosen
			if tc.chosen == "4" {
				l.At = 2
			}
			rows := l.Show(d.Look, entries, 40, 3)
			if !strings.Contains(rows[0], tc.first) || !strings.Contains(rows[2], tc.end) ||
				strings.Contains(rows[0], "^") != (tc.first != "") || strings.Contains(rows[2], "v") != (tc.end != "") {
				t.Errorf("around entry %s: %q", tc.chosen, rows)
			}
		}
		long := &kit.Scroll{}
		rows := long.View(d.Look, strings.Split(strings.Repeat("x\n", 9), "\n"), 20, 4)
		if !strings.Contains(rows[3], "v6") || strings.Contains(rows[0], "^") {
			t.Errorf("a page of ten rows begins with %q", rows)
		}
	})
}

// TestAQuestionIsReadToItsEnd in every language, also in a small window.
func TestAQuestionIsReadToItsEnd(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 20}} {
		onStage(t, func(t *testing.T, s *stage) {
			s.join("Participante Primera de Todas", method.Participant, session.Profile{})
			at := s.sit("Mei", modern, size[0], size[1])
			at.goes(place.People{})
			at.language("es")
			at.goes(place.Person{ID: s.all["Participante Primera de Todas"]})
			at.press("x")
			at.wants("también.")
			at.press("esc")
			at.desk.Person = s.join("Wira", method.Participant, session.Profile{})
			at.goes(place.Holdings{})
			at.press("e", "x")
			at.wants("lo que escribió?", "sin usted.")
		})
	}
}

// TestWhatIsAskedIsSeen in the smallest windows too: the question or the entry at the pointer,
// and the key that leads on. A sheet begins with what there is to read.
func TestWhatIsAskedIsSeen(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.played()
		pointer := regexp.MustCompile("(?m)^ ?> ")
		front := scene{"the front door", "Mei", "", func(at *seat) { at.run(at.desk.Only(place.Join{})); s.settle() }}
		for _, c := range append(scenes(), front) {
			at := s.at(c)
			d := at.desk
			sheet := slices.Contains([]string{"board.item", "entries.entrySheet", "entries.review", "lens.chain", "holdings.holdings"}, at.on())
			covered := d.Failed || strings.Contains(d.Notice, "does nothing here") || c.name == "groups that are not made yet"
			pointed := !sheet && !covered && pointer.MatchString(at.screen())
			for _, size := range [][2]int{{30, 10}, {leastWidth, leastHeight}} {
				at.send(tea.WindowSizeMsg{Width: size[0], Height: size[1]})
				got, first := at.screen(), d.Keys().Hinted()[0]
				if hint := strings.TrimSpace(ansi.Strip(d.Hint(first))); !strings.Contains(got, hint) {
					t.Errorf("%s at %v: no %q\n%s", c.name, size, hint, got)
				}
				if pointed && !pointer.MatchString(got) {
					t.Errorf("%s at %v: nothing is pointed at\n%s", c.name, size, got)
				}
			}
			s.left()
		}
	})
}
