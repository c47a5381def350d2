// Package board is a board with its items.
package board

import (
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// board is a board of any layout: its parts side by side, or one at a time with the
// counts of the others on a narrow screen.
type board struct {
	id      method.BoardID
	part    layout.Part
	lists   map[layout.Part]*kit.List
	compose *composer                // what is being written, or nil
	heading string                   // under which an item was put last
	moving  where                    // an item
	asked   stand                    // where the person stood when they sent something last
	pointed [theme.MostMarks]version // the items of each part when its pointer was looked for last
	shared  sharedView
}

// New opens a board, at the part where the person was writing before. Their draft comes back
// with the key that adds an item. It does not by itself: the next Enter would send it to all.
func New(d *desk.Desk, id method.BoardID) *board {
	l := d.Shared.Boards[id].Layout
	b := &board{id: id, part: l.Parts[0], lists: map[layout.Part]*kit.List{}}
	for _, p := range slices.Backward(l.Parts) {
		switch {
		case !b.hasDraft(d, p):
		case !b.writable(d):
			d.SayWhile(func() bool { return !b.writable(d) }, "board.draft_waits")
		default:
			b.part = p
			d.SayWhile(func() bool { return b.writable(d) }, "board.draft_kept")
		}
	}
	return b
}

// hasDraft reports whether the person was writing in a part.
func (b *board) hasDraft(d *desk.Desk, p layout.Part) bool {
	if !d.HasDrafts() {
		return false
	}
	name := b.draftName(d, p)
	c, ok := d.Sender(name).(*composer)
	return ok && len(c.sent) > 0 || kit.DraftedLine(d.Draft(name)) != ""
}

func (b *board) draftName(d *desk.Desk, p layout.Part) session.DraftName {
	return session.NameDraft("item", b.of(d).Meeting, string(b.id), string(p))
}

func (b *board) of(d *desk.Desk) *session.Board { return d.Shared.Boards[b.id] }

// list is that of a part, of which there can be more than there were.
func (b *board) list(p layout.Part) *kit.List {
	l := b.lists[p]
	if l == nil {
		l = &kit.List{}
		b.lists[p] = l
	}
	return l
}

// Gone reports whether the agenda no longer has the board, or the board no longer the
// part on which the person stands.
func (b *board) Gone(d *desk.Desk) bool {
	sb := b.of(d)
	return sb == nil || !sb.Layout.Has(b.part)
}

func (b *board) Title(d *desk.Desk) string {
	return b.of(d).Subject
}

// Steps are the phases of the board; none for questions, which wait and are answered.
func (b *board) Steps(d *desk.Desk) (all []string, current int) {
	if b.of(d).Layout.Asks() {
		return nil, 0
	}
	for _, phase := range b.of(d).Layout.Phases {
		if phase == layout.Voting && b.unvoted(d) {
			continue
		}
		if phase == b.of(d).Phase {
			current = len(all)
		}
		all = append(all, d.T("phase."+string(phase)))
	}
	return all, current
}

// unvoted reports whether the vote was left out.
func (b *board) unvoted(d *desk.Desk) bool {
	sb := b.of(d)
	return sb.Phase == layout.Discuss && len(sb.Rounds) == 0
}

func (b *board) Writing() bool { return b.compose != nil }

func (b *board) Contributes(d *desk.Desk) bool { return b.writable(d) }

func (b *board) Keeps() bool { return b.moving.asks() }

func (b *board) Draft() (session.DraftName, []byte) {
	if b.compose == nil {
		return "", nil
	}
	return b.compose.name, b.compose.Pack()
}

// items are those of a part, in order: what everybody sees, with the most
// dots first once they are counted, then what is the person's own and waits for
// the reveal.
func (b *board) items(d *desk.Desk, p layout.Part) []*session.Item {
	items := slices.Clip(desk.GroupedItems(d, b.of(d), p).Items) // others read it
	for _, it := range d.Own.Hidden[b.id] {
		if it.Part == p {
			items = append(items, it)
		}
	}
	return items
}

func (b *board) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok {
		return b.answered(d, a)
	}
	if b.compose != nil {
		return b.composed(d, msg)
	}
	return nil
}

