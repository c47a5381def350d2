package terminal

import (
	"unicode/utf8"

	"github.com/charmbracelet/x/ansi"
)

// unitLen returns the length of the first unit of input: a letter, a control
// character or an escape sequence; 0 if its end has not arrived. A sequence
// that is broken off ends before the byte that breaks it.
func unitLen(b []byte) int {
	switch {
	case len(b) == 0:
		return 0
	case b[0] != ansi.ESC:
		return letterLen(b)
	case len(b) == 1:
		return 0
	}
	switch b[1] {
	case '[':
		return csiLen(b)
	case 'O':
		return ss3Len(b)
	case ']', 'P', '_', '^', 'X':
		return stringLen(b)
	case ansi.ESC:
		return doubleLen(b)
	}
	return after(1, letterLen(b[1:]))
}

// after adds what stands before a unit to its length.
func after(before, length int) int {
	if length == 0 {
		return 0
	}
	return before + length
}

// letterLen is 1 for a byte that is not UTF-8.
func letterLen(b []byte) int {
	if !utf8.FullRune(b) {
		return 0
	}
	_, n := utf8.DecodeRune(b)
	return n
}

// doubleLen tells Escape typed twice from Alt with a key that is a sequence.
func doubleLen(b []byte) int {
	switch {
	case len(b) == 2:
		return 0
	case b[2] == '[' || b[2] == 'O':
		return after(1, unitLen(b[1:]))
	}
	return 1
}

// csiLen covers "ESC [", parameters and intermediates, and a final byte. The
// function keys of the Linux console are "ESC [ [" and a letter; a mouse of X10 is
// "ESC [ M" and any three bytes.
func csiLen(b []byte) int {
	i := 2
	switch {
	case len(b) == 2:
		return 0
	case b[2] == 'M' && len(b) < 6:
		return 0
	case b[2] == 'M':
		return 6
	case b[2] == '[':
		i++
	}
	for ; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '@' && c <= '~':
			return i + 1
		case c < ' ' || c > '?':
			return i
		}
	}
	return 0
}

// ss3Len covers "ESC O", digits and a final byte.
func ss3Len(b []byte) int {
	for i := 2; i < len(b); i++ {
		switch c := b[i]; {
		case c >= '0' && c <= '9':
		case c > ' ' && c <= '~':
			return i + 1
		default:
			return i
		}
	}
	return 0
}

// stringLen covers OSC, DCS, APC, PM and SOS with their terminator.
func stringLen(b []byte) int {
	for i := 2; i < len(b); i++ {
		switch b[i] {
		case ansi.BEL, ansi.CAN, ansi.SUB:
			return i + 1
		case ansi.ESC:
			switch {
			case i+1 == len(b):
				return 0
			case b[i+1] == '\\':
				return i + 2
			}
			return i
		}
	}
	return 0
}
