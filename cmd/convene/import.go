package main

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/clean"
	"github.com/convene-ssh/convene/session/intake"
	"github.com/convene-ssh/convene/session/intake/sheet"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// brought is what an import is asked for, as it was typed.
type brought struct {
	register, sheet, dates, audience, attribution string
	mine                                          []string
	apply                                         bool
}

func (d *door) importCommand() *cobra.Command {
	var b brought
	c := &cobra.Command{
		Use:  "import MEETING",
		Args: exactly(1),
		RunE: func(c *cobra.Command, args []string) error {
			if d.shell != nil {
				line := d.shell.lineOf(c, args)
				if b.register == "" {
					line += " --register REGISTER"
				}
				return &told{"command.import_over_ssh", facts{"line": line + " < FILE"}, exitRefused}
			}
			return d.enter(c, func(a asker) error { return d.bring(c, a, args[0], b) })
		},
	}
	c.Flags().StringVar(&b.register, "register", "", "")
	c.Flags().BoolVar(&b.apply, "apply", false, "")
	c.Flags().StringVar(&b.sheet, "sheet", "", "")
	c.Flags().StringVar(&b.dates, "dates", "", "")
	c.Flags().StringSliceVar(&b.mine, "mine", nil, "")
	c.Flags().StringVar(&b.audience, "audience", "", "")
	c.Flags().StringVar(&b.attribution, "attribution", string(method.Unattributed), "")
	return c
}

// bring says what would become of a table, and makes it where that is asked for.
func (d *door) bring(c *cobra.Command, a asker, meeting string, b brought) error {
	p, err := a.findToAct(c.Context(), meeting)
	if err != nil {
		return err
	}
	to, err := p.into(b)
	if err != nil {
		return err
	}
	if d.terminal { // nothing but keys would come
		return &told{"command.import_terminal", nil, exitRefused}
	}
	file, err := io.ReadAll(io.LimitReader(d.sends, sheet.MostBytes+1))
	if err != nil {
		return err
	}
	table, err := b.table(file, to.Register)
	if err != nil {
		return err
	}
	plan, err := d.plan(c.Context(), a, p, table, to)
	if err != nil {
		return err
	}
	hand := func(do func(context.Context, method.CommunityID, session.MemberID, []session.Change) ([]error, error)) error {
		return plan.Settle(func(all []session.Change) ([]error, error) { return do(c.Context(), p.ID, p.member, all) })
	}
	if err := hand(a.host.Would); err != nil {
		return err
	}
	if b.apply {
		if err := hand(a.host.DoAll); err != nil {
			return err
		}
	}
	now, err := a.host.Shared(c.Context(), p.ID, p.Audience)
	if err != nil {
		return err
	}
	if err := d.tell(c.OutOrStdout(), plan, now, b.apply); err != nil {
		return err
	}
	if err := failure(plan, b.apply); err != nil { // some of it may be done
		return &partly{err}
	}
	return nil
}

// failure is why an import did not do what it was asked for, where it did none of it. What
// is refused besides stands in the lines about the rows.
func failure(p *intake.Plan, done bool) error {
	refused := p.Count(intake.Refused) + p.Count(intake.Conflict)
	if err := p.Failed(); err != nil || p.Changes() > 0 || refused == 0 {
		return err
	}
	return &told{"command.import_none", facts{"done": done}, exitRefused}
}

// into is where the rows go, for whoever may take as many out.
func (p place) into(b brought) (to intake.Into, err error) {
	if !p.role(p.meeting.ID).May(method.Export) {
		return to, refusal.New(refusal.NotAllowed)
	}
	to = intake.Into{
		Meeting: p.meeting.ID, Register: p.register(b.register), Audience: p.Audience, Attribution: method.Ladder(b.attribution),
		Mine: map[string]int{},
	}
	if b.audience != "" {
		to.Audience = method.Audience(b.audience)
	}
	switch {
	case to.Register == nil:
		return to, refusal.NoneOf("register", p.registers())
	case !to.Audience.Valid():
		return to, refusal.NoneOf("audience", method.Audiences())
	case !to.Attribution.Valid():
		return to, refusal.NoneOf("attribution", method.Ladders())
	}
	for _, m := range b.mine {
		code, at, _ := strings.Cut(m, "@")
		if to.Mine[strings.ToUpper(code)], err = strconv.Atoi(at); err != nil {
			return to, misused("value", facts{"value": m, "command": "import"})
		}
	}
	to.Dates, err = intake.ParseDateOrder(b.dates)
	return to, err
}

// register is the one that somebody means by its name, or by that of its table.
func (p place) register(typed string) *session.Register {
	for _, r := range p.Registers {
		if typed == r.Name || typed == r.Plural() {
			return r
		}
	}
	return nil
}

// registers are the names of them.
func (p place) registers() []string {
	var all []string
	for _, r := range p.Registers {
		all = append(all, r.Name)
	}
	return all
}

// table is the sheet of a file that is meant: the only one, or the one of that name.
func (b brought) table(file []byte, r *session.Register) (sheet.Sheet, error) {
	all, err := sheet.Read(file)
	if err != nil {
		return sheet.Sheet{}, err
	}
	var there []string
	for _, s := range all {
		if len(all) == 1 && b.sheet == "" || strings.EqualFold(s.Name, b.sheet) || b.sheet == "" && s.Name == r.Plural() {
			return s, nil
		}
		there = append(there, s.Name)
	}
	return sheet.Sheet{}, refusal.NoneOf("sheet", there)
}

// plan compares a table with what every export would say to readers for whom the
// person may export.
func (d *door) plan(ctx context.Context, a asker, p place, table sheet.Sheet, to intake.Into) (*intake.Plan, error) {
	from := intake.Sources{View: p.Shared, Words: d.words, All: d.all, Random: a.host.Random()}
	for _, reads := range method.Audiences() {
		if !p.Audience.Reads(reads) {
			continue
		}
		shared, err := a.host.Shared(ctx, p.ID, reads)
		if err != nil {
			return nil, err
		}
		r, done, err := a.press.Take(shared, p.meeting.ID, d.words, time.Now())
		if err != nil {
			return nil, err
		}
		defer done()
		from.Exports = append(from.Exports, r)
	}
	return intake.Make(table, to, from)
}

// tell writes what becomes of a table, a line for each thing.
func (d *door) tell(w io.Writer, p *intake.Plan, now *session.Shared, done bool) error {
	var b strings.Builder
	line := func(columns ...string) {
		for i, c := range columns {
			columns[i] = clean.Line(c, maxTold)
		}
		b.WriteString(strings.Join(columns, "\t") + "\n")
	}
	for _, heading := range p.Left {
		line("left", heading)
	}
	for _, o := range p.Organisations {
		line("organisation", o.Name)
	}
	for _, label := range p.Labels() {
		line("country", string(label))
	}
	for _, d := range p.Shown {
		line("dates", d.Field, string(d.Order), d.Cell, string(d.Day))
	}
	for _, r := range p.Rows {
		why := ""
		if r.Err != nil {
			why = d.words.Error(r.Err)
		}
		if e := now.Entries[r.Entry]; e != nil {
			r.Code = e.Code()
		}
		line(string(r.Fate), strconv.Itoa(r.Number), r.Code, strings.Join(r.Fields, ","), r.Title, why)
	}
	total := []string{"total"}
	for _, f := range intake.Fates() {
		total = append(total, fmt.Sprintf("%s %d", f, p.Count(f)))
	}
	line(total...)
	if !done && p.Changes() > 0 {
		line(d.words.T("command.import_not_done"))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// maxTold is the most letters of a cell in the line about its row.
const maxTold = 4000
