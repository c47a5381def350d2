// Package place names what there is to show. A screen says where the person goes; which
// screen shows that, only tui knows.
package place

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
)

// Place is one of them.
type Place interface{ isPlace() }

// The places there are.
type (
	// Returning is where somebody says whether it is them.
	Returning struct{}
	// Join is where somebody who is known gives one more code, or what is
	// missing before they enter by a grant or as an organiser.
	Join struct {
		Grant       *directory.Invitation
		OrganiserOf method.CommunityID
		Next        Place // where an organiser goes then; nil for the lobby
	}
	Lobby      struct{}
	Organisers struct{} // of the installation
	Convene    struct{} // a new meeting
	Home       struct{} // of the meeting
	Timer      struct{} // of the item that is on
	Between    struct{} // the community between its meetings
	Review     struct{} // of what earlier meetings have promised
	GapReport  struct{} // what the meeting has written and nothing has come of
	Countries  struct{} // the analyses of the meeting's countries, side by side
	Matches    struct{} // what belongs together across countries
	Offers     struct{} // what members offer and ask for, in pairs
	// Chain is what an item or an entry came from, and what came of it.
	Chain struct{ Of method.ContributionID }
	Board struct{ ID method.BoardID }
	Item  struct{ ID method.ItemID }
	Entry struct{ ID method.EntryID }
	// Entries are those that the meeting has added to a register; in an item of its
	// agenda, with what to do there, or in a working group of one.
	Entries struct {
		Register *session.Register
		Agenda   method.AgendaID
		Group    method.BoardID
	}
	// Registers is where somebody chooses a register: to read it, or to add
	// what comes of an item or an entry.
	Registers struct {
		From method.ContributionID
		With method.ContributionID // of both; may be empty
	}
	// Groups are those that work side by side in an item of the agenda.
	Groups struct{ Agenda method.AgendaID }
	// Brought is what they bring back to all.
	Brought struct{ Agenda method.AgendaID }
	// Turns are who speaks in an item of the agenda.
	Turns struct{ Agenda method.AgendaID }
	// Evaluation is where people say what the meeting was like.
	Evaluation struct{ Agenda method.AgendaID }
	People     struct{}
	Person     struct{ ID session.MemberID }
	// Profile is where somebody changes what they say about themselves: in the
	// community at which they sit, or only for that, from the lobby.
	Profile struct{ FromLobby bool }
	// CountryCorrection is where a country becomes another one, and
	// OrganisationCorrection where an organisation gets another name or type.
	CountryCorrection      struct{ From method.Country }
	OrganisationCorrection struct{ ID method.OrganisationID }
	Invite                 struct{}
	Wall                   struct{} // what everybody in the room looks at
	Reflection             struct{} // of whose meeting it was
	Kept                   struct{} // how long what the meeting has is kept
	Export                 struct{}
	Exports                struct{} // who took what away
	// SeenBy is the report of the meeting as an audience reads it, and what is withheld.
	SeenBy struct{ Audience method.Audience }
	// Asking is where whoever steers asks who else may read what others have written, and
	// Asked where these answer.
	Asking   struct{ For method.Audience }
	Asked    struct{}
	Holdings struct{} // what the server holds about the person
	Erased   struct{} // nobody knows the person any more
	Help     struct{} // about the screen on top
)

func (Returning) isPlace()              {}
func (Join) isPlace()                   {}
func (Lobby) isPlace()                  {}
func (Organisers) isPlace()             {}
func (Convene) isPlace()                {}
func (Home) isPlace()                   {}
func (Timer) isPlace()                  {}
func (Between) isPlace()                {}
func (Review) isPlace()                 {}
func (GapReport) isPlace()              {}
func (Countries) isPlace()              {}
func (Matches) isPlace()                {}
func (Offers) isPlace()                 {}
func (Chain) isPlace()                  {}
func (Board) isPlace()                  {}
func (Item) isPlace()                   {}
func (Entry) isPlace()                  {}
func (Entries) isPlace()                {}
func (Registers) isPlace()              {}
func (Groups) isPlace()                 {}
func (Brought) isPlace()                {}
func (Turns) isPlace()                  {}
func (Evaluation) isPlace()             {}
func (People) isPlace()                 {}
func (Person) isPlace()                 {}
func (Profile) isPlace()                {}
func (CountryCorrection) isPlace()      {}
func (OrganisationCorrection) isPlace() {}
func (Invite) isPlace()                 {}
func (Wall) isPlace()                   {}
func (Reflection) isPlace()             {}
func (Kept) isPlace()                   {}
func (Export) isPlace()                 {}
func (Exports) isPlace()                {}
func (SeenBy) isPlace()                 {}
func (Asking) isPlace()                 {}
func (Asked) isPlace()                  {}
func (Holdings) isPlace()               {}
func (Erased) isPlace()                 {}
func (Help) isPlace()                   {}