// nextPart goes to the next part, or the one before.
func (b *board) nextPart(d *desk.Desk) func(pressed string) tea.Cmd {
	return func(pressed string) tea.Cmd {
		by, all := 1, b.of(d).Layout.Parts
		if pressed == "left" || pressed == "shift+tab" {
			by = -1
		}
		b.part = all[(slices.Index(all, b.part)+by+len(all))%len(all)]
		return nil
	}
}

// turnWriting goes on writing in another part. What is not sent stays the draft of the part
// for which it was written.
func (b *board) turnWriting(d *desk.Desk) func(pressed string) tea.Cmd {
	return func(pressed string) tea.Cmd {
		name, kept := b.Draft()
		save := d.PutAway(name, kept)
		b.nextPart(d)(pressed)
		b.open(d)
		return save
	}
}

// cannotWrite is why nobody, or not this person, adds an item now; nil where they
// can.
func (b *board) cannotWrite(d *desk.Desk) error {
	switch {
	case d.Current().Closed:
		return refusal.New(refusal.MeetingClosed)
	case !d.May(method.Contribute):
		return refusal.New(refusal.NotAllowed)
	case !d.MayOn(b.of(d), method.Contribute):
		return refusal.New(refusal.NotInGroup)
	case b.of(d).Phase == layout.Voting:
		return refusal.New(refusal.WrongPhase, "phase", string(layout.Voting))
	}
	return d.Shared.CheckBeforehand(b.of(d))
}

// writable reports whether the board is there still, and the person adds items now.
func (b *board) writable(d *desk.Desk) bool { return b.of(d) != nil && b.cannotWrite(d) == nil }

// addKey opens the line on which an item is written. Where nothing can be added now, it only
// says why.
func (b *board) addKey(d *desk.Desk) kit.Key {
	draft, why, refuse := b.hasDraft(d, b.part), b.cannotWrite(d), d.Refuse
	if why == nil {
		return kit.On("a", d.OrDraft("key.add", draft), kit.Now(func() { b.open(d) }))
	}
	if draft {
		refuse = d.RefuseWords
	}
	return kit.On("a", d.T("key.add_not"), kit.Now(func() { refuse(why) })).Aside()
}

// open opens the line on which an item is written.
func (b *board) open(d *desk.Desk) {
	b.compose = composerOf(d, b.draftName(d, b.part), b.of(d))
	if b.compose.Text.Value() != "" {
		d.Say("board.draft_back")
	}
}

// Follow closes the line where nothing can be added any more, if nothing is written on it:
// keys are for the vote then.
func (b *board) Follow(d *desk.Desk) {
	if _, words := b.Draft(); b.compose != nil && len(words) == 0 && b.cannotWrite(d) != nil {
		b.compose = nil
	}
}

// Tell says that the board has left the agenda, and to whoever has an open line what becomes
// of what they send now. Once a vote is counted, it shows what stands first.
func (b *board) Tell(d *desk.Desk, was *session.Shared) {
	seen, now := was.Boards[b.id], b.of(d)
	if seen == nil {
		return
	}
	if len(now.Rounds) > len(seen.Rounds) {
		b.toTheFirst(d)
	}
	if b.compose != nil {
		tellPhase(d, seen, now)
	}
	if seen.Owner != "" && now.Owner == "" {
		d.SayToTyping("board.set_aside", "board", now.Subject)
	}
}

// tellPhase says to whoever writes on a board that what they send is read by all now, or waits,
// or cannot be sent, where that was different before.
func tellPhase(d *desk.Desk, was, now *session.Board) {
	if becomes(was.Phase) != becomes(now.Phase) {
		d.SayToTyping(becomes(now.Phase))
	}
}

// becomes is the key of what becomes of what is written in a phase.
func becomes(p layout.Phase) string {
	switch p {
	case layout.Gather:
		return "writing.waits"
	case layout.Voting:
		return "writing.stays"
	}
	return "writing.shown"
}

// composed takes a key into what is being written.
func (b *board) composed(d *desk.Desk, msg tea.Msg) tea.Cmd {
	switch b.compose.update(d, msg) {
	case goesAway:
		// The draft stays on the server and comes back with the next "a".
		name, kept := b.Draft()
		b.compose = nil
		return d.PutAway(name, kept)
	case sends:
		return b.send(d)
	}
	return nil
}

