package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
)

// demoInvites is how long the join codes of the sample are good. Every start
// prints new ones; the old ones expire by themselves, so that whoever holds one
// is not locked out by a restart.
const demoInvites = 7 * 24 * time.Hour

// unfinished is a file that is there while the samples are loaded. A start that was cut
// short leaves it behind: half a sample looks like one that is whole.
const unfinished = "samples.unfinished"

// demonstrate loads the samples, where they are absent, and prints a join code for each
// role.
func (m *Main) demonstrate(ctx context.Context) error {
	mark := filepath.Join(m.Data, unfinished)
	if _, err := os.Lstat(mark); err == nil {
		return &told{"command.samples_unfinished", facts{"folder": m.Data}, exitRefused}
	}
	if m.sampled() {
		return m.offerDemo(ctx)
	}
	if err := create(mark, func(io.Writer) error { return nil }); err != nil {
		return err
	}
	if err := m.offerDemo(ctx); err != nil {
		return fmt.Errorf("sample community: %w", err)
	}
	return os.Remove(mark)
}

// sampled reports whether all samples were loaded before.
func (m *Main) sampled() bool {
	all := m.host.Communities()
	for _, s := range sample.All() {
		if !slices.ContainsFunc(all, func(l directory.Listing) bool { return l.ID == s.Community }) {
			return false
		}
	}
	return true
}

// offerDemo loads what is absent and prints the codes. Those of the first sample have
// lines of their own, which scripts look for.
func (m *Main) offerDemo(ctx context.Context) error {
	for i, played := range sample.All() {
		cast, err := played.Raise(ctx, m.host)
		if err != nil {
			return err
		}
		of := ""
		if i > 0 {
			of = " of " + string(played.Meeting)
		}
		for _, role := range method.Roles() {
			code, err := m.demoCode(ctx, played, cast, role)
			if err != nil {
				return err
			}
			m.say("demo join %s%s: %s", role, of, m.address().As(code).Connect())
		}
	}
	return nil
}

// demoCode makes a join code for a role in a sample.
func (m *Main) demoCode(ctx context.Context, played *sample.Sample, cast *sample.Cast, role method.Role) (string, error) {
	audience := method.Members
	if role == method.Observer {
		audience = method.Governments
	}
	return m.host.Invite(ctx, played.Community, cast.Organiser, directory.Invitation{
		Meeting: played.Meeting, Role: role, Audience: audience,
		Uses: session.MaxMembers, Expires: time.Now().Add(demoInvites),
	})
}
