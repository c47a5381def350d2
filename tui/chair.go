package tui

import (
	"context"

	"github.com/convene-ssh/convene/session"
)

// chair is a member's place in a community and, where one is named, in the room
// of a meeting. It is made ready away from the screen: a community that nobody
// has open is read from the store first.
type chair struct {
	community session.CommunityID
	member    session.MemberID
	meeting   session.MeetingID

	watcher *session.Watcher
	shared  *session.Shared
	own     *session.Own
	leave   func()      // out of the room; nil where no meeting is named
	kept    func() bool // the chair, although the terminal may end
}

// ready makes a chair ready. It is free again when ctx, which ends with the
// terminal, ends before somebody sits on it.
func ready(ctx context.Context, host *session.Host, c chair) (*chair, error) {
	var err error
	if c.watcher, err = host.Watch(ctx, c.community, c.member); err != nil {
		return nil, err
	}
	c.shared, c.own, err = c.watcher.See()
	// Who reads a meeting that they do not attend is not in its room.
	if err == nil && c.meeting != "" && c.shared.RoleIn(c.meeting, c.member) != "" {
		c.leave, err = host.EnterRoom(ctx, c.community, c.meeting, c.member)
	}
	if err != nil {
		c.watcher.Close()
		return nil, err
	}
	c.kept = context.AfterFunc(ctx, c.free)
	return &c, nil
}

// free gives the chair up.
func (c *chair) free() {
	if c.leave != nil {
		c.leave()
	}
	c.watcher.Close()
}

// joined joins a meeting by an invitation and makes a chair ready there.
func joined(ctx context.Context, host *session.Host, person session.PersonID, i session.Invitation, p session.Profile) (*chair, error) {
	member, err := host.Join(ctx, person, i, p)
	if err != nil {
		return nil, err
	}
	return ready(ctx, host, chair{community: i.Community, member: member, meeting: i.Meeting})
}
