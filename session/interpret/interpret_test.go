package interpret_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/refusal"
)

// secret is what an interpreter writes.
const secret = "familias-que-esperan"

// booth is a hall in which something by Siti is revealed, and who interprets it.
type booth struct {
	*halltest.Hall
	id          method.ItemID
	interpreter session.MemberID
}

func newBooth(t *testing.T) booth {
	t.Helper()
	h := halltest.New(t)
	b := booth{h, h.Add(h.Siti, "Families who wait"), h.Members[method.Interpreter]}
	h.To(halltest.Malaysia, layout.Revealed)
	return b
}

// line is a line of the item as it stands.
func (b booth) line(l method.Language, text string) *interpret.Write {
	it := b.Item(b.id)
	return &interpret.Write{Item: b.id, Revision: it.Revision, Language: l, Line: it.In(l).Revision, Text: text}
}

func (b booth) says(l method.Language, text string) {
	b.Helper()
	b.Must(b.interpreter, b.line(l, text))
}

// reads says whether anybody reads the secret: in a view, in what is somebody's own, or in
// the log.
func (b booth) reads() (views, log bool) {
	b.Helper()
	for _, a := range method.Audiences() {
		views = views || strings.Contains(halltest.AsJSON(b, halltest.Whole(b.SharedBy(a))), secret)
	}
	return views, strings.Contains(b.LogText(), secret)
}

func (b booth) wants(say string, views, log bool) {
	b.Helper()
	if v, l := b.reads(); v != views || l != log {
		b.Errorf("%s: a view holds the line: %v, the log holds it: %v", say, v, l)
	}
}

// TestALineStandsBelowAnItem in each language, until it is written anew or taken away, and
// says whether the item has other words by now.
func TestALineStandsBelowAnItem(t *testing.T) {
	b := newBooth(t)
	lines := func() string {
		var all []string
		for _, l := range b.Item(b.id).Interpreted {
			all = append(all, fmt.Sprintf("%s %s %d %v", l.Language, l.Text, l.Revision, l.Earlier))
		}
		return strings.Join(all, "; ")
	}
	edits := func(text string) {
		b.Must(b.Siti, &session.EditItem{Item: b.id, Revision: b.Item(b.id).Revision, Text: text})
	}
	for _, step := range []struct {
		say  string
		take func()
		want string
	}{
		{"two languages", func() { b.says("th", "รอ"); b.says("es", " Esperan ") }, "es Esperan 1 false; th รอ 1 false"},
		{"one of them again", func() { b.says("es", "Familias") }, "es Familias 2 false; th รอ 1 false"},
		{"moved", func() { b.Must(b.Siti, &session.MoveItem{Item: b.id, To: layout.Threats}) }, "es Familias 2 false; th รอ 1 false"},
		{"other words", func() { edits("Families who hope") }, "es Familias 2 true; th รอ 1 true"},
		{"interpreted anew", func() { b.says("es", "Esperanza") }, "es Esperanza 3 false; th รอ 1 true"},
		{"undone", func() { b.Must(b.Siti, &session.UndoItem{Item: b.id, Revision: b.Item(b.id).Revision}) }, "es Esperanza 3 true; th รอ 1 false"},
		{"taken away", func() { b.says("es", "") }, "th รอ 1 false"},
	} {
		revision := b.Item(b.id).Revision
		step.take()
		if got := lines(); got != step.want {
			t.Errorf("%s: the lines are %q, want %q", step.say, got, step.want)
		}
		if now := b.Item(b.id); now.Text == "Families who wait" && now.Part == layout.Strengths && now.Revision != revision {
			t.Errorf("%s: the item has revision %d, it had %d", step.say, now.Revision, revision)
		}
	}
	b.SameAfterRereading()
}

