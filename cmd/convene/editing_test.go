package main

import (
	"strings"
	"testing"
)

// TestAVoteIsKept steps back from a counted vote into a new one, and out of that
// again: each key asks first and says what is lost, and the counts stay.
func TestAVoteIsKept(t *testing.T) { inKualaLumpur(t, aVoteIsKept) }

func aVoteIsKept(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	voter := s.participates("Siti", wide)
	f := s.facilitates()
	f.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	f.presses("n", s.says("en", "steer.sure.vote", "key", "n"))
	f.presses("n", s.says("en", "phase.say.vote"))
	voter.presses(sampleRevealed, s.says("en", "phase.say.vote"))
	voter.presses("+", "● ID-S1")
	voter.presses("+", "●● ID-S1")
	f.presses("n", s.says("en", "steer.sure.discuss", "key", "n"))
	f.presses("n", "████ 2 ID-S1")

	f.presses("b", s.says("en", "steer.sure.vote_again", "key", "b"))
	f.presses("b", s.says("en", "board.last_vote"))
	f.sees("(2) ID-S1")
	voter.sees("(2) ID-S1")
	voter.presses("+", "● (2) ID-S1")
	f.presses("b", s.says("en", "steer.sure.no_vote", "key", "b", "n", 1))
	f.presses("b", s.says("en", "phase.say.reveal"))
	f.sees("████ 2 ID-S1")
	voter.sees("████ 2 ID-S1")
	if out := f.takes("export " + string(sampleMeeting)); !strings.Contains(out, "1 person voted.") {
		t.Errorf("the report has lost the vote:\n%s", out)
	}
}

// TestAnAuthorFindsTheirOwnWords beside what a facilitator has made of them,
// unsigned, and brings them back; the next edit they agree to.
func TestAnAuthorFindsTheirOwnWords(t *testing.T) { inKualaLumpur(t, anAuthorFindsTheirOwnWords) }

func anAuthorFindsTheirOwnWords(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	author := s.participates("Siti", wide)
	f := s.facilitates()
	author.presses(sampleRevealed+"a", s.says("en", "key.send"))
	author.presses("\x0f\x0f", s.says("en", "composer.signed", "as", s.says("en", "attribution.named"))) // Ctrl+O
	author.presses("Neighbours bring food.", "food.")
	author.presses(enterKey, s.says("en", "board.added"))
	author.goesAway()
	author.presses(enterKey, s.says("en", "item.nothing_yet"))
	f.presses(sampleRevealed, "Neighbours bring food.")
	f.presses(endKey, "ID-S3")
	f.presses(enterKey, "Siti")
	f.presses("e", s.says("en", "key.save"))
	f.presses(" Not always.", "Not always.")
	f.presses(enterKey, s.says("en", "form.saved"))
	f.until("an item without a name", func(screen string) bool {
		return strings.Contains(screen, s.says("en", "edited")) && !strings.Contains(screen, "Siti")
	})
	for _, text := range []string{s.says("en", "original.unsigned"), "Neighbours bring food. Not always.", s.says("en", "key.agree")} {
		author.sees(text)
	}
	if out := f.takes("export " + string(sampleMeeting)); strings.Contains(out, "Siti") || !strings.Contains(out, s.says("en", "edited")) {
		t.Errorf("the report does not say that it was edited:\n%s", out)
	}
	author.presses("r", s.says("en", "original.restored"))
	f.until("the author's words", func(screen string) bool {
		return strings.Contains(screen, "Siti") && !strings.Contains(screen, "Not always.")
	})
	f.presses("e", s.says("en", "key.save"))
	f.presses(" Every week.", "Every week.")
	f.presses(enterKey, s.says("en", "form.saved"))
	author.sees("Every week.")
	author.presses("a", s.says("en", "original.agreed"))
	f.until("the author's signature", func(screen string) bool {
		return strings.Contains(screen, "Siti") && strings.Contains(screen, "Every week.")
	})
}

// TestTwoFacilitatorsEditAMeeting at once: the second sees both versions of what
// both have changed, and loses nothing of what only the first has.
func TestTwoFacilitatorsEditAMeeting(t *testing.T) { inKualaLumpur(t, twoFacilitatorsEditAMeeting) }

