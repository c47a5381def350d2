package report

import (
	"cmp"
	"maps"
	"slices"

	"github.com/convene-ssh/convene/session"
)

// links is the chain from item to commitment to action, both ways. It is made
// once per report: finding each link anew would read everything for each.
type links struct {
	origins map[session.Origin]Link   // what things came from
	down    map[session.Origin][]Link // what came from them, in the order of their codes
}

// linksOf finds the links in what may be seen; all others are left out.
func linksOf(c *session.Community) links {
	l := links{map[session.Origin]Link{}, map[session.Origin][]Link{}}
	for _, b := range c.Boards {
		for _, it := range b.Items {
			l.origins[session.Origin{Item: it.ID}] = Link{Item: it.ID, Code: it.Code, Meeting: b.Meeting, Words: said(it.Text)}
		}
	}
	commitments := slices.SortedFunc(maps.Values(c.Commitments), func(a, b *session.Commitment) int {
		return cmp.Compare(a.Number, b.Number)
	})
	for _, m := range commitments {
		link := Link{Commitment: m.ID, Code: m.Code(), Meeting: m.Meeting, Words: said(m.Title)}
		l.origins[session.Origin{Commitment: m.ID}] = link
		l.add(link, m.From)
	}
	actions := slices.SortedFunc(maps.Values(c.Actions), func(a, b *session.Action) int {
		return cmp.Compare(a.Number, b.Number)
	})
	for _, a := range actions {
		l.add(Link{Action: a.ID, Code: a.Code(), Meeting: a.Meeting, Words: said(a.Title)}, a.From)
	}
	return l
}

func (l links) add(link Link, from []session.Origin) {
	for _, o := range from {
		if !slices.Contains(l.down[o], link) {
			l.down[o] = append(l.down[o], link)
		}
	}
}

// up lists what something came from, as far as it may be seen.
func (l links) up(from []session.Origin) []Link {
	var out []Link
	for _, o := range from {
		if link, seen := l.origins[o]; seen {
			out = append(out, link)
		}
	}
	return out
}