// send hands in each line as an item. They leave the composer at once; it stays
// open for the next: people gather in bursts.
func (b *board) send(d *desk.Desk) tea.Cmd {
	c, lines := b.compose, b.compose.lines()
	c.Text.Clear()
	b.asked = b.stand()
	var cmds []tea.Cmd
	for i, words := range lines {
		cmd, taken := c.send(d, &session.AddItem{
			Board: b.id, Item: method.NewID[method.ItemID](d.Host.Random()), Part: b.part,
			Text: words, Attribution: c.attribution, SaidBy: c.said, Audience: c.audience,
		})
		if !taken {
			c.Text.SetValue(strings.Join(lines[i:], "\n"))
			break
		}
		cmds = append(cmds, cmd)
	}
	if c.Text.Value() == "" {
		c.forTheNext(d, b.of(d))
	}
	return tea.Batch(cmds...)
}

// answered points to what was sent, unless the person has gone on since, with the pointer
// or to write.
func (b *board) answered(d *desk.Desk, a desk.Answer) tea.Cmd {
	if a.Err != nil {
		return nil
	}
	stays := b.stand() == b.asked
	switch change := a.Change.(type) {
	case *session.AddItem:
		if stays {
			b.points(change.Part, change.Item)
		}
		d.Say("board.added")
	case *session.MoveItem:
		b.list(change.To).Chosen = string(change.Item)
		if stays && b.compose == nil && !b.of(d).Layout.Asks() { // where one question is answered, the next one is asked
			b.part = change.To
		}
	}
	return nil
}

// moveKey asks where the chosen item should go. It stands there for all who write, because
// they see one picture, and says so to whoever may not move that one.
func (b *board) moveKey(d *desk.Desk, sb *session.Board, it *session.Item) kit.Key {
	return kit.On("m", d.T("key.other_part"), kit.Now(func() {
		if !mayTouch(d, sb, it) {
			d.Refuse(refusal.New(refusal.NotAllowed))
			return
		}
		b.moving.item, b.asked = it.ID, b.stand()
	}))
}

func (b *board) Keys(d *desk.Desk) kit.Keys {
	switch {
	case b.compose != nil:
		return b.compose.keys(d).If(len(b.of(d).Layout.Parts) > 1 && !b.compose.asking,
			kit.Among("Tab", d.T("key.part"), b.turnWriting(d), "tab", "shift+tab").Aside())
	case b.moving.asks():
		return b.moving.keys(d)
	}
	sb, it := b.of(d), b.chosen(d)
	moves := d.MayOn(sb, method.Contribute) && sb.Phase != layout.Voting
	return kit.Keys{}.
		And(b.voteKeys(d, it)...).
		And(askKeys(d, sb, it)...).
		And(b.addKey(d)).
		If(len(sb.Layout.Parts) > 1, kit.Among("Tab", d.T("key.part"), b.nextPart(d), "tab", "right", "shift+tab", "left")).
		If(it != nil, kit.On("Enter", d.T("key.open"), func() tea.Cmd { return d.Go(place.Item{ID: it.ID}) })).
		And(steerKeys(d, sb)...).
		And(b.handsKey(d, it)...).
		And(b.groupKeys(d, it)...).
		And(b.sideKeys(d, it)...).
		And(interpretKey(d, sb, it)...).
		If(it != nil && moves && len(sb.Layout.Parts) > 1, b.moveKey(d, sb, it)).
		If(sb.Layout.Answered != nil, kit.On("d", d.T("key.gaps"), d.To(place.GapReport{}))).
		If(it != nil && it.Code != "", kit.On("w", d.T("key.chain"), func() tea.Cmd {
			return d.Go(place.Chain{Of: method.ContributionID(it.ID)})
		}).Aside()).
		And(b.partKeys(d)...).
		If(it != nil, b.list(b.part).Moves(d.Look, b.entries(d, b.part)).Aside()).
		And(d.BackKey())
}

// partKeys go to another part by its number.
func (b *board) partKeys(d *desk.Desk) kit.Keys {
	var keys kit.Keys
	for i, p := range b.of(d).Layout.Parts {
		keys = keys.If(p != b.part, kit.On(strconv.Itoa(i+1), part(d, b.of(d).Layout, p), kit.Now(func() { b.part = p })).Aside())
	}
	return keys
}
