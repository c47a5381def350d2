package main

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/cmd/internal/guest"
)

// TestTheFacilitatorLeads two people: the one who reads comes along, and the one who
// writes is told where the others are, goes there with a key and finds the words again.
// Who stays is called back. Who is ready is counted until another item is opened, and the
// facilitator is told how the item goes.
func TestTheFacilitatorLeads(t *testing.T) { inKualaLumpur(t, theFacilitatorLeads) }

func theFacilitatorLeads(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, siti := s.facilitates(), s.participates("Siti", wide)
	phone := s.participates("Budi", guest.Options{Width: 40, Height: 20})
	phone.presses(sampleGathers, s.says("en", "phase.gather"))
	phone.presses("a", s.says("en", "key.send"))
	phone.presses("Half a thought", "thought")
	siti.presses("p", s.says("en", "people.by_country"))

	f.presses(homeKey, "")
	f.goesDownTo("Welcome")
	f.presses("o", s.says("en", "agenda.say.plenary"))
	siti.sees("Opened for all: Plenary")
	phone.sees("Ctrl+G goes there")
	if !strings.Contains(phone.Screen(), "thought") {
		t.Errorf("whoever writes was led away:\n%s", phone.Screen())
	}
	phone.presses(goKey, "Write down what")
	phone.presses(escKey, "thought")

	siti.presses(escKey, "Home")
	siti.presses("f", "You stay where you are")
	siti.presses("p", s.says("en", "people.by_country"))
	f.presses("h", s.says("en", "lead.calls"))
	siti.sees("Everybody is called here: Plenary")
	if strings.Contains(phone.Screen(), "Write down what") {
		t.Errorf("whoever writes was called away:\n%s", phone.Screen())
	}
	phone.presses(enterKey, s.says("en", "board.added"))

	siti.presses("l", s.says("en", "key.not_ready"))
	f.sees("1 of 2 ready")
	phone.presses(goKey, "1 of 2 ready")
	f.presses(escKey, "Home")
	f.goesDownTo("Thailand")
	f.presses("o", "Opened for all")
	siti.sees("3 here")

	f.presses(downKey, "")
	time.Sleep(2 * time.Minute)
	f.sees(s.says("en", "pace.still", "n", 2))
	f.presses("t", s.says("en", "timer.minutes"))
	f.presses("1"+enterKey, s.says("en", "header.minutes", "n", 1))
	siti.presses(goKey+"l", s.says("en", "key.not_ready"))
	f.sees("1 of 2 ready")
	phone.sees("Strengths (S)") // nothing was left on their line, so they were led on
	phone.presses("l", "2 of 2 ready")
	f.presses(downKey, s.says("en", "pace.ready", "n", 2))
	time.Sleep(time.Minute)
	f.sees(s.says("en", "pace.over"))
}

// TestABellRingsForWhoAskedForIt when an item is opened and when its time is up, and for
// nobody else.
func TestABellRingsForWhoAskedForIt(t *testing.T) { inKualaLumpur(t, aBellRingsForWhoAskedForIt) }

func aBellRingsForWhoAskedForIt(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, siti, budi := s.facilitates(), s.participates("Siti", wide), s.participates("Budi", wide)
	siti.goesDownTo("Bell")
	siti.presses(enterKey, s.says("en", "lead.bell"))
	rings := func(v *visitor) int { return bytes.Count(v.Received(), []byte("\a")) }
	asked, others := rings(siti), rings(budi)
	f.presses(homeKey, "")
	f.goesDownTo("Welcome")
	f.presses("o", "Opened for all")
	for _, v := range []*visitor{siti, budi} {
		v.sees("Opened for all")
	}
	f.presses("t", s.says("en", "timer.minutes"))
	f.presses("1"+enterKey, s.says("en", "header.minutes", "n", 1))
	siti.sees("seconds")
	if n := rings(siti) - asked; n != 1 {
		t.Errorf("the bell rang %d times for an item", n)
	}
	time.Sleep(time.Minute)
	siti.sees(s.says("en", "header.time_over"))
	time.Sleep(time.Minute)
	if n := rings(siti) - asked; n != 2 {
		t.Errorf("the bell rang %d times for an item and its time", n)
	}
	if n := rings(budi) - others; n != 0 {
		t.Errorf("the bell rang %d times for somebody who has not asked", n)
	}
}

// TestTheFacilitatorHandsOver to somebody, who is told and opens the next item; whoever
// gave it away leads nobody any more, and nobody takes it.
func TestTheFacilitatorHandsOver(t *testing.T) { inKualaLumpur(t, theFacilitatorHandsOver) }

func theFacilitatorHandsOver(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, siti, budi := s.facilitates(), s.participates("Siti", wide), s.participates("Budi", wide)
	f.sees("3 here")
	gives := func(to, role, keys string) {
		f.presses("p"+homeKey, s.says("en", "people.by_country"))
		f.goesDownTo(to)
		f.presses(enterKey, s.says("en", "key.give_role"))
		f.presses("g", s.says("en", "person.role_note")[:20])
		f.presses(keys, role)
		f.presses(sendKey, s.says("en", "form.saved"))
		f.presses(escKey, s.says("en", "people.by_country"))
		f.presses(escKey, "Home")
	}
	gives("Siti", "Facilitator", leftKey+leftKey)
	siti.sees("changed the role from Participant to Facilitator")
	gives("Farah Lim", "Participant", rightKey+rightKey)

	siti.presses(homeKey, "")
	siti.goesDownTo("Welcome")
	siti.presses("o", "Opened for all: Plenary")
	for _, v := range []*visitor{f, budi} {
		v.sees("Opened for all: Plenary")
		for _, key := range []string{"t", "h"} {
			v.presses(key, key+" does nothing here")
		}
		v.presses(escKey, "Home")
		v.presses("o", "o does nothing here")
		v.presses("p"+homeKey, s.says("en", "people.by_country"))
		v.goesDownTo("Siti")
		v.presses(enterKey, s.says("en", "person.traces"))
		v.presses("g", "g does nothing here")
	}
}
