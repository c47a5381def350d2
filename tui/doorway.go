package tui

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// doorway is all that is needed to come in, away from the screen.
type doorway struct {
	host        *session.Host
	present     func(context.Context, string) (session.Admission, error)
	key         session.Fingerprint
	person      session.PersonID
	language    string
	entry       session.Admission
	code        string
	organiserOf session.CommunityID
	known       bool // has given no profile
	profile     session.Profile
}

func (w doorway) pass(ctx context.Context) (in cameIn) {
	if w.entry.Invitation == nil && !w.entry.Claim && w.organiserOf == "" {
		shown, refused := w.present(ctx, w.code)
		if w.entry, in.err = w.host.Admit(w.person, shown, refused); in.err != nil {
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
		in.was = w.standing(ctx, in.person, i)
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

// standing is what somebody is in a meeting, and what they read; both are empty
// for a newcomer.
type standing struct {
	role  session.Role
	reads session.Audience
}

func (w doorway) standing(ctx context.Context, person session.PersonID, i *session.Invitation) standing {
	member, known := w.host.MemberOf(ctx, person, i.Community)
	shared, err := w.host.Shared(ctx, i.Community, session.Public)
	if !known || err != nil {
		return standing{}
	}
	return standing{shared.RoleIn(i.Meeting, member), shared.AudienceOf(member)}
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
	entry      session.Admission
	was        standing // before
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
