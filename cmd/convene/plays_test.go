package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/convene-ssh/convene/cmd/convene/sample"
	"github.com/convene-ssh/convene/cmd/convene/sshd"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/method"
)

// TestPlays has people play each sample at their screens, and compares what a facilitator
// takes home with the report of the same sample where the program plays it, which
// TestSamples writes: they are the same to the letter, but for the minute, and for the level
// of an item, which nobody can say at a screen.
func TestPlays(t *testing.T) {
	for _, played := range sample.All() {
		t.Run(string(played.Meeting), func(t *testing.T) {
			t.Parallel()
			inKualaLumpur(t, func(t *testing.T) { plays(t, played) })
		})
	}
}

func plays(t *testing.T, played *sample.Sample) {
	p := atScreens(t, played)
	cast, err := played.Play(p.ctx, p.host, sshd.Fingerprint(p.key.PublicKey()), p)
	if err != nil {
		t.Fatal(err)
	}
	code, err := p.host.Invite(p.ctx, played.Community, cast.Organiser, directory.Invitation{
		Meeting: played.Meeting, Role: method.Facilitator, Audience: method.Members, Uses: 1, Expires: time.Now().Add(time.Hour),
	})
	if err != nil {
		t.Fatal(err)
	}
	f := p.takesHome(code)
	got := atFirst(f.takes("export " + string(played.Meeting) + " --language " + played.Language))
	want, err := os.ReadFile(filepath.Join("testdata", reportOf(played)+".golden"))
	if err != nil {
		t.Fatal(err)
	}
	if want := p.withoutLevels(string(want)); got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
}

// withoutLevels is a report without the levels of items.
func (p *screens) withoutLevels(report string) string {
	for _, level := range method.Levels() {
		word := p.word("level." + string(level))
		report = strings.NewReplacer("  - *"+word+"*\n", "", " · "+word+" · ", " · ", " · "+word+"*\n", "*\n", "  - *"+word+" · ", "  - *").Replace(report)
	}
	return report
}

// takesHome brings somebody in who only takes the report home.
func (s *scene) takesHome(code string) *visitor {
	s.t.Helper()
	o := wide
	o.Key = newKey(s.t)
	return s.joins(code, who{name: "Farah Lim", country: "MY"}, o)
}

// reportOf names the file with the report of a sample.
func reportOf(played *sample.Sample) string { return "Sample_" + string(played.Meeting) }
