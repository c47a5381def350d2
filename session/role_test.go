package session_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/agenda"
	"github.com/convene-ssh/convene/session/ballot"
	"github.com/convene-ssh/convene/session/closing"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/directory"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/host"
	"github.com/convene-ssh/convene/session/internal/halltest"
	"github.com/convene-ssh/convene/session/interpret"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/session/questions"
	"github.com/convene-ssh/convene/session/refusal"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/saidby"
	"github.com/convene-ssh/convene/session/standing"
	"github.com/convene-ssh/convene/session/steps"
	"github.com/convene-ssh/convene/session/tally"
	"github.com/convene-ssh/convene/session/turns"
	"github.com/convene-ssh/convene/session/voting"
	"github.com/convene-ssh/convene/session/widening"
)

var (
	steerers     = []string{"organiser", "facilitator"}
	contributors = []string{"organiser", "facilitator", "scribe", "participant"}
	everyMember  = []string{"organiser", "facilitator", "scribe", "interpreter", "participant", "observer", halltest.Elsewhere}
	everybody    = append(slices.Clone(everyMember), halltest.Stranger, halltest.Nobody)
)

type change = session.Change

// attempt is a change that would be accepted from whoever may make it.
type attempt struct {
	kind string // as in the log, or the name of a change that is on the shelf only
	how  string
	may  []string
	make func(h *hall, who session.MemberID) change
}

// author is who, where they may contribute; otherwise somebody who does.
func author(h *hall, who session.MemberID) session.MemberID {
	if r := h.Shared().RoleIn(kl, who); r.May(method.Contribute) {
		return who
	}
	return h.Siti
}

// moderatedItem is by somebody, and a facilitator has hidden its words.
func moderatedItem(h *hall, by session.MemberID) method.ItemID {
	id := h.Add(by, "own")
	h.To(my, layout.Revealed)
	h.Must(h.Facilitator(), &moderation.Hide{Item: id, Reason: "it names a family"})
	return id
}

// ofTwoCountries says that what two countries are good at is the same.
func ofTwoCountries(h *hall) *lens.Confirm {
	match := &lens.Confirm{Meeting: kl}
	h.Must(h.Facilitator(), halltest.SwotOn(kl, "board-id", "Indonesia", "ID", "ID"))
	for i, board := range []method.BoardID{my, "board-id"} {
		it := h.NewItem("strong")
		it.Board, match.Items[i] = board, it.Item
		h.Must(h.Siti, it)
		h.To(board, layout.Revealed)
	}
	match.Tidy()
	return match
}

// asksToWiden asks the author of something of theirs whether the public may read it.
func asksToWiden(h *hall, id method.ItemID) *widening.Ask {
	h.To(my, layout.Revealed)
	return &widening.Ask{Meeting: kl, Contributions: []method.ContributionID{method.ContributionID(id)}, To: method.Public}
}

// widens answers yes to that.
func widens(h *hall, id method.ItemID) *widening.Answer {
	h.Must(h.Facilitator(), asksToWiden(h, id))
	return &widening.Answer{Contribution: method.ContributionID(id), Revision: 1, To: method.Public, Answer: consent.AsItIs}
}

func ownItem(h *hall, who session.MemberID) method.ItemID { return h.Add(author(h, who), "own") }

func attempts() []attempt {
	return slices.Concat(houseAttempts(), boardAttempts(), turnAttempts(), groupAttempts(), itemAttempts(), entryAttempts(), shelfAttempts())
}

