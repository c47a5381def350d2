// Package halltest is a community with a meeting for tests: of what a community is,
// of what the installation knows and of the Host that runs both.
package halltest
