package frame_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"
	"weak"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/vt"

	"github.com/convene-ssh/convene/tui/frame"
)

func TestDiff(t *testing.T) {
	old := frame.Frame{
		Rows: []string{"one", "two", "three"}, Width: 9, Height: 4,
		Cursor: frame.Cursor{X: 3, Y: 1, Visible: true}, Title: "SWOT",
	}
	change := func(f func(*frame.Frame)) frame.Frame {
		next := old
		next.Rows = append([]string(nil), old.Rows...)
		f(&next)
		return next
	}
	hidden := func(f frame.Frame) frame.Frame {
		f.Cursor.Visible = false
		return f
	}
	tests := []struct {
		name string
		prev frame.Frame
		next frame.Frame
		want string
	}{
		{"nothing", old, change(func(*frame.Frame) {}), ""},
		{"a row", old, change(func(f *frame.Frame) { f.Rows[1] = "TWO" }),
			"\x1b[?25l\x1b[2;1HTWO\x1b[2;4H\x1b[?25h"},
		{"some cells", old, change(func(f *frame.Frame) { f.Rows[2] = "thxee" }), "\x1b[?25l\x1b[3;3Hx\x1b[2;4H\x1b[?25h"},
		{"the end of a row", old, change(func(f *frame.Frame) { f.Rows[2] = "th" }), "\x1b[?25l\x1b[3;3H\x1b[K\x1b[2;4H\x1b[?25h"},
		{"a row that was too wide", change(func(f *frame.Frame) { f.Rows[2] = "123456789A" }), change(func(f *frame.Frame) { f.Rows[2] = "123456789" }),
			"\x1b[?25l\x1b[2;4H\x1b[?25h"},
		{"a style", old, change(func(f *frame.Frame) { f.Rows[2] = "th\x1b[1mr\x1b[mee" }),
			"\x1b[?25l\x1b[3;3H\x1b[1mr\x1b[m\x1b[2;4H\x1b[?25h"},
		{"a row less", old, change(func(f *frame.Frame) { f.Rows = f.Rows[:2] }),
			"\x1b[?25l\x1b[3;1H\x1b[K\x1b[2;4H\x1b[?25h"},
		{"a row more", old, change(func(f *frame.Frame) { f.Rows = append(f.Rows, "four") }),
			"\x1b[?25l\x1b[4;1Hfour\x1b[m\x1b[2;4H\x1b[?25h"},
		{"a row too many", old, change(func(f *frame.Frame) { f.Rows = append(f.Rows, "", "five") }), ""},
		{"the cursor moved", old, change(func(f *frame.Frame) { f.Cursor.X = 0 }), "\x1b[2;1H"},
		{"the cursor gone", old, change(func(f *frame.Frame) { f.Cursor.Visible = false }), "\x1b[?25l"},
		{"the cursor back", change(func(f *frame.Frame) { f.Cursor.Visible = false }), old, "\x1b[?25h"},
		{"the hidden cursor moved", hidden(old), hidden(change(func(f *frame.Frame) { f.Cursor.X = 0 })), "\x1b[2;1H"},
		{"a row above the hidden cursor", hidden(old), hidden(change(func(f *frame.Frame) { f.Rows[0] = "ONE" })),
			"\x1b[1;1HONE\x1b[2;4H"},
		{"a smaller screen", old, frame.Frame{Rows: []string{"1"}, Width: 5, Height: 3, Title: "SWOT"},
			"\x1b[?25l\x1b[m\x1b[H\x1b[2J\x1b[1;1H1\x1b[m\x1b[1;1H"},
		{"the first", frame.Frame{}, frame.Frame{Rows: []string{"1", "", "3"}, Width: 5, Height: 3},
			"\x1b[?25l\x1b[m\x1b[H\x1b[2J\x1b[1;1H1\x1b[m\x1b[3;1H3\x1b[m\x1b[1;1H"},
		{"a hostile title", old, change(func(f *frame.Frame) { f.Title = "a\a\x1b]52;c;eA==\u009c\u202eb\xff" }),
			"\x1b]2;a]52;c;eA==b\a"},
	}
	pool := frame.NewPool()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := string(pool.Diff(&test.prev, &test.next)); got != test.want {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

var transitions = flag.Int("transitions", 2000, "how many pictures TestScreen draws after each other")

// TestScreen asserts that a screen that took part in a long play shows what a
// fresh one shows after a single draw.
func TestScreen(t *testing.T) {
	const plays = 10
	for seed := range uint64(plays) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			play(t, rand.New(rand.NewPCG(seed, 0)), *transitions/plays)
		})
	}
}

func FuzzScreen(f *testing.F) {
	f.Add(uint64(1), uint64(2))
	f.Fuzz(func(t *testing.T, a, b uint64) {
		play(t, rand.New(rand.NewPCG(a, b)), 20)
	})
}

// play draws a sequence of random frames on one terminal.
func play(t *testing.T, random *rand.Rand, steps int) {
	pool := frame.NewPool()
	shown := &frame.Frame{}
	live := newScreen(80, 24)
	for i := range steps {
		if random.IntN(50) == 0 { // the line dropped, and another terminal goes on
			shown, live = &frame.Frame{}, newScreen(shown.Width, shown.Height)
		}
		next := step(random, *shown)
		live.Resize(next.Width, next.Height)
		drawn := &next
		if random.IntN(2) == 0 { // one that others share
			drawn = pool.Frame(i, func() frame.Frame { return next })
		}
		write(t, live, pool.Diff(shown, drawn))
		shown = drawn

		fresh := newScreen(next.Width, next.Height)
		write(t, fresh, pool.Diff(&frame.Frame{}, &next))
		if got, want := live.Render(), fresh.Render(); got != want {
			t.Fatalf("the screens differ\ngot\n%q\nwant\n%q", got, want)
		}
		if live.CursorHidden() == next.Cursor.Visible {
			t.Fatalf("cursor hidden: %v, want visible: %v", live.CursorHidden(), next.Cursor.Visible)
		}
		if p := live.CursorPosition(); p.X != next.Cursor.X || p.Y != next.Cursor.Y {
			t.Fatalf("cursor at %v, want %v", p, next.Cursor)
		}
	}
}

