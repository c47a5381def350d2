// Package report makes the outcome report of one meeting: one value, [Report],
// built from what its reader may see, and one file per [Format].
//
// # The JSON format
//
// [FormatJSON] is the whole Report, indented, as "convene.meeting/2"; the version
// goes up when a field changes its meaning or disappears, not when one is added.
// Names of things (id) are stable across exports. Roles, kinds, phases and the
// like are the values that package session lists; days are 2022-08-09, times
// RFC 3339 in UTC; country is an ISO 3166 code or the community's own label.
//
//	format        "convene.meeting/2"
//	made          when, by the server's clock
//	audience      of the report: it holds what these readers may see, no more
//	community     id, name, sample (its contributions are invented)
//	meeting       id, number, title, place, mode, first and last day, convenors,
//	              objectives, offers (the highest attribution), agenda, closed, scores
//	              (of each objective, how far it was met) and reflection (for members
//	              only)
//	attendance    people; without_terminal (of them, counted by hand); by_country
//	              and by_type as counts, never crossed, and "together" where a
//	              count would tell who somebody is; lived_experience, where its
//	              number tells of nobody
//	evaluations   agenda_item, people, scales (how many gave 1, 2 …), words (for
//	              members only)
//	boards        id, agenda_item (that it belongs to), layout (such as swot),
//	              group (whether a working group works on it), subject, prefix,
//	              country, phase, way (how people vote; absent for dots), budget,
//	              counted, voters (of the last round), rounds (the votes that were
//	              closed: when, in what way, with what budget and how many voters),
//	              and parts with their letters, own (what people called a part of
//	              their own, and asked in it) and
//	  waiting       how many items wait for the reveal; their text is not here
//	  items         id, code, former codes, text, level, by, audience, votes (of
//	                the last round; absent until counted: dots, points of a ranking,
//	                or how many consent), rounds (its votes in each), wanted (by how
//	                many, of a question), doubts (reservations, objections and the
//	                reasons, of the last round), by_hand (what of all that was
//	                counted by hand), heading, brought (by a working group to all),
//	                led_to, edited, taken_back (a tombstone), moderated (why its words
//	                are hidden; for others than members, only that they are),
//	                interpreted (language, text, and whether earlier:
//	                the item has other words now)
//	registers     each with its name (action, practice, ...) and the entries that
//	              the meeting added to it
//	  entries       id, code, meeting, group (the board of the working group that
//	                made it), fields (all that people filled in), follows
//	                (what follows from them, as cross_country), links (by field:
//	                from, ...), pairs (of a strategy, as SO), by, audience, led_to,
//	                handed_to, readings, carried, edited, taken_back
//	review        entries of earlier meetings that are open or were decided here,
//	              each with its register
//	matches       what people have confirmed of two countries: shared, or exchange
//	              (one's strength beside another's weakness), with links to both items
//	gaps          links to what nothing has come of, as far as the audience may see:
//	              unanswered (weaknesses and threats), strategies without a
//	              promise, promises without an action, asks that no offer answers
//	organisations id, name and type of those that the report names
//
// An author is by.attribution (unattributed, country, organisation or named)
// with the one id or label that it shows. What is edited has the words of somebody
// else and no signature, because its author has not agreed to them. A support is an
// organisation's id and whether one of its own members confirmed it; it is proposed until
// then. A link has the id and the code of an item or an entry, and the meeting it belongs
// to. Links to what the audience may not see are left out. A reading is reported (by
// those who promised), observed (by others) or decided (by a meeting).
package report

import (
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
)

// Version is the format of the JSON that this package writes.
const Version = "convene.meeting/2"

// Report is what one audience may take away from a meeting. Its texts are clean
// (see session/clean) and its lists are in a stable order. [Build] makes it.
type Report struct {
	Format        string                 `json:"format"`
	Made          time.Time              `json:"made"`
	Audience      method.Audience        `json:"audience"`
	Community     Community              `json:"community"`
	Meeting       Meeting                `json:"meeting"`
	Attendance    Attendance             `json:"attendance"`
	Evaluations   []Evaluation           `json:"evaluations,omitempty"`
	Boards        []Board                `json:"boards"`
	Registers     []Register             `json:"registers"`
	Review        []Entry                `json:"review"`
	Matches       []Match                `json:"matches,omitempty"`
	Gaps          Gaps                   `json:"gaps"`
	Organisations []session.Organisation `json:"organisations"`

	words *locale.Words
	view  *session.Community // that it was built from
}

