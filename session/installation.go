package session

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
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
func (o *OfferClaim) Check(d *Directory, who Who) error {
	if o.By == "" && d.organised() || o.By != "" && !d.organises(o.By) {
		return Refuse(NotAllowed)
	}
	return hostOnly(who)
}

// Apply sets it.
func (o *OfferClaim) Apply(d *Directory, _ Stamp) { d.claim = *o }

// refusal says why the code makes nobody an organiser any more.
func (o *OfferClaim) refusal(now time.Time) error {
	if !o.Expires.IsZero() && !now.Before(o.Expires) {
		return expired(o.Expires)
	}
	return nil
}

// organised reports whether there is an organiser, or will be as soon as
// somebody comes with their key.
func (d *Directory) organised() bool {
	if len(d.organisers) > 0 {
		return true
	}
	for _, p := range d.people.All() {
		if p.Organiser {
			return true
		}
	}
	return false
}

func (d *Directory) organises(id PersonID) bool {
	p, _ := d.person(id)
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
func (n *NameOrganiser) Check(d *Directory, who Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if n.Claim != "" && n.Claim != d.claim.Hash {
		return Refuse(CodeWrong)
	}
	if n.Person != "" && d.people.Of(n.Person) == nil {
		return Refuse(NotFound)
	}
	if n.Claim != "" {
		return d.claim.refusal(n.Now)
	}
	return nil
}

// Apply names them.
func (n *NameOrganiser) Apply(d *Directory, _ Stamp) {
	if n.Key != "" {
		ledger.Put(d.tx, &d.organisers, n.Key, true)
		d.standing(d.byKey.Of(n.Key))
	}
	if n.Person != "" {
		ledger.EditRoll(d.tx, &d.people, n.Person).claimed = true
		d.standing(n.Person)
	}
	if n.Claim != "" {
		d.claim = OfferClaim{}
	}
}

// standing says anew whether somebody organises the installation.
func (d *Directory) standing(id PersonID) {
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
func (u *UnnameOrganiser) Check(d *Directory, who Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if u.Person == "" {
		if !d.organisers[u.Key] {
			return Refuse(NotFound)
		}
		return nil
	}
	switch p, _ := d.person(u.Person); {
	case !d.organises(u.By):
		return Refuse(NotAllowed)
	case !p.claimed:
		return Refuse(NotFound)
	case !slices.ContainsFunc(d.standings(), func(s Standing) bool { return s != Standing{Person: u.Person} }):
		return Refuse(LastOrganiser)
	}
	return nil
}

// Apply ends it.
func (u *UnnameOrganiser) Apply(d *Directory, _ Stamp) {
	if u.Person != "" {
		ledger.EditRoll(d.tx, &d.people, u.Person).claimed = false
		d.standing(u.Person)
		return
	}
	ledger.PutOrDelete(d.tx, &d.organisers, u.Key, false, true)
	d.standing(d.byKey.Of(u.Key))
}

// Standing is one reason for which somebody organises the installation.
type Standing struct {
	Person PersonID    // empty for a key with which nobody has come yet
	Key    Fingerprint // that the file names; empty for somebody who used a code
}

// standings lists every reason that somebody can come with, in a steady order.
func (d *Directory) standings() []Standing {
	var all []Standing
	for key := range d.organisers {
		if key.signs() {
			all = append(all, Standing{d.byKey.Of(key), key})
		}
	}
	for id, p := range d.people.All() {
		if p.claimed {
			all = append(all, Standing{Person: id})
		}
	}
	slices.SortFunc(all, func(a, b Standing) int {
		return strings.Compare(string(a.Key)+string(a.Person), string(b.Key)+string(b.Person))
	})
	return all
}

// signs reports whether it is the fingerprint of a key, and no other name.
func (f Fingerprint) signs() bool { return strings.HasPrefix(string(f), "SHA256:") }

// Standings lists who organises the installation and why, for an organiser of it.
func (h *Host) Standings(by PersonID) ([]Standing, error) {
	d := h.directory.State()
	if !d.organises(by) {
		return nil, Refuse(NotAllowed)
	}
	return d.standings(), nil
}

// NamedByFile reports whether the organisers' file names a key.
func (h *Host) NamedByFile(key Fingerprint) bool { return h.directory.State().organisers[key] }

// OfferClaim prepares the code by which the first organiser claims the
// installation. It is empty where there is one already.
func (h *Host) OfferClaim(ctx context.Context) (string, error) {
	if h.directory.State().organised() {
		return "", nil
	}
	return h.offer(ctx, OfferClaim{})
}

// HandOverFor is how long the code is good by which an organiser makes somebody
// another.
const HandOverFor = 24 * time.Hour

// HandOver makes the code by which one person becomes an organiser of the
// installation, beside whoever makes it.
func (h *Host) HandOver(ctx context.Context, by PersonID) (string, error) {
	return h.offer(ctx, OfferClaim{By: by, Expires: time.Now().Add(HandOverFor)})
}

func (h *Host) offer(ctx context.Context, o OfferClaim) (string, error) {
	code := newCode(h.env.Random, returnLetters)
	o.Hash = hashCode(h.pepper, code)
	return code, h.inDirectory(ctx, &o)
}

// Claim makes a person an organiser of the installation, once, by the claim code.
func (h *Host) Claim(ctx context.Context, person PersonID, code string) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	claim := &NameOrganiser{Person: person, Claim: hashCode(h.pepper, code), Now: time.Now()}
	if err := h.inDirectory(ctx, claim); err != nil {
		return err
	}
	return h.agreeAll(ctx)
}

// EndClaim ends what a code made of somebody: an organiser of the installation.
func (h *Host) EndClaim(ctx context.Context, by, person PersonID) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	if err := h.inDirectory(ctx, &UnnameOrganiser{Person: person, By: by}); err != nil {
		return err
	}
	return h.agreeAll(ctx)
}

// NameOrganisers makes whoever has these keys organisers of the installation.
func (h *Host) NameOrganisers(ctx context.Context, keys []Fingerprint) error {
	for _, k := range keys {
		if h.directory.State().organisers[k] {
			continue
		}
		if err := h.inDirectory(ctx, &NameOrganiser{Key: k}); err != nil {
			return err
		}
	}
	return h.agreeAll(ctx)
}

// OnlyOrganisers is NameOrganisers, and ends the role of whoever was named by
// another key before. Whoever became an organiser by a code keeps it.
func (h *Host) OnlyOrganisers(ctx context.Context, keys []Fingerprint) error {
	for k := range h.directory.State().organisers {
		if slices.Contains(keys, k) {
			continue
		}
		if err := h.inDirectory(ctx, &UnnameOrganiser{Key: k}); err != nil {
			return err
		}
	}
	return h.NameOrganisers(ctx, keys)
}