// TestWhatPanickedForOneIsDrawnForTheNext: only the first who drew it ends.
func TestWhatPanickedForOneIsDrawnForTheNext(t *testing.T) {
	pool := frame.NewPool()
	falls := func(f func()) {
		t.Helper()
		defer func() {
			if recover() == nil {
				t.Error("the first who draws does not panic")
			}
		}()
		f()
	}
	falls(func() { pool.Rows("rows", func() []string { panic("oh") }) })
	falls(func() { pool.Frame("frame", func() frame.Frame { panic("oh") }) })
	for range 2 {
		if got := pool.Rows("rows", func() []string { return []string{"a"} }); len(got) != 1 {
			t.Errorf("the next gets the rows %q", got)
		}
		if got := pool.Frame("frame", func() frame.Frame { return frame.Frame{Width: 5} }); got.Width != 5 {
			t.Errorf("the next gets %+v", got)
		}
	}
}

// TestOldWordsDoNotStay in the pool for long.
func TestOldWordsDoNotStay(t *testing.T) {
	pool := frame.NewPool()
	again := func(key int) (drawn bool) {
		pool.Rows(key, func() []string { drawn = true; return nil })
		return drawn
	}
	again(0)
	for key := range 2200 {
		again(1 + key)
	}
	if !again(0) {
		t.Error("rows are kept that 2200 others came after")
	}
	if again(2150) {
		t.Error("rows of a moment ago are drawn anew")
	}
}

// TestNothingHoldsWhatIsForgotten: neither pictures, nor parts, nor what is between
// pictures. Who asks again gets what is drawn anew, once for all.
func TestNothingHoldsWhatIsForgotten(t *testing.T) {
	pool, drawn := frame.NewPool(), 0
	look := func() *frame.Frame {
		rows := pool.Rows("rows", func() []string { drawn++; return []string{"words"} })
		return pool.Frame("frame", func() frame.Frame { drawn++; return frame.Frame{Rows: rows, Width: 5, Height: 1} })
	}
	was := weak.Make(look())
	pool.Diff(pool.Frame("before", func() frame.Frame { return frame.Frame{Width: 5, Height: 1} }), look())
	pool.Forget()
	runtime.GC()
	if f := was.Value(); f != nil {
		t.Errorf("still there is %q", f.Rows)
	}
	for range 2 {
		look()
	}
	if drawn != 4 {
		t.Errorf("two parts were drawn %d times, not twice each", drawn)
	}
}

func newScreen(width, height int) *vt.Emulator {
	screen := vt.NewEmulator(width, height)
	_, _ = screen.WriteString(ansi.SetModeAltScreenSaveCursor + ansi.ResetModeAutoWrap + ansi.HideCursor)
	return screen
}

func write(t *testing.T, screen *vt.Emulator, b []byte) {
	t.Helper()
	if _, err := screen.Write(b); err != nil {
		t.Fatal(err)
	}
}

// step changes some rows and the cursor of a frame, and sometimes its size.
func step(random *rand.Rand, prev frame.Frame) frame.Frame {
	next := frame.Frame{Width: prev.Width, Height: prev.Height}
	if prev.Width == 0 || random.IntN(10) == 0 {
		next.Width, next.Height = 10+random.IntN(40), 3+random.IntN(12)
	}
	next.Rows = make([]string, random.IntN(next.Height+1))
	for y := range next.Rows {
		if y < len(prev.Rows) && random.IntN(3) > 0 && ansi.StringWidth(prev.Rows[y]) <= next.Width {
			next.Rows[y] = prev.Rows[y]
			if random.IntN(3) == 0 {
				next.Rows[y] = retouch(random, prev.Rows[y], next.Width)
			}
			continue
		}
		next.Rows[y] = row(random, next.Width)
	}
	next.Cursor = frame.Cursor{
		X: random.IntN(next.Width), Y: random.IntN(next.Height), Visible: random.IntN(2) == 0,
	}
	return next
}

// retouch changes a few cells in the middle of a row.
func retouch(random *rand.Rand, s string, width int) string {
	at := random.IntN(ansi.StringWidth(s) + 1)
	tail := ansi.TruncateLeft(s, at+random.IntN(4), "")
	return ansi.Truncate(ansi.Truncate(s, at, "")+row(random, 4)+tail, width, "")
}

// row makes a row out of pieces in several scripts and colours, often exactly
// as wide as the screen.
func row(random *rand.Rand, width int) string {
	pieces := []string{"a", " ", "Fortalezas", "ñ", "ท\u0e4dา", "ก\u0e49า", "สวัสดี", "│", "╭─", "日本", "e\u0301"}
	styles := []string{"", "\x1b[1m", "\x1b[7m", "\x1b[38;5;36m", "\x1b[48;5;24m", "\x1b[m"}
	var b strings.Builder
	for range random.IntN(12) {
		b.WriteString(styles[random.IntN(len(styles))])
		b.WriteString(pieces[random.IntN(len(pieces))])
	}
	s := ansi.Truncate(b.String(), width, "")
	if random.IntN(2) == 0 {
		s += strings.Repeat("x", width-ansi.StringWidth(s))
	}
	return s
}
