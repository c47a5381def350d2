// Package files is a tree of files that are made when somebody wants them, as a
// read-only [fs.FS]: what one person may take away.
package files

import (
	"bytes"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"
)

// Node is a folder or a file of a tree.
type Node struct {
	Name string
	// Leads reports whether another name leads to it as well; nil where none does.
	Leads func(name string) bool
	// Folder lists what is in a folder; nil for a file.
	Folder func() ([]Node, error)
	// File makes a file, or shares one that is made; nil for a folder.
	File func() (*Made, error)
	// Read is called before somebody reads the first byte of a file, and ends that with
	// its error; nil where nobody wants to know.
	Read func() error
	// Barred is why nobody gets here who asks for it by name; such a node is in no
	// list. Nil for all others.
	Barred error
}

// Tree is a folder as a file system.
type Tree struct {
	Root func() ([]Node, error)
	At   time.Time // when its folders were changed
}

// Open opens a file or a folder. What is not there is [fs.ErrNotExist].
func (t Tree) Open(name string) (fs.File, error) {
	fail := func(err error) (fs.File, error) { return nil, &fs.PathError{Op: "open", Path: name, Err: err} }
	if !fs.ValidPath(name) {
		return fail(fs.ErrInvalid)
	}
	at := Node{Name: ".", Folder: t.Root}
	for part := range strings.SplitSeq(name, "/") {
		if name == "." {
			break
		}
		var err error
		if at, err = at.find(part); err != nil {
			return fail(err)
		}
	}
	o, err := t.open(at)
	if err != nil {
		return fail(err)
	}
	return o, nil
}

func (e Node) find(name string) (Node, error) {
	if e.Folder == nil {
		return Node{}, fs.ErrNotExist
	}
	all, err := e.Folder()
	if err != nil {
		return Node{}, err
	}
	at := slices.IndexFunc(all, func(in Node) bool { return in.Name == name || in.Leads != nil && in.Leads(name) })
	if at < 0 {
		return Node{}, fs.ErrNotExist
	}
	return all[at], all[at].Barred
}

func (t Tree) open(e Node) (fs.File, error) {
	if e.File != nil {
		made, err := e.File()
		if err != nil {
			return nil, err
		}
		before := func() error { return nil }
		if e.Read != nil {
			before = sync.OnceValue(e.Read)
		}
		return &file{info{e.Name, 0o444, int64(len(made.Bytes)), made.At}, before, bytes.NewReader(made.Bytes), made}, nil
	}
	all, err := e.Folder()
	if err != nil {
		return nil, err
	}
	all = slices.DeleteFunc(slices.Clone(all), func(in Node) bool { return in.Barred != nil })
	return &folder{info{e.Name, fs.ModeDir | 0o555, 0, t.At}, t, all}, nil
}

// file is an open file.
type file struct {
	info
	before func() error // somebody reads it
	from   *bytes.Reader
	made   *Made
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }

func (f *file) Read(p []byte) (int, error) {
	if err := f.before(); err != nil {
		return 0, err
	}
	return f.from.Read(p)
}

// ReadAt reads at any place, as clients do that ask for several pieces at once.
func (f *file) ReadAt(p []byte, off int64) (int, error) {
	if err := f.before(); err != nil {
		return 0, err
	}
	return f.from.ReadAt(p, off)
}

func (f *file) Close() error {
	f.made.Release()
	return nil
}

// folder is an open folder.
type folder struct {
	info
	tree Tree
	left []Node // that were not read yet
}

func (f *folder) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *folder) Close() error               { return nil }

func (f *folder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: fs.ErrInvalid}
}

// ReadDir lists the folder; see [fs.ReadDirFile]. Files are made for that: nobody
// knows before how long one is.
func (f *folder) ReadDir(n int) ([]fs.DirEntry, error) {
	take := len(f.left)
	if n > 0 {
		take = min(n, take)
		if take == 0 {
			return nil, io.EOF
		}
	}
	var all []fs.DirEntry
	for _, e := range f.left[:take] {
		o, err := f.tree.open(e)
		if err != nil {
			return all, err
		}
		is, err := o.Stat()
		if err := o.Close(); err != nil {
			return all, err
		}
		if err != nil {
			return all, err
		}
		all = append(all, fs.FileInfoToDirEntry(is))
	}
	f.left = f.left[take:]
	return all, nil
}

// info is what there is to know about an entry.
type info struct {
	name string
	mode fs.FileMode
	size int64
	at   time.Time
}

func (i info) Name() string       { return path.Base(i.name) }
func (i info) Size() int64        { return i.size }
func (i info) Mode() fs.FileMode  { return i.mode }
func (i info) ModTime() time.Time { return i.at }
func (i info) IsDir() bool        { return i.mode.IsDir() }
func (i info) Sys() any           { return nil }
