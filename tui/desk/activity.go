package desk

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/session/steps"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// Activity is where an item of the meeting's agenda is done: every kind has one.
func Activity(d *Desk, a session.AgendaItem) place.Place {
	switch {
	case a.Board != "" && !a.Kind.Asks():
		return place.Board{ID: a.Board}
	case a.Kind.Reviews():
		return place.Review{}
	case a.Kind == method.Evaluation:
		return place.Evaluation{Agenda: a.ID}
	case len(a.Kind.GroupLayouts()) > 0:
		return place.Groups{Agenda: a.ID}
	}
	return place.Entries{Register: d.Shared.RegisterNamed(a.Kind.Register()), Agenda: a.ID}
}

// Questions is the board on which people ask those who speak in an item of the agenda;
// nil where there is none.
func Questions(d *Desk, a session.AgendaItem) *session.Board {
	if b := d.Shared.Boards[a.Board]; b != nil && b.Layout.Asks() {
		return b
	}
	return nil
}

// QuestionKeys lead there, from where people speak and from what they note down.
func QuestionKeys(d *Desk, a session.AgendaItem) kit.Keys {
	b := Questions(d, a)
	if b == nil {
		return nil
	}
	return kit.Keys{kit.On("q", d.T("key.questions", "n", len(questions.Waiting(b))), d.To(place.Board{ID: b.ID}))}
}

// QuestionRows say there how many questions wait, and which one most want asked.
func QuestionRows(d *Desk, a session.AgendaItem, w int) []string {
	b := Questions(d, a)
	if b == nil {
		return nil
	}
	waiting := questions.Waiting(b)
	if len(waiting) == 0 {
		return nil
	}
	first := slices.MaxFunc(waiting, func(x, y *session.Item) int { return x.Wanted - y.Wanted })
	say := d.T("questions.waiting", "n", len(waiting)) + d.Between() + ItemLabel(d, first)
	return kit.Styled(d.AtMost(1, say, w), d.Theme.Key)
}

// ItemWords are what an agenda item is: its kind, and its title where that says more.
func ItemWords(d *Desk, a session.AgendaItem) string {
	kind := d.T("agenda." + string(a.Kind))
	if strings.Contains(strings.ToLower(a.Title), strings.ToLower(kind)) {
		return a.Title
	}
	return kind + d.Between() + a.Title
}

// on is the item of the agenda that is on, if one is. A wall follows by itself.
func (d *Desk) on() (session.AgendaItem, bool) {
	m := d.Current()
	if m == nil || m.Closed || d.onWall {
		return session.AgendaItem{}, false
	}
	return m.AgendaItem(m.Current)
}

// atActivity reports whether the screen on top shows the activity of the item that is on.
func (d *Desk) atActivity() bool {
	a, on := d.on()
	return on && d.levelOf(Activity(d, a)) == len(d.stack)-1
}

// voteBegan is the board of the item that is on, where a vote has been opened since the view
// that the person has seen, in which they may vote; nil otherwise.
func (d *Desk) voteBegan(seen *session.Shared) *session.Board {
	a, _ := d.on()
	was, now := seen.Boards[a.Board], d.Shared.Boards[a.Board]
	votes := func(b *session.Board) bool { return b != nil && b.Phase == layout.Voting }
	if !votes(now) || votes(was) || !d.MayOn(now, method.Vote) {
		return nil
	}
	return now
}

// brokenOff is the board of a vote in which the person took part, and that has ended without
// a count since the view that they have seen; nil for none.
func (d *Desk) brokenOff(seen *session.Shared, own *session.Own) *session.Board {
	for id := range own.Ballots {
		was, now := seen.Boards[id], d.Shared.Boards[id]
		if was != nil && was.Phase == layout.Voting && now != nil && now.Phase != layout.Voting && len(now.Rounds) == len(was.Rounds) {
			return now
		}
	}
	return nil
}

// VotesOn reports whether the vote goes on that was open on a board as it was seen.
func VotesOn(d *Desk, seen *session.Board) bool {
	now := d.Shared.Boards[seen.ID]
	return now != nil && now.Phase == layout.Voting && len(now.Rounds) == len(seen.Rounds)
}

// speaks reports whether the person has the word in the item that is on.
func (d *Desk) speaks() bool {
	m := d.Current()
	return m != nil && !m.Closed && !d.onWall && m.Current != "" && turns.Of(m, m.Current).Speaks(d.Own.Member)
}

// comeKey leads to what is on, from wherever the person is and while they write.
const comeKey = "Ctrl+G"

