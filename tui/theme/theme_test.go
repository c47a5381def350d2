package theme_test

import (
	"image/color"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/tui/theme"
)

func TestDetect(t *testing.T) {
	t.Setenv("NO_COLOR", "1") // the server's own terminal does not matter
	t.Setenv("COLORTERM", "truecolor")
	full := theme.Profile{Colors: theme.Colors256, Unicode: true, Titles: true}
	with := func(c theme.Colors) theme.Profile {
		p := full
		p.Colors = c
		return p
	}
	tests := []struct {
		term    string
		environ []string
		want    theme.Profile
	}{
		{"xterm", nil, full},
		{"xterm-256color", []string{"LANG=ms_MY.UTF-8"}, full},
		{"screen.xterm-256color", nil, full},
		{"screen", nil, full},
		{"tmux-256color", nil, full},
		{"rxvt-unicode-256color", nil, full},
		{"putty", nil, full},
		{"putty-256color", nil, full},
		{"xterm-color", nil, with(theme.Colors16)},
		{"xterm-16color", nil, with(theme.Colors16)},
		{"xterm-kitty", nil, with(theme.TrueColors)},
		{"alacritty", nil, with(theme.TrueColors)},
		{"xterm", []string{"COLORTERM=truecolor"}, with(theme.TrueColors)},
		{"xterm-256color", []string{"COLORTERM=24bit"}, with(theme.TrueColors)},
		{"tmux-256color", []string{"COLORTERM=truecolor"}, full},
		{"linux", nil, theme.Profile{Colors: theme.Colors16}},
		{"vt100", nil, theme.Profile{}},
		{"vt220", []string{"COLORTERM=truecolor"}, theme.Profile{}},
		{"wyse60", nil, theme.Profile{}},
		{"dumb", []string{"CLICOLOR_FORCE=1"}, theme.Profile{}},
		{"", nil, theme.Profile{}},
		{"xterm", []string{"NO_COLOR=1"}, with(theme.NoColors)},
		{"xterm", []string{"NO_COLOR=yes"}, with(theme.NoColors)},
		{"xterm", []string{"NO_COLOR=", "COLORTERM=truecolor"}, with(theme.NoColors)},
		{"xterm", []string{"NO_COLORS=1", "X=NO_COLOR"}, full},
		{"xterm", []string{"TERM=xterm-kitty"}, full},
	}
	for _, test := range tests {
		if got := theme.Detect(test.term, test.environ); got != test.want {
			t.Errorf("Detect(%q, %q) = %+v, want %+v", test.term, test.environ, got, test.want)
		}
	}
}

func TestRender(t *testing.T) {
	if got := (theme.Style{}).Render("plain"); got != "plain" {
		t.Errorf("the zero style rendered %q", got)
	}
	title := theme.New(theme.Profile{}, true).Title
	if got := title.Render("SWOT"); got != "\x1b[1mSWOT\x1b[m" {
		t.Errorf("the title rendered %q", got)
	}
	if got := title.Render(""); got != "" {
		t.Errorf("no text rendered %q", got)
	}
}

// TestTerminalsOfOneKindShareATheme, which is therefore fit for a key.
func TestTerminalsOfOneKindShareATheme(t *testing.T) {
	seen := map[*theme.Theme]string{}
	for _, c := range kinds() {
		if other, ok := seen[c.theme]; ok {
			t.Errorf("%s has the theme of %s", c.name, other)
		}
		seen[c.theme] = c.name
		c.profile.Titles = true
		if theme.New(c.profile, c.dark) != c.theme {
			t.Errorf("%s has two themes", c.name)
		}
	}
}

// TestWithoutColor asserts that no style sets a colour, that the selection is
// seen all the same, and that a badge is.
func TestWithoutColor(t *testing.T) {
	for _, dark := range []bool{true, false} {
		th := theme.New(theme.Profile{}, dark)
		for name, style := range styles(th) {
			if out := style.Render("x"); regexp.MustCompile(`[34]8;|[[;]([349]|10)\d`).MatchString(out) {
				t.Errorf("%s has a colour: %q", name, out)
			}
		}
		if th.Selected.Render("x") != "\x1b[7mx\x1b[m" {
			t.Errorf("the selection is not reversed: %q", th.Selected.Render("x"))
		}
		if got := th.Badges.Country.Render("MY"); got != "[MY]" {
			t.Errorf("a badge is %q", got)
		}
	}
}

// TestNothingElseLooksSelected: the cursor is put where the style of the selected
// row begins.
func TestNothingElseLooksSelected(t *testing.T) {
	for _, c := range kinds() {
		selected := c.theme.Selected
		if at := selected.Index("a " + selected.Render("b")); at != 2 {
			t.Errorf("%s: the selection is found at %d", c.name, at)
		}
		for name, style := range styles(c.theme) {
			if style != selected && selected.Index(style.Render("x")) >= 0 {
				t.Errorf("%s: %s looks selected: %q", c.name, name, style.Render("x"))
			}
		}
	}
	if at := (theme.Style{}).Index("x"); at != -1 {
		t.Errorf("the zero style is found at %d", at)
	}
}

// TestColors asserts that a terminal is sent no more colours than it has.
func TestColors(t *testing.T) {
	for _, c := range kinds() {
		for name, style := range styles(c.theme) {
			out := style.Render("x")
			if (c.profile.Colors < theme.Colors256) && strings.Contains(out, "8;5;") ||
				(c.profile.Colors < theme.TrueColors) && strings.Contains(out, "8;2;") {
				t.Errorf("%s: %s is %q", c.name, name, out)
			}
		}
	}
}

