package main

import "github.com/convene-ssh/convene/cmd/internal/guest"

// played is a participant of the meeting and what they contribute. No part
// gets a second item before the reveal, so that the codes do not depend on the
// order that is drawn then.
type played struct {
	who
	options guest.Options
	key     bool
	board   string // the key of its way on the meeting's home
	part    string // its key on the board
	mark    string // the beginning of the item, found nowhere else
	rest    string
}

const (
	malaysia  = "1"
	indonesia = "2"
	thailand  = "3"
)

func cast() []played {
	phone := guest.Options{Width: 40, Height: 20}
	wide := guest.Options{Width: 120, Height: 40}
	my := func(name, organisation, kind string) who { return who{name, organisation, kind, "MY", "en", false} }
	id := func(name, organisation, kind string) who { return who{name, organisation, kind, "ID", "en", false} }
	th := func(name, organisation, kind string) who { return who{name, organisation, kind, "TH", "en", false} }
	spanish := id("Hamid Karimi", "Suara Muda", "r")
	spanish.language = "es"
	thai := th("Anong Saetang", "Baan Rim Nam", "")
	thai.thai = true
	return []played{
		{my("Kavitha Raj", "Bridge Street Legal Aid", ""), guest.Options{}, true, malaysia, "1", "Referrals", "reach another of us within a day."},
		{my("Zaw Htun", "Lantern Learning Circles", "r"), phone, false, malaysia, "2", "Interpreters", "are few, and those with most to say stay silent."},
		{my("Mei Tan", "Straits Centre", "a"), wide, true, malaysia, "3", "Shadow", "reports can say what the debate at home leaves out."},
		{my("Noor Idris", "Lantern Learning Circles", "r"), guest.Options{Term: "vt100"}, false, malaysia, "4", "Raids", "make families move away from the clinic."},
		{id("Ratna Putri", "Pelita Pantai", ""), guest.Options{}, true, indonesia, "1", "Rumah", "bersama tanpa penjaga sudah berjalan baik."},
		{spanish, guest.Options{}, true, indonesia, "2", "Nadie", "paga a quienes aconsejan desde su experiencia."},
		{id("Maya Harahap", "Klinik Teratai", "a"), wide, false, indonesia, "3", "ASEAN-wide", "learning could take up what works in our cities."},
		{id("Bagus Santoso", "Pelita Pantai", ""), guest.Options{}, false, indonesia, "4", "Kesepakatan", "lisan hilang ketika pejabatnya pindah."},
		{thai, guest.Options{}, true, thailand, "1", "เรามีทีมดูแล", "รายกรณีที่ทำงาน กับครอบครัวอย่างต่อเนื่อง"},
		{th("Ploy Suksai", "Rung Arun", ""), guest.Options{}, false, thailand, "3", "Women", "and children could be heard by the treaty body."},
		{th("Kyaw Lin", "Doi Sao Network", "o"), guest.Options{Term: "screen-256color"}, true, thailand, "4", "Bail", "is set higher than what a family can pay."},
	}
}

// code is what the item is called after the reveal.
func code(p played) string {
	prefix := map[string]string{malaysia: "MY", indonesia: "ID", thailand: "TH"}[p.board]
	return prefix + "-" + string("SWOT"[p.part[0]-'1']) + "1"
}
