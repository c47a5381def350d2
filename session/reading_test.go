package session_test

import (
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/register/registertest"
)

// promised is a commitment that Siti signs with her name, in the lead of the
// participant's organisation.
func (h *hall) promised() method.EntryID {
	h.Helper()
	m, fields := h.newCommitment("Train judges")
	m.Attribution, fields.Lead.Organisation = method.Named, h.Organisation(h.Members[method.Participant])
	h.Must(h.Siti, m)
	return m.Entry
}

// ends closes a meeting.
func (h *hall) ends(m method.MeetingID) {
	h.Helper()
	h.Must(h.Members[method.Organiser], &session.CloseMeeting{Meeting: m})
}

// TestWhoSaysHowAnEntryStands goes through the three kinds of reading, where they can
// be made, and everybody.
func TestWhoSaysHowAnEntryStands(t *testing.T) {
	const siti = "siti" // who promised it; a participant leads it
	type place struct {
		meeting method.MeetingID // in which it is said; empty between meetings
		closed  []method.MeetingID
	}
	places := map[string]place{
		"in its meeting":                {kl, nil},
		"in its meeting that is closed": {kl, []method.MeetingID{kl}},
		"beside its meeting":            {"", nil},
		"between meetings":              {"", []method.MeetingID{kl, bangkok}},
		"in a later one":                {bangkok, []method.MeetingID{kl}},
		"in a later one that is closed": {bangkok, []method.MeetingID{kl, bangkok}},
		"nowhere":                       {"atlantis", nil},
	}
	may := map[method.ReadingKind]map[string][]string{
		method.Reported: {
			"in its meeting":     {siti, "participant", "organiser"},
			"beside its meeting": {siti, "participant", "organiser"},
			"between meetings":   {siti, "participant", "organiser"},
			"in a later one":     {"organiser"}, // nobody else of them is there
		},
		method.Observed: {
			"in its meeting":     {"facilitator", "scribe"},
			"beside its meeting": {"facilitator", "scribe", halltest.Elsewhere},
			"between meetings":   {"facilitator", "scribe", halltest.Elsewhere},
			"in a later one":     {halltest.Elsewhere},
		},
		method.Decided: {
			"in a later one": {"organiser", halltest.Elsewhere},
		},
	}
	for kind, allowed := range may {
		for where, p := range places {
			for _, name := range append(everybody, siti) {
				t.Run(strings.Join([]string{string(kind), where, name}, " "), func(t *testing.T) {
					h := newHall(t)
					id, who := h.promised(), h.Siti
					if name != siti {
						who = h.Named(name)
					}
					for _, m := range p.closed {
						h.ends(m)
					}
					said := h.Reading(id, kind)
					said.Meeting = p.meeting
					err := h.Do(who, said)
					if slices.Contains(allowed[where], name) {
						h.OK(err)
						return
					}
					h.Refused(err, refusal.NotAllowed, refusal.NotFound, refusal.MeetingClosed, refusal.Invalid)
					if len(h.Entry(id).Readings) > 0 {
						t.Error("it stands there all the same")
					}
				})
			}
		}
	}
}

