package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/groups"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/steps"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/session/widening"
)

// screens are players who sit at screens: each change of the sample is made with the keys
// that a person would press, and each is waited for until the screen shows it.
//
// The Host does what comes before a meeting: it founds the community, convenes the meeting
// with its agenda and its dates, makes the codes, and lets people speak for their
// organisations.
type screens struct {
	*scene
	*sample.Sample
	key     gossh.Signer            // the organiser's
	keys    map[string]gossh.Signer // the others', by name
	seats   map[session.MemberID]*visitor
	said    map[method.ContributionID]string // what was written, by the ids of the script
	meeting method.MeetingID                 // that is held now
}

func atScreens(t *testing.T, played *sample.Sample) *screens {
	pipes := guest.NewPipes()
	m := &Main{listener: pipes, Random: newChance()}
	return &screens{
		scene: newScene(t, Config{Data: t.TempDir()}, m, pipes), Sample: played, key: newKey(t), keys: map[string]gossh.Signer{},
		seats: map[session.MemberID]*visitor{}, said: map[method.ContributionID]string{},
	}
}

// word is a sentence of the catalogues in the language of the sample.
func (p *screens) word(key string, pairs ...any) string {
	p.t.Helper()
	return p.says(p.Language, key, pairs...)
}

// shared is what members see now.
func (p *screens) shared() *session.Shared {
	p.t.Helper()
	shared, err := p.host.Shared(p.ctx, p.Community, method.Members)
	if err != nil {
		p.t.Fatal(err)
	}
	return shared
}

// memberOf is who somebody with a key is in the community.
func (p *screens) memberOf(key gossh.Signer) session.MemberID {
	p.t.Helper()
	person, _ := p.host.PersonByKey(sshd.Fingerprint(key.PublicKey()))
	member, in := p.host.MemberOf(p.ctx, person.ID, p.Community)
	if !in {
		p.t.Fatal("somebody is in no community")
	}
	return member
}

// ComeIn brings somebody to a terminal with the code as their name. Whoever has been there
// before has their key.
func (p *screens) ComeIn(code string, profile session.Profile) (session.MemberID, error) {
	key, known := p.keys[profile.Name]
	if !known {
		key = newKey(p.t)
		p.keys[profile.Name] = key
	}
	o := wide
	o.User, o.Key = code, key
	v := p.visit(profile.Name, o)
	if !known {
		p.introduces(v, profile)
	}
	v.sees(p.word("meeting.home"))
	member := p.memberOf(key)
	p.seats[member] = v
	return member, nil
}

// introduces answers who somebody is, in the language of the sample.
func (p *screens) introduces(v *visitor, who session.Profile) {
	v.sees(p.says("en", "welcome.language"))
	if p.Language == "es" {
		p.presses(v, rightKey, p.word("welcome.name"))
	}
	p.presses(v, tabKey+clearKey+who.Name+tabKey+who.Organisation+tabKey, "<")
	v.choosesInForm(p.word("organisation." + string(who.Type)))
	p.presses(v, tabKey+p.words.In(p.Language).Country(who.Country), p.words.In(p.Language).Country(who.Country))
	p.presses(v, enterKey, "<")
	p.presses(v, sendKey, p.word("meeting.home"))
}

// seat is where a member sits. The organiser comes to the meeting that is held now, through
// the lobby, and reads in the language of the sample.
func (p *screens) seat(who session.MemberID) *visitor {
	if v := p.seats[who]; v != nil {
		return v
	}
	person, _ := p.host.PersonByKey(sshd.Fingerprint(p.key.PublicKey()))
	if err := p.host.Prefer(p.ctx, person.ID, p.Language); err != nil {
		p.t.Fatal(err)
	}
	o := wide
	o.User, o.Key = "organiser", p.key
	v := p.visit("organiser", o)
	v.sees(p.word("lobby.title"))
	v.goesDownTo(begins(p.shared().Meetings[p.meeting].Title))
	p.presses(v, enterKey, p.word("meeting.home"))
	p.seats[who] = v
	return v
}

