package report

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// TestDocumentsSayWhatItemsSayInOtherLanguages below them, tagged with those, and that an
// item has other words by now.
func TestDocumentsSayWhatItemsSayInOtherLanguages(t *testing.T) {
	whenMade(t, documentsSayWhatItemsSayInOtherLanguages)
}

func documentsSayWhatItemsSayInOtherLanguages(t *testing.T) {
	w := newWorld(t, false)
	w.board("b", "Malaysia", "MY", "MY")
	w.phase("b", layout.Gather, layout.Revealed)
	w.add(w.organiser, "b", "i", layout.Strengths, "Families wait", method.Unattributed, method.Public)
	for l, words := range map[method.Language]string{"id": "Keluarga menunggu", "th": "ครอบครัวรอ", "es": "Familias"} {
		w.do(w.organiser, &interpret.Write{Item: "i", Revision: 1, Language: l, Text: words})
	}
	w.do(w.organiser, &session.EditItem{Item: "i", Revision: 1, Text: "Families hope"})
	w.do(w.organiser, &interpret.Write{Item: "i", Revision: 2, Language: "es", Line: 1, Text: "Familias que esperan"})
	r := w.report(method.Public, "en")
	document := func(f Format) string { return string(write(t, r, f, Choice{Template: Minutes})) }
	for holds, all := range map[string]string{
		`<span class="soft">Indonesian: </span><span lang="id">Keluarga menunggu</span><span class="soft"> (of an earlier version)</span>`: document(FormatHTML),
		`<span lang="th">ครอบครัวรอ</span>`:                                                                                                document(FormatHTML),
		`<span lang="es">Familias que esperan</span></div>`:                                                                                document(FormatHTML),
		"*Indonesian:* Keluarga menunggu *(of an earlier version)*\n":                                                                      document(FormatMarkdown),
		"*Spanish:* Familias que esperan\n":                                                                                                document(FormatMarkdown),
		`<w:lang w:val="es-ES"/></w:rPr><w:t xml:space="preserve">Familias que esperan</w:t>`:                                              everything(t, r),
		`"language": "es",`: document(FormatJSON),
		"es: Familias que esperan; id: Keluarga menunggu; th: ครอบครัวรอ": string(write(t, r, FormatCSV, Choice{Table: TableItems})),
	} {
		if !strings.Contains(all, holds) {
			t.Errorf("no document says %q", holds)
		}
	}
}
