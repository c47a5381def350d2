package ledger

import "context"

// What a ledger is reckoned to hold beside the bytes of its records. An item of a
// board takes some 800 bytes beside its words, for its links, its views and the id
// by which a retry is known. An edit takes 200, and the words before it are
// dropped. BenchmarkMemory compares: the estimate is right within a factor of two.
const (
	heldEmpty     = 32 << 10 // the queue of deeds
	heldPerRecord = 600
)

// Held estimates the bytes that the ledger and the views of its state take.
// Redacted words count until the log is read again.
func (l *Ledger[S]) Held() int {
	p := l.current.Load()
	return heldEmpty + heldPerRecord*int(p.last) + p.bytes
}

// size is what a record adds to the bytes of its log.
func (r Record) size() int { return len(r.ID) + len(r.Author) + len(r.Kind) + len(r.Body) }

// Behind counts the records that the store has and the current state has not.
func (l *Ledger[S]) Behind(ctx context.Context) (int, error) {
	head := l.current.Load().last
	for r, err := range l.log.Read(ctx, head) {
		if err != nil {
			return 0, err
		}
		head = r.Seq
	}
	return int(head - min(head, l.current.Load().last)), nil // it may have caught up meanwhile
}
