package sqlite

import (
	"errors"

	"github.com/ncruces/go-sqlite3"
)

// run runs a statement that finds nothing.
func (c *conn) run(text string, args ...any) error {
	statement, err := c.bind(text, args)
	if err != nil {
		return err
	}
	return statement.Exec()
}

// number returns the one number that a query finds.
func (c *conn) number(text string, args ...any) (int64, error) {
	found, err := rows(c, text, args, func(row *sqlite3.Stmt) int64 { return row.ColumnInt64(0) })
	if err != nil {
		return 0, err
	}
	if len(found) == 0 {
		return 0, errors.New("no row")
	}
	return found[0], nil
}

// rows returns what scan makes of each row that a query finds. Then the
// statement holds nothing: an open reader would keep the engine from forgetting.
func rows[T any](c *conn, text string, args []any, scan func(*sqlite3.Stmt) T) (found []T, err error) {
	statement, err := c.bind(text, args)
	if err != nil {
		return nil, err
	}
	defer func() { _ = statement.Reset() }() // it only repeats what Err returns
	for statement.Step() {
		found = append(found, scan(statement))
	}
	return found, statement.Err()
}

// bind returns the statement of that text with each of its parameters set.
func (c *conn) bind(text string, args []any) (*sqlite3.Stmt, error) {
	statement, err := c.statement(text)
	if err != nil {
		return nil, err
	}
	for i, arg := range args {
		if err := bindOne(statement, i+1, arg); err != nil {
			return nil, err
		}
	}
	return statement, nil
}

// bindOne sets a parameter, to NULL where the bytes are nil.
func bindOne(statement *sqlite3.Stmt, i int, arg any) error {
	switch arg := arg.(type) {
	case string:
		return statement.BindText(i, arg)
	case int64:
		return statement.BindInt64(i, arg)
	case []byte:
		return statement.BindBlob(i, arg)
	}
	return sqlite3.MISMATCH
}

// statement returns the statement of that text. Each is prepared once for each
// connection, because preparing them anew costs a single append a third more
// CPU, and closed with it.
func (c *conn) statement(text string) (*sqlite3.Stmt, error) {
	if statement, found := c.prepared[text]; found {
		return statement, nil
	}
	statement, _, err := c.Prepare(text)
	if err != nil {
		return nil, err
	}
	c.prepared[text] = statement
	return statement, nil
}