func (p *screens) organiser() *visitor { return p.seat(p.memberOf(p.key)) }

// Do has whoever makes a change make it at their screen.
func (p *screens) Do(who session.MemberID, change session.Change) error {
	switch c := change.(type) {
	case *session.ConveneMeeting:
		p.meeting = c.Meeting
		delete(p.seats, who)
		return p.setUp(who, c)
	case *session.GrantSpeaking:
		return p.setUp(who, c)
	}
	v := p.seat(who)
	p.goesHome(v)
	switch c := change.(type) {
	case *session.AddItem:
		p.gathers(v, c)
	case *session.CastVote:
		p.votes(v, c)
	case *session.ChangePhase:
		p.movesOn(v, c)
	case *session.MakeEntry:
		p.writes(v, c)
	case *agenda.Open:
		p.pointsAt(v, c.Item)
		p.presses(v, "o", "")
	case *turns.Name:
		p.names(v, c)
	case *turns.Give:
		p.gives(v, c)
	case *steps.Take:
		p.opens(v, c.Item)
		p.presses(v, "n", p.word("step.of", "n", c.To.Step, "of", len(steps.Of(p.item(c.Item).Kind))))
	case *evaluation.Answer:
		p.evaluates(v, c)
	case *evaluation.Count:
		p.opens(v, c.Item)
		p.presses(v, "c", p.word("evaluation.sure", "key", "c")[:30])
		p.presses(v, "c", p.word("evaluation.people", "n", len(p.People)))
	case *groups.Make, *groups.Choose, *groups.Place, *groups.Bring:
		p.groups(v, change)
	case *lens.Confirm:
		p.matches(v, c)
	case *session.AddReading:
		p.saysHowItStands(v, c)
	case *session.CloseMeeting:
		p.closes(v)
	case *widening.Ask:
		p.asks(v, c)
	case *widening.Answer:
		p.presses(v, "n", p.word("asked.title"))
		p.pointsAtRow(v, p.said[c.Contribution])
		p.types(v, map[consent.Answer]string{consent.AsItIs: "y", consent.Unnamed: "w", consent.No: "n"}[c.Answer])
	default:
		return fmt.Errorf("nobody at a screen knows how to make a %T", change)
	}
	return nil
}

// setUp makes a change at the Host.
func (p *screens) setUp(who session.MemberID, change session.Change) error {
	return p.host.Do(p.ctx, p.Community, host.Deed{ID: p.host.NewChange(), Member: who, Change: change})
}

// pause is how long somebody looks at the screen before they press another key. It passes
// once everybody has seen what comes of the last one.
const pause = 200 * time.Millisecond

// types presses keys, and looks.
func (p *screens) types(v *visitor, keys string) {
	p.t.Helper()
	if err := v.Type(keys); err != nil {
		p.t.Fatalf("%s: %v", v.name, err)
	}
	time.Sleep(pause)
}

// presses types keys, and finds on the screen what they should bring.
func (p *screens) presses(v *visitor, keys, text string) {
	p.t.Helper()
	p.types(v, keys)
	v.sees(text)
}

// goesHome leads somebody out of whatever they look at.
func (p *screens) goesHome(v *visitor) {
	p.t.Helper()
	p.turns(v, escKey, "· "+p.word("meeting.home"))
}

// item is an item of the agenda.
func (p *screens) item(id method.AgendaID) session.AgendaItem {
	a, _ := p.shared().Meetings[p.meeting].AgendaItem(id)
	return a
}

// begins is the beginning of some words, as a list shows them.
func begins(words string) string {
	letters := []rune(words)
	return string(letters[:min(20, len(letters))])
}

// pointsAt leads the pointer of somebody at home to an item of the agenda.
func (p *screens) pointsAt(v *visitor, item method.AgendaID) {
	p.t.Helper()
	p.pointsAtRow(v, p.item(item).Title)
}

