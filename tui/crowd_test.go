package tui

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
)

var crowds = flag.Uint64("crowds", 12, "how many plays of keys at random")

// TestNoKeyEndsAScreen lets several people press keys at random: those of the screen that
// they see, and whatever else is on a keyboard. Whatever the others do meanwhile, nobody's
// screen ends, each fits its window, and shows what it would if nothing were shared.
func TestNoKeyEndsAScreen(t *testing.T) {
	for seed := range *crowds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				s.played()
				s.left()
				c := &crowd{stage: s, Rand: rand.New(rand.NewPCG(seed, 3)), keys: everyKey(), who: map[*seat]string{}}
				defer c.tells()
				for range 4 {
					c.sits()
				}
				for range 400 {
					c.step()
				}
			})
		})
	}
}

// crowd is one play of TestNoKeyEndsAScreen.
type crowd struct {
	*stage
	*rand.Rand
	keys []tea.KeyPressMsg
	who  map[*seat]string
	did  []string
}

// tells what was done before a screen ended.
func (c *crowd) tells() {
	if r := recover(); r != nil {
		c.t.Errorf("%v\n%s", r, debug.Stack())
	}
	if c.t.Failed() {
		c.t.Log("They did:\n" + strings.Join(c.did, "\n"))
	}
}

// anyOf is one of some values.
func anyOf[T any](c *crowd, all ...T) T { return all[c.IntN(len(all))] }

// anyKey is one of the keys of a map.
func anyKey[K cmp.Ordered, V any](c *crowd, all map[K]V) K {
	return anyOf(c, slices.Sorted(maps.Keys(all))...)
}

func (c *crowd) notes(at *seat, what string) {
	c.did = append(c.did, fmt.Sprintf("%d %s on %s: %s", slices.Index(c.seats, at), c.who[at], at.on(), what))
}

// sits opens a terminal for somebody.
func (c *crowd) sits() {
	at := c.arrive(Options{Terminal: plain}, 80, 24)
	c.who[at] = anyOf(c, "Mei", "Anan", "Budi", "Cita")
	at.language(anyOf(c, "en", "es"))
	c.comes(at)
}

// comes takes somebody into a meeting, or among those who are between meetings.
func (c *crowd) comes(at *seat) {
	meeting := anyOf(c, stageMeeting, stageMeeting, "next", "")
	c.notes(at, "comes to "+string(meeting))
	d, to := at.desk, place.Place(place.Home{})
	d.Person = c.people[c.who[at]]
	if meeting == "" {
		to = place.Between{}
	}
	chair, err := desk.MakeReady(c.ctx, c.host, desk.Chair{Community: stageCommunity, Member: c.all[c.who[at]], Meeting: meeting})
	if err != nil {
		to = place.Lobby{} // they were sent out, or are forgotten
		d.Stand()
	} else {
		d.Sit(chair)
	}
	at.run(d.Only(to))
	c.settle()
}

// place is somewhere to which keys lead from where somebody sits.
func (c *crowd) place(meeting method.MeetingID) place.Place {
	shared := c.shared()
	entry := anyKey(c, shared.Entries)
	to := []place.Place{
		place.Between{}, place.Entry{ID: entry}, place.Entry{ID: entry}, place.Chain{Of: method.ContributionID(entry)},
		place.Profile{}, place.Holdings{},
	}
	if meeting != "" {
		board := shared.Boards[anyKey(c, shared.Boards)]
		to = append(to, place.Home{}, place.Board{ID: board.ID}, place.Board{ID: board.ID}, place.Board{ID: board.ID},
			place.Entries{Register: anyOf(c, register.All()...)}, place.People{}, place.Export{}, place.GapReport{},
			place.Matches{}, place.Offers{}, place.Review{}, place.Registers{}, place.Kept{}, place.Wall{})
		if n := len(board.Items); n > 0 {
			to = append(to, place.Item{ID: board.Items[c.IntN(n)].ID}, place.Item{ID: board.Items[c.IntN(n)].ID})
		}
	}
	if meeting == stageMeeting {
		to = append(to, place.Countries{}, place.Groups{Agenda: "groups"}, place.Turns{Agenda: "panel"}, place.Evaluation{Agenda: "how"})
	}
	return anyOf(c, to...)
}

func (c *crowd) step() {
	at := anyOf(c, c.seats...)
	seated := at.desk.Shared != nil
	switch n := c.IntN(60); {
	case n == 0:
		w, h := 20+c.IntN(110), 8+c.IntN(40)
		c.notes(at, fmt.Sprintf("%dx%d", w, h))
		at.send(tea.WindowSizeMsg{Width: w, Height: h})
	case n == 1:
		c.notes(at, "ten minutes")
		c.pass(10 * time.Minute)
	case n == 2:
		c.notes(at, "pastes")
		at.send(tea.PasteMsg{Content: "two lines\nof words"})
	case n == 3 || at.desk.Done:
		at.desk.Done = false
		c.comes(at)
	case n < 8 && seated && at.on() != "wall.wall": // where nobody sits
		to := c.place(at.desk.Meeting)
		c.notes(at, fmt.Sprintf("goes to %#v", to))
		at.goes(to)
	case n < 12: // before the first has an answer
		at.deliver(c.key(at))
		at.send(c.key(at))
	default:
		at.send(c.key(at))
	}
	_ = at.screen()
}

// key is one of the screen's own, mostly, or any.
func (c *crowd) key(at *seat) (pressed tea.KeyPressMsg) {
	switch own := at.desk.Keys(); {
	case c.IntN(5) == 0 || len(own) == 0:
		pressed = anyOf(c, c.keys...)
	case at.desk.Typing() && c.IntN(3) > 0:
		pressed = pressOf(anyOf(c, "ctrl+s", "tab", "left", "right", "space", "x", "2"))
	default:
		pressed = pressOf(anyOf(c, own[c.IntN(len(own))].Binding.Keys()...))
	}
	if pressed.String() == "ctrl+c" {
		pressed = pressOf("enter")
	}
	c.notes(at, pressed.String())
	return pressed
}
