package main

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session/report"
)

// scripts are words as they are written in scripts that need invisible letters,
// or that the screen takes apart.
var scripts = []string{
	"می\u200cخواهیم خانه\u200cهای امن", // Persian
	"ما نمی\u200cتوانیم بازگردیم",      // Dari
	"ក្រុម\u200bការងារ\u200bកុមារ",     // Khmer
	"မြန်မာ\u200bနိုင်ငံ",              // Burmese
	"ทำน้ำให้สะอาด",                    // Thai
	"ສະຫນັບສະຫນູນນ້ຳສະອາດ",             // Lao
	"क्षेत्र की स्थिति और हमारे अनुभव", // Hindi
}

// TestWordsOfEveryScriptSurvive has them typed key by key, read on another's
// screen, copied from there and pasted, and exported.
func TestWordsOfEveryScriptSurvive(t *testing.T) { inKualaLumpur(t, wordsOfEveryScriptSurvive) }

func wordsOfEveryScriptSurvive(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	facilitator := s.facilitates()
	author, reader := s.participates("Siti", wide), s.participates("Ani", wide)
	author.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	reader.presses(sampleRevealed, s.says("en", "phase.say.reveal"))
	for i, words := range scripts {
		from, to := fmt.Sprintf("from%d ", i), fmt.Sprintf(" to%d.", i)
		author.presses("a"+from+words+to, to)
		author.presses(enterKey, s.says("en", "board.added"))
		author.goesAway()
		reader.scrolls(to)
		// The virtual screen keeps no word breaks; good terminals keep all they are sent.
		_, copied, _ := strings.Cut(ansi.Strip(string(reader.Received())), from)
		copied, _, _ = strings.Cut(copied, to)
		reader.presses("a"+paste(copied)+fmt.Sprintf(" copied%d.", i), fmt.Sprintf("copied%d.", i))
		reader.sendsOne()
		reader.goesAway()
	}
	author.presses("a"+paste("one\vtwo\ffour\u0085five\tsix")+" parted.", "parted.")
	author.sendsOne()

	var r report.Report
	if err := json.Unmarshal([]byte(facilitator.takes("export kuala-lumpur-2022 --format json")), &r); err != nil {
		t.Fatal(err)
	}
	written := map[string]bool{}
	for _, b := range r.Boards {
		for _, q := range b.Parts {
			for _, it := range q.Items {
				written[it.Text] = true
			}
		}
	}
	for i, words := range scripts {
		for _, want := range []string{fmt.Sprintf("from%d %s to%d.", i, words, i), fmt.Sprintf("%s copied%d.", words, i)} {
			if !written[want] {
				t.Errorf("%+q is not as it was written", want)
			}
		}
	}
	if !written["one two four five six parted."] {
		t.Error("words were glued together")
	}
}
