package main

import (
	"archive/zip"
	"bytes"
	"flag"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// takes runs a command over SSH with the visitor's key.
func (v *visitor) takes(command string) string {
	v.s.t.Helper()
	client, err := v.s.calls(guest.Options{User: "whoever", Key: v.key})
	if err != nil {
		v.s.t.Fatal(err)
	}
	defer func() { _ = client.Close() }() // everything was said
	out, errs, code, err := guest.Run(client, command)
	if err != nil || code != 0 {
		v.s.t.Fatalf("%s: %s: exit code %d: %s (%v)", v.name, command, code, errs, err)
	}
	return out
}

// exports is everything that a visitor can take away of a meeting, one text.
func (v *visitor) exports(meeting string) string {
	v.s.t.Helper()
	var all strings.Builder
	for _, how := range []string{
		"--format md", "--format md --language es", "--format json", "--format csv --register items",
		"--format csv --register commitments", "--format csv --register actions",
		"--format csv --register attendance", "--format csv --register agenda",
	} {
		all.WriteString(v.takes("export " + meeting + " " + how))
	}
	return all.String()
}

// unzip is what a zip holds, one text.
func unzip(t *testing.T, archive string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
		if err := r.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

var update = flag.Bool("update", false, "write the golden files anew")

// golden compares with the file of the test's name in testdata, which all its parts
// share.
func golden(t *testing.T, got string) {
	t.Helper()
	name, _, _ := strings.Cut(t.Name(), "/")
	goldenFile(t, name, got)
}

// goldenFile compares with the file of that name.
func goldenFile(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name+".golden")
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
}

// TestPicturesForgetWhatIsTakenBack, and documents, also where nobody looks at anything any more.
func TestPicturesForgetWhatIsTakenBack(t *testing.T) { inKualaLumpur(t, picturesForget) }

func picturesForget(t *testing.T) {
	s := set(t, Config{Data: t.TempDir(), Demo: true})
	siti := s.memberOf(s.join(method.Participant, session.Profile{Name: "Siti"}))
	s.does(siti, &session.AddItem{
		Board: "swot-th", Item: "gone", Part: layout.Strengths, Text: "words", Audience: method.Members, Attribution: method.Named,
	})
	drawn := 0
	look := func() { s.pictures.Rows("gone", func() []string { drawn++; return []string{"words"} }) }
	made := 0
	take := func() {
		m, err := s.made.Take("gone", time.Now(), func() ([]byte, error) { made++; return []byte("words"), nil })
		if err != nil {
			t.Fatal(err)
		}
		m.Release()
	}
	look()
	look()
	take()
	s.does(siti, &session.TakeBackItem{Item: "gone"})
	time.Sleep(time.Minute)
	synctest.Wait()
	look()
	take()
	if drawn != 2 || made != 2 {
		t.Errorf("drawn %d times, and %d documents made, not one and one more", drawn, made)
	}
}