// Community is whose meeting it was.
type Community struct {
	ID     method.CommunityID `json:"id"`
	Name   string             `json:"name"`
	Sample bool               `json:"sample"` // every report of it says so
}

// Meeting is what was convened.
type Meeting struct {
	ID     method.MeetingID `json:"id"`
	Number int              `json:"number"`
	session.MeetingDetails
	Agenda []session.AgendaItem `json:"agenda"`
	Closed bool                 `json:"closed"`
	// Scores say how far objectives were met, by their words, and Reflection whose meeting
	// it was.
	Scores     map[string]closing.Scored `json:"scores,omitempty"`
	Reflection map[string]string         `json:"reflection,omitempty"`

	revision int
}

// Attendance is how many people were there, counted in two ways that are never
// crossed: the cells would be people.
type Attendance struct {
	People    int     `json:"people"`
	Without   int     `json:"without_terminal,omitempty"` // of them: counted by hand
	ByCountry []Count `json:"by_country"`
	ByType    []Count `json:"by_type"`
	Lived     int     `json:"lived_experience,omitempty"` // how many have it; 0 where that is not told
}

// Count is how many people are of a country or a type of organisation. Where Of is empty,
// they have not said of which.
type Count struct {
	Of string `json:"of"`
	N  int    `json:"people"`
}

// Board is what was gathered in an agenda item.
type Board struct {
	ID         method.BoardID  `json:"id"`
	AgendaItem method.AgendaID `json:"agenda_item,omitempty"` // empty where it is gone
	Layout     string          `json:"layout"`
	Group      bool            `json:"group,omitempty"` // a working group works on it
	Subject    string          `json:"subject"`
	Prefix     string          `json:"prefix"`
	Country    method.Country  `json:"country,omitempty"`
	Phase      layout.Phase    `json:"phase"`
	Way        layout.Way      `json:"way,omitempty"` // empty for dots
	Budget     int             `json:"budget,omitempty"`
	Counted    bool            `json:"counted"`
	Voters     int             `json:"voters"` // in the last round
	Rounds     []Round         `json:"rounds,omitempty"`
	Parts      []Part          `json:"parts"`

	place int        // of the group among those of its item
	voted layout.Way // in the last round
}

// Round is a vote that was closed.
type Round struct {
	Closed time.Time  `json:"closed"`
	Way    layout.Way `json:"way,omitempty"` // empty for dots
	Budget int        `json:"budget"`
	Voters int        `json:"voters"`
}

// Part is one part of a board.
type Part struct {
	Part    layout.Part `json:"part"`
	Waiting int         `json:"waiting"`
	Items   []Item      `json:"items"`
	// Own is what people called it and asked in it; nil where the layout says it.
	Own *layout.OwnPart `json:"own,omitempty"`

	title string // what it is called, in the language of the report
}

// Item is one contribution. One that was taken back has no text and no author.
type Item struct {
	ID        method.ItemID   `json:"id"`
	Code      string          `json:"code"`
	Former    []string        `json:"former,omitempty"`
	Text      string          `json:"text"`
	Level     method.Level    `json:"level,omitempty"`
	By        By              `json:"by"`
	Audience  method.Audience `json:"audience"`
	Votes     *int            `json:"votes,omitempty"`    // in the last round; nil until counted
	Reworded  bool            `json:"reworded,omitempty"` // since that round
	Rounds    []int           `json:"rounds,omitempty"`   // in each round
	Wanted    int             `json:"wanted,omitempty"`   // how many people want it asked
	Doubts    *ballot.Doubts  `json:"doubts,omitempty"`   // in the last round
	ByHand    *ByHand         `json:"by_hand,omitempty"`  // of all that
	Heading   string          `json:"heading,omitempty"`  // under which it stands with others of its part
	Brought   bool            `json:"brought,omitempty"`  // by a working group to all
	LedTo     []Link          `json:"led_to,omitempty"`
	Edited    bool            `json:"edited,omitempty"`
	TakenBack bool            `json:"taken_back,omitempty"`
	Moderated string          `json:"moderated,omitempty"` // why its words are hidden; see above
	// Interpreted is what it says in other languages.
	Interpreted []Interpretation `json:"interpreted,omitempty"`
	// Earlier is what the votes before the last counted for it, the latest first.
	Earlier []Earlier `json:"earlier,omitempty"`

	way   layout.Way // of the last round
	count ballot.Count
}

