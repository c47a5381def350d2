package locale

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register"
)

// catalogue is the words of one file: key → plural form → sentence. A sentence
// without plurals is its form "other".
type catalogue map[string]map[string]string

// catalogues reads every file: area → language → catalogue.
func catalogues(t *testing.T) map[string]map[string]catalogue {
	t.Helper()
	entries, err := files.ReadDir("words")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]map[string]catalogue{}
	for _, e := range entries {
		area, rest, _ := strings.Cut(e.Name(), ".")
		language := strings.TrimSuffix(rest, ".json")
		body, err := files.ReadFile("words/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		var raw map[string]any
		if err := json.Unmarshal(body, &raw); err != nil {
			t.Fatalf("%s: %v", e.Name(), err)
		}
		if all[area] == nil {
			all[area] = map[string]catalogue{}
		}
		all[area][language] = forms(t, raw)
	}
	for _, r := range register.All() {
		all[r.Name] = map[string]catalogue{}
		for _, language := range Languages() {
			body, err := fs.ReadFile(r.Words, "words."+language+".json")
			if err != nil {
				t.Fatal(err)
			}
			var raw map[string]any
			if err := json.Unmarshal(body, &raw); err != nil {
				t.Fatalf("%s: %v", r.Name, err)
			}
			all[r.Name][language] = forms(t, raw)
		}
	}
	return all
}

func forms(t *testing.T, raw map[string]any) catalogue {
	t.Helper()
	c := catalogue{}
	for key, v := range raw {
		c[key] = map[string]string{}
		switch v := v.(type) {
		case string:
			c[key]["other"] = v
		case map[string]any:
			for form, s := range v {
				c[key][form], _ = s.(string)
			}
		default:
			t.Errorf("%s is neither a sentence nor its plurals", key)
		}
	}
	return c
}

func load(t *testing.T) *Catalogues {
	t.Helper()
	c, err := Load(register.All())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// TestEveryLanguageSaysEverything compares the languages of each area: the same
// keys, the same facts, and the plural forms that the language needs.
func TestEveryLanguageSaysEverything(t *testing.T) {
	plurals := map[string][]string{"en": {"one", "other"}, "es": {"many", "one", "other"}}
	for area, languages := range catalogues(t) {
		source := languages[Fallback]
		if got := slices.Sorted(maps.Keys(languages)); !slices.Equal(got, slices.Sorted(slices.Values(Languages()))) {
			t.Errorf("%s has the languages %v", area, got)
		}
		for language, c := range languages {
			for key := range source {
				if c[key] == nil {
					t.Errorf("%s.%s lacks %s", area, language, key)
				}
			}
			for key, said := range c {
				if source[key] == nil {
					t.Errorf("%s.%s has %s, which %s lacks", area, language, key, Fallback)
					continue
				}
				if got := slices.Sorted(maps.Keys(said)); len(source[key]) > 1 && !slices.Equal(got, plurals[language]) {
					t.Errorf("%s.%s: %s has the forms %v", area, language, key, got)
				}
				checkForms(t, area+"."+language+": "+key, said, source[key]["other"])
			}
		}
	}
}

var fact = regexp.MustCompile(`\{\{\.\w+\}\}`)

func checkForms(t *testing.T, what string, said map[string]string, source string) {
	t.Helper()
	want := slices.Sorted(slices.Values(fact.FindAllString(source, -1)))
	for form, s := range said {
		if strings.TrimSpace(s) == "" {
			t.Errorf("%s (%s) says nothing", what, form)
		}
		if got := slices.Sorted(slices.Values(fact.FindAllString(s, -1))); !slices.Equal(got, want) {
			t.Errorf("%s (%s) has the facts %v, want %v", what, form, got, want)
		}
	}
}

// TestWhatIsTypedIsTheSameInEveryLanguage: the capitals in which commands show what goes in
// their place.
func TestWhatIsTypedIsTheSameInEveryLanguage(t *testing.T) {
	capitals := regexp.MustCompile(`\p{Lu}{4,}`)
	typed := func(s string) []string { return slices.Sorted(slices.Values(capitals.FindAllString(s, -1))) }
	all := catalogues(t)
	for _, area := range []string{"command", "intake"} {
		for language, c := range all[area] {
			for key, said := range c {
				if got, want := typed(said["other"]), typed(all[area][Fallback][key]["other"]); !slices.Equal(got, want) {
					t.Errorf("%s: %s shows %v, want %v", language, key, got, want)
				}
			}
		}
	}
}

// TestNoKeyTwice keeps one area from overwriting another's words.
func TestNoKeyTwice(t *testing.T) {
	home := map[string]string{}
	for area, languages := range catalogues(t) {
		for key := range languages[Fallback] {
			if home[key] != "" {
				t.Errorf("%s is in %s and in %s", key, home[key], area)
			}
			home[key] = area
		}
	}
}

// TestEveryRefusalHasASentence reads the codes and the names of fields where
// the domain refuses, so that nobody meets a bare code.
func TestEveryRefusalHasASentence(t *testing.T) {
	w := load(t).In("en")
	codes, fields := refusals(t, "../*.go", "../*/*.go")
	if len(codes) < 20 || len(fields) < 20 {
		t.Fatalf("found %d codes and %d fields: the search is broken", len(codes), len(fields))
	}
	for _, code := range codes {
		wantWord(t, w, "error."+code)
	}
	for _, field := range fields {
		wantWord(t, w, "field."+field)
	}
}

// TestARefusalCallsAQuestionAsItsFormDoes, where the names of questions are no words of
// their own.
func TestARefusalCallsAQuestionAsItsFormDoes(t *testing.T) {
	w := load(t).In("en")
	for _, question := range append(evaluation.Scales(), evaluation.Asked()...) {
		got := w.Error(refusal.In(refusal.New(refusal.Invalid, "field", question), "evaluation"))
		if want := w.T("evaluation." + question); !strings.Contains(got, want) {
			t.Errorf("%q does not name %q", got, want)
		}
	}
}

func wantWord(t *testing.T, w *Words, key string) {
	t.Helper()
	if w.T(key) == key {
		t.Errorf("%s has no sentence", key)
	}
}

// refusals finds the constants of type Code, what follows "field" in a call of
// refusal.New, and the first argument of the functions that pass it on.
func refusals(t *testing.T, patterns ...string) (codes, fields []string) {
	t.Helper()
	for _, pattern := range patterns {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			f, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.ValueSpec:
					if id, ok := n.Type.(*ast.Ident); ok && id.Name == "Code" {
						codes = append(codes, literals(n.Values...)...)
					}
				case *ast.CallExpr:
					fields = append(fields, fieldsOf(n)...)
				}
				return true
			})
		}
	}
	return codes, fields
}