// Keys is the table of the screen on top; see [Desk.KeysOf]. While a question stands
// there, Esc takes that back.
func (d *Desk) Keys() kit.Keys {
	keys := d.KeysOf(d.Top())
	if !d.asks() {
		return keys
	}
	for i, k := range keys {
		if slices.Contains(k.Keys(), "esc") {
			keys[i].SetHelp(k.Help().Key, d.T("key.cancel"))
		}
	}
	return keys
}

// KeysOf is the table of a screen, with what leads to the item that is on. Where that is
// done, it has the keys of the item too.
func (d *Desk) KeysOf(s Screen) kit.Keys {
	keys := s.Keys(d)
	a, on := d.on()
	if !on {
		return keys
	}
	p := Activity(d, a)
	at := slices.IndexFunc(d.stack, func(l level) bool { return l.Screen == s })
	switch {
	case at < 0 || d.stack[at].at != p:
		return keys.And(kit.On(comeKey, d.T("key.come"), func() tea.Cmd {
			d.missed = ""
			return d.come(p)
		}).Aside())
	case keeps(s):
		return keys
	}
	return slices.Insert(keys, len(keys)-1, d.ItemKeys()...)
}

// ItemKeys are those of the item that is on, where it is done and on the home; none where
// nothing is on.
func (d *Desk) ItemKeys() kit.Keys {
	a, on := d.on()
	if !on {
		return nil
	}
	steers := d.Shared.RoleIn(d.Meeting, d.Member).May(method.Steer)
	return kit.Keys{}.If(d.May(method.Contribute) && !steers, d.readyKey(a.ID)).If(d.May(method.Steer),
		kit.On("t", d.T("key.timer"), d.To(place.Timer{})),
		kit.On("h", d.T("key.call"), kit.Now(func() {
			if err := d.Watcher.CallAll(d.talksOf()); err != nil {
				d.Refuse(err)
				return
			}
			d.Say("lead.calls")
		})))
}

// readyKey says that the person is ready with an item, or not yet.
func (d *Desk) readyKey(item method.AgendaID) kit.Key {
	words, now := d.T("key.ready"), !d.Room.Ready.Mine
	if !now {
		words = d.T("key.not_ready")
	}
	return kit.On("l", words, kit.Now(func() {
		d.Watcher.SayReady(item, now)
		called := d.Room.Called
		d.Room = d.Watcher.Room(d.Meeting)
		d.Room.Called = called // Refresh finds a call that is new
	}))
}

// SwitchFollowing makes the facilitator's opening of an item lead the person there, or no longer.
func (d *Desk) SwitchFollowing() {
	d.Stays = !d.Stays
	if d.Stays {
		d.Say("lead.stays", "key", comeKey)
		return
	}
	d.Say("lead.follows")
}

// AskForBell makes a bell ring for the person, or no longer.
func (d *Desk) AskForBell() {
	d.Bell = !d.Bell
	if d.Bell {
		d.Say("lead.bell")
		return
	}
	d.Say("lead.no_bell")
}

// ItemSays is what people do in an item of the agenda now: what its kind says, or the step at
// which they are.
func ItemSays(d *Desk, a session.AgendaItem) string {
	at, way := steps.Now(d.Current(), a.ID), steps.Of(a.Kind)
	if at.Step == 0 || len(way) == 0 {
		return d.T("agenda.say." + string(a.Kind))
	}
	name := way[at.Step-1].Name
	return d.T("step.of", "n", at.Step, "of", len(way)) + d.Between() + d.T("step."+name) + ". " + d.T("step.say."+name)
}

// PhaseSays says what people do on a board now.
func PhaseSays(d *Desk, b *session.Board) string {
	say := "phase.say." + string(b.Phase)
	switch {
	case b.Layout.Asks():
		say = "questions.say"
	case b.Phase == layout.Gather && len(b.Items) > 0: // all see those
		say = "phase.say.gather_again"
	case b.Phase == layout.Revealed && d.Shared.Audience != method.Members:
		say = "phase.say.reveal_some"
	case b.Phase == layout.Discuss && len(b.Rounds) == 0:
		say = "phase.say.discuss_unvoted"
	case b.Phase == layout.Discuss && b.Last().Way == layout.Consent:
		say = "phase.say.discuss.consent"
	case b.Phase == layout.Voting:
		return VoteAsks(d, b) + " " + d.T("board.counts_hidden")
	}
	return d.T(say)
}

// VoteAsks says what a vote that is open asks of people, each way with its own words.
func VoteAsks(d *Desk, b *session.Board) string {
	if b.Way == layout.Dots {
		return d.T("phase.say.vote")
	}
	return d.T("phase.say.vote." + string(b.Way))
}
