// Package trace names what was done about people, and about what a community calls
// things, so that all can see who has done it.
package trace

import (
	"slices"
	"time"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// Trace is what somebody did about another member, beside whose name it stands, or about
// what the community calls things. It is for all to see.
type Trace struct {
	What     Kind
	By       ledger.MemberID // empty for nobody who is a member now
	At       time.Time
	Seq      ledger.Seq       // of the record; zero beside the name of a member
	Meeting  method.MeetingID // in which it was done, or which is called otherwise
	Was, Now string           // a name or a role, before and after
	Of, With method.OrganisationID
	Person   ledger.MemberID // the other member who is the same person, or is not
}

// Kind is one thing that somebody does.
type Kind string

// What is done about members.
const (
	Renamed Kind = "renamed"
	Role    Kind = "role"
	SentOut Kind = "sent-out"
	LetIn   Kind = "let-in"
	// For an organisation.
	Speaks       Kind = "speaks"
	SpeaksNoMore Kind = "speaks-no-more"
	// As somebody who was at a meeting.
	Counted    Kind = "counted"
	NotCounted Kind = "not-counted"
	// A return code was handed to them.
	Code Kind = "code"
	// As one person with another member.
	Merged Kind = "merged"
	Parted Kind = "parted"
)

// What is done about what the community calls things: itself, its meetings, the
// organisations in it, and countries.
const (
	Community          Kind = "community"
	Meeting            Kind = "meeting"
	MeetingShort       Kind = "meeting-short"
	Organisation       Kind = "organisation"
	OrganisationType   Kind = "organisation-type"
	OrganisationMerged Kind = "organisation-merged"
	OrganisationParted Kind = "organisation-parted"
	Country            Kind = "country"
)

// most is how many of a kind stand beside a name: the latest ones. Each kind is bounded for
// itself, so that what is done lightly pushes nothing out that is not.
const most = 10

// Add adds a trace to those of a member, and changes nothing of what it is given.
func Add(all []Trace, t Trace) []Trace {
	all = slices.Clone(all)
	oldest, n := 0, 0
	for i, one := range slices.Backward(all) {
		if one.What == t.What {
			oldest = i
			n++
		}
	}
	if n == most {
		all = slices.Delete(all, oldest, oldest+1)
	}
	return append(all, t)
}

// Shows reports whether what was done shows in what the member is now.
func (t Trace) Shows() bool {
	switch t.What {
	case Speaks, Counted, NotCounted:
		return true
	}
	return false
}
