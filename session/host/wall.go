package host

import (
	"context"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// wall is a screen that all who are in the room look at. Nobody sits there, and it shows
// only what everybody may read who attends the meeting.
type wall struct {
	code directory.Invitation // that opened it, as it was shown; none where a member did
	by   session.MemberID     // who has shown it; empty for nobody who is known here
	host *Host
	own  *session.Own // nobody's
}

// WatchWall wakes a wall of a meeting as [Host.Watch] does a member's terminal, for a code
// as it was shown and whoever has shown it, empty for nobody who is known. It counts as
// nobody present, and the code is not used up by it. A code that lets in nobody new opens
// no wall, also for whom it has let in before.
func (h *Host) WatchWall(ctx context.Context, shown directory.Invitation, by directory.PersonID) (*Watcher, error) {
	given, err := h.directory.State().Shown(shown.Hash, time.Now()) // the caller's may have been altered
	if err != nil {
		return nil, err
	}
	if given.Invitation == nil {
		return nil, refusal.New(refusal.CodeWrong)
	}
	p, _ := h.Person(by)
	w, err := h.WatchWallOf(ctx, given.Invitation.Community, given.Invitation.Meeting, "")
	if err == nil {
		w.wall.code, w.wall.by = *given.Invitation, p.Memberships[given.Invitation.Community]
	}
	return w, err
}

// WatchWallOf is WatchWall for a wall that a member opens.
func (h *Host) WatchWallOf(ctx context.Context, community method.CommunityID, meeting method.MeetingID, member session.MemberID) (*Watcher, error) {
	w, err := h.Watch(ctx, community, meeting, member)
	if err != nil {
		return nil, err
	}
	w.wall = &wall{host: h, own: &session.Own{Member: &session.Member{}}}
	return w, nil
}

// see is what the wall shows.
func (wl *wall) see(w *Watcher) (*session.Shared, *session.Own, error) {
	shared, _, err := w.of.views.lookAs(func(c *session.Community, _ uint64) (method.Audience, error) {
		reads, err := wl.reads(c, w)
		if err != nil {
			return "", err
		}
		return c.OnWall(w.meeting, reads)
	})
	if err != nil {
		return nil, nil, err
	}
	return shared, wl.own, nil
}

// reads is what whoever opened the wall reads. It is refused once the code was revoked or
// renewed or is over, or whoever opened the wall was sent out.
func (wl *wall) reads(c *session.Community, w *Watcher) (method.Audience, error) {
	if wl.code.ID == "" {
		return c.AudienceOf(w.member), c.MayEnter(w.member, w.meeting)
	}
	if err := wl.host.directory.State().Ended(wl.code, time.Now()); err != nil {
		return "", err
	}
	return wl.code.Audience, c.StaysOut(wl.by, w.meeting)
}
