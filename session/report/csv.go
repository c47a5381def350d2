package report

import (
	"encoding/csv"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report/pack"
)

// Table is one of the tables of a report. Each register is one, under its plural
// ("actions").
type Table string

// The tables besides those of the registers.
const (
	TableItems      Table = session.TableItems
	TableReadings   Table = session.TableReadings
	TableAttendance Table = "attendance"
	TableAgenda     Table = "agenda"
)

// Tables lists the tables of a report on a community with these registers.
func Tables(registers []*session.Register) []Table {
	all := []Table{TableItems}
	for _, r := range registers {
		all = append(all, tableOf(r))
	}
	return append(all, TableReadings, TableAttendance, TableAgenda)
}

func tableOf(r *session.Register) Table { return Table(r.Plural()) }

// byteOrderMark tells spreadsheets that a file is UTF-8.
const byteOrderMark = "\ufeff"

// Separator is what stands between the cells of a CSV.
type Separator string

// The separators. Spreadsheets of many languages, Spanish among them, part cells only
// at a semicolon.
const (
	Comma     Separator = "comma"
	Semicolon Separator = "semicolon"
	Tab       Separator = "tab"
)

// ParseSeparator refuses with [refusal.OneOf] what is no separator.
func ParseSeparator(s string) (Separator, error) {
	all := []Separator{Comma, Semicolon, Tab}
	if p := Separator(s); slices.Contains(all, p) {
		return p, nil
	}
	return "", refusal.NoneOf("separator", all)
}

func (s Separator) rune() rune {
	switch s {
	case Semicolon:
		return ';'
	case Tab:
		return '\t'
	}
	return ','
}

// CSV writes one table for spreadsheets: UTF-8 with a byte order mark, CRLF,
// and a ' where a cell would otherwise be a formula. The first row names the
// columns, always in English: those of a register have the keys of its fields; cells
// hold the same values as the JSON. It refuses a table that does not exist.
func CSV(w io.Writer, r Report, table Table, by Separator) error {
	sheet := r.sheet(table)
	if sheet == nil {
		return refusal.NoneOf("register", Tables(r.kept()))
	}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF, out.Comma = true, by.rune()
	head := make([]string, len(sheet.Columns))
	for i, c := range sheet.Columns {
		head[i] = c.Name
	}
	if err := out.Write(head); err != nil {
		return err
	}
	for row := range sheet.Rows {
		for i := range row {
			row[i] = cell(row[i], by)
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// formula finds what a spreadsheet takes for the beginning of one, in either
// width. Where the list separator is a semicolon, as it is for Spanish and
// Indonesian, our commas do not part the cells, but a semicolon, a tab or a
// line break within a text begins a new one. What has the ' of its own gets another, so
// that whoever reads the file back takes one away and has what was written.
// formulaByComma finds it also behind a comma, which parts the cells of all others in a
// spreadsheet whose list separator that is.
var (
	formula        = regexp.MustCompile(`(^|[;\t\n])('* *[=+\-@＝＋－＠])`)
	formulaByComma = regexp.MustCompile(`(^|[,;\t\n])('* *[=+\-@＝＋－＠])`)
)

func cell(s string, by Separator) string {
	risk := formula
	if by.rune() != ',' {
		risk = formulaByComma
	}
	s = risk.ReplaceAllString(s, "$1'$2")
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\n") {
		s = "'" + s
	}
	return s
}

// writeZip writes every table as a file of a zip, named items.csv and so on.
func writeZip(w io.Writer, r Report, by Separator) error {
	z := pack.New(w)
	for _, t := range Tables(r.kept()) {
		file, err := z.Part(string(t) + FormatCSV.Extension())
		if err != nil {
			return err
		}
		if err := CSV(file, r, t, by); err != nil {
			return err
		}
	}
	return z.Close()
}
