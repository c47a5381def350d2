package tui

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
)

// lobby lists the communities and meetings that a person may enter.
type lobby struct {
	list list
	rows []lobbyRow
	name *form // of a community that is being founded, or nil
	// convenes: a meeting is convened as soon as the chair is ready.
	convenes bool
}

// lobbyRow is a meeting, or a community.
type lobbyRow struct {
	community session.Listing
	member    session.MemberID // empty: let in, but not a member yet
	organiser bool
	meeting   *session.Meeting // nil for the community itself
	here      int
	// grant let the person in, but a dropped line came before the meeting knew
	// of it. Opening it finishes that.
	grant *session.Invitation
}

// lobbyRows is the answer to a look at them.
type lobbyRows struct{ rows []lobbyRow }

func newLobby() screen { return &lobby{} }

// start looks up what the person may enter: a community that nobody has open is
// read from the store first.
func (l *lobby) start(d *desk) tea.Cmd {
	host, person := d.Host, d.person
	return d.lookUp(l, func(ctx context.Context) tea.Msg {
		var all []lobbyRow
		for _, l := range host.CommunitiesOf(person) {
			all = append(all, rowsOf(ctx, host, person, l)...)
		}
		return lobbyRows{all}
	})
}

func rowsOf(ctx context.Context, host *session.Host, person session.PersonID, l session.Listing) []lobbyRow {
	p, _ := host.Person(person)
	row := lobbyRow{community: l, organiser: p.Organiser}
	member, _ := host.MemberOf(ctx, person, l.ID)
	shared, err := host.Shared(ctx, l.ID, session.Public)
	if err != nil {
		return []lobbyRow{row}
	}
	if m := shared.Members.Of(member); m != nil {
		row.member, row.organiser = member, m.Organiser()
	}
	granted := map[session.MeetingID]*session.Invitation{}
	for _, i := range host.Grants(person, l.ID) {
		granted[i.Meeting] = &i
	}
	var rows []lobbyRow
	for _, m := range shared.Series() {
		of := row
		of.meeting, of.here = m, host.Room(ctx, l.ID, m.ID, member).Count()
		if row.member == "" || shared.RoleIn(m.ID, row.member) == "" {
			if of.grant = granted[m.ID]; of.grant == nil {
				continue
			}
		}
		rows = append(rows, of)
	}
	if len(rows) > 0 || row.organiser || row.member == "" {
		rows = append(rows, row) // the community, with what is open between its meetings
	}
	return rows
}

func (l *lobby) title(d *desk) string { return d.t("lobby.title") }

func (l *lobby) writing() bool { return l.name != nil && l.name.writing() }

func (l *lobby) key(r lobbyRow) string {
	if r.meeting == nil {
		return string(r.community.ID)
	}
	return string(r.community.ID) + "/" + string(r.meeting.ID)
}

func (l *lobby) chosen() *lobbyRow {
	for i, r := range l.rows {
		if l.key(r) == l.list.chosen {
			return &l.rows[i]
		}
	}
	if len(l.rows) > 0 {
		return &l.rows[0]
	}
	return nil
}

func (l *lobby) entries(d *desk) []entry {
	var all []entry
	for _, r := range l.rows {
		all = append(all, entry{l.key(r), func(chosen bool, w int) []string {
			if r.meeting == nil {
				return []string{d.line(r.community.Name, chosen, w), d.Theme.Muted.Render(d.cut("    "+d.t("between.title"), w)), ""}
			}
			about := d.Words.Day(r.meeting.First) + d.between() + d.t("header.here", "n", r.here) + d.between() + r.community.Name
			if r.grant != nil {
				about = d.t("lobby.unfinished") + d.between() + r.community.Name
			}
			return []string{d.line(r.meeting.Title, chosen, w), d.Theme.Muted.Render(d.cut("    "+about, w)), ""}
		}})
	}
	return all
}

func (l *lobby) update(d *desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case lobbyRows:
		l.rows = msg.rows
		return nil
	case founded:
		return l.founded(d, msg)
	case cameIn:
		return l.cameIn(d, msg)
	}
	if l.name != nil {
		return l.naming(d, msg)
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	if key.String() == "j" { // not down: the lobby's own
		return d.toPlace(placeJoin{})
	}
	if l.list.update(msg, l.entries(d)) {
		return nil
	}
	switch r := l.chosen(); key.String() {
	case "enter":
		return l.open(d, r)
	case "r":
		return l.start(d)
	case "n":
		return l.convene(d, r)
	case "f", "o":
		if p, _ := d.Host.Person(d.person); !p.Organiser {
			return nil
		}
		if key.String() == "o" {
			return d.toPlace(placeOrganisers{})
		}
		l.name = newFounding(d)
	default:
		d.stray(key.String())
	}
	return nil
}

