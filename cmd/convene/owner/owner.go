// Package owner gives what a command makes to the owner of the folder that it is made in.
package owner

import (
	"os"
	"syscall"
)

// GiveTo gives what root has made in a folder to the owner of the folder, as whom the
// server reads it. Whoever else made it owns it, and nothing is done. Its errors are those
// of the file system.
func GiveTo(folder string, made ...string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	about, err := os.Stat(folder)
	if err != nil {
		return err
	}
	owner := about.Sys().(*syscall.Stat_t)
	for _, path := range made {
		if err := os.Lchown(path, int(owner.Uid), int(owner.Gid)); err != nil {
			return err
		}
	}
	return nil
}
