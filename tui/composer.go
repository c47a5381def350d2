package tui

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
)

// composer is where an item is written, in as many rows as it takes, with what
// it will show of its author and who may read it. Several lines are several
// items, or one: it asks.
type composer struct {
	name        session.DraftName // of its draft
	text        text.Field
	sent        []*request // items on their way from here, in order
	asking      bool       // whether the lines are one item
	width       int        // in which the text was drawn last
	attribution session.Ladder
	audience    session.Audience
}

// composerOf is where the item of a draft is written: the composer from which
// something is still on its way, or a new one with what is kept.
func composerOf(d *desk, name session.DraftName) *composer {
	if c, ok := d.senders[d.slot(name)].(*composer); ok && len(c.sent) > 0 {
		return c
	}
	c := newComposer(d, name)
	d.senders[d.slot(name)] = c
	return c
}

// keptLine is what a draft holds of a composer: the words only. What they show of
// their author is chosen anew.
type keptLine struct{ Text string }

func newComposer(d *desk, name session.DraftName) *composer {
	c := &composer{
		name:        name,
		text:        text.NewField(session.MaxItem, true),
		attribution: offered(d, d.own.Member.Attribution),
		audience:    d.shared.AudienceOf(d.member),
	}
	var draft keptLine
	if json.Unmarshal(d.draft(name), &draft) == nil {
		c.text.SetValue(draft.Text)
	}
	return c
}

// pack is the draft: what is on its way is part of it until it is accepted.
func (c *composer) pack() []byte { return c.packFrom(0) }

// packFrom is pack without the first items that are on their way.
func (c *composer) packFrom(first int) []byte {
	var all []string
	for _, r := range c.sent[first:] {
		all = append(all, r.words)
	}
	if words := c.text.Value(); words != "" {
		all = append(all, words)
	}
	if len(all) == 0 {
		return nil
	}
	return packed(keptLine{strings.Join(all, "\n")})
}

func (c *composer) lines() []string { return linesOf(c.text.Value()) }

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
func (c *composer) send(d *desk, add *session.AddItem) (tea.Cmd, bool) {
	if len(c.sent) == mostOnTheWay {
		d.say("desk.waiting")
		return nil, false
	}
	r := d.request(add, c.name)
	if r == nil {
		return nil, false
	}
	r.words, r.rest = add.Text, func() []byte { return c.packFrom(1) }
	c.sent = append(c.sent, r)
	return d.hand(r), true
}

// mostOnTheWay is how many items may be on their way from one composer.
const mostOnTheWay = 100

// answered takes in what became of the first item on its way. Where it was
// refused, it comes back in front of what was typed since, and with it those
// behind it.
func (c *composer) answered(d *desk, r *request, err error) {
	if err == nil {
		c.sent = slices.DeleteFunc(c.sent, func(other *request) bool { return other == r })
		return
	}
	d.recall(r.slot)
	var back strings.Builder
	for i, r := range c.sent {
		if i > 0 {
			back.WriteByte('\n')
		}
		back.WriteString(r.words)
	}
	if c.text.Value() != "" {
		back.WriteByte('\n')
	}
	c.text.Prepend(back.String())
	c.sent = nil
}

// oneLine makes one line of several.
var oneLine = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")

func (c *composer) update(d *desk, msg tea.Msg) composed {
	if paste, ok := msg.(tea.PasteMsg); ok {
		c.paste(paste.Content)
		return composeMore
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return composeMore
	}
	if c.asking {
		if did, answered := c.answer(key); answered {
			return did
		}
	}
	switch key.String() {
	case "esc":
		return composeAway
	case "enter":
		return c.enter()
	case "ctrl+o":
		c.attribution = after(ladders(d), c.attribution)
	case "ctrl+r":
		c.audience = after(readable(d), c.audience)
	case "up":
		c.text.Up(c.width)
	case "down":
		c.text.Down(c.width)
	default:
		edit(&c.text, key)
	}
	return composeMore
}

// paste takes in a pasted text. Of several lines it asks what they are.
func (c *composer) paste(pasted string) {
	if len(linesOf(pasted)) < 2 {
		c.text.Insert(oneLine.Replace(pasted))
		return
	}
	c.text.Insert(pasted)
	c.asking = true
}

