package ledger

import "io"

// Env is what several ledgers share.
type Env struct {
	Store  Store
	Random io.Reader // must be safe for several at once
	Logf   func(format string, args ...any)
	Meter  *Meter
	Forget func() // asks for redacted and deleted bytes to leave the store, soon
}
