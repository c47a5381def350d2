package directory

import "github.com/convene-ssh/convene/session/ledger"

// Kinds names every change that the directory's log keeps.
func Kinds() map[string]ledger.Change[*Directory] {
	return map[string]ledger.Change[*Directory]{
		"organiser.claimable/1": &OfferClaim{},
		"organiser.named/1":     &NameOrganiser{},
		"organiser.unnamed/1":   &UnnameOrganiser{},
		"person.met/1":          &MeetPerson{},
		"person.language/1":     &PreferLanguage{},
		"person.merged/1":       &MergePerson{},
		"key.forgotten/1":       &ForgetKey{},
		"person.erased/1":       &ErasePerson{},
		"community.listed/1":    &ListCommunity{},
		"community.renamed/1":   &RenameCommunity{},
		"community.removed/1":   &RemoveCommunity{},
		"community.entered/1":   &EnterCommunity{},
		"community.erases/1":    &ExpectErasure{},
		"invitation.made/1":     &MakeInvitation{},
		"invitation.used/1":     &UseInvitation{},
		"invitation.revoked/1":  &RevokeInvitation{},
		"invitation.paused/1":   &PauseInvitation{},
		"invitation.renewed/1":  &RenewInvitation{},
	}
}
