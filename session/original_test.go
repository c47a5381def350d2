package session_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
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
	for _, r := range registers() {
		all = append(all, r.Name)
	}
	return all
}

// writes makes a contribution of a kind as Siti, signed as she likes, for
// everybody to read.
func (h *hall) writes(kind string, rung session.Ladder, words string, lead session.OrganisationID) written {
	h.Helper()
	for _, r := range registers() {
		if r.Name == kind {
			return h.writesEntry(r, rung, words, lead)
		}
	}
	a := newItem(h, words)
	a.Attribution = rung
	h.must(h.siti, a)
	h.to(my, session.Revealed)
	return written{"item", string(a.Item), func(revision int, words string) change {
		return &session.EditItem{Item: a.Item, Revision: revision, Text: words}
	}, &session.TakeBackItem{Item: a.Item}, func() (session.Authored, int, string) {
		it := h.item(a.Item)
		return it.Authored, it.Revision, it.Text
	}}
}

func (h *hall) writesEntry(r *session.Register, rung session.Ladder, words string, lead session.OrganisationID) written {
	h.Helper()
	m := newEntry(h, r, words)
	m.Attribution = rung
	if f, ok := leads(r); ok {
		says(m, f.Key, string(lead))
	}
	h.must(h.siti, m)
	return written{r.Name, string(m.Entry), func(revision int, words string) change {
		return h.edit(m.Entry, revision, words)
	}, &session.TakeBackEntry{Register: r, Entry: m.Entry}, func() (session.Authored, int, string) {
		e := h.entry(m.Entry)
		return e.Authored, e.Revision, e.Title()
	}}
}

// everyWriting plays a test with each kind of contribution and each signature.
func everyWriting(t *testing.T, play func(h *hall, w written, signed session.Attribution)) {
	t.Helper()
	for _, rung := range session.Ladders() {
		for _, kind := range kindsOfWriting() {
			t.Run(fmt.Sprint(rung, " ", kind), func(t *testing.T) {
				h := newHall(t)
				w := h.writes(kind, rung, "first", h.organisation(h.members[session.Participant]))
				signed, _, _ := w.see()
				play(h, w, signed.By)
				h.sameAfterRereading()
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
		h.must(h.facilitator(), w.edit(1, "second"))
		h.is(w, "second", session.Attribution{}, true)
		h.must(h.members[session.Organiser], w.edit(2, "third"))
		h.is(w, "third", session.Attribution{}, true)
		own := h.own(h.siti)
		if o := own.Originals[w.id]; o.By != signed || !strings.Contains(asJSON(h, o.Words), "first") {
			h.Errorf("the author finds %+v", o)
		}
		if a, _, _ := w.see(); !own.Wrote(w.id, a.By) || own.Signed(w.id, a.By) != signed {
			h.Error("the author is no author any more")
		}
		for who, seen := range h.readers(h.siti) {
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
				h.must(h.facilitator(), w.edit(1, "second"))
				answer := func(revision int) *session.AnswerEdit {
					return &session.AnswerEdit{Contribution: w.id, Revision: revision, Restore: c.restore}
				}
				h.refused(h.do(h.facilitator(), answer(2)), session.NotAllowed)
				h.refused(h.do(h.siti, answer(1)), session.EditedAgain)
				from := len(h.records())
				h.must(h.siti, answer(2))
				h.is(w, c.words, signed, false)
				if len(h.own(h.siti).Originals) > 0 {
					h.Error("there is still a version to choose")
				}
				for _, r := range h.records()[from:] {
					if told := r.Author != ""; told != (signed.Member != "") || strings.Contains(string(r.Body), "first") {
						h.Errorf("%s by %q holds %s", r.Kind, r.Author, r.Body)
					}
				}
				h.refused(h.do(h.siti, answer(3)), session.NotFound)
				// Who edited before may edit again, and it shows again.
				h.must(h.facilitator(), w.edit(3, "fourth"))
				h.is(w, "fourth", session.Attribution{}, true)
			})
		})
	}
}

// TestTheAuthorsOwnWordsAreSigned: what they write themselves, over somebody
// else's words too, and what somebody else puts back.
func TestTheAuthorsOwnWordsAreSigned(t *testing.T) {
	everyWriting(t, func(h *hall, w written, signed session.Attribution) {
		h.must(h.siti, w.edit(1, "first"))
		h.must(h.facilitator(), w.edit(2, "first"))
		h.is(w, "first", signed, false)
		h.must(h.facilitator(), w.edit(3, "second"))
		h.must(h.siti, w.edit(4, "third"))
		h.is(w, "third", signed, false)
		h.must(h.facilitator(), w.edit(5, "fourth"))
		h.must(h.facilitator(), w.edit(6, "fourth"))
		h.is(w, "fourth", session.Attribution{}, true)
		h.must(h.facilitator(), w.edit(7, "third"))
		h.is(w, "third", signed, false)
	})
}