func houseAttempts() []attempt {
	return []attempt{
		{"community.founded/1", "", nil, func(*hall, session.MemberID) change {
			return &session.FoundCommunity{Community: "another", Name: "Another"}
		}},
		{"community.renamed/1", "", nil, func(*hall, session.MemberID) change {
			return &session.RenameCommunity{Name: "Another"}
		}},
		{"widening.asked/1", "", steerers, func(h *hall, _ session.MemberID) change { return asksToWiden(h, h.Add(h.Siti, "own")) }},
		{"widening.answered/1", "own", contributors, func(h *hall, who session.MemberID) change { return widens(h, ownItem(h, who)) }},
		{"widening.answered/1", "another's", nil, func(h *hall, _ session.MemberID) change { return widens(h, h.Add(h.Siti, "own")) }},
		{"export.recorded/1", "", steerers, func(*hall, session.MemberID) change {
			return &session.RecordExport{Export: session.Export{Meeting: kl, Audience: method.Members, Format: "md"}}
		}},
		{"export.recorded/1", "as an outsider", nil, func(*hall, session.MemberID) change {
			return &session.RecordExport{Export: session.Export{Outsider: session.AtShell, Meeting: kl, Audience: method.Members}}
		}},
		{"export.recorded/1", "everything", nil, func(*hall, session.MemberID) change { return &session.RecordExport{} }},
		{"member.joined/1", "as organiser", nil, func(_ *hall, who session.MemberID) change {
			return &session.JoinMeeting{Member: who, Meeting: kl, Role: method.Organiser, Audience: method.Members,
				Profile: &session.Profile{Name: "Mallory"}}
		}},
		{"member.profile/1", "own", everyMember, func(h *hall, who session.MemberID) change {
			return &session.ChangeProfile{Member: who, Revision: 1, Profile: session.Profile{Name: "New", Organisation: h.SpeaksFor(who)}}
		}},
		{"member.profile/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.ChangeProfile{Member: h.Siti, Revision: 1, Profile: session.Profile{Name: "New"}}
		}},
		{"member.erased/1", "", nil, func(_ *hall, who session.MemberID) change {
			return &session.EraseMember{Member: who}
		}},
		{"member.organises/1", "one more", steerers[:1], func(h *hall, _ session.MemberID) change {
			return &session.OrganiseCommunity{Member: h.Siti}
		}},
		{"member.organises/1", "one less", steerers[:1], func(h *hall, _ session.MemberID) change {
			h.Must(h.Members[method.Organiser], &session.OrganiseCommunity{Member: h.Siti})
			return &session.OrganiseCommunity{Member: h.Siti, Ends: true}
		}},
		{"member.organises/1", "by the installation", nil, func(h *hall, who session.MemberID) change {
			return &session.OrganiseCommunity{Member: who, ByInstallation: true}
		}},
		{"member.renamed/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &standing.Rename{Member: h.Siti, Meeting: kl, Revision: 1, Name: "Siti A."}
		}},
		{"member.renamed/1", "an organiser", steerers[:1], func(h *hall, _ session.MemberID) change {
			return &standing.Rename{Member: h.Members[method.Organiser], Meeting: kl, Revision: 1, Name: "Mallory"}
		}},
		{"member.role/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &standing.GiveRole{Member: h.Siti, Meeting: kl, Role: method.Facilitator}
		}},
		{"member.sent-out/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &standing.SendOut{Member: h.Siti, Meeting: kl}
		}},
		{"member.sent-out/1", "an organiser", nil, func(h *hall, _ session.MemberID) change {
			return &standing.SendOut{Member: h.Members[method.Organiser], Meeting: kl}
		}},
		{"member.let-in/1", "", steerers, func(h *hall, _ session.MemberID) change {
			h.Must(h.Facilitator(), &standing.SendOut{Member: h.Siti, Meeting: kl})
			return &standing.LetIn{Member: h.Siti, Meeting: kl}
		}},
		{"member.merged/1", "", nil, func(h *hall, _ session.MemberID) change {
			return &session.MergeMembers{Meeting: kl, First: h.Siti, Second: h.Members[method.Participant]}
		}},
		{"member.code/1", "", nil, func(h *hall, _ session.MemberID) change {
			return &standing.HandCode{Member: h.Siti, Meeting: kl}
		}},
		{"member.asks/1", "own", everyMember, func(h *hall, who session.MemberID) change {
			h.silences(who)
			return &session.AskToSpeak{Member: who}
		}},
		{"member.asks/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			h.silences(h.Siti)
			return &session.AskToSpeak{Member: h.Siti}
		}},
		{"member.speaks/1", "for their own organisation", everyMember, func(h *hall, who session.MemberID) change {
			colleague := h.Join(kl, method.Observer, method.Members, session.Profile{Name: "Ani", Organisation: h.SpeaksFor(who)})
			h.silences(colleague)
			return &session.GrantSpeaking{Member: colleague, Organisation: h.Organisation(who)}
		}},
		{"member.speaks/1", "for another organisation", steerers[:1], func(h *hall, _ session.MemberID) change {
			h.silences(h.Siti)
			return &session.GrantSpeaking{Member: h.Siti, Organisation: h.Organisation(h.Siti)}
		}},
		{"member.speaks/1", "no more", steerers[:1], func(h *hall, _ session.MemberID) change {
			return &session.GrantSpeaking{Member: h.Siti, Organisation: h.Organisation(h.Siti), Ends: true}
		}},
		{"organisation.new/1", "", with(contributors, halltest.Elsewhere), func(*hall, session.MemberID) change {
			return &session.AddOrganisation{Organisation: "un", Name: "UN agency", Type: method.UNAgency}
		}},
		{"attendance.member/1", "", with(steerers, "scribe"), func(h *hall, _ session.MemberID) change {
			return &standing.CountMember{Meeting: kl, Member: h.Siti}
		}},
		{"attendance.others/1", "", with(steerers, "scribe"), func(*hall, session.MemberID) change {
			return &standing.CountOthers{Meeting: kl, Headcount: tally.Headcount{People: 3}}
		}},
		{"organisation.corrected/1", "", steerers[:1], func(h *hall, _ session.MemberID) change {
			return &session.CorrectOrganisation{Organisation: h.Organisation(h.Siti), Name: "Another", Type: method.CSO}
		}},
		{"organisation.corrected/1", "two made one", steerers[:1], func(h *hall, _ session.MemberID) change {
			return &session.CorrectOrganisation{Organisation: h.Organisation(h.Siti), Name: "Org scribe", Type: method.CSO}
		}},
		{"organisation.corrected/1", "parted again", steerers[:1], func(h *hall, _ session.MemberID) change {
			org := h.Organisation(h.Siti)
			h.Must(h.Members[method.Organiser], &session.CorrectOrganisation{Organisation: org, Name: "Org scribe", Type: method.CSO})
			return &session.CorrectOrganisation{Organisation: org, Name: "Org siti", Type: method.CSO}
		}},
		{"country.corrected/1", "", steerers[:1], func(*hall, session.MemberID) change {
			return &session.CorrectCountry{From: "MY", To: "ID"}
		}},
		{"meeting.convened/1", "", steerers[:1], func(*hall, session.MemberID) change {
			return &session.ConveneMeeting{Meeting: "jakarta-2024", Details: halltest.Details}
		}},
		{"meeting.changed/1", "", steerers, func(*hall, session.MemberID) change {
			return &session.ChangeMeeting{Meeting: kl, Revision: 1, Details: halltest.Details}
		}},
		{"meeting.closed/1", "", steerers, func(*hall, session.MemberID) change {
			return &session.CloseMeeting{Meeting: kl}
		}},
		{"meeting.reopened/1", "", steerers[:1], func(h *hall, _ session.MemberID) change {
			h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
			return &session.ReopenMeeting{Meeting: kl}
		}},
		{"meeting.removed/1", "", steerers[:1], func(h *hall, _ session.MemberID) change {
			return &session.RemoveMeeting{Meeting: bangkok}
		}},
		{"meeting.restored/1", "", steerers[:1], func(h *hall, _ session.MemberID) change {
			h.Must(h.Members[method.Organiser], &session.RemoveMeeting{Meeting: bangkok})
			return &session.RestoreMeeting{Meeting: bangkok}
		}},
		{"meeting.kept/1", "", steerers[:1], func(*hall, session.MemberID) change {
			return &session.KeepUntil{Meeting: kl, Until: "9999-12-31"}
		}},
		{"meeting.erased/1", "", nil, func(h *hall, _ session.MemberID) change {
			h.Must(h.Members[method.Organiser], &session.KeepUntil{Meeting: kl, Until: "9999-12-31"})
			return &session.EraseContributions{Meeting: kl}
		}},
		{"agenda.changed/1", "", steerers, func(h *hall, _ session.MemberID) change {
			m := h.Shared().Meetings[kl]
			a := m.Agenda[0]
			a.Title = "Another title"
			return &agenda.Change{Meeting: kl, Revision: m.Revision, Item: a}
		}},
		{"agenda.removed/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &agenda.Remove{Meeting: kl, Item: h.Shared().Meetings[kl].Agenda[0].ID}
		}},
		{"agenda.moved/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &agenda.Move{Meeting: kl, Item: h.Shared().Meetings[kl].Agenda[0].ID}
		}},
		{"agenda.extended/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &agenda.Extend{Meeting: kl, Item: h.Shared().Meetings[kl].Agenda[0].ID, Minutes: 5}
		}},
		{"agenda.opened/1", "", steerers, func(*hall, session.MemberID) change {
			return &agenda.Open{Meeting: kl, Item: "plenary"}
		}},
		{"agenda.timed/1", "", steerers, func(h *hall, _ session.MemberID) change {
			h.Must(h.Facilitator(), &agenda.Open{Meeting: kl, Item: "plenary"})
			return &agenda.SetTimer{Meeting: kl, Minutes: 5}
		}},
	}
}

