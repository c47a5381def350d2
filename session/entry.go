package session

import (
	"context"
	"errors"
	"slices"
	"strings"
	"time"
)

// Entry is what a code, or a key, gives its bearer.
type Entry struct {
	Person     PersonID // who they are, where that is known
	Invitation *Invitation
	Claim      bool // they may become the installation's organiser
}

// PersonByKey recognises the key that somebody signed with.
func (h *Host) PersonByKey(key Fingerprint) (Person, bool) {
	d := h.directory.state()
	return d.person(d.byKey.Of(key))
}

// Person is what the directory knows of somebody.
func (h *Host) Person(id PersonID) (Person, bool) { return h.directory.state().person(id) }

func (d *Directory) person(id PersonID) (Person, bool) {
	if p := d.people.Of(id); p != nil && id != "" {
		return *p, true
	}
	return Person{}, false
}

// Present shows a code at the door: a join code, a return code or the claim
// code. It changes nothing. A code that lets nobody in is refused with the
// reason.
func (h *Host) Present(code string) (Entry, error) {
	if _, ok := ParseCode(code); !ok {
		return Entry{}, Refuse(CodeWrong)
	}
	d, hash := h.directory.state(), hashCode(h.pepper, code)
	if id := d.byReturn.Of(hash); id != "" {
		return Entry{Person: id}, nil
	}
	if d.claim != "" && d.claim == hash {
		return Entry{Claim: true}, nil
	}
	i := d.invitations[d.byCode[hash]]
	if i == nil {
		return Entry{}, Refuse(CodeWrong)
	}
	shown := *i
	return Entry{Invitation: &shown}, i.refusal(h.env.clock.Now())
}

// tell makes a change in the directory on behalf of the installation.
func (h *Host) tell(ctx context.Context, change Change[*Directory]) error {
	return h.directory.Do(ctx, Deed[*Directory]{ID: h.NewChange(), Who: Who{joining: true}, Change: change})
}

// Meet adds a person, with their key if they signed with one and the language
// in which they read, empty until they choose, and returns the code that brings
// them back without the key. The code is shown once and kept only as a hash.
func (h *Host) Meet(ctx context.Context, key Fingerprint, language string) (PersonID, string, error) {
	if p, known := h.PersonByKey(key); known {
		return p.ID, "", nil
	}
	code := newCode(h.env.random, returnLetters)
	id := NewID[PersonID](h.env.random)
	err := h.tell(ctx, &MeetPerson{id, key, hashCode(h.pepper, code), language})
	if p, known := h.PersonByKey(key); known && errors.Is(err, Refuse(Exists)) {
		return p.ID, "", nil // at another terminal, at the same time
	}
	return id, code, err
}

// Renew gives a person a new return code; the old one is void.
func (h *Host) Renew(ctx context.Context, person PersonID) (string, error) {
	if _, known := h.Person(person); !known {
		return "", Refuse(NotFound)
	}
	code := newCode(h.env.random, returnLetters)
	return code, h.tell(ctx, &MeetPerson{Person: person, Return: hashCode(h.pepper, code)})
}

// Prefer remembers the language in which a person reads.
func (h *Host) Prefer(ctx context.Context, person PersonID, language string) error {
	if p, _ := h.Person(person); p.Language == language && language != "" {
		return nil
	}
	return h.tell(ctx, &PreferLanguage{person, language})
}

// Claim makes a person the installation's organiser, once, by the claim code.
func (h *Host) Claim(ctx context.Context, person PersonID, code string) error {
	return h.tell(ctx, &NameOrganiser{Person: person, Claim: hashCode(h.pepper, code)})
}

// OfferClaim prepares the code by which the first organiser claims the
// installation. It is empty where there is one already.
func (h *Host) OfferClaim(ctx context.Context) (string, error) {
	if h.directory.state().organised() {
		return "", nil
	}
	code := newCode(h.env.random, returnLetters)
	return code, h.tell(ctx, &OfferClaim{hashCode(h.pepper, code)})
}

// NameOrganisers makes whoever has these keys organisers of the installation.
func (h *Host) NameOrganisers(ctx context.Context, keys []Fingerprint) error {
	for _, k := range keys {
		if h.directory.state().organisers[k] {
			continue
		}
		if err := h.tell(ctx, &NameOrganiser{Key: k}); err != nil {
			return err
		}
	}
	return nil
}

// OnlyOrganisers is NameOrganisers, and ends the role of whoever was named by
// another key before. Whoever claimed the installation keeps it.
func (h *Host) OnlyOrganisers(ctx context.Context, keys []Fingerprint) error {
	for k := range h.directory.state().organisers {
		if slices.Contains(keys, k) {
			continue
		}
		if err := h.tell(ctx, &UnnameOrganiser{Key: k}); err != nil {
			return err
		}
	}
	return h.NameOrganisers(ctx, keys)
}

// throughBoth is the context of what is written to two logs: a line that drops
// must not leave it in the first one only.
func throughBoth(ctx context.Context) (context.Context, error) {
	return context.WithoutCancel(ctx), ctx.Err()
}

// Join lets a person into the meeting of an invitation, as a new member with
// that profile or as the member that they are. Doing it twice is doing it once.
func (h *Host) Join(ctx context.Context, person PersonID, i Invitation, profile Profile) (MemberID, error) {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return "", err
	}
	if p, _ := h.Person(person); !p.grants[i.ID] {
		use := &UseInvitation{Invitation: i.ID, Person: person, Member: NewID[MemberID](h.env.random), Now: h.env.clock.Now()}
		if err := h.tell(ctx, use); err != nil {
			return "", err
		}
	}
	i = *h.directory.state().invitations[i.ID] // whatever the caller made of it
	return h.enter(ctx, person, i.Community, &JoinMeeting{
		Meeting: i.Meeting, Role: i.Role, Audience: i.Audience, Profile: &profile,
	})
}

