package method

import "slices"

// AgendaKind is what people do in an agenda item. Source: method.md.
type AgendaKind string

// The kinds of agenda item.
const (
	Plenary         AgendaKind = "plenary"
	Panel           AgendaKind = "panel"
	WorkingGroup    AgendaKind = "working-group"
	Roundtable      AgendaKind = "roundtable"
	Round           AgendaKind = "round"
	ContextBoard    AgendaKind = "context"
	SWOT            AgendaKind = "swot"
	Strategies      AgendaKind = "strategies"
	Exchange        AgendaKind = "exchange"
	PeerAssist      AgendaKind = "peer-assist"
	ReviewPromises  AgendaKind = "review"
	JointStatements AgendaKind = "joint-statement"
	CommitmentRound AgendaKind = "commitments"
	ActionPlanning  AgendaKind = "actions"
	Topics          AgendaKind = "topics"
	Visioning       AgendaKind = "visioning"
	Evaluation      AgendaKind = "evaluation"
)

// AgendaKinds lists the kinds.
func AgendaKinds() []AgendaKind {
	return []AgendaKind{Plenary, Panel, WorkingGroup, Roundtable, Round, ContextBoard, SWOT, Strategies,
		Exchange, PeerAssist, ReviewPromises, JointStatements, CommitmentRound, ActionPlanning, Topics,
		Visioning, Evaluation}
}

// BoardKinds lists the kinds of agenda item that have boards.
func BoardKinds() []AgendaKind {
	return slices.DeleteFunc(AgendaKinds(), func(k AgendaKind) bool { return k.Layout() == nil })
}

// Layout is that of the board on which people work in an item of this kind, nil where
// they need none.
func (k AgendaKind) Layout() *Layout { return LayoutNamed(string(k)) }

// Reviews reports whether people review what is open in an item of this kind.
func (k AgendaKind) Reviews() bool { return k == ReviewPromises }

// Register is the name of the register to which people add in an item of this kind;
// empty where there is none.
func (k AgendaKind) Register() string {
	switch k {
	case CommitmentRound:
		return "commitment"
	case ActionPlanning:
		return "action"
	case Exchange:
		return "practice"
	case Topics:
		return "topic"
	}
	return ""
}
