// Package people is who is in a meeting and who organises the installation.
package people

import (
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// people lists who is in the meeting, and counts them by country and by type of
// organisation; the two counts are never crossed.
type people struct{ list kit.List }

// keyMember stands before the id of a member in the key of an entry.
const keyMember = "member/"

// New opens the list of people.
func New() desk.Screen { return &people{} }

func (p *people) Title(d *desk.Desk) string { return d.T("meeting.people") }

// renewed is the answer to somebody who asked for a new return code.
type renewed struct {
	code string
	err  error
}

func (p *people) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if r, ok := msg.(renewed); ok {
		if r.err != nil {
			d.Refuse(r.err)
			return nil
		}
		d.Show(&desk.Keepsake{Code: r.code})
		return nil
	}
	return nil
}

func renew(host *host.Host, person directory.PersonID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		code, err := host.Renew(ctx, person)
		return renewed{code, err}
	}
}

// chosen is the member under the pointer, or nil.
func (p *people) chosen(d *desk.Desk) *session.Member {
	id, ok := strings.CutPrefix(p.list.Choice(p.entries(d)), keyMember)
	if !ok {
		return nil
	}
	return d.Shared.Members.Of(session.MemberID(id))
}

// organiseKey makes a member an organiser of the community, or no longer.
func organiseKey(d *desk.Desk, m *session.Member) kit.Key {
	words, question := "key.organise", "people.sure.organise"
	if m.InOwnRight {
		words, question = "key.organise_no_more", "people.sure.organise_no_more"
	}
	return d.SureKey("o", d.T(words), func() tea.Cmd {
		return d.Do(&session.OrganiseCommunity{Member: m.ID, Ends: m.InOwnRight}, "")
	}, question, "name", m.Name, "id", m.ID)
}

// everybody are those who joined the meeting, and organisers who look in.
func everybody(d *desk.Desk) []*session.Member {
	all := slices.Clip(desk.Present(d)) // others read it
	joined := map[session.MemberID]bool{}
	for _, m := range all {
		joined[m.ID] = true
	}
	for _, id := range d.Room.Here() {
		if m := d.Shared.Members.Of(id); m != nil && !joined[id] {
			all = append(all, m)
		}
	}
	return all
}

func (p *people) entries(d *desk.Desk) kit.Few {
	var members []kit.Pair
	here := d.Room.Here()
	for _, m := range everybody(d) {
		name := m.Name
		if m.ID == d.Member {
			name = d.T("people.you", "name", name)
		}
		who := []string{name, desk.OrganisationName(d, m.Organisation)}
		if m.Country != "" {
			who = append(who, d.Words.Country(m.Country))
		}
		beside := d.T("role." + string(d.Shared.RoleIn(d.Meeting, m.ID)))
		if m.ByInstallation {
			beside += d.Between() + d.T("people.by_installation")
		}
		if _, there := slices.BinarySearch(here, m.ID); there {
			beside += d.Between() + d.Theme.Glyphs.Dot + " " + d.T("people.here")
		}
		members = append(members, kit.Pair{Key: keyMember + string(m.ID), Words: strings.Join(who, d.Between()), Beside: beside})
	}
	all := d.Headed(d.T("report.people.count", "n", len(members)), d.Pairs(members))
	countries := d.Shared.AttendanceByCountry(d.Meeting)
	all = append(all, d.Headed(d.T("people.by_country"), countEntries(d, "country/", countries,
		func(of string) string { return d.Words.Country(method.Country(of)) }))...)
	all = append(all, namedElsewhere(d, countries)...)
	return append(all, d.Headed(d.T("people.by_type"), countEntries(d, "organisation/", d.Shared.AttendanceByType(d.Meeting),
		func(of string) string { return d.T("organisation." + of) }))...)
}

// countEntries shows how many there are of each, equals by their names; those who gave none are
// counted under the word for none.
func countEntries(d *desk.Desk, prefix string, counts []session.Count, word func(string) string) kit.Few {
	called := func(c session.Count) string {
		if c.Of == "" {
			return d.T(strings.TrimSuffix(prefix, "/") + ".none")
		}
		return word(c.Of)
	}
	locale.Sort(d.Words, counts, called)
	slices.SortStableFunc(counts, func(a, b session.Count) int { return b.N - a.N })
	var all []kit.Pair
	for _, c := range counts {
		all = append(all, kit.Pair{Key: prefix + c.Of, Words: called(c), Beside: d.T("report.people.count", "n", c.N)})
	}
	return d.Pairs(all)
}

func (p *people) Body(d *desk.Desk, w, h int) kit.Page {
	return kit.Page{Rows: p.list.Show(d.Look, p.entries(d), w, h)}
}

// country is the chosen one, for an organiser, who may correct it.
func (p *people) country(d *desk.Desk) method.Country {
	of, ok := strings.CutPrefix(p.list.Choice(p.entries(d)), "country/")
	if !ok || !d.Role().May(method.Organise) {
		return ""
	}
	return method.Country(of)
}

// namedElsewhere are the countries that no member here is from, but that boards
// and entries name, for an organiser.
func namedElsewhere(d *desk.Desk, here []session.Count) kit.Few {
	if !d.Role().May(method.Organise) {
		return nil
	}
	used := d.Shared.CountriesUsed()
	for _, c := range here {
		delete(used, method.Country(c.Of))
	}
	countries := slices.Sorted(maps.Keys(used))
	locale.Sort(d.Words, countries, d.Words.Country)
	var all []kit.Pair
	for _, c := range countries {
		u := used[c]
		n := u.Members + u.Boards + u.Items + u.Entries
		all = append(all, kit.Pair{Key: "country/" + string(c), Words: d.Words.Country(c), Beside: d.T("people.named", "n", n)})
	}
	return d.Headed(d.T("people.countries_named"), d.Pairs(all))
}

func (p *people) Keys(d *desk.Desk) kit.Keys {
	from, m := p.country(d), p.chosen(d)
	keys := kit.Keys{}.
		If(from != "", kit.On("Enter", d.T("key.correct_country"), func() tea.Cmd { return d.Go(desk.Correction{From: from}) })).
		And(kit.On("e", d.T("key.profile"), d.Shows(func() desk.Screen { return newProfileForm(d) })),
			d.SureKey("r", d.T("key.return_code"), func() tea.Cmd { return d.Ask(renew(d.Host, d.Person)) },
				"people.sure.renew", "person", d.Person)).
		If(d.May(method.Steer), kit.On("i", d.T("key.invite"), d.To(desk.Invite{})))
	if m != nil && d.Role().May(method.Organise) {
		keys = keys.And(organiseKey(d, m))
	}
	return keys.And(p.list.Moves(d.Look, p.entries(d)), d.BackKey())
}
