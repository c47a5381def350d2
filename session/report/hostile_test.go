package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/field"
	from "github.com/convene-ssh/convene/session/intake/sheet"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/report/block/blocktest"
)

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
		{"x, -y", "x, -y"},
		{"", ""},
	} {
		if got := cell(tc.in, Comma); got != tc.want {
			t.Errorf("cell(%q) = %q, want %q", tc.in, got, tc.want)
		}
	}
	for _, by := range []Separator{Semicolon, Tab} {
		if got, want := cell("x,=1+1, -y", by), "x,'=1+1,' -y"; got != want {
			t.Errorf("parted by %s, it is %q, want %q", by, got, want)
		}
	}
}

// FuzzCell: whatever parts the cells, none begins with a formula. Commas part them only
// where nothing else does, and are quoted there.
func FuzzCell(f *testing.F) {
	for _, s := range blocktest.Hostile() {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, words string) {
		for by, parts := range map[Separator]string{Comma: ";\t\n", Semicolon: ",;\t\n", Tab: ",;\t\n"} {
			written := cell(clean.Out(words), by)
			for part := range strings.FieldsFuncSeq(written, func(r rune) bool { return strings.ContainsRune(parts, r) }) {
				if s := strings.TrimLeft(part, " "); s != "" && strings.ContainsRune("=+-@＝＋－＠", []rune(s)[0]) {
					t.Errorf("%q became the cell %q, of which %q is a formula", words, written, part)
				}
			}
		}
	})
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
	return t == reflect.TypeFor[string]() || t == reflect.TypeFor[method.Country]()
}

// hostile is what the public sees of a meeting as no change could make it: every text
// is an attack.
func hostile(t *testing.T) *session.Shared {
	t.Helper()
	w := newWorld(t, false)
	siti := w.join(method.Members, session.Profile{Name: "Siti", Organisation: "Harbour House", Type: method.CSO, Country: "MY"})
	w.join(method.Members, session.Profile{Name: "Budi", Organisation: "Pelangi", Type: method.CSO, Country: "ID"})
	w.board("b", "Malaysia", "X", "MY")
	w.add(siti, "b", "i", layout.Strengths, "x", method.Named, method.Public)
	w.add(siti, "b", "j", layout.Threats, "x", method.ByCountry, method.Public)
	for _, p := range []layout.Phase{layout.Gather, layout.Revealed, layout.Voting} {
		w.phase("b", p, method.SWOT.Layout().Next(p))
	}
	w.phase("b", layout.Discuss, layout.Voting)
	w.phase("b", layout.Voting, layout.Discuss)
	w.own("o", layout.OwnPart{Title: "x", Question: "x"})
	w.add(siti, "o", "k", "A", "x", method.Named, method.Public)
	w.phase("o", layout.Gather, layout.Revealed)
	w.do(w.organiser, &interpret.Write{Item: "i", Revision: 1, Language: "es", Text: "x"})
	w.convene("later")
	for _, r := range register.All() {
		w.fill(siti, r)
	}
	members := w.see(method.Members)
	led := members.Entries["of-pledge-public"]
	w.do(siti, &session.ConfirmEntry{Register: led.Register, Entry: led.ID, Organisation: led.Lead().Organisation})
	w.do(siti, &session.ChangeProfile{
		Member: siti, Revision: members.Members.Of(siti).Revision, Profile: members.ProfileOf(members.Members.Of(siti)),
		Contact: session.Contact{Words: "x", For: method.Public},
	})
	s := w.see(method.Public)
	poison(reflect.ValueOf(&s.Name))
	for _, m := range s.Members.All() {
		poison(reflect.ValueOf(m))
	}
	for _, o := range s.Organisations {
		poison(reflect.ValueOf(o))
	}
	for _, m := range s.Meetings {
		poison(reflect.ValueOf(m))
		for i := range m.Agenda {
			m.Agenda[i].Prefix = "X" // the domain makes these, and those below
		}
	}
	for _, b := range s.Boards {
		usual := b.Layout
		b.Layout = nil
		poison(reflect.ValueOf(b))
		b.Layout, b.Prefix = usual, "X"
		if usual.Is(layout.Own) {
			b.Layout = layout.Own.Of([]layout.OwnPart{{Title: attack, Question: attack}})
		}
		for i, it := range b.Items {
			it.Code = fmt.Sprintf("X-S%d", i+1)
		}
	}
	for _, e := range s.Entries {
		poison(reflect.ValueOf(e.Fields))
		poison(reflect.ValueOf(&e.By))
		for i := range e.Readings {
			stage := e.Readings[i].Stage
			poison(reflect.ValueOf(&e.Readings[i]))
			e.Readings[i].Stage = stage // one of the register's
		}
	}
	return s
}

