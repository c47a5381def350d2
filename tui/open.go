package tui

// opened makes the screen that shows a place.
func opened(d *desk, at place) screen {
	switch at := at.(type) {
	case placeReturning:
		return newReturning()
	case placeJoin:
		return newJoin(d, at)
	case placeLobby:
		return newLobby()
	case placeOrganisers:
		return newOrganisers()
	case placeConvene:
		return newConveneForm(d)
	case placeBoard:
		return newBoard(d, at.ID)
	case placeItem:
		return newItem(d, at.ID)
	case placeEntry:
		return newEntrySheet(at.ID)
	case placeEntries:
		return newEntries(at.Register)
	case placeRegisters:
		return newRegisters(at.From)
	case placeBetween:
		return newBetween()
	case placeReview:
		return newReview()
	case placePeople:
		return newPeople()
	case placeInvite:
		return newInvite()
	case placeExport:
		return newExport(d)
	case placeHelp:
		return newHelp(d.top())
	}
	return newMeeting()
}
