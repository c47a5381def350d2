// Package welcome is where people come in.
package welcome

import (
	"context"
	"errors"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/text"
)

// welcome asks a newcomer who they are, as little as possible: every question
// but the code may be left as it is.
type welcome struct {
	form  *kit.Form
	given directory.Admission
	// organiserOf is the community that an organiser of the installation enters.
	organiserOf method.CommunityID
	next        place.Place // where they go then; nil for the lobby
	// known is set for somebody whom the server knows: they are asked for a
	// profile only once a community turns out not to have theirs.
	known bool
	guest string // the name that stands until another is typed
}

// Enter shows the first screen of a terminal. Somebody who is known goes straight
// on.
func Enter(d *desk.Desk) tea.Cmd {
	person, known := d.Host.Person(d.Given.Person)
	if known {
		d.Person = person.ID
		if person.Language != "" {
			d.Words = d.Languages.In(person.Language)
		}
	}
	w := &welcome{given: d.Given, known: known && (d.Given.Invitation != nil || d.Given.Claim)}
	w.ask(d)
	refused := d.Refused
	if refused == nil && mistyped(d.Code) {
		refused = refusal.New(refusal.CodeWrong)
	}
	wrong := errors.Is(refused, refusal.New(refusal.CodeWrong))
	if refused != nil && !(known && wrong && !written(d.Code)) { // that was only their name
		d.Refuse(refused)
	}
	switch {
	case w.known:
		d.Reset(w)
		return w.join(d, session.Profile{}, "")
	case known && d.Host.NamedByFile(d.Key):
		return d.Only(place.Lobby{})
	case known:
		return d.Only(place.Returning{})
	}
	if wrong {
		w.form.Field("code").Text.SetValue(d.Code) // to be corrected
	}
	d.Reset(w)
	return nil
}

// mistyped reports whether a user name was meant as a code but cannot be one.
func mistyped(name string) bool {
	_, possible := directory.ParseCode(name)
	return !possible && written(name)
}

// written reports whether a user name is written as codes are. One such as
// jean-paul is not: nearly every code has a digit.
func written(name string) bool {
	groups := strings.Split(name, "-")
	return (len(groups) == 3 || len(groups) == 4) && strings.ContainsAny(name, "0123456789") &&
		!slices.ContainsFunc(groups, func(g string) bool { return len(g) != 4 })
}

// NewJoin asks somebody for one more code, or for who they are where they enter
// by a grant or as an organiser.
func NewJoin(d *desk.Desk, to place.Join) desk.Screen {
	w := &welcome{organiserOf: to.OrganiserOf, next: to.Next}
	w.given.Invitation = to.Grant
	w.known = to == place.Join{}
	return w.ask(d)
}

// ask lays out the questions that are still open, in the language of the desk.
func (w *welcome) ask(d *desk.Desk) *welcome {
	if w.guest == "" {
		w.guest = string(method.NewID[session.MemberID](d.Host.Random())[:4])
	}
	f := &kit.Form{Fields: kit.Questions{desk.LanguageField(d)}}
	if w.given.Invitation == nil && !w.given.Claim && w.organiserOf == "" {
		code := kit.LineField("code", d.T("welcome.code"), "", directory.MaxCodeTyped)
		code.Note = d.T("welcome.code_note")
		f.Fields = append(f.Fields, code)
		f.At = 1
	}
	if !w.known {
		f.Fields = append(f.Fields, w.profileFields(d)...)
	}
	w.form = f
	return w
}

func (w *welcome) profileFields(d *desk.Desk) kit.Questions {
	name := kit.LineField("name", d.T("welcome.name"), "", method.MaxName)
	name.Hint = d.T("welcome.guest", "id", w.guest)
	name.Note = d.T("welcome.name_note")
	about := desk.ProfileFields(d, session.Profile{})
	about.Find("type").Note = d.T("welcome.type_note")
	return append(kit.Questions{name}, about...)
}

func (w *welcome) Title(d *desk.Desk) string { return d.T("welcome.title") }

func (w *welcome) Writing() bool { return w.form.Writing() }

func (w *welcome) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if in, ok := msg.(desk.CameIn); ok {
		return w.cameIn(d, in)
	}
	send := w.form.Update(d, msg)
	if _, pasted := msg.(tea.PasteMsg); pasted {
		w.findCode()
	}
	if language := w.form.Get("language"); language != d.Words.Language {
		d.Words = d.Languages.In(language)
		w.askAnew(d)
	}
	if !send {
		return nil
	}
	profile := desk.ProfileOf(w.form)
	if err := profile.Check(); err != nil && !w.known {
		w.form.Refuse(d, err)
		return nil
	}
	return w.join(d, profile, w.form.Get("code"))
}

