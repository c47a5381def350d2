package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// written is one contribution of Siti's, of whatever kind, as its tests see it.
type written struct {
	kind string
	id   string
	edit func(revision int, words string) change
	take change
	see  func() (a session.Authored, revision int, words string)
}

// kindsOfWriting are items and every register.
func kindsOfWriting() []string {
	all := []string{"item"}
	for _, r := range halltest.Registers() {
		all = append(all, r.Name)
	}
	return all
}

// writes makes a contribution of a kind as Siti, signed as she likes, for
// everybody to read.
func (h *hall) writes(kind string, rung method.Ladder, words string, lead method.OrganisationID) written {
	h.Helper()
	for _, r := range halltest.Registers() {
		if r.Name == kind {
			return h.writesEntry(r, rung, words, lead)
		}
	}
	a := h.NewItem(words)
	a.Attribution = rung
	h.Must(h.Siti, a)
	h.To(my, layout.Revealed)
	return written{"item", string(a.Item), func(revision int, words string) change {
		return &session.EditItem{Item: a.Item, Revision: revision, Text: words}
	}, &session.TakeBackItem{Item: a.Item}, func() (session.Authored, int, string) {
		it := h.Item(a.Item)
		return it.Authored, it.Revision, it.Text
	}}
}

func (h *hall) writesEntry(r *session.Register, rung method.Ladder, words string, lead method.OrganisationID) written {
	h.Helper()
	m := h.NewEntry(r, words)
	m.Attribution = rung
	if f, ok := halltest.Leads(r); ok {
		halltest.Says(m, f.Key, string(lead))
	}
	h.Must(h.Siti, m)
	return written{r.Name, string(m.Entry), func(revision int, words string) change {
		return h.Edit(m.Entry, revision, words)
	}, &session.TakeBackEntry{Register: r, Entry: m.Entry}, func() (session.Authored, int, string) {
		e := h.Entry(m.Entry)
		return e.Authored, e.Revision, e.Title()
	}}
}

// everyWriting plays a test with each kind of contribution and each signature.
func everyWriting(t *testing.T, play func(h *hall, w written, signed session.Attribution)) {
	t.Helper()
	for _, rung := range method.Ladders() {
		for _, kind := range kindsOfWriting() {
			t.Run(fmt.Sprint(rung, " ", kind), func(t *testing.T) {
				h := newHall(t)
				w := h.writes(kind, rung, "first", h.Organisation(h.Members[method.Participant]))
				signed, _, _ := w.see()
				play(h, w, signed.By)
				h.SameAfterRereading()
			})
		}
	}
}

// is fails unless the contribution has these words, signed or edited so.
func (h *hall) is(w written, words string, by session.Attribution, edited bool) {
	h.Helper()
	if a, _, got := w.see(); got != words || a.By != by || a.Edited != edited {
		h.Errorf("the %s says %q, by %+v, edited %v; want %q, by %+v, edited %v", w.kind, got, a.By, a.Edited, words, by, edited)
	}
}

// TestWordsOfAnotherAreNotSigned with the author's name, country or organisation,
// and leave a trace where there was none of these; the author has their own
// version, and nobody else has.
func TestWordsOfAnotherAreNotSigned(t *testing.T) {
	everyWriting(t, func(h *hall, w written, signed session.Attribution) {
		h.Must(h.Facilitator(), w.edit(1, "second"))
		h.is(w, "second", session.Attribution{}, true)
		h.Must(h.Members[method.Organiser], w.edit(2, "third"))
		h.is(w, "third", session.Attribution{}, true)
		own := h.Own(h.Siti)
		if o := own.Originals[w.id]; o.By != signed || !strings.Contains(halltest.AsJSON(h, o.Words), "first") {
			h.Errorf("the author finds %+v", o)
		}
		if a, _, _ := w.see(); !own.Wrote(w.id, a.By) || own.Signed(w.id, a.By) != signed {
			h.Error("the author is no author any more")
		}
		for who, seen := range h.Readers(h.Siti) {
			if strings.Contains(seen, "first") {
				h.Errorf("%s sees the author's version in %s", who, seen)
			}
		}
	})
}

func TestTheAuthorAnswersAnEdit(t *testing.T) {
	for name, c := range map[string]struct {
		restore bool
		words   string
	}{"agrees": {false, "second"}, "brings their own back": {true, "first"}} {
		t.Run(name, func(t *testing.T) {
			everyWriting(t, func(h *hall, w written, signed session.Attribution) {
				h.Must(h.Facilitator(), w.edit(1, "second"))
				answer := func(revision int) *session.AnswerEdit {
					return &session.AnswerEdit{Contribution: w.id, Revision: revision, Restore: c.restore}
				}
				h.Refused(h.Do(h.Facilitator(), answer(2)), refusal.NotAllowed)
				h.Refused(h.Do(h.Siti, answer(1)), refusal.EditedAgain)
				from := len(h.Records())
				h.Must(h.Siti, answer(2))
				h.is(w, c.words, signed, false)
				if len(h.Own(h.Siti).Originals) > 0 {
					h.Error("there is still a version to choose")
				}
				for _, r := range h.Records()[from:] {
					if told := r.Author != ""; told != (signed.Member != "") || strings.Contains(string(r.Body), "first") {
						h.Errorf("%s by %q holds %s", r.Kind, r.Author, r.Body)
					}
				}
				h.Refused(h.Do(h.Siti, answer(3)), refusal.NotFound)
				// Who edited before may edit again, and it shows again.
				h.Must(h.Facilitator(), w.edit(3, "fourth"))
				h.is(w, "fourth", session.Attribution{}, true)
			})
		})
	}
}

