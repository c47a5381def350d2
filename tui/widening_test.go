package tui

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/widening"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// asksBudi asks Budi about all that they have written for a closer circle.
func (s *stage) asksBudi(to method.Audience) {
	s.t.Helper()
	at := s.sit("Budi", modern, 80, 24)
	var mine []method.ContributionID
	for _, x := range desk.WrittenHere(at.desk) {
		if at.desk.Own.Wrote(string(x.ID()), x.Authored().By) && !to.Reads(x.Reads()) {
			mine = append(mine, x.ID())
		}
	}
	s.do("Anan", &widening.Ask{Meeting: stageMeeting, Contributions: mine, To: to})
	s.settle()
}

// walkWidening shows how whoever steers asks, how an author answers, and what the public
// reads then.
func (s *stage) walkWidening(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.pass(5 * time.Second) // who has stopped writing counts for a moment
	anan := s.sit("Anan", profile, width, height)
	anan.goes(place.Asking{For: method.Public})
	look("asking", anan)
	anan.press("space", "down")
	s.asksBudi(method.Public)
	look("asking_asked", anan)
	budi := s.sit("Budi", profile, width, height)
	budi.goes(place.Home{})
	budi.points(budi.desk.T("asked.title"))
	look("meeting_asked", budi)
	budi.press("enter")
	look("asked", budi)
	budi.press("y")
	budi.press("n")
	look("asked_answered", budi)
	look("asking_answered", anan)
	anan.press("enter")
	look("seen_by_public", anan)
}

// TestAnAuthorAnswersWithOneKey, and the list goes on to what waits for an answer.
func TestAnAuthorAnswersWithOneKey(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.phase(s.boardOf("a2"), layout.Gather, layout.Revealed)
		s.asksBudi(method.Public)
		at := s.sit("Budi", modern, 80, 24)
		all, waiting := at.desk.Asked()
		if len(all) < 2 || waiting != len(all) {
			t.Fatalf("Budi is asked about %d, and %d wait", len(all), waiting)
		}
		at.goes(place.Asked{})
		at.press("y", "n")
		says := func(i int) consent.Answer { return at.desk.Own.Widenings[all[i].ID()].Answer }
		if says(0) != consent.AsItIs || says(1) != consent.No {
			t.Errorf("Budi has said %q and %q", says(0), says(1))
		}
		public, err := s.host.Shared(s.ctx, stageCommunity, method.Public)
		s.must(err)
		reads := func(i int) bool { _, it := public.Item(all[i].Item.ID); return it != nil }
		if !reads(0) || reads(1) {
			t.Errorf("the public reads the first: %v, and the second: %v", reads(0), reads(1))
		}
		at.goes(place.Asked{})
		at.press("n")
		at.wants("Reports that were taken before")
	})
}

// TestTheQuestionStaysInSight while one answers on a phone about words that are long.
func TestTheQuestionStaysInSight(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.join("Anan", method.Facilitator, session.Profile{})
		s.join("Budi", method.Participant, session.Profile{})
		for i := range 3 {
			s.do("Budi", &session.AddItem{
				Board: "my", Item: method.ItemID(string(rune('a' + i))), Part: layout.Strengths, Text: strings.Repeat("many words ", 25),
				Audience: method.Members, Attribution: method.Unattributed,
			})
		}
		s.phase("my", layout.Gather, layout.Revealed)
		s.asksBudi(method.Public)
		for _, size := range [][2]int{{40, 20}, {40, 12}} {
			at := s.sit("Budi", plain, size[0], size[1])
			at.goes(place.Asked{})
			for _, k := range []string{"home", "y", "n", "down"} {
				at.press(k)
				got := strings.Join(strings.Fields(at.screen()), " ")
				_, chosen, _ := strings.Cut(got, " > MY-S")
				question, _, found := strings.Cut(chosen, "For the public")
				if !found || strings.Contains(question, "MY-S") {
					t.Errorf("at %v after %s there is no question:\n%s", size, k, at.screen())
				}
			}
		}
	})
}

// TestAnswersThatAreGivenTogether are each about the next words, and a refusal leaves the
// pointer where it is.
func TestAnswersThatAreGivenTogether(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.phase(s.boardOf("a2"), layout.Gather, layout.Revealed)
		s.asksBudi(method.Public)
		at := s.sit("Budi", modern, 80, 24)
		at.goes(place.Asked{})
		at.desk.Rate = func(directory.PersonID) error { return refusal.New(refusal.TooFast) }
		at.press("n")
		at.desk.Rate = func(directory.PersonID) error { return nil }
		at.burst("y", "n", "n")
		s.settle()
		all, _ := at.desk.Asked()
		for i, want := range []consent.Answer{consent.AsItIs, consent.No, consent.No, ""} {
			if said := at.desk.Own.Widenings[all[i].ID()].Answer; said != want {
				t.Errorf("of %d they have said %q, want %q", i, said, want)
			}
		}
	})
}

// TestWhoeverSteersAsksAboutAllAtOnce, and sees by kinds what is withheld.
func TestWhoeverSteersAsksAboutAllAtOnce(t *testing.T) {
	onStage(t, func(t *testing.T, s *stage) {
		s.filled()
		s.phase(s.boardOf("a2"), layout.Gather, layout.Revealed)
		at := s.sit("Anan", modern, 80, 24)
		at.goes(place.Asking{For: method.Public})
		at.press("a")
		pending := func() int {
			all := slices.DeleteFunc(slices.Clone(desk.WrittenHere(at.desk)), func(x desk.Written) bool { return !x.Authored().Widening.Pending() })
			return len(all)
		}
		if pending() < 5 {
			t.Errorf("%d are asked about", pending())
		}
		at.press("enter")
		at.wants("asked and without a yes: Items")
		at.press("esc", "n")
		if pending() != 0 {
			t.Errorf("%d are still asked about", pending())
		}
		at.press("enter")
		at.wants("not asked: Items")
		if strings.Contains(at.screen(), "without a yes") {
			t.Errorf("what nobody is asked about waits for a yes:\n%s", at.screen())
		}
	})
}
