package ledger

import (
	"encoding/json"
	"io"
	"time"
)

// MemberID names whoever makes changes to one log.
type MemberID string

// ChangeID names one change: random, chosen by whoever makes it, and the same
// when they try again.
type ChangeID string

// Who makes a change.
type Who struct {
	Member MemberID
	// Host marks what the program does itself, because of a code or of something
	// that it did elsewhere. Whoever takes deeds from outside must leave it unset.
	Host bool
}

// Change is one thing that somebody does to a state. Its fields are facts that
// they chose or that were decided when it was accepted; its JSON is the body of
// its record.
//
// The ledger calls the methods in this order, each against everything that was
// accepted before. Only Apply is called again when a log is read back. A change
// embeds [Base] and writes Check, Apply and what else it needs.
type Change[S any] interface {
	// Tidy makes words safe before they are checked.
	Tidy()
	// Check refuses the change. It changes nothing.
	Check(state S, who Who) error
	// Decide fills in the facts that are decided when the change is accepted.
	Decide(state S, d Decision)
	// Quiet keeps the author out of the record.
	Quiet(state S, who Who) bool
	// Shelve returns private values to write in the same durable write.
	Shelve(state S, who Who) []ShelfWrite
	// Redact returns new bodies for earlier records, which the same durable write
	// overwrites.
	Redact(state S) map[Seq][]byte
	// Urgent reports whether others are told at once. What is not urgent is shown
	// with the next thing that is, or a moment later.
	Urgent() bool
	// Apply carries the change into a working copy. It must come out the same
	// every time: ids, time and chance are in the change or in the stamp.
	Apply(state S, s Stamp)
}

// Base is embedded by every change. It has no Check and no Apply, so that a change
// that lacks one of them does not compile.
type Base[S any] struct{}

// Tidy does nothing.
func (Base[S]) Tidy() {}

// Decide decides nothing.
func (Base[S]) Decide(S, Decision) {}

// Quiet names the author.
func (Base[S]) Quiet(S, Who) bool { return false }

// Shelve writes nothing.
func (Base[S]) Shelve(S, Who) []ShelfWrite { return nil }

// Redact overwrites nothing.
func (Base[S]) Redact(S) map[Seq][]byte { return nil }

// Urgent tells others at once.
func (Base[S]) Urgent() bool { return true }

// Body is what a log keeps of a change, or of something in it.
func Body(of any) []byte {
	body, err := json.Marshal(of)
	if err != nil {
		panic("ledger: what a log keeps is no JSON: " + err.Error())
	}
	return body
}

// Stamp is what the log adds to a change.
type Stamp struct {
	Seq    Seq
	At     time.Time
	Author MemberID // empty where the author chose not to be named
}

// Decision is what a change may use to decide its facts.
type Decision struct {
	At     time.Time
	Random io.Reader
	Who    Who
}

// Deed is a change with who makes it and under which id. The ledger makes words
// safe and decides facts in the change itself, until Do has answered and, where
// its maker gave up, also afterwards: nobody else may read or change it then, but
// they may hand in the same deed again.
type Deed[S any] struct {
	ID     ChangeID // never empty
	Who    Who
	Change Change[S]
	// Shelf holds private values that are kept or deleted in the same durable write,
	// beside those of the change itself.
	Shelf []ShelfWrite
}
