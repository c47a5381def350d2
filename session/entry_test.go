package session_test

import (
	"slices"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/store/storetest"
)

const (
	jakarta method.MeetingID = "jakarta-2024"
	manila  method.MeetingID = "manila-2025"
)

// convenes adds the meetings after bangkok.
func (h *hall) convenes(meetings ...method.MeetingID) {
	h.Helper()
	for _, m := range meetings {
		h.Must(h.Members[method.Organiser], &session.ConveneMeeting{Meeting: m, Details: halltest.Details})
	}
}

// decides has a meeting decide about an entry.
func (h *hall) decides(m method.MeetingID, id method.EntryID, o method.Outcome) {
	h.Helper()
	c := h.Reading(id, method.Decided)
	c.Meeting, c.Outcome, c.Line = m, o, "because"
	h.Must(h.Members[method.Organiser], c)
}

// TestEntriesOutliveTheirMeeting: what is promised stays open when the meeting is
// closed, and those who may can still do what is to be done with it.
func TestEntriesOutliveTheirMeeting(t *testing.T) {
	for _, r := range halltest.Registers() {
		if !r.Promises() {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			h := newHall(t)
			person := h.Meet("")
			ani, err := h.Host.Join(t.Context(), person, h.Shown(h.Invite(kl, method.Participant, method.Members, 1)),
				session.Profile{Name: "Ani", Organisation: "Org ani"})
			h.OK(err)
			m := h.NewEntry(r, "Train judges")
			m.Attribution = method.Named
			supporting, _ := halltest.Supports(r)
			halltest.Says(m, supporting.Key, string(h.Organisation(h.Members[method.Scribe])))
			h.Must(ani, m)
			h.ends(kl)
			if e := h.Entry(m.Entry); !e.Open() || !slices.Contains(h.Shared().OpenEntries(), e) {
				t.Error("it is not open any more")
			}
			late := h.NewEntry(r, "Train more judges")
			h.Refused(h.Do(ani, late), refusal.MeetingClosed)
			h.Refused(h.Do(ani, h.Edit(m.Entry, 1, "Train more judges")), refusal.MeetingClosed)
			h.Must(ani, h.Reading(m.Entry, method.Reported))
			h.Must(h.Members[method.Participant], h.Reading(m.Entry, method.Observed))
			h.Must(h.Members[method.Scribe], &session.ConfirmEntry{Register: r, Entry: m.Entry, Organisation: h.Organisation(h.Members[method.Scribe])})
			_, err = h.Host.Join(t.Context(), person, h.Shown(h.Invite(bangkok, method.Participant, method.Members, 1)), session.Profile{Name: "Ani", Organisation: "Org ani"})
			h.OK(err)
			h.Must(ani, h.Edit(m.Entry, 4, "Train more judges")) // there
			h.ends(bangkok)
			h.Refused(h.Do(ani, h.Edit(m.Entry, 5, "Train all judges")), refusal.MeetingClosed)
			h.Must(ani, &session.TakeBackEntry{Register: r, Entry: m.Entry})
			if len(h.Shared().OpenEntries()) > 0 {
				t.Error("what was taken back is open")
			}
			h.SameAfterRereading()
		})
	}
}

// TestHowOftenSomethingIsCarriedOver counts meetings, each by its last word; and what
// is done or dropped is over.
func TestHowOftenSomethingIsCarriedOver(t *testing.T) {
	type decision struct {
		in method.MeetingID
		is method.Outcome
	}
	for name, test := range map[string]struct {
		decisions []decision
		carried   int
		open      bool
	}{
		"not at all":       {nil, 0, true},
		"once":             {[]decision{{bangkok, method.Continue}}, 1, true},
		"said twice":       {[]decision{{bangkok, method.Continue}, {bangkok, method.Continue}}, 1, true},
		"as something new": {[]decision{{bangkok, method.Rescope}}, 1, true},
		"on second thought": {[]decision{
			{bangkok, method.Continue}, {bangkok, method.Done},
		}, 0, false},
		"three times": {[]decision{
			{bangkok, method.Continue}, {jakarta, method.Rescope}, {manila, method.Continue},
		}, 3, true},
		"done in the end": {[]decision{
			{bangkok, method.Continue}, {jakarta, method.Continue}, {manila, method.Done},
		}, 2, false},
		"dropped":     {[]decision{{bangkok, method.DropEntry}}, 0, false},
		"taken up":    {[]decision{{bangkok, method.DropEntry}, {jakarta, method.Continue}}, 1, true},
		"ended twice": {[]decision{{bangkok, method.Done}, {jakarta, method.Done}}, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			h := newHall(t)
			h.convenes(jakarta, manila)
			id := h.promised()
			for _, d := range test.decisions {
				h.decides(d.in, id, d.is)
			}
			e := h.Entry(id)
			if e.Carried() != test.carried || e.Open() != test.open || slices.Contains(h.Shared().OpenEntries(), e) != test.open {
				t.Errorf("carried over %d times, open %v; want %d, %v", e.Carried(), e.Open(), test.carried, test.open)
			}
			h.SameAfterRereading()
		})
	}
}

