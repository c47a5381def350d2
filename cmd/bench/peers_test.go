package main

import (
	"os"
	"strings"
	"testing"
)

// versions reads what a go.mod requires.
func versions(t *testing.T, name string) map[string]string {
	t.Helper()
	mod, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]string{}
	for line := range strings.Lines(string(mod)) {
		if fields := strings.Fields(line); strings.HasPrefix(line, "\t") && len(fields) > 1 {
			all[fields[0]] = fields[1]
		}
	}
	return all
}

func TestPeersAreAModuleOfTheirOwn(t *testing.T) {
	convene, peers := versions(t, "../../go.mod"), versions(t, "peers/go.mod")
	for _, only := range []string{"bubbles", "bubbletea", "lipgloss", "ssh", "wish"} {
		module := "github.com/charmbracelet/" + only
		if peers[module] == "" {
			t.Errorf("the peers do without %s", module)
		}
		if convene[module] != "" {
			t.Errorf("%s is in Convene's module", module)
		}
	}
	for _, same := range []string{"charm.land/bubbletea/v2", "charm.land/lipgloss/v2", "charm.land/ssh", "charm.land/wish/v2", "golang.org/x/crypto"} {
		if peers[same] == "" || peers[same] != convene[same] {
			t.Errorf("%s is %q in the peers and %q in Convene", same, peers[same], convene[same])
		}
	}
}
