package sample

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// Network plays the tenth meeting of a network of eight organisations in seven countries,
// by the facts of a public newsletter: when it met, how large it is, and that it reviewed
// what it had done, looked at what has changed, solved problems together and drew a
// roadmap. The days, the place, the countries, the people, their organisations, the
// meeting before and everything that they write are invented.
func Network() *Sample {
	return &Sample{
		Community: "european-network",
		Name:      "European ATD Network",
		Language:  "en",
		Meeting:   "tenth-2022",
		Details: session.MeetingDetails{
			Title: "Tenth meeting of the network", Place: "Athens, Greece", Mode: method.InPerson,
			First: "2022-04-27", Last: "2022-04-28",
			Convenors: []string{"the network's own secretariat"},
			Objectives: []string{
				"See honestly what became of what we promised, after two years of screens.",
				"Understand together what has changed around us.",
				"Help each other with what does not work yet.",
				"Draw the roadmap that we follow until we meet again.",
			},
		},
		People:    networkPeople(),
		organiser: "Sample organiser", audience: method.Members,
		play: func(s *stage) {
			networkBefore(s)
			s.convene(s.Meeting, s.Details, networkAgenda())
			networkReview(s)
			for _, b := range networkBoards() {
				s.gather(b)
			}
			networkAssists(s)
			networkRoadmap(s)
			s.open("roadmap")
		},
	}
}

func networkAgenda() []session.AgendaItem {
	return []session.AgendaItem{
		{ID: "welcome", Day: 1, Start: "09:30", Minutes: 30, Kind: method.Plenary, Title: "In one room again"},
		{ID: "round", Day: 1, Start: "10:00", Minutes: 60, Kind: method.Round, Title: "What each of us has done, and found hard", Board: "round"},
		{ID: "review", Day: 1, Start: "11:15", Minutes: 60, Kind: method.ReviewPromises, Title: "What we promised"},
		{ID: "context", Day: 1, Start: "13:15", Minutes: 60, Kind: method.ContextBoard, Title: "What has changed around us", Board: "context"},
		{ID: "assist-homes", Day: 1, Start: "14:30", Minutes: 45, Kind: method.PeerAssist, Title: "Nobody rents to us"},
		{ID: "assist-officials", Day: 1, Start: "15:30", Minutes: 45, Kind: method.PeerAssist, Title: "The pilot works, and the ministry does not see it"},
		{ID: "lead", Day: 2, Start: "09:30", Minutes: 60, Kind: method.Roundtable, Title: "Who has been detained designs with us, and is paid"},
		{ID: "swot", Day: 2, Start: "10:45", Minutes: 75, Kind: method.SWOT, Title: "The network", Board: "network", Prefix: "NET"},
		{ID: "topics", Day: 2, Start: "13:00", Minutes: 30, Kind: method.Topics, Title: "What we want to learn next", Board: "topics"},
		{ID: "commitments", Day: 2, Start: "13:30", Minutes: 45, Kind: method.CommitmentRound, Title: "What each of us takes on"},
		{ID: "roadmap", Day: 2, Start: "14:30", Minutes: 75, Kind: method.ActionPlanning, Title: "Our roadmap until we meet again"},
		{ID: "close", Day: 2, Start: "16:00", Minutes: 30, Kind: "retrospective", Title: "How we have met", Board: "close"},
	}
}

// The organisations of the network.
const (
	harbour = "Harbour Light Support"
	gate    = "Open Gate Casework"
	kouris  = "Kouris Community Desk"
	skarpa  = "Dom na Skarpie"
	rila    = "Rila Casework Centre"
	leie    = "Huis aan de Leie"
	aegean  = "Aegean Listening Post"
	ponte   = "Ponte Nuovo"
)

