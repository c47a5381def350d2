// Package home is the home of a meeting, with its agenda and its forms.
package home

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// meeting is the home of a meeting: what is on now, the ways to everything else,
// the agenda and the objectives, in one list.
type meeting struct{ list kit.List }

// New opens the home of the meeting that the person sits in.
func New() desk.Screen { return &meeting{} }

func (s *meeting) Title(d *desk.Desk) string { return d.T("meeting.home") }

// The keys of entries of the list: what is on now, and an agenda item, before
// its id.
const (
	keyNow    = "now"
	keyAgenda = "agenda/"
)

// visitAs is the role to which [desk.VisitKey] changes; empty where none is offered.
func visitAs(d *desk.Desk) method.Role {
	if d.Visiting {
		return d.Shared.RoleIn(d.Meeting, d.Member)
	}
	return d.Offered
}

// way leads from the home to another screen, or turns something on or off.
type way struct {
	key     string
	letter  string // that goes there from anywhere on the home; may be empty
	words   string
	beside  func(*desk.Desk) string // says more, to whoever it is drawn for; nil for nothing
	to      place.Place
	changes func() // nil for one that leads somewhere
}

// deed is what the key of a way does.
func (w way) deed(d *desk.Desk) func() tea.Cmd {
	if w.changes != nil {
		return kit.Now(w.changes)
	}
	return d.To(w.to)
}

// The home makes its ways and keys anew for each key that is pressed, and room for as many
// as most people have.
const (
	mostWays = 20
	mostKeys = 8 // besides those of the ways and the boards
)

func ways(d *desk.Desk) []way {
	all := append(append(make([]way, 0, mostWays), askedWays(d)...), contentWays(d)...)
	if d.Steers() {
		all = append(all, way{key: "invite", letter: "i", words: d.T("meeting.invite"), to: place.Invite{}},
			way{key: "wall", letter: "q", words: d.T("wall.title"), beside: says("wall.beside"), to: place.Wall{}})
	}
	return append(append(append(all, reflectionWays(d)...), keptWays(d)...),
		way{key: "follow", letter: "f", words: d.T("key.follow"), beside: onOff(!d.Stays), changes: d.SwitchFollowing},
		way{key: "bell", words: d.T("key.bell"), beside: onOff(d.Bell), changes: d.AskForBell},
		way{key: "export", letter: "x", words: d.T("meeting.export"), to: place.Export{}},
		way{key: "help", letter: "?", words: d.T("key.help"), to: place.Help{}})
}

// contentWays lead to what the meeting holds. They are made once for all who see the same.
func contentWays(d *desk.Desk) []way {
	type waysIn struct {
		meeting  method.MeetingID
		language string
	}
	return session.OfContents(d.Shared, waysIn{d.Meeting, d.Words.Language}, func() []way {
		return slices.Concat(registerWays(d), reviewWays(d), lensWays(d), []way{
			{key: "between", letter: "b", words: d.T("between.title"), to: place.Between{},
				beside: counted("meeting.open", func(d *desk.Desk) int { return len(d.Shared.OpenEntries()) })},
			{key: "registers", letter: "r", words: d.T("meeting.registers"), beside: counted("meeting.count", added), to: place.Registers{}},
			{key: "people", letter: "p", words: d.T("meeting.people"), beside: peopleBeside, to: place.People{}},
			{key: "profile", letter: "y", words: d.T("key.profile"), to: place.Profile{}},
		})
	})
}

// says is a sentence.
func says(sentence string) func(*desk.Desk) string {
	return func(d *desk.Desk) string { return d.T(sentence) }
}

// onOff says whether something is on.
func onOff(on bool) func(*desk.Desk) string {
	if on {
		return says("visit.on")
	}
	return says("visit.off")
}

// counted is a sentence of how many there are.
func counted(sentence string, n func(*desk.Desk) int) func(*desk.Desk) string {
	return func(d *desk.Desk) string { return d.T(sentence, "n", n(d)) }
}

// peopleBeside says how many are here, and how many ask what this person may answer.
func peopleBeside(d *desk.Desk) string {
	said := d.T("header.here", "n", d.Room.Count())
	if n := askingThem(d); n > 0 {
		said += d.Between() + d.T("people.asking", "n", n)
	}
	return said
}

