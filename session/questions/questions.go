// Package questions is what people ask those who speak in an item of the agenda, such as
// a panel, and which of it they want asked. A question is an item of a board: it has no
// name unless its author gives it one.
package questions

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Want says that somebody wants a question asked too, or no longer. It is on the shelf
// only: a log that kept it would tell who wants what. What they ask themselves they may
// want like anything else; were it counted for them, or barred, a count would say
// something of who has asked.
type Want struct {
	session.Base
	Question method.ItemID
	Not      bool
}

// Check lets those who vote want what waits for an answer. What was counted when a
// meeting was closed is counted once.
func (w *Want) Check(c *session.Community, who session.Who) error {
	b, it := c.Item(w.Question)
	if it == nil || !b.Layout.Asks() || !c.AudienceOf(who.Member).Reads(it.Audience) {
		return refusal.New(refusal.NotFound)
	}
	if err := c.RequireOn(method.Vote, b, who); err != nil {
		return err
	}
	switch {
	case it.TakenBack:
		return refusal.New(refusal.TakenBack)
	case it.Moderation != nil:
		return refusal.New(refusal.Moderated)
	case it.Part != b.Layout.Asked:
		return refusal.New(refusal.Answered)
	case it.Wanted > 0:
		return refusal.New(refusal.Counted)
	}
	return nil
}

// Shelve keeps the mark, or forgets it.
func (w *Want) Shelve(c *session.Community, who session.Who) []ledger.ShelfWrite {
	b, _ := c.Item(w.Question)
	return []ledger.ShelfWrite{c.KeepWanted(b.ID, w.Question, who.Member, !w.Not)}
}

// Urgent tells others when they are told of something else, or soon.
func (w *Want) Urgent() bool { return false }

// Apply has nothing to do: marks are on the shelf.
func (w *Want) Apply(*session.Community, session.Stamp) {}

// Waiting lists the questions of a board that wait for an answer and whose words are
// there, as somebody sees them.
func Waiting(b *session.Board) []*session.Item {
	var all []*session.Item
	for _, it := range b.In(b.Layout.Asked) {
		if !it.TakenBack && it.Moderation == nil {
			all = append(all, it)
		}
	}
	return all
}
