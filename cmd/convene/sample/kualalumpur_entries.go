package sample

import (
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/adaptation"
	"github.com/convene-ssh/convene/session/register/agreement"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/offer"
	"github.com/convene-ssh/convene/session/register/pledge"
	"github.com/convene-ssh/convene/session/register/practice"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/register/strategy"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/session/register/topic"
	"github.com/convene-ssh/convene/session/register/undertaking"
)

// kualaLumpurStrategies answer what the analysis of Malaysia found.
func kualaLumpurStrategies(s *stage) {
	s.write("Mei Tan", strategy.Register(), &strategy.Fields{
		Title:       oneVoice,
		Description: "The embassies ask for figures that agree; that is a reason for us to agree on them first.",
		Countries:   []method.Country{"MY"}, From: s.from(figures, missions),
	})
	s.write("Zaw Htun", strategy.Register(), &strategy.Fields{
		Title:     "Those who stay in touch after a raid pass the family on the same day",
		Countries: []method.Country{"MY"}, From: s.from(referrals, raids),
	})
}

// kualaLumpurCommitments are what came of the analyses.
func kualaLumpurCommitments(s *stage) {
	s.write("Mei Tan", commitment.Register(), &commitment.Fields{
		Title:       counting,
		Description: "A short guide with definitions, tried out for three months before we publish any number.",
		Kind:        commitment.Committed, Mode: commitment.Common,
		Lead: s.org(straits), Supporting: []field.Support{s.org(bridge), s.org(lantern)},
		Country: "MY", Level: method.National, Start: "2022-09-01", End: "2023-03-31", NextReview: "2023-02-01",
		From: s.from(oneVoice, figures), Stage: promise.Planning,
	})
	s.write("Ratna Putri", commitment.Register(), &commitment.Fields{
		Title:       "Open house: two visits for members who want to run one",
		Description: "Members from the other countries see how a shared house without guards is run, and take the house rules home.",
		Kind:        commitment.Committed, Mode: commitment.InPartnership,
		Lead: s.org(pelita), Supporting: []field.Support{s.org(rimnam), s.org(suara)},
		Country: "ID", Level: method.Regional, Start: "2022-10-01", End: "2023-06-30", NextReview: "2023-02-01",
		From: s.from(housing), Stage: promise.Planning,
	})
}

// kualaLumpurActions are what came of the analyses and of the commitments.
func kualaLumpurActions(s *stage) {
	s.write("Ploy Suksai", action.Register(), &action.Fields{
		Title:       "A chapter on detention for the CEDAW shadow report",
		Description: "Women, children and gender-diverse people decide what it says; each country adds what it can show.",
		Kind:        action.RegionalMechanism, Lead: s.org(rung), Contributors: []field.Support{s.org(bridge), s.org(teratai)},
		Countries: []method.Country{"TH", "MY", "ID"}, Scope: action.MultiNational,
		Mechanism: "CEDAW shadow reporting", Window: "the upcoming reporting round",
		Start: "2022-09-15", End: "2023-05-31", NextReview: "2023-02-01",
		From: s.from(treaties), Status: action.Pipeline,
	})
	s.write("Mei Tan", action.Register(), &action.Fields{
		Title: "Try out the counting guide in three places", Kind: action.Research,
		Lead: s.org(straits), Contributors: []field.Support{s.org(lantern)},
		Countries: []method.Country{"MY"}, Scope: action.National,
		Start: "2022-11-01", End: "2023-01-31", NextReview: "2023-02-01",
		From: s.from(counting), Status: action.Pipeline,
	})
}

// kualaLumpurPractices are what members showed to each other.
func kualaLumpurPractices(s *stage) {
	s.write("Niran Boonmee", practice.Register(), &practice.Fields{
		Title:   hosting,
		Summary: "Families who came earlier take in those who have just arrived; a case worker visits both once a week.",
		Type:    practice.AlternativeCare, Country: "TH", Implementing: []field.Support{s.org(rimnam), s.org(doi)},
		Start: "2019-04-01", AsOf: "2022-08-01",
		Context: "A border town in which many speak the languages of both sides.",
		Effect:  "In the last year no child of a hosted family was taken to a shelter; we know it from our own case files.",
		Lessons: "Hosts need a day off, and a number to call at night.",
		Tools:   "A checklist for the first visit, in four languages.",
	})
	s.write("Maya Harahap", agreement.Register(), &agreement.Fields{
		Title: memo, Summary: "How the three lend each other house rules, trainers and interpreters.",
		Parties: []field.Support{s.org(teratai), s.org(rimnam), s.org(pelita)},
		Signed:  "2022-08-10", Parent: "the community's terms of reference", Renewal: "2024-08-10", Stage: agreement.InForce,
		From: s.from(housing),
	})
}

