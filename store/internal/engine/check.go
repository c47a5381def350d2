// Package engine holds what every store engine has in common: the checks of
// what is written, and how a log is read and followed page by page.
package engine

import (
	"fmt"

	"github.com/convene-ssh/convene/session/ledger"
)

// CheckBatch returns an error where a batch can not be written to the log of
// that name, whatever the log holds: its records are not numbered from After+1
// without gaps, it redacts what is not before it, or a shelf write is refused.
func CheckBatch(log string, b ledger.Batch) error {
	for i, r := range b.Records {
		if want := b.After + 1 + ledger.Seq(i); r.Seq != want {
			return fmt.Errorf("store: record %d of the batch has sequence %d, not %d", i, r.Seq, want)
		}
	}
	for seq := range b.Redact {
		if seq < 1 || seq > b.After {
			return fmt.Errorf("store: a batch after %d can not redact record %d", b.After, seq)
		}
	}
	for _, w := range b.Shelf {
		if w.Log != log {
			return fmt.Errorf("store: a batch for the log %q can not write to the shelf of %q", log, w.Log)
		}
	}
	return CheckShelf(b.Shelf)
}

// CheckShelf returns an error where one of the writes has a key with a part
// missing or a value over [ledger.MaxShelfValue].
func CheckShelf(writes []ledger.ShelfWrite) error {
	for _, w := range writes {
		switch {
		case w.Log == "" || w.Of == "" || w.Kind == "" || w.Name == "":
			return fmt.Errorf("store: a part of the shelf key %+v is missing", w.ShelfKey)
		case len(w.Value) > ledger.MaxShelfValue:
			return fmt.Errorf("store: the %s is %d bytes long, more than the %d that a shelf value may have",
				w.Kind, len(w.Value), ledger.MaxShelfValue)
		}
	}
	return nil
}
