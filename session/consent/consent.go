// Package consent is how an author lets a wider circle read what they wrote for a closer
// one: somebody asks, the author answers, and nothing follows from silence.
package consent

import (
	"cmp"

	"github.com/convene-ssh/convene/session/method"
)

// Answer is what an author says to being read by a wider circle.
type Answer string

// The answers there are. Silence is none of them.
const (
	AsItIs  Answer = "as_it_is"
	Unnamed Answer = "unnamed" // without anything that tells who wrote it
	No      Answer = "no"      // only those for whom it was written
)

// Valid reports whether it is one of the answers.
func (a Answer) Valid() bool { return a == AsItIs || a == Unnamed || a == No }

// Widening is who reads a contribution besides those for whom it was written. The zero
// value is nobody.
type Widening struct {
	Meant  method.Audience // for whom it was written; empty where nobody has asked for more
	Asked  method.Audience // the circle that its author is asked for; empty for none
	Answer Answer          // to that; empty until there is one
	Agreed method.Audience // the circle that reads it by its author's word; empty for none
	// Unnamed: that circle does not learn who wrote it.
	Unnamed bool
	// Speaks is the organisation that agrees too, because its author speaks for it; empty
	// for none.
	Speaks method.OrganisationID
}

// Ask asks for a circle, for what was written for another. What the author has agreed to
// before stands until they answer.
func (w Widening) Ask(meant, to method.Audience) Widening {
	if w.Meant == "" {
		w.Meant = meant
	}
	w.Asked, w.Answer = to, ""
	return w
}

// Drop ends a question that has no answer.
func (w Widening) Drop() Widening {
	w.Asked, w.Answer = "", ""
	return w
}

// Answered is the widening after its author's answer. To say no takes back what they
// have agreed to before.
func (w Widening) Answered(a Answer, speaks method.OrganisationID) Widening {
	w = w.Unsaid()
	w.Answer = a
	if a != No {
		w.Agreed, w.Unnamed = w.Asked, a == Unnamed
	}
	if a == AsItIs {
		w.Speaks = speaks
	}
	return w
}

// Unsaid is the widening without its author's word, because that was said of other words
// or under another signature. They are asked again.
func (w Widening) Unsaid() Widening {
	return Widening{Meant: w.Meant, Asked: w.Question()}
}

// Gone is the widening of what was taken back.
func (w Widening) Gone() Widening { return Widening{Meant: w.Meant} }

// Pending reports whether the author is asked and has not said yes to it.
func (w Widening) Pending() bool { return w.Asked != "" && w.Asked != w.Agreed }

// Question is the circle about which the author has something to say: the one that they
// are asked for, or that reads it by their word; empty for none.
func (w Widening) Question() method.Audience { return cmp.Or(w.Asked, w.Agreed) }

// Reads is the circle that reads it, of what was written for a circle.
func (w Widening) Reads(now method.Audience) method.Audience {
	switch {
	case w.Agreed != "":
		return w.Agreed
	case w.Meant != "":
		return w.Meant
	}
	return now
}

// Beyond reports whether somebody reads it only because of the author's answer.
func (w Widening) Beyond(reader method.Audience) bool {
	return w.Meant != "" && !reader.Reads(w.Meant)
}

// Seen is the widening as others see it than the author. A no looks as silence does.
func (w Widening) Seen() Widening {
	w.Answer = ""
	return w
}
