package main

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestAWallFollowsTheFacilitator, whose projector comes in with a code and counts as
// nobody. What waits for the reveal does not reach it.
func TestAWallFollowsTheFacilitator(t *testing.T) { inKualaLumpur(t, aWallFollowsTheFacilitator) }

func aWallFollowsTheFacilitator(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	code := s.code(method.Participant)
	wall := s.visit("wall", guest.Options{User: code, Command: "wall", Width: 160, Height: 48})
	wall.sees("Thailand")
	wall.sees("ssh -p")
	wall.sees(code)
	f, siti := s.facilitates(), s.participates("Siti", wide)
	siti.presses(sampleGathers, s.says("en", "phase.say.gather"))
	siti.presses("aNeighbours bring food.", "food.")
	siti.presses(enterKey, s.says("en", "board.added"))
	wall.sees("+3 waiting")
	wall.sees("2 here")

	f.presses(sampleGathers, s.says("en", "phase.say.gather"))
	f.presses(escKey, "Home")
	f.goesDownTo("What each of us takes on")
	f.presses("o", s.says("en", "commitment.one"))
	wall.sees("Open house: two visits")
	f.presses("t", s.says("en", "timer.minutes"))
	f.presses("1"+enterKey, "seconds")
	wall.sees("60 seconds")
	wall.sees("██████  ██████") // the head of 60, to be read from afar
	for _, secret := range []string{"Neighbours", "Siti"} {
		if wall.has(secret) {
			t.Errorf("the wall was sent %q before the reveal", secret)
		}
	}

	f.presses(escKey, "Home")
	f.presses(sampleGathers, s.says("en", "phase.say.gather"))
	f.presses("n", s.says("en", "steer.sure.reveal", "key", "n"))
	f.presses("n", s.says("en", "phase.say.reveal"))
	f.presses(escKey, "Home")
	f.presses(homeKey, "› Now")
	f.goesDownTo("Thailand")
	f.presses("o", s.says("en", "phase.say.reveal"))
	wall.sees("Neighbours bring food.")
	if wall.has("Siti") {
		t.Error("the wall was sent who wrote an item without a name")
	}
	wall.presses("\x03", s.says("en", "farewell.unknown"))
}

// TestWhoOpensNoWall is told why: the machine needs a terminal, and a code that lets
// people in.
func TestWhoOpensNoWall(t *testing.T) { inKualaLumpur(t, whoOpensNoWall) }

func whoOpensNoWall(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	for name, want := range map[string]string{
		"projector": s.says("en", "command.wall_code"), "0000-0000-0000": s.refusal(refusal.CodeWrong),
	} {
		c, err := s.calls(guest.Options{User: name})
		if err != nil {
			t.Fatal(err)
		}
		sess, err := c.NewSession()
		if err != nil {
			t.Fatal(err)
		}
		if err := sess.RequestPty("xterm", 24, 80, nil); err != nil {
			t.Fatal(err)
		}
		if out, err := sess.CombinedOutput("wall"); err == nil || strings.TrimSpace(string(out)) != want {
			t.Errorf("%s is told %q (%v), not %q", name, out, err, want)
		}
		_ = c.Close()
	}
	out, errs, code := s.send(newKey(t), "wall")
	if want := s.says("en", "command.wall_terminal", "line", s.address().As("CODE").Draw("wall")); code != exitRefused || out != "" || errs != want+"\n" {
		t.Errorf("without a terminal it answers %d, %q and %q", code, out, errs)
	}
}
