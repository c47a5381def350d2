package host

import (
	"context"
	"iter"
	"slices"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

// Bring lists a community of another installation here, with the records of its log,
// which stay as they are. Its members are nobody's here until they are told who they
// are, and who organised the other installation does not organise it any more. The short
// names that led to it lead to it here; an older backup has none of them.
func (h *Host) Bring(ctx context.Context, of directory.Listing, records iter.Seq2[ledger.Record, error]) error {
	id := of.ID
	if err := h.inDirectory(ctx, &directory.ListCommunity{Community: id, Name: of.Name}); err != nil {
		return err
	}
	for _, short := range append(slices.Clone(of.Former), of.Short) {
		if err := h.inDirectory(ctx, &directory.RenameCommunity{Community: id, Name: of.Name, Short: short}); err != nil {
			return err
		}
	}
	log, err := h.env.Store.Log(ctx, string(id))
	if err != nil {
		return err
	}
	if err := write(ctx, log, records); err != nil {
		return err
	}
	l, err := h.community(ctx, id) // reads them all
	if err != nil {
		return err
	}
	defer l.release()
	if l.State().ID != id {
		return refusal.New(refusal.Invalid, "field", "community")
	}
	return h.noteErasure(ctx, l.State())
}

// writtenTogether is how many records are written at a time.
const writtenTogether = 256

// write writes records into a log that holds none.
func write(ctx context.Context, log ledger.Log, records iter.Seq2[ledger.Record, error]) error {
	var b ledger.Batch
	for r, err := range records {
		if err != nil {
			return err
		}
		if b.Records = append(b.Records, r); len(b.Records) < writtenTogether {
			continue
		}
		if err := log.Append(ctx, b); err != nil {
			return err
		}
		b = ledger.Batch{After: r.Seq}
	}
	if len(b.Records) == 0 {
		return nil
	}
	return log.Append(ctx, b)
}
