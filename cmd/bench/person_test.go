package main

import (
	"testing"
	"time"
)

func TestWordsAreSeenAcrossWhatArrives(t *testing.T) {
	at := func(second int64) time.Time { return time.Unix(second, 0) }
	for _, test := range []struct {
		name   string
		chunks []string
		want   int64 // the chunk with the last byte
	}{
		{"whole", []string{"x", "a word b"}, 1},
		{"in two", []string{"a wo", "rd"}, 1},
		{"byte by byte", []string{"w", "o", "r", "d"}, 3},
		{"begun twice", []string{"wo", "wor", "d"}, 2},
		{"between much else", []string{"woolly mammoths", " wor", "d"}, 2},
	} {
		p := &person{ended: make(chan struct{})}
		p.take([]byte("word"), at(99)) // nobody looks out yet
		seen := p.lookFor("word")
		for i, chunk := range test.chunks {
			p.take([]byte(chunk), at(int64(i)))
		}
		select {
		case got := <-seen:
			if got != at(test.want) {
				t.Errorf("%s: seen with chunk %d, want %d", test.name, got.Unix(), test.want)
			}
		default:
			t.Errorf("%s: not seen", test.name)
		}
	}
}

func TestManyWordsAreLookedForAtOnce(t *testing.T) {
	p := &person{ended: make(chan struct{})}
	at := func(chunk string) time.Time { return time.Unix(int64(chunk[0]), 0) }
	early, late, never := p.lookFor("early"), p.lookFor("late"), p.lookFor("never")
	p.take([]byte("a lat"), at("a"))
	short := p.lookFor("a")
	for _, chunk := range []string{"e sh", "b earl", "y ne", "verm"} {
		p.take([]byte(chunk), at(chunk))
	}
	for i, want := range []struct {
		seen  <-chan time.Time
		chunk string
	}{{early, "y"}, {late, "e"}, {never, "v"}, {short, "b"}} {
		select {
		case got := <-want.seen:
			if got != at(want.chunk) {
				t.Errorf("words %d came with %q, want %q", i, rune(got.Unix()), want.chunk)
			}
		default:
			t.Errorf("words %d were not seen", i)
		}
	}
}

func TestWhoLooksOutHearsOfTheEnd(t *testing.T) {
	p := &person{ended: make(chan struct{})}
	before := p.lookFor("word")
	p.end()
	for _, seen := range []<-chan time.Time{before, p.lookFor("word")} {
		if _, err := await(t.Context(), seen); err != errGone {
			t.Errorf("await: %v, want %v", err, errGone)
		}
	}
}