// TestWhatIsNotInterpreted: what nobody sees yet or any more, what somebody else has
// written meanwhile, and words in no language.
func TestWhatIsNotInterpreted(t *testing.T) {
	b := newBooth(t)
	scribe := b.Members[method.Scribe]
	for say, c := range map[string]struct {
		change func() *interpret.Write
		want   refusal.Code
	}{
		"no language":    {func() *interpret.Write { return b.line("Spanish", secret) }, refusal.Invalid},
		"another's name": {func() *interpret.Write { return b.line("spa", secret) }, refusal.Invalid},
		"nothing":        {func() *interpret.Write { return b.line("es", " ") }, refusal.Missing},
		"too much":       {func() *interpret.Write { return b.line("es", halltest.Long(method.MaxItem)) }, refusal.TooLong},
		"an older item":  {func() *interpret.Write { k := b.line("es", secret); k.Revision--; return k }, refusal.EditedAgain},
		"nobody's item":  {func() *interpret.Write { k := b.line("es", secret); k.Item = "none"; return k }, refusal.NotFound},
	} {
		if err := b.Do(b.interpreter, c.change()); !halltest.IsRefusal(err, c.want) {
			t.Errorf("%s: got %v, want %s", say, err, c.want)
		}
	}
	late := b.line("es", "tarde")
	b.says("es", "antes")
	var conflict *refusal.Conflict
	if err := b.Do(scribe, late); !errors.As(err, &conflict) || conflict.Theirs != "antes" || conflict.Revision != 1 {
		t.Errorf("a late line: got %v", err)
	}
	for _, l := range []method.Language{"de", "fr", "id", "it", "km", "lo", "ms", "my", "th"} {
		b.says(l, string(l))
	}
	b.Refused(b.Do(b.interpreter, b.line("vi", "vi")), refusal.Full)
	b.Must(b.Facilitator(), &moderation.Hide{Item: b.id, Reason: "it names a family"})
	b.Refused(b.Do(b.interpreter, b.line("es", secret)), refusal.Moderated)
	b.Must(b.Siti, &session.TakeBackItem{Item: b.id})
	b.Refused(b.Do(b.interpreter, b.line("es", secret)), refusal.TakenBack)
	b.To(halltest.Malaysia, layout.Gather)
	for _, who := range []session.MemberID{b.interpreter, scribe, b.Facilitator()} {
		for _, by := range []session.MemberID{b.Siti, scribe} {
			hidden := b.Add(by, "not shown yet")
			b.Refused(b.Do(who, &interpret.Write{Item: hidden, Revision: 1, Language: "es", Text: secret}), refusal.NotFound)
		}
	}
	b.wants("refused", false, false)
}

// TestALineIsReadByWhoeverReadsTheItem, and by nobody else.
func TestALineIsReadByWhoeverReadsTheItem(t *testing.T) {
	b := newBooth(t)
	b.says("es", secret)
	for _, a := range method.Audiences() {
		if got := strings.Contains(halltest.AsJSON(t, halltest.Whole(b.SharedBy(a))), secret); got != a.Reads(method.Members) {
			t.Errorf("%s reads it: %v", a, got)
		}
	}
	outsider := b.Join(halltest.KL, method.Interpreter, method.Public, session.Profile{Name: "Outsider"})
	b.Refused(b.Do(outsider, b.line("es", "otra")), refusal.NotFound)
}

// TestALineGoesWithTheWords: where they are hidden, taken back or erased. Where words are
// shown again, so is the line.
func TestALineGoesWithTheWords(t *testing.T) {
	b := newBooth(t)
	b.says("es", secret+" before")
	b.says("es", secret)
	b.wants("written", true, true)
	b.Must(b.Facilitator(), &moderation.Hide{Item: b.id, Reason: "it names a family"})
	b.wants("hidden", false, true)
	b.Must(b.Facilitator(), &moderation.Restore{Item: b.id})
	b.wants("shown again", true, true)
	b.Must(b.Siti, &session.TakeBackItem{Item: b.id})
	b.wants("taken back", false, false)
	if it := b.Item(b.id); len(it.Interpreted) > 0 {
		t.Errorf("the tombstone has %+v", it.Interpreted)
	}
	b.SameAfterRereading()
}

// TestWhoSeesWhichLine: their own language, or where there is none, all.
func TestWhoSeesWhichLine(t *testing.T) {
	it := &session.Item{Interpreted: []session.Interpretation{{Language: "es", Text: "uno"}, {Language: "th", Text: "หนึ่ง"}}}
	for language, want := range map[string]int{"es": 1, "th": 1, "en": 2} {
		if got := interpret.Shown(it, language); len(got) != want || want == 1 && string(got[0].Language) != language {
			t.Errorf("in %s they see %v", language, got)
		}
	}
}
