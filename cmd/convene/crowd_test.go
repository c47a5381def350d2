package main

import (
	"flag"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

var crowdOf = flag.Uint("crowd", 150, "how many strangers stand in the way of an honest person")

// TestACrowdKeepsNobodyOut: strangers who show nothing, others who never finish
// shaking hands and others who guess codes come from the same address as
// somebody with a code, who is on the board nevertheless, again and again.
func TestACrowdKeepsNobodyOut(t *testing.T) { inKualaLumpur(t, aCrowdKeepsNobodyOut) }

func aCrowdKeepsNobodyOut(t *testing.T) {
	c := Config{Data: t.TempDir(), Demo: true}
	if *crowdOf < 500 { // as crowded for fewer people
		c.Most = sshd.Connections{Strangers: *crowdOf / 2, Arriving: *crowdOf / 4}
	}
	s := set(t, c)
	crowd := crowd{scene: s}
	crowd.each(*crowdOf, crowd.showsNothing)
	crowd.each(*crowdOf/3, crowd.shakesHalfAHand)
	crowd.each(*crowdOf/5, crowd.guesses)
	for _, name := range []string{"Ana", "Budi", "Cita", "Dewi", "Eka"} {
		v := s.joins(s.code(method.Participant), who{name: name}, guest.Options{Key: newKey(t)})
		v.presses(sampleRevealed, s.says("en", "part.swot.S"))
	}
	crowd.each(*crowdOf, crowd.showsNothing) // those who are in stay in
	late := s.joins(s.code(method.Participant), who{name: "Farid"}, guest.Options{Key: newKey(t)})
	late.presses("p", "Ana")
	late.sees(s.says("en", "header.here", "n", 6))
}

// crowd is people who stand in the way.
type crowd struct {
	*scene
	mu   sync.Mutex
	kept []interface{ Close() error } // as long as they stay
}

// each lets so many come, some at a time.
func (c *crowd) each(n uint, come func() (interface{ Close() error }, error)) {
	c.t.Helper()
	var all sync.WaitGroup
	for range 16 {
		all.Go(func() {
			for range n / 16 {
				one, err := come()
				if err != nil {
					continue // they had to give way while they came
				}
				c.mu.Lock()
				c.kept = append(c.kept, one)
				c.mu.Unlock()
			}
		})
	}
	all.Wait()
	c.t.Cleanup(func() {
		for _, one := range c.kept {
			_ = one.Close() // they may be gone
		}
	})
}

// showsNothing has shaken hands, and waits.
func (c *crowd) showsNothing() (interface{ Close() error }, error) {
	return c.calls(guest.Options{User: "somebody"})
}

// shakesHalfAHand connects and says nothing.
func (c *crowd) shakesHalfAHand() (interface{ Close() error }, error) {
	return c.pipes.Dial(c.ctx)
}

// guesses shows a code that nobody has.
func (c *crowd) guesses() (interface{ Close() error }, error) {
	client, err := c.calls(guest.Options{User: unknownCode(c.t)})
	if err != nil {
		return nil, err
	}
	sess, err := client.NewSession()
	if err == nil {
		err = sess.RequestPty("xterm", 24, 80, gossh.TerminalModes{})
	}
	if err == nil {
		err = sess.Shell()
	}
	return client, err
}

// TestAStrangerIsTold why they have to leave, when others come and when they
// have shown nothing for a while.
func TestAStrangerIsTold(t *testing.T) { inKualaLumpur(t, aStrangerIsTold) }

func aStrangerIsTold(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true, Most: sshd.Connections{Strangers: 1}})
	o := wide
	o.User = "somebody"
	first := s.visit("first", o)
	first.sees(s.says("en", "welcome.code"))
	second := s.visit("second", o)
	second.sees(s.says("en", "welcome.code"))
	first.sees(s.refusal(refusal.GaveWay))
	code := s.code(method.Participant)
	second.presses(code+sendKey, s.says("en", "keepsake.title")) // no longer a stranger
	third := s.visit("third", o)
	third.sees(s.says("en", "welcome.code"))
	second.presses(escKey, s.says("en", "meeting.home"))
}

// TestAFullHouseSaysSo to whoever has a code too.
func TestAFullHouseSaysSo(t *testing.T) { inKualaLumpur(t, aFullHouseSaysSo) }

func aFullHouseSaysSo(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true, Most: sshd.Connections{Known: 1}})
	s.joins(s.code(method.Participant), who{name: "Ana"}, guest.Options{Key: newKey(t)})
	client, err := s.calls(guest.Options{User: s.code(method.Participant)})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	_, stderr, code, err := guest.Run(client, "")
	if want := s.refusal(refusal.HouseFull) + "\n"; err != nil || code != exitRefused || stderr != want {
		t.Errorf("Budi is told %q, with code %d (%v), want %q", stderr, code, err, want)
	}
}

// TestLimitsArePerPerson: ten terminals of one person may do no more than one.
func TestLimitsArePerPerson(t *testing.T) { inKualaLumpur(t, limitsArePerPerson) }

func limitsArePerPerson(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	key := s.join(method.Facilitator, session.Profile{Name: "Facilitator"})
	refused := 0
	for range 10 {
		client, err := s.calls(guest.Options{User: "somebody", Key: key})
		if err != nil {
			t.Fatal(err)
		}
		for range 10 {
			_, stderr, code, err := guest.Run(client, "version")
			switch {
			case err != nil:
				t.Fatal(err)
			case code != 0 && stderr == s.refusal(refusal.TooFast)+"\n":
				refused++
			}
		}
		_ = client.Close()
	}
	if refused != 60 { // no time has passed: 40 at once and no more
		t.Errorf("%d of 100 commands on ten connections were refused, want 60", refused)
	}
}
