package main

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/convene-ssh/convene/"

// layout says which modules and which of our own packages a package may import
// besides the standard library. A package is judged by the longest prefix here.
var layout = map[string][]string{
	"session":                   {"session", "golang.org/x/text", "github.com/rivo/uniseg"},
	"session/ledger":            {}, // the standard library only
	"session/locale":            {"session", "golang.org/x/text", "github.com/nicksnyder/go-i18n"},
	"session/report":            {"session"},
	"store":                     {"session/ledger", "store/internal", "store/sqlite"},
	"store/sqlite":              {"session/ledger", "store/internal", "github.com/ncruces/go-sqlite3"},
	"store/storetest":           {"session/ledger", "store/internal"},
	"tui":                       {"session", "tui", "golang.org/x/text", "charm.land/bubbletea", "charm.land/bubbles", "github.com/charmbracelet/x/ansi", "github.com/rivo/uniseg"},
	"tui/theme":                 {"charm.land/lipgloss", "github.com/charmbracelet/colorprofile"},
	"cmd/convene/sshd":          {"session", "tui", "cmd/convene/sshd", "charm.land", "golang.org/x/crypto", "github.com/anmitsu/go-shlex", "github.com/spf13/cobra"},
	"cmd/convene/sshd/terminal": {"tui/frame", "charm.land/bubbletea", "github.com/charmbracelet"},
	"cmd":                       {""},
}

// TestLayout keeps the rooms of the house apart: only sshd knows wish, only
// engines know their database, only the theme knows Lip Gloss, and the domain
// knows none of them.
func TestLayout(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, module)
		allowed := layout[longestPrefix(room)]
		if allowed == nil {
			t.Errorf("%s is in no room of the house", room)
		}
		for _, imported := range p.Imports {
			if !allows(allowed, imported) {
				t.Errorf("%s must not import %s", room, imported)
			}
		}
	}
}

type goPackage struct {
	ImportPath string
	Imports    []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Imports", module+"...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []goPackage
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p goPackage
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 10 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}

func longestPrefix(room string) string {
	longest := ""
	for prefix := range layout {
		if len(prefix) > len(longest) && within(room, prefix) {
			longest = prefix
		}
	}
	return longest
}

func within(path, prefix string) bool {
	return prefix == "" || path == prefix || strings.HasPrefix(path, prefix+"/")
}

// allows reports whether an import is of the standard library or in the list.
func allows(allowed []string, imported string) bool {
	first, _, _ := strings.Cut(imported, "/")
	if !strings.Contains(first, ".") {
		return true
	}
	ours := strings.TrimPrefix(imported, module)
	return slices.ContainsFunc(allowed, func(prefix string) bool {
		if ours != imported {
			return within(ours, prefix)
		}
		return prefix == "" || strings.HasPrefix(imported, prefix)
	})
}
