package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// standing is what somebody is in a meeting, and what they read; both are empty
// for a newcomer.
type standing struct {
	role  session.Role
	reads session.Audience
}

// cameIn is the answer to somebody who wants to come in.
type cameIn struct {
	person     session.PersonID
	returnCode string // new, to be shown once; empty for somebody who has a key
	chair      *chair // in a meeting; nil: only the lobby
	again      bool   // they only came back: ask whether it is them
	entry      session.Admission
	was        standing // before
	err        error
}

// take goes where somebody was let in, and shows them their new return code.
func (in cameIn) take(d *desk) tea.Cmd {
	if in.again {
		return d.only(placeReturning{})
	}
	var next tea.Cmd
	if in.chair == nil {
		next = d.only(placeLobby{})
	} else {
		d.sit(in.chair)
		next = d.only(placeHome{})
		in.explain(d)
	}
	if d.returnCode != "" {
		d.show(&keepsake{d.returnCode})
		d.returnCode = ""
	}
	return next
}

// explain says what the code has made of somebody who was more than it is for,
// or was something else before, and offers them its role for this visit.
func (in cameIn) explain(d *desk) {
	i := in.entry.Invitation
	if i == nil {
		return
	}
	now := standing{d.role(), d.shared.AudienceOf(d.member)}
	var said []string
	switch {
	case now.role != i.Role:
		d.offered = i.Role
		said = append(said, d.t("welcome.kept", "role", d.t("role."+string(now.role)), "code", d.t("role."+string(i.Role)), "key", visitKey))
	case in.was.role != "" && in.was.role != now.role:
		said = append(said, d.t("welcome.raised", "role", d.t("role."+string(now.role))))
	}
	if in.was.reads != "" && in.was.reads != now.reads {
		said = append(said, d.t("welcome.reads", "audience", d.t("audience."+string(now.reads))))
	}
	d.notice, d.failed = strings.Join(said, " "), false
}

// comeIn goes from the screen on top to a chair. What is typed before it is ready
// is for the screen that shows then.
func comeIn(d *desk, c chair) tea.Cmd {
	host := d.Host
	d.opening = true
	return d.lookUp(d.top(), func(ctx context.Context) tea.Msg {
		c, err := ready(ctx, host, c)
		return cameIn{chair: c, err: err}
	})
}

// arrive goes to where a chair was made ready: a meeting, or the community's room
// between meetings.
func (in cameIn) arrive(d *desk) tea.Cmd {
	d.opening = false
	switch {
	case in.err != nil:
		d.refuse(in.err)
		return nil
	case in.chair.meeting == "":
		d.sit(in.chair)
		return d.only(placeBetween{})
	}
	return in.take(d)
}

// visitKey changes between what somebody is and what their code is for.
const visitKey = "v"