func boardAttempts() []attempt {
	return []attempt{
		{"agenda.added/1", "", steerers, func(*hall, session.MemberID) change {
			return halltest.SwotOn(kl, "board-th", "Thailand", "TH", "")
		}},
		{"board.phase/1", "forward", steerers, func(*hall, session.MemberID) change {
			return &session.ChangePhase{Board: my, From: layout.Gather, To: layout.Revealed}
		}},
		{"board.phase/1", "back", steerers, func(h *hall, _ session.MemberID) change {
			h.To(my, layout.Revealed)
			return &session.ChangePhase{Board: my, From: layout.Revealed, To: layout.Gather}
		}},
		{"hands.counted/1", "", contributors[:3], func(h *hall, _ session.MemberID) change {
			return &voting.CountHands{Board: my, Item: h.votes(layout.Dots), Hands: 7}
		}},
	}
}

// votes opens a vote on an item.
func (h *hall) votes(w layout.Way) method.ItemID {
	h.Helper()
	id := h.OthersItem()
	h.To(my, layout.Revealed)
	h.Must(h.Facilitator(), &session.ChangePhase{Board: my, From: layout.Revealed, To: layout.Voting, Way: w})
	return id
}

// editedItem is by author(who), and somebody else has edited it.
func editedItem(h *hall, who session.MemberID) method.ItemID {
	id, editor := ownItem(h, who), h.Facilitator()
	h.To(my, layout.Revealed)
	if author(h, who) == editor {
		editor = h.Members[method.Organiser]
	}
	h.Must(editor, &session.EditItem{Item: id, Revision: 1, Text: "better"})
	return id
}

