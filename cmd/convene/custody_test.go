package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session/ledger"
)

// spoil does something to a file that its owner did not mean.
type spoil func(path string) error

func contents(change func([]byte) []byte) spoil {
	return func(path string) error {
		b, err := os.ReadFile(path)
		return errors.Join(err, os.WriteFile(path, change(b), 0o600))
	}
}

func emptied([]byte) []byte { return nil }

func openToOthers(path string) error { return os.Chmod(path, 0o644) }

// TestAStoreAndItsSecretsBelongTogether: where one of them is missing or another, the
// server does not start, says which it is and what to do, and makes nothing in its
// place until it is told to go on with what is there.
func TestAStoreAndItsSecretsBelongTogether(t *testing.T) {
	i := start(t, Config{Data: t.TempDir()})
	older := i.bytesOf(filepath.Join(i.Data, storeFile))
	if _, _, err := i.host.Meet(t.Context(), "", "en"); err != nil {
		t.Fatal(err)
	}
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	en := i.Languages.In("en")
	for _, s := range secrets() {
		lost, told := en.T(s.lost, "file", "FOLDER/"+s.name), en.T("command.secret_open", "file", "FOLDER/"+s.name)
		i.wantRefused(s.name+" removed", s.name, os.Remove, lost, true)
		i.wantRefused(s.name+" emptied", s.name, contents(emptied), lost, false)
		i.wantRefused(s.name+" cut off", s.name, contents(func(b []byte) []byte { return b[:len(b)/2] }), lost, false)
		i.wantRefused(s.name+" open to others", s.name, openToOthers, told, false)
	}
	for _, file := range []string{storeFile, storeFile + ".head"} {
		i.wantRefused(file+" open to others", file, openToOthers, en.T("command.secret_open", "file", "FOLDER/"+file), false)
	}
	missing := en.T("command.store_missing", "store", "sqlite:FOLDER/convene.db", "key", "FOLDER/code.key")
	i.wantRefused("store removed", storeFile, os.Remove, missing, true)
	i.wantRefused("store emptied", storeFile, contents(emptied), missing, true)
	i.wantRefused("store and what is beside it removed", storeFile, func(path string) error {
		return errors.Join(os.Remove(path), os.Remove(path+".head"))
	}, missing, true)
	lost := func(why string) string {
		return en.T("command.store_lost", "reason", "sqlite: open FOLDER/convene.db: "+why)
	}
	i.wantRefused("an older store", storeFile, contents(func([]byte) []byte { return older }), lost("it ends after 0 writes, and 2 were made"), true)
	i.wantRefused("no head", storeFile+".head", os.Remove, lost("nothing beside it says where it ended"), true)
	i.wantRefused("store cut off", storeFile, contents(func(b []byte) []byte { return b[:len(b)-4096] }),
		en.T("command.store_damaged", "reason", "sqlite: open FOLDER/convene.db: sqlite3: invalid _pragma: sqlite3: database disk image is malformed"), false)
}

// TestAStoreElsewhereIsAsPrivate as one in the data folder: it is not served where others
// can read it, and what a command makes beside it is read by nobody else.
func TestAStoreElsewhereIsAsPrivate(t *testing.T) {
	file := filepath.Join(t.TempDir(), "elsewhere.db")
	c := Config{Data: t.TempDir(), Store: "sqlite:" + file}
	if err := serves(t, c); err != nil {
		t.Fatal(err)
	}
	s, err := c.openToRead(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	all, err := filepath.Glob(file + "*")
	if err != nil || len(all) < 3 {
		t.Errorf("beside the store are %q, %v", all, err)
	}
	for _, path := range all {
		if about, err := os.Stat(path); err != nil || about.Mode().Perm() != 0o600 {
			t.Errorf("%s is %v, %v", path, about.Mode(), err)
		}
	}
	if err := errors.Join(s.Close(), openToOthers(file)); err != nil {
		t.Fatal(err)
	}
	var said *told
	if err := serves(t, c); !errors.As(err, &said) || said.key != "command.secret_open" {
		t.Errorf("open to others it says %v", err)
	}
}

// TestAStartSaysWhatHelps where the disk is at fault.
func TestAStartSaysWhatHelps(t *testing.T) {
	for trouble, key := range map[ledger.Trouble]string{
		ledger.ErrLost: "command.store_lost", ledger.ErrDamaged: "command.store_damaged",
		ledger.ErrFull: "command.store_full", ledger.ErrReadOnly: "command.store_read_only",
	} {
		var said *told
		if err := toldOfStore(fmt.Errorf("open: %w", trouble)); !errors.As(err, &said) || said.key != key {
			t.Errorf("of %q it says %v", trouble, err)
		}
	}
}

// wantRefused spoils a copy of the folder, and wants the start to be refused with a
// sentence, and then to succeed where it is told to go on with what is there.
func (i *installation) wantRefused(name, file string, spoil spoil, sentence string, goesOn bool) {
	i.t.Run(name, func(t *testing.T) {
		data := t.TempDir()
		if err := os.CopyFS(data, os.DirFS(i.Data)); err != nil {
			t.Fatal(err)
		}
		closeToOthers(t, data)
		if err := spoil(filepath.Join(data, file)); err != nil {
			t.Fatal(err)
		}
		before := names(t, data)
		want := strings.ReplaceAll(sentence, "FOLDER", data)
		for range 2 {
			err := serves(t, Config{Data: data})
			if err == nil {
				t.Error("the server started")
			} else if got := i.Languages.In("en").Error(err); got != want {
				t.Errorf("the server says %q, want %q", got, want)
			}
		}
		if after := names(t, data); strings.Contains(after, file) != strings.Contains(before, file) {
			t.Errorf("there were %s, and are %s", before, after)
		}
		if err := serves(t, Config{Data: data, AsItIs: true}); (err == nil) != goesOn {
			t.Errorf("as it is: %v", err)
		}
		if err := serves(t, Config{Data: data}); (err == nil) != goesOn {
			t.Errorf("after that: %v", err)
		}
	})
}

// closeToOthers undoes what a copy of a folder does to permissions.
func closeToOthers(t *testing.T, folder string) {
	t.Helper()
	for name := range strings.FieldsSeq(names(t, folder)) {
		if err := os.Chmod(filepath.Join(folder, name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// names are the files in a folder, without those that SQLite makes when it reads.
func names(t *testing.T, folder string) string {
	t.Helper()
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, f := range files {
		all = append(all, f.Name())
	}
	return " " + strings.Join(all, " ") + " "
}

// serves starts the server and stops it.
func serves(t *testing.T, c Config) error {
	t.Helper()
	c.Listen = "127.0.0.1:0"
	m := &Main{Config: c, Languages: catalogues(t), Random: rand.Reader, Stderr: io.Discard}
	err := m.Run(t.Context())
	if err := m.Close(); err != nil {
		t.Error(err)
	}
	return err
}
