package locale

import (
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
)

// Counted says what a vote has added up to for an item: its dots, its points, or who
// consents to it and who does not.
func (w *Words) Counted(way layout.Way, n ballot.Count) []string {
	switch {
	case way.Ranks():
		return append([]string{w.T("vote.points", "n", n.N)}, w.Reworded(n)...)
	case way != layout.Consent:
		return append([]string{w.T("item.votes", "n", n.N)}, w.Reworded(n)...)
	}
	all := []string{w.T("vote.consents", "n", n.N)}
	if n.Reservations > 0 {
		all = append(all, w.T("vote.reserved", "n", n.Reservations))
	}
	if n.Objections > 0 {
		all = append(all, w.T("vote.objects", "n", n.Objections))
	}
	return append(all, w.Reworded(n)...)
}

// Reworded says that a count is of other words than the item has now; nothing where it is not.
func (w *Words) Reworded(n ballot.Count) []string {
	if !n.Reworded {
		return nil
	}
	return []string{w.T("vote.reworded")}
}

// Raised says how many of them raised a hand, and who has counted those, where that is
// told; nothing where nobody has.
func (w *Words) Raised(way layout.Way, n ballot.Count, by string) []string {
	var all []string
	switch h := n.Hands; {
	case h.By == "":
		return nil
	case way == layout.Consent:
		raised := ballot.Count{N: h.N, Doubts: ballot.Doubts{Reservations: h.Reservations, Objections: h.Objections}}
		all = append(all, w.T("vote.by_hands", "said", Joined(", ", w.Counted(way, raised)...)))
	case h.N == n.N:
		all = append(all, w.T("vote.all_by_hand"))
	default:
		all = append(all, w.T("vote.by_hand", "n", h.N))
	}
	if by != "" {
		all = append(all, w.T("vote.counted_by", "by", by))
	}
	return all
}

// Reason is why somebody does not consent to an item.
func (w *Words) Reason(r ballot.Reason) string {
	return w.T("vote.reason."+string(r.Answer), "words", r.Words)
}
