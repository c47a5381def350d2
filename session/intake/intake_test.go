package intake_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/intake"
	"github.com/convene-ssh/convene/session/intake/sheet"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/pledge"
	"github.com/convene-ssh/convene/session/report"
)

// desk is where a facilitator takes tables in.
type desk struct {
	*halltest.Hall
	all *locale.Catalogues
}

func newDesk(t *testing.T) *desk {
	t.Helper()
	h := halltest.New(t)
	all, err := locale.Load(halltest.Registers())
	h.OK(err)
	return &desk{h, all}
}

// exported is what readers are given of a register.
func (d *desk) exported(r *session.Register, a method.Audience) []byte {
	d.Helper()
	var b bytes.Buffer
	d.OK(report.CSV(&b, d.report(a), report.Table(r.Plural()), report.Comma))
	return b.Bytes()
}

func (d *desk) report(a method.Audience) report.Report {
	d.Helper()
	r, err := report.Build(d.SharedBy(a), halltest.KL, d.all.In("en"), time.Now())
	d.OK(err)
	return r
}

// plan reads a file for a register.
func (d *desk) plan(r *session.Register, file []byte, dates intake.DateOrder) *intake.Plan {
	d.Helper()
	all, err := sheet.Read(file)
	d.OK(err)
	from := intake.Sources{View: d.Shared(), Words: d.all.In("en"), All: d.all, Random: d.Host.Random()}
	for _, a := range method.Audiences() {
		from.Exports = append(from.Exports, d.report(a))
	}
	p, err := intake.Make(all[0], intake.Into{
		Meeting: halltest.KL, Register: r, Audience: method.Members, Attribution: method.Unattributed, Dates: dates,
	}, from)
	d.OK(err)
	return p
}

// makes makes what a plan says.
func (d *desk) makes(p *intake.Plan) {
	d.Helper()
	d.OK(p.Settle(func(all []session.Change) ([]error, error) {
		return d.Host.DoAll(d.Context(), halltest.CoP, d.Facilitator(), all)
	}))
}

// tries finds out what would become of a plan.
func (d *desk) tries(p *intake.Plan) {
	d.Helper()
	d.OK(p.Settle(func(all []session.Change) ([]error, error) {
		return d.Host.Would(d.Context(), halltest.CoP, d.Facilitator(), all)
	}))
}

// told is a plan as one text.
func (d *desk) told(p *intake.Plan) string {
	var b strings.Builder
	for _, r := range p.Rows {
		why := ""
		if r.Err != nil {
			why = " " + d.all.In("en").Error(r.Err)
		}
		fmt.Fprintf(&b, "%d %s %s %v%s\n", r.Number, r.Fate, r.Code, r.Fields, why)
	}
	return b.String()
}

// TestWhatNobodyEditedStays in every register, whoever the export was for, and what
// somebody edited is all that changes.
func TestWhatNobodyEditedStays(t *testing.T) {
	d := newDesk(t)
	earlier := d.Make(d.Siti, pledge.Register(), "earlier")
	for _, r := range halltest.Registers() {
		made := d.NewEntry(r, "=title of it; 'and -so")
		made.Audience = method.Public
		for _, f := range r.Fields[1:] {
			answers := map[field.Shape][]string{
				field.ShapeLine: {"'=words"}, field.ShapeText: {"one\n- two; three"}, field.ShapeDay: {"2022-09-01"}, field.ShapeCountry: {"MY"},
				field.ShapeCountries: {"MY", "Sabah; east"}, field.ShapeLinks: append(d.Pair(), string(earlier)),
				field.ShapeLead: {string(d.Organisation(d.Siti))}, field.ShapeSupport: {string(d.Organisation(d.Facilitator()))},
			}[f.Shape]
			if answers != nil {
				halltest.Says(made, f.Key, answers...)
			}
		}
		d.Must(d.Siti, made)
		code := d.Entry(made.Entry).Code()
		for _, a := range []method.Audience{method.Members, method.Public} {
			p := d.plan(r, d.exported(r, a), intake.Unsaid)
			if p.Count(intake.Same) != len(p.Rows) || len(p.Rows) == 0 || len(p.Left) > 0 {
				t.Errorf("%s for %s: %s%v", r.Name, a, d.told(p), p.Left)
			}
			edited := strings.ReplaceAll(string(d.exported(r, a)), "title of it", "title of "+string(a))
			d.makes(d.plan(r, []byte(edited), intake.Unsaid))
			want := d.Entry(made.Entry)
			if got := want.Title(); got != "=title of "+string(a)+"; 'and -so" {
				t.Errorf("%s for %s: %s is called %q", r.Name, a, code, got)
			}
			if _, links := halltest.Shaped(r, field.ShapeLinks); links && len(want.Links()) == 0 {
				t.Errorf("%s for %s: %s has lost its links", r.Name, a, code)
			}
			edit := &session.EditEntry{Register: r, Entry: made.Entry, Revision: want.Revision, Fields: r.Filled(want.Fields, map[string][]string{
				r.Fields[0].Key: {"=title of it; 'and -so"},
			})}
			d.Must(d.Siti, edit)
		}
	}
}

