package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// The scenarios play people at real terminals against the real server. They wait
// for what they want to see, and give up after safety.
const safety = time.Minute

// scene is the real program with people around it.
type scene struct {
	*installation
	ctx   context.Context
	at    string // where it listens
	enter string // what everybody's Enter sends; see guest.Options
	slow  func() // everybody's line
}

// set starts the program on a folder, in a bubble of synctest.
func set(t *testing.T, c Config) *scene {
	t.Helper()
	pipes := guest.NewPipes()
	return newScene(t, c, &Main{listener: pipes}, pipes)
}

// setOnNetwork is set for people who come with a program of this machine, and not
// in a bubble.
func setOnNetwork(t *testing.T, c Config) *scene {
	t.Helper()
	c.Listen = "127.0.0.1:0"
	return newScene(t, c, &Main{}, nil)
}

func newScene(t *testing.T, c Config, m *Main, pipes *guest.Pipes) *scene {
	t.Helper()
	lendHostKey(t, c.Data)
	out := &output{}
	m.Config, m.Languages, m.Stderr = c, catalogues(t), out
	if m.Random == nil {
		m.Random = rand.Reader
	}
	s := &scene{ctx: t.Context(), installation: &installation{Main: m, t: t, out: out, pipes: pipes}}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Run(s.ctx); err != nil {
		t.Fatal(err)
	}
	s.at = s.Addr().String()
	return s
}

// calls opens a connection without a terminal.
func (s *scene) calls(o guest.Options) (*gossh.Client, error) {
	return guest.Dial(s.ctx, s.at, s.reach(o))
}

// Keys that are not letters.
const (
	enterKey = "\r"
	escKey   = "\x1b"
	tabKey   = "\t"
	rightKey = "\x1b[C"
	leftKey  = "\x1b[D"
	homeKey  = "\x1b[H"
	endKey   = "\x1b[F"
	downKey  = "\x1b[B"
	sendKey  = "\x13" // Ctrl+S
	goKey    = "\x07" // Ctrl+G
	clearKey = "\x15" // Ctrl+U
)

// clearAll clears several lines, of which Ctrl+U takes one, or the break before it, at a time.
var clearAll = strings.Repeat(clearKey, 100)

// The sample that --demo promises, by the names that scripts know it by.
const (
	sampleCommunity method.CommunityID = "asia-pacific-cop"
	sampleMeeting   method.MeetingID   = "kuala-lumpur-2022"
)

// The keys that lead from the home of the sample's meeting to boards by their phases.
const (
	sampleCounted  = "2"
	sampleRevealed = "3"
	sampleGathers  = "4"
)

// paste is what a terminal sends for a text from its clipboard.
func paste(text string) string { return "\x1b[200~" + text + "\x1b[201~" }

// visitor is a guest who gives up, and the test with them, when they do not see
// what they should.
type visitor struct {
	*guest.Guest
	s    *scene
	name string // for the test only
	key  gossh.Signer
}

// visit brings somebody to the door.
func (s *scene) visit(name string, o guest.Options) *visitor {
	s.t.Helper()
	o.Enter, o.Slow = s.enter, s.slow
	g, err := guest.Sit(s.ctx, s.at, s.reach(o))
	return s.seat(name, g, err, o.Key)
}

func (s *scene) seat(name string, g *guest.Guest, err error, key gossh.Signer) *visitor {
	s.t.Helper()
	if err != nil {
		s.t.Fatalf("%s: %v", name, err)
	}
	s.t.Cleanup(func() { _ = g.Hang() }) // they may be gone
	return &visitor{g, s, name, key}
}

// presses types keys and waits for what they should bring.
func (v *visitor) presses(keys, text string) {
	v.s.t.Helper()
	if err := v.Type(keys); err != nil {
		v.s.t.Fatalf("%s: %v", v.name, err)
	}
	v.sees(text)
}

// scrolls goes to the end of a list until it shows a text. What others write
// may arrive after the key, below what is in view.
func (v *visitor) scrolls(text string) {
	v.s.t.Helper()
	v.until(text, func(screen string) bool {
		if strings.Contains(screen, text) {
			return true
		}
		if err := v.Type(endKey); err != nil {
			v.s.t.Fatalf("%s: %v", v.name, err)
		}
		return false
	})
}

// pointed is the row with the pointer.
func pointed(screen string) string {
	for row := range strings.Lines(screen) {
		if strings.Contains(row, "›") {
			return row
		}
	}
	return ""
}