func networkPeople() []session.Profile {
	return []session.Profile{
		{Name: "Ingrid Maes", Organisation: leie, Type: method.CSO, Country: "BE"},
		{Name: "Owen Pryce", Organisation: harbour, Type: method.CSO, Country: "GB"},
		{Name: "Samira Haddad", Organisation: harbour, Type: method.CSO, Country: "GB"},
		{Name: "Grace Oduya", Organisation: gate, Type: method.CSO, Country: "GB"},
		{Name: "Andri Loizou", Organisation: kouris, Type: method.CSO, Country: "CY"},
		{Name: "Magda Zielińska", Organisation: skarpa, Type: method.CSO, Country: "PL"},
		{Name: "Piotr Lis", Organisation: skarpa, Type: method.CSO, Country: "PL"},
		{Name: "Desislava Ilieva", Organisation: rila, Type: method.CSO, Country: "BG"},
		{Name: "Katerina Vlahou", Organisation: aegean, Type: method.CSO, Country: "GR"},
		{Name: "Yonas Tesfay", Organisation: ponte, Type: method.RefugeeLed, Country: "IT"},
		{Name: "Chiara Bonetti", Organisation: ponte, Type: method.RefugeeLed, Country: "IT"},
	}
}

// What entries of the network come from.
const (
	checklist = "One checklist to see early who is at risk"
	writeUp   = "Write up two pilots as a ministry reads them"
	calls     = "A call for case managers every month"
	visit     = "A study visit, once people may travel"

	trust     = "People stay in touch with their case worker for months without being made to."
	showing   = "We see what our work changes and cannot show it to those who decide."
	ministry  = "Two ministries have named somebody who answers our letters."
	borders   = "More and more is decided at the border, before anybody has met a case worker."
	funding   = "Most of us are paid from one year to the next."
	rents     = "Landlords want a payslip that nobody in the pilot can have."
	sameProof = "Count the same five things for every person, in all eight places"
)

func networkBoards() []board {
	return []board{
		{method.Round, "round", layout.Discuss, []item{
			{"Magda Zielińska", layout.Achievements, "Fourteen families waited for their answer at home and not in a centre.", method.Local, 0},
			{"Andri Loizou", layout.Achievements, "Officers use our questions now when somebody arrives.", method.National, 0},
			{"Desislava Ilieva", layout.Challenges, "We lost two case workers, and with them the trust of thirty people.", method.Local, 0},
			{"Yonas Tesfay", layout.Challenges, "We are asked to speak, and seldom to decide.", method.Regional, 0},
			{"Owen Pryce", layout.Lessons, "A first meeting in a kitchen says more than three in an office.", method.Local, 0},
		}},
		{method.ContextBoard, "context", layout.Discuss, []item{
			{"Katerina Vlahou", "D", borders, method.Regional, 0},
			{"Grace Oduya", "D", "Alternatives are in more laws, and most of them mean reporting every day.", method.National, 0},
			{"Chiara Bonetti", "G", "Nobody pays the months between a release and a first wage.", method.Regional, 0},
			{"Ingrid Maes", "P", "Doctors and mayors say in public what we say among us.", method.National, 0},
		}},
		{method.SWOT, "network", layout.Discuss, []item{
			{"Samira Haddad", layout.Strengths, trust, method.Regional, 6},
			{"Piotr Lis", layout.Strengths, "Eight of us answer when one of us asks.", method.Regional, 3},
			{"Ingrid Maes", layout.Weaknesses, showing, method.Regional, 8},
			{"Yonas Tesfay", layout.Weaknesses, "Those who know detention from inside are guests at our table.", method.Regional, 5},
			{"Andri Loizou", layout.Opportunities, ministry, method.National, 4},
			{"Katerina Vlahou", layout.Threats, "Rules that are being written now may make detention the first step everywhere.", method.Regional, 4},
			{"Desislava Ilieva", layout.Threats, funding, method.Regional, 3},
		}},
		{method.Topics, "topics", layout.Gather, []item{
			{"Chiara Bonetti", "L", "How to hire people whose papers run out", method.Regional, 0},
		}},
	}
}
