package kit

import "strings"

// Questions are those of a form, in their order.
type Questions []*Field

// Find is the question of a key, or nil.
func (all Questions) Find(key string) *Field {
	for _, q := range all {
		if q.Key == key {
			return q
		}
	}
	return nil
}

// Get is the answer to a question, the first where there are several.
func (all Questions) Get(key string) string {
	q := all.Find(key)
	if q == nil {
		return ""
	}
	if q.Hint != "" && q.Text.Value() == "" {
		return q.Hint
	}
	if values := q.Values(); len(values) > 0 {
		return values[0]
	}
	return ""
}

// Lines are the lines of an answer that say something.
func (all Questions) Lines(key string) (lines []string) {
	for line := range strings.Lines(all.Get(key)) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, line)
		}
	}
	return lines
}

// Answers are those to all of them, by their keys.
func (all Questions) Answers() map[string][]string {
	given := map[string][]string{}
	for _, q := range all {
		given[q.Key] = q.Values()
	}
	return given
}

// Answer gives answers to those that are asked among them.
func (all Questions) Answer(given map[string][]string) {
	for _, q := range all {
		if values, ok := given[q.Key]; ok {
			q.Set(values)
		}
	}
}
