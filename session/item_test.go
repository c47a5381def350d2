package session_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/voting"
)

func TestConflictCarriesWhatStandsNow(t *testing.T) {
	h := newHall(t)
	item := h.Add(h.Siti, "first")
	h.Must(h.Siti, &session.EditItem{Item: item, Revision: 1, Text: "second"})
	late := func(c change, theirs func(any) string) {
		t.Helper()
		var conflict *refusal.Conflict
		if err := h.Do(h.Siti, c); !errors.As(err, &conflict) || conflict.Revision != 2 || theirs(conflict.Theirs) != "second" {
			t.Errorf("%T: got %v (%+v)", c, err, conflict)
		}
	}
	late(&session.EditItem{Item: item, Revision: 1, Text: "third"}, func(v any) string { return v.(string) })
	for _, r := range halltest.Registers() {
		id := h.Make(h.Siti, r, "first")
		h.Must(h.Siti, h.Edit(id, 1, "second"))
		late(h.Edit(id, 1, "third"), r.Title)
	}
	profile := func(name string, revision int) change {
		return &session.ChangeProfile{Member: h.Siti, Revision: revision, Profile: session.Profile{Name: name, Organisation: "Org siti"}}
	}
	meeting := func(title string, revision int) change {
		d := halltest.Details
		d.Title = title
		return &session.ChangeMeeting{Meeting: kl, Revision: revision, Details: d, Agenda: []session.AgendaItem{{ID: "a", Kind: method.Panel, Title: title, Day: 1}}}
	}
	h.Must(h.Siti, profile("Second", 1))
	h.Must(h.Facilitator(), meeting("Second", 1))
	var conflict *refusal.Conflict
	err := h.Do(h.Siti, profile("Third", 1))
	if p, _ := halltest.Theirs[session.Profile](err, &conflict); p.Name != "Second" || p.Organisation != "Org siti" || p.Type != method.CSO || conflict.Revision != 2 {
		t.Errorf("a late profile: got %v (%+v)", err, conflict)
	}
	err = h.Do(h.Members[method.Organiser], meeting("Third", 1))
	if m, _ := halltest.Theirs[session.Meeting](err, &conflict); m.Title != "Second" || len(m.Agenda) != 1 || m.Agenda[0].Title != "Second" || conflict.Revision != 2 {
		t.Errorf("a late change of the meeting: got %v (%+v)", err, conflict)
	}
	if got := h.Own(h.Siti).Hidden[my][0].Text; got != "second" {
		t.Errorf("the late edit wrote %q", got)
	}
	// The person chooses theirs, or their own again from what stands now.
	h.Must(h.Siti, &session.EditItem{Item: item, Revision: 2, Text: "third"})
}

