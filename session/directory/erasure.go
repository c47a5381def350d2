package directory

import (
	"maps"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// ErasePerson makes a person unknown: their keys, the hash of their return code, their
// language and who they are in which community leave the log. Of them, the log keeps a
// random word that no longer stands for anybody.
type ErasePerson struct {
	ledger.Base[*Directory]
	Person PersonID `json:"person"`
}

// Check keeps whoever organises the installation: somebody else has to do that first.
func (e *ErasePerson) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	switch p := d.people.Of(e.Person); {
	case p == nil:
		return refusal.New(refusal.NotFound)
	case p.Organiser:
		return refusal.New(refusal.StillOrganises)
	}
	return nil
}

// Redact rewrites every record that tells more of them than that there is somebody.
func (e *ErasePerson) Redact(d *Directory) map[ledger.Seq][]byte {
	told := map[ledger.Seq]any{}
	for _, key := range d.KeysOf(e.Person) {
		maps.Copy(told, d.named.Of(key))
	}
	maps.Copy(told, d.people.Of(e.Person).told) // tells less than what only names no key
	return bodies(told)
}

// bodies are what records are rewritten to.
func bodies(of map[ledger.Seq]any) map[ledger.Seq][]byte {
	all := map[ledger.Seq][]byte{}
	for seq, change := range of {
		all[seq] = ledger.Body(change)
	}
	return all
}

// Apply makes them unknown.
func (e *ErasePerson) Apply(d *Directory, _ session.Stamp) {
	for _, key := range d.KeysOf(e.Person) {
		ledger.DeleteRoll(d.tx, &d.byKey, key)
		ledger.DeleteRoll(d.tx, &d.named, key)
	}
	for code, owner := range d.byReturn.All() { // those that others have replaced too
		if owner == e.Person {
			ledger.DeleteRoll(d.tx, &d.byReturn, code)
		}
	}
	ledger.DeleteRoll(d.tx, &d.people, e.Person)
}

// HasReturnCode reports whether a code brings the person back.
func (p *Person) HasReturnCode() bool { return p.returns != "" }

// ExpectErasure notes when a community has to be looked at, because contributions to one
// of its meetings are kept no longer.
type ExpectErasure struct {
	ledger.Base[*Directory]
	Community method.CommunityID `json:"community"`
	After     method.Date        `json:"after,omitempty"` // empty for nothing more to expect
	Seen      method.Date        `json:"seen,omitempty"`  // the day that was noted, for which it was looked at
}

// Check refuses what there is not.
func (e *ExpectErasure) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if d.communities[e.Community] == nil {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply keeps the earlier of two days, but not one that was seen to.
func (e *ExpectErasure) Apply(d *Directory, _ session.Stamp) {
	l := ledger.Edit(d.tx, &d.communities, e.Community)
	if l.Erases == e.Seen {
		l.Erases = ""
	}
	if l.Erases == "" || e.After != "" && e.After < l.Erases {
		l.Erases = e.After
	}
}
