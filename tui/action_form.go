package tui

import (
	"slices"

	"github.com/convene-ssh/convene/session"
)

// actionForm is what a [promiseForm] asks of an action.
type actionForm struct {
	id    session.ActionID
	known bool // it stands already
}

// newActionForm asks for an action that comes from somewhere, or changes one
// that stands already.
func newActionForm(d *desk, existing *session.Action, from ...session.Origin) screen {
	if existing != nil {
		of := actionForm{existing.ID, true}
		return newPromiseForm(d, of, session.NameDraft("action", existing.Meeting, string(existing.ID)), existing.ActionFields, existing.Revision, from)
	}
	of := actionForm{id: session.NewID[session.ActionID](d.Host.Random())}
	draft := session.NameDraft("action", d.meeting, "new")
	from = withKept(d, draft, from)
	return newPromiseForm(d, of, draft, session.ActionFields{Kind: session.OtherAction, From: from}, 0, from)
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
		[]*field{countriesField(d, "countries", d.t("action.countries"), v.Countries)},
		supportQuestions(d, v.Lead, "contributors", d.t("action.contributors"), v.Contributors),
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
		Lead: leadOf(f), Contributors: othersOf(f, "contributors"), Countries: countriesOf(f), Scope: session.Scope(f.get("scope")),
		Mechanism: f.get("mechanism"), Window: f.get("window"),
		Start: dateOf(f, "start"), End: dateOf(f, "end"), NextReview: dateOf(f, "next_review"),
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

func countriesOf(f *form) []session.Country {
	var all []session.Country
	for _, c := range f.getAll("countries") {
		all = append(all, session.Country(c))
	}
	return all
}