func itemAttempts() []attempt {
	return []attempt{
		{"edit.answered/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.AnswerEdit{Contribution: string(editedItem(h, who)), Revision: 2}
		}},
		{"edit.answered/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.AnswerEdit{Contribution: string(editedItem(h, h.Siti)), Revision: 2}
		}},
		{"item.added/1", "", contributors, func(h *hall, _ session.MemberID) change { return h.NewItem("new") }},
		{"item.added/1", "what others say", with(steerers, "scribe"), func(h *hall, _ session.MemberID) change {
			return h.said(session.SaidBy{Country: "MY"})
		}},
		{"said.answered/1", "for their own organisation", with(contributors, halltest.Elsewhere), func(h *hall, who session.MemberID) change {
			org, scribe := h.Organisation(who), h.Members[method.Scribe]
			if who == scribe {
				scribe = h.Facilitator()
			}
			if org == "" {
				org = h.Organisation(h.Siti)
			}
			a := h.said(session.SaidBy{Organisation: org})
			h.Must(scribe, a)
			h.To(my, layout.Revealed)
			return &saidby.Answer{Contribution: method.ContributionID(a.Item), Organisation: org}
		}},
		{"item.edited/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.EditItem{Item: ownItem(h, who), Revision: 1, Text: "better"}
		}},
		{"item.edited/1", "another's", steerers, func(h *hall, _ session.MemberID) change {
			return &session.EditItem{Item: h.OthersItem(), Revision: 1, Text: "better"}
		}},
		{"item.edited/1", "another's, hidden", nil, func(h *hall, _ session.MemberID) change {
			return &session.EditItem{Item: h.Add(h.Siti, "hidden"), Revision: 1, Text: "better"}
		}},
		{"item.moved/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.MoveItem{Item: ownItem(h, who), To: layout.Threats}
		}},
		{"item.moved/1", "another's", steerers, func(h *hall, _ session.MemberID) change {
			return &session.MoveItem{Item: h.OthersItem(), To: layout.Threats}
		}},
		{"item.moved/1", "another's, hidden", nil, func(h *hall, _ session.MemberID) change {
			return &session.MoveItem{Item: h.Add(h.Siti, "hidden"), To: layout.Threats}
		}},
		{"item.grouped/1", "own", steerers, func(h *hall, who session.MemberID) change {
			id := ownItem(h, who)
			h.To(my, layout.Revealed)
			return &session.GroupItem{Item: id, Heading: "Money"}
		}},
		{"match.confirmed/1", "", steerers, func(h *hall, _ session.MemberID) change { return ofTwoCountries(h) }},
		{"match.withdrawn/1", "", steerers, func(h *hall, _ session.MemberID) change {
			match := ofTwoCountries(h)
			h.Must(h.Facilitator(), match)
			return &lens.Withdraw{Meeting: kl, Match: (&session.Match{Items: match.Items}).Name()}
		}},
		{"item.undone/1", "own", contributors, func(h *hall, who session.MemberID) change {
			id := ownItem(h, who)
			h.Must(author(h, who), &session.EditItem{Item: id, Revision: 1, Text: "better"})
			return &session.UndoItem{Item: id, Revision: 2}
		}},
		{"item.undone/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			id := h.OthersItem()
			h.Must(h.Siti, &session.EditItem{Item: id, Revision: 1, Text: "better"})
			return &session.UndoItem{Item: id, Revision: 2}
		}},
		{"item.moderated/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &moderation.Hide{Item: h.OthersItem(), Reason: "it names a family"}
		}},
		{"item.moderated/1", "waiting for the reveal", nil, func(h *hall, _ session.MemberID) change {
			return &moderation.Hide{Item: h.Add(h.Siti, "hidden"), Reason: "it names a family"}
		}},
		{"item.interpreted/1", "", append(with(steerers, "scribe"), "interpreter"), func(h *hall, _ session.MemberID) change {
			id := h.OthersItem()
			return &interpret.Write{Item: id, Revision: h.Item(id).Revision, Language: "es", Text: "otras palabras"}
		}},
		{"item.interpreted/1", "waiting for the reveal", nil, func(h *hall, _ session.MemberID) change {
			return &interpret.Write{Item: h.Add(h.Siti, "hidden"), Revision: 1, Language: "es", Text: "otras palabras"}
		}},
		{"item.appealed/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &moderation.Appeal{Item: moderatedItem(h, author(h, who))}
		}},
		{"item.appealed/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &moderation.Appeal{Item: moderatedItem(h, h.Siti)}
		}},
		{"item.restored/1", "", steerers, func(h *hall, _ session.MemberID) change {
			return &moderation.Restore{Item: moderatedItem(h, h.Siti)}
		}},
		{"item.restored/1", "after an appeal, by the one who hid it", steerers, func(h *hall, _ session.MemberID) change {
			id := moderatedItem(h, h.Siti)
			h.Must(h.Siti, &moderation.Appeal{Item: id})
			return &moderation.Restore{Item: id}
		}},
		{"item.upheld/1", "", steerers[:1], func(h *hall, _ session.MemberID) change {
			id := moderatedItem(h, h.Siti)
			h.Must(h.Siti, &moderation.Appeal{Item: id})
			return &moderation.Uphold{Item: id}
		}},
		{"item.upheld/1", "that nobody asks for", nil, func(h *hall, _ session.MemberID) change {
			return &moderation.Uphold{Item: moderatedItem(h, h.Siti)}
		}},
		{"item.taken-back/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.TakeBackItem{Item: ownItem(h, who)}
		}},
		{"item.taken-back/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.TakeBackItem{Item: h.OthersItem()}
		}},
		{"item.taken-back/1", "another's, hidden", nil, func(h *hall, _ session.MemberID) change {
			return &session.TakeBackItem{Item: h.Add(h.Siti, "hidden")}
		}},
	}
}