// TestTheAuthorsOwnWordsAreSigned: what they write themselves, over somebody
// else's words too, and what somebody else puts back.
func TestTheAuthorsOwnWordsAreSigned(t *testing.T) {
	everyWriting(t, func(h *hall, w written, signed session.Attribution) {
		h.Must(h.Siti, w.edit(1, "first"))
		h.Must(h.Facilitator(), w.edit(2, "first"))
		h.is(w, "first", signed, false)
		h.Must(h.Facilitator(), w.edit(3, "second"))
		h.Must(h.Siti, w.edit(4, "third"))
		h.is(w, "third", signed, false)
		h.Must(h.Facilitator(), w.edit(5, "fourth"))
		h.Must(h.Facilitator(), w.edit(6, "fourth"))
		h.is(w, "fourth", session.Attribution{}, true)
		h.Must(h.Facilitator(), w.edit(7, "third"))
		h.is(w, "third", signed, false)
	})
}

// TestALeadOrganisationDoesNotSignForTheAuthor, and confirming is no edit.
func TestALeadOrganisationDoesNotSignForTheAuthor(t *testing.T) {
	everyWriting(t, func(h *hall, w written, signed session.Attribution) {
		if e := h.Shared().Entries[method.EntryID(w.id)]; e == nil || e.Lead().Organisation == "" {
			return // nobody leads it
		}
		h.Must(h.Members[method.Participant], w.edit(1, "first")) // confirms, and says nothing new
		h.is(w, "first", signed, false)
		h.Must(h.Members[method.Participant], w.edit(2, "second"))
		h.is(w, "second", session.Attribution{}, true)
	})
}

// TestUndoGivesTheSignatureBack, or takes it again.
func TestUndoGivesTheSignatureBack(t *testing.T) {
	for _, rung := range method.Ladders() {
		t.Run(string(rung), func(t *testing.T) {
			h := newHall(t)
			w := h.writes("item", rung, "first", "")
			signed, _, _ := w.see()
			undo := func(who session.MemberID, revision int) {
				h.Must(who, &session.UndoItem{Item: method.ItemID(w.id), Revision: revision})
			}
			h.Must(h.Facilitator(), w.edit(1, "second"))
			undo(h.Facilitator(), 2)
			h.is(w, "first", signed.By, false)
			h.Must(h.Facilitator(), w.edit(3, "second"))
			h.Must(h.Siti, w.edit(4, "third"))
			undo(h.Siti, 5)
			h.is(w, "second", session.Attribution{}, true)
			if o := h.Own(h.Siti).Originals[w.id]; o.Words != "first" || o.By != signed.By {
				t.Errorf("the author finds %+v", o)
			}
			h.Must(h.Siti, &session.AnswerEdit{Contribution: w.id, Revision: 6})
			h.Refused(h.Do(h.Facilitator(), &session.UndoItem{Item: method.ItemID(w.id), Revision: 7}), refusal.UndoNothing)
			h.SameAfterRereading()
		})
	}
}

// TestTheAuthorsVersionIsErasedToo when they take their words back.
func TestTheAuthorsVersionIsErasedToo(t *testing.T) {
	for _, answered := range []bool{false, true} {
		h := newHall(t)
		for _, kind := range kindsOfWriting() {
			w := h.writes(kind, method.Named, halltest.Secret, "")
			h.Must(h.Facilitator(), w.edit(1, "second"))
			if answered {
				h.Must(h.Siti, &session.AnswerEdit{Contribution: w.id, Revision: 2, Restore: true})
			}
			h.Must(h.Siti, w.take)
			h.is(w, "", session.Attribution{}, false)
		}
		if strings.Contains(h.LogText(), halltest.Secret) || strings.Contains(h.State(), halltest.Secret) {
			t.Errorf("answered %v: the words are still there", answered)
		}
		h.SameAfterRereading()
	}
}

// TestAfterTheCloseNobodyAgrees: it stays edited and unsigned, and whoever signed
// with their name can still take it back.
func TestAfterTheCloseNobodyAgrees(t *testing.T) {
	everyWriting(t, func(h *hall, w written, signed session.Attribution) {
		h.Must(h.Facilitator(), w.edit(1, "second"))
		h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
		h.Refused(h.Do(h.Siti, &session.AnswerEdit{Contribution: w.id, Revision: 2}), refusal.MeetingClosed)
		h.is(w, "second", session.Attribution{}, true)
		if err := h.Do(h.Siti, w.take); (err == nil) != (signed.Member != "") {
			h.Errorf("signed as %+v, it is taken back: %v", signed, err)
		}
	})
}

