package main

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/convene-ssh/convene/"

// imports says which modules and which of our own packages a package may import
// besides the standard library. A package is judged by the longest prefix here.
var imports = map[string][]string{
	"session":                   {"session", "golang.org/x/text", "github.com/rivo/uniseg"},
	"session/intake/sheet":      {"session/refusal", "golang.org/x/text/encoding"},
	"session/internal":          {"session", "store/storetest"},
	"session/ledger":            {}, // the standard library only
	"session/locale":            {"session", "golang.org/x/text", "github.com/nicksnyder/go-i18n"},
	"session/field":             {"session/clean", "session/method", "session/refusal"},
	"session/method":            {"session/clean", "session/layout", "session/refusal", "golang.org/x/text/language"},
	"session/refusal":           {}, // the standard library only
	"session/report":            {"session"},
	"session/report/block":      {"session/report/block"},
	"session/report/calendar":   {"session/report/block", "github.com/arran4/golang-ical"},
	"session/report/html":       {"session/report/block"},
	"session/report/markdown":   {"session/report/block"},
	"session/report/office":     {"session/report/block", "session/report/pack"},
	"session/report/pack":       {}, // the standard library only
	"store":                     {"session/ledger", "store/internal", "store/sqlite"},
	"store/sqlite":              {"session/ledger", "store/internal", "github.com/ncruces/go-sqlite3"},
	"store/storetest":           {"session/ledger", "store/internal"},
	"tui":                       {"session", "tui", "golang.org/x/text", "charm.land/bubbletea", "charm.land/bubbles", "github.com/charmbracelet/x/ansi", "github.com/rivo/uniseg"},
	"tui/kit":                   {"session/locale", "tui/text", "tui/theme", "tui/frame", "golang.org/x/text/width", "charm.land/bubbletea", "charm.land/bubbles/v2/key", "github.com/charmbracelet/x/ansi"},
	"tui/desk":                  {"session", "tui/kit", "tui/place", "tui/shell", "tui/text", "tui/theme", "tui/frame", "golang.org/x/text/unicode/norm", "charm.land/bubbletea"},
	"tui/screen":                {"session", "tui/desk", "tui/kit", "tui/place", "tui/shell", "tui/text", "tui/theme", "tui/frame", "charm.land/bubbletea"},
	"tui/shell":                 {"tui/text"},
	"tui/place":                 {"session"},
	"tui/screen/wall":           {"session", "tui/desk", "tui/kit", "tui/place", "tui/shell", "tui/text", "tui/theme", "charm.land/bubbletea", "github.com/boombuler/barcode"},
	"tui/text":                  {"session/clean", "github.com/charmbracelet/x/ansi", "github.com/rivo/uniseg"},
	"tui/frame":                 {"github.com/charmbracelet/x/ansi", "github.com/rivo/uniseg"},
	"tui/theme":                 {"charm.land/lipgloss", "github.com/charmbracelet/colorprofile"},
	"cmd/convene/sshd":          {"session", "tui", "cmd/convene/sshd", "charm.land", "golang.org/x/crypto", "github.com/anmitsu/go-shlex", "github.com/pkg/sftp", "github.com/spf13/cobra"},
	"cmd/convene/sshd/terminal": {"tui/frame", "charm.land/bubbletea", "github.com/charmbracelet"},
	"cmd/convene/owner":         {}, // the standard library only
	"cmd":                       {""},
}

// above are rooms of the session that the others of it do not know, and who does
// know them.
var above = map[string][]string{
	"session/agenda":     {"session/agenda", "session/host", "session/internal", "session/report", "tui", "cmd"},
	"session/intake":     {"session/intake", "cmd"},
	"session/saidby":     {"session/saidby", "session/host", "session/internal", "tui", "cmd"},
	"session/standing":   {"session/standing", "session/host", "session/internal", "tui", "cmd"},
	"session/steps":      {"session/steps", "session/host", "session/internal", "tui", "cmd"},
	"session/turns":      {"session/turns", "session/host", "session/internal", "tui", "cmd"},
	"session/questions":  {"session/questions", "session/host", "session/internal", "tui", "cmd"},
	"session/directory":  {"session/directory", "session/host", "session/internal", "tui", "cmd"},
	"session/host":       {"session/host", "session/internal", "tui", "cmd"},
	"session/closing":    {"session/closing", "session/host", "session/internal", "session/report", "tui", "cmd"},
	"session/evaluation": {"session/evaluation", "session/host", "session/internal", "session/report", "tui", "cmd"},
	"session/groups":     {"session/groups", "session/host", "session/internal", "session/report", "tui", "cmd"},
	"session/interpret":  {"session/interpret", "session/host", "session/internal", "tui", "cmd"},
	"session/lens":       {"session/lens", "session/host", "session/internal", "session/report", "tui", "cmd"},
	"session/moderation": {"session/moderation", "session/host", "session/internal", "tui", "cmd"},
	"session/voting":     {"session/voting", "session/host", "session/internal", "tui", "cmd"},
	"session/widening":   {"session/widening", "session/host", "session/internal", "session/report", "tui", "cmd"},
}

// TestWhoIsAbove keeps what a community is apart from what runs it.
func TestWhoIsAbove(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, module)
		for _, imported := range p.Imports {
			known := above[strings.TrimPrefix(imported, module)]
			if known != nil && !slices.ContainsFunc(known, func(by string) bool { return within(room, by) }) {
				t.Errorf("%s must not import %s", room, imported)
			}
		}
	}
}

// TestLayout keeps the rooms of the house apart: only sshd knows wish and sftp, only
// engines know their database, only the theme knows Lip Gloss, only tui knows the
// screens, which do not know each other, and the domain knows none of them.
func TestLayout(t *testing.T) {
	for _, p := range packages(t) {
		room := strings.TrimPrefix(p.ImportPath, module)
		allowed := imports[longestPrefix(room)]
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

// The most files and exported names that a package has. Whoever opens one should
// soon see all of it.
const (
	mostFiles = 25
	mostNames = 120
)

// TestRoomsAreSmall keeps packages from growing until nobody knows their way.
func TestRoomsAreSmall(t *testing.T) {
	for _, p := range packages(t) {
		names := 0
		for _, file := range p.GoFiles {
			names += exportedNames(t, filepath.Join(p.Dir, file))
		}
		room := strings.TrimPrefix(p.ImportPath, module)
		if len(p.GoFiles) > mostFiles || names > mostNames {
			t.Errorf("%s has %d files and %d exported names", room, len(p.GoFiles), names)
		}
	}
}

// exportedNames counts what a file exports: constants, variables, types and
// functions, but no methods.
func exportedNames(t *testing.T, path string) (n int) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	count := func(names ...*ast.Ident) {
		for _, name := range names {
			if name.IsExported() {
				n++
			}
		}
	}
	for _, d := range file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				count(d.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					count(s.Name)
				case *ast.ValueSpec:
					count(s.Names...)
				}
			}
		}
	}
	return n
}

type goPackage struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

func packages(t *testing.T) []goPackage {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", module+"...").Output()
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
	for prefix := range imports {
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
