package main

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	gossh "golang.org/x/crypto/ssh"

	"github.com/convene-ssh/convene/session/report"
)

// player is one person who does one kind of thing, again and again.
type player struct {
	name string
	key  gossh.Signer
	way  string // from the meeting's home
	turn func(p *player, v *visitor, news func()) error
	// check compares what the player finds on coming back with what they saw
	// accepted.
	check func(p *player, v *visitor, r *report.Report)

	n        int      // of what they wrote last
	accepted []string // what they saw accepted
	dots     int      // that they saw left
	pressed  int      // that would be left, if the last key was taken
}

// writes writes one item.
func writes(p *player, v *visitor, news func()) error {
	p.n++
	mark := fmt.Sprintf("%s-%d.", p.name, p.n)
	open := clearKey // of a draft that the kill left
	if !strings.Contains(v.Screen(), "F1") {
		open = "a"
	}
	if err := types(v, open+mark, mark); err != nil {
		return err
	}
	return sends(p, v, enterKey, v.s.says("en", "board.added"), mark, news)
}

// commits makes one commitment.
func commits(p *player, v *visitor, news func()) error {
	p.n++
	title := fmt.Sprintf("%s-%d.", p.name, p.n)
	if err := types(v, "a", v.s.says("en", "field.description")); err != nil {
		return err
	}
	if err := types(v, clearKey+title, title); err != nil {
		return err
	}
	return sends(p, v, sendKey, v.s.says("en", "entry.saved", "title", title), title, news)
}

func types(v *visitor, keys, text string) error {
	if err := v.Type(keys); err != nil {
		return err
	}
	return v.Sees(v.s.ctx, text)
}

// sends sends what was written, and notes it once it is accepted.
func sends(p *player, v *visitor, key, accepted, text string, news func()) error {
	if err := v.Type(key); err != nil {
		return err
	}
	news()
	if err := v.Sees(v.s.ctx, accepted); err != nil {
		return err
	}
	p.accepted = append(p.accepted, text)
	news()
	return nil
}

var dotsLeft = regexp.MustCompile(`(\d+) dots? left`)

func left(screen string) int {
	found := dotsLeft.FindStringSubmatch(screen)
	if found == nil {
		return -1
	}
	n, _ := strconv.Atoi(found[1]) // it is a number
	return n
}

// votes spends a dot or takes one back: down to none, and up again.
func votes(p *player, v *visitor, news func()) error {
	key := "+"
	if p.n++; p.n/20%2 == 1 {
		key = "-"
	}
	if p.pressed = p.dots - 1; key == "-" {
		p.pressed = p.dots + 1
	}
	if p.pressed < 0 || p.pressed > 20 {
		p.pressed = p.dots
		return nil
	}
	if err := v.Type(key); err != nil {
		return err
	}
	news()
	if err := v.Until(v.s.ctx, func(screen string) bool { return left(screen) == p.pressed }); err != nil {
		return err
	}
	p.dots = p.pressed
	news()
	return nil
}

// counted finds the dots as they were seen, or with the last key taken.
func counted(p *player, v *visitor, _ *report.Report) {
	v.s.t.Helper()
	v.sees("left")
	now := left(v.Screen())
	if now != p.dots && now != p.pressed {
		v.s.t.Errorf("%d dots are left; %d were, and one more key would have made it %d", now, p.dots, p.pressed)
	}
	p.dots, p.pressed = now, now
}

// sees finds one's own hidden items on the screen.
func sees(p *player, v *visitor, _ *report.Report) {
	v.s.t.Helper()
	for _, text := range p.accepted {
		v.sees(text)
	}
}

// exported finds items and commitments in the export.
func exported(p *player, v *visitor, r *report.Report) {
	v.s.t.Helper()
	found := map[string]bool{}
	for _, b := range r.Boards {
		for _, q := range b.Parts {
			for _, it := range q.Items {
				found[it.Text] = true
			}
		}
	}
	for _, e := range r.Registers[1].Entries {
		title, _ := e.Fields.(map[string]any)["title"].(string)
		found[title] = true
	}
	for _, text := range p.accepted {
		if !found[text] {
			v.s.t.Errorf("%q was accepted and is gone", text)
		}
	}
}
