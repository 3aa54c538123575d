package e2e

import (
	"flag"
	"fmt"
	"strings"
	"testing"
)

// family is one way to steer a terminal, or to deceive whoever reads it.
type family struct {
	name string
	all  []string
}

// lineEnds is the family whose members end a line, in the eyes of whoever imports a file.
const lineEnds = "ends of lines"

// families are all of them. No sequence holds a newline, which is everybody's to use, nor a NUL,
// which neither a name of a file nor an argument can hold; the control characters alone are tried
// with it.
func families() []family {
	return []family{
		{"control characters", controls()},
		{"cursor", csi("2A", "9B", "3C", "9D", "E", "F", "1G", "99;99H", "1;1f", "s", "u", "5d", "2b")},
		{"erasing", csi("2J", "3J", "1K", "2P", "4X", "3L", "3M", "2@", "5S", "5T", "?2J")},
		{"modes", csi("?1049h", "?47l", "?25l", "?5h", "?7l", "?1000h", "?1006h", "?2004l", "4h", "20h", "!p", "1;3r",
			"?69h")},
		{"looks", csi("31m", "5m", "7m", "8m", "38;2;1;2;3m", "48;5;9m", "0m", "58:2::1:2:3m")},
		{"end of a paste", csi("201~", "200~")},
		{"answers of the terminal", csi("c", ">c", "=c", "6n", "?6n", "5n", "x", ">0q", "?15n", "21t", "18t", "19t")},
		{"the window, the printer, the keys", csi("8;1;1t", "3;0;0t", "2t", "5i", "4i", "0;59;\"q\"p", ">4;2m", ">1u",
			"=5u")},
		{"titles", append(osc("0;title", "1;icon", "2;window", "l", "L", "I", "3;X=1"), "\x1bktitle\x1b\\")},
		{"clipboard", osc("52;c;aGVsbG8=", "52;p;?", "5522;type=read")},
		{"links", osc("8;;http://example.org", "8;id=1;file:///etc/passwd", "8;;")},
		{"colours and fonts", append(osc("4;1;?", "10;?", "11;#000000", "104", "50;font"), "\x1b]Pf000000", "\x1b]R")},
		{"what programs ask of terminals", osc("7;file:///", "9;note", "9;4;1;50", "777;notify;a;b", "133;A",
			"1337;File=inline=1:AAAA", "1337;SetUserVar=a=b", "99;;x", "633;E;ls")},
		{"device control", strung('P', "$qm", "$q\"p", "+q544e", "0;1|17/6c73", "q#0;2;0;0;0#0~~@@", "tmux;\x1b\x1b[2J",
			"=1s", "1+r536d756c78=")},
		{"program commands", strung('_', "Gf=100,a=T;AAAA", "Ga=d", "screen")},
		{"privacy messages and strings", append(strung('^', "pm"), strung('X', "sos")...)},
		{"two characters", escapes("c", "7", "8", "=", ">", "(0", ")0", "*B", "#8", "#3", "%G", "%@", "N", "O", "D",
			"E", "H", "M", "Z", "V", "W", "l", "m", "n", "o", "|", "}", "~", " F", "\\")},
		{"one over the other", []string{"x\b\b\bgone", "a\x7f\x7f", "\x0e(lqk\x0f", "up\x0bdown", "page\x0cpage",
			"\x1b\x1b[2J", "\x1b\u202e[2J"}},
		{lineEnds, []string{"secret\rshown", "\r", "\u0085", "a\u0085b", "a\u2028b", "a\u2029b", "a\r\r\rb"}},
		{"direction", each(0x061c, 0x061c, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069, 0x206a, 0x206f)},
		{"deceptive direction", []string{"\u202egnp.exe\u202c", "a\u2067b\u2066c\u2069d\u2069",
			"if \u202e\u2066// admin\u2069 \u2066{"}},
		{"nothing to be seen", each(0x00ad, 0x00ad, 0x180e, 0x180e, 0x200b, 0x200b, 0x2060, 0x2065, 0xfeff, 0xfeff,
			0x1bca0, 0x1bca3, 0x1d173, 0x1d17a)},
		{"annotations", each(0xfff9, 0xfffb)},
		{"tags", append(each(0xe0001, 0xe0001, 0xe0041, 0xe0043, 0xe007f, 0xe0080),
			"\U0001f3f4\U000e0067\U000e0062\U000e007f")},
		{"broken UTF-8", []string{"\xff", "\xfe\xff", "\xc0\x9b[2J", "\xc1\x9b", "\xe0\x80\x9b2J", "\xf0\x80\x80\x9b",
			"\xed\xa0\x80", "\xed\xb2\x9b", "\xe2\x80", "\xf4\x90\x80\x80", "\xf8\x88\x80\x80\x80", "\x80\x80\x9b1m",
			"\xc2", "\xe2\x80\x1b[2J", "\xc2\xc2\x9b2J"}},
		{"entities", []string{"&#27;[2J", "&#x1b;]0;t&#7;", "&#x1B;[8m", "&#x9b;31m", "&#155;2J", "&#x9d;0;t&#x9c;",
			"&#8238;x", "&#x202e;x", "&#x2066;", "&rlm;", "&lrm;", "&shy;",
			"&ZeroWidthSpace;", "&NoBreak;", "&#xe0041;", "&#13;over", "&#8;&#8;", "&#x7f;", "&#x85;", "&#x2028;",
			"&Tab;&#11;", "&#x1b", "&amp;#27;[2J"}},
		{"written out", []string{`\u001b[2J`, `\x1b[2J`, `\e[2J`, `\033[2J`, `\u202ex`, `\u009b2J`, `%1b%5b2J`,
			`\a\b\r`, `$'\e[2J'`, `\ud83d`}},
		{"Markdown", []string{"[a\x1b[2J](http://x.org)", "[a](http://x.org/\x1b[2J)", "[a](<http://x.org/\u009b>)",
			"![\x1b]0;t\x07](y.png)", "![a](\u202ey)", "`\x1b[1m`", "**\u202e**", "*\x1b[2J*", "~~\u009b~~",
			"<http://x.org/\u009b>", "https://x.org/\u202e", "<b title='\x1b[2J'>b</b>", "<!-- \x1b[2J -->",
			"<a href='\x1b]8;;x\x07'>a</a>", "$\x1b[2J$", "\\\x1b[0m", "[&#27;[2J](http://x.org/&#27;)",
			"![&#x9b;](z)", "`&#27;`", "| a\x1b[2J | b |", "# \x1b[2J", "<img alt='&#27;[2J' src='x'>",
			"<kbd>&#x9b;</kbd>", "[a](http://x.org \"\u202e\")", "<script>\x1b[2J</script>"}},
	}
}

