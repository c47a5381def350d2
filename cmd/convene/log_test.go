package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
)

// logged is what the visitor reads of who took what, without how much of it is theirs.
func (v *visitor) logged() string {
	v.s.t.Helper()
	var all strings.Builder
	for line := range strings.Lines(v.takes("log")) {
		all.WriteString(line[:strings.LastIndex(line, "\t")] + "\n")
	}
	return all.String()
}

func TestWhoTookWhat(t *testing.T) { inKualaLumpur(t, whoTookWhat) }

// whoTookWhat has the report for governments taken, everything by whoever runs the
// server, and one register by an organiser who is no member; all members see the same.
func whoTookWhat(t *testing.T) {
	organiser := &visitor{name: "organiser", key: newKey(t)}
	s := set(t, Config{Data: t.TempDir(), Demo: true, Organisers: fileOf(t, organiser.key)})
	organiser.s = s
	f, siti := s.facilitates(), s.participates("Siti", wide)
	siti.presses(sampleRevealed+"a", s.says("en", "key.send"))
	siti.presses("For members.", "members.")
	siti.presses(enterKey, s.says("en", "board.added"))
	siti.goesAway()
	if got := siti.takes("log"); got != "" {
		t.Errorf("before anything was taken, the log is\n%s", got)
	}
	f.presses("x", s.says("en", "export.audience"))
	f.presses(enterKey, s.says("en", "export.preview")) // to read is no export
	f.takes("export kuala-lumpur-2022 --audience governments")
	for range 2 {
		time.Sleep(time.Second)
		organiser.takes("export kuala-lumpur-2022 --format csv --register items")
	}
	if code, said := s.shell(map[string]string{"CONVENE_DATA": s.Data}, "backup", filepath.Join(t.TempDir(), "backup.tar")); code != 0 || said != "" {
		t.Fatalf("backup: exit code %d, %q", code, said)
	}
	time.Sleep(recordEvery + time.Second)
	const want = `2022-08-09T01:00:02Z	asia-pacific-cop	shell		backup	link,ballot,answer,draft,lived	1
2022-08-09T01:00:02Z	asia-pacific-cop/kuala-lumpur-2022	installation	members	csv:items	waiting	2
2022-08-09T01:00:00Z	asia-pacific-cop/kuala-lumpur-2022	Farah Lim	governments	md:minutes	item,waiting,strategy,commitment,action,undertaking,agreement,adaptation,offer,topic,takeaway	1
`
	const others = `2022-08-09T01:00:02Z	european-network	shell		backup	link,ballot,answer,draft,lived	1
2022-08-09T01:00:02Z	tres-estados	shell		backup	link,ballot,answer,draft,lived	1
`
	for v, want := range map[*visitor]string{siti: want, f: want, organiser: want + others} {
		if got := v.logged(); got != want {
			t.Errorf("%s reads\n%swant\n%s", v.name, got, want)
		}
	}
	mine := strings.Split(siti.takes("log"), "\n")
	for i, holds := range []bool{true, true, false} {
		if strings.HasSuffix(mine[i], "\tID-S3") == holds {
			continue
		}
		t.Errorf("whether it holds what Siti wrote: %v; she reads %q", holds, mine[i])
	}
	if held := siti.takes("holdings"); !strings.Contains(held, "taken\tasia-pacific-cop/kuala-lumpur-2022\tID-S3\t2022-08-09T01:00:02Z\tinstallation\tmembers\n") {
		t.Errorf("what Siti reads of herself does not say who took it:\n%s", held)
	}
	siti.presses(escKey, s.says("en", "meeting.home"))
	siti.presses("x", s.says("en", "key.exports"))
	siti.presses("l", s.says("en", "exports.backup"))
	siti.presses(endKey, "Farah Lim")
	siti.sees(s.says("en", "withheld.waiting"))
	s.answers("a stranger", newKey(t), "root", "log", 1)
}

// TestAnExportOutlivesTheStore: people take their words away just when a disk fails.
// That is recorded as soon as it can be, and where not even a note can be left, they
// read that it is not.
func TestAnExportOutlivesTheStore(t *testing.T) { inKualaLumpur(t, anExportOutlivesTheStore) }

func anExportOutlivesTheStore(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	f := s.facilitates()
	file := filepath.Join(s.Data, storeFile)
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	f.takes("export kuala-lumpur-2022")
	if err := os.Rename(file+".away", file); err != nil {
		t.Fatal(err)
	}
	time.Sleep(recordEvery + time.Second)
	if got := f.logged(); strings.Count(got, "Farah Lim") != 1 {
		t.Errorf("once the store is back, the log is\n%s", got)
	}
	if left, err := os.ReadDir(string(s.notes())); err != nil || len(left) > 0 {
		t.Errorf("notes that are left: %v, %v", left, err)
	}
	if err := os.Rename(file, file+".away"); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(string(s.notes())); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(string(s.notes()), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	client, err := s.calls(guest.Options{User: "whoever", Key: f.key})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Close() }()
	out, errs, code, err := guest.Run(client, "export kuala-lumpur-2022")
	if err != nil || code != 0 || !strings.Contains(out, "# Asia Pacific regional meeting") || errs != s.says("en", "command.unrecorded")+"\n" {
		t.Errorf("without a note: exit code %d, %q, %d bytes, %v", code, errs, len(out), err)
	}
	if err := os.Rename(file+".away", file); err != nil {
		t.Fatal(err)
	}
}

// TestANoteIsRecordedOnce, at the next start at the latest, and one that the log will
// never take is given up.
func TestANoteIsRecordedOnce(t *testing.T) { inKualaLumpur(t, aNoteIsRecordedOnce) }

func aNoteIsRecordedOnce(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if code, said := s.shell(map[string]string{"CONVENE_DATA": s.Data}, "backup", filepath.Join(t.TempDir(), "backup.tar")); code != 0 || said != "" {
		t.Fatalf("backup: exit code %d, %q", code, said)
	}
	for name, body := range map[string]string{"words": "not a note", "nowhere": `{"community": "nowhere"}`} {
		if err := os.WriteFile(filepath.Join(string(s.notes()), name), []byte(body), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	again := set(t, Config{Data: s.Data, Demo: true})
	time.Sleep(2*recordEvery + time.Second)
	all, err := again.host.Exports(t.Context(), sampleCommunity, "")
	if err != nil || len(all) != 1 || all[0].Times != 1 || all[0].Outsider != session.AtShell || !all[0].Last.Equal(firstMorning) {
		t.Errorf("the log is %+v, %v", all, err)
	}
	if left, err := os.ReadDir(string(s.notes())); err != nil || len(left) > 0 {
		t.Errorf("notes that are left: %v, %v", left, err)
	}
	if n := strings.Count(again.out.String(), "not in the log yet"); n != 1 {
		t.Errorf("the server says %d times that a note is none:\n%s", n, again.out)
	}
}
