package intake

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/intake/sheet"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/refusal"
)

// The columns of an export that say which entry a row is of, and who reads it.
const (
	columnID       = "id"
	columnCode     = "code"
	columnRevision = "revision"
	columnAudience = "audience"
)

// written are the columns of an export that nobody fills in: what they say is known, or
// follows from the rest.
var written = []string{"community", "meeting", "sample", "led_to", "attribution", "by", "taken_back", "edited", "handed_to"}

// columns are those of a table that say something.
type columns struct {
	fields map[string][]int // by the keys of the fields; organisations have several
	own    map[string]int   // those that say which entry a row is of
	names  map[int]string   // what an export calls them
	width  int
	left   []string
}

// headingRows is among how many rows the headings are looked for: above them people
// write what the table is.
const headingRows = 10

// headed finds the headings, and returns the rows below them.
func headed(s sheet.Sheet, r *session.Register, all *locale.Catalogues) (columns, []sheet.Row, error) {
	known := headings(r, all)
	best, most := 0, 0
	for i, row := range s.Rows[:min(len(s.Rows), headingRows)] {
		n := 0
		for _, c := range row.Cells {
			if _, ok := known[locale.Fold(c)]; ok {
				n++
			}
		}
		if n > most {
			best, most = i, n
		}
	}
	if most == 0 {
		return columns{}, nil, refusal.New(refusal.FileHeadings, "values", strings.Join(keys(r), ", "))
	}
	c, err := read(s.Rows[best].Cells, known, r)
	if err == nil && len(c.fields) == 0 {
		err = refusal.New(refusal.FileHeadings, "values", strings.Join(keys(r), ", "))
	}
	return c, s.Rows[best+1:], err
}

// keys are those of the fields that people fill in.
func keys(r *session.Register) []string {
	var all []string
	for _, f := range r.Fields {
		if f.Set != nil {
			all = append(all, f.Key)
		}
	}
	return all
}

// headings are what the columns of an export are called for each heading that means
// them: the name of the column itself, and what people read for it in any language.
func headings(r *session.Register, all *locale.Catalogues) map[string]string {
	known := map[string]string{}
	add := func(heading, name string) {
		if heading = locale.Fold(heading); known[heading] == "" {
			known[heading] = name
		}
	}
	for _, f := range r.Fields {
		for _, name := range columnsOf(f) {
			add(name, name)
		}
		add(f.Key, f.Key)
	}
	for _, name := range append([]string{columnID, columnCode, columnRevision, columnAudience}, written...) {
		add(name, name)
	}
	for _, language := range locale.Languages() {
		w := all.In(language)
		for _, f := range r.Fields {
			add(w.Label(r, f), f.Key)
		}
		for _, name := range []string{columnID, columnAudience} {
			add(w.T("field."+name), name)
		}
	}
	return known
}

// columnsOf are those that an export has for a field.
func columnsOf(f field.Field) []string {
	if f.HoldsOrganisations() {
		return []string{f.Key + "_confirmed", f.Key + "_proposed"}
	}
	return []string{f.Key}
}

// read finds out what each of the headings means.
func read(cells []string, known map[string]string, r *session.Register) (columns, error) {
	c := columns{fields: map[string][]int{}, own: map[string]int{}, names: map[int]string{}, width: len(cells)}
	seen := map[string]string{} // by the name, as it is written
	for i, heading := range cells {
		name := known[locale.Fold(heading)]
		key, isField := fieldOf(r, name)
		switch {
		case name == "":
			c.left = append(c.left, cmp.Or(strings.TrimSpace(heading), strconv.Itoa(i+1)))
			continue
		case slices.Contains(written, name) || isField && key.Set == nil:
			continue
		case seen[name] != "":
			return c, refusal.New(refusal.ColumnTwice, "one", seen[name], "other", heading)
		}
		seen[name], c.names[i] = heading, name
		if isField {
			c.fields[key.Key] = append(c.fields[key.Key], i)
		} else {
			c.own[name] = i
		}
	}
	return c, nil
}

// fieldOf is the field that a column is of.
func fieldOf(r *session.Register, name string) (field.Field, bool) {
	for _, f := range r.Fields {
		if f.Key == name || slices.Contains(columnsOf(f), name) {
			return f, true
		}
	}
	return field.Field{}, false
}

// cell is what a row has in a column; empty where it has none.
func cell(row sheet.Row, i int) string {
	if i >= len(row.Cells) {
		return ""
	}
	return strings.TrimSpace(row.Cells[i])
}

// says is what a row has in one of the columns that say which entry it is of.
func (c columns) says(row sheet.Row, name string) string {
	i, there := c.own[name]
	if !there {
		return ""
	}
	return cell(row, i)
}