// TestAnEntrySaysInWhichItemItWasMade, one of its own meeting.
func TestAnEntrySaysInWhichItemItWasMade(t *testing.T) {
	h := newHall(t)
	item := h.Shared().Meetings[kl].Agenda[0].ID
	for id, refused := range map[method.AgendaID]bool{"": false, item: false, "nowhere": true} {
		err := h.Do(h.Siti, &session.MakeEntry{
			Register: takeaway.Register(), Entry: "in-" + method.EntryID(id), Meeting: kl, Agenda: id, Audience: method.Members,
			Attribution: method.Unattributed, Fields: &takeaway.Fields{Title: "Kept"},
		})
		if (err != nil) != refused || err != nil && !halltest.IsRefusal(err, refusal.NotFound) {
			t.Errorf("in %q: %v", id, err)
		}
	}
	if in := h.Shared().EntriesIn(takeaway.Register(), kl, item); len(in) != 1 || in[0].ID != "in-"+method.EntryID(item) {
		t.Errorf("in the item are %v", in)
	}
	h.SameAfterRereading()
}

// TestADecisionIsTheMeetings: nobody takes it back, the next word stands.
func TestADecisionIsTheMeetings(t *testing.T) {
	h := newHall(t)
	id := h.promised()
	h.decides(bangkok, id, method.Done)
	said := h.Entry(id).Readings[0]
	h.Refused(h.Do(h.Members[method.Organiser], &session.TakeBackReading{
		Register: commitment.Register(), Entry: id, Reading: said.ID,
	}), refusal.NotAllowed)
}

// TestWhatAMeetingHasBeforeIt: all that was promised before and that no meeting in
// between has ended, while it is open and after it was closed.
func TestWhatAMeetingHasBeforeIt(t *testing.T) {
	h := newHall(t)
	h.convenes(jakarta)
	called := map[method.EntryID]string{}
	made := func(in method.MeetingID, title string) method.EntryID {
		m := h.NewEntry(commitment.Register(), title)
		m.Meeting, m.Attribution = in, method.Named
		h.Must(h.Members[method.Organiser], m)
		called[m.Entry] = title
		return m.Entry
	}
	made(kl, "waits")
	fulfilled, done, goes := made(kl, "fulfilled"), made(kl, "done"), made(kl, "goes on")
	again := made(kl, "goes on after all")
	back, late := made(kl, "taken back"), made(kl, "taken back after the decision")
	made(bangkok, "new in bangkok")
	report := h.Reading(fulfilled, method.Reported)
	report.Stage = string(promise.Fulfilled)
	h.Must(h.Members[method.Organiser], report)
	h.decides(bangkok, done, method.Done)
	h.decides(bangkok, goes, method.Continue)
	h.decides(bangkok, again, method.Done)
	h.decides(bangkok, again, method.Continue)
	h.decides(bangkok, late, method.Continue)
	for _, id := range []method.EntryID{back, late} {
		h.Must(h.Members[method.Organiser], &session.TakeBackEntry{Register: commitment.Register(), Entry: id})
	}
	check := func(m method.MeetingID, want ...string) {
		t.Helper()
		var got []string
		for _, e := range h.Shared().Reviewed(h.Shared().Meetings[m]) {
			got = append(got, called[e.ID])
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has %q before it, want %q", m, got, want)
		}
	}
	check(kl)
	check(bangkok, "waits", "fulfilled", "done", "goes on", "goes on after all", "taken back after the decision")
	check(jakarta, "waits", "fulfilled", "goes on", "goes on after all", "new in bangkok")
	h.ends(bangkok)
	h.convenes("another")
	check(bangkok, "waits", "fulfilled", "done", "goes on", "goes on after all", "taken back after the decision")
	h.decides(jakarta, fulfilled, method.Done)
	check("another", "waits", "goes on", "goes on after all", "new in bangkok")
}

