package people

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/theme"
)

// person is one member: who they are here, what others did about them, and what
// whoever steers can do.
type person struct {
	id session.MemberID
	kit.Scroll
}

// NewPerson opens what there is about a member.
func NewPerson(id session.MemberID) desk.Screen { return &person{id: id} }

func (p *person) member(d *desk.Desk) *session.Member { return d.Shared.Members.Of(p.id) }

// Gone reports whether the community no longer knows them: they were erased.
func (p *person) Gone(d *desk.Desk) bool { return p.member(d) == nil }

func (p *person) Title(d *desk.Desk) string { return p.member(d).Name }

// Update takes a code that is to be handed over. What other keys have changed is in
// the view.
func (p *person) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case renewed:
		msg.show(d)
	case desk.Outcome:
		if msg.Err != nil {
			d.Refuse(msg.Err)
		}
	}
	return nil
}

// handed shows a return code to whoever hands it to somebody else, once.
type handed struct{ desk.Keepsake }

func (h *handed) Title(d *desk.Desk) string { return d.T("handed.title", "name", h.Name) }

func (h *handed) Body(d *desk.Desk, w, height int) kit.Page {
	return h.Show(d, "handed.say", w, height)
}

func (p *person) Body(d *desk.Desk, w, h int) kit.Page {
	m := p.member(d)
	facts := []kit.Fact{
		{Label: d.T("welcome.name"), Value: m.Name},
		{Label: d.T("welcome.organisation"), Value: organisationOf(d, m)},
		{Label: d.T("person.role"), Value: roleOf(d, m)},
	}
	if m.Country != "" && m.ID == d.Member {
		facts = slices.Insert(facts, 2, kit.Fact{Label: d.T("welcome.country"), Value: d.Words.Country(m.Country)})
	}
	for _, id := range m.Also {
		facts = append(facts, kit.Fact{Label: d.T("person.also"), Value: d.Shared.Members.Of(id).Name})
	}
	rows := append([]string{""}, d.Facts(facts, w)...)
	if len(m.Traces) > 0 {
		rows = append(rows, d.Heading(d.T("person.traces"), w)...)
	}
	for _, t := range slices.Backward(m.Traces) {
		line := desk.DayOf(d, t.At) + d.Between() + desk.TraceLine(d, t)
		rows = append(rows, kit.Indented(line, w, theme.Style{})...)
	}
	return kit.Page{Rows: p.View(d.Look, rows, w, h)}
}

// organisationOf is what a member says of their organisation, and whether they ask to
// speak for it.
func organisationOf(d *desk.Desk, m *session.Member) string {
	said := desk.OrganisationOf(d, m)
	if m.Asks {
		said += d.Between() + d.T("people.asks")
	}
	return said
}

// roleOf is what somebody is in the meeting, or that they were sent out of it.
func roleOf(d *desk.Desk, m *session.Member) string {
	switch role := d.Shared.RoleIn(d.Meeting, m.ID); {
	case d.Current().Out[m.ID] != "":
		return d.T("people.sent_out")
	case m.ByInstallation:
		return d.T("role."+string(role)) + d.Between() + d.T("people.by_installation")
	default:
		return d.T("role." + string(role))
	}
}

// below reports whether somebody has no more to say in the meeting than the person
// at this terminal, who steers it.
func below(d *desk.Desk, m *session.Member) bool {
	role := d.Role()
	return role.May(method.Steer) && role.May(d.Shared.RoleIn(d.Meeting, m.ID).Rights())
}

func (p *person) Keys(d *desk.Desk) kit.Keys {
	m := p.member(d)
	mends, out := below(d, m), d.Current().Out[m.ID] != ""
	organises := m.Organiser()
	return speakingKeys(d, m).
		If(mends && m.ID != d.Member, kit.On("n", d.T("key.correct_name"), d.Shows(func() desk.Screen { return newNameForm(d, m) }))).
		If(mends && !out && !organises, kit.On("g", d.T("key.give_role"), d.Shows(func() desk.Screen { return newRoleForm(d, m) }))).
		If(mends && !out && !organises && m.ID != d.Member, sendOutKey(d, m)).
		If(mends && out, kit.On("x", d.T("key.let_in"), func() tea.Cmd {
			return d.Do(&standing.LetIn{Member: m.ID, Meeting: d.Meeting}, "")
		})).
		If(mends && !out && m.ID != d.Member, handKey(d, m)).
		And(mergeKeys(d, m, mends && m.ID != d.Member)...).
		And(p.Moves(d.Look).Aside(), d.BackKey())
}

