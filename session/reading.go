package session

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Reading says when, by whom and on what evidence an entry stood so.
type Reading struct {
	ID         method.ReadingID   `json:"id"`
	Kind       method.ReadingKind `json:"kind"`
	Meeting    method.MeetingID   `json:"meeting,omitempty"`    // in which it was said; empty between meetings
	Stage      string             `json:"stage,omitempty"`      // reported: the stage, where it has another one now
	Completion method.Completion  `json:"completion,omitempty"` // reported or observed
	Outcome    method.Outcome     `json:"outcome,omitempty"`    // decided
	Line       string             `json:"line,omitempty"`
	Evidence   string             `json:"evidence,omitempty"` // a link, or what was seen and where
	By         Attribution        `json:"by,omitzero"`
	// Audience is who reads it, decided where somebody said it who is of a wider circle than
	// the entry was written for; empty for those for whom it was.
	Audience method.Audience `json:"audience,omitempty"`

	At        time.Time `json:"-"`
	TakenBack bool      `json:"-"` // a tombstone: the words are gone

	seq ledger.Seq
}

// maxReadings bounds what is said of one entry.
const maxReadings = 500

// Decided is what a meeting has decided last; empty before the first review.
func (e *Entry) Decided() method.Outcome {
	for _, r := range slices.Backward(e.Readings) {
		if r.Kind == method.Decided && !r.TakenBack {
			return r.Outcome
		}
	}
	return ""
}

// Carried counts the meetings that have carried the entry over to the next.
func (e *Entry) Carried() int {
	last := map[method.MeetingID]method.Outcome{}
	for _, r := range e.Readings {
		if r.Kind == method.Decided {
			last[r.Meeting] = r.Outcome
		}
	}
	n := 0
	for _, o := range last {
		if !o.Ends() {
			n++
		}
	}
	return n
}

// CarriedOften is how often an entry is carried over before screens and documents
// say so.
const CarriedOften = 3

// AddReading says how an entry stands: in a meeting, or between two.
type AddReading struct {
	ledger.Base[*Community]
	Register *Register      `json:"-"`
	Entry    method.EntryID `json:"entry"`
	Reading

	Attribution method.Ladder `json:"-"`
}

func (a *AddReading) record() string { return a.Register.Name + "." + string(a.Kind) + "/1" }

// Tidy makes what people wrote safe.
func (a *AddReading) Tidy() { a.Line, a.Evidence = field.TidyLine(a.Line), field.TidyLine(a.Evidence) }

// Check lets those report who promised, others observe, and a meeting that came
// later decide.
func (a *AddReading) Check(c *Community, who Who) error {
	e, err := c.entryFor(a.Register, a.Entry, who)
	if err != nil {
		return err
	}
	switch {
	case e.TakenBack:
		return refusal.New(refusal.TakenBack)
	case !a.Register.Promises():
		return refusal.New(refusal.NotFound)
	case len(e.Readings) >= maxReadings:
		return refusal.New(refusal.Full, "max", maxReadings)
	}
	if err := c.checkFree(string(a.ID)); err != nil {
		return err
	}
	if err := a.checkWho(c, e, who); err != nil {
		return err
	}
	if err := a.checkWords(e); err != nil {
		return err
	}
	return refusal.In(a.Register.rules(c, a.reported(e)), a.Register.Name)
}

// checkWho refuses who may not say that of the entry, or not there.
func (a *AddReading) checkWho(c *Community, e *Entry, who Who) error {
	if a.Meeting != "" {
		if err := c.RequireOpen(method.Contribute, a.Meeting, who); err != nil {
			return err
		}
	}
	if err := c.checkAttribution(a.Meeting, a.Attribution); err != nil {
		return err
	}
	if err := c.checkSigns(a.Attribution, who); err != nil {
		return err
	}
	switch a.Kind {
	case method.Reported:
		if c.AnswersFor(e, who.Member, c.wroteEntry(e, who)) {
			return nil
		}
	case method.Observed:
		if c.Contributes(who.Member) && !c.AnswersFor(e, who.Member, c.wroteEntry(e, who)) {
			return nil
		}
	case method.Decided:
		if a.Meeting == "" || c.Meetings[a.Meeting].Number <= c.Meetings[e.Meeting].Number {
			return refusal.New(refusal.Invalid, "field", "meeting")
		}
		return c.RequireOpen(method.Steer, a.Meeting, who)
	default:
		return refusal.New(refusal.Invalid, "field", "kind")
	}
	return refusal.New(refusal.NotAllowed)
}

// checkWords refuses a reading that says nothing, or what its kind does not say.
func (a *AddReading) checkWords(e *Entry) error {
	stage, _ := a.Register.With(field.UseStage)
	decides := a.Kind == method.Decided
	switch {
	case a.Stage != "" && (a.Kind != method.Reported || !slices.Contains(stage.Values, a.Stage)):
		return refusal.New(refusal.Invalid, "field", stage.Key)
	case !field.OneOf(a.Completion, method.Completions()), decides && a.Completion != "":
		return refusal.New(refusal.Invalid, "field", "completion")
	case !field.OneOf(a.Outcome, method.Outcomes()), !decides && a.Outcome != "":
		return refusal.New(refusal.Invalid, "field", "outcome")
	case decides && a.Outcome == "":
		return refusal.New(refusal.Missing, "field", "outcome")
	case a.Kind == method.Observed && a.Completion == "":
		return refusal.New(refusal.Missing, "field", "completion")
	}
	if err := field.CheckText("evidence", a.Evidence, method.MaxItem, false); err != nil {
		return err
	}
	return field.CheckText("line", a.Line, method.MaxItem, a.needsLine(e))
}

