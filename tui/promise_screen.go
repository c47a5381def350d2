package tui

import (
	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// fact is one thing that a screen says about a promise.
type fact struct{ label, value string }

// promised is what the screens of one commitment and of one action do not share.
type promised interface {
	find(d *desk) (promise, bool)
	facts(d *desk) []fact
	// origin is what an answer to it is linked to, empty where there are none.
	origin() session.Origin
	edit(d *desk) screen
	questions(d *desk, fields any) []*field // of its form
	confirm(session.OrganisationID) change
	takeBack() change
}

// promiseScreen is one commitment or action: all that is known of it, why it is
// there, and what came of it.
type promiseScreen struct {
	of    promised
	sheet sheet
}

func (s *promiseScreen) title(d *desk) string {
	p, _ := s.of.find(d)
	return p.code
}

func (s *promiseScreen) update(d *desk, msg tea.Msg) tea.Cmd {
	if a, ok := msg.(answer); ok {
		s.answered(d, a)
		return nil
	}
	p, found := s.of.find(d)
	if !found {
		d.back()
		return nil
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && !s.sheet.update(msg, s.entries(d, p)) {
		return s.pressed(d, p, key.String())
	}
	return nil
}

func (s *promiseScreen) pressed(d *desk, p promise, key string) tea.Cmd {
	mine := d.own.Wrote(p.id, p.By) && !p.takenBack
	switch {
	case (key == "a" || key == "r") && p.mayAnswer(d):
		return answerEdit(d, p.id, p.revision, key)
	case key == "esc":
		d.back()
	case key == "enter":
		openLink(d, s.sheet.choice(s.entries(d, p)))
	case key == "e" && p.mayEdit(d):
		d.show(s.of.edit(d))
	case key == "y" && p.mayConfirm(d):
		return d.do(s.of.confirm(d.own.Member.Organisation), "")
	case key == "p" && s.mayPlan(d, p):
		d.show(newActionForm(d, nil, s.of.origin()))
	case key == "x" && mine:
		if d.confirm(key, "item.sure.take_back", "id", p.id) {
			return d.do(s.of.takeBack(), "")
		}
	case key == "f" && mine && d.own.Signed(p.id, p.By).Member == "":
		if d.confirm(key, "item.sure.forget_me", "id", p.id) {
			return d.do(&session.ForgetMe{Contribution: p.id}, "")
		}
	default:
		d.stray(key)
	}
	return nil
}

func (s *promiseScreen) answered(d *desk, a answer) {
	switch change := a.change.(type) {
	case *session.AnswerEdit:
		if a.err == nil {
			answeredEdit(d, change)
		}
	case *session.ConfirmCommitment, *session.ConfirmAction:
		if a.err == nil {
			d.say("promise.confirmed")
		}
	case *session.ForgetMe:
		if a.err == nil {
			d.say("item.forgotten")
		}
	}
}

func (s *promiseScreen) mayPlan(d *desk, p promise) bool {
	return s.of.origin() != session.Origin{} && !p.takenBack && d.may(session.Contribute)
}

// entries are the rows of the screen, with the links in it.
func (s *promiseScreen) entries(d *desk, p promise) []entry {
	all := []entry{prose(func(w int) []string { return s.about(d, p, w) })}
	all = append(all, d.headed(d.t("promise.why"), originEntries(d, p.from))...)
	if s.of.origin() == (session.Origin{}) || p.takenBack {
		return all
	}
	soWhat := answerEntries(d, s.of.origin())
	if len(soWhat) == 0 && s.mayPlan(d, p) {
		soWhat = []entry{prose(func(w int) []string { return indented(d.t("promise.nothing_yet"), w, d.theme.Muted) })}
	}
	return append(all, d.headed(d.t("item.so_what"), soWhat)...)
}

// about says everything that is known of a promise itself.
func (s *promiseScreen) about(d *desk, p promise, w int) []string {
	rows := append([]string{""}, indented(p.heading(d), w, d.theme.Title)...)
	if p.takenBack {
		return rows
	}
	shows := shownBy(d, p.Authored) + d.between() + d.t("audience."+string(p.audience))
	rows = append(rows, indented(shows, w, d.theme.Muted)...)
	if d.edited(p.id) {
		own := s.of.questions(d, d.own.Originals[p.id].Words)
		rows = append(append(rows, ""), originalSay(d, p.id, p.mayAnswer(d), w)...)
		rows = append(rows, originalAnswers(d, own, s.of.questions(d, p.fields), w)...)
	}
	if p.description != "" {
		rows = append(append(rows, ""), indented(p.description, w, theme.Style{})...)
	}
	rows = append(rows, "")
	for _, f := range s.of.facts(d) {
		if f.value != "" {
			rows = append(rows, f.rows(d, w)...)
		}
	}
	return rows
}

// rows draws a fact: the label beside the value, or in front of it on a phone.
func (f fact) rows(d *desk, w int) []string {
	if w < narrow {
		return indented(d.t("promise.fact", "label", f.label, "value", f.value), w, theme.Style{})
	}
	var rows []string
	for i, row := range text.Wrap(f.value, w-formColumn-2) {
		label := ""
		if i == 0 {
			label = f.label
		}
		rows = append(rows, d.theme.Muted.Render(d.fit("  "+label, formColumn))+" "+row)
	}
	return rows
}

func (s *promiseScreen) body(d *desk, w, h int) page {
	p, found := s.of.find(d)
	if !found {
		return page{rows: append([]string{""}, indented(d.t("error.not_found"), w, d.theme.Muted)...)}
	}
	return page{rows: s.sheet.draw(d, s.entries(d, p), w, h)}
}

func (s *promiseScreen) keys(d *desk) []hint {
	p, _ := s.of.find(d)
	var keys []hint
	if s.sheet.choice(s.entries(d, p)) != "" {
		keys = append(keys, hint{"Enter", d.t("key.open")})
	}
	if p.mayAnswer(d) {
		keys = append(keys, answerKeys(d)...)
	}
	if p.mayConfirm(d) {
		keys = append(keys, hint{"y", d.t("key.confirm")})
	}
	if p.mayEdit(d) {
		keys = append(keys, hint{"e", d.t("key.edit")})
	}
	if s.mayPlan(d, p) {
		keys = append(keys, hint{"p", d.t("key.plan")})
	}
	if d.own.Wrote(p.id, p.By) && !p.takenBack {
		keys = append(keys, hint{"x", d.t("key.take_back")})
		if d.own.Signed(p.id, p.By).Member == "" {
			keys = append(keys, hint{"f", d.t("key.forget_me")})
		}
	}
	return append(keys, hint{"Esc", d.t("key.back")})
}
