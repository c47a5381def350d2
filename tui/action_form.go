package tui

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
)

// actionForm is what a [promiseForm] asks of an action.
type actionForm struct {
	id    session.ActionID
	known bool // it stands already
}

// newActionDraft is the draft of something new.
const newActionDraft = "action/new"

// newActionForm asks for an action that comes from somewhere, or changes one
// that stands already.
func newActionForm(d *desk, existing *session.Action, from ...session.Origin) screen {
	if existing != nil {
		of := actionForm{existing.ID, true}
		return newPromiseForm(d, of, "action/"+string(existing.ID), existing.ActionFields, existing.Revision, from)
	}
	of := actionForm{id: session.NewID[session.ActionID](d.Host.Random())}
	from = withKept(d, newActionDraft, from)
	return newPromiseForm(d, of, newActionDraft, session.ActionFields{Kind: session.OtherAction, From: from}, 0, from)
}

func (a actionForm) title() string {
	if a.known {
		return "actions.change"
	}
	return "actions.new"
}

func (a actionForm) questions(d *desk, fields any) []*field {
	v, _ := fields.(session.ActionFields)
	standing, author := []*field{}, authorQuestions(d)
	if a.known {
		standing = []*field{oneField("status", d.t("action.status"), string(v.Status), enumOptions(d, "status.", session.Statuses()))}
		author = nil
	}
	return slices.Concat(titleQuestions(d, v.Title, v.Description), standing,
		countryQuestions(d, v.Countries),
		supportQuestions(d, v.Lead, v.Contributors, d.t("action.contributors")),
		[]*field{
			originQuestion(d, v.From, ""),
			oneField("kind", d.t("promise.kind"), string(v.Kind), enumOptions(d, "action.kind.", session.ActionKinds())),
			oneField("scope", d.t("action.scope"), string(v.Scope), enumOptions(d, "scope.", append([]session.Scope{""}, session.Scopes()...))),
			lineField("mechanism", d.t("action.mechanism"), v.Mechanism, session.MaxTitle),
			lineField("window", d.t("action.window"), v.Window, session.MaxTitle),
		},
		dateQuestions(d, v.Start, v.End, v.NextReview), author)
}

func (a actionForm) change(d *desk, f *form, revision int) change {
	fields := session.ActionFields{
		Title: f.get("title"), Description: f.get("description"), Kind: session.ActionKind(f.get("kind")),
		Lead: leadOf(f), Contributors: othersOf(f), Countries: countriesOf(d, f), Scope: session.Scope(f.get("scope")),
		Mechanism: f.get("mechanism"), Window: f.get("window"),
		Start: dateOf(f, "dates"), End: dateOf(f, "end"), NextReview: dateOf(f, "next_review"),
		From: originsOf(f.getAll("from")), Status: session.Status(f.get("status")),
	}
	if a.known {
		return &session.EditAction{Action: a.id, Revision: revision, Fields: fields}
	}
	return &session.PlanAction{
		Action: a.id, Meeting: d.meeting, Fields: fields,
		Attribution: session.Ladder(f.get("attribution")), Audience: session.Audience(f.get("audience")),
	}
}

// countryQuestions ask for the countries: to mark among those of the meeting
// and those named before, and to type any other.
func countryQuestions(d *desk, named []session.Country) []*field {
	options, chosen := []option{}, []string{}
	for _, c := range countriesHere(d, named) {
		options = append(options, option{string(c), d.words.Country(c)})
	}
	for _, c := range named {
		chosen = append(chosen, string(c))
	}
	marked := manyField("country", d.t("action.countries"), chosen, options)
	marked.note = d.t("action.countries_note")
	other := lineField("other_countries", d.t("action.other_countries"), "", session.MaxSupports*session.MaxLabel)
	other.note = d.t("action.other_countries_note")
	return []*field{marked, other}
}

// countriesHere are those named, then those of the meeting's members and boards.
func countriesHere(d *desk, named []session.Country) []session.Country {
	var here []session.Country
	for _, m := range d.shared.Present(d.meeting) {
		here = append(here, m.Country)
	}
	for _, b := range d.shared.BoardsOf(d.meeting) {
		here = append(here, b.Country)
	}
	slices.Sort(here)
	all := slices.Clone(named)
	for _, c := range here {
		if c != "" && !slices.Contains(all, c) {
			all = append(all, c)
		}
	}
	return all
}

// countriesOf reads both questions; the domain drops what is named twice.
func countriesOf(d *desk, f *form) []session.Country {
	var all []session.Country
	for _, c := range f.getAll("country") {
		all = append(all, session.Country(c))
	}
	for _, c := range strings.Split(f.get("other_countries"), ",") {
		all = append(all, countryTyped(d, c))
	}
	return all
}