// askingThem is how many ask what this person may answer.
func askingThem(d *desk.Desk) (n int) {
	for _, m := range asking(d) {
		if d.Shared.MayGrantSpeaking(d.Member, m.Organisation) {
			n++
		}
	}
	return n
}

// asking are the meeting's members who ask to speak for their organisations. They
// are looked for once for all who see the same.
func asking(d *desk.Desk) []*session.Member {
	type asking struct{ meeting method.MeetingID }
	return session.Derived(d.Shared, asking{d.Meeting}, func() []*session.Member {
		return d.Shared.Asking(d.Meeting)
	})
}

// withWays adds the digits that lead from the home to boards and the letters to other
// screens. Each stands beside its way.
func withWays(keys kit.Keys, d *desk.Desk, ways []way) kit.Keys {
	for _, b := range digits(d) {
		if listed(d, b.Board) {
			keys = append(keys, kit.On(b.digit, b.name, d.To(place.Board{ID: b.ID})).Aside())
		}
	}
	for _, w := range ways {
		if w.letter != "" && w.key != "help" {
			keys = append(keys, kit.On(w.letter, w.words, w.deed(d)).Aside())
		}
	}
	return keys
}

// reviewWays lead to the review of what was promised, where the agenda has one.
func reviewWays(d *desk.Desk) []way {
	if !slices.ContainsFunc(d.Current().Agenda, func(a session.AgendaItem) bool { return a.Kind.Reviews() }) {
		return nil
	}
	return []way{{key: "review", letter: "w", words: d.T("agenda.review"), beside: counted("meeting.count", func(d *desk.Desk) int { return len(desk.Reviewed(d)) }),
		to: place.Review{}}}
}

// lensWays lead to what nothing answers yet, where the meeting has an analysis, and to
// the comparison of countries, where it has several.
func lensWays(d *desk.Desk) []way {
	var all []way
	analyses, countries := 0, 0
	for _, b := range desk.Boards(d) {
		if b.Layout.Answered != nil {
			analyses++
			countries += min(1, len(b.Country))
		}
	}
	if countries > 1 {
		all = append(all, way{key: "countries", letter: "u", words: d.T("lens.title"), beside: counted("lens.countries", func(*desk.Desk) int { return countries }), to: place.Countries{}})
	}
	if analyses > 0 {
		all = append(all, way{key: "gaps", letter: "d", words: d.T("gaps.title"), beside: counted("meeting.count", func(d *desk.Desk) int { return desk.Gaps(d).N() }), to: place.GapReport{}})
	}
	return all
}

// registerWays lead to the registers in which the meeting's agenda makes entries, by
// the letters of their codes where those are free.
func registerWays(d *desk.Desk) []way {
	var all []way
	for _, r := range onAgenda(d) {
		letter := strings.ToLower(r.Letter)
		if !strings.Contains(freeLetters, letter) {
			letter = ""
		}
		n := func(d *desk.Desk) int { return d.Shared.EntriesKept(r, d.Meeting) }
		all = append(all, way{key: r.Name, letter: letter, words: d.T(r.Name + ".many"), beside: counted("meeting.count", n),
			to: place.Entries{Register: r}})
	}
	return all
}

// askedWays lead to what the person is asked about their own words, where they are.
func askedWays(d *desk.Desk) []way {
	all, waiting := d.Asked()
	if len(all) == 0 {
		return nil
	}
	beside := says("asked.all_answered")
	if waiting > 0 {
		beside = counted("asked.waiting", func(*desk.Desk) int { return waiting })
	}
	return []way{{key: "asked", letter: "n", words: d.T("asked.title"), beside: beside, to: place.Asked{}}}
}

// askedRows say that something waits for the person's word, and the key that leads there.
func askedRows(d *desk.Desk, w int) []string {
	_, waiting := d.Asked()
	if waiting == 0 {
		return nil
	}
	return kit.Styled(d.AtMost(2, d.T("asked.go", "n", waiting), w), d.Theme.Key)
}

// added counts what the meeting has added to all registers.
func added(d *desk.Desk) (n int) {
	for _, r := range d.Shared.Registers {
		n += d.Shared.EntriesKept(r, d.Meeting)
	}
	return n
}

// freeLetters are those that mean nothing else on the home, whoever reads it and whatever is
// on.
const freeLetters = "acg"

