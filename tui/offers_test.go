package tui

import (
	"strings"
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register/offer"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// offers writes down an offer or an ask. Its id is "o-" and the first word of its title.
func (s *stage) offers(who string, fields offer.Fields) {
	s.t.Helper()
	id, _, _ := strings.Cut(fields.Title, " ")
	s.do(who, &session.MakeEntry{
		Register: s.shared().RegisterNamed(lens.Offered), Entry: method.EntryID("o-" + id), Meeting: stageMeeting, Audience: method.Members,
		Attribution: method.Named, Fields: &fields,
	})
}

// offered is one ask that is answered, one that is not and an offer that may answer it, and
// an offer that is free.
func (s *stage) offered() {
	s.t.Helper()
	s.offers("Mei", offer.Fields{
		Title: "Interpreters at night for hospital visits", Kind: offer.Ask, Topic: "Interpreting", Format: offer.PeerAssist, Country: "MY", Until: "2022-12-01",
	})
	s.offers("Anan", offer.Fields{Title: "How do you talk to prison officers?", Kind: offer.Ask})
	s.offers("Mei", offer.Fields{Title: "Ten years of prison visits", Kind: offer.Offer, Format: offer.Call, Answers: []field.Link{{To: "o-How"}}})
	s.offers("Budi", offer.Fields{
		Title: "A rota of interpreters by telephone", Kind: offer.Offer, Format: offer.Visit, Country: "ID", Description: "It reaches every hospital of the city.",
	})
	s.settle()
}

// walkOffers shows what members offer and ask for: as a list, in pairs, from the item in
// which people are brought together, and joined.
func (s *stage) walkOffers(look func(string, *seat), profile theme.Profile, width, height int) {
	s.t.Helper()
	s.offered()
	budi := s.sit("Budi", profile, width, height)
	budi.goes(place.Entries{Register: s.shared().RegisterNamed(lens.Offered)})
	look("offer_list", budi)
	budi.press("esc")
	budi.goes(place.Entries{Register: s.shared().RegisterNamed("takeaway"), Agenda: "assist"})
	look("peer_assist_offers", budi)
	budi.press("o")
	look("offers", budi)
	budi.press("down", "y")
	look("offers_joined", budi)
	budi.press("enter")
	look("offer_sheet", budi)
}

// TestWhoOffersAnswers: the person whose offer or ask it is joins it with the other, and
// nobody else does that for them.
func TestWhoOffersAnswers(t *testing.T) {
	for who, joins := range map[string]bool{"Budi": true, "Mei": true, "Anan": false} {
		onStage(t, func(t *testing.T, s *stage) {
			s.filled()
			s.offered()
			at := s.sit(who, plain, 80, 24)
			at.goes(place.Between{})
			at.wants("Asks that nobody answers", "Interpreters at night")
			at.goes(place.Offers{})
			at.press("home", "down", "y")
			s.settle()
			answers := lens.Answering(s.shared(), s.shared().Entries["o-Interpreters"])
			if joined := len(answers) == 1 && answers[0].ID == "o-A"; joined != joins {
				t.Errorf("%s joins them: %v, want %v\n%s", who, joined, joins, at.screen())
			}
		})
	}
}