// controls are C0, DEL and C1, these as bytes and as UTF-8.
func controls() []string {
	var all []string
	for r := rune(1); r < 0xa0; r++ {
		switch {
		case r == '\t', r == '\n', r == '\r', r >= ' ' && r < 0x7f:
		case r < 0x80:
			all = append(all, string(r))
		case r == '\u0085': // as UTF-8 it is among the ends of lines
			all = append(all, "\x85")
		default:
			all = append(all, string(r), string([]byte{byte(r)}))
		}
	}
	return all
}

// introduced puts what begins a sequence before each body: ESC and a letter, and the one character
// of C1 that means the same, as UTF-8 and as a byte.
func introduced(letter rune, end func(c1 string) string, bodies []string) []string {
	var all []string
	for _, body := range bodies {
		for _, intro := range []string{"\x1b" + string(letter), string(letter + 0x40),
			string([]byte{byte(letter + 0x40)})} {
			all = append(all, intro+body+end(intro))
		}
	}
	return all
}

func csi(bodies ...string) []string {
	return introduced('[', func(string) string { return "" }, bodies)
}

// osc are commands to the terminal's system, ended by BEL, which is what most programs write.
func osc(bodies ...string) []string {
	return introduced(']', func(string) string { return "\a" }, bodies)
}

// strung are strings that end with ST, in the form in which they began.
func strung(letter rune, bodies ...string) []string {
	return introduced(letter, func(intro string) string {
		switch {
		case intro[0] == '\x1b':
			return "\x1b\\"
		case len(intro) == 1:
			return "\x9c"
		}
		return "\u009c"
	}, bodies)
}

func escapes(bodies ...string) []string {
	var all []string
	for _, body := range bodies {
		all = append(all, "\x1b"+body)
	}
	return all
}

// each returns the characters of ranges, both ends of each among them.
func each(ranges ...rune) []string {
	var all []string
	for i := 0; i < len(ranges); i += 2 {
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			all = append(all, string(r))
		}
	}
	return all
}

// hostileText is one sequence between two words by which it is found again. The first is k, the
// number, a.
type hostileText struct {
	family   string
	sequence string
	text     string
	mark     string // the word before it
}

// everySequence asks for all of them; else each large family sends every third of its members.
var everySequence = flag.Bool("every-sequence", false,
	"send every hostile sequence through every way, not a third of the large families")

// smallFamily is how many members a family has at most to be sent in full.
const smallFamily = 14

// extent is how many of the sequences are sent: a few of each family, at least a third of each, or all.
type extent int

const (
	few extent = iota
	ordinary
	all
)

func howMany() extent {
	switch {
	case *everySequence:
		return all
	case testing.Short():
		return few
	}
	return ordinary
}

// sent reports whether a member of a family is one of so many.
func (f family) sent(member int, n extent) bool {
	switch {
	case n == few:
		return member%max(3, len(f.all)/3) == 0
	case n == ordinary && len(f.all) > smallFamily:
		return member%3 == 0
	}
	return true
}

// hostileTexts are the sequences, each once.
func hostileTexts(n extent) []hostileText {
	var texts []hostileText
	seen := map[string]bool{}
	for _, f := range families() {
		for i, s := range f.all {
			if seen[s] || !f.sent(i, n) {
				continue
			}
			seen[s] = true
			mark := fmt.Sprintf("k%da", len(texts))
			texts = append(texts, hostileText{f.name, s, fmt.Sprintf("%s %s k%dz", mark, s, len(texts)), mark})
		}
	}
	return texts
}

// maxDeck is how long the name of a deck may be.
const maxDeck = 200

// bundles joins texts, so many that each bundle is at most so long; what passes one character passes
// all that follow.
func bundles(all []hostileText, most int) []string {
	var out []string
	for _, h := range all {
		if n := len(out); n > 0 && len(out[n-1])+len(h.text) < most {
			out[n-1] += " " + h.text
		} else {
			out = append(out, h.text)
		}
	}
	return out
}

func TestThereAreEnoughSequences(t *testing.T) {
	all, some := hostileTexts(all), hostileTexts(ordinary)
	if len(all) < 550 || len(some) < 200 {
		t.Fatalf("only %d sequences, and only %d of them ordinarily", len(all), len(some))
	}
	for _, h := range all {
		if strings.ContainsAny(h.sequence, "\n\x00") {
			t.Errorf("%q cannot stand everywhere", h.sequence)
		}
	}
	t.Logf("%d sequences of %d families, %d of them ordinarily", len(all), len(families()), len(some))
}