// TestHandingOverAsks: the other organisation leads once one of its members says so.
func TestHandingOverAsks(t *testing.T) {
	for _, r := range halltest.Registers() {
		lead, ok := halltest.Leads(r)
		if !ok {
			continue
		}
		t.Run(r.Name, func(t *testing.T) {
			h := newHall(t)
			scribe, participant := h.Members[method.Scribe], h.Members[method.Participant]
			mine, theirs := h.Organisation(h.Siti), h.Organisation(scribe)
			m := h.NewEntry(r, "Train judges")
			m.Attribution = method.Named
			halltest.Says(m, lead.Key, string(mine))
			if f, ok := halltest.Shaped(r, field.ShapeSupport); ok {
				halltest.Says(m, f.Key, string(theirs))
			}
			h.Must(h.Siti, m)
			led := func(by field.Support, asked method.OrganisationID) {
				t.Helper()
				if e := h.Entry(m.Entry); e.Lead() != by || e.HandedTo != asked || e.Awaits(asked) != (asked != "") {
					t.Errorf("%+v leads and %q is asked; want %+v and %q", e.Lead(), e.HandedTo, by, asked)
				}
			}
			led(field.Support{Organisation: mine, Confirmed: true}, "")
			to := func(org method.OrganisationID) *session.HandOver {
				return &session.HandOver{Register: r, Entry: m.Entry, To: org}
			}
			h.Refused(h.Do(participant, to(theirs)), refusal.NotAllowed)
			h.Refused(h.Do(h.Siti, to("none")), refusal.Invalid)
			h.Refused(h.Do(h.Siti, to(mine)), refusal.Invalid)
			h.Must(h.Siti, to(theirs))
			led(field.Support{Organisation: mine, Confirmed: true}, theirs)
			h.Must(h.Siti, to("")) // thinks better of it
			led(field.Support{Organisation: mine, Confirmed: true}, "")
			h.Must(h.Siti, to(theirs))
			h.Refused(h.Do(participant, to("")), refusal.NotAllowed)
			h.Must(scribe, to("")) // declines
			led(field.Support{Organisation: mine, Confirmed: true}, "")
			h.ends(kl)
			h.Must(h.Siti, to(theirs))
			confirm := &session.ConfirmEntry{Register: r, Entry: m.Entry, Organisation: theirs}
			h.Refused(h.Do(participant, confirm), refusal.NotYourOrg)
			h.Must(scribe, confirm)
			led(field.Support{Organisation: theirs, Confirmed: true}, "")
			if all := r.Supports(h.Entry(m.Entry).Fields); len(all) != 1 {
				t.Errorf("it is named twice: %v", all)
			}
			h.Must(scribe, h.Reading(m.Entry, method.Reported)) // for whom it answers now
			h.SameAfterRereading()
		})
	}
}

// TestNobodyLeadsAndSomebodyIsAsked: the question can be taken back too.
func TestNobodyLeadsAndSomebodyIsAsked(t *testing.T) {
	h := newHall(t)
	id := h.Make(h.Siti, commitment.Register(), "Train judges")
	for _, org := range []method.OrganisationID{h.Organisation(h.Members[method.Scribe]), ""} {
		h.Must(h.Siti, &session.HandOver{Register: commitment.Register(), Entry: id, To: org})
		if got := h.Entry(id).HandedTo; got != org {
			t.Errorf("%q is asked, want %q", got, org)
		}
	}
}

// TestAnEditThatNamesAnotherLeadAsks where the one that leads has confirmed; otherwise
// it is as the form says.
func TestAnEditThatNamesAnotherLeadAsks(t *testing.T) {
	h := newHall(t)
	scribe, observer := h.Organisation(h.Members[method.Scribe]), h.Organisation(h.Members[method.Observer])
	m, fields := h.newCommitment("Train judges")
	m.Attribution, fields.Lead.Organisation = method.Named, scribe
	h.Must(h.Siti, m)
	lead := func(revision int, org method.OrganisationID) field.Support {
		t.Helper()
		h.Must(h.Siti, h.Fill(m.Entry, revision, "lead", string(org)))
		return h.Entry(m.Entry).Lead()
	}
	if got := lead(1, observer); got != (field.Support{Organisation: observer}) || h.Entry(m.Entry).HandedTo != "" {
		t.Errorf("proposed in the place of one that was proposed: %+v", h.Entry(m.Entry))
	}
	lead(2, scribe)
	h.Must(h.Members[method.Scribe], &session.ConfirmEntry{Register: m.Register, Entry: m.Entry, Organisation: scribe})
	if got := lead(4, observer); got != (field.Support{Organisation: scribe, Confirmed: true}) || h.Entry(m.Entry).HandedTo != observer {
		t.Errorf("in the place of one that has confirmed: %+v", h.Entry(m.Entry))
	}
	h.Must(h.Members[method.Organiser], &session.HandOver{Register: m.Register, Entry: m.Entry, To: h.Organisation(h.Siti)})
	if got := lead(6, h.Organisation(h.Siti)); h.Entry(m.Entry).HandedTo != "" || got != (field.Support{Organisation: h.Organisation(h.Siti), Confirmed: true}) {
		t.Errorf("the author's own: %+v", got)
	}
	if got := lead(7, ""); got != (field.Support{}) {
		t.Errorf("nobody any more: %+v", got)
	}
	h.SameAfterRereading()
}

// TestAnEditIsTriedAgain where the write was lost to another, and asks for the lead as it
// did at first.
func TestAnEditIsTriedAgain(t *testing.T) {
	lost := false // the next write
	h := &hall{halltest.NewIn(t, &storetest.Memory{BeforeAppend: func(string, ledger.Batch) error {
		if lost {
			lost = false
			return ledger.ErrRaced
		}
		return nil
	}})}
	m := h.NewEntry(action.Register(), "title")
	m.Attribution = method.Named
	halltest.Says(m, "lead", string(h.Organisation(h.Siti)))
	h.Must(h.Siti, m)
	lost = true
	h.Must(h.Siti, h.Fill(m.Entry, 1, "lead", string(h.Organisation(h.Facilitator()))))
	if e := h.Entry(m.Entry); e.HandedTo != h.Organisation(h.Facilitator()) || e.Lead().Organisation != h.Organisation(h.Siti) {
		t.Errorf("it is led by %v, and %q is asked", e.Lead(), e.HandedTo)
	}
}
