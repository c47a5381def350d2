package tui

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unsafe"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/offer"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// TestSharedPicturesAreFresh plays at random with several people who move, vote,
// resize and read in two languages on one board and around it, and compares what each is shown
// with a picture drawn for them alone.
func TestSharedPicturesAreFresh(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				chance := rand.New(rand.NewPCG(seed, 0))
				board := s.filled()
				s.phase(board, layout.Gather, layout.Revealed)
				for _, name := range []string{"Cita", "Dewi", "Farid"} {
					s.join(name, method.Participant, session.Profile{Country: "ID"})
				}
				var seats []*seat
				for _, name := range []string{"Cita", "Dewi", "Farid", "Anan", "Cita"} {
					at := s.sit(name, modern, 80, 24)
					at.goes(place.Board{ID: board})
					seats = append(seats, at)
				}
				for step := range 150 {
					s.stir(chance, board, seats[chance.IntN(len(seats))], step)
					for _, at := range seats {
						at.screen()
					}
				}
			})
		})
	}
}

// stir lets something happen: mostly at one terminal.
func (s *stage) stir(chance *rand.Rand, board method.BoardID, at *seat, step int) {
	keys := []string{"up", "down", "left", "right", "tab", "m", "S", "1", "3", "+", "-", "a", "x", "esc", "enter", "n", "b"}
	if at.desk.Alone() { // the home, which is not left
		keys = []string{"up", "down", "1", "1", "1", "c", "a", "p"}
	}
	switch chance.IntN(10) {
	case 0:
		sizes := []tea.WindowSizeMsg{{Width: 80, Height: 24}, {Width: 40, Height: 20}, {Width: 120, Height: 40}}
		at.send(sizes[chance.IntN(len(sizes))])
	case 1:
		at.desk.Words = at.desk.Languages.In([]string{"en", "es"}[chance.IntN(2)])
	case 2:
		// A refusal is as good here as an item: both change pictures or neither.
		_ = s.host.Do(s.ctx, stageCommunity, host.Deed{
			ID: s.host.NewChange(), Member: s.all["Dewi"], Change: &session.AddItem{
				Board: board, Item: method.ItemID(fmt.Sprint("item", step)), Text: fmt.Sprint("words ", step),
				Part:        method.SWOT.Layout().Parts[chance.IntN(4)],
				Attribution: method.Unattributed, Audience: method.Members,
			},
		})
		s.settle()
	case 3:
		at.press("a", "x", "esc") // where that is a line, it is put away
		_ = at.screen()
	default:
		at.press(keys[chance.IntN(len(keys))])
	}
}

// TestThePointerStays where it was also for whoever was shown a picture that
// somebody else's terminal drew.
func TestThePointerStays(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		var seats []*seat
		for _, name := range []string{"Cita", "Dewi"} {
			s.join(name, method.Participant, session.Profile{})
			at := s.sit(name, modern, 80, 24)
			at.press("f", "down", "down") // else they and it go to what is opened
			seats = append(seats, at)
		}
		s.pass(time.Second) // until both know that two are here
		pointed := func(at *seat) string {
			for _, row := range at.Frame().Rows {
				if _, words, found := strings.Cut(row, at.desk.Theme.Glyphs.Pointer); found {
					return words
				}
			}
			return ""
		}
		first := pointed(seats[0])
		if first == "" || pointed(seats[1]) != first {
			t.Fatalf("they point at %q and %q", first, pointed(seats[1]))
		}
		s.do("Mei", &agenda.Open{Meeting: stageMeeting, Item: "a2"}) // a new first entry
		s.settle()
		for _, at := range seats {
			if now := pointed(at); now != first {
				t.Errorf("pointed at %q, and now at %q", first, now)
			}
		}
	})
}

// TestADraftIsOnesOwn: that it waits stands on no picture of others, and on one's own at once.
func TestADraftIsOnesOwn(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.phase(board, layout.Gather, layout.Revealed)
		var seats []*seat
		for _, name := range []string{"Cita", "Dewi"} {
			s.join(name, method.Participant, session.Profile{})
			at := s.sit(name, modern, 80, 24)
			at.goes(place.Board{ID: board})
			seats = append(seats, at)
		}
		s.pass(time.Second)
		seats[0].wants("a Add")
		seats[0].press("a", "x", "esc")
		_ = seats[0].screen() // what a key has done is drawn for its person alone
		seats[0].wants("a Your draft")
		seats[1].wants("a Add")
	})
}

// TestPicturesAreShared: two people who stand at the same place of a board are
// shown the very same picture; one who has words of their own is not.
func TestPicturesAreShared(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.join("Cita", method.Participant, session.Profile{})
		s.join("Dewi", method.Participant, session.Profile{})
		var seats []*seat
		for _, name := range []string{"Cita", "Dewi", "Budi"} {
			at := s.sit(name, modern, 80, 24)
			at.goes(place.Board{ID: board})
			seats = append(seats, at)
		}
		s.pass(time.Second) // the room is told of less than ten times a second
		cita, dewi, budi := seats[0].Frame(), seats[1].Frame(), seats[2].Frame()
		if cita != dewi {
			t.Error("the same picture was drawn twice")
		}
		if budi == dewi {
			t.Error("somebody else's words are shown")
		}
	})
}

