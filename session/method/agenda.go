package method

import (
	"slices"

	"github.com/convene-ssh/convene/session/layout"
)

// AgendaKind is what people do in an agenda item. Source: method.md.
type AgendaKind string

// The kinds of agenda item that are meant by name. All of them are described in one
// table; see [AgendaKinds].
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
	OwnBoard        AgendaKind = "own"
	Evaluation      AgendaKind = "evaluation"
)

// activity says what is done in an item of a kind. Everything else reads it.
//
// Its words are in the catalogues: agenda.KIND is what the kind is called,
// agenda.word.KIND how it is written in an agenda, and agenda.say.KIND the one
// instruction to everybody where no board has its own.
type activity struct {
	kind    AgendaKind
	layout  *layout.Layout // of the board that the item owns; nil for none
	groups  *layout.Layout // of the boards of its groups, unless another is chosen; nil where nobody works in groups
	makes   string         // the register to which people add; empty where they only take notes
	noted   string         // the kind of takeaway that their notes mostly are; empty for the usual one
	reviews bool           // what is open is reviewed
	pairs   bool           // offers and asks bring people together in it
	holds   bool           // it begins when it says, whatever comes before it
}

// activities are those of all kinds, in the order in which they are offered.
var activities = []activity{
	{kind: Plenary},
	{kind: Panel, layout: layout.Panel},
	{kind: WorkingGroup, groups: layout.Group},
	{kind: Roundtable},
	{kind: Round, layout: layout.Round},
	{kind: ContextBoard, layout: layout.Context},
	{kind: SWOT, layout: layout.SWOT},
	{kind: Strategies, layout: layout.Strategies, makes: "strategy"},
	{kind: Exchange, makes: "practice", pairs: true},
	{kind: PeerAssist, pairs: true},
	{kind: ReviewPromises, reviews: true},
	{kind: JointStatements, noted: "result"},
	{kind: CommitmentRound, makes: "commitment"},
	{kind: ActionPlanning, makes: "action"},
	{kind: Topics, layout: layout.Topics, makes: "topic"},
	{kind: Visioning, layout: layout.Vision},
	{kind: "retrospective", layout: layout.Retrospective},
	{kind: OwnBoard, layout: layout.Own},
	{kind: "parking", layout: layout.Parking},
	{kind: Evaluation},
	{kind: "break", holds: true},
}

// Noted is the kind of takeaway that people mostly note down in an item of this kind; empty for
// the usual one.
func (k AgendaKind) Noted() string { return k.activity().noted }

// notes is the register in which people keep what was said where nothing else is made.
const notes = "takeaway"

func (k AgendaKind) activity() activity {
	for _, a := range activities {
		if a.kind == k {
			return a
		}
	}
	return activity{}
}

// AgendaKinds lists the kinds.
func AgendaKinds() []AgendaKind {
	var all []AgendaKind
	for _, a := range activities {
		all = append(all, a.kind)
	}
	return all
}

// BoardKinds lists the kinds of agenda item in which people work on a board.
func BoardKinds() []AgendaKind {
	return slices.DeleteFunc(AgendaKinds(), func(k AgendaKind) bool { return k.Layout() == nil || k.Asks() })
}

// Layout is that of the board on which people work in an item of this kind, nil where
// they need none. [layout.Own] is without the parts that each item gives.
func (k AgendaKind) Layout() *layout.Layout { return k.activity().layout }

// Asks reports whether people ask those who speak in an item of this kind: its board is
// for that, and what is done in the item is done beside it.
func (k AgendaKind) Asks() bool { return k.Layout().Asks() }

// GroupLayouts are those that the boards of groups may have in an item of this kind, the
// usual one first; none where nobody works in groups.
func (k AgendaKind) GroupLayouts() []*layout.Layout {
	usual := k.activity().groups
	if usual == nil {
		return nil
	}
	all := []*layout.Layout{usual}
	for _, k := range BoardKinds() {
		if k != OwnBoard { // a group has nobody who gives the parts
			all = append(all, k.Layout())
		}
	}
	return all
}

// Reviews reports whether people review what is open in an item of this kind.
func (k AgendaKind) Reviews() bool { return k.activity().reviews }

// Pairs reports whether an item of this kind brings those together who offer something and
// those who ask for it.
func (k AgendaKind) Pairs() bool { return k.activity().pairs }

// HoldsStart reports whether an item of this kind begins when it says, however long what
// is before it takes.
func (k AgendaKind) HoldsStart() bool { return k.activity().holds }

// Makes is the name of the register for which an item of this kind is held; empty
// where there is none.
func (k AgendaKind) Makes() string { return k.activity().makes }

// Register is the name of the register to which people add in an item of this kind:
// the one for which it is held, or that of notes.
func (k AgendaKind) Register() string {
	if made := k.Makes(); made != "" {
		return made
	}
	return notes
}
