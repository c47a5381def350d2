package report

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/voting"
)

// votes opens a new vote on the board of Malaysia, in some way.
func (w *world) votes(way layout.Way) {
	w.Helper()
	w.do(w.organiser, &session.ChangePhase{Board: "b-my", From: layout.Discuss, To: layout.Voting, Way: way})
}

// TestConsentIsToldWithItsReasons in every document, the tables and the JSON, and never as
// what weighed most. Who has counted hands only members learn.
func TestConsentIsToldWithItsReasons(t *testing.T) { whenMade(t, consentIsTold) }

func consentIsTold(t *testing.T) {
	w := kualaLumpur(t)
	w.votes(layout.Consent)
	w.do(w.organiser, &voting.Answer{Board: "b-my", Item: "i-s1", Answer: ballot.Objects, Reason: "It <b>costs</b> too much"})
	w.do(w.organiser, &voting.CountHands{Board: "b-my", Item: "i-s1", Hands: 5, Reservations: 2})
	w.phase("b-my", layout.Voting, layout.Discuss)
	r := w.report(method.Members, "en")
	for _, c := range []struct {
		format Format
		choice Choice
		wants  []string
	}{
		{FormatMarkdown, Choice{}, []string{
			"They said of each item whether they consent.", `*5 consent · 2 with reservations · 1 person objects · by hand: 5 consent, 2 with reservations · counted by `,
			`Objection: It \<b\>costs\</b\> too much`,
		}},
		{FormatHTML, Choice{}, []string{"Objection: It &lt;b&gt;costs&lt;/b&gt; too much"}},
		{FormatJSON, Choice{}, []string{`"reservations": 2`, `"objections": 1`, `"words": "It <b>costs</b> too much"`, `"counted_by"`, `"way": "consent"`}},
		{FormatCSV, Choice{Table: TableItems}, []string{"consent,2,1,objects: It <b>costs</b> too much,5"}},
	} {
		got := string(write(t, r, c.format, c.choice))
		for _, want := range c.wants {
			if !strings.Contains(got, want) {
				t.Errorf("%s has no %q:\n%s", c.format, want, got)
			}
		}
	}
	for _, template := range Templates()[:3] {
		short := write(t, r, FormatMarkdown, Choice{Template: template})
		if !bytes.Contains(short, []byte("costs")) || !bytes.Contains(short, []byte("1 person objects")) || bytes.Contains(short, []byte("What weighed most")) {
			t.Errorf("the %s is\n%s", template, short)
		}
	}
	public := string(write(t, w.report(method.Public, "en"), FormatMarkdown, Choice{}))
	if strings.Contains(public, "counted by") || !strings.Contains(public, "by hand: 5") {
		t.Errorf("the public reads\n%s", public)
	}
}

// TestReasonsOfAnEarlierVoteAreTold, in the minutes and the JSON, also where nobody has
// anything against the item in the vote after it.
func TestReasonsOfAnEarlierVoteAreTold(t *testing.T) { whenMade(t, earlierReasonsAreTold) }

func earlierReasonsAreTold(t *testing.T) {
	w := kualaLumpur(t)
	for _, answer := range []voting.Answer{{Answer: ballot.Objects, Reason: "It costs too much"}, {Answer: ballot.Consents}} {
		w.votes(layout.Consent)
		answer.Board, answer.Item = "b-my", "i-s1"
		w.do(w.organiser, &answer)
		w.phase("b-my", layout.Voting, layout.Discuss)
	}
	r := w.report(method.Members, "en")
	md := string(write(t, r, FormatMarkdown, Choice{}))
	for _, want := range []string{"There were 2 votes before", "Vote 2. Consent, with reasons: 0 consent · 1 person objects", "Objection: It costs too much", "Vote 1. Dots: "} {
		if !strings.Contains(md, want) {
			t.Errorf("no %q in\n%s", want, md)
		}
	}
	if js := string(write(t, r, FormatJSON, Choice{})); !strings.Contains(js, `"words": "It costs too much"`) {
		t.Errorf("the JSON has lost a reason:\n%s", js)
	}
	if short := string(write(t, r, FormatMarkdown, Choice{Template: Summary})); strings.Contains(short, "votes before") || strings.Contains(short, "costs") {
		t.Errorf("the summary is\n%s", short)
	}
}

// TestWhoReadsAPartOfAVoteReadsNoTotalOfIt: what it adds up to for them is not what people
// have voted, and says so where it is told.
func TestWhoReadsAPartOfAVoteReadsNoTotalOfIt(t *testing.T) {
	whenMade(t, whoReadsAPartOfAVoteReadsNoTotalOfIt)
}

