package report

import (
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
)

func (b *builder) entries(all []*session.Entry) []Entry {
	out := []Entry{}
	for _, e := range all {
		out = append(out, b.entry(e))
	}
	return out
}

func (b *builder) entry(e *session.Entry) Entry {
	out := Entry{
		ID: e.ID, Code: e.Code(), Register: e.Register.Name, Meeting: e.Meeting, Group: e.Group, By: b.by(e.By), Audience: e.Audience,
		LedTo: b.ledTo(method.ContributionID(e.ID)), HandedTo: e.HandedTo, Carried: e.Carried(),
		Edited: e.Edited, TakenBack: e.TakenBack, of: e.Register, open: e.Open(), decided: e.Decided(), revision: e.Revision,
	}
	out.Fields = e.Register.Filled(e.Fields, nil)
	for _, f := range e.Register.Fields {
		b.field(&out, f)
	}
	for _, s := range e.Register.Supports(e.Fields) {
		b.name(s.Organisation)
	}
	b.name(e.HandedTo)
	for _, r := range e.Readings {
		out.Readings = append(out.Readings, b.reading(r))
	}
	return out
}

// field makes what a field holds fit to leave the server.
func (b *builder) field(e *Entry, f field.Field) {
	switch f.Shape {
	case field.ShapeFollows:
		if e.Follows == nil {
			e.Follows = map[string]bool{}
		}
		e.Follows[f.Key] = f.Get(e.Fields)[0] == "true"
	case field.ShapePairs:
		e.Pairs = b.Pairs(b.Entries[e.ID].Links())
	case field.ShapeLinks:
		for _, l := range f.Links(e.Fields) {
			if link, seen := b.link(l.To); seen {
				if e.Links == nil {
					e.Links = map[string][]Link{}
				}
				e.Links[f.Key] = append(e.Links[f.Key], link)
			}
		}
		f.Set(e.Fields, nil)
	case field.ShapeLine, field.ShapeText, field.ShapeCountry, field.ShapeCountries:
		f.Set(e.Fields, saidAll(f.Get(e.Fields)))
	}
}

func (b *builder) reading(r session.Reading) Reading {
	out := Reading{Reading: r, Day: method.Date(r.At.Format(time.DateOnly)), By: b.by(r.By), TakenBack: r.TakenBack}
	out.Line, out.Evidence = said(r.Line), said(r.Evidence)
	return out
}

// link is a link as far as it may be seen.
func (b *builder) link(to method.ContributionID) (Link, bool) {
	if e := b.Entries[method.EntryID(to)]; e != nil {
		return entryLink(e), true
	}
	link, seen := b.items[to]
	return link, seen
}

// itemLinks are the links that may lead to items. They are made once for a report:
// finding each anew would read every board for it.
func itemLinks(s *session.Shared) map[method.ContributionID]Link {
	all := map[method.ContributionID]Link{}
	for _, b := range s.Boards {
		for _, it := range b.Items {
			to := method.ContributionID(it.ID)
			all[to] = Link{To: to, Code: it.Code, Meeting: b.Meeting, Words: said(it.Text), Moderated: it.Moderation != nil}
		}
	}
	return all
}

func entryLink(e *session.Entry) Link {
	return Link{To: method.ContributionID(e.ID), Code: e.Code(), Meeting: e.Meeting, Words: said(e.Title())}
}

func entryLinks(entries []*session.Entry) []Link {
	var all []Link
	for _, e := range entries {
		all = append(all, entryLink(e))
	}
	return all
}

func (b *builder) ledTo(from method.ContributionID) []Link { return entryLinks(b.LedTo(from)) }

// name remembers an organisation that the report names.
func (b *builder) name(id method.OrganisationID) {
	if b.Organisations[id] != nil {
		b.named[id] = true
	}
}
