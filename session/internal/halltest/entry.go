package halltest

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/register"
	"github.com/convene-ssh/convene/session/register/registertest"
)

// Registers are those of the halls: all that there are, and one that only these
// tests have.
func Registers() []*session.Register { return append(register.All(), registertest.Things()) }

// RegisterNamed is the register of that name.
func RegisterNamed(name string) *session.Register {
	for _, r := range Registers() {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// NewEntry is an unattributed entry for members, with an answer to each question
// that has to be answered.
func (h *Hall) NewEntry(r *session.Register, title string) *session.MakeEntry {
	h.Helper()
	answers := map[string]map[string][]string{ // that rules ask for
		"pledge": {"state": {"MY"}}, "agreement": {"others": {"an embassy"}},
	}[r.Name]
	if r.Name == "strategy" {
		answers = map[string][]string{"from": h.Pair()}
	}
	if answers == nil {
		answers = map[string][]string{}
	}
	answers[r.Fields[0].Key] = []string{title}
	for _, f := range r.Fields[1:] {
		switch {
		case !f.Required || f.Later:
		case f.Shape == field.ShapeLine, f.Shape == field.ShapeText:
			answers[f.Key] = []string{"words"}
		case f.Shape == field.ShapeDay:
			answers[f.Key] = []string{"2022-09-01"}
		case f.Shape == field.ShapeCountry, f.Shape == field.ShapeCountries:
			answers[f.Key] = []string{"MY"}
		case f.Shape == field.ShapeLead, f.Shape == field.ShapeSupport:
			answers[f.Key] = []string{string(h.Organisation(h.Siti))}
		}
	}
	return &session.MakeEntry{
		Register: r, Entry: method.NewID[method.EntryID](h.Host.Random()), Meeting: KL, Audience: method.Members,
		Attribution: method.Unattributed, Fields: r.Filled(r.Blank(), answers),
	}
}

// Pair is a strength and a threat that everybody may read, signed by the organiser on a
// board of the meeting in Bangkok. They are written where they are not there yet.
func (h *Hall) Pair() []string {
	h.Helper()
	const board = "board-pair"
	if h.Shared().Boards[board] == nil {
		h.Must(h.Members[method.Organiser], SwotOn(Bangkok, board, "Everywhere", "PAIR", ""))
		for _, p := range []layout.Part{layout.Strengths, layout.Threats} {
			it := h.NewItem("words")
			it.Board, it.Item, it.Part = board, method.ItemID("pair-"+p), p
			it.Audience, it.Attribution = method.Public, method.Named
			h.Must(h.Members[method.Organiser], it)
		}
		h.Must(h.Members[method.Organiser], &session.ChangePhase{Board: board, From: layout.Gather, To: layout.Revealed})
	}
	return []string{"pair-S", "pair-T"}
}

// Says answers one question of a form.
func Says(m *session.MakeEntry, key string, answers ...string) {
	m.Fields = m.Register.Filled(m.Fields, map[string][]string{key: answers})
}

// NewEntries are one of every register.
func (h *Hall) NewEntries(title string) []*session.MakeEntry {
	h.Helper()
	var all []*session.MakeEntry
	for _, r := range Registers() {
		all = append(all, h.NewEntry(r, title))
	}
	return all
}

// Make makes an unattributed entry for members.
func (h *Hall) Make(who session.MemberID, r *session.Register, title string) method.EntryID {
	h.Helper()
	m := h.NewEntry(r, title)
	h.Must(who, m)
	return m.Entry
}

// Entry is an entry that has to be there.
func (h *Hall) Entry(id method.EntryID) *session.Entry {
	h.Helper()
	e := h.Shared().Entries[id]
	if e == nil {
		h.Fatalf("no entry %s", id)
	}
	return e
}

// Edit gives an entry another title.
func (h *Hall) Edit(id method.EntryID, revision int, title string) *session.EditEntry {
	h.Helper()
	return h.Fill(id, revision, h.Entry(id).Register.Fields[0].Key, title)
}

// Fill answers one question of an entry otherwise.
func (h *Hall) Fill(id method.EntryID, revision int, key string, answers ...string) *session.EditEntry {
	h.Helper()
	e := h.Entry(id)
	return &session.EditEntry{
		Register: e.Register, Entry: id, Revision: revision,
		Fields: e.Register.Filled(e.Fields, map[string][]string{key: answers}),
	}
}

// Reading is what somebody who is not named says of an entry between meetings, or
// what bangkok decides.
func (h *Hall) Reading(id method.EntryID, kind method.ReadingKind) *session.AddReading {
	h.Helper()
	said := &session.AddReading{Register: h.Entry(id).Register, Entry: id, Attribution: method.Unattributed, Reading: session.Reading{
		ID: method.NewID[method.ReadingID](h.Host.Random()), Kind: kind,
	}}
	if kind == method.Decided {
		said.Meeting, said.Outcome = Bangkok, method.Continue
	} else {
		said.Completion = method.Limited
	}
	return said
}

// Shaped is the first field of a register that has a shape, if one has.
func Shaped(r *session.Register, s field.Shape) (field.Field, bool) {
	for _, f := range r.Fields {
		if f.Shape == s {
			return f, true
		}
	}
	return field.Field{}, false
}

// Leads is the field of a register that names who leads, if one does.
func Leads(r *session.Register) (field.Field, bool) { return Shaped(r, field.ShapeLead) }

// Supports is the field of a register that names organisations, several if one does.
func Supports(r *session.Register) (field.Field, bool) {
	if f, ok := Shaped(r, field.ShapeSupport); ok {
		return f, true
	}
	return Leads(r)
}
