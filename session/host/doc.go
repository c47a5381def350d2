// Package host runs an installation: its directory and every community that is
// open, live. Everything that people do goes through the [Host], and everything that
// they see comes from it.
package host
