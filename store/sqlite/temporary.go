package sqlite

import (
	"errors"
	"os"
	"syscall"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// besideVFS keeps SQLite's temporary files in the folder of a store. To rebuild the
// file SQLite writes all that is alive into one, with the links to authors and the
// open ballots: that must stay on the store's disk, and must not depend on a folder
// of the system.
type besideVFS struct {
	vfs.VFS
	folder string
}

// registerBeside makes the VFS for the files of a folder known to SQLite, and returns
// its name. base is the name of the VFS that does the rest.
func registerBeside(base, folder string) string {
	name := "beside:" + base + ":" + folder
	vfs.Register(name, besideVFS{vfs.Find(base), folder})
	return name
}

// OpenFilename implements [vfs.VFSFilename]. A file without a name is a temporary one.
func (b besideVFS) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	if name != nil {
		return vfsutil.WrapOpenFilename(b.VFS, name, flags)
	}
	f, err := os.CreateTemp(b.folder, ".convene-temporary-*")
	if err != nil {
		return nil, flags, vfs.SystemError(err, sqlite3.IOERR_GETTEMPPATH)
	}
	// The name goes before the first word is written, so that a kill leaves no file.
	if err := os.Remove(f.Name()); err != nil {
		return nil, flags, vfs.SystemError(errors.Join(err, f.Close()), sqlite3.IOERR_GETTEMPPATH)
	}
	return temporary{f}, flags, nil
}

// temporary is a file that only one connection knows, and only until it closes it.
type temporary struct{ *os.File }

// WriteAt implements [vfs.File]. It says that the disk is full, because once the file
// is closed there is room again, and nobody could find out.
func (t temporary) WriteAt(b []byte, at int64) (int, error) {
	n, err := t.File.WriteAt(b, at)
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		err = vfs.SystemError(err, sqlite3.FULL)
	}
	return n, err
}

// Size implements [vfs.File].
func (t temporary) Size() (int64, error) {
	about, err := t.Stat()
	if err != nil {
		return 0, err
	}
	return about.Size(), nil
}

// Sync implements [vfs.File]. Nobody reads the file after a power cut.
func (temporary) Sync(vfs.SyncFlag) error { return nil }

// Lock implements [vfs.File]. Nobody else can open the file.
func (temporary) Lock(vfs.LockLevel) error { return nil }

// Unlock implements [vfs.File].
func (temporary) Unlock(vfs.LockLevel) error { return nil }

// CheckReservedLock implements [vfs.File].
func (temporary) CheckReservedLock() (bool, error) { return false, nil }

// SectorSize implements [vfs.File]. Zero is SQLite's default.
func (temporary) SectorSize() int { return 0 }

// DeviceCharacteristics implements [vfs.File].
func (temporary) DeviceCharacteristics() vfs.DeviceCharacteristic { return 0 }
