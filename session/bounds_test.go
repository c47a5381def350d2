package session_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/promise"
)

func long(n int) string { return strings.Repeat("น", n+1) }

// bad is a form with one thing wrong in it.
type bad[F any] struct {
	name  string
	spoil func(*F)
	want  session.Code
}

// refuse tries each form, and that it is good before it is spoilt.
func refuse[F any](t *testing.T, h *hall, who session.MemberID, form func() (change, *F), table []bad[F]) {
	t.Helper()
	for _, b := range table {
		c, f := form()
		b.spoil(f)
		if err := h.do(who, c); !isRefusal(err, b.want) {
			t.Errorf("%T with %s: got %v, want %s", c, b.name, err, b.want)
		}
	}
	c, _ := form()
	if err := h.do(who, c); err != nil {
		t.Errorf("%T: %v", c, err)
	}
}

func TestItemBounds(t *testing.T) {
	h := newHall(t)
	form := func() (change, *session.AddItem) { a := newItem(h, "text"); return a, a }
	refuse(t, h, h.siti, form, []bad[session.AddItem]{
		{"no text", func(a *session.AddItem) { a.Text = "" }, session.Missing},
		{"nothing but controls", func(a *session.AddItem) { a.Text = " \x1b\u202e\n" }, session.Missing},
		{"a long text", func(a *session.AddItem) { a.Text = long(session.MaxItem) }, session.TooLong},
		{"no part", func(a *session.AddItem) { a.Part = "" }, session.Invalid},
		{"another part", func(a *session.AddItem) { a.Part = "X" }, session.Invalid},
		{"another level", func(a *session.AddItem) { a.Level = "cosmic" }, session.Invalid},
		{"no audience", func(a *session.AddItem) { a.Audience = "" }, session.Invalid},
		{"no rung", func(a *session.AddItem) { a.Attribution = "" }, session.Invalid},
		{"no id", func(a *session.AddItem) { a.Item = "" }, session.Invalid},
		{"no board", func(a *session.AddItem) { a.Board = "" }, session.NotFound},
	})
	exact := newItem(h, strings.Repeat("น", session.MaxItem))
	h.must(h.siti, exact)
	h.refused(h.do(h.siti, &session.EditItem{Item: exact.Item, Revision: 1, Text: long(session.MaxItem)}), session.TooLong)
	h.refused(h.do(h.siti, &session.MoveItem{Item: exact.Item, To: session.Strengths}), session.Invalid)
	h.refused(h.do(h.siti, &session.MoveItem{Item: exact.Item, To: "X"}), session.Invalid)
}

// TestWordsAreCleanedOnTheWayIn, whichever form they come by.
func TestWordsAreCleanedOnTheWayIn(t *testing.T) {
	h := newHall(t)
	const hostile, clean = "a\x1b]52;c;eA==\x07\u202e  b", "\x1b\x07\u202e\u009b"
	item := newItem(h, hostile)
	d := details
	d.Title, d.Place, d.Convenors, d.Objectives = hostile, hostile, []string{hostile}, []string{hostile}
	for _, m := range newEntries(h, hostile) {
		for _, f := range m.Register.Fields {
			switch f.Shape {
			case session.ShapeLine, session.ShapeText, session.ShapeCountry, session.ShapeCountries:
				says(m, f.Key, hostile)
			}
		}
		h.must(h.siti, m)
		h.must(h.siti, h.edit(m.Entry, 1, hostile))
	}
	for _, c := range []change{
		item, &session.EditItem{Item: item.Item, Revision: 1, Text: hostile},
		&session.ChangeProfile{Member: h.siti, Revision: 1, Profile: session.Profile{Name: hostile, Organisation: "Org siti\x07", Country: hostile}},
	} {
		h.must(h.siti, c)
	}
	h.join(kl, session.Observer, session.Members, session.Profile{Name: hostile, Organisation: hostile})
	h.must(h.facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: d, Agenda: []session.AgendaItem{
		{ID: "a", Kind: session.Round, Title: hostile, Day: 1},
	}})
	h.must(h.facilitator(), swotOn(kl, "b", hostile, "B", hostile))
	h.to(my, session.Revealed)
	for _, r := range h.records() {
		for _, bad := range []string{`\u001b`, `\u0007`, "\u202e", `\u202e`} {
			if strings.Contains(string(r.Body), bad) {
				t.Errorf("%s holds %s: %s", r.Kind, bad, r.Body)
			}
		}
	}
	if it := h.item(item.Item); it.Text == "" || strings.ContainsAny(it.Text, clean) {
		t.Errorf("the item reads %q", it.Text)
	}
}

