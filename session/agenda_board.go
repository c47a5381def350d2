package session

import (
	"errors"
	"maps"
	"regexp"
	"slices"

	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// An agenda item whose kind has a layout owns a board. It is made with the item and
// is about what the item's title says. As long as the item keeps its kind, it keeps
// its board, whatever else of it changes. A board that loses its item, because that is
// gone or of another kind now, stays while something is on it. An item of the same
// kind and title takes it on again.

// maxBoards is how many boards a meeting may have.
const maxBoards = 50

// checkAgenda refuses an agenda that a meeting cannot have. It points to the agenda as
// a whole: there an item is one line of many.
func (c *Community) checkAgenda(meeting method.MeetingID, agenda []AgendaItem, d MeetingDetails) error {
	err := checkItems(agenda, d)
	if err == nil {
		err = c.checkBoards(meeting, agenda)
	}
	var refused *refusal.Error
	if errors.As(err, &refused) {
		args := maps.Clone(refused.Args)
		args["field"] = "agenda"
		return &refusal.Error{Code: refused.Code, Args: args}
	}
	return err
}

func (c *Community) checkBoards(meeting method.MeetingID, agenda []AgendaItem) error {
	_, err := c.withBoards(meeting, agenda, func() method.BoardID { return "" })
	return err
}

// decideBoards is an agenda that was checked, with all that is open of its boards.
func (c *Community) decideBoards(meeting method.MeetingID, agenda []AgendaItem, d Decision) []AgendaItem {
	decided, err := c.withBoards(meeting, agenda, func() method.BoardID { return method.NewID[method.BoardID](d.Random) })
	if err != nil {
		panic("session: an agenda that was not checked: " + err.Error())
	}
	return decided
}

// withBoards is the agenda with the board of each item, and with the prefix of its
// codes where nobody has chosen one.
func (c *Community) withBoards(meeting method.MeetingID, agenda []AgendaItem, newID func() method.BoardID) ([]AgendaItem, error) {
	agenda = slices.Clone(agenda)
	kept := c.keptBoards(meeting, agenda)
	beside := c.boardsBeside(meeting, kept)
	for i := range agenda {
		a, was := &agenda[i], kept[agenda[i].ID]
		if a.Kind.Layout() == nil {
			a.Board, a.Prefix, a.Country = "", "", ""
			continue
		}
		switch {
		case was != nil:
			a.Board = was.ID
		case a.Board == "" || c.Boards[a.Board] != nil:
			a.Board = newID()
		}
		if a.Prefix == "" {
			a.Prefix = c.prefixOf(*a, was, beside)
		}
		b := &Board{ID: a.Board, Meeting: meeting, Layout: a.Kind.Layout(), Subject: a.Title, Prefix: a.Prefix, Country: a.Country}
		if err := b.check(was, beside); err != nil {
			return nil, err
		}
		beside = append(beside, b)
	}
	return agenda, nil
}

// keptBoards are the boards of a meeting that items of the agenda have already, or
// take on again.
func (c *Community) keptBoards(meeting method.MeetingID, agenda []AgendaItem) map[method.AgendaID]*Board {
	kept, taken, boards := map[method.AgendaID]*Board{}, map[method.BoardID]bool{}, c.BoardsOf(meeting)
	for _, same := range []func(AgendaItem, *Board) bool{
		func(a AgendaItem, b *Board) bool { return a.ID == b.Owner },
		func(a AgendaItem, b *Board) bool { return clean.Same(a.Title, b.Subject) },
	} {
		for _, a := range agenda {
			for _, b := range boards {
				if kept[a.ID] == nil && !taken[b.ID] && a.Kind.Layout() == b.Layout && same(a, b) {
					kept[a.ID], taken[b.ID] = b, true
				}
			}
		}
	}
	return kept
}

// boardsBeside are the boards that there are beside those that a meeting's agenda
// keeps: those of other meetings, and what has lost its item and stays.
func (c *Community) boardsBeside(meeting method.MeetingID, kept map[method.AgendaID]*Board) []*Board {
	var beside []*Board
	own := slices.Collect(maps.Values(kept))
	for _, b := range c.Boards {
		if b.Meeting != meeting || len(b.Items) > 0 && !slices.Contains(own, b) {
			beside = append(beside, b)
		}
	}
	return beside
}

// prefixOf is the prefix of an item's board where nobody has chosen one: the one that
// it had, if it is about the same or has given codes, or one that is proposed.
func (c *Community) prefixOf(a AgendaItem, was *Board, beside []*Board) string {
	if was != nil && (was.coded() || clean.Same(was.Subject, a.Title)) {
		return was.Prefix
	}
	return proposePrefix(slices.AppendSeq(slices.Clip(beside), maps.Values(c.Boards)), a.Kind.Layout(), a.Title, a.Country)
}

// coded reports whether items of the board have codes.
func (b *Board) coded() bool {
	return slices.ContainsFunc(b.Items, func(it *Item) bool { return it.Code != "" })
}

var prefix = regexp.MustCompile(`^[A-Z][A-Z0-9]{0,5}$`)

// check refuses a board that could not be beside others. A prefix belongs for ever to
// one subject in one layout, which takes it on at later meetings; a board that has
// given codes keeps its own.
func (b *Board) check(was *Board, beside []*Board) error {
	if err := b.Country.Check(); err != nil {
		return err
	}
	switch {
	case b.ID != "" && field.CheckID(b.ID) != nil:
		return field.CheckID(b.ID)
	case !prefix.MatchString(b.Prefix):
		return refusal.New(refusal.BadPrefix, "field", "prefix", "prefix", b.Prefix)
	case was != nil && was.coded() && was.Prefix != b.Prefix:
		return refusal.New(refusal.HasPrefix, "field", "prefix", "name", b.Subject, "prefix", was.Prefix)
	}
	here := 0
	for _, o := range beside {
		same := o.Layout == b.Layout && clean.Same(o.Subject, b.Subject)
		switch {
		case b.ID != "" && o.ID == b.ID:
			return refusal.New(refusal.Exists, "field", "id", "name", string(b.ID))
		case same && o.Meeting == b.Meeting:
			return refusal.New(refusal.Exists, "field", "subject", "name", b.Subject)
		case same && o.Prefix != b.Prefix:
			return refusal.New(refusal.HasPrefix, "field", "prefix", "name", b.Subject, "prefix", o.Prefix)
		case !same && o.Prefix == b.Prefix:
			return refusal.New(refusal.Exists, "field", "prefix", "name", b.Prefix)
		case o.Meeting == b.Meeting:
			here++
		}
	}
	if here >= maxBoards {
		return refusal.New(refusal.Full, "max", maxBoards)
	}
	return nil
}

// applyBoards gives the items of a meeting's agenda their boards, and drops those
// that have lost their item and have nothing on them.
func (c *Community) applyBoards(m *Meeting) {
	owned := map[method.BoardID]bool{}
	for _, a := range m.Agenda {
		if a.Board != "" {
			owned[a.Board] = true
			c.applyBoard(m.ID, a)
		}
	}
	for _, b := range c.BoardsOf(m.ID) {
		switch {
		case owned[b.ID]:
		case len(b.Items) == 0:
			ledger.Delete(c.tx, &c.Boards, b.ID)
		default:
			ledger.Edit(c.tx, &c.Boards, b.ID).Owner = ""
		}
	}
}

func (c *Community) applyBoard(meeting method.MeetingID, a AgendaItem) {
	if c.Boards[a.Board] == nil {
		b := &Board{ID: a.Board, Meeting: meeting, Layout: a.Kind.Layout()}
		b.Phase = b.Layout.Phases[0]
		if b.Layout.Voted() {
			b.Budget = DefaultBudget
		}
		ledger.Put(c.tx, &c.Boards, b.ID, b)
	}
	b := ledger.Edit(c.tx, &c.Boards, a.Board)
	b.Owner, b.Subject, b.Prefix, b.Country = a.ID, a.Title, a.Prefix, a.Country
}
