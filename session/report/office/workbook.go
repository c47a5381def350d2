package office

import (
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/convene-ssh/convene/session/report/block"
)

const spreadsheet = schemas + "spreadsheetml/2006/main"

// The styles of cells, by their places in [styles].
const (
	styleWords = iota
	styleHead
	styleDay
	styleQuoted // stays text where somebody edits the cell
)

const styles = `<styleSheet xmlns="` + spreadsheet + `">` +
	`<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>` +
	`<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>` +
	`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>` +
	`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>` +
	`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>` +
	`<cellXfs count="4">` +
	`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>` +
	`<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>` +
	`<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top"/></xf>` +
	`<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1" applyAlignment="1">` +
	`<alignment vertical="top" wrapText="1"/></xf>` +
	`</cellXfs>` +
	`<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>` +
	`</styleSheet>`

// WriteWorkbook writes sheets: their first row stays in view and on every page that is
// printed, days are days, and no text is a formula.
func WriteWorkbook(w io.Writer, title string, sheets []*block.Sheet) error {
	var parts []part
	for i := range sheets {
		parts = append(parts, part{sheetName(i), "spreadsheetml.worksheet", relationships + "/worksheet"})
	}
	parts = append(parts, part{"xl/styles.xml", "spreadsheetml.styles", relationships + "/styles"})
	f := create(w, title, part{name: "xl/workbook.xml", kind: "spreadsheetml.sheet.main"}, parts...)
	f.part("xl/workbook.xml")
	f.raw(`<workbook xmlns="`, spreadsheet, `" xmlns:r="`, relationships, `"><sheets>`)
	for i, s := range sheets {
		f.raw(`<sheet name="`, safe(s.Name), `" sheetId="`, strconv.Itoa(i+1), `" r:id="`, id(i), `"/>`)
	}
	f.raw(`</sheets><definedNames>`)
	for i, s := range sheets {
		f.raw(`<definedName name="_xlnm.Print_Titles" localSheetId="`, strconv.Itoa(i), `">`, safe(repeated(s)), `</definedName>`)
	}
	f.raw(`</definedNames></workbook>`)
	f.part("xl/styles.xml")
	f.raw(styles)
	for i, s := range sheets {
		f.part(sheetName(i))
		f.sheet(s)
	}
	return f.close()
}

func sheetName(i int) string { return "xl/worksheets/sheet" + strconv.Itoa(i+1) + ".xml" }

// id is what the other parts call the part with that place.
func id(i int) string { return "id" + strconv.Itoa(i+1) }

// repeated is what stands on every page of a sheet: its first row, and the column that
// names each row.
func repeated(s *block.Sheet) string {
	name := "'" + strings.ReplaceAll(s.Name, "'", "''") + "'!"
	all := name + "$1:$1"
	if i := slices.IndexFunc(s.Columns, func(c block.Column) bool { return c.Kind == block.Code }); i >= 0 {
		all = name + "$" + letters(i) + ":$" + letters(i) + "," + all
	}
	return all
}

// widths are those of columns, in letters.
var widths = map[block.Kind]int{block.Words: 24, block.Number: 10, block.Day: 12, block.Code: 12}

// acrossPage is how many letters stand beside each other on a page in landscape where
// they are half their size. Nobody reads smaller ones.
const acrossPage = 260

