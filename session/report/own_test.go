package report

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// TestPartsOfOnesOwnAreCalledWhatPeopleCallThem in every format that has items, in every
// language; their questions go with the data.
func TestPartsOfOnesOwnAreCalledWhatPeopleCallThem(t *testing.T) {
	whenMade(t, func(t *testing.T) {
		w := newWorld(t, false)
		siti := w.join(method.Members, session.Profile{Name: "Siti", Country: "MY"})
		w.own("o", layout.OwnPart{Title: "Seguir", Question: "¿Qué funciona?"}, layout.OwnPart{Title: "Dejar"})
		w.add(siti, "o", "k", "A", "Meet every month", method.Unattributed, method.Members)
		w.add(siti, "o", "l", "B", "Long minutes", method.Unattributed, method.Members)
		w.phase("o", layout.Gather, layout.Revealed)
		for _, language := range []string{"en", "es"} {
			r := build(t, w.see(method.Members), language)
			for f, wants := range map[Format][]string{
				FormatMarkdown: {"Seguir", "Dejar"}, FormatHTML: {"Seguir", "Dejar"},
				FormatJSON: {`"own": {`, `"title": "Seguir"`, `"question": "¿Qué funciona?"`, `"title": "Dejar"`},
			} {
				body := string(write(t, r, f, Choice{}))
				for _, want := range wants {
					if !strings.Contains(body, want) {
						t.Errorf("%s in %s has no %s:\n%s", f, language, want, body)
					}
				}
			}
			if csv := string(write(t, r, FormatCSV, Choice{Table: TableItems})); !strings.Contains(csv, ",Seguir,,,,,,\r\n") || !strings.Contains(csv, ",Dejar,,,,,,\r\n") {
				t.Errorf("the items are\n%s", csv)
			}
			for _, f := range []Format{FormatDOCX, FormatXLSX} {
				var all strings.Builder
				for _, file := range unzipped(t, write(t, r, f, Choice{})) {
					all.Write(file.body)
				}
				if !strings.Contains(all.String(), "Seguir") {
					t.Errorf("%s in %s does not say what the parts are called", f, language)
				}
			}
		}
	})
}
