package session_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
)

func TestConflictCarriesWhatStandsNow(t *testing.T) {
	h := newHall(t)
	item := h.add(h.siti, "first")
	h.must(h.siti, &session.EditItem{Item: item, Revision: 1, Text: "second"})
	late := func(c change, theirs func(any) string) {
		t.Helper()
		var conflict *session.Conflict
		if err := h.do(h.siti, c); !errors.As(err, &conflict) || conflict.Revision != 2 || theirs(conflict.Theirs) != "second" {
			t.Errorf("%T: got %v (%+v)", c, err, conflict)
		}
	}
	late(&session.EditItem{Item: item, Revision: 1, Text: "third"}, func(v any) string { return v.(string) })
	for _, r := range registers() {
		id := h.make(h.siti, r, "first")
		h.must(h.siti, h.edit(id, 1, "second"))
		late(h.edit(id, 1, "third"), r.Title)
	}
	profile := func(name string, revision int) change {
		return &session.ChangeProfile{Member: h.siti, Revision: revision, Profile: session.Profile{Name: name, Organisation: "Org siti"}}
	}
	meeting := func(title string, revision int) change {
		d := details
		d.Title = title
		return &session.ChangeMeeting{Meeting: kl, Revision: revision, Details: d, Agenda: []session.AgendaItem{{ID: "a", Kind: session.Panel, Title: title, Day: 1}}}
	}
	h.must(h.siti, profile("Second", 1))
	h.must(h.facilitator(), meeting("Second", 1))
	var conflict *session.Conflict
	err := h.do(h.siti, profile("Third", 1))
	if p, _ := theirs[session.Profile](err, &conflict); p.Name != "Second" || p.Organisation != "Org siti" || p.Type != session.CSO || conflict.Revision != 2 {
		t.Errorf("a late profile: got %v (%+v)", err, conflict)
	}
	err = h.do(h.members[session.Organiser], meeting("Third", 1))
	if m, _ := theirs[session.Meeting](err, &conflict); m.Title != "Second" || len(m.Agenda) != 1 || m.Agenda[0].Title != "Second" || conflict.Revision != 2 {
		t.Errorf("a late change of the meeting: got %v (%+v)", err, conflict)
	}
	if got := h.own(h.siti).Hidden[my][0].Text; got != "second" {
		t.Errorf("the late edit wrote %q", got)
	}
	// The person chooses theirs, or their own again from what stands now.
	h.must(h.siti, &session.EditItem{Item: item, Revision: 2, Text: "third"})
}

// theirs is the version that a conflict holds.
func theirs[T any](err error, conflict **session.Conflict) (T, bool) {
	if !errors.As(err, conflict) {
		var none T
		return none, false
	}
	v, ok := (*conflict).Theirs.(T)
	return v, ok
}

func TestUndo(t *testing.T) {
	type step = func(h *hall, id session.ItemID) error
	edit := func(by session.Role, revision int, text string) step {
		return func(h *hall, id session.ItemID) error {
			return h.do(h.members[by], &session.EditItem{Item: id, Revision: revision, Text: text})
		}
	}
	undo := func(by session.Role, revision int) step {
		return func(h *hall, id session.ItemID) error {
			return h.do(h.members[by], &session.UndoItem{Item: id, Revision: revision})
		}
	}
	move := func(by session.Role, to session.Part) step {
		return func(h *hall, id session.ItemID) error {
			return h.do(h.members[by], &session.MoveItem{Item: id, To: to})
		}
	}
	const me, other = session.Participant, session.Facilitator
	for name, c := range map[string]struct {
		steps []step
		want  session.Code // of the last step
		text  string
		in    session.Part
	}{
		"edit":                {[]step{edit(me, 1, "b"), undo(me, 2)}, "", "a", session.Strengths},
		"move":                {[]step{move(me, session.Threats), undo(me, 2)}, "", "a", session.Strengths},
		"nothing":             {[]step{undo(me, 1)}, session.UndoNothing, "a", session.Strengths},
		"twice":               {[]step{edit(me, 1, "b"), undo(me, 2), undo(me, 3)}, session.UndoNothing, "a", session.Strengths},
		"only the last":       {[]step{edit(me, 1, "b"), edit(me, 2, "c"), undo(me, 3), undo(me, 4)}, session.UndoNothing, "b", session.Strengths},
		"touched by another":  {[]step{edit(me, 1, "b"), edit(other, 2, "c"), undo(me, 2)}, session.UndoTouched, "c", session.Strengths},
		"of another":          {[]step{edit(me, 1, "b"), undo(other, 2)}, session.UndoTouched, "b", session.Strengths},
		"of who steers":       {[]step{edit(other, 1, "b"), undo(other, 2)}, "", "a", session.Strengths},
		"author, of steering": {[]step{edit(other, 1, "b"), undo(me, 2)}, session.UndoTouched, "b", session.Strengths},
		"from an old screen":  {[]step{edit(me, 1, "b"), edit(me, 2, "c"), undo(me, 2)}, session.UndoTouched, "c", session.Strengths},
	} {
		for _, rung := range []session.Ladder{session.Unattributed, session.Named} {
			t.Run(name+" "+string(rung), func(t *testing.T) {
				h := newHall(t)
				a := newItem(h, "a")
				a.Attribution = rung
				h.must(h.members[me], a)
				h.to(my, session.Revealed)
				for i, s := range c.steps {
					err := s(h, a.Item)
					if i < len(c.steps)-1 || c.want == "" {
						h.ok(err)
					} else {
						h.refused(err, c.want)
					}
				}
				if it := h.item(a.Item); it.Text != c.text || it.Part != c.in {
					t.Errorf("got %q in %s, want %q in %s", it.Text, it.Part, c.text, c.in)
				}
			})
		}
	}
}

