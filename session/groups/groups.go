// Package groups is the work in groups side by side, in an item of the agenda: which
// groups there are, who is in which, and what they bring back to all. A group is a board
// with people of its own; see [session.Group].
package groups

import (
	"cmp"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to groups; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{
		"group.made/1":    &Make{},
		"group.renamed/1": &Rename{},
		"group.ended/1":   &End{},
		"group.chosen/1":  &Choose{},
		"group.placed/1":  &Place{},
		"group.spread/1":  &Spread{},
		"group.brought/1": &Bring{},
	}
}

// MaxGroups is how many groups an item has at most.
const MaxGroups = 20

// Given reports whether people work in groups in an item of a kind.
func Given(k method.AgendaKind) bool { return len(k.GroupLayouts()) > 0 }

// require is [session.Community.RequireItem] for an item in which people work in groups.
func require(c *session.Community, right method.Right, in session.InItem, who session.Who) error {
	return c.RequireItem(right, in, who, method.WorkingGroup)
}

// Of lists the boards of the groups of an item, in the order in which they were made.
func Of(c *session.Community, in session.InItem) []*session.Board {
	all := slices.DeleteFunc(c.BoardsOf(in.Meeting), func(b *session.Board) bool { return b.Group == nil || b.Owner != in.Item })
	slices.SortFunc(all, func(a, b *session.Board) int { return cmp.Compare(a.Group.Place, b.Group.Place) })
	return all
}

// find is the board of a group of an item.
func find(c *session.Community, in session.InItem, group method.BoardID) (*session.Board, error) {
	b := c.Boards[group]
	if b == nil || b.Group == nil || b.Meeting != in.Meeting || b.Owner != in.Item {
		return nil, refusal.New(refusal.NotFound)
	}
	return b, nil
}

// At is the board of the group in which somebody is, nil for none.
func At(c *session.Community, in session.InItem, member session.MemberID) *session.Board {
	for _, b := range Of(c, in) {
		if c.InGroup(b, member) != "" {
			return b
		}
	}
	return nil
}

// Waiting are those who are in no group yet, but for whoever steers the meeting: they
// go from one to the next.
func Waiting(c *session.Community, in session.InItem) []*session.Member {
	all := Of(c, in)
	return slices.DeleteFunc(c.Present(in.Meeting), func(m *session.Member) bool {
		role := c.RoleIn(in.Meeting, m.ID)
		placed := func(b *session.Board) bool { return c.InGroup(b, m.ID) != "" }
		return !role.May(method.Contribute) || role.May(method.Steer) || slices.ContainsFunc(all, placed)
	})
}

// People are those in a group who are in the meeting.
func People(c *session.Community, b *session.Board) []*session.Member {
	return slices.DeleteFunc(c.Present(b.Meeting), func(m *session.Member) bool { return c.InGroup(b, m.ID) == "" })
}

// Written is how much stands on the board of a group, shown to all or not yet.
func Written(b *session.Board) int { return b.ItemsKept() + b.Waiting() }

// End takes a group away. What is on its board stays, set aside; see
// [session.Community.SetAside].
type End struct {
	session.InItem
	Group method.BoardID `json:"group"`
}

// Check lets whoever steers the meeting do it.
func (e *End) Check(c *session.Community, who session.Who) error {
	if err := require(c, method.Steer, e.InItem, who); err != nil {
		return err
	}
	_, err := find(c, e.InItem, e.Group)
	return err
}

// Apply takes it away.
func (e *End) Apply(c *session.Community, _ session.Stamp) { c.SetAside(e.Group) }

// Choose takes somebody into a group, out of the one in which they were; into none, it
// only takes them out.
type Choose struct {
	session.InItem
	Group  method.BoardID   `json:"group,omitempty"`
	Member session.MemberID `json:"member"` // decided
}

