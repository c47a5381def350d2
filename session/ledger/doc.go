// Package ledger makes a log live, whatever the log is about.
//
// A [Log] is a durable sequence of records, and a state is what its records add
// up to. A [Change] is one thing that somebody does to a state. A [Ledger] takes
// changes one after another, checks each against everything that was accepted
// before, writes it to the log, and only then shows the new state and answers.
// The package knows no community and no database: a state says how it is copied
// ([State]), and a [Store] keeps the logs.
package ledger
