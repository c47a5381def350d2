package office

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/session/report/block/blocktest"
)

func written(t *testing.T, d block.Document) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteDocument(&b, d); err != nil {
		t.Fatal(err)
	}
	return parts(t, b.Bytes())
}

func one(t *testing.T, blocks ...block.Block) string {
	t.Helper()
	all := written(t, block.Document{Title: "Minutes", Language: "es", Blocks: slices.Values(blocks)})
	if !strings.Contains(all["word/styles.xml"], `<w:lang w:val="es-ES"`) {
		t.Error("the document is in no language")
	}
	return all["word/document.xml"]
}

func TestDocument(t *testing.T) {
	items := slices.Values([]block.Item{{Text: block.Strongly("C1"), Under: []block.Text{block.Softly("Siti")}}})
	for _, tc := range []struct {
		block block.Block
		want  []string
	}{
		{block.Heading{Level: 1, Text: "Minutes"}, []string{`<w:pStyle w:val="Title"/>`}},
		{block.Heading{Level: 2, Text: "Agenda"}, []string{`<w:pStyle w:val="Heading1"/>`}},
		{block.Paragraph{Text: block.Say("one\ntwo")}, []string{`>one</w:t><w:br/><w:t xml:space="preserve">two<`}},
		{block.Facts{{Label: "Date", Value: "9 August"}}, []string{`<w:rStyle w:val="Strong"/></w:rPr><w:t xml:space="preserve">Date<`, `<w:tab/>`}},
		{block.List{Items: items}, []string{`<w:pStyle w:val="ListBullet"/></w:pPr>`, `<w:pStyle w:val="ListContinue"/>`}},
		{
			block.List{Items: slices.Values([]block.Item{{Text: block.Say("North"), Items: items}})},
			[]string{`<w:pStyle w:val="ListBullet2"/></w:pPr>`, `<w:pStyle w:val="ListContinue2"/>`},
		},
		{block.List{Ordered: true, Items: items}, []string{`<w:pStyle w:val="ListNumber"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="2"/></w:numPr>`}},
		{
			block.Table{Title: "Due & done", Head: []string{"When", "What"}, Rows: slices.Values([][]string{{"Now", "C1"}})},
			[]string{
				`<w:tblGrid><w:gridCol w:w="4819"/><w:gridCol w:w="4819"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>`,
				`<w:tblCaption w:val="Due &amp; done"/>`, `<w:tr><w:trPr><w:cantSplit/></w:trPr>`,
			},
		},
		{block.Paragraph{Text: block.Say("MY-T1 กฎหมาย")}, []string{`<w:cs/><w:lang w:bidi="th-TH"/></w:rPr><w:t xml:space="preserve">กฎหมาย<`}},
		{block.Paragraph{Text: block.Say("می\u200cخواهم")}, []string{`<w:bidi/></w:pPr>`, `<w:rtl/><w:lang w:bidi="fa-IR"/></w:rPr><w:t xml:space="preserve">می` + "\u200c" + `خواهم<`}},
		{block.Paragraph{Text: block.Say("儿童")}, []string{`<w:lang w:eastAsia="zh-CN"/>`}},
		{block.Paragraph{Text: block.Say("дети")}, []string{`<w:lang w:val="ru-RU"/>`}},
	} {
		got := one(t, tc.block)
		for _, want := range tc.want {
			if !strings.Contains(got, want) {
				t.Errorf("%+v lacks %s in\n%s", tc.block, want, got)
			}
		}
	}
}

// TestListsCountFromOne each.
func TestListsCountFromOne(t *testing.T) {
	all := written(t, blocktest.Everywhere("words"))
	if n := strings.Count(all["word/numbering.xml"], "startOverride"); n != 1 {
		t.Errorf("%d lists count, want 1", n)
	}
}

// FuzzDocument: whatever somebody wrote, it adds nothing to the document but text.
func FuzzDocument(f *testing.F) {
	for _, s := range blocktest.Hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		if words = clean.Out(words); words == "" {
			return
		}
		got := written(t, blocktest.Everywhere(words))
		want := written(t, blocktest.Everywhere("words"))
		for name := range want {
			if !slices.Equal(structure(t, got[name]), structure(t, want[name])) {
				t.Errorf("%q changes what %s is made of", words, name)
			}
		}
	})
}

// structure is what a part is made of but for what a text may have: runs, ends of lines
// and the way that it runs.
func structure(t *testing.T, part string) []string {
	t.Helper()
	return slices.DeleteFunc(elements(t, part), func(name string) bool {
		return slices.Contains([]string{"r", "rPr", "rStyle", "t", "br", "tab", "cs", "rtl", "lang", "bidi"}, name)
	})
}

func TestTheWritersErrorIsReportedOfDocuments(t *testing.T) {
	if err := WriteDocument(full{}, blocktest.Everywhere("words")); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("%v", err)
	}
}
