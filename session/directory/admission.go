package directory

import (
	"iter"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Admission is what a code or a key gives whoever shows it.
type Admission struct {
	Person     PersonID // who they are, where that is known
	Invitation *Invitation
	Claim      bool // they may become an organiser of the installation
}

// Shown finds what the code gives that has a hash; see [Admission]. The invitation has the
// hash that was shown, also where it has another by now.
func (d *Directory) Shown(hash Hash, now time.Time) (Admission, error) {
	switch p := d.people.Of(d.byReturn.Of(hash)); {
	case p != nil && p.returns != hash:
		return Admission{}, refusal.New(refusal.CodeReplaced)
	case p != nil:
		return Admission{Person: p.ID}, nil
	case d.claim.Hash == hash:
		return Admission{Claim: true}, d.claim.refusal(now)
	}
	i := d.invitations.Of(d.byCode.Of(hash))
	if i == nil {
		return Admission{}, refusal.New(refusal.CodeWrong)
	}
	shown := *i
	shown.Hash = hash
	if err := d.Ended(shown, now); err != nil {
		return Admission{Invitation: &shown}, err
	}
	return Admission{Invitation: &shown}, i.refusal(now)
}

// Ended refuses an invitation, as it was shown, that was revoked or renewed since, or is
// over.
func (d *Directory) Ended(shown Invitation, now time.Time) error {
	i := d.invitations.Of(shown.ID)
	if i == nil || i.Hash != shown.Hash {
		return refusal.New(refusal.CodeRevoked)
	}
	return i.ended(now)
}

// Person is what is known of somebody.
func (d *Directory) Person(id PersonID) (Person, bool) {
	if p := d.people.Of(id); p != nil && id != "" {
		return *p, true
	}
	return Person{}, false
}

// PersonByKey is whoever has the key that signed.
func (d *Directory) PersonByKey(key Fingerprint) (Person, bool) { return d.Person(d.byKey.Of(key)) }

// PersonOf is whoever is that member of a community; of several who turned out to be
// one person, the one who was that member from the beginning.
func (d *Directory) PersonOf(community method.CommunityID, member session.MemberID) (Person, bool) {
	for id, p := range d.people.All() {
		if member != "" && p.Memberships[community] == member && p.Before(community) == "" {
			return d.Person(id)
		}
	}
	return Person{}, false
}

// SameAs are the others whom a merge has made one with a person: all that they are in the
// communities, the person is too.
func (d *Directory) SameAs(person PersonID) []PersonID {
	of, _ := d.Person(person)
	var all []PersonID
	for id, p := range d.people.All() {
		same := id != person && len(p.Memberships) > 0
		for community, member := range p.Memberships {
			same = same && of.Memberships[community] == member
		}
		if same {
			all = append(all, id)
		}
	}
	slices.Sort(all)
	return all
}

// People are all that it knows, in no order.
func (d *Directory) People() iter.Seq2[PersonID, *Person] { return d.people.All() }

// Languages are those in which the members of a community read, as far as they have
// chosen one.
func (d *Directory) Languages(community method.CommunityID) map[session.MemberID]string {
	all := map[session.MemberID]string{}
	for _, p := range d.people.All() {
		if member := p.Memberships[community]; member != "" && p.Language != "" {
			all[member] = p.Language
		}
	}
	return all
}

// Known counts the people that it knows.
func (d *Directory) Known() int { return d.people.Len() }

// Holds reports whether an invitation let the person in.
func (p *Person) Holds(i InvitationID) bool { return p.grants[i] }

// Grants are the invitations that let a person into a community, in the order of
// their ids.
func (d *Directory) Grants(person PersonID, community method.CommunityID) []Invitation {
	p, _ := d.Person(person)
	var all []Invitation
	for id := range p.grants {
		if i := d.invitations.Of(id); i.Community == community {
			all = append(all, *i)
		}
	}
	slices.SortFunc(all, func(a, b Invitation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all
}

// Listing is a community as the directory knows it, if it does.
func (d *Directory) Listing(id method.CommunityID) (Listing, bool) {
	if l := d.communities[id]; l != nil {
		return *l, true
	}
	return Listing{}, false
}

// Communities lists all communities but those that were removed, in the order of their ids.
func (d *Directory) Communities() []Listing {
	return d.listings(func(l *Listing) bool { return l.Removed == "" })
}

// RemovedCommunities lists the communities that can be brought back.
func (d *Directory) RemovedCommunities() []Listing {
	return d.listings(func(l *Listing) bool { return l.Removed != "" })
}

func (d *Directory) listings(takes func(*Listing) bool) []Listing {
	var all []Listing
	for _, l := range d.communities {
		if takes(l) {
			all = append(all, *l)
		}
	}
	slices.SortFunc(all, func(a, b Listing) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all
}
