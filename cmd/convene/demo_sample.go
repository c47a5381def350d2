package main

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/adaptation"
	"github.com/convene-ssh/convene/session/register/agreement"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/pledge"
	"github.com/convene-ssh/convene/session/register/practice"
	"github.com/convene-ssh/convene/session/register/promise"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/session/register/topic"
	"github.com/convene-ssh/convene/session/register/undertaking"
)

// The sample plays a meeting that was held, by the facts of a public newsletter:
// who convened it, when, where, with how many people from which countries, and
// what they wanted of it. The people, their organisations and everything that
// they write are invented.
const (
	sampleCommunity method.CommunityID = "asia-pacific-cop"
	sampleName                         = "Asia Pacific Community of Practice"
	sampleMeeting   method.MeetingID   = "kuala-lumpur-2022"
)

func sampleDetails() session.MeetingDetails {
	return session.MeetingDetails{
		Title: "Asia Pacific regional meeting, Kuala Lumpur", Place: "Kuala Lumpur, Malaysia", Mode: method.InPerson,
		First: "2022-08-09", Last: "2022-08-10",
		Convenors: []string{"International Detention Coalition"},
		Objectives: []string{
			"Learn from each other what helps and what hinders alternatives to detention, above all for children and for people at particular risk.",
			"Become better at planning advocacy together: towards governments, with allies from other fields, and with leaders of refugee communities.",
			"Find work that members from two or more countries want to do jointly.",
			"Picture a lasting regional platform of civil society, and agree on its first stones.",
		},
	}
}

func sampleAgenda() []session.AgendaItem {
	return []session.AgendaItem{
		{ID: "welcome", Day: 1, Start: "09:00", Minutes: 30, Kind: method.Plenary, Title: "Welcome, and how we want to work together"},
		{ID: "round", Day: 1, Start: "09:30", Minutes: 75, Kind: method.Round, Title: "Achievements, challenges and lessons learnt", Board: "round"},
		{ID: "swot-my", Day: 1, Start: "11:00", Minutes: 60, Kind: method.SWOT, Title: "Malaysia", Board: "swot-my", Country: "MY"},
		{ID: "swot-id", Day: 1, Start: "13:00", Minutes: 60, Kind: method.SWOT, Title: "Indonesia", Board: "swot-id", Country: "ID"},
		{ID: "swot-th", Day: 1, Start: "14:00", Minutes: 60, Kind: method.SWOT, Title: "Thailand", Board: "swot-th", Country: "TH"},
		{ID: "gender", Day: 1, Start: "15:15", Minutes: 60, Kind: method.Exchange, Title: "Gender in advocacy and in practice"},
		{ID: "lead", Day: 1, Start: "16:15", Minutes: 45, Kind: method.Roundtable, Title: "People with lived experience lead: how, and what stands in the way"},
		{ID: "levels", Day: 2, Start: "09:00", Minutes: 75, Kind: method.WorkingGroup, Title: "From the national level to the region and back"},
		{ID: "commitments", Day: 2, Start: "10:30", Minutes: 60, Kind: method.CommitmentRound, Title: "What each of us takes on"},
		{ID: "actions", Day: 2, Start: "11:30", Minutes: 60, Kind: method.ActionPlanning, Title: "Actions across countries"},
		{ID: "topics", Day: 2, Start: "13:30", Minutes: 60, Kind: method.Topics, Title: "Topics for the next peer-learning platform"},
		{ID: "vision", Day: 2, Start: "14:45", Minutes: 60, Kind: method.Visioning, Title: "A regional platform that lasts"},
		{ID: "evaluation", Day: 2, Start: "16:00", Minutes: 30, Kind: method.Evaluation, Title: "What we keep, and what we change"},
	}
}

// The organisations of the sample.
const (
	bridge  = "Bridge Street Legal Aid"
	lantern = "Lantern Learning Circles"
	straits = "Straits Centre for Migration Studies"
	pelita  = "Pelita Pantai"
	suara   = "Suara Muda di Perantauan"
	teratai = "Klinik Hukum Teratai"
	rimnam  = "Baan Rim Nam Project"
	rung    = "Rung Arun Women's Desk"
	doi     = "Doi Sao Network"
)

