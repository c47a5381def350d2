// Package session is the domain of Convene: communities, their meetings, and
// the changes that people make to them. It knows no screen, no SSH and no SQL.
//
// A [Change] is one thing a person does. The Host in session/host checks it against
// the [Community] as it stands, writes it to the [ledger.Log] and only then shows
// it. What people read is never the community itself but a view of it: [Shared], the
// same for everybody of one audience, and [Own], what one person alone may see. What
// is refused is refused with one of the codes in session/refusal.
package session
