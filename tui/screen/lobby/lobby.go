// Package lobby is where people choose a community and a meeting.
package lobby

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// lobby lists the communities and meetings that a person may enter.
type lobby struct {
	list kit.List
	rows []lobbyRow
	// made is the community that was founded or renamed, which is chosen once it is
	// among the rows; empty otherwise.
	made method.CommunityID
	// next is where the person goes as soon as a chair in a community is ready, if
	// not to the community itself.
	next place.Place
}

// lobbyRow is a meeting, or a community.
type lobbyRow struct {
	community directory.Listing
	member    session.MemberID // empty: let in, but not a member yet
	organiser bool
	meeting   *session.Meeting // nil for the community itself
	here      int
	in        *session.Community // as everybody may see it; nil where that is not known
	// grant let the person in, but a dropped line came before the meeting knew
	// of it. Opening it finishes that.
	grant *directory.Invitation
	out   bool // they were sent out; opening it says by whom
}

// removed reports whether the row is a community that was removed.
func (r lobbyRow) removed() bool { return r.community.Removed != "" }

// lobbyRows is the answer to a look at them.
type lobbyRows struct{ rows []lobbyRow }

// New opens the lobby.
func New() desk.Screen { return &lobby{} }

// Start looks up what the person may enter: a community that nobody has open is
// read from the store first.
func (l *lobby) Start(d *desk.Desk) tea.Cmd {
	host, person := d.Host, d.Person
	return d.LookUp(l, func(ctx context.Context) tea.Msg {
		var all []lobbyRow
		for _, l := range host.CommunitiesOf(person) {
			all = append(all, rowsOf(ctx, host, person, l)...)
		}
		for _, l := range host.RemovedCommunities(person) {
			all = append(all, lobbyRow{community: l})
		}
		return lobbyRows{all}
	})
}