// open goes into a meeting, or asks for the profile that is still missing.
func (l *lobby) open(d *desk, r *lobbyRow) tea.Cmd {
	switch {
	case r == nil:
		return nil
	case r.member != "" && r.grant != nil:
		host, person, i := d.Host, d.person, *r.grant
		cmd := d.ask(func(ctx context.Context) tea.Msg {
			c, err := joined(ctx, host, person, i, session.Profile{})
			return cameIn{chair: c, err: err}
		})
		d.opening = cmd != nil
		return cmd
	case r.member != "" && r.meeting != nil:
		return comeIn(d, chair{community: r.community.ID, member: r.member, meeting: r.meeting.ID})
	case r.member != "":
		return comeIn(d, chair{community: r.community.ID, member: r.member})
	}
	if r.grant == nil {
		return d.toPlace(placeJoin{OrganiserOf: r.community.ID})
	}
	return d.toPlace(placeJoin{Grant: r.grant})
}

func (l *lobby) cameIn(d *desk, in cameIn) tea.Cmd {
	convenes := l.convenes
	l.convenes = false
	if in.err == nil && convenes {
		d.opening = false
		d.sit(in.chair)
		return d.toPlace(placeConvene{})
	}
	return in.arrive(d)
}

// convene opens the form for a new meeting of the chosen community. Whoever has
// no name there yet is asked for one first.
func (l *lobby) convene(d *desk, r *lobbyRow) tea.Cmd {
	switch {
	case r == nil || !r.organiser:
		return nil
	case r.member == "":
		return l.open(d, r)
	}
	l.convenes = true
	return comeIn(d, chair{community: r.community.ID, member: r.member})
}

// founded is the answer to a community that was to be founded.
type founded struct {
	id  session.CommunityID
	err error
}

// newFounding asks for a new community. The second question has the name by
// which a refusal points to it.
func newFounding(d *desk) *form {
	short := lineField("community", d.t("lobby.community_id"), "", maxSlug)
	short.note = d.t("lobby.community_id_note")
	return &form{fields: []*field{lineField("name", d.t("lobby.community_name"), "", session.MaxTitle), short}}
}

func (l *lobby) naming(d *desk, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		l.name = nil
		return nil
	}
	send := l.name.update(d, msg)
	short := l.name.field("community")
	short.hint = ""
	if slug := proposeSlug(nil, l.name.get("name")); slug != proposeSlug(nil, "") {
		short.hint = string(slug)
	}
	if !send || l.name.sent {
		return nil
	}
	if strings.TrimSpace(l.name.get("name")) == "" {
		l.name.refuse(d, session.Refuse(session.Missing, "field", "name"))
		return nil
	}
	host, person, profile := d.Host, d.person, d.profile
	id, name := session.CommunityID(l.name.get("community")), l.name.get("name")
	cmd := d.ask(func(ctx context.Context) tea.Msg {
		err := host.Found(ctx, person, id, name, false)
		if err == nil && profile.Name != "" {
			// Where this fails, whoever opens the community is asked again.
			_, _ = host.EnterAsOrganiser(ctx, person, id, profile)
		}
		return founded{id, err}
	})
	l.name.sent = cmd != nil
	return cmd
}

func (l *lobby) founded(d *desk, f founded) tea.Cmd {
	switch {
	case f.err == nil:
		l.name, l.list.chosen = nil, string(f.id)
		return l.start(d)
	case l.name == nil:
		d.refuse(f.err)
		return nil
	}
	l.name.sent = false
	l.name.refuse(d, f.err)
	switch {
	case errors.Is(f.err, session.Refuse(session.Exists)):
		l.name.focus("community")
	case errors.Is(f.err, session.Refuse(session.Invalid)):
		d.notice = d.t("lobby.community_id_wrong")
	}
	return nil
}

func (l *lobby) body(d *desk, w, h int) page {
	if l.name != nil {
		return l.name.body(d, w, h)
	}
	if len(l.rows) == 0 {
		rows := []string{""}
		empty := "lobby.empty"
		if p, _ := d.Host.Person(d.person); p.Organiser {
			empty = "lobby.empty_organiser"
		}
		for _, row := range text.Wrap(d.t(empty), max(1, w-2)) {
			rows = append(rows, " "+row)
		}
		return page{rows: rows}
	}
	return page{rows: append([]string{""}, l.list.show(d, l.entries(d), w, max(1, h-1))...)}
}

func (l *lobby) keys(d *desk) []hint {
	if l.name != nil {
		return []hint{{"Enter", d.t("key.next")}, {"Esc", d.t("key.cancel")}}
	}
	var keys []hint
	if len(l.rows) > 0 {
		keys = append(keys, hint{"Enter", d.t("key.open")})
	}
	keys = append(keys, hint{"j", d.t("key.join")})
	if r := l.chosen(); r != nil && r.organiser {
		keys = append(keys, hint{"n", d.t("key.new_meeting")})
	}
	if p, _ := d.Host.Person(d.person); p.Organiser {
		keys = append(keys, hint{"f", d.t("key.found")}, hint{"o", d.t("key.organisers")})
	}
	return append(keys, hint{"r", d.t("key.refresh")}, hint{"Ctrl+C", d.t("key.quit")})
}
