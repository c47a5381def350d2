//go:build unix

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// TestRootLeavesNothingThatTheServerCannotRead in the data folder of whom it runs as.
func TestRootLeavesNothingThatTheServerCannotRead(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("only root can be somebody else")
	}
	i := start(t, Config{Data: t.TempDir(), Demo: true})
	if err := i.Close(); err != nil {
		t.Fatal(err)
	}
	const service = 12345
	of := func(path string) uint32 {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Sys().(*syscall.Stat_t).Uid
	}
	each := func(do func(path string) error) {
		t.Helper()
		if err := filepath.WalkDir(i.Data, func(path string, _ os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			return do(path)
		}); err != nil {
			t.Fatal(err)
		}
	}
	each(func(path string) error { return os.Chown(path, service, service) })
	for range 2 { // also into a folder that is there
		if code, said := i.shell(map[string]string{"CONVENE_DATA": i.Data}, "backup", filepath.Join(t.TempDir(), "backup.tar")); code != 0 || said != "" {
			t.Fatalf("exit code %d, %q", code, said)
		}
	}
	notes := 0
	each(func(path string) error {
		if filepath.Dir(path) == string(i.notes()) {
			notes++
		}
		if owner := of(path); owner != service {
			t.Errorf("%s is owned by %d", path, owner)
		}
		return nil
	})
	if notes == 0 {
		t.Error("there is no note")
	}
}
