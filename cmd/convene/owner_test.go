package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// service is whom the server runs as.
const service = 12345

// TestRootLeavesNothingThatTheServerCannotRead in the data folder of whom it runs as.
func TestRootLeavesNothingThatTheServerCannotRead(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	each(t, i.Data, func(path string) error { return os.Chown(path, service, service) })
	archive, restored := filepath.Join(t.TempDir(), "backup.tar"), t.TempDir()
	for range 2 { // also into a folder that is there
		if code, said := i.shell(map[string]string{"CONVENE_DATA": i.Data}, "backup", filepath.Join(t.TempDir(), "backup.tar")); code != 0 || said != "" {
			t.Fatalf("exit code %d, %q", code, said)
		}
	}
	notes := 0
	each(t, i.Data, func(path string) error {
		if filepath.Dir(path) == string(i.notes()) {
			notes++
		}
		return nil
	})
	if notes == 0 {
		t.Error("there is no note")
	}
	ofTheService(t, i.Data)
	if err := os.Chown(restored, service, service); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{{"backup", archive, "--data", i.Data}, {"restore", archive, "--data", restored}} {
		if code, said := i.shell(nil, args...); code != 0 || said != "" {
			t.Fatalf("%v: exit code %d, %q", args, code, said)
		}
	}
	ofTheService(t, restored)
}

// each does something to a folder and to all that is in it.
func each(t *testing.T, folder string, do func(path string) error) {
	t.Helper()
	if err := filepath.WalkDir(folder, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return do(path)
	}); err != nil {
		t.Fatal(err)
	}
}

// ofTheService wants a folder and all that is in it to be the server's.
func ofTheService(t *testing.T, folder string) {
	t.Helper()
	each(t, folder, func(path string) error {
		info, err := os.Stat(path)
		if err != nil {
			return err
		}
		if owner := info.Sys().(*syscall.Stat_t).Uid; owner != service {
			t.Errorf("%s is owned by %d", path, owner)
		}
		return nil
	})
}
