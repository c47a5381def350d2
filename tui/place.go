package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
)

// place names what is to be shown. A screen says where the person goes; which
// screen that is, it does not know.
type place interface{ isPlace() }

// The places there are.
type (
	// placeReturning is where somebody says whether it is them.
	placeReturning struct{}
	// placeJoin is where somebody who is known gives one more code, or what is
	// missing before they enter by a grant or as an organiser.
	placeJoin struct {
		Grant       *session.Invitation
		OrganiserOf session.CommunityID
	}
	placeLobby      struct{}
	placeOrganisers struct{} // of the installation
	placeConvene    struct{} // a new meeting
	placeHome       struct{} // of the meeting
	placeBetween    struct{} // the community between its meetings
	placeReview     struct{} // of what earlier meetings have promised
	placeBoard      struct{ ID session.BoardID }
	placeItem       struct{ ID session.ItemID }
	placeEntry      struct{ ID session.EntryID }
	placeEntries    struct{ Register *session.Register }
	// placeRegisters is where somebody chooses a register: to read it, or to add
	// what comes of an item or an entry.
	placeRegisters struct{ From session.ContributionID }
	placePeople    struct{}
	placeInvite    struct{}
	placeExport    struct{}
	placeHelp      struct{} // about the screen on top
)

func (placeReturning) isPlace()  {}
func (placeJoin) isPlace()       {}
func (placeLobby) isPlace()      {}
func (placeOrganisers) isPlace() {}
func (placeConvene) isPlace()    {}
func (placeHome) isPlace()       {}
func (placeBetween) isPlace()    {}
func (placeReview) isPlace()     {}
func (placeBoard) isPlace()      {}
func (placeItem) isPlace()       {}
func (placeEntry) isPlace()      {}
func (placeEntries) isPlace()    {}
func (placeRegisters) isPlace()  {}
func (placePeople) isPlace()     {}
func (placeInvite) isPlace()     {}
func (placeExport) isPlace()     {}
func (placeHelp) isPlace()       {}

// toPlace shows a place on top of the others.
func (d *desk) toPlace(p place) tea.Cmd { return d.open(d.opens(d, p), d.show) }

// only makes a place the lowest one.
func (d *desk) only(p place) tea.Cmd { return d.open(d.opens(d, p), d.reset) }

// open puts a screen where it belongs, and lets it look up what it shows.
func (d *desk) open(s screen, put func(screen)) tea.Cmd {
	put(s)
	if s, ok := s.(starter); ok {
		return s.start(d)
	}
	return nil
}
