package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/offer"
	"github.com/convene-ssh/convene/session/register/pledge"
	"github.com/convene-ssh/convene/session/register/promise"
)

const (
	second = method.MeetingID("bangkok-2023")
	third  = method.MeetingID("jakarta-2024")
	fourth = method.MeetingID("manila-2025")
)

func (w *world) convene(m method.MeetingID) {
	w.Helper()
	w.do(w.organiser, &session.ConveneMeeting{Meeting: m, Details: session.MeetingDetails{Title: string(m), First: "2023-08-09"}})
}

// decides has a meeting decide about an entry.
func (w *world) decides(m method.MeetingID, id method.EntryID, o method.Outcome, line string) {
	w.Helper()
	w.says(w.organiser, id, method.Named, session.Reading{
		ID: method.ReadingID(string(m) + "-" + string(id)), Kind: method.Decided, Meeting: m, Outcome: o, Line: line,
	})
}

func (w *world) says(who session.MemberID, id method.EntryID, by method.Ladder, said session.Reading) {
	w.Helper()
	w.do(who, &session.AddReading{Register: w.see(method.Members).Entries[id].Register, Entry: id, Attribution: by, Reading: said})
}

// reviewed is Kuala Lumpur and what became of it by a second meeting, for members.
func reviewed(t *testing.T) *world {
	t.Helper()
	w := kualaLumpur(t)
	w.convene(second)
	w.convene(third)
	w.convene(fourth)
	s := w.see(method.Members)
	siti, budi := w.named(s, "Siti_Aminah"), w.named(s, "Budi")
	w.says(siti, "c-1", method.ByOrganisation, session.Reading{
		ID: "r-1", Kind: method.Reported, Stage: string(promise.InProgress), Line: "The *first* round is over", Evidence: "https://example.org/photo",
	})
	w.says(budi, "c-1", method.Named, session.Reading{ID: "r-2", Kind: method.Observed, Completion: method.Limited, Line: "Six came"})
	w.says(budi, "a-1", method.Named, session.Reading{ID: "r-3", Kind: method.Reported, Line: "Regretted words"})
	w.do(budi, &session.TakeBackReading{Register: s.Entries["a-1"].Register, Entry: "a-1", Reading: "r-3"})
	w.decides(second, "c-1", method.Continue, "Until every town has one")
	w.decides(second, "a-1", method.Done, "")
	return w
}

func (w *world) named(s *session.Shared, name string) session.MemberID {
	w.Helper()
	for _, m := range s.Present(theMeeting) {
		if m.Name == name {
			return m.ID
		}
	}
	w.Fatalf("nobody is called %s", name)
	return ""
}

// entry finds an entry by its code, among what was added and what was reviewed.
func entry(t *testing.T, r Report, code string) Entry {
	t.Helper()
	for e := range r.everyEntry() {
		if e.Code == code {
			return e
		}
	}
	t.Fatalf("the report has no %s", code)
	return Entry{}
}

// TestTheSecondMeetingTellsWhatBecameOfTheFirst in every format.
func TestTheSecondMeetingTellsWhatBecameOfTheFirst(t *testing.T) {
	whenMade(t, theSecondMeetingTellsWhatBecameOfTheFirst)
}

func theSecondMeetingTellsWhatBecameOfTheFirst(t *testing.T) {
	w := reviewed(t)
	r := buildOf(t, w.see(method.Members), second, "en")
	golden(t, "second.en.md", write(t, r, FormatMarkdown, Choice{}))
	golden(t, "second.es.md", write(t, buildOf(t, w.see(method.Members), second, "es"), FormatMarkdown, Choice{}))
	golden(t, "second.json", write(t, r, FormatJSON, Choice{}))
	golden(t, "second.readings.csv", write(t, r, FormatCSV, Choice{Table: TableReadings}))
	if all := everything(t, r); strings.Contains(all, "Regretted") || strings.Contains(all, "r-3 ") {
		t.Error("the report holds what was taken back")
	}
	var codes []string
	for _, e := range r.Review {
		codes = append(codes, e.Code)
	}
	if want := []string{"C1", "CG1", "A1", "AG1"}; !slices.Equal(codes, want) {
		t.Errorf("the second meeting reviews %v, want %v", codes, want)
	}
	codes = nil
	for _, e := range buildOf(t, w.see(method.Members), third, "en").Review {
		codes = append(codes, e.Code)
	}
	if want := []string{"C1", "CG1", "A1"}; !slices.Equal(codes, want) {
		t.Errorf("the third meeting reviews %v, want %v", codes, want)
	}
}

