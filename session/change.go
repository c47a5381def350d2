package session

import (
	"io"
	"time"
)

// Change is one thing that a person does to a state: a [Community], or the
// [Directory]. Its fields are facts that the person chose or that the Host
// decided; its JSON is the body of its record.
//
// The Host calls, where a change has them, in this order and each against
// everything that was accepted before: tidy (make words safe), Check, Decide,
// Quiet, Shelve, Redact, Apply. Only Apply runs again when a log is read back.
type Change[S any] interface {
	// Check refuses with an [Error] or a [Conflict]. It changes nothing.
	Check(state S, who Who) error
	// Apply carries the change into a working copy. It must come out the same
	// every time: ids, time and chance are in the change or in the stamp.
	Apply(state S, s Stamp)
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

// What a change may do beyond checking and applying.
type (
	// tidier makes words safe before they are checked.
	tidier interface{ tidy() }
	// decider fills in the facts that are decided when the change is accepted.
	decider[S any] interface{ Decide(state S, d Decision) }
	// quieter keeps its author out of the record.
	quieter[S any] interface{ Quiet(state S, who Who) bool }
	// shelver writes private values in the same durable write.
	shelver[S any] interface {
		Shelve(state S, who Who) []ShelfWrite
	}
	// arrival shows others no more than who there is. They see it when they are
	// told who is in the room.
	arrival interface{ arrives() }
	// redacter overwrites earlier records in the same durable write.
	redacter[S any] interface{ Redact(state S) map[Seq][]byte }
)

// Deed is a change with who makes it and under which id. The Host makes words
// safe and decides facts in the change itself, until Do has answered and, where
// its maker gave up, also afterwards: nobody else may read or change it then, but
// they may hand in the same deed again.
type Deed[S any] struct {
	ID     ChangeID // from NewID, never empty; a retry uses the same one
	Who    Who
	Change Change[S]
	// Draft names the draft that the change was made from, and Rest is what is
	// left of it once the change is accepted: empty where all of it was handed in.
	// Both become durable in one write, so that no word is in neither or in both.
	Draft DraftName
	Rest  []byte
}
