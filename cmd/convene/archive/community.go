package archive

import (
	"encoding/json"
	"errors"
	"io"
	"iter"
	"strings"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// Community says which community a file holds. The file is JSON: a line with this, one
// for each record of the community's log, as it is there, and one that says how many
// they were.
type Community struct {
	Format string             `json:"format"`
	ID     method.CommunityID `json:"community"`
	Name   string             `json:"name"`
	// What people type to mean it, and typed before. Older files have neither.
	Short  method.CommunityID   `json:"short,omitempty"`
	Former []method.CommunityID `json:"former,omitempty"`
}

// What the name of a format begins with, before the number of its version.
const (
	communities = "convene.community/"
	exports     = "convene.meeting/"

	communityFormat = communities + "1"
)

// line is a record of a log, or the end of the file.
type line struct {
	Seq    ledger.Seq      `json:"seq,omitempty"`
	ID     ledger.ChangeID `json:"id,omitempty"`
	At     time.Time       `json:"at,omitzero"`
	Author ledger.MemberID `json:"author,omitempty"`
	Kind   string          `json:"kind,omitempty"`
	Body   json.RawMessage `json:"body,omitempty"`
	End    *ledger.Seq     `json:"end,omitempty"` // how many records there were
}

// WriteCommunity writes all that a log holds of a community.
func WriteCommunity(w io.Writer, c Community, records iter.Seq2[ledger.Record, error]) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false) // bodies stay as they are
	c.Format = communityFormat
	if err := out.Encode(c); err != nil {
		return err
	}
	var last ledger.Seq
	for r, err := range records {
		if err == nil {
			last, err = r.Seq, out.Encode(line{Seq: r.Seq, ID: r.ID, At: r.At, Author: r.Author, Kind: r.Kind, Body: r.Body})
		}
		if err != nil {
			return err
		}
	}
	return out.Encode(line{End: &last})
}

// ReadCommunity reads which community a file holds. The records are read as they are
// asked for; the last may be [ErrDamaged].
func ReadCommunity(r io.Reader) (c Community, records iter.Seq2[ledger.Record, error], err error) {
	in := json.NewDecoder(r)
	var first json.RawMessage
	if err := in.Decode(&first); err != nil {
		return c, nil, damaged("%v", err)
	}
	var of struct{ Format string } // all that files of other formats may have in common
	switch err := json.Unmarshal(first, &of); {
	case err == nil && strings.HasPrefix(of.Format, exports):
		return c, nil, ErrExport
	case err != nil || !strings.HasPrefix(of.Format, communities):
		return c, nil, ErrOther
	case of.Format != communityFormat:
		return c, nil, ErrTooNew
	}
	if err := json.Unmarshal(first, &c); err != nil {
		return c, nil, damaged("%v", err)
	}
	return c, func(yield func(ledger.Record, error) bool) {
		for seq := ledger.Seq(1); ; seq++ {
			var l line
			err := in.Decode(&l)
			switch {
			case errors.Is(err, io.EOF):
				err = damaged("its end is missing")
			case err != nil:
				err = damaged("%v", err)
			case l.End != nil && *l.End == seq-1:
				return
			case l.End != nil || l.Seq != seq:
				err = damaged("record %d is missing", seq)
			}
			if !yield(ledger.Record{Seq: l.Seq, ID: l.ID, At: l.At, Author: l.Author, Kind: l.Kind, Body: l.Body}, err) || err != nil {
				return
			}
		}
	}, nil
}
