package main

import "github.com/convene-ssh/convene/session"

// The sample plays a meeting that was held, by the facts of a public newsletter:
// who convened it, when, where, with how many people from which countries, and
// what they wanted of it. The people, their organisations and everything that
// they write are invented.
const (
	sampleCommunity session.CommunityID = "asia-pacific-cop"
	sampleName                          = "Asia Pacific Community of Practice"
	sampleMeeting   session.MeetingID   = "kuala-lumpur-2022"
)

func sampleDetails() session.MeetingDetails {
	return session.MeetingDetails{
		Title: "Asia Pacific regional meeting, Kuala Lumpur", Place: "Kuala Lumpur, Malaysia", Mode: session.InPerson,
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
		{ID: "welcome", Day: 1, Start: "09:00", Minutes: 30, Kind: session.Plenary, Title: "Welcome, and how we want to work together"},
		{ID: "round", Day: 1, Start: "09:30", Minutes: 75, Kind: session.Round, Title: "Achievements, challenges and lessons learnt"},
		{ID: "swot-my", Day: 1, Start: "11:00", Minutes: 60, Kind: session.SWOT, Title: "SWOT analysis: Malaysia"},
		{ID: "swot-id", Day: 1, Start: "13:00", Minutes: 60, Kind: session.SWOT, Title: "SWOT analysis: Indonesia"},
		{ID: "swot-th", Day: 1, Start: "14:00", Minutes: 60, Kind: session.SWOT, Title: "SWOT analysis: Thailand"},
		{ID: "gender", Day: 1, Start: "15:15", Minutes: 60, Kind: session.Exchange, Title: "Gender in advocacy and in practice"},
		{ID: "lead", Day: 1, Start: "16:15", Minutes: 45, Kind: session.Roundtable, Title: "People with lived experience lead: how, and what stands in the way"},
		{ID: "levels", Day: 2, Start: "09:00", Minutes: 75, Kind: session.WorkingGroup, Title: "From the national level to the region and back"},
		{ID: "commitments", Day: 2, Start: "10:30", Minutes: 60, Kind: session.CommitmentRound, Title: "What each of us takes on"},
		{ID: "actions", Day: 2, Start: "11:30", Minutes: 60, Kind: session.ActionPlanning, Title: "Actions across countries"},
		{ID: "topics", Day: 2, Start: "13:30", Minutes: 60, Kind: session.Topics, Title: "Topics for the next peer-learning platform"},
		{ID: "vision", Day: 2, Start: "14:45", Minutes: 60, Kind: session.Visioning, Title: "A regional platform that lasts"},
		{ID: "evaluation", Day: 2, Start: "16:00", Minutes: 30, Kind: session.Evaluation, Title: "What we keep, and what we change"},
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
		{Name: "Aina Rahman", Organisation: bridge, Type: session.CSO, Country: "MY"},
		{Name: "Kavitha Raj", Organisation: bridge, Type: session.CSO, Country: "MY"},
		{Name: "Zaw Htun", Organisation: lantern, Type: session.RefugeeLed, Country: "MY"},
		{Name: "Noor Idris", Organisation: lantern, Type: session.RefugeeLed, Country: "MY"},
		{Name: "Mei Tan", Organisation: straits, Type: session.Academia, Country: "MY"},
		{Name: "Ratna Putri", Organisation: pelita, Type: session.CSO, Country: "ID"},
		{Name: "Bagus Santoso", Organisation: pelita, Type: session.CSO, Country: "ID"},
		{Name: "Hamid Karimi", Organisation: suara, Type: session.RefugeeLed, Country: "ID"},
		{Name: "Maya Harahap", Organisation: teratai, Type: session.Academia, Country: "ID"},
		{Name: "Anong Saetang", Organisation: rimnam, Type: session.CSO, Country: "TH"},
		{Name: "Niran Boonmee", Organisation: rimnam, Type: session.CSO, Country: "TH"},
		{Name: "Ploy Suksai", Organisation: rung, Type: session.CSO, Country: "TH"},
		{Name: "Kyaw Lin", Organisation: doi, Type: session.OtherType, Country: "TH"},
	}
}

// sampleBoard is a SWOT analysis and the phase that it has come to.
type sampleBoard struct {
	subject, prefix string
	until           session.Phase
	items           []sampleItem
}

// sampleItem is a contribution, and the dots that it gets if there is a vote.
type sampleItem struct {
	by       string
	quadrant session.Quadrant
	text     string
	level    session.Level
	dots     int
}

// What commitments and actions come from.
const (
	referrals = "A case that one of us cannot take reaches another of us within a day."
	figures   = "We count differently, so our numbers on children do not add up."
	missions  = "Embassies and missions would rather hear from all of us at once than from each of us."
	housing   = "Rumah bersama tanpa penjaga sudah berjalan baik dan murah."
	treaties  = "Shadow reports to treaty bodies can say what the debate at home leaves out."
)

