package report

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/register/promise"
)

const (
	second = session.MeetingID("bangkok-2023")
	third  = session.MeetingID("jakarta-2024")
	fourth = session.MeetingID("manila-2025")
)

func (w *world) convene(m session.MeetingID) {
	w.Helper()
	w.do(w.organiser, &session.ConveneMeeting{Meeting: m, Details: session.MeetingDetails{Title: string(m), First: "2023-08-09"}})
}

// decides has a meeting decide about an entry.
func (w *world) decides(m session.MeetingID, id session.EntryID, o session.Outcome, line string) {
	w.Helper()
	w.says(w.organiser, id, session.Named, session.Reading{
		ID: session.ReadingID(string(m) + "-" + string(id)), Kind: session.Decided, Meeting: m, Outcome: o, Line: line,
	})
}

func (w *world) says(who session.MemberID, id session.EntryID, by session.Ladder, said session.Reading) {
	w.Helper()
	w.do(who, &session.AddReading{Register: w.see(session.Members).Entries[id].Register, Entry: id, Attribution: by, Reading: said})
}

// reviewed is Kuala Lumpur and what became of it by a second meeting, for members.
func reviewed(t *testing.T) *world {
	t.Helper()
	w := kualaLumpur(t)
	w.convene(second)
	w.convene(third)
	w.convene(fourth)
	s := w.see(session.Members)
	siti, budi := w.named(s, "Siti_Aminah"), w.named(s, "Budi")
	w.says(siti, "c-1", session.ByOrganisation, session.Reading{
		ID: "r-1", Kind: session.Reported, Stage: string(promise.InProgress), Line: "The *first* round is over", Evidence: "https://example.org/photo",
	})
	w.says(budi, "c-1", session.Named, session.Reading{ID: "r-2", Kind: session.Observed, Completion: session.Limited, Line: "Six came"})
	w.says(budi, "a-1", session.Named, session.Reading{ID: "r-3", Kind: session.Reported, Line: "Regretted words"})
	w.do(budi, &session.TakeBackReading{Register: s.Entries["a-1"].Register, Entry: "a-1", Reading: "r-3"})
	w.decides(second, "c-1", session.Continue, "Until every town has one")
	w.decides(second, "a-1", session.Done, "")
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
	r := buildOf(t, w.see(session.Members), second, "en")
	golden(t, "second.en.md", write(t, r, FormatMarkdown, ""))
	golden(t, "second.es.md", write(t, buildOf(t, w.see(session.Members), second, "es"), FormatMarkdown, ""))
	golden(t, "second.json", write(t, r, FormatJSON, ""))
	golden(t, "second.readings.csv", write(t, r, FormatCSV, TableReadings))
	if all := everything(t, r); strings.Contains(all, "Regretted") || strings.Contains(all, "r-3 ") {
		t.Error("the report holds what was taken back")
	}
	var codes []string
	for _, e := range r.Review {
		codes = append(codes, e.Code)
	}
	if want := []string{"C1", "C2", "A1", "A2"}; !slices.Equal(codes, want) {
		t.Errorf("the second meeting reviews %v, want %v", codes, want)
	}
	codes = nil
	for _, e := range buildOf(t, w.see(session.Members), third, "en").Review {
		codes = append(codes, e.Code)
	}
	if want := []string{"C1", "C2", "A2"}; !slices.Equal(codes, want) {
		t.Errorf("the third meeting reviews %v, want %v", codes, want)
	}
}

// TestAReviewShowsNoMoreThanItsReaderMaySee: neither entries nor what was said of them.
func TestAReviewShowsNoMoreThanItsReaderMaySee(t *testing.T) {
	whenMade(t, aReviewShowsNoMoreThanItsReaderMaySee)
}

func aReviewShowsNoMoreThanItsReaderMaySee(t *testing.T) {
	w := reviewed(t)
	for audience, want := range map[session.Audience]string{session.Members: "C1 C2 A1 A2", session.Governments: "C1 A1", session.Public: ""} {
		r := buildOf(t, w.see(audience), second, "en")
		var codes []string
		for _, e := range r.Review {
			codes = append(codes, e.Code)
		}
		if got := strings.Join(codes, " "); got != want {
			t.Errorf("for %s it reviews %q, want %q", audience, got, want)
		}
		if all := everything(t, r); strings.Contains(all, "Six came") != (audience != session.Public) || strings.Contains(all, "Siti") {
			t.Errorf("for %s it holds\n%s", audience, all)
		}
	}
}

// TestWhatIsCarriedOverOftenSaysSo from the third time on.
func TestWhatIsCarriedOverOftenSaysSo(t *testing.T) { whenMade(t, whatIsCarriedOverOftenSaysSo) }

func whatIsCarriedOverOftenSaysSo(t *testing.T) {
	w := reviewed(t)
	const want, spanish = "**Carried over 3 times**", "**Se ha aplazado 3 veces**"
	said := func(m session.MeetingID) (string, Entry) {
		r := buildOf(t, w.see(session.Members), m, "en")
		return string(write(t, r, FormatMarkdown, "")), entry(t, r, "C1")
	}
	w.decides(third, "c-1", session.Rescope, "In two towns")
	if md, e := said(third); strings.Contains(md, "Carried over") || e.Carried != 2 {
		t.Errorf("carried over %d times, it says\n%s", e.Carried, md)
	}
	w.decides(fourth, "c-1", session.Continue, "")
	md, e := said(fourth)
	if !strings.Contains(md, want) || e.Carried != 3 {
		t.Errorf("carried over %d times, it lacks %q in\n%s", e.Carried, want, md)
	}
	if md := string(write(t, buildOf(t, w.see(session.Members), fourth, "es"), FormatMarkdown, "")); !strings.Contains(md, spanish) {
		t.Errorf("%q is not in\n%s", spanish, md)
	}
	var got struct{ Review []struct{ Carried int } }
	if err := json.Unmarshal(write(t, buildOf(t, w.see(session.Members), fourth, "en"), FormatJSON, ""), &got); err != nil || got.Review[0].Carried != 3 {
		t.Errorf("the JSON says %+v (%v)", got, err)
	}
}
