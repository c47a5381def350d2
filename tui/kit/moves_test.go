package kit

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// plainLook is English on a terminal without colours.
func plainLook(t *testing.T) Look {
	t.Helper()
	words, err := locale.Load(nil)
	if err != nil {
		t.Fatal(err)
	}
	return Look{Theme: theme.New(theme.Profile{}, true), Words: words.In("en")}
}

// walk presses keys, and wants to be where each of them leads.
func walk(t *testing.T, press func(string), at func() string, steps ...string) {
	t.Helper()
	for i := 0; i < len(steps); i += 2 {
		press(steps[i])
		if got := at(); got != steps[i+1] {
			t.Errorf("%d: %s leads to %q, want %q", i/2, steps[i], got, steps[i+1])
		}
	}
}

func TestALongListIsWalked(t *testing.T) {
	var all Few
	for n := range 20 {
		all = append(all, Link(plainLook(t), fmt.Sprint(n), "words"))
	}
	var l List
	walk(t, func(key string) { l.move(key, all) }, func() string { return l.Choice(all) },
		"up", "0", "down", "1", "j", "2", "k", "1", "up", "0", "pgup", "0", "pgdown", "5", "pgdown", "10", "pgup", "5",
		"end", "19", "down", "19", "pgdown", "19", "home", "0")
}

// first is the words of the first row.
func first(rows []string) string { return strings.Fields(ansi.Strip(rows[0]))[0] }

func numbered(n int) []string {
	var rows []string
	for i := range n {
		rows = append(rows, fmt.Sprint(i))
	}
	return rows
}

func TestRowsAreScrolled(t *testing.T) {
	look, rows := plainLook(t), numbered(50)
	var s Scroll
	s.View(look, rows, 40, 10)
	walk(t, func(key string) { s.Move(key) }, func() string { return first(s.View(look, rows, 40, 10)) },
		"up", "0", "down", "1", "j", "2", "k", "1", "pgdown", "10", "space", "19", "pgup", "10", "end", "40", "down", "40", "pgup", "31", "home", "0")
	if got := s.View(look, rows[:5], 40, 10); len(got) != 5 {
		t.Errorf("of five rows it shows %q", got)
	}
}

// TestASheetIsRead from choice to choice, and where none is shown, row by row and page by
// page.
func TestASheetIsRead(t *testing.T) {
	look := plainLook(t)
	all := Few{Prose(func(int) []string { return numbered(50) }), Link(look, "link", "link"), Link(look, "other", "other")}
	var s Sheet
	draw := func() []string { return s.Draw(look, all, 40, 10) }
	draw()
	walk(t, func(key string) { s.move(key, all.choices()) }, func() string { return first(draw()) + " " + s.Choice(all) },
		"pgdown", "10 link", "space", "20 link", "pgup", "10 link", "up", "9 link", "k", "8 link", "end", "42 other", "down", "42 other",
		"up", "42 link", "j", "42 other", "home", "42 link", "home", "0 link", "down", "1 link", "j", "2 link", "up", "1 link")
}

// TestASheetActsOnWhatIsSeen: a key about an entry that is out of sight shows it first, and
// where the text leaves it behind, the pointer goes to one that is in sight.
func TestASheetActsOnWhatIsSeen(t *testing.T) {
	look := plainLook(t)
	text, line := Prose(func(int) []string { return numbered(25) }), Prose(func(int) []string { return numbered(5) })
	all := Few{text, Link(look, "one", "one"), text, Link(look, "two", "two"), line, Link(look, "three", "three"), text}
	var s Sheet
	opened := ""
	draw := func() []string { return s.Draw(look, all, 40, 10) }
	draw()
	walk(t, func(key string) {
		opened = ""
		if key != "enter" {
			s.move(key, all.choices())
			return
		}
		s.About(all, On("Enter", "Open", Now(func() { opened = s.Choice(all) })))[0].among(key)
	}, func() string { return strings.TrimSpace(first(draw()) + " " + s.Choice(all) + " " + opened) },
		"enter", "16 one", "enter", "16 one one", "pgdown", "0 one", "enter", "> one", "pgdown", "9 one", "pgdown", "19 two",
		"enter", "19 two two", "pgdown", "3 three", "enter", "3 three three", "pgdown", "7 three", "enter", "> three", "pgup", "21 two")
}

