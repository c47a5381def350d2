package report

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// TestDocumentsSayWhoseWordsTheScribeWrote: those of somebody from a country, who does not
// speak for it, or an organisation's that has not confirmed them, or nobody's in particular.
func TestDocumentsSayWhoseWordsTheScribeWrote(t *testing.T) {
	whenMade(t, documentsSayWhoseWordsTheScribeWrote)
}

func documentsSayWhoseWordsTheScribeWrote(t *testing.T) {
	w := newWorld(t, false)
	w.join(method.Members, session.Profile{Name: "Nadia", Organisation: "Harbour House", Type: method.CSO, Country: "TL"})
	harbour := w.see(method.Members).OrganisationNamed("Harbour House").ID
	w.board("b", "Malaysia", "MY", "MY")
	w.phase("b", layout.Gather, layout.Revealed)
	for id, by := range map[method.ItemID]session.SaidBy{"country": {Country: "LA"}, "organisation": {Organisation: harbour}, "nobody": {}} {
		w.do(w.organiser, &session.AddItem{
			Board: "b", Item: id, Part: layout.Strengths, Text: "words", Attribution: method.Named, SaidBy: &by, Audience: method.Public,
		})
	}
	m := w.commit("A promise")
	m.SaidBy = &session.SaidBy{Country: "VU"}
	w.do(w.organiser, m)
	all := everything(t, w.report(method.Public, "en"))
	for _, want := range []string{
		"said by somebody from Laos, written by the scribe", "said by Harbour House, not confirmed by it, written by the scribe",
		"said in the room, written by the scribe", "said by somebody from Vanuatu, written by the scribe", `"said": true`,
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no document says %q", want)
		}
	}
	if es := everything(t, w.report(method.Public, "es")); !strings.Contains(es, "lo dijo alguien de Laos, anotado por la relatoría") {
		t.Error("no Spanish document says it")
	}
}

// TestAnOrganisationThatIsOnlyClaimed: who does not speak for it says only that they are of it.
func TestAnOrganisationThatIsOnlyClaimed(t *testing.T) { whenMade(t, anOrganisationThatIsOnlyClaimed) }

func anOrganisationThatIsOnlyClaimed(t *testing.T) {
	w := newWorld(t, false)
	speaks := w.join(method.Members, session.Profile{Name: "Nadia", Organisation: "Harbour House", Country: "TL"})
	claims := w.join(method.Members, session.Profile{Name: "Anan", Organisation: "River Clinic", Country: "TH"})
	w.do(w.organiser, &session.GrantSpeaking{Member: claims, Organisation: w.see(method.Members).OrganisationNamed("River Clinic").ID, Ends: true})
	w.board("b", "Malaysia", "MY", "MY")
	w.phase("b", layout.Gather, layout.Revealed)
	w.add(speaks, "b", "i1", layout.Strengths, "Confirmed", method.ByOrganisation, method.Public)
	w.add(claims, "b", "i2", layout.Strengths, "Claimed", method.ByOrganisation, method.Public)
	md := string(write(t, w.report(method.Public, "en"), FormatMarkdown, Choice{}))
	if !strings.Contains(md, "says they are of River Clinic") || !strings.Contains(md, "Harbour House") || strings.Contains(md, "of Harbour House") {
		t.Errorf("the signatures are not told apart in\n%s", md)
	}
}

// TestWhoIsFromACountryDoesNotSpeakForIt where their contribution shows the country alone.
func TestWhoIsFromACountryDoesNotSpeakForIt(t *testing.T) {
	whenMade(t, whoIsFromACountryDoesNotSpeakForIt)
}

func whoIsFromACountryDoesNotSpeakForIt(t *testing.T) {
	w := kualaLumpur(t)
	for language, want := range map[string]string{"en": "National · somebody from Indonesia", "es": "Nacional · alguien de Indonesia"} {
		if md := string(write(t, w.report(method.Members, language), FormatMarkdown, Choice{})); !strings.Contains(md, want) {
			t.Errorf("%q is not in\n%s", want, md)
		}
	}
}