// onAgenda are the registers for whose entries the meeting has an item.
func onAgenda(d *desk.Desk) []*session.Register {
	made := map[string]bool{}
	for _, a := range d.Current().Agenda {
		made[a.Kind.Makes()] = true
	}
	return slices.DeleteFunc(slices.Clone(d.Shared.Registers), func(r *session.Register) bool { return !made[r.Name] })
}

func (s *meeting) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok && a.Err == nil {
		sayChanged(d, a.Change)
	}
	return nil
}

// enterKeys are Enter where it does something with the chosen entry.
func (s *meeting) enterKeys(d *desk.Desk, all kit.Few, ways []way) kit.Keys {
	leads := func(to place.Place) kit.Keys { return kit.Keys{kit.On("Enter", d.T("key.go"), d.To(to))} }
	if a, ok := s.chosenItem(d, all); ok {
		return leads(desk.Activity(d, a))
	}
	chosen := s.list.Choice(all)
	if id := boardOf(chosen); id != "" {
		return leads(place.Board{ID: id})
	}
	for _, w := range ways {
		switch {
		case w.key != chosen:
		case w.changes != nil:
			return kit.Keys{kit.On("Enter", d.T("key.on_off"), w.deed(d))}
		default:
			return leads(w.to)
		}
	}
	return nil
}

// chosenItem is the agenda item under the pointer: one of the agenda, the one that is on
// now, or one on whose board people write beforehand.
func (s *meeting) chosenItem(d *desk.Desk, all kit.Few) (session.AgendaItem, bool) {
	m, chosen := d.Current(), s.list.Choice(all)
	if chosen == keyNow {
		return m.AgendaItem(m.Current)
	}
	if b := d.Shared.Boards[boardOf(chosen)]; b != nil {
		return m.AgendaItem(b.Owner)
	}
	id, ok := strings.CutPrefix(chosen, keyAgenda)
	if !ok {
		return session.AgendaItem{}, false
	}
	return m.AgendaItem(method.AgendaID(id))
}

// openKey opens the chosen item of the agenda, unless it is on.
func (s *meeting) openKey(d *desk.Desk, all kit.Few) kit.Keys {
	a, ok := s.chosenItem(d, all)
	return kit.Keys{}.If(!ok || a.ID != d.Current().Current, kit.On("o", d.T("key.open_item"), func() tea.Cmd {
		if !ok {
			d.Say("meeting.choose_item")
			return nil
		}
		if b := votes(d); b != nil && !d.Confirm("o", "meeting.sure.leave_vote", "board", b.Subject, "item", a.ID) {
			return nil
		}
		return d.Do(&agenda.Open{Meeting: d.Meeting, Item: a.ID}, "")
	}))
}

// votes is the board of the item that is on, where people vote on it; nil otherwise.
func votes(d *desk.Desk) *session.Board {
	m := d.Current()
	on, _ := m.AgendaItem(m.Current)
	if b := d.Shared.Boards[on.Board]; b != nil && b.Phase == layout.Voting {
		return b
	}
	return nil
}

// steerKeys are the others of whoever steers the meeting.
func (s *meeting) steerKeys(d *desk.Desk, all kit.Few) kit.Keys {
	keys := s.itemKeys(d, all)
	if o, ok := s.objective(d, all); ok {
		keys = keys.And(kit.On("Enter", d.T("key.score"), d.Shows(func() desk.Screen { return newScore(d, o) })))
	}
	return keys.And(
		kit.On("s", d.T("key.new_item"), d.Shows(func() desk.Screen {
			a, _ := s.chosenItem(d, all)
			return newItem(d, &s.list, a.ID)
		})),
		kit.On("e", d.T("key.edit_meeting"), d.Shows(func() desk.Screen { return newMeetingForm(d) })),
		kit.Among("z", d.T("key.close_meeting"), func(pressed string) tea.Cmd { return closeMeeting(d, pressed) }),
	)
}

