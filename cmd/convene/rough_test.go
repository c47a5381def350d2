package main

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// participates brings somebody with a key into the sample.
func (s *scene) participates(name string, o guest.Options) *visitor {
	s.t.Helper()
	o.Key = newKey(s.t)
	return s.joins(s.code(method.Participant), who{name: name, country: "TH"}, o)
}

// returns brings somebody back with their key, up to the home of the meeting.
func (v *visitor) returns(s *scene) *visitor {
	s.t.Helper()
	return v.returnsTo(s, guest.Options{})
}

// returnsTo is returns, to another terminal.
func (v *visitor) returnsTo(s *scene, o guest.Options) *visitor {
	s.t.Helper()
	o.User, o.Key = "whoever", v.key
	back := s.visit(v.name, o)
	back.presses("", s.says("en", "returning.continue", "name", v.name))
	back.presses(enterKey, s.says("en", "lobby.title"))
	back.presses("", "Kuala Lumpur")
	back.presses(enterKey, s.says("en", "meeting.home"))
	return back
}

// serving counts the goroutines that serve somebody.
func serving() int {
	stacks := make([]byte, 16<<20)
	n := 0
	for stack := range strings.SplitSeq(string(stacks[:runtime.Stack(stacks, true)]), "\n\n") {
		if strings.Contains(stack, "/cmd/convene/sshd") || strings.Contains(stack, "charm.land/ssh") {
			n++
		}
	}
	return n
}

// TestClosedTerminal closes a terminal and leaves its connection open, as a
// client does that shares one between several windows.
func TestClosedTerminal(t *testing.T) { inKualaLumpur(t, closedTerminal) }

