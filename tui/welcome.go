package tui

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/tui/text"
)

// welcome asks a newcomer who they are, as little as possible: every question
// but the code may be left as it is.
type welcome struct {
	form  *form
	entry session.Entry
	// organiserOf is the community that an organiser of the installation enters.
	organiserOf session.CommunityID
	// again asks for a code although the person is known: to join one more
	// meeting, from the lobby.
	again  bool
	guest  string // the name that stands until another is typed
	joined bool   // waiting for the answer
}

// newWelcome is the first screen of a terminal, with the command that takes
// somebody who is known straight on.
func newWelcome(d *desk) (screen, tea.Cmd) {
	person, known := d.Host.Person(d.Entry.Person)
	if !known {
		person, known = d.Host.PersonByKey(d.Key)
	}
	if known {
		d.person = person.ID
		if person.Language != "" {
			d.words = d.Words.In(person.Language)
		}
	}
	w := &welcome{entry: d.Entry}
	if d.Refused != nil {
		d.refuse(d.Refused)
	}
	i := d.Entry.Invitation
	switch {
	case known && i == nil && !d.Entry.Claim && d.Refused == nil:
		return newReturning(), nil
	case known && i != nil:
		if _, member := d.Host.MemberOf(d.ctx, person.ID, i.Community); member {
			return w.ask(d), w.join(d, session.Profile{}, "")
		}
	}
	return w.ask(d), nil
}

// joinAnother asks somebody who is known for one more code.
func joinAnother(d *desk) screen {
	w := &welcome{again: true}
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
	f := &form{fields: []*field{oneField("language", d.t("welcome.language"), d.words.Language, languages)}}
	if w.entry.Invitation == nil && !w.entry.Claim && w.organiserOf == "" {
		code := lineField("code", d.t("welcome.code"), d.Code, 40)
		code.note = d.t("welcome.code_note")
		f.fields = append(f.fields, code)
		f.at = 1
	}
	if !w.again {
		f.fields = append(f.fields, w.profileFields(d)...)
	}
	w.form = f
	return w
}

func (w *welcome) profileFields(d *desk) []*field {
	name := lineField("name", d.t("welcome.name"), d.t("welcome.guest", "id", w.guest), session.MaxName)
	name.note = d.t("welcome.name_note")
	return append([]*field{name}, profileFields(d, session.Profile{})...)
}

// profileFields asks for what people say about themselves besides their name.
func profileFields(d *desk, p session.Profile) []*field {
	country := lineField("country", d.t("welcome.country"), string(p.Country), session.MaxLabel)
	country.note = d.t("welcome.country_note")
	shows := oneField("attribution", d.t("welcome.attribution"), string(p.Attribution), enumOptions(d, "attribution.", session.Ladders()))
	shows.note = d.t("welcome.attribution_note")
	return []*field{
		lineField("organisation", d.t("welcome.organisation"), p.Organisation, session.MaxTitle),
		oneField("type", d.t("welcome.type"), string(p.Type), enumOptions(d, "organisation.", session.OrganisationTypes())),
		country, shows,
	}
}

// profileOf reads the answers of profileFields and the name.
func profileOf(d *desk, f *form) session.Profile {
	return session.Profile{
		Name: f.get("name"), Organisation: f.get("organisation"), Type: session.OrganisationType(f.get("type")),
		Country: countryTyped(d, f.get("country")), Attribution: session.Ladder(f.get("attribution")),
	}
}

func (w *welcome) title(d *desk) string { return d.t("welcome.title") }

func (w *welcome) writing() bool { return w.form.writing() }

func (w *welcome) update(d *desk, msg tea.Msg) tea.Cmd {
	if in, ok := msg.(cameIn); ok {
		w.joined = false
		if w.again && errors.Is(in.err, session.Refuse(session.Missing)) {
			// A community that does not know them yet.
			w.again, w.entry = false, in.entry
			w.ask(d)
			return nil
		}
		return in.take(d)
	}
	if key, ok := msg.(tea.KeyPressMsg); ok && key.String() == "esc" {
		if len(d.stack) > 1 {
			d.back()
		}
		return nil
	}
	send := w.form.update(msg)
	if language := w.form.get("language"); language != d.words.Language {
		d.words = d.Words.In(language)
		kept, at := w.form.pack(), w.form.at
		w.ask(d).form.unpack(kept)
		w.form.at = at
	}
	if !send || w.joined {
		return nil
	}
	return w.join(d, profileOf(d, w.form), w.form.get("code"))
}

