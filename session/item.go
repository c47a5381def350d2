package session

import (
	"maps"
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Item is one contribution to a board.
type Item struct {
	ID    method.ItemID
	Part  layout.Part
	Text  string
	Level method.Level
	Authored
	Audience  method.Audience
	Code      string         // MY-S3; empty until the reveal
	Former    []string       // the codes it had in other parts
	Revision  int            // of what can be edited; from 1
	Counts    []ballot.Count // of each round of the board, up to the last in which it got any
	Wanted    int            // how many want it asked: counted in a view, and when the meeting closes
	Heading   string         // under which it stands with others of its part; empty where it stands alone
	TakenBack bool           // a tombstone: the words are gone
	// Moderation is why its words are hidden; nil where they are not.
	Moderation *Moderation
	// Interpreted is what it says in other languages, by their codes.
	Interpreted []Interpretation

	last  *touch
	texts []textRecord
	shown ledger.Seq                 // the record by which it got its code; zero while it waits for the reveal
	of    map[method.Language]string // the words that each line of Interpreted is of
	voted []string                   // those that each of Counts is of
}

// touch is what the last change did, so that it can be undone.
type touch struct {
	by       MemberID // empty for its author
	text     string
	part     layout.Part
	heading  string
	authored Authored
	original Original // where it was edited
}

// textRecord is a record that holds somebody's words, and what it becomes without them.
type textRecord struct {
	seq  ledger.Seq
	body any
}

// Waits reports whether the item waits for the reveal: only its author sees it.
func (it *Item) Waits() bool { return it.Code == "" && !it.TakenBack }

// AddItem adds an item to a board.
type AddItem struct {
	ledger.Base[*Community]
	Board    method.BoardID  `json:"board"`
	Item     method.ItemID   `json:"item"`
	Part     layout.Part     `json:"part"`
	Text     string          `json:"text"`
	Level    method.Level    `json:"level,omitempty"`
	Audience method.Audience `json:"audience"`
	By       Attribution     `json:"by"` // decided
	// Number is decided where the board is no longer gathering.
	Number int `json:"number,omitempty"`

	Attribution method.Ladder `json:"-"`
	SaidBy      *SaidBy       `json:"-"` // nil where the words are the person's own
}

// Tidy makes its words safe.
func (a *AddItem) Tidy() { a.Text = field.TidyLine(a.Text) }

// Check lets contributors add while a board is not being voted on.
func (a *AddItem) Check(c *Community, who Who) error {
	b := c.Boards[a.Board]
	if b == nil {
		return refusal.New(refusal.NotFound)
	}
	if err := c.RequireOn(method.Contribute, b, who); err != nil {
		return err
	}
	if err := c.CheckBeforehand(b); err != nil {
		return err
	}
	if err := c.checkSigned(a.Attribution, a.SaidBy, b.Meeting, b, who); err != nil {
		return err
	}
	if err := c.checkNew(string(a.Item), b.Meeting, len(b.Items), rung(a.Attribution, a.SaidBy), a.Audience, who); err != nil {
		return err
	}
	switch {
	case b.Phase == layout.Voting:
		return refusal.New(refusal.WrongPhase, "phase", string(b.Phase))
	case !b.Layout.Has(a.Part):
		return refusal.New(refusal.Invalid, "field", "part")
	case !field.OneOf(a.Level, method.Levels()):
		return refusal.New(refusal.Invalid, "field", "level")
	}
	return field.CheckText("text", a.Text, method.MaxItem, true)
}

// Decide sets what the item shows of its author, and its number.
func (a *AddItem) Decide(c *Community, d Decision) {
	b := c.Boards[a.Board]
	a.By, a.Number = c.sign(a.Attribution, a.SaidBy, d.Who), 0
	if b.Phase != layout.Gather {
		a.Number = c.numbers[b.series(a.Part, a.Audience)] + 1
	}
}

// Quiet keeps an author who is not named out of the record.
func (a *AddItem) Quiet(*Community, Who) bool { return a.By.Member == "" }

// Shelve keeps the link to an author who is not named.
func (a *AddItem) Shelve(_ *Community, who Who) []ledger.ShelfWrite {
	return linkAuthor(string(a.Item), a.By, who)
}

// Apply adds it.
func (a *AddItem) Apply(c *Community, s Stamp) {
	b := ledger.Edit(c.tx, &c.Boards, a.Board)
	bare := *a
	bare.Text = ""
	it := &Item{
		ID: a.Item, Part: a.Part, Text: a.Text, Level: a.Level, Authored: Authored{By: a.By}, Audience: a.Audience,
		Revision: 1, texts: []textRecord{{s.Seq, bare}},
	}
	if a.Number > 0 {
		c.code(b, it, a.Number)
		it.shown = s.Seq
	}
	b.Items = append(slices.Clone(b.Items), it)
}

// ItemFor finds an item and its board, if the person wrote it or sees it.
func (c *Community) ItemFor(id method.ItemID, who Who) (*Board, *Item) {
	b, it := c.Item(id)
	if it == nil || c.WroteItem(it, who) {
		return b, it
	}
	if it.Waits() || !c.AudienceOf(who.Member).Reads(it.Audience) {
		return nil, nil
	}
	return b, it
}

// WroteItem reports whether the person is the author of an item.
func (c *Community) WroteItem(it *Item, who Who) bool {
	return c.wrote(who.Member, string(it.ID), it.By)
}

// TakeBackItem withdraws an author's words. A tombstone stays where others had
// seen them; the words are gone from the log and from later exports.
type TakeBackItem struct {
	ledger.Base[*Community]
	Item method.ItemID `json:"item"`
}

// Check lets only the author take back, at any time, closed meetings included.
func (t *TakeBackItem) Check(c *Community, who Who) error {
	_, it := c.ItemFor(t.Item, who)
	switch {
	case it == nil:
		return refusal.New(refusal.NotFound)
	case it.TakenBack:
		return refusal.New(refusal.TakenBack)
	case !c.WroteItem(it, who):
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Quiet keeps an author who is not named out of the record.
func (t *TakeBackItem) Quiet(c *Community, who Who) bool { return c.quietItem(t.Item, who) }

// Shelve deletes the link to the author.
func (t *TakeBackItem) Shelve(c *Community, who Who) []ledger.ShelfWrite {
	return c.unlinkAuthor(string(t.Item), who)
}

// Redact rewrites every record that holds the words.
func (t *TakeBackItem) Redact(c *Community) map[ledger.Seq][]byte {
	b, it := c.Item(t.Item)
	_, votes := b.unreasoned(it.ID)
	return bareBodies(slices.Concat(it.texts, votes))
}

// Apply leaves a tombstone, or nothing where nobody had seen the item.
func (t *TakeBackItem) Apply(c *Community, _ Stamp) {
	found, it := c.Item(t.Item)
	if it == nil {
		return
	}
	b := ledger.Edit(c.tx, &c.Boards, found.ID)
	if it.Waits() {
		b.Items = slices.DeleteFunc(slices.Clone(b.Items), func(x *Item) bool { return x.ID == t.Item })
		return
	}
	if it.Moderation != nil {
		b.moderated++
	}
	c.dropOriginal(string(t.Item))
	b.reasoned, _ = b.unreasoned(t.Item)
	*b.editItem(t.Item) = *it.tombstone()
}

// tombstone is the item without its words and its author.
func (it *Item) tombstone() *Item {
	gone := *it
	gone.Text, gone.Authored, gone.TakenBack, gone.Counts, gone.Moderation = "", Authored{Widening: it.Widening.Gone()}, true, nil, nil
	gone.Heading, gone.Wanted, gone.Interpreted, gone.of, gone.voted, gone.last, gone.texts = "", 0, nil, nil, nil, nil, nil
	gone.Revision++
	return &gone
}

// Moderation is why the words of an item are hidden. Everybody sees that they are, and
// members why; the words only their author and whoever steers the meeting.
type Moderation struct {
	By       MemberID
	Reason   string
	Appealed bool     // its author asks for the words back
	Upheld   MemberID // who has looked at it then, and left them hidden; empty for nobody
}

// Moderated are words that are hidden, for somebody who may read them, and why they are.
type Moderated struct{ Text, Reason string }

// Moderate says why the words of an item are hidden, or with nil that they are not. Bare
// is the record without the reason, which it becomes when the item's words leave the log;
// nil where the record holds none.
func (c *Community) Moderate(id method.ItemID, s Stamp, m *Moderation, bare any) {
	found, _ := c.Item(id)
	if found == nil {
		return
	}
	b := ledger.Edit(c.tx, &c.Boards, found.ID)
	b.moderated++
	it := b.editItem(id)
	if it.Moderation = m; bare != nil {
		it.texts = append(slices.Clone(it.texts), textRecord{s.Seq, bare})
	}
}

// Interpretation is what an item says in another language, by a person. Whoever reads the
// item reads it, and it goes with the item's words.
type Interpretation struct {
	Language method.Language
	Text     string
	Revision int  // from 1
	Earlier  bool // the item has other words now
}

// In is what the item says in a language; without a text where nobody has written that.
func (it *Item) In(l method.Language) Interpretation {
	for _, line := range it.Interpreted {
		if line.Language == l {
			return line
		}
	}
	return Interpretation{Language: l}
}

// Reworded reports whether the item has other words now than those that were voted on last.
func (it *Item) Reworded() bool {
	last := len(it.Counts) - 1
	return last >= 0 && it.Counts[last].Reworded
}

// compare finds which lines and counts are of words that the item no longer has.
func (it *Item) compare() {
	it.Counts = slices.Clone(it.Counts)
	for i := range it.Counts {
		it.Counts[i].Reworded = !it.Counts[i].None() && it.voted[i] != it.Text
	}
	it.Interpreted = slices.Clone(it.Interpreted)
	for i, line := range it.Interpreted {
		it.Interpreted[i].Earlier = it.of[line.Language] != it.Text
	}
}

// Interpret puts a line below an item, in place of the one in its language; without a text
// it takes that away. Bare is the record without its words, which it becomes when the
// item's words leave the log.
func (c *Community) Interpret(id method.ItemID, s Stamp, line Interpretation, bare any) {
	found, _ := c.Item(id)
	if found == nil {
		return
	}
	it := ledger.Edit(c.tx, &c.Boards, found.ID).editItem(id)
	it.texts = append(slices.Clone(it.texts), textRecord{s.Seq, bare})
	it.of = maps.Clone(it.of)
	if it.of == nil {
		it.of = map[method.Language]string{}
	}
	it.Interpreted = slices.DeleteFunc(slices.Clone(it.Interpreted), func(o Interpretation) bool { return o.Language == line.Language })
	if delete(it.of, line.Language); line.Text != "" {
		it.of[line.Language], it.Interpreted = it.Text, append(it.Interpreted, line)
	}
	slices.SortFunc(it.Interpreted, func(a, b Interpretation) int { return strings.Compare(string(a.Language), string(b.Language)) })
}

func bareBodies(texts []textRecord) map[ledger.Seq][]byte {
	bare := map[ledger.Seq][]byte{}
	for _, r := range texts {
		bare[r.seq] = ledger.Body(r.body)
	}
	return bare
}