// TestUndoneMoveKeepsEveryCode, also where the item was moved before the reveal
// and goes back after it.
func TestUndoneMoveKeepsEveryCode(t *testing.T) {
	h := newHall(t)
	id := h.add(h.siti, "text")
	h.must(h.siti, &session.MoveItem{Item: id, To: session.Threats})
	h.to(my, session.Revealed)
	h.must(h.siti, &session.UndoItem{Item: id, Revision: 2})
	if it := h.item(id); it.Part != session.Strengths || it.Code != "MY-S1" || !slices.Equal(it.Former, []string{"MY-T1"}) {
		t.Errorf("got %+v", it)
	}
}

// secret is a word that no other record holds.
const secret = "xylophone"

// TestTakenBackWordsAreGoneFromTheLog, whoever wrote them into it.
func TestTakenBackWordsAreGoneFromTheLog(t *testing.T) {
	for _, phase := range []session.Phase{session.Gather, session.Revealed, session.Voting, session.Discuss} {
		t.Run(string(phase), func(t *testing.T) {
			h := newHall(t)
			id := h.add(h.siti, secret+" one")
			if phase != session.Gather {
				h.to(my, session.Revealed)
				h.must(h.facilitator(), &session.EditItem{Item: id, Revision: 1, Text: secret + " two"})
				h.must(h.facilitator(), &session.UndoItem{Item: id, Revision: 2})
				h.to(my, phase)
			}
			if !strings.Contains(h.logText(), secret) {
				t.Fatal("the words are not where they are looked for")
			}
			h.must(h.siti, &session.TakeBackItem{Item: id})
			if strings.Contains(h.logText(), secret) || strings.Contains(h.state(), secret) {
				t.Error("the words are still there")
			}
			if _, it := h.shared().Item(id); phase == session.Gather != (it == nil) {
				t.Errorf("the tombstone is %+v", it)
			}
			if links := h.onShelf("link"); len(links) > 0 {
				t.Errorf("the author is still linked: %v", links)
			}
			h.refused(h.do(h.siti, &session.TakeBackItem{Item: id}), session.TakenBack, session.NotFound)
			h.refused(h.do(h.siti, &session.EditItem{Item: id, Revision: 2, Text: "back"}), session.TakenBack, session.NotFound, session.WrongPhase)
			h.sameAfterRereading()
		})
	}
}

func TestTakenBackPromisesAreGoneFromTheLog(t *testing.T) {
	h := newHall(t)
	for _, r := range registers() {
		id := h.make(h.siti, r, secret)
		h.must(h.facilitator(), h.edit(id, 1, secret+" again"))
		back := h.edit(id, 3, "back")
		if n := strings.Count(h.logText(), secret); n < 2 {
			t.Fatalf("%s: the words are in the log %d times", r.Name, n)
		}
		h.must(h.siti, &session.TakeBackEntry{Register: r, Entry: id})
		if strings.Contains(h.logText(), secret) || strings.Contains(h.state(), secret) {
			t.Errorf("%s: the words are still there", r.Name)
		}
		if e := h.entry(id); !e.TakenBack || e.Code() != r.Letter+"1" || e.Open() {
			t.Errorf("the tombstone is %+v", e)
		}
		h.refused(h.do(h.facilitator(), back), session.TakenBack)
		h.sameAfterRereading()
	}
}

