package report

import (
	"fmt"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/commitment"
)

// TestNoDocumentTellsTheCountryOfTheOne: in no format, template, language or audience,
// whatever else is counted beside them, and of the others only where that does not tell
// of them either.
func TestNoDocumentTellsTheCountryOfTheOne(t *testing.T) { whenMade(t, noDocumentTells) }

func noDocumentTells(t *testing.T) {
	for _, c := range []struct {
		people map[method.Country]int
		told   method.Country // the only one that is
	}{
		{map[method.Country]int{"VU": 3, "BT": 1}, ""},
		{map[method.Country]int{"VU": 5, "BT": 1}, ""},
		{map[method.Country]int{"VU": 6, "WS": 4, "BT": 1}, "VU"},
		{map[method.Country]int{"VU": 7, "WS": 5, "BT": 1}, "VU"},
	} {
		w := newWorld(t, false)
		for of, n := range c.people {
			for i := range n {
				member := w.join(method.Members, session.Profile{Name: fmt.Sprint("Somebody ", i), Country: of})
				w.do(member, w.commit("Words of somebody"))
			}
		}
		for _, a := range method.Audiences() {
			for _, language := range locale.Languages() {
				r := w.report(a, language)
				all := everything(t, r)
				for of := range c.people {
					told := strings.Contains(all, r.words.Country(of)) || strings.Contains(all, `"`+string(of)+`"`) || strings.Contains(all, ","+string(of)+",")
					if told != (of == c.told) {
						t.Errorf("of %v, %s is told to %s: %v", c.people, of, a, told)
					}
				}
			}
		}
	}
}

// TestWhoIsCountedTogetherIsExplained once in each document that counts so.
func TestWhoIsCountedTogetherIsExplained(t *testing.T) { whenMade(t, countedTogetherIsExplained) }

func countedTogetherIsExplained(t *testing.T) {
	w := newWorld(t, false)
	for i := range 6 {
		w.join(method.Members, session.Profile{Name: fmt.Sprint("Somebody ", i), Country: "VU"})
	}
	for _, template := range Templates() {
		md := string(write(t, w.report(template.Audiences()[0], "en"), FormatMarkdown, Choice{Template: template}))
		if !strings.Contains(md, "groups of fewer than 5") || strings.Count(md, "A group is counted apart") != 1 {
			t.Errorf("the %s is\n%s", template, md)
		}
	}
}

// TestNoDocumentTellsOfLivedExperience of few, of all but few, or of anybody by name:
// only how many said so, where that tells of nobody.
func TestNoDocumentTellsOfLivedExperience(t *testing.T) {
	whenMade(t, noDocumentTellsOfLivedExperience)
}

func noDocumentTellsOfLivedExperience(t *testing.T) {
	for _, c := range []struct {
		say, others int
		told        bool
	}{{1, 9, false}, {4, 9, false}, {9, 3, false}, {6, 7, true}} {
		w := newWorld(t, false)
		for i := range c.say + c.others {
			p := session.Profile{Name: fmt.Sprint("Somebody ", i)}
			member := w.join(method.Members, p)
			w.do(member, &session.ChangeProfile{Member: member, Revision: 1, Profile: p, Lived: i < c.say})
		}
		w.do(w.organiser, &session.CloseMeeting{Meeting: theMeeting})
		for _, a := range method.Audiences() {
			for _, language := range locale.Languages() {
				r := w.report(a, language)
				all := everything(t, r)
				n, words, _ := strings.Cut(r.words.T("report.people.lived", "n", c.say), " ")
				if told := strings.Contains(all, words); told != c.told || strings.Contains(all, "lived_experience") != c.told {
					t.Errorf("of %d among %d, %s is told: %v", c.say, c.say+c.others, a, told)
				}
				if strings.Count(all, words) != strings.Count(all, n+" "+words) {
					t.Errorf("%s is told of others than %s", a, n)
				}
			}
		}
	}
}

// commit is an unattributed promise.
func (w *world) commit(title string) *session.MakeEntry {
	return &session.MakeEntry{
		Register: commitment.Register(), Entry: method.NewID[method.EntryID](w.host.Random()), Meeting: theMeeting,
		Audience: method.Public, Attribution: method.Unattributed, Fields: &commitment.Fields{Title: title},
	}
}
