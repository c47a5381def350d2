package board

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/moderation"
	"github.com/convene-ssh/convene/tui/desk"
	"github.com/convene-ssh/convene/tui/kit"
	"github.com/convene-ssh/convene/tui/place"
	"github.com/convene-ssh/convene/tui/theme"
)

// item is one contribution: its words whole, what it shows of its author, and
// what came of it.
type item struct {
	id     method.ItemID
	sheet  kit.Sheet
	moving where
}

// NewItem opens an item, and says where the person has begun to change it.
func NewItem(d *desk.Desk, id method.ItemID) *item {
	i := &item{id: id}
	b, it := i.find(d)
	if it == nil {
		return i
	}
	switch {
	case !d.HasDraft(editDraft(b, id)):
	case mayTouch(d, b, it):
		d.SayWhile(func() bool { return i.touches(d) }, "item.draft_kept")
	case b.Phase == layout.Voting:
		d.SayWhile(func() bool { return !i.touches(d) }, "item.draft_waits")
	}
	return i
}

// touches reports whether the item is there still, and the person may change it now.
func (i *item) touches(d *desk.Desk) bool {
	b, it := i.find(d)
	return it != nil && mayTouch(d, b, it)
}

func (i *item) Keeps() bool { return i.moving.asks() }

func (i *item) find(d *desk.Desk) (*session.Board, *session.Item) { return find(d, i.id) }

// find is an item as the person sees it, with its board; nil once it is gone.
func find(d *desk.Desk, id method.ItemID) (*session.Board, *session.Item) {
	if b, it := d.Shared.Item(id); it != nil {
		return b, it
	}
	for board, hidden := range d.Own.Hidden {
		for _, it := range hidden {
			if it.ID == id {
				return d.Shared.Boards[board], it
			}
		}
	}
	return nil, nil
}

func (i *item) Title(d *desk.Desk) string {
	b, it := i.find(d)
	switch {
	case it == nil:
		return ""
	case it.Code == "":
		return b.Subject + d.Between() + part(d, b.Layout, it.Part)
	}
	return it.Code
}

// mayTouch reports whether editing and moving an item are worth offering.
func mayTouch(d *desk.Desk, b *session.Board, it *session.Item) bool {
	mine := d.Own.Wrote(string(it.ID), it.By)
	return !it.TakenBack && b.Phase != layout.Voting && d.MayOn(b, method.Contribute) && (mine || it.Moderation == nil && d.MayOn(b, method.Steer))
}

func (i *item) Update(d *desk.Desk, msg tea.Msg) tea.Cmd {
	if a, answer := msg.(desk.Answer); answer {
		_, it := i.find(d)
		i.answered(d, a, it)
	}
	return nil
}

// adds reports whether something may come of the item now.
func adds(d *desk.Desk, it *session.Item) bool {
	return it.Code != "" && !it.TakenBack && d.May(method.Contribute)
}

// answered says what became of a change to the item, which is nil where the
// person no longer sees it.
func (i *item) answered(d *desk.Desk, a desk.Answer, it *session.Item) {
	_, forgetting := a.Change.(*session.ForgetMe)
	_, withdrawing := a.Change.(*session.TakeBackItem)
	edit, answering := a.Change.(*session.AnswerEdit)
	_, appealing := a.Change.(*moderation.Appeal)
	_, restoring := a.Change.(*moderation.Restore)
	_, undoing := a.Change.(*session.UndoItem)
	switch {
	case appealing && a.Err == nil:
		d.Say("item.appealed")
	case restoring && a.Err == nil:
		d.Say("item.restored")
	case undoing && a.Err == nil && it != nil:
		d.Say("item.undone", "item", desk.ItemLabel(d, it))
	case answering && a.Err == nil:
		desk.AnsweredEdit(d, edit)
	case withdrawing && a.Err == nil:
		if it == nil { // nobody else had seen it
			d.Dismiss(i)
		}
		d.Say("item.withdrawn")
	case forgetting && a.Err == nil && it == nil:
		d.Dismiss(i)
		d.Say("item.forgotten_waiting")
	case forgetting && a.Err == nil:
		d.Say("item.forgotten")
	}
}

func (i *item) Body(d *desk.Desk, w, h int) kit.Page {
	b, it := i.find(d)
	if it == nil {
		return kit.Page{Rows: []string{"", d.Theme.Muted.Render(d.Cut(" "+d.T("error.not_found"), w))}}
	}
	return kit.Page{Rows: i.sheet.Draw(d.Look, i.entries(d, b, it), w, h)}
}

// located says where an item stands.
func located(d *desk.Desk, b *session.Board, it *session.Item) string {
	return mark(d, b.Layout, it.Part).Glyph + " " + part(d, b.Layout, it.Part) + " (" + string(it.Part) + ")" + d.Between() + b.Subject
}