// cameIn is the answer to somebody who wants to come in.
type cameIn struct {
	person     session.PersonID
	returnCode string // new, to be shown once; empty for somebody who has a key
	community  session.CommunityID
	meeting    session.MeetingID
	member     session.MemberID
	again      bool // they only came back: ask whether it is them
	entry      session.Entry
	err        error
}

func (in cameIn) take(d *desk) tea.Cmd {
	if in.person != "" {
		d.person = in.person
	}
	switch {
	case in.err != nil:
		d.refuse(in.err)
		return nil
	case in.again:
		d.only(newReturning())
		return nil
	case in.community == "":
		d.only(newLobby(d))
		return lobbyLoad(d)
	}
	wait := d.enter(in.community, in.member, in.meeting)
	if wait == nil {
		return nil
	}
	if in.meeting == "" {
		d.stand()
		d.only(newLobby(d))
		return lobbyLoad(d)
	}
	d.only(newMeeting(d))
	if in.returnCode != "" {
		d.show(&keepsake{in.returnCode})
	}
	return wait
}

// join comes in: by the code in the user name or the one that was typed.
func (w *welcome) join(d *desk, p session.Profile, code string) tea.Cmd {
	w.joined, d.profile = true, p
	door := doorway{
		host: d.Host, present: d.Present, key: d.Key, person: d.person, language: d.words.Language,
		entry: w.entry, code: code, organiserOf: w.organiserOf, profile: p,
	}
	if w.entry.Claim {
		door.code = d.Code
	}
	ctx := d.ctx
	return func() tea.Msg { return door.pass(ctx) }
}

// doorway is all that is needed to come in, away from the screen.
type doorway struct {
	host        *session.Host
	present     func(context.Context, string) (session.Entry, error)
	key         session.Fingerprint
	person      session.PersonID
	language    string
	entry       session.Entry
	code        string
	organiserOf session.CommunityID
	profile     session.Profile
}

func (w doorway) pass(ctx context.Context) (in cameIn) {
	if w.entry.Invitation == nil && !w.entry.Claim && w.organiserOf == "" {
		if w.entry, in.err = w.present(ctx, w.code); in.err != nil {
			return in
		}
		if w.entry.Person != "" {
			return cameIn{person: w.entry.Person, again: true}
		}
	}
	in.person, in.entry = w.person, w.entry
	if in.person == "" {
		var code string
		if in.person, code, in.err = w.host.Meet(ctx, w.key); in.err != nil {
			return in
		}
		if w.key == "" {
			in.returnCode = code
		}
	}
	if in.err = w.host.Prefer(ctx, in.person, w.language); in.err != nil {
		return in
	}
	switch i := w.entry.Invitation; {
	case w.entry.Claim:
		in.err = w.host.Claim(ctx, in.person, w.code)
	case w.organiserOf != "":
		in.community = w.organiserOf
		in.member, in.err = w.host.EnterAsOrganiser(ctx, in.person, w.organiserOf, w.profile)
	default:
		in.community, in.meeting = i.Community, i.Meeting
		in.member, in.err = w.host.Join(ctx, in.person, *i, w.profile)
	}
	return in
}

func (w *welcome) body(d *desk, width, h int) page {
	rows := []string{""}
	for _, row := range text.Wrap(d.t("welcome.hello"), max(1, width-2)) {
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

// keepsake shows a return code, once.
type keepsake struct{ code string }

func (k *keepsake) title(d *desk) string { return d.t("keepsake.title") }

func (k *keepsake) update(d *desk, msg tea.Msg) tea.Cmd {
	if key, ok := msg.(tea.KeyPressMsg); ok && (key.String() == "enter" || key.String() == "esc") {
		d.back()
	}
	return nil
}

func (k *keepsake) body(d *desk, w, _ int) page {
	rows := []string{"", "  " + d.theme.Selected.Render(d.cut(" "+k.code+" ", w-2)), ""}
	rows = append(rows, d.wrapped(d.t("keepsake.say"), w, d.theme.Muted)...)
	return page{rows: append(rows, "", d.cut("  "+d.connectLine(k.code), w))}
}

func (k *keepsake) keys(d *desk) []hint { return []hint{{"Enter", d.t("key.next")}} }
