package main

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/method"
)

// TestAnAgendaLeadsToItsBoards: a facilitator writes an agenda in lines and opens a
// round; everybody is led there, also on a phone. They gather unseen, and go on
// without a vote.
func TestAnAgendaLeadsToItsBoards(t *testing.T) { inKualaLumpur(t, anAgendaLeadsToItsBoards) }

func anAgendaLeadsToItsBoards(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f, siti := s.facilitates(), s.participates("Siti", wide)
	phone := s.participates("Budi", guest.Options{Width: 40, Height: 20})
	f.presses("e", s.says("en", "meeting.form.agenda"))
	f.presses(strings.Repeat(tabKey, 9)+clearAll+paste("1 09:00 30 plenary Opening\n1 10:00 60 round Since we last met\n1 11:00 60 swot Vietnam")+sendKey,
		s.says("en", "form.saved"))
	f.presses(homeKey, "Opening")
	f.goesDownTo("› 1 10:00")
	f.presses("o", "Opened for all: Round")
	for _, v := range []*visitor{siti, phone} {
		v.sees(s.says("en", "part.round.A"))
	}
	phone.presses("3a", s.says("en", "part.ask.round.L")[:30])
	phone.presses("Ask before you help.", "help.")
	phone.presses(enterKey, s.says("en", "board.added"))
	phone.goesAway()
	siti.sees("+1 waiting")
	if siti.has("Ask before") {
		t.Error("words were sent before the reveal")
	}

	f.presses("n", s.says("en", "steer.sure.reveal", "key", "n"))
	f.presses("n", s.says("en", "phase.say.reveal"))
	siti.sees("R2-L1 Ask before you")
	f.presses("n", s.says("en", "phase.say.discuss_unvoted"))
	siti.sees(s.says("en", "phase.say.discuss_unvoted"))
	out := f.takes("export " + string(sampleMeeting))
	for _, want := range []string{"## Round: Since we last met", "**R2-L1** Ask before you help.", "| SWOT | Vietnam |"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in the report:\n%s", want, out)
		}
	}
	if shared, err := s.host.Shared(s.ctx, sampleCommunity, method.Members); err != nil || shared.Boards["round"] == nil || shared.Boards["round"].Owner != "" {
		t.Errorf("what was on the round before is gone (%v)", err)
	}
}