func whoReadsAPartOfAVoteReadsNoTotalOfIt(t *testing.T) {
	w := kualaLumpur(t)
	w.phase("b-id", layout.Voting, layout.Discuss)
	w.do(w.organiser, &session.GroupItem{Item: "i-s1", Heading: "One heading"})
	whole := []string{"2 people voted.", "votes by part", "**One heading** *(3 votes)*", "### What weighed most\n", "## Countries side by side: what weighed most\n"}
	slice := []string{
		"2 people voted; members may have voted on more than stands here.", "**One heading**\n", "### What weighed most of what stands here\n",
	}
	for reader, there := range map[method.Audience][]string{method.Members: whole, method.Governments: slice, method.Public: slice} {
		md := string(write(t, w.report(reader, "en"), FormatMarkdown, Choice{}))
		for _, say := range append(slices.Clone(whole), slice...) {
			if strings.Contains(md, say) != slices.Contains(there, say) {
				t.Errorf("for %s, %q is told: %v in\n%s", reader, say, strings.Contains(md, say), md)
			}
		}
	}
	brief := string(write(t, w.report(method.Governments, "en"), FormatMarkdown, Choice{Template: Brief}))
	if want := "## Countries side by side: what weighed most of what stands here\n"; !strings.Contains(brief, want) {
		t.Errorf("%q is not in\n%s", want, brief)
	}
}

// TestAVoteOfNobodyIsNotCounted, for whoever reads.
func TestAVoteOfNobodyIsNotCounted(t *testing.T) { whenMade(t, voteOfNobodyIsNotCounted) }

func voteOfNobodyIsNotCounted(t *testing.T) {
	w := kualaLumpur(t)
	w.votes(layout.Consent)
	w.phase("b-my", layout.Voting, layout.Discuss)
	for _, a := range method.Audiences() {
		md := string(write(t, w.report(a, "en"), FormatMarkdown, Choice{}))
		if strings.Contains(md, "people voted") || strings.Contains(md, "whether they consent") {
			t.Errorf("for %s it is\n%s", a, md)
		}
	}
}

// TestHandsAreToldBesideWhoVoted at a terminal, who alone are counted as people.
func TestHandsAreToldBesideWhoVoted(t *testing.T) { whenMade(t, handsAreToldBesideWhoVoted) }

func handsAreToldBesideWhoVoted(t *testing.T) {
	w := kualaLumpur(t)
	w.votes(layout.Dots)
	w.do(w.organiser, &voting.Cast{Board: "b-my", Item: "i-s1", Dots: 1})
	w.do(w.organiser, &voting.CountHands{Board: "b-my", Item: "i-s1", Hands: 5})
	w.do(w.organiser, &voting.CountHands{Board: "b-my", Item: "i-w1", Hands: 1})
	w.phase("b-my", layout.Voting, layout.Discuss)
	md := string(write(t, w.report(method.Members, "en"), FormatMarkdown, Choice{}))
	for _, want := range []string{
		"1 person voted. The counts below include the raised hands of people without a terminal.", "6 votes · 5 of them by hand", "1 vote · by hand",
	} {
		if !strings.Contains(md, want) {
			t.Errorf("%q is not in\n%s", want, md)
		}
	}
}

// TestARankingIsToldAsOne: its points, and nothing of what a country has chosen.
func TestARankingIsToldAsOne(t *testing.T) { whenMade(t, rankingIsTold) }

func rankingIsTold(t *testing.T) {
	w := kualaLumpur(t)
	for range 2 {
		w.votes(layout.ByCountry)
		w.do(w.organiser, &voting.Rank{Board: "b-my", Order: []method.ItemID{"i-w1", "i-s1"}})
		w.phase("b-my", layout.Voting, layout.Discuss)
	}
	md := string(write(t, w.report(method.Members, "es"), FormatMarkdown, Choice{}))
	for _, want := range []string{"; 30 puntos de preferencia)", "30 puntos de preferencia", "Votación 2. Por orden, cada país cuenta una vez: 20 puntos de preferencia", "en ese orden cada país contó una vez"} {
		if !strings.Contains(md, want) {
			t.Errorf("no %q in\n%s", want, md)
		}
	}
	if strings.Contains(md, "votos por parte") {
		t.Errorf("points are compared like votes:\n%s", md)
	}
}
