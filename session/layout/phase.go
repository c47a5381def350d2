package layout

// Phase is what people do with a board at the moment.
type Phase string

// The phases of boards. Which of them a board has is up to its [Layout].
const (
	Gather   Phase = "gather"  // everybody sees only their own
	Revealed Phase = "reveal"  // everybody sees all
	Voting   Phase = "vote"    // dots are spent, counts are hidden
	Discuss  Phase = "discuss" // counts are shown, where there was a vote
)

// Phases lists them in their order.
func Phases() []Phase { return []Phase{Gather, Revealed, Voting, Discuss} }
