package session

import (
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Board is where a meeting gathers what people contribute in an agenda item.
type Board struct {
	ID      method.BoardID
	Meeting method.MeetingID
	Layout  *layout.Layout
	Owner   method.AgendaID // the item that has it; empty once that is gone or of another kind
	Subject string          // what it is about, the title of its agenda item: a country, an organisation, a theme
	Prefix  string          // of its items' codes
	Country method.Country  // where the subject is one
	Group   *Group          // that works on it; nil for one that is everybody's
	Phase   layout.Phase
	Way     layout.Way  // in which people vote; empty where they never do
	Budget  int         // dots that each person has, or places in their order
	Rounds  []VoteRound // the votes that were closed, in their order
	Items   []*Item
	// Hidden counts, in a view, the items of each part that wait for the reveal.
	Hidden map[layout.Part]int
	// Hands were counted in the vote that is open. They are in no view.
	Hands map[method.ItemID]ballot.Hands

	moderated int          // how often words were hidden, shown, or changed while they were
	reasoned  []textRecord // records of votes that hold reasons; each is a ChangePhase

	parts   map[layout.Part][]*Item // in a view: Items by their parts
	sources []*Item                 // in a view: what each of Items was made from
}

// Next is the phase after the board's, or empty after the last.
func (b *Board) Next() layout.Phase { return b.Layout.Next(b.Phase) }

// Skip is the phase behind a vote that would be next; empty where none would.
func (b *Board) Skip() layout.Phase {
	if b.Next() != layout.Voting {
		return ""
	}
	return b.Layout.Next(layout.Voting)
}

// Back is the phase before the board's, or empty before the first.
func (b *Board) Back() layout.Phase { return b.Layout.Back(b.Phase) }

// In lists, in a view, the items of a part in their order. From one view to
// the next it is the same slice for as long as nothing in it has changed; nobody
// may change it.
func (b *Board) In(p layout.Part) []*Item { return b.parts[p] }

// Item finds an item of the board.
func (b *Board) Item(id method.ItemID) *Item {
	for _, it := range b.Items {
		if it.ID == id {
			return it
		}
	}
	return nil
}

// ItemsKept counts the items of the board that nobody took back.
func (b *Board) ItemsKept() int { return kept(b.Items) }

// ItemsKeptIn counts, in a view, those of a part.
func (b *Board) ItemsKeptIn(p layout.Part) int { return kept(b.In(p)) }

func kept(all []*Item) (n int) {
	for _, it := range all {
		if !it.TakenBack {
			n++
		}
	}
	return n
}

// Waiting counts, in a view, the items of the board that wait for the reveal.
func (b *Board) Waiting() (n int) {
	for _, hidden := range b.Hidden {
		n += hidden
	}
	return n
}

// hidden counts them outside of views.
func (b *Board) hidden() int {
	n := 0
	for _, it := range b.Items {
		if it.Waits() {
			n++
		}
	}
	return n
}

// editItem copies an item of a board that is itself a copy.
func (b *Board) editItem(id method.ItemID) *Item {
	b.Items = slices.Clone(b.Items)
	for i, it := range b.Items {
		if it.ID == id {
			changed := *it
			b.Items[i] = &changed
			return &changed
		}
	}
	return nil
}

// Item finds an item and its board.
func (c *Community) Item(id method.ItemID) (*Board, *Item) {
	for _, b := range c.Boards {
		if it := b.Item(id); it != nil {
			return b, it
		}
	}
	return nil, nil
}

// ItemCoded finds an item by its code, also by one that it had before it was
// moved, whatever the case.
func (c *Community) ItemCoded(code string) (*Board, *Item) {
	for _, b := range c.Boards {
		for _, it := range b.Items {
			if code != "" && (strings.EqualFold(it.Code, code) || slices.Contains(it.Former, strings.ToUpper(code))) {
				return b, it
			}
		}
	}
	return nil, nil
}

// VotesUnder is how many dots in the last round the items of a part have together that
// stand under a heading.
func (b *Board) VotesUnder(p layout.Part, heading string) (n int) {
	for _, it := range b.In(p) {
		if it.Heading == heading {
			n += b.Votes(it)
		}
	}
	return n
}

// BoardsOf lists a meeting's boards, always in the same order; see [Community.Present].
func (c *Community) BoardsOf(meeting method.MeetingID) []*Board {
	var all []*Board
	for _, b := range c.Boards {
		if b.Meeting == meeting {
			all = append(all, b)
		}
	}
	slices.SortFunc(all, func(a, b *Board) int {
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return all
}

// ProposePrefix finds the letters that the codes of a subject begin with: those that
// it has in this layout already, or free ones of the layout, of its country
// or of its name. It is empty for no subject.
func (c *Community) ProposePrefix(l *layout.Layout, subject string, country method.Country) string {
	return proposePrefix(slices.Collect(maps.Values(c.Boards)), l, subject, country)
}

// ProposePrefix is [Community.ProposePrefix] for a board beside others.
func (b *Board) ProposePrefix(beside []*Board) string {
	return proposePrefix(beside, b.Layout, b.Subject, b.Country)
}

func proposePrefix(boards []*Board, l *layout.Layout, subject string, country method.Country) string {
	if subject = field.TidyLine(subject); subject == "" {
		return ""
	}
	taken := map[string]bool{}
	for _, b := range boards {
		if b.Layout.Is(l) && clean.Same(b.Subject, subject) {
			return b.Prefix
		}
		taken[b.Prefix] = true
	}
	stem := l.Prefix
	if stem == "" {
		stem = stemOf(subject, country)
	}
	proposed := stem
	for n := 2; taken[proposed]; n++ {
		proposed = stem + strconv.Itoa(n)
	}
	return proposed
}

// stemOf is what a prefix is made from: a country's code, or what of the subject is
// Latin.
func stemOf(subject string, country method.Country) string {
	if iso := country.ISO(); iso != "" {
		return string(iso)
	}
	if short := abbreviate(subject); short != "" {
		return short
	}
	return "B"
}

// abbreviate takes the initials of several words, or the first letters of one,
// from what of them is Latin; empty where nothing is.
func abbreviate(subject string) string {
	words := strings.FieldsFunc(strings.ToUpper(clean.Unaccented(subject)), func(r rune) bool { return r < 'A' || r > 'Z' })
	switch len(words) {
	case 0:
		return ""
	case 1:
		return words[0][:min(3, len(words[0]))]
	}
	var initials strings.Builder
	for _, w := range words[:min(4, len(words))] {
		initials.WriteByte(w[0])
	}
	return initials.String()
}

// An agenda item whose kind has a layout owns a board. It is made with the item and
// is about what the item's title says. As long as the item keeps its kind, it keeps
// its board, whatever else of it changes. A board that loses its item, because that is
// gone or of another kind now, stays while something is on it. An item of the same
// kind and title takes it on again, and so does a group of that name.

// maxBoards is how many boards a meeting may have.
const maxBoards = 50

// checkAgenda refuses an agenda that a meeting cannot have. It points to the agenda as
// a whole: there an item is one line of many.
func (c *Community) checkAgenda(meeting method.MeetingID, agenda []AgendaItem, d MeetingDetails) error {
	err := checkItems(agenda, d)
	if err == nil {
		err = c.CheckBoards(meeting, agenda)
	}
	if err == nil {
		err = c.KeepsAnswers(meeting, agenda)
	}
	var refused *refusal.Error
	if errors.As(err, &refused) {
		args := maps.Clone(refused.Args)
		args["field"] = "agenda"
		return &refusal.Error{Code: refused.Code, Args: args}
	}
	return err
}

// CheckBoards refuses an agenda whose boards a meeting cannot have beside those that there
// are.
func (c *Community) CheckBoards(meeting method.MeetingID, agenda []AgendaItem) error {
	_, err := c.withBoards(meeting, agenda, func() method.BoardID { return "" })
	return err
}

// DecideBoards is an agenda that was checked, with all that is open of its boards.
func (c *Community) DecideBoards(meeting method.MeetingID, agenda []AgendaItem, d Decision) []AgendaItem {
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
		b := &Board{ID: a.Board, Meeting: meeting, Layout: a.Layout(), Owner: a.ID, Subject: a.Title, Prefix: a.Prefix, Country: a.Country}
		if err := b.Check(was, beside); err != nil {
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
				if kept[a.ID] == nil && !taken[b.ID] && b.Group == nil && b.Layout.Is(a.Kind.Layout()) && same(a, b) {
					kept[a.ID], taken[b.ID] = b, true
				}
			}
		}
	}
	return kept
}

// boardsBeside are the boards that there are beside those that a meeting's agenda
// keeps: those of other meetings and of groups, and what has lost its item and stays.
func (c *Community) boardsBeside(meeting method.MeetingID, kept map[method.AgendaID]*Board) []*Board {
	var beside []*Board
	own := slices.Collect(maps.Values(kept))
	for _, b := range c.Boards {
		if b.Meeting != meeting || b.Group != nil || len(b.Items) > 0 && !slices.Contains(own, b) {
			beside = append(beside, b)
		}
	}
	return beside
}

// prefixOf is the prefix of an item's board where nobody has chosen one: the one that
// it had, if it is about the same or has given codes, or one that is proposed.
func (c *Community) prefixOf(a AgendaItem, was *Board, beside []*Board) string {
	if was != nil && (was.Coded() || clean.Same(was.Subject, a.Title)) {
		return was.Prefix
	}
	return proposePrefix(slices.AppendSeq(slices.Clip(beside), maps.Values(c.Boards)), a.Kind.Layout(), a.Title, a.Country)
}

// Coded reports whether items of the board have codes.
func (b *Board) Coded() bool {
	return slices.ContainsFunc(b.Items, func(it *Item) bool { return it.Code != "" })
}

// MaxPrefix is how long a prefix may be.
const MaxPrefix = 6

var prefix = regexp.MustCompile(fmt.Sprintf("^[A-Z][A-Z0-9]{0,%d}$", MaxPrefix-1))

// Check refuses a board that could not be beside others; was is the same before, or nil.
// A prefix belongs for ever to one subject in one layout, which takes it on at later
// meetings, and where a group of that name works in another item; a board that has given
// codes keeps its own. Parts of one's own can be corrected and added; as soon as something
// is on the board none goes, because their letters follow from their places.
func (b *Board) Check(was *Board, beside []*Board) error {
	if err := b.Country.Check(); err != nil {
		return err
	}
	switch {
	case b.ID != "" && field.CheckID(b.ID) != nil:
		return field.CheckID(b.ID)
	case !prefix.MatchString(b.Prefix):
		return refusal.New(refusal.BadPrefix, "field", "prefix", "prefix", b.Prefix)
	case was != nil && was.Coded() && was.Prefix != b.Prefix:
		return refusal.New(refusal.HasPrefix, "field", "prefix", "name", b.Subject, "prefix", was.Prefix)
	case was != nil && len(was.Items) > 0 && len(b.Layout.Parts) < len(was.Layout.Parts):
		return refusal.New(refusal.PartsStay, "field", "parts", "name", b.Subject, "n", len(was.Layout.Parts))
	}
	here := 0
	for _, o := range beside {
		same := o.Layout.Is(b.Layout) && clean.Same(o.Subject, b.Subject)
		switch {
		case b.ID != "" && o.ID == b.ID:
			return refusal.New(refusal.Exists, "field", "id", "name", string(b.ID))
		case same && o.Meeting == b.Meeting && o.Owner != "" && (b.Group == nil || o.Group == nil || b.Owner == o.Owner):
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
		a, _ := m.AgendaItem(b.Owner)
		if works := b.Group != nil && len(a.Kind.GroupLayouts()) > 0; !owned[b.ID] && !works {
			c.SetAside(b.ID)
		}
	}
}

// SetAside takes a board from the item that has it, and from the group that works on it.
// Where nothing is on it, it is gone.
func (c *Community) SetAside(board method.BoardID) {
	if len(c.Boards[board].Items) == 0 {
		ledger.Delete(c.tx, &c.Boards, board)
		return
	}
	b := ledger.Edit(c.tx, &c.Boards, board)
	b.Owner, b.Group = "", nil
}

func (c *Community) applyBoard(meeting method.MeetingID, a AgendaItem) {
	l := a.Layout()
	if c.Boards[a.Board] == nil {
		b := &Board{ID: a.Board, Meeting: meeting, Phase: l.Phases[0]}
		if l.Voted() {
			b.Vote(layout.Dots, DefaultBudget)
		}
		ledger.Put(c.tx, &c.Boards, b.ID, b)
	}
	b := ledger.Edit(c.tx, &c.Boards, a.Board)
	b.Layout, b.Owner, b.Subject, b.Prefix, b.Country = l, a.ID, a.Title, a.Prefix, a.Country
}
