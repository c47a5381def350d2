package sheet

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/session/report/office"
)

// zipped is a pack of parts.
func zipped(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, body := range parts {
		w, err := z.Create(name)
		if err == nil {
			_, err = io.WriteString(w, body)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

func relationTo(id, kind, target string) string {
	return fmt.Sprintf(`<Relationship Id="%s" Type="%s%s" Target="%s"/>`, id, kinds, kind, target)
}

// bookOf is a workbook as other programs write it: of two sheets, the second with these
// rows.
func bookOf(rows string) map[string]string {
	return map[string]string{
		"_rels/.rels": `<Relationships>` + relationTo("a", "officeDocument", "/xl/book.xml") + `</Relationships>`,
		"xl/book.xml": `<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="About" r:id="r1"/><x:sheet name="Pledges" r:id="r2"/></x:sheets></x:workbook>`,
		"xl/_rels/book.xml.rels": `<Relationships>` + relationTo("r1", "worksheet", "sheets/one.xml") + relationTo("r2", "worksheet", "sheets/two.xml") +
			relationTo("r3", "sharedStrings", "strings.xml") + relationTo("r4", "styles", "styles.xml") + `</Relationships>`,
		"xl/sheets/one.xml": `<worksheet><sheetData/></worksheet>`,
		"xl/sheets/two.xml": `<x:worksheet xmlns:x="m"><x:sheetData>` + rows + `</x:sheetData></x:worksheet>`,
		"xl/strings.xml":    `<sst><si><t>plain</t></si><si><r><t>in </t></r><r><t xml:space="preserve">parts</t></r><rPh><t>spoken</t></rPh></si><si><t>a_x000A_b_x005F_x1234_</t></si></sst>`,
		"xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[$-409]d mmm yyyy"/><numFmt numFmtId="171" formatCode="0.0&quot; days&quot;"/></numFmts>` +
			`<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="20"/></cellXfs></styleSheet>`,
	}
}

// TestCellsOfAWorkbook are read as they look.
func TestCellsOfAWorkbook(t *testing.T) {
	for cells, want := range map[string]string{
		`<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>`:     "plain|in parts|a\nb_x1234_",
		`<c r="B1"><v>7</v></c><c><v>0.1</v></c><c r="F1"><v>8</v></c>`:       "|7|0.1|||8",
		`<c s="1"><v>44782</v></c><c s="2"><v>44782.75</v></c>`:               "2022-08-09|2022-08-09",
		`<c s="1"><v>1</v></c><c s="1"><v>59</v></c><c s="1"><v>61</v></c>`:   "1900-01-01|1900-02-28|1900-03-01",
		`<c s="3"><v>44782</v></c><c s="4"><v>0.5</v></c><c><v>1E+20</v></c>`: "44782|0.5|100000000000000000000",
		`<c t="d"><v>2022-08-09T00:00:00</v></c><c t="b"><v>1</v></c>`:        "2022-08-09T00:00:00|true",
		`<c t="str"><f>A1&amp;"x"</f><v>found</v></c>`:                        "found",
		`<c t="inlineStr"><is><r><t>in</t></r><r><t>line</t></r></is></c>`:    "inline",
		`<c t="s"><v>99</v></c><c t="s"><v>-1</v></c><c><v>x</v></c>`:         "||x",
		`<c r="C1"><f>1/0</f></c><c r="D1" t="e"><v>#REF!</v></c>`:            "C1",
		`<c t="e"><f>1/0</f><v>#DIV/0!</v></c>`:                               "A1",
		`<c r="ZZZ1" s="0"/><c r="A1"><v>1</v></c>`:                           "1",
	} {
		all, err := Read(zipped(t, bookOf(`<row r="1">`+cells+`</row>`)))
		if err != nil || len(all) != 2 || all[1].Name != "Pledges" || told(all[1]) != "1 "+want+"\n" {
			t.Errorf("%s: %v\n%s\nwant\n%s", cells, err, told(all[1]), want)
		}
	}
	since1904 := bookOf(`<row><c s="1"><v>43320</v></c></row>`)
	since1904["xl/book.xml"] = strings.Replace(since1904["xl/book.xml"], `<x:sheets>`, `<x:workbookPr date1904="1"/><x:sheets>`, 1)
	if all, err := Read(zipped(t, since1904)); err != nil || told(all[1]) != "1 2022-08-09\n" {
		t.Errorf("since 1904: %v %v", all, err)
	}
	gaps := `<row r="3"><c><v>1</v></c></row><row r="5"/><row r="9"><c><v>2</v></c></row><row><c><v>3</v></c></row>`
	if all, err := Read(zipped(t, bookOf(gaps))); err != nil || told(all[1]) != "3 1\n9 2\n10 3\n" {
		t.Errorf("with gaps: %v %v", all, err)
	}
}

// TestOurOwnWorkbook comes back as it was written.
func TestOurOwnWorkbook(t *testing.T) {
	rows := [][]string{{"=1+1", "2022-08-09", "12", "_x000A_ and _x12"}, {"two\nlines, ไทย <&>", "", "-3", " kept "}}
	var b bytes.Buffer
	err := office.WriteWorkbook(&b, "title", []*block.Sheet{{
		Name: "pledges", Columns: []block.Column{{Name: "a"}, {Name: "b", Kind: block.Day}, {Name: "c", Kind: block.Number}, {Name: "d"}},
		Rows: slices.Values(slices.Clone(rows)),
	}})
	if err != nil {
		t.Fatal(err)
	}
	all, err := Read(b.Bytes())
	if err != nil || len(all) != 1 || all[0].Name != "pledges" || len(all[0].Rows) != 3 {
		t.Fatalf("%v, %v", all, err)
	}
	for i, want := range rows {
		if got := all[0].Rows[i+1].Cells; !slices.Equal(got, want) {
			t.Errorf("%q comes back as %q", want, got)
		}
	}
}

// TestHostileWorkbooks take no more than they may, and are refused with their reason.
func TestHostileWorkbooks(t *testing.T) {
	whole := zipped(t, bookOf(`<row><c><v>1</v></c></row>`))
	without := func(name string) []byte {
		parts := bookOf("")
		delete(parts, name)
		return zipped(t, parts)
	}
	with := func(name, body string) []byte {
		parts := bookOf("")
		parts[name] = body
		return zipped(t, parts)
	}
	for name, test := range map[string]struct {
		file []byte
		want refusal.Code
	}{
		"cut off":            {whole[:len(whole)/2], refusal.FileDamaged},
		"a byte that is not": {bytes.Replace(whole, []byte("PK\x01\x02"), []byte("PK\x01\x03"), 1), refusal.FileDamaged},
		"another zip":        {zipped(t, map[string]string{"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}), refusal.FileUnknown},
		"no workbook":        {without("xl/book.xml"), refusal.FileDamaged},
		"no sheets":          {with("xl/book.xml", "<workbook/>"), refusal.FileUnknown},
		"a lost sheet":       {without("xl/sheets/two.xml"), refusal.FileDamaged},
		"half an element":    {with("xl/sheets/two.xml", "<worksheet><row><c><v>1"), refusal.FileDamaged},
		"a bomb":             {with("xl/sheets/two.xml", "<a>"+strings.Repeat(" ", mostUnpacked)+"</a>"), refusal.FileTooLarge},
		"a bomb of words":    {with("xl/strings.xml", "<sst><si><t>"+strings.Repeat("a", mostHeld+1)+"</t></si></sst>"), refusal.FileTooLarge},
		"a deep one":         {with("xl/sheets/two.xml", strings.Repeat("<a>", 1<<20)), refusal.FileDamaged},
		"a deep cell":        {with("xl/sheets/two.xml", "<row><c>"+strings.Repeat("<a>", 1<<20)), refusal.FileDamaged},
		"laughing":           {with("xl/strings.xml", `<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]><sst><si><t>&c;</t></si></sst>`), refusal.FileDamaged},
		"a wide one":         {with("xl/sheets/two.xml", `<row><c r="XFD1"><v>1</v></c></row>`), refusal.FileTooWide},
		"a long one":         {with("xl/sheets/two.xml", "<a>"+strings.Repeat("<row><c><v>1</v></c></row>", mostRows+1)+"</a>"), refusal.FileTooLong},
		"empty cells":        {with("xl/sheets/two.xml", "<a>"+strings.Repeat(`<row><c r="GR1"><v>1</v></c></row>`, mostRows)+"</a>"), refusal.FileTooLarge},
		"repeated words": {zipped(t, func() map[string]string {
			parts := bookOf("<row>" + strings.Repeat(`<c t="s"><v>0</v></c>`, 100) + "</row>")
			parts["xl/strings.xml"] = "<sst><si><t>" + strings.Repeat("a", mostHeld/99) + "</t></si></sst>"
			return parts
		}()), refusal.FileTooLarge},
	} {
		if _, err := Read(test.file); !errors.Is(err, refusal.New(test.want)) {
			t.Errorf("%s: %v, want %s", name, err, test.want)
		}
	}
}

// FuzzWorkbook: whatever the parts are, they are read or refused.
func FuzzWorkbook(f *testing.F) {
	f.Add(`<row r="1"><c r="B1" s="1"><v>44782</v></c></row>`, `<sst><si><t>a</t></si></sst>`, `<styleSheet/>`)
	f.Add(`<row><c t="inlineStr"><is><t>_x000A_</t></is></c></row>`, `<sst`, `<cellXfs><xf numFmtId="14"/></cellXfs>`)
	f.Fuzz(func(t *testing.T, rows, strings, styles string) {
		parts := bookOf(rows)
		parts["xl/strings.xml"], parts["xl/styles.xml"] = strings, styles
		var refused *refusal.Error
		if _, err := Read(zipped(t, parts)); err != nil && !errors.As(err, &refused) {
			t.Errorf("%q: %v", rows, err)
		}
	})
}

// FuzzRead: whatever the bytes are, they are read or refused.
func FuzzRead(f *testing.F) {
	f.Add(zipped(f, bookOf(`<row><c><v>1</v></c></row>`)))
	f.Fuzz(func(t *testing.T, file []byte) {
		var refused *refusal.Error
		if _, err := Read(file); err != nil && !errors.As(err, &refused) {
			t.Errorf("%q: %v", file, err)
		}
	})
}