// whole is everything that is known of the item itself.
func (i *item) whole(d *desk.Desk, b *session.Board, it *session.Item, w int) []string {
	rows := []string{"", mark(d, b.Layout, it.Part).Style.Render(d.Cut(" "+located(d, b, it), w)), ""}
	words := d.Own.Words(b, it)
	if it.TakenBack {
		words = d.T("taken_back")
	}
	if it.Moderation != nil {
		rows = append(rows, moderationRows(d, b, it, w)...)
	}
	if words != "" {
		rows = append(append(rows, kit.Indented(words, w, theme.Style{})...), "")
	}
	for _, line := range it.Interpreted {
		called := d.Words.SpokenLanguage(line.Language)
		rows = append(append(rows, kit.Indented(desk.InterpretedWords(d, called, line), w, d.Theme.Muted)...), "")
	}
	rows = append(rows, kit.Indented(aboutItem(d, it), w, d.Theme.Muted)...)
	rows = append(rows, desk.SaidRows(d, it.By, w)...)
	if (len(b.Rounds) > 0 || b.Layout.Asks()) && !it.TakenBack {
		rows = append(rows, voteRows(d, b, it, w)...)
	}
	if own, ok := d.Own.Originals[string(i.id)].Words.(string); ok {
		rows = append(append(rows, ""), desk.OriginalSay(d, string(i.id), mayTouch(d, b, it), w)...)
		rows = append(rows, kit.Indented(own, w, theme.Style{})...)
	}
	if i.moving.asks() {
		rows = append(rows, "", d.Theme.Key.Render(d.Cut("  "+i.moving.question(d), w)))
	}
	return rows
}

// aboutItem is what an item shows besides its words.
func aboutItem(d *desk.Desk, it *session.Item) string {
	parts := []string{desk.ShownBy(d, it.Authored), d.T("audience." + string(it.Audience))}
	if it.Level != "" {
		parts = append(parts, d.T("level."+string(it.Level)))
	}
	if len(it.Former) > 0 {
		parts = append(parts, d.T("item.former", "codes", strings.Join(it.Former, ", ")))
	}
	return strings.Join(parts, d.Between())
}

// entries are the rows of the screen, with the links to what came of it.
func (i *item) entries(d *desk.Desk, b *session.Board, it *session.Item) kit.Few {
	all := kit.Few{kit.Prose(func(w int) []string { return i.whole(d, b, it, w) })}
	soWhat := desk.LedTo(d, method.ContributionID(i.id))
	if len(soWhat) == 0 && adds(d, it) {
		return append(all, kit.Prose(func(w int) []string {
			return append([]string{""}, kit.Indented(d.T("item.nothing_yet"), w, d.Theme.Muted)...)
		}))
	}
	return append(all, d.Headed(d.T("item.so_what"), soWhat)...)
}

func (i *item) Keys(d *desk.Desk) kit.Keys {
	b, it := i.find(d)
	switch {
	case it == nil:
		return kit.Keys{d.BackKey()}
	case i.moving.asks():
		return i.moving.keys(d)
	}
	all := i.entries(d, b, it)
	chosen := method.ContributionID(i.sheet.Choice(all))
	touches := mayTouch(d, b, it)
	return kit.Keys{}.
		If(chosen != "", i.sheet.About(all, kit.On("Enter", d.T("key.open"), func() tea.Cmd { return desk.OpenContribution(d, chosen) }))...).
		And(askKeys(d, b, it)...).
		If(d.Edited(string(i.id)) && touches, desk.AnswerKeys(d, string(i.id), it.Revision)...).
		And(desk.SaidKeys(d, method.ContributionID(i.id), it.By)...).
		And(i.appealKey(d, it)...).
		If(adds(d, it), kit.On("c", d.T("key.comes_of"), d.To(place.Registers{From: method.ContributionID(i.id)}))).
		And(i.withdrawKeys(d, b, it)...).
		And(i.moderationKeys(d, b, it)...).
		And(interpretKey(d, b, it)...).
		If(touches, kit.On("e", d.OrDraft("key.edit", d.HasDraft(editDraft(b, i.id))), d.Shows(func() desk.Screen { return newEditing(d, b, it) }))).
		If(touches && len(b.Layout.Parts) > 1, kit.On("m", d.T("key.other_part"), kit.Now(func() { i.moving.item = i.id }))).
		If(touches && i.undoes(d, it), kit.On("u", d.T("key.undo"), func() tea.Cmd { return d.Do(&session.UndoItem{Item: i.id, Revision: it.Revision}, "") })).
		If(it.Code != "", kit.On("w", d.T("key.chain"), d.To(place.Chain{Of: method.ContributionID(i.id)}))).
		And(i.sheet.Moves(d.Look, all).Aside(), d.BackKey())
}

// undoes reports whether what the person did last, and was told of, was a change to the item
// that still stands. Only that is undone.
func (i *item) undoes(d *desk.Desk, it *session.Item) bool {
	switch did := d.Did.(type) {
	case *session.EditItem:
		return did.Item == i.id && did.Revision+1 == it.Revision
	case *session.MoveItem:
		return did.Item == i.id && did.To == it.Part
	}
	return false
}

// withdrawKeys are those by which the author takes the item back, or lets it be
// forgotten that it was they.
func (i *item) withdrawKeys(d *desk.Desk, b *session.Board, it *session.Item) kit.Keys {
	mine := d.Own.Wrote(string(i.id), it.By) && !it.TakenBack
	return kit.Keys{}.
		If(mine, d.SureKey("x", d.T("key.take_back"), func() tea.Cmd { return d.Do(&session.TakeBackItem{Item: i.id}, editDraft(b, i.id)) },
			"item.sure.take_back", "id", i.id)).
		If(mine && d.Own.Signed(string(i.id), it.By).Member == "",
			d.SureKey("f", d.T("key.forget_me"), func() tea.Cmd { return d.Do(&session.ForgetMe{Contribution: string(i.id)}, "") },
				"item.sure.forget_me", "id", i.id))
}
