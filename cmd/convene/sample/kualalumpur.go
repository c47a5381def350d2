package sample

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/consent"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/widening"
)

// KualaLumpur plays a meeting that was held, by the facts of a public newsletter:
// who convened it, when, where, with how many people from which countries, and
// what they wanted of it. The people, their organisations and everything that
// they write are invented.
func KualaLumpur() *Sample {
	return &Sample{
		Community: "asia-pacific-cop",
		Name:      "Asia Pacific Community of Practice",
		Language:  "en",
		Meeting:   "kuala-lumpur-2022",
		Details: session.MeetingDetails{
			Title: "Asia Pacific regional meeting, Kuala Lumpur", Place: "Kuala Lumpur, Malaysia", Mode: method.InPerson,
			First: "2022-08-09", Last: "2022-08-10",
			Convenors: []string{"International Detention Coalition"},
			Objectives: []string{
				"Learn from each other what helps and what hinders alternatives to detention, above all for children and for people at particular risk.",
				"Become better at planning advocacy together: towards governments, with allies from other fields, and with leaders of refugee communities.",
				"Find work that members from two or more countries want to do jointly.",
				"Picture a lasting regional platform of civil society, and agree on its first stones.",
			},
		},
		People:    kualaLumpurPeople(),
		organiser: "Sample organiser", audience: method.Members,
		play: func(s *stage) {
			s.convene(s.Meeting, s.Details, kualaLumpurAgenda())
			for _, b := range kualaLumpurBoards() {
				s.gather(b)
			}
			s.match(figures, records)
			kualaLumpurStrategies(s)
			kualaLumpurCommitments(s)
			kualaLumpurActions(s)
			kualaLumpurPractices(s)
			kualaLumpurAdaptations(s)
			kualaLumpurPromisesOfOthers(s)
			kualaLumpurTakeaways(s)
			kualaLumpurOffers(s)
			kualaLumpurWidenings(s)
			s.open("swot-th")
		},
	}
}

// kualaLumpurWidenings is who is asked whether the public may read what they wrote for
// members, and what they say; who says nothing stays with members.
func kualaLumpurWidenings(s *stage) {
	answers := []struct {
		by, words string
		says      consent.Answer
	}{
		{"Kavitha Raj", "Two magistrates now ask for a case worker before they decide where a family stays.", consent.AsItIs},
		{"Ratna Putri", "Tiga puluh keluarga pindah ke rumah bersama, dan semua anaknya bersekolah.", consent.AsItIs},
		{"Zaw Htun", "Our volunteers are tired: the same five people answer every call at night.", consent.No},
		{"Bagus Santoso", "Tetangga baru sering belum mengenal kami, lalu merasa takut.", ""},
		{"Hamid Karimi", "Pay those who advise you: they stay, and bring others.", consent.AsItIs},
		{"Mei Tan", "Agree with the police on one page before the first case, not after it.", ""},
	}
	ask := &widening.Ask{Meeting: s.Meeting, To: method.Public}
	for _, a := range answers {
		ask.Contributions = append(ask.Contributions, s.wrote[a.words])
	}
	s.do(s.cast.Organiser, ask)
	for _, a := range answers {
		if a.says != "" {
			s.do(s.cast.member[a.by], &widening.Answer{Contribution: s.wrote[a.words], Revision: 1, To: method.Public, Answer: a.says})
		}
	}
}

