package report

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/questions"
)

// TestWhatWasAskedIsInTheReport: what most people want asked first, and how many do, while
// the meeting goes on and once it is closed.
func TestWhatWasAskedIsInTheReport(t *testing.T) { whenMade(t, whatWasAskedIsInTheReport) }

func whatWasAskedIsInTheReport(t *testing.T) {
	w := newWorld(t, false)
	siti := w.join(method.Members, session.Profile{Name: "Siti"})
	w.do(w.organiser, &agenda.Add{Meeting: theMeeting, Item: session.AgendaItem{ID: "p", Kind: method.Panel, Title: "What works", Board: "p"}})
	for id, text := range map[method.ItemID]string{"cost": "Who pays?", "time": "How long?"} {
		w.add(siti, "p", id, layout.Questions, text, method.Unattributed, method.Members)
	}
	for _, who := range []session.MemberID{siti, w.organiser} {
		w.do(who, &questions.Want{Question: "time"})
	}
	check := func(when string) {
		t.Helper()
		md := string(write(t, w.report(method.Members, "en"), FormatMarkdown, Choice{}))
		for _, part := range []string{"## Questions: What works", "How long?", "2 people want it asked", "Who pays?"} {
			_, behind, found := strings.Cut(md, part)
			if !found {
				t.Fatalf("%s %q is not behind the others, in\n%s", when, part, md)
			}
			md = behind
		}
	}
	check("during the meeting")
	w.do(w.organiser, &session.CloseMeeting{Meeting: theMeeting})
	check("after the meeting")
}