// turnAttempts are those in the opening, where somebody without a terminal waits.
func turnAttempts() []attempt {
	opening := session.InItem{Meeting: kl, Item: "plenary"}
	ana := turns.Speaker{Called: "Ana"}
	waits := func(h *hall, who ...turns.Speaker) {
		h.Must(h.Facilitator(), &turns.Name{InItem: opening, Speakers: append(who, ana)})
	}
	return []attempt{
		{"turn.named/1", "", steerers, func(*hall, session.MemberID) change {
			return &turns.Name{InItem: opening, Speakers: []turns.Speaker{ana}}
		}},
		{"turn.asked/1", "", contributors, func(*hall, session.MemberID) change { return &turns.Ask{InItem: opening} }},
		{"turn.withdrawn/1", "own", contributors, func(h *hall, who session.MemberID) change {
			waits(h, turns.Speaker{Member: author(h, who)})
			return &turns.Withdraw{InItem: opening, Speaker: turns.Speaker{Member: who}}
		}},
		{"turn.withdrawn/1", "another's", steerers, func(h *hall, _ session.MemberID) change {
			waits(h)
			return &turns.Withdraw{InItem: opening, Speaker: ana}
		}},
		{"turn.given/1", "", steerers, func(h *hall, _ session.MemberID) change {
			waits(h)
			return &turns.Give{InItem: opening, Speaker: ana}
		}},
		{"objective.scored/1", "", steerers, func(h *hall, _ session.MemberID) change {
			h.aims("To meet")
			return &closing.Score{Meeting: kl, Objective: "To meet", Scored: closing.Scored{Met: closing.Partly, Why: "some came late"}}
		}},
		{"meeting.reflected/1", "", steerers, func(*hall, session.MemberID) change {
			return &closing.Reflect{Meeting: kl, Answers: map[string]string{"words": "mostly ours"}}
		}},
		{"evaluation.counted/1", "", steerers, func(h *hall, _ session.MemberID) change {
			h.asksHowItWas(tally.Least)
			return &evaluation.Count{InItem: howItWas}
		}},
		{"step.taken/1", "", steerers, func(h *hall, _ session.MemberID) change {
			h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{ID: "assist", Kind: method.PeerAssist, Title: "A case"}})
			return &steps.Take{InItem: session.InItem{Meeting: kl, Item: "assist"}, To: steps.At{Round: 1, Step: 1}}
		}},
		{"turn.moved/1", "", steerers, func(h *hall, _ session.MemberID) change {
			waits(h, turns.Speaker{Member: h.Siti})
			return &turns.Move{InItem: opening, Speaker: ana, Earlier: true}
		}},
	}
}

// aims gives the meeting an objective.
func (h *hall) aims(objective string) {
	m := h.Shared().Meetings[kl]
	d := m.MeetingDetails
	d.Objectives = []string{objective}
	h.Must(h.Facilitator(), &session.ChangeMeeting{Meeting: kl, Revision: m.Revision, Details: d, Agenda: m.Agenda})
}

// howItWas is where people say what a meeting was like.
var howItWas = session.InItem{Meeting: kl, Item: "how"}

// asksHowItWas lets so many people say it.
func (h *hall) asksHowItWas(people int) {
	h.Must(h.Facilitator(), &agenda.Add{Meeting: kl, Item: session.AgendaItem{ID: howItWas.Item, Kind: method.Evaluation, Title: "How it was"}})
	for range people {
		who := h.Join(kl, method.Participant, method.Members, session.Profile{Name: "Somebody"})
		h.Must(who, &evaluation.Answer{InItem: howItWas, Answers: evaluation.Answers{
			Scales: map[string]int{"useful": 4}, Words: map[string]string{"helped": halltest.Secret},
		}})
	}
}

// entryAttempts are those of every register.
func entryAttempts() []attempt {
	var all []attempt
	for _, r := range halltest.Registers() {
		all = append(all, entryWords(r)...)
		all = append(all, entrySupports(r)...)
		all = append(all, entryReadings(r)...)
	}
	return all
}

// with is a list of names and one more.
func with(names []string, more string) []string { return append(slices.Clone(names), more) }

// those are the names, where a register has what they need.
func those(has bool, names ...string) []string {
	if !has {
		return nil
	}
	return names
}

func entryWords(r *session.Register) []attempt {
	return []attempt{
		{r.Name + ".made/1", "", contributors, func(h *hall, _ session.MemberID) change { return h.NewEntry(r, "Train judges") }},
		{r.Name + ".made/1", "of what others say", with(steerers, "scribe"), func(h *hall, _ session.MemberID) change {
			m := h.NewEntry(r, "Train judges")
			m.SaidBy = &session.SaidBy{}
			return m
		}},
		{r.Name + ".edited/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return h.Edit(h.Make(author(h, who), r, "Train judges"), 1, "Train more judges")
		}},
		{r.Name + ".edited/1", "another's", steerers, func(h *hall, _ session.MemberID) change {
			return h.Edit(h.Make(h.Siti, r, "Train judges"), 1, "Train more judges")
		}},
		{r.Name + ".taken-back/1", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.TakeBackEntry{Register: r, Entry: h.Make(author(h, who), r, "Train judges")}
		}},
		{r.Name + ".taken-back/1", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.TakeBackEntry{Register: r, Entry: h.Make(h.Siti, r, "Train judges")}
		}},
	}
}

