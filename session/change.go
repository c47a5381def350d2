package session

import (
	"maps"

	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/method"
)

// What every change of a community is written with; see [ledger].
type (
	// MemberID names a person within one community.
	MemberID = ledger.MemberID
	// ChangeID names one change. The screen makes it, and sends the same one
	// again when it has to retry.
	ChangeID = ledger.ChangeID
	// Change is one thing that a person does in a community.
	Change = ledger.Change[*Community]
	// Base is what every change embeds; see [ledger.Base].
	Base = ledger.Base[*Community]
	// Who makes a change.
	Who = ledger.Who
	// Stamp is what the log adds to a change.
	Stamp = ledger.Stamp
	// Decision is what a change may use to decide its facts.
	Decision = ledger.Decision
)

// Kinds names changes that a community's log keeps, with the version of their body. A
// name is for ever: a body with another meaning gets another name, and the old one
// stays readable. What is not listed lives on the shelf only.
type Kinds map[string]Change

// ownKinds are the changes that are described in this room. Rooms above bring theirs.
func ownKinds() Kinds {
	return Kinds{
		"community.founded/1":      &FoundCommunity{},
		"community.renamed/1":      &RenameCommunity{},
		"export.recorded/1":        &RecordExport{},
		"member.joined/1":          &JoinMeeting{},
		"member.profile/1":         &ChangeProfile{},
		"member.erased/1":          &EraseMember{},
		"member.organises/1":       &OrganiseCommunity{},
		"member.merged/1":          &MergeMembers{},
		"member.asks/1":            &AskToSpeak{},
		"member.speaks/1":          &GrantSpeaking{},
		"organisation.new/1":       &AddOrganisation{},
		"organisation.corrected/1": &CorrectOrganisation{},
		"country.corrected/1":      &CorrectCountry{},
		"meeting.convened/1":       &ConveneMeeting{},
		"meeting.changed/1":        &ChangeMeeting{},
		"meeting.closed/1":         &CloseMeeting{},
		"meeting.reopened/1":       &ReopenMeeting{},
		"meeting.removed/1":        &RemoveMeeting{},
		"meeting.restored/1":       &RestoreMeeting{},
		"meeting.kept/1":           &KeepUntil{},
		"meeting.erased/1":         &EraseContributions{},
		"board.phase/1":            &ChangePhase{},
		"item.added/1":             &AddItem{},
		"item.edited/1":            &EditItem{},
		"item.moved/1":             &MoveItem{},
		"item.undone/1":            &UndoItem{},
		"item.grouped/1":           &GroupItem{},
		"item.taken-back/1":        &TakeBackItem{},
		"edit.answered/1":          &AnswerEdit{},
	}
}

// entryKinds names every change to the entries of a register.
func entryKinds(r *Register) map[string]func() Change {
	reading := func(k method.ReadingKind) func() Change {
		return func() Change { return &AddReading{Register: r, Reading: Reading{Kind: k}} }
	}
	return map[string]func() Change{
		r.Name + ".made/1":               func() Change { return &MakeEntry{Register: r, Fields: r.blank()} },
		r.Name + ".edited/1":             func() Change { return &EditEntry{Register: r, Fields: r.blank()} },
		r.Name + ".confirmed/1":          func() Change { return &ConfirmEntry{Register: r} },
		r.Name + ".handed-over/1":        func() Change { return &HandOver{Register: r} },
		r.Name + ".reported/1":           reading(method.Reported),
		r.Name + ".observed/1":           reading(method.Observed),
		r.Name + ".decided/1":            reading(method.Decided),
		r.Name + ".reading-taken-back/1": func() Change { return &TakeBackReading{Register: r} },
		r.Name + ".taken-back/1":         func() Change { return &TakeBackEntry{Register: r} },
	}
}

// ofRegister is a change to the entries of a register, which says under which of
// its kinds a record keeps it.
type ofRegister interface{ record() string }

// Vocabulary is the vocabulary of a community with these registers, and with what
// rooms above this one bring.
func Vocabulary(registers []*Register, rooms ...Kinds) ledger.Vocabulary[*Community] {
	all := ownKinds()
	for _, kinds := range rooms {
		maps.Copy(all, kinds)
	}
	words := ledger.VocabularyOf(all)
	entries := map[string]func() Change{}
	for _, r := range registers {
		maps.Copy(entries, entryKinds(r))
	}
	return ledger.Vocabulary[*Community]{
		Name: func(c Change) string {
			if e, ok := c.(ofRegister); ok {
				return e.record()
			}
			return words.Name(c)
		},
		New: func(name string) Change {
			if empty := entries[name]; empty != nil {
				return empty()
			}
			return words.New(name)
		},
	}
}
