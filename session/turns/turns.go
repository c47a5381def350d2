// Package turns is who speaks in an item of the agenda, one after the other: those whom
// the facilitator has named, such as the speakers of a panel, and those who ask for the
// word without interrupting anybody.
package turns

import (
	"cmp"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to an order of speaking; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{
		"turn.named/1":     &Name{},
		"turn.asked/1":     &Ask{},
		"turn.withdrawn/1": &Withdraw{},
		"turn.given/1":     &Give{},
		"turn.moved/1":     &Move{},
	}
}

// MaxTurns is how many people an order of speaking has at most.
const MaxTurns = 200

// Given reports whether people speak in turn in an item of a kind.
func Given(k method.AgendaKind) bool { return slices.Contains(kinds, k) }

// kinds are those of items in which people speak in turn.
var kinds = []method.AgendaKind{method.Plenary, method.Panel, method.Roundtable, method.Exchange, method.PeerAssist}

// Speaker is a member, or somebody who is only called something here.
type Speaker struct {
	Member session.MemberID `json:"member,omitempty"`
	Called string           `json:"called,omitempty"`
}

// same reports whether two are one.
func (s Speaker) same(o Speaker) bool { return s.Member == o.Member && clean.Same(s.Called, o.Called) }

// Turn is somebody's place in an order of speaking.
type Turn struct {
	Speaker
	Named bool // by the facilitator; otherwise they have asked
	Waits bool // for the word
	Times int  // how often they have spoken
}

// Order is who speaks in an item. The zero value is nobody.
type Order struct {
	Turns []Turn  // in the order in which they came, or were put
	Now   Speaker // who has the word; zero for nobody
}

// Of is the order of an item of a meeting. Nobody may change it.
func Of(m *session.Meeting, item method.AgendaID) *Order { return session.ActivityOf[Order](m, item) }

// Waiting lists who waits for the word: whoever has not spoken yet comes first.
func (o *Order) Waiting() []Turn {
	waiting := slices.DeleteFunc(slices.Clone(o.Turns), func(t Turn) bool { return !t.Waits })
	slices.SortStableFunc(waiting, func(a, b Turn) int { return a.Times - b.Times })
	return waiting
}

// Spoken lists who has spoken and does not wait.
func (o *Order) Spoken() []Turn {
	return slices.DeleteFunc(slices.Clone(o.Turns), func(t Turn) bool { return t.Times == 0 || t.Waits || t.same(o.Now) })
}

// Find is somebody's turn; ok is false where they have none.
func (o *Order) Find(s Speaker) (t Turn, ok bool) {
	if i := o.place(s); i >= 0 {
		return o.Turns[i], true
	}
	return Turn{}, false
}

// Mine is a member's turn, under whichever of their ids they came into the order: the one
// that waits, where one does. A member without a turn has the zero one.
func (o *Order) Mine(m *session.Member) (mine Turn) {
	for _, t := range o.Turns {
		if slices.Contains(m.IDs(), t.Member) && (mine.Member == "" || t.Waits) {
			mine = t
		}
	}
	return mine
}

// Speaks reports whether a member has the word, under whichever of their ids.
func (o *Order) Speaks(m *session.Member) bool { return slices.Contains(m.IDs(), o.Now.Member) }

func (o *Order) place(s Speaker) int {
	return slices.IndexFunc(o.Turns, func(t Turn) bool { return t.same(s) })
}

// waits lets somebody wait for the word, at the end where they did not wait already.
func (o *Order) waits(s Speaker, named bool) {
	t, i := Turn{Speaker: s}, o.place(s)
	o.Turns = slices.Clone(o.Turns)
	if i >= 0 {
		t = o.Turns[i]
		o.Turns = slices.Delete(o.Turns, i, i+1)
	}
	t.Waits, t.Named = true, t.Named || named
	o.Turns = append(o.Turns, t)
}

// leaves lets somebody wait no longer. Who has not spoken has no turn then.
func (o *Order) leaves(s Speaker) {
	i := o.place(s)
	if i < 0 {
		return // erased records no longer tell people apart
	}
	o.Turns = slices.Clone(o.Turns)
	if o.Turns[i].Waits = false; o.Turns[i].Times == 0 {
		o.Turns = slices.Delete(o.Turns, i, i+1)
	}
}

// gives lets somebody speak, whether they waited or not.
func (o *Order) gives(s Speaker) {
	o.Now = s
	if i := o.place(s); i >= 0 {
		o.Turns = slices.Clone(o.Turns)
		o.Turns[i].Waits = false
		o.Turns[i].Times++
	}
}

// Name adds people to those who speak, in their order: members of the meeting, and some
// who have no terminal.
type Name struct {
	session.InItem
	Speakers []Speaker `json:"speakers"`
}

// Tidy makes its words safe.
func (n *Name) Tidy() {
	n.Speakers = slices.Clone(n.Speakers)
	for i, s := range n.Speakers {
		n.Speakers[i].Called = field.TidyLine(s.Called)
	}
}

// Check lets whoever steers name who does not wait already.
func (n *Name) Check(c *session.Community, who session.Who) error {
	if err := c.RequireItem(method.Steer, n.InItem, who, kinds...); err != nil {
		return err
	}
	if len(n.Speakers) == 0 {
		return refusal.New(refusal.Missing, "field", "speakers")
	}
	o := *Of(c.Meetings[n.Meeting], n.Item)
	for _, s := range n.Speakers {
		if err := s.check(c, n.Meeting); err != nil {
			return err
		}
		if err := o.checkRoom(s); err != nil {
			return err
		}
		o.waits(s, true)
	}
	return nil
}

