package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// introducers begin a sequence: ESC, and the C1 forms of DCS, SOS, CSI, OSC, PM
// and APC. Other controls stand alone and go with all control characters.
const introducers = "\x1b\u0090\u0098\u009b\u009d\u009e\u009f"

// intermediates are the bytes 0x20 to 0x2F of ECMA-48.
const intermediates = " !\"#$%&'()*+,-./"

// dropSequences removes terminal escape sequences whole, so that "ESC[31mred"
// becomes "red". Of one that does not end, only the introducer goes: what
// follows it may be the rest of an honest text. s must be valid UTF-8.
func dropSequences(s string) string {
	var b strings.Builder
	for {
		i := strings.IndexAny(s, introducers)
		if i < 0 {
			b.WriteString(s)
			return b.String()
		}
		b.WriteString(s[:i])
		s = afterSequence(s[i:])
	}
}

// afterSequence returns what follows the sequence that s begins with.
func afterSequence(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	s = s[n:]
	if r == '\x1b' {
		// ESC and a letter from @ to _ are the 7-bit form of a C1 control.
		r, n = utf8.DecodeRuneInString(s)
		r += 0x80 - '@'
		if !strings.ContainsRune(introducers, r) {
			return afterEscape(s)
		}
		s = s[n:]
	}
	if r == '\u009b' {
		return afterCSI(s)
	}
	return afterString(s)
}

// afterCSI skips parameters, intermediates and the final byte of a control
// sequence, or nothing if they are not there.
func afterCSI(s string) string {
	body := strings.TrimLeft(s, "0123456789:;<=>?")
	body = strings.TrimLeft(body, intermediates)
	if body != "" && body[0] >= '@' && body[0] <= '~' {
		return body[1:]
	}
	return s
}

// afterEscape skips the rest of a short sequence such as "ESC c" or "ESC ( B",
// or nothing if it is none.
func afterEscape(s string) string {
	body := strings.TrimLeft(s, intermediates)
	if body != "" && body[0] >= '0' && body[0] <= '~' {
		return body[1:]
	}
	return s
}

// afterString skips the body and the terminator of an OSC, DCS, SOS, PM or APC.
// The body ends at the first control character; one that is no terminator
// means that the string never ended.
func afterString(s string) string {
	i := strings.IndexFunc(s, unicode.IsControl)
	if i < 0 {
		return s
	}
	for _, terminator := range []string{"\a", "\u009c", "\x1b\\"} {
		if rest, ok := strings.CutPrefix(s[i:], terminator); ok {
			return rest
		}
	}
	return s
}
