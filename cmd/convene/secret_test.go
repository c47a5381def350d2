package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
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

func TestHostKeyIsEd25519(t *testing.T) {
	key, err := newHostKey()
	if err != nil {
		t.Fatal(err)
	}
	signer, err := gossh.ParsePrivateKey(key)
	if err != nil || signer.PublicKey().Type() != gossh.KeyAlgoED25519 {
		t.Errorf("%v, %v", signer, err)
	}
}
