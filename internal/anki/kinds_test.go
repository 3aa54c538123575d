package anki

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// asked reads one note of a type and returns the sides of its cards.
func asked(t *testing.T, kind madeType, after string, fields ...string) [][2]string {
	t.Helper()
	n := madeNote{id: 1, typeID: kind.id, fields: fields}
	for ord := range max(len(kind.tmpls), 3) {
		n.cards = append(n.cards, madeCard{ord, 1})
	}
	m := made{types: []madeType{kind}, decks: map[int64]string{1: "Default"}, notes: []madeNote{n}, after: after}
	doc, err := readPackage(t, archive(t, entry{"collection.anki2", m.schema11(t)}))
	if err != nil {
		t.Fatal(err)
	}
	var sides [][2]string
	for _, c := range doc.Cards {
		sides = append(sides, [2]string{c.Question, strings.Join(strings.Fields(c.Answer), " ")})
	}
	for _, c := range doc.Unanswered {
		sides = append(sides, [2]string{c.Question})
	}
	return sides
}

func TestTemplatesOfNotes(t *testing.T) {
	tests := []struct {
		name        string
		front, back string
		cloze       bool
		fields      []string
		want        [][2]string
	}{
		{"an answer to type in is shown on the back", "{{A}}<br>{{type:B}}", "{{A}}<hr id=answer>{{type:B}}", false,
			[]string{"What is asked?", "This."}, [][2]string{{"What is asked?", "This."}}},
		{"and only once", "{{A}}{{type:B}}", "{{FrontSide}}<hr id=answer>{{type:B}}{{B}}", false,
			[]string{"What is asked?", "This."}, [][2]string{{"What is asked?", "This."}}},
		{"a front that is repeated without a line", "{{A}}", "{{A}}<br>{{B}}", false,
			[]string{"What is asked?", "This."}, [][2]string{{"What is asked?", "This."}}},
		{"a front that is repeated above a plain rule", "{{A}}", "{{A}}<hr>{{B}}", false,
			[]string{"What is asked?", "This."}, [][2]string{{"What is asked?", "This."}}},
		{"the front repeated and nothing below", "{{A}}", "{{A}}<hr id=answer>{{B}}", false,
			[]string{"What is asked?", ""}, [][2]string{{"What is asked?"}}},
		{"an answer that is the word asked for", "{{A}}", "{{FrontSide}}<hr id=answer>{{B}}", false,
			[]string{"restaurant", "restaurant"}, [][2]string{{"restaurant", "restaurant"}}},
		{"programs and comments", "<style>b {}</style><script>if ('{{B}}') f()</script><!-- {{B}} -->{{A}}", "{{B}}",
			false,
			[]string{"What is asked?", "This."}, [][2]string{{"What is asked?", "This."}}},
		{"the names that Anki adds", "{{A}} {{Card}} {{Type}} {{Subdeck}}", "{{B}}", false,
			[]string{"What?", "This."}, [][2]string{{"What? Card 1 Kind Default", "This."}}},
		{"deletions in two fields", "{{cloze:A}} / {{cloze:B}}", "{{cloze:A}} / {{cloze:B}}", true,
			[]string{"{{c1::one}} and two", "three and {{c2::four}}"}, [][2]string{
				{"[...] and two / three and four", "one one and two / three and four"},
				{"one and two / three and [...]", "one and two / four three and four"}}},
		{"a deletion to type in", "{{cloze:A}}{{type:cloze:A}}", "{{cloze:A}}{{type:cloze:A}}", true,
			[]string{"A {{c1::word}}", ""}, [][2]string{{"A [...]", "word A word"}}},
		{"a section for one number", "{{cloze:A}}{{#c2}} second{{/c2}}", "{{cloze:A}}", true,
			[]string{"{{c1::a}} {{c2::b}}", ""}, [][2]string{{"[...] b", "a a b"}, {"a [...] second", "b a b"}}},
		{"a field that is not shown as deletions", "{{cloze:A}} {{B}}", "{{cloze:A}}", true,
			[]string{"{{c1::a}} b", "plain"}, [][2]string{{"[...] b plain", "a a b"}}},
	}
	for _, test := range tests {
		kind := madeType{id: 7, name: "Kind", cloze: test.cloze, fields: []string{"A", "B"},
			tmpls: []template{{"Card 1", test.front, test.back}}}
		if diff := cmp.Diff(test.want, asked(t, kind, "", test.fields...)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.name, diff)
		}
	}
}

// TestCollectionWithLog needs a change of its header: SQLite opens no file in memory that says it has a write-ahead
// log beside it.
func TestCollectionWithLog(t *testing.T) {
	got := asked(t, basicNamed(7), "pragma journal_mode = wal", "What is asked?", "This.")
	if diff := cmp.Diff([][2]string{{"What is asked?", "This."}}, got); diff != "" {
		t.Error(diff)
	}
}

func basicNamed(id int64) madeType {
	b := basic
	b.id = id
	return b
}

func TestProtobuf(t *testing.T) {
	for name, test := range map[string]struct {
		in     string
		number uint64
		texts  [2]string
	}{
		"nothing":  {"", 0, [2]string{}},
		"a number": {"\x08\x96\x01", 150, [2]string{}},
		"texts":    {"\x0a\x01a\x12\x02bc", 0, [2]string{"a", "bc"}},
		"others between": {"\x19\x01\x02\x03\x04\x05\x06\x07\x08\x25\x01\x02\x03\x04\x2a\x01x\x12\x01b", 0,
			[2]string{"", "b"}},
		"a number that breaks":   {"\x08\x96", 0, [2]string{}},
		"a text that is shorter": {"\x0a\x01a\x12\x09bc", 0, [2]string{"a", ""}},
		"an endless length":      {"\x0a\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 0, [2]string{}},
		"a group":                {"\x0b\x12\x01b", 0, [2]string{}},
	} {
		if number, texts := protobuf([]byte(test.in)); number != test.number || texts != test.texts {
			t.Errorf("%s: %d %q", name, number, texts)
		}
	}
}
