package host

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// eraseEvery is how often the Host looks whether the day is over until which a meeting's
// contributions are kept.
const eraseEvery = time.Hour

// erasing erases contributions that are kept no longer, at the start and from then on,
// until ctx ends. It opens no community before the day that the directory has noted.
func (h *Host) erasing(ctx context.Context) {
	for {
		for _, of := range slices.Concat(h.Communities(), h.directory.State().RemovedCommunities()) {
			if !of.Erases.Over(time.Now()) {
				continue
			}
			if err := h.eraseOver(ctx, of); err != nil && ctx.Err() == nil {
				h.env.Failed("erase what is kept no longer in "+string(of.ID), err)
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(eraseEvery):
		}
	}
}

// eraseOver erases what a community keeps no longer, and notes when to look again.
// Where it fails halfway, the next look does the rest.
func (h *Host) eraseOver(ctx context.Context, of directory.Listing) error {
	l, err := h.kept(ctx, of.ID)
	if err != nil {
		return err
	}
	defer l.release()
	var failed error
	for _, m := range l.State().Meetings { // also where it was removed
		if m.KeptUntil().Over(time.Now()) {
			erase := &session.EraseContributions{Meeting: m.ID}
			failed = errors.Join(failed, doAsHost(ctx, h, l.Ledger, "", erase))
		}
	}
	if failed != nil {
		return failed
	}
	seen := &directory.ExpectErasure{Community: of.ID, After: l.State().NextErasure(), Seen: of.Erases}
	if err := h.inDirectory(ctx, seen); err != nil {
		return err
	}
	return h.noteErasure(ctx, l.State()) // a day may have been set meanwhile
}

// noteErasure notes in the directory when a community has to be looked at, where the
// directory has no day, or a later one.
func (h *Host) noteErasure(ctx context.Context, c *session.Community) error {
	next := c.NextErasure()
	if of, _ := h.directory.State().Listing(c.ID); next == "" || of.Erases != "" && of.Erases <= next {
		return nil
	}
	return h.inDirectory(ctx, &directory.ExpectErasure{Community: c.ID, After: next})
}

// expect notes in the directory, before a change is made, that it may lead to an
// erasure. Whoever may not make it changes nothing there either.
func (h *Host) expect(ctx context.Context, l *live, community method.CommunityID, d ledger.Deed[*session.Community]) error {
	keep, ok := d.Change.(*session.KeepUntil)
	if !ok || keep.Until == "" {
		return nil
	}
	if err := keep.Check(l.State(), d.Who); err != nil {
		return err
	}
	return h.inDirectory(ctx, &directory.ExpectErasure{Community: community, After: keep.Until})
}

// expected is expect once the change is made: the community may have been looked at between
// the two.
func (h *Host) expected(ctx context.Context, l *live, d ledger.Deed[*session.Community]) error {
	if _, ok := d.Change.(*session.KeepUntil); !ok {
		return nil
	}
	return h.noteErasure(ctx, l.State())
}
