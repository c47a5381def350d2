package method

import "slices"

// Layout describes a kind of board once: its parts, and the phases through which
// people go with it. Everything else reads the description. A kind of agenda item
// that has its name is done on such a board.
//
// Its words are in the catalogues: part.NAME.LETTER is what a part is called, and
// part.ask.NAME.LETTER is the question that it asks.
type Layout struct {
	Name   string // "swot"
	Prefix string // that is proposed for the codes; empty where it comes from the subject
	// Parts are in reading order. Their places say how they are marked, so that no two
	// look the same. Four stand two by two.
	Parts []Part
	// Phases are in their order. A board begins with the first: where that is Gather,
	// people write unseen. Without Voting there is no vote.
	Phases []Phase
}

// Part is a part of a board. Its letter is the same in every language, and stands in
// the codes of the items in it.
type Part string

// The parts of a SWOT analysis: the first two are internal, the others external.
// Source: method.md, "SWOT analysis".
const (
	Strengths     Part = "S"
	Weaknesses    Part = "W"
	Opportunities Part = "O"
	Threats       Part = "T"
)

// The parts of a round. Source: method.md, "Agenda item".
const (
	Achievements Part = "A"
	Challenges   Part = "C"
	Lessons      Part = "L"
)

// Layouts lists the layouts.
//
// In a round everybody speaks in turn, but first they write unseen like elsewhere:
// who speaks first would else be the measure of the others, and the order would tell
// who wrote what without a name. It is not voted: there is nothing to choose.
func Layouts() []*Layout { return layouts }

var layouts = []*Layout{
	{
		Name:   "swot",
		Parts:  []Part{Strengths, Weaknesses, Opportunities, Threats},
		Phases: []Phase{Gather, Revealed, Voting, Discuss},
	},
	{
		Name: "round", Prefix: "R",
		Parts:  []Part{Achievements, Challenges, Lessons},
		Phases: []Phase{Gather, Revealed, Discuss},
	},
}

// LayoutNamed is the layout of that name, nil where there is none.
func LayoutNamed(name string) *Layout {
	for _, l := range layouts {
		if l.Name == name {
			return l
		}
	}
	return nil
}

// Has reports whether a board of this layout has the part.
func (l *Layout) Has(p Part) bool { return slices.Contains(l.Parts, p) }

// Voted reports whether people vote on a board of this layout.
func (l *Layout) Voted() bool { return slices.Contains(l.Phases, Voting) }

// Next is the phase after this one, or empty after the last.
func (l *Layout) Next(p Phase) Phase { return l.step(p, 1) }

// Back is the phase before this one, or empty before the first.
func (l *Layout) Back(p Phase) Phase { return l.step(p, -1) }

func (l *Layout) step(p Phase, by int) Phase {
	i := slices.Index(l.Phases, p) + by
	if i < 0 || i >= len(l.Phases) {
		return ""
	}
	return l.Phases[i]
}