// pointsAtRow leads the pointer down from the top of a list.
func (p *screens) pointsAtRow(v *visitor, words string) {
	p.t.Helper()
	p.types(v, homeKey)
	v.goesDownTo(begins(words))
}

// opens takes somebody from home to where an item of the agenda is done.
func (p *screens) opens(v *visitor, item method.AgendaID) {
	p.t.Helper()
	p.pointsAt(v, item)
	p.types(v, enterKey)
}

// opensBoard takes somebody from home to a board; to that of a group past the other groups.
func (p *screens) opensBoard(v *visitor, id method.BoardID) *session.Board {
	p.t.Helper()
	b := p.shared().Boards[id]
	if p.opens(v, b.Owner); b.Group != nil {
		p.pointsAtRow(v, b.Subject)
		p.types(v, enterKey)
	}
	return b
}

// gathers writes an item.
func (p *screens) gathers(v *visitor, c *session.AddItem) {
	p.said[method.ContributionID(c.Item)] = c.Text
	b := p.opensBoard(v, c.Board)
	if len(b.Layout.Parts) > 1 {
		p.types(v, fmt.Sprint(1+slices.Index(b.Layout.Parts, c.Part)))
	}
	p.presses(v, "a", p.word("composer.signed", "as", ""))
	p.turns(v, "\x0f", p.word("composer.signed", "as", p.word("attribution."+string(c.Attribution))))
	p.turns(v, "\x12", p.word("composer.readers", "audience", p.word("audience."+string(c.Audience))))
	p.presses(v, c.Text+enterKey, p.word("board.added"))
}

// turns presses a key until the screen shows what is wanted.
func (p *screens) turns(v *visitor, key, wanted string) {
	p.t.Helper()
	for range 20 {
		if strings.Contains(v.Screen(), wanted) {
			return
		}
		p.types(v, key)
	}
	p.t.Fatalf("%s: nothing brings %q to\n%s", v.name, wanted, v.Screen())
}

// code is what something is called that was written.
func (p *screens) code(id method.ContributionID) string {
	p.t.Helper()
	shared := p.shared()
	for _, b := range shared.BoardsOf(p.meeting) {
		for _, it := range b.Items {
			if it.Text == p.said[id] {
				return it.Code
			}
		}
	}
	for _, r := range shared.Registers {
		for _, m := range shared.Meetings {
			for _, e := range shared.EntriesOf(r, m.ID) {
				if e.Title() == p.said[id] {
					return e.Code()
				}
			}
		}
	}
	p.t.Fatalf("nothing says %q", p.said[id])
	return ""
}

// votes gives an item one dot more.
func (p *screens) votes(v *visitor, c *session.CastVote) {
	b := p.opensBoard(v, c.Board)
	p.chooses(v, b, c.Item)
	p.types(v, "+")
}

// chooses goes to an item of the board on the screen.
func (p *screens) chooses(v *visitor, b *session.Board, id method.ItemID) {
	p.t.Helper()
	for n, part := range b.Layout.Parts {
		for i, it := range b.In(part) {
			if it.Text == p.said[method.ContributionID(id)] {
				p.types(v, fmt.Sprint(n+1)+homeKey+strings.Repeat(downKey, i))
				return
			}
		}
	}
	p.t.Fatalf("the board has no %q", p.said[method.ContributionID(id)])
}

// movesOn takes a board a phase on, and says twice that it should where it is asked.
func (p *screens) movesOn(v *visitor, c *session.ChangePhase) {
	p.opensBoard(v, c.Board)
	reached := func() bool { return p.shared().Boards[c.Board].Phase == c.To }
	if p.types(v, "n"); !reached() {
		p.types(v, "n")
	}
	if !reached() {
		p.t.Fatalf("%s does not bring the board to %s:\n%s", v.name, c.To, v.Screen())
	}
}

