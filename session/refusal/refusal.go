// Package refusal names why something is refused. Every reason has a code, and every
// code has a sentence in the catalogues of words, so that every door says the same.
package refusal

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Code names one kind of refusal. It is the key of its sentence.
type Code string

// The refusals that a person can meet.
const (
	NotAllowed        Code = "not_allowed"         // the role does not include this
	NotFound          Code = "not_found"           // name, where people typed one: it is not here, or not for this reader
	TooLong           Code = "too_long"            // max, got
	Missing           Code = "missing"             // field; also: others that are
	Invalid           Code = "invalid"             // field
	NoDay             Code = "no_day"              // field
	NoNumber          Code = "no_number"           // field, least; label of its question, most
	TooEarly          Code = "too_early"           // field: it ends before it begins
	OneOf             Code = "one_of"              // field, values
	WrongPhase        Code = "wrong_phase"         // phase
	OtherWay          Code = "other_way"           // way: in which people vote here
	NoPlace           Code = "no_place"            // budget
	OverBudget        Code = "over_budget"         // budget, left
	MeetingClosed     Code = "meeting_closed"      //
	NotReopened       Code = "not_reopened"        // days
	MeetingUsed       Code = "meeting_used"        // somebody has said something in it
	MeetingRemoved    Code = "meeting_removed"     // meeting, by
	CommunityUsed     Code = "community_used"      // it has meetings
	Exists            Code = "exists"              // name
	HasPrefix         Code = "has_prefix"          // name, prefix
	BadPrefix         Code = "bad_prefix"          // prefix
	PartsStay         Code = "parts_stay"          // name, n: on whose board there is something
	Full              Code = "full"                // max
	GoodFor           Code = "good_for"            // minutes, days
	UndoTouched       Code = "undo_touched"        // somebody else has touched it since
	UndoNothing       Code = "undo_nothing"        //
	TakenBack         Code = "taken_back"          //
	Moderated         Code = "moderated"           // its words are hidden
	Appealed          Code = "appealed"            // its author has asked already
	AttributionBarred Code = "attribution_barred"  // the meeting offers less
	SignsNoCountry    Code = "signs_no_country"    // the author has given none
	SignsNoOrg        Code = "signs_no_org"        // the author has given none
	BoardsOpen        Code = "boards_open"         // boards
	ElsewhereToo      Code = "elsewhere_too"       // they are in other communities too
	SamePerson        Code = "same_person"         // name
	MergesOrganiser   Code = "merges_organiser"    // name
	MergesSentOut     Code = "merges_sent_out"     // name, meeting
	NobodyOfIt        Code = "nobody_of_it"        // name
	NotYourOrg        Code = "not_your_org"        // only who speaks for an organisation does that for it
	AudienceTooNarrow Code = "audience_too_narrow" // the author could not read it
	LastOrganiser     Code = "last_organiser"      // somebody else has to organise first
	LastFacilitator   Code = "last_facilitator"    // somebody else has to steer first
	SentOut           Code = "sent_out"            // meeting, by
	KeptOver          Code = "kept_over"           // the day is over until which contributions were kept
	KeptTooShort      Code = "kept_too_short"      // days: how many it has to be
	StillOrganises    Code = "still_organises"     // the installation: that has to end first
	Changed           Code = "changed"             // somebody edited it meanwhile
	DayBeyond         Code = "day_beyond"          // item, day, n: how many days there are
	AnotherIsOn       Code = "another_is_on"       // an item of the agenda than the one that was meant
	IsOn              Code = "is_on"               // name: of an item of the agenda
	BeforeOver        Code = "before_over"         // day: the last on which people wrote beforehand
	AgendaEnds        Code = "agenda_ends"         // there is no earlier place, or no later one
	Counted           Code = "counted"             // answers, already
	NothingSaid       Code = "nothing_said"        // none of the questions is answered
	Answered          Code = "answered"            // by those who were asked
	Uncounted         Code = "uncounted"           // name, n: answers, which have to be counted first
	TooFew            Code = "too_few"             // n, least: answers
	StepTaken         Code = "step_taken"          // from where people are no longer
	WaitsAlready      Code = "waits_already"       // for the word
	NotInGroup        Code = "not_in_group"        // only who is in the working group does that
	EditedAgain       Code = "edited_again"        // since the author has read it
	Unpaired          Code = "unpaired"            // field, missing: inside, outside or both
	Unmatched         Code = "unmatched"           // two items do not belong together
	NoCountry         Code = "no_country"          // country
	NotSaved          Code = "not_saved"           // the store failed; the change may be made all the same
	DiskFull          Code = "disk_full"           // why it was not saved, as the next three
	DiskFails         Code = "disk_fails"
	StoreGone         Code = "store_gone"
	Overloaded        Code = "overloaded"
	DraftsFull        Code = "drafts_full" // more unsent words than are kept for one member
	CodeWrong         Code = "code_wrong"
	CodeExpired       Code = "code_expired" // when
	CodeUsedUp        Code = "code_used_up"
	CodeRevoked       Code = "code_revoked"
	CodeReplaced      Code = "code_replaced" // by a newer one, of a return code
	CodePaused        Code = "code_paused"
	TooFast           Code = "too_fast"
	NeedsCode         Code = "needs_code"
	KeyOfFile         Code = "key_of_file"    // that the organisers' file names
	KeyInUse          Code = "key_in_use"     // by which they have come
	HouseFull         Code = "house_full"     // as many people are here as the server takes
	GaveWay           Code = "gave_way"       // others came before they showed a code
	TooManyLines      Code = "too_many_lines" // of one person, while the house is full
	ShowedNothing     Code = "showed_nothing" // they were here for a while without a code
	Busy              Code = "busy"           // too much is under way at the moment
	FileEmpty         Code = "file_empty"     // of what somebody sends, as those that follow
	FileUnknown       Code = "file_unknown"   // it is no table
	FileOld           Code = "file_old"       // of an old Excel, or locked
	FileLetters       Code = "file_letters"   // nobody can tell which they are
	FileDamaged       Code = "file_damaged"   // its end is missing, or more
	FileTooLarge      Code = "file_too_large" // max: megabytes
	FileTooLong       Code = "file_too_long"  // max: rows
	FileTooWide       Code = "file_too_wide"  // max: columns
	FileQuotes        Code = "file_quotes"    // line: where a quotation mark is one too many or too few
	FileHeadings      Code = "file_headings"  // values: none of its columns is called so
	ColumnTwice       Code = "column_twice"   // one, other
	RowTwice          Code = "row_twice"      // row: that says the same
	RowAgain          Code = "row_again"      // row: that is of the same entry
	RowWide           Code = "row_wide"       // it has more cells than there are headings
	RowElsewhere      Code = "row_elsewhere"  // name: its id is of something else
	CellBroken        Code = "cell_broken"    // cell: its value is not in the file
	AudienceStays     Code = "audience_stays" // audience
	DayUnclear        Code = "day_unclear"    // field, value: which is the day and which the month
	DaysMixed         Code = "days_mixed"     // field, one, other: cells that show different orders
	NoSuchCode        Code = "no_such_code"   // field, value
	ChangedSince      Code = "changed_since"  // yours, theirs, choose
	Internal          Code = "internal"
	ShuttingDown      Code = "shutting_down"
)

