package report

import (
	"cmp"
	"io"
	"slices"

	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report/block"
	"github.com/convene-ssh/convene/session/report/calendar"
	"github.com/convene-ssh/convene/session/report/html"
	"github.com/convene-ssh/convene/session/report/markdown"
	"github.com/convene-ssh/convene/session/report/office"
)

// Format is a kind of file that a report can be.
type Format string

// The formats.
const (
	FormatMarkdown Format = "md"
	FormatHTML     Format = "html"
	FormatDOCX     Format = "docx"
	FormatICS      Format = "ics"  // what has a day
	FormatXLSX     Format = "xlsx" // every table as a sheet
	FormatCSV      Format = "csv"  // one table
	FormatZip      Format = "zip"  // every table as CSV
	FormatJSON     Format = "json"
)

// Formats lists the formats, the one for reading first.
func Formats() []Format {
	return []Format{FormatMarkdown, FormatHTML, FormatDOCX, FormatICS, FormatXLSX, FormatCSV, FormatZip, FormatJSON}
}

// ParseFormat refuses with [refusal.OneOf] what is no format.
func ParseFormat(s string) (Format, error) {
	if f := Format(s); slices.Contains(Formats(), f) {
		return f, nil
	}
	return "", refusal.NoneOf("format", Formats())
}

// Binary reports whether a terminal would spoil it: it is no text.
func (f Format) Binary() bool { return f == FormatZip || f == FormatXLSX || f == FormatDOCX }

// Document reports whether it is one that people read, of which there are templates.
func (f Format) Document() bool { return f == FormatMarkdown || f == FormatHTML || f == FormatDOCX }

// Extension is how the names of its files end, with the dot.
func (f Format) Extension() string { return "." + string(f) }

// Choice is what may be chosen of a format.
type Choice struct {
	Template  Template  // of formats that people read; Minutes unless said
	Table     Table     // of FormatCSV, which needs one
	Separator Separator // of FormatCSV and FormatZip; Comma unless said
}

// File is what the file of a choice is called among those of a meeting.
func (f Format) File(c Choice) string {
	name := "all"
	switch {
	case f.Document():
		name = string(cmp.Or(c.Template, Minutes))
	case f == FormatCSV:
		name = string(c.Table)
	}
	return name + f.Extension()
}

// Folder is what the folder of a meeting's files is called for somebody to whom the short
// name of the meeting alone may mean another one; community is empty where it does not.
func Folder(community method.CommunityID, meeting method.MeetingID) string {
	if community == "" {
		return string(meeting)
	}
	return string(community) + "." + string(meeting)
}

// Write writes the report in a format. It refuses a format or table that does not
// exist before it writes anything; any other error is the writer's.
func Write(w io.Writer, f Format, r Report, c Choice) error {
	document := func() block.Document { return r.Document(cmp.Or(c.Template, Minutes)) }
	switch f {
	case FormatMarkdown:
		return markdown.Write(w, document())
	case FormatHTML:
		return html.Write(w, document())
	case FormatDOCX:
		return office.WriteDocument(w, document())
	case FormatICS:
		return calendar.Write(w, r.Community.Name, r.Made, r.page(Minutes).events())
	case FormatXLSX:
		return office.WriteWorkbook(w, r.Meeting.Title, r.sheets())
	case FormatCSV:
		return CSV(w, r, c.Table, c.Separator)
	case FormatZip:
		return writeZip(w, r, c.Separator)
	case FormatJSON:
		return writeJSON(w, r)
	}
	return refusal.NoneOf("format", Formats())
}
