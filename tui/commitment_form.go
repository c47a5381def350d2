package tui

import (
	"slices"

	"github.com/convene-ssh/convene/session"
)

// commitmentForm is what a [promiseForm] asks of a commitment.
type commitmentForm struct {
	id    session.CommitmentID
	known bool // it stands already
}

// newCommitmentForm asks for a commitment that comes from somewhere, or changes
// one that stands already.
func newCommitmentForm(d *desk, existing *session.Commitment, from ...session.Origin) screen {
	if existing != nil {
		of := commitmentForm{existing.ID, true}
		return newPromiseForm(d, of, session.NameDraft("commitment", existing.Meeting, string(existing.ID)), existing.CommitmentFields, existing.Revision, from)
	}
	of := commitmentForm{id: session.NewID[session.CommitmentID](d.Host.Random())}
	draft := session.NameDraft("commitment", d.meeting, "new")
	from = withKept(d, draft, from)
	return newPromiseForm(d, of, draft, session.CommitmentFields{From: from}, 0, from)
}

func (c commitmentForm) title() string {
	if c.known {
		return "commitments.change"
	}
	return "commitments.new"
}

func (c commitmentForm) questions(d *desk, fields any) []*field {
	v, _ := fields.(session.CommitmentFields)
	standing, author := []*field{}, authorQuestions(d)
	if c.known {
		standing, author = []*field{
			oneField("stage", d.t("promise.stage"), string(v.Stage), enumOptions(d, "stage.", session.Stages())),
			lineField("reason", d.t("promise.reason"), v.Reason, session.MaxItem),
		}, nil
	}
	return slices.Concat(titleQuestions(d, v.Title, v.Description), standing,
		supportQuestions(d, v.Lead, "supporting", d.t("promise.supporting"), v.Supporting),
		[]*field{
			originQuestion(d, v.From, c.id),
			oneField("kind", d.t("promise.kind"), string(v.Kind), enumOptions(d, "commitment.kind.", session.CommitmentKinds())),
			oneField("mode", d.t("promise.mode"), string(v.Mode), enumOptions(d, "commitment.mode.", session.CommitmentModes())),
			countryField(d, "country", d.t("promise.country"), v.Country),
			oneField("level", d.t("promise.level"), string(v.Level), enumOptions(d, "level.", append([]session.Level{""}, session.Levels()...))),
		},
		dateQuestions(d, v.Start, v.End, v.NextReview), author)
}

func (c commitmentForm) change(d *desk, f *form, revision int) change {
	fields := session.CommitmentFields{
		Title: f.get("title"), Description: f.get("description"),
		Kind: session.CommitmentKind(f.get("kind")), Mode: session.CommitmentMode(f.get("mode")),
		Lead: leadOf(f), Supporting: othersOf(f, "supporting"),
		Country: session.Country(f.get("country")), Level: session.Level(f.get("level")),
		Start: dateOf(f, "start"), End: dateOf(f, "end"), NextReview: dateOf(f, "next_review"),
		From: originsOf(f.getAll("from")), Stage: session.Stage(f.get("stage")), Reason: f.get("reason"),
	}
	if c.known {
		return &session.EditCommitment{Commitment: c.id, Revision: revision, Fields: fields}
	}
	return &session.MakeCommitment{
		Commitment: c.id, Meeting: d.meeting, Fields: fields,
		Attribution: session.Ladder(f.get("attribution")), Audience: session.Audience(f.get("audience")),
	}
}
