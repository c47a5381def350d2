package field

import (
	"cmp"
	"slices"

	"github.com/convene-ssh/convene/session/refusal"
)

// Choice is a field that holds one of some values. The first of them is the answer
// where none is given; it may be the empty one.
func Choice[F any, T ~string](key string, all []T, at func(*F) *T) Field {
	f := Field{Key: key, Shape: ShapeChoice}
	for _, v := range all {
		f.Values = append(f.Values, string(v))
	}
	f.Get, f.Set = held(at)
	f.or = f.Values[0]
	f.clean = func(f Field, fields any) {
		v := at(fields.(*F))
		*v = cmp.Or(*v, T(f.or))
	}
	f.refuse = func(_ Ground, f Field, fields any) error {
		if !slices.Contains(f.Values, one(f.Get(fields))) {
			return refusal.New(refusal.Invalid, "field", f.Key)
		}
		return nil
	}
	return f
}

// Optional are values of which none need be chosen.
func Optional[T ~string](all []T) []T { return append([]T{""}, all...) }

// Stands is a choice as the stage that people report, with the values of what is
// still to be done.
func Stands[T ~string](f Field, open ...T) Field {
	f.Use = UseStage
	for _, v := range open {
		f.open = append(f.open, string(v))
	}
	return f
}

// Follows is a field that is true or false by what the others hold.
func Follows[F any](key string, when func(*F) bool) Field {
	return Field{
		Key: key, Shape: ShapeFollows,
		Get: func(fields any) []string {
			if when(fields.(*F)) {
				return []string{"true"}
			}
			return []string{"false"}
		},
		refuse: func(Ground, Field, any) error { return nil },
	}
}
