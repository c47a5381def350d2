package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report"
)

const meetingID = "kuala-lumpur-2022"

// evening is a meeting that is played: its thirteen people at their screens.
type evening struct {
	*scene
	organiser, facilitator *visitor
	cast                   []played
	seats                  []*visitor // in the order of the cast
}

func (e *evening) everybody() []*visitor {
	return append([]*visitor{e.organiser, e.facilitator}, e.seats...)
}

// TestMeeting plays the Kuala Lumpur meeting with thirteen people at real
// terminals, from the claim code of a fresh installation to the report: whatever
// their Enter sends, and over lines that bring a byte every 40 ms.
func TestMeeting(t *testing.T) {
	for name, over := range map[string]func(*scene){
		"carriage return": func(*scene) {},
		"line feed":       func(s *scene) { s.enter = "\n" },
		"both":            func(s *scene) { s.enter = "\r\n" },
		"byte by byte":    func(s *scene) { s.slow = func() { time.Sleep(40 * time.Millisecond) } },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inKualaLumpur(t, func(t *testing.T) {
				e := &evening{scene: set(t, Config{Data: t.TempDir()}), cast: cast()}
				over(e.scene)
				e.play(t)
			})
		})
	}
}

func (e *evening) play(t *testing.T) {
	e.found()
	e.open()
	e.arrive()
	e.gather()
	e.hidden()
	e.reveal()
	e.vote()
	e.promise()
	e.act()
	e.close()
	md := e.facilitator.takes("export " + meetingID)
	if !reported.MatchString(md) {
		t.Error("the report has no counts: the search for them while the vote was open could not fail")
	}
	// Slow lines take their time.
	golden(t, atFirst(md))
	e.chain(t)
}

// found has the holder of the claim code found the community and convene the
// meeting.
func (e *evening) found() {
	claim := inLine.FindStringSubmatch(e.out.String())
	if claim == nil {
		e.t.Fatalf("no claim code in %q", e.out)
	}
	o := e.visit("organiser", guest.Options{User: claim[1], Key: newKey(e.t), Width: 100, Height: 40})
	o.sees(e.says("en", "welcome.language"))
	o.presses(who{"Olivia Grant", "Regional Secretariat", "", "TH", "en", false}.keys(), e.says("en", "key.found"))
	o.presses("f", e.says("en", "lobby.community_id"))
	o.presses("Asia Pacific Community of Practice"+tabKey+"asia-pacific-cop"+sendKey, e.says("en", "between.title"))
	o.presses("n", e.says("en", "meeting.form.convene"))
	o.presses("Asia Pacific regional meeting, Kuala Lumpur"+tabKey+clearKey+meetingID+tabKey, e.says("en", "meeting.form.place"))
	o.presses("Kuala Lumpur, Malaysia"+tabKey+tabKey+"2022-08-09"+tabKey+"2022-08-10"+tabKey+
		"International Detention Coalition"+tabKey+
		paste("Learn from each other what helps and what hinders.\nFind work for two or more countries.")+tabKey+tabKey+tabKey+
		paste("1 09:00 30 plenary Welcome\n1 11:00 60 swot Malaysia\n1 13:00 60 swot Indonesia\n2 10:30 60 commitments What each of us takes on\n2 11:30 60 actions Actions across countries")+
		sendKey, e.says("en", "meeting.nothing_open_steer"))
	e.organiser = o
}

// open brings the facilitator in, who opens an analysis beside those of the agenda.
func (e *evening) open() {
	o := e.organiser
	o.presses("i", e.says("en", "invite.none"))
	o.presses("a", e.says("en", "invite.role"))
	o.presses("f"+sendKey, e.says("en", "invite.code_once"))
	code := o.reads()
	o.presses(escKey, "0 of ")
	o.presses(escKey, "Home")
	f := e.joins(code, who{"Aina Rahman", "Bridge Street Legal Aid", "", "MY", "en", false}, guest.Options{Key: newKey(e.t)})
	f.presses(endKey+"s", e.says("en", "board.form.prefix")) // behind all others
	f.presses("Thailand"+sendKey, e.says("en", "agenda.form.added"))
	e.facilitator = f
}

