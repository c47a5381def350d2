package session

import (
	"context"
	"errors"

	"github.com/convene-ssh/convene/session/ledger"
)

// What every change of a community is written with; see [ledger].
type (
	// MemberID names a person within one community.
	MemberID = ledger.MemberID
	// ChangeID names one change. The screen makes it, and sends the same one
	// again when it has to retry.
	ChangeID = ledger.ChangeID
	// Change is one thing that a person does in a community.
	Change = ledger.Change[*Community]
	// Who makes a change.
	Who = ledger.Who
	// Stamp is what the log adds to a change.
	Stamp = ledger.Stamp
	// Decision is what a change may use to decide its facts.
	Decision = ledger.Decision
)

// Deed is a change of a community as a screen hands it in: with who makes it and
// under which id. What the Host does itself cannot be said here; see [ledger.Who].
// Until it is answered, nobody else may read or change it; see [ledger.Deed].
type Deed struct {
	ID     ChangeID // from NewChange, never empty; a retry uses the same one
	Member MemberID
	Change Change
	// Draft names the draft that the change was made from, and Rest is what is
	// left of it once the change is accepted: empty where all of it was handed in.
	// Both become durable in one write, so that no word is in neither or in both.
	Draft DraftName
	Rest  []byte
}

// Do makes a change in a community and returns when it is durable, or with the
// reason why it was refused: an [Error] or a [Conflict]. After any other error
// the outcome is unknown; try again with the same id.
func (h *Host) Do(ctx context.Context, community CommunityID, d Deed) error {
	l, err := h.community(ctx, community)
	if err != nil {
		return err
	}
	defer l.release()
	made := ledger.Deed[*Community]{ID: d.ID, Who: Who{Member: d.Member}, Change: d.Change}
	if d.Draft != "" { // its words are in the log now
		made.Shelf = []ledger.ShelfWrite{draftWrite(d.Member, d.Draft, d.Rest)}
	}
	return do(ctx, l.Ledger, made)
}

// doAsHost makes a change of the Host itself, in a community or the directory.
func doAsHost[S ledger.State[S]](ctx context.Context, h *Host, l *ledger.Ledger[S], member MemberID, change ledger.Change[S]) error {
	return do(ctx, l, ledger.Deed[S]{ID: h.NewChange(), Who: Who{Member: member, Host: true}, Change: change})
}

// do makes a deed. What the ledger says of itself becomes a refusal that people
// can read.
func do[S ledger.State[S]](ctx context.Context, l *ledger.Ledger[S], d ledger.Deed[S]) error {
	switch err := l.Do(ctx, d); {
	case errors.Is(err, ledger.ErrNoID):
		return Refuse(Invalid, "field", "id")
	case errors.Is(err, ledger.ErrShelfTooLarge):
		return Refuse(DraftsFull)
	case errors.Is(err, ledger.ErrPanicked):
		return Refuse(Internal)
	case errors.Is(err, ledger.ErrNotSaved):
		return Refuse(NotSaved)
	case errors.Is(err, ledger.ErrClosed):
		return Refuse(ShuttingDown)
	default:
		return err
	}
}