// itemKeys move the chosen agenda item, give it more minutes or fewer, change it and
// take it off, or put a board back that was set aside.
func (s *meeting) itemKeys(d *desk.Desk, all kit.Few) kit.Keys {
	a, chosen := s.chosenItem(d, all)
	b := d.Shared.Boards[boardOf(s.list.Choice(all))]
	return kit.Keys{}.
		If(chosen, kit.On("m", d.T("key.change_item"), d.Shows(func() desk.Screen { return newItemChange(d, a) })),
			kit.Among("< >", d.T("key.move_item"), func(pressed string) tea.Cmd {
				return d.Do(&agenda.Move{Meeting: d.Meeting, Item: a.ID, Earlier: pressed == "<"}, "")
			}, "<", ">"),
			kit.Among("+ -", d.T("key.extend_item"), func(pressed string) tea.Cmd {
				by := fewMinutes
				if pressed == "-" {
					by = -min(fewMinutes, a.Minutes)
				}
				return d.Do(&agenda.Extend{Meeting: d.Meeting, Item: a.ID, Minutes: by}, "")
			}, "+", "=", "-"),
			d.SureForAllKey("Del", d.T("key.remove_item"), func() tea.Cmd {
				return d.Do(&agenda.Remove{Meeting: d.Meeting, Item: a.ID}, "")
			}, "meeting.sure.remove", "item", a.Title).By("delete", "backspace")).
		If(b != nil && b.Owner == "" && method.AgendaKind(b.Layout.Name).Layout() != nil, kit.On("m", d.T("key.put_back"), func() tea.Cmd { return putBack(d, b) }))
}

// fewMinutes are those that one key gives an item.
const fewMinutes = 5

// putBack puts a board on the agenda again.
func putBack(d *desk.Desk, b *session.Board) tea.Cmd {
	return d.Do(&agenda.Add{Meeting: d.Meeting, Item: session.AgendaItem{
		ID: method.NewID[method.AgendaID](d.Host.Random()), Kind: method.AgendaKind(b.Layout.Name),
		Title: b.Subject, Prefix: b.Prefix, Country: b.Country, Board: b.ID, Parts: b.Layout.OwnParts(),
	}}, "")
}

// closeMeeting asks twice, since nothing brings back what it forgets. It names the boards
// that keep it open, before it asks.
func closeMeeting(d *desk.Desk, key string) tea.Cmd {
	open := openBoards(d)
	switch {
	case len(open) > 0:
		d.Say("meeting.still_open", "boards", strings.Join(open, ", "))
		d.Failed = true
	case d.Confirmed("meeting.sure.forget", "meeting", d.Current().Short):
		return d.Do(&session.CloseMeeting{Meeting: d.Meeting}, "")
	case d.Confirmed("meeting.sure.close", "meeting", d.Current().Short):
		d.Question(key, "meeting.sure.forget", "meeting", d.Current().Short)
		d.NoteWriting()
	default:
		d.Question(key, "meeting.sure.close", "meeting", d.Current().Short)
		d.NoteWriting()
		if n := unscored(d.Current()); n > 0 {
			d.Notice += " " + d.T("meeting.unscored", "n", n)
		}
		for _, a := range uncounted(d.Current()) {
			d.Notice += " " + d.T("meeting.uncounted", "item", a.Title, "least", tally.Least)
		}
	}
	return nil
}

// visitKeys change the role in which the person visits, where another is offered.
func visitKeys(d *desk.Desk) kit.Keys {
	role := visitAs(d)
	if role == "" {
		return nil
	}
	words := d.T("key.visit_as", "role", d.T("role."+string(role)))
	return kit.Keys{kit.On(desk.VisitKey, words, kit.Now(func() { d.Visiting = !d.Visiting }))}
}

func (s *meeting) Keys(d *desk.Desk) kit.Keys {
	ways := ways(d)
	all := s.entries(d, ways)
	keys := make(kit.Keys, 0, mostKeys+len(digits(d))+len(ways)).And(s.enterKeys(d, all, ways)...).And(visitKeys(d)...)
	if d.May(method.Steer) {
		keys = keys.And(s.openKey(d, all)...).And(d.ItemKeys()...).And(s.steerKeys(d, all)...)
	} else {
		keys = keys.And(d.ItemKeys()...)
	}
	keys = keys.If(d.Current().Reopens() && d.Role().May(method.Organise), d.SureKey("z", d.T("key.reopen_meeting"), func() tea.Cmd {
		return d.Do(&session.ReopenMeeting{Meeting: d.Meeting}, "")
	}, "meeting.sure.reopen", "meeting", d.Current().Short))
	return withWays(keys, d, ways).And(s.list.Moves(d.Look, all), kit.On("Esc", d.T("key.lobby"), d.ToLobby))
}
