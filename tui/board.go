package tui

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// board is a board of any layout: its parts side by side, or one at a time with the
// counts of the others on a narrow screen.
type board struct {
	id      session.BoardID
	part    session.Part
	lists   map[session.Part]*list
	compose *composer // what is being written, or nil
	moving  where     // the chosen item
}

// newBoard opens a board, with what the person was writing there before. While
// nobody can add anything, it waits.
func newBoard(d *desk, id session.BoardID) *board {
	l := d.shared.Boards[id].Layout
	b := &board{id: id, part: l.Parts[0], lists: map[session.Part]*list{}}
	for _, p := range l.Parts {
		b.lists[p] = &list{}
		switch {
		case composerOf(d, b.draftName(d, p)).text.Value() == "":
		case b.cannotWrite(d) != nil:
			d.say("board.draft_waits")
		default:
			b.part = p
			b.open(d)
		}
	}
	return b
}

func (b *board) draftName(d *desk, p session.Part) session.DraftName {
	return session.NameDraft("item", b.of(d).Meeting, string(b.id), string(p))
}

func (b *board) of(d *desk) *session.Board { return d.shared.Boards[b.id] }

// gone reports whether the agenda no longer has the board.
func (b *board) gone(d *desk) bool { return b.of(d) == nil }

func (b *board) title(d *desk) string {
	return b.of(d).Subject
}

// steps are the phases of the board.
func (b *board) steps(d *desk) (all []string, current int) {
	for i, phase := range b.of(d).Layout.Phases {
		all = append(all, d.t("phase."+string(phase)))
		if phase == b.of(d).Phase {
			current = i
		}
	}
	return all, current
}

func (b *board) writing() bool { return b.compose != nil }

func (b *board) draft() (session.DraftName, []byte) {
	if b.compose == nil {
		return "", nil
	}
	return b.compose.name, b.compose.pack()
}

// items are those of a part, in order: what everybody sees, with the most
// dots first once they are counted, then what is the person's own and waits for
// the reveal.
func (b *board) items(d *desk, p session.Part) []*session.Item {
	items := slices.Clip(b.of(d).In(p)) // others read it
	if b.of(d).Phase == session.Discuss {
		items = slices.Clone(items)
		slices.SortStableFunc(items, func(x, y *session.Item) int { return b.of(d).Votes(y) - b.of(d).Votes(x) })
	}
	for _, it := range d.own.Hidden[b.id] {
		if it.Part == p {
			items = append(items, it)
		}
	}
	return items
}

// pointer keeps to the chosen item of a part, or to the one that has taken its
// place. It returns the items and which of them that is, -1 where there are none.
func (b *board) pointer(d *desk, p session.Part) (items []*session.Item, chosen int) {
	items = b.items(d, p)
	chosen = b.lists[p].place(len(items), func(i int) string { return string(items[i].ID) })
	if chosen >= 0 {
		b.lists[p].chosen = string(items[chosen].ID)
	}
	return items, chosen
}

// chosen is the item under the pointer, or nil.
func (b *board) chosen(d *desk) *session.Item {
	items, i := b.pointer(d, b.part)
	if i < 0 {
		return nil
	}
	return items[i]
}