func TestMeetingBounds(t *testing.T) {
	h := newHall(t)
	form := func() (change, *session.ConveneMeeting) {
		c := &session.ConveneMeeting{Meeting: "jakarta-2024", Details: details, Agenda: []session.AgendaItem{
			{ID: "a", Kind: session.Plenary, Title: "Opening", Day: 1, Start: "09:30", Minutes: 30},
		}}
		return c, c
	}
	type m = session.ConveneMeeting
	refuse(t, h, h.members[session.Organiser], form, []bad[m]{
		{"a name that is taken", func(c *m) { c.Meeting = kl }, session.Exists},
		{"a name that nobody can type", func(c *m) { c.Meeting = "Kuala Lumpur" }, session.Invalid},
		{"a long name", func(c *m) { c.Meeting = session.MeetingID(strings.Repeat("a", 61)) }, session.Invalid},
		{"no title", func(c *m) { c.Details.Title = " " }, session.Missing},
		{"a long title", func(c *m) { c.Details.Title = long(session.MaxTitle) }, session.TooLong},
		{"a long place", func(c *m) { c.Details.Place = long(session.MaxTitle) }, session.TooLong},
		{"no dates", func(c *m) { c.Details.First = "" }, session.Missing},
		{"a day that is none", func(c *m) { c.Details.First = "2022-02-30" }, session.NoDay},
		{"its end before it begins", func(c *m) { c.Details.Last = "2022-08-08" }, session.TooEarly},
		{"another mode", func(c *m) { c.Details.Mode = "telepathy" }, session.Invalid},
		{"another rung", func(c *m) { c.Details.Offers = "all" }, session.Invalid},
		{"a long objective", func(c *m) { c.Details.Objectives = []string{long(session.MaxItem)} }, session.TooLong},
		{"too many objectives", func(c *m) { c.Details.Objectives = strings.Split(strings.Repeat("x,", 21)+"x", ",") }, session.Full},
		{"an agenda item twice", func(c *m) { c.Agenda = slices.Repeat(c.Agenda, 2) }, session.Invalid},
		{"too long an agenda", func(c *m) { c.Agenda = slices.Repeat(c.Agenda, session.MaxAgenda+1) }, session.Full},
		{"an untitled agenda item", func(c *m) { c.Agenda[0].Title = "" }, session.Missing},
		{"another kind of agenda item", func(c *m) { c.Agenda[0].Kind = "sprint" }, session.Invalid},
		{"day 0", func(c *m) { c.Agenda[0].Day = 0 }, session.Invalid},
		{"half past 25", func(c *m) { c.Agenda[0].Start = "25:30" }, session.Invalid},
		{"negative minutes", func(c *m) { c.Agenda[0].Minutes = -1 }, session.Invalid},
	})
	if m := h.shared().Series(); len(m) != 3 || m[0].ID != "jakarta-2024" || m[0].Number != 3 {
		t.Errorf("the series is %s", asJSON(t, m))
	}
}

func TestTimer(t *testing.T) { synctest.Test(t, aTimer) }

func aTimer(t *testing.T) {
	h := newHall(t)
	timer := func(minutes int) error {
		return h.do(h.facilitator(), &session.SetTimer{Meeting: kl, Minutes: minutes})
	}
	h.refused(timer(5), session.Missing)
	h.refused(h.do(h.facilitator(), &session.OpenAgendaItem{Meeting: kl, Item: "lunch"}), session.NotFound)
	h.must(h.facilitator(), &session.OpenAgendaItem{Meeting: kl, Item: "plenary"})
	h.refused(timer(-1), session.Invalid)
	h.refused(timer(24*60+1), session.Invalid)
	h.ok(timer(5))
	if got := time.Until(h.shared().Meetings[kl].Deadline).Minutes(); got != 5 {
		t.Errorf("the timer ends in %v minutes", got)
	}
	h.ok(timer(0))
	if d := h.shared().Meetings[kl].Deadline; !d.IsZero() {
		t.Errorf("a stopped timer ends at %v", d)
	}
}

func TestProfileBounds(t *testing.T) {
	h := newHall(t)
	ani := h.join(kl, session.Participant, session.Members, session.Profile{Name: "Ani"})
	form := func() (change, *session.Profile) {
		c := &session.ChangeProfile{Member: ani, Revision: 1, Profile: session.Profile{Name: "Siti", Organisation: "ORG SCR\u200dIBE"}}
		return c, &c.Profile
	}
	type p = session.Profile
	refuse(t, h, ani, form, []bad[p]{
		{"no name", func(f *p) { f.Name = "" }, session.Missing},
		{"a long name", func(f *p) { f.Name = long(session.MaxName) }, session.TooLong},
		{"a long organisation", func(f *p) { f.Organisation = long(session.MaxTitle) }, session.TooLong},
		{"a long country", func(f *p) { f.Country = session.Country(long(session.MaxLabel)) }, session.TooLong},
		{"another type", func(f *p) { f.Type = "club" }, session.Invalid},
		{"another rung", func(f *p) { f.Attribution = "all" }, session.Invalid},
	})
	if h.organisation(ani) != h.organisation(h.members[session.Scribe]) {
		t.Error("an organisation that is known by that name was made again")
	}
}

