package session

import (
	"slices"
	"strings"
	"time"
)

// Invitation is a join code without the code.
type Invitation struct {
	ID        InvitationID `json:"id"`
	Community CommunityID  `json:"community"`
	Meeting   MeetingID    `json:"meeting"`
	Role      Role         `json:"role"`
	Audience  Audience     `json:"audience"`
	Hash      Hash         `json:"hash"`
	Expires   time.Time    `json:"expires"`
	Uses      int          `json:"uses"` // how many people may use it
	Used      int          `json:"-"`
	Revoked   bool         `json:"-"`
}

// refusal says why an invitation no longer lets anybody in.
func (i *Invitation) refusal(now time.Time) error {
	switch {
	case i.Revoked:
		return Refuse(CodeRevoked)
	case !now.Before(i.Expires):
		return Refuse(CodeExpired, "when", i.Expires.UTC().Format("2006-01-02 15:04 UTC"))
	case i.Used >= i.Uses:
		return Refuse(CodeUsedUp)
	}
	return nil
}

// MakeInvitation adds a join code.
type MakeInvitation struct {
	Invitation
}

// Check refuses an invitation that would let nobody in.
func (m *MakeInvitation) Check(d *Directory, who Who) error {
	switch {
	case !who.joining:
		return Refuse(NotAllowed)
	case d.communities[m.Community] == nil:
		return Refuse(NotFound)
	case !m.Role.Valid() || !m.Audience.Valid():
		return Refuse(Invalid, "field", "role")
	case m.Uses < 1 || m.Uses > MaxMembers:
		return Refuse(Invalid, "field", "uses")
	case m.Expires.IsZero():
		return Refuse(Invalid, "field", "expires")
	case d.byCode[m.Hash] != "":
		return Refuse(Exists, "name", "code")
	}
	return nil
}

// Apply adds it.
func (m *MakeInvitation) Apply(d *Directory, _ Stamp) {
	put(d.tx, &d.invitations, m.ID, &m.Invitation)
	put(d.tx, &d.byCode, m.Hash, m.ID)
}

// UseInvitation lets somebody into a community. Its id makes joining the same
// meeting twice one use, in both logs.
type UseInvitation struct {
	Invitation InvitationID `json:"invitation"`
	Person     PersonID     `json:"person"`
	Member     MemberID     `json:"member"`

	Now time.Time `json:"-"` // when it was shown
}

// Check refuses codes that are expired, used up or revoked. Somebody whom it
// let in before stays in.
func (u *UseInvitation) Check(d *Directory, who Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	i, p := d.invitations[u.Invitation], d.people.Of(u.Person)
	if i == nil || p == nil {
		return Refuse(CodeWrong)
	}
	if p.grants[u.Invitation] {
		return nil
	}
	return i.refusal(u.Now)
}

// Apply counts the use.
func (u *UseInvitation) Apply(d *Directory, _ Stamp) {
	if d.people.Of(u.Person).grants[u.Invitation] {
		return
	}
	i := edit(d.tx, &d.invitations, u.Invitation)
	i.Used++
	put(d.tx, &amend(d.tx, &d.people, u.Person).grants, u.Invitation, true)
	d.enter(u.Person, i.Community, u.Member)
}

// RevokeInvitation ends a join code; who is in stays in.
type RevokeInvitation struct {
	Invitation InvitationID `json:"invitation"`
}

// Check refuses one that is not there.
func (r *RevokeInvitation) Check(d *Directory, who Who) error {
	if err := hostOnly(who); err != nil {
		return err
	}
	if d.invitations[r.Invitation] == nil {
		return Refuse(NotFound)
	}
	return nil
}

// Apply ends it.
func (r *RevokeInvitation) Apply(d *Directory, _ Stamp) {
	edit(d.tx, &d.invitations, r.Invitation).Revoked = true
}

// invitationsTo lists a meeting's invitations, those with most rights first.
func (d *Directory) invitationsTo(community CommunityID, meeting MeetingID) []Invitation {
	var all []Invitation
	for _, i := range d.invitations {
		if i.Community == community && i.Meeting == meeting {
			all = append(all, *i)
		}
	}
	slices.SortFunc(all, func(a, b Invitation) int {
		if x := slices.Index(Roles(), a.Role) - slices.Index(Roles(), b.Role); x != 0 {
			return x
		}
		return strings.Compare(string(a.ID), string(b.ID))
	})
	return all
}
