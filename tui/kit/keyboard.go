package kit

import (
	"strings"
	"unicode"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
	"golang.org/x/text/width"
)

// Where nothing is being written, a letter is the key that it stands on: people
// should not have to change their keyboard to press "a".

// qwerty are the keys of a US keyboard by rows, and then the same with Shift. A
// letter with Shift or Caps Lock is the same command.
const qwerty = "`1234567890-=" + "qwertyuiop[]\\" + "asdfghjkl;'" + "zxcvbnm,./" +
	"~!@#$%^&*()_+" + "qwertyuiop{}|" + "asdfghjkl:\"" + "zxcvbnm<>?"

// layouts say what stands on those keys on keyboards of other scripts, in the order
// of qwerty: letters and marks, and "_" for what is none or is on a US keyboard too.
// Those with capital letters go without Shift. They are the standard layouts of
// xkeyboard-config 2.35, under the names in brackets.
var layouts = []string{
	// Thai (th)
	`_ ๅ _ _ ภ ถ ุ ึ ค ต จ ข ช ๆ ไ ำ พ ะ ั ี ร น ย บ ล ฃ ฟ ห ก ด เ ้ ่ า ส ว ง ผ ป แ อ ิ ื ท ม ใ ฝ` +
		` _ _ _ _ _ _ ู _ _ _ _ _ _ _ _ ฎ ฑ ธ ํ ๊ ณ ฯ ญ ฐ _ ฅ ฤ ฆ ฏ โ ฌ ็ ๋ ษ ศ ซ _ _ _ ฉ ฮ ฺ ์ _ ฒ ฬ ฦ`,
	// Lao (la)
	`_ ຢ ຟ ໂ ຖ ຸ ູ ຄ ຕ ຈ ຂ ຊ ໍ ົ ໄ ຳ ພ ະ ິ ີ ຣ ນ ຍ ບ ລ ໜ ັ ຫ ກ ດ ເ ້ ່ າ ສ ວ ງ ຜ ປ ແ ອ ຶ ື ທ ມ ໃ ຝ` +
		` _ _ _ _ _ ໌ ຼ _ _ _ _ _ _ _ _ _ _ _ _ _ ຮ _ ຽ _ _ ໝ _ _ _ _ _ ໊ ໋ _ _ _ _ _ _ ຯ _ _ _ ໆ _ _ _`,
	// Khmer (kh)
	`_ _ _ _ _ _ _ _ _ _ _ ឥ ឲ ឆ ឹ េ រ ត យ ុ ិ ោ ផ ៀ ឪ ឮ ា ស ដ ថ ង ហ ្ ក ល ើ ់ ឋ ខ ច វ ប ន ម _ _ ៊` +
		` _ _ ៗ _ _ _ ៍ ័ ៏ _ _ ៌ _ ឈ ឺ ែ ឬ ទ ួ ូ ី ៅ ភ ឿ ឧ ឭ _ ៃ ឌ ធ អ ះ ញ គ ឡ _ ៉ ឍ ឃ ជ _ ព ណ ំ _ _ _`,
	// Burmese (mm)
	`_ _ _ _ _ _ _ _ _ _ _ _ _ ဆ တ န မ အ ပ က င သ စ ဟ ဩ _ ေ ျ ိ ် ါ ့ ြ ု ူ း _ ဖ ထ ခ လ ဘ ည ာ _ _ _` +
		` ဎ ဍ ၒ ဋ _ _ _ ရ _ _ _ _ _ ဈ ဝ ဣ _ ဤ _ ဥ _ ဿ ဏ ဧ ဪ _ ဗ ှ ီ ္ ွ ံ ဲ ဒ ဓ ဂ _ ဇ ဌ ဃ ဠ ယ ဉ ဦ _ _ _`,
	// Arabic (ara)
	`ذ _ _ _ _ _ _ _ _ _ _ _ _ ض ص ث ق ف غ ع ه خ ح ج د _ ش س ي ب ل ا ت ن م ك ط ئ ء ؤ ر ﻻ ى ة و ز ظ` +
		` ّ _ _ _ _ _ _ _ _ _ _ _ _ َ ً ُ ٌ ﻹ إ _ _ _ _ _ _ _ ِ ٍ _ _ ﻷ أ ـ _ _ _ _ _ ْ _ _ ﻵ آ _ _ _ ؟`,
	// Persian (ir)
	`_ _ _ _ _ _ _ _ _ _ _ _ _ ض ص ث ق ف غ ع ه خ ح ج چ _ ش س ی ب ل ا ت ن م ک گ ظ ط ز ر ذ د پ و _ _` +
		` _ _ _ _ _ _ _ _ _ _ _ ـ _ ْ ٌ ٍ ً ُ ِ َ ّ _ _ _ _ _ ؤ ئ ي إ أ آ ة _ _ _ _ ك ٓ ژ ٰ _ ٔ ء _ _ ؟`,
	// Greek (gr)
	`_ _ _ _ _ _ _ _ _ _ _ _ _ _ ς ε ρ τ υ θ ι ο π _ _ _ α σ δ φ γ η ξ κ λ _ _ ζ χ ψ ω β ν μ _ _ _`,
	// Russian (ru)
	`ё _ _ _ _ _ _ _ _ _ _ _ _ й ц у к е н г ш щ з х ъ _ ф ы в а п р о л д ж э я ч с м и т ь б ю _`,
	// Ukrainian (ua)
	`_ _ _ _ _ _ _ _ _ _ _ _ _ й ц у к е н г ш щ з х ї ґ ф і в а п р о л д ж є я ч с м и т ь б ю _`,
	// Hebrew (il)
	`_ _ _ _ _ _ _ _ _ _ _ _ _ _ _ ק ר א ט ו ן ם פ _ _ _ ש ד ג כ ע י ח ל ך ף _ ז ס ב ה נ מ צ ת ץ _`,
}

// zeros begin the digits of other scripts: whoever types a digit means its number,
// wherever it stands.
const zeros = "٠۰०০๐໐០၀"

// standsOn are the keys of all layouts. Where two of them differ, a letter goes
// before a sign and the first one before the others.
var standsOn = readLayouts()

func readLayouts() map[rune]rune {
	on := map[rune]rune{}
	keys := []rune(qwerty)
	for _, layout := range layouts {
		for i, letter := range strings.Fields(layout) {
			r, _ := utf8.DecodeRuneInString(letter)
			if before, found := on[r]; r != '_' && (!found || !unicode.IsLetter(before) && unicode.IsLetter(keys[i])) {
				on[r] = keys[i]
			}
		}
	}
	return on
}

// Command is a key where letters are commands. What was typed stays in it, as its
// ShiftedCode, for choices that begin with that letter.
func Command(key tea.KeyPressMsg) tea.KeyPressMsg {
	typed, n := utf8.DecodeRuneInString(key.Text)
	if n == 0 || n < len(key.Text) {
		return key
	}
	on := keyOf(typed)
	return tea.KeyPressMsg{Code: on, Text: string(on), ShiftedCode: typed}
}

// keyOf is the character of the key that a character stands on, and the character
// itself where that is unknown.
func keyOf(r rune) rune {
	if narrow := width.LookupRune(r).Narrow(); narrow != 0 {
		r = narrow
	}
	for _, zero := range zeros {
		if r >= zero && r < zero+10 {
			return '0' + r - zero
		}
	}
	r = unicode.ToLower(r)
	if on, found := standsOn[r]; found {
		return on
	}
	return r
}
