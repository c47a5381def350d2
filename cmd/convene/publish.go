package main

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/cmd/convene/files"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/report/html"
)

func (d *door) publishCommand() *cobra.Command {
	var audience, language string
	c := &cobra.Command{
		Use:  "publish DIR",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			meant := method.Audience(audience)
			if !meant.Valid() {
				return refusal.NoneOf("audience", method.Audiences())
			}
			words, err := d.wordsIn(language)
			if err != nil {
				return err
			}
			d.words = words
			return d.enter(c.Context(), func(a asker) error {
				return (&publication{folder{a, d, c.ErrOrStderr(), &files.Press{}}, meant, args[0]}).write(c.Context())
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
}

// write fills the folder, which is new or empty, and last the page that leads to the
// rest.
func (p *publication) write(ctx context.Context) error {
	if there, err := os.ReadDir(p.to); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	} else if len(there) > 0 {
		return &told{"command.publish_exists", facts{"folder": p.to}, exitRefused}
	}
	tree := files.Tree{At: time.Now(), Root: func() ([]files.Node, error) { return p.meetings(ctx) }}
	meetings, err := p.named(ctx)
	if err != nil {
		return err
	}
	var parts []html.Part
	for _, m := range meetings {
		part := html.Part{Title: m.meeting.Title, About: p.door.words.Days(m.meeting.First, m.meeting.Last)}
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
		return html.Index(w, "Convene", p.door.words.Language, parts)
	})
}

// meeting writes the documents of a meeting, and says how the index leads to them:
// pages first.
func (p *publication) meeting(name string, documents fs.FS) ([]html.Link, error) {
	var links []html.Link
	err := fs.WalkDir(documents, ".", func(file string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		links = append(links, html.Link{To: path.Join(name, file), Words: file})
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

// file writes one that everybody on the machine may read, as a web server has to.
func (p *publication) file(name string, content func(io.Writer) error) error {
	to := filepath.Join(p.to, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := create(to, content); err != nil {
		return err
	}
	return os.Chmod(to, 0o644)
}
