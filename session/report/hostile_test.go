package report

import (
	"encoding/json"
	"fmt"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ledger"
	"github.com/convene-ssh/convene/session/register"
)

func TestInline(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"plain words, 3 (three) of them.", "plain words, 3 (three) of them."},
		{"# heading", `\# heading`},
		{"- list", `\- list`},
		{"+ list", `\+ list`},
		{"1. list", `1\. list`},
		{"12) list", `12\) list`},
		{"2022-08-09", "2022-08-09"},
		{"=====", `\=====`},
		{"---", `\---`},
		{"***", `\*\*\*`},
		{"> quote", `\> quote`},
		{"a | b", `a \| b`},
		{"**bold** _em_ ~~gone~~ `code`", "\\*\\*bold\\*\\* \\_em\\_ \\~\\~gone\\~\\~ \\`code\\`"},
		{"![x](http://e.vil/p.png)", `!\[x\](http\://e.vil/p.png)`},
		{"[x]: http://e.vil", `\[x\]: http\://e.vil`},
		{"see https://e.vil and WWW.e.vil", `see https\://e.vil and WWW\.e.vil`},
		{"me@e.vil", `me\@e.vil`},
		{"<img src=x onerror=alert(1)>", `\<img src=x onerror=alert(1)\>`},
		{"&lt;b&gt;", `\&lt;b\&gt;`},
		{`\# twice`, `\\\# twice`},
		{"two\nlines\r\n# here", `two lines \# here`},
		{"$x$", `\$x\$`},
	} {
		if got := inline(tc.in); got != tc.want {
			t.Errorf("inline(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

func TestQuote(t *testing.T) {
	got := quote("\none\n- two\n\n# three\n")
	const want = "> one\\\n> \\- two\n>\n> \\# three"
	if got != want {
		t.Errorf("quote = %q, want %q", got, want)
	}
}

func TestCell(t *testing.T) {
	for _, tc := range []struct{ in, want string }{
		{"plain", "plain"},
		{"a=b", "a=b"},
		{"=1+1", "'=1+1"},
		{"+1", "'+1"},
		{"-1", "'-1"},
		{"@SUM(A1)", "'@SUM(A1)"},
		{" =1", "' =1"},
		{"\t=1", "'\t'=1"},
		{"\tx", "'\tx"},
		{"\nx", "'\nx"},
		{"＝1", "'＝1"},
		{"＋1", "'＋1"},
		{"－1", "'－1"},
		{"＠x", "'＠x"},
		{"x;=cmd|' /C calc'!A0", "x;'=cmd|' /C calc'!A0"},
		{"x\n=cmd", "x\n'=cmd"},
		{"x; @y", "x;' @y"},
		{"", ""},
	} {
		if got := cell(tc.in); got != tc.want {
			t.Errorf("cell(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
}

// attack is what a terminal obeys, what hides or turns text, and what Markdown
// and spreadsheets would make something of.
var attack = "=HYPERLINK(\"http://e.vil\")\x1b]52;c;aGk=\a\x1b]8;;http://e.vil\x1b\\\x1bP+q\x1b\\\u009b31m\u202e" +
	"<script>|\n# heading\n| cell |\n![i](http://e.vil)" + strings.Repeat("\u0301", 200) + "\u2066\ue000\x00\xff\x1b]0;unended"

// poison puts an attack into every text of a value, however deep.
func poison(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			poison(v.Elem())
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				poison(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			poison(v.Index(i))
		}
	case reflect.String:
		if freeText(v.Type()) {
			v.SetString(attack)
		}
	}
}

// freeText tells what people write from ids and closed lists, which the domain
// checks.
func freeText(t reflect.Type) bool {
	return t == reflect.TypeFor[string]() || t == reflect.TypeFor[session.Country]()
}

// hostile is a meeting as no change could make it: every text is an attack.
func hostile() *session.Shared {
	votes := &session.Board{
		ID: "b", Meeting: theMeeting, Phase: session.Discuss, Rounds: []session.VoteRound{{}, {}}, Country: "x", Subject: "x",
		Items: []*session.Item{
			{ID: "i", Quadrant: session.Strengths, Authored: session.Authored{By: session.Attribution{Member: "m"}}, Audience: session.Public},
			{ID: "j", Quadrant: session.Threats, Authored: session.Authored{By: session.Attribution{Country: "x"}}, Audience: session.Public},
		},
	}
	c := &session.Community{
		ID: theCommunity,
		Members: ledger.RollOf(map[session.MemberID]*session.Member{
			"m": {ID: "m", Organisation: "o", Country: "x"},
		}),
		Organisations: map[session.OrganisationID]*session.Organisation{"o": {ID: "o", Type: session.CSO}},
		Meetings: map[session.MeetingID]*session.Meeting{theMeeting: {
			ID: theMeeting, Attendance: ledger.RollOf(map[session.MemberID]session.Role{"m": session.Participant}),
			MeetingDetails: session.MeetingDetails{Mode: session.InPerson, Convenors: []string{"x"}, Objectives: []string{"x", "y"}},
			Agenda:         []session.AgendaItem{{ID: "a", Kind: session.Plenary, Day: 1}},
		}},
		Boards:    map[session.BoardID]*session.Board{"b": votes},
		Registers: register.All(), Entries: map[session.EntryID]*session.Entry{},
	}
	for i, r := range c.Registers {
		e := hostileEntry(r)
		e.ID = session.EntryID(fmt.Sprint("e", i))
		c.Entries[e.ID] = e
	}
	poison(reflect.ValueOf(&c.Name))
	poison(reflect.ValueOf(c.Members.Of("m")))
	poison(reflect.ValueOf(c.Organisations["o"]))
	poison(reflect.ValueOf(c.Meetings[theMeeting]))
	poison(reflect.ValueOf(votes))
	for i, it := range votes.Items { // codes are made by the domain
		it.Code = fmt.Sprintf("X-S%d", i+1)
	}
	votes.Prefix = "X"
	return c.View(1, session.Public, nil)
}

// hostileEntry has an attack in every text of a register.
func hostileEntry(r *session.Register) *session.Entry {
	answers := map[string][]string{}
	for _, f := range r.Fields {
		switch f.Shape {
		case session.ShapeLead, session.ShapeSupport:
			answers[f.Key] = []string{"o"}
		case session.ShapeLinks:
			answers[f.Key] = []string{"i", "e0"}
		case session.ShapeLine, session.ShapeText, session.ShapeCountry:
			answers[f.Key] = []string{attack}
		case session.ShapeCountries:
			answers[f.Key] = []string{attack, attack + "2"}
		case session.ShapeChoice:
			answers[f.Key] = []string{f.Values[len(f.Values)-1]}
		}
	}
	return &session.Entry{
		Register: r, Meeting: theMeeting, Number: 1, Audience: session.Public, Fields: r.Filled(r.Blank(), answers),
		Authored: session.Authored{By: session.Attribution{Organisation: "o"}},
		Readings: []session.Reading{{ID: "r", Kind: session.Reported, Line: attack, Evidence: attack, By: session.Attribution{Country: session.Country(attack)}}},
	}
}

// TestHostileBytes looks for what terminals obey in every file of the meeting.
func TestHostileBytes(t *testing.T) {
	r := build(t, hostile(), "en")
	all := everything(t, r)
	if !utf8.ValidString(all) {
		t.Error("invalid UTF-8")
	}
	for _, c := range all {
		if c < ' ' && c != '\n' && c != '\r' || c >= 0x7f && c < 0xa0 || strings.ContainsRune("\u202e\u2066\ue000", c) {
			t.Fatalf("a report holds %U", c)
		}
	}
	if strings.Contains(all, `\u00`) {
		t.Error("the JSON holds an escaped control character")
	}
	if strings.Contains(all, strings.Repeat("\u0301", 20)) {
		t.Error("a report holds a tower of marks")
	}
	if !strings.Contains(all, "HYPERLINK") {
		t.Error("the attack is not in the report, so nothing was tested")
	}
}

// ownHeading is the beginning of a heading that the report itself makes.
var ownHeading = regexp.MustCompile(`(^|\n)#{1,3}$`)

// TestHostileMarkdown checks that the attack adds no structure to the report.
func TestHostileMarkdown(t *testing.T) {
	md := string(write(t, build(t, hostile(), "en"), FormatMarkdown, ""))
	for i, c := range md { // nothing of the report's own uses these
		if strings.ContainsRune("<[]`_~&$@#", c) && !strings.HasSuffix(md[:i], `\`) && !ownHeading.MatchString(md[:i+1]) {
			t.Errorf("an unescaped %q in %q", c, md[max(0, i-20):i+1])
		}
	}
	if strings.Contains(md, "p://") {
		t.Error("an address became a link")
	}
	for l := range strings.Lines(md) {
		if strings.HasPrefix(l, "# heading") || strings.HasPrefix(l, "| cell") {
			t.Errorf("the attack made the line %q", l)
		}
		if n := strings.Count(l, "|") - strings.Count(l, `\|`); strings.HasPrefix(l, "|") && n != 3 && n != 6 {
			t.Errorf("a row with %d bars: %q", n, l)
		}
	}
}

// TestHostileSpreadsheet checks that no cell of any register is a formula.
func TestHostileSpreadsheet(t *testing.T) {
	r := build(t, hostile(), "en")
	for _, g := range Tables(register.All()) {
		for _, row := range readCSV(t, write(t, r, FormatCSV, g)) {
			for _, c := range row {
				if strings.HasPrefix(c, "=") {
					t.Errorf("%s: a cell is the formula %q", g, c)
				}
			}
		}
	}
}

func TestHostileJSON(t *testing.T) {
	var got map[string]any
	if err := json.Unmarshal(write(t, build(t, hostile(), "en"), FormatJSON, ""), &got); err != nil {
		t.Fatal(err)
	}
}
