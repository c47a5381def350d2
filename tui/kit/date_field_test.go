package kit

import "testing"

func TestYearsThatAreFarOff(t *testing.T) {
	for _, test := range []struct {
		typed, stood string
		doubt        bool
		ours         string
	}{
		{"2022-08-09", "", false, ""}, {"2017-01-01", "", false, ""}, {"2027-12-31", "", false, ""},
		{"2016-12-31", "", true, ""}, {"2028-01-01", "", true, ""}, {"1999-12-31", "", true, ""},
		{"2565-08-09", "", true, "2022-08-09"}, {" 2565-08-09 ", "", true, "2022-08-09"},
		{"2567-02-29", "", true, "2024-02-29"}, // a day that only their calendar has
		{"2571-01-01", "", true, ""}, {"0022-08-09", "", true, ""},
		{"2016-12-31", "2016-12-31", false, ""}, {"2565-08-09", "2565-08-09", false, "2022-08-09"},
		{"", "2022-08-09", false, ""}, {"tomorrow", "", false, ""}, {"2565", "", false, ""}, {"2565-13-01", "", false, ""},
		{"2022-02-29", "", false, ""}, {"-", "", false, ""},
	} {
		q := LineField("start", "", test.typed, maxDate)
		q.day = &day{year: 2022, stood: test.stood}
		_, ours, _ := q.typedYear()
		if got := q.doubt(); got != test.doubt || ours != test.ours {
			t.Errorf("%q where %q stood: asked %v, as %q", test.typed, test.stood, got, ours)
		}
	}
	if LineField("title", "", "2565-08-09", maxDate).doubt() {
		t.Error("a title is asked about")
	}
}
