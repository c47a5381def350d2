package tui

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/text"
	"github.com/convene-ssh/convene/tui/theme"
)

// item is one contribution: its words whole, what it shows of its author, and
// what came of it.
type item struct {
	id     session.ItemID
	name   session.DraftName // of what is being changed
	sheet  sheet
	editor *editor // the words being changed, or nil
	moving where
}

func newItem(d *desk, id session.ItemID) *item {
	it := &item{id: id}
	if b, _ := it.find(d); b != nil {
		it.name = session.NameDraft("edit", b.Meeting, string(id))
	}
	if kept := d.draft(it.name); kept != nil {
		if it.editor = unpackEditor(kept, session.MaxItem); it.editor != nil {
			d.say("editor.draft_back")
		}
	}
	return it
}

func (i *item) writing() bool { return i.editor != nil }

func (i *item) draft() (session.DraftName, []byte) {
	if i.editor == nil {
		return "", nil
	}
	return i.name, i.editor.pack()
}

// find is the item as the person sees it, with its board; nil once it is gone.
func (i *item) find(d *desk) (*session.Board, *session.Item) {
	if b, it := d.shared.Item(i.id); it != nil {
		return b, it
	}
	for id, hidden := range d.own.Hidden {
		for _, it := range hidden {
			if it.ID == i.id {
				return d.shared.Boards[id], it
			}
		}
	}
	return nil, nil
}

func (i *item) title(d *desk) string {
	b, it := i.find(d)
	switch {
	case it == nil:
		return ""
	case it.Code == "":
		return b.Subject + d.between() + d.part(b.Layout, it.Part)
	}
	return it.Code
}

// mayTouch reports whether editing and moving are worth offering.
func (i *item) mayTouch(d *desk, b *session.Board, it *session.Item) bool {
	mine := d.own.Wrote(string(i.id), it.By)
	return !it.TakenBack && b.Phase != session.Voting && d.may(session.Contribute) && (mine || d.may(session.Steer))
}

func (i *item) update(d *desk, msg tea.Msg) tea.Cmd {
	b, it := i.find(d)
	if a, ok := msg.(answer); ok {
		i.answered(d, a, it)
		return nil
	}
	if it == nil {
		d.back()
		return nil
	}
	if i.editor != nil {
		return i.edited(d, msg)
	}
	key, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return nil
	}
	if i.moving.asking {
		if to, chosen := i.moving.answer(d, b.Layout, key.String()); chosen {
			return d.do(&session.MoveItem{Item: i.id, To: to}, "")
		}
		return nil
	}
	if i.sheet.update(msg, i.entries(d, b, it)) {
		return nil
	}
	if i.mayTouch(d, b, it) {
		switch key.String() {
		case "e":
			i.editor = newEditor(it.Text, it.Revision, session.MaxItem)
			return nil
		case "m":
			i.moving.asking = true
			return nil
		case "u":
			return d.do(&session.UndoItem{Item: i.id, Revision: it.Revision}, "")
		case "a", "r":
			if d.edited(string(i.id)) {
				return answerEdit(d, string(i.id), it.Revision, key.String())
			}
		}
	}
	return i.pressed(d, b, it, key.String())
}

func (i *item) pressed(d *desk, b *session.Board, it *session.Item, key string) tea.Cmd {
	mine := d.own.Wrote(string(i.id), it.By) && !it.TakenBack
	switch {
	case key == "esc":
		d.back()
	case key == "enter":
		return openContribution(d, session.ContributionID(i.sheet.choice(i.entries(d, b, it))))
	case key == "x" && mine:
		if d.confirm(key, "item.sure.take_back", "id", i.id) {
			return d.do(&session.TakeBackItem{Item: i.id}, i.name)
		}
	case key == "f" && mine && d.own.Signed(string(i.id), it.By).Member == "":
		if d.confirm(key, "item.sure.forget_me", "id", i.id) {
			return d.do(&session.ForgetMe{Contribution: string(i.id)}, "")
		}
	case key == "c" && i.adds(d, it):
		return d.toPlace(placeRegisters{session.ContributionID(i.id)})
	default:
		d.stray(key)
	}
	return nil
}

// adds reports whether something may come of the item now.
func (i *item) adds(d *desk, it *session.Item) bool {
	return it.Code != "" && !it.TakenBack && d.may(session.Contribute)
}

func (i *item) edited(d *desk, msg tea.Msg) tea.Cmd {
	switch i.editor.update(msg) {
	case composeAway:
		name, kept := i.draft()
		i.editor = nil
		return d.putAway(name, kept)
	case composeSend:
		return d.do(&session.EditItem{Item: i.id, Revision: i.editor.revision, Text: i.editor.text.Value()}, i.name)
	}
	return nil
}

// answered says what became of a change to the item, which is nil where the
// person no longer sees it.
func (i *item) answered(d *desk, a answer, it *session.Item) {
	var conflict *session.Conflict
	_, editing := a.change.(*session.EditItem)
	_, forgetting := a.change.(*session.ForgetMe)
	edit, answering := a.change.(*session.AnswerEdit)
	switch {
	case answering && a.err == nil:
		answeredEdit(d, edit)
	case forgetting && a.err == nil && it == nil:
		d.back()
		d.say("item.forgotten_waiting")
	case forgetting && a.err == nil:
		d.say("item.forgotten")
	case editing && errors.As(a.err, &conflict) && i.editor != nil:
		theirs, _ := conflict.Theirs.(string)
		i.editor.offer(theirs, conflict.Revision)
	case editing && a.err == nil:
		i.editor = nil
		d.say("item.saved")
	}
}