// TestOlderEditsMeanWhatTheyMeant: before, records did not say whose words they are.
func TestOlderEditsMeanWhatTheyMeant(t *testing.T) {
	h := newHall(t)
	var all []written
	for _, kind := range kindsOfWriting() {
		w := h.writes(kind, method.Named, "first", "")
		all = append(all, w)
		h.OK(h.Another(w.kind+".edited/1", w.edit(1, "second"))) // by the facilitator
	}
	h.Host = halltest.OpenHost(t, h.Store, "later")
	t.Cleanup(h.Host.Close)
	for _, w := range all {
		h.is(w, "second", session.Attribution{Member: h.Siti}, false)
	}
}

// kindsThatAreLed are the registers in which an organisation leads.
func kindsThatAreLed() []string {
	return slices.DeleteFunc(kindsOfWriting()[1:], func(kind string) bool {
		_, led := halltest.Leads(halltest.RegisterNamed(kind))
		return !led
	})
}

// TestAConfirmationOutlivesTheEdit: bringing words back takes no organisation's word
// back, whether it confirmed after the edit or with its own.
func TestAConfirmationOutlivesTheEdit(t *testing.T) {
	for name, confirm := range map[string]func(h *hall, lead session.MemberID, w written){
		"after an edit": func(h *hall, lead session.MemberID, w written) {
			h.Must(h.Facilitator(), w.edit(1, "second"))
			id := method.EntryID(w.id)
			h.Must(lead, &session.ConfirmEntry{Register: h.Entry(id).Register, Entry: id, Organisation: h.Organisation(lead)})
		},
		"with its edit": func(h *hall, lead session.MemberID, w written) {
			h.Must(lead, w.edit(1, "second"))
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, kind := range kindsThatAreLed() {
				h := newHall(t)
				lead := h.Members[method.Scribe]
				w := h.writes(kind, method.Named, "first", h.Organisation(lead))
				confirm(h, lead, w)
				_, revision, _ := w.see()
				h.Must(h.Siti, &session.AnswerEdit{Contribution: w.id, Revision: revision, Restore: true})
				if e := h.Entry(method.EntryID(w.id)); e.Title() != "first" || !e.Lead().Confirmed {
					t.Errorf("the %s is %q, its lead is %+v", kind, e.Title(), e.Lead())
				}
				h.SameAfterRereading()
			}
		})
	}
}

// TestWhoPutsWordsBackConfirmsWithThem: the lead that writes the author's own words again,
// and confirms by that, has changed nothing of them.
func TestWhoPutsWordsBackConfirmsWithThem(t *testing.T) {
	for _, kind := range kindsThatAreLed() {
		h := newHall(t)
		lead := h.Members[method.Scribe]
		w := h.writes(kind, method.Named, "first", h.Organisation(lead))
		h.Must(h.Facilitator(), w.edit(1, "second"))
		h.Must(lead, w.edit(2, "first"))
		if e := h.Entry(method.EntryID(w.id)); e.Edited || e.By.Member != h.Siti || !e.Lead().Confirmed {
			t.Errorf("the %s is signed %+v, its lead is %+v", kind, e.Authored, e.Lead())
		}
		h.SameAfterRereading()
	}
}

// TestWhatWasReportedOutlivesTheEdit: bringing words back takes back neither a stage that
// was reported nor a lead that was taken over, whoever brings them.
func TestWhatWasReportedOutlivesTheEdit(t *testing.T) {
	for _, byTheAuthor := range []bool{true, false} {
		for _, kind := range kindsOfWriting()[1:] {
			h := newHall(t)
			scribe := h.Members[method.Scribe]
			w := h.writes(kind, method.Named, "first", "")
			id := method.EntryID(w.id)
			r := h.Entry(id).Register
			stage, staged := r.With(field.UseStage)
			if !staged || !r.Promises() || !r.Leads() {
				continue
			}
			h.Must(h.Facilitator(), w.edit(1, "second"))
			moved := h.Reading(id, method.Reported)
			moved.Stage = stage.Values[1]
			h.Must(h.Siti, moved)
			h.Must(h.Siti, &session.HandOver{Register: r, Entry: id, To: h.Organisation(scribe)})
			h.Must(scribe, &session.ConfirmEntry{Register: r, Entry: id, Organisation: h.Organisation(scribe)})
			if byTheAuthor {
				h.Must(h.Siti, &session.AnswerEdit{Contribution: w.id, Revision: 5, Restore: true})
			} else {
				h.Must(h.Facilitator(), w.edit(5, "first"))
			}
			e := h.Entry(id)
			if e.Title() != "first" || e.Edited || r.Answer(field.UseStage, e.Fields) != moved.Stage ||
				e.Lead() != (field.Support{Organisation: h.Organisation(scribe), Confirmed: true}) {
				t.Errorf("by the author %v, the %s is %+v, led by %+v, edited %v", byTheAuthor, kind, e.Fields, e.Lead(), e.Edited)
			}
			h.SameAfterRereading()
		}
	}
}
