package office

import (
	"slices"

	"github.com/convene-ssh/convene/session/report/block"
)

// eastern and joining are the languages that Word has fonts and sizes of their own for.
// All others are like English to it.
var (
	eastern = []string{"ja", "ko", "zh"}
	joining = []string{
		"ar", "bn", "bo", "dv", "fa", "gu", "he", "hi", "km", "kn", "lo", "ml", "my", "pa", "ps", "si", "syr", "ta", "te", "th", "ur",
	}
)

// script is what tells Word in which script a run is written, without which it neither
// breaks Thai nor joins Persian letters.
func script(s block.Span) string {
	language := regional(s.Language)
	switch {
	case s.Language == "":
		return ""
	case s.RightToLeft:
		return `<w:rtl/><w:lang w:bidi="` + language + `"/>`
	case slices.Contains(joining, s.Language):
		return `<w:cs/><w:lang w:bidi="` + language + `"/>`
	case slices.Contains(eastern, s.Language):
		return `<w:lang w:eastAsia="` + language + `"/>`
	}
	return `<w:lang w:val="` + language + `"/>`
}

// regions are those that Word expects behind a language.
var regions = map[string]string{
	"ar": "SA", "en": "GB", "es": "ES", "fa": "IR", "he": "IL", "hi": "IN", "ja": "JP", "km": "KH", "ko": "KR", "lo": "LA",
	"my": "MM", "ru": "RU", "th": "TH", "ur": "PK", "zh": "CN",
}

func regional(language string) string {
	if region := regions[language]; region != "" {
		return language + "-" + region
	}
	return language
}
