package host

import (
	"context"
	"errors"
	"fmt"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Deed is a change of a community as a screen hands it in: with who makes it and
// under which id. What the Host does itself cannot be said here; see [ledger.Who].
// Until it is answered, nobody else may read or change it; see [ledger.Deed].
type Deed struct {
	ID     session.ChangeID // from NewChange, never empty; a retry uses the same one
	Member session.MemberID
	Change session.Change
	// Draft names the draft that the change was made from, and Rest is what is
	// left of it once the change is accepted: empty where all of it was handed in.
	// Both become durable in one write, so that no word is in neither or in both.
	Draft session.DraftName
	Rest  []byte
}

// Do makes a change in a community and returns when it is durable, or with the
// reason why it was refused: a [refusal.Error] or a [refusal.Conflict]. After any
// other error, and where the store failed, the outcome is unknown; try again with the
// same id.
func (h *Host) Do(ctx context.Context, community method.CommunityID, d Deed) error {
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	made := ledger.Deed[*session.Community]{ID: d.ID, Who: session.Who{Member: d.Member}, Change: d.Change}
	if d.Draft != "" { // its words are in the log now
		kept := &session.SaveDraft{Name: d.Draft, Value: d.Rest}
		made.Shelf = kept.Shelve(l.State(), made.Who)
	}
	if s, spreads := d.Change.(*groups.Spread); spreads && s.By == groups.ByLanguage {
		s.Languages = h.directory.State().Languages(community)
	}
	if err := h.expect(ctx, l, community, made); err != nil {
		return err
	}
	if err := do(ctx, l.Ledger, made); err != nil {
		return err
	}
	if err := h.there(community); err != nil { // whoever removed it may have found nothing in it yet
		return err
	}
	return h.expected(ctx, l, made)
}

// DoAll makes changes of one member in their order, and returns what became of each,
// as Do does. Nobody can try one of them again.
func (h *Host) DoAll(ctx context.Context, community method.CommunityID, member session.MemberID, all []session.Change) ([]error, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	defer l.release()
	return eachTold(l.DoAll(ctx, h.deeds(member, all))), nil
}

// Would returns what DoAll would answer to changes now, and makes none of them. The
// changes are spent.
func (h *Host) Would(ctx context.Context, community method.CommunityID, member session.MemberID, all []session.Change) ([]error, error) {
	l, err := h.community(ctx, community)
	if err != nil {
		return nil, err
	}
	defer l.release()
	return eachTold(l.Would(h.deeds(member, all))), nil
}

// deeds are new ones of a member.
func (h *Host) deeds(member session.MemberID, all []session.Change) []ledger.Deed[*session.Community] {
	deeds := make([]ledger.Deed[*session.Community], len(all))
	for i, c := range all {
		deeds[i] = ledger.Deed[*session.Community]{ID: h.NewChange(), Who: session.Who{Member: member}, Change: c}
	}
	return deeds
}

func eachTold(errs []error) []error {
	for i, err := range errs {
		errs[i] = told(err)
	}
	return errs
}

// doAsHost makes a change of the Host itself, in a community or the directory.
func doAsHost[S ledger.State[S]](ctx context.Context, h *Host, l *ledger.Ledger[S], member session.MemberID, change ledger.Change[S]) error {
	return do(ctx, l, ledger.Deed[S]{ID: h.NewChange(), Who: session.Who{Member: member, Host: true}, Change: change})
}

// do makes a deed.
func do[S ledger.State[S]](ctx context.Context, l *ledger.Ledger[S], d ledger.Deed[S]) error {
	return told(l.Do(ctx, d))
}

// told is what the ledger says of itself as a refusal that people can read.
func told(err error) error {
	switch {
	case errors.Is(err, ledger.ErrNoID):
		return refusal.New(refusal.Invalid, "field", "id")
	case errors.Is(err, ledger.ErrShelfTooLarge):
		return refusal.New(refusal.DraftsFull)
	case errors.Is(err, ledger.ErrPanicked):
		return refusal.New(refusal.Internal)
	case errors.Is(err, ledger.ErrNotSaved):
		return inWords(err, refusal.New(refusal.NotSaved))
	case errors.Is(err, ledger.ErrClosed):
		return refusal.New(refusal.ShuttingDown)
	default:
		return err
	}
}

// inWords is what a person is told of a trouble, as far as it makes a difference for
// them, and otherwise what else is to be said. The trouble stays in it.
func inWords(err, otherwise error) error {
	switch trouble, _ := ledger.TroubleOf(err); trouble {
	case ledger.ErrFull:
		return troubled(refusal.DiskFull, trouble)
	case ledger.ErrReadOnly, ledger.ErrDisk:
		return troubled(refusal.DiskFails, trouble)
	case ledger.ErrLost, ledger.ErrDamaged, ledger.ErrReplaced:
		return troubled(refusal.StoreGone, trouble)
	case ledger.ErrNoFiles, ledger.ErrNoMemory:
		return troubled(refusal.Overloaded, trouble)
	}
	return otherwise
}

func troubled(code refusal.Code, why ledger.Trouble) error {
	return fmt.Errorf("%w: %w", refusal.New(code), why)
}