// names lets somebody speak in an item.
func (p *screens) names(v *visitor, c *turns.Name) {
	p.opens(v, c.Item)
	p.presses(v, "w", p.word("turns.title"))
	p.presses(v, "a", p.word("field.speakers"))
	for _, s := range c.Speakers {
		name := p.shared().Members.Of(s.Member).Name
		p.types(v, name+enterKey)
	}
	p.presses(v, sendKey, p.word("turns.waiting"))
}

// gives gives the word to whoever is next, or to nobody.
func (p *screens) gives(v *visitor, c *turns.Give) {
	p.opens(v, c.Item)
	p.presses(v, "w", p.word("turns.title"))
	p.types(v, "n")
	if now := turns.Of(p.shared().Meetings[p.meeting], c.Item).Now; now != c.Speaker {
		p.t.Fatalf("the word has %v, not %v", now, c.Speaker)
	}
}

// evaluates says how the meeting was.
func (p *screens) evaluates(v *visitor, c *evaluation.Answer) {
	p.opens(v, c.Item)
	p.presses(v, "a", p.word("evaluation.scale_note", "most", evaluation.Most)[:20])
	for _, scale := range evaluation.Scales() {
		p.presses(v, fmt.Sprint(c.Answers.Scales[scale]), fmt.Sprintf("< %d >", c.Answers.Scales[scale]))
		p.types(v, tabKey)
	}
	for _, question := range evaluation.Asked() {
		p.types(v, c.Answers.Words[question]+tabKey)
	}
	p.presses(v, sendKey, p.word("evaluation.thanks"))
}

// saysHowItStands says how a promise stands: the meeting decides in its review, others say
// it between meetings.
func (p *screens) saysHowItStands(v *visitor, c *session.AddReading) {
	r, title := c.Reading, begins(p.said[method.ContributionID(c.Entry)])
	if r.Kind == method.Decided {
		p.types(v, "w")
		p.turns(v, "n", title)
		key := map[method.Outcome]string{method.Done: "d", method.Continue: "c", method.Rescope: "r", method.DropEntry: "x"}[r.Outcome]
		p.presses(v, key, p.word("field.line"))
		p.types(v, r.Line+sendKey)
		v.sees(p.word("review.decided", "code", p.code(method.ContributionID(c.Entry)), "outcome", p.word("outcome."+string(r.Outcome))))
		return
	}
	p.types(v, "b")
	p.pointsAtRow(v, title)
	p.types(v, enterKey)
	p.presses(v, "s", p.word("field.completion"))
	if r.Kind == method.Reported {
		stage, _ := c.Register.With(field.UseStage)
		v.choosesInForm(p.words.In(p.Language).Choice(c.Register, stage, r.Stage))
		p.types(v, tabKey)
	}
	v.choosesInForm(p.word("completion." + string(r.Completion)))
	p.types(v, tabKey+r.Line+tabKey+r.Evidence+tabKey)
	v.choosesInForm(p.word("attribution." + string(c.Attribution)))
	p.presses(v, sendKey, p.word("form.saved"))
}

// closes closes the meeting, which is asked twice.
func (p *screens) closes(v *visitor) {
	short := p.shared().Meetings[p.meeting].Short
	p.presses(v, "z", begins(p.word("meeting.sure.close", "key", "z", "meeting", short)))
	p.presses(v, "z", begins(p.word("meeting.sure.forget", "key", "z", "meeting", short)))
	p.presses(v, "z", begins(p.word("meeting.closed")))
}

// asks asks the authors of some whether others may read them.
func (p *screens) asks(v *visitor, c *widening.Ask) {
	p.presses(v, "x", p.word("key.ask_authors"))
	p.presses(v, "w", p.word("asking.title"))
	p.turns(v, tabKey, "< "+p.word("audience."+string(c.To))+" >")
	for _, id := range c.Contributions {
		p.pointsAtRow(v, p.said[id])
		p.types(v, " ")
	}
}
