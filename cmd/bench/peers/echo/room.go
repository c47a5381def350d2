package main

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"

	"github.com/convene-ssh/convene/cmd/bench/peers/board"
	"github.com/convene-ssh/convene/cmd/bench/peers/draw"
)

// Rows of the screen, from 1, and the column where what somebody writes begins.
const (
	inputRow    = draw.Top + 2*(board.Rows+2) + 1
	inputColumn = 7
)

// room is everybody who looks at the board.
type room struct {
	board *board.Board

	mu      sync.Mutex
	people  []*person
	lines   []string // that were added, as bytes for a terminal
	drawn   string   // the screen after some of them
	through int      // how many of them
}

func newRoom() *room {
	b := board.New()
	return &room{board: b, drawn: screen(b)}
}

// screen draws all of it.
func screen(b *board.Board) string {
	all := draw.Board(b.Quadrants(), 0, board.Prompt)
	return "\x1b[?1049h\x1b[2J\x1b[H" + strings.ReplaceAll(all, "\n", "\r\n") + at(inputRow, inputColumn)
}

func at(row, column int) string { return fmt.Sprintf("\x1b[%d;%dH", row, column) }

// person is somebody at a terminal.
type person struct {
	room     *room
	terminal io.Writer
	news     chan struct{} // one slot
	part     int
	words    []rune
	shown    int // how many of the lines
}

// sit lets somebody look and write until they go.
func (r *room) sit(terminal io.ReadWriteCloser) {
	p := &person{room: r, terminal: terminal, news: make(chan struct{}, 1)}
	defer func() { _ = terminal.Close() }()
	drawn := r.enter(p)
	defer r.leave(p)
	if _, err := io.WriteString(terminal, drawn); err != nil {
		return
	}
	go func() {
		for range p.news {
			p.catchUp()
		}
	}()
	keys := bufio.NewReader(terminal)
	for {
		key, _, err := keys.ReadRune()
		if err != nil || p.press(key) != nil {
			return
		}
	}
}

// enter returns the screen, drawn anew if lines have been added.
func (r *room) enter(p *person) string {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.through < len(r.lines) {
		r.drawn, r.through = screen(r.board), len(r.lines)
	}
	p.shown = r.through
	r.people = append(r.people, p)
	return r.drawn
}

func (r *room) leave(p *person) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.people = slices.DeleteFunc(r.people, func(q *person) bool { return p == q })
	close(p.news)
}

// press takes one key.
func (p *person) press(key rune) error {
	switch key {
	case '\x03':
		return io.EOF
	case '\t':
		p.part = (p.part + 1) % board.Parts
		return nil
	case '\r':
		_, err := io.WriteString(p.terminal, at(inputRow, inputColumn)+"\x1b[K")
		p.room.add(p)
		return err
	}
	p.words = append(p.words, key)
	_, err := io.WriteString(p.terminal, string(key))
	return err
}

// add adds what somebody wrote: they see it first.
func (r *room) add(author *person) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.board.Add(author.part, string(author.words))
	r.lines = append(r.lines, line(r.board.Quadrants()[author.part], author.part))
	author.words = nil
	author.wake()
	for _, p := range r.people {
		if p != author {
			p.wake()
		}
	}
}

// line is the newest item at its place. The cursor stays where it is.
func line(q board.Quadrant, part int) string {
	row := draw.Top + (part/2)*(board.Rows+2) + 1 + draw.Height(q)
	return "\x1b7" + at(row, 2+(part%2)*(board.Columns+2)) + q.Items[len(q.Items)-1] + "\x1b8"
}

// wake tells somebody that there are lines; it never waits.
func (p *person) wake() {
	select {
	case p.news <- struct{}{}:
	default:
	}
}

// catchUp shows the lines that were added since.
func (p *person) catchUp() {
	p.room.mu.Lock()
	missing := p.room.lines[p.shown:]
	p.room.mu.Unlock()
	p.shown += len(missing)
	_, _ = io.WriteString(p.terminal, strings.Join(missing, "")) // whoever has gone is noticed by their keys
}