// samplePeople are the thirteen; the first of them facilitates.
func samplePeople() []session.Profile {
	return []session.Profile{
		{Name: "Aina Rahman", Organisation: bridge, Type: method.CSO, Country: "MY"},
		{Name: "Kavitha Raj", Organisation: bridge, Type: method.CSO, Country: "MY"},
		{Name: "Zaw Htun", Organisation: lantern, Type: method.RefugeeLed, Country: "MY"},
		{Name: "Noor Idris", Organisation: lantern, Type: method.RefugeeLed, Country: "MY"},
		{Name: "Mei Tan", Organisation: straits, Type: method.Academia, Country: "MY"},
		{Name: "Ratna Putri", Organisation: pelita, Type: method.CSO, Country: "ID"},
		{Name: "Bagus Santoso", Organisation: pelita, Type: method.CSO, Country: "ID"},
		{Name: "Hamid Karimi", Organisation: suara, Type: method.RefugeeLed, Country: "ID"},
		{Name: "Maya Harahap", Organisation: teratai, Type: method.Academia, Country: "ID"},
		{Name: "Anong Saetang", Organisation: rimnam, Type: method.CSO, Country: "TH"},
		{Name: "Niran Boonmee", Organisation: rimnam, Type: method.CSO, Country: "TH"},
		{Name: "Ploy Suksai", Organisation: rung, Type: method.CSO, Country: "TH"},
		{Name: "Kyaw Lin", Organisation: doi, Type: method.OtherType, Country: "TH"},
	}
}

// sampleBoard is a board and the phase that it has come to.
type sampleBoard struct {
	kind  method.AgendaKind
	board method.BoardID
	until method.Phase
	items []sampleItem
}

// sampleItem is a contribution, and the dots that it gets if there is a vote.
type sampleItem struct {
	by    string
	part  method.Part
	text  string
	level method.Level
	dots  int
}

// What entries come from.
const (
	counting  = "One way of counting children, agreed by all who count"
	referrals = "A case that one of us cannot take reaches another of us within a day."
	figures   = "We count differently, so our numbers on children do not add up."
	missions  = "Embassies and missions would rather hear from all of us at once than from each of us."
	housing   = "Rumah bersama tanpa penjaga sudah berjalan baik dan murah."
	hosting   = "Families host newcomers for the first three months"
	memo      = "Memorandum on shared houses between three members"
	treaties  = "Shadow reports to treaty bodies can say what the debate at home leaves out."
)

func sampleBoards() []sampleBoard {
	return []sampleBoard{
		{method.Round, "round", method.Discuss, []sampleItem{
			{"Kavitha Raj", method.Achievements, "Two magistrates now ask for a case worker before they decide where a family stays.", method.National, 0},
			{"Ratna Putri", method.Achievements, "Tiga puluh keluarga pindah ke rumah bersama, dan semua anaknya bersekolah.", method.Local, 0},
			{"Anong Saetang", method.Achievements, "เด็กสิบสองคนได้กลับไปอยู่กับครอบครัวระหว่างรอคำตัดสิน", method.Local, 0},
			{"Zaw Htun", method.Challenges, "Our volunteers are tired: the same five people answer every call at night.", method.Local, 0},
			{"Bagus Santoso", method.Challenges, "Tetangga baru sering belum mengenal kami, lalu merasa takut.", method.Local, 0},
			{"Niran Boonmee", method.Challenges, "เจ้าหน้าที่ย้ายบ่อย เราจึงต้องเริ่มอธิบายใหม่ทุกครั้ง", method.National, 0},
			{"Hamid Karimi", method.Lessons, "Pay those who advise you: they stay, and bring others.", method.Local, 0},
			{"Mei Tan", method.Lessons, "Agree with the police on one page before the first case, not after it.", method.National, 0},
			{"Ploy Suksai", method.Lessons, "เมื่อผู้หญิงเลือกล่ามเอง เธอจะเล่าได้มากขึ้น", method.Local, 0},
		}},
		{method.SWOT, "swot-my", method.Discuss, []sampleItem{
			{"Kavitha Raj", method.Strengths, referrals, method.National, 6},
			{"Zaw Htun", method.Strengths, "Refugee teachers run the learning circles, and families trust them.", method.Local, 4},
			{"Mei Tan", method.Weaknesses, figures, method.National, 9},
			{"Noor Idris", method.Weaknesses, "Meetings are in English, and those with the most to say stay silent.", method.Local, 5},
			{"Aina Rahman", method.Opportunities, missions, method.National, 4},
			{"Kavitha Raj", method.Opportunities, treaties, method.Global, 7},
			{"Zaw Htun", method.Threats, "After every raid, families move away from the clinic that knows them.", method.Local, 3},
			{"Mei Tan", method.Threats, "A change of desk officers can undo a year of quiet talks.", method.National, 1},
		}},
		{method.SWOT, "swot-id", method.Revealed, []sampleItem{
			{"Ratna Putri", method.Strengths, housing, method.Local, 0},
			{"Hamid Karimi", method.Strengths, "Young refugees interpret for newcomers, in nine languages.", method.Local, 0},
			{"Bagus Santoso", method.Weaknesses, "Catatan kami tersebar di banyak tempat dan sulit dibandingkan.", method.National, 0},
			{"Hamid Karimi", method.Weaknesses, "Nobody pays those of us who advise from experience.", method.National, 0},
			{"Maya Harahap", method.Opportunities, "A workshop at ASEAN level could take up what works in our cities.", method.Regional, 0},
			{"Ratna Putri", method.Opportunities, "Pemerintah kota ingin belajar dari kota lain.", method.Local, 0},
			{"Bagus Santoso", method.Threats, "Kesepakatan lisan hilang ketika pejabatnya pindah.", method.National, 0},
			{"Maya Harahap", method.Threats, "Rumours online turn neighbours against a house before it opens.", method.Local, 0},
		}},
		{method.SWOT, "swot-th", method.Gather, []sampleItem{
			{"Anong Saetang", method.Strengths, "เรามีทีมดูแลรายกรณีที่ทำงานกับครอบครัวอย่างต่อเนื่อง", method.National, 0},
			{"Kyaw Lin", method.Strengths, "Community leaders on both sides of the border know each other.", method.Regional, 0},
			{"Niran Boonmee", method.Weaknesses, "ล่ามผู้หญิงยังมีไม่พอ", method.Local, 0},
			{"Ploy Suksai", method.Opportunities, "The next CEDAW shadow report is a chance for women, children and gender-diverse people to be heard.", method.Global, 0},
			{"Anong Saetang", method.Threats, "ค่าประกันตัวสูงเกินกว่าที่ครอบครัวจะจ่ายได้", method.National, 0},
		}},
	}
}

