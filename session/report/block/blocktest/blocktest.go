// Package blocktest helps to test formats: with a document that has every kind of
// block, and with words that would be more than text somewhere.
package blocktest

import (
	"iter"
	"slices"

	"github.com/convene-ssh/convene/session/report/block"
)

// Everywhere is a document of every kind of block, in all of whose texts the same
// words stand.
func Everywhere(words string) block.Document {
	text := block.Strongly(words).And(block.Say(words)).And(block.Softly(words))
	below := slices.Values([]block.Item{{Text: text, Under: []block.Text{text}}})
	items := slices.Values([]block.Item{{Text: text}, {Text: text, Under: []block.Text{text, text}}, {Text: text, Items: below}})
	rows := slices.Values([][]string{{words, words}, {words, words}})
	head := []string{words, words}
	return block.Document{Title: words, Language: "en", Blocks: slices.Values([]block.Block{
		block.Heading{Level: 1, Text: words}, block.Heading{Level: 2, Text: words}, block.Heading{Level: 3, Text: words},
		block.Paragraph{Text: text}, block.Note{Text: text}, block.Facts{{Label: words, Value: words}},
		block.List{Items: items}, block.List{Ordered: true, Items: items},
		block.Table{Head: head, Rows: rows}, block.Table{Title: words, Head: head, Rows: rows},
		block.Bars{Title: words, Head: [2]string{words, words}, Bars: []block.Bar{{Label: words, N: 2}, {Label: words, Shown: words}}},
		quadrants(words, items),
	})}
}

func quadrants(words string, items iter.Seq[block.Item]) block.Quadrants {
	one := block.Quadrant{Title: words, Items: items}
	return block.Quadrants{one, one, one, one}
}

// Hostile are words that terminals, browsers, spreadsheets, calendars or word
// processors would obey, each in its way.
func Hostile() []string {
	return []string{
		"<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "</style><b>", "</title><h1>", `" onload="alert(1)`, "' x='",
		"]]><!--", "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;", "&lt;b&gt; &#60;",
		"=HYPERLINK(\"http://e.vil\")", "+1", "-1", "@SUM(A1)", "\t=1", "x;=cmd|' /C calc'!A0",
		"# heading", "- list", "1. list", "> quote", "| a | b |", "![i](http://e.vil)", "[x]: http://e.vil", "***", "www.e.vil", "---",
		"a\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:second", "a;b,c:d\\n", "DTSTART:19700101",
		"two\nlines\n\nand a paragraph", "\u202egnp.exe", "\u2066\ue000", "\x1b]8;;http://e.vil\x1b\\", "e\u0301\u0301", " spaces ", "_x000D_", "_x0041_x0042_", "",
		"กฎหมายใหม่อาจทำให้", "می\u200cخواهم یاد بگیرم", "儿童保护", "👩‍👩‍👧",
	}
}
