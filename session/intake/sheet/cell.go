package sheet

import (
	"encoding/xml"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/refusal"
)

// fill reads the rows of a sheet.
func (w *workbook) fill(f *filling, name string) error {
	row, column := Row{}, 0
	err := w.walk(name, func(d *xml.Decoder, e xml.StartElement) error {
		switch e.Name.Local {
		case "row":
			if err := f.add(row); err != nil {
				return err
			}
			row, column = Row{Number: row.Number + 1}, 0
			if n, err := strconv.Atoi(attribute(e, "r")); err == nil {
				row.Number = n
			}
		case "c":
			if at, named := columnOf(attribute(e, "r")); named {
				column = at
			}
			column++
			return w.cell(&row, column-1, d, e)
		}
		return nil
	})
	if err != nil {
		return err
	}
	return f.add(row)
}

// columnOf is the column of a place such as B7; the first is 0.
func columnOf(place string) (int, bool) {
	n := 0
	for i, c := range place {
		if c < 'A' || c > 'Z' || n > mostColumns {
			return n - 1, i > 0
		}
		n = n*26 + int(c-'A') + 1
	}
	return 0, false
}

// cell reads a cell into a row.
func (w *workbook) cell(row *Row, column int, d *xml.Decoder, e xml.StartElement) error {
	var c struct {
		Value   *string `xml:"v"`
		Formula *string `xml:"f"`
		Inline  *inline `xml:"is"`
	}
	if err := d.DecodeElement(&c, &e); err != nil {
		return err
	}
	kind, said := attribute(e, "t"), ""
	switch {
	case c.Inline != nil:
		said = c.Inline.said
	case c.Value != nil && kind != "e":
		said = w.value(kind, *c.Value, attribute(e, "s"))
	case c.Formula != nil || kind == "e":
		if row.Broken == "" {
			row.Broken = place(column, row.Number)
		}
	}
	if strings.TrimSpace(said) == "" {
		return nil
	}
	if column >= mostColumns {
		return refusal.New(refusal.FileTooWide, "max", mostColumns)
	}
	for len(row.Cells) <= column {
		row.Cells = append(row.Cells, "")
	}
	row.Cells[column] = said
	return nil
}

// inline is a text that stands in its cell.
type inline struct{ said string }

// UnmarshalXML reads it.
func (i *inline) UnmarshalXML(d *xml.Decoder, _ xml.StartElement) (err error) {
	i.said, err = text(d)
	return err
}

// value is what a cell says, from what the file holds for it.
func (w *workbook) value(kind, kept, style string) string {
	switch kind {
	case "s":
		if n, err := strconv.Atoi(kept); err == nil && n >= 0 && n < len(w.strings) {
			return w.strings[n]
		}
		return ""
	case "str":
		return decoded(kept)
	case "b":
		return strconv.FormatBool(kept == "1")
	case "d":
		return kept
	}
	n, err := strconv.ParseFloat(kept, 64)
	if err != nil {
		return kept
	}
	if s, _ := strconv.Atoi(style); s >= 0 && s < len(w.days) && w.days[s] && n >= 1 && n < mostDays {
		return day(int(n) + w.since)
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// What the numbers of days mean: 1 is the first of 1900, which has a 29 February in
// spreadsheets, so that from March on days count from one earlier. Some workbooks count
// from 1904.
const (
	days1904 = 1462
	mostDays = 2_958_466 // of the years before 10000
)

func day(n int) string {
	if n <= 60 {
		n++
	}
	return time.Date(1899, time.December, 30+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// place is the name of a cell.
func place(column, row int) string {
	letters := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters + strconv.Itoa(row)
}

// coded is how a workbook writes a letter by its number.
var coded = regexp.MustCompile(`_x([0-9A-Fa-f]{4})_`)

func decoded(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	return coded.ReplaceAllStringFunc(s, func(code string) string {
		n, _ := strconv.ParseUint(code[2:6], 16, 16) // four such digits
		return string(rune(n))
	})
}
