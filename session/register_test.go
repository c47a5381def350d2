package session_test

import (
	"testing"

	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/field"
)

// TestAFieldIsFound by its key and by its use, wherever it stands in its register.
func TestAFieldIsFound(t *testing.T) {
	r := &session.Register{Fields: []field.Field{{Key: "first", Use: field.UseBody}, {Key: "last", Use: field.UseDue}}}
	for _, want := range r.Fields {
		if f, ok := r.Field(want.Key); !ok || f.Use != want.Use {
			t.Errorf("by its key %q is found %v, %v", want.Key, f.Key, ok)
		}
		if f, ok := r.With(want.Use); !ok || f.Key != want.Key {
			t.Errorf("by its use %q is found %v, %v", want.Use, f.Key, ok)
		}
	}
	if _, ok := r.With(field.UseStage); ok {
		t.Error("a use is found that no field has")
	}
}
