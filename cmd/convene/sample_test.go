package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/internal/guest"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/report"
)

// chance is the same every time. Whoever draws an order from it gets the same one again,
// whatever was drawn before.
type chance struct {
	mu   sync.Mutex
	from *rand.ChaCha8
}

func newChance() *chance { return &chance{from: rand.NewChaCha8([32]byte{1})} }

func (c *chance) Read(p []byte) (int, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(p) == len([32]byte{}) { // the seed of an order
		clear(p)
		return len(p), nil
	}
	return c.from.Read(p)
}

// TestSamples compares what a facilitator takes home of each sample, in the language in
// which it is written, with the reports that somebody has read. From each action the
// links lead up to what people wrote on a board, and each threat is answered, or the report
// says that it is not.
func TestSamples(t *testing.T) { inKualaLumpur(t, samples) }

func samples(t *testing.T) {
	pipes := guest.NewPipes()
	m := &Main{listener: pipes, Random: newChance()}
	s := newScene(t, Config{Data: t.TempDir(), Demo: true}, m, pipes)
	for i, played := range sample.All() {
		which := "facilitator"
		if i > 0 {
			which += " of " + string(played.Meeting)
		}
		f := s.takesHome(s.codeTo(which))
		var r report.Report
		if err := json.Unmarshal([]byte(f.takes("export "+string(played.Meeting)+" --format json")), &r); err != nil {
			t.Fatal(err)
		}
		leadsUp(t, r)
		answersThreats(t, r)
		export := "export " + string(played.Meeting) + " --language " + played.Language
		goldenFile(t, reportOf(played), f.takes(export))
		for _, template := range report.Templates() {
			for _, format := range []report.Format{report.FormatMarkdown, report.FormatHTML} {
				of := string(template) + "." + string(format)
				if of != "minutes.md" {
					goldenFile(t, reportOf(played)+"."+of, f.takes(export+" --template "+string(template)+" --format "+string(format)))
				}
			}
		}
		goldenFile(t, reportOf(played)+".ics", f.takes(export+" --format ics"))
		goldenFile(t, reportOf(played)+".json", f.takes(export+" --format json"))
	}
}

// leadsUp walks up from each action of a report.
func leadsUp(t *testing.T, r report.Report) {
	t.Helper()
	from := map[string][]report.Link{}
	for _, register := range r.Registers {
		for _, e := range register.Entries {
			from[e.Code] = e.Links["from"]
		}
	}
	items := map[string]bool{}
	for _, b := range r.Boards {
		for _, p := range b.Parts {
			for _, it := range p.Items {
				items[it.Code] = true
			}
		}
	}
	walked := 0
	for code := range from {
		if !strings.HasPrefix(code, "A") {
			continue
		}
		at := code
		for !items[at] && len(from[at]) > 0 {
			at = from[at][0].Code
		}
		if walked++; !items[at] {
			t.Errorf("from %s of %s the links lead up to %s only", code, r.Meeting.Title, at)
		}
	}
	if walked < 2 {
		t.Errorf("%s has %d actions", r.Meeting.Title, walked)
	}
}

// answersThreats finds each threat of a report either answered or among its gaps.
func answersThreats(t *testing.T, r report.Report) {
	t.Helper()
	threats := 0
	for _, b := range r.Boards {
		for _, p := range b.Parts {
			if b.Layout != layout.SWOT.Name || p.Part != layout.Threats {
				continue
			}
			for _, it := range p.Items {
				threats++
				gap := slices.ContainsFunc(r.Gaps.Unanswered, func(l report.Link) bool { return l.Code == it.Code })
				answers := func(l report.Link) bool { return !strings.HasPrefix(l.Code, "T") } // a topic of interest does not
				if answered := slices.ContainsFunc(it.LedTo, answers); answered == gap {
					t.Errorf("%s of %s is answered: %v, and said to be a gap: %v", it.Code, r.Meeting.Title, answered, gap)
				}
			}
		}
	}
	if threats < 2 {
		t.Errorf("%s has %d threats", r.Meeting.Title, threats)
	}
}

// TestAfterTheSampleSomebodyClaims what whoever follows the README goes on with: the
// sample's own organiser is nobody who can come, and found a community.
func TestAfterTheSampleSomebodyClaims(t *testing.T) {
	data := t.TempDir()
	sampled := start(t, Config{Data: data, Demo: true})
	if strings.Contains(sampled.out.String(), "claim") {
		t.Errorf("with the sample the server says %q", sampled.out)
	}
	if err := sampled.Close(); err != nil {
		t.Fatal(err)
	}
	own := start(t, Config{Data: data})
	found := inLine.FindStringSubmatch(own.out.String())
	if found == nil {
		t.Fatalf("the server says %q", own.out)
	}
	if entry, err := own.host.Present(found[1]); err != nil || !entry.Claim {
		t.Errorf("the code gives %v, %v", entry, err)
	}
}

// TestHalfASampleIsNotShownAsWhole: a first start that is cut short anywhere says so at the
// next, instead of failing for ever or leading people into what is missing half.
func TestHalfASampleIsNotShownAsWhole(t *testing.T) {
	for _, ids := range []int{3, 10, 200} {
		data := t.TempDir()
		lendHostKey(t, data)
		run := func(ctx context.Context, random io.Reader) error {
			m := &Main{Config: Config{Data: data, Listen: "127.0.0.1:0", Demo: true}, Languages: catalogues(t), Random: random, Stderr: io.Discard}
			return errors.Join(m.Run(ctx), m.Close())
		}
		ctx, end := context.WithCancel(t.Context())
		if err := run(ctx, &ending{left: ids, end: end}); !errors.Is(err, context.Canceled) {
			t.Fatalf("the first start ended with %v", err)
		}
		err := run(t.Context(), rand.NewChaCha8([32]byte{}))
		if key := "command.samples_unfinished"; err == nil || err.Error() != key {
			t.Errorf("after %d ids, the next start says %v, want %s", ids, err, key)
		}
	}
}

// ending is chance that ends a start when so much was drawn from it.
type ending struct {
	chance rand.ChaCha8
	left   int
	end    func()
}

func (e *ending) Read(p []byte) (int, error) {
	if e.left--; e.left == 0 {
		e.end()
	}
	return e.chance.Read(p)
}

// TestWhoeverStopsAStartStopsTheServer, which is no failure of it.
func TestWhoeverStopsAStartStopsTheServer(t *testing.T) {
	ended, end := context.WithCancel(t.Context())
	end()
	words := catalogues(t)
	var errs bytes.Buffer
	d := &door{words: words.In("en"), all: words, shell: &Config{Data: t.TempDir(), Listen: "127.0.0.1:0"}}
	if code := answer(ended, d, []string{"serve"}, io.Discard, &errs); code != 0 || errs.Len() > 0 {
		t.Errorf("exit code %d, %q", code, &errs)
	}
}
