package office

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/session/report/block/blocktest"
)

// parts are the files of an office file, by their names, each well-formed.
func parts(t *testing.T, body []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		all[f.Name] = string(content)
		elements(t, all[f.Name])
	}
	return all
}

// elements are the names of what a part is made of.
func elements(t *testing.T, part string) (all []string) {
	t.Helper()
	for in := xml.NewDecoder(strings.NewReader(part)); ; {
		token, err := in.Token()
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%v in %s", err, part)
		}
		if e, ok := token.(xml.StartElement); ok {
			all = append(all, e.Name.Local)
		}
	}
}

// sheet is a sheet as programs read it.
type sheet struct {
	Pane struct {
		Rows  int    `xml:"ySplit,attr"`
		State string `xml:"state,attr"`
	} `xml:"sheetViews>sheetView>pane"`
	Page struct {
		Across int    `xml:"fitToWidth,attr"`
		Way    string `xml:"orientation,attr"`
	} `xml:"pageSetup"`
	Cells []struct {
		At    string `xml:"r,attr"`
		Style string `xml:"s,attr"`
		Type  string `xml:"t,attr"`
		Value string `xml:"v"`
		Words string `xml:"is>t"`
	} `xml:"sheetData>row>c"`
	Filter struct {
		Over string `xml:"ref,attr"`
	} `xml:"autoFilter"`
}

func readSheet(t *testing.T, part string) (s sheet) {
	t.Helper()
	if err := xml.Unmarshal([]byte(part), &s); err != nil {
		t.Fatal(err)
	}
	return s
}

func workbook(t *testing.T, sheets ...*block.Sheet) map[string]string {
	t.Helper()
	var b bytes.Buffer
	if err := WriteWorkbook(&b, "Minutes & more", sheets); err != nil {
		t.Fatal(err)
	}
	return parts(t, b.Bytes())
}

func TestWorkbook(t *testing.T) {
	all := workbook(t,
		&block.Sheet{
			Name: "actions", Columns: []block.Column{{Name: "title", Kind: block.Code}, {Name: "votes", Kind: block.Number}, {Name: "end", Kind: block.Day}},
			Rows: slices.Values([][]string{{"0123", "12", "2022-08-09"}, {"", "many", "soon"}, {"=1+1", "", "1850-01-01"}}),
		},
		&block.Sheet{Name: "agenda", Columns: make([]block.Column, 30), Rows: slices.Values([][]string{})},
	)
	if !strings.Contains(all["xl/workbook.xml"], `<sheet name="actions" sheetId="1" r:id="id1"/><sheet name="agenda" sheetId="2" r:id="id2"/>`) {
		t.Errorf("the workbook is %s", all["xl/workbook.xml"])
	}
	if !strings.Contains(all["docProps/core.xml"], "Minutes &amp; more") {
		t.Error("it has no title")
	}
	s := readSheet(t, all["xl/worksheets/sheet1.xml"])
	var got []string
	for _, c := range s.Cells {
		got = append(got, strings.Join([]string{c.At, c.Style, c.Type, c.Value + c.Words}, " "))
	}
	want := []string{
		"A1 1 inlineStr title", "B1 1 inlineStr votes", "C1 1 inlineStr end",
		"A2 0 inlineStr 0123", "B2 0  12", "C2 2  44782",
		"B3 0 inlineStr many", "C3 0 inlineStr soon",
		"A4 3 inlineStr =1+1", "C4 0 inlineStr 1850-01-01",
	}
	if !slices.Equal(got, want) {
		t.Errorf("the cells are %q, want %q", got, want)
	}
	if s.Pane.Rows != 1 || s.Pane.State != "frozen" || s.Filter.Over != "A1:C4" {
		t.Errorf("the first row does not stay in view, or is no filter: %+v", s)
	}
	if s.Page.Across != 1 || s.Page.Way != "landscape" || !strings.Contains(all["xl/workbook.xml"], "localSheetId=\"0\">&#39;actions&#39;!$A:$A,&#39;actions&#39;!$1:$1<") ||
		!strings.Contains(all["xl/workbook.xml"], "localSheetId=\"1\">&#39;agenda&#39;!$1:$1<") {
		t.Errorf("it is printed as %+v with %s", s.Page, all["xl/workbook.xml"])
	}
	if s := readSheet(t, all["xl/worksheets/sheet2.xml"]); s.Filter.Over != "A1:AD1" || s.Page.Across != 3 {
		t.Errorf("the cells of an empty sheet are %s, on %d pages", s.Filter.Over, s.Page.Across)
	}
	types := all["[Content_Types].xml"]
	for name := range all {
		if !strings.HasSuffix(name, ".rels") && !strings.HasPrefix(name, "[") && !strings.Contains(types, `PartName="/`+name+`"`) {
			t.Errorf("nothing says what %s is", name)
		}
	}
}

