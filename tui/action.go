package tui

import (
	"strings"

	"github.com/convene-ssh/convene/session"
)

// action is one action behind a [promiseScreen].
type action struct{ id session.ActionID }

func newAction(id session.ActionID) screen { return &promiseScreen{of: action{id}} }

func actionPromise(d *desk, a *session.Action) promise {
	return promise{
		id: string(a.ID), meeting: a.Meeting, code: a.Code(), title: a.Title, description: a.Description,
		lead: a.Lead, others: a.Contributors, from: a.From, Authored: a.Authored, revision: a.Revision, fields: a.ActionFields, audience: a.Audience, takenBack: a.TakenBack,
		beside: labels(a.Countries, d.theme.Glyphs.Between), mark: crossCountry(d, &a.ActionFields),
		standing: word(d, "status.", a.Status),
	}
}

// labels are countries in short, as ID·MY·TH.
func labels(countries []session.Country, between string) string {
	var all []string
	for _, c := range countries {
		all = append(all, string(c))
	}
	return strings.Join(all, between)
}

// crossCountry marks an action of two or more countries, by a shape and a word.
func crossCountry(d *desk, f *session.ActionFields) string {
	if !f.CrossCountry() {
		return ""
	}
	return " " + d.theme.Glyphs.Across + " " + d.t("cross_country")
}

func (a action) find(d *desk) (promise, bool) {
	if found := d.shared.Actions[a.id]; found != nil {
		return actionPromise(d, found), true
	}
	return promise{}, false
}

func (a action) facts(d *desk) []fact {
	f := d.shared.Actions[a.id].ActionFields
	var countries []string
	for _, c := range f.Countries {
		countries = append(countries, d.words.Country(c))
	}
	return []fact{
		{d.t("action.status"), word(d, "status.", f.Status)},
		{d.t("promise.kind"), word(d, "action.kind.", f.Kind)},
		{d.t("action.countries"), strings.Join(countries, ", ") + crossCountry(d, &f)},
		{d.t("promise.lead"), supports(d, f.Lead)},
		{d.t("action.contributors"), supports(d, f.Contributors...)},
		{d.t("action.scope"), word(d, "scope.", f.Scope)},
		{d.t("action.mechanism"), f.Mechanism},
		{d.t("action.window"), f.Window},
		{d.t("promise.period"), d.words.Days(f.Start, f.End)},
		{d.t("promise.next_review"), d.words.Day(f.NextReview)},
	}
}

// origin is empty: nothing comes from an action yet.
func (a action) origin() session.Origin { return session.Origin{} }

func (a action) questions(d *desk, fields any) []*field {
	return actionForm{a.id, true}.questions(d, fields)
}

func (a action) edit(d *desk) screen { return newActionForm(d, d.shared.Actions[a.id]) }

func (a action) confirm(o session.OrganisationID) change {
	return &session.ConfirmAction{Action: a.id, Organisation: o}
}

func (a action) takeBack() change { return &session.TakeBackAction{Action: a.id} }
