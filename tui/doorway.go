package tui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// doorway is all that is needed to come in, away from the screen.
type doorway struct {
	host        *session.Host
	present     func(context.Context, string) (session.Entry, error)
	key         session.Fingerprint
	person      session.PersonID
	language    string
	entry       session.Entry
	code        string
	organiserOf session.CommunityID
	known       bool // has given no profile
	profile     session.Profile
}

func (w doorway) pass(ctx context.Context) (in cameIn) {
	if w.entry.Invitation == nil && !w.entry.Claim && w.organiserOf == "" {
		if w.entry, in.err = w.present(ctx, w.code); in.err != nil {
			return in
		}
		if w.entry.Person != "" {
			return cameIn{person: w.entry.Person, again: true}
		}
	}
	in.person, in.entry = w.person, w.entry
	if i := w.entry.Invitation; i != nil && w.known {
		if _, member := w.host.MemberOf(ctx, in.person, i.Community); !member {
			in.err = session.Refuse(session.Missing, "field", "name")
			return in
		}
	}
	if in.err = w.meet(ctx, &in); in.err != nil {
		return in
	}
	switch i := w.entry.Invitation; {
	case w.entry.Claim:
		in.err = w.host.Claim(ctx, in.person, w.code)
	case w.organiserOf != "":
		_, in.err = w.host.EnterAsOrganiser(ctx, in.person, w.organiserOf, w.profile)
	default:
		in.chair, in.err = joined(ctx, w.host, in.person, *i, w.profile)
	}
	return in
}

// joined joins a meeting by an invitation and makes a chair ready there.
func joined(ctx context.Context, host *session.Host, person session.PersonID, i session.Invitation, p session.Profile) (*chair, error) {
	member, err := host.Join(ctx, person, i, p)
	if err != nil {
		return nil, err
	}
	return ready(ctx, host, chair{community: i.Community, member: member, meeting: i.Meeting})
}

// meet adds a person who is not known yet, and remembers their language.
func (w doorway) meet(ctx context.Context, in *cameIn) error {
	if in.person == "" {
		person, code, err := w.host.Meet(ctx, w.key, w.language)
		if err != nil {
			return err
		}
		if in.person = person; w.key == "" {
			in.returnCode = code
		}
	}
	if p, _ := w.host.Person(in.person); p.Language == w.language {
		return nil
	}
	return w.host.Prefer(ctx, in.person, w.language)
}

// cameIn is the answer to somebody who wants to come in.
type cameIn struct {
	person     session.PersonID
	returnCode string // new, to be shown once; empty for somebody who has a key
	chair      *chair // in a meeting; nil: only the lobby
	again      bool   // they only came back: ask whether it is them
	entry      session.Entry
	err        error
}

// take goes where somebody was let in, and shows them their new return code.
func (in cameIn) take(d *desk) tea.Cmd {
	if in.again {
		first, next := newReturning(d)
		d.only(first)
		return next
	}
	var next tea.Cmd
	if in.chair == nil {
		d.only(newLobby(d))
		next = lobbyLoad(d)
	} else {
		d.sit(in.chair)
		d.only(newMeeting(d))
	}
	if d.returnCode != "" {
		d.show(&keepsake{d.returnCode})
		d.returnCode = ""
	}
	return next
}