// enter sends what was written. Of several lines it asks what they are.
func (c *composer) enter() composed {
	n := len(c.lines())
	c.asking = n > 1
	if n == 1 {
		return composeSend
	}
	return composeMore
}

// answer takes a key where it was asked whether several lines are one item, and
// reports whether it answers that. Any other goes on writing: whoever typed on
// after Enter, before they saw the question, loses nothing.
func (c *composer) answer(key tea.KeyPressMsg) (did composed, answered bool) {
	c.asking = false
	switch command(key).String() {
	case joinKey:
		c.text.SetValue(strings.Join(c.lines(), " "))
	case separateKey:
		did = composeSend
	case "esc":
	default:
		return composeMore, false
	}
	return did, true
}

// The keys that say what several lines are.
const (
	joinKey     = "j"
	separateKey = "s"
)

// mostWriting is how many rows of an item are shown at once while it is written,
// on a laptop and on a phone.
const (
	mostWriting       = 4
	mostWritingNarrow = 6
)

func (c *composer) draw(d *desk, l *session.Layout, part session.Part, w, h int) page {
	mark := d.mark(l, part)
	prompt := fmt.Sprintf("%s %s %s ", mark.Glyph, part, d.Theme.Glyphs.Pointer)
	left := text.Width(prompt)
	most := mostWriting
	if w < narrow {
		most = mostWritingNarrow
	}
	c.width = max(1, w-left)
	rows, x, y := c.text.View(c.width, max(1, min(most, h/2)))
	var p page
	for i, row := range rows {
		if i > 0 {
			prompt = strings.Repeat(" ", left)
		}
		p.rows = append(p.rows, mark.Style.Render(prompt)+row)
	}
	p.cursor.X, p.cursor.Y, p.cursor.Visible = left+x, y, true
	if c.asking {
		p.rows = append(p.rows, styled(d.atMost(2, d.t("composer.which", "n", len(c.lines())), w), d.Theme.Key)...)
	} else {
		p.rows = append(p.rows, c.choices(d, w)...)
	}
	switch long := c.tooLong(d); {
	case long != "":
		p.rows = append(p.rows, d.warning(long, w)...)
	case c.attribution != session.Named && d.shared.Identifies(d.meeting, d.member, c.attribution):
		p.rows = append(p.rows, d.warning(d.t("board.identifies"), w)...)
	}
	return p
}

// tooLong says which lines are longer than an item may be, empty for none.
func (c *composer) tooLong(d *desk) string {
	lines := c.lines()
	if len(lines) < 2 || c.text.Full() {
		return d.over(&c.text)
	}
	var long []string
	for i, line := range lines {
		if over := utf8.RuneCountInString(line) - session.MaxItem; over > 0 {
			long = append(long, d.t("composer.line_over", "line", i+1, "n", over))
		}
	}
	return strings.Join(long, d.between())
}

// choices are what the item shows of its author and who may read it, each with
// the key that changes it: beside each other, or below on a phone.
func (c *composer) choices(d *desk, w int) []string {
	var rows []string
	for _, k := range []hint{
		{signKey, d.t("composer.signed", "as", d.t("attribution."+string(c.attribution)))},
		{readersKey, d.t("composer.readers", "audience", d.t("audience."+string(c.audience)))},
	} {
		k.does = d.cut(k.does, w-text.Width(k.key)-2)
		rows = append(rows, d.hint(k))
	}
	if one := beside(rows[0], rows[1]); text.Width(one) <= w {
		return []string{one}
	}
	return rows
}

// The keys that change the choices, as they are shown.
const (
	signKey    = "Ctrl+O"
	readersKey = "Ctrl+R"
)

func (c *composer) keys(d *desk) []hint {
	if c.asking {
		return []hint{
			{separateKey, d.t("composer.separate", "n", len(c.lines()))}, {joinKey, d.t("composer.join")}, {"Esc", d.t("key.back")},
		}
	}
	return []hint{
		{"Enter", d.t("key.send")}, {signKey, d.t("key.attribution")},
		{readersKey, d.t("key.readers")}, {"Esc", d.t("key.keep_draft")},
	}
}
