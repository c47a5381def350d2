package method

import "slices"

// Ladder is how much of its author a contribution shows, chosen by the author
// for each one. Source: method.md, "Care for people".
type Ladder string

// The rungs, from nothing to everything.
const (
	Unattributed   Ladder = "unattributed"
	ByCountry      Ladder = "country"
	ByOrganisation Ladder = "organisation"
	Named          Ladder = "named"
)

// Ladders lists the rungs from the lowest.
func Ladders() []Ladder { return []Ladder{Unattributed, ByCountry, ByOrganisation, Named} }

func (l Ladder) rung() int { return slices.Index(Ladders(), l) }

// Valid reports whether it is one of the rungs.
func (l Ladder) Valid() bool { return l.rung() >= 0 }

// Above reports whether a rung shows more than another.
func (l Ladder) Above(o Ladder) bool { return l.rung() > o.rung() }

// Audience is who may read something; as a reader's audience, it is the closest
// circle that the reader belongs to. The order matters: a reader sees what is
// meant for their own circle or a wider one.
type Audience string

// The audiences, from the closest circle outwards.
const (
	Members     Audience = "members"
	Governments Audience = "governments"
	Public      Audience = "public"
)

// Audiences lists them from the closest circle outwards.
func Audiences() []Audience { return []Audience{Members, Governments, Public} }

func (a Audience) circle() int { return slices.Index(Audiences(), a) }

// Valid reports whether it is one of the audiences.
func (a Audience) Valid() bool { return a.circle() >= 0 }

// Reads reports whether a reader of this audience may read what is meant for
// the other.
func (a Audience) Reads(meant Audience) bool {
	return a.Valid() && meant.Valid() && meant.circle() >= a.circle()
}

// Closer reports whether an audience reads more than another.
func (a Audience) Closer(o Audience) bool { return a.circle() < o.circle() }

// Mark stands in the codes of what not only members read. What each circle reads is
// numbered by itself, so that no gap tells anybody how much there is that they may not
// read.
func (a Audience) Mark() string {
	switch a {
	case Governments:
		return "G"
	case Public:
		return "P"
	}
	return ""
}
