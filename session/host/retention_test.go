package host_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/session/voting"
)

// contributed fills a meeting that ends on the first days of the bubble's clock with
// something of everything, which is kept until 20 January. It returns what was
// promised.
func contributed(h *hall) method.EntryID {
	h.Helper()
	h.Must(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: session.MeetingDetails{
		Title: "KL", First: "2000-01-02",
	}, Agenda: halltest.HallAgenda(kl)})
	hidden := h.Add(h.Siti, halltest.Secret+" moderated")
	signed := h.NewItem(halltest.Secret + " signed")
	signed.Attribution = method.Named
	h.Must(h.Siti, signed)
	h.To(my, layout.Revealed)
	h.Must(h.Members[method.Interpreter], &interpret.Write{Item: signed.Item, Revision: 1, Language: "es", Text: halltest.Secret + " in Spanish"})
	h.Must(h.Facilitator(), &moderation.Hide{Item: hidden, Reason: halltest.Secret + " is a name"})
	h.Must(h.Facilitator(), &session.EditItem{Item: signed.Item, Revision: 1, Text: halltest.Secret + " edited"})
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Revealed, To: layout.Voting, Way: layout.Consent})
	h.Must(h.Siti, &voting.Answer{Board: my, Item: signed.Item, Answer: ballot.Objects, Reason: halltest.Secret + " objects"})
	h.To(my, layout.Discuss)
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Discuss, To: layout.Voting, Way: layout.Dots})
	h.Must(h.Siti, &voting.Cast{Board: my, Item: signed.Item, Dots: 1})
	for _, r := range halltest.Registers() {
		if !r.Promises() {
			h.Make(h.Siti, r, halltest.Secret+" in a register")
		}
	}
	h.Must(h.Facilitator(), &turns.Name{InItem: session.InItem{Meeting: kl, Item: "plenary"}, Speakers: []turns.Speaker{{Called: halltest.Secret}}})
	promised := h.Make(h.Siti, commitment.Register(), "to teach")
	said := h.Reading(promised, method.Reported)
	said.Line = "half of it is done"
	h.Must(h.Siti, said)
	h.Must(h.Siti, &session.SaveDraft{Name: session.NameDraft("item", kl, "MY"), Value: []byte(halltest.Secret)})
	h.Must(h.Members[method.Organiser], &session.KeepUntil{Meeting: kl, Until: "2000-01-20"})
	return promised
}

// until lets the time pass up to some time of the bubble's clock.
func until(t time.Time) { time.Sleep(time.Until(t)); synctest.Wait() }

// TestContributionsAreErasedInTime: by the server itself, once the day is over and not
// before, and nothing but what was promised is left.
func TestContributionsAreErasedInTime(t *testing.T) { synctest.Test(t, contributionsAreErasedInTime) }

func contributionsAreErasedInTime(t *testing.T) {
	h := newHouse(t)
	promised := contributed(h.hall)
	over := time.Date(2000, 1, 21, 0, 0, 0, 0, time.UTC)
	until(over.Add(-time.Second))
	if h.Open() != 0 {
		t.Error("the community is open, though nobody uses it")
	}
	if n := strings.Count(h.LogText(), halltest.Secret); n < 7 {
		t.Fatalf("%d words are left before the day is over", n)
	}
	until(over.Add(time.Hour))
	if text := h.LogText(); strings.Contains(text, halltest.Secret) {
		t.Errorf("the log still holds the words: %s", text)
	}
	m := h.Shared().Meetings[kl]
	others := 0
	for _, r := range halltest.Registers() {
		if !r.Promises() {
			others++
		}
	}
	if m.Kept.Erased.Before(over) || m.Kept.Items != 2 || m.Kept.Entries != others || !m.Closed {
		t.Errorf("the record of it is %+v, closed %v", m.Kept, m.Closed)
	}
	for _, it := range h.Shared().Boards[my].Items {
		if !it.TakenBack || it.Text != "" || it.By.Member != "" || it.Moderation != nil {
			t.Errorf("left is %+v", it)
		}
	}
	if e := h.Shared().Entries[promised]; e.TakenBack || e.Title() != "to teach" || len(e.Readings) != 1 {
		t.Errorf("what was promised is %+v", e)
	}
	for _, kind := range []string{"draft", "ballot", "link"} {
		if left := h.OnShelf(kind); len(left) > 0 {
			t.Errorf("on the shelf is still %v", left)
		}
	}
	organiser := h.Members[method.Organiser]
	h.Refused(h.Do(organiser, &session.ReopenMeeting{Meeting: kl}), refusal.NotReopened)
	h.Refused(h.Do(organiser, &session.KeepUntil{Meeting: kl, Until: "2001-01-20"}), refusal.KeptOver)
	h.SameAfterRereading()
	if left, _ := h.disk(h.Siti); bytes.Contains(left, []byte(halltest.Secret)) {
		t.Error("the files still hold the words")
	}
}