// arrive brings the others in by one code, each to their board.
func (e *evening) arrive() {
	f := e.facilitator
	f.presses("i", e.says("en", "invite.say"))
	f.presses("a", e.says("en", "invite.role"))
	f.presses(tabKey+tabKey+clearKey+fmt.Sprint(len(e.cast))+sendKey, e.says("en", "invite.code_once"))
	code := f.reads()
	f.presses(escKey, "0 of 11 used")
	f.presses(escKey, "Home")
	for _, p := range e.cast {
		if p.key {
			p.options.Key = newKey(e.t)
		}
		e.seats = append(e.seats, e.joins(code, p.who, p.options))
	}
	f.sees("13 here")
}

// gather has everybody write an item.
func (e *evening) gather() {
	for i, p := range e.cast {
		v := e.seats[i]
		v.presses(p.commands(p.board), e.says(p.language, "phase.gather"))
		words := strings.Fields(p.rest)
		v.presses(p.commands(p.part+"a")+p.mark+" "+p.rest, words[len(words)-1]) // a phone shows the end of the line
		v.presses(enterKey, e.says(p.language, "board.added"))
		v.goesAway()
	}
	for _, board := range []string{malaysia, indonesia, thailand} {
		e.facilitator.presses(board, e.says("en", "board.waiting", "n", 1))
		e.facilitator.presses(escKey, "Home")
	}
	e.organiser.sees(e.says("en", "board.waiting", "n", 4))
}

// ring sets the timer, which everybody sees: what was sent before has arrived.
func (e *evening) ring(minutes int) {
	f := e.facilitator
	f.presses("t", e.says("en", "timer.minutes"))
	f.presses(fmt.Sprint(minutes)+enterKey, e.says("en", "header.minutes", "n", minutes))
	for _, v := range e.everybody() {
		v.until("the timer", func(screen string) bool { return strings.Contains(screen, fmt.Sprintf("%d min", minutes)) })
	}
}

// hidden asserts that neither the words nor the author of an item have reached
// anybody but the author.
func (e *evening) hidden() {
	e.facilitator.presses(homeKey+"o", e.says("en", "agenda.say.plenary")) // the agenda begins with it
	e.ring(25)
	e.returns()
	taken := e.facilitator.exports(meetingID) + e.organiser.exports(meetingID) + unzip(e.t, e.facilitator.takes("export "+meetingID+" --format zip"))
	if !strings.Contains(taken, "wait for the reveal") {
		e.t.Error("the export does not say that items wait")
	}
	for _, key := range []gossh.Signer{e.seats[0].key, newKey(e.t)} {
		if out, _, code := e.send(key, "export "+meetingID); code == 0 || out != "" {
			e.t.Error("a participant or a stranger took the report away")
		}
	}
	for i, p := range e.cast {
		if !e.seats[i].has(p.mark) {
			e.t.Errorf("%s never saw their own item: this test could not fail", p.name)
		}
		for _, secret := range []string{p.mark, p.name} {
			for _, v := range e.everybody() {
				if v != e.seats[i] && v.has(secret) {
					e.t.Errorf("%s was sent %q before the reveal", v.name, secret)
				}
			}
			if strings.Contains(taken, secret) {
				e.t.Errorf("an export holds %q before the reveal", secret)
			}
			if strings.Contains(e.out.String(), secret) {
				e.t.Errorf("the server's log holds %q", secret)
			}
		}
	}
}

// returns brings everybody back from where the plenary has led them.
func (e *evening) returns() {
	for i, p := range e.cast {
		v := e.seats[i]
		v.sees(e.says(p.language, "agenda.say.plenary")[:20])
		v.presses(escKey, e.says(p.language, "meeting.home"))
		v.presses(p.commands(p.board), e.says(p.language, "phase.gather"))
		v.presses(p.commands(p.part), "")
	}
	for _, v := range []*visitor{e.organiser, e.facilitator} {
		v.presses(escKey, "Home")
	}
}

