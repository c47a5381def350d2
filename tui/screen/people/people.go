// Package people is who is in a meeting and who organises the installation.
package people

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// people lists who is in the meeting, and counts them by country and by type of
// organisation; the two counts are never crossed.
type people struct {
	list kit.List
	rows kit.Entries
	of   desk.Seen // what the rows were made of
	room host.Room // who was there when they were made
}

// What stands before the id of a member or an organisation, and before a country, in
// the keys of entries.
const (
	keyMember       = "member/"
	keyCountry      = "country/"
	keyOrganisation = "organisation/"
)

// New opens the list of people.
func New() desk.Screen { return &people{} }

func (p *people) Title(d *desk.Desk) string { return d.T("meeting.people") }

// renewed is the answer to somebody who asked for a new return code.
type renewed struct {
	code string
	to   string // whose it is
	mine bool   // it is for the person who asked
	err  error
}

// show shows the code, wherever the person is by now.
func (r renewed) show(d *desk.Desk) {
	own := desk.Keepsake{Code: r.code, Name: r.to}
	switch {
	case r.err != nil:
		d.Refuse(r.err)
	case r.mine:
		d.ShowOnce(&own)
	default:
		d.ShowOnce(&handed{own})
	}
}

func (p *people) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if r, ok := msg.(renewed); ok {
		r.show(d)
	}
	return nil
}

