package report

import (
	"iter"

	"github.com/convene-ssh/convene/session/lens"
	"github.com/convene-ssh/convene/session/report/block"
)

// matches are what people have confirmed that countries share, and what one could learn
// from another.
func (p *page) matches() iter.Seq[block.Block] {
	all := []block.Block{paragraph(block.Softly(p.w.T("report.matches.say")))}
	for _, kind := range []lens.Kind{lens.Shared, lens.Exchange} {
		var named []block.Text
		for _, m := range p.Matches {
			if m.Kind == kind {
				one, other := m.Items[0], m.Items[1]
				named = append(named, coded(one.Code, one.Words).And(block.Say(" — ")).And(coded(other.Code, other.Words)))
			}
		}
		if confirmed := list(named); confirmed != nil {
			all = append(all, block.Heading{Level: 3, Text: p.w.T("matches." + string(kind))}, confirmed)
		}
	}
	if len(all) == 1 {
		return blocks()
	}
	return p.titled("report.matches", blocks(all...))
}

// gaps are what nothing has come of, for those who plan what comes next.
func (p *page) gaps() iter.Seq[block.Block] {
	all := []block.Block{paragraph(block.Softly(p.w.T("report.gaps.say." + string(p.Audience))))}
	for _, of := range []struct {
		key   string
		links []Link
	}{{"unanswered", p.Gaps.Unanswered}, {"strategies", p.Gaps.Strategies}, {"promised", p.Gaps.Promised}, {"asks", p.Gaps.Asks}} {
		var named []block.Text
		for _, l := range of.links {
			named = append(named, coded(l.Code, l.Words))
		}
		if left := list(named); left != nil {
			all = append(all, block.Heading{Level: 3, Text: p.w.T("report.gaps." + of.key)}, left)
		}
	}
	if len(all) == 1 {
		return blocks()
	}
	return p.titled("report.gaps", blocks(all...))
}