func entrySupports(r *session.Register) []attempt {
	field, supported := halltest.Supports(r)
	_, led := halltest.Leads(r)
	naming := func(h *hall, org method.OrganisationID) method.EntryID {
		m := h.NewEntry(r, "Train judges")
		if supported && org != "" {
			halltest.Says(m, field.Key, string(org))
		}
		h.Must(h.Siti, m)
		return m.Entry
	}
	asks := func(by, to method.Role) func(*hall, session.MemberID) change {
		return func(h *hall, who session.MemberID) change {
			id := h.Make(author(h, who), r, "Train judges")
			if by != "" {
				id = h.Make(h.Members[by], r, "Train judges")
			}
			return &session.HandOver{Register: r, Entry: id, To: h.Organisation(h.Members[to])}
		}
	}
	return []attempt{
		{r.Name + ".confirmed/1", "own organisation", those(supported, with(contributors, halltest.Elsewhere)...), func(h *hall, who session.MemberID) change {
			org := h.Organisation(who)
			return &session.ConfirmEntry{Register: r, Entry: naming(h, org), Organisation: org}
		}},
		{r.Name + ".confirmed/1", "another organisation", nil, func(h *hall, _ session.MemberID) change {
			org := h.Organisation(h.Siti)
			return &session.ConfirmEntry{Register: r, Entry: naming(h, org), Organisation: org}
		}},
		{r.Name + ".handed-over/1", "own", those(led, contributors...), asks("", method.Observer)},
		{r.Name + ".handed-over/1", "another's", those(led, "organiser", "scribe"), asks(method.Scribe, method.Observer)},
		{r.Name + ".handed-over/1", "declined", those(led, with(contributors, halltest.Elsewhere)...), func(h *hall, who session.MemberID) change {
			id := h.Make(h.Siti, r, "Train judges")
			if org := h.Organisation(who); led && org != "" {
				h.Must(h.Siti, &session.HandOver{Register: r, Entry: id, To: org})
			}
			return &session.HandOver{Register: r, Entry: id}
		}},
	}
}

func entryReadings(r *session.Register) []attempt {
	promises := r.Promises()
	reads := func(kind method.ReadingKind, by func(*hall, session.MemberID) session.MemberID) func(*hall, session.MemberID) change {
		return func(h *hall, who session.MemberID) change {
			m := h.NewEntry(r, "Train judges")
			if f, ok := halltest.Leads(r); ok {
				halltest.Says(m, f.Key)
			}
			h.Must(by(h, who), m)
			return h.Reading(m.Entry, kind)
		}
	}
	sitis := func(h *hall, _ session.MemberID) session.MemberID { return h.Siti }
	takesBack := func(by func(*hall, session.MemberID) session.MemberID) func(*hall, session.MemberID) change {
		return func(h *hall, who session.MemberID) change {
			id := h.Make(by(h, who), r, "Train judges")
			said := h.Reading(id, method.Reported)
			if promises {
				h.Must(by(h, who), said)
			}
			return &session.TakeBackReading{Register: r, Entry: id, Reading: said.ID}
		}
	}
	return []attempt{
		{r.Name + ".reported/1", "own", those(promises, contributors...), reads(method.Reported, author)},
		{r.Name + ".reported/1", "another's", those(promises, "organiser"), reads(method.Reported, sitis)},
		{r.Name + ".observed/1", "own", those(promises, halltest.Elsewhere), reads(method.Observed, author)}, // which is Siti's there
		{r.Name + ".observed/1", "another's", those(promises, with(contributors[1:], halltest.Elsewhere)...), reads(method.Observed, sitis)},
		{r.Name + ".decided/1", "", those(promises, "organiser", halltest.Elsewhere), reads(method.Decided, sitis)},
		{r.Name + ".reading-taken-back/1", "own", those(promises, contributors...), takesBack(author)},
		{r.Name + ".reading-taken-back/1", "another's", nil, takesBack(sitis)},
	}
}

func shelfAttempts() []attempt {
	return []attempt{
		{"Cast", "", contributors, func(h *hall, _ session.MemberID) change {
			return &voting.Cast{Board: my, Item: h.votes(layout.Dots), Dots: 1}
		}},
		{"Answer", "in a vote", contributors, func(h *hall, _ session.MemberID) change {
			return &voting.Answer{Board: my, Item: h.votes(layout.Consent), Answer: ballot.Consents}
		}},
		{"Rank", "", contributors, func(h *hall, _ session.MemberID) change {
			return &voting.Rank{Board: my, Order: []method.ItemID{h.votes(layout.ByCountry)}}
		}},
		{"Want", "", contributors, func(h *hall, _ session.MemberID) change {
			q := h.NewItem("What does it cost?")
			q.Board, q.Part = h.on(method.Panel), layout.Questions
			h.Must(h.Siti, q)
			return &questions.Want{Question: q.Item}
		}},
		{"Answer", "", contributors, func(h *hall, _ session.MemberID) change {
			h.asksHowItWas(0)
			return &evaluation.Answer{InItem: howItWas, Answers: evaluation.Answers{Scales: map[string]int{"useful": 4}}}
		}},
		{"SaveDraft", "", everyMember, func(*hall, session.MemberID) change {
			return &session.SaveDraft{Name: "item", Value: []byte("half a thou")}
		}},
		{"ForgetMe", "own", contributors, func(h *hall, who session.MemberID) change {
			return &session.ForgetMe{Contribution: string(ownItem(h, who))}
		}},
		{"ForgetMe", "another's", nil, func(h *hall, _ session.MemberID) change {
			return &session.ForgetMe{Contribution: string(h.OthersItem())}
		}},
	}
}

