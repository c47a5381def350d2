package main

import (
	"fmt"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
)

// screens are players who sit at screens: each change of the sample is made with the keys
// that a person would press, and each is waited for until the screen shows it.
//
// The Host does what comes before a meeting: it founds the community, convenes the meeting
// with its agenda and its dates, makes the codes, lets people speak for their
// organisations, and notes in which language the organiser reads.
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
	p.presses(v, tabKey+p.Languages.In(p.Language).Country(who.Country), p.Languages.In(p.Language).Country(who.Country))
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

// Do has whoever makes a change make it at their screen, from the home of the meeting.
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
	p.turns(v, escKey, "· "+p.word("meeting.home"))
	if !p.onBoard(v, change) && !p.inItem(v, change) && !p.inGroup(v, change) && !p.inRegister(v, change) && !p.ofMeeting(v, change) {
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