// TestATextIsEdited by the keys that people know from other programs. The bar is where
// the cursor is.
func TestATextIsEdited(t *testing.T) {
	key := func(code rune, mod tea.KeyMod) tea.KeyPressMsg { return tea.KeyPressMsg{Code: code, Mod: mod} }
	for _, test := range []struct {
		want string
		keys []tea.KeyPressMsg
	}{
		{"one two|", nil},
		{"one tw|o", []tea.KeyPressMsg{key(tea.KeyLeft, 0)}},
		{"one two|", []tea.KeyPressMsg{key(tea.KeyLeft, 0), key(tea.KeyRight, 0)}},
		{"one |two", []tea.KeyPressMsg{key(tea.KeyLeft, tea.ModCtrl)}},
		{"one |two", []tea.KeyPressMsg{key('b', tea.ModAlt)}},
		{"|one two", []tea.KeyPressMsg{key(tea.KeyHome, 0)}},
		{"|one two", []tea.KeyPressMsg{key('a', tea.ModCtrl)}},
		{"one |two", []tea.KeyPressMsg{key(tea.KeyHome, 0), key(tea.KeyRight, tea.ModCtrl)}},
		{"one two|", []tea.KeyPressMsg{key(tea.KeyHome, 0), key('e', tea.ModCtrl)}},
		{"one two|", []tea.KeyPressMsg{key(tea.KeyHome, 0), key(tea.KeyEnd, 0)}},
		{"one tw|", []tea.KeyPressMsg{key(tea.KeyBackspace, 0)}},
		{"one tw|", []tea.KeyPressMsg{key('h', tea.ModCtrl)}},
		{"|ne two", []tea.KeyPressMsg{key(tea.KeyHome, 0), key(tea.KeyDelete, 0)}},
		{"|ne two", []tea.KeyPressMsg{key(tea.KeyHome, 0), key('d', tea.ModCtrl)}},
		{"one |", []tea.KeyPressMsg{key('w', tea.ModCtrl)}},
		{"one |", []tea.KeyPressMsg{key(tea.KeyBackspace, tea.ModAlt)}},
		{"|", []tea.KeyPressMsg{key('u', tea.ModCtrl)}},
		{"one two\n|", []tea.KeyPressMsg{key(tea.KeyEnter, tea.ModAlt)}},
		{"one two\n|", []tea.KeyPressMsg{key(tea.KeyEnter, tea.ModShift)}},
		{"one two!|", []tea.KeyPressMsg{typed("!")}},
	} {
		f := text.NewField(100, true)
		f.SetValue("one two")
		for _, k := range test.keys {
			if !Edit(&f, k) {
				t.Errorf("%s is no key for a text", k)
			}
		}
		f.Insert("|")
		if got := f.Value(); got != test.want {
			t.Errorf("after %v it is %q, want %q", test.keys, got, test.want)
		}
	}
	if f := text.NewField(100, true); Edit(&f, key(tea.KeyF5, 0)) || f.Value() != "" {
		t.Errorf("F5 makes the text %q", f.Value())
	}
}