func TestUndo(t *testing.T) {
	type step = func(h *hall, id method.ItemID) error
	edit := func(by method.Role, revision int, text string) step {
		return func(h *hall, id method.ItemID) error {
			return h.Do(h.Members[by], &session.EditItem{Item: id, Revision: revision, Text: text})
		}
	}
	undo := func(by method.Role, revision int) step {
		return func(h *hall, id method.ItemID) error {
			return h.Do(h.Members[by], &session.UndoItem{Item: id, Revision: revision})
		}
	}
	move := func(by method.Role, to layout.Part) step {
		return func(h *hall, id method.ItemID) error {
			return h.Do(h.Members[by], &session.MoveItem{Item: id, To: to})
		}
	}
	const me, other = method.Participant, method.Facilitator
	for name, c := range map[string]struct {
		steps []step
		want  refusal.Code // of the last step
		text  string
		in    layout.Part
	}{
		"edit":                {[]step{edit(me, 1, "b"), undo(me, 2)}, "", "a", layout.Strengths},
		"move":                {[]step{move(me, layout.Threats), undo(me, 2)}, "", "a", layout.Strengths},
		"nothing":             {[]step{undo(me, 1)}, refusal.UndoNothing, "a", layout.Strengths},
		"twice":               {[]step{edit(me, 1, "b"), undo(me, 2), undo(me, 3)}, refusal.UndoNothing, "a", layout.Strengths},
		"only the last":       {[]step{edit(me, 1, "b"), edit(me, 2, "c"), undo(me, 3), undo(me, 4)}, refusal.UndoNothing, "b", layout.Strengths},
		"touched by another":  {[]step{edit(me, 1, "b"), edit(other, 2, "c"), undo(me, 2)}, refusal.UndoTouched, "c", layout.Strengths},
		"of another":          {[]step{edit(me, 1, "b"), undo(other, 2)}, refusal.UndoTouched, "b", layout.Strengths},
		"of who steers":       {[]step{edit(other, 1, "b"), undo(other, 2)}, "", "a", layout.Strengths},
		"author, of steering": {[]step{edit(other, 1, "b"), undo(me, 2)}, refusal.UndoTouched, "b", layout.Strengths},
		"from an old screen":  {[]step{edit(me, 1, "b"), edit(me, 2, "c"), undo(me, 2)}, refusal.UndoTouched, "c", layout.Strengths},
	} {
		for _, rung := range []method.Ladder{method.Unattributed, method.Named} {
			t.Run(name+" "+string(rung), func(t *testing.T) {
				h := newHall(t)
				a := h.NewItem("a")
				a.Attribution = rung
				h.Must(h.Members[me], a)
				h.To(my, layout.Revealed)
				for i, s := range c.steps {
					err := s(h, a.Item)
					if i < len(c.steps)-1 || c.want == "" {
						h.OK(err)
					} else {
						h.Refused(err, c.want)
					}
				}
				if it := h.Item(a.Item); it.Text != c.text || it.Part != c.in {
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
	id := h.Add(h.Siti, "text")
	h.Must(h.Siti, &session.MoveItem{Item: id, To: layout.Threats})
	h.To(my, layout.Revealed)
	h.Must(h.Siti, &session.UndoItem{Item: id, Revision: 2})
	if it := h.Item(id); it.Part != layout.Strengths || it.Code != "MY-S1" || !slices.Equal(it.Former, []string{"MY-T1"}) {
		t.Errorf("got %+v", it)
	}
}

// TestUndoneMoveBringsTheCodeBack: people have said it aloud. The one between still finds it.
func TestUndoneMoveBringsTheCodeBack(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "text")
	h.To(my, layout.Revealed)
	h.Must(h.Siti, &session.MoveItem{Item: id, To: layout.Threats})
	h.Must(h.Siti, &session.UndoItem{Item: id, Revision: 2})
	if it := h.Item(id); it.Code != "MY-S1" || !slices.Equal(it.Former, []string{"MY-T1"}) {
		t.Errorf("it is %s, and was %s", it.Code, it.Former)
	}
	other := h.Add(h.Siti, "another")
	if code := h.Item(other).Code; code != "MY-S2" {
		t.Errorf("the next one is %s", code)
	}
	h.SameAfterRereading()
}

// TestTakenBackWordsAreGoneFromTheLog, whoever wrote them into it.
func TestTakenBackWordsAreGoneFromTheLog(t *testing.T) {
	for _, phase := range []layout.Phase{layout.Gather, layout.Revealed, layout.Voting, layout.Discuss} {
		t.Run(string(phase), func(t *testing.T) {
			h := newHall(t)
			id := h.Add(h.Siti, halltest.Secret+" one")
			if phase != layout.Gather {
				h.To(my, layout.Revealed)
				h.Must(h.Facilitator(), &session.EditItem{Item: id, Revision: 1, Text: halltest.Secret + " two"})
				h.Must(h.Facilitator(), &session.UndoItem{Item: id, Revision: 2})
				h.To(my, phase)
			}
			if !strings.Contains(h.LogText(), halltest.Secret) {
				t.Fatal("the words are not where they are looked for")
			}
			h.Must(h.Siti, &session.TakeBackItem{Item: id})
			if strings.Contains(h.LogText(), halltest.Secret) || strings.Contains(h.State(), halltest.Secret) {
				t.Error("the words are still there")
			}
			if _, it := h.Shared().Item(id); phase == layout.Gather != (it == nil) {
				t.Errorf("the tombstone is %+v", it)
			}
			if links := h.OnShelf("link"); len(links) > 0 {
				t.Errorf("the author is still linked: %v", links)
			}
			h.Refused(h.Do(h.Siti, &session.TakeBackItem{Item: id}), refusal.TakenBack, refusal.NotFound)
			h.Refused(h.Do(h.Siti, &session.EditItem{Item: id, Revision: 2, Text: "back"}), refusal.TakenBack, refusal.NotFound, refusal.WrongPhase)
			h.SameAfterRereading()
		})
	}
}

func TestTakenBackPromisesAreGoneFromTheLog(t *testing.T) {
	h := newHall(t)
	for _, r := range halltest.Registers() {
		id := h.Make(h.Siti, r, halltest.Secret)
		h.Must(h.Facilitator(), h.Edit(id, 1, halltest.Secret+" again"))
		back := h.Edit(id, 3, "back")
		if n := strings.Count(h.LogText(), halltest.Secret); n < 2 {
			t.Fatalf("%s: the words are in the log %d times", r.Name, n)
		}
		h.Must(h.Siti, &session.TakeBackEntry{Register: r, Entry: id})
		if strings.Contains(h.LogText(), halltest.Secret) || strings.Contains(h.State(), halltest.Secret) {
			t.Errorf("%s: the words are still there", r.Name)
		}
		if e := h.Entry(id); !e.TakenBack || e.Code() != r.Letter+"1" || e.Open() {
			t.Errorf("the tombstone is %+v", e)
		}
		h.Refused(h.Do(h.Facilitator(), back), refusal.TakenBack)
		h.SameAfterRereading()
	}
}

// TestForgottenAuthorsCannotReturn to their words; nobody else can either.
func TestForgottenAuthorsCannotReturn(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "text")
	h.Must(h.Siti, &session.ForgetMe{Contribution: string(id)})
	if links := h.OnShelf("link"); len(links) > 0 {
		t.Errorf("the shelf still links %v", links)
	}
	if own := h.Own(h.Siti); len(own.Hidden[my]) > 0 || own.Wrote(string(id), session.Attribution{}) {
		t.Error("the author is still known to be the author")
	}
	h.Refused(h.Do(h.Siti, &session.TakeBackItem{Item: id}), refusal.NotFound)
	h.To(my, layout.Revealed)
	h.Refused(h.Do(h.Siti, &session.TakeBackItem{Item: id}), refusal.NotAllowed)
	if h.Item(id).Text != "text" {
		t.Error("the words are gone")
	}
}

// TestNobodyTakesOverAContribution by making another under the same id: the
// link to the author would be theirs.
func TestNobodyTakesOverAContribution(t *testing.T) {
	h := newHall(t)
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "board-th", "Thailand", "TH", ""))
	made := []string{string(h.Add(h.Siti, "text"))}
	for _, r := range halltest.Registers() {
		id := h.Make(h.Siti, r, "title")
		made = append(made, string(id))
		if r.Promises() {
			said := h.Reading(id, method.Reported)
			h.Must(h.Siti, said)
			made = append(made, string(said.ID))
		}
	}
	others := h.Make(h.Members[method.Participant], commitment.Register(), "mine")
	for _, id := range made {
		item := h.NewItem("mine")
		item.Board, item.Item = "board-th", method.ItemID(id)
		said := h.Reading(others, method.Reported)
		said.ID = method.ReadingID(id)
		all := []change{item, said}
		for _, m := range h.NewEntries("mine") {
			m.Entry = method.EntryID(id)
			all = append(all, m)
		}
		for _, c := range all {
			if err := h.Do(h.Members[method.Participant], c); !halltest.IsRefusal(err, refusal.Exists) {
				t.Errorf("%T as %s: got %v", c, id, err)
			}
		}
	}
}

// TestFormsAreNotTouched: a form may hold parts of a view that others read.
func TestFormsAreNotTouched(t *testing.T) {
	h := newHall(t)
	agenda := []session.AgendaItem{{ID: "swot", Kind: method.SWOT, Title: " SWOT ", Day: 1}}
	boss := h.Members[method.Organiser]
	h.Must(boss, &session.ConveneMeeting{Meeting: "jakarta-2024", Details: halltest.Details, Agenda: agenda})
	h.Must(boss, &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: halltest.Details, Agenda: agenda})
	if agenda[0].Title != " SWOT " {
		t.Error("the form was tidied in place")
	}
	for _, m := range []method.MeetingID{kl, "jakarta-2024"} {
		if got := h.Shared().Meetings[m].Agenda[0].Title; got != "SWOT" {
			t.Errorf("%s has the item %q", m, got)
		}
	}
}

