package sample

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/session/register/topic"
)

// networkBefore is the meeting before, of which only its promises are left, and what
// became of them since.
func networkBefore(s *stage) {
	s.convene("ninth-2021", session.MeetingDetails{
		Title: "Ninth meeting of the network", Mode: method.Online, First: "2021-11-17", Last: "2021-11-17",
	}, []session.AgendaItem{
		{ID: "promises", Day: 1, Start: "10:00", Minutes: 90, Kind: method.CommitmentRound, Title: "What each of us takes on"},
	})
	networkPromise(s, "Andri Loizou", checklist, kouris, "CY")
	networkPromise(s, "Grace Oduya", writeUp, gate, "GB")
	networkPromise(s, "Magda Zielińska", calls, skarpa, "PL")
	networkPromise(s, "Ingrid Maes", visit, leie, "BE")
	s.close()
	s.report("Andri Loizou", checklist, promise.InProgress, method.Complete, "It is in use at two offices.")
	s.report("Grace Oduya", writeUp, promise.InProgress, method.Substantial, "The first is written; the second waits for its numbers.")
	s.observe("Piotr Lis", writeUp, method.Limited, "We have read one, and it is long.")
	s.report("Magda Zielińska", calls, promise.InProgress, method.Limited, "Three calls, then nobody had the hour.")
}

func networkPromise(s *stage, by, title, lead string, where method.Country) {
	s.write(by, commitment.Register(), &commitment.Fields{
		Title: title, Kind: commitment.Committed, Mode: commitment.Individual, Lead: s.org(lead), Country: where,
		Level: method.Regional, Start: "2021-12-01", End: "2022-04-15", NextReview: "2022-04-27", Stage: promise.Planning,
	})
}

// networkReview is what the meeting decides about them.
func networkReview(s *stage) {
	s.decide(checklist, method.Done, "Two offices use it without being asked.")
	s.decide(writeUp, method.Continue, "The second by the summer, in four pages.")
	s.decide(calls, method.Rescope, "Every other month, and one of us hosts.")
	s.decide(visit, method.DropEntry, "We are here now; the money goes to fares for those who could not come.")
}

// networkAssists are the two cases, and what those who told them take home.
func networkAssists(s *stage) {
	s.stepThrough("assist-homes", method.PeerAssist)
	s.notes("assist-homes", "Magda Zielińska", "Ask the parish to sign the lease for the first half year.", takeaway.Learning, "PL")
	s.notes("assist-homes", "Piotr Lis", rents, takeaway.Learning, "PL")
	s.stepThrough("assist-officials", method.PeerAssist)
	s.notes("assist-officials", "Desislava Ilieva", "Invite the official to one visit before sending one more report.", takeaway.Learning, "BG")
	s.panel("lead", "Yonas Tesfay", "Samira Haddad", "Chiara Bonetti")
	s.notes("lead", "Yonas Tesfay", "A fee, a contract and a vote: all three, or it is decoration.", takeaway.Result, "IT")
}

// networkRoadmap is what each takes on, and what they do together until they meet again.
func networkRoadmap(s *stage) {
	s.write("Ingrid Maes", commitment.Register(), &commitment.Fields{
		Title:       sameProof,
		Description: "Where somebody sleeps, whom they can call, what they have understood, their health, and what came of the case.",
		Kind:        commitment.Committed, Mode: commitment.Common,
		Lead: s.org(leie), Supporting: []field.Support{s.org(aegean), s.org(skarpa), s.org(harbour), s.org(kouris), s.org(gate), s.org(ponte), s.org(rila)},
		Level: method.Regional, Start: "2022-06-01", End: "2023-03-31", NextReview: "2022-11-01", From: s.from(showing), Stage: promise.Planning,
	})
	s.write("Yonas Tesfay", commitment.Register(), &commitment.Fields{
		Title: "Two seats with a vote for people who were detained", Kind: commitment.Committed, Mode: commitment.InPartnership,
		Lead: s.org(ponte), Supporting: []field.Support{s.org(leie)}, Country: "IT", Level: method.Regional,
		Start: "2022-05-15", End: "2022-10-31", NextReview: "2022-11-01",
		From: s.from("Those who know detention from inside are guests at our table."), Stage: promise.Planning,
	})
	s.write("Grace Oduya", action.Register(), &action.Fields{
		Title: "Four pages of proof, from all seven countries", Kind: action.Research,
		Lead: s.org(gate), Contributors: []field.Support{s.org(skarpa), s.org(leie), s.org(rila)},
		Countries: []method.Country{"GB", "BE", "PL", "BG", "CY", "GR", "IT"}, Scope: action.Regional,
		Start: "2022-09-01", End: "2023-01-31", NextReview: "2022-11-01", From: s.from(sameProof), Status: action.Pipeline,
	})
	s.write("Katerina Vlahou", action.Register(), &action.Fields{
		Title: "A case worker at the border within the first day", Description: "Two places try it and say what it takes; the others lend people for a week.",
		Kind: action.Campaign, Lead: s.org(aegean), Contributors: []field.Support{s.org(kouris)},
		Countries: []method.Country{"GR", "CY"}, Scope: action.MultiNational, Mechanism: "the rules that are being written", Window: "before they are adopted",
		Start: "2022-07-01", NextReview: "2022-11-01", From: s.from("Rules that are being written now may make detention the first step everywhere."), Status: action.Pipeline,
	})
	s.write("Andri Loizou", action.Register(), &action.Fields{
		Title: "Letters to those who answer", Kind: action.BilateralExchange, Lead: s.org(kouris), Contributors: []field.Support{s.org(harbour)},
		Countries: []method.Country{"CY", "GB"}, Scope: action.MultiNational, NextReview: "2022-11-01", From: s.from(ministry), Status: action.Pipeline,
	})
	s.write("Desislava Ilieva", topic.Register(), &topic.Fields{
		Title: "Money for three years", Question: "Who has won funding for more than a year, and what convinced the donor?",
		Countries: []method.Country{"BG", "PL"}, From: s.from(funding),
	})
	s.write("Ingrid Maes", takeaway.Register(), &takeaway.Fields{
		Title: "We stop counting differently", Kind: takeaway.Result, From: s.from(sameProof),
	})
}