// TestForgottenAuthorsCannotReturn to their words; nobody else can either.
func TestForgottenAuthorsCannotReturn(t *testing.T) {
	h := newHall(t)
	id := h.add(h.siti, "text")
	h.must(h.siti, &session.ForgetMe{Contribution: string(id)})
	if links := h.onShelf("link"); len(links) > 0 {
		t.Errorf("the shelf still links %v", links)
	}
	if own := h.own(h.siti); len(own.Hidden[my]) > 0 || own.Wrote(string(id), session.Attribution{}) {
		t.Error("the author is still known to be the author")
	}
	h.refused(h.do(h.siti, &session.TakeBackItem{Item: id}), session.NotFound)
	h.to(my, session.Revealed)
	h.refused(h.do(h.siti, &session.TakeBackItem{Item: id}), session.NotAllowed)
	if h.item(id).Text != "text" {
		t.Error("the words are gone")
	}
}

// TestNobodyTakesOverAContribution by making another under the same id: the
// link to the author would be theirs.
func TestNobodyTakesOverAContribution(t *testing.T) {
	h := newHall(t)
	h.must(h.facilitator(), swotOn(kl, "board-th", "Thailand", "TH", ""))
	made := []string{string(h.add(h.siti, "text"))}
	for _, r := range registers() {
		id := h.make(h.siti, r, "title")
		made = append(made, string(id))
		if r.Promises() {
			said := reading(h, id, session.Reported)
			h.must(h.siti, said)
			made = append(made, string(said.ID))
		}
	}
	others := h.make(h.members[session.Participant], commitment.Register(), "mine")
	for _, id := range made {
		item := newItem(h, "mine")
		item.Board, item.Item = "board-th", session.ItemID(id)
		said := reading(h, others, session.Reported)
		said.ID = session.ReadingID(id)
		all := []change{item, said}
		for _, m := range newEntries(h, "mine") {
			m.Entry = session.EntryID(id)
			all = append(all, m)
		}
		for _, c := range all {
			if err := h.do(h.members[session.Participant], c); !isRefusal(err, session.Exists) {
				t.Errorf("%T as %s: got %v", c, id, err)
			}
		}
	}
}

// TestFormsAreNotTouched: a form may hold parts of a view that others read.
func TestFormsAreNotTouched(t *testing.T) {
	h := newHall(t)
	agenda := []session.AgendaItem{{ID: "swot", Kind: session.SWOT, Title: " SWOT ", Day: 1}}
	boss := h.members[session.Organiser]
	h.must(boss, &session.ConveneMeeting{Meeting: "jakarta-2024", Details: details, Agenda: agenda})
	h.must(boss, &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: details, Agenda: agenda})
	if agenda[0].Title != " SWOT " {
		t.Error("the form was tidied in place")
	}
	for _, m := range []session.MeetingID{kl, "jakarta-2024"} {
		if got := h.shared().Meetings[m].Agenda[0].Title; got != "SWOT" {
			t.Errorf("%s has the item %q", m, got)
		}
	}
}

func TestLinksAreWalkedBothWays(t *testing.T) {
	h := newHall(t)
	item := othersItem(h)
	m, promise := newCommitment(h, "Train judges")
	promise.From = []session.Link{{To: session.ContributionID(item)}}
	h.must(h.siti, m)
	k, plan := newAction(h, "Shadow report")
	plan.From = []session.Link{{To: session.ContributionID(m.Entry)}}
	plan.Countries = []session.Country{"MY", "TH", "MY", " "}
	h.must(h.siti, k)
	if led := h.shared().LedTo(session.ContributionID(item)); len(led) != 1 || led[0].ID != m.Entry {
		t.Errorf("the item leads to %v", led)
	}
	led := h.shared().LedTo(session.ContributionID(m.Entry))
	if len(led) != 1 || led[0].ID != k.Entry || led[0].Links()[0].To != session.ContributionID(m.Entry) {
		t.Errorf("the commitment leads to %v", led)
	}
	if countries := led[0].Fields.(*action.Fields).Countries; len(countries) != 2 {
		t.Errorf("the countries are %q", countries)
	}
	h.to(my, session.Gather)
	hidden := h.add(h.siti, "hidden")
	for _, to := range []session.ContributionID{"", "none", session.ContributionID(hidden)} {
		bad, fields := newAction(h, "Shadow report")
		fields.From = []session.Link{{To: session.ContributionID(item)}, {To: to}}
		if err := h.do(h.members[session.Scribe], bad); !isRefusal(err, session.Invalid) {
			t.Errorf("from %q: got %v", to, err)
		}
	}
}
