package tui

import (
	"context"
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
)

// people lists who is in the meeting, and counts them by country and by type of
// organisation; the two counts are never crossed.
type people struct{ list list }

// keyMember stands before the id of a member in the key of an entry.
const keyMember = "member/"

func newPeople() screen { return &people{} }

func (p *people) title(d *desk) string { return d.t("meeting.people") }

// renewed is the answer to somebody who asked for a new return code.
type renewed struct {
	code string
	err  error
}

func (p *people) update(d *desk, msg tea.Msg) tea.Cmd {
	if r, ok := msg.(renewed); ok {
		if r.err != nil {
			d.refuse(r.err)
			return nil
		}
		d.show(&keepsake{r.code})
		return nil
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok || p.list.update(msg, p.entries(d)) {
		return nil
	}
	switch key.String() {
	case "esc":
		d.back()
	case "enter":
		if from := p.country(d); from != "" {
			d.show(newCorrection(d, from))
		}
	case "e":
		d.show(newProfileForm(d))
	case "r":
		if d.confirm("r", "people.sure.renew", "person", d.person) {
			return d.ask(renew(d.Host, d.person))
		}
	case "o":
		return p.organise(d)
	case "i":
		if d.may(session.Steer) {
			return d.toPlace(placeInvite{})
		}
	default:
		d.stray(key.String())
	}
	return nil
}

func renew(host *session.Host, person session.PersonID) func(context.Context) tea.Msg {
	return func(ctx context.Context) tea.Msg {
		code, err := host.Renew(ctx, person)
		return renewed{code, err}
	}
}

// chosen is the member under the pointer, or nil.
func (p *people) chosen(d *desk) *session.Member {
	id, ok := strings.CutPrefix(p.list.choice(p.entries(d)), keyMember)
	if !ok {
		return nil
	}
	return d.shared.Members.Of(session.MemberID(id))
}

// organise makes the chosen member an organiser of the community, or no longer.
func (p *people) organise(d *desk) tea.Cmd {
	m := p.chosen(d)
	if m == nil || !d.role().May(session.Organise) {
		d.stray("o")
		return nil
	}
	question := "people.sure.organise"
	if m.InOwnRight {
		question = "people.sure.organise_no_more"
	}
	if !d.confirm("o", question, "name", m.Name, "id", m.ID) {
		return nil
	}
	return d.do(&session.OrganiseCommunity{Member: m.ID, Ends: m.InOwnRight}, "")
}

// everybody are those who joined the meeting, and organisers who look in.
func everybody(d *desk) []*session.Member {
	all := slices.Clip(present(d)) // others read it
	joined := map[session.MemberID]bool{}
	for _, m := range all {
		joined[m.ID] = true
	}
	for _, id := range d.room.Here() {
		if m := d.shared.Members.Of(id); m != nil && !joined[id] {
			all = append(all, m)
		}
	}
	return all
}

func (p *people) entries(d *desk) []entry {
	var members []pair
	here := d.room.Here()
	for _, m := range everybody(d) {
		name := m.Name
		if m.ID == d.member {
			name = d.t("people.you", "name", name)
		}
		who := []string{name, organisationName(d, m.Organisation)}
		if m.Country != "" {
			who = append(who, d.Words.Country(m.Country))
		}
		beside := d.t("role." + string(d.shared.RoleIn(d.meeting, m.ID)))
		if m.ByInstallation {
			beside += d.between() + d.t("people.by_installation")
		}
		if _, there := slices.BinarySearch(here, m.ID); there {
			beside += d.between() + d.Theme.Glyphs.Dot + " " + d.t("people.here")
		}
		members = append(members, pair{key: keyMember + string(m.ID), words: strings.Join(who, d.between()), beside: beside})
	}
	all := d.headed(d.t("report.people.count", "n", len(members)), d.pairs(members))
	countries := d.shared.AttendanceByCountry(d.meeting)
	all = append(all, d.headed(d.t("people.by_country"), countEntries(d, "country/", countries,
		func(of string) string { return d.Words.Country(session.Country(of)) }))...)
	all = append(all, namedElsewhere(d, countries)...)
	return append(all, d.headed(d.t("people.by_type"), countEntries(d, "organisation/", d.shared.AttendanceByType(d.meeting),
		func(of string) string { return d.t("organisation." + of) }))...)
}

// countEntries shows how many there are of each, equals by their names; those who gave none are
// counted under the word for none.
func countEntries(d *desk, prefix string, counts []session.Count, word func(string) string) []entry {
	called := func(c session.Count) string {
		if c.Of == "" {
			return d.t(strings.TrimSuffix(prefix, "/") + ".none")
		}
		return word(c.Of)
	}
	locale.Sort(d.Words, counts, called)
	slices.SortStableFunc(counts, func(a, b session.Count) int { return b.N - a.N })
	var all []pair
	for _, c := range counts {
		all = append(all, pair{key: prefix + c.Of, words: called(c), beside: d.t("report.people.count", "n", c.N)})
	}
	return d.pairs(all)
}

func (p *people) body(d *desk, w, h int) page {
	return page{rows: p.list.show(d, p.entries(d), w, h)}
}

// country is the chosen one, for an organiser, who may correct it.
func (p *people) country(d *desk) session.Country {
	of, ok := strings.CutPrefix(p.list.choice(p.entries(d)), "country/")
	if !ok || !d.role().May(session.Organise) {
		return ""
	}
	return session.Country(of)
}

// namedElsewhere are the countries that no member here is from, but that boards
// and entries name, for an organiser.
func namedElsewhere(d *desk, here []session.Count) []entry {
	if !d.role().May(session.Organise) {
		return nil
	}
	used := d.shared.CountriesUsed()
	for _, c := range here {
		delete(used, session.Country(c.Of))
	}
	countries := slices.Sorted(maps.Keys(used))
	locale.Sort(d.Words, countries, d.Words.Country)
	var all []pair
	for _, c := range countries {
		u := used[c]
		n := u.Members + u.Boards + u.Items + u.Entries
		all = append(all, pair{key: "country/" + string(c), words: d.Words.Country(c), beside: d.t("people.named", "n", n)})
	}
	return d.headed(d.t("people.countries_named"), d.pairs(all))
}

func (p *people) keys(d *desk) []hint {
	keys := []hint{{"e", d.t("key.profile")}, {"r", d.t("key.return_code")}}
	if d.may(session.Steer) {
		keys = append(keys, hint{"i", d.t("key.invite")})
	}
	if m := p.chosen(d); m != nil && d.role().May(session.Organise) {
		words := "key.organise"
		if m.InOwnRight {
			words = "key.organise_no_more"
		}
		keys = append(keys, hint{"o", d.t(words)})
	}
	if p.country(d) != "" {
		keys = append([]hint{{"Enter", d.t("key.correct_country")}}, keys...)
	}
	return append(keys, hint{"Up Down", d.t("key.move_pointer")}, hint{"Esc", d.t("key.back")})
}
