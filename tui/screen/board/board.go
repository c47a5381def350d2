// Package board is a board with its items.
package board

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

// Board is a board of any layout: its parts side by side, or one at a time with the
// counts of the others on a narrow screen.
type Board struct {
	ID      session.BoardID
	part    session.Part
	lists   map[session.Part]*kit.List
	Compose *composer // what is being written, or nil
	moving  where     // the chosen item
}

// New opens a board, with what the person was writing there before. While
// nobody can add anything, it waits.
func New(d *desk.Desk, id session.BoardID) *Board {
	l := d.Shared.Boards[id].Layout
	b := &Board{ID: id, part: l.Parts[0], lists: map[session.Part]*kit.List{}}
	for _, p := range l.Parts {
		b.lists[p] = &kit.List{}
		switch {
		case composerOf(d, b.draftName(d, p)).Text.Value() == "":
		case b.cannotWrite(d) != nil:
			d.Say("board.draft_waits")
		default:
			b.part = p
			b.open(d)
		}
	}
	return b
}

func (b *Board) draftName(d *desk.Desk, p session.Part) session.DraftName {
	return session.NameDraft("item", b.of(d).Meeting, string(b.ID), string(p))
}

func (b *Board) of(d *desk.Desk) *session.Board { return d.Shared.Boards[b.ID] }

// Gone reports whether the agenda no longer has the board.
func (b *Board) Gone(d *desk.Desk) bool { return b.of(d) == nil }

func (b *Board) Title(d *desk.Desk) string {
	return b.of(d).Subject
}

// Steps are the phases of the board.
func (b *Board) Steps(d *desk.Desk) (all []string, current int) {
	for i, phase := range b.of(d).Layout.Phases {
		all = append(all, d.T("phase."+string(phase)))
		if phase == b.of(d).Phase {
			current = i
		}
	}
	return all, current
}

func (b *Board) Writing() bool { return b.Compose != nil }

func (b *Board) Draft() (session.DraftName, []byte) {
	if b.Compose == nil {
		return "", nil
	}
	return b.Compose.name, b.Compose.Pack()
}

// items are those of a part, in order: what everybody sees, with the most
// dots first once they are counted, then what is the person's own and waits for
// the reveal.
func (b *Board) items(d *desk.Desk, p session.Part) []*session.Item {
	items := slices.Clip(b.of(d).In(p)) // others read it
	if b.of(d).Phase == session.Discuss {
		items = slices.Clone(items)
		slices.SortStableFunc(items, func(x, y *session.Item) int { return b.of(d).Votes(y) - b.of(d).Votes(x) })
	}
	for _, it := range d.Own.Hidden[b.ID] {
		if it.Part == p {
			items = append(items, it)
		}
	}
	return items
}

// pointer keeps to the chosen item of a part, or to the one that has taken its
// place. It returns the items and which of them that is, -1 where there are none.
func (b *Board) pointer(d *desk.Desk, p session.Part) (items []*session.Item, chosen int) {
	items = b.items(d, p)
	chosen = b.lists[p].Place(len(items), func(i int) string { return string(items[i].ID) })
	if chosen >= 0 {
		b.lists[p].Chosen = string(items[chosen].ID)
	}
	return items, chosen
}

// chosen is the item under the pointer, or nil.
func (b *Board) chosen(d *desk.Desk) *session.Item {
	items, i := b.pointer(d, b.part)
	if i < 0 {
		return nil
	}
	return items[i]
}

func (b *Board) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok {
		return b.answered(d, a)
	}
	if b.Compose != nil {
		return b.composed(d, msg)
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	if b.moving.asking {
		if to, chosen := b.moving.answer(d, b.of(d).Layout, key.String()); chosen {
			return b.move(d, to)
		}
		return nil
	}
	if b.lists[b.part].Update(msg, b.entries(d, b.part)) {
		return nil
	}
	if cmd, taken := steer(d, b.of(d), key.String()); taken {
		return cmd
	}
	return b.pressed(d, key.String())
}

func (b *Board) pressed(d *desk.Desk, key string) tea.Cmd {
	it := b.chosen(d)
	switch key {
	case "esc":
		d.Back()
	case "left", "shift+tab":
		b.turn(d, -1)
	case "right", "tab":
		b.turn(d, 1)
	case "a":
		b.write(d)
	case "enter":
		if it != nil {
			return d.Go(desk.Item{ID: it.ID})
		}
	case "m":
		b.moving.asking = it != nil
	case "+", "=":
		return b.vote(d, it, 1)
	case "-":
		return b.vote(d, it, -1)
	default:
		if !b.jump(d, key) {
			d.Stray(key)
		}
	}
	return nil
}

