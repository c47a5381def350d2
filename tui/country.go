package tui

import (
	"maps"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/frame"
	"github.com/convene-ssh/convene/tui/text"
)

// countries is how a question asks for a country, or for several. A few letters
// are typed into its text, and a list below narrows to what may be meant. What
// was typed is a label of the community's own only where somebody says so.
type countries struct {
	words    *locale.Words
	labels   []session.Country // that the community has already
	many     bool
	chosen   []session.Country
	answered bool // by the person: no proposal stands any longer
	mark     int  // which line of the list Enter takes
	open     bool // it was to be sent while what was typed was not chosen
}

// mostFound is how many lines of the list are shown.
const mostFound = 5

func countryField(d *desk, key, label string, value session.Country) *field {
	q := lineField(key, label, "", session.MaxLabel)
	q.note = d.t("country.note")
	q.countries = &countries{words: d.words, labels: labelsHere(d)}
	q.set([]string{string(value)})
	return q
}

func countriesField(d *desk, key, label string, values []session.Country) *field {
	q := countryField(d, key, label, "")
	q.note = d.t("country.note_many")
	q.countries.many, q.countries.chosen = true, slices.Clone(values)
	return q
}

// labelsHere are the community's own labels, where one is known yet.
func labelsHere(d *desk) []session.Country {
	if d.shared == nil {
		return nil
	}
	labels := slices.Collect(maps.Keys(d.shared.CountriesUsed()))
	labels = slices.DeleteFunc(labels, func(c session.Country) bool { return c.ISO() != "" })
	slices.Sort(labels)
	locale.Sort(d.words, labels, func(c session.Country) string { return string(c) })
	return labels
}

// named is the country or the label that is called so, or empty.
func (c *countries) named(typed string) session.Country {
	for _, label := range c.labels {
		if clean.Same(string(label), strings.TrimSpace(typed)) {
			return label
		}
	}
	return c.words.CountryNamed(typed)
}

// found are the labels and countries that may be meant.
func (c *countries) found(typed string) []session.Country {
	typed = strings.TrimSpace(typed)
	if typed == "" {
		return nil
	}
	var all []session.Country
	for _, label := range c.labels {
		if strings.Contains(" "+strings.ToLower(string(label)), " "+strings.ToLower(typed)) {
			all = append(all, label)
		}
	}
	for _, n := range c.words.FindCountries(typed) {
		all = append(all, n.Code)
	}
	return all
}

// label is what was typed, where it can become a label of the community's own.
func (c *countries) label(typed string) session.Country {
	typed = clean.Line(typed, session.MaxLabel)
	if c.named(typed) != "" || session.Country(typed).Check() != nil {
		return ""
	}
	return session.Country(typed)
}

// offered are the lines of the list: what was found, and the new label last.
func (c *countries) offered(typed string) []session.Country {
	all := c.found(typed)
	if label := c.label(typed); label != "" {
		all = append(all, label)
	}
	return all
}

// unchosen reports whether something was typed that stands for nothing yet.
func (q *field) unchosen() bool {
	return q.countries != nil && strings.TrimSpace(q.text.Value()) != "" && q.countries.named(q.text.Value()) == ""
}

// take answers with a country, in place of what was typed.
func (c *countries) take(q *field, chosen session.Country) {
	if !c.many {
		c.chosen = nil
	}
	if !slices.Contains(c.chosen, chosen) {
		c.chosen = append(c.chosen, chosen)
	}
	q.text.Clear()
	c.answers(q)
}

func (c *countries) answers(q *field) { c.answered, c.mark, c.open, q.hint = true, 0, false, "" }

// values are the answers. What was typed and not chosen begins with a space,
// which no answer does, so that a draft brings it back as it was.
func (c *countries) values(q *field) []string {
	var all []string
	for _, k := range c.chosen {
		all = append(all, string(k))
	}
	typed := strings.TrimSpace(q.text.Value())
	named := c.named(typed)
	switch {
	case typed == "":
	case named == "":
		all = append(all, " "+typed)
	case !slices.Contains(c.chosen, named):
		all = append(all, string(named))
	}
	if c.many {
		return all
	}
	if len(all) == 0 {
		return []string{""}
	}
	return all[len(all)-1:]
}