// fill adds an entry in which every question is answered, and what is said of it.
func (w *world) fill(who session.MemberID, r *session.Register) {
	w.Helper()
	id := w.answered(who, r, "x", method.Public, "i")
	if !r.Promises() {
		return
	}
	stage, _ := r.With(field.UseStage)
	w.do(who, &session.AddReading{Register: r, Entry: id, Attribution: method.ByCountry, Reading: session.Reading{
		ID: method.ReadingID("of-" + id), Kind: method.Reported, Stage: stage.Values[0], Completion: method.Limited, Line: "x", Evidence: "x",
	}})
	w.decides("later", id, method.Rescope, "x")
}

// answered adds an entry in which every question is answered, all that are asked for
// words with the same.
func (w *world) answered(who session.MemberID, r *session.Register, words string, a method.Audience, from string) method.EntryID {
	w.Helper()
	fields, links := r.Blank(), []string{from}
	if r.Name == "strategy" { // of a strength, against a threat
		threat := method.ItemID("threat-for-" + string(a))
		b, _ := w.see(method.Members).Item(method.ItemID(from))
		w.add(who, b.ID, threat, layout.Threats, words, method.Unattributed, a)
		links = append(links, string(threat))
	}
	for _, f := range r.Fields {
		answers := map[field.Shape][]string{
			field.ShapeLine: {words}, field.ShapeText: {words}, field.ShapeDay: {"2022-09-01"}, field.ShapeCountry: {"MY"},
			field.ShapeCountries: {"MY", "ID"}, field.ShapeLinks: links,
			field.ShapeLead: {w.called("Harbour House")}, field.ShapeSupport: {w.called("Pelangi")},
		}[f.Shape]
		if f.Shape == field.ShapeChoice {
			answers = f.Values[len(f.Values)-1:]
		}
		fields = r.Filled(fields, map[string][]string{f.Key: answers})
	}
	id := method.EntryID("of-" + r.Name + "-" + string(a))
	w.do(who, &session.MakeEntry{
		Register: r, Entry: id, Meeting: theMeeting, Audience: a, Attribution: method.ByCountry, Fields: fields,
	})
	return id
}

// called is the id of an organisation.
func (w *world) called(name string) string {
	w.Helper()
	return string(w.see(method.Public).OrganisationNamed(name).ID)
}

// TestHostile looks in every format for what the attack would be there, if it were more
// than text.
func TestHostile(t *testing.T) { whenMade(t, hostileInAllFormats) }

func hostileInAllFormats(t *testing.T) {
	r := build(t, hostile(t), "en")
	for _, f := range Formats() {
		check := hostileChecks[f]
		if check == nil {
			t.Errorf("nothing checks what an attack does in %s", f)
			continue
		}
		for _, c := range choices(f) {
			body := write(t, r, f, c)
			if !f.Binary() {
				hostileBytes(t, f, body)
				check(t, body)
				continue
			}
			for _, part := range unzipped(t, body) {
				hostileBytes(t, f, part.body)
				check(t, part.body)
			}
		}
	}
	if all := everything(t, r); !strings.Contains(all, "HYPERLINK") {
		t.Error("the attack is not in the report, so nothing was tested")
	}
}

// hostileChecks says of each format what the attack would be there.
var hostileChecks = map[Format]func(*testing.T, []byte){
	FormatMarkdown: hostileMarkdown,
	FormatHTML:     hostileXML("script", "a", "img", "iframe", "link", "base", "form"),
	FormatDOCX:     hostileXML("hyperlink", "instrText", "object", "drawing", "altChunk"),
	FormatXLSX:     hostileXML("f", "hyperlink", "hyperlinks", "externalReferences"),
	FormatICS:      hostileCalendar,
	FormatCSV:      hostileSpreadsheet,
	FormatZip:      hostileSpreadsheet,
	FormatJSON:     hostileJSON,
}