func (i *item) body(d *desk, w, h int) page {
	b, it := i.find(d)
	if it == nil {
		return page{rows: []string{"", d.Theme.Muted.Render(d.cut(" "+d.t("error.not_found"), w))}}
	}
	if i.editor != nil {
		rows := i.heading(d, b, it, w)
		p := i.editor.draw(d, w, h-len(rows))
		p.cursor.Y += len(rows)
		p.rows = append(rows, p.rows...)
		return p
	}
	return page{rows: i.sheet.draw(d, i.entries(d, b, it), w, h)}
}

// heading says where the item stands.
func (i *item) heading(d *desk, b *session.Board, it *session.Item, w int) []string {
	mark := d.mark(b.Layout, it.Part)
	where := fmt.Sprintf(" %s %s (%s)", mark.Glyph, d.part(b.Layout, it.Part), it.Part) + d.between() + b.Subject
	return []string{"", mark.Style.Render(d.cut(where, w)), ""}
}

// whole is everything that is known of the item itself.
func (i *item) whole(d *desk, b *session.Board, it *session.Item, w int) []string {
	rows, words := i.heading(d, b, it, w), it.Text
	if it.TakenBack {
		words = d.t("taken_back")
	}
	rows = append(rows, indented(words, w, theme.Style{})...)
	rows = append(append(rows, ""), indented(i.about(d, it), w, d.Theme.Muted)...)
	if len(b.Rounds) > 0 && !it.TakenBack {
		rows = append(rows, voteRow(d, b, it, w))
	}
	if own, ok := d.own.Originals[string(i.id)].Words.(string); ok {
		rows = append(append(rows, ""), originalSay(d, string(i.id), i.mayTouch(d, b, it), w)...)
		rows = append(rows, indented(own, w, theme.Style{})...)
	}
	if i.moving.asking {
		rows = append(rows, "", d.Theme.Key.Render(d.cut("  "+i.moving.question(d, b.Layout), w)))
	}
	return rows
}

// about is what an item shows besides its words.
func (i *item) about(d *desk, it *session.Item) string {
	parts := []string{shownBy(d, it.Authored), d.t("audience." + string(it.Audience))}
	if it.Level != "" {
		parts = append(parts, d.t("level."+string(it.Level)))
	}
	if len(it.Former) > 0 {
		parts = append(parts, d.t("item.former", "codes", strings.Join(it.Former, ", ")))
	}
	return strings.Join(parts, d.between())
}

// voteRow shows an item's dots beside those that the others have, and says how
// many they are.
func voteRow(d *desk, b *session.Board, it *session.Item, w int) string {
	bar := kit.Bar(d.Theme, b.Votes(it), mostVotes(d, b), min(12, w/4))
	return "  " + d.Theme.Votes.Render(bar) + " " + d.cut(votes(d, b, it), w-3-text.Width(bar))
}

// votes are an item's dots in the last round, and in those before it.
func votes(d *desk, b *session.Board, it *session.Item) string {
	say := d.t("item.votes", "n", b.Votes(it))
	if b.Phase == session.Voting {
		say = d.t("item.votes_last", "n", b.Votes(it))
	}
	if len(b.Rounds) == 1 {
		return say
	}
	var before []string
	for round := range len(b.Rounds) - 1 {
		before = append(before, strconv.Itoa(it.VotesIn(round)))
	}
	return say + " " + d.t("item.votes_before", "votes", strings.Join(before, ", "))
}

// entries are the rows of the screen, with the links to what came of it.
func (i *item) entries(d *desk, b *session.Board, it *session.Item) []entry {
	all := []entry{prose(func(w int) []string { return i.whole(d, b, it, w) })}
	soWhat := ledTo(d, session.ContributionID(i.id))
	if len(soWhat) == 0 && i.adds(d, it) {
		return append(all, prose(func(w int) []string {
			return append([]string{""}, indented(d.t("item.nothing_yet"), w, d.Theme.Muted)...)
		}))
	}
	return append(all, d.headed(d.t("item.so_what"), soWhat)...)
}

func (i *item) keys(d *desk) []hint {
	b, it := i.find(d)
	if it == nil {
		return []hint{{"Esc", d.t("key.back")}}
	}
	if i.editor != nil {
		return i.editor.keys(d)
	}
	if i.moving.asking {
		return i.moving.keys(d, b.Layout)
	}
	var keys []hint
	if d.edited(string(i.id)) && i.mayTouch(d, b, it) {
		keys = answerKeys(d)
	}
	if i.adds(d, it) {
		keys = append(keys, hint{"c", d.t("key.comes_of")})
	}
	if d.own.Wrote(string(i.id), it.By) && !it.TakenBack {
		keys = append(keys, hint{"x", d.t("key.take_back")})
		if d.own.Signed(string(i.id), it.By).Member == "" {
			keys = append(keys, hint{"f", d.t("key.forget_me")})
		}
	}
	if i.mayTouch(d, b, it) {
		keys = append(keys, hint{"e", d.t("key.edit")}, hint{"m", d.t("key.move")}, hint{"u", d.t("key.undo")})
	}
	return append(keys, hint{"Esc", d.t("key.back")})
}
