// Package register lists the kinds of entries that a community keeps. Each is one
// folder here, with its fields, its rules and its words.
package register

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/register/action"
	"github.com/convene-ssh/convene/session/register/adaptation"
	"github.com/convene-ssh/convene/session/register/agreement"
	"github.com/convene-ssh/convene/session/register/commitment"
	"github.com/convene-ssh/convene/session/register/offer"
	"github.com/convene-ssh/convene/session/register/pledge"
	"github.com/convene-ssh/convene/session/register/practice"
	"github.com/convene-ssh/convene/session/register/strategy"
	"github.com/convene-ssh/convene/session/register/takeaway"
	"github.com/convene-ssh/convene/session/register/topic"
	"github.com/convene-ssh/convene/session/register/undertaking"
)

// All lists the registers, in the order in which they are shown.
func All() []*session.Register {
	return []*session.Register{
		strategy.Register(), commitment.Register(), action.Register(), pledge.Register(), undertaking.Register(), agreement.Register(),
		practice.Register(), adaptation.Register(), offer.Register(), topic.Register(), takeaway.Register(),
	}
}
