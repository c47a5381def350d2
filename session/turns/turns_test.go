package turns_test

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/turns"
)

// opening is the item of the hall's agenda in which people speak.
var opening = session.InItem{Meeting: halltest.KL, Item: "plenary"}

// room is a hall with an order of speaking.
type room struct{ *halltest.Hall }

// called is somebody without a terminal; Siti is the member.
func (r room) called(name string) turns.Speaker {
	if name == "Siti" {
		return turns.Speaker{Member: r.Siti}
	}
	return turns.Speaker{Called: strings.Trim(name, "-")}
}

// play makes a change by a word such as "+Ana": names, "?Siti": asks, "-Ana":
// withdrawn, "!Ana": gets the word, "!": nobody does, "<Ana" and ">Ana": moved.
func (r room) play(word string) error {
	s := r.called(word[1:])
	switch word[0] {
	case '+':
		return r.Do(r.Facilitator(), &turns.Name{InItem: opening, Speakers: []turns.Speaker{s}})
	case '?':
		return r.Do(r.Siti, &turns.Ask{InItem: opening})
	case '-':
		return r.Do(r.Facilitator(), &turns.Withdraw{InItem: opening, Speaker: s})
	case '!':
		return r.Do(r.Facilitator(), &turns.Give{InItem: opening, Speaker: s})
	}
	return r.Do(r.Facilitator(), &turns.Move{InItem: opening, Speaker: s, Earlier: word[0] == '<'})
}

// says is who has the word, who waits and who has spoken: "Ana | Ben Siti | ".
func (r room) says() string {
	o := turns.Of(r.Shared().Meetings[halltest.KL], opening.Item)
	name := func(s turns.Speaker) string {
		if s.Member == r.Siti {
			return "Siti"
		}
		return s.Called
	}
	names := func(all []turns.Turn) string {
		var said []string
		for _, t := range all {
			said = append(said, name(t.Speaker))
		}
		return strings.Join(said, " ")
	}
	return name(o.Now) + "|" + names(o.Waiting()) + "|" + names(o.Spoken())
}

// TestTheWordGoesRound: whoever has not spoken yet comes first, and who asks again
// stands behind them.
func TestTheWordGoesRound(t *testing.T) {
	for words, want := range map[string]string{
		"+Ana +Ben ?Siti":                "|Ana Ben Siti|",
		"+Ana +Ben !Ana":                 "Ana|Ben|",
		"+Ana +Ben !Ana !Ben":            "Ben||Ana",
		"+Ana +Ben !Ana !":               "|Ben|Ana",
		"+Ana !Ana +Ana +Ben ?Siti":      "Ana|Ben Siti Ana|",
		"+Ana +Ben ?Siti <Siti":          "|Ana Siti Ben|",
		"+Ana +Ben >Ana":                 "|Ben Ana|",
		"+Ana +Ben -Ana":                 "|Ben|",
		"+Ana !Ana ! +Ana +Ben -Ana":     "|Ben|Ana",
		"?Siti !Siti ! ?Siti +Ana !Siti": "Siti|Ana|",
	} {
		r := room{halltest.New(t)}
		for word := range strings.FieldsSeq(words) {
			if err := r.play(word); err != nil {
				t.Errorf("%s: %s is refused: %v", words, word, err)
			}
		}
		if got := r.says(); got != want {
			t.Errorf("%s: %q, want %q", words, got, want)
		}
	}
}

// TestWhatHasNoTurnIsRefused, and what is wrong in an order of speaking.
func TestWhatHasNoTurnIsRefused(t *testing.T) {
	for words, want := range map[string]refusal.Code{
		"+Ana +ana":                  refusal.WaitsAlready,
		"?Siti ?Siti":                refusal.WaitsAlready,
		"?Siti +Siti":                refusal.WaitsAlready,
		"+":                          refusal.Missing,
		"-Ana":                       refusal.NotFound,
		"+Ana !Ana -Ana":             refusal.NotFound,
		"!Ana":                       refusal.NotFound,
		"!":                          refusal.NotFound,
		"+Ana !Ana !Ana":             refusal.NotFound,
		"+Ana <Ana":                  refusal.NotFound,
		"+Ana +Ben !Ana >Ana":        refusal.NotFound,
		"+Ana !Ana +Ben <Ben":        refusal.NotFound,
		"+Ana !Ana +Ana ?Siti >Siti": refusal.NotFound,
	} {
		r := room{halltest.New(t)}
		all := strings.Fields(words)
		for _, word := range all[:len(all)-1] {
			r.OK(r.play(word))
		}
		before := r.says()
		r.Refused(r.play(all[len(all)-1]), want)
		if now := r.says(); now != before {
			t.Errorf("%s: refused, and %q is %q", words, before, now)
		}
	}
}

