package tui

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/kit"
)

// meeting is the home of a meeting: what is on now, the ways to everything else,
// the agenda and the objectives, in one list.
type meeting struct {
	list  list
	timer *timer // the minutes being typed, or nil
}

func newMeeting() screen { return &meeting{list: list{at: 1 << 20}} } // as far down as the page is long

func (s *meeting) title(d *desk) string { return d.t("meeting.home") }

func (s *meeting) writing() bool { return s.timer != nil }

// The keys of entries of the list: what is on now, and an agenda item, before
// its id.
const (
	keyNow    = "now"
	keyAgenda = "agenda/"
)

// visitAs is the role to which that key changes, empty where none is offered.
func visitAs(d *desk) session.Role {
	if d.visiting {
		return d.shared.RoleIn(d.meeting, d.member)
	}
	return d.offered
}

func boardKey(id session.BoardID) string { return "board/" + string(id) }

// way leads from the home to another screen.
type way struct {
	key    string
	letter string // that goes there from anywhere on the home; may be empty
	words  string
	badge  kit.Badge
	beside string
	to     place
}

func ways(d *desk) []way {
	all := slices.Concat(boardWays(d), registerWays(d), reviewWays(d), []way{
		{key: "between", letter: "b", words: d.t("between.title"), beside: d.t("meeting.open", "n", len(d.shared.OpenEntries())),
			to: placeBetween{}},
		{key: "registers", letter: "r", words: d.t("meeting.registers"), beside: d.t("meeting.count", "n", added(d)),
			to: placeRegisters{}},
		{key: "people", letter: "p", words: d.t("meeting.people"), beside: d.t("header.here", "n", d.room.Count()),
			to: placePeople{}},
	})
	if d.may(session.Steer) {
		all = append(all, way{key: "invite", letter: "i", words: d.t("meeting.invite"), to: placeInvite{}})
	}
	return append(all,
		way{key: "export", letter: "x", words: d.t("meeting.export"), to: placeExport{}},
		way{key: "help", letter: "?", words: d.t("key.help"), to: placeHelp{}})
}

// wayHints are the letters that lead from the home to other screens.
func wayHints(d *desk) []hint {
	var all []hint
	for _, w := range ways(d) {
		if w.letter != "" && w.key != "help" {
			all = append(all, hint{w.letter, w.words})
		}
	}
	return all
}

// reviewWays lead to the review of what was promised, where the agenda has one.
func reviewWays(d *desk) []way {
	if !slices.ContainsFunc(d.current().Agenda, func(a session.AgendaItem) bool { return a.Kind.Reviews() }) {
		return nil
	}
	return []way{{key: "review", letter: "w", words: d.t("agenda.review"), beside: d.t("meeting.count", "n", len(reviewed(d))),
		to: placeReview{}}}
}

// registerWays lead to the registers in which the meeting's agenda makes entries, by
// the letters of their codes where nothing else on the home has those.
func registerWays(d *desk) []way {
	var all []way
	for _, r := range d.shared.Registers {
		letter := strings.ToLower(r.Letter)
		if strings.Contains(homeLetters, letter) {
			letter = ""
		}
		if !onAgenda(d, r) {
			continue
		}
		n := len(d.shared.EntriesOf(r, d.meeting))
		all = append(all, way{key: r.Name, letter: letter, words: d.t(r.Name + ".many"), beside: d.t("meeting.count", "n", n),
			to: placeEntries{r}})
	}
	return all
}

// added counts what the meeting has added to all registers.
func added(d *desk) (n int) {
	for _, r := range d.shared.Registers {
		n += len(d.shared.EntriesOf(r, d.meeting))
	}
	return n
}

// homeLetters are the other letters that mean something on the home.
const homeLetters = "beijkoprstvwxz"

// onAgenda reports whether the meeting has an item in which entries of a register
// are made.
func onAgenda(d *desk, r *session.Register) bool {
	return slices.ContainsFunc(d.current().Agenda, func(a session.AgendaItem) bool { return a.Kind.Register() == r.Name })
}

func boardWays(d *desk) []way {
	var all []way
	for i, b := range boards(d) {
		state := []string{d.t("meeting.items", "n", len(b.Items))}
		if n := waiting(b); n > 0 {
			state = append(state, d.t("board.waiting", "n", n))
		}
		letter := ""
		if i < 9 {
			letter = string(rune('1' + i))
		}
		all = append(all, way{
			key: boardKey(b.ID), letter: letter, words: d.t("agenda."+b.Layout.Name) + ": " + b.Subject,
			badge:  kit.Badge{Of: d.Theme.Badges.Phase, Words: d.t("phase." + string(b.Phase))},
			beside: strings.Join(state, d.between()), to: placeBoard{b.ID},
		})
	}
	return all
}