// Error is what a person is told when something is refused: a code and the
// facts that its sentence needs. Words come from session/locale.
type Error struct {
	Code Code
	Args map[string]any
}

// Field names the question that was answered wrong, where it is about one.
func (e *Error) Field() string {
	field, _ := e.Args["field"].(string)
	return field
}

// Fields names all questions that were answered wrong, the one to point at first.
func (e *Error) Fields() []string {
	also, _ := e.Args["also"].([]string)
	return append([]string{e.Field()}, also...)
}

// New makes an [Error]. The pairs are names and values for its sentence.
func New(code Code, pairs ...any) *Error {
	e := &Error{Code: code}
	for i := 0; i+1 < len(pairs); i += 2 {
		if e.Args == nil {
			e.Args = map[string]any{}
		}
		e.Args[fmt.Sprint(pairs[i])] = pairs[i+1]
	}
	return e
}

// In adds to a refusal in what its field is, such as a register: that may have a name of
// its own for it. It leaves any other error as it is.
func In(err error, where string) error {
	var refused *Error
	if !errors.As(err, &refused) {
		return err
	}
	args := map[string]any{}
	maps.Copy(args, refused.Args)
	args["in"] = where
	return &Error{Code: refused.Code, Args: args}
}

// NoneOf refuses what is none of the values that there are.
func NoneOf[T ~string](field string, all []T) *Error {
	return New(OneOf, "field", field, "values", Listed(all))
}

// Listed are values as a sentence lists them.
func Listed[T ~string](all []T) string {
	var values []string
	for _, v := range all {
		values = append(values, string(v))
	}
	return strings.Join(values, ", ")
}

// Error is for logs; people read the sentence of the code.
func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString("refused: " + string(e.Code))
	for _, k := range slices.Sorted(maps.Keys(e.Args)) {
		fmt.Fprintf(&b, " %s=%v", k, e.Args[k])
	}
	return b.String()
}

// Is compares codes only, so that errors.Is(err, New(NotFound)) works.
func (e *Error) Is(target error) bool {
	t, ok := target.(*Error)
	return ok && t.Code == e.Code
}

// Message is the key and the facts of the sentence that a person reads.
func (e *Error) Message() (string, map[string]any) {
	return "error." + string(e.Code), e.Args
}

// Conflict refuses an edit that began from an older revision. It carries the
// version that stands now, so that the person can choose between the two.
type Conflict struct {
	Revision int
	Theirs   any // of the type that the changed thing is kept in, such as the fields of an entry
}

func (c *Conflict) Error() string { return "refused: edited by somebody else meanwhile" }

// Message is the key of the sentence that a person reads.
func (c *Conflict) Message() (string, map[string]any) {
	return "error." + string(Changed), nil
}
