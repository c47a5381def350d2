package main

import (
	"encoding/json"
	"flag"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/store/sqlite"
)

var kills = flag.Int("kills", 10, "how often TestKill kills the server")

// killsInAPlay is how often one meeting goes on after a kill: no longer than
// one person's items fit on one screen.
const killsInAPlay = 20

// TestKill kills the server, as a process of its own, at random moments while
// people write, vote and commit. Whatever one of them saw accepted is there
// after the next start.
func TestKill(t *testing.T) {
	const seed = 2022
	chance := rand.New(rand.NewPCG(seed, 0))
	for more := *kills; more > 0; more -= killsInAPlay {
		p := newPlay(t)
		for life := range min(more, killsInAPlay) {
			p.live(life, p.players[chance.IntN(len(p.players))], 1+chance.IntN(16))
		}
		p.start()
		p.check()
		p.die()
		for _, player := range p.players {
			if player.n == 0 || player.way != "6" && len(player.accepted) == 0 {
				t.Errorf("%s did nothing: this test could not fail", player.name)
			}
			t.Logf("%s: %d tries, %d seen accepted", player.name, player.n, len(player.accepted))
		}
	}
}

// play is a meeting that goes on through many kills.
type play struct {
	t           *testing.T
	data        string
	facilitator gossh.Signer
	players     []*player

	*process // of this life
}

func newPlay(t *testing.T) *play {
	t.Helper()
	p := &play{t: t, data: t.TempDir()}
	p.start()
	f := p.facilitates()
	p.facilitator = f.key
	for _, subject := range []string{"A gathering", "Voting"} {
		f.presses("s", p.says("en", "board.form.prefix"))
		f.presses(subject+strings.Repeat(tabKey, 7)+clearKey+"20"+sendKey, p.says("en", "agenda.form.added"))
	}
	f.presses("6", "Voting")
	f.adds("Candidate")
	f.presses("n", p.says("en", "steer.sure.reveal", "key", "n"))
	f.presses("n", p.says("en", "phase.say.reveal"))
	f.presses("n", p.says("en", "steer.sure.vote", "key", "n"))
	f.presses("n", p.says("en", "phase.say.vote"))
	p.players = []*player{
		{name: "hidden", way: "5", turn: writes, check: sees},
		{name: "open", way: sampleRevealed, turn: writes, check: exported},
		{name: "voter", way: "6", turn: votes, check: counted, dots: 20, pressed: 20},
		{name: "promiser", way: "c", turn: commits, check: exported},
	}
	for _, player := range p.players {
		player.key = p.participates(player.name, guest.Options{}).key
	}
	p.die()
	return p
}

// start starts the server.
func (p *play) start() {
	p.t.Helper()
	p.process = begin(p.t, p.data)
}

// inspect looks at the store beside the running server.
func (p *play) inspect() {
	p.t.Helper()
	ctx := p.t.Context()
	s, err := sqlite.OpenReadOnly(ctx, filepath.Join(p.data, "convene.db"))
	if err != nil {
		p.t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			p.t.Error(err)
		}
	}()
	if err := s.Check(ctx); err != nil {
		p.t.Errorf("integrity: %v", err)
	}
	names, err := s.Logs(ctx)
	if err != nil || len(names) != 1+len(sample.All()) { // and the directory
		p.t.Fatalf("the logs are %v, %v", names, err)
	}
	for _, name := range names {
		log, err := s.Log(ctx, name)
		if err != nil {
			p.t.Fatal(err)
		}
		last := ledger.Seq(0)
		for r, err := range log.Read(ctx, 0) {
			if err != nil {
				p.t.Fatal(err)
			}
			if r.Seq != last+1 {
				p.t.Errorf("%s: record %d comes after %d", name, r.Seq, last)
			}
			last = r.Seq
		}
	}
}

// live starts the server, checks what is there, and kills it after so many events
// of one player, who may be slower than the others: something was sent, or was seen
// accepted.
func (p *play) live(life int, counted *player, events int) {
	p.t.Helper()
	p.start()
	seats := p.check()
	happened := make(chan struct{})
	over := make(chan struct{})
	news := func() {
		select {
		case happened <- struct{}{}:
		case <-over:
		}
	}
	var playing sync.WaitGroup
	for i, player := range p.players {
		if player.way == "5" {
			seats[i].presses(strconv.Itoa(1+life%4), "") // each part in turn, so that all items fit
		}
		news := news
		if player != counted {
			news = func() {}
		}
		playing.Go(func() {
			for player.turn(player, seats[i], news) == nil {
			}
		})
	}
	for range events {
		select {
		case <-happened:
		case <-p.ctx.Done():
			p.t.Fatalf("nothing happens: %v; %s", p.ctx.Err(), seats[0].Screen())
		}
	}
	close(over)
	p.die()
	playing.Wait()
}

// check brings everybody back to where they were and compares.
func (p *play) check() []*visitor {
	p.t.Helper()
	p.inspect()
	f := &visitor{s: p.scene, name: "facilitator", key: p.facilitator}
	var r report.Report
	if err := json.Unmarshal([]byte(f.takes("export kuala-lumpur-2022 --format json")), &r); err != nil {
		p.t.Fatal(err)
	}
	var seats []*visitor
	for _, player := range p.players {
		v := (&visitor{name: player.name, key: player.key}).returnsTo(p.scene, guest.Options{Width: 120, Height: 120})
		v.presses(player.way, "Esc")
		player.check(player, v, &r)
		seats = append(seats, v)
	}
	return seats
}
