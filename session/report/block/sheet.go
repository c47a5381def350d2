package block

import "iter"

// Sheet is a table for programs that calculate, in one file or beside others.
type Sheet struct {
	Name    string // that of a sheet: at most 31 letters, none of them []:*?/\
	Columns []Column
	Rows    iter.Seq[[]string] // each with a cell for every column; nobody else has it
}

// Column is one of a sheet's columns.
type Column struct {
	Name string
	Kind Kind
}

// Kind is how the cells of a column are read.
type Kind int

// The kinds. A cell that is no number or day is words. A code names its row wherever only
// a part of that is seen.
const (
	Words  Kind = iota
	Number      // 12
	Day         // 2022-08-09
	Code        // MY-S3
)