// TestAFormIsWalked between its questions and in them.
func TestAFormIsWalked(t *testing.T) {
	look := plainLook(t)
	options := []Option{{"a", "Apple"}, {"b", "Banana"}, {"c", "Cherry"}}
	tall := TallField("tall", "Tall", "one\ntwo", 100)
	f := &Form{Fields: Questions{
		LineField("line", "Line", "", 100), tall, OneField("one", "One", "a", options), ManyField("many", "Many", nil, options),
		LinesField("lines", "Lines", nil, 100), LineField("last", "Last", "", 100),
	}}
	sent := false
	walk(t, func(key string) {
		f.Body(look, 80, 24)
		code := map[string]tea.KeyPressMsg{
			"tab": {Code: tea.KeyTab}, "back": {Code: tea.KeyTab, Mod: tea.ModShift}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown},
			"enter": {Code: tea.KeyEnter}, "space": {Code: tea.KeySpace, Text: " "}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
		}
		k, named := code[key]
		if !named {
			k = typed(key)
		}
		sent = f.Update(nil, k)
	}, func() string { return fmt.Sprint(f.Focused().Key, f.Focused().Values(), sent) },
		"up", "line[] false", "x", "line[x] false", "enter", "tall[one\ntwo] false",
		"up", "tall[one\ntwo] false", "!", "tall[one!\ntwo] false", "down", "tall[one!\ntwo] false", "down", "one[a] false",
		"right", "one[b] false", "space", "one[c] false", "space", "one[a] false", "left", "one[c] false", "b", "one[b] false", "right", "one[c] false", "right", "one[a] false",
		">", "one[b] false", "<", "one[a] false", // as the row of keys names them
		"tab", "many[] false", "space", "many[a] false", "right", "many[a] false", "space", "many[a b] false", "c", "many[a b] false", "space", "many[a b c] false", "space", "many[a b] false",
		"down", "lines[] false", "x", "lines[x] false", "enter", "lines[x\n] false", "tab", "last[] false",
		"back", "lines[x\n] false", "tab", "last[] false", "enter", "last[] true", "tab", "line[x] false", "back", "last[] false", "down", "last[] false")
	if f.Update(nil, tea.WindowSizeMsg{}) {
		t.Error("it is sent because a window has another size")
	}
	for key, want := range map[string]string{"line": "x", "many": "a", "none": ""} {
		if got := f.Get(key); got != want {
			t.Errorf("%s is answered with %q, want %q", key, got, want)
		}
	}
	many := f.Field("many")
	if got := many.Said(look); got != "Apple, Banana" {
		t.Errorf("it says %q", got)
	}
	if many.Set([]string{"c"}); many.Said(look) != "Cherry" {
		t.Errorf("it says %q", many.Said(look))
	}
	if many.Set(nil); many.Said(look) != look.Theme.Glyphs.Empty {
		t.Errorf("without an answer it says %q", many.Said(look))
	}
}

// TestWhatIsFoundIsChosen from a list that is walked with the arrows.
func TestWhatIsFoundIsChosen(t *testing.T) {
	look := plainLook(t)
	q := SearchField("fruit", "Fruit", nil, 40, fruit{"pear", "plum", "pomelo"}, false)
	f := &Form{Fields: Questions{q, LineField("last", "Last", "", 40)}}
	walk(t, func(key string) {
		k, named := map[string]tea.KeyPressMsg{"enter": {Code: tea.KeyEnter}, "up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "tab": {Code: tea.KeyTab}}[key]
		if !named {
			k = typed(key)
		}
		f.Update(nil, k)
	}, func() string {
		p := f.Body(look, 80, 24)
		marked := ""
		for _, row := range p.Rows {
			if _, after, ok := strings.Cut(ansi.Strip(row), " > "); ok {
				marked = strings.TrimSpace(after)
			}
		}
		return f.Focused().Key + " " + q.Values()[0] + " " + marked
	},
		"p", "fruit  p pear", "down", "fruit  p plum", "down", "fruit  p pomelo", "down", "fruit  p pomelo", "up", "fruit  p plum", "up", "fruit  p pear",
		"up", "fruit  p pear", "l", "fruit  pl plum", "enter", "last plum ", "up", "fruit plum ", "down", "last plum ")
}
