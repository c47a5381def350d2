package tui

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/text"
)

// welcome asks a newcomer who they are, as little as possible: every question
// but the code may be left as it is.
type welcome struct {
	form  *form
	entry session.Admission
	// organiserOf is the community that an organiser of the installation enters.
	organiserOf session.CommunityID
	// known is set for somebody whom the server knows: they are asked for a
	// profile only once a community turns out not to have theirs.
	known  bool
	guest  string // the name that stands until another is typed
	joined bool   // waiting for the answer
}

// enter shows the first screen of a terminal. Somebody who is known goes straight
// on.
func enter(d *desk) tea.Cmd {
	person, known := d.Host.Person(d.Entry.Person)
	if known {
		d.person = person.ID
		if person.Language != "" {
			d.Words = d.Languages.In(person.Language)
		}
	}
	w := &welcome{entry: d.Entry, known: known && (d.Entry.Invitation != nil || d.Entry.Claim)}
	w.ask(d)
	refused := d.Refused
	if refused == nil && mistyped(d.Code) {
		refused = session.Refuse(session.CodeWrong)
	}
	wrong := errors.Is(refused, session.Refuse(session.CodeWrong))
	if refused != nil && !(known && wrong && !written(d.Code)) { // that was only their name
		d.refuse(refused)
	}
	switch {
	case w.known:
		d.reset(w)
		return w.join(d, session.Profile{}, "")
	case known && d.Host.NamedByFile(d.Key):
		return d.only(placeLobby{})
	case known:
		return d.only(placeReturning{})
	}
	if wrong {
		w.form.field("code").text.SetValue(d.Code) // to be corrected
	}
	d.reset(w)
	return nil
}

// mistyped reports whether a user name was meant as a code but cannot be one.
func mistyped(name string) bool {
	_, possible := session.ParseCode(name)
	return !possible && written(name)
}

// written reports whether a user name is written as codes are. One such as
// jean-paul is not: nearly every code has a digit.
func written(name string) bool {
	groups := strings.Split(name, "-")
	return (len(groups) == 3 || len(groups) == 4) && strings.ContainsAny(name, "0123456789") &&
		!slices.ContainsFunc(groups, func(g string) bool { return len(g) != 4 })
}

// newJoin asks somebody for one more code, or for who they are where they enter
// by a grant or as an organiser.
func newJoin(d *desk, to placeJoin) screen {
	w := &welcome{organiserOf: to.OrganiserOf}
	w.entry.Invitation = to.Grant
	w.known = to == placeJoin{}
	return w.ask(d)
}

// ask lays out the questions that are still open, in the language of the desk.
func (w *welcome) ask(d *desk) *welcome {
	if w.guest == "" {
		w.guest = string(session.NewID[session.MemberID](d.Host.Random())[:4])
	}
	var languages []option
	for _, tag := range locale.Languages() {
		languages = append(languages, option{tag, locale.Name(tag)})
	}
	f := &form{fields: []*field{oneField("language", d.t("welcome.language"), d.Words.Language, languages)}}
	if w.entry.Invitation == nil && !w.entry.Claim && w.organiserOf == "" {
		code := lineField("code", d.t("welcome.code"), "", session.MaxCodeTyped)
		code.note = d.t("welcome.code_note")
		f.fields = append(f.fields, code)
		f.at = 1
	}
	if !w.known {
		f.fields = append(f.fields, w.profileFields(d)...)
	}
	w.form = f
	return w
}

func (w *welcome) profileFields(d *desk) []*field {
	name := lineField("name", d.t("welcome.name"), "", session.MaxName)
	name.hint = d.t("welcome.guest", "id", w.guest)
	name.note = d.t("welcome.name_note")
	return append([]*field{name}, profileFields(d, session.Profile{})...)
}

func (w *welcome) title(d *desk) string { return d.t("welcome.title") }

func (w *welcome) writing() bool { return w.form.writing() }

