// Package directory is what an installation knows: people and what lets them come
// back, the communities that it lists, the codes by which people come in, and who
// organises all of it. The [Directory] is one more log, and only the Host in
// session/host changes it.
package directory
