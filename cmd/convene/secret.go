package main

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/store"
)

// secret is a small file in the data folder that only this installation may know.
type secret struct {
	name  string
	fresh func() ([]byte, error)
	good  func([]byte) bool
	lost  string // the key of what a person reads where it is missing or broken
}

// codeKey is that without which hashed codes are useless.
func codeKey() secret {
	return secret{"code.key", newPepper, func(b []byte) bool { return len(b) == pepperLength }, "command.code_key_lost"}
}

// secrets are all of them, first the one that a server misses its store by.
func secrets() []secret { return append([]secret{codeKey()}, hostKeys()...) }

// hostKeys are those by which people's clients recognise the server: the usual
// one, and one for clients whose rules (FIPS 140) or age forbid it.
func hostKeys() []secret {
	good := func(b []byte) bool {
		_, err := gossh.ParsePrivateKey(b)
		return err == nil
	}
	return []secret{
		{"host.key", newHostKey, good, "command.host_key_lost"},
		{"host-rsa.key", newRSAHostKey, good, "command.host_key_lost"},
	}
}

// in reads the secret from the data folder, or makes it where it is missing and may
// be new, with mode 0600. It is complete under its name or not there at all, also
// after a power cut: a server that came back with another key would look like
// somebody else's. For the same reason nothing replaces one that is broken.
func (s secret) in(data string, mayBeNew bool) ([]byte, error) {
	kept, err := s.kept(data)
	if !errors.Is(err, fs.ErrNotExist) {
		return kept, err
	}
	if !mayBeNew {
		return nil, s.toldLost(data)
	}
	made, err := s.fresh()
	if err != nil {
		return nil, err
	}
	return made, create(filepath.Join(data, s.name), func(w io.Writer) error {
		_, err := w.Write(made)
		return err
	})
}

func (s secret) toldLost(data string) error {
	return &told{s.lost, facts{"file": filepath.Join(data, s.name)}, exitRefused}
}

// kept reads the secret from the data folder. The error wraps [fs.ErrNotExist] where
// it is missing.
func (s secret) kept(data string) ([]byte, error) {
	path := filepath.Join(data, s.name)
	kept, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, err
	case err != nil:
		return nil, &told{"command.secret_unreadable", facts{"reason": err.Error()}, exitRefused}
	case !s.good(kept):
		return nil, s.toldLost(data)
	}
	return kept, refuseReadable(path)
}

// refuseReadable refuses a file that others on the machine may read.
func refuseReadable(path string) error {
	about, err := os.Stat(path)
	if err == nil && about.Mode().Perm()&forOthers != 0 {
		err = &told{"command.secret_open", facts{"file": path}, exitRefused}
	}
	return err
}

// forOthers are the permissions of a file that let others than its owner at it.
const forOthers fs.FileMode = 0o077

// makeFolder makes a folder for its owner only, with those above it. Undo removes those that
// were missing, where nothing is in them.
func makeFolder(path string) (undo func(), err error) {
	var made []string
	for at := path; ; at = filepath.Dir(at) {
		if _, err := os.Lstat(at); !errors.Is(err, fs.ErrNotExist) {
			break
		}
		made = append(made, at)
	}
	undo = func() {
		for _, folder := range made {
			_ = os.Remove(folder) // unless something is in it
		}
	}
	return undo, os.MkdirAll(path, 0o700)
}

// create writes a new file durably, with mode 0600. It is not there under its name
// before it is complete.
func create(path string, content func(io.Writer) error) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return err
	}
	err = errors.Join(content(f), f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return store.SyncFolder(filepath.Dir(path))
}

// newHostKey makes a key of Ed25519.
func newHostKey() ([]byte, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return asPEM(key)
}

// newRSAHostKey makes a key of RSA, which takes a second.
func newRSAHostKey() ([]byte, error) {
	key, err := rsa.GenerateKey(rand.Reader, 3072)
	if err != nil {
		return nil, err
	}
	return asPEM(key)
}

func asPEM(key crypto.PrivateKey) ([]byte, error) {
	block, err := gossh.MarshalPrivateKey(key, "convene")
	if err != nil {
		return nil, err
	}
	return pem.EncodeToMemory(block), nil
}

const pepperLength = 32

func newPepper() ([]byte, error) {
	b := make([]byte, pepperLength)
	_, err := rand.Read(b)
	return b, err
}