// TestAReviewShowsNoMoreThanItsReaderMaySee: neither entries nor what was said of them.
func TestAReviewShowsNoMoreThanItsReaderMaySee(t *testing.T) {
	whenMade(t, aReviewShowsNoMoreThanItsReaderMaySee)
}

func aReviewShowsNoMoreThanItsReaderMaySee(t *testing.T) {
	w := reviewed(t)
	for audience, want := range map[method.Audience]string{method.Members: "C1 CG1 A1 AG1", method.Governments: "CG1 AG1", method.Public: ""} {
		r := buildOf(t, w.see(audience), second, "en")
		var codes []string
		for _, e := range r.Review {
			codes = append(codes, e.Code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("for %s it reviews %q, want %q", audience, got, want)
		}
		if all := everything(t, r); strings.Contains(all, "Six came") != (audience != method.Public) || strings.Contains(all, "Siti") {
			t.Errorf("for %s it holds\n%s", audience, all)
		}
	}
}

// TestWhatIsCarriedOverOftenSaysSo from the third time on.
func TestWhatIsCarriedOverOftenSaysSo(t *testing.T) { whenMade(t, whatIsCarriedOverOftenSaysSo) }

func whatIsCarriedOverOftenSaysSo(t *testing.T) {
	w := reviewed(t)
	const want, spanish = "**Carried over 3 times**", "**Se ha aplazado 3 veces**"
	said := func(m method.MeetingID) (string, Entry) {
		r := buildOf(t, w.see(method.Members), m, "en")
		return string(write(t, r, FormatMarkdown, Choice{})), entry(t, r, "CG1")
	}
	w.decides(third, "c-1", method.Rescope, "In two towns")
	if md, e := said(third); strings.Contains(md, "Carried over") || e.Carried != 2 {
		t.Errorf("carried over %d times, it says\n%s", e.Carried, md)
	}
	w.decides(fourth, "c-1", method.Continue, "")
	md, e := said(fourth)
	if !strings.Contains(md, want) || e.Carried != 3 {
		t.Errorf("carried over %d times, it lacks %q in\n%s", e.Carried, want, md)
	}
	if md := string(write(t, buildOf(t, w.see(method.Members), fourth, "es"), FormatMarkdown, Choice{})); !strings.Contains(md, spanish) {
		t.Errorf("%q is not in\n%s", spanish, md)
	}
	var got struct{ Review []struct{ Carried int } }
	if err := json.Unmarshal(write(t, buildOf(t, w.see(method.Members), fourth, "en"), FormatJSON, Choice{}), &got); err != nil || got.Review[1].Carried != 3 {
		t.Errorf("the JSON says %+v (%v)", got, err)
	}
}

// TestASummaryTellsWhatItsMeetingDecided, and neither what was only reported there nor what
// another meeting decided.
func TestASummaryTellsWhatItsMeetingDecided(t *testing.T) {
	whenMade(t, aSummaryTellsWhatItsMeetingDecided)
}

func aSummaryTellsWhatItsMeetingDecided(t *testing.T) {
	w := reviewed(t)
	w.says(w.organiser, "c-1", method.Named, session.Reading{
		ID: "r-4", Kind: method.Reported, Meeting: second, Line: "Said there",
	})
	w.decides(third, "c-1", method.Rescope, "Decided later")
	all := w.decided(second)
	if !strings.Contains(all, "Until every town has one") || strings.Contains(all, "Said there") || strings.Contains(all, "Decided later") {
		t.Errorf("it tells\n%s", all)
	}
}

// TestADocumentNamesTheMeetingThatDecidedLater, and not its own.
func TestADocumentNamesTheMeetingThatDecidedLater(t *testing.T) {
	whenMade(t, aDocumentNamesTheMeetingThatDecidedLater)
}

func aDocumentNamesTheMeetingThatDecidedLater(t *testing.T) {
	w := reviewed(t)
	w.decides(third, "c-1", method.Rescope, "Decided later")
	s := w.see(method.Members)
	for of, named := range map[method.MeetingID]bool{second: true, third: false} {
		md := string(write(t, buildOf(t, s, of, "en"), FormatMarkdown, Choice{}))
		if got := strings.Contains(md, "Decided later · "+s.Meetings[third].Title); got != named {
			t.Errorf("the minutes of %s name it %v:\n%s", of, got, md)
		}
	}
}

// TestMinutesKeepWhatTheirMeetingTookOn, also once a later one has decided that it is over.
func TestMinutesKeepWhatTheirMeetingTookOn(t *testing.T) {
	whenMade(t, minutesKeepWhatTheirMeetingTookOn)
}

func minutesKeepWhatTheirMeetingTookOn(t *testing.T) {
	w := reviewed(t)
	w.decides(third, "c-1", method.DropEntry, "Nobody came")
	all := w.decided(theMeeting)
	for _, want := range []string{"CG1 Train ten interpreters", "AG1 Shadow report", "C1 A promise for members (Withdrawn)"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
	if strings.Contains(all, "Regretted") {
		t.Errorf("what was taken back is in\n%s", all)
	}
}

// TestASummaryNamesNoPledgeAsDecidedHere, and says how much more there is than it names.
func TestASummaryNamesNoPledgeAsDecidedHere(t *testing.T) {
	whenMade(t, aSummaryNamesNoPledgeAsDecidedHere)
}

func aSummaryNamesNoPledgeAsDecidedHere(t *testing.T) {
	w := newWorld(t, false)
	w.do(w.organiser, &session.MakeEntry{
		Register: pledge.Register(), Entry: "l-1", Meeting: theMeeting, Audience: method.Members, Attribution: method.Unattributed,
		Fields: &pledge.Fields{Title: "Pledged in Geneva", State: "MY", Forum: "A review"},
	})
	for range mostInShort {
		w.do(w.organiser, w.commit("One of many"))
	}
	if all := w.decided(theMeeting); strings.Contains(all, "Geneva") || strings.Contains(all, "more") {
		t.Errorf("it tells\n%s", all)
	}
	w.do(w.organiser, w.commit("One of many"))
	if all := w.decided(theMeeting); strings.Count(all, "One of many") != mostInShort || !strings.HasSuffix(all, "and 1 more") {
		t.Errorf("it tells\n%s", all)
	}
}

// TestAMeetingHasLookedAgainAtWhatItDecided, and not at all that is still open.
func TestAMeetingHasLookedAgainAtWhatItDecided(t *testing.T) {
	whenMade(t, aMeetingHasLookedAgainAtWhatItDecided)
}

func aMeetingHasLookedAgainAtWhatItDecided(t *testing.T) {
	w := reviewed(t)
	w.says(w.organiser, "c-1", method.Named, session.Reading{ID: "again", Kind: method.Decided, Meeting: second, Outcome: method.Continue})
	for m, want := range map[method.MeetingID]string{second: "**Looked at again:** 2\n", third: ""} {
		md := string(write(t, buildOf(t, w.see(method.Members), m, "en"), FormatMarkdown, Choice{}))
		if !strings.Contains(md, want) || strings.Contains(md, "Looked at again") != (want != "") {
			t.Errorf("%q is not in\n%s", want, md)
		}
	}
}

// TestWhatAMeetingHasEndedStandsAsDecided in lists and charts, and not as whoever promised it
// said last.
func TestWhatAMeetingHasEndedStandsAsDecided(t *testing.T) {
	whenMade(t, whatAMeetingHasEndedStandsAsDecided)
}

func whatAMeetingHasEndedStandsAsDecided(t *testing.T) {
	w := reviewed(t)
	s := w.see(method.Members)
	of := func(m method.MeetingID) string {
		return string(write(t, buildOf(t, s, m, "en"), FormatMarkdown, Choice{}))
	}
	for m, want := range map[method.MeetingID]string{
		second:     "**AG1** Shadow report *(Pelangi \\| Network, Decided: Done)*",
		theMeeting: "| Pipeline | 1 |\n| Decided: Done | 1 |",
		third:      "**CG1** Train ten interpreters *(Harbour House, by 1 December 2022, In progress)*",
	} {
		if md := of(m); !strings.Contains(md, want) {
			t.Errorf("%q is not in\n%s", want, md)
		}
	}
}

// TestWhereAMeetingWillBeIsForMembers in every format, until it is over; one that was
// removed is nowhere.
func TestWhereAMeetingWillBeIsForMembers(t *testing.T) { whenMade(t, whereAMeetingWillBeIsForMembers) }

func whereAMeetingWillBeIsForMembers(t *testing.T) {
	w := kualaLumpur(t)
	w.convene(second)
	w.do(w.organiser, &session.RemoveMeeting{Meeting: second})
	w.convene(third)
	names := func(want func(method.Audience) bool) {
		t.Helper()
		for _, reader := range method.Audiences() {
			all := everything(t, w.report(reader, "en"))
			if strings.Contains(all, string(third)) != want(reader) || strings.Contains(all, string(second)) {
				t.Errorf("the report for %s holds\n%s", reader, all)
			}
		}
	}
	names(func(reader method.Audience) bool { return reader == method.Members })
	w.do(w.organiser, &session.CloseMeeting{Meeting: third})
	names(func(method.Audience) bool { return true })
}

// decided is what the summary of a meeting tells of what was decided in it.
func (w *world) decided(m method.MeetingID) string {
	w.Helper()
	var told []string
	for _, decided := range buildOf(w.TB, w.see(method.Members), m, "en").page(Minutes).decided() {
		told = append(told, decided.String())
	}
	return strings.Join(told, "\n")
}

// TestWhatComesNextIsNotPast: a day that has passed when the meeting is over stands apart,
// unless the meeting has looked at it.
func TestWhatComesNextIsNotPast(t *testing.T) { whenMade(t, whatComesNextIsNotPast) }

func whatComesNextIsNotPast(t *testing.T) {
	w := newWorld(t, false)
	for title, on := range map[string]method.Date{"Old": "2021-01-01", "Its own day": "2022-08-09", "To come": "2022-08-11"} {
		made := w.commit(title)
		made.Fields.(*commitment.Fields).NextReview = on
		w.do(w.organiser, made)
	}
	titles := func(all []*Entry) (titles []string) {
		for _, e := range all {
			titles = append(titles, e.of.Title(e.Fields))
		}
		return titles
	}
	split := func(m method.MeetingID) (ahead, overdue []string) {
		a, o := buildOf(t, w.see(method.Members), m, "en").page(Minutes).toReview()
		return titles(a), titles(o)
	}
	if ahead, overdue := split(theMeeting); !slices.Equal(ahead, []string{"To come"}) || overdue != nil {
		t.Errorf("in the meeting %v come next, %v are overdue", ahead, overdue)
	}
	w.do(w.organiser, &session.CloseMeeting{Meeting: theMeeting})
	if ahead, overdue := split(theMeeting); !slices.Equal(ahead, []string{"To come"}) || !slices.Equal(overdue, []string{"Old", "Its own day"}) {
		t.Errorf("after the meeting %v come next, %v are overdue", ahead, overdue)
	}
	w.convene(second)
	for _, e := range w.see(method.Members).Entries {
		if e.Title() == "Old" {
			w.decides(second, e.ID, method.Continue, "")
		}
	}
	w.do(w.organiser, &session.CloseMeeting{Meeting: second})
	if ahead, overdue := split(second); ahead != nil || !slices.Equal(overdue, []string{"Its own day", "To come"}) {
		t.Errorf("after the second meeting %v come next, %v are overdue", ahead, overdue)
	}
}

// TestTheNearestIsLookedAtFirst, whatever was promised first.
func TestTheNearestIsLookedAtFirst(t *testing.T) { whenMade(t, theNearestIsLookedAtFirst) }

func theNearestIsLookedAtFirst(t *testing.T) {
	w := kualaLumpur(t)
	for _, title := range []string{"third", "first", "second"} {
		made := w.commit(title)
		made.Fields.(*commitment.Fields).NextReview = map[string]method.Date{"first": "2031-01-01", "second": "2031-02-02", "third": "2031-03-03"}[title]
		w.do(w.organiser, made)
	}
	r := w.report(method.Members, "en")
	var titles []string
	p := &page{Report: r, w: r.words}
	for _, e := range p.reviewed() {
		if strings.HasPrefix(string(e.review()), "2031") {
			titles = append(titles, p.title(*e))
		}
	}
	if want := []string{"first", "second", "third"}; !slices.Equal(titles, want) {
		t.Errorf("they are looked at as %v, want %v", titles, want)
	}
}

// TestWhatIsPromisedByCountryIsOpen: neither what was withdrawn, nor an ask.
func TestWhatIsPromisedByCountryIsOpen(t *testing.T) { whenMade(t, whatIsPromisedByCountryIsOpen) }

func whatIsPromisedByCountryIsOpen(t *testing.T) {
	w := newWorld(t, false)
	for country, stage := range map[method.Country]promise.Stage{"MY": promise.Planning, "ID": promise.InProgress, "TH": promise.Withdrawn} {
		made := w.commit("Ours")
		f := made.Fields.(*commitment.Fields)
		if f.Country, f.Stage = country, stage; stage == promise.Withdrawn {
			f.Reason = "No funds"
		}
		w.do(w.organiser, made)
	}
	w.do(w.organiser, &session.MakeEntry{
		Register: offer.Register(), Entry: "o-1", Meeting: theMeeting, Audience: method.Members, Attribution: method.Unattributed,
		Fields: &offer.Fields{Title: "Who could help?", Kind: offer.Ask, Country: "LA"},
	})
	md := string(write(t, w.report(method.Members, "en"), FormatMarkdown, Choice{}))
	if want := "| Indonesia | 1 |\n| Malaysia | 1 |\n\n"; !strings.Contains(md, want) || strings.Contains(md, "| Laos |") {
		t.Errorf("%q is not in\n%s", want, md)
	}
}