// goesDownTo presses Down until a text is in the row with the pointer.
func (v *visitor) goesDownTo(text string) {
	v.s.t.Helper()
	for range 100 {
		synctest.Wait() // for what the last key brings
		if strings.Contains(pointed(v.Screen()), text) {
			return
		}
		if err := v.Type(downKey); err != nil {
			v.s.t.Fatalf("%s: %v", v.name, err)
		}
	}
	v.s.t.Fatalf("%s: the pointer finds no %q; the screen is\n%s", v.name, text, v.Screen())
}

// goesAway leaves what they were writing.
func (v *visitor) goesAway() {
	v.s.t.Helper()
	if err := v.Type(escKey); err != nil {
		v.s.t.Fatalf("%s: %v", v.name, err)
	}
	v.until("the end of writing", func(screen string) bool { return !strings.Contains(screen, "F1") })
}

// sendsOne sends what was written as one item, also where it has several lines.
func (v *visitor) sendsOne() {
	v.s.t.Helper()
	asks, added := v.s.says("en", "composer.join"), v.s.says("en", "board.added")
	asked := false
	v.presses(enterKey, "")
	v.until("an answer", func(screen string) bool {
		asked = strings.Contains(screen, asks)
		return asked || strings.Contains(screen, added)
	})
	if asked {
		v.presses(tabKey+enterKey, added)
	}
}

func (v *visitor) sees(text string) {
	v.s.t.Helper()
	ctx, cancel := context.WithTimeout(v.s.ctx, safety)
	defer cancel()
	if err := v.Sees(ctx, text); err != nil {
		v.s.t.Fatalf("%s: %v", v.name, err)
	}
}

// until waits until the screen is as wanted.
func (v *visitor) until(what string, wanted func(string) bool) {
	v.s.t.Helper()
	ctx, cancel := context.WithTimeout(v.s.ctx, safety)
	defer cancel()
	if err := v.Until(ctx, wanted); err != nil {
		v.s.t.Fatalf("%s, waiting for %s: %v", v.name, what, err)
	}
}

// since returns what the visitor has received after the first n bytes.
func (v *visitor) since(n int) []byte { return v.Received()[n:] }

func (v *visitor) has(text string) bool { return bytes.Contains(v.Received(), []byte(text)) }

// says is a sentence of the catalogues in a language.
func (s *scene) says(language, key string, pairs ...any) string {
	s.t.Helper()
	sentence := s.Languages.In(language).T(key, pairs...)
	if sentence == key {
		s.t.Fatalf("the catalogues have no %q", key)
	}
	return sentence
}

// refusal is the sentence that a person reads for a refusal, in English.
func (s *scene) refusal(code refusal.Code, pairs ...any) string {
	return s.Languages.In("en").Error(refusal.New(code, pairs...))
}

// who is what somebody writes on the welcome screen.
type who struct {
	name, organisation string
	kind               string // the first letter of the type, none for the first
	country            string
	language           string // Spanish where it is "es"
	thai               bool   // commands are pressed on a Thai keyboard
}

// kedmanee is what the keys of some commands bring on a Thai keyboard. That of a
// digit takes Shift there.
var kedmanee = strings.NewReplacer("1", "๑", "2", "๒", "3", "๓", "4", "๔", "a", "ฟ")

// commands are keys on the person's keyboard.
func (w who) commands(keys string) string {
	if w.thai {
		return kedmanee.Replace(keys)
	}
	return keys
}

// keys fill in the welcome screen.
func (w who) keys() string {
	language := ""
	if w.language == "es" {
		language = rightKey
	}
	return language + tabKey + clearKey + w.name + tabKey + w.organisation + tabKey + w.kind + tabKey + w.country + sendKey
}

// joins brings somebody in with a code, up to the home of the meeting.
func (s *scene) joins(code string, w who, o guest.Options) *visitor {
	s.t.Helper()
	o.User = code
	v := s.visit(w.name, o)
	s.comesIn(v, w)
	return v
}

func (s *scene) comesIn(v *visitor, w who) {
	s.t.Helper()
	v.sees(s.says("en", "welcome.language"))
	if v.key == nil {
		v.presses(w.keys(), s.says(w.language, "keepsake.title"))
		v.presses(escKey, s.says(w.language, "meeting.home"))
	} else {
		v.presses(w.keys(), s.says(w.language, "meeting.home"))
	}
}

var inLine = regexp.MustCompile(`ssh -p \d+ (\S+)@127\.0\.0\.1`)

// reads finds the code in the line that the visitor's screen shows.
func (v *visitor) reads() string {
	v.s.t.Helper()
	var found []string
	v.until("a code", func(screen string) bool {
		found = inLine.FindStringSubmatch(screen)
		return found != nil
	})
	return found[1]
}
