// Package groups is the work in groups side by side: which groups there are, who is in
// which, and how far each has come.
package groups

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/text"
)

// overview lists the groups of an item of the agenda with those in them, and who is in
// none yet.
type overview struct {
	session.InItem
	list kit.List
}

// New opens the groups of an item of the meeting's agenda.
func New(d *desk.Desk, at place.Groups) desk.Screen {
	return &overview{InItem: session.InItem{Meeting: d.Meeting, Item: at.Agenda}}
}

// Gone reports whether nobody works in groups in the item any more.
func (o *overview) Gone(d *desk.Desk) bool {
	a, _ := d.Current().AgendaItem(o.Item)
	return !groups.Given(a.Kind)
}

func (o *overview) Title(d *desk.Desk) string {
	a, _ := d.Current().AgendaItem(o.Item)
	return a.Title
}

func (o *overview) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

// line is a group, or where the member is named, somebody in it; nobody's group is that
// of those who are in none.
type line struct {
	board  *session.Board
	member *session.Member
}

// key keeps a line, wherever somebody is.
func (l line) key() string {
	if l.member != nil {
		return string(l.member.ID)
	}
	return string(l.board.ID)
}

// lines are the groups with those in them, and those who are in none.
type lines struct{ groups, waiting []line }

// linesOf names the lines of an item, with people or without, as a language sorts them.
type linesOf struct {
	session.InItem
	people   bool
	language string
}

// lines are found once for all who see the same.
func (o *overview) lines(d *desk.Desk) lines {
	names := d.Shared.ListsMembers() || d.Steers()
	return session.Derived(d.Shared, linesOf{o.InItem, names, d.Words.Language}, func() (all lines) {
		add := func(to []line, b *session.Board, people []*session.Member) []line {
			if !names {
				return to
			}
			locale.Sort(d.Words, people, func(m *session.Member) string { return m.Name })
			for _, m := range people {
				to = append(to, line{b, m})
			}
			return to
		}
		for _, b := range groups.Of(d.Shared.Community, o.InItem) {
			all.groups = add(append(all.groups, line{board: b}), b, groups.People(d.Shared.Community, b))
		}
		all.waiting = add(nil, nil, groups.Waiting(d.Shared.Community, o.InItem))
		return all
	})
}

func (o *overview) entries(d *desk.Desk) kit.Entries {
	all := o.lines(d)
	many := func(some []line) kit.Entries {
		return kit.Many[line]{All: some, Keep: line.key, Rows: func(l line, chosen bool, w int) []string {
			if l.member != nil {
				return []string{personRow(d, l, chosen, w)}
			}
			return groupRows(d, l.board, chosen, w)
		}}
	}
	parts := d.Parts(
		kit.Part{Entries: many(all.groups)},
		kit.Part{Heading: d.T("groups.waiting", "n", len(all.waiting)), Entries: many(all.waiting)},
	)
	o.list.Lead(parts) // on a group, once there are any
	return parts
}

// Beside its name, a group has how many are in it and what they have written, and the phase
// of its board.
const (
	factsColumn = 35
	phaseColumn = 13
)

// groupRows are a group at a glance. What is said of it stands below its name on a phone,
// and where the name has no room beside it.
func groupRows(d *desk.Desk, b *session.Board, chosen bool, w int) []string {
	name := b.Subject
	if d.Shared.InGroup(b, d.Member) != "" {
		name += d.Between() + d.T("groups.yours")
	}
	said := strings.Join(facts(d, b, w), d.Between())
	phase := kit.Badge{Of: d.Theme.Badges.Phase, Words: d.T("phase." + string(b.Phase))}
	room := w - factsColumn - phaseColumn - 7 // beside the pointer and what parts the columns
	if w < kit.Narrow || text.Width(text.Display(name)) > room {
		return []string{d.Line(name, chosen, w), "     " + d.Badged(said, w-5, phase)}
	}
	return []string{d.Row(chosen, kit.Cell{Width: room, Words: name}, kit.Cell{Width: factsColumn, Words: said}, kit.Cell{Width: phaseColumn, Badge: phase})}
}

// facts say how many are in a group and what they have written and marked; where there is
// little room, what they have marked stands for that.
func facts(d *desk.Desk, b *session.Board, w int) []string {
	all := []string{d.T("groups.people", "n", len(groups.People(d.Shared.Community, b)))}
	marked := len(groups.Brought(d.Shared.Community, b))
	if marked == 0 || w >= kit.Narrow {
		all = append(all, d.T("groups.written", "n", groups.Written(b)))
	}
	if marked > 0 {
		all = append(all, d.T("groups.brought_n", "n", marked))
	}
	return all
}

// personRow is somebody, with what they are in the group.
func personRow(d *desk.Desk, l line, chosen bool, w int) string {
	name := l.member.Name
	if l.member.ID == d.Member {
		name = d.T("people.you", "name", name)
	}
	words, role := "  "+name, ""
	if l.member.Organisation != "" {
		words += d.Between() + desk.OrganisationOf(d, l.member)
	}
	if l.board != nil {
		if in := d.Shared.InGroup(l.board, l.member.ID); in != method.Participant {
			role = strings.TrimLeft(d.Between(), " ") + d.T("groups.role."+string(in))
		}
	}
	return d.LineBeside(words, role, chosen, w)
}

func (o *overview) Body(d *desk.Desk, w, h int) kit.Page {
	a, _ := d.Current().AgendaItem(o.Item)
	top := d.Intro(4, d.T("agenda.say."+string(a.Kind)), w, h)
	if len(o.lines(d).groups) == 0 {
		say := "groups.none"
		if d.May(method.Steer) {
			say = "groups.empty"
		}
		top = append(append(top, ""), kit.Indented(d.T(say), w, d.Theme.Muted)...)
	}
	return kit.Page{Rows: append(top, o.list.Show(d.Look, o.entries(d), w, max(1, h-len(top)))...)}
}

// chosen is the line under the pointer; empty where there is none.
func (o *overview) chosen(d *desk.Desk) line {
	all := o.lines(d)
	i := o.list.Find(o.entries(d))
	switch {
	case i < 0:
		return line{}
	case i < len(all.groups):
		return all.groups[i]
	}
	return all.waiting[i-len(all.groups)]
}
