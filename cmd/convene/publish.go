package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"math"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/cmd/convene/files"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report"
	"github.com/convene-ssh/convene/session/report/html"
)

func (d *door) publishCommand() *cobra.Command {
	var audience, language string
	c := &cobra.Command{
		Use:  "publish DIR [MEETING...]",
		Args: between(1, math.MaxInt),
		RunE: func(c *cobra.Command, args []string) error {
			meant := method.Audience(audience)
			if !meant.Valid() {
				return refusal.NoneOf("audience", method.Audiences())
			}
			words, err := d.wordsIn(language)
			if err != nil {
				return err
			}
			of := *d // whose own words stay as they are
			of.words = words
			return d.enter(c, func(a asker) error {
				return (&publication{folder{a, &of, c.ErrOrStderr(), &files.Press{}}, meant, args[0], args[1:]}).write(c.Context())
			})
		},
	}
	c.Flags().StringVar(&audience, "audience", string(method.Public), "")
	c.Flags().StringVar(&language, "language", "", "")
	return c
}

// publication is what people of an audience may read, on its way into a folder.
type publication struct {
	folder
	audience method.Audience
	to       string
	typed    []string // the meetings that are meant; none for all that are closed
}

// meant are the meetings that go into the folder. One that is still to come says where and
// when people will meet, which nobody may learn before whoever publishes has said so.
func (p *publication) meant(ctx context.Context) ([]namedPlace, error) {
	all, err := p.named(ctx)
	if err != nil {
		return nil, err
	}
	chosen := map[string]bool{}
	for _, typed := range p.typed {
		one, err := pick(all, typed)
		if err != nil {
			return nil, err
		}
		chosen[one.name()] = true
	}
	all = slices.DeleteFunc(all, func(m namedPlace) bool {
		return !chosen[m.name()] && !(len(p.typed) == 0 && m.meeting.Closed)
	})
	if len(all) == 0 {
		return nil, &told{"command.publish_none", nil, exitRefused}
	}
	return all, nil
}

// write fills the folder, which is new or empty, and last the page that leads to the
// rest.
func (p *publication) write(ctx context.Context) error {
	if there, err := os.ReadDir(p.to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	} else if !isEmpty(there) {
		return &told{"command.publish_exists", facts{"folder": p.to}, exitRefused}
	}
	tree := files.Tree{At: time.Now(), Root: func() ([]files.Node, error) { return p.meetings(ctx) }}
	meetings, err := p.meant(ctx)
	if err != nil {
		return err
	}
	var parts []html.Part
	for _, m := range meetings {
		part := html.Part{Title: m.meeting.Title, About: p.about(m)}
		documents, err := fs.Sub(tree, path.Join(m.folder, string(p.audience)))
		if err != nil {
			return err
		}
		if part.Links, err = p.meeting(m.folder, documents); err != nil {
			return err
		}
		parts = append(parts, part)
	}
	return p.file("index.html", func(w io.Writer) error {
		return html.Index(w, p.door.words.T("command.publish_title"), p.door.words.Language, parts)
	})
}

// about says of which community a meeting is and when it was, and that it is a sample where
// it is one, as every document of it does.
func (p *publication) about(m namedPlace) string {
	about := m.Shared.Name + " · " + p.door.words.Days(m.meeting.First, m.meeting.Last)
	if m.Shared.Sample {
		about += " · " + p.door.words.T("sample")
	}
	return about
}

// called is what a document is called in an index; a table is called by its file.
func (p *publication) called(file string) string {
	format := path.Ext(file)
	template, err := report.ParseTemplate(strings.TrimSuffix(file, format))
	if err != nil {
		return file
	}
	return p.door.words.T("report.template."+string(template)) + " (" + strings.ToUpper(strings.TrimPrefix(format, ".")) + ")"
}

// meeting writes the documents of a meeting, and says how the index leads to them:
// pages first.
func (p *publication) meeting(name string, documents fs.FS) ([]html.Link, error) {
	var links []html.Link
	err := fs.WalkDir(documents, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		links = append(links, html.Link{To: path.Join(name, file), Words: p.called(file)})
		content, err := fs.ReadFile(documents, file)
		if err != nil {
			return err
		}
		return p.file(path.Join(name, file), func(w io.Writer) error {
			_, err := w.Write(content)
			return err
		})
	})
	page := func(l html.Link) int {
		if path.Ext(l.To) == ".html" {
			return 0
		}
		return 1
	}
	slices.SortStableFunc(links, func(a, b html.Link) int { return cmp.Compare(page(a), page(b)) })
	return links, err
}

// file writes one that everybody on the machine may read, as a web server has to, where it
// is for everybody.
func (p *publication) file(name string, content func(io.Writer) error) error {
	folder, mode := fs.FileMode(0o700), fs.FileMode(0o600)
	if p.audience == method.Public {
		folder, mode = 0o755, 0o644
	}
	to := filepath.Join(p.to, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), folder); err != nil {
		return err
	}
	if err := create(to, content); err != nil {
		return err
	}
	return os.Chmod(to, mode)
}
