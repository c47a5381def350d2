package main

import (
	"crypto"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/pem"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	gossh "golang.org/x/crypto/ssh"
)

// secret reads a small file that only this installation may know, or makes it
// where it is missing, with mode 0600. It is complete under its name or not
// there at all, also after a power cut: a server that came back with another
// key would look like somebody else's.
func secret(path string, fresh func() ([]byte, error)) ([]byte, error) {
	kept, err := os.ReadFile(path)
	if !errors.Is(err, fs.ErrNotExist) {
		return kept, err
	}
	made, err := fresh()
	if err != nil {
		return nil, err
	}
	return made, write(path, made)
}

// write writes a new file durably.
func write(path string, b []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*") // mode 0600
	if err != nil {
		return err
	}
	_, err = f.Write(b)
	err = errors.Join(err, f.Sync(), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// newHostKey makes the key by which people's clients recognise the server.
func newHostKey() ([]byte, error) {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	return asPEM(key)
}

// newRSAHostKey makes the key for clients whose rules (FIPS 140) or age forbid the
// other. It takes a second.
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

// newPepper makes the secret without which hashed codes are useless.
func newPepper() ([]byte, error) {
	b := make([]byte, 32)
	_, err := rand.Read(b)
	return b, err
}