func twoFacilitatorsEditAMeeting(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	first, second := s.facilitates(), s.facilitates()
	for _, f := range []*visitor{first, second} {
		f.presses("e", s.says("en", "meeting.form.title"))
	}
	first.presses(" One"+tabKey+tabKey+" Two"+sendKey, s.says("en", "form.saved"))
	second.presses(" Three"+sendKey, s.says("en", "clash.say"))
	for _, text := range []string{"Kuala Lumpur Three", "Kuala Lumpur One"} {
		second.sees(text)
	}
	second.presses(enterKey, s.says("en", "form.saved"))
	for _, f := range []*visitor{first, second} {
		f.sees("Kuala Lumpur Three")
		f.sees("Malaysia Two")
	}
	if out := second.takes("export " + string(sampleMeeting)); !strings.Contains(out, "Malaysia Two") {
		t.Errorf("what only the first has changed is gone:\n%s", out)
	}
}

// TestAnAgendaKeepsItsItemAndItsTimer while its title and its start are edited at
// once and others are written around it, in any order; a day that the meeting does
// not have is refused by its name.
func TestAnAgendaKeepsItsItemAndItsTimer(t *testing.T) {
	inKualaLumpur(t, anAgendaKeepsItsItemAndItsTimer)
}

func anAgendaKeepsItsItemAndItsTimer(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f := s.facilitates()
	member := s.participates("Siti", wide)
	f.presses("e", s.says("en", "meeting.form.agenda"))
	toAgenda := strings.Repeat(tabKey, 9)
	const before = "1 09:00 30 plenary Opening\n1 10:00 60 swot Where we stand\n2 09:00 60 actions Together"
	f.presses(toAgenda+clearAll+paste(before)+sendKey, s.says("en", "form.saved"))
	f.presses(homeKey, "Opening")
	f.goesDownTo("› 1 10:00")
	f.presses("o", s.says("en", "phase.say.gather"))
	f.presses(escKey, "Now: SWOT · Where we stand")
	f.presses("t", s.says("en", "timer.minutes"))
	f.presses("25"+enterKey, s.says("en", "header.minutes", "n", 25))
	member.sees("25 minutes")
	member.presses(escKey, "Now: SWOT · Where we stand")

	f.presses("e", s.says("en", "meeting.form.agenda"))
	f.presses(toAgenda+clearAll+paste("1 09:00 30 plenary Opening\n1 11:15 90 swot What we are good at [WWS]\n2 09:00 60 actions Together\n1 10:30 15 plenary Tea\n3 10:00 30 plenary Trip")+sendKey,
		"The agenda has “Trip” on day 3, but the meeting lasts 2 days.")
	f.presses(clearAll+paste("1 09:00 30 plenary Opening\n1 11:15 90 swot What we are good at [WWS]\n2 09:00 60 actions Together\n1 10:30 15 plenary Tea")+sendKey,
		s.says("en", "form.saved"))
	for _, v := range []*visitor{f, member} {
		v.until("the current item with its timer", func(screen string) bool {
			return strings.Contains(screen, "Now: SWOT · What we are good at") && strings.Contains(screen, "25 minutes")
		})
	}
	if out := f.takes("export " + string(sampleMeeting) + " --format csv --register agenda"); strings.Index(out, "Tea") > strings.Index(out, "good at") {
		t.Errorf("the agenda is not in its order:\n%s", out)
	}
}

// TestAYearOfThailand is asked about and converted with one key.
func TestAYearOfThailand(t *testing.T) { inKualaLumpur(t, aYearOfThailand) }

func aYearOfThailand(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	v := s.participates("Siti", wide)
	v.presses("c", s.says("en", "commitment.many"))
	v.presses("a", s.says("en", "field.description"))
	v.presses("A shelter"+strings.Repeat(tabKey, 8)+"2565-09-01"+sendKey,
		s.says("en", "date.buddhist", "year", 2565, "ours", 2022, "date", "2022-09-01"))
	v.presses("\x14", "2022-09-01") // Ctrl+T
	v.presses(sendKey, s.says("en", "entry.saved", "title", "A shelter"))
	v.presses(endKey+enterKey, "Begins                1 September 2022")
}
