package session

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// kinds names every change that a log keeps, with the version of its body. A
// name is for ever: when a body changes its meaning, it gets a new name and the
// old one stays readable. What is not listed lives on the shelf only.
func kinds() map[string]any {
	return map[string]any{
		"community.founded/1":     FoundCommunity{},
		"member.joined/1":         JoinMeeting{},
		"member.profile/1":        ChangeProfile{},
		"member.organises/1":      OrganiseCommunity{},
		"country.corrected/1":     CorrectCountry{},
		"meeting.convened/1":      ConveneMeeting{},
		"meeting.changed/1":       ChangeMeeting{},
		"meeting.closed/1":        CloseMeeting{},
		"agenda.opened/1":         OpenAgendaItem{},
		"agenda.timed/1":          SetTimer{},
		"board.opened/1":          OpenBoard{},
		"board.phase/1":           ChangePhase{},
		"item.added/1":            AddItem{},
		"item.edited/1":           EditItem{},
		"item.moved/1":            MoveItem{},
		"item.undone/1":           UndoItem{},
		"item.taken-back/1":       TakeBackItem{},
		"commitment.made/1":       MakeCommitment{},
		"commitment.edited/1":     EditCommitment{},
		"commitment.confirmed/1":  ConfirmCommitment{},
		"commitment.taken-back/1": TakeBackCommitment{},
		"action.planned/1":        PlanAction{},
		"action.edited/1":         EditAction{},
		"action.confirmed/1":      ConfirmAction{},
		"action.taken-back/1":     TakeBackAction{},
		"edit.answered/1":         AnswerEdit{},
		"organiser.claimable/1":   OfferClaim{},
		"organiser.named/1":       NameOrganiser{},
		"organiser.unnamed/1":     UnnameOrganiser{},
		"person.met/1":            MeetPerson{},
		"person.language/1":       PreferLanguage{},
		"community.listed/1":      ListCommunity{},
		"community.entered/1":     EnterCommunity{},
		"invitation.made/1":       MakeInvitation{},
		"invitation.used/1":       UseInvitation{},
		"invitation.revoked/1":    RevokeInvitation{},
		"invitation.paused/1":     PauseInvitation{},
		"invitation.renewed/1":    RenewInvitation{},
	}
}

// vocabulary turns changes into records and back.
type vocabulary struct {
	types map[string]reflect.Type
	names map[reflect.Type]string
}

func newVocabulary() vocabulary {
	v := vocabulary{map[string]reflect.Type{}, map[reflect.Type]string{}}
	for name, change := range kinds() {
		t := reflect.TypeOf(change)
		v.types[name], v.names[t] = t, name
	}
	return v
}

// kind is the stable name of a change, empty for one that no log keeps.
func (v vocabulary) kind(change any) string {
	return v.names[reflect.TypeOf(change).Elem()]
}

// decode reads a record back into its change. It returns [ErrTooNew] for a kind
// that this version does not know.
func decode[S any](v vocabulary, r Record) (Change[S], error) {
	t, known := v.types[r.Kind]
	if !known {
		return nil, fmt.Errorf("%w: record %d is a %q", ErrTooNew, r.Seq, r.Kind)
	}
	p := reflect.New(t).Interface()
	if err := json.Unmarshal(r.Body, p); err != nil {
		return nil, fmt.Errorf("session: record %d (%s): %w", r.Seq, r.Kind, err)
	}
	change, ok := p.(Change[S])
	if !ok {
		return nil, fmt.Errorf("session: record %d (%s) belongs to another kind of log", r.Seq, r.Kind)
	}
	return change, nil
}
