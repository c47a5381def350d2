// Package sheet reads the sheets of a file that people have kept in a spreadsheet, or
// wrote by hand. It knows nothing of what they hold. Files come from outside: whatever
// is in them, what they take is bounded, and a file that cannot be read is refused with
// one reason.
package sheet

import (
	"bytes"
	"strings"
	"unsafe"

	"github.com/convene-ssh/convene/session/refusal"
)

// Sheet is a table.
type Sheet struct {
	Name string // empty for a CSV
	Rows []Row  // those that hold anything
}

// Row is a row of a sheet.
type Row struct {
	Number int      // as a spreadsheet counts them: the first is 1
	Cells  []string // after the last that holds anything there may be none
	Broken string   // the first cell whose value is not in the file, such as B7
}

// The most that a file may be: bytes, of it and of what it is unpacked to, and the rows
// and columns of a sheet.
const (
	MostBytes    = 16 << 20
	mostUnpacked = 64 << 20
	mostHeld     = 32 << 20 // of all rows, as they are held
	mostRows     = 20_000
	mostColumns  = 200
)

// What a row and a cell take besides the words in it, in bytes: a file of some kilobytes
// can have millions of empty ones.
const (
	rowTakes  = int(unsafe.Sizeof(Row{}))
	cellTakes = int(unsafe.Sizeof(""))
)

// The beginnings of files.
const (
	beginsZip = "PK\x03\x04"
	beginsOld = "\xd0\xcf\x11\xe0" // of Excel before 2007, and of a locked one
)

// Read reads the sheets of a file: of an XLSX as many as it has, of a CSV one.
func Read(file []byte) ([]Sheet, error) {
	switch {
	case len(file) > MostBytes:
		return nil, refusal.New(refusal.FileTooLarge, "max", MostBytes>>20)
	case len(bytes.TrimSpace(file)) == 0:
		return nil, refusal.New(refusal.FileEmpty)
	case bytes.HasPrefix(file, []byte(beginsOld)):
		return nil, refusal.New(refusal.FileOld)
	case bytes.HasPrefix(file, []byte(beginsZip)):
		return readWorkbook(file)
	}
	s, err := readCSV(file)
	if err != nil {
		return nil, err
	}
	return []Sheet{s}, nil
}

// filling is a sheet whose rows are being read.
type filling struct {
	Sheet
	held int // bytes, of this sheet and those before it
}

// add adds a row, unless it holds nothing, and refuses one too many.
func (f *filling) add(r Row) error {
	for len(r.Cells) > 0 && strings.TrimSpace(r.Cells[len(r.Cells)-1]) == "" {
		r.Cells = r.Cells[:len(r.Cells)-1]
	}
	if len(r.Cells) == 0 && r.Broken == "" {
		return nil
	}
	f.held += rowTakes + len(r.Cells)*cellTakes
	for _, c := range r.Cells {
		f.held += len(c)
	}
	switch {
	case len(r.Cells) > mostColumns:
		return refusal.New(refusal.FileTooWide, "max", mostColumns)
	case len(f.Rows) == mostRows:
		return refusal.New(refusal.FileTooLong, "max", mostRows)
	case f.held > mostHeld:
		return refusal.New(refusal.FileTooLarge, "max", MostBytes>>20)
	}
	f.Rows = append(f.Rows, r)
	return nil
}