// Interpretation is what an item says in another language, by a person.
type Interpretation struct {
	Language method.Language `json:"language"`
	Text     string          `json:"text"`
	Earlier  bool            `json:"earlier,omitempty"` // the item has other words now
}

// Earlier is what a vote before the last counted for an item.
type Earlier struct {
	Round  int            `json:"round"` // its place among the rounds of the board, from 1
	Votes  int            `json:"votes"`
	Doubts *ballot.Doubts `json:"doubts,omitempty"`
	ByHand *ByHand        `json:"by_hand,omitempty"`

	way   layout.Way
	count ballot.Count
}

// ByHand is what somebody has counted of those who raised a hand. Who it was only members
// learn.
type ByHand struct {
	N            int    `json:"votes"`
	Reservations int    `json:"reservations,omitempty"`
	Objections   int    `json:"objections,omitempty"`
	CountedBy    string `json:"counted_by,omitempty"`
}

// By is as much of an author as they chose to show.
type By struct {
	Attribution  method.Ladder         `json:"attribution"`
	Member       session.MemberID      `json:"member,omitempty"`
	Organisation method.OrganisationID `json:"organisation,omitempty"`
	Country      method.Country        `json:"country,omitempty"`
	Said         bool                  `json:"said,omitempty"` // by them; somebody else has written it down
	Name         string                `json:"name,omitempty"` // of the member or the organisation, or whose words they are
}

// Link is one step of the chain from an item to what came of it.
type Link struct {
	To      method.ContributionID `json:"to"`
	Code    string                `json:"code"`
	Meeting method.MeetingID      `json:"meeting"`
	Words   string                `json:"-"` // its text or title; empty if taken back
	// Moderated says that the words are hidden.
	Moderated bool `json:"-"`
}

// Match is two items of different countries of which people have confirmed that they
// belong together. Of an exchange, the strength comes first.
type Match struct {
	Kind  lens.Kind `json:"kind"`
	Items [2]Link   `json:"items"`
}

// Gaps are what nothing has come of.
type Gaps struct {
	Unanswered []Link `json:"unanswered,omitempty"` // weaknesses and threats
	Strategies []Link `json:"strategies,omitempty"` // for which nobody has promised anything
	Promised   []Link `json:"promised,omitempty"`   // for which no action is planned
	Asks       []Link `json:"asks,omitempty"`       // that no offer answers
}

// Register is what a meeting added to a register.
type Register struct {
	Name    string  `json:"name"`
	Entries []Entry `json:"entries"`

	of *session.Register
}

// Entry is one of a register. One that was taken back has no words and no author.
type Entry struct {
	ID        method.EntryID        `json:"id"`
	Code      string                `json:"code"`
	Register  string                `json:"register"`
	Meeting   method.MeetingID      `json:"meeting"`
	Fields    any                   `json:"fields"` // of the register, without links
	Follows   map[string]bool       `json:"follows,omitempty"`
	Links     map[string][]Link     `json:"links,omitempty"` // by the keys of the fields
	Pairs     []layout.Part         `json:"pairs,omitempty"` // that a strategy makes of them
	By        By                    `json:"by"`
	Audience  method.Audience       `json:"audience"`
	Group     method.BoardID        `json:"group,omitempty"` // the board of the working group that made it
	LedTo     []Link                `json:"led_to,omitempty"`
	HandedTo  method.OrganisationID `json:"handed_to,omitempty"`
	Readings  []Reading             `json:"readings,omitempty"`
	Carried   int                   `json:"carried,omitempty"` // how many meetings have carried it over
	Edited    bool                  `json:"edited,omitempty"`
	TakenBack bool                  `json:"taken_back,omitempty"`

	of       *session.Register
	open     bool           // it is still to be done
	decided  method.Outcome // by a meeting, last; empty before the first review
	revision int
}

// Reading is what somebody said of how an entry stands.
type Reading struct {
	session.Reading
	Day       method.Date `json:"day"`
	By        By          `json:"by"`
	TakenBack bool        `json:"taken_back,omitempty"`
}