func (w *welcome) update(d *desk, msg tea.Msg) tea.Cmd {
	if in, ok := msg.(cameIn); ok {
		return w.cameIn(d, in)
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		if !d.alone() && !w.joined {
			d.back()
		}
		return nil
	}
	send := w.form.update(d, msg)
	if _, pasted := msg.(tea.PasteMsg); pasted {
		w.findCode()
	}
	if language := w.form.get("language"); language != d.Words.Language {
		d.Words = d.Languages.In(language)
		w.askAnew(d)
	}
	if !send || w.joined {
		return nil
	}
	profile := profileOf(d, w.form)
	if err := profile.Check(); err != nil && !w.known {
		w.form.refuse(d, err)
		return nil
	}
	return w.join(d, profile, w.form.get("code"))
}

// findCode leaves of a pasted line, such as the one that brings people here, the
// code in it.
func (w *welcome) findCode() {
	q := w.form.field("code")
	if q == nil {
		return
	}
	if code, found := session.ParseCode(q.text.Value()); found {
		q.text.SetValue(session.ShowCode(code))
	}
}

// askAnew lays the questions out again and keeps what was answered.
func (w *welcome) askAnew(d *desk) {
	kept, at := w.form.pack(), w.form.fields[w.form.at].key
	w.ask(d).form.unpack(kept)
	w.form.focus(at)
}

func (w *welcome) cameIn(d *desk, in cameIn) tea.Cmd {
	w.joined = false
	if in.person != "" && in.person != d.person {
		d.person, d.returnCode = in.person, in.returnCode
	}
	switch {
	case w.known && errors.Is(in.err, session.Refuse(session.Missing)):
		w.known, w.entry = false, in.entry
		w.ask(d)
		return nil
	case in.err != nil:
		if aboutCode(in.err) {
			w.entry = session.Admission{} // it takes another one
			w.askAnew(d)
			w.form.focus("code")
		}
		w.form.refuse(d, in.err)
		return nil
	}
	return in.take(d)
}

// aboutCode reports whether a code was refused.
func aboutCode(err error) bool {
	var refused *session.Error
	return errors.As(err, &refused) && slices.Contains([]session.Code{
		session.CodeWrong, session.CodeExpired, session.CodeUsedUp, session.CodeRevoked, session.CodePaused,
	}, refused.Code)
}

// join comes in: by the code in the user name or the one that was typed.
func (w *welcome) join(d *desk, p session.Profile, code string) tea.Cmd {
	if err := d.Rate(d.person); err != nil {
		d.refuse(err)
		return nil
	}
	w.joined = true
	if !w.known {
		d.profile = p
	}
	door := doorway{
		host: d.Host, present: d.Present, key: d.Key, person: d.person, language: d.Words.Language,
		entry: w.entry, code: code, organiserOf: w.organiserOf, known: w.known, profile: p,
	}
	if w.entry.Claim {
		door.code = d.Code
	}
	return d.lookUp(w, func(ctx context.Context) tea.Msg { return door.pass(ctx) })
}

func (w *welcome) body(d *desk, width, h int) page {
	hello := "welcome.hello"
	if w.form.field("code") != nil {
		hello = "welcome.hello_code"
	}
	rows := []string{""}
	for _, row := range text.Wrap(d.t(hello), max(1, width-2)) {
		rows = append(rows, " "+row)
	}
	rows = append(rows, "")
	p := w.form.body(d, width, max(1, h-len(rows)))
	p.cursor.Y += len(rows)
	p.rows = append(rows, p.rows...)
	return p
}

func (w *welcome) keys(d *desk) []hint {
	keys := []hint{{"Enter", d.t("key.next")}}
	if !w.form.writing() {
		keys = append(keys, hint{"< >", d.t("key.choose")})
	}
	return append(keys, hint{"Up Down", d.t("key.question")}, hint{"Ctrl+S", d.t("key.come_in")}, hint{"Ctrl+C", d.t("key.quit")})
}
