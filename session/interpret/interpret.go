// Package interpret is the interpreter's part of a board: a second line below an
// item, by a person, for those who read another language. See [session.Interpretation].
package interpret

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Kinds names every change to what is interpreted; see [session.Kinds].
func Kinds() session.Kinds {
	return session.Kinds{"item.interpreted/1": &Write{}}
}

// MaxLanguages is in how many languages an item is interpreted at most.
const MaxLanguages = 10

// Write says what an item says in another language, in place of what stands there. Without
// words it takes that away.
type Write struct {
	session.Base
	Item     method.ItemID   `json:"item"`
	Revision int             `json:"revision"` // of the item, that was read
	Language method.Language `json:"language"`
	Line     int             `json:"line,omitempty"` // the revision of the line that the change began from; 0 for none
	Text     string          `json:"text,omitempty"`
}

// Tidy makes its words safe.
func (k *Write) Tidy() { k.Text = field.TidyLine(k.Text) }

// Check lets interpreters, scribes and whoever steers do it, of words that were written for
// them to read. It refuses with a [refusal.Conflict] where somebody else has written that
// line meanwhile.
func (k *Write) Check(c *session.Community, who session.Who) error {
	b, it := c.ItemFor(k.Item, who)
	if it == nil || it.Waits() {
		return refusal.New(refusal.NotFound)
	}
	if err := c.RequireOpen(method.Read, b.Meeting, who); err != nil {
		return err
	}
	line := it.In(k.Language)
	switch {
	case !May(c, b, who.Member, c.RoleIn(b.Meeting, who.Member)) || it.Widening.Beyond(c.AudienceOf(who.Member)):
		return refusal.New(refusal.NotAllowed)
	case it.TakenBack:
		return refusal.New(refusal.TakenBack)
	case it.Moderation != nil:
		return refusal.New(refusal.Moderated)
	case !k.Language.Valid():
		return refusal.New(refusal.Invalid, "field", "language")
	case it.Revision != k.Revision:
		return refusal.New(refusal.EditedAgain)
	case line.Revision != k.Line:
		return &refusal.Conflict{Revision: line.Revision, Theirs: line.Text}
	case line.Text == "" && k.Text == "":
		return refusal.New(refusal.Missing, "field", "text")
	case line.Text == "" && len(it.Interpreted) >= MaxLanguages:
		return refusal.New(refusal.Full, "max", MaxLanguages)
	}
	return field.CheckText("text", k.Text, method.MaxItem, false)
}

// May reports whether somebody with a role in the meeting may say what the items of a board
// say in another language.
func May(c *session.Community, b *session.Board, member session.MemberID, role method.Role) bool {
	return c.WritesDown(b, member, role) || c.RoleOn(b, member, role) == method.Interpreter
}

// Apply writes the line.
func (k *Write) Apply(c *session.Community, s session.Stamp) {
	bare := *k
	bare.Text = ""
	c.Interpret(k.Item, s, session.Interpretation{Language: k.Language, Text: k.Text, Revision: k.Line + 1}, &bare)
}

// Shown are the lines of an item that somebody sees below it: the one in their language,
// or where there is none, all, for those beside them.
func Shown(it *session.Item, language string) []session.Interpretation {
	if line := it.In(method.Language(language)); line.Text != "" {
		return []session.Interpretation{line}
	}
	return it.Interpreted
}
