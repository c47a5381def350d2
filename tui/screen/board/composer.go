package board

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
	"unique"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
)

// composer is where an item is written, in as many rows as it takes, with what
// it will show of its author and who may read it. Several lines are several
// items, or one: it asks.
type composer struct {
	name        session.DraftName // of its draft
	Text        text.Field
	sent        []*desk.Request // items on their way from here, in order
	asking      bool            // whether the lines are one item
	width       int             // in which the text was drawn last
	attribution method.Ladder
	writesDown  bool            // the person may write down what others say
	said        *session.SaidBy // whose words it is then; nil for their own
	audience    method.Audience
}

// typed is what a key did to what is being written.
type typed int

const (
	goesOn typed = iota
	sends
	goesAway // the person does, from what is not sent
)

// composerOf is where the item of a draft is written: the composer from which
// something is still on its way, or a new one with what is kept.
func composerOf(d *desk.Desk, name session.DraftName, b *session.Board) *composer {
	if c, ok := d.Sender(name).(*composer); ok && len(c.sent) > 0 {
		return c
	}
	c := newComposer(d, name, b)
	d.WrittenAt(name, c)
	return c
}

func newComposer(d *desk.Desk, name session.DraftName, b *session.Board) *composer {
	c := &composer{name: name, Text: text.NewField(method.MaxItem, true), writesDown: d.WritesDown(b)}
	c.attribution, c.audience = proposed(d, b)
	if c.writesDown {
		c.said = d.SaidBy
	}
	c.Text.SetValue(kit.DraftedLine(d.Draft(name))) // the words only: what they show of their author is chosen anew
	return c
}

// proposed is how the person signs mostly, but no name below a question to those who speak;
// and the closest circle.
func proposed(d *desk.Desk, b *session.Board) (method.Ladder, method.Audience) {
	rung := desk.OfferedRung(d, d.Own.Member.Attribution)
	if b.Layout.Asks() {
		rung = method.Unattributed
	}
	return rung, d.Shared.AudienceOf(d.Member)
}

// forTheNext takes back what was chosen beyond the proposal: that more of the person shows,
// or more people read it, was chosen for the words that are sent now.
func (c *composer) forTheNext(d *desk.Desk, b *session.Board) {
	rung, audience := proposed(d, b)
	if c.attribution.Above(rung) {
		c.attribution = rung
	}
	if audience.Closer(c.audience) {
		c.audience = audience
	}
}

// Pack is the draft: what is on its way is part of it until it is accepted.
func (c *composer) Pack() []byte { return c.packFrom(0) }

// packFrom is pack without the first items that are on their way.
func (c *composer) packFrom(first int) []byte {
	var all []string
	for _, r := range c.sent[first:] {
		all = append(all, r.Words)
	}
	if words := c.Text.Value(); words != "" {
		all = append(all, words)
	}
	if len(all) == 0 {
		return nil
	}
	return kit.PackedLine(strings.Join(all, "\n"))
}

func (c *composer) lines() []string { return linesOf(c.Text.Value()) }

// linesOf are the lines of a text that say something.
func linesOf(s string) []string {
	var all []string
	for line := range strings.SplitSeq(s, "\n") {
		if strings.TrimSpace(line) != "" {
			all = append(all, line)
		}
	}
	return all
}

// send hands words in as an item of its own, after those that are on their way.
// It reports false where the person has to wait before they send more.
func (c *composer) send(d *desk.Desk, add *session.AddItem) (tea.Cmd, bool) {
	if len(c.sent) == mostOnTheWay {
		d.Say("desk.waiting")
		return nil, false
	}
	r := d.Request(add, c.name)
	if r == nil {
		return nil, false
	}
	r.Words, r.Rest = add.Text, func() []byte { return c.packFrom(1) }
	c.sent = append(c.sent, r)
	return d.Hand(r), true
}

// mostOnTheWay is how many items may be on their way from one composer.
const mostOnTheWay = 100

