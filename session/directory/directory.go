package directory

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Fingerprint names a public key, as SHA256:… does in OpenSSH.
type Fingerprint string

// Directory is the state of the directory's log, which has the same rules as a
// community's.
type Directory struct {
	people      ledger.Roll[PersonID, *Person]
	byKey       ledger.Roll[Fingerprint, PersonID]
	byReturn    ledger.Roll[Hash, PersonID] // also by codes that others have replaced
	communities map[method.CommunityID]*Listing
	invitations ledger.Roll[InvitationID, *Invitation]
	byCode      ledger.Roll[Hash, InvitationID]
	claim       OfferClaim // without a hash when it was used
	organisers  map[Fingerprint]bool
	named       ledger.Roll[Fingerprint, map[ledger.Seq]any] // the records that name a key, with the bodies that do not
	tx          ledger.Tx
}

// Begin makes a working copy; see [ledger.State].
func (d *Directory) Begin() *Directory {
	draft := *d
	draft.tx = ledger.Tx{}
	return &draft
}

// Settle ends its changes.
func (d *Directory) Settle() { d.tx = nil }

// ClearShelf does nothing: the directory has no shelf.
func (d *Directory) ClearShelf() {}

// Keep does nothing.
func (d *Directory) Keep(ledger.ShelfWrite) {}

// Person is somebody known to this installation: no name, no address, only what
// lets them come back.
type Person struct {
	ID        PersonID
	Language  string // BCP 47; empty until they choose
	Organiser bool   // of the installation, and so of every community
	// Memberships names the person in each community they were let into.
	Memberships map[method.CommunityID]session.MemberID
	// before names who they were in a community before they turned out to be the
	// same as another member.
	before  map[method.CommunityID]session.MemberID
	grants  map[InvitationID]bool
	claimed bool // organiser by a code
	returns Hash // of their return code
	// told are the records that tell of them more than that there is somebody, with
	// the bodies that tell no more.
	told map[ledger.Seq]any
}

// hostOnly refuses what is not of the Host: it alone changes the directory.
func hostOnly(who session.Who) error {
	if !who.Host {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// MeetPerson adds somebody, with the key that they signed with if they have
// one, with the return code that brings them back without it, and with the
// language in which they read.
type MeetPerson struct {
	ledger.Base[*Directory]
	Person   PersonID    `json:"person"`
	Key      Fingerprint `json:"key,omitempty"`
	Return   Hash        `json:"return,omitempty"`
	Language string      `json:"language,omitempty"`

	New bool `json:"-"` // nobody knows them yet
}

// Check refuses a key that belongs to somebody else, what cannot be a language, and
// whoever was erased meanwhile.
func (m *MeetPerson) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if !m.New && d.people.Of(m.Person) == nil {
		return refusal.New(refusal.NotFound)
	}
	if owner := d.byKey.Of(m.Key); m.Key != "" && owner != "" && owner != m.Person {
		return refusal.New(refusal.Exists, "name", string(m.Key))
	}
	return checkLanguage(m.Language)
}

func checkLanguage(tag string) error {
	if len(tag) > 20 {
		return refusal.New(refusal.Invalid, "field", "language")
	}
	return nil
}

// Apply adds them, or what is new to what is known of them.
func (m *MeetPerson) Apply(d *Directory, s session.Stamp) {
	p := &Person{ID: m.Person}
	if known := d.people.Of(m.Person); known != nil {
		*p = *known
	}
	p.Organiser = p.Organiser || m.Key != "" && d.organisers[m.Key]
	ledger.PutRoll(d.tx, &d.people, m.Person, p)
	ledger.Put(d.tx, &p.told, s.Seq, any(&MeetPerson{Person: m.Person}))
	if m.Key != "" {
		ledger.PutRoll(d.tx, &d.byKey, m.Key, m.Person)
		d.names(m.Key, s, &MeetPerson{Person: m.Person, Return: m.Return, Language: m.Language})
	}
	if m.Return != "" {
		ledger.PutRoll(d.tx, &d.byReturn, m.Return, m.Person)
		p.returns = m.Return
	}
	if m.Language != "" {
		p.Language = m.Language
	}
}

// PreferLanguage remembers the language in which somebody reads.
type PreferLanguage struct {
	ledger.Base[*Directory]
	Person   PersonID `json:"person"`
	Language string   `json:"language"`
}

// Check refuses what cannot be a language.
func (p *PreferLanguage) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if d.people.Of(p.Person) == nil || p.Language == "" {
		return refusal.New(refusal.Invalid, "field", "language")
	}
	return checkLanguage(p.Language)
}

// Apply remembers it.
func (p *PreferLanguage) Apply(d *Directory, s session.Stamp) {
	of := ledger.EditRoll(d.tx, &d.people, p.Person)
	of.Language = p.Language
	ledger.Put(d.tx, &of.told, s.Seq, any(&PreferLanguage{Person: p.Person}))
}

// EnterCommunity names an organiser of the installation in a community.
type EnterCommunity struct {
	ledger.Base[*Directory]
	Person    PersonID           `json:"person"`
	Community method.CommunityID `json:"community"`
	Member    session.MemberID   `json:"member"`
}

// Check lets organisers of the installation into every community.
func (e *EnterCommunity) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if p, l := d.people.Of(e.Person), d.communities[e.Community]; p == nil || !p.Organiser || l == nil || l.Removed != "" {
		return refusal.New(refusal.NotAllowed)
	}
	return nil
}

// Apply keeps the name that the person has there, if any.
func (e *EnterCommunity) Apply(d *Directory, s session.Stamp) {
	d.enter(e.Person, e.Community, e.Member, s, &EnterCommunity{Person: e.Person, Community: e.Community})
}

// enter names a person in a community by a record; bare is its body without that
// name.
func (d *Directory) enter(person PersonID, community method.CommunityID, member session.MemberID, s session.Stamp, bare any) {
	p := ledger.EditRoll(d.tx, &d.people, person)
	ledger.Put(d.tx, &p.told, s.Seq, bare)
	if p.Memberships[community] == "" {
		ledger.Put(d.tx, &p.Memberships, community, member)
	}
}

// MergePerson lets somebody come into a community as another of its members, with
// whom they are one person, or again as who they were before.
type MergePerson struct {
	ledger.Base[*Directory]
	Person    PersonID           `json:"person"`
	Community method.CommunityID `json:"community"`
	Member    session.MemberID   `json:"member,omitempty"` // empty for who they were
}

// Check lets only the Host say it, of who is a member there.
func (m *MergePerson) Check(d *Directory, who session.Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if p := d.people.Of(m.Person); p == nil || p.Memberships[m.Community] == "" {
		return refusal.New(refusal.NotFound)
	}
	return nil
}

// Apply makes them the one or the other.
func (m *MergePerson) Apply(d *Directory, s session.Stamp) {
	p := ledger.EditRoll(d.tx, &d.people, m.Person)
	ledger.Put(d.tx, &p.told, s.Seq, any(&MergePerson{Person: m.Person, Community: m.Community}))
	if m.Member != "" {
		ledger.Put(d.tx, &p.before, m.Community, p.Memberships[m.Community])
		ledger.Put(d.tx, &p.Memberships, m.Community, m.Member)
		return
	}
	if before := p.before[m.Community]; before != "" {
		ledger.Put(d.tx, &p.Memberships, m.Community, before)
		ledger.Delete(d.tx, &p.before, m.Community)
	}
}

// Before is who they were in a community before they turned out to be the same as
// another member; empty for most.
func (p *Person) Before(community method.CommunityID) session.MemberID { return p.before[community] }