// TestCells are read as people write them.
func TestCells(t *testing.T) {
	for _, test := range []struct{ column, cell, key, want string }{
		{"Kind", "Cross-country campaign", "kind", "campaign"},
		{"kind", "CAMPAIGN", "kind", "campaign"},
		{"Tipo", "Campaña entre países", "kind", "campaign"},
		{"countries", "Malaysia, Tailandia", "countries", "MY;TH"},
		{"countries", "ID; Sabah", "countries", "ID;Sabah"},
		{"Países", "Hong Kong", "countries", "HK"},
		{"start", "2022-08-09", "start", "2022-08-09"},
		{"start", "2022/8/9", "start", "2022-08-09"},
		{"start", "2022-08-09 00:00:00", "start", "2022-08-09"},
		{"start", "31.8.2022", "start", "2022-08-31"},
		{"start", "8/31/2022", "start", "2022-08-31"},
		{"start", "9/9/2022", "start", "2022-09-09"},
		{"start", "9/8/2022", "start", "refused"},
		{"start", "soon", "start", "refused"},
		{"start", "31/31/2022", "start", "refused"},
		{"kind", "Dancing", "kind", "refused"},
		{"from", "L1", "from", "refused"},
		{"lead", "Org siti; Org scribe", "lead", "refused"},
	} {
		d := newDesk(t)
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		d.OK(w.WriteAll([][]string{{"title", test.column}, {"x", test.cell}}))
		p := d.plan(action.Register(), b.Bytes(), intake.Unsaid)
		d.makes(p)
		got := "refused"
		if r := p.Rows[0]; r.Fate == intake.New {
			f, _ := action.Register().Field(test.key)
			got = strings.Join(f.Get(d.Entry(r.Entry).Fields), ";")
		} else if len(r.Fields) != 1 || r.Fields[0] != test.key {
			t.Errorf("%s %q: the refusal names %v", test.column, test.cell, r.Fields)
		}
		if got != test.want {
			t.Errorf("%s %q is %q, want %q\n%s", test.column, test.cell, got, test.want, d.told(p))
		}
	}
}

// TestANumberIsPartOfAHeading: columns that only it tells apart are others.
func TestANumberIsPartOfAHeading(t *testing.T) {
	d := newDesk(t)
	p := d.plan(pledge.Register(), []byte("title,forum,Objective 1,Objective 2,Stage 2\nx,GRF,,,planning\n"), intake.Unsaid)
	if got := strings.Join(p.Left, ", "); got != "Objective 1, Objective 2, Stage 2" {
		t.Errorf("left out are %q", got)
	}
}

// TestDatesHaveOneOrder in a column, or the one that is said.
func TestDatesHaveOneOrder(t *testing.T) {
	d := newDesk(t)
	for _, test := range []struct {
		cells string
		said  intake.DateOrder
		want  string
	}{
		{"9/8/2022 31/8/2022", intake.Unsaid, "2022-08-09 2022-08-31"},
		{"9/8/2022 8/31/2022", intake.Unsaid, "2022-09-08 2022-08-31"},
		{"9/8/2022 1/2/2022", intake.DayFirst, "2022-08-09 2022-02-01"},
		{"9/8/2022 1/2/2022", intake.MonthFirst, "2022-09-08 2022-01-02"},
		{"9/8/2022 1/2/2022", intake.Unsaid, "refused refused"},
		{"31/8/2022 8/31/2022", intake.Unsaid, "refused refused"},
	} {
		file := "title,start\n"
		for i, c := range strings.Fields(test.cells) {
			file += fmt.Sprintf("%s %s %d,%s\n", test.cells, test.said, i, c)
		}
		p := d.plan(action.Register(), []byte(strings.ReplaceAll(file, "/2022 ", "-")), test.said)
		d.makes(p)
		var got []string
		for _, r := range p.Rows {
			if r.Fate != intake.New {
				got = append(got, string(r.Fate))
				continue
			}
			f, _ := action.Register().Field("start")
			got = append(got, f.Get(d.Entry(r.Entry).Fields)...)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s, %s: %v, want %s", test.cells, test.said, got, test.want)
		}
	}
}