func (f *file) sheet(s *block.Sheet) {
	f.raw(`<worksheet xmlns="`, spreadsheet, `"><sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView workbookViewId="0">`,
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	wide := 0
	for i, c := range s.Columns {
		n := strconv.Itoa(i + 1)
		f.raw(`<col min="`, n, `" max="`, n, `" width="`, strconv.Itoa(widths[c.Kind]), `" customWidth="1"/>`)
		wide += widths[c.Kind]
	}
	f.raw(`</cols><sheetData><row r="1">`)
	for i, c := range s.Columns {
		f.words(i, 1, styleHead, c.Name)
	}
	f.raw(`</row>`)
	rows := 1
	for row := range s.Rows {
		rows++
		f.raw(`<row r="`, strconv.Itoa(rows), `" ht="`, strconv.Itoa(height(s.Columns, row)), `">`)
		for i, c := range row {
			f.cell(i, rows, s.Columns[i].Kind, c)
		}
		f.raw(`</row>`)
	}
	f.raw(`</sheetData><autoFilter ref="A1:`, place(len(s.Columns)-1, rows), `"/>`,
		`<pageMargins left="0.5" right="0.5" top="0.5" bottom="0.75" header="0.3" footer="0.3"/>`,
		`<pageSetup paperSize="9" orientation="landscape" fitToWidth="`, strconv.Itoa(1+(wide-1)/acrossPage), `" fitToHeight="0"/>`,
		`<headerFooter><oddFooter>&amp;L&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter></worksheet>`)
}

// The height of a row of one line, and that of the highest row, in points.
const (
	lineHeight = 15
	mostHeight = 409
)

// height is how high a row is whose texts are all seen, about: what no program measures
// before it prints is cut off at the first line.
func height(columns []block.Column, row []string) int {
	most := 1
	for i, words := range row {
		lines, inLine := 0, widths[columns[i].Kind]*4/5 // the rest is left free where words end
		for line := range strings.SplitSeq(words, "\n") {
			lines += 1 + max(0, across(line)-1)/inLine
		}
		most = max(most, lines)
	}
	return min(most*lineHeight, mostHeight)
}

// across is how many letters wide a text is: marks stand above others, and those of East
// Asia take two.
func across(words string) (n int) {
	for _, r := range words {
		switch {
		case unicode.In(r, unicode.Mn, unicode.Cf):
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 2
		default:
			n++
		}
	}
	return n
}

// cell writes a cell, or nothing for an empty one.
func (f *file) cell(column, row int, kind block.Kind, s string) {
	if s == "" {
		return
	}
	switch kind {
	case block.Number:
		if n, err := strconv.Atoi(s); err == nil {
			f.number(column, row, styleWords, n)
			return
		}
	case block.Day:
		if n, ok := serial(s); ok {
			f.number(column, row, styleDay, n)
			return
		}
	}
	style := styleWords
	if formula.MatchString(s) {
		style = styleQuoted
	}
	f.words(column, row, style, s)
}

// formula finds what would be one if it were typed.
var formula = regexp.MustCompile(`^\s*[=+\-@＝＋－＠]`)

func (f *file) number(column, row, style, n int) {
	f.raw(`<c r="`, place(column, row), `" s="`, strconv.Itoa(style), `"><v>`, strconv.Itoa(n), `</v></c>`)
}

func (f *file) words(column, row, style int, s string) {
	f.raw(`<c r="`, place(column, row), `" s="`, strconv.Itoa(style), `" t="inlineStr"><is><t xml:space="preserve">`, literal(fitting(s)), `</t></is></c>`)
}

// mostInCell is how much Excel takes into a cell, in units of UTF-16. It calls a workbook
// damaged that has more.
const mostInCell = 32_767

// fitting is as much of a text as a cell takes; what is left out is marked.
func fitting(s string) string {
	whole, end := 0, 0 // how much there is, and where the text ends that has room before the mark
	for i, r := range s {
		if whole += utf16.RuneLen(r); whole < mostInCell {
			end = i + utf8.RuneLen(r)
		}
	}
	if whole <= mostInCell {
		return s
	}
	return s[:end] + "…"
}

// coded is how a workbook writes a letter by its number. What looks so and is
// somebody's words is written in such a way that it stays them.
var coded = regexp.MustCompile(`_(x[0-9A-Fa-f]{4})`)

func literal(s string) string { return safe(coded.ReplaceAllString(s, "_x005F_$1")) }

// serial is the number of a day: 1 is the first of 1900, which Excel takes for a leap
// year, so that days after its February count from one earlier. Excel knows none of
// those before.
func serial(s string) (int, bool) {
	day, err := time.Parse(time.DateOnly, s)
	zero := time.Date(1899, time.December, 30, 0, 0, 0, 0, time.UTC)
	n := int(day.Sub(zero) / (24 * time.Hour))
	return n, err == nil && n > 60
}

// place is the name of a cell, such as B2.
func place(column, row int) string { return letters(column) + strconv.Itoa(row) }

// letters are the name of a column; the first one is 0.
func letters(column int) string {
	last := string(rune('A' + column%26))
	if column >= 26 {
		return letters(column/26-1) + last
	}
	return last
}
