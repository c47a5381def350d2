package directory

import (
	"iter"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

// Whoever organises the installation founds communities and organises each of
// them, for one of two reasons: the file that whoever runs the server keeps names
// their key, or they used a code that made them one.

// OfferClaim sets the code that makes whoever uses it first an organiser of the
// installation. The one before is void.
type OfferClaim struct {
	ledger.Base[*Directory]
	Hash    Hash      `json:"hash"`
	By      PersonID  `json:"by,omitempty"`     // the organiser who gives it to another; empty for the first
	Expires time.Time `json:"expires,omitzero"` // zero for the first, which waits as long as it takes
}

// Check accepts the first from the Host while there is no organiser, and others
// from an organiser.
func (o *OfferClaim) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if o.By == "" && d.Organised() || o.By != "" && !d.Organises(o.By) {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Apply sets it.
func (o *OfferClaim) Apply(d *Directory, _ session.Stamp) { d.claim = *o }

// refusal says why the code makes nobody an organiser any more.
func (o *OfferClaim) refusal(now time.Time) error {
	if !o.Expires.IsZero() && !now.Before(o.Expires) {
		return expired(o.Expires)
	}
	return nil
}

// Organised reports whether there is an organiser who can come, or will be as soon as
// somebody comes with their key.
func (d *Directory) Organised() bool { return len(d.Reasons()) > 0 }

// Organises reports whether somebody organises the installation.
func (d *Directory) Organises(id PersonID) bool {
	p, _ := d.Person(id)
	return p.Organiser
}

// NameOrganiser makes whoever has a key, or whoever used the claim code, an
// organiser of the installation.
type NameOrganiser struct {
	ledger.Base[*Directory]
	Key    Fingerprint `json:"key,omitempty"`
	Person PersonID    `json:"person,omitempty"`
	Claim  Hash        `json:"claim,omitempty"`

	Now time.Time `json:"-"` // when the code was shown
}

// Check refuses a claim code that is wrong, was used or is too old.
func (n *NameOrganiser) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if n.Claim != "" && n.Claim != d.claim.Hash {
		return refusal.New(refusal.CodeWrong)
	}
	if n.Person != "" && d.people.Of(n.Person) == nil {
		return refusal.New(refusal.NotFound)
	}
	if n.Claim != "" {
		return d.claim.refusal(n.Now)
	}
	return nil
}

// Apply names them.
func (n *NameOrganiser) Apply(d *Directory, s session.Stamp) {
	if n.Key != "" {
		d.names(n.Key, s, &NameOrganiser{})
		ledger.Put(d.tx, &d.organisers, n.Key, true)
		d.renew(d.byKey.Of(n.Key))
	}
	if n.Person != "" {
		ledger.EditRoll(d.tx, &d.people, n.Person).claimed = true
		d.renew(n.Person)
	}
	if n.Claim != "" {
		d.claim = OfferClaim{}
	}
	d.endOffer()
}

// endOffer makes a claim code void that has lost its reason: the first, once there is an
// organiser, and another, once whoever made it is none any more.
func (d *Directory) endOffer() {
	if by := d.claim.By; by == "" && d.Organised() || by != "" && !d.Organises(by) {
		d.claim = OfferClaim{}
	}
}

// renew says anew whether somebody organises the installation.
func (d *Directory) renew(id PersonID) {
	if id == "" {
		return
	}
	p := ledger.EditRoll(d.tx, &d.people, id)
	p.Organiser = p.claimed
	for key := range d.organisers {
		p.Organiser = p.Organiser || d.byKey.Of(key) == id
	}
}

// UnnameOrganiser ends one reason for which somebody organises the installation:
// the key that the file named, or the code that they used. They stay the members
// that they are.
type UnnameOrganiser struct {
	ledger.Base[*Directory]
	Key    Fingerprint `json:"key,omitempty"`
	Person PersonID    `json:"person,omitempty"`
	By     PersonID    `json:"by,omitempty"` // the organiser who ends it for a person; empty for a key
}

// Check refuses what is no reason, and to leave the installation without an
// organiser.
func (u *UnnameOrganiser) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if u.Person == "" {
		if !d.organisers[u.Key] {
			return refusal.New(refusal.NotFound)
		}
		return nil
	}
	switch p, _ := d.Person(u.Person); {
	case !d.Organises(u.By):
		return refusal.New(refusal.NotAllowed)
	case !p.claimed:
		return refusal.New(refusal.NotFound)
	case !slices.ContainsFunc(d.Reasons(), func(r Reason) bool { return r != Reason{Person: u.Person} }):
		return refusal.New(refusal.LastOrganiser)
	}
	return nil
}

// Apply ends it.
func (u *UnnameOrganiser) Apply(d *Directory, s session.Stamp) {
	defer d.endOffer()
	if u.Person != "" {
		ledger.EditRoll(d.tx, &d.people, u.Person).claimed = false
		d.renew(u.Person)
		return
	}
	if u.Key != "" { // a forgotten one is in no record any more
		d.names(u.Key, s, &UnnameOrganiser{})
		ledger.Delete(d.tx, &d.organisers, u.Key)
		d.renew(d.byKey.Of(u.Key))
	}
}

// names remembers that a record names a key; bare is its body without that.
func (d *Directory) names(key Fingerprint, s session.Stamp, bare any) {
	all := d.named.Of(key)
	ledger.Put(d.tx, &all, s.Seq, bare)
	ledger.PutRoll(d.tx, &d.named, key, all)
}

// Reason is one reason for which somebody organises the installation.
type Reason struct {
	Person PersonID    // empty for a key with which nobody has come yet
	Key    Fingerprint // that the file names; empty for somebody who used a code
}

// Reasons lists every reason that somebody can come with, in a steady order.
func (d *Directory) Reasons() []Reason {
	var all []Reason
	for key := range d.organisers {
		if key.signs() {
			all = append(all, Reason{d.byKey.Of(key), key})
		}
	}
	for id, p := range d.people.All() {
		if p.claimed {
			all = append(all, Reason{Person: id})
		}
	}
	slices.SortFunc(all, func(a, b Reason) int {
		return strings.Compare(string(a.Key)+string(a.Person), string(b.Key)+string(b.Person))
	})
	return all
}

// signs reports whether it is the fingerprint of a key, and no other name.
func (f Fingerprint) signs() bool { return strings.HasPrefix(string(f), "SHA256:") }

// NamedByFile reports whether the organisers' file names a key.
func (d *Directory) NamedByFile(key Fingerprint) bool { return d.organisers[key] }

// KeysOfFile are the keys that it names.
func (d *Directory) KeysOfFile() iter.Seq[Fingerprint] { return maps.Keys(d.organisers) }