func closedTerminal(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	watcher := s.facilitates()
	watcher.sees("1 here")
	key := newKey(t)
	client, err := s.calls(guest.Options{User: s.code(method.Participant), Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }() // everything was said
	if _, _, _, err := guest.Run(client, "version"); err != nil {
		t.Fatal(err)
	}
	before := serving()
	for again := range 3 {
		g, err := guest.SitDown(client, guest.Options{})
		v := s.seat("Siti", g, err, key)
		if again == 0 {
			s.comesIn(v, who{name: "Siti"})
		} else {
			v.sees(s.says("en", "meeting.home")) // the code leads there
		}
		watcher.sees("2 here")
		if serving() <= before {
			t.Fatal("nothing serves the terminal: this test could not fail")
		}
		if err := v.CloseTerminal(); err != nil {
			t.Fatal(err)
		}
		watcher.sees("1 here")
		for serving() > before {
			if s.ctx.Err() != nil {
				t.Fatalf("%d goroutines served before the terminal, and %d do after it", before, serving())
			}
			time.Sleep(time.Millisecond) // what still waits for the clock ends too
		}
	}
}

func TestStrangeWindows(t *testing.T) { inKualaLumpur(t, strangeWindows) }

func strangeWindows(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	for _, size := range [][2]int{{20000, 20000}, {0, 0}, {1, 1}, {20000, 1}} {
		claimed := guest.Size{Width: size[0], Height: size[1]}
		o := guest.Options{User: s.code(method.Participant), Width: 300, Height: 120, Claimed: &claimed}
		s.visit(fmt.Sprint(size), o).until("a frame", func(screen string) bool { return strings.TrimSpace(screen) != "" })
	}
	v := s.participates("Siti", guest.Options{})
	for i := range 50 {
		if err := v.Resize(20+i, 10+i/2); err != nil {
			t.Fatal(err)
		}
	}
	if err := v.Resize(100, 30); err != nil {
		t.Fatal(err)
	}
	v.until("a screen of the last size", func(screen string) bool {
		rows := strings.Split(screen, "\n")
		return utf8.RuneCountInString(rows[0]) == 99 && strings.HasSuffix(rows[0], "1 here") && strings.Contains(rows[29], "Help")
	})
}

func TestNoScreen(t *testing.T) { inKualaLumpur(t, noScreen) }

func noScreen(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	sentence := s.says("en", "command.no_screen", "commands", "export MEETING, help [COMMAND], holdings, import MEETING, invite MEETING, log, meetings, status, version, wall")
	g, err := guest.Sit(s.ctx, s.at, s.reach(guest.Options{Term: "dumb"}))
	v := s.seat("dumb", g, err, nil)
	if err := v.Ended(s.ctx); err == nil || !strings.Contains(err.Error(), "status 1") {
		t.Errorf("TERM=dumb ended with %v", err)
	}
	client, err := s.calls(guest.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }() // everything was said
	out, errs, code, err := guest.Run(client, "")
	if err != nil || out != "" || errs != sentence+"\n" || code != 1 {
		t.Errorf("without a terminal: %q, %q, %d, %v", out, errs, code, err)
	}
}

func TestLongPastes(t *testing.T) { inKualaLumpur(t, longPastes) }

func longPastes(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	v := s.participates("Siti", guest.Options{Width: 120, Height: 40})
	v.presses(sampleGathers, s.says("en", "phase.say.gather"))
	letters := strings.Repeat("palm ", 2000)
	for name, keys := range map[string]string{"with brackets": paste(letters + "tree"), "without": letters + "tree"} {
		v.presses("a"+keys, "tree")
		v.sees(s.says("en", "form.over", "n", len(letters)+4-method.MaxItem))
		v.presses(enterKey, "This is too long: ")
		v.sees("palm tree")
		v.presses(clearKey+"Nothing lost "+name+".", "lost "+name)
		v.presses(enterKey, s.says("en", "board.added"))
		v.goesAway()
	}
	v.presses(sampleRevealed, "Nothing lost without.")
	v.sees("Nothing lost with brackets.")
}

func TestBrokenInput(t *testing.T) { inKualaLumpur(t, brokenInput) }

func brokenInput(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	v := s.participates("Siti", guest.Options{})
	v.presses(sampleGathers, s.says("en", "phase.say.gather"))
	v.presses("a", s.says("en", "key.send"))
	const letter = "ท"
	v.presses(letter[:1]+letter[1:2], s.says("en", "key.send"))
	v.presses(letter[2:]+"one", letter+"one") // its second half comes later
	v.presses(" "+letter[:2]+" two", "one")   // or never
	v.sees("two")
	v.presses("\x1b[200~ three", "three") // the end of the paste gets lost
	v.presses(enterKey, s.says("en", "board.added"))
}

// TestTwoEditors has two people change one item.
func TestTwoEditors(t *testing.T) { inKualaLumpur(t, twoEditors) }

func twoEditors(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	author := s.participates("Siti", wide)
	other := s.facilitates()
	author.presses(sampleRevealed+"a", s.says("en", "key.send"))
	author.presses("Neighbours bring food.", "food.")
	author.presses(enterKey, s.says("en", "board.added"))
	author.goesAway()
	author.presses(enterKey, s.says("en", "item.nothing_yet"))
	other.presses(sampleRevealed, "Neighbours bring food.")
	other.presses(endKey, "ID-S3")
	other.presses(enterKey, s.says("en", "item.nothing_yet"))
	author.presses("e", s.says("en", "key.save"))
	other.presses("e", s.says("en", "key.save"))
	author.presses(" Every week.", "Every week.")
	author.presses(enterKey, s.says("en", "form.saved"))
	other.presses(" And children come.", "children")
	other.presses(enterKey, s.says("en", "clash.theirs"))
	for _, text := range []string{s.refusal(refusal.Changed), s.says("en", "clash.mine"), "Neighbours bring food. Every week.", "Neighbours bring food. And children come."} {
		other.sees(text)
	}
	other.presses(enterKey, s.says("en", "form.saved"))
	author.sees("Neighbours bring food. And children come.")
}

// TestDrafts go away from a draft in every way there is, and come back to it.
func TestDrafts(t *testing.T) { inKualaLumpur(t, drafts) }

func drafts(t *testing.T) {
	data := t.TempDir()
	s := set(t, Config{Data: data, Demo: true})
	watcher := s.facilitates()
	v := s.participates("Siti", guest.Options{})
	watcher.sees("2 here")
	v.presses(sampleGathers, s.says("en", "phase.say.gather"))
	v.presses("aMangroves", "Mangroves")
	v.goesAway()
	v.presses(escKey, "Home")
	back := func(words string) {
		t.Helper()
		v.presses(sampleGathers, s.says("en", "board.draft_kept"))
		v.presses("a", words)
	}
	back("Mangroves")
	v.goesAway() // the line is closed when the terminal is
	v = v.hangsUp(s, watcher)
	back("Mangroves")
	v.presses(" two", "Mangroves two")
	v = v.hangsUp(s, watcher) // and open

	back("Mangroves two")
	v.presses(" three", "Mangroves two three")
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s = set(t, Config{Data: data, Demo: true})
	v = v.returns(s)
	back("Mangroves two three")
	v.presses(enterKey, s.says("en", "board.added"))
	v.sees("Mangroves two three (yours)")
}

// hangsUp closes a terminal without a word, and brings its person back.
func (v *visitor) hangsUp(s *scene, watcher *visitor) *visitor {
	s.t.Helper()
	watcher.sees("2 here") // not still one, from before they came back
	if err := v.Hang(); err != nil {
		s.t.Fatal(err)
	}
	watcher.sees("1 here")
	return v.returns(s)
}

// TestADraftWaitsForAVote that begins while somebody writes.
func TestADraftWaitsForAVote(t *testing.T) { inKualaLumpur(t, aDraftWaitsForAVote) }

func aDraftWaitsForAVote(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	watcher, v := s.facilitates(), s.participates("Siti", guest.Options{})
	watcher.presses(sampleGathers, s.says("en", "phase.say.gather"))
	v.presses(sampleGathers, s.says("en", "phase.say.gather"))
	v.presses("ahalf a thought", "half a thought")
	watcher.presses("nn", s.says("en", "phase.say.reveal"))
	watcher.presses("nn", s.says("en", "phase.say.vote"))
	v.sees(s.says("en", "phase.say.vote"))
	v.presses(" and more"+enterKey, s.refusal(refusal.WrongPhase, "phase", string(layout.Voting)))
	v.sees("half a thought and more")
	v.goesAway()
	v.presses(escKey, "Home")
	v.presses(sampleGathers, s.says("en", "board.draft_waits"))
	watcher.presses("nn", s.says("en", "phase.say.discuss"))
	v.sees(s.says("en", "phase.say.discuss"))
	v.presses("a", "half a thought and more")
	v.presses(enterKey, s.says("en", "board.added"))
}

// TestWordsAfterEnter arrive in one read with it, or before its answer.
func TestWordsAfterEnter(t *testing.T) { inKualaLumpur(t, wordsAfterEnter) }

func wordsAfterEnter(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	v := s.participates("Siti", wide)
	v.presses(sampleGathers, s.says("en", "phase.say.gather"))
	v.presses("afirst words", "first words")
	time.Sleep(time.Second) // nobody types text, Enter and text within a moment
	v.presses("\rsecond words", "S › second words")
	v.sees("first words (yours)")
	time.Sleep(time.Second)
	v.presses("\rthird words", "S › third words")
	time.Sleep(time.Second)
	v.presses(enterKey, "third words (yours)")
	v.sees("second words (yours)")
}

// TestAPasteOfSeveralLines becomes one item or several, as the person says.
func TestAPasteOfSeveralLines(t *testing.T) { inKualaLumpur(t, aPasteOfSeveralLines) }

func aPasteOfSeveralLines(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	v := s.participates("Siti", wide)
	v.presses(sampleGathers, s.says("en", "phase.say.gather"))
	v.presses("a"+paste("palm one\npalm two\npalm three\n"), s.says("en", "composer.which", "n", 3))
	v.presses(enterKey, "palm three (yours)")
	v.sees("palm one (yours)")
	v.presses(paste("oak one\noak two"), s.says("en", "composer.which", "n", 2))
	v.presses(tabKey, "S › oak one oak two")
	v.presses(enterKey, "oak one oak two (yours)")
}
