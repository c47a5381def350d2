package sqlite

import (
	"cmp"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"

	"github.com/ncruces/go-sqlite3"
	"github.com/ncruces/go-sqlite3/util/vfsutil"
	"github.com/ncruces/go-sqlite3/vfs"
)

// disk is a SQLite VFS whose power can be cut. What is written is seen at once,
// as in the page cache of an operating system, but it survives the cut for
// certain only once it is synced: of the rest a random part does.
type disk struct {
	vfs.VFS
	mu     sync.Mutex
	chance *rand.Rand
	left   int   // writes and syncs until the power is cut; negative is never
	says   error // then, instead of that it failed somehow
	files  map[string]*platter
	logged func() error // called before a write to a write-ahead log, which fails with it, unless it is nil
}

// platter is what a file is without its page cache.
type platter struct {
	named bool // its name survives
	safe  []byte
	loose []change
}

// change is a write, or a truncation to the offset where data is nil.
type change struct {
	offset int64
	data   []byte
}

func newDisk(t testing.TB, chance *rand.Rand) *disk {
	d := &disk{VFS: vfs.Find("os"), chance: chance, left: -1, files: map[string]*platter{}}
	vfs.Register(t.Name(), d)
	t.Cleanup(func() { vfs.Unregister(t.Name()) })
	return d
}

// OpenFilename implements [vfs.VFSFilename].
func (d *disk) OpenFilename(name *vfs.Filename, flags vfs.OpenFlag) (vfs.File, vfs.OpenFlag, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	path := name.String()
	safe, err := os.ReadFile(path)
	exists := !errors.Is(err, fs.ErrNotExist)
	f, flags, err := vfsutil.WrapOpenFilename(d.VFS, name, flags)
	if err != nil || path == "" {
		return f, flags, err // a temporary file need not survive
	}
	if d.files[path] == nil {
		d.files[path] = &platter{named: exists, safe: safe}
	}
	return &diskFile{File: f, disk: d, platter: d.files[path], log: flags&vfs.OPEN_WAL != 0}, flags, nil
}

// Delete implements [vfs.VFS]. It survives at once.
func (d *disk) Delete(path string, syncDir bool) error {
	if err := d.spend(); err != nil {
		return err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	delete(d.files, path)
	return d.VFS.Delete(path, syncDir)
}

// spend fails once the power is cut.
func (d *disk) spend() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.left == 0 {
		return cmp.Or(d.says, error(sqlite3.IOERR))
	}
	d.left--
	return nil
}

// restart gives the power back, and leaves of each file what has survived.
func (d *disk) restart(t testing.TB) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for path, p := range d.files {
		for _, c := range p.loose {
			if d.chance.IntN(2) == 0 {
				p.safe = c.apply(p.safe)
			}
		}
		p.loose = nil
		if p.named {
			must(t, os.WriteFile(path, p.safe, 0o600))
		} else {
			must(t, os.Remove(path))
			delete(d.files, path)
		}
	}
	d.left = -1
}

func (c change) apply(content []byte) []byte {
	end := int(c.offset) + len(c.data)
	if grow := end - len(content); grow > 0 {
		content = append(content, make([]byte, grow)...)
	}
	if c.data == nil {
		return content[:end]
	}
	copy(content[c.offset:], c.data)
	return content
}

// diskFile is an open file of a disk.
type diskFile struct {
	vfs.File
	disk    *disk
	platter *platter
	log     bool
}

// SharedMemory implements [vfs.FileSharedMemory].
func (f *diskFile) SharedMemory() vfs.SharedMemory { return vfsutil.WrapSharedMemory(f.File) }

func (f *diskFile) WriteAt(data []byte, offset int64) (int, error) {
	if f.log && f.disk.logged != nil {
		if err := f.disk.logged(); err != nil {
			return 0, err
		}
	}
	if err := f.change(change{offset, slices.Clone(data)}); err != nil {
		return 0, err
	}
	return f.File.WriteAt(data, offset)
}

func (f *diskFile) Truncate(size int64) error {
	if err := f.change(change{size, nil}); err != nil {
		return err
	}
	return f.File.Truncate(size)
}

func (f *diskFile) change(c change) error {
	if err := f.disk.spend(); err != nil {
		return err
	}
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	f.platter.loose = append(f.platter.loose, c)
	return nil
}

func (f *diskFile) Sync(vfs.SyncFlag) error {
	if err := f.disk.spend(); err != nil {
		return err
	}
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	for _, c := range f.platter.loose {
		f.platter.safe = c.apply(f.platter.safe)
	}
	f.platter.loose, f.platter.named = nil, true
	return nil
}
