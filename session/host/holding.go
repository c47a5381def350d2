package host

import (
	"context"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Holdings is all that the server holds about a person.
type Holdings struct {
	directory.Person
	Keys        []directory.Fingerprint
	Communities []CommunityHoldings // in the order of their ids
}

// CommunityHoldings is what one community holds about them.
type CommunityHoldings struct {
	directory.Listing
	session.Holdings
	Codes int // that they came in by
}

// Holdings looks up what the server holds about a person; it is for them alone.
func (h *Host) Holdings(ctx context.Context, person directory.PersonID) (Holdings, error) {
	p, known := h.Person(person)
	if !known {
		return Holdings{}, refusal.New(refusal.NotFound)
	}
	all := Holdings{Person: p, Keys: h.directory.State().KeysOf(person)}
	for _, id := range slices.Sorted(maps.Keys(p.Memberships)) {
		l, err := h.kept(ctx, id)
		if err != nil {
			return Holdings{}, err
		}
		held := l.State().Holdings(p.Memberships[id])
		l.release()
		of, _ := h.directory.State().Listing(id)
		if held.Member != nil {
			all.Communities = append(all.Communities, CommunityHoldings{of, held, len(h.Grants(person, of.ID))})
		}
	}
	return all, nil
}

// Erase makes a person unknown to the installation and to all its communities. Where
// words is set, it first takes back every contribution that can be traced to them.
// Where it fails halfway, a second call does the rest. Then the bytes are gone as
// soon as nothing is pending; see [Host.Pending].
func (h *Host) Erase(ctx context.Context, person directory.PersonID, words bool) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	p, known := h.Person(person)
	if !known {
		return refusal.New(refusal.NotFound)
	}
	all := append(h.directory.State().SameAs(person), person)
	if slices.ContainsFunc(all, h.directory.State().Organises) { // before anything is erased elsewhere
		return refusal.New(refusal.StillOrganises)
	}
	for _, community := range slices.Sorted(maps.Keys(p.Memberships)) {
		if err := h.eraseIn(ctx, community, p.Memberships[community], words); err != nil {
			return err
		}
	}
	for _, one := range all {
		if err := h.inDirectory(ctx, &directory.ErasePerson{Person: one}); err != nil {
			return err
		}
	}
	return nil
}

// eraseIn erases a member of one community, if they are there.
func (h *Host) eraseIn(ctx context.Context, community method.CommunityID, member session.MemberID, words bool) error {
	l, err := h.kept(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	held := l.State().Holdings(member)
	if held.Member == nil {
		return nil
	}
	for _, c := range held.Contributions {
		if !words {
			break
		}
		takeBack := ledger.Deed[*session.Community]{ID: h.NewChange(), Who: session.Who{Member: member}, Change: c.TakeBack()}
		if err := do(ctx, l.Ledger, takeBack); err != nil {
			return err
		}
	}
	for _, m := range append(slices.Clone(held.Member.Also), member) {
		if err := doAsHost(ctx, h, l.Ledger, m, &session.EraseMember{Member: m}); err != nil {
			return err
		}
	}
	return nil
}