// TestWhatAReadingSays: what each kind must say, and what it may not.
func TestWhatAReadingSays(t *testing.T) {
	for _, test := range []struct {
		kind  method.ReadingKind
		said  session.Reading
		code  refusal.Code // empty where it is accepted
		field string
	}{
		{method.Reported, session.Reading{}, refusal.Missing, "line"},
		{method.Reported, session.Reading{Evidence: "https://example.org"}, refusal.Missing, "line"},
		{method.Reported, session.Reading{Stage: "planning"}, refusal.Missing, "line"}, // it is planned already
		{method.Reported, session.Reading{Stage: "planning", Line: "Still waiting for funds"}, "", ""},
		{method.Reported, session.Reading{Line: "Half of the judges came"}, "", ""},
		{method.Reported, session.Reading{Completion: method.NotStarted}, "", ""},
		{method.Reported, session.Reading{Stage: "in-progress"}, "", ""},
		{method.Reported, session.Reading{Stage: "withdrawn"}, refusal.Missing, "line"},
		{method.Reported, session.Reading{Stage: "withdrawn", Completion: method.Limited}, refusal.Missing, "line"},
		{method.Reported, session.Reading{Stage: "withdrawn", Line: "No funds"}, "", ""},
		{method.Reported, session.Reading{Stage: "wip"}, refusal.Invalid, "stage"},
		{method.Reported, session.Reading{Completion: "87 %"}, refusal.Invalid, "completion"},
		{method.Reported, session.Reading{Line: "x", Outcome: method.Done}, refusal.Invalid, "outcome"},
		{method.Reported, session.Reading{Line: halltest.Long(method.MaxItem)}, refusal.TooLong, "line"},
		{method.Reported, session.Reading{Line: "x", Evidence: halltest.Long(method.MaxItem)}, refusal.TooLong, "evidence"},
		{method.Reported, session.Reading{ID: "a b", Line: "x"}, refusal.Invalid, "id"},

		{method.Observed, session.Reading{Line: "Two courses were held"}, refusal.Missing, "completion"},
		{method.Observed, session.Reading{Completion: method.Limited}, "", ""},
		{method.Observed, session.Reading{Completion: method.NoEvidence, Line: "We asked"}, "", ""},
		{method.Observed, session.Reading{Completion: method.Limited, Stage: "fulfilled"}, refusal.Invalid, "stage"},
		{method.Observed, session.Reading{Completion: method.Limited, Outcome: method.Done}, refusal.Invalid, "outcome"},
		{method.Observed, session.Reading{Completion: "some"}, refusal.Invalid, "completion"},

		{method.Decided, session.Reading{Line: "We talked about it"}, refusal.Missing, "outcome"},
		{method.Decided, session.Reading{Outcome: method.Done}, "", ""},
		{method.Decided, session.Reading{Outcome: method.Continue}, "", ""},
		{method.Decided, session.Reading{Outcome: method.Rescope}, refusal.Missing, "line"},
		{method.Decided, session.Reading{Outcome: method.Rescope, Line: "Prosecutors instead"}, "", ""},
		{method.Decided, session.Reading{Outcome: method.DropEntry}, refusal.Missing, "line"},
		{method.Decided, session.Reading{Outcome: method.DropEntry, Line: "Nobody is left"}, "", ""},
		{method.Decided, session.Reading{Outcome: "vetoed"}, refusal.Invalid, "outcome"},
		{method.Decided, session.Reading{Outcome: method.Done, Completion: method.Complete}, refusal.Invalid, "completion"},
		{method.Decided, session.Reading{Outcome: method.Done, Stage: "fulfilled"}, refusal.Invalid, "stage"},

		{"rumoured", session.Reading{Line: "x"}, refusal.Invalid, "kind"},
	} {
		h := newHall(t)
		c := h.Reading(h.promised(), test.kind)
		if test.said.ID == "" {
			test.said.ID = c.ID
		}
		c.Reading, c.Kind = test.said, test.kind
		who := map[method.ReadingKind]session.MemberID{method.Observed: h.Members[method.Scribe], method.Decided: h.Members[method.Organiser]}[test.kind]
		if who == "" {
			who = h.Siti
		}
		if test.kind == method.Decided {
			c.Meeting = bangkok
		}
		err := h.Do(who, c)
		var refused *refusal.Error
		switch {
		case test.code == "" && err == nil:
		case errors.As(err, &refused) && refused.Code == test.code && refused.Args["field"] == test.field:
		default:
			t.Errorf("%s %+v: got %v, want %s of %q", test.kind, test.said, err, test.code, test.field)
		}
	}
}

// TestReadingsStandApart: a report moves the stage, and neither what others see nor
// what a meeting decides does.
func TestReadingsStandApart(t *testing.T) {
	h := newHall(t)
	id := h.promised()
	says := func(who session.MemberID, kind method.ReadingKind, spoil func(*session.Reading)) {
		t.Helper()
		c := h.Reading(id, kind)
		c.Attribution = method.Named
		spoil(&c.Reading)
		h.Must(who, c)
	}
	says(h.Siti, method.Reported, func(r *session.Reading) {
		r.Stage, r.Line, r.Evidence = string(promise.InProgress), "  Ten\u202e judges  came ", "https://example.org/photo"
	})
	says(h.Members[method.Scribe], method.Observed, func(r *session.Reading) { r.Completion = method.NoEvidence })
	says(h.Members[method.Organiser], method.Decided, func(r *session.Reading) { r.Outcome = method.Continue })
	e := h.Entry(id)
	if stage := e.Fields.(*commitment.Fields).Stage; stage != promise.InProgress || e.Revision != 4 || len(e.Readings) != 3 {
		t.Fatalf("the stage is %s in %+v", stage, e)
	}
	told := e.Readings[0]
	if told.Kind != method.Reported || told.Line != "Ten judges came" || told.Evidence != "https://example.org/photo" || told.Meeting != "" ||
		told.By.Member != h.Siti || told.At.IsZero() {
		t.Errorf("the report is %+v", told)
	}
	if seen := e.Readings[1]; seen.Kind != method.Observed || seen.Completion != method.NoEvidence || seen.By.Member != h.Members[method.Scribe] {
		t.Errorf("what was observed is %+v", seen)
	}
	if meant := e.Readings[2]; meant.Kind != method.Decided || meant.Outcome != method.Continue || meant.Meeting != bangkok || meant.By != (session.Attribution{}) {
		t.Errorf("the decision is %+v", meant)
	}
	h.SameAfterRereading()
}

