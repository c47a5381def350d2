package tui

import (
	"context"

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
