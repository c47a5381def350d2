package tui

import (
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/screen/board"
	"github.com/convene-ssh/convene/tui/screen/entries"
	"github.com/convene-ssh/convene/tui/screen/evaluation"
	"github.com/convene-ssh/convene/tui/screen/export"
	"github.com/convene-ssh/convene/tui/screen/groups"
	"github.com/convene-ssh/convene/tui/screen/help"
	"github.com/convene-ssh/convene/tui/screen/holdings"
	"github.com/convene-ssh/convene/tui/screen/home"
	"github.com/convene-ssh/convene/tui/screen/invite"
	"github.com/convene-ssh/convene/tui/screen/lens"
	"github.com/convene-ssh/convene/tui/screen/lobby"
	"github.com/convene-ssh/convene/tui/screen/people"
	"github.com/convene-ssh/convene/tui/screen/turns"
	"github.com/convene-ssh/convene/tui/screen/wall"
	"github.com/convene-ssh/convene/tui/screen/welcome"
	"github.com/convene-ssh/convene/tui/screen/widening"
)

// opened makes the screen that shows a place.
func opened(d *desk.Desk, at desk.Place) desk.Screen {
	switch at := at.(type) {
	case desk.Returning:
		return welcome.NewReturning()
	case desk.Join:
		return welcome.NewJoin(d, at)
	case desk.Lobby:
		return lobby.New()
	case desk.Organisers:
		return people.NewOrganisers()
	case desk.Convene:
		return home.NewConvening(d)
	case desk.Timer:
		return home.NewTimer(d)
	case desk.Board:
		return board.New(d, at.ID)
	case desk.Item:
		return board.NewItem(d, at.ID)
	case desk.Entry:
		return entries.NewSheet(at.ID)
	case desk.Entries:
		return entries.New(at)
	case desk.Registers:
		return entries.NewRegisters(at)
	case desk.Between:
		return entries.NewBetween()
	case desk.Review:
		return entries.NewReview()
	case desk.Groups:
		return groups.New(d, at)
	case desk.Brought:
		return groups.NewBrought(d, at)
	case desk.Turns:
		return turns.New(d, at)
	case desk.Evaluation:
		return evaluation.New(d, at)
	case desk.GapReport:
		return lens.NewGaps()
	case desk.Countries:
		return lens.NewCountries()
	case desk.Matches:
		return lens.NewMatches()
	case desk.Chain:
		return lens.NewChain(at.Of)
	case desk.People:
		return people.New()
	case desk.Person:
		return people.NewPerson(at.ID)
	case desk.Profile:
		return people.NewProfile(d, at.FromLobby)
	case desk.CountryCorrection:
		return people.NewCountryCorrection(d, at.From)
	case desk.OrganisationCorrection:
		return people.NewOrganisationCorrection(d, at.ID)
	case desk.Invite:
		return invite.New()
	case desk.Wall:
		return wall.New()
	case desk.Reflection:
		return home.NewReflection(d)
	case desk.Kept:
		return home.NewKept()
	case desk.Export:
		return export.New(d)
	case desk.SeenBy:
		return export.NewSeen(at)
	case desk.Asking:
		return widening.NewAsking(d, at)
	case desk.Asked:
		return widening.NewAsked()
	case desk.Exports:
		return export.NewLog()
	case desk.Holdings:
		return holdings.New()
	case desk.Erased:
		return holdings.NewErased()
	case desk.Help:
		return help.New(d.Top())
	}
	return home.New()
}