func fieldsOf(call *ast.CallExpr) []string {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.Ident:
		name = f.Name
	case *ast.SelectorExpr:
		name = f.Sel.Name
	}
	switch checks := strings.HasPrefix(strings.ToLower(name), "check"); {
	case name == "CheckDates":
		return literals(call.Args[0], call.Args[2])
	case (name == "NoneOf" || checks) && len(call.Args) > 0:
		return literals(call.Args[0])
	case name == "New" && len(call.Args) > 2 && slices.Equal(literals(call.Args[1]), []string{"field"}):
		return literals(call.Args[2])
	}
	return nil
}

func literals(all ...ast.Expr) (values []string) {
	for _, e := range all {
		if l, ok := e.(*ast.BasicLit); ok && l.Kind == token.STRING {
			if s, err := strconv.Unquote(l.Value); err == nil {
				values = append(values, s)
			}
		}
	}
	return values
}

// TestEveryValueHasAWord walks the closed lists of the domain.
func TestEveryValueHasAWord(t *testing.T) {
	w := load(t).In("en")
	wantWords(t, w, "role.", method.Roles())
	wantWords(t, w, "organisation.", method.OrganisationTypes())
	wantWords(t, w, "attribution.", method.Ladders())
	wantWords(t, w, "audience.", method.Audiences())
	wantWords(t, w, "mode.", method.Modes())
	for _, l := range layout.Layouts() {
		wantWord(t, w, "agenda."+l.Name)
		wantWord(t, w, "report.board."+l.Name)
		wantWords(t, w, "part."+l.Name+".", l.Parts)
		wantWords(t, w, "part.ask."+l.Name+".", l.Parts)
	}
	wantWords(t, w, "phase.", layout.Phases())
	wantWords(t, w, "phase.say.", layout.Phases())
	wantWords(t, w, "level.", append(method.Levels(), ""))
	wantWords(t, w, "agenda.", method.AgendaKinds())
	wantWords(t, w, "agenda.word.", method.AgendaKinds())
	wantWords(t, w, "agenda.say.", slices.DeleteFunc(method.AgendaKinds(), func(k method.AgendaKind) bool {
		return k.Layout() != nil || k.Reviews() // the board says it by its phase, the review by itself
	}))
	wantWords(t, w, "completion.", method.Completions())
	wantWords(t, w, "outcome.", method.Outcomes())
	wantWords(t, w, "reading.", []method.ReadingKind{method.Reported, method.Observed, method.Decided})
}

// TestEveryRegisterHasItsWords: what it is called, its fields and the values of their
// choices. No field has a key that a register needs for itself.
func TestEveryRegisterHasItsWords(t *testing.T) {
	w := load(t).In("en")
	of := []string{"one", "many", "new", "change", "empty", "none"}
	for _, r := range register.All() {
		wantWords(t, w, r.Name+".", of)
		for _, f := range r.Fields {
			if slices.Contains(of, f.Key) {
				t.Errorf("%s has a field %s", r.Name, f.Key)
			}
			if label := w.Label(r, f); label == "field."+f.Key {
				t.Errorf("%s.%s has no label", r.Name, f.Key)
			}
			for _, v := range f.Values {
				if word := w.Choice(r, f, v); strings.HasSuffix(word, f.Key+"."+v) {
					t.Errorf("%s has no word", word)
				}
			}
		}
	}
}

