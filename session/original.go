package session

import (
	"bytes"

	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Authored is what a contribution shows of its author.
type Authored struct {
	By     Attribution // nothing while it is edited
	Edited bool        // it has somebody else's words, and its author has not agreed to them
	// Widening is who reads it besides those for whom it was written.
	Widening consent.Widening
}

// Original is an author's own version of what somebody else has edited since.
type Original struct {
	By    Attribution // how it was signed
	Words any         // string for an item, the fields of an entry
}

// signed is what an author has chosen to show, whoever has edited it since.
func (c *Community) signed(contribution string, shown Attribution) Attribution {
	if o, edited := c.originals[contribution]; edited {
		return o.By
	}
	return shown
}

// foreign reports whether a contribution gets words that are not its author's. The
// author's own are also those that somebody else puts back.
func (c *Community) foreign(contribution string, shown Attribution, was, now any, who Who) bool {
	return !c.wrote(who.Member, contribution, shown) && c.reworded(contribution, was, now)
}

// reworded reports whether a contribution gets other words than those that are signed. What
// an organisation confirms is no word of them.
func (c *Community) reworded(contribution string, was, now any) bool {
	if o, edited := c.originals[contribution]; edited {
		was = o.Words
	}
	if e := c.Entries[method.EntryID(contribution)]; e != nil {
		was, now = e.Register.unconfirmed(was), e.Register.unconfirmed(now)
	}
	return !bytes.Equal(ledger.Body(was), ledger.Body(now))
}

// claims reports whether the words of a contribution become others by somebody who does not
// speak for the organisation that signs it: it has to say of these anew that they are its own.
func (c *Community) claims(contribution string, shown Attribution, was, now any, who Who) bool {
	org := c.signed(contribution, shown).Organisation
	return org != "" && !c.speaksFor(who.Member, org) && c.reworded(contribution, was, now)
}

// rewritten is a contribution that gets other words than it has. Where they are
// not its author's, their version is kept and their signature comes off; where
// they are, it goes back on. Either way its author has not agreed yet that others read
// it so than those for whom it was written.
func (c *Community) rewritten(contribution string, a Authored, was any, foreign, claims bool) Authored {
	switch {
	case foreign:
		if !a.Edited {
			ledger.Put(c.tx, &c.originals, contribution, Original{a.By, was})
		}
		return Authored{Edited: true, Widening: c.unsaid(a.Widening)}
	case a.Edited:
		a = Authored{By: c.originals[contribution].By, Widening: c.unsaid(a.Widening)}
		c.dropOriginal(contribution)
	}
	a.By.Claimed = a.By.Claimed || claims
	return a
}

func (c *Community) dropOriginal(contribution string) {
	if _, kept := c.originals[contribution]; kept {
		ledger.PutOrDelete(c.tx, &c.originals, contribution, Original{}, true)
	}
}

// AnswerEdit is what an author says to somebody else's edit: they agree to it, or
// bring their own words back. Either way they sign again as they did.
type AnswerEdit struct {
	ledger.Base[*Community]
	Contribution string `json:"contribution"`
	Revision     int    `json:"revision"` // that the author has read
	Restore      bool   `json:"restore,omitempty"`
	Claims       bool   `json:"claims,omitempty"` // decided: the organisation that signs has not said these words
}

// Check lets only the author answer, to the edit that they have read.
func (a *AnswerEdit) Check(c *Community, who Who) error {
	revision, err := c.answerable(a.Contribution, who)
	_, edited := c.originals[a.Contribution]
	switch {
	case err != nil:
		return err
	case !edited:
		return refusal.New(refusal.NotFound)
	case !c.wrote(who.Member, a.Contribution, Attribution{}):
		return refusal.New(refusal.NotAllowed)
	case revision != a.Revision:
		return refusal.New(refusal.EditedAgain)
	}
	return nil
}

// answerable is the revision of a contribution that the person may have a say in.
func (c *Community) answerable(contribution string, who Who) (revision int, err error) {
	if _, it := c.Item(method.ItemID(contribution)); it != nil {
		_, _, err = c.checkTouch(it.ID, who)
		return it.Revision, err
	}
	e := c.Entries[method.EntryID(contribution)]
	if e == nil {
		return 0, refusal.New(refusal.NotFound)
	}
	_, err = c.openSince(e, method.Contribute, who)
	return e.Revision, err
}

// Decide says whether the words are those that were signed.
func (a *AnswerEdit) Decide(c *Community, d Decision) {
	var now any
	if _, it := c.Item(method.ItemID(a.Contribution)); it != nil {
		now = it.Text
	} else {
		now = c.Entries[method.EntryID(a.Contribution)].Fields
	}
	a.Claims = !a.Restore && c.claims(a.Contribution, Attribution{}, nil, now, d.Who)
}

// Quiet keeps an author who is not named out of the record.
func (a *AnswerEdit) Quiet(c *Community, who Who) bool {
	return c.quiet(a.Contribution, Attribution{}, who)
}

// Apply signs again. What the original says of its words is in the log already.
func (a *AnswerEdit) Apply(c *Community, s Stamp) {
	switch words := c.originals[a.Contribution].Words.(type) {
	case string:
		c.touchItem(method.ItemID(a.Contribution), s, func(_ *Board, it *Item) {
			if a.Restore {
				it.Text = words
			}
			it.Authored = c.rewritten(a.Contribution, it.Authored, nil, false, a.Claims)
			it.last = nil
		})
	default:
		e := ledger.Edit(c.tx, &c.Entries, method.EntryID(a.Contribution))
		if a.Restore {
			e.Fields = words
		}
		e.Authored = c.rewritten(a.Contribution, e.Authored, nil, false, a.Claims)
		e.Revision++
		c.settleEntry(e, s)
	}
}