// TestAnErasureForgetsNobodyBetweenMeetings: whoever has said something after the meeting
// was closed can take it back until the next one is.
func TestAnErasureForgetsNobodyBetweenMeetings(t *testing.T) {
	for name, end := range map[string]func(*hall, session.MemberID){
		"closed": func(h *hall, organiser session.MemberID) {
			h.To(my, layout.Discuss)
			h.Must(organiser, &session.CloseMeeting{Meeting: kl})
		},
		"removed": func(h *hall, organiser session.MemberID) {
			h.Must(organiser, &session.ConveneMeeting{Meeting: "mistake", Details: session.MeetingDetails{Title: "Mistake", First: "2000-01-02"}})
			h.Must(organiser, &session.KeepUntil{Meeting: "mistake", Until: "2000-01-20"})
			h.Must(organiser, &session.RemoveMeeting{Meeting: "mistake"})
			h.Must(organiser, &session.KeepUntil{Meeting: kl})
		},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				h := newHall(t)
				promised := contributed(h)
				end(h, h.Members[method.Organiser])
				said, scribe := h.Reading(promised, method.Observed), h.Members[method.Scribe]
				h.Must(scribe, said)
				until(time.Date(2000, 1, 21, 1, 0, 0, 0, time.UTC))
				if !slices.ContainsFunc(h.Records(), func(r ledger.Record) bool { return r.Kind == "meeting.erased/1" }) {
					t.Fatal("nothing was erased")
				}
				h.Must(scribe, &session.TakeBackReading{Register: said.Register, Entry: promised, Reading: said.ID})
				h.SameAfterRereading()
			})
		})
	}
}

// TestNothingIsErasedThatIsKeptLonger: the day was moved, or taken away.
func TestNothingIsErasedThatIsKeptLonger(t *testing.T) {
	for _, later := range []method.Date{"2000-02-20", ""} {
		synctest.Test(t, func(t *testing.T) {
			h := newHall(t)
			contributed(h)
			h.Must(h.Members[method.Organiser], &session.KeepUntil{Meeting: kl, Until: later})
			until(time.Date(2000, 2, 20, 23, 0, 0, 0, time.UTC))
			if !strings.Contains(h.LogText(), halltest.Secret) {
				t.Errorf("erased, though it is kept until %q", later)
			}
			until(time.Date(2000, 2, 21, 1, 0, 0, 0, time.UTC))
			if erased := !strings.Contains(h.LogText(), halltest.Secret); erased != (later != "") {
				t.Errorf("kept until %q, and erased: %v", later, erased)
			}
		})
	}
}

// TestAServerThatWasOffErasesAtItsStart what it should have erased meanwhile.
func TestAServerThatWasOffErasesAtItsStart(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHall(t)
		contributed(h)
		h.Host.Close()
		until(time.Date(2001, 1, 1, 0, 30, 0, 0, time.UTC))
		if !strings.Contains(h.LogText(), halltest.Secret) {
			t.Fatal("erased while the server was off")
		}
		second := halltest.OpenHost(t, h.Store, "second")
		synctest.Wait()
		second.Close()
		if text := h.LogText(); strings.Contains(text, halltest.Secret) {
			t.Errorf("the log still holds the words: %s", text)
		}
	})
}