// kualaLumpurAdaptations are what others take home of it, and the duties of the
// agreement.
func kualaLumpurAdaptations(s *stage) {
	s.write("Noor Idris", adaptation.Register(), &adaptation.Fields{
		Title: "Host families through the learning circles", Changes: "Teachers visit instead of case workers, and we begin with four families.",
		Country: "MY", Lead: s.org(lantern), Stage: adaptation.Trying, CheckBack: "2023-02-01", Adapts: s.from(hosting),
	})
	s.write("Ratna Putri", commitment.Register(), &commitment.Fields{
		Title: "Lend a trainer for two weeks a year", Kind: commitment.Committed, Mode: commitment.InPartnership,
		Lead: s.org(pelita), Country: "ID", Level: method.Regional, NextReview: "2023-02-01", Stage: promise.Planning,
		From: s.from(memo),
	})
	s.report("Ratna Putri", "Lend a trainer for two weeks a year", promise.InProgress, method.Limited, "The first of our trainers has said yes.")
}

// kualaLumpurPromisesOfOthers are what States and people who were not there have
// promised.
func kualaLumpurPromisesOfOthers(s *stage) {
	s.write("Mei Tan", pledge.Register(), &pledge.Fields{
		Title: "A pilot of community care for forty children", State: "MY", Forum: "an invented regional forum on migration",
		Level: method.National, Contribution: pledge.Process, Objective: "GCM objective 13",
		Start: "2022-10-01", End: "2024-09-30", NextReview: "2023-02-01", Stage: promise.Planning, Supports: s.from(counting),
	})
	s.write("Anong Saetang", undertaking.Register(), &undertaking.Fields{
		Title: "Put the bail rules on the committee's list", By: "two members of an invented committee",
		Witness: "those of us who visited them in July", Country: "TH", Window: "the next legislative session",
		Opens: "2022-11-01", Closes: "2023-02-28", Follows: s.org(rimnam), NextReview: "2023-02-01", Stage: promise.Planning,
	})
}

// kualaLumpurTakeaways are what people want to learn next, and what they take away.
func kualaLumpurTakeaways(s *stage) {
	s.write("Hamid Karimi", topic.Register(), &topic.Fields{
		Title: "Paying people who advise from experience", Question: "Who has found a way that does not endanger anybody's status?",
		Countries: []method.Country{"ID", "MY"},
	})
	s.write("Kavitha Raj", takeaway.Register(), &takeaway.Fields{
		Title: "We need fewer numbers, and the same ones", Kind: takeaway.Learning, From: s.from(figures),
	})
	s.write("Ploy Suksai", takeaway.Register(), &takeaway.Fields{
		Title: "Three countries write one chapter together", Kind: takeaway.Result, From: s.from(treaties),
	})
}

// kualaLumpurOffers are what people ask each other for, and what one of them offers.
func kualaLumpurOffers(s *stage) {
	const scheme = "How do you begin to pay advisers?"
	s.write("Noor Idris", offer.Register(), &offer.Fields{
		Title: scheme, Kind: offer.Ask, Topic: "Advisers with lived experience", Format: offer.PeerAssist,
		Lead: s.org(lantern), Country: "MY", Until: "2022-12-15", Status: offer.Open,
	})
	s.write("Ratna Putri", offer.Register(), &offer.Fields{
		Title: "Our first year of paying advisers, with the mistakes", Kind: offer.Offer, Format: offer.Call,
		Lead: s.org(pelita), Country: "ID", Status: offer.Open, Answers: s.from(scheme),
	})
	s.write("Anong Saetang", offer.Register(), &offer.Fields{
		Title: "Somebody who has trained night interpreters", Kind: offer.Ask, Topic: "Interpreting", Format: offer.Visit,
		Lead: s.org(rimnam), Country: "TH", Status: offer.Open,
	})
}
