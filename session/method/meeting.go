package method

// Mode is how people meet.
type Mode string

// The modes of a meeting.
const (
	InPerson Mode = "in-person"
	Online   Mode = "online"
	Hybrid   Mode = "hybrid"
)

// Modes lists them.
func Modes() []Mode { return []Mode{InPerson, Online, Hybrid} }
