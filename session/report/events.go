package report

import (
	"iter"
	"time"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/locale"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/report/block"
)

// events are what belongs in a calendar: the meeting and its agenda, the next one, and
// the days on which something is due or looked at again.
func (p *page) events() iter.Seq[block.Event] {
	return func(yield func(block.Event) bool) {
		for _, of := range []iter.Seq[block.Event]{p.meetings(), p.timed(), p.dated("due", p.toDo(), Entry.due), p.dated("review", p.reviewed(), Entry.review)} {
			for e := range of {
				if p.Community.Sample {
					e.Text = locale.Joined("\n", p.w.T("sample"), e.Text)
				}
				if !yield(e) {
					return
				}
			}
		}
	}
}

// id names an event of the community, the same in every export.
func (p *page) id(kind, of string) string {
	return kind + "." + of + "@" + string(p.Community.ID) + ".convene"
}

// meetings are this one and the next, where these readers may learn of it.
func (p *page) meetings() iter.Seq[block.Event] {
	return func(yield func(block.Event) bool) {
		for _, m := range []*session.Meeting{p.view.Meetings[p.Meeting.ID], p.following()} {
			if m == nil {
				continue
			}
			first, err := time.Parse(time.DateOnly, string(m.First))
			if err != nil {
				continue
			}
			e := block.Event{
				ID: p.id("meeting", string(m.ID)), Revision: m.Revision, Title: said(m.Title), Place: said(m.Place),
				From: first, Days: m.Days(),
			}
			if !yield(e) {
				return
			}
		}
	}
}

// timed are the items of the agenda that have a time.
func (p *page) timed() iter.Seq[block.Event] {
	return func(yield func(block.Event) bool) {
		for _, a := range p.Meeting.Agenda {
			from, err := time.Parse("2006-01-02 15:04", string(p.Meeting.day(a))+" "+a.Start)
			if err != nil {
				continue
			}
			e := block.Event{
				ID: p.id("agenda", string(p.Meeting.ID)+"."+string(a.ID)), Revision: p.Meeting.revision,
				Title: locale.Joined(" · ", p.w.T("agenda."+string(a.Kind)), a.Title), Text: p.Meeting.Title, Place: p.Meeting.Place,
				From: from, Lasts: time.Duration(a.Minutes) * time.Minute, Busy: true,
			}
			if !yield(e) {
				return
			}
		}
	}
}

// dated are the days that entries name.
func (p *page) dated(kind string, all []*Entry, day func(Entry) method.Date) iter.Seq[block.Event] {
	return func(yield func(block.Event) bool) {
		for _, entry := range all {
			from, err := time.Parse(time.DateOnly, string(day(*entry)))
			if err != nil {
				continue
			}
			e := block.Event{
				ID: p.id(kind, string(entry.ID)), Revision: entry.revision,
				Title: p.w.T("report.event."+kind, "what", entry.Code+" "+p.title(*entry)),
				Text:  locale.Joined("\n", p.who(*entry), p.stage(*entry)), From: from, Days: 1,
			}
			if !yield(e) {
				return
			}
		}
	}
}
