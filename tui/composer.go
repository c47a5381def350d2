package tui

import (
	"encoding/json"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
)

// composer is where an item is written, in as many rows as it takes, with what
// it will show of its author and who may read it.
type composer struct {
	text        text.Field
	width       int // in which the text was drawn last
	attribution session.Ladder
	audience    session.Audience
	sent        bool
}

func newComposer(d *desk, kept []byte) *composer {
	c := &composer{
		text:        text.NewField(session.MaxItem, true),
		attribution: offered(d, d.own.Member.Attribution),
		audience:    d.shared.AudienceOf(d.member),
	}
	var draft struct{ Text string }
	if json.Unmarshal(kept, &draft) == nil {
		c.text.SetValue(draft.Text)
	}
	return c
}

// pack is the draft. It holds the words only: what they show of their author is
// chosen anew.
func (c *composer) pack() []byte {
	if c.text.Value() == "" {
		return nil
	}
	body, err := json.Marshal(struct{ Text string }{c.text.Value()})
	if err != nil {
		return nil // strings always marshal
	}
	return body
}

// ladders are the rungs of attribution that the meeting offers.
func ladders(d *desk) []session.Ladder {
	var all []session.Ladder
	for _, l := range session.Ladders() {
		all = append(all, l)
		if m := d.current(); m != nil && l == m.Offers {
			break
		}
	}
	return all
}

// offered is the rung, or the highest below it that the meeting offers.
func offered(d *desk, want session.Ladder) session.Ladder {
	all := ladders(d)
	for _, l := range all {
		if l == want {
			return l
		}
	}
	return all[len(all)-1]
}

// What a key did to a composer.
type composed int

const (
	composeMore composed = iota
	composeSend
	composeAway
)

// oneLine keeps an item in one line: its rows are only how it is shown.
var oneLine = strings.NewReplacer("\r\n", " ", "\r", " ", "\n", " ")

func (c *composer) update(d *desk, msg tea.Msg) composed {
	if paste, ok := msg.(tea.PasteMsg); ok {
		c.text.Insert(oneLine.Replace(paste.Content))
		return composeMore
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return composeMore
	}
	switch key.String() {
	case "esc":
		return composeAway
	case "enter":
		if !c.sent && strings.TrimSpace(c.text.Value()) != "" {
			return composeSend
		}
	case "ctrl+o":
		c.attribution = after(ladders(d), c.attribution)
	case "ctrl+r":
		c.audience = after(readable(d), c.audience)
	case "up":
		c.text.Up(c.width)
	case "down":
		c.text.Down(c.width)
	case "alt+enter", "shift+enter": // an item is one line
		c.text.Insert(" ")
	default:
		edit(&c.text, key)
	}
	return composeMore
}

// readable are the audiences in which the person could read their own words.
func readable(d *desk) []session.Audience {
	var all []session.Audience
	for _, a := range session.Audiences() {
		if d.shared.AudienceOf(d.member).Reads(a) {
			all = append(all, a)
		}
	}
	return all
}

// after is the value behind v, and the first behind the last.
func after[T comparable](all []T, v T) T {
	for i := range all {
		if all[i] == v {
			return all[(i+1)%len(all)]
		}
	}
	return all[0]
}

// mostWriting is how many rows of an item are shown at once while it is written,
// on a laptop and on a phone.
const (
	mostWriting       = 4
	mostWritingNarrow = 6
)

func (c *composer) draw(d *desk, q session.Quadrant, w, h int) page {
	prompt := fmt.Sprintf("%s %s %s ", d.quadrant(q).Glyph, q, d.theme.Glyphs.Pointer)
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
		p.rows = append(p.rows, d.quadrant(q).Style.Render(prompt)+row)
	}
	p.cursor.X, p.cursor.Y, p.cursor.Visible = left+x, y, true
	p.rows = append(p.rows, c.choices(d, w)...)
	switch {
	case c.text.Over() > 0:
		p.rows = append(p.rows, d.warning(d.t("form.over", "n", c.text.Over()), w)...)
	case c.attribution != session.Named && d.shared.Identifies(d.meeting, d.member, c.attribution):
		p.rows = append(p.rows, d.warning(d.t("board.identifies"), w)...)
	}
	return p
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
	return []hint{
		{"Enter", d.t("key.send")}, {signKey, d.t("key.attribution")},
		{readersKey, d.t("key.readers")}, {"Esc", d.t("key.keep_draft")},
	}
}