// check refuses a member who is not in the meeting, and somebody who is called nothing.
func (s Speaker) check(c *session.Community, meeting method.MeetingID) error {
	switch {
	case s.Member == "":
		return field.CheckText("speakers", s.Called, method.MaxName, true)
	case s.Called != "" || c.RoleIn(meeting, s.Member) == "":
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// checkRoom refuses who waits already, and one more than there may be.
func (o *Order) checkRoom(s Speaker) error {
	switch t, there := o.Find(s); {
	case t.Waits:
		return refusal.New(refusal.WaitsAlready)
	case !there && len(o.Turns) >= MaxTurns:
		return refusal.New(refusal.Full, "max", MaxTurns)
	}
	return nil
}

// Apply adds them.
func (n *Name) Apply(c *session.Community, s session.Stamp) {
	bare := &Name{n.InItem, slices.Clone(n.Speakers)}
	for i, who := range bare.Speakers {
		bare.Speakers[i] = who.bare()
	}
	o := session.EditActivity[Order](c, s, n.InItem, bare)
	for _, who := range n.Speakers {
		o.waits(who, true)
	}
}

// bare is the speaker without words.
func (s Speaker) bare() Speaker { return Speaker{Member: s.Member} }

// Ask asks for the word, for oneself.
type Ask struct {
	session.InItem
	Member session.MemberID `json:"member"` // decided
}

// Check lets contributors ask who do not wait already.
func (a *Ask) Check(c *session.Community, who session.Who) error {
	if err := c.RequireItem(method.Contribute, a.InItem, who, kinds...); err != nil {
		return err
	}
	return Of(c.Meetings[a.Meeting], a.Item).checkRoom(Speaker{Member: a.as(c, who)})
}

// as is the id under which somebody asks: the one that they have a turn under.
func (a *Ask) as(c *session.Community, who session.Who) session.MemberID {
	return cmp.Or(Of(c.Meetings[a.Meeting], a.Item).Mine(c.Members.Of(who.Member)).Member, who.Member)
}

// Decide says who asks.
func (a *Ask) Decide(c *session.Community, d session.Decision) { a.Member = a.as(c, d.Who) }

// Apply lets them wait.
func (a *Ask) Apply(c *session.Community, s session.Stamp) {
	session.EditActivity[Order](c, s, a.InItem, nil).waits(Speaker{Member: a.Member}, false)
}

// Withdraw takes somebody off those who wait.
type Withdraw struct {
	session.InItem
	Speaker
}

// Check lets everybody withdraw themselves, and whoever steers anybody.
func (w *Withdraw) Check(c *session.Community, who session.Who) error {
	right := method.Steer
	if slices.Contains(c.Members.Of(who.Member).IDs(), w.Member) {
		right = method.Read // observers may have been named
	}
	if err := c.RequireItem(right, w.InItem, who, kinds...); err != nil {
		return err
	}
	if t, _ := Of(c.Meetings[w.Meeting], w.Item).Find(w.Speaker); !t.Waits {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply takes them off.
func (w *Withdraw) Apply(c *session.Community, s session.Stamp) {
	session.EditActivity[Order](c, s, w.InItem, &Withdraw{w.InItem, w.bare()}).leaves(w.Speaker)
}

// Give gives somebody the word, and takes it from whoever has it; given to nobody, it
// only takes it.
type Give struct {
	session.InItem
	Speaker
}

// Check lets whoever steers give the word to whoever has a turn.
func (g *Give) Check(c *session.Community, who session.Who) error {
	if err := c.RequireItem(method.Steer, g.InItem, who, kinds...); err != nil {
		return err
	}
	o := Of(c.Meetings[g.Meeting], g.Item)
	if _, there := o.Find(g.Speaker); !there && g.Speaker != (Speaker{}) || g.same(o.Now) {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply gives it.
func (g *Give) Apply(c *session.Community, s session.Stamp) {
	session.EditActivity[Order](c, s, g.InItem, &Give{g.InItem, g.bare()}).gives(g.Speaker)
}

// Move puts somebody who waits one place earlier or later among those who have spoken as
// often as they have.
type Move struct {
	session.InItem
	Speaker
	Earlier bool `json:"earlier,omitempty"`
}

// Check lets whoever steers move who has a place to go to.
func (m *Move) Check(c *session.Community, who session.Who) error {
	if err := c.RequireItem(method.Steer, m.InItem, who, kinds...); err != nil {
		return err
	}
	if _, _, moves := Of(c.Meetings[m.Meeting], m.Item).beside(m.Speaker, m.Earlier); !moves {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// beside is the place of somebody who waits, and of the one before or behind them among
// their equals.
func (o *Order) beside(s Speaker, earlier bool) (i, j int, ok bool) {
	i = o.place(s)
	if i < 0 || !o.Turns[i].Waits {
		return 0, 0, false
	}
	by := 1
	if earlier {
		by = -1
	}
	for j = i + by; j >= 0 && j < len(o.Turns); j += by {
		if t := o.Turns[j]; t.Waits && t.Times == o.Turns[i].Times {
			return i, j, true
		}
	}
	return 0, 0, false
}

// Apply moves them.
func (m *Move) Apply(c *session.Community, s session.Stamp) {
	o := session.EditActivity[Order](c, s, m.InItem, &Move{m.InItem, m.bare(), m.Earlier})
	if i, j, moves := o.beside(m.Speaker, m.Earlier); moves {
		o.Turns = slices.Clone(o.Turns)
		o.Turns[i], o.Turns[j] = o.Turns[j], o.Turns[i]
	}
}
