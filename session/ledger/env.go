package ledger

import (
	"io"
	"time"
)

// Env is what several ledgers share.
type Env struct {
	Store  Store
	Random io.Reader // must be safe for several at once
	Logf   func(format string, args ...any)
	Meter  *Meter
	Forget func() // asks for redacted and deleted bytes to leave the store, soon
	// Troubles is what failed lately.
	Troubles *Troubles
}

// Failed logs that something failed and why. The same trouble is logged once a
// minute, with what helps: many people meet it at once, and each tries again.
func (e Env) Failed(what string, err error) {
	trouble, told := TroubleOf(err)
	if !told {
		e.Logf("%s: %v", what, err)
	} else if e.Troubles.meet(trouble, time.Now()) {
		_, helps := trouble.words()
		e.Logf("%s: %v; %s", what, err, helps)
	}
}