func (b *board) update(d *desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(answer); ok {
		return b.answered(d, a)
	}
	if b.compose != nil {
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
	if b.lists[b.part].update(msg, b.entries(d, b.part)) {
		return nil
	}
	if cmd, taken := steer(d, b.of(d), key.String()); taken {
		return cmd
	}
	return b.pressed(d, key.String())
}

func (b *board) pressed(d *desk, key string) tea.Cmd {
	it := b.chosen(d)
	switch key {
	case "esc":
		d.back()
	case "left", "shift+tab":
		b.turn(d, -1)
	case "right", "tab":
		b.turn(d, 1)
	case "a":
		b.write(d)
	case "enter":
		if it != nil {
			return d.toPlace(placeItem{it.ID})
		}
	case "m":
		b.moving.asking = it != nil
	case "+", "=":
		return b.vote(d, it, 1)
	case "-":
		return b.vote(d, it, -1)
	default:
		if !b.jump(d, key) {
			d.stray(key)
		}
	}
	return nil
}

// turn goes to the part that stands so many places on.
func (b *board) turn(d *desk, by int) {
	all := b.of(d).Layout.Parts
	b.part = all[(slices.Index(all, b.part)+by+len(all))%len(all)]
}

// jump goes to the part with the number of a key, and reports whether there is one.
func (b *board) jump(d *desk, key string) bool {
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
func (b *board) cannotWrite(d *desk) error {
	switch {
	case d.current().Closed:
		return session.Refuse(session.MeetingClosed)
	case !d.may(session.Contribute):
		return session.Refuse(session.NotAllowed)
	case b.of(d).Phase == session.Voting:
		return session.Refuse(session.WrongPhase, "phase", string(session.Voting))
	}
	return nil
}

// write opens the line on which an item is written.
func (b *board) write(d *desk) {
	if err := b.cannotWrite(d); err != nil {
		d.refuse(err)
		return
	}
	b.open(d)
}

func (b *board) open(d *desk) {
	b.compose = composerOf(d, b.draftName(d, b.part))
	if b.compose.text.Value() != "" {
		d.say("board.draft_back")
	}
}

// composed takes a key into what is being written.
func (b *board) composed(d *desk, msg tea.Msg) tea.Cmd {
	switch b.compose.update(d, msg) {
	case composeAway:
		// The draft stays on the server and comes back with the next "a".
		name, kept := b.draft()
		b.compose = nil
		return d.putAway(name, kept)
	case composeSend:
		return b.send(d)
	}
	return nil
}

// send hands in each line as an item. They leave the composer at once; it stays
// open for the next: people gather in bursts.
func (b *board) send(d *desk) tea.Cmd {
	c, lines := b.compose, b.compose.lines()
	c.text.Clear()
	var cmds []tea.Cmd
	for i, words := range lines {
		cmd, taken := c.send(d, &session.AddItem{
			Board: b.id, Item: session.NewID[session.ItemID](d.Host.Random()), Part: b.part,
			Text: words, Attribution: c.attribution, Audience: c.audience,
		})
		if !taken {
			c.text.SetValue(strings.Join(lines[i:], "\n"))
			break
		}
		cmds = append(cmds, cmd)
	}
	return tea.Batch(cmds...)
}

func (b *board) answered(d *desk, a answer) tea.Cmd {
	if add, ok := a.change.(*session.AddItem); ok && a.err == nil {
		b.lists[add.Part].chosen = string(add.Item)
		d.say("board.added")
	}
	return nil
}

func (b *board) move(d *desk, to session.Part) tea.Cmd {
	it := b.chosen(d)
	if it == nil {
		return nil
	}
	b.lists[to].chosen = string(it.ID)
	b.part = to
	return d.do(&session.MoveItem{Item: it.ID, To: to}, "")
}

func (b *board) vote(d *desk, it *session.Item, by int) tea.Cmd {
	if it == nil {
		return nil
	}
	return d.do(&session.CastVote{Board: b.id, Item: it.ID, Dots: max(0, d.own.Ballots[b.id][it.ID]+by)}, "")
}

func (b *board) keys(d *desk) []hint {
	if b.compose != nil {
		return b.compose.keys(d)
	}
	if b.moving.asking {
		return b.moving.keys(d, b.of(d).Layout)
	}
	sb := b.of(d)
	var keys []hint
	if sb.Phase == session.Voting && d.may(session.Vote) {
		keys = append(keys, hint{"+ -", d.t("key.vote")})
	} else if d.may(session.Contribute) && sb.Phase != session.Voting {
		keys = append(keys, hint{"a", d.t("key.add")})
	}
	keys = append(keys, hint{"Tab", d.t("key.part")})
	if b.chosen(d) != nil {
		keys = append(keys, hint{"Enter", d.t("key.open")})
	}
	keys = append(keys, steerKeys(d, sb)...)
	if b.chosen(d) != nil && d.may(session.Contribute) && sb.Phase != session.Voting {
		keys = append(keys, hint{"m", d.t("key.move")})
	}
	return append(keys, hint{"Esc", d.t("key.back")})
}
