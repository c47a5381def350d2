package desk

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/place"
)

// Rights is what somebody is in a meeting, and what they read; both are empty
// for a newcomer.
type Rights struct {
	Role  method.Role
	Reads method.Audience
}

// CameIn is the answer to somebody who wants to come in.
type CameIn struct {
	Person     directory.PersonID
	ReturnCode string      // new, to be shown once; empty for somebody who has a key
	Chair      *Chair      // in a meeting or a community; nil: only the lobby
	Next       place.Place // where they go on that chair; nil for the home of the meeting
	Again      bool        // they only came back: ask whether it is them
	Given      directory.Admission
	Was        Rights // before
	Err        error
}

// Take goes where somebody was let in, and shows them their new return code.
func (in CameIn) Take(d *Desk) tea.Cmd {
	if in.Again {
		return d.Only(place.Returning{})
	}
	var next tea.Cmd
	switch {
	case in.Chair == nil:
		next = d.Only(place.Lobby{})
	case in.Next != nil:
		next = d.Only(place.Lobby{})
		d.Sit(in.Chair)
		next = tea.Batch(next, d.Go(in.Next))
	default:
		d.Sit(in.Chair)
		next = d.Only(place.Home{})
		in.explain(d)
	}
	if d.ReturnCode != "" {
		d.ShowOnce(&Keepsake{Code: d.ReturnCode})
		d.ReturnCode = ""
	}
	return next
}

// explain says which role the person has now, where that is not the code's or has changed,
// and what they read. Where their own role is not the code's, it offers them the code's for
// this visit.
func (in CameIn) explain(d *Desk) {
	i := in.Given.Invitation
	if i == nil {
		return
	}
	now := Rights{d.Role(), d.Shared.AudienceOf(d.Member)}
	var said []string
	switch {
	case now.Role != i.Role:
		d.Offered = i.Role
		said = append(said, d.T("welcome.kept", "role", d.T("role."+string(now.Role)), "code", d.T("role."+string(i.Role)), "key", VisitKey))
	case in.Was.Role != "" && in.Was.Role != now.Role:
		said = append(said, d.T("welcome.raised", "role", d.T("role."+string(now.Role))))
	}
	switch in.Was.Reads {
	case "":
		said = append(said, d.T("reads."+string(now.Reads)))
	case now.Reads:
	default:
		said = append(said, d.T("welcome.reads", "audience", d.T("audience."+string(now.Reads))))
	}
	d.Notice, d.Failed = strings.Join(said, " "), false
}

// ComeIn goes from a screen to a chair. The screen takes [CameIn], also where help covers it
// by then, and arrives. What is typed before the chair is ready is for the screen that shows
// then.
func ComeIn(d *Desk, from Screen, c Chair) tea.Cmd {
	host := d.Host
	d.Opening = true
	return d.LookUp(from, func(ctx context.Context) tea.Msg {
		c, err := MakeReady(ctx, host, c)
		return CameIn{Chair: c, Err: err}
	})
}

// Arrive goes to where a chair was made ready: a meeting, or the community's room
// between meetings.
func (in CameIn) Arrive(d *Desk) tea.Cmd {
	d.Opening = false
	switch {
	case in.Err != nil:
		d.Refuse(in.Err)
		return nil
	case in.Chair.Meeting == "":
		d.Sit(in.Chair)
		return d.Only(place.Between{})
	}
	return in.Take(d)
}

// VisitKey changes between what somebody is and what their code is for.
const VisitKey = "v"