// TestPartsAreDrawnOnce, also for people who have just pressed a key, to whom no picture
// of others is shown.
func TestPartsAreDrawnOnce(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		s.counted(board)
		var seen []string
		for _, name := range []string{"Cita", "Dewi"} {
			s.join(name, method.Participant, session.Profile{})
			at := s.sit(name, modern, 80, 24)
			at.goes(place.Board{ID: board})
			at.press("down")
			for _, row := range at.Frame().Rows {
				if strings.Contains(row, "MY-O1") {
					seen = append(seen, row)
				}
			}
		}
		if len(seen) != 2 || unsafe.StringData(seen[0]) != unsafe.StringData(seen[1]) {
			t.Errorf("it was drawn twice: %q", seen)
		}
	})
}

// TestNobodyIsHandedAnothersPicture seats one person of each audience, role and
// language at the same place of the same window, in every phase, also of a terminal
// without colours, and compares what each is shown with a picture drawn for them alone,
// also while they write. The server has started
// anew each time, so that all views have changed as often, and only what a
// version says of them beside that tells them apart.
func TestNobodyIsHandedAnothersPicture(t *testing.T) {
	places := map[string]place.Place{
		"home":        place.Home{},
		"board":       place.Board{ID: "my"},
		"commitments": place.Entries{Register: commitment.Register()},
		"actions":     place.Entries{Register: action.Register()},
		"gap report":  place.GapReport{},
		"offers":      place.Offers{},
	}
	onStage(t, func(t *testing.T, s *stage) {
		board := s.filled()
		people := append(s.everyKind(), s.alike()...)
		s.restricted(board)
		for phase, next := layout.Gather, layout.Phase(""); ; phase = next {
			s.restarted()()
			var seats []*seat
			for _, name := range people {
				for _, language := range locale.Languages() {
					for _, terminal := range []theme.Profile{modern, {}} {
						at := s.sit(name, terminal, 80, 24)
						at.desk.Words = at.desk.Languages.In(language)
						if name == "visits" {
							at.desk.Offered, at.desk.Visiting = method.Participant, true
						}
						seats = append(seats, at)
					}
				}
			}
			s.pass(time.Second)
			for name, place := range places {
				for _, at := range seats {
					at.desk.Reset(opened(at.desk, place))
					at.screen()
					at.press("a")
					at.screen()
				}
				if t.Failed() {
					t.Fatalf("on the %s, in the phase %s", name, phase)
				}
			}
			for _, at := range seats {
				at.desk.Stand()
			}
			s.seats = nil
			if next = method.SWOT.Layout().Next(phase); next == "" {
				return
			}
			s.phase(board, phase, next)
		}
	})
}

// alike brings in people whose audience and role others have too, and who are offered
// something else: one speaks for an organisation, for which somebody asks to speak too, one
// has offered what somebody else needs, and one facilitates and only visits.
func (s *stage) alike() []string {
	s.t.Helper()
	of := session.Profile{Organisation: "Tenaga", Type: method.CSO}
	for _, name := range []string{"speaks", "asks"} {
		s.join(name, method.Participant, of)
	}
	org := s.shared().Members.Of(s.all["asks"]).Organisation
	s.do("Mei", &session.GrantSpeaking{Member: s.all["asks"], Organisation: org, Ends: true})
	s.do("asks", &session.AskToSpeak{Member: s.all["asks"]})
	s.join("offers", method.Participant, session.Profile{})
	s.offers("Mei", offer.Fields{Title: "Interpreters at night for hospital visits", Kind: offer.Ask})
	s.offers("offers", offer.Fields{Title: "A rota of interpreters by telephone", Kind: offer.Offer})
	s.join("visits", method.Facilitator, session.Profile{})
	return []string{"speaks", "asks", "offers", "visits"}
}

// TestKeysAreByWhatOneIs also where a scribe and a facilitator visit as participants.
func TestKeysAreByWhatOneIs(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.phase(s.filled(), layout.Gather, layout.Revealed)
		s.join("Suri", method.Scribe, session.Profile{})
		s.opens("a2")
		suri, anan := s.sit("Suri", modern, 200, 24), s.sit("Anan", modern, 200, 24)
		for _, at := range []*seat{suri, anan} {
			at.desk.Offered, at.desk.Visiting = method.Participant, true
			at.goes(place.Board{ID: "my"})
		}
		s.rooms()
		for at, ready := range map[*seat]bool{suri: true, anan: false} {
			if shown := strings.Contains(at.screen(), "l Ready"); shown != ready {
				t.Errorf("a key to be ready is shown: %v, wanted %v", shown, ready)
			}
		}
	})
}

