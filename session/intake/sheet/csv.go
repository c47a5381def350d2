package sheet

import (
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/convene-ssh/convene/session/refusal"
)

func readCSV(file []byte) (Sheet, error) {
	text, err := decode(file)
	if err != nil {
		return Sheet{}, err
	}
	by, text := separator(text)
	in := reader(text, by)
	var to filling
	number, line := 0, 1 // of the last row, and the line after it
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			return to.Sheet, nil
		}
		if wrong := (*csv.ParseError)(nil); errors.As(err, &wrong) {
			return Sheet{}, refusal.New(refusal.FileQuotes, "line", wrong.StartLine)
		}
		first, _ := in.FieldPos(0) // the reader leaves empty lines out
		number += 1 + first - line
		last, _ := in.FieldPos(len(cells) - 1)
		line = last + strings.Count(cells[len(cells)-1], "\n") + 1
		if err := to.add(Row{Number: number, Cells: unguarded(slices.Clone(cells), by)}); err != nil {
			return Sheet{}, err
		}
	}
}

func reader(text string, by rune) *csv.Reader {
	in := csv.NewReader(strings.NewReader(text))
	in.Comma, in.FieldsPerRecord, in.ReuseRecord = by, -1, true
	return in
}

// separators part the cells of a row. The first is that of a file with one column.
const separators = ",;\t|"

// soon is how many rows show what parts the cells.
const soon = 10

// separator finds what parts the cells, and returns the text of the rows: the line in
// which Excel says what it is belongs to none.
func separator(text string) (rune, string) {
	if rest, said := strings.CutPrefix(text, "sep="); said {
		r, size := utf8.DecodeRuneInString(rest)
		if strings.ContainsRune(separators, r) {
			_, rest, _ = strings.Cut(rest[size:], "\n")
			return r, rest
		}
	}
	best, most := rune(separators[0]), 0
	for _, by := range separators {
		if n := alike(text, by); n > most {
			best, most = by, n
		}
	}
	return best, text
}

// alike is how much a separator makes the first rows look like those of one table: how
// many of them have the same number of cells, and then how many that are.
func alike(text string, by rune) int {
	rows, in := map[int]int{}, reader(text, by)
	for range soon {
		cells, err := in.Read()
		if err != nil {
			break
		}
		rows[len(cells)]++
	}
	most := 0
	for cells, n := range rows {
		if cells > 1 {
			most = max(most, n<<16+cells)
		}
	}
	return most
}

// guarded finds the ' that an export puts before what a spreadsheet would take for a
// formula, in cells that are parted by commas and in others.
var (
	guarded        = regexp.MustCompile(`(^|[;\t\n])'('* *[=+\-@＝＋－＠])`)
	guardedByComma = regexp.MustCompile(`(^|[,;\t\n])'('* *[=+\-@＝＋－＠])`)
)

func unguarded(cells []string, by rune) []string {
	guard := guarded
	if by != ',' {
		guard = guardedByComma
	}
	for i, c := range cells {
		if strings.Contains(c, "'") {
			cells[i] = guard.ReplaceAllString(c, "$1$2")
		}
	}
	return cells
}
