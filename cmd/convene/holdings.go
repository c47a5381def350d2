package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/tui/kit"
)

// holdingsCommand is there over SSH only: at the shell nobody is a person.
func (d *door) holdingsCommand() *cobra.Command {
	return &cobra.Command{
		Use:  "holdings",
		Args: exactly(0),
		RunE: func(c *cobra.Command, _ []string) error {
			if d.person == "" {
				return refusal.New(refusal.NeedsCode)
			}
			all, err := d.host.Holdings(c.Context(), d.person)
			if err != nil {
				return err
			}
			return writeHoldings(c.OutOrStdout(), all)
		},
	}
}

// writeHoldings writes a line for each thing that is held: what it is, in which
// community, and the rest, with tabs between.
func writeHoldings(w io.Writer, all host.Holdings) error {
	var b strings.Builder
	line := func(columns ...string) { // which were cleaned into one line without tabs
		b.WriteString(clean.Out(strings.Join(columns, "\t")) + "\n")
	}
	line("language", all.Language)
	for _, key := range all.Keys {
		line("key", string(key))
	}
	line("return_code", fmt.Sprint(all.HasReturnCode()))
	for _, in := range all.Communities {
		community := string(in.Short)
		of := func(id method.MeetingID) string { return place{listing: in.Listing, meeting: in.Meetings[id]}.name() }
		line("profile", community, in.Profile.Name, in.Profile.Organisation, string(in.Profile.Country), string(in.Profile.Attribution))
		if contact := in.Member.Contact; contact.Words != "" {
			line("contact", community, contact.Words, string(contact.For))
		}
		line("lived_experience", community, fmt.Sprint(in.Lived))
		line("reads", community, string(in.Reads))
		for _, m := range in.Attends {
			line("meeting", of(m.ID), string(m.Attendance.Of(in.Member.ID)), m.Title)
		}
		line("codes_used", community, strconv.Itoa(in.Codes))
		line("open_votes", community, strconv.Itoa(in.Ballots))
		line("wanted_questions", community, strconv.Itoa(in.Wanted))
		line("uncounted_answers", community, strconv.Itoa(in.Answers))
		for _, c := range in.Contributions {
			traced := "signed"
			if c.Linked {
				traced = "linked"
			}
			line("contribution", of(c.Meeting), traced, string(c.Shows), c.Code, c.Words)
			for _, x := range takenBy(c.Exports) {
				line("taken", of(c.Meeting), c.Code, x.Last.Format(time.RFC3339), cmp.Or(x.Name, string(x.Outsider)), string(x.Audience))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(in.Drafts)) {
			line("draft", of(name.Meeting()), string(name), kit.DraftWords(in.Drafts[name]))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// takenBy are the latest exports of each who took any for some readers, in whatever format.
func takenBy(all []session.Exported) (some []session.Exported) {
	for _, x := range all { // the latest first
		same := func(o session.Exported) bool {
			return o.By == x.By && o.Outsider == x.Outsider && o.Audience == x.Audience
		}
		if !slices.ContainsFunc(some, same) {
			some = append(some, x)
		}
	}
	return some
}