// Check lets contributors choose another group than they are in.
func (o *Choose) Check(c *session.Community, who session.Who) error {
	if err := require(c, method.Contribute, o.InItem, who); err != nil {
		return err
	}
	if o.Group != "" {
		if _, err := find(c, o.InItem, o.Group); err != nil {
			return err
		}
	}
	if at := At(c, o.InItem, who.Member); at == nil && o.Group == "" || at != nil && at.ID == o.Group {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Decide says who chooses.
func (o *Choose) Decide(_ *session.Community, d session.Decision) { o.Member = d.Who.Member }

// Apply takes them there.
func (o *Choose) Apply(c *session.Community, _ session.Stamp) {
	puts(c, o.InItem, o.Member, o.Group, method.Participant)
}

// Roles are what people may be in a group.
func Roles() []method.Role {
	return []method.Role{method.Participant, method.Facilitator, method.Scribe}
}

// Place puts somebody into a group, as a participant, as the one who facilitates it or
// as its scribe; into none, it only takes them out.
type Place struct {
	session.InItem
	Member session.MemberID `json:"member"`
	Group  method.BoardID   `json:"group,omitempty"`
	Role   method.Role      `json:"role,omitempty"`
}

// Check lets whoever steers the meeting place those who contribute to it.
func (p *Place) Check(c *session.Community, who session.Who) error {
	if err := require(c, method.Steer, p.InItem, who); err != nil {
		return err
	}
	if !c.RoleIn(p.Meeting, p.Member).May(method.Contribute) {
		return refusal.New(refusal.NotFound)
	}
	if p.Group == "" && At(c, p.InItem, p.Member) == nil {
		return refusal.New(refusal.NotFound)
	}
	if p.Group == "" {
		return nil
	}
	if !slices.Contains(Roles(), p.Role) {
		return refusal.New(refusal.Invalid, "field", "role")
	}
	_, err := find(c, p.InItem, p.Group)
	return err
}

// Apply places them.
func (p *Place) Apply(c *session.Community, _ session.Stamp) {
	puts(c, p.InItem, p.Member, p.Group, p.Role)
}

// puts takes somebody out of the group in which they are, and into another one.
func puts(c *session.Community, in session.InItem, member session.MemberID, group method.BoardID, role method.Role) {
	for _, b := range Of(c, in) {
		if c.InGroup(b, member) == "" && b.ID != group {
			continue
		}
		changed := session.Group{Place: b.Group.Place, Roles: maps.Clone(b.Group.Roles)}
		for _, id := range c.Members.Of(member).IDs() {
			delete(changed.Roles, id)
		}
		if b.ID == group {
			changed.Roles[member] = role
		}
		ledger.Edit(c.Tx(), &c.Boards, b.ID).Group = &changed
	}
}

// Alike is what people have in common who are put into one group.
type Alike string

// What they may have in common.
const (
	Evenly     Alike = "evenly" // nothing: they meet others from elsewhere
	ByCountry  Alike = "country"
	ByLanguage Alike = "language"
)

// AllAlike lists them.
func AllAlike() []Alike { return []Alike{Evenly, ByCountry, ByLanguage} }

// Spread puts everybody who is in no group into one, so that the groups become as large
// as each other.
type Spread struct {
	session.InItem
	By Alike `json:"by"`
	// Languages are those in which people read, where they matter. The Host knows them.
	Languages map[session.MemberID]string           `json:"-"`
	Placed    map[method.BoardID][]session.MemberID `json:"placed"` // decided
}

// Check lets whoever steers the meeting do it, where there are groups.
func (s *Spread) Check(c *session.Community, who session.Who) error {
	if err := require(c, method.Steer, s.InItem, who); err != nil {
		return err
	}
	if !slices.Contains(AllAlike(), s.By) {
		return refusal.New(refusal.Invalid, "field", "by")
	}
	if len(Of(c, s.InItem)) == 0 || len(Waiting(c, s.InItem)) == 0 {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Decide finds a group for each: those together who are alike, the most first, where the
// fewest are.
func (s *Spread) Decide(c *session.Community, _ session.Decision) {
	s.Placed = map[method.BoardID][]session.MemberID{}
	all, size := Of(c, s.InItem), map[method.BoardID]int{}
	for _, b := range all {
		size[b.ID] = len(People(c, b))
	}
	for _, some := range s.together(Waiting(c, s.InItem)) {
		least := slices.MinFunc(all, func(a, b *session.Board) int { return cmp.Compare(size[a.ID], size[b.ID]) })
		size[least.ID] += len(some)
		for _, m := range some {
			s.Placed[least.ID] = append(s.Placed[least.ID], m.ID)
		}
	}
}

// together are those who stay together, the most first, and those from one country
// behind each other.
func (s *Spread) together(waiting []*session.Member) [][]*session.Member {
	slices.SortStableFunc(waiting, func(a, b *session.Member) int { return cmp.Compare(a.Country, b.Country) })
	var all [][]*session.Member
	place := map[string]int{}
	for _, m := range waiting {
		alike := s.alike(m)
		if i, there := place[alike]; there && alike != "" {
			all[i] = append(all[i], m)
			continue
		}
		place[alike] = len(all)
		all = append(all, []*session.Member{m})
	}
	slices.SortStableFunc(all, func(a, b []*session.Member) int { return cmp.Compare(len(b), len(a)) })
	return all
}

// alike is what somebody has in common with others; empty for nothing.
func (s *Spread) alike(m *session.Member) string {
	switch s.By {
	case ByCountry:
		return string(m.Country)
	case ByLanguage:
		return s.Languages[m.ID]
	}
	return ""
}

// Apply places them.
func (s *Spread) Apply(c *session.Community, _ session.Stamp) {
	for group, members := range s.Placed {
		for _, m := range members {
			puts(c, s.InItem, m, group, method.Participant)
		}
	}
}