// TestWhoSaidItIsInNoRecord unless they are named, wherever they say it; and once a
// meeting is closed nothing leads to them any more. What is said between two
// meetings goes with the next that closes.
func TestWhoSaidItIsInNoRecord(t *testing.T) {
	scribe := method.Scribe
	for name, place := range map[string]struct {
		in      method.MeetingID
		first   method.MeetingID // closed before
		closing method.MeetingID
		keeps   method.MeetingID // whose close would leave the link, if any
	}{
		"in the meeting":   {kl, "", kl, bangkok},
		"between meetings": {"", kl, bangkok, ""},
		"beside meetings":  {"", "", bangkok, ""},
	} {
		for _, rung := range method.Ladders()[:3] {
			t.Run(name+" "+string(rung), func(t *testing.T) {
				h := newHall(t)
				id := h.promised()
				if place.first != "" {
					h.ends(place.first)
				}
				from := len(h.Records())
				said := h.Reading(id, method.Observed)
				said.Meeting, said.Attribution, said.Line = place.in, rung, "not so far"
				h.Must(h.Members[scribe], said)
				for _, r := range h.Records()[from:] {
					if r.Author != "" || strings.Contains(string(r.Body), string(h.Members[scribe])) {
						t.Errorf("%s by %q: %s", r.Kind, r.Author, r.Body)
					}
				}
				linked := string(h.Members[scribe]) + "/" + string(said.ID)
				if !slices.Contains(h.OnShelf("link"), linked) || !h.Own(h.Members[scribe]).Wrote(string(said.ID), said.By) {
					t.Fatal("its author cannot take it back")
				}
				if place.keeps != "" {
					h.ends(place.keeps)
					if !slices.Contains(h.OnShelf("link"), linked) {
						t.Error("another meeting was closed, and the link is gone")
					}
				}
				h.ends(place.closing)
				if links := h.OnShelf("link"); slices.Contains(links, linked) {
					t.Errorf("after the close there is still %v", links)
				}
				h.Refused(h.Do(h.Members[scribe], &session.TakeBackReading{Register: said.Register, Entry: id, Reading: said.ID}), refusal.NotAllowed)
				h.SameAfterRereading()
			})
		}
	}
}

// TestForgetMeReachesReadings: an author who is not named can let go of them at once.
func TestForgetMeReachesReadings(t *testing.T) {
	h := newHall(t)
	said := h.Reading(h.promised(), method.Observed)
	h.Must(h.Members[method.Scribe], said)
	h.Must(h.Members[method.Scribe], &session.ForgetMe{Contribution: string(said.ID)})
	h.Refused(h.Do(h.Members[method.Scribe], &session.TakeBackReading{Register: said.Register, Entry: said.Entry, Reading: said.ID}), refusal.NotAllowed)
}

// TestAReadingIsTakenBack by whoever said it, at any time; its words are in no byte of
// the log, also where they were the reason of a stage and somebody edited after that.
func TestAReadingIsTakenBack(t *testing.T) {
	h := newHall(t)
	id := h.promised()
	said := h.Reading(id, method.Reported)
	said.Attribution, said.Stage, said.Line, said.Evidence = method.Named, string(promise.Withdrawn), halltest.Secret, halltest.Secret+" too"
	h.Must(h.Siti, said)
	if e := h.Entry(id); e.Open() || e.Fields.(*commitment.Fields).Stage != promise.Withdrawn {
		t.Errorf("it stands as %+v", e.Fields)
	}
	h.Must(h.Siti, h.Edit(id, 2, "Train more judges")) // the report says why, so that the form need not
	h.Must(h.Facilitator(), h.Edit(id, 3, "Train all judges"))
	if n := strings.Count(h.LogText(), halltest.Secret); n != 2 {
		t.Errorf("the words are in the log %d times", n)
	}
	h.ends(kl)
	back := &session.TakeBackReading{Register: said.Register, Entry: id, Reading: said.ID}
	h.Must(h.Siti, back)
	if strings.Contains(h.LogText(), halltest.Secret) || strings.Contains(h.State(), halltest.Secret) {
		t.Error("the words are still there")
	}
	left := h.Entry(id).Readings[0]
	if !left.TakenBack || left.Stage != string(promise.Withdrawn) || left.By != (session.Attribution{}) || left.At.IsZero() {
		t.Errorf("the tombstone is %+v", left)
	}
	h.Refused(h.Do(h.Siti, back), refusal.TakenBack)
	h.Refused(h.Do(h.Siti, &session.TakeBackReading{Register: said.Register, Entry: id, Reading: "none"}), refusal.NotFound)
	h.Refused(h.Do(h.Siti, &session.TakeBackReading{Register: said.Register, Entry: "none", Reading: said.ID}), refusal.NotFound)
	for _, other := range halltest.Registers() {
		if other.Name != said.Register.Name {
			h.Refused(h.Do(h.Siti, &session.TakeBackReading{Register: other, Entry: id, Reading: said.ID}), refusal.NotFound)
		}
	}
	organiser := h.Members[method.Organiser] // may edit in the meeting that is open
	h.Refused(h.Do(organiser, h.Edit(id, 5, "without a reason")), refusal.Missing)
	h.Must(organiser, h.Fill(id, 5, "reason", "It was said why"))
	h.SameAfterRereading()
}

