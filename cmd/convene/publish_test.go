package main

import (
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// TestAFolderForAWebHost holds what the public may read and a page that leads to it,
// and is written over nothing.
func TestAFolderForAWebHost(t *testing.T) { inKualaLumpur(t, aFolderForAWebHost) }

func aFolderForAWebHost(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	siti := s.participates("Siti", wide)
	siti.presses(sampleRevealed+"a", s.says("en", "key.send"))
	siti.presses("For members.", "members.")
	siti.presses(enterKey, s.says("en", "board.added"))
	to := filepath.Join(t.TempDir(), "web")
	publish := func(args ...string) (int, string) {
		return s.shell(map[string]string{"CONVENE_DATA": s.Data}, append([]string{"publish"}, args...)...)
	}
	if code, said := publish(to, string(sampleCommunity)+"/"+meetingID); code != 0 || said != "" {
		t.Fatalf("exit code %d, %q", code, said)
	}
	read := func(name string) string {
		t.Helper()
		b, err := os.ReadFile(filepath.Join(to, name))
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	index := read("index.html")
	for _, want := range []string{sample.KualaLumpur().Details.Title, `<a href="` + meetingID + `/summary.html">Public summary (HTML)</a>`, sample.KualaLumpur().Name, s.says("en", "sample"), `<html lang="en">`, `Content-Security-Policy`} {
		if !strings.Contains(index, want) {
			t.Errorf("the index lacks %q:\n%s", want, index)
		}
	}
	if err := filepath.WalkDir(to, func(name string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if strings.Contains(string(b), "For members.") {
			t.Errorf("%s holds what is for members", name)
		}
		return err
	}); err != nil {
		t.Error(err)
	}
	en := s.Languages.In("en")
	for _, of := range []struct {
		args []string
		want string
	}{
		{[]string{to}, en.T("command.publish_exists", "folder", to)},
		{[]string{to + "2", "--audience", "everybody"}, ""},
		{[]string{to + "2", "--language", "tlh"}, ""},
		{[]string{to + "2", meetingID, "nowhere", "--language", "es"}, en.Error(refusal.New(refusal.NotFound, "name", "nowhere"))}, // the documents are in Spanish, and not what the shell says
	} {
		if code, said := publish(of.args...); code == 0 || !strings.Contains(said, of.want) {
			t.Errorf("publish %v: exit code %d, %q", of.args, code, said)
		}
	}
	if code, said := publish(to+"es", meetingID, "--audience", "members", "--language", "es"); code != 0 {
		t.Errorf("exit code %d, %q", code, said)
	}
	open := func(name string) bool {
		info, err := os.Stat(name)
		return err == nil && info.Mode().Perm()&forOthers != 0
	}
	for _, name := range []string{"", "index.html", meetingID, meetingID + "/minutes.html"} {
		if open(filepath.Join(to+"es", name)) {
			t.Errorf("others on the machine may read what is for members: %q", name)
		}
	}
	if !open(to) || !open(filepath.Join(to, "index.html")) {
		t.Error("a web server cannot read what is for the public")
	}
	to += "es"
	if minutes := read(meetingID + "/minutes.html"); !strings.Contains(minutes, "For members.") || !strings.Contains(minutes, `lang="es"`) {
		t.Errorf("the minutes in Spanish are\n%s", minutes)
	}
}

// TestNobodyPublishesWhatIsToCome: without names only what is closed goes on the web, for
// the place and the days of the others are nobody's to know yet.
func TestNobodyPublishesWhatIsToCome(t *testing.T) { inKualaLumpur(t, nobodyPublishesWhatIsToCome) }

func nobodyPublishesWhatIsToCome(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	to := filepath.Join(t.TempDir(), "web")
	if code, said := s.shell(map[string]string{"CONVENE_DATA": s.Data}, "publish", to); code != 0 || said != "" {
		t.Fatalf("exit code %d, %q", code, said)
	}
	closed := 0
	for _, played := range sample.All() {
		shared, err := s.host.Shared(t.Context(), played.Community, method.Members)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range shared.Series() {
			_, err := os.Stat(filepath.Join(to, string(m.Short)))
			if m.Closed != (err == nil) {
				t.Errorf("%s is closed: %v, and on the web: %v", m.Title, m.Closed, err)
			}
			if m.Closed {
				closed++
			}
		}
	}
	if closed == 0 {
		t.Error("no meeting of the samples is closed")
	}
	none := t.TempDir()
	m := &Main{Config: Config{Data: none}, Languages: s.Languages, Random: rand.Reader, Stderr: io.Discard}
	if err := errors.Join(m.open(t.Context()), m.Close()); err != nil {
		t.Fatal(err)
	}
	if code, said := s.shell(map[string]string{"CONVENE_DATA": none}, "publish", to+"2"); code != exitRefused || said != s.says("en", "command.publish_none") {
		t.Errorf("exit code %d, %q", code, said)
	}
}