// TestAGroupsBoardIsOfWhatOneIsThere: all of them are participants of the meeting, and on
// the board of a working group one facilitates, one contributes, one writes down what others
// say and one only reads.
func TestAGroupsBoardIsOfWhatOneIsThere(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		group := s.sides()[0].ID
		s.phase(group, layout.Gather, layout.Revealed)
		for name, role := range map[string]method.Role{"Cita": method.Participant, "Suri": method.Scribe} {
			s.join(name, method.Participant, session.Profile{})
			s.do("Mei", &groups.Place{InItem: session.InItem{Meeting: stageMeeting, Item: "groups"}, Member: s.all[name], Group: group, Role: role})
		}
		var seats []*seat
		for _, name := range []string{"Budi", "Cita", "Noor", "Suri"} {
			at := s.sit(name, modern, 80, 24)
			at.goes(place.Board{ID: group})
			seats = append(seats, at)
		}
		s.pass(time.Second)
		for _, at := range seats {
			at.screen()
		}
	})
}

// everyKind brings in one person of each audience and role, and names them.
func (s *stage) everyKind() []string {
	s.t.Helper()
	var names []string
	for _, audience := range method.Audiences() {
		for _, role := range method.Roles() {
			name := string(audience) + " " + string(role)
			s.joinAs(name, directory.Invitation{Role: role, Audience: audience}, session.Profile{})
			names = append(names, name)
		}
	}
	return names
}

// restricted adds what is for members only, and as much for everybody.
func (s *stage) restricted(board method.BoardID) {
	s.t.Helper()
	for _, a := range method.Audiences() {
		s.do("Mei", &session.AddItem{
			Board: board, Item: method.ItemID(a), Part: layout.Strengths, Text: "For " + string(a),
			Audience: a, Attribution: method.Unattributed,
		})
		s.do("Mei", &session.MakeEntry{
			Register: commitment.Register(), Entry: method.EntryID("c-" + a), Meeting: stageMeeting, Audience: a, Attribution: method.Unattributed,
			Fields: &commitment.Fields{Title: "For " + string(a)},
		})
		s.do("Mei", &session.MakeEntry{
			Register: action.Register(), Entry: method.EntryID("a-" + a), Meeting: stageMeeting, Audience: a, Attribution: method.Unattributed,
			Fields: &action.Fields{Title: "For " + string(a)},
		})
	}
}

// TestTimerCounts minutes with a bar, and seconds in the last one: nobody has to do
// anything for it to go on.
func TestTimerCounts(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		at := s.sit("Budi", modern, 80, 24)
		s.do("Anan", &agenda.Open{Meeting: stageMeeting, Item: "a2"})
		s.do("Anan", &agenda.SetTimer{Meeting: stageMeeting, Minutes: 3})
		s.pass(time.Second)
		for _, shown := range []string{"██████ 3 minutes", "████░░ 2 minutes", "██░░░░ 59 seconds", "time is up"} {
			if header, _, _ := strings.Cut(at.screen(), "\n"); !strings.Contains(header, shown) {
				t.Errorf("the header is %q, wanted %q", header, shown)
			}
			if strings.Contains(shown, "59") {
				s.pass(time.Second)
				at.wants("58 seconds")
			}
			s.pass(time.Minute)
		}
	})
}

// BenchmarkAChangeOnABoard is what an item costs each of 200 people who look at the board.
func BenchmarkAChangeOnABoard(b *testing.B) {
	const people = 200
	s := newStage(b)
	board := s.filled()
	s.phase(board, layout.Gather, layout.Revealed)
	var seats []*seat
	for i := range people {
		name := fmt.Sprint("Somebody ", i)
		s.join(name, method.Participant, session.Profile{Country: "ID"})
		at := s.terminal(desk.Options{Terminal: modern})
		at.takesAChair(stageMeeting, name)
		at.desk.Go(place.Board{ID: board})
		at.Frame()
		seats = append(seats, at)
	}
	b.ReportAllocs()
	for step := 1; b.Loop(); step++ {
		s.do("Budi", &session.EditItem{Item: "S1", Revision: step, Text: fmt.Sprint("Words ", step)})
		for _, at := range seats {
			at.Refresh()
			at.Frame()
		}
	}
}

// BenchmarkAKeyOnTheHome is what it takes to find out what a key does there, which
// everybody presses who goes to a board.
func BenchmarkAKeyOnTheHome(b *testing.B) {
	s := newStage(b)
	s.filled()
	s.join("Budi", method.Participant, session.Profile{Country: "ID"})
	at := s.terminal(desk.Options{Terminal: modern})
	at.takesAChair(stageMeeting, "Budi")
	at.Frame()
	b.ReportAllocs()
	for b.Loop() {
		at.desk.Keys()
	}
}
