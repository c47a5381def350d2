package sqlite

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"

	"github.com/ncruces/go-sqlite3"
)

// head says how far a store was written. It is kept in a file beside the store, so
// that a store that lost its end is not taken for a whole one.
type head struct {
	writes  int64             // transactions, also of those that wrote to a shelf only
	records int64             // of all logs
	chain   [sha256.Size]byte // over the records, in the order in which they were written
}

// with is the head after one more record, whose id is random and stays when its
// words are redacted.
func (h head) with(log string, seq int64, id string) head {
	h.records++
	h.chain = sha256.Sum256(fmt.Appendf(h.chain[:], "%s %d %s", log, seq, id))
	return h
}

// lacks says what a store lacks that ends there, if it does: it ends before the
// head that is kept beside it, or other records led there. It may well go on after
// that head, of which a power cut can leave an older one.
func (h head) lacks(known *head, then head) string {
	switch {
	case known == nil && h.writes > 0:
		return "nothing beside it says where it ended"
	case known == nil:
		return ""
	case h.writes < known.writes:
		return fmt.Sprintf("it ends after %d writes, and %d were made", h.writes, known.writes)
	case h.records < known.records:
		return fmt.Sprintf("it holds %d records, and %d were written", h.records, known.records)
	case known.records > 0 && then.chain != known.chain:
		return fmt.Sprintf("its first %d records are not those that were written", known.records)
	}
	return ""
}

// readHeads reads where the store ends, and where it was after so many records.
func readHeads(db *conn, records int64) (end, then head, err error) {
	if end.writes, err = db.number(`SELECT value FROM meta WHERE name = 'writes'`); err != nil {
		return end, then, err
	}
	_, err = rows(db, `SELECT log, seq, id FROM records ORDER BY rowid`, nil, func(row *sqlite3.Stmt) struct{} {
		end = end.with(row.ColumnText(0), row.ColumnInt64(1), row.ColumnText(2))
		if end.records == records {
			then = end
		}
		return struct{}{}
	})
	return end, then, err
}

// headFile is the open file that keeps the head. It has two places, in blocks of
// their own, which are written in turns: whatever a power cut does to one, the
// other can be read.
type headFile struct {
	*os.File
	mu     sync.Mutex // guards behind
	behind *head      // where the store ends, while the file could not be told
}

const (
	headEnding = ".head" // of its name
	headPlaces = 2
	headBlock  = 4096
)

// Files are those of the store in a file; see [store.Files].
func Files(path string) []string {
	return []string{path, path + "-wal", path + "-shm", path + headEnding}
}

// knownHead returns the newest head in a file: nil where there is none, or none that
// can be read.
func knownHead(path string) (known *head, err error) {
	b, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for place := 0; place < len(b); place += headBlock {
		if h, ok := parseHead(b[place:]); ok && (known == nil || h.writes > known.writes) {
			known = &h
		}
	}
	return known, err
}

// begin opens the file and writes a head to all of its places, durably.
func (f *headFile) begin(path string, h head) (err error) {
	if err := create(path); err != nil {
		return err
	}
	if f.File, err = os.OpenFile(path, os.O_WRONLY, 0); err != nil {
		return err
	}
	for place := range int64(headPlaces) {
		if _, err := f.WriteAt(h.line(), place*headBlock); err != nil {
			return err
		}
		if err := f.Sync(); err != nil { // one is whole while the other is written
			return err
		}
	}
	return nil
}

// put writes a head over the older of the two. It need not be on the disk when put
// returns: what a power cut leaves is at most older.
func (f *headFile) put(h head) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.behind = &h
	return f.write()
}

// catchUp writes the head that could not be written. Whoever reads what the store
// holds takes it for acknowledged, so the head has to be kept before.
func (f *headFile) catchUp() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.write()
}

func (f *headFile) write() error {
	if f.behind == nil {
		return nil
	}
	if _, err := f.WriteAt(f.behind.line(), f.behind.writes%headPlaces*headBlock); err != nil {
		return err
	}
	f.behind = nil
	return nil
}

// line is the head in words, with a sum that tells whether all of them are there.
func (h head) line() []byte {
	words := fmt.Appendf(nil, "%d writes %d records %x", h.writes, h.records, h.chain)
	sum := sha256.Sum256(words)
	return fmt.Appendf(words, " %x\n", sum[:8])
}

func parseHead(block []byte) (h head, ok bool) {
	line, _, _ := bytes.Cut(block[:min(len(block), headBlock)], []byte("\n"))
	chain := []byte{}
	if n, _ := fmt.Sscanf(string(line), "%d writes %d records %x", &h.writes, &h.records, &chain); n < 3 || len(chain) != len(h.chain) {
		return head{}, false
	}
	copy(h.chain[:], chain)
	return h, bytes.Equal(h.line(), append(line, '\n'))
}
