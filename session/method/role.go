package method

// Role is what somebody does in a meeting. Source: method.md, "Who".
type Role string

// The roles. Organiser belongs to the community and holds in all its meetings.
const (
	Organiser   Role = "organiser"
	Facilitator Role = "facilitator"
	Scribe      Role = "scribe"
	Interpreter Role = "interpreter"
	Participant Role = "participant"
	Observer    Role = "observer"
)

// Roles lists every role, the one with the most rights first.
func Roles() []Role {
	return []Role{Organiser, Facilitator, Scribe, Participant, Interpreter, Observer}
}

// Valid reports whether it is one of the roles.
func (r Role) Valid() bool { return r.Rights() != 0 }

// Right is one thing that a role may do.
type Right uint8

// The rights.
const (
	Read       Right = 1 << iota // see what is shared with one's audience
	Contribute                   // items and entries
	Vote                         // spend dots
	Steer                        // agenda, phases, timer, invitations; move and hide what others wrote
	Export                       // take the outcomes away
	Organise                     // meetings
)

// May reports whether the role includes the right.
func (r Role) May(right Right) bool { return r.Rights()&right == right }

// Above reports whether the role has every right of the other, and more. Some
// roles have the same rights: neither of two such roles is above the other.
func (r Role) Above(o Role) bool { return r.May(o.Rights()) && r.Rights() != o.Rights() }

// Counts reports whether the role says who was at the meeting: the scribe does, and
// whoever steers.
func (r Role) Counts() bool { return r == Scribe || r.May(Steer) }

// WritesDown reports whether the role writes down what others say who do not write
// themselves: the scribe does, and whoever steers.
func (r Role) WritesDown() bool { return r == Scribe || r.May(Steer) }

func (r Role) Rights() Right {
	switch r {
	case Organiser:
		return Read | Contribute | Vote | Steer | Export | Organise
	case Facilitator:
		return Read | Contribute | Vote | Steer | Export
	case Scribe, Participant:
		return Read | Contribute | Vote
	case Interpreter, Observer:
		return Read
	}
	return 0
}