// turn goes to the part that stands so many places on.
func (b *Board) turn(d *desk.Desk, by int) {
	all := b.of(d).Layout.Parts
	b.part = all[(slices.Index(all, b.part)+by+len(all))%len(all)]
}

// jump goes to the part with the number of a key, and reports whether there is one.
func (b *Board) jump(d *desk.Desk, key string) bool {
	all := b.of(d).Layout.Parts
	n, err := strconv.Atoi(key)
	if err != nil || n < 1 || n > len(all) {
		return false
	}
	b.part = all[n-1]
	return true
}

// cannotWrite is why nobody, or not this person, adds an item now; nil where they
// can.
func (b *Board) cannotWrite(d *desk.Desk) error {
	switch {
	case d.Current().Closed:
		return session.Refuse(session.MeetingClosed)
	case !d.May(session.Contribute):
		return session.Refuse(session.NotAllowed)
	case b.of(d).Phase == session.Voting:
		return session.Refuse(session.WrongPhase, "phase", string(session.Voting))
	}
	return nil
}

// write opens the line on which an item is written.
func (b *Board) write(d *desk.Desk) {
	if err := b.cannotWrite(d); err != nil {
		d.Refuse(err)
		return
	}
	b.open(d)
}

func (b *Board) open(d *desk.Desk) {
	b.Compose = composerOf(d, b.draftName(d, b.part))
	if b.Compose.Text.Value() != "" {
		d.Say("board.draft_back")
	}
}

// composed takes a key into what is being written.
func (b *Board) composed(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch b.Compose.update(d, msg) {
	case kit.Away:
		// The draft stays on the server and comes back with the next "a".
		name, kept := b.Draft()
		b.Compose = nil
		return d.PutAway(name, kept)
	case kit.Send:
		return b.send(d)
	}
	return nil
}

// send hands in each line as an item. They leave the composer at once; it stays
// open for the next: people gather in bursts.
func (b *Board) send(d *desk.Desk) tea.Cmd {
	c, lines := b.Compose, b.Compose.lines()
	c.Text.Clear()
	var cmds []tea.Cmd
	for i, words := range lines {
		cmd, taken := c.send(d, &session.AddItem{
			Board: b.ID, Item: session.NewID[session.ItemID](d.Host.Random()), Part: b.part,
			Text: words, Attribution: c.attribution, Audience: c.audience,
		})
		if !taken {
			c.Text.SetValue(strings.Join(lines[i:], "\n"))
			break
		}
		cmds = append(cmds, cmd)
	}
	return tea.Batch(cmds...)
}

func (b *Board) answered(d *desk.Desk, a desk.Answer) tea.Cmd {
	if add, ok := a.Change.(*session.AddItem); ok && a.Err == nil {
		b.lists[add.Part].Chosen = string(add.Item)
		d.Say("board.added")
	}
	return nil
}

func (b *Board) move(d *desk.Desk, to session.Part) tea.Cmd {
	it := b.chosen(d)
	if it == nil {
		return nil
	}
	b.lists[to].Chosen = string(it.ID)
	b.part = to
	return d.Do(&session.MoveItem{Item: it.ID, To: to}, "")
}

func (b *Board) vote(d *desk.Desk, it *session.Item, by int) tea.Cmd {
	if it == nil {
		return nil
	}
	return d.Do(&session.CastVote{Board: b.ID, Item: it.ID, Dots: max(0, d.Own.Ballots[b.ID][it.ID]+by)}, "")
}

func (b *Board) Keys(d *desk.Desk) []kit.Hint {
	if b.Compose != nil {
		return b.Compose.keys(d)
	}
	if b.moving.asking {
		return b.moving.keys(d, b.of(d).Layout)
	}
	sb := b.of(d)
	var keys []kit.Hint
	if sb.Phase == session.Voting && d.May(session.Vote) {
		keys = append(keys, d.Hint("+ -", "key.vote"))
	} else if d.May(session.Contribute) && sb.Phase != session.Voting {
		keys = append(keys, d.Hint("a", "key.add"))
	}
	keys = append(keys, d.Hint("Tab", "key.part"))
	if b.chosen(d) != nil {
		keys = append(keys, d.Hint("Enter", "key.open"))
	}
	keys = append(keys, steerKeys(d, sb)...)
	if b.chosen(d) != nil && d.May(session.Contribute) && sb.Phase != session.Voting {
		keys = append(keys, d.Hint("m", "key.move"))
	}
	return append(keys, d.Hint("Esc", "key.back"))
}
