package block

import (
	"slices"
	"strings"
	"testing"
)

func TestSpans(t *testing.T) {
	for _, tc := range []struct {
		words string
		want  []Span
	}{
		{"", nil},
		{"Málaga (2)", []Span{{"Málaga (2)", "", false}}},
		{"MY-T1 กฎหมายใหม่ 2", []Span{{"MY-T1 ", "", false}, {"กฎหมายใหม่", "th", false}, {" 2", "", false}}},
		{"ทำ ๑๒", []Span{{"ทำ ๑๒", "th", false}}},
		{"می\u200cخواهم یاد بگیرم, yes", []Span{{"می\u200cخواهم یاد بگیرم", "fa", true}, {", yes", "", false}}},
		{"مرحبا", []Span{{"مرحبا", "ar", true}}},
		{"ہم سیکھتے ہیں", []Span{{"ہم سیکھتے ہیں", "ur", true}}},
		{"ไทย и русский", []Span{{"ไทย", "th", false}, {" ", "", false}, {"и русский", "ru", false}}},
		{"子どもの声", []Span{{"子どもの声", "ja", false}}},
		{"儿童保护", []Span{{"儿童保护", "zh", false}}},
	} {
		if got := Spans(tc.words); !slices.Equal(got, tc.want) {
			t.Errorf("Spans(%q) = %+v, want %+v", tc.words, got, tc.want)
		}
	}
}

// FuzzSpans: no letter is lost, and none is added.
func FuzzSpans(f *testing.F) {
	f.Add("MY-T1 กฎหมาย, می\u200cخواهم 声 e\u0301")
	f.Fuzz(func(t *testing.T, words string) {
		var all strings.Builder
		for _, s := range Spans(words) {
			all.WriteString(s.Words)
		}
		if all.String() != words {
			t.Errorf("%q became %q", words, all.String())
		}
	})
}
