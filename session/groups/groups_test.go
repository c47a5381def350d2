package groups_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

var side = session.InItem{Meeting: halltest.KL, Item: "side"}

// plain is the layout of groups that need no other.
var plain = method.WorkingGroup.GroupLayouts()[0]

// newSide is a hall with groups of these names; nobody is in one.
func newSide(t *testing.T, names ...string) *halltest.Hall {
	t.Helper()
	h := halltest.New(t)
	h.Must(h.Facilitator(), &agenda.Add{Meeting: halltest.KL, Item: session.AgendaItem{ID: side.Item, Kind: method.WorkingGroup, Title: "Side by side"}})
	if len(names) > 0 {
		h.Must(h.Facilitator(), made(plain.Name, names...))
	}
	return h
}

// made makes groups of these names.
func made(layout string, names ...string) *groups.Make {
	m := &groups.Make{InItem: side, Layout: layout}
	for _, name := range names {
		m.Groups = append(m.Groups, groups.Named{Name: name})
	}
	return m
}

// comes lets somebody from a country come in.
func comes(h *halltest.Hall, name string, c method.Country) session.MemberID {
	h.Helper()
	return h.Join(halltest.KL, method.Participant, method.Members, session.Profile{Name: name, Country: c})
}

// name is what says calls people by, and country what it may call them by.
func name(m *session.Member) string    { return m.Name }
func country(m *session.Member) string { return string(m.Country) }

// says is who is in which group: "A: Ana Ben; B: Cho".
func says(h *halltest.Hall, called func(*session.Member) string) string {
	var all []string
	for _, b := range groups.Of(h.Shared().Community, side) {
		var names []string
		for _, m := range groups.People(h.Shared().Community, b) {
			names = append(names, called(m))
		}
		slices.Sort(names)
		all = append(all, b.Subject+": "+strings.Join(names, " "))
	}
	return strings.Join(all, "; ")
}

// TestEverybodyFindsAGroup: who is alike is together, groups are as large as each other,
// and where nothing else is asked for, people meet others from elsewhere.
func TestEverybodyFindsAGroup(t *testing.T) {
	for by, want := range map[groups.Alike]string{
		groups.Evenly:     "A: ID ID MY TH; B: ID MY MY TH",
		groups.ByCountry:  "A: Cho Dua Eko participant scribe; B: Ana Ben Siti",
		groups.ByLanguage: "A: Ana Cho Eko participant; B: Ben Dua Siti scribe",
	} {
		h := newSide(t, "A", "B")
		s := &groups.Spread{InItem: side, By: by}
		for i, name := range []string{"Ana", "Ben", "Cho", "Dua", "Eko"} {
			m := comes(h, name, []method.Country{"MY", "MY", "TH", "ID", "TH"}[i])
			h.OK(h.Host.Prefer(t.Context(), h.PersonOf(m), []string{"en", "es"}[i%2]))
		}
		h.Must(h.Facilitator(), s)
		called := name
		if by == groups.Evenly { // who of a country that is, is up to chance
			called = country
		}
		if got := says(h, called); got != want {
			t.Errorf("%q: %s\nwant %s", by, got, want)
		}
		h.Refused(h.Do(h.Facilitator(), &groups.Spread{InItem: side, By: groups.Evenly}), refusal.NotFound)
		h.SameAfterRereading()
	}
}

// TestWhoComesLaterFindsRoom: who has a group stays in it.
func TestWhoComesLaterFindsRoom(t *testing.T) {
	h := newSide(t, "A", "B")
	b := groups.Of(h.Shared().Community, side)
	for _, m := range []session.MemberID{h.Siti, h.Members[method.Scribe], h.Members[method.Participant]} {
		h.Must(m, &groups.Choose{InItem: side, Group: b[0].ID})
	}
	comes(h, "Ana", "MY")
	h.Must(h.Facilitator(), &groups.Spread{InItem: side, By: groups.Evenly})
	if got, want := says(h, name), "A: Siti participant scribe; B: Ana"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// TestWhatIsWrongWithGroups is refused, and nothing comes of it.
func TestWhatIsWrongWithGroups(t *testing.T) {
	h := newSide(t, "A", "B")
	boards := groups.Of(h.Shared().Community, side)
	many := make([]string, groups.MaxGroups-1)
	for i := range many {
		many[i] = fmt.Sprint("Number ", i)
	}
	opening := session.InItem{Meeting: halltest.KL, Item: "plenary"}
	for _, c := range []struct {
		change session.Change
		by     session.MemberID
		want   refusal.Code
	}{
		{made(plain.Name), h.Facilitator(), refusal.Missing},
		{made(plain.Name, " "), h.Facilitator(), refusal.Missing},
		{made(plain.Name, "C", "c "), h.Facilitator(), refusal.Exists},
		{made(plain.Name, "a"), h.Facilitator(), refusal.Exists},
		{made(plain.Name, many...), h.Facilitator(), refusal.Full},
		{made("plenary", "C"), h.Facilitator(), refusal.Invalid},
		{&groups.Make{InItem: opening, Layout: plain.Name, Groups: []groups.Named{{Name: "C"}}}, h.Facilitator(), refusal.NotFound},
		{&groups.End{InItem: side, Group: halltest.Malaysia}, h.Facilitator(), refusal.NotFound},
		{&groups.Spread{InItem: side, By: "name"}, h.Facilitator(), refusal.Invalid},
		{&groups.Choose{InItem: side}, h.Siti, refusal.NotFound},
		{&groups.Choose{InItem: side, Group: halltest.Malaysia}, h.Siti, refusal.NotFound},
		{&groups.Choose{InItem: opening, Group: boards[0].ID}, h.Siti, refusal.NotFound},
		{&groups.Place{InItem: side, Member: h.Siti}, h.Facilitator(), refusal.NotFound},
		{&groups.Place{InItem: side, Member: h.Siti, Group: boards[0].ID}, h.Facilitator(), refusal.Invalid},
		{&groups.Place{InItem: side, Member: h.Siti, Group: boards[0].ID, Role: method.Organiser}, h.Facilitator(), refusal.Invalid},
		{&groups.Place{InItem: side, Member: h.Members[method.Observer], Group: boards[0].ID, Role: method.Participant}, h.Facilitator(), refusal.NotFound},
		{&groups.Place{InItem: side, Member: h.Named(halltest.Elsewhere), Group: boards[0].ID, Role: method.Participant}, h.Facilitator(), refusal.NotFound},
	} {
		h.Refused(h.Do(c.by, c.change), c.want)
	}
	if got := says(h, name); got != "A: ; B: " {
		t.Errorf("after all that there is %q", got)
	}
	h.Must(h.Siti, &groups.Choose{InItem: side, Group: boards[0].ID})
	h.Refused(h.Do(h.Siti, &groups.Choose{InItem: side, Group: boards[0].ID}), refusal.NotFound)
}
