package session

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
)

// InviteFor is how long an invitation is good unless somebody says otherwise,
// and InviteUses for how many people.
const (
	InviteFor  = 14 * 24 * time.Hour
	InviteUses = 100
	// An invitation is good for no less and no more than this.
	inviteLeast = time.Minute
	inviteMost  = 365 * 24 * time.Hour
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
	if err := i.check(); err != nil {
		return "", err
	}
	if err := l.State().mayInvite(by, i); err != nil {
		return "", err
	}
	// The end was counted from a moment ago.
	if good := time.Until(i.Expires).Round(time.Second); good < inviteLeast || good > inviteMost {
		return "", Refuse(GoodFor, "field", "expires", "minutes", int(inviteLeast.Minutes()), "days", int(inviteMost.Hours()/24))
	}
	code := newCode(h.env.Random, joinLetters)
	i.ID, i.Community, i.Hash = NewID[InvitationID](h.env.Random), community, hashCode(h.pepper, code)
	return code, h.recordInvitation(ctx, l, &MakeInvitation{Invitation: i})
}

// mayInvite refuses whoever does not steer the meeting, or would give more than
// they have.
func (c *Community) mayInvite(by MemberID, i Invitation) error {
	if err := c.require(Steer, i.Meeting, Who{Member: by}); err != nil {
		return err
	}
	if !c.RoleIn(i.Meeting, by).May(i.Role.rights()) || !c.AudienceOf(by).Reads(i.Audience) {
		return Refuse(NotAllowed)
	}
	return nil
}

// recordInvitation makes a change in the directory and wakes who watches the
// community's invitations.
func (h *Host) recordInvitation(ctx context.Context, l *live, change ledger.Change[*Directory]) error {
	err := h.inDirectory(ctx, change)
	l.roomChanged()
	return err
}

// Invitations lists a meeting's invitations, without their codes, for somebody
// who may invite.
func (h *Host) Invitations(ctx context.Context, community CommunityID, by MemberID, meeting MeetingID) ([]Invitation, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	defer l.release()
	if err := l.State().require(Steer, meeting, Who{Member: by}); err != nil {
		return nil, err
	}
	return h.directory.State().invitationsTo(community, meeting), nil
}

// Revoke ends a join code. Whoever it let in stays in.
func (h *Host) Revoke(ctx context.Context, community CommunityID, by MemberID, id InvitationID) error {
	return h.changeInvitation(ctx, community, by, id, &RevokeInvitation{Invitation: id})
}

// Pause lets a join code let nobody new in until it is resumed.
func (h *Host) Pause(ctx context.Context, community CommunityID, by MemberID, id InvitationID, resume bool) error {
	return h.changeInvitation(ctx, community, by, id, &PauseInvitation{Invitation: id, Resume: resume})
}

// RenewInvitation makes the code that takes the place of another, and returns it
// with what it is for. It is shown once.
func (h *Host) RenewInvitation(ctx context.Context, community CommunityID, by MemberID, id InvitationID) (Invitation, string, error) {
	code := newCode(h.env.Random, joinLetters)
	renew := &RenewInvitation{Invitation: id, Hash: hashCode(h.pepper, code), Now: time.Now()}
	if err := h.changeInvitation(ctx, community, by, id, renew); err != nil {
		return Invitation{}, "", err
	}
	return *h.directory.State().invitations[id], code, nil
}

// changeInvitation changes a join code of a meeting for somebody who could have
// made it; to revoke or pause one, it is enough to steer the meeting.
func (h *Host) changeInvitation(ctx context.Context, community CommunityID, by MemberID, id InvitationID, change ledger.Change[*Directory]) error {
	i := h.directory.State().invitations[id]
	if i == nil || i.Community != community {
		return Refuse(NotFound)
	}
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	if _, makes := change.(*RenewInvitation); makes {
		err = l.State().mayInvite(by, *i)
	} else {
		err = l.State().require(Steer, i.Meeting, Who{Member: by})
	}
	if err != nil {
		return err
	}
	return h.recordInvitation(ctx, l, change)
}