func rowsOf(ctx context.Context, host *host.Host, person directory.PersonID, l directory.Listing) []lobbyRow {
	p, _ := host.Person(person)
	row := lobbyRow{community: l, organiser: p.Organiser}
	member, _ := host.MemberOf(ctx, person, l.ID)
	shared, err := host.Shared(ctx, l.ID, method.Public)
	if err != nil {
		return []lobbyRow{row}
	}
	row.in = shared.Community
	if m := shared.Members.Of(member); m != nil {
		row.member, row.organiser = member, m.Organiser()
	}
	granted := map[method.MeetingID]*directory.Invitation{}
	for _, i := range host.Grants(person, l.ID) {
		granted[i.Meeting] = &i
	}
	var rows []lobbyRow
	for _, m := range shared.Series() {
		of := row
		of.meeting, of.here = m, host.Room(ctx, l.ID, m.ID, member).Count()
		if row.member == "" || shared.RoleIn(m.ID, row.member) == "" {
			of.out = m.Out[row.member] != ""
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

func (l *lobby) Title(d *desk.Desk) string { return d.T("lobby.title") }

func (r lobbyRow) key() string {
	if r.meeting == nil {
		return string(r.community.ID)
	}
	return string(r.community.ID) + "/" + string(r.meeting.ID)
}

// chosen is the row under the pointer, or nil.
func (l *lobby) chosen() *lobbyRow {
	i := l.list.Place(len(l.rows), func(i int) string { return l.rows[i].key() })
	if i < 0 {
		return nil
	}
	return &l.rows[i]
}

func (l *lobby) entries(d *desk.Desk) kit.Few {
	var all kit.Few
	for _, r := range l.rows {
		all = append(all, kit.Entry{Key: r.key(), Rows: func(chosen bool, w int) []string {
			if r.meeting == nil {
				about := d.T("between.title")
				if r.removed() {
					about = d.T("lobby.removed")
				}
				rows := []string{d.Line(r.community.Name, chosen, w), d.Theme.Muted.Render(d.Cut("    "+about, w))}
				return append(append(rows, calledRows(d, r, "", w)...), "")
			}
			about := d.Words.Days(r.meeting.First, r.meeting.Last) + d.Between() + d.T("header.here", "n", r.here) + d.Between() + r.community.Name
			if r.meeting.Closed {
				about = d.T("lobby.closed") + d.Between() + about
			}
			switch {
			case r.out:
				about = d.T("lobby.sent_out") + d.Between() + r.community.Name
			case r.grant != nil:
				about = d.T("lobby.unfinished") + d.Between() + r.community.Name
			}
			rows := []string{d.Line(r.meeting.Title, chosen, w), d.Theme.Muted.Render(d.Cut("    "+about, w))}
			rows = append(rows, calledRows(d, r, r.meeting.ID, w)...)
			rows = append(rows, beforehandRows(d, r, w)...)
			return append(append(rows, keptRows(d, r, w)...), "")
		}})
	}
	return all
}

// keptRows say until when what was contributed to a meeting is kept.
func keptRows(d *desk.Desk, r lobbyRow, w int) []string {
	say, style := desk.KeptNotice(d, r.meeting), d.Theme.Key
	if day := r.meeting.KeptUntil(); say == "" && day != "" {
		say, style = d.T("lobby.kept", "day", d.Words.Day(day)), d.Theme.Muted
	}
	return noteRows(d, say, style, w)
}

// calledRows say how a meeting was called until lately, or the community where none is
// given.
func calledRows(d *desk.Desk, r lobbyRow, meeting method.MeetingID, w int) []string {
	if r.in == nil {
		return nil
	}
	return noteRows(d, desk.Renamed(d, r.in, meeting), d.Theme.Muted, w)
}

// noteRows are something to say of a row, where there is.
func noteRows(d *desk.Desk, say string, style theme.Style, w int) []string {
	if say == "" {
		return nil
	}
	var rows []string
	for _, row := range d.Wrap(say, max(1, w-4)) {
		rows = append(rows, style.Render("    "+row))
	}
	return rows
}

func (l *lobby) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case lobbyRows:
		l.rows = msg.rows
		if l.made != "" {
			l.list.Chosen, l.made = string(l.made), ""
		}
		return nil
	case removal:
		if msg.err != nil {
			d.Refuse(msg.err)
			return nil
		}
		d.Say("form.saved")
		return l.Start(d)
	case desk.CameIn:
		return l.cameIn(d, msg)
	}
	return nil
}

// open goes into a meeting, or asks for the profile that is still missing.
func (l *lobby) open(d *desk.Desk, r *lobbyRow) tea.Cmd {
	switch {
	case r.member != "" && r.grant != nil:
		host, person, i := d.Host, d.Person, *r.grant
		cmd := d.Ask(func(ctx context.Context) tea.Msg {
			c, err := desk.Joined(ctx, host, person, i, session.Profile{})
			return desk.CameIn{Chair: c, Err: err}
		})
		d.Opening = cmd != nil
		return cmd
	case r.member != "" && r.meeting != nil:
		return desk.ComeIn(d, l, desk.Chair{Community: r.community.ID, Member: r.member, Meeting: r.meeting.ID})
	case r.member != "":
		return desk.ComeIn(d, l, desk.Chair{Community: r.community.ID, Member: r.member})
	}
	if r.grant == nil {
		return d.Go(place.Join{OrganiserOf: r.community.ID})
	}
	return d.Go(place.Join{Grant: r.grant})
}

func (l *lobby) cameIn(d *desk.Desk, in desk.CameIn) tea.Cmd {
	next := l.next
	l.next = nil
	if in.Err == nil && next != nil {
		d.Opening = false
		d.Sit(in.Chair)
		return d.Go(next)
	}
	return in.Arrive(d)
}

// goesTo opens a form of the chosen community. Whoever has no name there yet is asked
// for one first.
func (l *lobby) goesTo(d *desk.Desk, r *lobbyRow, to place.Place) tea.Cmd {
	if r.member == "" {
		return d.Go(place.Join{OrganiserOf: r.community.ID, Next: to})
	}
	l.next = to
	return desk.ComeIn(d, l, desk.Chair{Community: r.community.ID, Member: r.member})
}

func (l *lobby) Body(d *desk.Desk, w, h int) kit.Page {
	if len(l.rows) == 0 {
		empty := "lobby.empty"
		if p, _ := d.Host.Person(d.Person); p.Organiser {
			empty = "lobby.empty_organiser"
		}
		return kit.Page{Rows: append([]string{""}, kit.Indented(d.T(empty), w, theme.Style{})...)}
	}
	return kit.Page{Rows: append([]string{""}, l.list.Show(d.Look, l.entries(d), w, max(1, h-1))...)}
}

// removeKeys remove the community that is chosen, or bring it back, for organisers of
// the installation.
func (l *lobby) removeKeys(d *desk.Desk, r *lobbyRow, organiser bool) kit.Keys {
	if r == nil || r.meeting != nil || !organiser {
		return nil
	}
	host, person, id := d.Host, d.Person, r.community.ID
	does := func(do func(context.Context, directory.PersonID, method.CommunityID) error) func() tea.Cmd {
		return func() tea.Cmd {
			return d.Ask(func(ctx context.Context) tea.Msg { return removal{do(ctx, person, id)} })
		}
	}
	if r.removed() {
		return kit.Keys{kit.On("u", d.T("key.put_back"), does(host.RestoreCommunity))}
	}
	if r.in != nil && r.in.Used() {
		return kit.Keys{kit.On("x", d.T("key.remove"), kit.Now(func() { d.Refuse(refusal.New(refusal.CommunityUsed)) }))}
	}
	return kit.Keys{d.SureKey("x", d.T("key.remove"), does(host.RemoveCommunity), "lobby.sure.remove", "community", r.community.Name)}
}

// removal is the answer to a community that was to be removed or brought back.
type removal struct{ err error }

func (l *lobby) Keys(d *desk.Desk) kit.Keys {
	r := l.chosen()
	p, _ := d.Host.Person(d.Person)
	return kit.Keys{}.
		If(r != nil && !r.removed(), kit.On("Enter", d.T("key.open"), func() tea.Cmd { return l.open(d, r) })).
		And(kit.On("j", d.T("key.join"), d.To(place.Join{}))).
		If(r != nil && r.organiser, kit.On("n", d.T("key.new_meeting"), func() tea.Cmd { return l.goesTo(d, r, place.Convene{}) })).
		If(r != nil && r.organiser && r.meeting == nil, kit.On("e", d.T("key.rename"), d.Shows(func() desk.Screen { return newName(d, l, r.community) }))).
		And(l.removeKeys(d, r, p.Organiser)...).
		If(p.Organiser,
			kit.On("f", d.T("key.found"), d.Shows(func() desk.Screen { return newName(d, l, directory.Listing{}) })),
			kit.On("o", d.T("key.organisers"), d.To(place.Organisers{}))).
		If(r != nil && r.member != "", kit.On("p", d.T("key.profile"), func() tea.Cmd { return l.goesTo(d, r, place.Profile{FromLobby: true}) })).
		And(kit.On("r", d.T("key.refresh"), func() tea.Cmd { return l.Start(d) }),
			kit.On("h", d.T("key.holdings"), d.To(place.Holdings{}))).
		If(len(l.rows) > 1, l.list.Moves(d.Look, l.entries(d)).Without("j", "k").Aside()).
		And(d.QuitKey())
}
