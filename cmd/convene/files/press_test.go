package files

import "testing"

// TestAFileIsItsMakersFirst: where all is forgotten while it is made, nobody else gets it.
func TestAFileIsItsMakersFirst(t *testing.T) {
	p := &Press{}
	made, forgotten := &Made{press: p}, p.forgotten.Load()
	p.Forget()
	p.keep("key", made, forgotten)
	if p.take("key") != nil {
		t.Error("somebody else has it")
	}
	made.Release()
	if len(p.made) > 0 || len(p.used) > 0 {
		t.Error("it is kept, although it is stale and was read")
	}
}
