package main

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/clean"
)

// attacks are texts that a terminal would obey or that hide what is around
// them, by what they do. Each has a mark in it and one behind it.
func attacks() map[string]string {
	return map[string]string{
		"clipboard":            "\x1b]52;c;aGFjaw==\x07",
		"clipboard in C1":      "\u009d52;c;aGFjaw==\u009c",
		"link":                 "\x1b]8;;https://evil.example\x1b\\here\x1b]8;;\x1b\\",
		"device control":       "\x1bPpayload\x1b\\",
		"device control in C1": "\u0090payload\u009c",
		"application command":  "\x1b_payload\x1b\\",
		"privacy message":      "\x1b^payload\x1b\\",
		"start of string":      "\x1bXpayload\x1b\\",
		"colour in C1":         "\u009b31m",
		"bidi":                 "\u202egnp.exe\u202c\u2066x\u2069\u200f\u061c",
		"combining":            "e" + strings.Repeat("\u0301", 200),
		"tags":                 "\U000e0041\U000e0042",
		"private use":          "\ue000\U000f0000",
		"raw C1":               "\x9d52;c;aGFjaw==\x9c",
		"unterminated":         "\x1b]52;c;aGFjaw==",
	}
}

// forbidden is what nobody may be sent: introducers of strings (of OSC all but
// the window's title and the question for its colour, which are ours), C1 in both encodings, bidi controls, tags
// and private use.
var forbidden = []*regexp.Regexp{
	regexp.MustCompile("\x1b[P_^X]"),
	regexp.MustCompile("\x1b\\](?:[^2]|2[^;]|2;[^C\x07\x1b])"),
	regexp.MustCompile("[\u0080-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"),
	regexp.MustCompile("[\ue000-\uf8ff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"),
	regexp.MustCompile(fmt.Sprintf("(?:\u0301\u200b?){%d}", clean.MaxMarks+1)),
}

// harmless fails for what nobody may be sent.
func harmless(t *testing.T, where string, sent []byte) {
	t.Helper()
	if !utf8.Valid(sent) {
		t.Errorf("%s: not UTF-8", where)
	}
	sent = bytes.ReplaceAll(sent, []byte(ansi.RequestBackgroundColor), nil)
	for _, f := range forbidden {
		if found := f.FindIndex(sent); found != nil {
			t.Errorf("%s: %q in %q", where, f, sent[max(0, found[0]-60):min(len(sent), found[1]+60)])
		}
	}
}

// TestHostileText has one person write what others' terminals would obey, by
// keys and by paste, wherever text is written.
func TestHostileText(t *testing.T) { inKualaLumpur(t, hostileText) }

func hostileText(t *testing.T) {
	for name, attack := range attacks() {
		for _, f := range forbidden {
			if f.MatchString(attack) {
				attack = ""
			}
		}
		if attack != "" && utf8.ValidString(attack) {
			t.Errorf("%s is not noticed: this test could not fail", name)
		}
	}
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	watcher := s.facilitates()
	other := s.participates("Siti", wide)

	const titled = "\u202egnp\u2066\u009b31m\x1b]8;;u\x1b\\"
	bad := s.participates("Eve"+paste(titled+"e"+strings.Repeat("\u0301", 20)), guest.Options{})
	watcher.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	other.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	bad.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	n := 3
	for name, attack := range attacks() {
		if strings.Contains(name, "unterminated") {
			continue // as keys, it waits for its end like any other
		}
		for how, keys := range map[string]string{"typed": attack, "pasted": paste(attack)} {
			words := fmt.Sprintf("%s %s done%d.", name, how, n)
			bad.presses("a"+keys+words, fmt.Sprintf("done%d.", n))
			bad.sendsOne()
			bad.goesAway()
			n++
		}
	}
	bad.presses("a"+paste("before \x1b]52;c;aGFjaw== after")+" done.", " done.")
	bad.presses(enterKey, s.says("en", "board.added"))
	for _, v := range []*visitor{watcher, other} {
		v.scrolls("done.")
		v.presses(escKey, "Home")
		v.presses("p", "Eve")
		v.presses(escKey, "Home")
	}
	retitle(s, watcher, paste(titled+" The end"))
	other.sees("The end")

	harmless(t, "the watcher's bytes", watcher.Received())
	harmless(t, "the other's bytes", other.Received())
	harmless(t, "the exports", []byte(watcher.exports("kuala-lumpur-2022")))
	harmless(t, "the list of meetings", []byte(watcher.takes("meetings")))
	harmless(t, "the log", []byte(s.out.String()))
	if escaped := regexp.MustCompile(`\\u(?:00[0189]|20[026]|e0|db)`).FindString(watcher.takes("export kuala-lumpur-2022 --format json")); escaped != "" {
		t.Errorf("the JSON holds %s", escaped)
	}
	if !bytes.Contains(watcher.Received(), []byte("done")) {
		t.Error("nothing arrived: this test could not fail")
	}
}

// retitle gives the meeting another title through its form.
func retitle(s *scene, v *visitor, keys string) {
	s.t.Helper()
	v.presses("e", s.says("en", "meeting.form.edit"))
	v.presses(clearKey+keys, "The end")
	v.presses(sendKey, s.says("en", "form.saved"))
}