// TestBadgesAreAsWideEverywhere, so that rows have room for them.
func TestBadgesAreAsWideEverywhere(t *testing.T) {
	for _, c := range kinds() {
		due := c.theme.Badges.Due
		for _, got := range []string{due.Render("12 Mar"), due.Words("12 Mar")} {
			if ansi.StringWidth(got) != len("12 Mar")+2 {
				t.Errorf("%s: %q", c.name, got)
			}
		}
	}
}

// TestShapes asserts one cell for every shape by either way to count, ASCII
// where it was asked for, and for each part of a board a shape of its own.
func TestShapes(t *testing.T) {
	for _, unicode := range []bool{true, false} {
		th := theme.New(theme.Profile{Unicode: unicode}, true)
		seen := map[string]bool{}
		for _, m := range th.Marks {
			if seen[m.Glyph] {
				t.Errorf("unicode %v: %+v is like another", unicode, m)
			}
			seen[m.Glyph] = true
			checkShape(t, m.Glyph, unicode)
		}
		for _, group := range []any{th.Border, th.Focus, th.Glyphs} {
			for _, field := range reflect.ValueOf(group).Fields() {
				checkShape(t, field.String(), unicode)
			}
		}
	}
}

func checkShape(t *testing.T, s string, unicode bool) {
	t.Helper()
	if ansi.StringWidth(s) != 1 || ansi.StringWidthWc(s) != 1 {
		t.Errorf("%q is not one cell wide", s)
	}
	if !unicode && (len(s) != 1 || s[0] < ' ' || s[0] > '~') {
		t.Errorf("%q is not ASCII", s)
	}
}

// TestContrast asserts that every style is readable: a contrast of 4.5 with the
// background, as WCAG 2.1 asks for text (success criterion 1.4.3). Terminals
// choose the shades of 16 colours themselves, so those are judged by the first
// ones, of the VGA, and on black and white only.
func TestContrast(t *testing.T) {
	for _, c := range kinds() {
		words, backgrounds := rgb("#000000"), []string{"#FFFFFF", "#FDF6E3", "#EEEEEE"} // Solarized, Tango
		if c.dark {
			words, backgrounds = rgb("#FFFFFF"), []string{"#000000", "#1E1E1E", "#002B36", "#300A24"} // VS Code, Solarized, Ubuntu
		}
		if c.profile.Colors == theme.Colors16 {
			backgrounds = backgrounds[:1]
		}
		for _, background := range backgrounds {
			for name, style := range styles(c.theme) {
				fore, back := colors(t, style, words, rgb(background))
				if got := contrast(fore, back); got < 4.5 {
					t.Errorf("%s on %s: %s has a contrast of %.1f", c.name, background, name, got)
				}
			}
		}
	}
}

// aKind is a kind of terminal and its theme.
type aKind struct {
	name    string
	profile theme.Profile
	dark    bool
	theme   *theme.Theme
}

func kinds() []aKind {
	var all []aKind
	for colors, name := range []string{"no colours", "16 colours", "256 colours", "true colours"} {
		for _, dark := range []bool{true, false} {
			for _, unicode := range []bool{true, false} {
				p := theme.Profile{Colors: theme.Colors(colors), Unicode: unicode}
				name := name + ", dark " + strconv.FormatBool(dark) + ", Unicode " + strconv.FormatBool(unicode)
				all = append(all, aKind{name, p, dark, theme.New(p, dark)})
			}
		}
	}
	return all
}

// styles are all that a theme has, by their names.
func styles(th *theme.Theme) map[string]theme.Style {
	all := map[string]theme.Style{}
	var walk func(string, reflect.Value)
	walk = func(name string, v reflect.Value) {
		if s, ok := v.Interface().(theme.Style); ok {
			all[name] = s
			return
		}
		for field, value := range v.Fields() {
			if field.IsExported() && value.Kind() == reflect.Struct {
				walk(name+"."+field.Name, value)
			}
		}
	}
	walk("", reflect.ValueOf(*th))
	return all
}

// colors are those in which a style shows words on a background that has others.
func colors(t *testing.T, s theme.Style, fore, back color.Color) (color.Color, color.Color) {
	t.Helper()
	sequence, _, _ := strings.Cut(strings.TrimPrefix(s.Render("x"), "\x1b["), "m")
	var codes []uint8
	for code := range strings.SplitSeq(sequence, ";") {
		n, err := strconv.ParseUint(code, 10, 8)
		if err != nil {
			return fore, back // it is no sequence
		}
		codes = append(codes, uint8(n))
	}
	for i := 0; i < len(codes); i++ {
		code, target := codes[i], &fore
		if code >= 40 && code < 50 || code >= 100 {
			code, target = code-10, &back
		}
		switch {
		case code >= 90:
			*target = ansi.BasicColor(code - 90 + 8)
		case code == 38 && codes[i+1] == 5:
			*target = ansi.IndexedColor(codes[i+2])
			i += 2
		case code == 38:
			*target = color.RGBA{codes[i+2], codes[i+3], codes[i+4], 255}
			i += 4
		case code >= 30:
			*target = ansi.BasicColor(code - 30)
		}
	}
	return fore, back
}

func rgb(hex string) color.Color {
	n, err := strconv.ParseUint(hex[1:], 16, 24)
	if err != nil {
		panic(err)
	}
	return color.RGBA{uint8(n >> 16), uint8(n >> 8), uint8(n), 255}
}

// contrast is the contrast ratio of WCAG 2.1 between two colours.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(value uint32) float64 {
	v := float64(value) / 0xffff
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