// needsLine reports whether the reading has to say why, or would say nothing without
// a line.
func (a *AddReading) needsLine(e *Entry) bool {
	if a.Kind == method.Decided {
		return a.Outcome == method.Rescope || a.Outcome == method.DropEntry
	}
	moves := a.Stage != "" && a.Stage != a.Register.Answer(field.UseStage, e.Fields)
	why, ok := a.Register.With(field.UseReason)
	return !moves && a.Completion == "" || moves && ok && why.Matters(a.reported(e))
}

// reported are the entry's fields as the reading has them: with another stage. Why it
// has that one stays with the reading, so that it goes where the reading is taken back.
func (a *AddReading) reported(e *Entry) any {
	if a.Stage == "" {
		return e.Fields
	}
	fields := a.Register.clone(e.Fields)
	a.report(fields)
	return fields
}

// report sets the stage that the reading gives.
func (a *AddReading) report(fields any) {
	stage, _ := a.Register.With(field.UseStage)
	stage.Set(fields, []string{a.Stage})
}

// explained are fields with the reason that the last report of their stage gave,
// where they have none of their own.
func (e *Entry) explained(fields any) any {
	why, ok := e.Register.With(field.UseReason)
	if !ok || !why.Matters(fields) || e.Register.Answer(field.UseReason, fields) != "" {
		return fields
	}
	for _, r := range slices.Backward(e.Readings) {
		if r.Line != "" && r.Stage == e.Register.Answer(field.UseStage, fields) {
			fields = e.Register.clone(fields)
			why.Set(fields, []string{r.Line})
			break
		}
	}
	return fields
}

// Decide says what it shows of its author, and who reads it. A decision is the meeting's.
func (a *AddReading) Decide(c *Community, d ledger.Decision) {
	a.Audience = ""
	if reads := c.AudienceOf(d.Who.Member); c.Entries[a.Entry].Widening.Beyond(reads) {
		a.Audience = reads // otherwise they could not read their own words back
	}
	a.By = c.attribute(a.Attribution, d.Who.Member)
	if a.Kind == method.Decided {
		a.By = Attribution{}
	}
}

// Quiet keeps an author who is not named out of the record. Whoever steers a
// meeting is in the record of what it decides, as with every step of the meeting.
func (a *AddReading) Quiet(*Community, Who) bool {
	return a.By.Member == "" && a.Kind != method.Decided
}

// Shelve keeps the link to an author who is not named.
func (a *AddReading) Shelve(_ *Community, who Who) []ledger.ShelfWrite {
	if a.Kind == method.Decided {
		return nil
	}
	return linkAuthor(string(a.ID), a.By, who)
}

// Apply adds it.
func (a *AddReading) Apply(c *Community, s ledger.Stamp) {
	e := ledger.Edit(c.tx, &c.Entries, a.Entry)
	said := a.Reading
	said.At, said.seq = s.At, s.Seq
	ledger.Put(c.tx, &c.said, a.ID, a.Entry)
	if a.Stage != "" {
		c.amend(e, a.report)
	}
	e.Readings = append(slices.Clone(e.Readings), said)
	e.Revision++
}

// TakeBackReading withdraws what somebody said of an entry.
type TakeBackReading struct {
	ledger.Base[*Community]
	Register *Register        `json:"-"`
	Entry    method.EntryID   `json:"entry"`
	Reading  method.ReadingID `json:"reading"`
}

func (t *TakeBackReading) record() string { return t.Register.Name + ".reading-taken-back/1" }

// Check lets only the author take back, at any time, whatever they may read by now.
func (t *TakeBackReading) Check(c *Community, who Who) error {
	i, e := -1, c.Entries[t.Entry]
	if e != nil && e.Register.Name == t.Register.Name {
		i = e.reading(t.Reading)
	}
	if i >= 0 && c.wrote(who.Member, string(t.Reading), e.Readings[i].By) {
		return nil
	}
	_, err := c.entryFor(t.Register, t.Entry, who)
	switch {
	case err != nil:
		return err
	case i < 0:
		return refusal.New(refusal.NotFound)
	case e.Readings[i].TakenBack:
		return refusal.New(refusal.TakenBack)
	}
	return refusal.New(refusal.NotAllowed)
}

// reading is the place of a reading, negative where it is not there.
func (e *Entry) reading(id method.ReadingID) int {
	return slices.IndexFunc(e.Readings, func(r Reading) bool { return r.ID == id })
}

// Quiet keeps an author who is not named out of the record.
func (t *TakeBackReading) Quiet(c *Community, who Who) bool {
	e := c.Entries[t.Entry]
	return c.quiet(string(t.Reading), e.Readings[e.reading(t.Reading)].By, who)
}

// Shelve deletes the link to the author.
func (t *TakeBackReading) Shelve(c *Community, who Who) []ledger.ShelfWrite {
	return c.unlinkAuthor(string(t.Reading), who)
}

// Redact rewrites the record that holds the words.
func (t *TakeBackReading) Redact(c *Community) map[ledger.Seq][]byte {
	e := c.Entries[t.Entry]
	said := e.Readings[e.reading(t.Reading)]
	bare := &AddReading{Entry: t.Entry, Reading: said.bare()}
	return bareBodies([]textRecord{{said.seq, bare}})
}

// bare is the reading without its words and its author.
func (r Reading) bare() Reading {
	r.Line, r.Evidence, r.By = "", "", Attribution{}
	return r
}

// Apply leaves a tombstone.
func (t *TakeBackReading) Apply(c *Community, _ ledger.Stamp) {
	e := ledger.Edit(c.tx, &c.Entries, t.Entry)
	e.Readings = slices.Clone(e.Readings)
	said := &e.Readings[e.reading(t.Reading)]
	*said = said.bare()
	said.TakenBack = true
	e.Revision++
}
