package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/register"
)

func TestASecretIsMadeOnce(t *testing.T) {
	data := t.TempDir()
	for _, s := range []secret{codeKey(), hostKeys()[0]} {
		made, err := s.in(data)
		if err != nil || len(made) < pepperLength {
			t.Fatalf("%s: %d bytes, %v", s.name, len(made), err)
		}
		s.fresh = func() ([]byte, error) {
			t.Errorf("%s was made twice", s.name)
			return nil, nil
		}
		if again, err := s.in(data); err != nil || !bytes.Equal(made, again) {
			t.Errorf("%s: %x became %x, %v", s.name, made, again, err)
		}
		info, err := os.Stat(filepath.Join(data, s.name))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: mode %v, %v", s.name, info.Mode(), err)
		}
	}
}

func TestASecretThatFailsLeavesNothing(t *testing.T) {
	data := t.TempDir()
	failure, failing := errors.New("no randomness"), codeKey()
	failing.fresh = func() ([]byte, error) { return nil, failure }
	if _, err := failing.in(data); !errors.Is(err, failure) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(data); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := codeKey().in(filepath.Join(data, "missing")); err == nil {
		t.Error("wrote into a folder that is not there")
	}
}

// TestABrokenSecretIsNamed, and nothing else takes its place: the server does not
// start, and says which file it is and what to do.
func TestABrokenSecretIsNamed(t *testing.T) {
	words, err := locale.Load(register.All())
	if err != nil {
		t.Fatal(err)
	}
	en := words.In("en")
	type spoil func(path string) error
	contents := func(change func([]byte) []byte) spoil {
		return func(path string) error {
			b, err := os.ReadFile(path)
			return errors.Join(err, os.WriteFile(path, change(b), 0o600))
		}
	}
	for _, s := range secrets() {
		broken := en.T(s.lost, "file", "FILE")
		for name, test := range map[string]struct {
			spoil spoil
			say   string
		}{
			"empty":    {contents(func([]byte) []byte { return nil }), broken},
			"cut off":  {contents(func(b []byte) []byte { return b[:len(b)/2] }), broken},
			"a folder": {func(path string) error { return errors.Join(os.Remove(path), os.Mkdir(path, 0o700)) }, en.T("command.secret_unreadable", "reason", "read FILE: is a directory")},
		} {
			t.Run(s.name+" "+name, func(t *testing.T) {
				i := start(t, Config{Data: t.TempDir()})
				if err := i.Close(); err != nil {
					t.Fatal(err)
				}
				path := filepath.Join(i.Data, s.name)
				if err := test.spoil(path); err != nil {
					t.Fatal(err)
				}
				again := &Main{Config: i.Config, Random: rand.Reader, Stderr: io.Discard}
				err := again.Run(t.Context())
				if err == nil {
					t.Error("the server started")
				} else if got, want := en.Error(err), strings.ReplaceAll(test.say, "FILE", path); got != want {
					t.Errorf("the server says %q, want %q", got, want)
				}
				if err := again.Close(); err != nil {
					t.Error(err)
				}
			})
		}
	}
}

func TestHostKeys(t *testing.T) {
	for i, want := range []struct{ name, kind string }{
		{"host.key", gossh.KeyAlgoED25519}, {"host-rsa.key", gossh.KeyAlgoRSA},
	} {
		s := hostKeys()[i]
		key, err := s.fresh()
		if err != nil {
			t.Fatal(err)
		}
		signer, err := gossh.ParsePrivateKey(key)
		if err != nil || s.name != want.name || signer.PublicKey().Type() != want.kind {
			t.Errorf("%s: %v, %v, want %v", s.name, signer, err, want)
		}
	}
}

// rsaHostKey is made once, and shared by all installations of the tests.
var rsaHostKey = sync.OnceValues(newRSAHostKey)

// lendHostKey puts the shared key where a first start would make one.
func lendHostKey(t *testing.T, data string) {
	t.Helper()
	if err := os.MkdirAll(data, 0o700); err != nil {
		t.Fatal(err)
	}
	slow := hostKeys()[1]
	slow.fresh = rsaHostKey
	if _, err := slow.in(data); err != nil {
		t.Fatal(err)
	}
}