// TestWhatOthersHaveSeenIsNoReason why something was withdrawn.
func TestWhatOthersHaveSeenIsNoReason(t *testing.T) {
	h := newHall(t)
	id := h.promised()
	why := h.Reading(id, method.Reported)
	why.Stage, why.Line = string(promise.Withdrawn), "No funds"
	h.Must(h.Siti, why)
	seen := h.Reading(id, method.Observed)
	seen.Line = "Judges are trained elsewhere"
	h.Must(h.Members[method.Scribe], seen)
	h.Must(h.Siti, &session.TakeBackReading{Register: why.Register, Entry: id, Reading: why.ID})
	h.Refused(h.Do(h.Siti, h.Edit(id, h.Entry(id).Revision, "Train more judges")), refusal.Missing)
}

// TestAReasonIsAskedEachTime that something is withdrawn.
func TestAReasonIsAskedEachTime(t *testing.T) {
	h := newHall(t)
	id := h.promised()
	report := func(stage promise.Stage, line string) error {
		c := h.Reading(id, method.Reported)
		c.Stage, c.Line = string(stage), line
		return h.Do(h.Siti, c)
	}
	h.OK(report(promise.Withdrawn, "No funds"))
	h.OK(report(promise.InProgress, ""))
	if !h.Entry(id).Open() {
		t.Error("what goes on again is not open")
	}
	h.Refused(report(promise.Withdrawn, ""), refusal.Missing)
	h.OK(report(promise.Withdrawn, "Nobody is left"))
	h.SameAfterRereading()
}

// TestAReportIsNotHeldUp by what the reporter has not touched: a link that they cannot
// see, or that leads to nothing any more.
func TestAReportIsNotHeldUp(t *testing.T) {
	h := newHall(t)
	minister := h.Join(kl, method.Participant, method.Governments, session.Profile{
		Name: "Minister", Organisation: "Ministry", Type: method.Government,
	})
	m, fields := h.newCommitment("Train judges")
	m.Audience, fields.Lead.Organisation = method.Public, h.Organisation(minister)
	fields.From = []field.Link{{To: method.ContributionID(h.OthersItem())}} // for members
	h.Must(h.Siti, m)
	said := h.Reading(m.Entry, method.Reported)
	said.Stage = string(promise.Fulfilled)
	h.Must(minister, said)
	if h.Entry(m.Entry).Open() {
		t.Error("what is fulfilled is still open")
	}
}

// TestRulesHoldForReportsToo: a report brings no entry into a state that its register
// refuses.
func TestRulesHoldForReportsToo(t *testing.T) {
	h := newHall(t)
	m := h.NewEntry(registertest.Things(), "A jar")
	halltest.Says(m, "colour", string(registertest.Red))
	h.Must(h.Siti, m)
	said := h.Reading(m.Entry, method.Reported)
	said.Stage = string(registertest.Broken)
	h.Refused(h.Do(h.Siti, said), refusal.Invalid)
	if got := h.Entry(m.Entry).Fields.(*registertest.Thing).State; got != registertest.Kept {
		t.Errorf("it is %s", got)
	}
}

// TestNoReadingsOfWhatIsGone: of what was taken back nothing is said.
func TestNoReadingsOfWhatIsGone(t *testing.T) {
	h := newHall(t)
	id := h.promised()
	said := h.Reading(id, method.Reported)
	h.Must(h.Siti, &session.TakeBackEntry{Register: said.Register, Entry: id})
	h.Refused(h.Do(h.Siti, said), refusal.NotFound, refusal.TakenBack)
	if len(slices.Collect(maps.Keys(h.Shared().Entries))) != 1 {
		t.Error("the tombstone is gone")
	}
}

// TestThereIsAnEndToWhatIsSaidOfOne entry.
func TestThereIsAnEndToWhatIsSaidOfOne(t *testing.T) {
	h := newHall(t)
	id := h.promised()
	for range 500 {
		h.Must(h.Siti, h.Reading(id, method.Reported))
	}
	h.Refused(h.Do(h.Siti, h.Reading(id, method.Reported)), refusal.Full)
}
