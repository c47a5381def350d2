package welcome

import (
	"context"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
)

// coming is all that is needed to come in, away from the screen.
type coming struct {
	host        *host.Host
	present     func(context.Context, string) (directory.Admission, error)
	key         directory.Fingerprint
	person      directory.PersonID
	language    string
	given       directory.Admission
	code        string
	organiserOf method.CommunityID
	next        place.Place // where an organiser goes then; nil for the lobby
	known       bool        // the server knows them: they were not asked for a profile
	profile     session.Profile
}

func (w coming) enter(ctx context.Context) (in desk.CameIn) {
	if w.given.Invitation == nil && !w.given.Claim && w.organiserOf == "" {
		shown, refused := w.present(ctx, w.code)
		if w.given, in.Err = w.host.Admit(w.person, shown, refused); in.Err != nil {
			return in
		}
		if w.given.Person != "" {
			return desk.CameIn{Person: w.given.Person, Again: true}
		}
	}
	in.Person, in.Given = w.person, w.given
	if i := w.given.Invitation; i != nil && w.known {
		member, err := w.host.Membership(ctx, in.Person, i.Community)
		if err == nil && member == "" {
			err = refusal.New(refusal.Missing, "field", "name")
		}
		if in.Err = err; err != nil {
			return in
		}
	}
	if in.Err = w.meet(ctx, &in); in.Err != nil {
		return in
	}
	switch i := w.given.Invitation; {
	case w.given.Claim:
		in.Err = w.host.Claim(ctx, in.Person, w.code)
	case w.organiserOf != "":
		in.Next = w.next
		in.Chair, in.Err = w.organise(ctx, in.Person)
	default:
		in.Was = w.rights(ctx, in.Person, i)
		in.Chair, in.Err = desk.Joined(ctx, w.host, in.Person, *i, w.profile)
	}
	return in
}

// organise lets in an organiser, to a chair where they go on from it.
func (w coming) organise(ctx context.Context, person directory.PersonID) (*desk.Chair, error) {
	member, err := w.host.EnterAsOrganiser(ctx, person, w.organiserOf, w.profile)
	if err != nil || w.next == nil {
		return nil, err
	}
	return desk.MakeReady(ctx, w.host, desk.Chair{Community: w.organiserOf, Member: member})
}

func (w coming) rights(ctx context.Context, person directory.PersonID, i *directory.Invitation) desk.Rights {
	member, known := w.host.MemberOf(ctx, person, i.Community)
	shared, err := w.host.Shared(ctx, i.Community, method.Public)
	if !known || err != nil {
		return desk.Rights{}
	}
	return desk.Rights{Role: shared.RoleIn(i.Meeting, member), Reads: shared.AudienceOf(member)}
}

// meet adds a person who is not known yet, and remembers their language.
func (w coming) meet(ctx context.Context, in *desk.CameIn) error {
	if in.Person == "" {
		person, code, err := w.host.Meet(ctx, w.key, w.language)
		if err != nil {
			return err
		}
		if in.Person = person; w.key == "" {
			in.ReturnCode = code
		}
	}
	if p, _ := w.host.Person(in.Person); p.Language == w.language {
		return nil
	}
	return w.host.Prefer(ctx, in.Person, w.language)
}