// step takes every board one phase on.
func (e *evening) step(next string) {
	for _, board := range []string{indonesia, malaysia, thailand} {
		e.facilitator.presses(board, e.says("en", "key.to."+next))
		e.facilitator.presses("n", e.says("en", "steer.sure."+next, "key", "n"))
		e.facilitator.presses("n", e.says("en", "phase.say."+next)[:16])
		e.facilitator.presses(escKey, "Home")
	}
}

// reveal shows everybody's items to all.
func (e *evening) reveal() {
	e.step("reveal")
	for i, p := range e.cast {
		for _, other := range e.cast {
			if other.board != p.board {
				continue
			}
			look := ""
			if p.options.Width == 40 {
				look = p.commands(other.part) // a phone shows one at a time
			}
			e.seats[i].presses(look, code(other)+" "+other.mark)
		}
		e.seats[i].presses(p.commands(p.part), code(p))
	}
}

// How a count of everybody's dots is written on a board, and below an item in
// the report.
var (
	tally    = regexp.MustCompile(`[●*]\d`)
	reported = regexp.MustCompile(`(?m)^ +- \*\d+ votes|voted`)
)

// vote has everybody spend three dots on an item, and try a fourth.
func (e *evening) vote() {
	e.step("vote")
	o := e.organiser
	o.presses(malaysia, e.says("en", "phase.say.vote"))
	watched, mark := len(o.Received()), make([]int, len(e.seats))
	for i, p := range e.cast {
		v := e.seats[i]
		v.sees(e.says(p.language, "board.dots_left", "n", 3))
		mark[i] = len(v.Received())
		v.presses("+", e.says(p.language, "board.dots_left", "n", 2))
		v.presses("+", e.says(p.language, "board.dots_left", "n", 1))
		v.presses("+", e.says(p.language, "board.dots_left", "n", 0))
		v.presses("+", e.says(p.language, "error.over_budget", "budget", 3, "left", 0)[:len("You have 3")])
	}
	e.ring(20)
	o.sees(e.says("en", "board.voted", "n", 4)) // of those on this board
	for i, p := range e.cast {
		if found := tally.Find(e.seats[i].since(mark[i])); found != nil {
			e.t.Errorf("%s was sent the tally %q while the vote was open", p.name, found)
		}
	}
	if sent := o.since(watched); bytes.Contains(sent, []byte("MY-")) {
		e.t.Errorf("somebody who only watched the vote was sent %q", sent)
	}
	o.presses(escKey, "Home")
	e.noCounts()
	e.step("discuss")
	for i, p := range e.cast {
		bar := "█"
		if p.options.Term == "vt100" {
			bar = "#"
		}
		e.seats[i].sees(bar + " 3 " + code(p))
	}
}

// noCounts asserts that no export holds a count.
func (e *evening) noCounts() {
	for _, v := range []*visitor{e.organiser, e.facilitator} {
		if md := v.takes("export " + meetingID); !strings.Contains(md, e.says("en", "report.voting")) || reported.MatchString(md) {
			e.t.Errorf("while the vote is open, the report says\n%s", md)
		}
		var r report.Report
		if err := json.Unmarshal([]byte(v.takes("export "+meetingID+" --format json")), &r); err != nil {
			e.t.Fatal(err)
		}
		for _, b := range r.Boards {
			if b.Counted || b.Voters != 0 || slices.ContainsFunc(b.Parts, func(q report.Part) bool {
				return slices.ContainsFunc(q.Items, func(i report.Item) bool { return i.Votes != nil })
			}) {
				e.t.Errorf("while the vote is open, the export has %+v", b)
			}
		}
	}
}

// seat is the visitor of that name.
func (e *evening) seat(name string) *visitor {
	i := slices.IndexFunc(e.cast, func(p played) bool { return p.name == name })
	return e.seats[i]
}

