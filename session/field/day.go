package field

import (
	"github.com/convene-ssh/convene/session/method"
	"github.com/convene-ssh/convene/session/refusal"
)

// Day is a field that holds a date, or nothing.
func Day[F any](key string, at func(*F) *method.Date) Field {
	f := Field{Key: key, Shape: ShapeDay}
	f.Get, f.Set = held(at)
	f.clean = func(_ Field, fields any) {
		day := at(fields.(*F))
		*day = method.Date(TidyLine(string(*day)))
	}
	f.refuse = func(_ Ground, f Field, fields any) error {
		day := method.Date(one(f.Get(fields)))
		if day == "" && f.Required && f.Matters(fields) {
			return refusal.New(refusal.Missing, "field", f.Key)
		}
		return CheckDay(f.Key, day, f.earliest(fields))
	}
	return f
}

// After is a day that may not be before another one.
func After[F any](first func(*F) *method.Date, f Field) Field {
	f.since = func(fields any) method.Date { return *first(fields.(*F)) }
	return f
}

func (f Field) earliest(fields any) method.Date {
	if f.since == nil {
		return ""
	}
	return f.since(fields)
}
