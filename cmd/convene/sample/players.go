package sample

import (
	"context"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
)

// Players carry out what a sample says. The program's own do it at the Host at once; the
// tests have others, who sit at screens.
type Players interface {
	// ComeIn lets somebody in by a code that was made for them alone, and says who they
	// are in the community.
	ComeIn(code string, p session.Profile) (session.MemberID, error)
	// Do makes a change as a member.
	Do(who session.MemberID, change session.Change) error
}

// atHost are players who make every change at the Host, each as the person who would make
// it.
type atHost struct {
	ctx       context.Context
	host      *host.Host
	community method.CommunityID
	admitted  map[string]directory.Admission // by name
}

// ComeIn shows the code at the door, as somebody without a key would.
func (a *atHost) ComeIn(code string, p session.Profile) (session.MemberID, error) {
	in, err := a.host.Present(code)
	if err != nil {
		return "", err
	}
	before, known := a.admitted[p.Name]
	if in.Person = before.Person; !known {
		if in.Person, _, err = a.host.Meet(a.ctx, "", ""); err != nil {
			return "", err
		}
	}
	a.admitted[p.Name] = in
	return a.host.Join(a.ctx, in.Person, *in.Invitation, p)
}

// Do makes it at the Host.
func (a *atHost) Do(who session.MemberID, change session.Change) error {
	return a.host.Do(a.ctx, a.community, host.Deed{ID: a.host.NewChange(), Member: who, Change: change})
}