// sampleEntry is an entry of a register, and who writes it down.
type sampleEntry struct {
	by       string
	register *session.Register
	fields   any
}

// audience is whom an entry is for: everybody reads what works elsewhere and what was
// pledged in public, and only members the rest.
func (e sampleEntry) audience() method.Audience {
	switch e.fields.(type) {
	case *practice.Fields, *pledge.Fields:
		return method.Public
	}
	return method.Members
}

// sampleEntries are some that come from what was written before them: an item or an
// entry is found by its words.
type sampleEntries func(org func(string) field.Support, from func(words string) []field.Link) []sampleEntry

// sampleCommitments are what came of the analyses.
func sampleCommitments(org func(string) field.Support, from func(words string) []field.Link) []sampleEntry {
	r := commitment.Register()
	return []sampleEntry{
		{"Mei Tan", r, &commitment.Fields{
			Title:       counting,
			Description: "A short guide with definitions, tried out for three months before we publish any number.",
			Kind:        commitment.Committed, Mode: commitment.Common,
			Lead: org(straits), Supporting: []field.Support{org(bridge), org(lantern)},
			Country: "MY", Level: method.National, Start: "2022-09-01", End: "2023-03-31", NextReview: "2023-02-01",
			From: from(figures), Stage: promise.Planning,
		}},
		{"Ratna Putri", r, &commitment.Fields{
			Title:       "Open house: two visits for members who want to run one",
			Description: "Members from the other countries see how a shared house without guards is run, and take the house rules home.",
			Kind:        commitment.Committed, Mode: commitment.InPartnership,
			Lead: org(pelita), Supporting: []field.Support{org(suara), org(rimnam)},
			Country: "ID", Level: method.Regional, Start: "2022-10-01", End: "2023-06-30", NextReview: "2023-02-01",
			From: from(housing), Stage: promise.Planning,
		}},
	}
}

// sampleActions are what came of the analyses and of the commitments.
func sampleActions(org func(string) field.Support, from func(words string) []field.Link) []sampleEntry {
	r := action.Register()
	return []sampleEntry{
		{"Ploy Suksai", r, &action.Fields{
			Title:       "A chapter on detention for the CEDAW shadow report",
			Description: "Women, children and gender-diverse people decide what it says; each country adds what it can show.",
			Kind:        action.RegionalMechanism, Lead: org(rung), Contributors: []field.Support{org(bridge), org(teratai)},
			Countries: []method.Country{"TH", "MY", "ID"}, Scope: action.MultiNational,
			Mechanism: "CEDAW shadow reporting", Window: "the upcoming reporting round",
			Start: "2022-09-15", End: "2023-05-31", NextReview: "2023-02-01",
			From: from(treaties), Status: action.Pipeline,
		}},
		{"Mei Tan", r, &action.Fields{
			Title: "Try out the counting guide in three places", Kind: action.Research,
			Lead: org(straits), Contributors: []field.Support{org(lantern)},
			Countries: []method.Country{"MY"}, Scope: action.National,
			Start: "2022-11-01", End: "2023-01-31", NextReview: "2023-02-01",
			From: from(counting), Status: action.Pipeline,
		}},
	}
}

