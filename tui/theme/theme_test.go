package theme_test

import (
	"fmt"
	"math"
	"reflect"
	"regexp"
	"strconv"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"github.com/convene-ssh/convene/tui/theme"
)

func TestDetect(t *testing.T) {
	full := theme.Profile{Color: true, Unicode: true, Titles: true}
	tests := []struct {
		term    string
		environ []string
		want    theme.Profile
	}{
		{"xterm", nil, full},
		{"xterm-256color", []string{"LANG=ms_MY.UTF-8"}, full},
		{"xterm-kitty", nil, full},
		{"screen.xterm-256color", nil, full},
		{"tmux-256color", nil, full},
		{"rxvt-unicode", nil, full},
		{"putty-256color", nil, full},
		{"alacritty", nil, full},
		{"linux", nil, theme.Profile{Color: true}},
		{"vt100", nil, theme.Profile{}},
		{"vt220", nil, theme.Profile{}},
		{"wyse60", nil, theme.Profile{}},
		{"", nil, theme.Profile{}},
		{"xterm", []string{"NO_COLOR=1"}, theme.Profile{Unicode: true, Titles: true}},
		{"xterm", []string{"NO_COLOR=yes"}, theme.Profile{Unicode: true, Titles: true}},
		{"xterm", []string{"NO_COLOR="}, theme.Profile{Unicode: true, Titles: true}},
		{"xterm", []string{"NO_COLORS=1", "X=NO_COLOR"}, full},
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

// TestWithoutColor asserts that no style sets a colour, that the selection is
// seen all the same, and that no two quadrants look alike.
func TestWithoutColor(t *testing.T) {
	for _, dark := range []bool{true, false} {
		th := theme.New(theme.Profile{}, dark)
		for name, style := range styles(th) {
			if out := style.Render("x"); regexp.MustCompile(`[34]8;|\x1b\[[349]\d`).MatchString(out) {
				t.Errorf("%s has a colour: %q", name, out)
			}
		}
		if th.Selected.Render("x") != "\x1b[7mx\x1b[m" {
			t.Errorf("the selection is not reversed: %q", th.Selected.Render("x"))
		}
	}
}

// TestShapes asserts one cell for every shape by either way to count, ASCII
// where it was asked for, and a letter and a shape for each quadrant of its own.
func TestShapes(t *testing.T) {
	for _, unicode := range []bool{true, false} {
		th := theme.New(theme.Profile{Unicode: unicode}, true)
		seen := map[string]bool{}
		for _, q := range []theme.Quadrant{th.Strengths, th.Weaknesses, th.Opportunities, th.Threats} {
			if seen[q.Letter] || seen[q.Glyph] {
				t.Errorf("unicode %v: %+v is like another", unicode, q)
			}
			seen[q.Letter], seen[q.Glyph] = true, true
			checkShape(t, q.Letter, unicode)
			checkShape(t, q.Glyph, unicode)
		}
		for _, group := range []any{th.Border, th.Glyphs} {
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

// TestContrast asserts that every colour is readable: a contrast of 4.5 with the
// background, as WCAG 2.1 asks for text (success criterion 1.4.3).
func TestContrast(t *testing.T) {
	color := regexp.MustCompile(`([34])8;5;(\d+)`)
	for _, dark := range []bool{true, false} {
		for name, style := range styles(theme.New(theme.Profile{Color: true}, dark)) {
			fore, back := 16, 231
			if dark {
				fore, back = 231, 16
			}
			for _, match := range color.FindAllStringSubmatch(style.Render("x"), -1) {
				n, err := strconv.Atoi(match[2])
				if err != nil {
					t.Fatal(err)
				}
				if match[1] == "3" {
					fore = n
				} else {
					back = n
				}
			}
			if c := contrast(fore, back); c < 4.5 {
				t.Errorf("dark %v: %s has a contrast of %.1f", dark, name, c)
			}
		}
	}
}

func styles(th theme.Theme) map[string]theme.Style {
	return map[string]theme.Style{
		"strengths": th.Strengths.Style, "weaknesses": th.Weaknesses.Style,
		"opportunities": th.Opportunities.Style, "threats": th.Threats.Style,
		"title": th.Title, "muted": th.Muted, "selected": th.Selected, "key": th.Key,
		"error": th.Error, "success": th.Success, "badge": th.Badge,
	}
}

// contrast is the contrast ratio of WCAG 2.1 between two of xterm's colours.
func contrast(a, b int) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

// luminance is the relative luminance of one of xterm's colours from 16 up: a
// cube of 6x6x6 and a ramp of grey.
func luminance(n int) float64 {
	if n < 16 || n > 255 {
		panic(fmt.Sprint("no fixed colour: ", n))
	}
	if n >= 232 {
		return linear(8 + 10*(n-232))
	}
	level := func(i int) float64 { return linear([]int{0, 95, 135, 175, 215, 255}[i]) }
	n -= 16
	return 0.2126*level(n/36) + 0.7152*level(n/6%6) + 0.0722*level(n%6)
}

func linear(value int) float64 {
	v := float64(value) / 255
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