// TestNobodyChangesForWhomTheySpeak: they could confirm for others, or read what
// is not meant for their government.
func TestNobodyChangesForWhomTheySpeak(t *testing.T) {
	h := newHall(t)
	minister := h.join(kl, session.Participant, session.Members, session.Profile{
		Name: "Minister", Organisation: "Ministry", Type: session.Government,
	})
	change := func(who session.MemberID, p session.Profile) error {
		return h.do(who, &session.ChangeProfile{Member: who, Revision: h.shared().Members.Of(who).Revision, Profile: p})
	}
	for _, who := range []session.MemberID{h.siti, minister} {
		for _, org := range []string{"", "Org scribe", "A new one"} {
			h.refused(change(who, session.Profile{Name: "Siti", Organisation: org}), session.OrganisationFixed)
		}
	}
	h.ok(change(minister, session.Profile{Name: "Secretary", Organisation: "min\u200distry", Type: session.CSO, Country: "MY"}))
	if m := h.shared().Members.Of(minister); m.Name != "Secretary" || m.Country != "MY" || h.shared().AudienceOf(minister) != session.Governments {
		t.Errorf("became %+v, who reads as %s", m, h.shared().AudienceOf(minister))
	}
	h.ok(change(h.members[session.Organiser], session.Profile{Name: "Organiser", Organisation: "Org scribe"}))
}

// TestNamesOfThingsAreBounded: they are in drafts, links and records.
func TestNamesOfThingsAreBounded(t *testing.T) {
	h := newHall(t)
	for _, id := range []string{"", "a b", "a/b", "\x1b", "ทำ", strings.Repeat("a", 61)} {
		item := newItem(h, "text")
		item.Item = session.ItemID(id)
		agenda := []session.AgendaItem{{ID: session.AgendaID(id), Kind: session.SWOT, Title: "SWOT", Day: 1}}
		all := []change{
			item,
			swotOn(kl, session.BoardID(id), "Thailand", "TH", ""),
			&session.ChangeMeeting{Meeting: kl, Revision: 1, Details: details, Agenda: agenda},
		}
		for _, m := range newEntries(h, "title") {
			m.Entry = session.EntryID(id)
			all = append(all, m)
		}
		for _, c := range all {
			if err := h.do(h.facilitator(), c); !isRefusal(err, session.Invalid) {
				t.Errorf("%T with the id %q: got %v", c, id, err)
			}
		}
	}
}

func TestCommitmentBounds(t *testing.T) {
	h := newHall(t)
	form := func() (change, *commitment.Fields) { return newCommitment(h, "title") }
	type f = commitment.Fields
	org := session.Support{Organisation: h.organisation(h.siti)}
	refuse(t, h, h.siti, form, []bad[f]{
		{"no title", func(c *f) { c.Title = "" }, session.Missing},
		{"a long title", func(c *f) { c.Title = long(session.MaxTitle) }, session.TooLong},
		{"a long description", func(c *f) { c.Description = long(session.MaxText) }, session.TooLong},
		{"another kind", func(c *f) { c.Kind = "epic" }, session.Invalid},
		{"another mode", func(c *f) { c.Mode = "solo" }, session.Invalid},
		{"another stage", func(c *f) { c.Stage = "done" }, session.Invalid},
		{"another level", func(c *f) { c.Level = "cosmic" }, session.Invalid},
		{"no reason to withdraw", func(c *f) { c.Stage = promise.Withdrawn }, session.Missing},
		{"no such day", func(c *f) { c.NextReview = "soon" }, session.NoDay},
		{"its end before it begins", func(c *f) { c.Start, c.End = "2023-02-01", "2023-01-31" }, session.TooEarly},
		{"an unknown lead", func(c *f) { c.Lead.Organisation = "none" }, session.Invalid},
		{"one organisation twice", func(c *f) { c.Lead, c.Supporting = org, []session.Support{org} }, session.Invalid},
		{"too many organisations", func(c *f) { c.Supporting = slices.Repeat([]session.Support{org}, session.MaxSupports+1) }, session.Full},
		{"too many origins", func(c *f) { c.From = make([]session.Link, session.MaxSupports+1) }, session.Full},
	})
}

func TestActionBounds(t *testing.T) {
	h := newHall(t)
	form := func() (change, *action.Fields) { return newAction(h, "title") }
	type f = action.Fields
	countries := func(n int) (all []session.Country) {
		for i := range n {
			all = append(all, session.Country(fmt.Sprint("country ", i)))
		}
		return all
	}
	refuse(t, h, h.siti, form, []bad[f]{
		{"no title", func(c *f) { c.Title = "" }, session.Missing},
		{"a long mechanism", func(c *f) { c.Mechanism = long(session.MaxTitle) }, session.TooLong},
		{"a long window", func(c *f) { c.Window = long(session.MaxTitle) }, session.TooLong},
		{"another kind", func(c *f) { c.Kind = "ticket" }, session.Invalid},
		{"another scope", func(c *f) { c.Scope = "galactic" }, session.Invalid},
		{"another status", func(c *f) { c.Status = "wip" }, session.Invalid},
		{"no such day", func(c *f) { c.Start = "soon" }, session.NoDay},
		{"a long country", func(c *f) { c.Countries = []session.Country{session.Country(long(session.MaxLabel))} }, session.TooLong},
		{"too many countries", func(c *f) { c.Countries = countries(session.MaxSupports + 1) }, session.Full},
		{"an unknown lead", func(c *f) { c.Lead.Organisation = "none" }, session.Invalid},
	})
}
