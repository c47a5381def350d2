package directory

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

// KeysOf lists the keys by which a person is recognised.
func (d *Directory) KeysOf(person PersonID) []Fingerprint {
	var all []Fingerprint
	for key, owner := range d.byKey.All() {
		if owner == person {
			all = append(all, key)
		}
	}
	slices.SortFunc(all, func(a, b Fingerprint) int { return strings.Compare(string(a), string(b)) })
	return all
}

// ForgetKey makes a key nobody's, such as that of a laptop that was lost or seized. The log
// forgets it too. So the change does not name the key: it points to a record that does.
type ForgetKey struct {
	ledger.Base[*Directory]
	Person PersonID   `json:"person"`
	Named  ledger.Seq `json:"named"`

	By Fingerprint `json:"-"` // the key by which they have come to say so; may be empty
}

// Check keeps what brings the person back for certain, and what the organisers' file names.
func (f *ForgetKey) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	key := d.keyIn(f.Named)
	switch {
	case key == "" || d.byKey.Of(key) != f.Person:
		return refusal.New(refusal.NotFound)
	case d.organisers[key]:
		return refusal.New(refusal.KeyOfFile)
	case key == f.By:
		return refusal.New(refusal.KeyInUse)
	}
	return nil
}

// Redact rewrites every record that names it.
func (f *ForgetKey) Redact(d *Directory) map[ledger.Seq][]byte {
	return bodies(d.named.Of(d.keyIn(f.Named)))
}

// Apply forgets it. Read again, the record names none any more.
func (f *ForgetKey) Apply(d *Directory, _ session.Stamp) {
	if key := d.keyIn(f.Named); key != "" {
		ledger.DeleteRoll(d.tx, &d.byKey, key)
		ledger.DeleteRoll(d.tx, &d.named, key)
	}
}

// Forgetting is the change that makes a person's key nobody's, for whoever has come by
// another one or by a code.
func (d *Directory) Forgetting(person PersonID, key, by Fingerprint) *ForgetKey {
	f := &ForgetKey{Person: person, By: by}
	for seq := range d.named.Of(key) {
		f.Named = max(f.Named, seq)
	}
	return f
}

// keyIn is the key that a record names, empty for none.
func (d *Directory) keyIn(record ledger.Seq) Fingerprint {
	for key, records := range d.named.All() {
		if _, names := records[record]; names {
			return key
		}
	}
	return ""
}
