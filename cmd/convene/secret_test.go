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
	path := filepath.Join(t.TempDir(), "code.key")
	made, err := secret(path, newPepper)
	if err != nil || len(made) != 32 {
		t.Fatalf("%d bytes, %v", len(made), err)
	}
	again, err := secret(path, func() ([]byte, error) {
		t.Error("made twice")
		return nil, nil
	})
	if err != nil || !bytes.Equal(made, again) {
		t.Errorf("%x became %x, %v", made, again, err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestASecretThatFailsLeavesNothing(t *testing.T) {
	folder := t.TempDir()
	failure := errors.New("no randomness")
	if _, err := secret(filepath.Join(folder, "code.key"), func() ([]byte, error) { return nil, failure }); !errors.Is(err, failure) {
		t.Errorf("%v", err)
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
	if _, err := secret(filepath.Join(folder, "missing", "code.key"), newPepper); err == nil {
		t.Error("wrote into a folder that is not there")
	}
}

func TestHostKeys(t *testing.T) {
	for kind, fresh := range map[string]func() ([]byte, error){
		gossh.KeyAlgoED25519: newHostKey,
		gossh.KeyAlgoRSA:     rsaHostKey,
	} {
		key, err := fresh()
		if err != nil {
			t.Fatal(err)
		}
		signer, err := gossh.ParsePrivateKey(key)
		if err != nil || signer.PublicKey().Type() != kind {
			t.Errorf("%v, %v, want %s", signer, err, kind)
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
	if _, err := secret(filepath.Join(data, "host-rsa.key"), rsaHostKey); err != nil {
		t.Fatal(err)
	}
}