// renewKey makes a new return code for the person at this terminal, whoever is under the
// pointer.
func renewKey(d *desk.Desk) kit.Key {
	host, person, name := d.Host, d.Person, d.Own.Member.Name
	return d.SureKey("r", d.T("key.my_return_code"), func() tea.Cmd {
		return d.Ask(func(ctx context.Context) tea.Msg {
			code, err := host.Renew(ctx, person)
			return renewed{code, name, true, err}
		})
	}, "people.sure.renew", "name", name)
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

// everybody are those who joined the meeting, organisers who look in or were there, and
// at the end those who were sent out.
func everybody(d *desk.Desk) []*session.Member {
	all := slices.Clip(desk.Present(d)) // others read it
	for _, id := range d.Room.Here() {
		if m := d.Shared.Members.Of(id); m != nil && d.Current().Attendance.Of(id) == "" {
			all = append(all, m)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(d.Current().ByHand)) {
		m := d.Shared.Members.Of(id)
		if d.Current().ByHand[id] && d.Current().Attendance.Of(id) == "" && !slices.Contains(all, m) {
			all = append(all, m)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(d.Current().Out)) {
		all = append(all, d.Shared.Members.Of(id))
	}
	return all
}

// entries are made anew when there is something new to see.
func (p *people) entries(d *desk.Desk) kit.Entries {
	if now := d.Seen(); p.of != now || !p.room.Same(d.Room) {
		p.of, p.room, p.rows = now, d.Room, entriesOf(d)
	}
	return p.rows
}

func entriesOf(d *desk.Desk) kit.Entries {
	all, here := everybody(d), d.Room.Here()
	looking := append(slices.Clone(all[len(desk.Present(d)):]), d.Own.Member)
	column := max(nameColumn(d), kit.ColumnOf(looking, func(m *session.Member) string { return who(d, m) }))
	if !d.Shared.ListsMembers() && !d.Steers() {
		all = []*session.Member{d.Own.Member} // who finds there what to do about themselves
	}
	members := kit.Many[*session.Member]{
		All: all, Keep: func(m *session.Member) string { return keyMember + string(m.ID) },
		Rows: func(m *session.Member, chosen bool, w int) []string {
			_, there := slices.BinarySearch(here, m.ID)
			return kit.Pair{Words: who(d, m), Beside: says(d, m, there)}.Rows(d.Look, column, chosen, w)
		},
	}
	countries, types := countsOf(d, "country", headcount(d).ByCountry, country(d)), countsOf(d, "organisation", headcount(d).ByType, typeOf(d))
	return d.Parts(
		kit.Part{Heading: d.T("people.counted", "n", headcount(d).People), Entries: members},
		kit.Part{Heading: d.T("people.others"), Entries: others(d)},
		kit.Part{Heading: d.T("people.by_country"), Entries: countEntries(d, keyCountry, countries)},
		kit.Part{Heading: d.T("people.countries_named"), Entries: namedElsewhere(d, countries)},
		kit.Part{Heading: d.T("people.by_type"), Entries: countEntries(d, "type/", types)},
		kit.Part{Heading: d.T("people.organisations"), Entries: organisations(d)},
		kit.Part{Heading: d.T("people.corrections"), Entries: corrections(d)},
	)
}

// nameColumn is how wide the names of those who joined are, beside each other. It is
// measured once for all who see the same.
func nameColumn(d *desk.Desk) int {
	return session.Derived(d.Shared, inMeeting{"names", d.Words.Language, d.Meeting}, func() int {
		return kit.ColumnOf(desk.Present(d), func(m *session.Member) string { return speaksFor(d, m.Name, m) })
	})
}

// inMeeting names what is made of a meeting in a language.
type inMeeting struct {
	of, language string
	meeting      method.MeetingID
}

// who says who somebody is, and to whoever reads it, that it is they.
func who(d *desk.Desk, m *session.Member) string {
	if m.ID == d.Member {
		return speaksFor(d, d.T("people.you", "name", m.Name), m)
	}
	return speaksFor(d, m.Name, m)
}

// speaksFor is a name with the organisation that a member is of. Their country is
// told of nobody.
func speaksFor(d *desk.Desk, name string, m *session.Member) string {
	return name + d.Between() + desk.OrganisationOf(d, m)
}

// says tells what somebody is in the meeting, whether they are here, and what
// others did about them last.
func says(d *desk.Desk, m *session.Member, here bool) string {
	said := roleOf(d, m)
	if here {
		said += d.Between() + d.Theme.Glyphs.Dot + " " + d.T("people.here")
	}
	if m.Asks {
		said += d.Between() + d.T("people.asks")
	}
	if !d.Current().Counts(m.ID) {
		said += d.Between() + d.T("people.not_counted")
	}
	if t := desk.LastTrace(m); t.What != "" && !t.Shows() {
		said += d.Between() + desk.TraceLine(d, t)
	}
	return said
}

// counted is how many there are of something, by what it is called.
type counted struct {
	tally.Count
	called string
}

// last puts those who are counted together behind the others.
func (c counted) last() int {
	if c.Of == tally.Together {
		return 1
	}
	return 0
}

// countsOf counts how many there are of each, equals by their names. Those who gave
// none are counted under the word for none. They are counted once for all who see the
// same, and nobody may change them.
func countsOf(d *desk.Desk, kind string, counts []tally.Count, called func(of string) string) []counted {
	return session.Derived(d.Shared, inMeeting{kind, d.Words.Language, d.Meeting}, func() []counted {
		var all []counted
		for _, c := range counts {
			words := d.T(kind + ".none")
			switch c.Of {
			case "":
			case tally.Together:
				words = d.T("count.together", "least", tally.Least)
			default:
				words = called(c.Of)
			}
			all = append(all, counted{c, words})
		}
		locale.Sort(d.Words, all, func(c counted) string { return c.called })
		slices.SortStableFunc(all, func(a, b counted) int {
			return cmp.Or(cmp.Compare(a.last(), b.last()), b.N-a.N)
		})
		return all
	})
}

// countEntries shows counts.
func countEntries(d *desk.Desk, prefix string, counts []counted) kit.Few {
	var all []kit.Pair
	for _, c := range counts {
		all = append(all, kit.Pair{Key: prefix + c.Of, Words: c.called, Beside: d.T("report.people.count", "n", c.N)})
	}
	return d.Pairs(all)
}

func (p *people) Body(d *desk.Desk, w, h int) kit.Page {
	return kit.Page{Rows: p.list.Show(d.Look, p.entries(d), w, h)}
}

// country is the chosen one, for an organiser, who may correct it.
func (p *people) country(d *desk.Desk) method.Country {
	of, ok := strings.CutPrefix(p.list.Choice(p.entries(d)), keyCountry)
	if !ok || !d.Role().May(method.Organise) || of == tally.Together {
		return ""
	}
	return method.Country(of)
}

// namedElsewhere are the countries that no member here is from, but that boards
// and entries name, for an organiser.
func namedElsewhere(d *desk.Desk, here []counted) kit.Few {
	if !d.Role().May(method.Organise) {
		return nil
	}
	used := maps.Clone(desk.CountriesUsed(d))
	for _, c := range here {
		delete(used, method.Country(c.Of))
	}
	countries := slices.Sorted(maps.Keys(used))
	locale.Sort(d.Words, countries, d.Words.Country)
	var all []kit.Pair
	for _, c := range countries {
		u := used[c]
		row := kit.Pair{Key: keyCountry + string(c), Words: d.Words.Country(c)}
		if n := u.Members + u.Boards + u.Items + u.Entries; n > 0 {
			row.Beside = d.T("people.named", "n", n)
		}
		all = append(all, row)
	}
	return d.Pairs(all)
}

// organisations are those that the community knows, for an organiser.
func organisations(d *desk.Desk) kit.Few {
	if !d.Role().May(method.Organise) {
		return nil
	}
	var all []kit.Pair
	for _, o := range desk.Organisations(d) {
		all = append(all, kit.Pair{Key: keyOrganisation + string(o.ID), Words: o.Name, Beside: d.T("organisation." + string(o.Type))})
	}
	return d.Pairs(all)
}

// organisation is the chosen one, or empty.
func (p *people) organisation(d *desk.Desk) method.OrganisationID {
	id, _ := strings.CutPrefix(p.list.Choice(p.entries(d)), keyOrganisation)
	if o := d.Shared.Organisations[method.OrganisationID(id)]; o != nil {
		return o.ID
	}
	return ""
}

func (p *people) Keys(d *desk.Desk) kit.Keys {
	from, m, org := p.country(d), p.chosen(d), p.organisation(d)
	keys := kit.Keys{}.
		If(from != "", kit.On("Enter", d.T("key.correct_country"), func() tea.Cmd { return d.Go(place.CountryCorrection{From: from}) })).
		If(org != "", kit.On("Enter", d.T("key.correct_organisation"), d.To(place.OrganisationCorrection{ID: org}))).
		And(partKeys(d, org)...).
		If(m != nil, kit.On("Enter", d.T("key.open"), func() tea.Cmd { return d.Go(place.Person{ID: m.ID}) })).
		And(kit.On("e", d.T("key.profile"), d.To(place.Profile{})),
			renewKey(d), kit.On("h", d.T("key.holdings"), d.To(place.Holdings{}))).
		If(d.Steers(), kit.On("i", d.T("key.invite"), d.To(place.Invite{})))
	if d.Role().Counts() {
		keys = keys.And(kit.On("c", d.T("key.count_others"), d.Shows(func() desk.Screen { return newCount(d) })))
	}
	if m != nil && d.Role().Counts() {
		keys = keys.And(countKey(d, m))
	}
	if m != nil && d.Role().May(method.Organise) {
		keys = keys.And(organiseKey(d, m))
	}
	return keys.And(p.list.Moves(d.Look, p.entries(d)), d.BackKey())
}
