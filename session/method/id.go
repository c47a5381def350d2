package method

import (
	"encoding/base32"
	"io"
	"regexp"
	"strings"
)

// The names of things are random, so that they tell nothing about who made
// them or when. Each noun has its own type.
type (
	// CommunityID names a community; it is also the name of its log, a slug
	// that people type (asia-pacific-cop).
	CommunityID string
	// MeetingID names a meeting within its community, a slug that people type
	// (kuala-lumpur-2022).
	MeetingID string
	// OrganisationID names an organisation within a community.
	OrganisationID string
	// AgendaID names one item of a meeting's agenda.
	AgendaID string
	// BoardID names a board on which a meeting gathers contributions.
	BoardID string
	// ItemID names one contribution on a board.
	ItemID string
	// EntryID names an entry of a register.
	EntryID string
	// ContributionID names an item or an entry.
	ContributionID string
	// ReadingID names what somebody said of how an entry stands.
	ReadingID string
)

// Crockford is the alphabet of ids and codes: no I, L, O or U, which people
// confuse when they read aloud. Source: crockford.com/base32.html.
const Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

var idEncoding = base32.NewEncoding(strings.ToLower(Crockford)).WithPadding(base32.NoPadding)

// NewID returns 80 random bits as 16 letters. It panics where the source of
// randomness fails, as crypto/rand does: nothing safe can be done after that.
func NewID[T ~string](random io.Reader) T {
	var b [10]byte
	if _, err := io.ReadFull(random, b[:]); err != nil {
		panic("method: no randomness: " + err.Error())
	}
	return T(idEncoding.EncodeToString(b[:]))
}

// IsID reports whether it may be one that NewID has made.
func IsID[T ~string](id T) bool {
	b, err := idEncoding.DecodeString(string(id))
	return err == nil && len(b) == 10
}

// slug is the form of the names of communities and meetings: people type them.
var slug = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// MaxSlug is how long such a name may be.
const MaxSlug = 60

func validSlug(s string) bool { return len(s) <= MaxSlug && slug.MatchString(s) }

// Valid reports whether a community can be called so.
func (c CommunityID) Valid() bool { return validSlug(string(c)) }

// Valid reports whether a meeting can be called so.
func (m MeetingID) Valid() bool { return validSlug(string(m)) }
