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

// opened makes the screen that shows a place. The home shows all that has none of its own.
func opened(d *desk.Desk, at desk.Place) desk.Screen {
	for _, shows := range []func(*desk.Desk, desk.Place) desk.Screen{outside, contributions, activities, insights, aboutPeople, takenAway} {
		if s := shows(d, at); s != nil {
			return s
		}
	}
	return home.New()
}

// outside are the places of somebody who sits in no meeting, and those of a meeting as a
// whole.
func outside(d *desk.Desk, at desk.Place) desk.Screen {
	switch at := at.(type) {
	case desk.Returning:
		return welcome.NewReturning()
	case desk.Join:
		return welcome.NewJoin(d, at)
	case desk.Lobby:
		return lobby.New()
	case desk.Convene:
		return home.NewConvening(d)
	case desk.Timer:
		return home.NewTimer(d)
	case desk.Reflection:
		return home.NewReflection(d)
	case desk.Kept:
		return home.NewKept()
	case desk.Help:
		return help.New(d.Top())
	}
	return nil
}

// contributions are boards and registers, and what is in them.
func contributions(d *desk.Desk, at desk.Place) desk.Screen {
	switch at := at.(type) {
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
	}
	return nil
}

// activities are what people do in an item of the agenda besides.
func activities(d *desk.Desk, at desk.Place) desk.Screen {
	switch at := at.(type) {
	case desk.Groups:
		return groups.New(d, at)
	case desk.Brought:
		return groups.NewBrought(d, at)
	case desk.Turns:
		return turns.New(d, at)
	case desk.Evaluation:
		return evaluation.New(d, at)
	}
	return nil
}

// insights are what the meeting's contributions say together.
func insights(_ *desk.Desk, at desk.Place) desk.Screen {
	switch at := at.(type) {
	case desk.GapReport:
		return lens.NewGaps()
	case desk.Countries:
		return lens.NewCountries()
	case desk.Matches:
		return lens.NewMatches()
	case desk.Chain:
		return lens.NewChain(at.Of)
	}
	return nil
}

// aboutPeople are who is here, and what is held about them.
func aboutPeople(d *desk.Desk, at desk.Place) desk.Screen {
	switch at := at.(type) {
	case desk.Organisers:
		return people.NewOrganisers()
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
	case desk.Holdings:
		return holdings.New()
	case desk.Erased:
		return holdings.NewErased()
	}
	return nil
}

// takenAway are what others read of the meeting: documents, and the wall.
func takenAway(d *desk.Desk, at desk.Place) desk.Screen {
	switch at := at.(type) {
	case desk.Wall:
		return wall.New()
	case desk.Export:
		return export.New(d)
	case desk.SeenBy:
		return export.NewSeen(at)
	case desk.Exports:
		return export.NewLog()
	case desk.Asking:
		return widening.NewAsking(d, at)
	case desk.Asked:
		return widening.NewAsked()
	}
	return nil
}