// TestAColumnThatContradictsItself is refused with what contradicts, and what to do; one that
// shows how its other dates are meant says so.
func TestAColumnThatContradictsItself(t *testing.T) {
	d := newDesk(t)
	const mixed = "Ends: this column contradicts itself: “31/12/2027” has the day first, and “9/20/2027” the month."
	p := d.plan(action.Register(), []byte("title,end\nA,9/8/2027\nB,9/20/2027\nC,31/12/2027\nD,20/25/2027\nE,9/9/2027\n"), intake.Unsaid)
	if got := d.told(p); strings.Count(got, mixed) != 4 || p.Count(intake.New) != 1 || len(p.Shown) > 0 {
		t.Errorf("the plan is\n%s%v", got, p.Shown)
	}
	p = d.plan(action.Register(), []byte("title,end\nA,9/8/2027\nB,9/20/2027\nC,31/12/2027\nD,soon\n"), intake.DayFirst)
	if got := d.told(p); strings.Count(got, mixed) != 1 || p.Count(intake.New) != 2 {
		t.Errorf("with the day first the plan is\n%s", got)
	}
	p = d.plan(action.Register(), []byte("title,end\nA,31/12/2027\nB,9/8/2027\nC,2/3/2027\n"), intake.Unsaid)
	if want := (intake.ShownOrder{Field: "end", Order: intake.DayFirst, Cell: "9/8/2027", Day: "2027-08-09"}); len(p.Shown) != 1 || p.Shown[0] != want {
		t.Errorf("it says how it reads %v, want %v", p.Shown, want)
	}
	if p = d.plan(action.Register(), []byte("title,end\nA,31/12/2027\nB,9/8/2027\n"), intake.DayFirst); len(p.Shown) > 0 {
		t.Errorf("it says what was said: %v", p.Shown)
	}
}

// TestOrganisationsAreAddedOnce, and only those that a row that came in still names: who only
// asks what would be is told the same.
func TestOrganisationsAreAddedOnce(t *testing.T) {
	d := newDesk(t)
	file := "title,lead,contributors\nA,UNICEF,Org siti; unicef \nB,,UNICEF;IOM\n,Nobody's,\n"
	p := d.plan(action.Register(), []byte(file), intake.Unsaid)
	d.tries(p)
	if len(p.Organisations) != 2 || p.Organisations[1].Name != "IOM" {
		t.Errorf("added would be %+v", p.Organisations)
	}
	d.makes(p)
	if got := d.told(p); got != "2 refused  [contributors] Please check: Contributing.\n3 new  []\n4 refused  [title] Please fill in: Title.\n" {
		t.Errorf("the plan is\n%s", got)
	}
	d.makes(d.plan(action.Register(), []byte("title,lead\nC,UNICEF\n"), intake.Unsaid))
	for name, there := range map[string]bool{"UNICEF": true, "IOM": true, "Nobody's": false} {
		if (d.Shared().OrganisationNamed(name) != nil) != there {
			t.Errorf("%s is there: %v", name, !there)
		}
	}
}

// TestALabelThatIsNewIsNamed: it is the community's own, or a slip.
func TestALabelThatIsNewIsNamed(t *testing.T) {
	d := newDesk(t)
	file := []byte("title,countries\nA,Malaysia; Atlantis\nB,Tailandia; Atlantis; Sabah\n,Nowhere\n")
	p := d.plan(action.Register(), file, intake.Unsaid)
	d.tries(p)
	if got := fmt.Sprint(p.Labels()); got != "[Atlantis Sabah]" {
		t.Errorf("new are %s", got)
	}
	d.makes(p)
	if again := d.plan(action.Register(), []byte("title,countries\nC,Atlantis\n"), intake.Unsaid); len(again.Labels()) > 0 {
		t.Errorf("new are %v again", again.Labels())
	}
}

