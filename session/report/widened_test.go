package report

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/widening"
)

// TestAudiencesReadWhatAuthorsAgreeTo: of an item and of an entry of each register that
// are written for members, what is asked and what is refused is in no document for others
// in any format; what is agreed to without a name is there without anybody's.
func TestAudiencesReadWhatAuthorsAgreeTo(t *testing.T) { whenMade(t, audiencesReadWhatAuthorsAgreeTo) }

func audiencesReadWhatAuthorsAgreeTo(t *testing.T) {
	w := newWorld(t, false)
	siti := w.join(method.Members, session.Profile{Name: "Nadia Named", Organisation: "Harbour House", Type: method.CSO, Country: "TL"})
	w.join(method.Members, session.Profile{Name: "Budi", Organisation: "Pelangi", Type: method.CSO, Country: "ID"})
	w.board("b", "Malaysia", "MY", "MY")
	w.phase("b", layout.Gather, layout.Revealed)
	w.add(siti, "b", "item", layout.Strengths, "words-of-item", method.Named, method.Members)
	words := map[string]method.ContributionID{"words-of-item": "item"}
	for _, r := range register.All() {
		of := "words-of-" + r.Name
		words[of] = method.ContributionID(w.answered(siti, r, of, method.Members, "item"))
	}
	answers := func(a consent.Answer) {
		for _, id := range words {
			w.do(siti, &widening.Answer{Contribution: id, Revision: 1, To: method.Governments, Answer: a})
		}
	}
	holds := func(say string, reader method.Audience, want bool) string {
		all := strings.ReplaceAll(everything(t, w.report(reader, "en")), `\`, "")
		for of := range words {
			if strings.Contains(all, of) != want {
				t.Errorf("%s: %q is in a file for %s: %v", say, of, reader, !want)
			}
		}
		return all
	}
	for _, step := range []struct {
		say   string
		take  func()
		reads bool
		named bool
	}{
		{"not asked", func() {}, false, false},
		{"not answered", func() {
			for _, id := range words {
				w.do(w.organiser, &widening.Ask{Meeting: theMeeting, Contributions: []method.ContributionID{id}, To: method.Governments})
			}
		}, false, false},
		{"no", func() { answers(consent.No) }, false, false},
		{"without a name", func() { answers(consent.Unnamed) }, true, false},
		{"as it is", func() { answers(consent.AsItIs) }, true, true},
		{"no longer", func() { answers(consent.No) }, false, false},
	} {
		step.take()
		all := holds(step.say, method.Governments, step.reads)
		holds(step.say, method.Public, false)
		holds(step.say, method.Members, true)
		if got := strings.Contains(all, "Nadia") || strings.Contains(all, string(siti)); got != step.named {
			t.Errorf("%s: it is told who wrote it: %v", step.say, got)
		}
		if strings.Contains(all, "Pelangi") || !step.named && strings.Contains(all, "Harbour") {
			t.Errorf("%s: an organisation is named that has not agreed", step.say)
		}
	}
}
