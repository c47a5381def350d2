package session

import (
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// checkTouch refuses a change to an item that the person may not make: the
// author may change it until a vote; whoever steers, once it is revealed.
func (c *Community) checkTouch(id method.ItemID, who Who) (*Board, *Item, error) {
	b, it := c.ItemFor(id, who)
	if it == nil {
		return nil, nil, refusal.New(refusal.NotFound)
	}
	if err := c.RequireOn(method.Contribute, b, who); err != nil {
		return nil, nil, err
	}
	switch {
	case it.TakenBack:
		return nil, nil, refusal.New(refusal.TakenBack)
	case it.Moderation != nil && !c.WroteItem(it, who):
		return nil, nil, refusal.New(refusal.Moderated)
	case b.Phase == layout.Voting:
		return nil, nil, refusal.New(refusal.WrongPhase, "phase", string(b.Phase))
	case !c.WroteItem(it, who) && c.RequireOn(method.Steer, b, who) != nil:
		return nil, nil, refusal.New(refusal.NotAllowed)
	}
	return b, it, nil
}

// quietItem keeps the author of an item who is not named out of the records of
// its changes.
func (c *Community) quietItem(id method.ItemID, who Who) bool {
	_, it := c.Item(id)
	return it != nil && c.quiet(string(id), it.By, who)
}

// EditItem changes an item's words.
type EditItem struct {
	ledger.Base[*Community]
	Item     method.ItemID `json:"item"`
	Revision int           `json:"revision"` // that the edit began from
	Text     string        `json:"text"`
	Foreign  bool          `json:"foreign,omitempty"` // decided: the words are not the author's
	Claims   bool          `json:"claims,omitempty"`  // decided: nor those of the organisation that signs them
}

// Tidy makes its words safe.
func (e *EditItem) Tidy() { e.Text = field.TidyLine(e.Text) }

// Check refuses an edit that began from an older text with a [refusal.Conflict].
func (e *EditItem) Check(c *Community, who Who) error {
	_, it, err := c.checkTouch(e.Item, who)
	if err != nil {
		return err
	}
	if it.Revision != e.Revision {
		return &refusal.Conflict{Revision: it.Revision, Theirs: it.Text}
	}
	return field.CheckText("text", e.Text, method.MaxItem, true)
}

// Decide says whose words they are.
func (e *EditItem) Decide(c *Community, d Decision) {
	_, it := c.Item(e.Item)
	e.Foreign = c.foreign(string(e.Item), it.By, it.Text, e.Text, d.Who)
	e.Claims = !e.Foreign && c.claims(string(e.Item), it.By, it.Text, e.Text, d.Who)
}

// Quiet keeps an author who is not named out of the record.
func (e *EditItem) Quiet(c *Community, who Who) bool { return c.quietItem(e.Item, who) }

// Apply changes the words.
func (e *EditItem) Apply(c *Community, s Stamp) {
	bare := *e
	bare.Text = ""
	c.touchItem(e.Item, s, func(_ *Board, it *Item) {
		it.Authored = c.rewritten(string(e.Item), it.Authored, it.Text, e.Foreign, e.Claims)
		it.Text = e.Text
		it.texts = append(slices.Clone(it.texts), textRecord{s.Seq, bare})
	})
}

// touchItem changes an item and remembers what it was.
func (c *Community) touchItem(id method.ItemID, s Stamp, change func(*Board, *Item)) {
	found, _ := c.Item(id)
	if found == nil {
		return
	}
	b := ledger.Edit(c.tx, &c.Boards, found.ID)
	it := b.editItem(id)
	it.last = &touch{s.Author, it.Text, it.Part, it.Heading, it.Authored, c.originals[string(id)]}
	it.Revision++
	if it.Moderation != nil {
		b.moderated++
	}
	change(b, it)
	it.compare()
	c.settleItem(b, it, s)
}

// MoveItem puts an item into another part of its board. Once it has a code it gets a new
// one, since the letter would be wrong; the old one still finds it.
type MoveItem struct {
	ledger.Base[*Community]
	Item   method.ItemID `json:"item"`
	To     layout.Part   `json:"to"`
	Number int           `json:"number,omitempty"` // decided
}

// Check refuses parts that the board does not have.
func (m *MoveItem) Check(c *Community, who Who) error {
	b, it, err := c.checkTouch(m.Item, who)
	if err != nil {
		return err
	}
	if !b.Layout.Has(m.To) || m.To == it.Part {
		return refusal.New(refusal.Invalid, "field", "part")
	}
	return nil
}

// Decide takes the next number of the new part.
func (m *MoveItem) Decide(c *Community, _ Decision) {
	b, it := c.Item(m.Item)
	m.Number = 0
	if !it.Waits() {
		m.Number = c.numbers[b.series(m.To, it.Audience)] + 1
	}
}

// Quiet keeps an author who is not named out of the record.
func (m *MoveItem) Quiet(c *Community, who Who) bool { return c.quietItem(m.Item, who) }

// Apply moves it.
func (m *MoveItem) Apply(c *Community, s Stamp) {
	c.touchItem(m.Item, s, func(b *Board, it *Item) { c.move(b, it, m.To, m.Number) })
}

func (c *Community) move(b *Board, it *Item, to layout.Part, number int) {
	it.Part, it.Heading = to, ""
	if number > 0 {
		former := append(slices.Clone(it.Former), it.Code)
		c.code(b, it, number)
		it.Former = slices.DeleteFunc(former, func(code string) bool { return code == it.Code })
	}
}

// GroupItem puts an item under a heading, with the others of its part that stand there.
// Without a heading it stands alone again. Its votes, its code and its words stay its
// own.
type GroupItem struct {
	ledger.Base[*Community]
	Item    method.ItemID `json:"item"`
	Heading string        `json:"heading,omitempty"`
}

// Tidy makes its words safe.
func (g *GroupItem) Tidy() { g.Heading = field.TidyLine(g.Heading) }

// Check lets whoever steers the board group what everybody sees and was written for them to
// read, while nobody votes on it.
func (g *GroupItem) Check(c *Community, who Who) error {
	b, it := c.Item(g.Item)
	if it == nil || it.Waits() || !c.AudienceOf(who.Member).Reads(it.Audience) {
		return refusal.New(refusal.NotFound)
	}
	if err := c.RequireOn(method.Steer, b, who); err != nil {
		return err
	}
	switch {
	case it.Widening.Beyond(c.AudienceOf(who.Member)):
		return refusal.New(refusal.NotAllowed)
	case it.TakenBack:
		return refusal.New(refusal.TakenBack)
	case b.Phase == layout.Gather || b.Phase == layout.Voting:
		return refusal.New(refusal.WrongPhase, "phase", string(b.Phase))
	}
	return field.CheckText("heading", g.Heading, method.MaxTitle, false)
}

// Decide writes the heading as it stands over others of its part already, whatever its
// capitals: to people those are one.
func (g *GroupItem) Decide(c *Community, d Decision) {
	b, it := c.Item(g.Item)
	reads := c.AudienceOf(d.Who.Member)
	for _, other := range b.Items {
		if other != it && other.Part == it.Part && reads.Reads(other.Audience) && strings.EqualFold(other.Heading, g.Heading) {
			g.Heading = other.Heading
			return
		}
	}
}

// Apply groups it.
func (g *GroupItem) Apply(c *Community, s Stamp) {
	found, it := c.Item(g.Item)
	if it == nil {
		return
	}
	bare := *g
	bare.Heading = ""
	it = ledger.Edit(c.tx, &c.Boards, found.ID).editItem(g.Item)
	it.Heading, it.texts = g.Heading, append(slices.Clone(it.texts), textRecord{s.Seq, bare}) // the heading goes with the words
}

// UndoItem takes back the last edit or move of an item, if the same person made
// it and nobody has touched the result. The item gets the code again that it had there.
type UndoItem struct {
	ledger.Base[*Community]
	Item     method.ItemID `json:"item"`
	Revision int           `json:"revision"`
	Text     string        `json:"text"`             // decided
	To       layout.Part   `json:"to,omitempty"`     // decided
	Number   int           `json:"number,omitempty"` // decided
}

// Check refuses with the reason.
func (u *UndoItem) Check(c *Community, who Who) error {
	_, it, err := c.checkTouch(u.Item, who)
	switch {
	case err != nil:
		return err
	case it.last == nil:
		return refusal.New(refusal.UndoNothing)
	case it.Revision != u.Revision:
		return refusal.New(refusal.UndoTouched)
	case it.last.by == who.Member, it.last.by == "" && c.WroteItem(it, who):
		return nil
	}
	return refusal.New(refusal.UndoTouched)
}

// Decide says what to go back to.
func (u *UndoItem) Decide(c *Community, _ Decision) {
	b, it := c.Item(u.Item)
	u.Text, u.To, u.Number = it.last.text, "", 0
	if it.last.part != it.Part {
		u.To = it.last.part
		if !it.Waits() {
			u.Number = c.numberOf(it, b.series(u.To, it.Audience))
		}
	}
}

// numberOf is the number that an item had in a series, or the next.
func (c *Community) numberOf(it *Item, series string) int {
	for _, code := range it.Former {
		if isOf(code, series) {
			n, _ := strconv.Atoi(code[len(series):])
			return n
		}
	}
	return c.numbers[series] + 1
}

// Quiet keeps an author who is not named out of the record.
func (u *UndoItem) Quiet(c *Community, who Who) bool { return c.quietItem(u.Item, who) }

// Apply goes back; an undo is not undone.
func (u *UndoItem) Apply(c *Community, s Stamp) {
	bare := *u
	bare.Text = ""
	var last *touch
	if _, it := c.Item(u.Item); it != nil {
		last = it.last
	}
	c.touchItem(u.Item, s, func(b *Board, it *Item) {
		if it.Text != u.Text || it.By != last.authored.By {
			it.Widening = c.unsaid(it.Widening)
		}
		it.Text = u.Text
		it.texts = append(slices.Clone(it.texts), textRecord{s.Seq, bare})
		if it.By != last.authored.By || it.Edited != last.authored.Edited {
			it.By, it.Edited = last.authored.By, last.authored.Edited
			ledger.PutOrDelete(c.tx, &c.originals, string(u.Item), last.original, !it.Edited)
		}
		if u.To != "" {
			c.move(b, it, u.To, u.Number)
			it.Heading = last.heading
		}
		it.last = nil
	})
}