// TestAllThatIsMissingIsNamed at once, and not one thing after the other.
func TestAllThatIsMissingIsNamed(t *testing.T) {
	d := newDesk(t)
	p := d.plan(pledge.Register(), []byte("title,description\n,x\n"), intake.Unsaid)
	d.tries(p)
	if got := d.told(p); got != "2 refused  [title forum state] Please fill in: Title, Forum, Pledged by the State.\n" {
		t.Errorf("the plan is\n%s", got)
	}
}

// TestRowsThatAreRefused say why.
func TestRowsThatAreRefused(t *testing.T) {
	d := newDesk(t)
	id := d.Make(d.Siti, action.Register(), "there")
	other := d.Make(d.Siti, pledge.Register(), "elsewhere")
	gone := d.Make(d.Siti, action.Register(), "gone")
	d.Must(d.Siti, &session.TakeBackEntry{Register: d.Entry(gone).Register, Entry: gone})
	file := "id,title,revision,audience\n" +
		string(id) + ",changed,1,\n" + string(id) + ",changed again,1,\n" + string(other) + ",x,1,\n" +
		string(gone) + ",back,2,\n,a,,everybody\n,b,,public,,,more\n" +
		",new,,\n,new,,\n17,by number,,\n0123456789abcdef,from elsewhere,,governments\n"
	p := d.plan(action.Register(), []byte(file), intake.Unsaid)
	d.makes(p)
	want := `2 changed A1 [title]
3 refused A1 [title] Row 2 is of the same entry. Leave only one of them.
4 refused  [] The identifier in this row is that of “L1 elsewhere”, which is in another register or meeting. Import it there, or empty the identifier to add it here anew.
5 refused A2 [title] Its author has taken this back.
6 refused  [audience] Who may read it is one of: members, governments, public.
7 refused  [] This row has more cells than there are headings. In a CSV, a cell with the separator in it stands in quotation marks.
8 new  []
9 refused  [] Row 8 says the same. If there are two of it, let their titles differ.
10 new  []
11 new  []
`
	if got := d.told(p); got != want {
		t.Errorf("the plan is\n%s\nwant\n%s", got, want)
	}
	if e := d.Entry("0123456789abcdef"); e.Audience != method.Governments {
		t.Errorf("it is for %s", e.Audience)
	}
	again := d.plan(action.Register(), []byte("id,title,audience\n"+string(id)+",changed,public\n"), intake.Unsaid)
	if got := d.told(again); !strings.HasPrefix(got, "2 refused A1 [] A file does not change who may read an entry. Write members in that cell again.") {
		t.Errorf("the plan is\n%s", got)
	}
}

// TestADigitIsNoChoice, and does not empty one that was made.
func TestADigitIsNoChoice(t *testing.T) {
	d := newDesk(t)
	p := d.plan(commitment.Register(), []byte("title,kind,level\nnew,commitment,2\n"), intake.Unsaid)
	if got := d.told(p); !strings.HasPrefix(got, "2 refused  [level]") {
		t.Errorf("the plan is\n%s", got)
	}
}

// TestOthersWordsAreEditedAsOnAForm: by whoever may, and marked as such.
func TestOthersWordsAreEditedAsOnAForm(t *testing.T) {
	d := newDesk(t)
	id := d.Make(d.Siti, action.Register(), "mine")
	edited := bytes.ReplaceAll(d.exported(action.Register(), method.Members), []byte("mine"), []byte("yours"))
	by := func(who session.MemberID) *intake.Plan {
		p := d.plan(action.Register(), edited, intake.Unsaid)
		d.OK(p.Settle(func(all []session.Change) ([]error, error) { return d.Host.DoAll(t.Context(), halltest.CoP, who, all) }))
		return p
	}
	if p := by(d.Members[method.Scribe]); p.Count(intake.Refused) != 1 || d.Entry(id).Title() != "mine" {
		t.Errorf("somebody else's words: %s", d.told(p))
	}
	if p := by(d.Facilitator()); p.Count(intake.Changed) != 1 || !d.Entry(id).Edited {
		t.Errorf("the facilitator's edit: %s", d.told(p))
	}
}