// samplePractices are what members showed to each other.
func samplePractices(org func(string) field.Support, from func(words string) []field.Link) []sampleEntry {
	return []sampleEntry{
		{"Niran Boonmee", practice.Register(), &practice.Fields{
			Title:   hosting,
			Summary: "Families who came earlier take in those who have just arrived; a case worker visits both once a week.",
			Type:    practice.AlternativeCare, Country: "TH", Implementing: []field.Support{org(rimnam), org(doi)},
			Start: "2019-04-01", AsOf: "2022-08-01",
			Context: "A border town in which many speak the languages of both sides.",
			Effect:  "In the last year no child of a hosted family was taken to a shelter; we know it from our own case files.",
			Lessons: "Hosts need a day off, and a number to call at night.",
			Tools:   "A checklist for the first visit, in four languages.",
		}},
		{"Maya Harahap", agreement.Register(), &agreement.Fields{
			Title: memo, Summary: "How the three lend each other house rules, trainers and interpreters.",
			Parties: []field.Support{org(teratai), org(pelita), org(rimnam)},
			Signed:  "2022-08-10", Parent: "the community's terms of reference", Renewal: "2024-08-10", Stage: agreement.InForce,
			From: from(housing),
		}},
	}
}

// sampleAdaptations are what others take home of it, and the duties of the
// agreement.
func sampleAdaptations(org func(string) field.Support, from func(words string) []field.Link) []sampleEntry {
	return []sampleEntry{
		{"Noor Idris", adaptation.Register(), &adaptation.Fields{
			Title: "Host families through the learning circles", Changes: "Teachers visit instead of case workers, and we begin with four families.",
			Country: "MY", Lead: org(lantern), Stage: adaptation.Trying, CheckBack: "2023-02-01", Adapts: from(hosting),
		}},
		{"Ratna Putri", commitment.Register(), &commitment.Fields{
			Title: "Lend a trainer for two weeks a year", Kind: commitment.Committed, Mode: commitment.InPartnership,
			Lead: org(pelita), Country: "ID", Level: method.Regional, NextReview: "2023-02-01", Stage: promise.InProgress,
			From: from(memo),
		}},
	}
}

// samplePromisesOfOthers are what States and people who were not there have
// promised.
func samplePromisesOfOthers(org func(string) field.Support, from func(words string) []field.Link) []sampleEntry {
	return []sampleEntry{
		{"Mei Tan", pledge.Register(), &pledge.Fields{
			Title: "A pilot of community care for forty children", State: "MY", Forum: "an invented regional forum on migration",
			Level: method.National, Contribution: pledge.Process, Objective: "GCM objective 13",
			Start: "2022-10-01", End: "2024-09-30", NextReview: "2023-02-01", Stage: promise.Planning, Supports: from(counting),
		}},
		{"Anong Saetang", undertaking.Register(), &undertaking.Fields{
			Title: "Put the bail rules on the committee's list", By: "two members of an invented committee",
			Witness: "those of us who visited them in July", Country: "TH", Window: "the next legislative session",
			Opens: "2022-11-01", Closes: "2023-02-28", Follows: org(rimnam), NextReview: "2023-02-01", Stage: promise.Planning,
		}},
	}
}

// sampleTakeaways are what people want to learn next, and what they take away.
func sampleTakeaways(_ func(string) field.Support, from func(words string) []field.Link) []sampleEntry {
	return []sampleEntry{
		{"Hamid Karimi", topic.Register(), &topic.Fields{
			Title: "Paying people who advise from experience", Question: "Who has found a way that does not endanger anybody's status?",
			Countries: []method.Country{"ID", "MY"},
		}},
		{"Kavitha Raj", takeaway.Register(), &takeaway.Fields{
			Title: "We need fewer numbers, and the same ones", Kind: takeaway.Learning, From: from(figures),
		}},
		{"Ploy Suksai", takeaway.Register(), &takeaway.Fields{
			Title: "Three countries write one chapter together", Kind: takeaway.Result, From: from(treaties),
		}},
	}
}
