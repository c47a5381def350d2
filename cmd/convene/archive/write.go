package archive

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"filippo.io/age"
)

// Write writes an archive. The secrets are sealed unless the passphrase is empty.
func Write(w io.Writer, c Contents, passphrase string) error {
	secrets, err := pack(c, passphrase)
	if err != nil {
		return err
	}
	m := manifest{Format: format, Version: c.Version, At: c.At}
	for _, path := range c.Files {
		member, err := describeFile(path)
		if err != nil {
			return err
		}
		m.Members = append(m.Members, member)
	}
	name := secretsName
	if passphrase != "" {
		name = sealedName
	}
	member, err := describe(name, bytes.NewReader(secrets))
	if err != nil {
		return err
	}
	m.Members = append(m.Members, member)
	manifest, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return err
	}
	t := tar.NewWriter(w)
	if err := put(t, manifestName, c.At, manifest); err != nil {
		return err
	}
	for _, path := range c.Files {
		if err := putFile(t, c.At, path); err != nil {
			return err
		}
	}
	return errors.Join(put(t, name, c.At, secrets), t.Close())
}

// pack makes the tar of the secrets.
func pack(c Contents, passphrase string) ([]byte, error) {
	var b bytes.Buffer
	sealed, err := seal(&b, passphrase)
	if err != nil {
		return nil, err
	}
	t := tar.NewWriter(sealed)
	for _, name := range slices.Sorted(maps.Keys(c.Secrets)) {
		if err := put(t, name, c.At, c.Secrets[name]); err != nil {
			return nil, err
		}
	}
	if err := errors.Join(t.Close(), sealed.Close()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// workFactor makes each guess of a passphrase cost 64 MiB and a quarter of a second.
// The default of age takes 256 MiB, which a small machine does not have beside its
// server.
const workFactor = 16

// seal seals what is written, unless the passphrase is empty.
func seal(w io.Writer, passphrase string) (io.WriteCloser, error) {
	if passphrase == "" {
		return open{w}, nil
	}
	to, err := age.NewScryptRecipient(passphrase)
	if err != nil {
		return nil, err
	}
	to.SetWorkFactor(workFactor)
	return age.Encrypt(w, to)
}

// open is a writer that seals nothing.
type open struct{ io.Writer }

func (open) Close() error { return nil }

// describeFile reads a file to know what will be written.
func describeFile(path string) (member, error) {
	f, err := os.Open(path)
	if err != nil {
		return member{}, err
	}
	m, err := describe(filepath.Base(path), f)
	return m, errors.Join(err, f.Close())
}

func describe(name string, content io.Reader) (member, error) {
	hash := sha256.New()
	_, err := io.Copy(hash, content)
	return member{name, sum(hash)}, err
}

func put(t *tar.Writer, name string, at time.Time, content []byte) error {
	return putFrom(t, name, at, bytes.NewReader(content), int64(len(content)))
}

func putFile(t *tar.Writer, at time.Time, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	about, err := f.Stat()
	if err == nil {
		err = putFrom(t, about.Name(), at, f, about.Size())
	}
	return errors.Join(err, f.Close())
}

func putFrom(t *tar.Writer, name string, at time.Time, content io.Reader, size int64) error {
	h := &tar.Header{Typeflag: tar.TypeReg, Name: name, Size: size, Mode: 0o600, ModTime: at}
	if err := t.WriteHeader(h); err != nil {
		return err
	}
	_, err := io.Copy(t, content)
	return err
}