// TestRowsAreHighEnough for what is in them.
func TestRowsAreHighEnough(t *testing.T) {
	columns := []block.Column{{}, {Kind: block.Number}}
	for _, tc := range []struct {
		row  []string
		want int
	}{
		{[]string{"", ""}, 15}, {[]string{"short", "12"}, 15}, {[]string{"two\nlines", ""}, 30},
		{[]string{strings.Repeat("word ", 10), ""}, 45}, {[]string{strings.Repeat("ก็", 15), ""}, 15}, {[]string{strings.Repeat("声", 15), ""}, 30},
		{[]string{"", strings.Repeat("1", 20)}, 45}, {[]string{strings.Repeat("word ", 1000), ""}, 409},
	} {
		if got := height(columns, tc.row); got != tc.want {
			t.Errorf("%q is %d high, want %d", tc.row, got, tc.want)
		}
	}
}

// FuzzWorkbook: whatever somebody wrote, it is the text of its cell.
func FuzzWorkbook(f *testing.F) {
	for _, s := range blocktest.Hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		words = clean.Out(words)
		all := workbook(t, &block.Sheet{
			Name: "items", Columns: []block.Column{{Name: "text"}, {Name: "day", Kind: block.Day}}, Rows: slices.Values([][]string{{words, words}}),
		})
		part := all["xl/worksheets/sheet1.xml"]
		if slices.Contains(elements(t, part), "f") {
			t.Errorf("%q is a formula", words)
		}
		for _, c := range readSheet(t, part).Cells {
			if c.At != "A2" {
				continue
			}
			if got := decoded(c.Words); c.Type != "inlineStr" || got != words {
				t.Errorf("%q became %q", words, got)
			}
		}
	})
}

// decoded is a text as programs read it, in which a letter may stand as its number.
func decoded(s string) string {
	return regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`).ReplaceAllStringFunc(s, func(coded string) string {
		letter, _ := strconv.ParseUint(coded[2:6], 16, 16)
		return string(rune(letter))
	})
}

// full is a writer with no room left.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, io.ErrShortWrite }

func TestTheWritersErrorIsReported(t *testing.T) {
	if err := WriteWorkbook(full{}, "", []*block.Sheet{{Name: "a", Rows: slices.Values([][]string{})}}); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("%v", err)
	}
}

// TestACellTakesWhatExcelTakes: of a longer text the rest is left out, between two letters,
// and marked.
func TestACellTakesWhatExcelTakes(t *testing.T) {
	for words, want := range map[string]string{
		strings.Repeat("a", 32_767):       strings.Repeat("a", 32_767),
		strings.Repeat("a", 32_768):       strings.Repeat("a", 32_766) + "…",
		strings.Repeat("ก", 40_000):       strings.Repeat("ก", 32_766) + "…",
		strings.Repeat("😀", 16_384):       strings.Repeat("😀", 16_383) + "…",
		"a" + strings.Repeat("😀", 16_384): "a" + strings.Repeat("😀", 16_382) + "…",
	} {
		rows := slices.Values([][]string{{words}})
		all := workbook(t, &block.Sheet{Name: "items", Columns: []block.Column{{Name: "reasons"}}, Rows: rows})
		if got := readSheet(t, all["xl/worksheets/sheet1.xml"]).Cells[1].Words; got != want {
			t.Errorf("of %d bytes a cell has %d, ending in %q; want %d", len(words), len(got), got[max(0, len(got)-8):], len(want))
		}
	}
}
