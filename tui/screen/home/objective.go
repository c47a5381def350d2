package home

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
)

// keyObjective stands before the place of an objective in the keys of entries.
const keyObjective = "objective/"

// objectiveEntries are what the meeting is for, with how far that was met once it is
// said.
func objectiveEntries(d *desk.Desk, m *session.Meeting) kit.Few {
	var all kit.Few
	for i, o := range m.Objectives {
		all = append(all, kit.Entry{Key: keyObjective + strconv.Itoa(i), Rows: func(chosen bool, w int) []string {
			rows := d.Whole(d.Theme.Glyphs.Bullet+" "+o, chosen, w)
			if s, scored := closing.ScoreOf(m, o); scored {
				for _, row := range d.Wrap(d.T("met."+string(s.Met))+": "+s.Why, max(1, w-5)) {
					rows = append(rows, d.Theme.Muted.Render("     "+row))
				}
			}
			return rows
		}})
	}
	return all
}

// objective is the place of the one under the pointer; ok is false where another entry is.
func (s *meeting) objective(d *desk.Desk, all kit.Few) (place int, ok bool) {
	said, ok := strings.CutPrefix(s.list.Choice(all), keyObjective)
	place, err := strconv.Atoi(said)
	return place, ok && err == nil && place < len(d.Current().Objectives)
}

// unscored counts the objectives of a meeting of which nobody has said how far they were met.
func unscored(m *session.Meeting) (n int) {
	for _, o := range m.Objectives {
		if _, scored := closing.ScoreOf(m, o); !scored {
			n++
		}
	}
	return n
}

// uncounted are the evaluations of a meeting whose answers nobody has counted.
func uncounted(m *session.Meeting) (all []session.AgendaItem) {
	for _, a := range m.Agenda {
		if a.Kind == method.Evaluation && !evaluation.Of(m, a.ID).Said() {
			all = append(all, a)
		}
	}
	return all
}

// newScore asks how far an objective was met.
func newScore(d *desk.Desk, place int) desk.Screen {
	objective := d.Current().Objectives[place]
	now, _ := closing.ScoreOf(d.Current(), objective)
	met := kit.OneField("met", d.T("field.met"), string(now.Met), kit.EnumOptions(d.Look, "met.", closing.Scores()))
	met.Note = objective
	why := kit.LineField("why", d.T("field.why"), now.Why, method.MaxItem)
	why.Note = desk.ReadersNote(d, method.Public)
	s := &desk.FormScreen{
		Form: &kit.Form{Fields: kit.Questions{met, why}}, Name: scoreDraft(d.Meeting, objective), Heading: "objective.score",
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		return d.Do(&closing.Score{Meeting: d.Meeting, Objective: objective, Scored: closing.Scored{
			Met: closing.Met(s.Get("met")), Why: s.Get("why"),
		}}, s.Name)
	}
	return s.Open(d)
}

// scoreDraft names the draft of a score by the words of its objective: others can be put
// before it.
func scoreDraft(meeting method.MeetingID, objective string) session.DraftName {
	sum := sha256.Sum256([]byte(objective))
	return session.NameDraft("score", meeting, hex.EncodeToString(sum[:8]))
}

// reflectionWays lead to the questions about whose meeting it was, for whoever answers
// them.
func reflectionWays(d *desk.Desk) []way {
	if !d.May(method.Steer) || d.Shared.Audience != method.Members {
		return nil
	}
	return []way{{
		key: "reflection", words: d.T("reflection.title"),
		beside: reflectionBeside, to: place.Reflection{},
	}}
}

// reflectionBeside says how many of its questions have an answer.
func reflectionBeside(d *desk.Desk) string {
	answered := 0
	for _, said := range closing.Of(d.Current()).Reflection {
		if said != "" {
			answered++
		}
	}
	return d.T("reflection.answered", "n", answered, "of", len(closing.Questions()))
}

// NewReflection asks whose meeting it was.
func NewReflection(d *desk.Desk) desk.Screen {
	ask := func(d *desk.Desk, said map[string]string) kit.Questions {
		var all kit.Questions
		for _, question := range closing.Questions() {
			q := kit.TallField(question, d.T("reflection."+question), said[question], method.MaxText)
			q.Note = d.T("reflection.say." + question)
			all = append(all, q)
		}
		return all
	}
	now := closing.Of(d.Current())
	s := &desk.FormScreen{Form: &kit.Form{Fields: ask(d, now.Reflection)}, Name: session.NameDraft("reflection", d.Meeting), Heading: "reflection.title"}
	s.Revision = now.Revision
	s.Theirs = func(d *desk.Desk, saved any) kit.Questions {
		theirs, _ := saved.(map[string]string)
		return ask(d, theirs)
	}
	s.Send = func(d *desk.Desk) tea.Cmd {
		said := map[string]string{}
		for _, question := range closing.Questions() {
			if words := s.Get(question); strings.TrimSpace(words) != "" {
				said[question] = words
			}
		}
		return d.Do(&closing.Reflect{Meeting: d.Meeting, Revision: s.Revision, Answers: said}, s.Name)
	}
	return s.Open(d)
}