func TestLinksAreWalkedBothWays(t *testing.T) {
	h := newHall(t)
	item := h.OthersItem()
	m, promise := h.newCommitment("Train judges")
	promise.From = []field.Link{{To: method.ContributionID(item)}}
	h.Must(h.Siti, m)
	k, plan := h.newAction("Shadow report")
	plan.From = []field.Link{{To: method.ContributionID(m.Entry)}}
	plan.Countries = []method.Country{"MY", "TH", "MY", " "}
	h.Must(h.Siti, k)
	if led := h.Shared().LedTo(method.ContributionID(item)); len(led) != 1 || led[0].ID != m.Entry {
		t.Errorf("the item leads to %v", led)
	}
	led := h.Shared().LedTo(method.ContributionID(m.Entry))
	if len(led) != 1 || led[0].ID != k.Entry || led[0].Links()[0].To != method.ContributionID(m.Entry) {
		t.Errorf("the commitment leads to %v", led)
	}
	if countries := led[0].Fields.(*action.Fields).Countries; len(countries) != 2 {
		t.Errorf("the countries are %q", countries)
	}
	h.To(my, layout.Gather)
	hidden := h.Add(h.Siti, "hidden")
	for _, to := range []method.ContributionID{"", "none", method.ContributionID(hidden)} {
		bad, fields := h.newAction("Shadow report")
		fields.From = []field.Link{{To: method.ContributionID(item)}, {To: to}}
		if err := h.Do(h.Members[method.Scribe], bad); !halltest.IsRefusal(err, refusal.Invalid) {
			t.Errorf("from %q: got %v", to, err)
		}
	}
}

