package tui

import (
	"slices"
	"strings"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
)

// The questions that commitments and actions share. Each is laid out with the
// answers that there are, and read back by a function beside it.

func titleQuestions(d *desk, title, description string) []*field {
	return []*field{
		lineField("title", d.t("promise.title"), title, session.MaxTitle),
		tallField("description", d.t("promise.description"), description, session.MaxText),
	}
}

// supportQuestions ask who leads and who else stands behind it, which each register
// calls in its own way.
func supportQuestions(d *desk, lead session.Support, key, label string, others []session.Support) []*field {
	organisations := organisationOptions(d)
	var named []string
	for _, s := range others {
		named = append(named, string(s.Organisation))
	}
	none := option{"", d.t("organisation.none")}
	leads := oneField("lead", d.t("promise.lead"), string(lead.Organisation), append([]option{none}, organisations...))
	leads.note = d.t("promise.support_note")
	support := manyField(key, label, named, organisations)
	support.note = d.t("promise.support_note")
	return []*field{leads, support}
}

// organisationOptions are the community's organisations by name, the person's
// own before the others.
func organisationOptions(d *desk) []option {
	all := []option{}
	for _, o := range d.shared.Organisations {
		all = append(all, option{string(o.ID), o.Name})
	}
	slices.SortFunc(all, func(a, b option) int { return strings.Compare(a.value, b.value) })
	locale.Sort(d.words, all, func(o option) string { return o.label })
	rank := func(o option) int {
		if o.value == string(d.own.Member.Organisation) {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(all, func(a, b option) int { return rank(a) - rank(b) })
	return all
}

func leadOf(f *form) session.Support {
	return session.Support{Organisation: session.OrganisationID(f.get("lead"))}
}

// othersOf leaves out the lead, which is not named twice.
func othersOf(f *form, key string) []session.Support {
	var all []session.Support
	for _, id := range f.getAll(key) {
		if id != f.get("lead") {
			all = append(all, session.Support{Organisation: session.OrganisationID(id)})
		}
	}
	return all
}

// dateQuestions ask for days.
func dateQuestions(d *desk, start, end, review session.Date) []*field {
	note := d.t("promise.date_note")
	return []*field{
		dateField(d, "start", d.t("promise.start"), start, note),
		dateField(d, "end", d.t("promise.end"), end, note),
		dateField(d, "next_review", d.t("promise.next_review"), review, note),
	}
}

func dateOf(f *form, key string) session.Date { return session.Date(strings.TrimSpace(f.get(key))) }

// originWidth is how many cells the words of an origin may have.
const originWidth = 48

// originQuestion asks what it came from: what there is in the meeting to come
// from, and what was named before.
func originQuestion(d *desk, from []session.Origin, self session.CommitmentID) *field {
	options, chosen := []option{}, []string{}
	for _, o := range from {
		chosen = append(chosen, originValue(o))
	}
	for _, o := range append(from[:len(from):len(from)], originsHere(d, from)...) {
		if id, label := originWords(d, o); id != "" && id != string(self) {
			options = append(options, option{originValue(o), d.cut(label, originWidth)})
		}
	}
	q := manyField("from", d.t("promise.from"), chosen, options)
	q.note = d.t("promise.from_note")
	return q
}

// originsHere lists the meeting's revealed items and its commitments, without
// what was taken back and without those that are named already.
func originsHere(d *desk, named []session.Origin) []session.Origin {
	var all []session.Origin
	for _, b := range boards(d) {
		for _, q := range session.Quadrants() {
			for _, it := range b.In(q) {
				if it.Code != "" && !it.TakenBack {
					all = append(all, session.Origin{Item: it.ID})
				}
			}
		}
	}
	for _, c := range d.shared.CommitmentsOf(d.meeting) {
		if !c.TakenBack {
			all = append(all, session.Origin{Commitment: c.ID})
		}
	}
	return slices.DeleteFunc(all, func(o session.Origin) bool { return slices.Contains(named, o) })
}

// originValue is an origin as the value of an option.
func originValue(o session.Origin) string {
	if o.Item != "" {
		return "item/" + string(o.Item)
	}
	return "commitment/" + string(o.Commitment)
}

// originsOf reads the values back.
func originsOf(values []string) []session.Origin {
	var all []session.Origin
	for _, v := range values {
		switch kind, id, _ := strings.Cut(v, "/"); kind {
		case "item":
			all = append(all, session.Origin{Item: session.ItemID(id)})
		case "commitment":
			all = append(all, session.Origin{Commitment: session.CommitmentID(id)})
		}
	}
	return all
}

// authorQuestions ask what something new shows of its author, and who may read it.
func authorQuestions(d *desk) []*field {
	return []*field{
		oneField("attribution", d.t("promise.attribution"), string(offered(d, d.own.Member.Attribution)),
			enumOptions(d, "attribution.", ladders(d))),
		oneField("audience", d.t("promise.audience"), string(d.shared.AudienceOf(d.member)),
			enumOptions(d, "audience.", readable(d))),
	}
}
