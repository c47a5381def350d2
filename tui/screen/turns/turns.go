// Package turns is who speaks in an item of the agenda, and who waits for the word.
package turns

import (
	"cmp"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// order lists who has the word, who waits for it and who has had it.
type order struct {
	session.InItem
	list kit.List
}

// New opens the order of speaking of an item of the meeting's agenda.
func New(d *desk.Desk, at place.Turns) desk.Screen {
	return &order{InItem: session.InItem{Meeting: d.Meeting, Item: at.Agenda}}
}

// Gone reports whether the agenda no longer has the item.
func (o *order) Gone(d *desk.Desk) bool {
	_, there := d.Current().AgendaItem(o.Item)
	return !there
}

func (o *order) Title(d *desk.Desk) string {
	a, _ := d.Current().AgendaItem(o.Item)
	return d.T("turns.title") + d.Between() + a.Title
}

func (o *order) Update(*desk.Desk, tea.Msg) tea.Cmd { return nil }

func (o *order) now(d *desk.Desk) *turns.Order { return turns.Of(d.Current(), o.Item) }

// keyOf is the key of somebody in the list.
func keyOf(s turns.Speaker) string { return cmp.Or(string(s.Member), s.Called) }

func (o *order) entries(d *desk.Desk) kit.Entries {
	now := o.now(d)
	var speaking []turns.Turn
	if t, ok := now.Find(now.Now); ok && !t.Waits {
		speaking = []turns.Turn{t}
	}
	return d.Parts(
		kit.Part{Heading: d.T("turns.now"), Entries: rows(d, speaking, alone)},
		kit.Part{Heading: d.T("turns.waiting"), Entries: rows(d, now.Waiting(), waits)},
		kit.Part{Heading: d.T("turns.spoken"), Entries: rows(d, now.Spoken(), spoke)},
	)
}

func rows(d *desk.Desk, all []turns.Turn, beside func(*desk.Desk, turns.Turn) string) kit.Few {
	var pairs []kit.Pair
	for _, t := range all {
		pairs = append(pairs, kit.Pair{Key: keyOf(t.Speaker), Words: desk.SpeakerName(d, t.Speaker), Beside: beside(d, t)})
	}
	return d.Pairs(pairs)
}

// alone says nothing beside who has the word.
func alone(*desk.Desk, turns.Turn) string { return "" }

// waits says why somebody waits, and that they have spoken already.
func waits(d *desk.Desk, t turns.Turn) string {
	says := d.T("turns.asks")
	if t.Named {
		says = d.T("turns.named")
	}
	if t.Times > 0 {
		says += d.Between() + spoke(d, t)
	}
	return says
}

func spoke(d *desk.Desk, t turns.Turn) string { return d.T("turns.times", "n", t.Times) }

func (o *order) Body(d *desk.Desk, w, h int) kit.Page {
	a, _ := d.Current().AgendaItem(o.Item)
	top := append(kit.Styled(d.AtMost(4, d.T("agenda.say."+string(a.Kind)), w), d.Theme.Muted), desk.QuestionRows(d, a, w)...)
	all := o.entries(d)
	if all.Len() == 0 {
		say := "turns.none"
		if d.May(method.Contribute) {
			say = "turns.empty"
		}
		return kit.Page{Rows: append(append(top, ""), kit.Indented(d.T(say), w, d.Theme.Muted)...)}
	}
	return kit.Page{Rows: append(top, o.list.Show(d.Look, all, w, max(1, h-len(top)))...)}
}

// chosen is the turn under the pointer.
func (o *order) chosen(d *desk.Desk) (turns.Turn, bool) {
	key := o.list.Choice(o.entries(d))
	for _, t := range o.now(d).Turns {
		if keyOf(t.Speaker) == key {
			return t, true
		}
	}
	return turns.Turn{}, false
}

func (o *order) Keys(d *desk.Desk) kit.Keys {
	now, all := o.now(d), o.entries(d)
	a, _ := d.Current().AgendaItem(o.Item)
	t, some := o.chosen(d)
	mine := now.Mine(d.Own.Member)
	withdraw := "key.ask_word_no_more"
	if mine.Named {
		withdraw = "key.decline_word"
	}
	return kit.Keys{}.
		If(d.May(method.Steer) && some && t.Speaker != now.Now, kit.On("Enter", d.T("key.give_word"), o.gives(d, t.Speaker))).
		If(d.May(method.Contribute) && !mine.Waits, kit.On("w", d.T("key.ask_word"), func() tea.Cmd {
			return d.Do(&turns.Ask{InItem: o.InItem}, "")
		})).
		If(!d.Current().Closed && mine.Waits, kit.On("w", d.T(withdraw), o.withdraws(d, mine.Speaker))).
		And(desk.QuestionKeys(d, a)...).
		And(o.steerKeys(d, t)...).
		If(all.Len() > 0, o.list.Moves(d.Look, all).Aside()).
		And(d.BackKey())
}

// steerKeys are those of whoever steers, about the turn under the pointer.
func (o *order) steerKeys(d *desk.Desk, t turns.Turn) kit.Keys {
	now := o.now(d)
	if !d.May(method.Steer) {
		return nil
	}
	var next turns.Speaker // nobody, where nobody waits
	if waiting := now.Waiting(); len(waiting) > 0 {
		next = waiting[0].Speaker
	}
	return kit.Keys{}.
		If(next != (turns.Speaker{}), kit.On("n", d.T("key.next_speaker"), o.gives(d, next))).
		If(next == (turns.Speaker{}) && now.Now != next, kit.On("n", d.T("key.nobody_speaks"), o.gives(d, next))).
		And(kit.On("a", d.T("key.name_speakers"), d.Shows(func() desk.Screen { return o.newNames(d) }))).
		If(t.Waits && t.Speaker != now.Mine(d.Own.Member).Speaker, kit.On("x", d.T("key.take_off"), o.withdraws(d, t.Speaker))).
		If(t.Waits, kit.Among("< >", d.T("key.move_item"), func(pressed string) tea.Cmd {
			return d.Do(&turns.Move{InItem: o.InItem, Speaker: t.Speaker, Earlier: pressed == "<"}, "")
		}, "<", ">"))
}

func (o *order) gives(d *desk.Desk, s turns.Speaker) func() tea.Cmd {
	return func() tea.Cmd { return d.Do(&turns.Give{InItem: o.InItem, Speaker: s}, "") }
}

func (o *order) withdraws(d *desk.Desk, s turns.Speaker) func() tea.Cmd {
	return func() tea.Cmd { return d.Do(&turns.Withdraw{InItem: o.InItem, Speaker: s}, "") }
}

// maxNames is the most letters of a question for speakers.
const maxNames = 20 * method.MaxName

// newNames asks for speakers, one a line. Whoever is called like a member of the meeting
// is that member.
func (o *order) newNames(d *desk.Desk) desk.Screen {
	q := kit.LinesField("speakers", d.T("field.speakers"), nil, maxNames)
	q.Note = d.T("turns.names_note")
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{q}}, Name: session.NameDraft("speakers", d.Meeting, string(o.Item)), Heading: "turns.names",
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		name := &turns.Name{InItem: o.InItem}
		for _, called := range s.Fields.Lines("speakers") {
			name.Speakers = append(name.Speakers, speaker(d, called))
		}
		return d.Do(name, s.Name)
	}
	return s.Open(d)
}

// speaker is whoever is called so.
func speaker(d *desk.Desk, called string) turns.Speaker {
	var found turns.Speaker
	for _, m := range desk.Present(d) {
		if clean.Same(m.Name, called) {
			if found.Member != "" {
				return turns.Speaker{Called: called} // two of them: nobody knows which
			}
			found.Member = m.ID
		}
	}
	if found.Member == "" {
		found.Called = called
	}
	return found
}
