package lens

import (
	"strings"
	"unique"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// offers lists what members ask for: what nobody answers, with the offers that may, then
// what is answered, and the offers that are free.
type offers struct{ list kit.List }

// NewOffers opens what members offer and ask for, in pairs.
func NewOffers() desk.Screen { return &offers{} }

func (s *offers) Title(d *desk.Desk) string { return d.T("offer.many") }

// offerRow is an ask, or an offer to one, or an offer by itself.
type offerRow struct {
	ask, offer *session.Entry
	words      []string // that both use, where the offer is proposed
}

// entry is the one that the row shows.
func (r offerRow) entry() *session.Entry {
	if r.offer != nil {
		return r.offer
	}
	return r.ask
}

func (r offerRow) key() string {
	if r.ask != nil && r.offer != nil {
		return string(r.ask.ID + "/" + r.offer.ID)
	}
	return string(r.entry().ID)
}

// rowsOf are asks, each before its offers.
func rowsOf(all []lens.Ask) []offerRow {
	var rows []offerRow
	for _, a := range all {
		rows = append(rows, offerRow{ask: a.Entry})
		for _, o := range a.Offers {
			rows = append(rows, offerRow{ask: a.Entry, offer: o})
		}
		for _, p := range a.Proposed {
			rows = append(rows, offerRow{a.Entry, p.Offer, p.Words})
		}
	}
	return rows
}

// sections are the three lists.
func (s *offers) sections(d *desk.Desk) [3][]offerRow {
	all := desk.Offers(d)
	var free []offerRow
	for _, o := range all.Free {
		free = append(free, offerRow{offer: o})
	}
	return [3][]offerRow{rowsOf(all.Unanswered), rowsOf(all.Answered), free}
}

func (s *offers) entries(d *desk.Desk) kit.Entries {
	var parts []kit.Part
	for i, rows := range s.sections(d) {
		heading := []string{"offers.unanswered", "offers.answered", "offers.free"}[i]
		parts = append(parts, kit.Part{Heading: d.T(heading), Entries: kit.Many[offerRow]{
			All: rows, Keep: offerRow.key,
			Rows: func(r offerRow, chosen bool, w int) []string { return r.draw(d, chosen, w) },
		}})
	}
	return d.Parts(parts...)
}

// draw shows an entry with whose it is and how they would like to do it. What answers or
// may answer an ask stands further to the right.
func (r offerRow) draw(d *desk.Desk, chosen bool, w int) []string {
	words := d.Words.LinkedEntry(r.entry())
	if r.ask != nil && r.offer != nil {
		words = d.Theme.Glyphs.Bullet + " " + words
	}
	rows := d.Whole(words, chosen, w)
	about := aboutOffer(d, r.entry())
	switch {
	case len(r.words) > 0:
		about = append(about, d.T("offers.may", "words", strings.Join(r.words, ", ")))
	case len(about) == 0:
		return rows
	}
	for _, row := range d.Wrap(strings.Join(about, d.Between()), max(1, w-6)) {
		rows = append(rows, d.Theme.Muted.Render(d.Cut("     "+row, w)))
	}
	return rows
}

// aboutOffer is whose it is, from where, how, and until when.
func aboutOffer(d *desk.Desk, e *session.Entry) []string {
	var said []string
	for _, key := range []string{"lead", "country", "format", "until"} {
		f, _ := e.Register.Field(key)
		if strings.Join(f.Get(e.Fields), "") != "" {
			said = append(said, d.Words.Answer(d.Shared.Community, e.Register, f, e.Fields))
		}
	}
	return said
}

// chosen is the row under the pointer.
func (s *offers) chosen(d *desk.Desk) (offerRow, bool) {
	key := s.list.Choice(s.entries(d))
	for _, rows := range s.sections(d) {
		for _, r := range rows {
			if r.key() == key {
				return r, true
			}
		}
	}
	return offerRow{}, false
}

// offersView is what the picture of the offers depends on besides them: where this person
// stands, whether they can join the two there, and what organisations are called.
type offersView struct {
	list  kit.List
	joins bool
	names session.Version
}

func (s *offers) Share(d *desk.Desk) any {
	list := s.list.View(func() kit.Entries { return s.entries(d) })
	r, some := s.chosen(d)
	return unique.Make(offersView{list, some && joins(d, r) != nil, d.Shared.Revision})
}

func (s *offers) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(desk.Answer); ok && a.Err == nil {
		d.Say("offers.joined")
	}
	return nil
}

func (s *offers) Body(d *desk.Desk, w, h int) kit.Page {
	return listPage(d, &s.list, s.entries(d), sayKey(d, "offers.say", "offers.joins"), d.T("offer.none"), w, h)
}

func (s *offers) Keys(d *desk.Desk) kit.Keys {
	all := s.entries(d)
	r, some := s.chosen(d)
	if !some {
		return kit.Keys{d.BackKey()}
	}
	from := method.ContributionID(r.entry().ID)
	return kit.Keys{kit.On("Enter", d.T("key.open"), d.To(place.Entry{ID: r.entry().ID}))}.
		If(joins(d, r) != nil && d.May(method.Contribute), kit.On("y", d.T("key.join_offer"), func() tea.Cmd { return join(d, r) })).
		If(d.May(method.Contribute), kit.On("c", d.T("key.comes_of"), d.To(place.Registers{From: from}))).
		And(s.list.Moves(d.Look, all).Aside(), d.BackKey())
}

// joins is the person's own side of an offer that is proposed, which they can let name the
// other side; nil where neither is theirs.
func joins(d *desk.Desk, r offerRow) *session.Entry {
	if len(r.words) == 0 {
		return nil
	}
	for _, e := range []*session.Entry{r.ask, r.offer} {
		if d.Own.Wrote(string(e.ID), e.By) {
			return e
		}
	}
	return nil
}

// join lets it name the other side.
func join(d *desk.Desk, r offerRow) tea.Cmd {
	mine, other := joins(d, r), r.offer
	if mine == r.offer {
		other = r.ask
	}
	f, _ := mine.Register.Field("answers")
	return d.Do(&session.EditEntry{
		Register: mine.Register, Entry: mine.ID, Revision: mine.Revision,
		Fields: mine.Register.Filled(mine.Fields, map[string][]string{f.Key: append(f.Get(mine.Fields), string(other.ID))}),
	}, "")
}