// Answered takes in what became of the first item on its way. Where it was
// refused, it comes back in front of what was typed since, and with it those
// behind it.
func (c *composer) Answered(d *desk.Desk, r *desk.Request, err error) {
	if err == nil {
		c.sent = slices.DeleteFunc(c.sent, func(other *desk.Request) bool { return other == r })
		return
	}
	d.Recall(r.Slot)
	var back strings.Builder
	for i, r := range c.sent {
		if i > 0 {
			back.WriteByte('\n')
		}
		back.WriteString(r.Words)
	}
	if c.Text.Value() != "" {
		back.WriteByte('\n')
	}
	c.Text.Prepend(back.String())
	c.sent = nil
}

// oneLine makes one line of several.
var oneLine = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")

func (c *composer) update(d *desk.Desk, msg tea.Msg) typed {
	if paste, ok := msg.(tea.PasteMsg); ok {
		c.paste(paste.Content)
		return goesOn
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return goesOn
	}
	if c.asking {
		if did, answered := c.answer(key); answered {
			return did
		}
	}
	switch key.String() {
	case "esc":
		return goesAway
	case "enter", "ctrl+s":
		return c.enter()
	case "ctrl+o":
		c.sign(d)
	case "ctrl+r":
		c.audience = desk.After(desk.Readable(d), c.audience)
	case "up":
		c.Text.Up(c.width)
	case "down":
		c.Text.Down(c.width)
	default:
		kit.Edit(&c.Text, key)
	}
	return goesOn
}

// sign goes to the next rung, or back to the person's own words.
func (c *composer) sign(d *desk.Desk) {
	if c.said != nil {
		c.says(d, nil)
		return
	}
	c.attribution = desk.After(desk.Signatures(d), c.attribution)
}

// says takes up whose words are written down from now on; nil for the person's own.
func (c *composer) says(d *desk.Desk, s *session.SaidBy) { c.said, d.SaidBy = s, s }

// paste takes in a pasted text. Of several lines it asks what they are.
func (c *composer) paste(pasted string) {
	if len(linesOf(pasted)) < 2 {
		c.Text.Insert(oneLine.Replace(pasted))
		return
	}
	c.Text.Insert(pasted)
	c.asking = true
}

// enter sends what was written. Of several lines it asks what they are.
func (c *composer) enter() typed {
	n := len(c.lines())
	c.asking = n > 1
	if n == 1 {
		return sends
	}
	return goesOn
}

// answer takes a key where it was asked whether several lines are one item, and
// reports whether it answers that. No letter does: whoever types on before they have
// seen the question goes on writing.
func (c *composer) answer(key tea.KeyPressMsg) (did typed, answered bool) {
	c.asking = false
	switch key.String() {
	case "tab":
		c.Text.SetValue(strings.Join(c.lines(), " "))
	case "enter":
		did = sends
	case "esc":
	default:
		return goesOn, false
	}
	return did, true
}

// mostWriting is how many rows of an item are shown at once while it is written,
// on a laptop and on a phone.
const (
	mostWriting       = 4
	mostWritingNarrow = 6
)

func (c *composer) draw(d *desk.Desk, l *layout.Layout, part layout.Part, w, h int) kit.Page {
	mark := mark(d, l, part)
	prompt := fmt.Sprintf("%s %s %s ", mark.Glyph, part, d.Theme.Glyphs.Pointer)
	left := text.Width(prompt)
	most := mostWriting
	if w < kit.Narrow {
		most = mostWritingNarrow
	}
	c.width = max(1, w-left)
	rows, x, y := c.Text.View(c.width, max(1, min(most, h/2)))
	var p kit.Page
	for i, row := range rows {
		if i > 0 {
			prompt = strings.Repeat(" ", left)
		}
		p.Rows = append(p.Rows, mark.Style.Render(prompt)+row)
	}
	p.Cursor.X, p.Cursor.Y, p.Cursor.Visible = left+x, y, true
	if c.asking {
		p.Rows = append(p.Rows, kit.Styled(d.AtMost(2, d.T("composer.which", "n", len(c.lines())), w), d.Theme.Key)...)
	} else {
		p.Rows = append(p.Rows, c.choices(d, w)...)
	}
	switch long := c.tooLong(d); {
	case long != "":
		p.Rows = append(p.Rows, d.Warning(long, w)...)
	case c.said != nil && d.Shared.IdentifiesSaid(d.Meeting, *c.said):
		p.Rows = append(p.Rows, d.Warning(d.T("said.identifies"), w)...)
	case c.said == nil && c.attribution != method.Named && d.Shared.Identifies(d.Meeting, d.Member, c.attribution):
		p.Rows = append(p.Rows, d.Warning(d.T("board.identifies"), w)...)
	}
	return p
}

