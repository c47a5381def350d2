package session

import (
	"cmp"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// AgendaItem is one timed part of a meeting. One whose kind has a layout owns a board
// about what its title says; see [Board].
type AgendaItem struct {
	ID      method.AgendaID   `json:"id"`
	Kind    method.AgendaKind `json:"kind"`
	Title   string            `json:"title"`
	Day     int               `json:"day"`             // 1 for the first
	Start   string            `json:"start,omitempty"` // 09:30, local to the place; see [Times]
	Minutes int               `json:"minutes"`
	Board   method.BoardID    `json:"board,omitempty"`
	Prefix  string            `json:"prefix,omitempty"`  // of the board's codes
	Country method.Country    `json:"country,omitempty"` // that the board is about
	Parts   []layout.OwnPart  `json:"parts,omitempty"`   // of the board, where it is of one's own
	// Before is the last day on which people write on the board beforehand; empty where
	// none was said, and once the item was opened.
	Before method.Date `json:"before,omitempty"`
}

// Layout is that of the item's board, with its parts; nil where it has none.
func (a AgendaItem) Layout() *layout.Layout {
	l := a.Kind.Layout()
	if l == layout.Own {
		return l.Of(a.Parts)
	}
	return l
}

// MaxAgenda is how many items an agenda may have.
const MaxAgenda = 100

// StartForm is how a start is written.
const StartForm = "15:04"

// tidyAgenda makes a copy: the form may hold the agenda of a view.
func tidyAgenda(agenda []AgendaItem) []AgendaItem {
	tidy := slices.Clone(agenda)
	for i := range tidy {
		tidy[i].Tidy()
	}
	return tidy
}

// Tidy makes its words safe, and leaves out what its kind has no use for.
func (a *AgendaItem) Tidy() {
	a.Title, a.Start = field.TidyLine(a.Title), field.TidyLine(a.Start)
	a.Prefix, a.Country = strings.ToUpper(field.TidyLine(a.Prefix)), method.TidyCountry(a.Country)
	if at, err := time.Parse(StartForm, a.Start); err == nil {
		a.Start = at.Format(StartForm)
	}
	l := a.Kind.Layout()
	a.Parts = tidyParts(a.Parts)
	if l != layout.Own {
		a.Parts = nil
	}
	a.Before = method.Date(field.TidyLine(string(a.Before)))
	if l == nil || !l.Gathers() {
		a.Before = ""
	}
}

// tidyParts makes the words of parts safe, and such that each is the same once it was
// written in one line and read again. Parts that say nothing are left out.
func tidyParts(parts []layout.OwnPart) []layout.OwnPart {
	var tidy []layout.OwnPart
	for _, p := range parts {
		if line := field.TidyLine(p.Line()); line != "" {
			tidy = append(tidy, layout.ReadOwnPart(line))
		}
	}
	return tidy
}

// Ordered is an agenda in the order of days and starts. An item without a start
// stays behind the one that it followed on its day.
func Ordered(agenda []AgendaItem) []AgendaItem {
	byDay := slices.SortedStableFunc(slices.Values(agenda), func(a, b AgendaItem) int { return cmp.Compare(a.Day, b.Day) })
	type placed struct {
		AgendaItem
		from string // the start that it has or follows
	}
	var all []placed
	for i, a := range byDay {
		from := a.Start
		if from == "" && i > 0 && byDay[i-1].Day == a.Day {
			from = all[i-1].from
		}
		all = append(all, placed{a, from})
	}
	slices.SortStableFunc(all, func(a, b placed) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), cmp.Compare(a.from, b.from))
	})
	for i, a := range all {
		byDay[i] = a.AgendaItem
	}
	return byDay
}

func checkItems(agenda []AgendaItem, d MeetingDetails) error {
	if len(agenda) > MaxAgenda {
		return refusal.New(refusal.Full, "field", "agenda", "max", MaxAgenda)
	}
	seen := map[method.AgendaID]bool{}
	for _, a := range agenda {
		if seen[a.ID] {
			return refusal.New(refusal.Invalid, "field", "agenda")
		}
		if err := a.Check(d); err != nil {
			return err
		}
		seen[a.ID] = true
	}
	return nil
}

// Check refuses an item that a meeting cannot have.
func (a AgendaItem) Check(d MeetingDetails) error {
	if err := field.CheckID(a.ID); err != nil {
		return err
	}
	if a.Kind == "" || !field.OneOf(a.Kind, method.AgendaKinds()) || a.Day < 1 || a.Day > 31 || a.Minutes < 0 || a.Minutes > 24*60 {
		return refusal.New(refusal.Invalid, "field", "agenda")
	}
	if a.Day > d.Days() {
		return refusal.New(refusal.DayBeyond, "field", "agenda", "item", a.Title, "day", a.Day, "n", d.Days())
	}
	if _, err := time.Parse(StartForm, a.Start); a.Start != "" && err != nil {
		return refusal.New(refusal.Invalid, "field", "agenda")
	}
	if err := a.checkParts(); err != nil {
		return err
	}
	if err := field.CheckDay("before", a.Before, ""); err != nil {
		return err
	}
	return field.CheckText("subject", a.Title, method.MaxTitle, true)
}

// checkParts refuses parts that a board of one's own cannot have. One is enough: a
// question to everybody is a board too.
func (a AgendaItem) checkParts() error {
	switch {
	case a.Kind.Layout() != layout.Own:
		return nil
	case len(a.Parts) == 0:
		return refusal.New(refusal.Missing, "field", "parts")
	case len(a.Parts) > layout.MostOwn:
		return refusal.New(refusal.Full, "field", "parts", "max", layout.MostOwn)
	}
	for _, p := range a.Parts {
		if err := field.CheckText("parts", p.Title, method.MaxName, true); err != nil {
			return err
		}
		if err := field.CheckText("parts", p.Question, method.MaxTitle, false); err != nil {
			return err
		}
	}
	return nil
}

