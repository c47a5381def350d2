package home

import (
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
)

const keyBoard = "board/"

// boardOf is the board that a key of the list means, if it means one.
func boardOf(key string) method.BoardID {
	id, ok := strings.CutPrefix(key, keyBoard)
	if !ok {
		return ""
	}
	return method.BoardID(id)
}

// listed reports whether the home leads to a board: to one that was set aside, only
// those who steer.
func listed(d *desk.Desk, b *session.Board) bool { return b.Owner != "" || d.Steers() }

// numbered is a board to which a digit goes from anywhere on the home.
type numbered struct {
	*session.Board
	digit, name string
}

// digits are as many boards as there are digits, the first of the meeting. They are given
// once for all who see the same.
func digits(d *desk.Desk) []numbered {
	return session.OfContents(d.Shared, digitsIn{d.Meeting, d.Words.Language}, func() []numbered {
		var all []numbered
		for _, b := range desk.Boards(d) {
			if b.Group == nil && !b.Layout.Asks() && len(all) < 9 { // the way to those is through their item
				all = append(all, numbered{b, string(rune('1' + len(all))), boardName(d, b)})
			}
		}
		return all
	})
}

type digitsIn struct {
	meeting  method.MeetingID
	language string
}

// digitOf is the digit that goes to a board; empty where none does.
func digitOf(d *desk.Desk, id method.BoardID) string {
	for _, b := range digits(d) {
		if b.ID == id {
			return b.digit
		}
	}
	return ""
}

// boardName is what a board is: its kind and what it is about.
func boardName(d *desk.Desk, b *session.Board) string {
	return d.T("agenda."+b.Layout.Name) + d.Between() + b.Subject
}

// boardState says what is on a board and what waits there; where there is little room,
// only what waits.
func boardState(d *desk.Desk, b *session.Board, w int) []string {
	var state []string
	switch n := len(questions.Waiting(b)); {
	case n > 0:
		state = append(state, d.T("questions.waiting", "n", n))
	case w >= kit.Narrow && !b.Layout.Asks():
		state = append(state, d.T("meeting.items", "n", b.ItemsKept()))
	}
	if n := appeals(d)[b.ID]; n > 0 && d.Steers() {
		state = append(state, d.T("meeting.appeals", "n", n))
	}
	if n := b.Waiting(); n > 0 {
		state = append(state, d.T("board.waiting", "n", n))
	}
	return state
}

// beforehand are the items on whose boards the person is asked to write before the
// meeting.
func beforehand(d *desk.Desk) []session.AgendaItem {
	if !d.May(method.Contribute) {
		return nil
	}
	return d.Shared.Beforehand(d.Meeting)
}

// beforehandEntries lead there, and say until when.
func beforehandEntries(d *desk.Desk) kit.Few {
	var all []kit.Pair
	for _, a := range beforehand(d) {
		b := d.Shared.Boards[a.Board]
		said := append([]string{d.T("before.until", "day", d.Words.Day(a.Before))}, boardState(d, b, 0)...)
		all = append(all, kit.Pair{Key: keyBoard + string(b.ID), Words: desk.ItemWords(d, a), Beside: strings.Join(said, d.Between())})
	}
	return d.Headed(d.T("before.title"), d.Pairs(all))
}

// asideEntries are the boards that were set aside, for those who steer.
func asideEntries(d *desk.Desk) kit.Few {
	var all kit.Few
	for _, b := range desk.Boards(d) {
		if b.Owner == "" && d.Steers() {
			all = append(all, kit.Entry{Key: keyBoard + string(b.ID), Rows: func(chosen bool, w int) []string {
				words := d.Fit(digitOf(d, b.ID), 1) + " " + boardName(d, b)
				return []string{d.LineBeside(words, strings.Join(boardState(d, b, w), d.Between()), chosen, w)}
			}})
		}
	}
	return d.Headed(d.T("meeting.set_aside"), all)
}

// appeals counts the items of each board whose authors ask for hidden words back. It
// is counted once for all who see the same.
func appeals(d *desk.Desk) map[method.BoardID]int {
	return session.OfContents(d.Shared, "appeals", func() map[method.BoardID]int {
		n := map[method.BoardID]int{}
		for _, b := range d.Shared.Boards {
			for _, it := range b.Items {
				if it.Moderation != nil && it.Moderation.Appealed {
					n[b.ID]++
				}
			}
		}
		return n
	})
}

// openBoards names the boards on which people vote, or wrote what still waits
// for the reveal; see [session.CloseMeeting].
func openBoards(d *desk.Desk) []string {
	var open []string
	for _, b := range desk.Boards(d) {
		if b.Phase == layout.Voting || b.Phase == layout.Gather && b.Waiting() > 0 {
			open = append(open, d.T("meeting.board_at", "board", b.Subject, "phase", d.T("phase."+string(b.Phase))))
		}
	}
	return open
}
