package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/promise"
)

// bad is a form with one thing wrong in it.
type bad[F any] struct {
	name  string
	spoil func(*F)
	want  refusal.Code
}

// refuse tries each form, and that it is good before it is spoilt.
func refuse[F any](t *testing.T, h *hall, who session.MemberID, form func() (change, *F), table []bad[F]) {
	t.Helper()
	for _, b := range table {
		c, f := form()
		b.spoil(f)
		if err := h.Do(who, c); !halltest.IsRefusal(err, b.want) {
			t.Errorf("%T with %s: got %v, want %s", c, b.name, err, b.want)
		}
	}
	c, _ := form()
	if err := h.Do(who, c); err != nil {
		t.Errorf("%T: %v", c, err)
	}
}

func TestItemBounds(t *testing.T) {
	h := newHall(t)
	form := func() (change, *session.AddItem) { a := h.NewItem("text"); return a, a }
	refuse(t, h, h.Siti, form, []bad[session.AddItem]{
		{"no text", func(a *session.AddItem) { a.Text = "" }, refusal.Missing},
		{"nothing but controls", func(a *session.AddItem) { a.Text = " \x1b\u202e\n" }, refusal.Missing},
		{"a long text", func(a *session.AddItem) { a.Text = halltest.Long(method.MaxItem) }, refusal.TooLong},
		{"no part", func(a *session.AddItem) { a.Part = "" }, refusal.Invalid},
		{"another part", func(a *session.AddItem) { a.Part = "X" }, refusal.Invalid},
		{"another level", func(a *session.AddItem) { a.Level = "cosmic" }, refusal.Invalid},
		{"no audience", func(a *session.AddItem) { a.Audience = "" }, refusal.Invalid},
		{"no rung", func(a *session.AddItem) { a.Attribution = "" }, refusal.Invalid},
		{"no id", func(a *session.AddItem) { a.Item = "" }, refusal.Invalid},
		{"no board", func(a *session.AddItem) { a.Board = "" }, refusal.NotFound},
	})
	exact := h.NewItem(strings.Repeat("น", method.MaxItem))
	h.Must(h.Siti, exact)
	h.Refused(h.Do(h.Siti, &session.EditItem{Item: exact.Item, Revision: 1, Text: halltest.Long(method.MaxItem)}), refusal.TooLong)
	h.Refused(h.Do(h.Siti, &session.MoveItem{Item: exact.Item, To: layout.Strengths}), refusal.Invalid)
	h.Refused(h.Do(h.Siti, &session.MoveItem{Item: exact.Item, To: "X"}), refusal.Invalid)
}

// TestWordsAreCleanedOnTheWayIn, whichever form they come by.
func TestWordsAreCleanedOnTheWayIn(t *testing.T) {
	h := newHall(t)
	const hostile, clean = "a\x1b]52;c;eA==\x07\u202e  b", "\x1b\x07\u202e\u009b"
	item := h.NewItem(hostile)
	d := halltest.Details
	d.Title, d.Place, d.Convenors, d.Objectives = hostile, hostile, []string{hostile}, []string{hostile}
	for _, m := range h.NewEntries(hostile) {
		for _, f := range m.Register.Fields {
			switch f.Shape {
			case field.ShapeLine, field.ShapeText, field.ShapeCountry, field.ShapeCountries:
				halltest.Says(m, f.Key, hostile)
			}
		}
		h.Must(h.Siti, m)
		h.Must(h.Siti, h.Edit(m.Entry, 1, hostile))
	}
	for _, c := range []change{
		item, &session.EditItem{Item: item.Item, Revision: 1, Text: hostile},
		&session.ChangeProfile{Member: h.Siti, Revision: 1, Profile: session.Profile{Name: hostile, Organisation: "Org siti\x07", Country: hostile}},
	} {
		h.Must(h.Siti, c)
	}
	h.Join(kl, method.Observer, method.Members, session.Profile{Name: hostile, Organisation: hostile})
	h.Must(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: d, Agenda: []session.AgendaItem{
		{ID: "a", Kind: method.Round, Title: hostile, Day: 1},
	}})
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "b", hostile, "B", hostile))
	h.To(my, layout.Revealed)
	for _, r := range h.Records() {
		for _, bad := range []string{`\u001b`, `\u0007`, "\u202e", `\u202e`} {
			if strings.Contains(string(r.Body), bad) {
				t.Errorf("%s holds %s: %s", r.Kind, bad, r.Body)
			}
		}
	}
	if it := h.Item(item.Item); it.Text == "" || strings.ContainsAny(it.Text, clean) {
		t.Errorf("the item reads %q", it.Text)
	}
}

