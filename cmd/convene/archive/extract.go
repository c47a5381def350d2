package archive

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"filippo.io/age"
)

// maxSmall is how many bytes a manifest, or all secrets together, may have: they
// are held in memory.
const maxSmall = 1 << 20

// Extract writes the files of an archive into a folder, for their owner only, and
// syncs them. Where it returns an error, what it has written is not to be used.
func Extract(r io.Reader, folder, passphrase string) error {
	e := &extraction{tar: tar.NewReader(r), folder: folder, passphrase: passphrase}
	m, err := e.manifest()
	if err != nil {
		return err
	}
	for _, member := range m.Members {
		if err := e.member(member); err != nil {
			return err
		}
	}
	if _, err := e.tar.Next(); !errors.Is(err, io.EOF) {
		return damaged("more follows than its manifest says")
	}
	return nil
}

// extraction is an archive that is read from its beginning to its end.
type extraction struct {
	tar        *tar.Reader
	folder     string
	passphrase string
}

func (e *extraction) manifest() (m manifest, err error) {
	if err := e.next(manifestName); err != nil {
		return m, err
	}
	b, err := small(e.tar)
	if err != nil {
		return m, err
	}
	// A newer manifest may look different in all but this.
	var of struct{ Format int }
	if err := json.Unmarshal(b, &of); err != nil {
		return m, damaged("its manifest: %v", err)
	}
	if of.Format > format {
		return m, ErrTooNew
	}
	if err := json.Unmarshal(b, &m); err != nil {
		return m, damaged("its manifest: %v", err)
	}
	return m, nil
}

// next goes to the next file of the tar, which has to have that name.
func (e *extraction) next(name string) error {
	h, err := e.tar.Next()
	switch {
	case err != nil:
		return damaged("%s is missing: %v", name, err)
	case h.Name != name || h.Typeflag != tar.TypeReg:
		return damaged("%q stands where %s should", h.Name, name)
	}
	return nil
}

// member extracts one part and holds it against the manifest.
func (e *extraction) member(m member) error {
	if err := e.next(m.Name); err != nil {
		return err
	}
	hash := sha256.New()
	from := io.TeeReader(e.tar, hash)
	secret := m.Name == secretsName || m.Name == sealedName
	var secrets []byte
	var err error
	if secret {
		secrets, err = small(from)
	} else {
		err = e.file(m.Name, from)
	}
	switch {
	case err != nil:
		return err
	case sum(hash) != m.SHA256:
		return damaged("%s is another one than its manifest says", m.Name)
	case secret:
		return e.secrets(m.Name, secrets)
	}
	return nil
}

// secrets extracts the files of the inner tar.
func (e *extraction) secrets(name string, b []byte) (err error) {
	inner := io.Reader(bytes.NewReader(b))
	if name == sealedName {
		if inner, err = e.unseal(inner); err != nil {
			return err
		}
	}
	for t := tar.NewReader(inner); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return damaged("%s: %v", name, err)
		}
		if err := e.file(h.Name, t); err != nil {
			return err
		}
	}
}

func (e *extraction) unseal(r io.Reader) (io.Reader, error) {
	if e.passphrase == "" {
		return nil, ErrSealed
	}
	by, err := age.NewScryptIdentity(e.passphrase)
	if err != nil {
		return nil, err
	}
	opened, err := age.Decrypt(r, by)
	if wrong := (*age.NoIdentityMatchError)(nil); errors.As(err, &wrong) {
		return nil, ErrPassphrase
	}
	if err != nil {
		return nil, damaged("its secrets: %v", err)
	}
	return opened, nil
}

// file writes a new file.
func (e *extraction) file(name string, from io.Reader) error {
	if err := checkName(name); err != nil {
		return err
	}
	f, err := os.OpenFile(filepath.Join(e.folder, name), os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(f, from)
	if errors.Is(err, io.ErrUnexpectedEOF) {
		err = damaged("%s is cut off", name)
	}
	return errors.Join(err, f.Sync(), f.Close())
}

// small reads what has to fit in memory.
func small(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxSmall+1))
	if err != nil {
		return nil, damaged("%v", err)
	}
	if len(b) > maxSmall {
		return nil, damaged("a part that should be small is not")
	}
	return b, nil
}
