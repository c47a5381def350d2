package directory

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"

	"github.com/convene-ssh/convene/session/method"
)

// A code is what people type to get in: letters of Crockford's base32 and a
// check letter at the end, shown in groups of four.
const (
	JoinLetters   = 11 // 55 random bits: to be typed in a room, short-lived
	ReturnLetters = 15 // 75 random bits: for one person, long-lived
)

// JoinCodes is how many join codes there can be: whoever guesses one of n that
// are live needs as many guesses, divided by n.
const JoinCodes float64 = 1 << (5 * JoinLetters)

// NewCode draws a code of so many letters and adds its check letter.
func NewCode(random io.Reader, letters int) string {
	b := make([]byte, letters)
	if _, err := io.ReadFull(random, b); err != nil {
		panic("directory: no randomness: " + err.Error())
	}
	for i := range b {
		b[i] = method.Crockford[b[i]%32]
	}
	return ShowCode(string(append(b, check(b))))
}

// check is a sum in the field of 32 elements, in which every place doubles the
// weight of the one after it: no two places weigh the same, so that one wrong
// letter or two swapped ones are always noticed before anything is looked up.
func check(letters []byte) byte {
	sum := 0
	for _, l := range letters {
		sum = 2 * (sum ^ strings.IndexByte(method.Crockford, l))
		if sum >= 32 {
			sum ^= 0b100101 // x⁵ + x² + 1, of which 2 is a root of order 31
		}
	}
	return method.Crockford[sum]
}

// ShowCode writes a code in groups of four letters.
func ShowCode(code string) string {
	var b strings.Builder
	for i, l := range code {
		if i > 0 && i%4 == 0 {
			b.WriteByte('-')
		}
		b.WriteRune(l)
	}
	return b.String()
}

// misread is what people write or read in a code in place of something else: also
// the hyphens that a word processor makes of theirs.
var misread = strings.NewReplacer("-", "", "\u2010", "", "\u2011", "", "\u2012", "", "\u2013", "", " ", "",
	"O", "0", "I", "1", "L", "1")

// MaxCodeTyped bounds the text in which a code is looked for, in bytes.
const MaxCodeTyped = 1000

// ParseCode reads a code as people type it: any case and width, with or without
// hyphens and spaces, with O for 0 and I or L for 1. It also finds the code in the
// line that brings people here, ssh -p 2222 CODE@HOST, as far as it was copied. It
// reports whether there is one.
func ParseCode(typed string) (string, bool) {
	if len(typed) > MaxCodeTyped {
		return "", false
	}
	typed = strings.ToUpper(width.Narrow.String(typed))
	if code, ok := parseWhole(typed); ok {
		return code, true
	}
	words := strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(around, r) || unicode.IsSpace(r) })
	for _, w := range words { // before an @ stands the code, whatever the host is called
		if name, _, at := strings.Cut(w, "@"); at {
			if code, ok := parseWhole(name); ok {
				return code, true
			}
		}
	}
	for _, w := range words {
		if code, ok := parseWhole(w); ok {
			return code, true
		}
	}
	return "", false
}

// around is what stands around a code in a line of a shell, in a URL or in a
// sentence.
const around = "\"'`‘’“”«»<>()[],;:/.="

// parseWhole reads a code in capital letters that stands alone.
func parseWhole(typed string) (string, bool) {
	code := misread.Replace(typed)
	if n := len(code); n != JoinLetters+1 && n != ReturnLetters+1 {
		return "", false
	}
	for _, l := range code {
		if !strings.ContainsRune(method.Crockford, l) {
			return "", false
		}
	}
	last := len(code) - 1
	return code, check([]byte(code[:last])) == code[last]
}

// Hash is what is kept of a code: useless without the installation's pepper.
type Hash string

// HashCode is what is kept of a code.
func HashCode(pepper []byte, code string) Hash {
	plain, _ := ParseCode(code)
	m := hmac.New(sha256.New, pepper)
	m.Write([]byte(plain))
	return Hash(base64.RawURLEncoding.EncodeToString(m.Sum(nil)))
}