// TestItemsAreGrouped by those who steer, while everybody sees them and nobody votes.
// Their votes stay theirs; one that goes elsewhere, or is taken back, leaves the group.
func TestItemsAreGrouped(t *testing.T) {
	h := newHall(t)
	one, two := h.Add(h.Siti, "one"), h.Add(h.Siti, "two")
	group := func(id method.ItemID, heading string) error {
		return h.Do(h.Facilitator(), &session.GroupItem{Item: id, Heading: heading})
	}
	h.Refused(group(one, "Money"), refusal.NotFound) // it waits for the reveal
	h.To(my, layout.Revealed)
	h.OK(group(one, " Money "))
	h.OK(group(two, "money")) // they are the same to people
	h.To(my, layout.Voting)
	h.Refused(group(two, ""), refusal.WrongPhase)
	h.Must(h.Siti, &voting.Cast{Board: my, Item: one, Dots: 2})
	h.Must(h.Facilitator(), &voting.Cast{Board: my, Item: two, Dots: 1})
	h.To(my, layout.Discuss)
	b, part := h.Shared().Boards[my], h.Item(one).Part
	if n := b.VotesUnder(part, "Money"); n != 3 || b.Votes(h.Item(one)) != 2 {
		t.Errorf("together they have %d dots, and the first %d", n, b.Votes(h.Item(one)))
	}
	h.OK(group(two, ""))
	if b := h.Shared().Boards[my]; b.VotesUnder(part, "Money") != 2 || b.Votes(h.Item(two)) != 1 || h.Item(two).Heading != "" {
		t.Errorf("ungrouped they are %s", halltest.AsJSON(t, b.Items))
	}
	h.OK(group(two, "Money"))
	h.Must(h.Siti, &session.MoveItem{Item: two, To: layout.Threats})
	if it := h.Item(two); it.Heading != "" || it.Revision != 2 {
		t.Errorf("moved it is %+v", it)
	}
	h.Must(h.Siti, &session.TakeBackItem{Item: one})
	if it := h.Item(one); it.Heading != "" {
		t.Errorf("taken back it is %+v", it)
	}
	h.Refused(group(one, "Money"), refusal.TakenBack)
	h.Must(h.Siti, &session.TakeBackItem{Item: two})
	if text := h.LogText(); strings.Contains(text, "Money") {
		t.Errorf("the log still holds the heading: %s", text)
	}
	h.SameAfterRereading()
}

// TestUndoingAMoveBringsTheHeadingBack that the item stood under.
func TestUndoingAMoveBringsTheHeadingBack(t *testing.T) {
	h := newHall(t)
	id := h.Add(h.Siti, "one")
	h.To(my, layout.Revealed)
	h.Must(h.Facilitator(), &session.GroupItem{Item: id, Heading: "Money"})
	h.Must(h.Facilitator(), &session.MoveItem{Item: id, To: layout.Threats})
	h.Must(h.Facilitator(), &session.UndoItem{Item: id, Revision: 2})
	if got := h.Item(id).Heading; got != "Money" {
		t.Errorf("it stands under %q", got)
	}
	h.SameAfterRereading()
}