func (c *countries) set(q *field, values []string) {
	c.chosen = nil
	q.text.Clear()
	for _, v := range values {
		typed, unchosen := strings.CutPrefix(v, " ")
		switch code := c.words.CountryNamed(v); {
		case unchosen:
			q.text.SetValue(typed)
		case code != "":
			c.chosen = append(c.chosen, code)
		case v != "":
			c.chosen = append(c.chosen, session.Country(v))
		}
		if v != "" {
			c.answers(q)
		}
	}
}

// said is an answer in words.
func (c *countries) said(value string) string {
	return c.words.Country(session.Country(strings.TrimSpace(value)))
}

// update takes a key. It reports whether nobody else has to see it.
func (c *countries) update(q *field, key tea.KeyPressMsg) bool {
	typed := q.text.Value()
	offered := c.offered(typed)
	switch k := key.String(); {
	case typed == "" && (k == "backspace" || k == "delete" || k == "ctrl+u"):
		if k == "ctrl+u" {
			c.chosen = nil
		}
		c.chosen = c.chosen[:max(0, len(c.chosen)-1)]
		c.answers(q)
	case len(offered) > 0 && k == "up" && c.mark > 0:
		c.mark--
	case len(offered) > 0 && k == "down" && c.mark < len(offered)-1:
		c.mark++
	case k == "enter" && len(offered) > 0:
		c.take(q, offered[min(c.mark, len(offered)-1)])
		return c.many
	case k == "enter" && q.unchosen():
		c.open = true
	case k == "enter" || k == "up" || k == "down":
		return q.unchosen() // it is left by Tab only
	case !edit(&q.text, key):
		return false
	default:
		c.edited(q)
	}
	return true
}

// edited goes back to the first line of the list. A comma parts several.
func (c *countries) edited(q *field) {
	c.mark, c.open = 0, false
	for c.many {
		first, rest, parted := strings.Cut(q.text.Value(), ",")
		named := c.named(first)
		if !parted || named == "" {
			return
		}
		c.take(q, named)
		q.text.SetValue(strings.TrimLeft(rest, " "))
	}
}

// draw shows what was chosen and, below what is being typed, what may be meant.
func (c *countries) draw(d *desk, q *field, focus bool, w, h int) ([]string, frame.Cursor) {
	typed := q.text.Value()
	var names []string
	for _, k := range c.chosen {
		names = append(names, d.words.Country(k))
	}
	if !focus && typed != "" {
		names = nil
		for _, v := range c.values(q) {
			names = append(names, c.said(v))
		}
	}
	var rows []string
	if len(names) > 0 && (c.many || typed == "" || !focus) {
		rows = text.Wrap(strings.Join(names, ", "), max(1, w-1))
	}
	switch {
	case !focus && len(rows) > 0:
		return rows, frame.Cursor{}
	case typed == "" && len(rows) > 0:
		return rows, frame.Cursor{X: text.Width(rows[len(rows)-1]), Y: len(rows) - 1, Visible: true}
	case typed == "":
		words := d.theme.Glyphs.Empty
		if q.hint != "" {
			words = c.said(q.hint)
		}
		return []string{d.theme.Muted.Render(d.cut(words, w))}, frame.Cursor{Visible: focus}
	}
	line, x, _ := q.text.View(max(1, w), 1)
	rows = append(rows, line...)
	cursor := frame.Cursor{X: x, Y: len(rows) - 1, Visible: true}
	return append(rows, c.list(d, typed, w, max(1, min(mostFound, h-4)))...), cursor
}

// list draws at most h lines around the marked one.
func (c *countries) list(d *desk, typed string, w, h int) []string {
	offered := c.offered(typed)
	label := c.label(typed)
	var rows []string
	for i, k := range offered {
		words := d.words.Country(k)
		if k == label {
			words = d.t("country.add", "label", string(label))
		} else if k.ISO() == k {
			words += "  " + string(k)
		}
		rows = append(rows, d.line(words, i == min(c.mark, len(offered)-1), w))
	}
	top := max(0, min(c.mark-h/2, len(rows)-h))
	rows = rows[top:min(len(rows), top+h)]
	if c.open || len(offered) == 0 {
		rows = append(rows, d.wrapped(d.t("country.unchosen"), w, d.theme.Error)...)
	}
	return rows
}
