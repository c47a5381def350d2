package host

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/refusal"
)

// Organisers lists who organises the installation and why, for an organiser of it.
func (h *Host) Organisers(by directory.PersonID) ([]directory.Reason, error) {
	d := h.directory.State()
	if !d.Organises(by) {
		return nil, refusal.New(refusal.NotAllowed)
	}
	return d.Reasons(), nil
}

// NamedByFile reports whether the organisers' file names a key.
func (h *Host) NamedByFile(key directory.Fingerprint) bool {
	return h.directory.State().NamedByFile(key)
}

// OfferClaim prepares the code by which the first organiser claims the
// installation. It is empty where there is one already.
func (h *Host) OfferClaim(ctx context.Context) (string, error) {
	if h.directory.State().Organised() {
		return "", nil
	}
	return h.offer(ctx, directory.OfferClaim{})
}

// HandOverFor is how long the code is good by which an organiser makes somebody
// another.
const HandOverFor = 24 * time.Hour

// HandOver makes the code by which one person becomes an organiser of the
// installation, beside whoever makes it.
func (h *Host) HandOver(ctx context.Context, by directory.PersonID) (string, error) {
	return h.offer(ctx, directory.OfferClaim{By: by, Expires: time.Now().Add(HandOverFor)})
}

func (h *Host) offer(ctx context.Context, o directory.OfferClaim) (string, error) {
	code := directory.NewCode(h.env.Random, directory.ReturnLetters)
	o.Hash = directory.HashCode(h.pepper, code)
	return code, h.inDirectory(ctx, &o)
}

// Claim makes a person an organiser of the installation, once, by the claim code.
func (h *Host) Claim(ctx context.Context, person directory.PersonID, code string) error {
	return h.organise(ctx, &directory.NameOrganiser{Person: person, Claim: directory.HashCode(h.pepper, code), Now: time.Now()})
}

// EndClaim ends what a code made of somebody: an organiser of the installation.
func (h *Host) EndClaim(ctx context.Context, by, person directory.PersonID) error {
	return h.organise(ctx, &directory.UnnameOrganiser{Person: person, By: by})
}

// organise changes who organises the installation, and with it the communities. These
// follow also where the directory refuses: what is done already may not have come to all.
func (h *Host) organise(ctx context.Context, change ledger.Change[*directory.Directory]) error {
	ctx, err := throughBoth(ctx)
	if err != nil {
		return err
	}
	err = h.inDirectory(ctx, change)
	return errors.Join(h.agreeAll(ctx), err)
}

// NameOrganisers makes whoever has these keys organisers of the installation.
func (h *Host) NameOrganisers(ctx context.Context, keys []directory.Fingerprint) error {
	for _, k := range keys {
		if h.directory.State().NamedByFile(k) {
			continue
		}
		if err := h.inDirectory(ctx, &directory.NameOrganiser{Key: k}); err != nil {
			return err
		}
	}
	return h.agreeAll(ctx)
}

// OnlyOrganisers is NameOrganisers, and ends the role of whoever was named by
// another key before. Whoever became an organiser by a code keeps it.
func (h *Host) OnlyOrganisers(ctx context.Context, keys []directory.Fingerprint) error {
	for k := range h.directory.State().KeysOfFile() {
		if slices.Contains(keys, k) {
			continue
		}
		if err := h.inDirectory(ctx, &directory.UnnameOrganiser{Key: k}); err != nil {
			return err
		}
	}
	return h.NameOrganisers(ctx, keys)
}