// tooLong says which lines are longer than an item may be, empty for none.
func (c *composer) tooLong(d *desk.Desk) string {
	lines := c.lines()
	if len(lines) < 2 || c.Text.Full() {
		return d.Over(&c.Text)
	}
	var long []string
	for i, line := range lines {
		if over := utf8.RuneCountInString(line) - method.MaxItem; over > 0 {
			long = append(long, d.T("composer.line_over", "line", i+1, "n", over))
		}
	}
	return strings.Join(long, d.Between())
}

// choicesView is what the picture of the choices depends on, where nobody else's words
// are written down.
type choicesView struct {
	attribution method.Ladder
	audience    method.Audience
	language    string
	shades      desk.Shades
	width       int
}

// choices are what the item shows of its author and who may read it, each with
// the key that changes it: beside each other, or below on a phone. They are drawn once
// for all who chose the same, and not again for each letter.
func (c *composer) choices(d *desk.Desk, w int) []string {
	if c.said != nil {
		return c.drawChoices(d, w)
	}
	view := choicesView{c.attribution, c.audience, d.Words.Language, d.Shades(), w}
	return d.Pool.Rows(unique.Make(view), func() []string { return c.drawChoices(d, w) })
}

func (c *composer) drawChoices(d *desk.Desk, w int) []string {
	var rows []string
	sign, signed := c.signed(d)
	for _, k := range []struct{ key, words string }{
		{sign, signed},
		{readersKey, d.T("composer.readers", "audience", d.T("audience."+string(c.audience)))},
	} {
		rows = append(rows, d.Hint(kit.Shown(k.key, d.Cut(k.words, w-text.Width(k.key)-2))))
	}
	if one := kit.Beside(rows[0], rows[1]); text.Width(one) <= w {
		return []string{one}
	}
	return rows
}

// signed says what the item shows of its author, or whose words it is, with the key that
// changes it.
func (c *composer) signed(d *desk.Desk) (key, words string) {
	if c.said != nil {
		return saidKey, d.T("composer.said", "by", desk.SaidName(d, *c.said))
	}
	return signKey, d.T("composer.signed", "as", d.T("attribution."+string(c.attribution)))
}

// The keys that change the choices, as they are shown.
const (
	signKey    = "Ctrl+O"
	saidKey    = "Ctrl+N"
	readersKey = "Ctrl+R"
)

func (c *composer) keys(d *desk.Desk) kit.Keys {
	if c.asking {
		return kit.Keys{
			kit.Shown("Enter", d.T("composer.separate", "n", len(c.lines()))), kit.Shown("Tab", d.T("composer.join")), kit.Shown("Esc", d.T("key.back")),
		}
	}
	return kit.Keys{kit.Shown("Enter", d.T("key.send"), "enter", "ctrl+s")}.
		If(c.writesDown, kit.On(saidKey, d.T("key.said"), d.Shows(func() desk.Screen {
			return desk.NewSaid(d, func(s session.SaidBy) { c.says(d, &s) })
		}))).
		And(kit.Shown(signKey, d.T("key.attribution")), kit.Shown(readersKey, d.T("key.readers")), kit.LineKey(d.Look), kit.Shown("Esc", d.T("key.keep_draft")))
}
