package importer

// draft is a card as a layout reads it: where it stands, what it asks, what it answers.
type draft struct {
	line, end int     // lines [line, end) belong to it, counted from 0
	question  string  // Markdown
	answer    string  // Markdown; "" where the file has none
	like      float64 // how much the question's own text asks something, from 0 to 1
	number    int     // the file's own number, -1 without
	shape     string  // what the question's line looks like; lists keep to one shape
	marked    bool    // the author marked it as a card: nothing is guessed
}

// section is a run of lines that layouts compete for: the whole file first, then what is left over.
type section struct {
	doc      *markdown
	from, to int
}

// markdown is a parsed file.
type markdown struct {
	lines []line
	first int // the first line behind the front matter
	front frontMatter
	name  string
}

func (s section) lines() []line { return s.doc.lines[s.from:s.to] }
