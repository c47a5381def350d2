package tui

import (
	"github.com/convene-ssh/convene/session"
)

// commitment is one commitment behind a [promiseScreen].
type commitment struct{ id session.CommitmentID }

func newCommitment(id session.CommitmentID) screen { return &promiseScreen{of: commitment{id}} }

func commitmentPromise(d *desk, c *session.Commitment) promise {
	return promise{
		id: string(c.ID), meeting: c.Meeting, code: c.Code(), title: c.Title, description: c.Description,
		lead: c.Lead, others: c.Supporting, from: c.From, Authored: c.Authored, revision: c.Revision, fields: c.CommitmentFields, audience: c.Audience, takenBack: c.TakenBack,
		beside: supports(d, c.Lead), standing: word(d, "stage.", c.Stage),
	}
}

func (c commitment) find(d *desk) (promise, bool) {
	if found := d.shared.Commitments[c.id]; found != nil {
		return commitmentPromise(d, found), true
	}
	return promise{}, false
}

func (c commitment) facts(d *desk) []fact {
	f := d.shared.Commitments[c.id].CommitmentFields
	return []fact{
		{d.t("promise.stage"), word(d, "stage.", f.Stage)},
		{d.t("promise.reason"), f.Reason},
		{d.t("promise.kind"), word(d, "commitment.kind.", f.Kind)},
		{d.t("promise.mode"), word(d, "commitment.mode.", f.Mode)},
		{d.t("promise.lead"), supports(d, f.Lead)},
		{d.t("promise.supporting"), supports(d, f.Supporting...)},
		{d.t("promise.country"), d.words.Country(f.Country)},
		{d.t("promise.level"), word(d, "level.", f.Level)},
		{d.t("promise.period"), d.words.Days(f.Start, f.End)},
		{d.t("promise.next_review"), d.words.Day(f.NextReview)},
	}
}

func (c commitment) origin() session.Origin { return session.Origin{Commitment: c.id} }

func (c commitment) questions(d *desk, fields any) []*field {
	return commitmentForm{c.id, true}.questions(d, fields)
}

func (c commitment) edit(d *desk) screen { return newCommitmentForm(d, d.shared.Commitments[c.id]) }

func (c commitment) confirm(o session.OrganisationID) change {
	return &session.ConfirmCommitment{Commitment: c.id, Organisation: o}
}

func (c commitment) takeBack() change { return &session.TakeBackCommitment{Commitment: c.id} }