// EnterAsOrganiser lets an organiser of the installation into a community.
func (h *Host) EnterAsOrganiser(ctx context.Context, person PersonID, community CommunityID, profile Profile) (MemberID, error) {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return "", err
	}
	p, _ := h.Person(person)
	if !p.Organiser {
		return "", Refuse(NotAllowed)
	}
	if p.Memberships[community] == "" {
		enter := &EnterCommunity{person, community, NewID[MemberID](h.env.random)}
		if err := h.tell(ctx, enter); err != nil {
			return "", err
		}
	}
	return h.enter(ctx, person, community, &JoinMeeting{Role: Organiser, Audience: Members, Profile: &profile})
}

// enter carries what the directory granted into the community's own log.
func (h *Host) enter(ctx context.Context, person PersonID, community CommunityID, join *JoinMeeting) (MemberID, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return "", err
	}
	defer l.release()
	p, _ := h.Person(person)
	member := p.Memberships[community]
	c := l.state()
	if known := c.Members.Of(member); known != nil {
		role := c.RoleIn("", member)
		if mt := c.Meetings[join.Meeting]; mt != nil {
			role = mt.Attendance.Of(member)
		}
		if role == join.Role && join.Audience.circle() >= known.Audience.circle() {
			return member, nil
		}
		join.Profile = nil
	}
	join.Member = member
	return member, l.Do(ctx, Deed[*Community]{ID: h.NewChange(), Who: Who{member, true}, Change: join})
}

// MemberOf is the member that a person is in a community. Being let in by the
// directory is not enough: a dropped line can come between the two logs.
func (h *Host) MemberOf(ctx context.Context, person PersonID, community CommunityID) (MemberID, bool) {
	p, _ := h.Person(person)
	l, err := h.community(ctx, community)
	if err != nil {
		return "", false
	}
	defer l.release()
	member := p.Memberships[community]
	return member, l.state().Members.Of(member) != nil
}

// Grants are the invitations by which the directory let a person into a
// community, in the order of their ids. With one whose meeting does not know the
// person a join is finished that a dropped line cut short.
func (h *Host) Grants(person PersonID, community CommunityID) []Invitation {
	d := h.directory.state()
	p, _ := d.person(person)
	var all []Invitation
	for id := range p.grants {
		if i := d.invitations[id]; i.Community == community {
			all = append(all, *i)
		}
	}
	slices.SortFunc(all, func(a, b Invitation) int { return strings.Compare(string(a.ID), string(b.ID)) })
	return all
}

// CommunitiesOf lists what a person can enter, in the order of their ids.
func (h *Host) CommunitiesOf(person PersonID) []Listing {
	p, _ := h.Person(person)
	var all []Listing
	for _, l := range h.Communities() {
		if p.Organiser || p.Memberships[l.ID] != "" {
			all = append(all, l)
		}
	}
	return all
}

// Found founds a community. The person must be an organiser of the installation.
func (h *Host) Found(ctx context.Context, person PersonID, id CommunityID, name string, sample bool) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	err = h.tell(ctx, &ListCommunity{id, name, person})
	if err != nil && !errors.Is(err, Refuse(Exists)) {
		return err
	}
	// Listed before but never founded: the server stopped between the two logs.
	// Where it was founded, its own log refuses.
	l, err := h.enliven(ctx, id)
	if err != nil {
		return err
	}
	defer l.release()
	return l.Do(ctx, Deed[*Community]{
		ID: h.NewChange(), Who: Who{joining: true}, Change: &FoundCommunity{id, name, sample},
	})
}

// InviteFor is how long an invitation is good unless somebody says otherwise,
// and InviteUses for how many people.
const (
	InviteFor  = 14 * 24 * time.Hour
	InviteUses = 100
)

// Invite makes a join code for a meeting and returns it. It is shown once and
// kept only as a hash. Nobody can give more than they have: neither rights nor
// what may be read.
func (h *Host) Invite(ctx context.Context, community CommunityID, by MemberID, i Invitation) (string, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return "", err
	}
	defer l.release()
	c := l.state()
	if err := c.require(Steer, i.Meeting, Who{Member: by}); err != nil {
		return "", err
	}
	if !c.RoleIn(i.Meeting, by).May(i.Role.rights()) || !c.AudienceOf(by).Reads(i.Audience) {
		return "", Refuse(NotAllowed)
	}
	code := newCode(h.env.random, joinLetters)
	i.ID, i.Community, i.Hash = NewID[InvitationID](h.env.random), community, hashCode(h.pepper, code)
	return code, h.tell(ctx, &MakeInvitation{i})
}

// Invitations lists a meeting's invitations, without their codes, for somebody
// who may invite.
func (h *Host) Invitations(ctx context.Context, community CommunityID, by MemberID, meeting MeetingID) ([]Invitation, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	defer l.release()
	if err := l.state().require(Steer, meeting, Who{Member: by}); err != nil {
		return nil, err
	}
	return h.directory.state().invitationsTo(community, meeting), nil
}

// Revoke ends a join code. Whoever it let in stays in.
func (h *Host) Revoke(ctx context.Context, community CommunityID, by MemberID, id InvitationID) error {
	i := h.directory.state().invitations[id]
	if i == nil || i.Community != community {
		return Refuse(NotFound)
	}
	if _, err := h.Invitations(ctx, community, by, i.Meeting); err != nil {
		return err
	}
	return h.tell(ctx, &RevokeInvitation{id})
}

func byID(a, b Listing) int { return strings.Compare(string(a.ID), string(b.ID)) }
