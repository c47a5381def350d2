package kit

// Part is some entries of a list, under a heading, which may be empty.
type Part struct {
	Heading string
	Entries
}

// Parts are parts behind each other. One without entries has no heading either.
func (l Look) Parts(all ...Part) Entries { return parts{l, all} }

type parts struct {
	look Look
	all  []Part
}

func (p parts) Len() (n int) {
	for _, one := range p.all {
		n += one.Len()
	}
	return n
}

// find is the part of an entry, and its place there.
func (p parts) find(i int) (Part, int) {
	at := 0
	for i >= p.all[at].Len() {
		i -= p.all[at].Len()
		at++
	}
	return p.all[at], i
}

func (p parts) Key(i int) string {
	part, i := p.find(i)
	return part.Key(i)
}

func (p parts) Draw(i int, chosen bool, w int) []string {
	part, i := p.find(i)
	rows := part.Draw(i, chosen, w)
	if i == 0 && part.Heading != "" {
		rows = append(p.look.Heading(part.Heading, w), rows...)
	}
	return rows
}

func (p parts) Elsewhere() int { return 0 }
