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
