package groups

import (
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// Rename calls a group something else. The codes that its items have already stay theirs.
type Rename struct {
	session.InItem
	Group   method.BoardID `json:"group"`
	Name    string         `json:"name"`
	Country method.Country `json:"country,omitempty"` // that it is about, where it is about one
	Prefix  string         `json:"prefix"`            // decided: of the board's codes
}

// Tidy makes its words safe.
func (r *Rename) Tidy() {
	r.Name, r.Country = field.TidyLine(r.Name), method.TidyCountry(r.Country)
}

// Check lets whoever steers the meeting, or facilitates the group, call it what no other
// group of the item is called.
func (r *Rename) Check(c *session.Community, who session.Who) error {
	if err := require(c, method.Read, r.InItem, who); err != nil {
		return err
	}
	was, err := find(c, r.InItem, r.Group)
	if err != nil {
		return err
	}
	if err := c.RequireOn(method.Steer, was, who); err != nil {
		return err
	}
	if err := field.CheckText("subject", r.Name, method.MaxTitle, true); err != nil {
		return err
	}
	renamed, beside := r.board(c, was)
	return renamed.Check(was, beside)
}

// board is the group's board under the new name, and those that there are beside it.
func (r *Rename) board(c *session.Community, was *session.Board) (renamed *session.Board, beside []*session.Board) {
	beside = slices.DeleteFunc(slices.Collect(maps.Values(c.Boards)), func(b *session.Board) bool { return b == was })
	b := *was
	b.Subject, b.Country = r.Name, r.Country
	if !was.Coded() {
		b.Prefix = b.ProposePrefix(beside)
	}
	return &b, beside
}

// Decide finds the letters of the codes that are still to be given.
func (r *Rename) Decide(c *session.Community, _ session.Decision) {
	renamed, _ := r.board(c, c.Boards[r.Group])
	r.Prefix = renamed.Prefix
}

// Apply renames it.
func (r *Rename) Apply(c *session.Community, _ session.Stamp) {
	b := ledger.Edit(c.Tx(), &c.Boards, r.Group)
	b.Subject, b.Country, b.Prefix = r.Name, r.Country, r.Prefix
}
