package desk

import (
	"cmp"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/saidby"
	"github.com/convene-ssh/convene/tui/kit"
)

// SomebodyElses is how a form's question about the signature is answered where the words are
// somebody else's.
const SomebodyElses = "said"

// WritesDown reports whether the person may write down what others say now: on a board, or
// where that is nil, elsewhere.
func (d *Desk) WritesDown(b *session.Board) bool {
	return d.May(method.Contribute) && d.Shared.WritesDown(b, d.Member, d.Role())
}

// saidName is what a country or an organisation is called whose words somebody writes
// down; empty for neither.
func saidName(d *Desk, s session.SaidBy) string {
	if o := d.Shared.Organisations[s.Organisation]; o != nil {
		return o.Name
	}
	return d.Words.Country(s.Country)
}

// SaidName is whose words somebody writes down.
func SaidName(d *Desk, s session.SaidBy) string {
	return cmp.Or(saidName(d, s), d.T("said.nobody"))
}

// SaidField asks whose words somebody writes down, which [SaidAnswered] reads. Without an
// answer they are nobody's in particular.
func SaidField(d *Desk, key string, s session.SaidBy) *kit.Field {
	q := kit.SearchField(key, d.T("field.said_by"), []string{saidAnswer(s)}, method.MaxTitle, speakers{d}, false)
	q.Note = d.T("said.note")
	return q
}

// An answer names a country or an organisation, with one of these before it.
const (
	ofCountry      = "country:"
	ofOrganisation = "organisation:"
)

func saidAnswer(s session.SaidBy) string {
	switch {
	case s.Country != "":
		return ofCountry + string(s.Country)
	case s.Organisation != "":
		return ofOrganisation + string(s.Organisation)
	}
	return ""
}

// SaidAnswered is whom an answer names.
func SaidAnswered(answer string) (s session.SaidBy) {
	if c, ok := strings.CutPrefix(answer, ofCountry); ok {
		s.Country = method.Country(c)
	}
	if o, ok := strings.CutPrefix(answer, ofOrganisation); ok {
		s.Organisation = method.OrganisationID(o)
	}
	return s
}

// speakers finds a country, or an organisation that the community knows, by its name.
type speakers struct{ d *Desk }

// Named is the one that is called so, or empty.
func (f speakers) Named(typed string) string {
	if c := CountryCalled(f.d, typed); c != "" {
		return ofCountry + c
	}
	if o := f.d.Shared.OrganisationNamed(strings.TrimSpace(typed)); o != nil {
		return ofOrganisation + string(o.ID)
	}
	return ""
}

// Offered are those that may be meant: the community's own labels, countries, then
// organisations by their names.
func (f speakers) Offered(typed string) []string {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil
	}
	var all []string
	find := countries{f.d.Words, labelsHere(f.d)}
	for _, c := range find.Offered(typed) {
		if c != find.label(typed) { // what nobody has named yet
			all = append(all, ofCountry+c)
		}
	}
	for _, o := range Organisations(f.d) {
		if meant(o.Name, typed) {
			all = append(all, ofOrganisation+string(o.ID))
		}
	}
	return all
}

func (f speakers) Said(answer string) string {
	if s := SaidAnswered(answer); s != (session.SaidBy{}) {
		return saidName(f.d, s)
	}
	return strings.TrimSpace(answer)
}

func (f speakers) Line(answer, _ string) string { return f.Said(answer) }

// NewSaid asks whose words the person writes down from now on.
func NewSaid(d *Desk, done func(session.SaidBy)) Screen {
	var was session.SaidBy
	if d.SaidBy != nil {
		was = *d.SaidBy
	}
	s := &FormScreen{Form: &kit.Form{Fields: kit.Questions{SaidField(d, "said_by", was)}}, Heading: "said.whose"}
	s.Send = func(d *Desk) tea.Cmd {
		d.Dismiss(s)
		done(SaidAnswered(s.Get("said_by")))
		return nil
	}
	return s.Open(d)
}

// SaidKeys let whoever speaks for an organisation say whether words that the scribe has
// written down as its own are so.
func SaidKeys(d *Desk, id method.ContributionID, by session.Attribution) kit.Keys {
	asked := by.Said && by.Claimed && by.Organisation != "" && by.Organisation == d.Own.Member.Speaking() && d.Role().May(method.Contribute)
	answer := func(not bool) func() tea.Cmd {
		return func() tea.Cmd {
			return d.Do(&saidby.Answer{Contribution: id, Organisation: by.Organisation, Not: not}, "")
		}
	}
	return kit.Keys{}.If(asked, kit.On("o", d.T("key.said_ours"), answer(false)), kit.On("b", d.T("key.said_not_ours"), answer(true)))
}

// SaidRows tell somebody how their organisation confirms words that the scribe has written
// down as its own. Whoever speaks for the organisation has [SaidKeys] instead.
func SaidRows(d *Desk, by session.Attribution, w int) []string {
	me := d.Own.Member
	if !by.Said || !by.Claimed || by.Organisation == "" || by.Organisation != me.Organisation || me.Speaks {
		return nil
	}
	return kit.Indented(d.T("said.confirm_how"), w, d.Theme.Muted)
}