func TestMeetingBounds(t *testing.T) {
	h := newHall(t)
	form := func() (change, *session.ConveneMeeting) {
		c := &session.ConveneMeeting{Meeting: "jakarta-2024", Details: halltest.Details, Agenda: []session.AgendaItem{
			{ID: "a", Kind: method.Plenary, Title: "Opening", Day: 1, Start: "09:30", Minutes: 30},
			{ID: "b", Kind: method.Plenary, Title: "As long as there is to say", Day: 31, Minutes: 24 * 60},
		}}
		c.Details.Last = "2022-10-01"
		return c, c
	}
	type m = session.ConveneMeeting
	refuse(t, h, h.Members[method.Organiser], form, []bad[m]{
		{"a name that is taken", func(c *m) { c.Meeting = kl }, refusal.Exists},
		{"a name that nobody can type", func(c *m) { c.Meeting = "Kuala Lumpur" }, refusal.Invalid},
		{"a long name", func(c *m) { c.Meeting = method.MeetingID(strings.Repeat("a", 61)) }, refusal.Invalid},
		{"no title", func(c *m) { c.Details.Title = " " }, refusal.Missing},
		{"a long title", func(c *m) { c.Details.Title = halltest.Long(method.MaxTitle) }, refusal.TooLong},
		{"a long place", func(c *m) { c.Details.Place = halltest.Long(method.MaxTitle) }, refusal.TooLong},
		{"no dates", func(c *m) { c.Details.First = "" }, refusal.Missing},
		{"a day that is none", func(c *m) { c.Details.First = "2022-02-30" }, refusal.NoDay},
		{"its end before it begins", func(c *m) { c.Details.Last = "2022-08-08" }, refusal.TooEarly},
		{"another mode", func(c *m) { c.Details.Mode = "telepathy" }, refusal.Invalid},
		{"another rung", func(c *m) { c.Details.Offers = "all" }, refusal.Invalid},
		{"a long objective", func(c *m) { c.Details.Objectives = []string{halltest.Long(method.MaxItem)} }, refusal.TooLong},
		{"too many objectives", func(c *m) { c.Details.Objectives = strings.Split(strings.Repeat("x,", 21)+"x", ",") }, refusal.Full},
		{"an agenda item twice", func(c *m) { c.Agenda = slices.Repeat(c.Agenda, 2) }, refusal.Invalid},
		{"too long an agenda", func(c *m) { c.Agenda = slices.Repeat(c.Agenda, session.MaxAgenda+1) }, refusal.Full},
		{"an untitled agenda item", func(c *m) { c.Agenda[0].Title = "" }, refusal.Missing},
		{"another kind of agenda item", func(c *m) { c.Agenda[0].Kind = "sprint" }, refusal.Invalid},
		{"day 0", func(c *m) { c.Agenda[0].Day = 0 }, refusal.Invalid},
		{"half past 25", func(c *m) { c.Agenda[0].Start = "25:30" }, refusal.Invalid},
		{"negative minutes", func(c *m) { c.Agenda[0].Minutes = -1 }, refusal.Invalid},
		{"a day too late", func(c *m) { c.Agenda[1].Day++ }, refusal.Invalid},
		{"more than a day", func(c *m) { c.Agenda[1].Minutes++ }, refusal.Invalid},
	})
	if m := h.Shared().Series(); len(m) != 3 || m[0].ID != "jakarta-2024" || m[0].Number != 3 {
		t.Errorf("the series is %s", halltest.AsJSON(t, m))
	}
}

func TestTimer(t *testing.T) { synctest.Test(t, aTimer) }

func aTimer(t *testing.T) {
	h := newHall(t)
	timer := func(minutes int) error {
		return h.Do(h.Facilitator(), &agenda.SetTimer{Meeting: kl, Minutes: minutes})
	}
	h.Refused(timer(5), refusal.Missing)
	h.Refused(h.Do(h.Facilitator(), &agenda.Open{Meeting: kl, Item: "lunch"}), refusal.NotFound)
	h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: "plenary"})
	h.Refused(timer(-1), refusal.Invalid)
	h.Refused(timer(24*60+1), refusal.Invalid)
	h.OK(timer(5))
	if got := time.Until(h.Shared().Meetings[kl].Deadline).Minutes(); got != 5 {
		t.Errorf("the timer ends in %v minutes", got)
	}
	h.OK(timer(0))
	if d := h.Shared().Meetings[kl].Deadline; !d.IsZero() {
		t.Errorf("a stopped timer ends at %v", d)
	}
}

func TestProfileBounds(t *testing.T) {
	h := newHall(t)
	ani := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Ani"})
	form := func() (change, *session.Profile) {
		c := &session.ChangeProfile{Member: ani, Revision: 1, Profile: session.Profile{Name: "Siti", Organisation: "ORG SCR\u200dIBE"}}
		return c, &c.Profile
	}
	type p = session.Profile
	refuse(t, h, ani, form, []bad[p]{
		{"no name", func(f *p) { f.Name = "" }, refusal.Missing},
		{"a long name", func(f *p) { f.Name = halltest.Long(method.MaxName) }, refusal.TooLong},
		{"a long organisation", func(f *p) { f.Organisation = halltest.Long(method.MaxTitle) }, refusal.TooLong},
		{"a long country", func(f *p) { f.Country = method.Country(halltest.Long(method.MaxLabel)) }, refusal.TooLong},
		{"another type", func(f *p) { f.Type = "club" }, refusal.Invalid},
		{"another rung", func(f *p) { f.Attribution = "all" }, refusal.Invalid},
	})
	if h.Organisation(ani) != h.Organisation(h.Members[method.Scribe]) {
		t.Error("an organisation that is known by that name was made again")
	}
}

