package report

import (
	"io"
	"slices"

	"github.com/convene-ssh/convene/session/refusal"
)

// Format is a kind of file that a report can be.
type Format string

// The formats.
const (
	FormatMarkdown Format = "md"
	FormatCSV      Format = "csv" // one table
	FormatZip      Format = "zip" // every table as CSV
	FormatJSON     Format = "json"
)

// Formats lists the formats, the one for reading first.
func Formats() []Format { return []Format{FormatMarkdown, FormatCSV, FormatZip, FormatJSON} }

// ParseFormat refuses with [refusal.OneOf] what is no format.
func ParseFormat(s string) (Format, error) {
	if f := Format(s); slices.Contains(Formats(), f) {
		return f, nil
	}
	return "", refusal.NoneOf("format", Formats())
}

// Binary reports whether a terminal would spoil it: it is no text.
func (f Format) Binary() bool { return f == FormatZip }

// Extension is how the names of its files end, with the dot.
func (f Format) Extension() string { return "." + string(f) }

// Write writes the report in a format. FormatCSV needs a table and the
// others ignore it. It refuses a format or table that does not exist before
// it writes anything; any other error is the writer's.
func Write(w io.Writer, f Format, r Report, table Table) error {
	switch f {
	case FormatMarkdown:
		return Markdown(w, r)
	case FormatCSV:
		return CSV(w, r, table)
	case FormatZip:
		return Zip(w, r)
	case FormatJSON:
		return JSON(w, r)
	}
	return refusal.NoneOf("format", Formats())
}
