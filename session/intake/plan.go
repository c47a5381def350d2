package intake

import (
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/intake/sheet"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Make says what would become of a table. Nothing is asked of the community yet; see
// [Plan.Settle].
func Make(s sheet.Sheet, to Into, from Sources) (*Plan, error) {
	c, rows, err := headed(s, to.Register, from.All)
	if err != nil {
		return nil, err
	}
	p := newPlanner(to, from, c)
	p.plan.Left = c.left
	for key, at := range c.fields {
		if f, _ := to.Register.Field(key); f.Shape == field.ShapeDay {
			p.shown[key] = shownBy(column(rows, at[0]))
		}
	}
	for _, row := range rows {
		r := Row{Number: row.Number}
		if err := p.row(&r, row); err != nil {
			r.refuse(err)
		}
		p.plan.Rows = append(p.plan.Rows, r)
	}
	return p.plan, nil
}

// column is all that rows have in one column.
func column(rows []sheet.Row, i int) []string {
	var all []string
	for _, row := range rows {
		all = append(all, cell(row, i))
	}
	return all
}

// planner reads the rows of one table.
type planner struct {
	Into
	Sources
	columns columns
	plan    *Plan
	shown   map[string]shown                       // by columns of days, by the keys of the fields
	exports []map[method.EntryID]map[string]string // what the cells of each export say
	coded   map[string]method.ContributionID       // items, by the codes that they have and had
	named   map[string]method.OrganisationID       // new ones, by their names
	used    map[method.Country]session.CountryUse  // countries and labels that are there
	there   map[string]string                      // the codes of entries, by all that they say
	rows    map[string]int                         // that say so, of the file
	entries map[method.EntryID]int                 // and their entries
}

func newPlanner(to Into, from Sources, c columns) *planner {
	p := &planner{
		Into: to, Sources: from, columns: c, plan: &Plan{}, shown: map[string]shown{}, coded: map[string]method.ContributionID{},
		named: map[string]method.OrganisationID{}, used: from.View.CountriesUsed(), there: map[string]string{}, rows: map[string]int{}, entries: map[method.EntryID]int{},
	}
	for _, r := range from.Exports {
		p.exports = append(p.exports, r.Cells(to.Register))
	}
	for _, b := range from.View.Boards {
		for _, it := range b.Items {
			for _, code := range append(slices.Clip(it.Former), it.Code) {
				p.coded[code] = method.ContributionID(it.ID)
			}
		}
	}
	for _, e := range from.View.EntriesOf(to.Register, to.Meeting) {
		if !e.TakenBack {
			p.there[p.all(e.Fields)] = e.Code()
		}
	}
	return p
}

// all is all that fields say, as one value.
func (p *planner) all(fields any) string {
	var b strings.Builder
	for _, f := range p.Register.Fields {
		b.WriteString(strings.Join(f.Get(fields), "\x1f") + "\x1e")
	}
	return b.String()
}

// row finds out what becomes of a row.
func (p *planner) row(r *Row, row sheet.Row) error {
	if i, there := p.columns.fields[p.Register.Fields[0].Key]; there {
		r.Title = field.TidyLine(cell(row, i[0]))
	}
	switch {
	case row.Broken != "":
		return refusal.New(refusal.CellBroken, "cell", row.Broken)
	case len(row.Cells) > p.columns.width:
		return refusal.New(refusal.RowWide)
	}
	e, err := p.entry(row)
	switch {
	case err != nil:
		return err
	case e != nil:
		err = p.update(r, row, e)
	default:
		err = p.add(r, row)
	}
	if err != nil || r.Entry == "" {
		return err
	}
	if first := p.entries[r.Entry]; first != 0 {
		return refusal.New(refusal.RowAgain, "row", first)
	}
	p.entries[r.Entry] = r.Number
	return nil
}

// entry is the one that a row is of; nil for a new one.
func (p *planner) entry(row sheet.Row) (*session.Entry, error) {
	id, code := p.columns.says(row, columnID), p.columns.says(row, columnCode)
	if e := p.View.Entries[method.EntryID(id)]; e != nil && !p.keeps(e) {
		return nil, refusal.New(refusal.RowElsewhere, "name", p.Words.LinkedEntry(e))
	} else if e != nil {
		return e, nil
	}
	if e := p.View.EntryCoded(code); e != nil && id == "" && p.keeps(e) {
		return e, nil
	}
	return nil, nil
}

// keeps reports whether an entry is one of those that the rows are among.
func (p *planner) keeps(e *session.Entry) bool {
	return e.Register.Name == p.Register.Name && e.Meeting == p.Meeting
}

// add makes a new entry of a row.
func (p *planner) add(r *Row, row sheet.Row) error {
	answers := map[string][]string{}
	for _, f := range p.Register.Fields {
		at, cells := p.cells(row, f)
		if at == nil || strings.Join(cells, "") == "" {
			continue
		}
		said, err := p.answers(f, cells, r)
		if err != nil {
			return err
		}
		answers[f.Key] = said
	}
	fields := p.filled(p.Register.Blank(), answers)
	all := p.all(fields)
	if code := p.there[all]; code != "" {
		r.Fate, r.Code = Same, code
		return nil
	}
	if p.rows[all] != 0 {
		return refusal.New(refusal.RowTwice, "row", p.rows[all])
	}
	p.rows[all] = row.Number
	audience := p.Audience
	if said := method.Audience(p.columns.says(row, columnAudience)); said != "" {
		if audience = said; !said.Valid() {
			return refusal.NoneOf("audience", method.Audiences())
		}
	}
	r.Fate, r.Entry = New, p.id(row)
	r.change = func() session.Change {
		return &session.MakeEntry{
			Register: p.Register, Entry: r.Entry, Meeting: p.Meeting, Fields: p.filled(fields, nil), Audience: audience, Attribution: p.Attribution,
		}
	}
	return nil
}

// id is the one that a row brings, where Convene has made it elsewhere, or a new one.
func (p *planner) id(row sheet.Row) method.EntryID {
	if said := method.EntryID(p.columns.says(row, columnID)); method.IsID(said) {
		return said
	}
	return method.NewID[method.EntryID](p.Random)
}

// update changes the entry of a row where the row says something else.
func (p *planner) update(r *Row, row sheet.Row, e *session.Entry) error {
	r.Fate, r.Entry, r.Code = Same, e.ID, e.Code()
	if r.Title == "" {
		r.Title = e.Title()
	}
	if said := p.columns.says(row, columnAudience); said != "" && said != string(e.Audience) {
		return refusal.New(refusal.AudienceStays, "audience", string(e.Audience))
	}
	fields := e.Fields
	for _, f := range p.Register.Fields {
		at, cells := p.cells(row, f)
		if at == nil || p.unedited(e, at, cells) {
			continue
		}
		said, err := p.answers(f, cells, r)
		if err != nil {
			return err
		}
		if changed := p.filled(fields, map[string][]string{f.Key: said}); !slices.Equal(f.Get(changed), f.Get(e.Fields)) {
			fields, r.Fields = changed, append(r.Fields, f.Key)
		}
	}
	if len(r.Fields) == 0 {
		return nil
	}
	revision, _ := strconv.Atoi(p.columns.says(row, columnRevision)) // 0 is that of no entry
	if mine := e.Revision == p.Mine[e.Code()]; !mine && e.Revision != revision {
		r.Fate, r.Err = Conflict, p.versions(r.Fields, e, fields)
		return nil
	}
	r.Fate = Changed
	began := e.Revision
	r.change = func() session.Change {
		return &session.EditEntry{Register: p.Register, Entry: r.Entry, Revision: began, Fields: p.filled(fields, nil)}
	}
	return nil
}

// cells are what a row has of a field, and in which columns.
func (p *planner) cells(row sheet.Row, f field.Field) (at []int, cells []string) {
	at = p.columns.fields[f.Key]
	for _, i := range at {
		cells = append(cells, cell(row, i))
	}
	return at, cells
}

// unedited reports whether cells say what one of the exports says of the entry.
func (p *planner) unedited(e *session.Entry, at []int, cells []string) bool {
	return slices.ContainsFunc(p.exports, func(of map[method.EntryID]map[string]string) bool {
		said, there := of[e.ID]
		for i, c := range cells {
			there = there && said[p.columns.names[at[i]]] == c
		}
		return there
	})
}

// filled is a copy of fields with other answers, as it would be kept.
func (p *planner) filled(fields any, answers map[string][]string) any {
	fields = p.Register.Filled(fields, answers)
	for _, f := range p.Register.Fields {
		f.Tidy(fields)
	}
	return fields
}

// maxVersion is the most letters of an answer that are shown beside another.
const maxVersion = 200

// versions says what a row and an entry say otherwise, and how to choose.
func (p *planner) versions(changed []string, e *session.Entry, fields any) error {
	said := func(fields any) string {
		var all []string
		for _, key := range changed {
			f, _ := p.Register.Field(key)
			answer := clean.Line(p.Words.Answer(p.View.Community, p.Register, f, fields), maxVersion)
			all = append(all, p.Words.T("command.import_version", "field", p.Words.Label(p.Register, f), "value", answer))
		}
		return strings.Join(all, ", ")
	}
	return refusal.New(refusal.ChangedSince, "yours", said(fields), "theirs", said(e.Fields), "choose", e.Code()+"@"+strconv.Itoa(e.Revision))
}
