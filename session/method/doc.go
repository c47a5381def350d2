// Package method names the terms of the method by which communities of practice meet:
// who people are in a meeting, what an agenda and a board are made of, what a
// contribution shows of its author and to whom, and how promises stand. It knows the
// words and their order, and no community. Source: method.md.
package method
