package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/cmd/convene/sshd/terminal"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/store"
)

// large fills a board of the sample with so many items of some 400 letters.
func (i *installation) large(items int) {
	i.t.Helper()
	shared, err := i.host.Shared(i.t.Context(), sampleCommunity, method.Members)
	if err != nil {
		i.t.Fatal(err)
	}
	var writer session.MemberID
	for id, m := range shared.Members.All() {
		if m.Name == sample.KualaLumpur().People[0].Name {
			writer = id
		}
	}
	var all sync.WaitGroup
	for first := range 64 {
		all.Go(func() {
			for n := first; n < items; n += 64 {
				err := i.host.Do(i.t.Context(), sampleCommunity, host.Deed{
					ID: i.host.NewChange(), Member: writer, Change: &session.AddItem{
						Board: "swot-my", Item: method.ItemID(fmt.Sprint("large", n)), Part: layout.Strengths,
						Text: strings.Repeat("what we know ", 30), Audience: method.Members, Attribution: method.Unattributed,
					},
				})
				if err != nil {
					i.t.Error(err)
				}
			}
		})
	}
	all.Wait()
}

// unread is somebody who takes nothing of what they asked for until they leave.
type unread struct {
	asked *sync.WaitGroup
	once  sync.Once
	left  chan struct{}
}

func (u *unread) Write([]byte) (int, error) {
	u.once.Do(u.asked.Done)
	<-u.left
	return 0, io.ErrClosedPipe
}

// TestUnreadExportsHoldOneReport between them, in whatever formats: forty that
// nobody reads hold less than three of them did.
func TestUnreadExportsHoldOneReport(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	i.large(4900)
	key := i.join(method.Facilitator, session.Profile{Name: "Facilitator"})
	person, _ := i.host.PersonByKey(sshd.Fingerprint(key.PublicKey()))
	before := heap()
	var asked, done sync.WaitGroup
	left := make(chan struct{})
	for n := range 40 {
		asked.Add(1)
		done.Go(func() {
			format := report.Formats()[n%len(report.Formats())]
			d := &door{words: i.Languages.In("en"), all: i.Languages, host: i.host, press: &i.press, person: person.ID}
			args := []string{"export", string(sampleMeeting), "--format", string(format)}
			if format == report.FormatCSV {
				args = append(args, "--register", "items")
			}
			if code := answer(t.Context(), d, args, &unread{asked: &asked, left: left}, io.Discard); code != exitRefused {
				t.Errorf("%s: code %d of an export that nobody read", format, code)
			}
		})
	}
	asked.Wait()
	const most = 12 << 20
	if held := heap() - before; held > most {
		t.Errorf("forty unread exports hold %d KiB, and may hold %d", held>>10, most>>10)
	}
	close(left)
	done.Wait()
}

// TestAnUnreadExportIsLetGo once nothing of it was read for as long as anybody
// is waited for.
func TestAnUnreadExportIsLetGo(t *testing.T) { inKualaLumpur(t, anUnreadExportIsLetGo) }

func anUnreadExportIsLetGo(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	s.large(4900) // more than a client takes before it is read
	key := s.join(method.Facilitator, session.Profile{Name: "Facilitator"})
	client, err := s.calls(guest.Options{User: "somebody", Key: key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	export, err := client.NewSession()
	if err != nil {
		t.Fatal(err)
	}
	reader, writer := io.Pipe() // nobody reads from it
	defer func() { _ = reader.Close() }()
	export.Stdout = writer
	if err := export.Start("export " + string(sampleMeeting) + " --format json"); err != nil {
		t.Fatal(err)
	}
	gone := make(chan error, 1)
	go func() { gone <- client.Wait() }()
	began := time.Now()
	if err := <-gone; err == nil {
		t.Error("the line was not closed")
	}
	if took := time.Since(began); took > 2*terminal.Patience {
		t.Errorf("it was let go after %v", took)
	}
	if said := s.out.String(); !strings.Contains(said, "read nothing of a command's output") {
		t.Errorf("the server said %q", said)
	}
}

// TestOneCommunityThatCannotBeRead stands in the way of no other, and its own members are
// told that it cannot be read, not that nothing is there.
func TestOneCommunityThatCannotBeRead(t *testing.T) {
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	key := i.join(method.Facilitator, session.Profile{Name: "Siti"})
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	writeNewer(t, i.Data, sampleCommunity)
	again := start(t, Config{Data: i.Data})
	en := again.Languages.In("en")
	notHere := func(said string) bool {
		_, rest, _ := strings.Cut(en.Error(refusal.New(refusal.NotFound, "name", "NAME")), "NAME")
		return strings.Contains(said, rest)
	}
	for _, command := range []string{"meetings", "export kuala-lumpur-2022", "log"} {
		if out, said, code := again.send(key, command); code != exitRefused || out != "" || notHere(said) {
			t.Errorf("%s: exit code %d, %q, %q", command, code, out, said)
		}
	}
	shell := func(args ...string) (code int, out, errs bytes.Buffer) {
		d := &door{words: en, all: again.Languages, shell: &Config{Data: i.Data}}
		code = answer(t.Context(), d, args, &out, &errs)
		return code, out, errs
	}
	other := sample.ThreeStates()
	at, web := string(other.Community)+"/"+string(other.Meeting), filepath.Join(t.TempDir(), "web")
	for _, test := range []struct {
		args  []string
		code  int
		out   string
		named bool // the one that cannot be read
	}{
		{[]string{"meetings"}, 0, at, true},
		{[]string{"log"}, 0, "", true},
		{[]string{"export", string(other.Meeting)}, 0, other.Details.Title, true},
		{[]string{"export", at}, 0, other.Details.Title, false}, // nothing else is asked for
		{[]string{"publish", web}, 0, "", true},
		{[]string{"export", string(sampleCommunity) + "/" + meetingID}, 1, "", false},
		{[]string{"export", meetingID}, 1, "", false},
	} {
		code, out, errs := shell(test.args...)
		if code != test.code || !strings.Contains(out.String(), test.out) || strings.Contains(errs.String(), string(sampleCommunity)+" cannot be read") != test.named {
			t.Errorf("%v: exit code %d, %q, %q", test.args, code, &errs, &out)
		}
		if code != 0 && notHere(errs.String()) {
			t.Errorf("%v says %q", test.args, &errs)
		}
	}
}

// writeNewer lets a newer version of the program have written to a community's log.
func writeNewer(t *testing.T, data string, community method.CommunityID) {
	t.Helper()
	s, err := store.Open(t.Context(), (&Config{Data: data}).store())
	if err != nil {
		t.Fatal(err)
	}
	log, err := s.Log(t.Context(), string(community))
	if err != nil {
		t.Fatal(err)
	}
	var last ledger.Seq
	for r, err := range log.Read(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		last = r.Seq
	}
	newer := ledger.Record{Seq: last + 1, ID: "newer", At: time.Now().UTC().Truncate(time.Millisecond), Kind: "something.newer/1", Body: []byte("{}")}
	if err := errors.Join(log.Append(t.Context(), ledger.Batch{After: last, Records: []ledger.Record{newer}}), s.Close()); err != nil {
		t.Fatal(err)
	}
}
