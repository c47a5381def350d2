package main

import (
	"context"
	"errors"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/refusal"
)

// place is a meeting with what the asker sees of its community.
type place struct {
	sight
	listing directory.Listing
	meeting *session.Meeting
}

// name is what people type to mean this meeting and no other, or its community where it is
// no meeting's.
func (p place) name() string {
	if p.meeting == nil {
		return string(p.listing.Short)
	}
	return string(p.listing.Short) + "/" + string(p.meeting.Short)
}

// leads reports whether somebody who has typed MEETING or COMMUNITY/MEETING means it.
func (p place) leads(typed string) bool {
	community, meeting, both := strings.Cut(typed, "/")
	if !both {
		return p.meeting.Leads(typed)
	}
	return p.listing.Leads(community) && p.meeting.Leads(meeting)
}

// reach opens the communities that the asker may enter, of those that are wanted. One
// that cannot be read does not stand in the way of the others: it is named to them.
func (a asker) reach(ctx context.Context, wanted func(directory.Listing) bool) ([]place, []unreadable) {
	var all []place
	var failed []unreadable
	for _, l := range a.communities() {
		if !wanted(l) {
			continue
		}
		s, err := a.see(ctx, l.ID)
		if err == nil {
			all = append(all, place{sight: s, listing: l})
		} else if !shut(err) {
			failed = append(failed, unreadable{l, err})
		}
	}
	return all, failed
}

// every community that the asker may enter is wanted.
func every(directory.Listing) bool { return true }

// goOn warns of what cannot be read, unless there is nothing else to be had.
func (a asker) goOn(some bool, failed []unreadable) error {
	if !some && len(failed) > 0 {
		return failed[0].err
	}
	for _, u := range failed {
		a.warn(u)
	}
	return nil
}

// places lists the meetings that the asker may enter, by community and the newest first.
func (a asker) places(ctx context.Context) ([]place, error) {
	communities, failed := a.reach(ctx, every)
	return meetingsOf(communities), a.goOn(len(communities) > 0, failed)
}

// meetingsOf are the meetings of communities that the asker may enter.
func meetingsOf(communities []place) (all []place) {
	for _, p := range communities {
		for _, m := range p.Series() {
			if p.role(m.ID) != "" {
				all = append(all, place{p.sight, p.listing, m})
			}
		}
	}
	return all
}

// shut reports whether somebody is kept out of a community that they once joined: they were
// sent out, or a dropped line cut their joining short.
func shut(err error) bool {
	return errors.Is(err, refusal.New(refusal.NeedsCode)) || errors.Is(err, refusal.New(refusal.SentOut))
}

// find finds the meeting that somebody means by MEETING or COMMUNITY/MEETING.
func (a asker) find(ctx context.Context, typed string) (place, error) {
	if !a.owner && a.person == "" {
		return place{}, refusal.New(refusal.NeedsCode)
	}
	wanted := every
	if community, _, both := strings.Cut(typed, "/"); both {
		wanted = func(l directory.Listing) bool { return l.Leads(community) }
	}
	communities, failed := a.reach(ctx, wanted)
	found, err := pick(meetingsOf(communities), typed)
	some := !errors.Is(err, refusal.New(refusal.NotFound)) // otherwise it may be where nothing can be read
	if unread := a.goOn(some, failed); unread != nil {
		return place{}, unread
	}
	return found, err
}

// findToAct finds a meeting in which somebody changes something: as a member of its
// community, which an organiser of the installation is once they have entered it.
func (a asker) findToAct(ctx context.Context, typed string) (place, error) {
	p, err := a.find(ctx, typed)
	if err == nil && p.member == "" {
		err = &told{"command.not_entered", facts{"community": p.listing.Name}, exitRefused}
	}
	return p, err
}

// pick is the one that somebody means by MEETING or COMMUNITY/MEETING.
func pick[P interface{ leads(typed string) bool }](all []P, typed string) (one P, err error) {
	found := leading(all, typed)
	switch len(found) {
	case 0:
		return one, refusal.New(refusal.NotFound, "name", typed)
	case 1:
		return found[0], nil
	}
	return one, &told{"command.ambiguous", facts{"meeting": typed}, exitRefused}
}

func (d *door) meetingsCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "meetings",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			return d.enter(c, func(a asker) error {
				if !a.owner && a.person == "" {
					return refusal.New(refusal.NeedsCode)
				}
				all, err := a.places(c.Context())
				if err != nil {
					return err
				}
				var b strings.Builder
				for _, p := range all {
					m := p.meeting
					columns := []string{p.name(), string(m.First), string(m.Last), string(p.role(m.ID)), m.Title}
					// Titles were cleaned into one line without tabs.
					b.WriteString(clean.Out(strings.Join(columns, "\t")) + "\n")
				}
				_, err = io.WriteString(c.OutOrStdout(), b.String())
				return err
			})
		},
	}
}
