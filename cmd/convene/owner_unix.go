//go:build unix

package main

import (
	"os"
	"syscall"
)

// giveTo gives what root has made to the owner of a folder, who has to read it. All others
// own what they make there.
func giveTo(folder string, made ...string) error {
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