func kualaLumpurAgenda() []session.AgendaItem {
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

// kualaLumpurPeople are the thirteen.
func kualaLumpurPeople() []session.Profile {
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

// What entries come from.
const (
	counting  = "One way of counting children, agreed by all who count"
	referrals = "A case that one of us cannot take reaches another of us within a day."
	figures   = "We count differently, so our numbers on children do not add up."
	records   = "Catatan kami tersebar di banyak tempat dan sulit dibandingkan."
	raids     = "After every raid, families move away from the clinic that knows them."
	oneVoice  = "Bring the embassies one set of figures, from all of us"
	missions  = "Embassies and missions would rather hear from all of us at once than from each of us."
	housing   = "Rumah bersama tanpa penjaga sudah berjalan baik dan murah."
	hosting   = "Families host newcomers for the first three months"
	memo      = "Memorandum on shared houses between three members"
	treaties  = "Shadow reports to treaty bodies can say what the debate at home leaves out."
)

func kualaLumpurBoards() []board {
	return []board{
		{method.Round, "round", layout.Discuss, []item{
			{"Kavitha Raj", layout.Achievements, "Two magistrates now ask for a case worker before they decide where a family stays.", method.National, 0},
			{"Ratna Putri", layout.Achievements, "Tiga puluh keluarga pindah ke rumah bersama, dan semua anaknya bersekolah.", method.Local, 0},
			{"Anong Saetang", layout.Achievements, "เด็กสิบสองคนได้กลับไปอยู่กับครอบครัวระหว่างรอคำตัดสิน", method.Local, 0},
			{"Zaw Htun", layout.Challenges, "Our volunteers are tired: the same five people answer every call at night.", method.Local, 0},
			{"Bagus Santoso", layout.Challenges, "Tetangga baru sering belum mengenal kami, lalu merasa takut.", method.Local, 0},
			{"Niran Boonmee", layout.Challenges, "เจ้าหน้าที่ย้ายบ่อย เราจึงต้องเริ่มอธิบายใหม่ทุกครั้ง", method.National, 0},
			{"Hamid Karimi", layout.Lessons, "Pay those who advise you: they stay, and bring others.", method.Local, 0},
			{"Mei Tan", layout.Lessons, "Agree with the police on one page before the first case, not after it.", method.National, 0},
			{"Ploy Suksai", layout.Lessons, "เมื่อผู้หญิงเลือกล่ามเอง เธอจะเล่าได้มากขึ้น", method.Local, 0},
		}},
		{method.SWOT, "swot-my", layout.Discuss, []item{
			{"Kavitha Raj", layout.Strengths, referrals, method.National, 6},
			{"Zaw Htun", layout.Strengths, "Refugee teachers run the learning circles, and families trust them.", method.Local, 4},
			{"Mei Tan", layout.Weaknesses, figures, method.National, 9},
			{"Noor Idris", layout.Weaknesses, "Meetings are in English, and those with the most to say stay silent.", method.Local, 5},
			{"Aina Rahman", layout.Opportunities, missions, method.National, 4},
			{"Kavitha Raj", layout.Opportunities, treaties, method.Global, 7},
			{"Zaw Htun", layout.Threats, raids, method.Local, 3},
			{"Mei Tan", layout.Threats, "A change of desk officers can undo a year of quiet talks.", method.National, 1},
		}},
		{method.SWOT, "swot-id", layout.Revealed, []item{
			{"Ratna Putri", layout.Strengths, housing, method.Local, 0},
			{"Hamid Karimi", layout.Strengths, "Young refugees interpret for newcomers, in nine languages.", method.Local, 0},
			{"Bagus Santoso", layout.Weaknesses, records, method.National, 0},
			{"Hamid Karimi", layout.Weaknesses, "Nobody pays those of us who advise from experience.", method.National, 0},
			{"Maya Harahap", layout.Opportunities, "A workshop at ASEAN level could take up what works in our cities.", method.Regional, 0},
			{"Ratna Putri", layout.Opportunities, "Pemerintah kota ingin belajar dari kota lain.", method.Local, 0},
			{"Bagus Santoso", layout.Threats, "Kesepakatan lisan hilang ketika pejabatnya pindah.", method.National, 0},
			{"Maya Harahap", layout.Threats, "Rumours online turn neighbours against a house before it opens.", method.Local, 0},
		}},
		{method.SWOT, "swot-th", layout.Gather, []item{
			{"Anong Saetang", layout.Strengths, "เรามีทีมดูแลรายกรณีที่ทำงานกับครอบครัวอย่างต่อเนื่อง", method.National, 0},
			{"Kyaw Lin", layout.Strengths, "Community leaders on both sides of the border know each other.", method.Regional, 0},
			{"Niran Boonmee", layout.Weaknesses, "ล่ามผู้หญิงยังมีไม่พอ", method.Local, 0},
			{"Ploy Suksai", layout.Opportunities, "The next CEDAW shadow report is a chance for women, children and gender-diverse people to be heard.", method.Global, 0},
			{"Anong Saetang", layout.Threats, "ค่าประกันตัวสูงเกินกว่าที่ครอบครัวจะจ่ายได้", method.National, 0},
		}},
	}
}