func sampleBoards() []sampleBoard {
	return []sampleBoard{
		{"Malaysia", "MY", session.Discuss, []sampleItem{
			{"Kavitha Raj", session.Strengths, referrals, session.National, 6},
			{"Zaw Htun", session.Strengths, "Refugee teachers run the learning circles, and families trust them.", session.Local, 4},
			{"Mei Tan", session.Weaknesses, figures, session.National, 9},
			{"Noor Idris", session.Weaknesses, "Meetings are in English, and those with the most to say stay silent.", session.Local, 5},
			{"Aina Rahman", session.Opportunities, missions, session.National, 4},
			{"Kavitha Raj", session.Opportunities, treaties, session.Global, 7},
			{"Zaw Htun", session.Threats, "After every raid, families move away from the clinic that knows them.", session.Local, 3},
			{"Mei Tan", session.Threats, "A change of desk officers can undo a year of quiet talks.", session.National, 1},
		}},
		{"Indonesia", "ID", session.Revealed, []sampleItem{
			{"Ratna Putri", session.Strengths, housing, session.Local, 0},
			{"Hamid Karimi", session.Strengths, "Young refugees interpret for newcomers, in nine languages.", session.Local, 0},
			{"Bagus Santoso", session.Weaknesses, "Catatan kami tersebar di banyak tempat dan sulit dibandingkan.", session.National, 0},
			{"Hamid Karimi", session.Weaknesses, "Nobody pays those of us who advise from experience.", session.National, 0},
			{"Maya Harahap", session.Opportunities, "A workshop at ASEAN level could take up what works in our cities.", session.Regional, 0},
			{"Ratna Putri", session.Opportunities, "Pemerintah kota ingin belajar dari kota lain.", session.Local, 0},
			{"Bagus Santoso", session.Threats, "Kesepakatan lisan hilang ketika pejabatnya pindah.", session.National, 0},
			{"Maya Harahap", session.Threats, "Rumours online turn neighbours against a house before it opens.", session.Local, 0},
		}},
		{"Thailand", "TH", session.Gather, []sampleItem{
			{"Anong Saetang", session.Strengths, "เรามีทีมดูแลรายกรณีที่ทำงานกับครอบครัวอย่างต่อเนื่อง", session.National, 0},
			{"Kyaw Lin", session.Strengths, "Community leaders on both sides of the border know each other.", session.Regional, 0},
			{"Niran Boonmee", session.Weaknesses, "ล่ามผู้หญิงยังมีไม่พอ", session.Local, 0},
			{"Ploy Suksai", session.Opportunities, "The next CEDAW shadow report is a chance for women, children and gender-diverse people to be heard.", session.Global, 0},
			{"Anong Saetang", session.Threats, "ค่าประกันตัวสูงเกินกว่าที่ครอบครัวจะจ่ายได้", session.National, 0},
		}},
	}
}

// sampleCommitment is a promise and who writes it down.
type sampleCommitment struct {
	by     string
	fields session.CommitmentFields
}

func sampleCommitments(org func(string) session.Support, item map[string]session.ItemID) []sampleCommitment {
	return []sampleCommitment{
		{"Mei Tan", session.CommitmentFields{
			Title:       "One way of counting children, agreed by all who count",
			Description: "A short guide with definitions, tried out for three months before we publish any number.",
			Kind:        session.Committed, Mode: session.Common,
			Lead: org(straits), Supporting: []session.Support{org(bridge), org(lantern)},
			Country: "MY", Level: session.National, Start: "2022-09-01", End: "2023-03-31", NextReview: "2023-02-01",
			From: []session.Origin{{Item: item[figures]}}, Stage: session.StagePlanning,
		}},
		{"Ratna Putri", session.CommitmentFields{
			Title:       "Open house: two visits for members who want to run one",
			Description: "Members from the other countries see how a shared house without guards is run, and take the house rules home.",
			Kind:        session.Committed, Mode: session.InPartnership,
			Lead: org(pelita), Supporting: []session.Support{org(suara), org(rimnam)},
			Country: "ID", Level: session.Regional, Start: "2022-10-01", End: "2023-06-30", NextReview: "2023-02-01",
			From: []session.Origin{{Item: item[housing]}}, Stage: session.StagePlanning,
		}},
	}
}

// sampleAction is an action and who writes it down.
type sampleAction struct {
	by     string
	fields session.ActionFields
}

func sampleActions(org func(string) session.Support, item map[string]session.ItemID, commitment map[string]session.CommitmentID) []sampleAction {
	return []sampleAction{
		{"Ploy Suksai", session.ActionFields{
			Title:       "A chapter on detention for the CEDAW shadow report",
			Description: "Women, children and gender-diverse people decide what it says; each country adds what it can show.",
			Kind:        session.RegionalMechanism, Lead: org(rung), Contributors: []session.Support{org(bridge), org(teratai)},
			Countries: []session.Country{"TH", "MY", "ID"}, Scope: session.ScopeMultiNational,
			Mechanism: "CEDAW shadow reporting", Window: "the upcoming reporting round",
			Start: "2022-09-15", End: "2023-05-31", NextReview: "2023-02-01",
			From: []session.Origin{{Item: item[treaties]}}, Status: session.Pipeline,
		}},
		{"Mei Tan", session.ActionFields{
			Title: "Try out the counting guide in three places", Kind: session.Research,
			Lead: org(straits), Contributors: []session.Support{org(lantern)},
			Countries: []session.Country{"MY"}, Scope: session.ScopeNational,
			Start: "2022-11-01", End: "2023-01-31", NextReview: "2023-02-01",
			From:   []session.Origin{{Commitment: commitment["One way of counting children, agreed by all who count"]}},
			Status: session.Pipeline,
		}},
	}
}