// hostileBytes looks for what terminals obey, and for what hides or turns text.
func hostileBytes(t *testing.T, f Format, body []byte) {
	t.Helper()
	all := string(body)
	if !utf8.ValidString(all) {
		t.Errorf("%s: invalid UTF-8", f)
	}
	for _, c := range all {
		if c < ' ' && c != '\n' && c != '\r' || c >= 0x7f && c < 0xa0 || strings.ContainsRune("\u202e\u2066\ue000", c) {
			t.Fatalf("%s holds %U", f, c)
		}
	}
	if strings.Contains(all, strings.Repeat("\u0301", 20)) {
		t.Errorf("%s holds a tower of marks", f)
	}
}

// ownHeading is the beginning of a heading that the report itself makes.
var ownHeading = regexp.MustCompile(`(^|\n)#{1,3}$`)

// hostileMarkdown checks that the attack adds no structure to the report.
func hostileMarkdown(t *testing.T, body []byte) {
	md := string(body)
	for i, c := range md { // nothing of the report's own uses these
		if strings.ContainsRune("<[]`_~&$@#", c) && !strings.HasSuffix(md[:i], `\`) && !ownHeading.MatchString(md[:i+1]) {
			t.Errorf("an unescaped %q in %q", c, md[max(0, i-20):i+1])
		}
	}
	if strings.Contains(md, "p://") {
		t.Error("an address became a link")
	}
	columns := 0
	for l := range strings.Lines(md) {
		if strings.HasPrefix(l, "# heading") || strings.HasPrefix(l, "| cell") {
			t.Errorf("the attack made the line %q", l)
		}
		if !strings.HasPrefix(l, "|") {
			columns = 0
			continue
		}
		n := strings.Count(l, "|") - strings.Count(l, `\|`)
		if columns > 0 && n != columns {
			t.Errorf("a row with %d bars in a table with %d: %q", n, columns, l)
		}
		columns = n
	}
}

// hostileXML checks that no element is one that the report itself never has.
func hostileXML(never ...string) func(*testing.T, []byte) {
	return func(t *testing.T, body []byte) {
		for in := xml.NewDecoder(bytes.NewReader(body)); ; {
			token, err := in.Token()
			if errors.Is(err, io.EOF) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if e, ok := token.(xml.StartElement); ok && slices.Contains(never, e.Name.Local) {
				t.Errorf("the attack made the element %v", e)
			}
		}
	}
}

// hostileCalendar checks that each event is one of the report's own.
func hostileCalendar(t *testing.T, body []byte) {
	for l := range strings.Lines(string(body)) {
		if name, _, found := strings.Cut(l, ":"); !strings.HasPrefix(l, " ") && (!found || name != strings.ToUpper(name)) {
			t.Errorf("the attack made the line %q", l)
		}
	}
	if events, ids := bytes.Count(body, []byte("BEGIN:VEVENT")), bytes.Count(body, []byte("\r\nUID:")); events != ids || events == 0 {
		t.Errorf("%d events have %d ids", events, ids)
	}
}

// hostileSpreadsheet checks that no cell of a table is a formula.
func hostileSpreadsheet(t *testing.T, body []byte) {
	for _, row := range readCSV(t, body) {
		for _, c := range row {
			if strings.HasPrefix(c, "=") {
				t.Errorf("a cell is the formula %q", c)
			}
		}
	}
}

func hostileJSON(t *testing.T, body []byte) {
	var got map[string]any
	if err := json.Unmarshal(body, &got); err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(body, []byte(`\u00`)) {
		t.Error("the JSON holds an escaped control character")
	}
}

// FuzzCellComesBack: what was taken for the beginning of a formula is read back as it
// was written.
func FuzzCellComesBack(f *testing.F) {
	for _, s := range append(blocktest.Hostile(), "'=1", "''=1", "x;'-1\n'@") {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		words := field.TidyText(typed)
		if words == "" {
			return
		}
		for _, by := range []Separator{Comma, Semicolon} {
			var b bytes.Buffer
			w := csv.NewWriter(&b)
			w.UseCRLF, w.Comma = true, by.rune()
			_ = w.WriteAll([][]string{{"one", "two", "three"}, {"x", cell(words, by), "y"}}) // into memory
			all, err := from.Read(append([]byte(byteOrderMark), b.Bytes()...))
			if err != nil || all[0].Rows[1].Cells[1] != words {
				t.Errorf("by %s, %q comes back as %v, %v", by, words, all, err)
			}
		}
	})
}
