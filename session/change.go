package session

import "github.com/convene-ssh/convene/session/ledger"

// What every change of a community is written with; see [ledger].
type (
	// MemberID names a person within one community.
	MemberID = ledger.MemberID
	// ChangeID names one change. The screen makes it, and sends the same one
	// again when it has to retry.
	ChangeID = ledger.ChangeID
	// Change is one thing that a person does in a community.
	Change = ledger.Change[*Community]
	// Who makes a change.
	Who = ledger.Who
	// Stamp is what the log adds to a change.
	Stamp = ledger.Stamp
	// Decision is what a change may use to decide its facts.
	Decision = ledger.Decision
)
