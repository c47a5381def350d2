package directory

// The names of what the directory knows are random, as those of what communities
// hold.
type (
	// PersonID names somebody known to this installation.
	PersonID string
	// InvitationID names a join code without being the code.
	InvitationID string
)
