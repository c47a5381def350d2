package tui

import (
	"encoding/json"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
)

// composer is the line on which an item is written, with what it will show of
// its author and who may read it.
type composer struct {
	text        text.Field
	attribution session.Ladder
	audience    session.Audience
	sent        bool
}

func newComposer(d *desk, kept []byte) *composer {
	c := &composer{
		text:        text.NewField(session.MaxItem, false),
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

func (c *composer) update(d *desk, msg tea.Msg) composed {
	if paste, ok := msg.(tea.PasteMsg); ok {
		c.text.Insert(paste.Content)
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
	case "tab":
		c.attribution = after(ladders(d), c.attribution)
	case "shift+tab":
		c.audience = after(readable(d), c.audience)
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

func (c *composer) draw(d *desk, q session.Quadrant, w int) page {
	prompt := fmt.Sprintf("%s %s %s ", d.quadrant(q).Glyph, q, d.theme.Glyphs.Pointer)
	left := text.Width(prompt)
	rows, x, y := c.text.View(max(1, w-left), 1)
	var p page
	for _, row := range rows {
		p.rows = append(p.rows, d.quadrant(q).Style.Render(prompt)+row)
	}
	p.cursor.X, p.cursor.Y, p.cursor.Visible = left+x, y, true
	shown := d.t("attribution."+string(c.attribution)) + d.between() + d.t("audience."+string(c.audience))
	style := d.theme.Muted
	switch {
	case c.text.Over() > 0:
		shown, style = d.t("form.over", "n", c.text.Over()), d.theme.Error
	case c.attribution != session.Named && d.shared.Identifies(d.meeting, d.member, c.attribution):
		shown, style = shown+": "+d.t("board.identifies"), d.theme.Error
	}
	p.rows = append(p.rows, style.Render(d.cut("  "+shown, w)))
	return p
}

func (c *composer) keys(d *desk) []hint {
	return []hint{
		{"Enter", d.t("key.send")}, {"Tab", d.t("key.attribution")},
		{"Shift+Tab", d.t("key.audience")}, {"Esc", d.t("key.keep_draft")},
	}
}
