// Package promise holds what the registers of promises share. Source: method.md,
// "Promises".
package promise

// Stage is where a promise stands, by the account of those who made it.
type Stage string

// The stages.
const (
	Planning   Stage = "planning"
	InProgress Stage = "in-progress"
	Fulfilled  Stage = "fulfilled"
	Withdrawn  Stage = "withdrawn" // with a reason
)

// Stages lists the stages.
func Stages() []Stage { return []Stage{Planning, InProgress, Fulfilled, Withdrawn} }
