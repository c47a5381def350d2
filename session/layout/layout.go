// Package layout describes the boards on which a meeting works: their parts, and the
// phases through which people go with them. Source: method.md.
package layout

import "slices"

// Layout describes a kind of board once: its parts, and the phases through which
// people go with it. Everything else reads the description.
//
// Its words are in the catalogues: part.NAME.LETTER is what a part is called, and
// part.ask.NAME.LETTER is the question that it asks. Those of [Own] are people's.
type Layout struct {
	Name   string // "swot", that of the kind of agenda item done on it
	Prefix string // that is proposed for the codes; empty where it comes from the subject
	// Parts are in reading order. Their places say how they are marked, so that no two
	// look the same. See [Layout.Across] for how they stand.
	Parts []Part
	// Phases are in their order. A board begins with the first: where that is Gather,
	// people write unseen. Without Voting there is no vote.
	Phases []Phase
	// Inside and Outside are the parts about what lies with the subject itself, and about
	// what lies around it. Only an analysis has them.
	Inside, Outside []Part
	// Answered are the parts whose items ask for an answer.
	Answered []Part
	// Asked is the part for questions that people may say they want asked too: how many do
	// is seen at once, and orders them. Heard is where a question stands once it was
	// answered. Both are empty on other boards.
	Asked, Heard Part

	own []OwnPart // the words of Parts where people gave them
}

// Part is a part of a board. Its letter, or letters, are the same in every language and
// stand in the codes of the items in it.
type Part string

// The parts of a SWOT analysis. Source: method.md, "SWOT analysis".
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

// The parts of what people ask those who speak.
const (
	Questions Part = "Q"
	Answers   Part = "A"
)

// Parked is the part for what does not fit now, and ToLearn the one for topics of which
// people want to learn.
const (
	Parked  Part = "O"
	ToLearn Part = "L"
)

// The phases through which boards go with a vote and without.
var (
	voted   = []Phase{Gather, Revealed, Voting, Discuss}
	unvoted = []Phase{Gather, Revealed, Discuss}
)

// The layouts. Which kind of agenda item has which, session/method says.
var (
	SWOT = &Layout{
		Name: "swot", Parts: []Part{Strengths, Weaknesses, Opportunities, Threats}, Phases: voted,
		Inside: []Part{Strengths, Weaknesses}, Outside: []Part{Opportunities, Threats}, Answered: []Part{Threats, Weaknesses},
	}

	// In a round everybody speaks in turn, but first they write unseen like elsewhere:
	// who speaks first would else be the measure of the others, and the order would
	// tell who wrote what without a name. It is not voted: there is nothing to choose.
	Round = &Layout{Name: "round", Prefix: "R", Parts: []Part{Achievements, Challenges, Lessons}, Phases: unvoted}

	// What has changed around the members, what is missing, and who could help.
	Context = &Layout{Name: "context", Prefix: "C", Parts: []Part{"D", "G", "P"}, Phases: unvoted}

	// Each strategy answers something internal with something external.
	Strategies = &Layout{Name: "strategies", Prefix: "S", Parts: []Part{"SO", "ST", "WO", "WT"}, Phases: voted}

	// What people want to learn about next, and what they can share.
	Topics = &Layout{Name: "topics", Prefix: "T", Parts: []Part{ToLearn, "S"}, Phases: voted}

	// The picture, the first stones of it, and what each brings.
	Vision = &Layout{Name: "visioning", Prefix: "V", Parts: []Part{"V", "F", "B"}, Phases: voted}

	// What does not fit now. It is open to everybody at once, and emptied by moving each
	// item to what was taken up.
	Parking = &Layout{Name: "parking", Prefix: "P", Parts: []Part{Parked, "D"}, Phases: []Phase{Discuss}}

	// What people ask those who speak. Everybody sees each question at once: what many
	// want asked comes first while there is time for it.
	Panel = &Layout{
		Name: "panel", Prefix: "Q", Parts: []Part{Questions, Answers}, Phases: []Phase{Discuss},
		Asked: Questions, Heard: Answers,
	}

	// What a group notes down, where it needs no other layout. It is open to the group
	// at once.
	Group = &Layout{Name: "working-group", Prefix: "G", Parts: []Part{"N"}, Phases: []Phase{Discuss}}

	// What to keep, what to change, and what it taught.
	Retrospective = &Layout{Name: "retrospective", Prefix: "L", Parts: []Part{"K", "C", "L"}, Phases: voted}

	// Own has the parts that whoever makes an item of the agenda gives; see [Layout.Of].
	// In itself it has none.
	Own = &Layout{Name: "own", Phases: voted}
)

// Layouts lists the layouts.
func Layouts() []*Layout {
	return []*Layout{Group, Panel, Round, Context, SWOT, Strategies, Topics, Vision, Retrospective, Own, Parking}
}

// Has reports whether a board of this layout has the part.
func (l *Layout) Has(p Part) bool { return slices.Contains(l.Parts, p) }

// Across is how many parts stand beside each other where there is room: up to three, and
// of more than three, half.
func (l *Layout) Across() int {
	if n := len(l.Parts); n > 3 {
		return (n + 1) / 2
	}
	return len(l.Parts)
}

// Gathers reports whether people begin by writing unseen on a board of this layout.
func (l *Layout) Gathers() bool { return l.Phases[0] == Gather }

// Voted reports whether people vote on a board of this layout.
func (l *Layout) Voted() bool { return slices.Contains(l.Phases, Voting) }

// Asks reports whether a board of this layout holds questions to those who speak.
func (l *Layout) Asks() bool { return l != nil && l.Asked != "" }

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
