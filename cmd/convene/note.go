package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/cmd/convene/owner"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// recorded is a writer to which nothing gets before it is recorded that it does.
type recorded struct {
	io.Writer
	record func() error // nil once it has
}

func (r *recorded) Write(p []byte) (int, error) {
	if r.record != nil {
		if err := r.record(); err != nil {
			return 0, err
		}
		r.record = nil
	}
	return r.Writer.Write(p)
}

// record records an export by a member, or by an outsider where there is none. The
// shell leaves a note, and so does a server whose store takes nothing: people take
// their words away just when a disk fails, so that is no reason to refuse. Where not
// even a note can be left, whoever takes them reads that the members will not know.
func (d *door) record(ctx context.Context, errs io.Writer, h *host.Host, community method.CommunityID, member session.MemberID, e session.Export) error {
	id, n := method.NewID[session.ChangeID](rand.Reader), d.notes
	if d.shell != nil {
		e.Outsider, n = session.AtShell, d.shell.notes()
	} else {
		if member == "" {
			e.Outsider = session.ByInstallation
		}
		if err := h.RecordExport(ctx, community, id, member, e); err == nil || refused(err) {
			return err
		}
	}
	if err := n.add(id, note{community, member, h.Noted(ctx, community, e)}); err != nil {
		h.Failed("note an export", err)
		_, err = fmt.Fprintln(errs, d.words.T("command.unrecorded"))
		return err
	}
	return nil
}

// notes is a folder of exports that are not in the log of their community yet: those
// that were made at the shell, which only reads the store, and those that came while
// the store took nothing. A server puts them there when it starts, and every minute.
type notes string

// recordEvery is how often a server looks for notes.
const recordEvery = time.Minute

// note is one of them, in a file whose name is the id of the change.
type note struct {
	Community method.CommunityID `json:"community"`
	Member    session.MemberID   `json:"member,omitempty"` // empty for outsiders
	Export    session.Export     `json:"export"`
}

// add keeps a note durably, for whoever runs the server to read: at the shell that may be
// somebody else.
func (n notes) add(id session.ChangeID, what note) error {
	body, err := json.Marshal(what)
	if err != nil {
		return err
	}
	if err := os.Mkdir(string(n), 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	err = create(n.file(id), func(w io.Writer) error {
		_, err := w.Write(body)
		return err
	})
	if err != nil {
		return err
	}
	return owner.GiveTo(filepath.Dir(string(n)), string(n), n.file(id))
}

func (n notes) file(id session.ChangeID) string { return filepath.Join(string(n), string(id)) }

// record puts all of them into the log.
func (n notes) record(ctx context.Context, h *host.Host) error {
	files, err := os.ReadDir(string(n))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, f := range files {
		if strings.HasPrefix(f.Name(), ".") {
			continue // it is being written
		}
		err = errors.Join(err, n.recordOne(ctx, h, session.ChangeID(f.Name())))
	}
	return err
}

// recordOne puts one into the log. Only what the log will never take is given up.
func (n notes) recordOne(ctx context.Context, h *host.Host, id session.ChangeID) error {
	body, err := os.ReadFile(n.file(id))
	if err != nil {
		return err
	}
	var what note
	if err := json.Unmarshal(body, &what); err != nil {
		return errors.Join(err, os.Remove(n.file(id)))
	}
	if err := h.RecordExport(ctx, what.Community, id, what.Member, what.Export); err != nil && !refused(err) {
		return err
	}
	return os.Remove(n.file(id))
}

// refused reports whether the log does not take an export for what it is, and not
// because of the store.
func refused(err error) bool {
	return slices.ContainsFunc([]refusal.Code{refusal.NotAllowed, refusal.NotFound, refusal.MeetingRemoved, refusal.Invalid}, func(c refusal.Code) bool {
		return errors.Is(err, refusal.New(c))
	})
}

// recordNotes records notes until end is called, or ctx ends.
func (m *Main) recordNotes(ctx context.Context) (end func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		for ctx.Err() == nil {
			if err := m.notes().record(ctx, m.host); err != nil && ctx.Err() == nil {
				m.log.Error("exports that are not in the log yet", "err", err)
			}
			select {
			case <-ctx.Done():
			case <-time.After(recordEvery):
			}
		}
	}()
	return func() { cancel(); <-ended }
}