// TestALeadOrganisationDoesNotSignForTheAuthor, and confirming is no edit.
func TestALeadOrganisationDoesNotSignForTheAuthor(t *testing.T) {
	everyWriting(t, func(h *hall, w written, signed session.Attribution) {
		if e := h.shared().Entries[session.EntryID(w.id)]; e == nil || e.Lead().Organisation == "" {
			return // nobody leads it
		}
		h.must(h.members[session.Participant], w.edit(1, "first")) // confirms, and says nothing new
		h.is(w, "first", signed, false)
		h.must(h.members[session.Participant], w.edit(2, "second"))
		h.is(w, "second", session.Attribution{}, true)
	})
}

// TestUndoGivesTheSignatureBack, or takes it again.
func TestUndoGivesTheSignatureBack(t *testing.T) {
	for _, rung := range session.Ladders() {
		t.Run(string(rung), func(t *testing.T) {
			h := newHall(t)
			w := h.writes("item", rung, "first", "")
			signed, _, _ := w.see()
			undo := func(who session.MemberID, revision int) {
				h.must(who, &session.UndoItem{Item: session.ItemID(w.id), Revision: revision})
			}
			h.must(h.facilitator(), w.edit(1, "second"))
			undo(h.facilitator(), 2)
			h.is(w, "first", signed.By, false)
			h.must(h.facilitator(), w.edit(3, "second"))
			h.must(h.siti, w.edit(4, "third"))
			undo(h.siti, 5)
			h.is(w, "second", session.Attribution{}, true)
			if o := h.own(h.siti).Originals[w.id]; o.Words != "first" || o.By != signed.By {
				t.Errorf("the author finds %+v", o)
			}
			h.must(h.siti, &session.AnswerEdit{Contribution: w.id, Revision: 6})
			h.refused(h.do(h.facilitator(), &session.UndoItem{Item: session.ItemID(w.id), Revision: 7}), session.UndoNothing)
			h.sameAfterRereading()
		})
	}
}

// TestTheAuthorsVersionIsErasedToo when they take their words back.
func TestTheAuthorsVersionIsErasedToo(t *testing.T) {
	for _, answered := range []bool{false, true} {
		h := newHall(t)
		for _, kind := range kindsOfWriting() {
			w := h.writes(kind, session.Named, secret, "")
			h.must(h.facilitator(), w.edit(1, "second"))
			if answered {
				h.must(h.siti, &session.AnswerEdit{Contribution: w.id, Revision: 2, Restore: true})
			}
			h.must(h.siti, w.take)
			h.is(w, "", session.Attribution{}, false)
		}
		if strings.Contains(h.logText(), secret) || strings.Contains(h.state(), secret) {
			t.Errorf("answered %v: the words are still there", answered)
		}
		h.sameAfterRereading()
	}
}

// TestAfterTheCloseNobodyAgrees: it stays edited and unsigned, and whoever signed
// with their name can still take it back.
func TestAfterTheCloseNobodyAgrees(t *testing.T) {
	everyWriting(t, func(h *hall, w written, signed session.Attribution) {
		h.must(h.facilitator(), w.edit(1, "second"))
		h.must(h.facilitator(), &session.CloseMeeting{Meeting: kl})
		h.refused(h.do(h.siti, &session.AnswerEdit{Contribution: w.id, Revision: 2}), session.MeetingClosed)
		h.is(w, "second", session.Attribution{}, true)
		if err := h.do(h.siti, w.take); (err == nil) != (signed.Member != "") {
			h.Errorf("signed as %+v, it is taken back: %v", signed, err)
		}
	})
}

// TestOlderEditsMeanWhatTheyMeant: before, records did not say whose words they are.
func TestOlderEditsMeanWhatTheyMeant(t *testing.T) {
	h := newHall(t)
	var all []written
	for _, kind := range kindsOfWriting() {
		w := h.writes(kind, session.Named, "first", "")
		all = append(all, w)
		h.ok(h.another(w.kind+".edited/1", w.edit(1, "second"))) // by the facilitator
	}
	h.host = openHost(t, h.store, "later")
	t.Cleanup(h.host.Close)
	for _, w := range all {
		h.is(w, "second", session.Attribution{Member: h.siti}, false)
	}
}

// TestAConfirmationOutlivesTheEdit: bringing words back takes no organisation's word
// back.
func TestAConfirmationOutlivesTheEdit(t *testing.T) {
	for _, kind := range kindsOfWriting()[1:] {
		if _, ok := leads(registerNamed(kind)); !ok {
			continue
		}
		h := newHall(t)
		scribe := h.members[session.Scribe]
		w := h.writes(kind, session.Named, "first", h.organisation(scribe))
		h.must(h.facilitator(), w.edit(1, "second"))
		id := session.EntryID(w.id)
		h.must(scribe, &session.ConfirmEntry{Register: h.entry(id).Register, Entry: id, Organisation: h.organisation(scribe)})
		h.must(h.siti, &session.AnswerEdit{Contribution: w.id, Revision: 3, Restore: true})
		if !h.entry(id).Lead().Confirmed {
			t.Errorf("the lead of the %s is only proposed again", kind)
		}
		h.sameAfterRereading()
	}
}
