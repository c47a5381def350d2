package groups

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

func (o *overview) Keys(d *desk.Desk) kit.Keys {
	all, l := o.entries(d), o.chosen(d)
	mine := groups.At(d.Shared.Community, o.InItem, d.Member)
	a, _ := d.Current().AgendaItem(o.Item)
	return kit.Keys{}.
		If(l.board != nil, kit.On("Enter", d.T("key.open_group"), func() tea.Cmd { return d.Go(place.Board{ID: l.board.ID}) })).
		If(mine != nil, kit.On("g", d.T("key.own_group"), func() tea.Cmd { return d.Go(place.Board{ID: mine.ID}) })).
		And(o.chooseKey(d, l.board, mine)...).
		If(len(o.lines(d).groups) > 0, kit.On("b", d.T("key.brought"), d.To(place.Brought{Agenda: o.Item}))).
		And(o.steerKeys(d, l)...).
		And(o.groupKeys(d, l)...).
		And(kit.On("n", d.T("takeaway.many"), d.To(place.Entries{Register: d.Shared.RegisterNamed(a.Kind.Register()), Agenda: o.Item}))).
		If(all.Len() > 0, o.list.Moves(d.Look, all).Aside()).
		And(d.BackKey())
}

// chooseKey takes the person into the group under the pointer, or out of theirs.
func (o *overview) chooseKey(d *desk.Desk, b, mine *session.Board) kit.Keys {
	choose := func(words string, group method.BoardID) kit.Key {
		return kit.On("c", d.T(words), func() tea.Cmd { return d.Do(&groups.Choose{InItem: o.InItem, Group: group}, "") })
	}
	switch {
	case b == nil || !d.May(method.Contribute):
		return nil
	case b == mine:
		return kit.Keys{choose("key.leave_group", "")}
	}
	return kit.Keys{choose("key.choose_group", b.ID)}
}

// steerKeys are those of whoever steers: to make groups, and to place people one by one or
// all at once.
func (o *overview) steerKeys(d *desk.Desk, l line) kit.Keys {
	all := o.lines(d)
	if !d.May(method.Steer) {
		return nil
	}
	return kit.Keys{kit.On("a", d.T("key.make_groups"), d.Shows(func() desk.Screen { return o.newGroups(d) }))}.
		If(len(all.groups) > 0 && len(all.waiting) > 0,
			kit.On("p", d.T("key.spread"), d.Shows(func() desk.Screen { return o.newSpread(d) }))).
		If(len(all.groups) > 0 && l.member != nil,
			kit.On("m", d.T("key.place"), d.Shows(func() desk.Screen { return o.newPlacing(d, l) })))
}

// groupKeys rename the group under the pointer, for whoever steers or facilitates it, or
// take it away.
func (o *overview) groupKeys(d *desk.Desk, l line) kit.Keys {
	if l.board == nil || l.member != nil {
		return nil
	}
	return kit.Keys{}.
		If(d.MayOn(l.board, method.Steer), kit.On("e", d.T("key.rename_group"), d.Shows(func() desk.Screen { return o.newName(d, l.board) })).Aside()).
		If(d.May(method.Steer), d.SureForAllKey("Del", d.T("key.end_group"), func() tea.Cmd {
			return d.Do(&groups.End{InItem: o.InItem, Group: l.board.ID}, "")
		}, "groups.sure.end", "group", l.board.Subject).By("delete", "backspace").Aside())
}

// newName asks what a group is called.
func (o *overview) newName(d *desk.Desk, b *session.Board) desk.Screen {
	s := &desk.FormScreen{
		Form:    &kit.Form{Fields: kit.Questions{kit.LineField("subject", d.T("field.group_name"), b.Subject, method.MaxTitle)}},
		Heading: "groups.rename", Name: session.NameDraft("group", d.Meeting, string(b.ID)),
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		name := s.Get("subject")
		return d.Do(&groups.Rename{InItem: o.InItem, Group: b.ID, Name: name, Country: d.Words.CountryNamed(strings.TrimSpace(name))}, s.Name)
	}
	return s.Open(d)
}

// newGroups asks what groups are called, one a line, and on what boards they work.
func (o *overview) newGroups(d *desk.Desk) desk.Screen {
	names := kit.LinesField("subject", d.T("field.groups"), nil, groups.MaxGroups*method.MaxTitle)
	names.Note = d.T("groups.names_note")
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{names, o.askLayout(d)}}, Heading: "groups.make",
		Name: session.NameDraft("groups", d.Meeting, string(o.Item)),
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		m := &groups.Make{InItem: o.InItem, Layout: s.Get("layout")}
		for _, name := range s.Fields.Lines("subject") {
			m.Groups = append(m.Groups, groups.Named{Name: name, Country: d.Words.CountryNamed(name)})
		}
		return d.Do(m, s.Name)
	}
	return s.Open(d)
}

// askLayout asks on what boards groups work; it proposes what the last one has.
func (o *overview) askLayout(d *desk.Desk) *kit.Field {
	var options []kit.Option
	for _, l := range method.WorkingGroup.GroupLayouts() {
		words := d.T("agenda." + l.Name)
		if options == nil {
			words = d.T("groups.plain")
		}
		options = append(options, kit.Option{Value: l.Name, Label: words})
	}
	last := options[0].Value
	for _, b := range groups.Of(d.Shared.Community, o.InItem) {
		last = b.Layout.Name
	}
	q := kit.OneField("layout", d.T("field.layout"), last, options)
	q.Note = d.T("groups.layout_note")
	return q
}

// newSpread asks how everybody finds a group who is in none.
func (o *overview) newSpread(d *desk.Desk) desk.Screen {
	q := kit.OneField("by", d.T("field.spread"), string(groups.Evenly), kit.EnumOptions(d.Look, "groups.by.", groups.AllAlike()))
	q.Note = d.T("groups.spread_note")
	s := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{q}}, Heading: "groups.spread"}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&groups.Spread{InItem: o.InItem, By: groups.Alike(s.Get("by"))}, "")
	}
	return s.Open(d)
}

// newPlacing asks into which group somebody goes, and what they are there.
func (o *overview) newPlacing(d *desk.Desk, l line) desk.Screen {
	var options []kit.Option
	for _, b := range groups.Of(d.Shared.Community, o.InItem) {
		options = append(options, kit.Option{Value: string(b.ID), Label: b.Subject})
	}
	now, role := options[0].Value, method.Participant
	if l.board != nil {
		now, role = string(l.board.ID), d.Shared.InGroup(l.board, l.member.ID)
		options = append(options, kit.Option{Label: d.T("groups.no_group")})
	}
	of := kit.OneField("group", l.member.Name, now, options)
	as := kit.OneField("role", d.T("field.group_role"), string(role), kit.EnumOptions(d.Look, "groups.role.", groups.Roles()))
	as.Note = d.T("groups.role_note")
	s := &desk.FormScreen{Form: &kit.Form{Fields: kit.Questions{of, as}}, Heading: "groups.place"}
	s.Send = func(d *desk.Desk) tea.Cmd {
		p := &groups.Place{InItem: o.InItem, Member: l.member.ID, Group: method.BoardID(s.Get("group"))}
		if p.Group != "" {
			p.Role = method.Role(s.Get("role"))
		}
		return d.Do(p, "")
	}
	return s.Open(d)
}
