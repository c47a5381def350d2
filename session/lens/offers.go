package lens

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
)

// Offered is the name of the register for what members offer and what they ask for. An
// offer answers an ask where one of the two names the other, whichever was there first.
const Offered = "offer"

// ask is the kind of an entry that asks for something.
const ask = "ask"

// Offers are what members offer and ask for and is still to be done, as far as the readers
// of a view see. Source: method.md, "Offers and asks".
type Offers struct {
	Unanswered []Ask            // asks that no offer answers
	Answered   []Ask            // the others
	Free       []*session.Entry // offers that answer no ask
}

// Ask is what somebody asks for.
type Ask struct {
	*session.Entry
	Offers   []*session.Entry // that answer it
	Proposed []Proposal       // that may, where none does: the one with most in common first
}

// Proposal is an offer that may answer an ask, and the words that both use.
type Proposal struct {
	Offer *session.Entry
	Words []string
}

// offered reports whether an entry is an offer or an ask.
func offered(e *session.Entry) bool { return e.Register.Name == Offered }

// asks reports whether an entry asks for something.
func asks(e *session.Entry) bool {
	f, _ := e.Register.Field("kind")
	return offered(e) && f.Get(e.Fields)[0] == ask
}

// Answering are the offers that answer an ask, or the asks that an offer answers.
func Answering(s *session.Shared, e *session.Entry) []*session.Entry {
	var all []*session.Entry
	add := func(o *session.Entry) {
		if o != nil && offered(e) && offered(o) && asks(e) != asks(o) && !o.TakenBack && !slices.Contains(all, o) {
			all = append(all, o)
		}
	}
	for _, l := range e.Links() {
		add(s.Entries[method.EntryID(l.To)])
	}
	for _, o := range s.LedTo(method.ContributionID(e.ID)) {
		add(o)
	}
	return all
}

// Unmet reports whether an entry is an ask that is open and that no offer answers.
func Unmet(s *session.Shared, e *session.Entry) bool {
	return asks(e) && !e.TakenBack && e.Open() && len(Answering(s, e)) == 0
}

// OffersOf pairs what members offer with what they ask for, in all meetings together.
func OffersOf(s *session.Shared) Offers {
	var o Offers
	var open []*session.Entry
	for _, e := range s.OpenEntries() {
		if !offered(e) {
			continue
		}
		open = append(open, e)
		switch found := Answering(s, e); {
		case len(found) > 0 && asks(e):
			o.Answered = append(o.Answered, Ask{Entry: e, Offers: found})
		case asks(e):
			o.Unanswered = append(o.Unanswered, Ask{Entry: e})
		case len(found) == 0:
			o.Free = append(o.Free, e)
		}
	}
	proposed := proposeOffers(open)
	for i, a := range o.Unanswered {
		o.Unanswered[i].Proposed = proposed[a.Entry]
	}
	return o
}

// proposeOffers finds for each ask the offers that have several longer words in common
// with it. As between items, that says little: people judge.
func proposeOffers(all []*session.Entry) map[*session.Entry][]Proposal {
	words, reasons := index[string]{}, map[pair]*Reason{}
	for i, e := range all {
		for _, w := range telling(saying(e)) {
			words.add(w, i)
		}
	}
	words.pairs(reasons, func(r *Reason, w string) { r.Words = append(r.Words, w) })
	proposed := map[*session.Entry][]Proposal{}
	for p, why := range reasons {
		one, other := all[p.x], all[p.y]
		if asks(other) {
			one, other = other, one
		}
		if asks(one) && !asks(other) && why.holds() {
			slices.Sort(why.Words)
			proposed[one] = append(proposed[one], Proposal{other, why.Words})
		}
	}
	for _, found := range proposed {
		slices.SortFunc(found, func(a, b Proposal) int {
			if by := len(b.Words) - len(a.Words); by != 0 {
				return by
			}
			return a.Offer.Number - b.Offer.Number
		})
	}
	return proposed
}

// saying is what an entry says in words of its author.
func saying(e *session.Entry) string {
	var all []string
	for _, key := range []string{"title", "topic", "description"} {
		f, _ := e.Register.Field(key)
		all = append(all, f.Get(e.Fields)...)
	}
	return strings.Join(all, " ")
}
