package tui

import (
	"context"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/store/storetest"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/place"
)

// stuck is a store that does not answer for a community until it is let go.
type stuck struct {
	*storetest.Memory
	letGo chan struct{}
}

func (s stuck) Log(ctx context.Context, name string) (ledger.Log, error) {
	if name == string(stageCommunity) {
		<-s.letGo
	}
	return s.Memory.Log(ctx, name)
}

// unreadable is a store that cannot read the community.
type unreadable struct{ *storetest.Memory }

func (u unreadable) Log(ctx context.Context, name string) (ledger.Log, error) {
	if name == string(stageCommunity) {
		return nil, errDisk
	}
	return u.Memory.Log(ctx, name)
}

// restarted is the stage after the server has stopped and started again on a
// store that does not answer for the community.
func (s *stage) restarted() (letGo func()) {
	s.t.Helper()
	store := stuck{s.store, make(chan struct{})}
	s.restartedOn(store)
	return func() { close(store.letGo) }
}

// restartedOn is the stage after the server has stopped and started again on that store.
func (s *stage) restartedOn(store ledger.Store) {
	s.t.Helper()
	host, err := host.Open(s.ctx, store, host.Options{
		Registers: s.keeps, Random: s.host.Random(), Pepper: []byte("pepper"), Logf: s.t.Logf,
	})
	s.must(err)
	s.t.Cleanup(host.Close)
	s.host.Close()
	s.host, s.pool = host, frame.NewPool()
}

// answersAtOnce presses a key and fails where Update waits for anything.
func (at *seat) answersAtOnce(name string) {
	at.t.Helper()
	done := make(chan struct{})
	go func() {
		defer close(done)
		at.deliver(key(name))
	}()
	synctest.Wait()
	select {
	case <-done:
	default:
		at.t.Fatalf("the screen waits after %q", name)
	}
}

// TestAScreenNeverWaitsForACommunity that nobody has open: every way in keeps
// taking keys while the store does not answer, and leads in once it does.
func TestAScreenNeverWaitsForACommunity(t *testing.T) {
	for name, c := range map[string]struct {
		come  func(s *stage) (at *seat, letGo func())
		press []string
		shows string
	}{
		"from the lobby":  {inLobby, []string{"enter", "down"}, "Kuala Lumpur 2022"},
		"with a key more": {inLobby, []string{"enter", "p", "e"}, "What you say about yourself"},
		"to convene":      {inLobby, []string{"n", "B", "a", "l", "i"}, "Bali"},
		"by a code":       {byCode, []string{"ctrl+s", "down"}, "Your return code"},
	} {
		t.Run(name, func(t *testing.T) {
			onStage(t, func(t *testing.T, s *stage) {
				at, letGo := c.come(s)
				for _, k := range c.press {
					at.answersAtOnce(k)
				}
				letGo()
				s.settle()
				if got := at.screen(); !strings.Contains(got, c.shows) {
					t.Errorf("the screen is\n%s", got)
				}
			})
		})
	}
}

// TestKeysForWhereOneDoesNotGetToAreDropped, and the reason stays to be read.
func TestKeysForWhereOneDoesNotGetToAreDropped(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		person := s.join("Wira", method.Participant, session.Profile{})
		at := s.arrive(Options{Terminal: modern}, 80, 24)
		at.desk.Person = person
		at.goes(place.Lobby{})
		s.do("Mei", &standing.SendOut{Meeting: stageMeeting, Member: s.all["Wira"]})
		at.burst("enter", "h")
		s.settle()
		at.isAt("lobby.lobby", "sent")
	})
}

// TestNoKeyOvertakesThoseTypedAhead: what is more than is kept of them is lost, and not
// pressed on the screen that is being left.
func TestNoKeyOvertakesThoseTypedAhead(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, letGo := inLobby(s)
		at.answersAtOnce("enter")
		for range maxAhead {
			at.answersAtOnce("p")
		}
		before := at.screen()
		at.answersAtOnce("?")
		if now := at.screen(); now != before {
			t.Errorf("the key was pressed on\n%s", now)
		}
		letGo()
		s.settle()
		at.wants("People")
	})
}

// inLobby is somebody in the lobby, who has looked at it before the server was
// started again.
func inLobby(s *stage) (*seat, func()) {
	at := s.arrive(Options{Terminal: modern}, 80, 24)
	at.desk.Person = s.lead
	at.goes(place.Lobby{})
	s.settle()
	letGo := s.restarted()
	at.desk.Host = s.host
	return at, letGo
}

// byCode is somebody new with a code.
func byCode(s *stage) (*seat, func()) {
	code, err := s.host.Invite(s.ctx, stageCommunity, s.all["Mei"], directory.Invitation{
		Meeting: stageMeeting, Role: method.Participant, Audience: method.Members, Uses: 1, Expires: time.Now().Add(time.Hour),
	})
	s.must(err)
	letGo := s.restarted()
	entry, err := s.host.Present(code)
	s.must(err)
	return s.arrive(Options{Terminal: modern, Given: entry, Code: code}, 80, 24), letGo
}

// TestATerminalThatEndsLeavesNoChair: whoever hangs up while a community is
// opened for them is not in its room afterwards.
func TestATerminalThatEndsLeavesNoChair(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		at, letGo := inLobby(s)
		ctx, hangUp := context.WithCancel(s.ctx)
		at.desk.Ctx = ctx
		at.run(desk.ComeIn(at.desk, at.desk.Top(), desk.Chair{Community: stageCommunity, Member: s.all["Mei"], Meeting: stageMeeting}))
		letGo()
		synctest.Wait()
		<-at.inbox
		here := func() int { return s.host.Room(s.ctx, stageCommunity, stageMeeting, "").Count() }
		if here() != 1 {
			t.Errorf("%d are here, and one was let in", here())
		}
		hangUp()
		synctest.Wait()
		if here() != 0 {
			t.Error("somebody is here who has hung up")
		}
	})
}