// promise has two people commit to something that comes from an item.
func (e *evening) promise() {
	k := e.seat("Kavitha Raj")
	k.presses(enterKey, e.says("en", "item.nothing_yet")[:30])
	k.presses("c", e.says("en", "commitment.new"))
	k.presses("c", e.says("en", "field.description"))
	k.presses("A shared list of lawyers"+tabKey+"Kept up to date by all who refer."+strings.Repeat(tabKey, 3)+rightKey+
		strings.Repeat(tabKey, 7), "MY-S1")
	k.presses(sendKey, e.says("en", "entry.saved", "title", "A shared list of lawyers"))
	k.sees("A shared list of lawyers")

	f := e.facilitator // who is to speak for the organisation that is to lead
	e.organiser.letsSpeak("Aina Rahman")
	f.presses("c", "A shared list of lawyers")
	f.presses(enterKey, e.says("en", "key.confirm"))
	f.presses("y", e.says("en", "entry.confirmed"))
	f.presses(escKey, e.says("en", "commitment.many"))
	f.presses(escKey, "Home")

	h := e.seat("Hamid Karimi")
	h.presses(enterKey, e.says("es", "item.nothing_yet")[:20])
	h.presses("c", e.says("es", "commitment.new"))
	h.presses("c", e.says("es", "field.description"))
	h.presses("Pagar a quienes aconsejan"+sendKey, e.says("es", "entry.saved", "title", "Pagar a quienes aconsejan"))
}

// act plans an action of two countries that comes from an item.
func (e *evening) act() {
	m := e.seat("Mei Tan")
	m.presses(enterKey, e.says("en", "item.nothing_yet")[:30])
	m.presses("c", e.says("en", "action.new"))
	m.presses("a", e.says("en", "field.countries"))
	m.presses("A chapter for the CEDAW shadow report"+tabKey+tabKey+"r"+tabKey+rightKey+tabKey+tabKey, e.says("en", "country.note_many")[:40])
	m.presses("MY, thai", "Thailand  TH")
	m.presses(enterKey, "Malaysia, Thailand")
	m.presses(tabKey+"r"+tabKey+"CEDAW shadow reporting", "CEDAW shadow reporting")
	m.presses(tabKey+"the next round"+tabKey+"2022-09-15"+tabKey+"2023-05-31"+sendKey,
		e.says("en", "entry.saved", "title", "A chapter for the CEDAW shadow report"))
	e.facilitator.presses("a", e.says("en", "follows.cross_country"))
	e.facilitator.presses(enterKey, "MY-O1")
	e.facilitator.presses(escKey, e.says("en", "action.many"))
	e.facilitator.presses(escKey, "Home")
}

// close closes the meeting; everybody sees it.
func (e *evening) close() {
	f := e.facilitator
	f.presses("z", e.says("en", "meeting.sure.close", "key", "z")[:50])
	f.presses("z", e.says("en", "meeting.sure.forget", "key", "z")[:50])
	f.presses("z", e.says("en", "meeting.closed"))
	e.organiser.sees(e.says("en", "meeting.closed"))
	late := e.seat("Anong Saetang")
	late.presses("ฟ", e.refusal(refusal.MeetingClosed))
}

// chain asserts that the links of the export can be walked both ways.
func (e *evening) chain(t *testing.T) {
	var r report.Report
	if err := json.Unmarshal([]byte(e.organiser.takes("export "+meetingID+" --format json")), &r); err != nil {
		t.Fatal(err)
	}
	led := map[string][]string{}
	for _, b := range r.Boards {
		for _, q := range b.Parts {
			for _, it := range q.Items {
				for _, l := range it.LedTo {
					led[it.Code] = append(led[it.Code], l.Code)
				}
			}
		}
	}
	commitments, actions := r.Registers[1].Entries, r.Registers[2].Entries
	for _, a := range actions {
		if from := a.Links["from"]; !a.Follows["cross_country"] || len(from) != 1 || !slices.Contains(led[from[0].Code], a.Code) {
			t.Errorf("the action is %+v, and the items led to %v", a, led)
		}
	}
	if len(actions) != 1 || len(commitments) != 2 || !r.Meeting.Closed {
		t.Errorf("%d actions, %d commitments, closed %v", len(actions), len(commitments), r.Meeting.Closed)
	}
}
