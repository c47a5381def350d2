package session

import "github.com/convene-ssh/convene/session/refusal"

// Day is a field that holds a date, or nothing.
func Day[F any](key string, at func(*F) *Date) Field {
	f := Field{Key: key, Shape: ShapeDay}
	f.Get, f.Set = held(at)
	f.clean = func(_ Field, fields any) {
		day := at(fields.(*F))
		*day = Date(line(string(*day)))
	}
	f.refuse = func(c *Community, f Field, fields any, _ Who) error {
		day := Date(one(f.Get(fields)))
		if day == "" && f.Required && f.Matters(fields) {
			return refusal.New(refusal.Missing, "field", f.Key)
		}
		return checkDay(f.Key, day, f.earliest(fields))
	}
	return f
}

// After is a day that may not be before another one.
func After[F any](first func(*F) *Date, f Field) Field {
	f.since = func(fields any) Date { return *first(fields.(*F)) }
	return f
}

func (f Field) earliest(fields any) Date {
	if f.since == nil {
		return ""
	}
	return f.since(fields)
}