// speakingKeys are those by which people ask to speak for their organisation, and
// others answer.
func speakingKeys(d *desk.Desk, m *session.Member) kit.Keys {
	mine, grants := m.ID == d.Member, d.Shared.MayGrantSpeaking(d.Member, m.Organisation)
	name := desk.OrganisationName(d, m.Organisation)
	if m.Organisation == "" {
		return nil
	}
	grant := func(ends bool) func() tea.Cmd {
		return func() tea.Cmd {
			return d.Do(&session.GrantSpeaking{Member: m.ID, Organisation: m.Organisation, Ends: ends}, "")
		}
	}
	return kit.Keys{}.
		If(!m.Speaks && grants, d.SureKey("s", d.T("key.speaks"), grant(false), "people.sure.speaks", "name", m.Name, "organisation", name)).
		If(!m.Speaks && !grants && mine && !m.Asks, kit.On("s", d.T("key.ask_to_speak"), func() tea.Cmd {
			return d.Do(&session.AskToSpeak{Member: m.ID}, "")
		})).
		If(m.Speaks && (mine || d.Role().May(method.Organise)),
			d.SureKey("d", d.T("key.speaks_no_more"), grant(true), "people.sure.speaks_no_more", "name", m.Name, "organisation", name).Aside()).
		If(m.Asks && mine, kit.On("d", d.T("key.ask_to_speak_no_more"), grant(true))).
		If(m.Asks && grants && !mine, kit.On("d", d.T("key.decline"), grant(true)))
}

func sendOutKey(d *desk.Desk, m *session.Member) kit.Key {
	return d.SureKey("x", d.T("key.send_out"), func() tea.Cmd {
		return d.Do(&standing.SendOut{Member: m.ID, Meeting: d.Meeting}, "")
	}, "people.sure.send_out", "name", m.Name, "id", m.ID)
}

// handKey makes a return code to be handed to somebody who has lost theirs.
func handKey(d *desk.Desk, m *session.Member) kit.Key {
	host, by, community, meeting := d.Host, d.Person, d.Community, d.Meeting
	return d.SureKey("c", d.T("key.return_code"), func() tea.Cmd {
		return d.Ask(func(ctx context.Context) tea.Msg {
			code, err := host.HandCode(ctx, by, community, meeting, m.ID)
			return renewed{code, m.Name, false, err}
		})
	}, "people.sure.hand_code", "name", m.Name, "id", m.ID)
}

// newNameForm corrects the name of another member.
func newNameForm(d *desk.Desk, m *session.Member) desk.Screen {
	ask := func(d *desk.Desk, name string) kit.Questions {
		q := kit.LineField("name", d.T("welcome.name"), name, method.MaxName)
		q.Note = d.T("person.name_note")
		return kit.Questions{q}
	}
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: ask(d, m.Name)}, Name: session.NameDraft("name", "", string(m.ID)), Heading: "person.name",
	}
	s.Revision = m.Revision
	s.Theirs = func(d *desk.Desk, saved any) kit.Questions {
		theirs, _ := saved.(session.Profile)
		return ask(d, theirs.Name)
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&standing.Rename{Member: m.ID, Meeting: d.Meeting, Revision: s.Revision, Name: s.Get("name")}, s.Name)
	}
	return s.Open(d)
}

// newRoleForm gives another member another role in the meeting.
func newRoleForm(d *desk.Desk, m *session.Member) desk.Screen {
	var mine []method.Role
	for _, r := range method.Roles()[1:] {
		if d.Role().May(r.Rights()) {
			mine = append(mine, r)
		}
	}
	now := d.Shared.RoleIn(d.Meeting, m.ID)
	q := kit.OneField("role", d.T("person.role"), string(now), kit.EnumOptions(d.Look, "role.", mine))
	q.Note = d.T("person.role_note")
	s := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{q}}, Heading: "person.give_role"}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&standing.GiveRole{Member: m.ID, Meeting: d.Meeting, Role: method.Role(s.Get("role"))}, "")
	}
	return s.Open(d)
}
