package main

import (
	"bytes"
	"context"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/convene-ssh/convene/cmd/convene/files"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report"
)

// files are what somebody may take away, for clients that copy files:
// MEETING/AUDIENCE/minutes.md and so on.
func (m *Main) files(ctx context.Context, c sshd.Caller, errs io.Writer) fs.FS {
	d := m.door(c)
	f := folder{d.asker(errs), d, errs, &m.made}
	return files.Tree{At: time.Now(), Root: func() ([]files.Node, error) { return f.meetings(ctx) }}
}

// folder is what somebody may take away.
type folder struct {
	by   asker
	door *door
	errs io.Writer // what they read of what goes wrong
	made *files.Press
}

// dependence is all that a file depends on.
type dependence struct {
	view     session.Version
	meeting  method.MeetingID
	language string
	format   report.Format
	choice   report.Choice
}

// named are the places that the asker may enter, by the names of their folders.
func (f folder) named(ctx context.Context) ([]namedPlace, error) {
	all, err := f.by.places(ctx)
	if err != nil {
		return nil, err
	}
	var named []namedPlace
	for _, p := range all {
		var community method.CommunityID
		if len(leading(all, string(p.meeting.Short))) > 1 {
			community = p.listing.Short
		}
		named = append(named, namedPlace{report.Folder(community, p.meeting.Short), p})
	}
	return named, nil
}

// leading are those to which the name of a meeting leads, in whatever community.
func leading[P interface{ leads(typed string) bool }](all []P, typed string) []P {
	return slices.DeleteFunc(slices.Clone(all), func(p P) bool { return !p.leads(typed) })
}

// namedPlace is a meeting with the name of its folder.
type namedPlace struct {
	folder string
	place
}

// leadsTo reports whether somebody who asks for a folder means that of the meeting: every
// folder is also called COMMUNITY.MEETING.
func (p namedPlace) leadsTo(typed string) bool {
	if community, meeting, both := strings.Cut(typed, "."); both {
		return p.leads(community + "/" + meeting)
	}
	return p.leads(typed)
}

func (f folder) meetings(ctx context.Context) ([]files.Node, error) {
	all, err := f.named(ctx)
	if err != nil {
		return nil, err
	}
	entries := []files.Node{{
		Leads:  func(typed string) bool { return len(leading(all, typed)) > 1 },
		Barred: &told{"command.ambiguous_folder", nil, exitRefused},
	}}
	some := len(all) == 0
	for _, p := range all {
		e := files.Node{
			Name: p.folder, Leads: p.leadsTo,
			Folder: func() ([]files.Node, error) { return f.audiences(ctx, p.place), nil },
		}
		if !p.role(p.meeting.ID).May(method.Export) {
			e.Barred = refusal.New(refusal.NotAllowed)
		}
		some = some || e.Barred == nil
		entries = append(entries, e)
	}
	if !some { // an empty folder would be taken for all that there is
		return nil, refusal.New(refusal.NotAllowed)
	}
	return entries, nil
}

func (f folder) audiences(ctx context.Context, p place) []files.Node {
	var all []files.Node
	for _, a := range method.Audiences() {
		e := files.Node{Name: string(a), Folder: func() ([]files.Node, error) { return f.documents(ctx, p, a) }}
		if !p.Audience.Reads(a) {
			e.Barred = refusal.New(refusal.NotAllowed)
		}
		all = append(all, e)
	}
	return all
}

// documents are the files of a meeting for an audience.
func (f folder) documents(ctx context.Context, p place, a method.Audience) ([]files.Node, error) {
	shared, err := f.by.host.Shared(ctx, p.ID, a)
	if err != nil {
		return nil, err
	}
	var all []files.Node
	add := func(of report.Format, c report.Choice) {
		all = append(all, files.Node{
			Name: of.File(c),
			File: func() (*files.Made, error) { return f.file(shared, p.meeting.ID, of, c) },
			Read: func() error {
				return f.door.record(ctx, f.errs, f.by.host, p.ID, p.member, taking(p.meeting.ID, a, of, c))
			},
		})
	}
	for _, of := range report.Formats() {
		switch {
		case of.Document():
			for _, t := range report.Templates() {
				if slices.Contains(t.Audiences(), a) {
					add(of, report.Choice{Template: t})
				}
			}
		case of == report.FormatCSV:
			for _, t := range report.Tables(shared.Registers) {
				add(of, report.Choice{Table: t})
			}
		default:
			add(of, report.Choice{})
		}
	}
	return all, nil
}

// file is made once for all who may read the same.
func (f folder) file(s *session.Shared, meeting method.MeetingID, of report.Format, c report.Choice) (*files.Made, error) {
	now := time.Now()
	return f.made.Take(dependence{s.Revision, meeting, f.door.words.Language, of, c}, now, func() ([]byte, error) {
		r, done, err := f.by.press.Take(s, meeting, f.door.words, now)
		if err != nil {
			return nil, err
		}
		defer done()
		var b bytes.Buffer
		err = report.Write(&b, of, r, c)
		return b.Bytes(), err
	})
}
