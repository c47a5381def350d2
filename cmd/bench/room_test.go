package main

import (
	"strings"
	"testing"
)

func TestItemsDifferInEveryPlace(t *testing.T) {
	seen := map[string]bool{}
	var before []rune
	for i := range warming + updates {
		all, last := words(i)
		now := []rune(all)
		for place := range before {
			if before[place] == now[place] {
				t.Errorf("items %d and %d have the same letter in place %d", i-1, i, place)
			}
		}
		for place := range now[1:] {
			if now[place] == now[place+1] {
				t.Errorf("item %d repeats a letter", i)
			}
		}
		if !strings.HasSuffix(all, last) || seen[last] {
			t.Errorf("item %d does not end with a letter of its own: %q, %q", i, all, last)
		}
		if strings.Contains(keys, last) {
			t.Errorf("item %d ends with a letter that typists use", i)
		}
		seen[last], before = true, now
	}
}
