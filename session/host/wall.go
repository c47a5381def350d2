package host

import (
	"context"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// wall is a screen that all who are in the room look at. Nobody sits there, and it shows
// only what everybody may read who attends the meeting.
type wall struct {
	code directory.Invitation // that opened it, as it was then; none where a member did
	host *Host
	own  *session.Own // nobody's
}

// WatchWall wakes a wall of a meeting as [Host.Watch] does a member's terminal. It counts
// as nobody present, and the code is not used up by it.
func (h *Host) WatchWall(ctx context.Context, i directory.Invitation) (*Watcher, error) {
	return h.watchWall(ctx, i.Community, i.Meeting, "", i)
}

// WatchWallOf is WatchWall for a wall that a member opens.
func (h *Host) WatchWallOf(ctx context.Context, community method.CommunityID, meeting method.MeetingID, member session.MemberID) (*Watcher, error) {
	return h.watchWall(ctx, community, meeting, member, directory.Invitation{})
}

func (h *Host) watchWall(ctx context.Context, community method.CommunityID, meeting method.MeetingID, member session.MemberID, code directory.Invitation) (*Watcher, error) {
	w, err := h.Watch(ctx, community, meeting, member)
	if err != nil {
		return nil, err
	}
	w.wall = &wall{code, h, &session.Own{Member: &session.Member{}}}
	return w, nil
}

// see is what the wall shows.
func (wl *wall) see(w *Watcher) (*session.Shared, *session.Own, error) {
	c := w.of.State()
	reads, err := wl.reads(c, w)
	if err != nil {
		return nil, nil, err
	}
	audience, err := c.OnWall(w.meeting, reads)
	if err != nil {
		return nil, nil, err
	}
	shared, _ := w.of.views.look(audience)
	return shared, wl.own, nil
}

// reads is what whoever opened the wall reads. It is refused once the code was revoked or
// renewed, or the member was sent out.
func (wl *wall) reads(c *session.Community, w *Watcher) (method.Audience, error) {
	if wl.code.ID == "" {
		return c.AudienceOf(w.member), c.MayEnter(w.member, w.meeting)
	}
	i, known := wl.host.directory.State().Invitation(wl.code.ID)
	if !known || i.Revoked || i.Hash != wl.code.Hash {
		return "", refusal.New(refusal.CodeRevoked)
	}
	return i.Audience, nil
}
