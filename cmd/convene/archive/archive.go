// Package archive puts files into one file that can be carried away, and takes
// them out again where all are as they were put in.
//
// An archive is a tar, so that any machine can look into it: manifest.json, which
// says what follows, then the files. Those that are secret are in a tar of their
// own, secrets.tar. With a passphrase that one is sealed in the format of age and
// named secrets.tar.age; the program of that name can open it too.
package archive

import (
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"path/filepath"
	"time"
)

// What [Extract] returns besides the errors of the disk.
var (
	// ErrDamaged is wrapped by an error that says what is wrong.
	ErrDamaged = errors.New("archive: it is not as it was written")
	// ErrExport is returned for the JSON of an export, which lacks what its readers may not
	// see.
	ErrExport = errors.New("archive: it is the JSON of an export")
	// ErrOther is returned for JSON that this program has not written.
	ErrOther = errors.New("archive: it is other JSON")
	// ErrTooNew is returned for an archive that a newer program wrote.
	ErrTooNew = errors.New("archive: written by a newer program")
	// ErrSealed is returned where a passphrase is needed and none was given.
	ErrSealed = errors.New("archive: its secrets are sealed with a passphrase")
	// ErrPassphrase is returned where the passphrase is another one.
	ErrPassphrase = errors.New("archive: the passphrase is another one")
)

const (
	format       = 1
	manifestName = "manifest.json"
	secretsName  = "secrets.tar"
	sealedName   = "secrets.tar.age"
)

// manifest says what an archive holds.
type manifest struct {
	Format  int       `json:"format"`
	Version string    `json:"version"` // of the program that wrote it
	At      time.Time `json:"at"`
	Members []member  `json:"members"` // in the order in which they follow
}

// member is one part of an archive.
type member struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"` // of its bytes, in hexadecimal
}

// Contents are what goes into an archive.
type Contents struct {
	Version string
	At      time.Time
	Files   []string          // paths; each comes out under the last part of its path
	Secrets map[string][]byte // by name
}

// sum is what a manifest says of bytes that were written into hash.
func sum(hash hash.Hash) string { return hex.EncodeToString(hash.Sum(nil)) }

// damaged is an [ErrDamaged] that says what is wrong.
func damaged(format string, args ...any) error {
	return fmt.Errorf("%w: %s", ErrDamaged, fmt.Sprintf(format, args...))
}

// checkName refuses the name of a file that would come out elsewhere than in the
// folder.
func checkName(name string) error {
	if !fs.ValidPath(name) || !filepath.IsLocal(name) || filepath.Base(name) != name || name == "." {
		return damaged("%q is no name of a file", name)
	}
	return nil
}
