package sample

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/method"
)

// group is a working group.
type group struct {
	name   string
	people []string // the first of them facilitates it
	notes  []note
}

// note is an item on the board of a group, which the group may bring back to all.
type note struct {
	by, words string
	brought   bool
}

// work has groups work side by side in an item of the agenda.
func (s *stage) work(at method.AgendaID, all []group) {
	in, usual := session.InItem{Meeting: s.meeting, Item: at}, method.WorkingGroup.GroupLayouts()[0]
	made := &groups.Make{InItem: in, Layout: usual.Name}
	for _, g := range all {
		made.Groups = append(made.Groups, groups.Named{Name: g.name})
	}
	s.do(s.cast.Organiser, made)
	for i, b := range s.groupsIn(at) {
		for _, name := range all[i].people[1:] {
			s.do(s.cast.member[name], &groups.Choose{InItem: in, Group: b.ID})
		}
		leads := s.cast.member[all[i].people[0]]
		s.do(s.cast.Organiser, &groups.Place{InItem: in, Member: leads, Group: b.ID, Role: method.Facilitator})
		for _, n := range all[i].notes {
			if id := s.add(b.ID, item{by: n.by, part: usual.Parts[0], text: n.words}); n.brought {
				s.do(leads, &groups.Bring{InItem: in, Marked: id})
			}
		}
	}
}

// groupsIn are the boards of the groups of an item, in the order in which they were made.
func (s *stage) groupsIn(item method.AgendaID) []*session.Board {
	if s.err != nil {
		return nil
	}
	shared, err := s.host.Shared(s.ctx, s.Community, method.Members)
	if s.try(err); err != nil {
		return nil
	}
	return groups.Of(shared.Community, session.InItem{Meeting: s.meeting, Item: item})
}

// groupOf is the board of the group in which somebody is.
func (s *stage) groupOf(item method.AgendaID, name string) method.BoardID {
	for _, b := range s.groupsIn(item) {
		if b.Group.Roles[s.cast.member[name]] != "" {
			return b.ID
		}
	}
	return ""
}