func wantWords[T ~string](t *testing.T, w *Words, prefix string, values []T) {
	t.Helper()
	for _, v := range values {
		wantWord(t, w, prefix+string(v))
	}
}

func TestInChoosesALanguage(t *testing.T) {
	c := load(t)
	for tag, want := range map[string]string{
		"es": "es", "es-MX": "es", "es_MX.UTF-8": "es", "en": "en", "en_GB.UTF-8": "en",
		"C": "en", "POSIX": "en", "": "en", "th_TH.UTF-8": "en", "not a language": "en",
	} {
		if got := c.In(tag).Language; got != want {
			t.Errorf("In(%q) speaks %s, want %s", tag, got, want)
		}
	}
}

func TestName(t *testing.T) {
	if got := Name("es"); got != "español" {
		t.Errorf("Spanish calls itself %q", got)
	}
}

func TestT(t *testing.T) {
	c := load(t)
	for _, tc := range []struct{ language, got, want string }{
		{"en", c.In("en").T("no.such.key"), "no.such.key"},
		{"en", c.In("en").T("no.such.key", "n", 2), "no.such.key"},
		{"en", c.In("en").T("part.swot.S"), "Strengths"},
		{"es", c.In("es").T("part.swot.S"), "Fortalezas"},
		{"en", c.In("en").T("report.votes", "n", 1), "1 vote"},
		{"en", c.In("en").T("report.votes", "n", 0), "0 votes"},
		{"es", c.In("es").T("report.votes", "n", 1), "1 voto"},
		{"es", c.In("es").T("report.votes", "n", 5), "5 votos"},
		{"es", c.In("es").T("report.votes", "n", 1000000), "1000000 de votos"},
	} {
		if tc.got != tc.want {
			t.Errorf("%s: %q, want %q", tc.language, tc.got, tc.want)
		}
	}
}

func TestErrorsAreSaidInWords(t *testing.T) {
	c := load(t)
	for _, tc := range []struct {
		language string
		err      error
		want     string
	}{
		{"en", refusal.New(refusal.Missing, "field", "reason"), "Please fill in: Reason."},
		{"es", refusal.New(refusal.Missing, "field", "reason"), "Falta completar: Motivo."},
		{"es", refusal.New(refusal.WrongPhase, "phase", "vote"), "Eso no es posible mientras el tablero está en «Votar»."},
		{"en", &refusal.Conflict{Revision: 2}, c.In("en").T("error.changed")},
		{"en", errors.New("disk on fire at /dev/sda"), c.In("en").T("error.internal")},
		{"es", errors.New("disk on fire at /dev/sda"), c.In("es").T("error.internal")},
	} {
		if got := c.In(tc.language).Error(tc.err); got != tc.want {
			t.Errorf("%s: %v is said as %q, want %q", tc.language, tc.err, got, tc.want)
		}
	}
}

// TestDays are written out, or in short.
func TestDays(t *testing.T) {
	all := load(t)
	for _, test := range []struct{ language, day, long, short string }{
		{"en", "2022-09-30", "30 September 2022", "30 Sep 2022"},
		{"es", "2022-01-05", "5 de enero de 2022", "5 ene 2022"},
		{"en", "soon", "", ""},
	} {
		in, day := all.In(test.language), method.Date(test.day)
		if long, short := in.Day(day), in.ShortDay(day); long != test.long || short != test.short {
			t.Errorf("%s in %s is %q and %q", day, test.language, long, short)
		}
	}
}

// TestAnEndThatIsSoon is told with its time and zone.
func TestAnEndThatIsSoon(t *testing.T) {
	now := time.Date(2022, 8, 9, 1, 0, 0, 0, time.FixedZone("", 8*60*60))
	all := load(t)
	for _, test := range []struct {
		after         time.Duration
		want, spanish string
	}{
		{time.Hour, "8 August 2022, 18:00 UTC", "8 de agosto de 2022, 18:00 UTC"},
		{48 * time.Hour, "10 August 2022, 17:00 UTC", "10 de agosto de 2022, 17:00 UTC"},
		{49 * time.Hour, "10 August 2022", "10 de agosto de 2022"},
	} {
		if got := all.In("en").Until(now.Add(test.after), now); got != test.want {
			t.Errorf("in %v: %q, want %q", test.after, got, test.want)
		}
		if got := all.In("es").Until(now.Add(test.after), now); got != test.spanish {
			t.Errorf("in %v: %q, want %q", test.after, got, test.spanish)
		}
	}
}
