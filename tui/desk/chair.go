package desk

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// Chair is a member's place in a community and, where one is named, in the room
// of a meeting. It is made ready away from the screen: a community that nobody
// has open is read from the store first.
type Chair struct {
	Community method.CommunityID
	Member    session.MemberID
	Meeting   method.MeetingID
	Wall      bool                  // nobody sits there; see [host.Host.WatchWall]
	Code      *directory.Invitation // that opened the wall, as it was shown; nil where the member did
	By        directory.PersonID    // who has shown it; empty for nobody who is known

	watcher *host.Watcher
	shared  *session.Shared
	own     *session.Own
	leave   func()      // out of the room; nil where no meeting is named
	sat     func() bool // stops ctx from giving the chair up: whoever sits on it does that
}

// MakeReady makes a chair ready. It gives the chair up when ctx, which ends with the
// terminal, ends before somebody sits on it.
func MakeReady(ctx context.Context, host *host.Host, c Chair) (*Chair, error) {
	var err error
	if c.watcher, err = c.watch(ctx, host); err != nil {
		return nil, err
	}
	c.shared, c.own, err = c.watcher.See()
	// Who reads a meeting that they do not attend is not in its room.
	if err == nil && c.Meeting != "" && !c.Wall && c.shared.RoleIn(c.Meeting, c.Member) != "" {
		c.leave, err = host.EnterRoom(ctx, c.Community, c.Meeting, c.Member)
	}
	if err != nil {
		c.watcher.Close()
		return nil, err
	}
	c.sat = context.AfterFunc(ctx, c.GiveUp)
	return &c, nil
}

func (c *Chair) watch(ctx context.Context, host *host.Host) (*host.Watcher, error) {
	switch {
	case c.Code != nil:
		return host.WatchWall(ctx, *c.Code, c.By)
	case c.Wall:
		return host.WatchWallOf(ctx, c.Community, c.Meeting, c.Member)
	}
	return host.Watch(ctx, c.Community, c.Meeting, c.Member)
}

// Reads is whose view is seen from the chair.
func (c *Chair) Reads() method.Audience { return c.shared.Audience }

// GiveUp leaves a chair on which nobody sits.
func (c *Chair) GiveUp() {
	if c.leave != nil {
		c.leave()
	}
	c.watcher.Close()
}

// Joined joins a meeting by an invitation and makes a chair ready there.
func Joined(ctx context.Context, host *host.Host, person directory.PersonID, i directory.Invitation, p session.Profile) (*Chair, error) {
	member, err := host.Join(ctx, person, i, p)
	if err != nil {
		return nil, err
	}
	return MakeReady(ctx, host, Chair{Community: i.Community, Member: member, Meeting: i.Meeting})
}

// Sit takes a chair, and leaves the one before.
func (d *Desk) Sit(c *Chair) {
	d.Stand()
	c.sat()
	d.Community, d.Member, d.Meeting = c.Community, c.Member, c.Meeting
	d.Watcher, d.Shared, d.Own, d.leave, d.onWall = c.watcher, c.shared, c.own, c.leave, c.Wall
	d.Room = c.watcher.Room(c.Meeting)
	if c.Wall && c.Code == nil {
		d.mine = d.Words
	}
}

// Stand leaves the community and the room. The language that a wall was shown in is not
// the person's.
func (d *Desk) Stand() {
	if d.mine != nil {
		d.Words, d.mine = d.mine, nil
	}
	if d.leave != nil {
		d.tellWriting(false)
		d.leave()
	}
	if d.Watcher != nil {
		d.Watcher.Close()
	}
	d.leave, d.Watcher, d.Shared, d.Own, d.Room = nil, nil, nil, nil, host.Room{}
	d.Community, d.Member, d.Meeting = "", "", ""
	d.Offered, d.Visiting, d.missed, d.told = "", false, "", told{}
	d.gathering, d.whileTrue, d.SaidBy, d.Interpreting = gathering{}, whileTrue{}, nil, ""
}

// ToLobby leaves the community for the lobby.
func (d *Desk) ToLobby() tea.Cmd {
	d.Stand()
	return d.Only(place.Lobby{})
}
