package tui

import (
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/place"
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

// opened makes the screen that shows a place. The home shows all that has none of its own.
func opened(d *desk.Desk, at place.Place) desk.Screen {
	for _, shows := range []func(*desk.Desk, place.Place) desk.Screen{outside, contributions, activities, aboutPeople, takenAway} {
		if s := shows(d, at); s != nil {
			return s
		}
	}
	return home.New()
}

// outside are the places of somebody who sits in no meeting, and those of a meeting as a
// whole.
func outside(d *desk.Desk, at place.Place) desk.Screen {
	switch at := at.(type) {
	case place.Returning:
		return welcome.NewReturning()
	case place.Join:
		return welcome.NewJoin(d, at)
	case place.Lobby:
		return lobby.New()
	case place.Convene:
		return home.NewConvening(d)
	case place.Timer:
		return home.NewTimer(d)
	case place.Reflection:
		return home.NewReflection(d)
	case place.Kept:
		return home.NewKept()
	case place.Help:
		return help.New(d.Top())
	}
	return nil
}

// contributions are boards and registers, what is in them, and what that says together.
func contributions(d *desk.Desk, at place.Place) desk.Screen {
	switch at := at.(type) {
	case place.Board:
		return board.New(d, at.ID)
	case place.Item:
		return board.NewItem(d, at.ID)
	case place.Entry:
		return entries.NewSheet(at.ID)
	case place.Entries:
		return entries.New(at)
	case place.Registers:
		return entries.NewRegisters(at)
	case place.Between:
		return entries.NewBetween()
	case place.Review:
		return entries.NewReview()
	case place.GapReport:
		return lens.NewGaps()
	case place.Countries:
		return lens.NewCountries()
	case place.Matches:
		return lens.NewMatches()
	case place.Offers:
		return lens.NewOffers()
	case place.Chain:
		return lens.NewChain(at.Of)
	}
	return nil
}

// activities are what people do in an item of the agenda besides.
func activities(d *desk.Desk, at place.Place) desk.Screen {
	switch at := at.(type) {
	case place.Groups:
		return groups.New(d, at)
	case place.Brought:
		return groups.NewBrought(d, at)
	case place.Turns:
		return turns.New(d, at)
	case place.Evaluation:
		return evaluation.New(d, at)
	}
	return nil
}

// aboutPeople are who is here, and what is held about them.
func aboutPeople(d *desk.Desk, at place.Place) desk.Screen {
	switch at := at.(type) {
	case place.Organisers:
		return people.NewOrganisers()
	case place.People:
		return people.New()
	case place.Person:
		return people.NewPerson(at.ID)
	case place.Profile:
		return people.NewProfile(d, at.FromLobby)
	case place.CountryCorrection:
		return people.NewCountryCorrection(d, at.From)
	case place.OrganisationCorrection:
		return people.NewOrganisationCorrection(d, at.ID)
	case place.Invite:
		return invite.New()
	case place.Holdings:
		return holdings.New()
	case place.Erased:
		return holdings.NewErased()
	}
	return nil
}

// takenAway are what others read of the meeting: documents, and the wall.
func takenAway(d *desk.Desk, at place.Place) desk.Screen {
	switch at := at.(type) {
	case place.Wall:
		return wall.New()
	case place.Export:
		return export.New(d)
	case place.SeenBy:
		return export.NewSeen(at)
	case place.Exports:
		return export.NewLog()
	case place.Asking:
		return widening.NewAsking(d, at)
	case place.Asked:
		return widening.NewAsked()
	}
	return nil
}
