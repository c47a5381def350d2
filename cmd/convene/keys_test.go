package main

import (
	"testing"

	"github.com/convene-ssh/convene/cmd/internal/guest"
)

// TestLinesPastedWithoutBrackets are not sent off one by one, and a mouse or a
// sequence in a paste leaves no letters.
func TestLinesPastedWithoutBrackets(t *testing.T) { inKualaLumpur(t, linesPastedWithoutBrackets) }

func linesPastedWithoutBrackets(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	v := s.participates("Siti", guest.Options{Width: 120, Height: 40})
	v.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	v.presses(sampleRevealed+"a", s.says("en", "key.keep_draft"))
	v.presses("First we listen\rthen we write\r\nand then we act", "and then we act")
	if v.has(s.says("en", "board.added")) {
		t.Errorf("a line was sent off:\n%s", v.Screen())
	}
	v.presses(escKey, s.says("en", "key.back"))
	v.presses("a"+clearAll+"\x1b[M !!\x1b[M#ab\x1b[M\xe0\xff\x9b\x1b[<0;3;4M\x1b[32;3;4M"+paste("it is \x1b[31mred\x1b[0m\x1b[<0;5;6M")+".", "› it is red.")
}