// findCode leaves of a pasted line, such as the one that brings people here, the
// code in it.
func (w *welcome) findCode() {
	q := w.form.Field("code")
	if q == nil {
		return
	}
	if code, found := directory.ParseCode(q.Text.Value()); found {
		q.Text.SetValue(directory.ShowCode(code))
	}
}

// askAnew lays the questions out again and keeps what was answered.
func (w *welcome) askAnew(d *desk.Desk) {
	given, at := w.form.Fields.Answers(), w.form.Focused().Key
	w.ask(d).form.Fields.Answer(given)
	w.form.Focus(at)
}

func (w *welcome) cameIn(d *desk.Desk, in desk.CameIn) tea.Cmd {
	d.Opening = false
	if in.Person != "" && in.Person != d.Person {
		d.Person, d.ReturnCode = in.Person, in.ReturnCode
	}
	switch {
	case w.known && errors.Is(in.Err, refusal.New(refusal.Missing)):
		w.known, w.given = false, in.Given
		w.ask(d)
		return nil
	case in.Err != nil:
		if aboutCode(in.Err) {
			w.given = directory.Admission{} // it takes another one
			w.askAnew(d)
			w.form.Focus("code")
		}
		w.form.Refuse(d, in.Err)
		return nil
	}
	return in.Take(d)
}

// aboutCode reports whether a code was refused.
func aboutCode(err error) bool {
	var refused *refusal.Error
	return errors.As(err, &refused) && slices.Contains([]refusal.Code{
		refusal.CodeWrong, refusal.CodeExpired, refusal.CodeUsedUp, refusal.CodeRevoked, refusal.CodeReplaced, refusal.CodePaused,
	}, refused.Code)
}

// join comes in: by the code in the user name or the one that was typed. What is typed
// before the answer is for the screen that shows then.
func (w *welcome) join(d *desk.Desk, p session.Profile, code string) tea.Cmd {
	if err := d.Rate(d.Person); err != nil {
		d.Refuse(err)
		return nil
	}
	d.Opening = true
	if !w.known {
		d.Profile = p
	}
	comes := coming{
		host: d.Host, present: d.Present, key: d.Key, person: d.Person, language: d.Words.Language,
		given: w.given, code: code, organiserOf: w.organiserOf, next: w.next, known: w.known, profile: p,
	}
	if w.given.Claim {
		comes.code = d.Code
	}
	return d.LookUp(w, func(ctx context.Context) tea.Msg { return comes.enter(ctx) })
}

func (w *welcome) Body(d *desk.Desk, width, h int) kit.Page {
	return w.form.Below(w.greeting(d, width), d.Look, width, h)
}

// greeting says where the person is and what their code lets them do. It is drawn once
// for all who come with the same.
func (w *welcome) greeting(d *desk.Desk, width int) []string {
	type greeting struct {
		asks      bool   // for a code
		community string // to which they come; empty while nobody knows
		role      method.Role
		reads     method.Audience
		language  string
		shades    desk.Shades
		width     int
	}
	g := greeting{asks: w.form.Field("code") != nil, language: d.Words.Language, shades: d.Shades(), width: width}
	g.community = d.Host.NameOfCommunity(w.organiserOf)
	if i := w.given.Invitation; i != nil {
		g.community, g.role, g.reads = d.Host.NameOfCommunity(i.Community), i.Role, i.Audience
	}
	return d.Pool.Rows(g, func() []string {
		hello, room := "welcome.hello", max(1, width-2)
		switch {
		case g.asks:
			hello = "welcome.hello_code"
		case g.community != "":
			hello = "welcome.hello_of"
		}
		words := text.Wrap(d.T(hello, "community", g.community), room)
		if role := string(g.role); role != "" {
			lets := d.T("welcome.lets", "role", d.T("role."+role)) + " " + d.T("role.does."+role) + " " + d.T("reads."+string(g.reads))
			words = append(words, d.Wrapped(lets, room, d.Theme.Muted)...)
		}
		rows := []string{""}
		for _, row := range words {
			rows = append(rows, " "+row)
		}
		return append(rows, "")
	})
}

func (w *welcome) Keys(d *desk.Desk) kit.Keys {
	return kit.Keys{kit.Shown("Enter", d.T("key.next"))}.
		If(!w.form.Writing(), kit.Shown("< >", d.T("key.choose"), "left", "right", "<", ">")).
		And(kit.Shown("Up Down", d.T("key.question"), "up", "down", "tab", "shift+tab"), kit.Shown("Ctrl+S", d.T("key.come_in"))).
		If(!d.Alone(), d.QuitKey().Aside(), d.BackKey()).
		If(d.Alone(), d.QuitKey())
}