// Beforehand are the items of a meeting on whose boards people are asked to write now,
// before they are opened.
func (c *Community) Beforehand(meeting method.MeetingID) []AgendaItem {
	m := c.Meetings[meeting]
	if m == nil || m.Closed {
		return nil
	}
	var all []AgendaItem
	for _, a := range m.Agenda {
		b := c.Boards[a.Board]
		if a.Before != "" && !a.Before.Over(time.Now()) && m.Current != a.ID && b != nil && b.Phase == layout.Gather {
			all = append(all, a)
		}
	}
	return all
}

// CheckBeforehand refuses to add to a board on which people gather once the last day is
// over on which they write beforehand, until its item is opened.
func (c *Community) CheckBeforehand(b *Board) error {
	m := c.Meetings[b.Meeting]
	a, _ := m.AgendaItem(b.Owner)
	if b.Group == nil && b.Phase == layout.Gather && m.Current != a.ID && a.Before.Over(time.Now()) {
		return refusal.New(refusal.BeforeOver, "day", a.Before)
	}
	return nil
}

// AgendaItem finds an item of the agenda.
func (m *Meeting) AgendaItem(id method.AgendaID) (AgendaItem, bool) {
	for _, a := range m.Agenda {
		if a.ID == id && id != "" {
			return a, true
		}
	}
	return AgendaItem{}, false
}

// SetAgenda gives a meeting another agenda, and the items of that their boards. Where what
// is on is no longer on it, nothing is, and no timer runs.
func (c *Community) SetAgenda(meeting method.MeetingID, agenda []AgendaItem) *Meeting {
	m := ledger.Edit(c.tx, &c.Meetings, meeting)
	m.Agenda = Ordered(agenda)
	if _, there := m.AgendaItem(m.Current); !there {
		m.Current, m.Deadline = "", time.Time{}
	}
	m.Revision++
	c.applyBoards(m)
	return m
}

// What an item of the agenda keeps besides its board, such as who speaks in it, is
// described by a room above this one: a struct, and the changes to it, each of which
// embeds [InItem]. The meeting keeps one of each such struct for each item.

// activity is a struct that an item keeps, which is never changed once it is published,
// and the records that hold words of it.
type activity struct {
	Is    any // a pointer
	texts []textRecord
}

// activityKey names one such struct of an item.
func activityKey[A any](item method.AgendaID) string {
	return string(item) + "/" + reflect.TypeFor[A]().String()
}

// InItem says where a change to what an item keeps is made.
type InItem struct {
	Base
	Meeting method.MeetingID `json:"meeting"`
	Item    method.AgendaID  `json:"item"`
}

// RequireItem is [Community.RequireOpen] for an item of the agenda. It refuses one that
// is gone, or is of none of these kinds.
func (c *Community) RequireItem(right method.Right, in InItem, who Who, kinds ...method.AgendaKind) error {
	if err := c.RequireOpen(right, in.Meeting, who); err != nil {
		return err
	}
	if a, there := c.Meetings[in.Meeting].AgendaItem(in.Item); !there || !field.OneOf(a.Kind, kinds) {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// ActivityOf is what an item of a meeting keeps; empty where it keeps nothing yet.
// Nobody may change it.
func ActivityOf[A any](m *Meeting, item method.AgendaID) *A {
	if is, kept := m.Activities[activityKey[A](item)].Is.(*A); kept {
		return is
	}
	return new(A)
}

// ActivitiesOf are what the items of a meeting keep of one kind, also those that are off its
// agenda. Nobody may change them.
func ActivitiesOf[A any](m *Meeting) map[method.AgendaID]*A {
	all := map[method.AgendaID]*A{}
	for key, kept := range m.Activities {
		if is, of := kept.Is.(*A); of {
			all[method.AgendaID(strings.TrimSuffix(key, activityKey[A]("")))] = is
		}
	}
	return all
}

// EditActivity is what the item of a change keeps, as a copy for Apply to change; what
// slices and maps of it hold is not copied. Where people wrote words in the change, bare
// is the same without them, which its record becomes when the meeting's contributions
// are erased; otherwise bare is nil.
func EditActivity[A any](c *Community, s Stamp, in InItem, bare any) *A {
	m := ledger.Edit(c.tx, &c.Meetings, in.Meeting)
	key := activityKey[A](in.Item)
	edited, texts := *ActivityOf[A](m, in.Item), m.Activities[key].texts
	if bare != nil {
		texts = append(texts[:len(texts):len(texts)], textRecord{s.Seq, bare})
	}
	ledger.Put(c.tx, &m.Activities, key, activity{&edited, texts})
	return &edited
}

// narrowed is a struct that an item keeps of which not everybody may see all.
type narrowed interface {
	// For is what an audience may see of it.
	For(method.Audience) any
}

// telling is a struct that an item keeps of what people have said.
type telling interface {
	// Said reports whether they have said anything.
	Said() bool
}

// SeenBy is the meeting with what an audience may see of what its items keep; the same
// meeting, where that is all.
func (m *Meeting) SeenBy(a method.Audience) *Meeting {
	seen := *m
	tx := ledger.Tx{}
	for key, kept := range m.Activities {
		if n, some := kept.Is.(narrowed); some {
			ledger.Put(tx, &seen.Activities, key, activity{Is: n.For(a)})
		}
	}
	if len(tx) == 0 {
		return m
	}
	return &seen
}

// activityTexts are the records that hold words of what a meeting's items keep.
func (m *Meeting) activityTexts() (all []textRecord) {
	for _, a := range m.Activities {
		all = append(all, a.texts...)
	}
	return all
}
