package host

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
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
func (h *Host) Invite(ctx context.Context, community method.CommunityID, by session.MemberID, i directory.Invitation) (string, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return "", err
	}
	defer l.release()
	if err := i.Check(); err != nil {
		return "", err
	}
	if err := l.State().RequireGiving(by, i.Meeting, i.Role, i.Audience); err != nil {
		return "", err
	}
	// The end was counted from a moment ago.
	if good := time.Until(i.Expires).Round(time.Second); good < inviteLeast || good > inviteMost {
		return "", refusal.New(refusal.GoodFor, "field", "expires", "minutes", int(inviteLeast.Minutes()), "days", int(inviteMost.Hours()/24))
	}
	code := directory.NewCode(h.env.Random, directory.JoinLetters)
	i.ID, i.Community, i.Hash = method.NewID[directory.InvitationID](h.env.Random), community, directory.HashCode(h.pepper, code)
	return code, h.recordInvitation(ctx, l, &directory.MakeInvitation{Invitation: i})
}

// recordInvitation makes a change in the directory and wakes who watches the
// community's invitations.
func (h *Host) recordInvitation(ctx context.Context, l *live, change ledger.Change[*directory.Directory]) error {
	err := h.inDirectory(ctx, change)
	l.roomChanged()
	return err
}

// Invitations lists a meeting's invitations, without their codes, for somebody
// who may invite.
func (h *Host) Invitations(ctx context.Context, community method.CommunityID, by session.MemberID, meeting method.MeetingID) ([]directory.Invitation, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	defer l.release()
	if err := l.State().Require(method.Steer, meeting, session.Who{Member: by}); err != nil {
		return nil, err
	}
	return h.directory.State().InvitationsTo(community, meeting), nil
}

// Revoke ends a join code. Whoever it let in stays in.
func (h *Host) Revoke(ctx context.Context, community method.CommunityID, by session.MemberID, id directory.InvitationID) error {
	return h.changeInvitation(ctx, community, by, id, false, &directory.RevokeInvitation{Invitation: id})
}

// Pause lets a join code let nobody new in until it is resumed.
func (h *Host) Pause(ctx context.Context, community method.CommunityID, by session.MemberID, id directory.InvitationID, resume bool) error {
	return h.changeInvitation(ctx, community, by, id, resume, &directory.PauseInvitation{Invitation: id, Resume: resume})
}

// RenewInvitation makes the code that takes the place of another, and returns it
// with what it is for. It is shown once.
func (h *Host) RenewInvitation(ctx context.Context, community method.CommunityID, by session.MemberID, id directory.InvitationID) (directory.Invitation, string, error) {
	code := directory.NewCode(h.env.Random, directory.JoinLetters)
	renew := &directory.RenewInvitation{Invitation: id, Hash: directory.HashCode(h.pepper, code), Now: time.Now()}
	if err := h.changeInvitation(ctx, community, by, id, true, renew); err != nil {
		return directory.Invitation{}, "", err
	}
	i, _ := h.directory.State().Invitation(id)
	return i, code, nil
}

// changeInvitation changes a join code of a meeting. For a change that lets people in,
// somebody has to be who could have made it; otherwise it is enough to steer the meeting.
func (h *Host) changeInvitation(ctx context.Context, community method.CommunityID, by session.MemberID, id directory.InvitationID, letsIn bool, change ledger.Change[*directory.Directory]) error {
	i, known := h.directory.State().Invitation(id)
	if !known || i.Community != community {
		return refusal.New(refusal.NotFound)
	}
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	err = l.State().Require(method.Steer, i.Meeting, session.Who{Member: by})
	if letsIn {
		err = l.State().RequireGiving(by, i.Meeting, i.Role, i.Audience)
	}
	if err != nil {
		return err
	}
	return h.recordInvitation(ctx, l, change)
}