// TestEveryRoleAgainstEveryChange tries each change as everybody, each time in
// a meeting of its own.
func TestEveryRoleAgainstEveryChange(t *testing.T) {
	for _, a := range attempts() {
		for _, name := range everybody {
			t.Run(strings.Join([]string{a.kind, a.how, name}, " "), func(t *testing.T) {
				h := newHall(t)
				who := h.Named(name)
				c := a.make(h, who)
				before, records := h.State(), len(h.Records())
				err := h.Do(who, c)
				if slices.Contains(a.may, name) {
					h.OK(err)
					return
				}
				h.Refused(err, refusal.NotAllowed, refusal.NotFound, refusal.NotInGroup, refusal.NotYourOrg, refusal.UndoTouched)
				if h.State() != before || len(h.Records()) != records {
					t.Error("a refused change has changed something")
				}
			})
		}
	}
}

// TestEveryChangeHasItsRow fails when somebody adds a change and forgets the
// table above. For the directory see TestOnlyTheHostChangesTheDirectory.
func TestEveryChangeHasItsRow(t *testing.T) {
	rows := map[string]bool{}
	for _, a := range attempts() {
		rows[a.kind] = true
	}
	for kind := range session.CommunityKinds(halltest.Registers(), host.Kinds()...) {
		if !rows[kind] {
			t.Errorf("%s is in no row of the table", kind)
		}
	}
}

// TestWhoeverIsGoneOrganisesNothing, also where the installation says so.
func TestWhoeverIsGoneOrganisesNothing(t *testing.T) {
	for _, ends := range []bool{false, true} {
		organise := &session.OrganiseCommunity{Member: "gone", Ends: ends, ByInstallation: true}
		if err := organise.Check(session.New(nil), session.Who{Host: true}); !halltest.IsRefusal(err, refusal.NotFound) {
			t.Errorf("ends %v: got %v", ends, err)
		}
	}
}

// TestWhoeverIsGoneIsNotErasedAgain: there is nobody to forget.
func TestWhoeverIsGoneIsNotErasedAgain(t *testing.T) {
	erase := &session.EraseMember{Member: "gone"}
	if err := erase.Check(session.New(nil), session.Who{Member: "gone", Host: true}); !halltest.IsRefusal(err, refusal.NotFound) {
		t.Errorf("got %v", err)
	}
}

// TestNobodyIsMergedWithWhoIsNotThere, nor with themselves.
func TestNobodyIsMergedWithWhoIsNotThere(t *testing.T) {
	h := newHall(t)
	steers := session.Who{Member: h.Members[method.Organiser], Host: true}
	for _, two := range [][2]session.MemberID{{"gone", h.Siti}, {h.Siti, "gone"}, {h.Siti, h.Siti}} {
		merge := &session.MergeMembers{Meeting: kl, First: two[0], Second: two[1]}
		if err := merge.Check(h.Shared().Community, steers); !halltest.IsRefusal(err, refusal.NotFound) {
			t.Errorf("%v: got %v", two, err)
		}
	}
}

// TestOnlyTheHostChangesTheDirectory: no role is enough, not even for a change
// that is complete.
func TestOnlyTheHostChangesTheDirectory(t *testing.T) {
	for kind, c := range directory.Kinds() {
		for _, who := range []session.Who{{}, {Member: "siti"}} {
			if err := c.Check(&directory.Directory{}, who); !halltest.IsRefusal(err, refusal.NotAllowed) {
				t.Errorf("%s by %v: got %v", kind, who, err)
			}
		}
	}
}

// TestClosedMeetingTakesNoMore goes through the changes of those who may make
// them, once more, in a meeting that is closed.
func TestClosedMeetingTakesNoMore(t *testing.T) {
	still := []string{"community.founded/1", "export.recorded/1", "country.corrected/1", "organisation.corrected/1", "meeting.convened/1", "meeting.reopened/1", "meeting.removed/1", "meeting.restored/1",
		"meeting.kept/1", "item.moderated/1", "item.restored/1", "item.upheld/1", "organisation.new/1", "attendance.member/1", "attendance.others/1", "widening.asked/1", "said.answered/1", "SaveDraft"}
	for _, a := range attempts() {
		if a.kind == "evaluation.counted/1" { // nothing that is not counted is closed
			continue
		}
		if len(a.may) == 0 || slices.Contains(still, a.kind) || strings.HasPrefix(a.kind, "member.") || outlives(a.kind) {
			continue
		}
		t.Run(a.kind+" "+a.how, func(t *testing.T) {
			h := newHall(t)
			c := a.make(h, h.Facilitator())
			h.To(my, layout.Discuss)
			h.Must(h.Facilitator(), &session.CloseMeeting{Meeting: kl})
			want := refusal.MeetingClosed
			if a.kind == "ForgetMe" || a.kind == "item.appealed/1" || a.kind == "widening.answered/1" || strings.Contains(a.kind, "taken-back") {
				want = refusal.NotAllowed // nobody is known as the author any more
			}
			h.Refused(h.Do(h.Facilitator(), c), want)
		})
	}
}

