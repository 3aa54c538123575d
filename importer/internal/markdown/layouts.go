package markdown

import (
	"slices"

	"iq/importer/internal/ask"
)

// layout is one way to write questions and answers down in Markdown. A new one is a file with a read
// function and an entry in layouts.
type layout struct {
	name  string
	about string  // one sentence, for --explain and for readers of this table
	prior float64 // what the marks of this layout are worth before anything is counted
	read  func(s section) []draft
}

// layouts compete for every file; the order settles ties.
var layouts = []layout{
	{"tagged items", "list items tagged #card are questions, what is nested below them the answers", 0.35, readTagged},
	{"separators", "a sign stands between question and answer: ::, ;;, ? alone on a line; ==clozes==", 0.3,
		readSeparated},
	{"answer key", "numbered questions, and below all of them their answers with the same numbers", 0.25, readKeyed},
	{"labelled", "a word or letter marks each question and each answer: Q: A:, **Question 1:** **Answer 1:**", 0.15,
		readLabelled},
	{"folds", "a <details>, or another box that opens, hides each answer; the question is its title or stands above it",
		0.1, readFolds},
	{"definitions", "a term, and its definition behind a colon on the next line or in <dd>", 0.1, readDefinitions},
	{"headings", "each question is a heading and the text below it the answer", 0.07, readHeadings},
	{"bold lines", "each question is a bold line and the text below it the answer", 0.05, readBold},
	{"tables", "a column of questions and a column of answers", 0.07, readTables},
	{"lists", "each question is an item of a list, with the answer nested, below or nowhere", 0.03, readLists},
	{"glossary", "a term and its meaning on each line, in a file that calls itself cards", 0.07, readGlossary},
	{"paragraphs", "each question is a plain line, the answer the paragraphs below it", 0, readParagraphs},
}

// section is a run of lines that layouts compete for: the whole file first, then what is left over.
type section struct {
	doc      *file
	from, to int
}

func (s section) lines() []line { return s.doc.lines[s.from:s.to] }

// draft is a card as a layout reads it: where it stands, what it asks, what it answers.
type draft struct {
	line, end int     // lines [line, end) belong to it, counted from 0
	question  string  // Markdown
	answer    string  // Markdown; "" where the file has none
	sides     *sides  // what question and answer will be written from; nil where they are
	like      float64 // how much the question's own text asks something, from 0 to 1
	number    int     // the file's own number, -1 without
	shape     string  // what the question's line looks like; lists keep to one shape
	marked    bool    // the author marked it as a card: nothing is guessed
}

// split leaves question and answer to be written when the draft is chosen.
func (d *draft) split(question string, body []line) {
	s := splitBody(question, body)
	d.sides = &s
}

// hasAnswer reports whether the draft has an answer, written or not.
func (d draft) hasAnswer() bool {
	return d.answer != "" || d.sides != nil && d.sides.answered
}

// writeOut writes the texts of drafts that are worth it.
func writeOut(drafts []draft) {
	for i := range drafts {
		if d := &drafts[i]; d.sides != nil {
			d.question, d.answer = d.sides.texts()
			d.sides = nil
		}
	}
}

// start is a line that may begin a card: a heading, a bold line, an item of a list, a plain line.
type start struct {
	line, last   int // the question's lines [line, last]
	end          int // where its body ends; see setEnds
	title        ask.Title
	like         float64
	rest         string // an answer behind the question on the same line
	shape        string
	level, depth int
	item         bool
	nav          bool // a heading that leads through the file
}

// startAt reads the text of a question's line; an item's number counts where the text has none.
func startAt(i int, l line, text string) start {
	t := ask.ReadTitle(text)
	if t.Number < 0 {
		t.Number = l.ordinal
	}
	return start{line: i, last: i, title: t, like: ask.Likeness(t.Text), level: l.level, depth: l.depth, item: l.item}
}

func (st start) asks() bool { return st.like >= 0.8 }

func (st start) draft() draft {
	return draft{line: st.line, end: st.end, like: st.like, number: st.title.Number, shape: st.shape}
}

// setEnds lets each body go on to the next start or, the last one, to the limit, and none beyond a heading.
func setEnds(lines []line, starts []start, limit int) {
	for i := range starts {
		starts[i].end = cutAtHeading(lines, starts[i].last+1, nextStart(starts, i, limit))
	}
}

func nextStart(starts []start, i, limit int) int {
	if i+1 < len(starts) {
		return starts[i+1].line
	}
	return limit
}

func sortDrafts(drafts []draft) {
	slices.SortStableFunc(drafts, func(a, b draft) int { return a.line - b.line })
}