// TestAnObserverWhoWasNamedWithdraws, and takes nobody else off.
func TestAnObserverWhoWasNamedWithdraws(t *testing.T) {
	r := room{halltest.New(t)}
	observer := r.Members[method.Observer]
	named := []turns.Speaker{{Member: observer}, {Member: r.Siti}}
	r.Must(r.Facilitator(), &turns.Name{InItem: opening, Speakers: named})
	r.Refused(r.Do(observer, &turns.Withdraw{InItem: opening, Speaker: named[1]}), refusal.NotAllowed)
	r.Must(observer, &turns.Withdraw{InItem: opening, Speaker: named[0]})
	if now := r.says(); now != "|Siti|" {
		t.Errorf("now it is %q", now)
	}
}

// TestWhoTurnedOutToBeOneHasTheTurnsOfBoth: they have the word that either was given, and
// wait under the id under which they came.
func TestWhoTurnedOutToBeOneHasTheTurnsOfBoth(t *testing.T) {
	r := room{halltest.New(t)}
	first := r.Members[method.Participant]
	r.OK(r.play("?Siti"))
	r.OK(r.Host.MergeMembers(r.Context(), r.PersonOf(r.Members[method.Organiser]), halltest.CoP,
		&session.MergeMembers{Meeting: halltest.KL, First: first, Second: r.Siti}))
	order := func() *turns.Order { return turns.Of(r.Shared().Meetings[halltest.KL], opening.Item) }
	who := r.Own(first).Member
	if mine := order().Mine(who); mine.Member != r.Siti || !mine.Waits {
		t.Errorf("their turn is %+v", mine)
	}
	r.Refused(r.Do(first, &turns.Ask{InItem: opening}), refusal.WaitsAlready)
	r.OK(r.play("!Siti"))
	if !order().Speaks(who) || order().Speaks(r.Own(r.Members[method.Scribe]).Member) || order().Speaks(nil) {
		t.Errorf("%+v has the word", order().Now)
	}
	r.Must(first, &turns.Ask{InItem: opening})
	if now := order(); len(now.Turns) != 1 || now.Turns[0].Times != 1 || !now.Mine(who).Waits {
		t.Errorf("who has spoken and asks again: %+v", now.Turns)
	}
	r.Must(first, &turns.Withdraw{InItem: opening, Speaker: turns.Speaker{Member: r.Siti}})
	if order().Mine(who).Waits {
		t.Error("who has withdrawn still waits")
	}
	r.SameAfterRereading()
}

// TestOnlyWherePeopleSpeakInTurn: in items of those kinds, and of members only those who
// are in the meeting.
func TestOnlyWherePeopleSpeakInTurn(t *testing.T) {
	h := halltest.New(t)
	swot := session.InItem{Meeting: halltest.KL, Item: "swot"}
	h.Refused(h.Do(h.Siti, &turns.Ask{InItem: swot}), refusal.NotFound)
	elsewhere := turns.Speaker{Member: h.Named(halltest.Elsewhere)}
	h.Refused(h.Do(h.Facilitator(), &turns.Name{InItem: opening, Speakers: []turns.Speaker{elsewhere}}), refusal.NotFound)
	both := turns.Speaker{Member: h.Siti, Called: "Siti"}
	h.Refused(h.Do(h.Facilitator(), &turns.Name{InItem: opening, Speakers: []turns.Speaker{both}}), refusal.NotFound)
	if turns.Given(method.SWOT) || !turns.Given(method.Panel) {
		t.Error("people speak in turn in a panel, and not on a board")
	}
}

// TestAnOrderHasItsEnd, and an item that is gone takes none.
func TestAnOrderHasItsEnd(t *testing.T) {
	h := halltest.New(t)
	for n := range turns.MaxTurns {
		h.Must(h.Facilitator(), &turns.Name{InItem: opening, Speakers: []turns.Speaker{{Called: strings.Repeat("a", n%40+1) + strings.Repeat("b", n/40)}}})
	}
	h.Refused(h.Do(h.Siti, &turns.Ask{InItem: opening}), refusal.Full)
	h.Must(h.Facilitator(), &agenda.Remove{Meeting: halltest.KL, Item: opening.Item})
	h.Refused(h.Do(h.Siti, &turns.Ask{InItem: opening}), refusal.NotFound)
}