// outlives reports whether a change of an entry is possible after its meeting; see
// TestEntriesOutliveTheirMeeting.
func outlives(kind string) bool {
	_, what, _ := strings.Cut(kind, ".")
	return slices.Contains([]string{"confirmed/1", "handed-over/1", "reported/1", "observed/1", "decided/1"}, what)
}

// TestLeadOrganisationEdits: whoever speaks for the lead may keep it up to date.
func TestLeadOrganisationEdits(t *testing.T) {
	h := newHall(t)
	participant, scribe := h.Members[method.Participant], h.Members[method.Scribe]
	for _, m := range h.NewEntries("Train judges") {
		lead, ok := halltest.Leads(m.Register)
		if !ok {
			continue
		}
		halltest.Says(m, lead.Key, string(h.Organisation(participant)))
		h.Must(h.Siti, m)
		if h.Entry(m.Entry).Lead().Confirmed {
			t.Errorf("%s: somebody else bound an organisation", m.Register.Name)
		}
		h.Refused(h.Do(scribe, h.Edit(m.Entry, 1, "Train judges")), refusal.NotAllowed)
		h.Must(participant, h.Edit(m.Entry, 1, "Train judges"))
		if !h.Entry(m.Entry).Lead().Confirmed {
			t.Errorf("%s: an organisation's own member did not confirm it", m.Register.Name)
		}
	}
}

// TestAnEditConfirmsAsItsSignatureShows: who signed by organisation confirms for that one
// with an edit, and for one that they have gone to since tells nobody where they are.
func TestAnEditConfirmsAsItsSignatureShows(t *testing.T) {
	for _, moves := range []bool{false, true} {
		h := newHall(t)
		m := h.NewEntry(commitment.Register(), "Train judges")
		m.Attribution = method.ByOrganisation
		h.Must(h.Siti, m)
		if moves {
			h.Must(h.Siti, &session.ChangeProfile{Member: h.Siti, Revision: 1, Profile: session.Profile{Name: "Siti", Organisation: "Elsewhere", Type: method.CSO}})
			h.Must(h.Members[method.Organiser], &session.GrantSpeaking{Member: h.Siti, Organisation: h.Organisation(h.Siti)})
		}
		lead, _ := halltest.Leads(commitment.Register())
		h.Must(h.Siti, h.Fill(m.Entry, 1, lead.Key, string(h.Organisation(h.Siti))))
		if got := h.Entry(m.Entry).Lead(); got.Organisation != h.Organisation(h.Siti) || got.Confirmed == moves {
			t.Errorf("gone elsewhere %v: the lead is %+v", moves, got)
		}
	}
}

// TestSupportIsProposedUntilConfirmed also by whoever claims otherwise.
func TestSupportIsProposedUntilConfirmed(t *testing.T) {
	h := newHall(t)
	scribe, observer := h.Organisation(h.Members[method.Scribe]), h.Organisation(h.Members[method.Observer])
	m, fields := h.newCommitment("Train judges")
	fields.Supporting = []field.Support{{Organisation: scribe, Confirmed: true}, {Organisation: observer, Confirmed: true}}
	h.Must(h.Siti, m)
	got := func() []field.Support { return h.Entry(m.Entry).Fields.(*commitment.Fields).Supporting }
	want := []field.Support{{Organisation: scribe}, {Organisation: observer}}
	if !slices.Equal(got(), want) {
		t.Errorf("got %v, want %v", got(), want)
	}
	h.Must(h.Members[method.Scribe], &session.ConfirmEntry{Register: m.Register, Entry: m.Entry, Organisation: scribe})
	want[0].Confirmed = true
	if !slices.Equal(got(), want) {
		t.Errorf("confirmed: got %v, want %v", got(), want)
	}
	// An edit keeps what was confirmed and adds nothing.
	again := *fields
	again.Supporting = []field.Support{{Organisation: observer, Confirmed: true}, {Organisation: scribe}}
	h.Must(h.Siti, &session.EditEntry{Register: m.Register, Entry: m.Entry, Revision: 2, Fields: &again})
	want[0], want[1] = want[1], want[0]
	if !slices.Equal(got(), want) {
		t.Errorf("edited: got %v, want %v", got(), want)
	}
}

// TestWhichRoleIsAboveWhich: one has more rights, or neither has.
func TestWhichRoleIsAboveWhich(t *testing.T) {
	ranks := map[method.Role]int{
		"": 0, method.Observer: 1, method.Interpreter: 1, method.Participant: 2, method.Scribe: 2,
		method.Facilitator: 3, method.Organiser: 4,
	}
	for a, high := range ranks {
		for b, low := range ranks {
			if got := a.Above(b); got != (high > low) {
				t.Errorf("%q above %q: %v", a, b, got)
			}
		}
	}
	if roles := method.Roles(); slices.ContainsFunc(roles[1:], func(r method.Role) bool { return r.Above(roles[0]) }) ||
		!slices.IsSortedFunc(roles, func(a, b method.Role) int { return ranks[b] - ranks[a] }) {
		t.Errorf("%v do not begin with the most rights", roles)
	}
}
