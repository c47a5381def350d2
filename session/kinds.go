package session

import "github.com/convene-ssh/convene/session/ledger"

// communityKinds names every change that a community's log keeps, with the version
// of its body. A name is for ever: a body with another meaning gets another name,
// and the old one stays readable. What is not listed lives on the shelf only.
func communityKinds() map[string]Change {
	return map[string]Change{
		"community.founded/1":     &FoundCommunity{},
		"member.joined/1":         &JoinMeeting{},
		"member.profile/1":        &ChangeProfile{},
		"member.organises/1":      &OrganiseCommunity{},
		"country.corrected/1":     &CorrectCountry{},
		"meeting.convened/1":      &ConveneMeeting{},
		"meeting.changed/1":       &ChangeMeeting{},
		"meeting.closed/1":        &CloseMeeting{},
		"agenda.opened/1":         &OpenAgendaItem{},
		"agenda.timed/1":          &SetTimer{},
		"board.opened/1":          &OpenBoard{},
		"board.phase/1":           &ChangePhase{},
		"item.added/1":            &AddItem{},
		"item.edited/1":           &EditItem{},
		"item.moved/1":            &MoveItem{},
		"item.undone/1":           &UndoItem{},
		"item.taken-back/1":       &TakeBackItem{},
		"commitment.made/1":       &MakeCommitment{},
		"commitment.edited/1":     &EditCommitment{},
		"commitment.confirmed/1":  &ConfirmCommitment{},
		"commitment.taken-back/1": &TakeBackCommitment{},
		"action.planned/1":        &PlanAction{},
		"action.edited/1":         &EditAction{},
		"action.confirmed/1":      &ConfirmAction{},
		"action.taken-back/1":     &TakeBackAction{},
		"edit.answered/1":         &AnswerEdit{},
	}
}

// directoryKinds names every change that the directory's log keeps.
func directoryKinds() map[string]ledger.Change[*Directory] {
	return map[string]ledger.Change[*Directory]{
		"organiser.claimable/1": &OfferClaim{},
		"organiser.named/1":     &NameOrganiser{},
		"organiser.unnamed/1":   &UnnameOrganiser{},
		"person.met/1":          &MeetPerson{},
		"person.language/1":     &PreferLanguage{},
		"community.listed/1":    &ListCommunity{},
		"community.entered/1":   &EnterCommunity{},
		"invitation.made/1":     &MakeInvitation{},
		"invitation.used/1":     &UseInvitation{},
		"invitation.revoked/1":  &RevokeInvitation{},
		"invitation.paused/1":   &PauseInvitation{},
		"invitation.renewed/1":  &RenewInvitation{},
	}
}
