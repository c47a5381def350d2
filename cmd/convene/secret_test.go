package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"
)

func TestASecretIsMadeOnce(t *testing.T) {
	data := t.TempDir()
	for _, s := range []secret{codeKey(), hostKeys()[0]} {
		made, err := s.in(data, true)
		if err != nil || len(made) < pepperLength {
			t.Fatalf("%s: %d bytes, %v", s.name, len(made), err)
		}
		s.fresh = func() ([]byte, error) {
			t.Errorf("%s was made twice", s.name)
			return nil, nil
		}
		if again, err := s.in(data, true); err != nil || !bytes.Equal(made, again) {
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
	if _, err := failing.in(data, true); !errors.Is(err, failure) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(data); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := codeKey().in(filepath.Join(data, "missing"), true); err == nil {
		t.Error("wrote into a folder that is not there")
	}
}

// TestASecretThatCannotBeReadIsNamed, and nothing else takes its place.
func TestASecretThatCannotBeReadIsNamed(t *testing.T) {
	for _, s := range secrets() {
		data := t.TempDir()
		path := filepath.Join(data, s.name)
		if err := os.Mkdir(path, 0o700); err != nil {
			t.Fatal(err)
		}
		var said *told
		if _, err := s.in(data, true); !errors.As(err, &said) || said.key != "command.secret_unreadable" || said.facts["reason"] != "read "+path+": is a directory" {
			t.Errorf("%s: %+v", s.name, said)
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
	if _, err := slow.in(data, true); err != nil {
		t.Fatal(err)
	}
}
