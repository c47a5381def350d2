// Package intake takes the rows of a table into a register. It first says row by row
// what would become of each, and then makes of them what the community accepts: every
// row is a change like those of a form, checked in the same place.
//
// A row belongs to the entry whose id it has, or whose code. What an export wrote into
// a cell and is still there was not edited: only cells that say something else change
// an entry, and only where the entry is as it was when the file was made. An entry that
// somebody else has changed since then stays as it is, until whoever imports has seen
// both versions and chosen theirs.
package intake

import (
	"errors"
	"io"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report"
)

// Into is where rows go, and what is asked of them.
type Into struct {
	Meeting     method.MeetingID
	Register    *session.Register
	Audience    method.Audience // of new entries, unless their row says another
	Attribution method.Ladder   // of new entries
	Dates       DateOrder
	// Mine are the entries of which the file's version was chosen over another one:
	// by their codes, the revisions that were seen.
	Mine map[string]int
}

// Sources are what rows are compared with.
type Sources struct {
	View *session.Shared
	// Exports are reports of the meeting, one for each of the readers for whom the file
	// may have been made.
	Exports []report.Report
	Words   *locale.Words      // of whoever imports
	All     *locale.Catalogues // whose words may stand in cells
	Random  io.Reader
}

// Fate is what becomes of a row.
type Fate string

// The fates.
const (
	New      Fate = "new"
	Changed  Fate = "changed"
	Same     Fate = "same"
	Conflict Fate = "conflict" // somebody else has changed the entry since
	Refused  Fate = "refused"
)

// Row is what becomes of one row.
type Row struct {
	Number int
	Fate   Fate
	Entry  method.EntryID
	Code   string   // of an entry that is there
	Fields []string // the keys of what the row changes, or of what is wrong with it
	Title  string
	Err    error // why it is refused, or what the two versions are

	names  []method.OrganisationID // that are new
	labels []method.Country        // that are new
	change func() session.Change
}

// Plan is what becomes of a table.
type Plan struct {
	Left          []string // the headings of columns that say nothing here
	Organisations []Organisation
	Shown         []ShownOrder
	Rows          []Row
}

// ShownOrder is how the dates of a column are read where it shows that itself, with one of them
// that could be read otherwise.
type ShownOrder struct {
	Field string // its key
	Order DateOrder
	Cell  string
	Day   method.Date
}

// Organisation is one that rows name and nobody here has named before.
type Organisation struct {
	Name string

	id method.OrganisationID
}

// Settle hands all that the plan would change to do, which answers for each change, and
// takes what is refused out of the plan. Of the organisations, those stay that a row
// still names.
func (p *Plan) Settle(do func([]session.Change) ([]error, error)) error {
	p.keepNamed()
	var all []session.Change
	for _, o := range p.Organisations {
		all = append(all, &session.AddOrganisation{Organisation: o.id, Name: o.Name, Type: method.OtherType})
	}
	added := len(all)
	for _, r := range p.Rows {
		if r.change != nil {
			all = append(all, r.change())
		}
	}
	if len(all) == 0 {
		return nil
	}
	errs, err := do(all)
	if err != nil {
		return err
	}
	p.answered(errs[:added], errs[added:])
	p.keepNamed()
	return nil
}

// keepNamed leaves out the organisations that only rows name which are refused.
func (p *Plan) keepNamed() {
	named := map[method.OrganisationID]bool{}
	for _, r := range p.Rows {
		for _, id := range r.names {
			named[id] = named[id] || r.change != nil
		}
	}
	p.Organisations = slices.DeleteFunc(p.Organisations, func(o Organisation) bool { return !named[o.id] })
}

// answered notes what was answered to the organisations and to the rows.
func (p *Plan) answered(organisations, rows []error) {
	unnamed := map[method.OrganisationID]error{}
	for i, o := range p.Organisations {
		unnamed[o.id] = organisations[i]
	}
	next := 0
	for i := range p.Rows {
		r := &p.Rows[i]
		if r.change == nil {
			continue
		}
		err := rows[next]
		next++
		for _, id := range r.names {
			if unnamed[id] != nil {
				err = unnamed[id]
			}
		}
		if err != nil {
			r.refuse(err)
		}
	}
}

// refuse takes a row out of what is made.
func (r *Row) refuse(err error) {
	r.Fate, r.Err, r.change = Refused, err, nil
	if errors.As(err, new(*refusal.Conflict)) { // between the reading of the file and this moment
		r.Fate, r.Err = Conflict, refusal.New(refusal.EditedAgain)
	}
	var refused *refusal.Error
	if errors.As(err, &refused) && refused.Field() != "" {
		r.Fields = refused.Fields()
	}
}

// Failed is why rows were not taken in where that is nothing about them: the store took
// nothing, or the server stops. It is nil where there is no such row.
func (p *Plan) Failed() error {
	for _, r := range p.Rows {
		if r.Fate == Refused && !aboutIt(r.Err) {
			return r.Err
		}
	}
	return nil
}

// aboutIt reports whether a refusal is of what somebody wanted, who may want something
// else, and not of everything.
func aboutIt(err error) bool {
	var refused *refusal.Error
	return errors.As(err, &refused) && !slices.Contains([]refusal.Code{
		refusal.NotSaved, refusal.DiskFull, refusal.DiskFails, refusal.StoreGone, refusal.Overloaded, refusal.ShuttingDown, refusal.Internal,
	}, refused.Code)
}

// Count is how many rows have a fate.
func (p *Plan) Count(f Fate) int {
	n := 0
	for _, r := range p.Rows {
		if r.Fate == f {
			n++
		}
	}
	return n
}

// Labels are those that rows bring to the community which are no countries.
func (p *Plan) Labels() []method.Country {
	var all []method.Country
	for _, r := range p.Rows {
		if r.change != nil {
			all = append(all, r.labels...)
		}
	}
	return method.TidyCountries(all)
}

// Changes is how many rows change something.
func (p *Plan) Changes() int { return p.Count(New) + p.Count(Changed) }

// Fates lists the fates.
func Fates() []Fate { return []Fate{New, Changed, Same, Conflict, Refused} }