// target is the key of the way to where an agenda item is done; empty where that is
// nowhere on the screens.
func target(a session.AgendaItem) string {
	switch {
	case a.Board != "":
		return boardKey(a.Board)
	case a.Kind.Reviews():
		return "review"
	}
	return a.Kind.Register()
}

func (s *meeting) update(d *desk, msg tea.Msg) tea.Cmd {
	if s.timer != nil {
		cmd, done := s.timer.update(d, msg)
		if done {
			s.timer = nil
		}
		return cmd
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	pressed := key.String()
	switch pressed {
	case "esc":
		d.stand()
		return d.only(placeLobby{})
	case "enter":
		return s.follow(d)
	case visitKey:
		if d.offered != "" {
			d.visiting = !d.visiting
			return nil
		}
	}
	for _, w := range ways(d) {
		if w.letter == pressed {
			return d.toPlace(w.to)
		}
	}
	switch {
	case s.list.update(msg, s.entries(d)):
	case d.may(session.Steer):
		return s.steer(d, pressed)
	default:
		d.stray(pressed, wayHints(d)...)
	}
	return nil
}

// follow goes to where the chosen entry leads.
func (s *meeting) follow(d *desk) tea.Cmd {
	chosen := s.list.choice(s.entries(d))
	if a, ok := s.chosenItem(d); ok {
		chosen = target(a)
	}
	for _, w := range ways(d) {
		if w.key == chosen {
			return d.toPlace(w.to)
		}
	}
	return nil
}

// chosenItem is the agenda item under the pointer: one of the agenda, or the
// one that is on now.
func (s *meeting) chosenItem(d *desk) (session.AgendaItem, bool) {
	m, chosen := d.current(), s.list.choice(s.entries(d))
	if chosen == keyNow {
		return m.AgendaItem(m.Current)
	}
	id, ok := strings.CutPrefix(chosen, keyAgenda)
	if !ok {
		return session.AgendaItem{}, false
	}
	return m.AgendaItem(session.AgendaID(id))
}

// steer takes the keys of whoever steers the meeting.
func (s *meeting) steer(d *desk, key string) tea.Cmd {
	switch key {
	case "o":
		a, ok := s.chosenItem(d)
		if !ok {
			d.say("meeting.choose_item")
			return nil
		}
		return d.do(&session.OpenAgendaItem{Meeting: d.meeting, Item: a.ID}, "")
	case "t":
		if _, ok := d.current().AgendaItem(d.current().Current); !ok {
			d.say("meeting.open_first")
			return nil
		}
		s.timer = newTimer()
	case "s":
		d.show(newBoardForm(d, &s.list))
	case "e":
		d.show(newMeetingForm(d))
	case "z":
		return s.close(d, key)
	default:
		d.stray(key, wayHints(d)...)
	}
	return nil
}

// close asks twice: nothing brings a closed meeting back. It names the boards
// that keep it open, before it asks.
func (s *meeting) close(d *desk, key string) tea.Cmd {
	open := openBoards(d)
	switch {
	case len(open) > 0:
		d.say("meeting.still_open", "boards", strings.Join(open, ", "))
		d.failed = true
	case d.confirmed("meeting.sure.forget", "meeting", d.meeting):
		return d.do(&session.CloseMeeting{Meeting: d.meeting}, "")
	case d.confirmed("meeting.sure.close", "meeting", d.meeting):
		d.question(key, "meeting.sure.forget", "meeting", d.meeting)
	default:
		d.question(key, "meeting.sure.close", "meeting", d.meeting)
	}
	return nil
}

// openBoards names the boards on which people vote, or wrote what still waits
// for the reveal; see [session.CloseMeeting].
func openBoards(d *desk) []string {
	var open []string
	for _, b := range boards(d) {
		if b.Phase == session.Voting || b.Phase == session.Gather && waiting(b) > 0 {
			open = append(open, d.t("meeting.board_at", "board", b.Subject, "phase", d.t("phase."+string(b.Phase))))
		}
	}
	return open
}

// waiting counts a board's items that wait for the reveal.
func waiting(b *session.Board) int {
	n := 0
	for _, hidden := range b.Hidden {
		n += hidden
	}
	return n
}

func (s *meeting) keys(d *desk) []hint {
	if s.timer != nil {
		return []hint{{"Enter", d.t("key.set_timer")}, {"Esc", d.t("key.cancel")}}
	}
	keys := []hint{{"Enter", d.t("key.go")}}
	if role := visitAs(d); role != "" {
		keys = append(keys, hint{visitKey, d.t("key.visit_as", "role", d.t("role."+string(role)))})
	}
	if d.may(session.Steer) {
		keys = append(keys, hint{"o", d.t("key.open_item")}, hint{"t", d.t("key.timer")},
			hint{"s", d.t("key.new_board")}, hint{"e", d.t("key.edit_meeting")}, hint{"z", d.t("key.close_meeting")})
	}
	return append(keys, hint{"Up Down", d.t("key.move_pointer")}, hint{"Esc", d.t("key.lobby")})
}