// TestNamesOfThingsAreBounded: they are in drafts, links and records.
func TestNamesOfThingsAreBounded(t *testing.T) {
	h := newHall(t)
	for _, id := range []string{"", "a b", "a/b", "\x1b", "ทำ", strings.Repeat("a", 61)} {
		item := h.NewItem("text")
		item.Item = method.ItemID(id)
		agenda := []session.AgendaItem{{ID: method.AgendaID(id), Kind: method.SWOT, Title: "SWOT", Day: 1}}
		all := []change{
			item,
			halltest.SwotOn(kl, method.BoardID(id), "Thailand", "TH", ""),
			&session.ChangeMeeting{Meeting: kl, Revision: 1, Details: halltest.Details, Agenda: agenda},
		}
		for _, m := range h.NewEntries("title") {
			m.Entry = method.EntryID(id)
			all = append(all, m)
		}
		for _, c := range all {
			if err := h.Do(h.Facilitator(), c); !halltest.IsRefusal(err, refusal.Invalid) {
				t.Errorf("%T with the id %q: got %v", c, id, err)
			}
		}
	}
}

func TestCommitmentBounds(t *testing.T) {
	h := newHall(t)
	form := func() (change, *commitment.Fields) { return h.newCommitment("title") }
	type f = commitment.Fields
	org := field.Support{Organisation: h.Organisation(h.Siti)}
	refuse(t, h, h.Siti, form, []bad[f]{
		{"no title", func(c *f) { c.Title = "" }, refusal.Missing},
		{"a long title", func(c *f) { c.Title = halltest.Long(method.MaxTitle) }, refusal.TooLong},
		{"a long description", func(c *f) { c.Description = halltest.Long(method.MaxText) }, refusal.TooLong},
		{"another kind", func(c *f) { c.Kind = "epic" }, refusal.Invalid},
		{"another mode", func(c *f) { c.Mode = "solo" }, refusal.Invalid},
		{"another stage", func(c *f) { c.Stage = "done" }, refusal.Invalid},
		{"another level", func(c *f) { c.Level = "cosmic" }, refusal.Invalid},
		{"no reason to withdraw", func(c *f) { c.Stage = promise.Withdrawn }, refusal.Missing},
		{"no such day", func(c *f) { c.NextReview = "soon" }, refusal.NoDay},
		{"its end before it begins", func(c *f) { c.Start, c.End = "2023-02-01", "2023-01-31" }, refusal.TooEarly},
		{"an unknown lead", func(c *f) { c.Lead.Organisation = "none" }, refusal.Invalid},
		{"one organisation twice", func(c *f) { c.Lead, c.Supporting = org, []field.Support{org} }, refusal.Invalid},
		{"too many organisations", func(c *f) { c.Supporting = slices.Repeat([]field.Support{org}, field.MaxSupports+1) }, refusal.Full},
		{"too many origins", func(c *f) { c.From = make([]field.Link, field.MaxSupports+1) }, refusal.Full},
	})
}

func TestActionBounds(t *testing.T) {
	h := newHall(t)
	form := func() (change, *action.Fields) { return h.newAction("title") }
	type f = action.Fields
	countries := func(n int) (all []method.Country) {
		for i := range n {
			all = append(all, method.Country(fmt.Sprint("country ", i)))
		}
		return all
	}
	refuse(t, h, h.Siti, form, []bad[f]{
		{"no title", func(c *f) { c.Title = "" }, refusal.Missing},
		{"a long mechanism", func(c *f) { c.Mechanism = halltest.Long(method.MaxTitle) }, refusal.TooLong},
		{"a long window", func(c *f) { c.Window = halltest.Long(method.MaxTitle) }, refusal.TooLong},
		{"another kind", func(c *f) { c.Kind = "ticket" }, refusal.Invalid},
		{"another scope", func(c *f) { c.Scope = "galactic" }, refusal.Invalid},
		{"another status", func(c *f) { c.Status = "wip" }, refusal.Invalid},
		{"no such day", func(c *f) { c.Start = "soon" }, refusal.NoDay},
		{"a long country", func(c *f) { c.Countries = []method.Country{method.Country(halltest.Long(method.MaxLabel))} }, refusal.TooLong},
		{"too many countries", func(c *f) { c.Countries = countries(field.MaxSupports + 1) }, refusal.Full},
		{"an unknown lead", func(c *f) { c.Lead.Organisation = "none" }, refusal.Invalid},
	})
}
