//go:build !unix

package main

// giveTo does nothing where what is in a folder is for whom the folder is for.
func giveTo(string, ...string) error { return nil }
