package report

import (
	"archive/zip"
	"encoding/csv"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
)

// Register is one table of a report.
type Register string

// The registers.
const (
	RegisterItems       Register = "items"
	RegisterCommitments Register = "commitments"
	RegisterActions     Register = "actions"
	RegisterAttendance  Register = "attendance"
	RegisterAgenda      Register = "agenda"
)

// Registers lists the registers.
func Registers() []Register {
	return []Register{RegisterItems, RegisterCommitments, RegisterActions, RegisterAttendance, RegisterAgenda}
}

// ParseRegister refuses with [session.OneOf] what is no register.
func ParseRegister(s string) (Register, error) {
	if g := Register(s); slices.Contains(Registers(), g) {
		return g, nil
	}
	return "", session.RefuseBut("register", Registers())
}

// byteOrderMark tells spreadsheets that a file is UTF-8.
const byteOrderMark = "\ufeff"

// CSV writes one register for spreadsheets: UTF-8 with a byte order mark, CRLF,
// and a ' where a cell would otherwise be a formula. The first row names the
// columns, always in English, as registers.go lists them; cells hold the same
// values as the JSON. It refuses a register that does not exist.
func CSV(w io.Writer, r Report, register Register) error {
	if _, err := ParseRegister(string(register)); err != nil {
		return err
	}
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	for row := range r.table(register) {
		for i := range row {
			row[i] = cell(row[i])
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
// line break within a text begins a new one.
var formula = regexp.MustCompile(`(^|[;\t\n])( *[=+\-@＝＋－＠])`)

func cell(s string) string {
	s = formula.ReplaceAllString(s, "$1'$2")
	if strings.HasPrefix(s, "\t") || strings.HasPrefix(s, "\n") {
		s = "'" + s
	}
	return s
}

// zipTime is the time of every file in a zip, so that the same report is the
// same bytes.
var zipTime = time.Date(2000, time.January, 1, 0, 0, 0, 0, time.UTC)

// Zip writes every register as a file of a zip, named items.csv and so on.
func Zip(w io.Writer, r Report) error {
	z := zip.NewWriter(w)
	for _, g := range Registers() {
		file, err := z.CreateHeader(&zip.FileHeader{
			Name: string(g) + FormatCSV.Extension(), Method: zip.Deflate, Modified: zipTime,
		})
		if err != nil {
			return err
		}
		if err := CSV(file, r, g); err != nil {
			return err
		}
	}
	return z.Close()
}
